//! Somebody sends facts and is told what they would be entitled to: the same answer as `wotu assess --json`, for programs.
//! The audit log keeps counts. No profile is touched; like every act's answer, this one is kept for a day under its
//! idempotency key, so that a repeated call gets it again.

use crate::{
    model::{AssessmentAnswer, day},
    queries::{assess_facts_of, find_pack, shelf_of},
};
use platform::{
    acts::{Act, Context, Outcome, Records, Stop},
    permissions::{Grant, Role, Subject},
};
use rules::{FactError, Outcome as Answer, facts::parse_json};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use vocabulary::Refusal;

/// Assesses facts that are sent along.
pub struct AssessFacts;

/// Facts, and under which pack on which day.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = policies::AssessFacts)]
pub struct GivenFacts {
    /// The pack's name; the region's own if it is not said.
    #[serde(default)]
    pub pack: Option<String>,
    /// The day; today if it is not said.
    #[serde(default)]
    #[schema(format = Date)]
    pub on: Option<String>,
    /// Only what could be known by this day; today if it is not said.
    #[serde(default)]
    #[schema(format = Date)]
    pub known_on: Option<String>,
    /// As in a facts file: `{"birth_date": "1992-05-01"}`. A fact that is missing is unknown.
    #[schema(value_type = Object)]
    pub facts: Map<String, Value>,
}

impl Act for AssessFacts {
    const NAME: &'static str = "policies.assess_facts";
    const SUMMARY: &'static str =
        "Assesses facts that are sent along; no profile is touched, the audit log keeps counts only.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Visitor)];
    const RECORDS: Records = &["facts", "measures", "entitled"];
    type Input = GivenFacts;
    type Output = AssessmentAnswer;

    async fn run(cx: &mut Context<'_>, input: GivenFacts) -> Outcome<AssessmentAnswer> {
        cx.authorize(&Subject::default())?;
        let pack = find_pack(cx.app, input.pack.as_deref())?;
        let on = day(input.on.as_deref(), "on", cx.today())?;
        let known_on = day(input.known_on.as_deref(), "known_on", cx.today())?;
        let text = json!({ "facts": input.facts }).to_string();
        let facts = parse_json(&text, &shelf_of(cx.app)?.vocabulary()).map_err(refuse_facts)?;

        let assessment = assess_facts_of(&pack, &facts, on, known_on)?;

        cx.about(&pack.id);
        cx.record("facts", facts.len());
        cx.record("measures", assessment.measures.len());
        cx.record("entitled", assessment.measures.iter().filter(|m| m.outcome == Answer::Yes).count());
        AssessmentAnswer::of(&assessment).map_err(|error| Stop::Internal(error.to_string()))
    }
}

/// Every mistake in the facts, each at its place in the input.
pub(super) fn refuse_facts(errors: Vec<FactError>) -> Stop {
    let refusals = errors.into_iter().map(|error| {
        let field =
            if error.field.is_empty() { "facts".to_owned() } else { format!("facts.{}", error.field) };
        Refusal::from(error).at(field)
    });
    match Refusal::all(refusals.collect()) {
        Err(refusal) => refusal.into(),
        Ok(()) => Stop::Internal("facts were refused without a reason".to_owned()),
    }
}
