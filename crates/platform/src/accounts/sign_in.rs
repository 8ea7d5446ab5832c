//! Signing in with login and password, within limits.

use super::{password, session, store};
use crate::{
    acts::{Outcome, Stop},
    app::App,
    audit,
    database::{Connection, DatabaseError},
};
use jiff::{SignedDuration, Timestamp};
use std::net::IpAddr;
use vocabulary::{Kind, Refusal, VisitId};

const WINDOW: SignedDuration = SignedDuration::from_secs(60);
const TRIES_OF_LOGIN: i64 = 5;
const TRIES_OF_ADDRESS: i64 = 30;

/// Signs in; answers the token of a new session.
///
/// # Errors
/// `platform.sign_in_wrong` (unknown login, wrong password or disabled account look alike),
/// `platform.sign_in_too_many`.
pub async fn sign_in(
    app: &App,
    login: &str,
    secret: String,
    address: IpAddr,
    visit: Option<VisitId>,
) -> Outcome<String> {
    let login = login.trim().to_lowercase();
    let now = app.now();
    count_try(app, &login, address, now).await?;
    let account = {
        let mut db = app.database().read().await?;
        store::by_login(&mut db, &login).await?
    };
    let hash = account.as_ref().and_then(|account| account.password_hash.clone());
    let fits = password::verify(secret, hash).await;
    let account = account.filter(|account| fits && account.disabled_at.is_none());
    let Some(account) = account else {
        return Err(Refusal::invalid("platform.sign_in_wrong", "login").into());
    };
    let inside = app.clone();
    app.database()
        .write(move |db| {
            Box::pin(async move {
                let token = session::open_for(db, &inside, account.id, visit, now).await?;
                audit::append(db, &entry(account.id.to_string(), now)).await?;
                Ok::<_, DatabaseError>(token)
            })
        })
        .await?
        .map_err(Stop::from)
}

fn entry(account: String, now: Timestamp) -> audit::Entry {
    audit::Entry {
        at: now,
        actor: account.clone(),
        act: "platform.sign_in".to_owned(),
        subject: account,
        records: audit::records(&[]),
    }
}

async fn count_try(app: &App, login: &str, address: IpAddr, now: Timestamp) -> Outcome<()> {
    let address = address.to_string();
    let both = app.vault().mac(&["sign-in", login, &address]);
    let alone = app.vault().mac(&["sign-in", &address]);
    let since = now.checked_sub(WINDOW).unwrap_or(now);
    let forget = now.checked_sub(WINDOW * 60).unwrap_or(now);
    let allowed = app
        .database()
        .write(move |db| {
            Box::pin(async move {
                db.execute("delete from sign_in_tries where at < $1", vec![forget.into()]).await?;
                let of_login = tries(db, &both, since).await?;
                let of_address = tries(db, &alone, since).await?;
                if of_login >= TRIES_OF_LOGIN || of_address >= TRIES_OF_ADDRESS {
                    return Ok::<_, DatabaseError>(false);
                }
                for bucket in [both, alone] {
                    let sql = "insert into sign_in_tries (bucket, at) values ($1, $2)";
                    db.execute(sql, vec![bucket.into(), now.into()]).await?;
                }
                Ok(true)
            })
        })
        .await??;
    if allowed { Ok(()) } else { Err(Refusal::new(Kind::TooMany, "platform.sign_in_too_many").into()) }
}

async fn tries(db: &mut Connection, bucket: &str, since: Timestamp) -> Result<i64, DatabaseError> {
    let sql = "select count(*) as n from sign_in_tries where bucket = $1 and at > $2";
    db.fetch_one(sql, vec![bucket.into(), since.into()]).await?.int("n")
}
