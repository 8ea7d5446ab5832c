//! One fact about a person: what was said, by whom, when, since when it holds, and how far it is to be trusted.

use super::Said;
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use std::fmt;
use vocabulary::{AccountId, FactId, Refusal, VisitId};

/// The name of a fact in the vocabulary of the packs: `birth_date`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct FactName(String);

impl FactName {
    /// Reads a name: a small letter, then small letters, digits and underscores, at most 64.
    ///
    /// # Errors
    /// `people.fact_name_form`, at `place`.
    pub fn parse(name: &str, place: &str) -> Result<Self, Refusal> {
        let fits = name.len() <= 64
            && name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if fits {
            return Ok(Self(name.to_owned()));
        }
        let shown: String = name.chars().filter(|c| !c.is_control()).take(64).collect();
        Err(Refusal::invalid("people.fact_name_form", place).with("name", shown))
    }

    /// A name that stands in this crate's code and is known to be one.
    pub(super) fn known(name: &'static str) -> Self {
        Self(name.to_owned())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FactName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a fact comes from, in order of trust, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The person said so.
    SelfDeclared,
    /// The person uploaded a paper that says so.
    Uploaded,
    /// An officer saw the original at a service window.
    SeenAtWindow,
    /// The authority that issues such facts said so.
    IssuedByAuthority,
}

impl Source {
    /// All, the least trusted first.
    pub const ALL: [Self; 4] =
        [Self::SelfDeclared, Self::Uploaded, Self::SeenAtWindow, Self::IssuedByAuthority];

    /// The word in the database and in facts files; the rules read the same (held by `tests/rules.rs`).
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::SelfDeclared => "declared",
            Self::Uploaded => "uploaded",
            Self::SeenAtWindow => "seen",
            Self::IssuedByAuthority => "issued",
        }
    }

    /// The source of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.word() == word)
    }

    /// Whether somebody other than the person vouches for it.
    #[must_use]
    pub const fn is_official(self) -> bool {
        matches!(self, Self::SeenAtWindow | Self::IssuedByAuthority)
    }
}

/// Who said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SaidBy {
    /// Somebody signed in: the person, a helper, an officer.
    Account(AccountId),
    /// A visit that has not signed in.
    Visit(VisitId),
}

/// A dated, sourced fact. Facts are never edited: a later one speaks instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its id.
    pub id: FactId,
    /// Which fact.
    pub name: FactName,
    /// What was said.
    pub said: Said,
    /// How far to be trusted.
    pub source: Source,
    /// By whom.
    pub said_by: SaidBy,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// From which day it holds; `None`: not said, taken as holding on every day.
    pub holds_since: Option<Date>,
    /// The paper that proves it: a file's id, or what an officer saw.
    pub evidence: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_ordered_by_trust_and_read_back() {
        assert!(Source::SelfDeclared < Source::Uploaded && Source::SeenAtWindow < Source::IssuedByAuthority);
        for source in Source::ALL {
            assert_eq!(Source::from_word(source.word()), Some(source));
        }
        assert_eq!(Source::from_word("rumour"), None);
    }

    #[test]
    fn only_names_are_names() {
        for name in ["birth_date", "a", "class_3"] {
            assert_eq!(FactName::parse(name, "facts").unwrap().as_str(), name);
        }
        let long = "a".repeat(65);
        for name in ["", "_a", "3a", "Birth", "a-b", "出生", "a b", long.as_str()] {
            assert_eq!(FactName::parse(name, "facts").unwrap_err().code, "people.fact_name_form", "{name}");
        }
    }
}
