//! What a measure comes to, without its reasons: the conditions, the referral, and what can still change the outcome.

use super::answer::Outcome;
use crate::{
    evaluate::{Eval, Failure, Judged, Machine, Matter, Paths, State, matters},
    facts::Vocabulary,
    pack::{Condition, Measure},
};
use jiff::civil::Date;

/// How the conditions of one measure came out.
#[derive(Debug)]
pub(super) struct Judgement {
    pub(super) evals: Vec<Eval>,
    pub(super) refer: Option<Eval>,
    /// As if the version applied for certain.
    pub(super) outcome: Outcome,
}

/// From when on a condition can be known, if it cannot be yet.
pub(super) fn hidden(condition: &Condition, known_on: Date) -> Option<Date> {
    condition.known_from.filter(|known_from| *known_from > known_on)
}

pub(super) fn judge(measure: &Measure, machine: &mut Machine<'_>) -> Judgement {
    let mut evals: Vec<Eval> = Vec::with_capacity(measure.conditions.len());
    for condition in &measure.conditions {
        evals.push(match hidden(condition, machine.known_on) {
            Some(known_from) => Eval::failed(Failure::NotYetKnown { known_from }),
            None => machine.judge(&condition.expression),
        });
    }
    let refer = measure.refer.as_ref().map(|refer| machine.judge(&refer.when));
    let outcome = outcome(&evals, refer.as_ref());
    Judgement { evals, refer, outcome }
}

/// What conditions and referral come to together.
pub(super) fn outcome<'e>(evals: impl IntoIterator<Item = &'e Eval>, refer: Option<&Eval>) -> Outcome {
    let mut hold = true;
    for eval in evals {
        if eval.is_false() {
            return Outcome::No;
        }
        hold &= eval.is_true();
    }
    match refer {
        _ if !hold => Outcome::Unknown,
        Some(refer) if refer.is_true() => Outcome::Refer,
        Some(refer) if !refer.is_false() => Outcome::Unknown,
        _ => Outcome::Yes,
    }
}

/// The facts that can still change the outcome. `doubtful`: it was not read whether the version still applies, so that only
/// "no" would be another.
pub(super) fn missing(
    measure: &Measure,
    found: &Judgement,
    vocabulary: &Vocabulary,
    doubtful: bool,
    machine: &mut Machine<'_>,
) -> Matter {
    if found.outcome != Outcome::Unknown {
        return Matter { facts: Paths::NONE, exact: true };
    }
    let conditions: Vec<Judged<'_>> = measure
        .conditions
        .iter()
        .zip(&found.evals)
        .map(|(condition, eval)| Judged { expression: &condition.expression, eval })
        .collect();
    let refer = measure.refer.as_ref().zip(found.refer.as_ref());
    let refer = refer.map(|(refer, eval)| Judged { expression: &refer.when, eval });
    // What could not be computed stays so, whatever is told.
    let is_final = |eval: &Eval| !eval.is_true() && eval.state != State::Unknown;
    let never_yes = doubtful || found.evals.iter().any(is_final);
    matters(machine, vocabulary, &conditions, refer, never_yes)
}
