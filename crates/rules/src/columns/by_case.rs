//! Rows, and single values, that the engine for one case computes: what columns cannot hold has the same meaning by
//! construction.

use super::{
    Form, Plan, Population,
    chunks::{DerivedPart, Part},
    column::days_of,
    plan::Wanted,
    population::Stored,
};
use crate::{
    assess::{Job, ReasonKind, Trilean, Worth, determine_all},
    evaluate::{Bound, Machine, State, Val},
};

/// Computes every row of a chunk.
pub(super) fn chunk(plan: &Plan, population: &Population, part: &mut Part<'_>) {
    for place in 0..part.rows.len() {
        row(plan, population, part, place);
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

/// Computes one row of a chunk, whatever it held before.
pub(super) fn row(plan: &Plan, population: &Population, part: &mut Part<'_>, place: usize) {
    let row = part.rows.start + place;
    let bound = population.bound(row);
    let (mut jobs, mut machines) = (Vec::new(), Vec::new());
    for used in &plan.versions {
        let Some(version) = plan.version(used.version) else { continue };
        for (measure, since) in &used.measures {
            let measure = version.measures.get(*measure);
            jobs.extend(measure.map(|measure| Job::new(version, measure, *since, machines.len())));
        }
        machines.push(Machine::new(version, &bound, plan.on, plan.known_on));
    }
    // All of one row together: a measure may read what another comes to.
    let mut found = determine_all(&plan.pack, &jobs, &mut machines).into_iter();
    let mut outputs = part.measures.iter_mut();
    for used in &plan.versions {
        let Some(version) = plan.version(used.version) else { continue };
        for (measure, _) in &used.measures {
            let (Some(measure), Some(output)) = (version.measures.get(*measure), outputs.next()) else {
                continue;
            };
            let Some(found) = found.next() else { continue };
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
    for (wanted, output) in plan.derived.iter().zip(&mut part.derived) {
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
