//! The loops over columns: plain slices in, plain slices out, nothing decided row by row.

use super::slot::{Side, Slot, ones};
use crate::ratio::Rounding;

/// A sum, below zero beside it if it does not fit. Without a branch or a carry, so that several are added at once.
pub(super) const fn plus(a: i64, b: i64) -> (i64, i64) {
    let sum = a.wrapping_add(b);
    (sum, (a ^ sum) & (b ^ sum))
}

/// A difference, below zero beside it if it does not fit.
pub(super) const fn minus(a: i64, b: i64) -> (i64, i64) {
    let difference = a.wrapping_sub(b);
    (difference, (a ^ b) & (a ^ difference))
}

/// A product, below zero beside it if it does not fit.
pub(super) fn times(a: i64, b: i64) -> (i64, i64) {
    flag(a.overflowing_mul(b))
}

/// A flag as a number below zero.
pub(super) fn flag((value, is_flagged): (i64, bool)) -> (i64, i64) {
    (value, i64::from(is_flagged).wrapping_neg())
}

/// A function of two columns, and whether it was flagged, by a number below zero, in any row.
pub(super) fn zip(
    a: Side<'_>,
    b: Side<'_>,
    out: &mut [i64],
    function: impl Fn(i64, i64) -> (i64, i64),
) -> bool {
    let mut flagged = 0;
    match (a, b) {
        (Side::Column(a), Side::Column(b)) => {
            for ((out, a), b) in out.iter_mut().zip(&a.lanes).zip(&b.lanes) {
                let (value, flag) = function(*a, *b);
                *out = value;
                flagged |= flag;
            }
        }
        (Side::Column(a), Side::One(b)) => {
            for (out, a) in out.iter_mut().zip(&a.lanes) {
                let (value, flag) = function(*a, b);
                *out = value;
                flagged |= flag;
            }
        }
        (Side::One(a), Side::Column(b)) => {
            for (out, b) in out.iter_mut().zip(&b.lanes) {
                let (value, flag) = function(a, *b);
                *out = value;
                flagged |= flag;
            }
        }
        (Side::One(a), Side::One(b)) => {
            let (value, flag) = function(a, b);
            out.fill(value);
            flagged = flag;
        }
    }
    flagged < 0
}

fn at(side: Side<'_>, place: usize) -> i64 {
    match side {
        Side::Column(slot) => slot.lanes.get(place).copied().unwrap_or(0),
        Side::One(value) => value,
    }
}

/// The rows with a value in which a function of two columns is flagged.
pub(super) fn flagged(
    a: Side<'_>,
    b: Side<'_>,
    valid: &[u64],
    function: impl Fn(i64, i64) -> (i64, i64),
) -> Vec<usize> {
    ones(valid).filter(|place| function(at(a, *place), at(b, *place)).1 < 0).collect()
}

/// A comparison of two columns as bits.
pub(super) fn compare(a: Side<'_>, b: Side<'_>, out: &mut [u64], function: impl Fn(i64, i64) -> bool) {
    match (a, b) {
        (Side::Column(a), Side::Column(b)) => {
            for ((out, a), b) in out.iter_mut().zip(a.lanes.chunks(64)).zip(b.lanes.chunks(64)) {
                *out = pack(a.iter().zip(b).map(|(a, b)| function(*a, *b)));
            }
        }
        (Side::Column(a), Side::One(b)) => {
            for (out, a) in out.iter_mut().zip(a.lanes.chunks(64)) {
                *out = pack(a.iter().map(|a| function(*a, b)));
            }
        }
        (Side::One(a), Side::Column(b)) => {
            for (out, b) in out.iter_mut().zip(b.lanes.chunks(64)) {
                *out = pack(b.iter().map(|b| function(a, *b)));
            }
        }
        (Side::One(a), Side::One(b)) => out.fill(if function(a, b) { u64::MAX } else { 0 }),
    }
}

fn pack(bits: impl Iterator<Item = bool>) -> u64 {
    bits.enumerate().fold(0, |word, (place, bit)| word | u64::from(bit) << place)
}

