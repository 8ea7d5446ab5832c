//! The audit log: who did what to which thing, when. Append-only (triggers refuse change and deletion), each entry
//! chained to the one before by SHA-256, written in the transaction of the change it tells of.
//!
//! A chain shows an edit, a deletion, an insertion or a reordering. A cut-off tail shows only against a head that was
//! noted elsewhere: `wotu audit verify` prints the head, and takes one with `--head` to compare.

mod store;
mod verify;

pub use store::{append, guard, page, records};
pub use verify::{Verdict, verify};

use jiff::Timestamp;
use sha2::{Digest, Sha256};

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// Who: `acc_…`, `vis_…`, `nobody`.
    pub actor: String,
    /// Which act.
    pub act: String,
    /// On which thing: an id, or nothing.
    pub subject: String,
    /// The details that the act keeps: a JSON object of texts.
    pub records: String,
}

/// The hash of an entry: SHA-256 over the previous hash, the number and every field, each with its length before it,
/// so that no two different entries read as the same bytes.
pub(crate) fn hash(previous: &str, number: i64, at: &str, entry: &Entry) -> String {
    let mut digest = Sha256::new();
    let number = number.to_string();
    for part in [previous, &number, at, &entry.actor, &entry.act, &entry.subject, &entry.records] {
        digest.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        digest.update(part.as_bytes());
    }
    crate::vault::hexadecimal(&digest.finalize())
}
