//! How often something was tried: counted in the database by a blind index of who tried, so that several programs on one
//! database count together and no address stands there in clear. The limits themselves stand with what they limit.

use crate::database::{Connection, DatabaseError};
use jiff::{SignedDuration, Timestamp};
use std::net::{IpAddr, Ipv6Addr};

/// The longest window of any limit: what is older counts nowhere, and is deleted.
pub(super) const LONGEST_WINDOW: SignedDuration = SignedDuration::from_hours(1);

/// What stands in a bucket within its window.
pub(super) struct Counted {
    /// How many tries.
    pub(super) tries: i64,
    /// When the oldest of them was.
    pub(super) oldest: Option<Timestamp>,
}

/// A home or a phone has a whole /64 of IPv6 addresses to itself: the network counts, not the address.
pub(super) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address @ IpAddr::V4(_) => address,
    }
}

/// Locks the bucket until the transaction ends, then counts: tries at the same moment cannot slip by together. Whoever
/// locks two takes the wider one first, so that two transactions cannot wait for each other.
pub(super) async fn count(
    db: &mut Connection,
    bucket: &str,
    window: SignedDuration,
    now: Timestamp,
) -> Result<Counted, DatabaseError> {
    let lock = "insert into sign_in_buckets (bucket, at) values ($1, $2) on conflict (bucket) do update set at = excluded.at";
    db.execute(lock, vec![bucket.into(), now.into()]).await?;
    let since = now.checked_sub(window).unwrap_or(now);
    let sql = "select count(*) as n, min(at) as oldest from sign_in_tries where bucket = $1 and at > $2";
    let row = db.fetch_one(sql, vec![bucket.into(), since.into()]).await?;
    Ok(Counted { tries: row.int("n")?, oldest: row.maybe("oldest")? })
}

/// Adds a try to a bucket.
pub(super) async fn add(db: &mut Connection, bucket: &str, now: Timestamp) -> Result<(), DatabaseError> {
    let sql = "insert into sign_in_tries (bucket, at) values ($1, $2)";
    db.execute(sql, vec![bucket.into(), now.into()]).await?;
    Ok(())
}

/// Deletes at most `most` tries, and the buckets, that are older than an hour; says how many tries.
///
/// # Errors
/// What the database says.
pub async fn forget_tries(db: &mut Connection, now: Timestamp, most: u32) -> Result<u64, DatabaseError> {
    let before = now.checked_sub(LONGEST_WINDOW).unwrap_or(now);
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
