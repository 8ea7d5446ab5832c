//! A policy officer tries a draft on a person who is made up: facts that are typed in, never those of somebody registered.
//! The audit log keeps counts.

use super::assess_facts::refuse_facts;
use crate::{
    model::{AssessmentAnswer, day},
    queries::{POLICY_OFFICE, Work, assess_facts_of},
};
use platform::{
    acts::{Act, Context, Outcome, Records, Stop},
    permissions::{Grant, Subject},
};
use rules::{Outcome as Answer, facts::parse_json};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use vocabulary::DraftId;

/// Tries a draft.
pub struct TryDraft;

/// Facts, and on which day.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = policies::TryDraft)]
pub struct TriedFacts {
    /// The draft.
    #[schema(value_type = String)]
    pub draft: DraftId,
    /// The day; today if it is not said.
    #[serde(default)]
    #[schema(format = Date)]
    pub on: Option<String>,
    /// As in a facts file. A fact that is missing is unknown.
    #[schema(value_type = Object)]
    pub facts: Map<String, Value>,
}

impl Act for TryDraft {
    const NAME: &'static str = "policies.try_draft";
    const SUMMARY: &'static str = "Assesses facts that are sent along under a draft; nobody's profile is read, the audit log keeps counts only.";
    const WHO: &'static [Grant] = POLICY_OFFICE;
    const RECORDS: Records = &["facts", "measures", "entitled"];
    type Input = TriedFacts;
    type Output = AssessmentAnswer;

    async fn run(cx: &mut Context<'_>, input: TriedFacts) -> Outcome<AssessmentAnswer> {
        cx.authorize(&Subject::default())?;
        let work = Work::load(cx.app, cx.db, input.draft).await?;
        let pack = work.pack()?;
        let on = day(input.on.as_deref(), "on", cx.today())?;
        let text = json!({ "facts": input.facts }).to_string();
        let facts = parse_json(&text, &pack.vocabulary).map_err(refuse_facts)?;

        let assessment = assess_facts_of(pack, &facts, on, on)?;

        cx.about(work.draft.id);
        cx.record("facts", facts.len());
        cx.record("measures", assessment.measures.len());
        cx.record("entitled", assessment.measures.iter().filter(|m| m.outcome == Answer::Yes).count());
        AssessmentAnswer::of(&assessment).map_err(|error| Stop::Internal(error.to_string()))
    }
}
