//! Civil dates as days since 1970-01-01, without branches, for columns of them. The rules are those of
//! [`crate::calendar`], which the tests hold against these.

use crate::calendar::{EndOfMonth, Unit};

/// Days from 0000-03-01 to 1970-01-01.
const TO_EPOCH: i32 = 719_468;
/// Days of 400 years.
const ERA: i32 = 146_097;

/// The days from 1970-01-01 to a date of the proleptic Gregorian calendar.
pub(super) const fn days_from_civil(year: i32, month: i32, day: i32) -> i32 {
    // Years begin in March here, so that the leap day is the last.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - TO_EPOCH
}

/// So many times 400 years are added before, so that nothing is below zero: such numbers divide faster.
const ERAS: i32 = 30;

/// Year, month and day of a day of the calendar.
#[inline(always)]
pub(super) const fn civil_from_days(days: i32) -> (i32, i32, i32) {
    let days = days.wrapping_add(TO_EPOCH + ERAS * ERA).cast_unsigned();
    let era = days / ERA.cast_unsigned();
    let of_era = days % ERA.cast_unsigned();
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = (year + era * 400).cast_signed() - ERAS * 400;
    (if month <= 2 { year + 1 } else { year }, month.cast_signed(), day.cast_signed())
}

const fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

const fn days_in_month(year: i32, month: i32) -> i32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// A day with its year, month and day of the month.
type Civil = (i32, (i32, i32, i32));

/// The complete years or months between two days.
#[inline(always)]
fn complete(unit: Unit, a: Civil, b: Civil) -> i64 {
    let (from, to, sign) = if b.0 < a.0 { (b.1, a.1, -1) } else { (a.1, b.1, 1) };
    let years = to.0 - from.0;
    let complete = if unit == Unit::Years {
        years - i32::from((to.1, to.2) < (from.1, from.2))
    } else {
        years * 12 + to.1 - from.1 - i32::from(to.2 < from.2)
    };
    sign * i64::from(complete)
}

/// The complete years, months or days from `a` to `b`, both within the calendar.
pub(super) fn between(unit: Unit, a: i32, b: i32) -> i64 {
    match unit {
        Unit::Days => i64::from(b) - i64::from(a),
        unit => complete(unit, (a, civil_from_days(a)), (b, civil_from_days(b))),
    }
}

/// The same from each of some days to one.
pub(super) fn between_each(unit: Unit, from: &[i64], to: i32, out: &mut [i64]) {
    let last = (to, civil_from_days(to));
    let day = |lane: i64| i32::try_from(lane).unwrap_or(0);
    let pairs = out.iter_mut().zip(from);
    match unit {
        Unit::Days => pairs.for_each(|(out, from)| *out = i64::from(to) - from),
        Unit::Years => pairs.for_each(|(out, from)| {
            *out = complete(Unit::Years, (day(*from), civil_from_days(day(*from))), last);
        }),
        Unit::Months => pairs.for_each(|(out, from)| {
            *out = complete(Unit::Months, (day(*from), civil_from_days(day(*from))), last);
        }),
    }
}

/// The day `count` units after a day; `None` outside the years 1 to 9999.
pub(super) fn add(unit: Unit, end: EndOfMonth, day: i32, count: i64) -> Option<i32> {
    let result = if unit == Unit::Days {
        i32::try_from(i64::from(day).checked_add(count)?).ok()?
    } else {
        let (year, month, of_month) = civil_from_days(day);
        let months = if unit == Unit::Years { count.checked_mul(12)? } else { count };
        let place = (i64::from(year) * 12 + i64::from(month) - 1).checked_add(months)?;
        let year = i32::try_from(place.div_euclid(12)).ok().filter(|year| (1..=9999).contains(year))?;
        let month = i32::try_from(place.rem_euclid(12)).ok()? + 1;
        let most = days_in_month(year, month);
        let rolled = i32::from(of_month > most && end == EndOfMonth::Roll);
        days_from_civil(year, month, of_month.min(most)) + rolled
    };
    (days_from_civil(1, 1, 1)..=days_from_civil(9999, 12, 31)).contains(&result).then_some(result)
}

#[cfg(test)]
mod tests {
    use super::{
        super::column::{date_of, days_of},
        *,
    };
    use crate::calendar;
    use jiff::civil::Date;
    use proptest::prelude::*;

    #[test]
    fn every_day_of_the_calendar_comes_back() {
        let mut date = Date::MIN;
        assert_eq!(days_of(jiff::civil::date(1970, 1, 1)), 0);
        for days in days_of(Date::MIN)..=days_of(Date::MAX) {
            if days % 97 == 0 || (-1_000..40_000).contains(&days) {
                date = date_of(days).unwrap();
                assert_eq!(days_of(date), days);
            }
        }
        assert!((Date::MAX - date).get_days() < 97);
    }

    proptest! {
        #[test]
        fn columns_count_and_add_as_one_case_does(a in -4_371_587_i32..=2_932_896, b in -4_371_587_i32..=2_932_896, near in -800_i32..800, count in -30_000_i64..30_000) {
            let near = (a + near).clamp(-4_371_587, 2_932_896);
            for unit in [Unit::Years, Unit::Months, Unit::Days] {
                for b in [b, near] {
                    let one = calendar::between(unit, date_of(a).unwrap(), date_of(b).unwrap());
                    prop_assert_eq!(between(unit, a, b), one);
                    let mut each = [0];
                    between_each(unit, &[i64::from(a)], b, &mut each);
                    prop_assert_eq!(each, [one]);
                }
                for end in [EndOfMonth::Clamp, EndOfMonth::Roll] {
                    for count in [count, count / 100] {
                        let one = calendar::add(unit, date_of(a).unwrap(), count, end).map(days_of);
                        prop_assert_eq!(add(unit, end, a, count), one, "{:?} {:?} {} {}", unit, end, a, count);
                    }
                }
            }
        }
    }
}
