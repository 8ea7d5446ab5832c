//! What goes into a statement and what comes out: text and whole numbers, each possibly null.

use super::DatabaseError;
use jiff::{Timestamp, civil::Date};
use sqlx::{Row as _, postgres::PgRow, sqlite::SqliteRow};
use std::{fmt::Display, str::FromStr};
use vocabulary::{
    AccountId, ApplicationId, DraftId, EditionId, FactId, OrganisationId, PersonId, PlaceCode, PostId,
    SimulationId, VisitId,
};

/// One argument of a statement.
#[derive(Debug, Clone)]
pub enum Arg {
    /// Text or null.
    Text(Option<String>),
    /// A whole number or null.
    Int(Option<i64>),
}

impl From<&str> for Arg {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}

impl From<String> for Arg {
    fn from(value: String) -> Self {
        Self::Text(Some(value))
    }
}

impl From<&String> for Arg {
    fn from(value: &String) -> Self {
        Self::Text(Some(value.clone()))
    }
}

impl From<i64> for Arg {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}

impl From<u32> for Arg {
    fn from(value: u32) -> Self {
        Self::Int(Some(i64::from(value)))
    }
}

impl From<bool> for Arg {
    fn from(value: bool) -> Self {
        Self::Int(Some(i64::from(value)))
    }
}

impl From<Option<i64>> for Arg {
    fn from(value: Option<i64>) -> Self {
        Self::Int(value)
    }
}

impl From<Timestamp> for Arg {
    fn from(value: Timestamp) -> Self {
        Self::Text(Some(instant(value)))
    }
}

impl From<Option<Timestamp>> for Arg {
    fn from(value: Option<Timestamp>) -> Self {
        Self::Text(value.map(instant))
    }
}

macro_rules! as_text {
    ($($type:ty),*) => {$(
        impl From<$type> for Arg {
            fn from(value: $type) -> Self {
                Self::Text(Some(value.to_string()))
            }
        }

        impl From<Option<$type>> for Arg {
            fn from(value: Option<$type>) -> Self {
                Self::Text(value.map(|value| value.to_string()))
            }
        }
    )*};
}

as_text!(
    AccountId,
    ApplicationId,
    DraftId,
    EditionId,
    FactId,
    OrganisationId,
    PersonId,
    PostId,
    SimulationId,
    VisitId,
    Date
);

impl From<&PlaceCode> for Arg {
    fn from(value: &PlaceCode) -> Self {
        Self::Text(Some(value.to_string()))
    }
}

impl From<Option<String>> for Arg {
    fn from(value: Option<String>) -> Self {
        Self::Text(value)
    }
}

impl From<Option<&str>> for Arg {
    fn from(value: Option<&str>) -> Self {
        Self::Text(value.map(str::to_owned))
    }
}

/// An instant as it is stored: RFC 3339 in UTC with milliseconds, so that text sorts as time does.
pub(super) fn instant(at: Timestamp) -> String {
    format!("{at:.3}")
}

/// One row of an answer.
#[derive(Debug)]
pub struct Row(pub(super) Inner);

#[derive(Debug)]
pub(super) enum Inner {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// Text that may be null.
    ///
    /// # Errors
    /// If there is no such column, or it is not text.
    pub fn maybe_text(&self, column: &str) -> Result<Option<String>, DatabaseError> {
        Ok(match &self.0 {
            Inner::Sqlite(row) => row.try_get(column)?,
            Inner::Postgres(row) => row.try_get(column)?,
        })
    }

    /// A whole number that may be null.
    ///
    /// # Errors
    /// If there is no such column, or it is not a whole number.
    pub fn maybe_int(&self, column: &str) -> Result<Option<i64>, DatabaseError> {
        Ok(match &self.0 {
            Inner::Sqlite(row) => row.try_get(column)?,
            Inner::Postgres(row) => row.try_get(column)?,
        })
    }

    /// Text.
    ///
    /// # Errors
    /// If there is no such column, it is not text, or it is null.
    pub fn text(&self, column: &str) -> Result<String, DatabaseError> {
        self.maybe_text(column)?.ok_or_else(|| broken(column, "is null"))
    }

    /// A whole number.
    ///
    /// # Errors
    /// If there is no such column, it is not a whole number, or it is null.
    pub fn int(&self, column: &str) -> Result<i64, DatabaseError> {
        self.maybe_int(column)?.ok_or_else(|| broken(column, "is null"))
    }

    /// A flag, stored as 0 or 1.
    ///
    /// # Errors
    /// As [`Row::int`].
    pub fn flag(&self, column: &str) -> Result<bool, DatabaseError> {
        Ok(self.int(column)? != 0)
    }

    /// Text read as a `T`: an id, a date, an instant.
    ///
    /// # Errors
    /// As [`Row::text`], or if the text is not a `T`.
    pub fn parse<T>(&self, column: &str) -> Result<T, DatabaseError>
    where
        T: FromStr,
        T::Err: Display,
    {
        self.text(column)?.parse().map_err(|error: T::Err| broken(column, &error.to_string()))
    }

    /// Text read as a `T`, or null.
    ///
    /// # Errors
    /// As [`Row::maybe_text`], or if the text is not a `T`.
    pub fn maybe<T>(&self, column: &str) -> Result<Option<T>, DatabaseError>
    where
        T: FromStr,
        T::Err: Display,
    {
        self.maybe_text(column)?
            .map(|text| text.parse().map_err(|error: T::Err| broken(column, &error.to_string())))
            .transpose()
    }

    /// JSON text read as a `T`.
    ///
    /// # Errors
    /// As [`Row::text`], or if the text is not JSON of a `T`.
    pub fn json<T: serde::de::DeserializeOwned>(&self, column: &str) -> Result<T, DatabaseError> {
        // serde's words quote the value; the log must not.
        serde_json::from_str(&self.text(column)?).map_err(|error| {
            let place = format!(
                "is not JSON of its form: {:?} at {}:{}",
                error.classify(),
                error.line(),
                error.column()
            );
            broken(column, &place)
        })
    }
}

fn broken(column: &str, problem: &str) -> DatabaseError {
    DatabaseError::Column { column: column.to_owned(), problem: problem.to_owned() }
}
