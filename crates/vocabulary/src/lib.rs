//! The words that every part of Wotu uses: typed ids, exact money, places, text in several languages, and refusals.
//!
//! No clock, no randomness, no input or output: whatever varies comes in as an argument.

mod ids;
mod money;
mod places;
mod refusals;
mod text;

pub use ids::{
    AccountId, ApplicationId, DraftId, EditionId, FactId, IdError, OrganisationId, PersonId, PostId,
    SimulationId, VisitId,
};
pub use money::{Currency, Money, MoneyError};
pub use places::{PlaceCode, PlaceError};
pub use refusals::{Kind, Refusal};
pub use text::{Lang, Text};
