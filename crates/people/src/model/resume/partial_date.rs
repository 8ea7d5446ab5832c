//! A date as résumés give it: a year, a year and month, or a day. The missing part is never filled in.

use jiff::civil::Date;
use std::fmt;

/// A year, a month of a year, or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate {
    first: Date,
    precision: Precision,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Precision {
    Year,
    Month,
    Day,
}

impl PartialDate {
    /// The date of these parts, if it exists; a day without a month does not.
    #[must_use]
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Self> {
        let precision = match (month, day) {
            (None, None) => Precision::Year,
            (Some(_), None) => Precision::Month,
            (Some(_), Some(_)) => Precision::Day,
            (None, Some(_)) => return None,
        };
        if !(1900..=2200).contains(&year) {
            return None;
        }
        let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        Some(Self { first, precision })
    }

    /// Reads `2014`, `2014-06`, `2014-06-29`, and the last with a time of day after it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let date = text.split_once('T').map_or(text, |(date, _)| date);
        let mut parts = date.split('-');
        let (year, month, day) = (parts.next()?, parts.next(), parts.next());
        let digits =
            |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        if parts.next().is_some()
            || !digits(year, 4)
            || !month.into_iter().chain(day).all(|part| digits(part, 2))
        {
            return None;
        }
        let number = |part: Option<&str>| part.map(str::parse).transpose().ok();
        Self::new(year.parse().ok()?, number(month)?, number(day)?)
    }

    /// The day, if it is exact.
    #[must_use]
    pub fn exact(self) -> Option<Date> {
        (self.precision == Precision::Day).then_some(self.first)
    }

    /// The first day it may mean.
    #[must_use]
    pub const fn first_day(self) -> Date {
        self.first
    }

    /// The last day it may mean.
    #[must_use]
    pub fn last_day(self) -> Date {
        match self.precision {
            Precision::Year => self.first.last_of_year(),
            Precision::Month => self.first.last_of_month(),
            Precision::Day => self.first,
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.precision {
            Precision::Year => write!(f, "{:04}", self.first.year()),
            Precision::Month => write!(f, "{:04}-{:02}", self.first.year(), self.first.month()),
            Precision::Day => write!(f, "{}", self.first),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_read_as_far_as_they_go() {
        for (text, last) in
            [("2014", date(2014, 12, 31)), ("2016-02", date(2016, 2, 29)), ("2014-06-29", date(2014, 6, 29))]
        {
            let read = PartialDate::parse(text).unwrap();
            assert_eq!((read.to_string().as_str(), read.last_day()), (text, last));
        }
        assert_eq!(PartialDate::parse("2020-03-15T00:00:00Z").unwrap().exact(), Some(date(2020, 3, 15)));
        assert_eq!(PartialDate::parse("2020-03").unwrap().exact(), None);
    }

    #[test]
    fn what_is_no_date_is_not_one() {
        for text in [
            "",
            "14",
            "2014-6",
            "2014-13",
            "2014-02-30",
            "June 2014",
            "2014-06-29-1",
            "+014",
            "0001",
            "二〇一四",
        ] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }
}
