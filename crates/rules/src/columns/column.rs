//! One column: the values of a fact over all rows, with what is known of them.

use super::Bitmap;
use crate::{
    facts::{FactDeclaration, FactType, Vocabulary},
    limits,
    ratio::Ratio,
};
use jiff::civil::Date;
use std::sync::Arc;
use vocabulary::{Money, Refusal};

/// The values, by row. A value of a row that is not known, or known to be absent, means nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// Truth values, as bits.
    Bool(Bitmap),
    /// Whole numbers.
    Int(Vec<i64>),
    /// Amounts in minor units of the fact's currency.
    Money(Vec<i64>),
    /// Exact numbers over one denominator.
    Decimal {
        /// By row.
        numerators: Vec<i64>,
        /// Above zero.
        denominator: i64,
    },
    /// Days since 1970-01-01.
    Date(Vec<i32>),
    /// Places in the fact's scheme, 0 the highest.
    Class(Vec<u16>),
    /// Texts by their place in a dictionary.
    Text {
        /// By row.
        codes: Vec<u32>,
        /// The texts.
        dictionary: Arc<[Arc<str>]>,
    },
}

impl Data {
    /// How many rows.
    #[must_use]
    pub const fn len(&self) -> usize {
        match self {
            Self::Bool(bits) => bits.len(),
            Self::Int(values) | Self::Money(values) | Self::Decimal { numerators: values, .. } => {
                values.len()
            }
            Self::Date(days) => days.len(),
            Self::Class(places) => places.len(),
            Self::Text { codes, .. } => codes.len(),
        }
    }

    /// Whether there is no row.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// As a pack writes its type.
    const fn type_name(&self) -> &'static str {
        match self {
            Self::Bool(_) => "bool",
            Self::Int(_) => "int",
            Self::Money(_) => "money",
            Self::Decimal { .. } => "decimal",
            Self::Date(_) => "date",
            Self::Class(_) => "enum",
            Self::Text { .. } => "string",
        }
    }
}

/// The values of a fact over all rows. A row neither known nor absent is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The values.
    pub data: Data,
    /// Which of them are known.
    pub known: Bitmap,
    /// Which are known to be absent (`none`): a bit that is set here counts, whatever `known` says.
    pub absent: Option<Bitmap>,
}

impl Column {
    /// A column of which every value is known.
    #[must_use]
    pub fn known(data: Data) -> Self {
        let known = Bitmap::full(data.len());
        Self { data, known, absent: None }
    }
}

