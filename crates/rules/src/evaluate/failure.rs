//! Why a value could not be computed although every fact was there.

use jiff::civil::Date;
use serde::Serialize;

/// An error value. It makes what depends on it unknown, with this as the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Failure {
    /// A result that does not fit.
    Overflow,
    /// A divisor of zero.
    DivisionByZero,
    /// A value that is known to be absent was computed with.
    AbsentValue,
    /// A date outside the calendar.
    DateRange,
    /// A text that should be a place code and is none.
    NotAPlace,
    /// Two currencies met.
    Currencies,
    /// A table has no row for these keys: it was not read, or there is none.
    RowMissing {
        /// The table's name.
        table: String,
        /// The keys, with commas.
        keys: String,
    },
    /// A parameter has no value on the day, or none that was known by then.
    ParameterNotRead {
        /// The parameter's name.
        parameter: String,
    },
    /// The condition could not be known yet on the day of knowledge.
    NotYetKnown {
        /// From when on it could be.
        known_from: Date,
    },
    /// The measure whose outcome is read is not assessed on the day.
    NotAssessed {
        /// `family/measure`.
        measure: String,
    },
    /// A period that ends before it begins.
    PeriodReversed,
    /// A calendar of working days does not reach so far.
    CalendarNotRead {
        /// The calendar's name.
        calendar: String,
    },
    /// A list or text has no such place.
    OutOfRange,
    /// A text that stands for no number, or no truth value.
    NotConvertible,
    /// A text or a list that was put together became too large.
    TooLarge,
    /// More steps than one assessment may take.
    TooMuchWork,
}

impl Failure {
    /// The key of its text in `text/{zh,en}.ftl`.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Overflow => "failure-overflow",
            Self::DivisionByZero => "failure-division_by_zero",
            Self::AbsentValue => "failure-absent_value",
            Self::DateRange => "failure-date_range",
            Self::NotAPlace => "failure-not_a_place",
            Self::Currencies => "failure-currencies",
            Self::RowMissing { .. } => "failure-row_missing",
            Self::ParameterNotRead { .. } => "failure-parameter_not_read",
            Self::NotYetKnown { .. } => "failure-not_yet_known",
            Self::NotAssessed { .. } => "failure-not_assessed",
            Self::PeriodReversed => "failure-period_reversed",
            Self::CalendarNotRead { .. } => "failure-calendar_not_read",
            Self::OutOfRange => "failure-out_of_range",
            Self::NotConvertible => "failure-not_convertible",
            Self::TooLarge => "failure-too_large",
            Self::TooMuchWork => "failure-too_much_work",
        }
    }

    /// What its text needs.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::RowMissing { table, keys } => vec![("table", table.clone()), ("keys", keys.clone())],
            Self::ParameterNotRead { parameter } => vec![("parameter", parameter.clone())],
            Self::NotAssessed { measure } => vec![("measure", measure.clone())],
            Self::CalendarNotRead { calendar } => vec![("calendar", calendar.clone())],
            Self::NotYetKnown { known_from } => vec![("date", known_from.to_string())],
            _ => Vec::new(),
        }
    }
}
