//! Signing in with login and password, within limits.

use super::{password, session, store, tries};
use crate::{
    acts::{Outcome, Stop},
    app::App,
    audit,
    database::DatabaseError,
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
        tracing::info!("a sign-in was refused");
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
    let address = tries::network(address).to_string();
    let of_both = app.vault().mac(&["sign-in", login, &address]);
    let of_address = app.vault().mac(&["sign-in", &address]);
    let allowed = app
        .database()
        .write(move |db| {
            Box::pin(async move {
                let by_address = tries::count(db, &of_address, WINDOW, now).await?.tries;
                let by_login = tries::count(db, &of_both, WINDOW, now).await?.tries;
                if by_login >= TRIES_OF_LOGIN || by_address >= TRIES_OF_ADDRESS {
                    return Ok::<_, DatabaseError>(false);
                }
                tries::add(db, &of_both, now).await?;
                tries::add(db, &of_address, now).await?;
                Ok(true)
            })
        })
        .await??;
    if allowed { Ok(()) } else { Err(Refusal::new(Kind::TooMany, "platform.sign_in_too_many").into()) }
}
