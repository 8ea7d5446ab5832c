//! One statement as answers show it: which fact, what was said, by what kind of source, since when. What stands and the
//! whole history are both made of these.

use crate::model::Fact;
use platform::acts::{Outcome, Stop};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// One statement.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = people::Statement)]
pub struct StatementView {
    /// Which fact.
    pub name: String,
    /// As in a facts file; `{"unknown": true}` if the answer was "I do not know".
    #[schema(value_type = serde_json::Value)]
    pub value: Value,
    /// `declared`, `uploaded`, `seen` or `issued`.
    pub source: String,
    /// From which day it holds, if that was said.
    #[schema(value_type = Option<String>, format = Date)]
    pub since: Option<jiff::civil::Date>,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: jiff::Timestamp,
    /// The paper or file that it was taken from.
    pub evidence: Option<String>,
}

impl StatementView {
    /// Of a fact as it was said.
    pub(super) fn of(fact: &Fact) -> Outcome<Self> {
        Ok(Self {
            name: fact.name.as_str().to_owned(),
            value: serde_json::to_value(&fact.said).map_err(|error| Stop::Internal(error.to_string()))?,
            source: fact.source.word().to_owned(),
            since: fact.holds_since,
            recorded_at: fact.recorded_at,
            evidence: fact.evidence.clone(),
        })
    }
}
