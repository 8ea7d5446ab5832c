//! Rows, and single values, that the engine for one case computes: what columns cannot hold has the same meaning by
//! construction.

use super::{
    Form, Plan, Population,
    chunks::{DerivedPart, Part},
    column::days_of,
    plan::Wanted,
    population::Stored,
    program::MeasurePlan,
    slot::{is_set, ones},
};
use crate::{
    assess::{Determination, Job, ReasonKind, Trilean, Worth, determine::determine, determine_all},
    evaluate::{Bound, Machine, State, Val},
};

/// Computes what the program left: rows that escaped it as a whole, and in the others the measures and derived values that
/// it has no instructions for.
pub(super) fn rest(plan: &Plan, population: &Population, part: &mut Part<'_>, escaped: &[u64]) {
    let program = &plan.program;
    let is_complete = program.measures.iter().all(|measure| matches!(measure, MeasurePlan::Columns { .. }))
        && program.derived.iter().all(Option::is_some);
    if is_complete {
        for place in ones(escaped) {
            row(plan, population, part, place, true);
        }
    } else {
        for place in 0..part.rows.len() {
            row(plan, population, part, place, is_set(escaped, place));
        }
    }
}

/// Sets one bit of words that grow as needed.
fn set(words: &mut Vec<u64>, place: usize, bit: bool) {
    let word = place / 64;
    if words.len() <= word {
        words.resize(word + 1, 0);
    }
    if let Some(word) = words.get_mut(word) {
        *word = *word & !(1 << (place % 64)) | u64::from(bit) << (place % 64);
    }
}

/// Every measure of a row, in the order of the plan.
fn determined(plan: &Plan, bound: &Bound) -> Vec<Determination> {
    let (mut jobs, mut machines) = (Vec::new(), Vec::new());
    for used in &plan.versions {
        let Some(version) = plan.version(used.version) else { continue };
        for (measure, since) in &used.measures {
            let measure = version.measures.get(*measure);
            jobs.extend(measure.map(|measure| Job::new(version, measure, *since, machines.len())));
        }
        machines.push(Machine::new(version, bound, plan.on, plan.known_on));
    }
    determine_all(&plan.pack, &jobs, &mut machines)
}

/// Computes one row of a chunk, whatever it held before: all of it, or what has no instructions.
fn row(plan: &Plan, population: &Population, part: &mut Part<'_>, place: usize, is_whole: bool) {
    let row = part.rows.start + place;
    let bound = population.bound(row);
    // A measure may read what another comes to: then all of a row are determined together.
    let together = plan.measures().any(|(_, measure, _)| !measure.reads.is_empty());
    let mut all = together.then(|| determined(plan, &bound).into_iter());
    let mut outputs = part.measures.iter_mut().zip(&plan.program.measures);
    for used in &plan.versions {
        let Some(version) = plan.version(used.version) else { continue };
        let mut machine = Machine::new(version, &bound, plan.on, plan.known_on);
        for (measure, since) in &used.measures {
            let (Some(measure), Some((output, planned))) = (version.measures.get(*measure), outputs.next())
            else {
                continue;
            };
            let own = all.as_mut().and_then(Iterator::next);
            if !is_whole && matches!(planned, MeasurePlan::Columns { .. }) {
                continue;
            }
            let found = match own {
                Some(found) => found,
                None => determine(&plan.pack, version, measure, *since, &mut machine),
            };
            let (from, to, form) = match found.amount {
                None => (0, 0, Form::EXACT),
                Some(worth) => {
                    let form =
                        if let Worth::Estimate(estimate) = &worth { Form::of(estimate) } else { Form::EXACT };
                    (worth.range().0, worth.range().1, form)
                }
            };
            let put = |slice: &mut [i64], value| slice.get_mut(place).map(|place| *place = value);
            put(output.from, from);
            put(output.to, to);
            if let Some(place) = output.outcome.get_mut(place) {
                *place = found.outcome;
            }
            if let Some(place) = output.state.get_mut(place) {
                *place = found.amount_state;
            }
            if let Some(place) = output.form.get_mut(place) {
                *place = form;
            }
            if plan.with_conditions {
                output.conditions.resize_with(measure.conditions.len(), Default::default);
                let results = found.reasons.iter().filter(|reason| reason.kind == ReasonKind::Condition);
                for ([yes, no], reason) in output.conditions.iter_mut().zip(results) {
                    set(yes, place, reason.result == Trilean::Yes);
                    set(no, place, reason.result == Trilean::No);
                }
            }
            part.by_case += 1;
        }
    }
    for ((wanted, reg), output) in plan.derived.iter().zip(&plan.program.derived).zip(&mut part.derived) {
        if !is_whole && reg.is_some() {
            continue;
        }
        part.by_case += derived(plan, population, wanted, &bound, (part.rows.start, place), output);
    }
}

/// Computes a derived value of one row, or of its members. How many that were.
fn derived(
    plan: &Plan,
    population: &Population,
    wanted: &Wanted,
    bound: &Bound,
    (start, place): (usize, usize),
    output: &mut DerivedPart<'_>,
) -> usize {
    let Some(version) = plan.version(wanted.version) else { return 0 };
    let mut machine = Machine::quiet(version, bound, plan.on, plan.known_on);
    let Some(list) = wanted.list else {
        put(output, place, wanted, machine.derived_value(wanted.index, None));
        return 1;
    };
    let Some(Stored::List(list)) = population.facts.get(list) else { return 0 };
    let before = list.members(start).start;
    let members = list.members(start + place);
    for (member, at) in members.clone().enumerate() {
        put(output, at - before, wanted, machine.derived_value(wanted.index, Some(member)));
    }
    members.len()
}

/// The value as a column holds it.
pub(super) fn lane(value: &Val, denominator: i64) -> Option<i64> {
    match value {
        Val::Bool(value) => Some(i64::from(*value)),
        Val::Int(value) => Some(*value),
        Val::Money(money) => Some(money.minor),
        Val::Date(date) => Some(i64::from(days_of(*date))),
        Val::Class { index, .. } => i64::try_from(*index).ok(),
        Val::Decimal(ratio) | Val::Fraction(ratio, _) => {
            let denominator = i128::from(denominator);
            let whole = denominator % ratio.denominator() == 0;
            let numerator = ratio.numerator().checked_mul(denominator / ratio.denominator())?;
            i64::try_from(numerator).ok().filter(|_| whole)
        }
        _ => None,
    }
}

fn put(output: &mut DerivedPart<'_>, place: usize, wanted: &Wanted, state: State) {
    let (value, absent, failed) = match &state {
        State::Known(Val::None) => (None, true, false),
        // What does not fit its column is told as what could not be computed.
        State::Known(value) => {
            let value = lane(value, wanted.denominator);
            (value, false, value.is_none())
        }
        State::Unknown => (None, false, false),
        State::Failed(_) => (None, false, true),
    };
    set(&mut output.bits, place, value == Some(1));
    set(&mut output.known, place, value.is_some());
    set(&mut output.absent, place, absent);
    set(&mut output.failed, place, failed);
    if let Some(place) = output.values.get_mut(place) {
        *place = value.unwrap_or(0);
    }
}
