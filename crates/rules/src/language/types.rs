//! The types of expressions, and which of them go together.

use std::{fmt, sync::Arc};
use vocabulary::Currency;

/// The type of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// `true` or `false`.
    Bool,
    /// A whole number of 64 bits.
    Int,
    /// An exact number.
    Decimal,
    /// An amount in whole minor units.
    Money(Currency),
    /// An exact amount that must still be rounded.
    Fraction(Currency),
    /// An amount with a range, or marked "about" or "at most".
    Estimate(Currency),
    /// A civil date.
    Date,
    /// From one day to another.
    Period,
    /// A text; places by code too.
    Text,
    /// A class of a scheme.
    Class(Arc<str>),
    /// A list.
    List(Box<Self>),
    /// One member of a list of facts, by the number of the fact.
    Member(usize),
    /// What could not be typed, and the element of an empty list: goes with everything.
    Any,
}

impl fmt::Display for Type {
    /// As it is written in a pack.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool => f.write_str("bool"),
            Self::Int => f.write_str("int"),
            Self::Decimal => f.write_str("decimal"),
            Self::Money(currency) => write!(f, "money({currency})"),
            Self::Fraction(currency) => write!(f, "unrounded money({currency})"),
            Self::Estimate(currency) => write!(f, "range of money({currency})"),
            Self::Date => f.write_str("date"),
            Self::Period => f.write_str("period"),
            Self::Text => f.write_str("string"),
            Self::Class(scheme) => write!(f, "enum({scheme})"),
            Self::List(of) => write!(f, "list({of})"),
            Self::Member(_) => f.write_str("member"),
            Self::Any => f.write_str("any"),
        }
    }
}

impl Type {
    /// Whether a value of this type may stand where `expected` is asked for.
    #[must_use]
    pub fn fits(&self, expected: &Self) -> bool {
        match (self, expected) {
            (Self::Any, _) | (_, Self::Any) | (Self::Int, Self::Decimal) => true,
            (Self::Money(a), Self::Estimate(b) | Self::Fraction(b)) => a == b,
            (Self::List(a), Self::List(b)) => a.fits(b),
            (a, b) => a == b,
        }
    }

    /// The type that both fit, for the two arms of `?:` and the items of a list.
    #[must_use]
    pub fn join(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Any, known) | (known, Self::Any) => Some(known.clone()),
            // Item by item: `[[], [1]]` is a list of lists of whole numbers.
            (Self::List(a), Self::List(b)) => Some(Self::List(Box::new(a.join(b)?))),
            _ if self.fits(other) => Some(other.clone()),
            _ if other.fits(self) => Some(self.clone()),
            _ => None,
        }
    }

    /// How many lists are inside each other.
    pub(crate) fn list_depth(&self) -> usize {
        let mut depth = 0;
        let mut inner = self;
        while let Self::List(of) = inner {
            depth += 1;
            inner = of;
        }
        depth
    }

    /// Whether two values of it can be compared with `==`.
    pub(crate) fn has_equality(&self) -> bool {
        let mut inner = self;
        while let Self::List(of) = inner {
            inner = of;
        }
        !matches!(inner, Self::Member(_) | Self::Period | Self::Estimate(_))
    }

    pub(crate) const fn is_number(&self) -> bool {
        matches!(self, Self::Int | Self::Decimal | Self::Any)
    }

    pub(crate) const fn amount(&self) -> Option<Currency> {
        match self {
            Self::Money(currency) | Self::Fraction(currency) => Some(*currency),
            _ => None,
        }
    }
}
