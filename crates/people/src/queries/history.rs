//! Everything ever said about a person or a visit, oldest first: what the person may take along.

use super::{OfWhom, StatementView, whole_profile};
use platform::{
    acts::{Looking, Outcome, Query},
    permissions::{Grant, Role},
};
use serde::Serialize;
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

impl Query for History {
    const NAME: &'static str = "people.history";
    const SUMMARY: &'static str =
        "Everything ever said about a person or visit, oldest first; at most 5,000 statements.";
    const WHO: &'static [Grant] = &[Grant::own(Role::Visitor), Grant::any(Role::Officer)];
    type Input = OfWhom;
    type Output = HistoryView;

    async fn run(cx: &mut Looking<'_>, input: OfWhom) -> Outcome<HistoryView> {
        let (name, profile) = whole_profile(cx, input.person).await?;
        let statements = profile.history().iter().map(StatementView::of);
        Ok(HistoryView { name, statements: statements.collect::<Outcome<_>>()? })
    }
}
