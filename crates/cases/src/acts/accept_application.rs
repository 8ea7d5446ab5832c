//! "We have it, and work on it." An officer accepts an application for a measure, also with papers missing (容缺受理); an
//! employer marks an application for its post as seen. No decision.

use super::{change, existing, signed_in};
use crate::model::{Application, Wish};
use platform::{
    acts::{Act, Context, Outcome, Records, Stop},
    permissions::{Grant, Role, Subject},
};
use policies::model::DeterminationAnswer;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{ApplicationId, Kind, Refusal};

/// The act.
pub struct AcceptApplication;

/// Which, and what is missing.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = cases::Acceptance)]
pub struct Acceptances {
    /// The application.
    #[schema(value_type = String)]
    pub id: ApplicationId,
    /// What is still to be brought: ids of the measure's papers, names of facts. Not for posts.
    #[serde(default)]
    pub missing: Vec<String>,
}

/// What it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = cases::Accepted)]
pub struct Accepted {
    /// `accepted` or `papers_missing`.
    pub state: String,
}

impl Act for AcceptApplication {
    const NAME: &'static str = "cases.accept_application";
    const SUMMARY: &'static str =
        "Accepts an application for processing, perhaps with papers missing. Not a decision.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Officer), Grant::own_organisation(Role::Employer)];
    const RECORDS: Records = &["state", "missing"];
    type Input = Acceptances;
    type Output = Accepted;

    async fn run(cx: &mut Context<'_>, input: Acceptances) -> Outcome<Accepted> {
        let found = existing(cx.db, input.id).await;
        let organisation = found.as_ref().ok().and_then(|application| application.organisation);
        cx.authorize(&Subject { organisation, ..Subject::default() })?;
        let application = found?;
        let by = signed_in(cx)?;

        refuse_wrong_desk(cx, &application)?;
        let mut missing = input.missing;
        missing.sort();
        missing.dedup();
        refuse_unknown_papers(&application, &missing)?;
        let count = missing.len();
        let state = application.state.clone().accept(cx.now, by, missing)?;

        let application = change(cx, application, state, by).await?;
        cx.record("missing", count);
        cx.emit("cases.accepted", application.id, &application.id)?;
        Ok(Accepted { state: application.state.word().to_owned() })
    }
}

/// A post's applications are its employer's, a measure's the officers'.
fn refuse_wrong_desk(cx: &Context<'_>, application: &Application) -> Result<(), Refusal> {
    let is_own_post = cx.actor.organisation.is_some() && cx.actor.organisation == application.organisation;
    let fits = match application.wish {
        Wish::Measure { .. } => cx.actor.is(Role::Officer),
        Wish::Post { .. } => cx.actor.is(Role::Employer) && is_own_post,
    };
    if fits { Ok(()) } else { Err(Refusal::new(Kind::Forbidden, "cases.other_desk")) }
}

/// Only what the measure asks for can be missing.
fn refuse_unknown_papers(application: &Application, missing: &[String]) -> Outcome<()> {
    if missing.is_empty() {
        return Ok(());
    }
    let known = match application.wish {
        Wish::Post { .. } => Vec::new(),
        Wish::Measure { .. } => {
            let answer: DeterminationAnswer = serde_json::from_str(&application.sealed.answer)
                .map_err(|error| Stop::Internal(format!("a sealed answer: {error}")))?;
            papers_and_facts(&answer)
        }
    };
    match missing.iter().find(|name| !known.contains(name)) {
        None => Ok(()),
        Some(unknown) => {
            let shown: String = unknown.chars().filter(|c| !c.is_control()).take(60).collect();
            Err(Refusal::invalid("cases.missing_unknown", "missing").with("name", shown).into())
        }
    }
}

/// Everything that can be missing: the measure's papers, the facts it reads.
pub(crate) fn papers_and_facts(answer: &DeterminationAnswer) -> Vec<String> {
    let papers = answer.evidence.iter().map(|paper| paper.id.clone());
    let facts =
        answer.missing.iter().chain(answer.reasons.iter().flat_map(|reason| &reason.missing)).cloned();
    let read = answer.reasons.iter().flat_map(|reason| &reason.facts).map(|fact| fact.name.clone());
    let mut all: Vec<String> = papers.chain(facts).chain(read).collect();
    let mut seen = std::collections::HashSet::new();
    all.retain(|name| seen.insert(name.clone()));
    all
}
