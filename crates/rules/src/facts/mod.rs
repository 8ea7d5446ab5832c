//! Facts: what may be asked (the vocabulary of a pack, or of several), and what somebody told.

mod check;
mod declarations;
mod entities;
mod given;
mod json;
mod merge;
mod ranks;
mod tree;

pub use check::FactError;
pub use declarations::{Class, FactDeclaration, FactType, Group, Scheme, Sensitivity, Vocabulary};
pub use entities::{DefaultValue, Entity, FactDefault};
pub use given::{Facts, Given, Member, Source, Value};
pub use json::parse_json;
pub use ranks::{Alike, Ranks};

pub(crate) use entities::{EVENT, USED};
