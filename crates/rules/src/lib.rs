//! Rules that say yes, no, or exactly what is still missing.
//!
//! A pack ([`pack`]) is an instrument as data: YAML with typed expressions ([`language`]). [`load`] checks it and says
//! every mistake with file, line and column. [`assess`] answers for one person's [`Facts`]: each measure yes, no, unknown
//! or refer, with the conditions that decided, the facts they read, those that can still change the outcome, exact amounts,
//! and the best bundle where measures exclude each other.
//!
//! Pure: no input or output, no clock, no randomness, no floating point. Texts for people stand in [`TEXT_ZH`] and
//! [`TEXT_EN`] (Fluent), under the keys that findings, failures and refusals name.

mod analysis;
mod assess;
mod calendar;
mod evaluate;
mod finding;
mod limits;
mod ratio;
mod show;
mod texts;

pub mod bulk;
pub mod cases;
pub mod columns;
pub mod conformance;
pub mod editing;
pub mod facts;
pub mod language;
pub mod mutation;
pub mod nearest;
pub mod pack;
pub mod schema;
pub mod trace;

pub use analysis::analyse;
pub use assess::*;
pub use evaluate::{Estimate, Failure};
pub use facts::{FactError, Facts, Value, Vocabulary};
pub use finding::{Code, Finding};
pub use pack::{Files, Pack, load};
pub use ratio::{Ratio, Rounding};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The engine's texts in Chinese, as Fluent.
pub const TEXT_ZH: &str = include_str!("../text/zh.ftl");
/// The engine's texts in English, as Fluent.
pub const TEXT_EN: &str = include_str!("../text/en.ftl");
