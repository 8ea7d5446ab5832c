//! What changed from one version to another, as typed JSON.

use super::Words;
use rules::pack::Comparison;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// Two versions side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Changes)]
pub struct Changes {
    /// The id of the first version.
    pub before: String,
    /// The id of the second.
    pub after: String,
    /// Every measure of either: first those of the second version in its order, then those that are gone.
    pub measures: Vec<MeasureChange>,
}

/// What became of one measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::MeasureChange)]
pub struct MeasureChange {
    /// Its id, the same in both versions.
    pub id: String,
    /// Its title in the second version, or in the first if it is gone.
    pub title: Words,
    /// What became of it.
    pub change: Change,
}

/// What became of a measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Change)]
pub struct Change {
    /// `added`, `removed`, `same` or `changed`.
    pub kind: String,
    /// What differs, if it changed.
    #[serde(default)]
    pub differences: Vec<Difference>,
}

/// One difference; what is absent on a side was not there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Difference)]
pub struct Difference {
    /// `title`, `amount`, `per`, `row`, `condition`, `caps`, `instalments`, `duration` or `not_with`.
    pub what: String,
    /// The id of the condition, for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The table, for a row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// What the row is found by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Vec<String>>,
    /// As it was.
    pub before: Option<Value>,
    /// As it is.
    pub after: Option<Value>,
}

impl Changes {
    /// The engine's comparison with a schema.
    ///
    /// # Errors
    /// If the engine's comparison does not have this form: a mistake of ours, which `tests/answers.rs` finds.
    pub fn of(comparison: &Comparison) -> Result<Self, serde_json::Error> {
        serde_json::to_value(comparison).and_then(Self::deserialize)
    }
}
