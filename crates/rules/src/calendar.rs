//! Civil dates: complete years, months and days between two, and adding to one with a stated rule for the end of a month.

use jiff::{Span, civil::Date};

/// Years, months or days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Calendar years.
    Years,
    /// Calendar months.
    Months,
    /// Days.
    Days,
}

/// What a day that the target month does not have becomes (31 January plus a month).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EndOfMonth {
    /// The last day of that month.
    Clamp,
    /// The first day of the month after it.
    Roll,
}

/// The complete units from `a` to `b`; negative if `b` comes first. A year or month is complete on the same day of the
/// month; where that day does not exist (29 February), on the first of the next month.
#[must_use]
pub fn between(unit: Unit, a: Date, b: Date) -> i64 {
    if b < a {
        return -between(unit, b, a);
    }
    let years = i64::from(b.year()) - i64::from(a.year());
    match unit {
        Unit::Years => years - i64::from((b.month(), b.day()) < (a.month(), a.day())),
        Unit::Months => {
            let months = years * 12 + i64::from(b.month()) - i64::from(a.month());
            months - i64::from(b.day() < a.day())
        }
        Unit::Days => (b - a).get_days().into(),
    }
}

/// The date `count` units after `date` (before it, if negative); `None` outside the years 1 to 9999.
#[must_use]
pub fn add(unit: Unit, date: Date, count: i64, end: EndOfMonth) -> Option<Date> {
    let span = match unit {
        Unit::Years => Span::new().try_years(count).ok()?,
        Unit::Months => Span::new().try_months(count).ok()?,
        Unit::Days => Span::new().try_days(count).ok()?,
    };
    let clamped = date.checked_add(span).ok()?;
    let result = if unit != Unit::Days && end == EndOfMonth::Roll && clamped.day() != date.day() {
        clamped.tomorrow().ok()?
    } else {
        clamped
    };
    (1..=9999).contains(&result.year()).then_some(result)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_year_is_complete_on_the_birthday_and_not_the_day_before() {
        let born = date(1963, 8, 1);
        assert_eq!(between(Unit::Years, born, date(2023, 7, 31)), 59);
        assert_eq!(between(Unit::Years, born, date(2023, 8, 1)), 60);
        assert_eq!(between(Unit::Years, date(2000, 2, 29), date(2023, 2, 28)), 22);
        assert_eq!(between(Unit::Years, date(2000, 2, 29), date(2023, 3, 1)), 23);
        assert_eq!(between(Unit::Years, date(2023, 8, 1), born), -60);
    }

    #[test]
    fn months_and_days_are_complete_ones() {
        assert_eq!(between(Unit::Months, date(2023, 1, 31), date(2023, 2, 28)), 0);
        assert_eq!(between(Unit::Months, date(2023, 1, 31), date(2023, 3, 1)), 1);
        assert_eq!(between(Unit::Days, date(2018, 2, 5), date(2022, 9, 29)), 1697);
    }

    #[test]
    fn the_end_of_a_month_follows_the_stated_rule() {
        let january = date(2023, 1, 31);
        assert_eq!(add(Unit::Months, january, 1, EndOfMonth::Clamp), Some(date(2023, 2, 28)));
        assert_eq!(add(Unit::Months, january, 1, EndOfMonth::Roll), Some(date(2023, 3, 1)));
        assert_eq!(add(Unit::Years, date(2020, 2, 29), 1, EndOfMonth::Roll), Some(date(2021, 3, 1)));
        assert_eq!(add(Unit::Days, january, 1, EndOfMonth::Roll), Some(date(2023, 2, 1)));
        assert_eq!(add(Unit::Years, january, i64::MAX, EndOfMonth::Clamp), None);
    }
}
