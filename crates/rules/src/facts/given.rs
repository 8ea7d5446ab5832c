//! What somebody told: values with who says so and since when. A fact that is not here is unknown.

use crate::ratio::Ratio;
use jiff::civil::Date;
use serde::{Serialize, Serializer, ser::SerializeMap};
use std::{collections::BTreeMap, fmt};
use vocabulary::Money;

/// The value of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// An exact number.
    Decimal(Ratio),
    /// An amount.
    Money(Money),
    /// A civil date.
    Date(Date),
    /// A text, a place by its code, or the id of a class.
    Text(String),
    /// Members. The list is complete: whoever is not in it does not exist.
    List(Vec<Member>),
    /// Known to be absent: never rated, never employed. Not the same as unknown.
    None,
}

/// One member of a list; a field that is not here is unknown.
pub type Member = BTreeMap<String, Value>;

impl Value {
    /// The id of a class, or any text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// What it is, as a pack writes types.
    #[must_use]
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::Bool(_) => "bool",
            Self::Int(_) => "int",
            Self::Decimal(_) => "decimal",
            Self::Money(_) => "money",
            Self::Date(_) => "date",
            Self::Text(_) => "string",
            Self::List(_) => "list",
            Self::None => "none",
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<Money> for Value {
    fn from(value: Money) -> Self {
        Self::Money(value)
    }
}

impl From<Date> for Value {
    fn from(value: Date) -> Self {
        Self::Date(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl fmt::Display for Value {
    /// For logs and command lines; pages format by language.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Int(value) => write!(f, "{value}"),
            Self::Decimal(value) => write!(f, "{value}"),
            Self::Money(value) => write!(f, "{value}"),
            Self::Date(value) => write!(f, "{value}"),
            Self::Text(value) => f.write_str(value),
            Self::List(members) => write!(f, "[{}]", members.len()),
            Self::None => f.write_str("none"),
        }
    }
}

impl Serialize for Value {
    /// As a facts file writes it: numbers with a point as text, money as `{"minor", "currency"}`, absence as
    /// `{"none": true}`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Int(value) => serializer.serialize_i64(*value),
            Self::Decimal(value) => serializer.collect_str(value),
            Self::Money(value) => value.serialize(serializer),
            Self::Date(value) => serializer.collect_str(value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::List(members) => members.serialize(serializer),
            Self::None => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("none", &true)?;
                map.end()
            }
        }
    }
}

/// Who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The person says so.
    Declared,
    /// A document was uploaded.
    Uploaded,
    /// A document was seen at a window.
    Seen,
    /// An authority issued it.
    Issued,
}

impl Source {
    /// As a facts file writes it.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        match name {
            "declared" => Some(Self::Declared),
            "uploaded" => Some(Self::Uploaded),
            "seen" => Some(Self::Seen),
            "issued" => Some(Self::Issued),
            _ => None,
        }
    }
}

/// One fact as it was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The value; `None` if whoever was asked does not know.
    pub value: Option<Value>,
    /// Since when it holds.
    pub since: Option<Date>,
    /// Who says so.
    pub source: Option<Source>,
}

/// Facts by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    given: BTreeMap<String, Given>,
}

impl Facts {
    /// Nothing is known.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With one more fact.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.set(name, value);
        self
    }

    /// Says a fact.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        self.give(name, Given { value: Some(value.into()), since: None, source: None });
    }

    /// Says a fact with its circumstances.
    pub fn give(&mut self, name: impl Into<String>, given: Given) {
        self.given.insert(name.into(), given);
    }

    /// Whoever was asked does not know: it stays unknown, and is not asked again.
    pub fn unknown(&mut self, name: impl Into<String>) {
        self.give(name, Given { value: None, since: None, source: None });
    }

    /// Forgets a fact: it is unknown, and may be asked.
    pub fn remove(&mut self, name: &str) -> Option<Given> {
        self.given.remove(name)
    }

    /// The value of a fact, if it is known.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.given.get(name)?.value.as_ref()
    }

    /// A fact as it was told.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<&Given> {
        self.given.get(name)
    }

    /// Every fact that was told or asked in vain, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Given)> {
        self.given.iter().map(|(name, given)| (name.as_str(), given))
    }

    /// How many facts were told or asked in vain.
    #[must_use]
    pub fn len(&self) -> usize {
        self.given.len()
    }

    /// Whether nothing was told.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.given.is_empty()
    }
}
