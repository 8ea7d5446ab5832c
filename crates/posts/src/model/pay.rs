//! What a post pays: a range of exact money, by month or by year. Nothing is converted: an hourly wage is no monthly one.

use std::cmp::Ordering;
use vocabulary::{Currency, Money, Refusal};

/// The most that is taken for pay, in minor units: ten billion units, far above any wage, and small enough that the
/// number of a JSON document (a double) holds it to the minor unit.
const MOST_MINOR: i64 = 1_000_000_000_000;

/// How often the pay is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PayPeriod {
    /// Each month.
    Month,
    /// Each year.
    Year,
}

impl PayPeriod {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Month, Self::Year];

    /// The word in tables and files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The period of a word in a table or file: `month`, `year`, `月`, `年`.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word.trim().to_ascii_lowercase().as_str() {
            "month" | "monthly" | "月" | "每月" | "月薪" => Some(Self::Month),
            "year" | "yearly" | "annual" | "年" | "每年" | "年薪" => Some(Self::Year),
            _ => None,
        }
    }

    /// `MONTH` or `YEAR`, as `unitText` of schema.org.
    #[must_use]
    pub const fn schema_unit(self) -> &'static str {
        match self {
            Self::Month => "MONTH",
            Self::Year => "YEAR",
        }
    }

    /// The key of its name in the text files.
    #[must_use]
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Month => "posts-per-month",
            Self::Year => "posts-per-year",
        }
    }
}

/// A range of pay: `from` is never above `to`, both in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pay {
    from: Money,
    to: Money,
    per: PayPeriod,
}

impl Pay {
    /// A range of pay.
    ///
    /// # Errors
    /// `posts.pay_form` if an amount is not above nothing, `posts.pay_too_large` (above ten billion units),
    /// `posts.pay_order` if `from` is above `to` or their currencies differ; at `pay_from` or `pay_to`.
    pub fn new(from: Money, to: Money, per: PayPeriod) -> Result<Self, Refusal> {
        for (amount, field) in [(from, "pay_from"), (to, "pay_to")] {
            if amount.minor <= 0 {
                return Err(Refusal::invalid("posts.pay_form", field).with("value", amount));
            }
            if amount.minor > MOST_MINOR {
                return Err(Refusal::invalid("posts.pay_too_large", field));
            }
        }
        match from.compare(to) {
            Ok(Ordering::Less | Ordering::Equal) => Ok(Self { from, to, per }),
            _ => Err(Refusal::invalid("posts.pay_order", "pay_to").with("from", from).with("to", to)),
        }
    }

    /// The least.
    #[must_use]
    pub const fn from(&self) -> Money {
        self.from
    }

    /// The most.
    #[must_use]
    pub const fn to(&self) -> Money {
        self.to
    }

    /// How often.
    #[must_use]
    pub const fn per(&self) -> PayPeriod {
        self.per
    }

    /// The least and the most of a year: twelve months where it is paid by the month.
    #[must_use]
    pub fn per_year(&self) -> [Money; 2] {
        let months = match self.per {
            PayPeriod::Month => 12,
            PayPeriod::Year => 1,
        };
        // The limit on pay is far below what overflows.
        [self.from, self.to].map(|amount| Money::new(amount.minor.saturating_mul(months), amount.currency))
    }

    /// The currency of both amounts.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.from.currency
    }
}

/// An amount as digits alone: `8000` or `8000.50`.
#[must_use]
pub(crate) fn digits(amount: Money) -> String {
    let per_unit = amount.currency.minor_per_unit();
    let (units, part) = (amount.minor / per_unit, amount.minor % per_unit);
    if part == 0 { units.to_string() } else { format!("{units}.{part:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(minor: i64) -> Money {
        Money::new(minor, Currency::CNY)
    }

    #[test]
    fn the_least_pay_is_never_above_the_most() {
        assert!(Pay::new(yuan(800_000), yuan(800_000), PayPeriod::Month).is_ok());
        let code = |from, to| Pay::new(from, to, PayPeriod::Month).unwrap_err().code;
        assert_eq!(code(yuan(800_001), yuan(800_000)), "posts.pay_order");
        assert_eq!(code(yuan(0), yuan(1)), "posts.pay_form");
        assert_eq!(code(yuan(1), yuan(MOST_MINOR + 1)), "posts.pay_too_large");
        assert_eq!(code(yuan(1), Money::new(2, Currency::EUR)), "posts.pay_order");
    }

    #[test]
    fn an_amount_is_written_without_losing_a_fen() {
        assert_eq!([800_000, 800_050, 5].map(|minor| digits(yuan(minor))), ["8000", "8000.50", "0.05"]);
    }
}
