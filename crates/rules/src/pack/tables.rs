//! Parameters, dated, and tables, by class or number: the figures of an instrument.

use crate::{
    evaluate::{Estimate, Failure, Val, order},
    facts::Value,
    language::Type,
};
use jiff::civil::Date;
use serde::Serialize;
use vocabulary::Text;

/// A value of a parameter or table, for people to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// One value.
    Exact(Value),
    /// A range, "about" or "at most".
    Estimate(Estimate),
}

/// A value of a parameter with its days.
#[derive(Debug, Clone)]
pub struct Dated {
    /// The first day.
    pub from: Date,
    /// The day after the last; absent if the next one ends it.
    pub until: Option<Date>,
    /// From when on it could be known; the first day if not stated.
    pub known_from: Option<Date>,
    /// For people.
    pub cell: Cell,
    pub(crate) value: Val,
}

/// A dated value, such as an index.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// As expressions write it.
    pub name: String,
    /// For people.
    pub title: Text,
    /// The ids of its sources.
    pub sources: Vec<String>,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// By their first day.
    pub values: Vec<Dated>,
    pub(crate) kind: Type,
}

impl Parameter {
    /// The value on a day as far as could be known by another. A day after the end of one value and before the next has
    /// none: it was not read.
    pub(crate) fn value_on(&self, on: Date, known_on: Date) -> Option<&Val> {
        self.dated_on(on, known_on).map(|dated| &dated.value)
    }

    /// The same with its days.
    pub(crate) fn dated_on(&self, on: Date, known_on: Date) -> Option<&Dated> {
        let known = |dated: &&Dated| dated.from <= on && dated.known_from.unwrap_or(dated.from) <= known_on;
        let last = self.values.iter().filter(known).max_by_key(|dated| dated.from)?;
        last.until.is_none_or(|until| on < until).then_some(last)
    }

    /// Its type.
    #[must_use]
    pub const fn type_of(&self) -> &Type {
        &self.kind
    }
}

/// What the rows of a table are found by.
#[derive(Debug, Clone)]
pub struct TableKey {
    /// Its name.
    pub name: String,
    /// The scheme of its classes; absent if it is a number, an amount or a date.
    pub scheme: Option<String>,
    /// Which end of a band belongs to it, if its rows are bands.
    pub bands: Option<Ends>,
    pub(crate) kind: Type,
}

/// Which end of a band belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ends {
    /// From its lower end up to, not including, its upper end.
    LowerIncluded,
    /// Above its lower end, up to and including its upper end.
    UpperIncluded,
}

/// A band of values; without an end it is open on that side.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Band {
    pub(crate) from: Option<Val>,
    pub(crate) until: Option<Val>,
    pub(crate) ends: Ends,
}

impl Band {
    pub(crate) fn holds(&self, value: &Val) -> Result<bool, Failure> {
        if let Some(from) = &self.from {
            let order = order(value, from)?;
            if order.is_lt() || self.ends == Ends::UpperIncluded && order.is_eq() {
                return Ok(false);
            }
        }
        if let Some(until) = &self.until {
            let order = order(value, until)?;
            if order.is_gt() || self.ends == Ends::LowerIncluded && order.is_eq() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// One row.
#[derive(Debug, Clone)]
pub struct Row {
    /// The keys, as written.
    pub when: Vec<String>,
    /// For people.
    pub cell: Cell,
    /// Of a key with bands, `Val::None`: the band stands in `bands`.
    pub(crate) keys: Vec<Val>,
    pub(crate) bands: Vec<Option<Band>>,
    pub(crate) value: Val,
}

impl Row {
    fn is_for(&self, keys: &[Val]) -> Result<bool, Failure> {
        for ((key, own), band) in keys.iter().zip(&self.keys).zip(&self.bands) {
            let fits = match band {
                Some(band) => band.holds(key)?,
                None => key == own,
            };
            if !fits {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// A table of an instrument.
#[derive(Debug, Clone)]
pub struct Table {
    /// As expressions write it.
    pub name: String,
    /// For people.
    pub title: Text,
    /// The ids of its sources.
    pub sources: Vec<String>,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// What the rows are found by.
    pub keys: Vec<TableKey>,
    /// The rows.
    pub rows: Vec<Row>,
    pub(crate) kind: Type,
}

impl Table {
    /// Whether one of its keys has bands.
    #[must_use]
    pub fn has_bands(&self) -> bool {
        self.keys.iter().any(|key| key.bands.is_some())
    }

    /// The number of the row for some keys.
    pub(crate) fn row_at(&self, keys: &[Val]) -> Option<usize> {
        if keys.len() != self.keys.len() || keys.contains(&Val::None) {
            return None;
        }
        self.rows.iter().position(|row| row.is_for(keys) == Ok(true))
    }

    pub(crate) fn value_at(&self, keys: &[Val]) -> Result<Val, Failure> {
        if keys.contains(&Val::None) {
            return Err(Failure::AbsentValue);
        }
        for row in &self.rows {
            if row.is_for(keys)? {
                return Ok(row.value.clone());
            }
        }
        // Name the class as its rows would, where another row names it; a number as it is.
        let shown = keys.iter().enumerate().map(|(place, key)| match key {
            Val::Int(number) => number.to_string(),
            Val::Decimal(number) => number.to_string(),
            Val::Money(money) => money.to_string(),
            Val::Date(date) => date.to_string(),
            key => {
                let named = self.rows.iter().find(|row| row.keys.get(place) == Some(key));
                named.and_then(|row| row.when.get(place)).cloned().unwrap_or_else(|| "?".to_owned())
            }
        });
        let keys = shown.collect::<Vec<_>>().join(", ");
        Err(Failure::RowMissing { table: self.name.clone(), keys })
    }
}
