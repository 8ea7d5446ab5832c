//! Whether an application is taken in, and what a page offers. Taking it in is no decision: who is told "no" may insist,
//! and is heard.

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
    let refusal = match (passed_deadline(answer, today), answer.outcome) {
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

/// The last day for applying, if it has passed.
fn passed_deadline(answer: &Determination, today: Date) -> Option<Date> {
    answer.apply.as_ref().and_then(|apply| apply.deadline).filter(|deadline| *deadline < today)
}

/// What a page offers to do about a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// To apply for it.
    Apply,
    /// To answer what is missing first; whoever cannot may still apply.
    ApplyWithoutFacts,
    /// To insist: the rules say no.
    Insist,
    /// To insist: the last day was this one.
    InsistLate(Date),
    /// Nothing: the answer is for a day that has not come.
    Nothing,
}

/// What a page that shows the answer for `on` offers today. It never offers as a matter of course what
/// [`may_apply_for_measure`] takes in from those alone who insist.
#[must_use]
pub fn offer(answer: &Determination, on: Date, today: Date) -> Offer {
    match (answer.outcome, passed_deadline(answer, today)) {
        _ if on > today => Offer::Nothing,
        (rules::Outcome::No, _) => Offer::Insist,
        (_, Some(deadline)) => Offer::InsistLate(deadline),
        (rules::Outcome::Unknown, None) if !answer.missing.is_empty() => Offer::ApplyWithoutFacts,
        (_, None) => Offer::Apply,
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::invented::{ON, measure, pack};
    use jiff::civil::date;
    use rules::{Facts, assess};

    #[test]
    fn what_is_offered_is_what_would_be_taken_in() {
        let until = "    apply: {who: person, deadline: 2024-01-01}\n";
        let refer = "    refer: {when: 'q', text: {zh: 一事一议, en: Negotiated}}\n";
        let pack = pack(
            &[measure("m", &["p"], ""), measure("until", &["p"], until), measure("talk", &["p"], refer)]
                .concat(),
        );
        let (yes, no) = (Facts::new().with("p", true), Facts::new().with("p", false));
        let referred = yes.clone().with("q", true);
        let (today, tomorrow) = (ON, date(2024, 1, 2));
        for (id, facts, on, day, expected) in [
            ("m", &yes, today, today, Offer::Apply),
            ("m", &no, today, today, Offer::Insist),
            ("m", &Facts::new(), today, today, Offer::ApplyWithoutFacts),
            ("m", &yes, tomorrow, today, Offer::Nothing),
            ("m", &yes, today, tomorrow, Offer::Apply),
            ("talk", &referred, today, today, Offer::Apply),
            // On the last day itself it can be applied for.
            ("until", &yes, today, today, Offer::Apply),
            ("until", &yes, today, tomorrow, Offer::InsistLate(ON)),
            ("until", &Facts::new(), today, tomorrow, Offer::InsistLate(ON)),
            ("until", &no, today, tomorrow, Offer::Insist),
        ] {
            let assessment = assess(&pack, facts, on, day).unwrap();
            let answer = assessment.measure(id).unwrap();
            let offered = offer(answer, on, day);
            assert_eq!(offered, expected, "{id} on {on}, today {day}");
            let is_taken_in = may_apply_for_measure(answer, day, false).is_ok();
            let is_offered_freely =
                matches!(offered, Offer::Apply | Offer::ApplyWithoutFacts | Offer::Nothing);
            assert_eq!(is_taken_in, is_offered_freely, "{id} on {on}, today {day}");
            assert!(may_apply_for_measure(answer, day, true).is_ok(), "whoever insists is heard");
        }
    }
}
