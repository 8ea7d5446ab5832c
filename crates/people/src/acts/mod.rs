//! What can be done with people and their facts.

mod confirm_draft;
mod forget_fact;
mod record_facts;
mod save_facts;
mod set_identity_number;
mod sign_up;
mod take_over_visit;

pub use confirm_draft::{ConfirmDraft, Confirmed};
pub use forget_fact::{ForgetFact, Forgotten, WhichFact};
pub use record_facts::{MOST_STATEMENTS, Recorded};
pub use save_facts::{NewFacts, SaveFacts};
pub use set_identity_number::{GivenNumber, KeptNumber, SetIdentityNumber};
pub use sign_up::{NewAccount, SignUp, SignedUp};
pub use take_over_visit::{TakeOverVisit, TakenOver, ThisVisit, settle};
