//! Parameters, dated, and tables, by class or number: the figures of an instrument.

use crate::{
    evaluate::{Estimate, Failure, Val},
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
    /// The scheme of its classes; absent if it is a whole number.
    pub scheme: Option<String>,
}

/// One row.
#[derive(Debug, Clone)]
pub struct Row {
    /// The keys, as written.
    pub when: Vec<String>,
    /// For people.
    pub cell: Cell,
    pub(crate) keys: Vec<Val>,
    pub(crate) value: Val,
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
    pub(crate) fn value_at(&self, keys: &[Val]) -> Result<Val, Failure> {
        if keys.contains(&Val::None) {
            return Err(Failure::AbsentValue);
        }
        if let Some(row) = self.rows.iter().find(|row| row.keys == keys) {
            return Ok(row.value.clone());
        }
        // Name the class as its rows would, where another row names it; a number as it is.
        let shown = keys.iter().enumerate().map(|(place, key)| match key {
            Val::Int(number) => number.to_string(),
            key => {
                let named = self.rows.iter().find(|row| row.keys.get(place) == Some(key));
                named.and_then(|row| row.when.get(place)).cloned().unwrap_or_else(|| "?".to_owned())
            }
        });
        let keys = shown.collect::<Vec<_>>().join(", ");
        Err(Failure::RowMissing { table: self.name.clone(), keys })
    }
}
