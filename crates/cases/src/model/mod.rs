//! What is true of applications, without input or output: reference numbers, states and their transitions, and what is
//! sealed with them.

mod application;
mod contact;
#[cfg(test)]
mod invented;
mod may_apply;
mod nearest;
mod reference;
mod sealed;
mod which_version;

pub use application::{Acceptance, Answer, Application, State, Wish};
pub use contact::Contact;
pub use may_apply::{Offer, may_apply_for_measure, may_apply_for_post, missing_facts, offer};
pub use nearest::nearest_first;
pub use reference::Reference;
pub use sealed::{CannotReopen, Sealed, determination, facts_file, reassess, seal_measure, seal_post};
pub use which_version::version_of;
