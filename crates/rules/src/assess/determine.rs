//! One measure for one person: judges its conditions, says what decided, and computes what it brings.

use super::{
    amounts,
    answer::{Bound, Determination, Outcome, Reason, ReasonKind, Trilean},
    judge::{hidden, judge, missing},
    limits, points, show,
};
use crate::{
    evaluate::{Eval, Failure, Machine, State, Val},
    pack::{Exception, Measure, Pack, Version},
    texts::sentence,
};
use jiff::civil::Date;

/// Judges one measure. `not_read_since`: from when on it was not read whether its version still applies, if that is so on
/// the day.
pub(crate) fn determine(
    pack: &Pack,
    version: &Version,
    measure: &Measure,
    not_read_since: Option<Date>,
    machine: &mut Machine<'_>,
) -> Determination {
    let vocabulary = &pack.vocabulary;
    let found = judge(measure, machine);
    let outcome = found.outcome;
    let refers = outcome != Outcome::No && found.refer.as_ref().is_some_and(|eval| !eval.is_false());
    let more = usize::from(refers) + usize::from(not_read_since.is_some());
    let mut reasons = Vec::with_capacity(measure.conditions.len() + more);
    for (condition, eval) in measure.conditions.iter().zip(&found.evals) {
        let sources = if condition.sources.is_empty() { &measure.sources } else { &condition.sources };
        if let Some(known_from) = hidden(condition, machine.known_on) {
            // Neither its wording nor its source could be known: only that it cannot be judged.
            reasons.push(not_yet_known(&condition.id, known_from));
            continue;
        }
        let reason = Reason {
            kind: ReasonKind::Condition,
            id: condition.id.clone(),
            article: condition.article.clone(),
            result: Trilean::No,
            text: condition.text.clone(),
            facts: Vec::new(),
            missing: Vec::new(),
            sources: show::sources(pack, sources),
            failure: None,
        };
        reasons.push(judged(reason, eval, pack, machine));
        for exception in &condition.exceptions {
            let id = format!("{}.{}", condition.id, exception.id);
            reasons.extend(excepted(id, exception, sources, pack, machine));
        }
    }
    for exception in &measure.exceptions {
        reasons.extend(excepted(exception.id.clone(), exception, &measure.sources, pack, machine));
    }
    if let (Some(rule), Some(eval)) = (&measure.refer, &found.refer)
        && refers
    {
        let reason = Reason {
            kind: ReasonKind::Refer,
            id: "refer".to_owned(),
            article: rule.article.clone(),
            result: Trilean::No,
            text: rule.text.clone(),
            facts: Vec::new(),
            missing: Vec::new(),
            sources: show::sources(pack, &measure.sources),
            failure: None,
        };
        reasons.push(judged(reason, eval, pack, machine));
    }
    let missing = missing(measure, &found, vocabulary, not_read_since.is_some(), machine);
    let mut outcome = outcome;
    if let Some(date) = not_read_since
        && outcome != Outcome::No
    {
        outcome = Outcome::Unknown;
        reasons.push(Reason {
            kind: ReasonKind::AfterNotRead,
            id: "after_not_read".to_owned(),
            article: None,
            result: Trilean::Unknown,
            text: sentence("reason-after_not_read", &[("date", date.to_string())]),
            facts: Vec::new(),
            missing: Vec::new(),
            sources: show::sources(pack, &version.sources),
            failure: None,
        });
    }
    let refer_text = measure.refer.as_ref().filter(|_| outcome == Outcome::Refer).map(|refer| {
        let case = refer.cases.iter().find(|case| machine.value(&case.when).is_true());
        case.map_or_else(|| refer.text.clone(), |case| case.text.clone())
    });
    let mut determination = Determination {
        id: measure.id.clone(),
        version: version.id.clone(),
        family: version.family.clone(),
        title: measure.title.clone(),
        kind: measure.kind,
        article: measure.article.clone(),
        outcome,
        amount: None,
        amount_state: Bound::Without,
        amount_failure: None,
        amount_missing: Vec::new(),
        per: None,
        caps: Vec::new(),
        instalments: Vec::new(),
        missing: show::names(vocabulary, machine.bound, &missing.facts),
        missing_exact: missing.exact,
        reasons,
        refer: refer_text,
        interpretation: measure.interpretation.clone(),
        gaps: measure.gaps.clone(),
        duration: measure.duration,
        paid_by: measure.paid_by.clone(),
        apply: measure.apply.clone(),
        evidence: measure.evidence.clone(),
        assumed: Vec::new(),
        bodies: measure.bodies(version),
        points: points::scored(pack, measure, machine),
        limits: limits::applied(measure, machine),
    };
    if matches!(outcome, Outcome::Yes | Outcome::Unknown) {
        amounts::compute(pack, measure, machine, &mut determination);
    }
    let read = determination.reasons.iter().flat_map(|reason| &reason.facts);
    let mut assumed: Vec<String> = read.filter(|fact| fact.default).map(|fact| fact.name.clone()).collect();
    assumed.append(&mut determination.assumed);
    assumed.sort();
    assumed.dedup();
    determination.assumed = assumed;
    determination
}

/// The reason that names an exception, unless it surely does not apply.
fn excepted(
    id: String,
    exception: &Exception,
    sources: &[String],
    pack: &Pack,
    machine: &mut Machine<'_>,
) -> Option<Reason> {
    let eval = machine.value(&exception.when);
    if eval.is_false() {
        return None;
    }
    let reason = Reason {
        kind: ReasonKind::Exception,
        id,
        article: exception.article.clone(),
        result: Trilean::No,
        text: exception.text.clone(),
        facts: Vec::new(),
        missing: Vec::new(),
        sources: show::sources(pack, sources),
        failure: None,
    };
    Some(judged(reason, &eval, pack, machine))
}

/// The reason that stands for a condition nobody could know yet.
fn not_yet_known(id: &str, known_from: Date) -> Reason {
    let failure = Failure::NotYetKnown { known_from };
    Reason {
        kind: ReasonKind::Condition,
        id: id.to_owned(),
        article: None,
        result: Trilean::Unknown,
        text: failure.text(),
        facts: Vec::new(),
        missing: Vec::new(),
        sources: Vec::new(),
        failure: Some(failure),
    }
}

/// Fills in how a condition came out, what was read for it, and what is missing.
fn judged(mut reason: Reason, eval: &Eval, pack: &Pack, machine: &Machine<'_>) -> Reason {
    reason.facts = show::facts_read(&pack.vocabulary, machine.bound, &eval.read, machine.on);
    match &eval.state {
        State::Known(Val::Bool(true)) => reason.result = Trilean::Yes,
        State::Known(Val::Bool(false)) => reason.result = Trilean::No,
        State::Known(_) => {
            reason.result = Trilean::Unknown;
            reason.failure = Some(Failure::AbsentValue);
        }
        State::Unknown => {
            reason.result = Trilean::Unknown;
            reason.missing = show::names(&pack.vocabulary, machine.bound, &eval.missing);
        }
        State::Failed(failure) => {
            reason.result = Trilean::Unknown;
            reason.failure = Some(failure.clone());
        }
    }
    reason
}
