//! The acts of policies.

mod assess_facts;

pub use assess_facts::{AssessFacts, GivenFacts};