/// Why a column cannot be one of a fact.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {code}")]
pub struct ColumnError {
    /// Which fact, or which field of a list: `household.salary`.
    pub field: String,
    /// The first row in which it is wrong, from 0, where one row is.
    pub row: Option<usize>,
    /// Stable; its text stands under `refusal-<code>` with the dot as a hyphen.
    pub code: &'static str,
    /// What the text needs.
    pub args: Vec<(&'static str, String)>,
}

impl ColumnError {
    pub(super) fn new(field: impl Into<String>, code: &'static str) -> Self {
        Self { field: field.into(), row: None, code, args: Vec::new() }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    fn at(mut self, row: usize) -> Self {
        self.row = Some(row);
        self.with("row", row + 1)
    }
}

impl From<ColumnError> for Refusal {
    fn from(error: ColumnError) -> Self {
        let mut refusal = Self::invalid(error.code, error.field);
        refusal.args = error.args;
        refusal
    }
}

/// The first row whose known value is not accepted.
fn first<T>(column: &Column, values: &[T], accepts: impl Fn(&T) -> bool) -> Option<usize> {
    values
        .iter()
        .enumerate()
        .find(|(row, value)| column.known.get(*row) && !accepts(value))
        .map(|(row, _)| row)
}

/// Checks a column against the fact it is to be of, and makes it regular: nothing both known and absent, zero where there
/// is no value.
pub(super) fn checked(
    vocabulary: &Vocabulary,
    fact: &FactDeclaration,
    field: &str,
    rows: usize,
    mut column: Column,
) -> Result<Column, ColumnError> {
    let lengths = [column.data.len(), column.known.len()];
    let absent_length = column.absent.as_ref().map_or(rows, Bitmap::len);
    if let Some(found) = lengths.into_iter().chain([absent_length]).find(|len| *len != rows) {
        let error = ColumnError::new(field, "rules.column_length");
        return Err(error.with("expected", rows).with("found", found));
    }
    if let Some(absent) = &column.absent {
        if !fact.may_be_none && absent.count() > 0 {
            let row = (0..rows).find(|row| absent.get(*row)).unwrap_or(0);
            return Err(ColumnError::new(field, "rules.column_never_absent").at(row));
        }
        let words = column.known.words().iter().zip(absent.words()).map(|(known, absent)| known & !absent);
        column.known = Bitmap::from_words(words.collect(), rows);
    }
    let range = |row: Option<usize>, shown: String| match row {
        Some(row) => Err(ColumnError::new(field, "rules.column_range").at(row).with("allowed", shown)),
        None => Ok(()),
    };
    match (&fact.kind, &column.data) {
        (FactType::Bool, Data::Bool(_)) => {}
        (FactType::Int { min, max }, Data::Int(values)) => {
            let (least, most) = (min.unwrap_or(i64::MIN), max.unwrap_or(i64::MAX));
            let wrong = first(&column, values, |value| (least..=most).contains(value));
            range(wrong, format!("{least}..{most}"))?;
        }
        (FactType::Money { currency, min, max }, Data::Money(values)) => {
            let (least, most) = (min.unwrap_or(i64::MIN), max.unwrap_or(i64::MAX));
            let wrong = first(&column, values, |value| (least..=most).contains(value));
            range(wrong, format!("{}..{}", Money::new(least, *currency), Money::new(most, *currency)))?;
        }
        (FactType::Decimal { min, max }, Data::Decimal { numerators, denominator }) => {
            if *denominator < 1 {
                return Err(ColumnError::new(field, "rules.column_denominator"));
            }
            let exact = |value: &i64| Ratio::new(i128::from(*value), i128::from(*denominator));
            let fits =
                |value: Ratio| min.is_none_or(|least| value >= least) && max.is_none_or(|most| value <= most);
            if min.is_some() || max.is_some() {
                let wrong = first(&column, numerators, |value| exact(value).is_some_and(fits));
                let limit = |limit: &Option<Ratio>| limit.map_or_else(String::new, |limit| limit.to_string());
                range(wrong, format!("{}..{}", limit(min), limit(max)))?;
            }
        }
        (FactType::Date, Data::Date(days)) => {
            let (least, most) = (days_of(Date::MIN), days_of(Date::MAX));
            range(
                first(&column, days, |day| (least..=most).contains(day)),
                format!("{}..{}", Date::MIN, Date::MAX),
            )?;
        }
        (FactType::Enum { scheme }, Data::Class(places)) => {
            let count = vocabulary.scheme(scheme).map_or(0, |scheme| scheme.values.len());
            let wrong = first(&column, places, |place| usize::from(*place) < count);
            range(wrong, format!("0..{}", count.saturating_sub(1)))?;
        }
        (FactType::Text, Data::Text { codes, dictionary }) => {
            let in_dictionary = |code: &u32| usize::try_from(*code).is_ok_and(|code| code < dictionary.len());
            range(
                first(&column, codes, in_dictionary),
                format!("0..{}", dictionary.len().saturating_sub(1)),
            )?;
            if let Some(long) = dictionary.iter().find(|text| text.chars().count() > limits::TEXT_CHARACTERS)
            {
                let shown: String = long.chars().take(20).collect();
                let error = ColumnError::new(field, "rules.column_text_too_long");
                return Err(error.with("max", limits::TEXT_CHARACTERS).with("found", shown));
            }
        }
        (kind, data) => {
            let error = ColumnError::new(field, "rules.column_type");
            return Err(error.with("expected", kind.name()).with("found", data.type_name()));
        }
    }
    clear(&mut column);
    Ok(column)
}

/// Zero where there is no value, so that nothing overflows there.
fn clear(column: &mut Column) {
    let rows = column.data.len();
    if column.known.count() == rows {
        return;
    }
    let known = &column.known;
    fn clear_where<T: Default>(known: &Bitmap, values: &mut [T]) {
        for (row, value) in values.iter_mut().enumerate() {
            if !known.get(row) {
                *value = T::default();
            }
        }
    }
    match &mut column.data {
        Data::Bool(bits) => {
            let words = bits.words().iter().zip(known.words()).map(|(bits, known)| bits & known).collect();
            *bits = Bitmap::from_words(words, rows);
        }
        Data::Int(values) | Data::Money(values) | Data::Decimal { numerators: values, .. } => {
            clear_where(known, values);
        }
        Data::Date(days) => clear_where(known, days),
        Data::Class(places) => clear_where(known, places),
        Data::Text { codes, .. } => clear_where(known, codes),
    }
}

/// The days from 1970-01-01 to a date.
pub(super) fn days_of(date: Date) -> i32 {
    let (year, month, day) = (i32::from(date.year()), i32::from(date.month()), i32::from(date.day()));
    super::calendar::days_from_civil(year, month, day)
}

/// The date so many days from 1970-01-01.
pub(super) fn date_of(days: i32) -> Option<Date> {
    let (year, month, day) = super::calendar::civil_from_days(days);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
