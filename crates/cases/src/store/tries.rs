//! The limit on asking by reference: 40 bits cannot be guessed at thirty tries in ten minutes.

use jiff::{SignedDuration, Timestamp};
use platform::database::{Connection, DatabaseError};
use uuid::Uuid;

const WINDOW: SignedDuration = SignedDuration::from_mins(10);

/// Counts one more try of `asker` (a keyed hash, never an address), unless there were `most` within ten minutes. Older
/// tries are forgotten.
pub(crate) async fn count_try(
    db: &mut Connection,
    asker: &str,
    most: i64,
    id: Uuid,
    now: Timestamp,
) -> Result<bool, DatabaseError> {
    let since = now.checked_sub(WINDOW).unwrap_or(now);
    db.execute("delete from reference_tries where at < $1", vec![since.into()]).await?;
    let sql = "select count(*) as n from reference_tries where asker = $1 and at >= $2";
    let tries = db.fetch_one(sql, vec![asker.into(), since.into()]).await?.int("n")?;
    if tries >= most {
        return Ok(false);
    }
    let sql = "insert into reference_tries (id, asker, at) values ($1, $2, $3)";
    db.execute(sql, vec![id.to_string().into(), asker.into(), now.into()]).await?;
    Ok(true)
}