/// The values of one column where a bit is set, else those of another.
pub(super) fn choose(bits: &[u64], a: Side<'_>, b: Side<'_>, out: &mut [i64]) {
    for ((number, word), out) in bits.iter().enumerate().zip(out.chunks_mut(64)) {
        let start = number * 64;
        match (a, b) {
            (Side::Column(a), Side::Column(b)) => {
                let lanes =
                    (a.lanes.get(start..).unwrap_or_default(), b.lanes.get(start..).unwrap_or_default());
                for ((place, out), (a, b)) in out.iter_mut().enumerate().zip(lanes.0.iter().zip(lanes.1)) {
                    *out = one_of(*word, place, *a, *b);
                }
            }
            (Side::Column(a), Side::One(b)) => {
                let lanes = a.lanes.get(start..).unwrap_or_default();
                for ((place, out), a) in out.iter_mut().enumerate().zip(lanes) {
                    *out = one_of(*word, place, *a, b);
                }
            }
            (Side::One(a), Side::Column(b)) => {
                let lanes = b.lanes.get(start..).unwrap_or_default();
                for ((place, out), b) in out.iter_mut().enumerate().zip(lanes) {
                    *out = one_of(*word, place, a, *b);
                }
            }
            (Side::One(a), Side::One(b)) => {
                for (place, out) in out.iter_mut().enumerate() {
                    *out = one_of(*word, place, a, b);
                }
            }
        }
    }
}

const fn one_of(word: u64, place: usize, a: i64, b: i64) -> i64 {
    if word >> place & 1 == 1 { a } else { b }
}

/// Division of whole numbers below 2^63 by one divisor, without dividing (Granlund and Montgomery 1994, with N = 63).
#[derive(Debug, Clone, Copy)]
pub(super) struct Reciprocal {
    divisor: u64,
    multiplier: u64,
    shift: u32,
}

impl Reciprocal {
    /// Of a divisor above zero.
    pub(super) fn new(divisor: i64) -> Self {
        let divisor = divisor.unsigned_abs().max(1);
        let ceiling = if divisor == 1 { 0 } else { 64 - (divisor - 1).leading_zeros() };
        let shift = 63 + ceiling;
        let multiplier = (1_u128 << shift) / u128::from(divisor) + 1;
        Self { divisor, multiplier: u64::try_from(multiplier).unwrap_or(u64::MAX), shift }
    }

    /// Quotient and rest.
    #[expect(
        clippy::as_conversions,
        reason = "the quotient of a number below 2^63 fits; a check would be a branch a row"
    )]
    fn divide(self, number: u64) -> (u64, u64) {
        let quotient = ((u128::from(number) * u128::from(self.multiplier)) >> self.shift) as u64;
        (quotient, number.wrapping_sub(quotient.wrapping_mul(self.divisor)))
    }

    /// Rounds a numerator over the divisor. The least of all numbers is flagged: it has no magnitude of 63 bits.
    pub(super) fn round(self, rounding: Rounding, number: i64) -> (i64, bool) {
        let (quotient, rest) = self.divide(number.unsigned_abs());
        let is_negative = number < 0;
        let up = match rounding {
            Rounding::HalfUp => rest >= self.divisor - rest,
            Rounding::Down => is_negative && rest > 0,
            Rounding::Up => !is_negative && rest > 0,
        };
        let magnitude = quotient.wrapping_add(u64::from(up)).cast_signed();
        (if is_negative { magnitude.wrapping_neg() } else { magnitude }, number == i64::MIN)
    }
}

/// A quotient rounded, and whether it does not fit.
pub(super) fn round_quotient(rounding: Rounding, dividend: i128, divisor: i128) -> (i64, bool) {
    let (dividend, divisor) = if divisor < 0 { (-dividend, -divisor) } else { (dividend, divisor) };
    let (floor, rest) = match (i64::try_from(dividend), i64::try_from(divisor)) {
        (Ok(dividend), Ok(divisor)) if divisor != 0 => {
            (i128::from(dividend.div_euclid(divisor)), i128::from(dividend.rem_euclid(divisor)))
        }
        _ if divisor == 0 => return (0, true),
        _ => (dividend.div_euclid(divisor), dividend.rem_euclid(divisor)),
    };
    let up = match rounding {
        Rounding::Down => false,
        Rounding::Up => rest != 0,
        Rounding::HalfUp if dividend < 0 => rest > divisor - rest,
        Rounding::HalfUp => rest >= divisor - rest,
    };
    i64::try_from(floor + i128::from(up)).map_or((0, true), |value| (value, false))
}

/// Bits of a list's members, as one bit for each row: whether any of its members has it.
pub(super) fn any_of(words: &[u64], offsets: &[u32], start: u32, out: &mut [u64]) {
    out.fill(0);
    if words.iter().all(|word| *word == 0) {
        return;
    }
    for (row, pair) in offsets.windows(2).enumerate() {
        let [begin, end] = pair else { continue };
        if has_one(words, begin.wrapping_sub(start), end.wrapping_sub(start)) {
            super::slot::set(out, row);
        }
    }
}

