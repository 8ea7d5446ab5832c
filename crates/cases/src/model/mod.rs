//! What is true of applications, without input or output: reference numbers, states and their transitions, and what is
//! sealed with them.

mod application;
mod contact;
mod may_apply;
mod reference;
mod sealed;

pub use application::{Acceptance, Answer, Application, State, Wish};
pub use contact::Contact;
pub use may_apply::{may_apply_for_measure, may_apply_for_post, missing_facts};
pub use reference::Reference;
pub use sealed::{CannotReopen, Sealed, determination, facts_file, reassess, seal_measure, seal_post};
