//! What is true about posts: types, states, transitions, refusals, and the forms in which they come in and go out. Pure.

mod details;
mod entered;
mod fields;
mod occupations;
mod pay;
mod post;
mod requirements;

pub mod export_csv;
pub mod import_csv;
pub mod job_posting;

pub use details::Details;
pub use entered::Entered;
pub use fields::Field;
pub use occupations::{CscoCode, IscoCode};
pub use pay::{Pay, PayPeriod};
pub use post::{ClosedWhy, Post, State, Visibility};
pub use requirements::{Degree, EmploymentType, LanguageLevel, LanguageRequirement};