/// Whether a bit is set from one place up to, not including, another.
fn has_one(words: &[u64], begin: u32, end: u32) -> bool {
    let mut at = begin;
    while at < end {
        let place = usize::try_from(at / 64).unwrap_or(usize::MAX);
        let Some(word) = words.get(place) else { return false };
        let count = (64 - at % 64).min(end - at);
        let mask = if count == 64 { u64::MAX } else { (1 << count) - 1 };
        if word >> (at % 64) & mask != 0 {
            return true;
        }
        at += count;
    }
    false
}

/// The values of rows for each of their members.
pub(super) fn repeat(from: &[i64], offsets: &[u32], out: &mut [i64]) {
    let mut rest = out;
    for (value, pair) in from.iter().zip(offsets.windows(2)) {
        let [begin, end] = pair else { continue };
        let count = usize::try_from(end.wrapping_sub(*begin)).unwrap_or(0);
        let Some((of_row, others)) = std::mem::take(&mut rest).split_at_mut_checked(count) else { return };
        of_row.fill(*value);
        rest = others;
    }
}

/// The bits of rows for each of their members.
pub(super) fn repeat_bits(from: &[u64], offsets: &[u32], start: u32, out: &mut [u64]) {
    out.fill(0);
    for row in ones(from) {
        let (Some(begin), Some(end)) = (offsets.get(row), offsets.get(row + 1)) else { continue };
        for member in begin.wrapping_sub(start)..end.wrapping_sub(start) {
            super::slot::set(out, usize::try_from(member).unwrap_or(usize::MAX));
        }
    }
}

/// Kleene's "or" (`decider` true) or "and" of some columns of truth values.
pub(super) fn fold(parts: &[&Slot], decider: bool, live: &[u64], out: &mut Slot) {
    let flip = if decider { 0 } else { u64::MAX };
    // While they are gathered: where it is decided, where a part is unknown, where a part failed.
    out.bits.fill(0);
    out.unknown.fill(0);
    out.failed.fill(0);
    for part in parts {
        let states = part.valid.iter().zip(&part.unknown).zip(&part.bits).zip(live);
        let gathered = out.bits.iter_mut().zip(&mut out.unknown).zip(&mut out.failed);
        for (((decided, unknown), failed), (((valid, doubt), bits), live)) in gathered.zip(states) {
            *decided |= valid & (bits ^ flip);
            *unknown |= doubt;
            *failed |= live & !(valid | doubt);
        }
    }
    let states = out.bits.iter_mut().zip(&mut out.unknown).zip(&mut out.failed).zip(&mut out.valid);
    for ((((decided, unknown), failed), valid), live) in states.zip(live) {
        *unknown &= !*decided;
        *failed &= !(*decided | *unknown);
        *valid = live & !(*unknown | *failed);
        *decided = (*decided ^ flip) & *valid;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ratio::Ratio;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn multiplying_rounds_as_dividing_does(number in any::<i64>(), divisor in 1_i64..=1_000_000_000_000, small in 1_i64..200) {
            for divisor in [divisor, small] {
                for number in [number, number % 10_000] {
                    let ratio = Ratio::new(number.into(), divisor.into()).unwrap();
                    for rounding in [Rounding::HalfUp, Rounding::Down, Rounding::Up] {
                        let (rounded, flagged) = Reciprocal::new(divisor).round(rounding, number);
                        prop_assert!(flagged || Some(rounded) == ratio.rounded(rounding));
                        let exact = round_quotient(rounding, number.into(), divisor.into());
                        prop_assert_eq!(Some(exact.0), ratio.rounded(rounding));
                        let negative = round_quotient(rounding, number.into(), -i128::from(divisor));
                        prop_assert_eq!(Some(negative.0), ratio.negated().and_then(|ratio| ratio.rounded(rounding)));
                    }
                }
            }
        }

        #[test]
        fn members_are_found_within_their_row(bits in proptest::collection::vec(any::<bool>(), 1..300), cuts in proptest::collection::vec(0_usize..300, 1..20)) {
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bits.len())).chain([0, bits.len()]).collect();
            cuts.sort_unstable();
            let offsets: Vec<u32> = cuts.iter().map(|cut| u32::try_from(cut + 7).unwrap()).collect();
            let words = super::super::Bitmap::from_fn(bits.len(), |place| bits[place]);
            let mut found = vec![0; cuts.len().div_ceil(64)];
            any_of(words.words(), &offsets, 7, &mut found);
            for (row, cut) in cuts.windows(2).enumerate() {
                prop_assert_eq!(super::super::slot::is_set(&found, row), bits[cut[0]..cut[1]].contains(&true));
            }
        }
    }
}
