//! What a plan comes to, by column.

use super::{Bitmap, Column};
use crate::{
    assess::{Bound, Outcome, Trilean, Worth},
    evaluate::Estimate,
};
use std::sync::Arc;
use vocabulary::{Currency, Money};

/// What every row comes to.
#[derive(Debug, Clone)]
pub struct Results {
    /// How many rows.
    pub rows: usize,
    /// The measures that [`assess`](crate::assess) would list, in its order.
    pub measures: Vec<MeasureColumn>,
    /// The derived values that were asked for, in that order.
    pub derived: Vec<DerivedColumn>,
    /// How many values the engine for one case had to compute, because columns cannot hold them exactly. Zero, or few, in
    /// a plan that is fast.
    pub computed_by_case: usize,
}

/// One measure over all rows.
#[derive(Debug, Clone)]
pub struct MeasureColumn {
    /// The measure's id.
    pub id: String,
    /// The version's id.
    pub version: String,
    /// The version's family.
    pub family: String,
    /// What it comes to.
    pub outcome: Vec<Outcome>,
    /// What it brings.
    pub amount: AmountColumn,
    /// How each condition came out; only of a plan made [`with_conditions`](super::Plan::with_conditions).
    pub conditions: Vec<ConditionColumn>,
}

/// One condition over all rows.
#[derive(Debug, Clone)]
pub struct ConditionColumn {
    /// The condition's id.
    pub id: String,
    /// The article; absent too while the condition cannot be known.
    pub article: Option<String>,
    /// Where it holds.
    pub yes: Bitmap,
    /// Where it does not. Where neither is set it is unknown.
    pub no: Bitmap,
}

impl ConditionColumn {
    /// How it came out in a row.
    #[must_use]
    pub fn result(&self, row: usize) -> Trilean {
        match (self.yes.get(row), self.no.get(row)) {
            (true, _) => Trilean::Yes,
            (_, true) => Trilean::No,
            _ => Trilean::Unknown,
        }
    }
}

/// How an amount is worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Form(u8);

impl Form {
    /// One number.
    pub const EXACT: Self = Self(0);
    const RANGE: u8 = 1;
    const FROM: u8 = 2;
    const ABOUT: u8 = 4;
    const AT_MOST: u8 = 8;

    /// Whether it is one number.
    #[must_use]
    pub const fn is_exact(self) -> bool {
        self.0 & Self::RANGE == 0
    }

    pub(super) fn of(estimate: &Estimate) -> Self {
        let flag = |holds: bool, flag: u8| if holds { flag } else { 0 };
        let from = flag(estimate.from.is_some(), Self::FROM);
        Self(Self::RANGE | from | flag(estimate.about, Self::ABOUT) | flag(estimate.at_most, Self::AT_MOST))
    }

    pub(super) const fn bits(self) -> u8 {
        self.0
    }

    pub(super) const fn from_bits(bits: u8) -> Self {
        Self(bits)
    }

    pub(super) fn worth(self, from: i64, to: i64, currency: Currency) -> Worth {
        if self.is_exact() {
            return Worth::Exact(Money::new(to, currency));
        }
        let is = |flag: u8| self.0 & flag != 0;
        let from = is(Self::FROM).then_some(from);
        Worth::Estimate(Estimate { from, to, currency, about: is(Self::ABOUT), at_most: is(Self::AT_MOST) })
    }
}

/// The amounts of one measure, after caps.
#[derive(Debug, Clone)]
pub struct AmountColumn {
    /// The currency.
    pub currency: Currency,
    /// Whether each is known.
    pub state: Vec<Bound>,
    /// The least, in minor units; 0 where it is not known, and where only a most is stated.
    pub from: Vec<i64>,
    /// The most, in minor units; 0 where it is not known. The same as the least where it is exact.
    pub to: Vec<i64>,
    /// How it is worded: one number, a range, "about", "at most".
    pub form: Vec<Form>,
}

impl AmountColumn {
    /// The amount of a row, if it is known.
    #[must_use]
    pub fn worth(&self, row: usize) -> Option<Worth> {
        if self.state.get(row) != Some(&Bound::Known) {
            return None;
        }
        Some(self.form.get(row)?.worth(*self.from.get(row)?, *self.to.get(row)?, self.currency))
    }
}

/// One derived value over all rows; one of members over all members.
#[derive(Debug, Clone)]
pub struct DerivedColumn {
    /// Its name.
    pub name: String,
    /// The id of the version that derives it.
    pub version: String,
    /// The list whose members it is a value of, with the offsets of the population's column.
    pub of: Option<(String, Arc<[u32]>)>,
    /// The currency, if it is an amount.
    pub currency: Option<Currency>,
    /// The values.
    pub column: Column,
    /// Where it could not be computed. Where it is neither known, absent nor failed it is unknown.
    pub failed: Bitmap,
}
