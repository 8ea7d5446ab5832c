//! What is true about organisations: types, states, transitions, refusals. Pure.

mod credit_code;
mod entered;
mod industries;
mod organisation;
mod standing;
mod wording;

pub mod plain_text;

pub use credit_code::CreditCode;
pub use entered::Entered;
pub use industries::IndustryCode;
pub use organisation::{Details, Headcount, Organisation, OrganisationKind};
pub use standing::{Standing, Verification};
pub use wording::{Wording, WordingLimit};
