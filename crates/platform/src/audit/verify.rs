//! Recomputes the whole chain.

use super::{hash, store};
use crate::database::{Connection, DatabaseError};

/// How many entries are read at a time.
const PAGE: u32 = 5_000;

/// What the log is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry fits.
    Whole {
        /// How many entries.
        entries: i64,
        /// The last hash: note it elsewhere, a cut-off tail shows only against it.
        head: String,
    },
    /// The chain is broken.
    Broken {
        /// The first number that does not fit.
        at: i64,
    },
}

/// Recomputes every hash from the first entry on, and holds the last against the head. The installation may go on
/// writing meanwhile: the head is read after the last entry that was found.
///
/// # Errors
/// What the database says.
pub async fn verify(db: &mut Connection) -> Result<Verdict, DatabaseError> {
    let mut previous = String::new();
    let mut next = 1;
    let mut is_end_seen = false;
    loop {
        let page = store::page(db, next, PAGE).await?;
        if page.is_empty() {
            let (entries, head) = store::head(db).await?;
            if next - 1 == entries && previous == head {
                return Ok(Verdict::Whole { entries, head });
            }
            // The head may have moved on after we looked for entries; that they are missing twice is no accident.
            if next > entries || is_end_seen {
                return Ok(Verdict::Broken { at: next });
            }
            is_end_seen = true;
            continue;
        }
        is_end_seen = false;
        for (number, entry, stored) in page {
            let at = format!("{:.3}", entry.at);
            if number != next || hash(&previous, number, &at, &entry) != stored {
                return Ok(Verdict::Broken { at: next });
            }
            previous = stored;
            next += 1;
        }
    }
}
