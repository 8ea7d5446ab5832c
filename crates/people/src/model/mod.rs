//! What is true about people, pure: no database, no web, no clock. `today` and `now` come in.

mod contact;
mod facts;
mod household;
mod identity_number;
mod profile;
pub mod resume;
mod values;

pub use contact::{Email, PersonName, Phone};
pub use facts::{Fact, FactName, SaidBy, Source};
pub use household::{Household, HouseholdMember, Role};
pub use identity_number::IdentityNumber;
pub use profile::{Profile, ProfileOn, Standing};
pub use values::{FactValue, Member, Said};
