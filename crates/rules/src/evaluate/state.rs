//! Values while they are computed, and what is remembered about where they came from.

use super::{
    Failure,
    paths::{Paths, merge},
};
use crate::ratio::Ratio;
use jiff::civil::Date;
use serde::Serialize;
use std::sync::Arc;
use vocabulary::{Currency, Money};

/// An amount that is not one number: a range, "about", "at most".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Estimate {
    /// The least, in minor units; absent where only a most is stated.
    pub from: Option<i64>,
    /// The most, in minor units.
    pub to: i64,
    /// ISO 4217.
    pub currency: Currency,
    /// The text says "about".
    pub about: bool,
    /// The text says "at most".
    pub at_most: bool,
}

/// A value while it is computed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Val {
    Bool(bool),
    Int(i64),
    Decimal(Ratio),
    Money(Money),
    /// Minor units, exact, to be rounded.
    Fraction(Ratio, Currency),
    Estimate(Estimate),
    Date(Date),
    Text(Arc<str>),
    Class {
        scheme: usize,
        index: usize,
    },
    List(Arc<Vec<Item>>),
    Member {
        fact: usize,
        member: usize,
    },
    /// From its first day up to, not including, `after`.
    Period {
        from: Date,
        after: Date,
    },
    /// Known to be absent.
    None,
}

/// One item of a list while it is computed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Item {
    pub(crate) value: Eval,
    /// Whether it is in the list at all: a filter may not know.
    pub(crate) present: Option<Eval>,
}

/// One fact, or one field of one member of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FactPath {
    pub(crate) fact: usize,
    /// Which member, and which of its fields.
    pub(crate) field: Option<(usize, usize)>,
}

/// Known, unknown, or failed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum State {
    Known(Val),
    Unknown,
    Failed(Failure),
}

/// A value with where it came from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Eval {
    pub(crate) state: State,
    /// The facts that were read to decide it.
    pub(crate) read: Paths,
    /// The unknown facts that could still decide it; only where it is unknown.
    pub(crate) missing: Paths,
}

impl Eval {
    pub(crate) const fn known(value: Val) -> Self {
        Self { state: State::Known(value), read: Paths::NONE, missing: Paths::NONE }
    }

    pub(crate) const fn bool(value: bool) -> Self {
        Self::known(Val::Bool(value))
    }

    pub(crate) const fn failed(failure: Failure) -> Self {
        Self { state: State::Failed(failure), read: Paths::NONE, missing: Paths::NONE }
    }

    pub(crate) fn from_result(result: Result<Val, Failure>) -> Self {
        match result {
            Ok(value) => Self::known(value),
            Err(failure) => Self::failed(failure),
        }
    }

    /// The same with what else was read.
    pub(crate) fn reading(mut self, read: &Paths) -> Self {
        merge(&mut self.read, read);
        self
    }

    pub(crate) const fn is_true(&self) -> bool {
        matches!(self.state, State::Known(Val::Bool(true)))
    }

    pub(crate) const fn is_false(&self) -> bool {
        matches!(self.state, State::Known(Val::Bool(false)))
    }
}
