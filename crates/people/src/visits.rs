//! What was told in a visit is kept for a day. Deleting runs when a new visit begins to answer, and by whoever calls
//! [`forget_old_visits`]: the binary's hourly job.

use crate::store;
use jiff::{SignedDuration, Timestamp};
use platform::database::{Connection, DatabaseError};

/// How long after its last word.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// Deletes the facts of visits that said nothing for a day. Answers how many facts.
///
/// # Errors
/// What the database says.
pub async fn forget_old_visits(db: &mut Connection, now: Timestamp) -> Result<u64, DatabaseError> {
    let before = now.checked_sub(KEPT).unwrap_or(Timestamp::MIN);
    store::delete_old_visits(db, before).await
}
