//! Sums over many rows: from a least to a most, in whole minor units, and refused where they do not fit.

use crate::assess::Sum;
use vocabulary::{Currency, Refusal};

/// Why a population could not be summed up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BulkError {
    /// A sum does not fit 64 bits of minor units.
    #[error("a sum of {0} does not fit")]
    TooLarge(String),
    /// There are more groups than are told apart.
    #[error("more than {0} groups")]
    TooManyGroups(usize),
    /// Results of another plan, or of other rows.
    #[error("results that do not belong together")]
    Mismatch,
}

impl From<BulkError> for Refusal {
    fn from(error: BulkError) -> Self {
        match error {
            BulkError::TooLarge(what) => Self::invalid("rules.bulk_too_large", what),
            BulkError::TooManyGroups(most) => Self::invalid("rules.bulk_groups", "group").with("most", most),
            BulkError::Mismatch => Self::invalid("rules.bulk_mismatch", "population"),
        }
    }
}

/// A sum from a least to a most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// The least.
    pub from: i128,
    /// The most.
    pub to: i128,
}

impl Span {
    pub(super) fn add(&mut self, from: i128, to: i128) -> Result<(), BulkError> {
        let too_large = || BulkError::TooLarge("amount".to_owned());
        self.from = self.from.checked_add(from).ok_or_else(too_large)?;
        self.to = self.to.checked_add(to).ok_or_else(too_large)?;
        Ok(())
    }

    /// As it is handed out.
    pub(super) fn sum(self, currency: Currency, what: &str) -> Result<Sum, BulkError> {
        let fit = |sum: i128| i64::try_from(sum).map_err(|_| BulkError::TooLarge(what.to_owned()));
        Ok(Sum { currency, from: fit(self.from)?, to: fit(self.to)? })
    }
}

/// How many groups are told apart at most.
pub(super) const MOST_GROUPS: usize = 10_000;

/// The place of a group, made if it is new.
pub(super) fn group_place<T: Default>(groups: &mut Vec<T>, number: u32) -> Result<&mut T, BulkError> {
    let place = usize::try_from(number).map_err(|_| BulkError::TooManyGroups(MOST_GROUPS))?;
    if place > MOST_GROUPS {
        return Err(BulkError::TooManyGroups(MOST_GROUPS));
    }
    if groups.len() <= place {
        groups.resize_with(place + 1, T::default);
    }
    groups.get_mut(place).ok_or(BulkError::TooManyGroups(MOST_GROUPS))
}
