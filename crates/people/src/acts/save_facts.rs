//! Somebody answers questions: a visitor for the visit, a person for the own profile, an officer at the window for
//! whoever stands there. Every value is checked against the vocabulary; all that is wrong is refused at once.

use super::record_facts::{self, Origin, Recorded};
use crate::model::Source;
use platform::{
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Role},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use vocabulary::PersonId;

/// Keeps facts.
pub struct SaveFacts;

/// Facts to keep.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = people::NewFacts)]
pub struct NewFacts {
    /// About whom; the caller's own person or visit if it is not said.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub person: Option<PersonId>,
    /// As in a facts file: `{"birth_date": "1992-05-01", "degree": {"unknown": true}}`.
    #[schema(value_type = Object)]
    pub facts: Map<String, Value>,
}

impl Act for SaveFacts {
    const NAME: &'static str = "people.save_facts";
    const SUMMARY: &'static str =
        "Keeps facts about a person or visit: self-declared by themselves, seen at the window by an officer.";
    const WHO: &'static [Grant] = &[Grant::own(Role::Visitor), Grant::any(Role::Officer)];
    const RECORDS: Records = &["facts", "source"];
    type Input = NewFacts;
    type Output = Recorded;

    async fn run(cx: &mut Context<'_>, input: NewFacts) -> Outcome<Recorded> {
        let (holder, is_own) = record_facts::holder(cx, input.person)?;
        cx.authorize(&holder.subject())?;
        record_facts::must_exist(cx, holder).await?;
        // An officer vouches for others, not for herself.
        let source = if is_own { Source::SelfDeclared } else { Source::SeenAtWindow };
        record_facts::record(cx, holder, &input.facts, &Origin { source, evidence: None }).await
    }
}
