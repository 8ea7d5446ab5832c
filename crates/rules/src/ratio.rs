//! An exact fraction: percentages, rates and decimals without a float. Every operation is checked.

use std::{cmp::Ordering, fmt};

/// An exact number, kept in lowest terms with a positive denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    numerator: i128,
    denominator: i128,
}

/// How an exact amount becomes whole minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// To the nearest; a half goes away from zero.
    HalfUp,
    /// To the next lower whole number.
    Down,
    /// To the next higher whole number.
    Up,
}

const fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl Ratio {
    /// `numerator / denominator` in lowest terms; `None` if the denominator is zero or a part does not fit.
    #[must_use]
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let divisor = greatest_common_divisor(numerator.unsigned_abs(), denominator.unsigned_abs());
        let divisor = i128::try_from(divisor).ok()?;
        let (numerator, denominator) = (numerator.checked_div(divisor)?, denominator.checked_div(divisor)?);
        if denominator < 0 {
            Some(Self { numerator: numerator.checked_neg()?, denominator: denominator.checked_neg()? })
        } else {
            Some(Self { numerator, denominator })
        }
    }

    /// A whole number.
    #[must_use]
    pub fn whole(number: i64) -> Self {
        Self { numerator: i128::from(number), denominator: 1 }
    }

    /// Reads `12`, `-0.75` or `+1.5`: digits, at most 18 of them after the point.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, part) = match digits.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (digits, ""),
        };
        let numeric = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || part.len() > 18 || !numeric(whole) || !numeric(part) {
            return None;
        }
        let numerator: i128 = format!("{whole}{part}").parse().ok()?;
        let denominator = 10_i128.checked_pow(u32::try_from(part.len()).ok()?)?;
        Self::new(if negative { -numerator } else { numerator }, denominator)
    }

    /// The numerator in lowest terms; its sign is the number's.
    #[must_use]
    pub const fn numerator(self) -> i128 {
        self.numerator
    }

    /// The denominator in lowest terms; positive.
    #[must_use]
    pub const fn denominator(self) -> i128 {
        self.denominator
    }

    /// The sum, if it fits.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Self::new(left.checked_add(right)?, self.denominator.checked_mul(other.denominator)?)
    }

    /// The difference, if it fits.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negated()?)
    }

    /// The product, if it fits.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        // Crossing out first keeps the parts small.
        let a = Self::new(self.numerator, other.denominator)?;
        let b = Self::new(other.numerator, self.denominator)?;
        Self::new(a.numerator.checked_mul(b.numerator)?, a.denominator.checked_mul(b.denominator)?)
    }

    /// The quotient, if it fits and the divisor is not zero.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        self.times(Self::new(other.denominator, other.numerator)?)
    }

    /// The number with the other sign.
    #[must_use]
    pub fn negated(self) -> Option<Self> {
        Some(Self { numerator: self.numerator.checked_neg()?, denominator: self.denominator })
    }

    /// The whole number it rounds to, if it fits.
    #[must_use]
    pub fn rounded(self, rounding: Rounding) -> Option<i64> {
        let floor = self.numerator.div_euclid(self.denominator);
        let rest = self.numerator.rem_euclid(self.denominator);
        let up = match rounding {
            Rounding::Down => false,
            Rounding::Up => rest != 0,
            Rounding::HalfUp => {
                let to_next = self.denominator - rest;
                if self.numerator < 0 { rest > to_next } else { rest >= to_next }
            }
        };
        i64::try_from(if up { floor.checked_add(1)? } else { floor }).ok()
    }
}

impl Ord for Ratio {
    /// Exact, and without a product that could overflow: whole parts first, then the reciprocals of the rests.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b, mut c, mut d) =
            (self.numerator, self.denominator, other.numerator, other.denominator);
        loop {
            let by_whole = a.div_euclid(b).cmp(&c.div_euclid(d));
            if by_whole != Ordering::Equal {
                return by_whole;
            }
            let (rest, other_rest) = (a.rem_euclid(b), c.rem_euclid(d));
            match (rest, other_rest) {
                (0, 0) => return Ordering::Equal,
                (0, _) => return Ordering::Less,
                (_, 0) => return Ordering::Greater,
                _ => (a, b, c, d) = (d, other_rest, b, rest),
            }
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Ratio {
    /// As a decimal where it is one, else as a fraction.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == 1 {
            return write!(f, "{}", self.numerator);
        }
        for places in 1..=18_u32 {
            let Some(scale) = 10_i128.checked_pow(places) else { break };
            if scale % self.denominator == 0 {
                let Some(scaled) = self.numerator.checked_mul(scale / self.denominator) else { break };
                let sign = if scaled < 0 { "-" } else { "" };
                let digits = format!("{:0width$}", scaled.unsigned_abs(), width = places_usize(places) + 1);
                let (whole, part) = digits.split_at(digits.len() - places_usize(places));
                return write!(f, "{sign}{whole}.{part}");
            }
        }
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

fn places_usize(places: u32) -> usize {
    usize::try_from(places).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ratio(text: &str) -> Ratio {
        Ratio::parse(text).unwrap()
    }

    #[test]
    fn a_decimal_is_read_exactly_and_written_back() {
        for text in ["0", "1.5", "-0.75", "12", "0.000000000000000001", "123456789.01"] {
            assert_eq!(ratio(text).to_string(), text);
        }
        assert_eq!(ratio("1").over(ratio("3")).unwrap().to_string(), "1/3");
        for text in ["", ".5", "1.", "1e3", "--1", "1,000", "１", "0.1234567890123456789"] {
            assert_eq!(Ratio::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_half_goes_away_from_zero_and_the_others_say_their_direction() {
        let rounded = |text, rounding| ratio(text).rounded(rounding).unwrap();
        assert_eq!([rounded("2.5", Rounding::HalfUp), rounded("-2.5", Rounding::HalfUp)], [3, -3]);
        assert_eq!([rounded("2.49", Rounding::HalfUp), rounded("-2.49", Rounding::HalfUp)], [2, -2]);
        assert_eq!([rounded("2.9", Rounding::Down), rounded("-2.1", Rounding::Down)], [2, -3]);
        assert_eq!([rounded("2.1", Rounding::Up), rounded("-2.9", Rounding::Up)], [3, -2]);
        assert_eq!(rounded("7", Rounding::Up), 7);
    }

    #[test]
    fn what_does_not_fit_is_none_and_never_wraps() {
        let huge = Ratio::new(i128::MAX, 1).unwrap();
        assert_eq!(huge.plus(huge), None);
        assert_eq!(huge.times(huge), None);
        assert_eq!(Ratio::whole(1).over(Ratio::whole(0)), None);
        assert_eq!(huge.rounded(Rounding::Down), None);
        assert_eq!(Ratio::new(i128::MIN, -1), None);
    }

    proptest! {
        #[test]
        fn order_is_that_of_the_cross_products(a in -1000_i64..1000, b in 1_i64..1000, c in -1000_i64..1000, d in 1_i64..1000) {
            let left = Ratio::new(a.into(), b.into()).unwrap();
            let right = Ratio::new(c.into(), d.into()).unwrap();
            prop_assert_eq!(left.cmp(&right), (a * d).cmp(&(c * b)));
        }
    }
}
