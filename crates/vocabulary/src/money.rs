//! Exact money: an integer of minor units (fen, cents) with its currency. Every sum is checked; nothing is a float.

use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt};

/// ISO 4217, the currencies of the programmes we know. Each has two decimal places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Currency {
    /// Renminbi yuan.
    CNY,
    /// Euro.
    EUR,
    /// Canadian dollar.
    CAD,
}

impl Currency {
    /// The three letters of ISO 4217.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CNY => "CNY",
            Self::EUR => "EUR",
            Self::CAD => "CAD",
        }
    }

    /// The currency of three letters, if we know it.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "CNY" => Some(Self::CNY),
            "EUR" => Some(Self::EUR),
            "CAD" => Some(Self::CAD),
            _ => None,
        }
    }

    /// How many minor units make one unit.
    #[must_use]
    pub const fn minor_per_unit(self) -> i64 {
        100
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Why a sum of money could not be formed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Two currencies met in one sum.
    #[error("{0} and {1} cannot be added or compared")]
    Currencies(Currency, Currency),
    /// The result does not fit 64 bits of minor units.
    #[error("the amount is too large")]
    Overflow,
    /// The text is not an amount with at most two decimal places.
    #[error("an amount is digits with at most two decimal places")]
    Form,
}

/// An amount: `minor` units (fen, cents) of `currency`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// Minor units: fen, cents.
    pub minor: i64,
    /// ISO 4217.
    pub currency: Currency,
}

impl Money {
    /// `minor` units of `currency`.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, of `currency`.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// Reads `1234`, `1,234.5` or `-0.05` as units of `currency`.
    ///
    /// # Errors
    /// [`MoneyError::Form`] if it is not such a number, [`MoneyError::Overflow`] if it does not fit.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let (negative, digits) = match text.trim().strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.trim()),
        };
        let digits = digits.replace([',', '_'], "");
        let (units, part) = digits.split_once('.').unwrap_or((&digits, ""));
        let numeric = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if units.is_empty() || part.len() > 2 || !numeric(units) || !numeric(part) || digits.ends_with('.') {
            return Err(MoneyError::Form);
        }
        let units: i64 = units.parse().map_err(|_| MoneyError::Overflow)?;
        let part: i64 = format!("{part:0<2}").parse().map_err(|_| MoneyError::Form)?;
        let minor = units
            .checked_mul(currency.minor_per_unit())
            .and_then(|m| m.checked_add(part))
            .ok_or(MoneyError::Overflow)?;
        Ok(Self::new(if negative { -minor } else { minor }, currency))
    }

    /// The sum.
    ///
    /// # Errors
    /// If the currencies differ, or the sum does not fit.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let minor = self.minor.checked_add(other.minor).ok_or(MoneyError::Overflow)?;
        Ok(Self::new(minor, self.currency))
    }

    /// The difference.
    ///
    /// # Errors
    /// If the currencies differ, or the difference does not fit.
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let minor = self.minor.checked_sub(other.minor).ok_or(MoneyError::Overflow)?;
        Ok(Self::new(minor, self.currency))
    }

    /// Which of two amounts of one currency is the larger.
    ///
    /// # Errors
    /// If the currencies differ.
    pub fn compare(self, other: Self) -> Result<Ordering, MoneyError> {
        self.same_currency(other)?;
        Ok(self.minor.cmp(&other.minor))
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(MoneyError::Currencies(self.currency, other.currency))
        }
    }
}

impl fmt::Display for Money {
    /// `CNY 1234.50`: for logs and command lines; pages format by language.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minor < 0 { "-" } else { "" };
        let abs = self.minor.unsigned_abs();
        write!(f, "{} {sign}{}.{:02}", self.currency, abs / 100, abs % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_to_the_minor_unit() {
        for (text, minor) in
            [("0", 0), ("1234", 123_400), ("1,234.5", 123_450), ("-0.05", -5), ("435.76", 43_576)]
        {
            assert_eq!(Money::parse(text, Currency::EUR), Ok(Money::new(minor, Currency::EUR)), "{text}");
        }
    }

    #[test]
    fn what_is_not_an_amount_is_refused() {
        for text in ["", ".", "1.", "1.234", "1e3", "--1", "12a", "１"] {
            assert_eq!(Money::parse(text, Currency::CNY), Err(MoneyError::Form), "{text}");
        }
        assert_eq!(Money::parse("92233720368547758.08", Currency::CNY), Err(MoneyError::Overflow));
    }

    #[test]
    fn two_currencies_never_meet_in_one_sum() {
        let yuan = Money::new(1, Currency::CNY);
        let euro = Money::new(1, Currency::EUR);
        assert_eq!(yuan.checked_add(euro), Err(MoneyError::Currencies(Currency::CNY, Currency::EUR)));
        assert_eq!(Money::new(i64::MAX, Currency::CNY).checked_add(yuan), Err(MoneyError::Overflow));
    }
}
