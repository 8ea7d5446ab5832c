//! Acts and queries: the only ways in which anything is changed or read. An act is a type; a page, `POST
//! /api/acts/NAME` and `wotu act NAME` all run the same one. From the list of acts come the permission matrix, the
//! audit vocabulary, the OpenAPI operations and the test that each refuses the wrong person.
//!
//! To add one: a file `src/acts/<verb>_<noun>.rs` in its capability, and a line in that capability's registration.

mod act;
mod context;
mod entry;
mod idempotency;
mod run;

pub use act::{Act, Query, Records};
pub use context::{Context, Looking};
pub(crate) use entry::admit;
pub use entry::{ActEntry, QueryEntry};
pub use idempotency::{IdempotencyKey, forget_old_keys};
pub use run::{ask, run};

use crate::database::DatabaseError;
use vocabulary::Refusal;

/// Why an act or query did not answer.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// An expected "no", for whoever asked.
    #[error("{0}")]
    Refused(Box<Refusal>),
    /// Our own failure, or one that passes ([`DatabaseError::is_passing`]): logged, and told without detail.
    #[error("the database failed")]
    Database(#[from] DatabaseError),
    /// Our own failure outside the database.
    #[error("{0}")]
    Internal(String),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

/// What acts and queries answer.
pub type Outcome<T> = Result<T, Stop>;
