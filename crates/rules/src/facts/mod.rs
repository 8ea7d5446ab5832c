//! Facts: what may be asked (the vocabulary of a pack, or of several), and what somebody told.

mod check;
mod declarations;
mod given;
mod json;
mod merge;
mod ranks;
mod tree;

pub use check::FactError;
pub use declarations::{Class, FactDeclaration, FactType, Group, Scheme, Sensitivity, Vocabulary};
pub use given::{Facts, Given, Member, Source, Value};
pub use json::parse_json;
pub use ranks::{Alike, Ranks};
