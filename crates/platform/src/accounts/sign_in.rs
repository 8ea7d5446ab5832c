//! Signing in with login and password, within limits.

use super::{password, session, store};
use crate::{
    acts::{Outcome, Stop},
    app::App,
    audit,
    database::{Connection, DatabaseError},
};
use jiff::{SignedDuration, Timestamp};
use std::net::{IpAddr, Ipv6Addr};
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
    let address = network(address).to_string();
    let both = app.vault().mac(&["sign-in", login, &address]);
    let alone = app.vault().mac(&["sign-in", &address]);
    let since = now.checked_sub(WINDOW).unwrap_or(now);
    let allowed = app
        .database()
        .write(move |db| {
            Box::pin(async move {
                // The wider bucket first: two sign-ins that wait for each other cannot both wait.
                let of_address = tries(db, &alone, since, now).await?;
                let of_login = tries(db, &both, since, now).await?;
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

/// A home or a phone has a whole /64 of IPv6 addresses to itself: the network counts, not the address.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address @ IpAddr::V4(_) => address,
    }
}

/// Locks the bucket until the transaction ends, then counts: tries at the same moment cannot slip by together.
async fn tries(
    db: &mut Connection,
    bucket: &str,
    since: Timestamp,
    now: Timestamp,
) -> Result<i64, DatabaseError> {
    let lock = "insert into sign_in_buckets (bucket, at) values ($1, $2) on conflict (bucket) do update set at = excluded.at";
    db.execute(lock, vec![bucket.into(), now.into()]).await?;
    let sql = "select count(*) as n from sign_in_tries where bucket = $1 and at > $2";
    db.fetch_one(sql, vec![bucket.into(), since.into()]).await?.int("n")
}

/// Deletes at most `most` tries, and the buckets, that are older than an hour; says how many tries.
///
/// # Errors
/// What the database says.
pub async fn forget_tries(db: &mut Connection, now: Timestamp, most: u32) -> Result<u64, DatabaseError> {
    let before = now.checked_sub(WINDOW * 60).unwrap_or(now);
    let buckets = "delete from sign_in_buckets where bucket in (select bucket from sign_in_buckets where at < $1 limit $2)";
    db.execute(buckets, vec![before.into(), most.into()]).await?;
    let tries = "delete from sign_in_tries where (bucket, at) in (select bucket, at from sign_in_tries where at < $1 limit $2)";
    db.execute(tries, vec![before.into(), most.into()]).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_counts_as_one_address() {
        let of = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:1:2:aaaa::1"), of("2001:db8:1:2:bbbb::2"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), "192.0.2.1");
    }
}
