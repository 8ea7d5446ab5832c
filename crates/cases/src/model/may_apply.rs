//! Whether an application is taken in. Taking it in is no decision: who is told "no" may insist, and is heard.

use super::Answer;
use jiff::civil::Date;
use matching::{ConditionName, Match};
use rules::{Determination, Trilean};
use vocabulary::{Kind, Refusal};

/// Whether an application for a measure is taken in on a day. `despite` is the person's explicit word that they apply
/// although the rules say no, or the last day has passed.
///
/// # Errors
/// `cases.not_entitled`, `cases.deadline_passed`.
pub fn may_apply_for_measure(answer: &Determination, today: Date, despite: bool) -> Result<Answer, Refusal> {
    let deadline =
        answer.apply.as_ref().and_then(|apply| apply.deadline).filter(|deadline| *deadline < today);
    let refusal = match (deadline, answer.outcome) {
        (_, rules::Outcome::No) => {
            let failed: Vec<&str> = answer
                .failed()
                .map(|reason| reason.article.as_deref().unwrap_or(reason.id.as_str()))
                .collect();
            Refusal::new(Kind::Invalid, "cases.not_entitled").with("articles", failed.join(", "))
        }
        (Some(deadline), _) => Refusal::new(Kind::Invalid, "cases.deadline_passed").with("date", deadline),
        (None, outcome) => return Ok(outcome.into()),
    };
    if despite { Ok(answer.outcome.into()) } else { Err(refusal.at("despite")) }
}

/// Whether an application for a post is taken in: a hard condition that is not met is the employer's, not ours, to waive.
///
/// # Errors
/// `cases.post_condition` with the conditions that are not met.
pub fn may_apply_for_post(score: &Match) -> Result<Answer, Refusal> {
    match score.outcome {
        matching::Answer::Yes => Ok(Answer::Yes),
        matching::Answer::Unknown => Ok(Answer::Unknown),
        matching::Answer::No => {
            let failed: Vec<&str> = score
                .hard
                .iter()
                .filter(|condition| condition.result == matching::Answer::No)
                .map(|condition| match &condition.name {
                    ConditionName::Degree => "degree",
                    ConditionName::Licence => "licence",
                    ConditionName::Language => "language",
                    ConditionName::Experience => "experience",
                    ConditionName::Place => "place",
                    ConditionName::WorkPermit => "work_permit",
                    ConditionName::Available => "available",
                    ConditionName::Open => "open",
                    ConditionName::Ruled(name) => name,
                })
                .collect();
            Err(Refusal::new(Kind::Invalid, "cases.post_condition").with("conditions", failed.join(", ")))
        }
    }
}

/// The facts that could still decide a measure: taken in, they are listed as missing.
#[must_use]
pub fn missing_facts(answer: &Determination) -> Vec<String> {
    let open = answer.reasons.iter().filter(|reason| reason.result == Trilean::Unknown);
    let mut missing: Vec<String> = answer.missing.clone();
    missing.extend(open.flat_map(|reason| reason.missing.iter().cloned()));
    missing.sort();
    missing.dedup();
    missing
}
