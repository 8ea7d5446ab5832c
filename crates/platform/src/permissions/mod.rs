//! Who may do what: a typed table of role and relation per act and query, one function that decides, and the same rule
//! as an SQL filter for lists. A property test holds the two against each other (`tests/permissions.rs`).

mod actor;
mod decide;
mod filter;

pub use actor::{Actor, Role};
pub use decide::{Grant, Relation, Subject, allows, may_try};
pub use filter::{Columns, Filter, filter};
