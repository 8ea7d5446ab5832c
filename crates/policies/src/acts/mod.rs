//! The acts of policies.

mod assess_facts;
mod reload_packs;

pub use assess_facts::{AssessFacts, GivenFacts};
pub use reload_packs::{NoChoice, ReloadPacks, ReloadedPacks};
