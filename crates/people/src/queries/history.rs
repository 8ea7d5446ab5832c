//! Everything ever said about a person or a visit, oldest first: what the person may take along.

use super::{OfWhom, holder, name, profile::json};
use crate::store;
use platform::{
    acts::{Looking, Outcome, Query},
    permissions::{Grant, Role},
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A history.
pub struct History;

/// Everything, oldest first; at most [`crate::acts::MOST_STATEMENTS`].
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = people::History)]
pub struct HistoryView {
    /// The person's name; absent for a visit.
    pub name: Option<String>,
    /// The statements.
    pub statements: Vec<StatementView>,
}

/// One statement.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = people::Statement)]
pub struct StatementView {
    /// Which fact.
    pub name: String,
    /// As in a facts file.
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

impl Query for History {
    const NAME: &'static str = "people.history";
    const SUMMARY: &'static str =
        "Everything ever said about a person or visit, oldest first; at most 5,000 statements.";
    const WHO: &'static [Grant] = &[Grant::own(Role::Visitor), Grant::any(Role::Officer)];
    type Input = OfWhom;
    type Output = HistoryView;

    async fn run(cx: &mut Looking<'_>, input: OfWhom) -> Outcome<HistoryView> {
        let holder = holder(cx, input.person)?;
        let name = name(cx, holder).await?;
        let profile = store::profile(cx.db, holder).await?;
        let statements = profile.history().iter().map(|fact| {
            Ok(StatementView {
                name: fact.name.as_str().to_owned(),
                value: json(&fact.said)?,
                source: fact.source.word().to_owned(),
                since: fact.holds_since,
                recorded_at: fact.recorded_at,
                evidence: fact.evidence.clone(),
            })
        });
        Ok(HistoryView { name, statements: statements.collect::<Outcome<_>>()? })
    }
}
