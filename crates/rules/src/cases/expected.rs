//! What a case says and expects.

use crate::{
    assess::{Bound, Outcome},
    evaluate::Val,
    facts::Facts,
    pack::Per,
};
use jiff::civil::Date;
use vocabulary::{Currency, Text};

/// One case: a person on a day, and what must come out.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its file, as it was named to [`super::read`].
    pub file: String,
    /// Its first line.
    pub line: usize,
    /// Who it is.
    pub name: Text,
    /// The day that is judged.
    pub on: Date,
    /// As known on; without it everything in the pack is known.
    pub known_on: Option<Date>,
    /// What the person told.
    pub facts: Facts,
    /// What is expected.
    pub expected: Vec<Expectation>,
}

impl Case {
    /// The day of knowledge: a case without one of its own knows everything that was read.
    #[must_use]
    pub fn knowledge(&self) -> Date {
        self.known_on.unwrap_or(Date::MAX)
    }
}

/// One expectation with its place.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// Its line.
    pub line: usize,
    /// Its column.
    pub column: usize,
    pub(super) what: What,
}

#[derive(Debug, Clone)]
pub(super) enum What {
    /// No version covers the day.
    NoVersion,
    Measure {
        id: String,
        aspect: Aspect,
    },
    /// A measure, perhaps of one version only, that is not listed.
    NotAssessed {
        id: String,
        version: Option<String>,
    },
    /// The versions used, in order.
    Versions(Vec<String>),
    Total(ExpectedSum),
    Chosen(Vec<String>),
    LeftOut(Vec<String>),
    /// A measure that could be added, with what it would replace.
    CouldAdd(String, Vec<String>),
    /// The fact to ask next; none if nothing is to be asked.
    Next(Option<String>),
    Derived {
        version: Option<String>,
        name: String,
        value: ExpectedValue,
    },
}

#[derive(Debug, Clone)]
pub(super) enum Aspect {
    Outcome(Outcome),
    Version(String),
    Per(Option<Per>),
    Missing(Vec<String>),
    /// The sorts of reasons that leave it open.
    Why(Vec<String>),
    /// The conditions that fail.
    Failed(Vec<String>),
    Amount(ExpectedAmount),
    Instalments(usize),
}

#[derive(Debug, Clone, Copy)]
pub(super) enum ExpectedAmount {
    State(Bound),
    Stated {
        /// Absent: the least must be open.
        from: Option<i64>,
        to: i64,
        currency: Currency,
        about: bool,
        at_most: bool,
        /// By how many minor units either may differ.
        margin: i64,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ExpectedSum {
    pub(super) from: i64,
    pub(super) to: i64,
    pub(super) currency: Currency,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum ExpectedValue {
    Known(Val, String),
    Unknown,
    Failed,
}
