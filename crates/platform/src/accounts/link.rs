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
use vocabulary::{AccountId, Kind, Refusal, VisitId};

/// How long a link is good.
const GOOD: SignedDuration = SignedDuration::from_hours(72);

/// What is done with a link.
#[derive(Debug, Clone)]
pub enum LinkUse {
    /// Sets this password and signs in.
    SetPassword(String),
    /// Signs in; only in a demonstration.
    Demonstrate,
}

/// Makes a link for an account; answers its token. Its address is `/link/TOKEN`.
///
/// # Errors
/// What the database says.
pub async fn make_link(app: &App, account: AccountId) -> Result<String, DatabaseError> {
    let (token, now) = (app.entropy().secret(), app.now());
    let hash = hash_of(&token);
    let ends = now.checked_add(GOOD).unwrap_or(now);
    app.database()
        .write(move |db| {
            Box::pin(async move {
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
                if let Some(hashed) = hashed {
                    store::set_password(db, account.id, &hashed).await?;
                }
                if !is_demo {
                    let sql = "update one_time_links set used_at = $1 where token_hash = $2";
                    db.execute(sql, vec![now.into(), hash.into()]).await?;
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
    let over = || Stop::from(Refusal::new(Kind::Gone, "platform.link_over"));
    let sql = "select account_id from one_time_links where token_hash = $1 and used_at is null and ends_at > $2";
    let row = db.fetch_optional(sql, vec![hash.into(), now.into()]).await?.ok_or_else(over)?;
    let account = store::by_id(db, row.parse("account_id")?).await?.ok_or_else(over)?;
    if account.disabled_at.is_some() { Err(over()) } else { Ok(account) }
}
