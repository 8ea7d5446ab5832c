//! One-time links: they prove that whoever follows them was sent them. They set the first password; in a demonstration
//! they sign in at once, and may be used again.

use super::{
    password,
    session::{self, hash_of},
    store::{self, Account},
};
use crate::{
    acts::{Outcome, Stop},
    app::App,
    audit,
    database::{Connection, DatabaseError},
};
use jiff::{SignedDuration, Timestamp};
use std::fmt;
use vocabulary::{AccountId, Kind, Refusal, VisitId};

/// How long a link is good.
const GOOD: SignedDuration = SignedDuration::from_hours(72);

/// What is done with a link.
#[derive(Clone)]
pub enum LinkUse {
    /// Sets this password and signs in.
    SetPassword(String),
    /// Signs in; only in a demonstration.
    Demonstrate,
}

impl fmt::Debug for LinkUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The password stays out of logs.
        f.write_str(match self {
            Self::SetPassword(_) => "SetPassword",
            Self::Demonstrate => "Demonstrate",
        })
    }
}

/// Makes a link for an account; answers its token. Its address is `/link/TOKEN`. Earlier links of the account end,
/// except in a demonstration.
///
/// # Errors
/// What the database says.
pub async fn make_link(app: &App, account: AccountId) -> Result<String, DatabaseError> {
    let (token, now) = (app.entropy().secret(), app.now());
    let hash = hash_of(&token);
    let ends = now.checked_add(GOOD).unwrap_or(now);
    let is_demo = app.serving().is_demo;
    app.database()
        .write(move |db| {
            Box::pin(async move {
                if !is_demo {
                    let sql = "delete from one_time_links where account_id = $1";
                    db.execute(sql, vec![account.into()]).await?;
                }
                let sql = "insert into one_time_links (token_hash, account_id, ends_at) values ($1, $2, $3)";
                db.execute(sql, vec![hash.into(), account.into(), ends.into()]).await
            })
        })
        .await??;
    Ok(token)
}

/// Whose link it is, while it is good.
///
/// # Errors
/// `platform.link_over` if it was used, is too old, or never was.
pub async fn see_link(app: &App, token: &str) -> Outcome<Account> {
    let mut db = app.database().read().await?;
    good(&mut db, &hash_of(token), app.now()).await
}

/// Uses a link; answers the token of a new session.
///
/// # Errors
/// `platform.link_over`; what [`password::check_form`] says; `platform.forbidden` for [`LinkUse::Demonstrate`] outside
/// a demonstration.
pub async fn use_link(app: &App, token: &str, how: LinkUse, visit: Option<VisitId>) -> Outcome<String> {
    let is_demo = app.serving().is_demo;
    let hashed = match how {
        LinkUse::SetPassword(secret) => {
            let account = see_link(app, token).await?;
            password::check_form(&secret, &account.login)?;
            let hashed = password::hash(secret).await;
            Some(hashed.ok_or_else(|| Stop::Internal("a password could not be hashed".to_owned()))?)
        }
        LinkUse::Demonstrate if is_demo => None,
        LinkUse::Demonstrate => return Err(Refusal::new(Kind::Forbidden, "platform.forbidden").into()),
    };
    let (inside, hash, now) = (app.clone(), hash_of(token), app.now());
    app.database()
        .write(move |db| {
            Box::pin(async move {
                let account = good(db, &hash, now).await?;
                if !is_demo {
                    // Two at once: the second waits for the first here, and finds nothing left to use.
                    let sql =
                        "update one_time_links set used_at = $1 where token_hash = $2 and used_at is null";
                    if db.execute(sql, vec![now.into(), hash.into()]).await? != 1 {
                        return Err(over());
                    }
                }
                if let Some(hashed) = hashed {
                    store::set_password(db, account.id, &hashed).await?;
                    session::sign_out_everywhere(db, account.id).await?;
                }
                let entry = audit::Entry {
                    at: now,
                    actor: account.id.to_string(),
                    act: "platform.use_link".to_owned(),
                    subject: account.id.to_string(),
                    records: audit::records(&[]),
                };
                audit::append(db, &entry).await?;
                Ok::<_, Stop>(session::open_for(db, &inside, account.id, visit, now).await?)
            })
        })
        .await?
}

async fn good(db: &mut Connection, hash: &str, now: Timestamp) -> Outcome<Account> {
    let sql =
        "select account_id from one_time_links where token_hash = $1 and used_at is null and ends_at > $2";
    let row = db.fetch_optional(sql, vec![hash.into(), now.into()]).await?.ok_or_else(over)?;
    let account = store::by_id(db, row.parse("account_id")?).await?.ok_or_else(over)?;
    if account.disabled_at.is_some() { Err(over()) } else { Ok(account) }
}

fn over() -> Stop {
    Refusal::new(Kind::Gone, "platform.link_over").into()
}

/// Deletes at most `most` links that were used or are too old; says how many.
///
/// # Errors
/// What the database says.
pub async fn forget_links(db: &mut Connection, now: Timestamp, most: u32) -> Result<u64, DatabaseError> {
    let sql = "delete from one_time_links where token_hash in (select token_hash from one_time_links where ends_at < $1 or used_at is not null limit $2)";
    db.execute(sql, vec![now.into(), most.into()]).await
}
