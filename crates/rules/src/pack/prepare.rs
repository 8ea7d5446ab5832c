//! What is worked out once for all cases when a version is loaded: which facts each expression can read, which expressions
//! are the same, and what each is as a formula over its parts.

use super::{Amount, Derived, Expression, Split, Version};
use crate::{
    evaluate::Formula,
    language::{Code, Op},
};
use std::collections::HashMap;

/// What is known of an expression before any case.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prepared {
    /// The same number for the same text within a version, where the same text means the same.
    pub(crate) slot: Option<usize>,
    /// The facts that it can read, itself or through what it derives from, sorted. Without it, any.
    facts: Option<Vec<usize>>,
    pub(crate) formula: Formula,
}

impl Prepared {
    /// Whether it can read a fact.
    pub(crate) fn can_read(&self, fact: usize) -> bool {
        self.facts.as_ref().is_none_or(|facts| facts.binary_search(&fact).is_ok())
    }
}

/// Prepares every expression of a version.
pub(super) fn prepare(version: &mut Version) {
    // A derived value of members reads the list that they are in.
    let of_derived =
        |derived: &Derived| facts(&derived.expression.code).into_iter().chain(derived.list).collect();
    let own: Vec<Vec<usize>> = version.derived.iter().map(of_derived).collect();
    let direct: Vec<Vec<usize>> =
        version.derived.iter().map(|derived| derived.expression.code.derived()).collect();
    // What another measure comes to can change with any fact.
    let reads_outcome = |code: &Code| code.ops.iter().any(|op| matches!(op, Op::Outcome(_)));
    let of_outcome: Vec<bool> =
        version.derived.iter().map(|derived| reads_outcome(&derived.expression.code)).collect();
    let mut slots: HashMap<String, usize> = HashMap::new();
    let mut one = |expression: &mut Expression, of: Option<usize>| {
        let next = slots.len();
        let slot = *slots.entry(expression.text.clone()).or_insert(next);
        let mut read = facts(&expression.code);
        read.extend(of);
        let mut through = expression.code.derived();
        let mut place = 0;
        while let Some(index) = through.get(place).copied() {
            place += 1;
            read.extend(own.get(index).into_iter().flatten());
            let more = direct.get(index).into_iter().flatten().filter(|other| !through.contains(other));
            let more: Vec<usize> = more.copied().collect();
            through.extend(more);
        }
        read.sort_unstable();
        read.dedup();
        let any = reads_outcome(&expression.code)
            || through.iter().any(|index| of_outcome.get(*index).copied().unwrap_or(true));
        expression.prepared = Prepared {
            slot: Some(slot),
            facts: (!any).then_some(read),
            formula: Formula::of(&expression.code),
        };
    };
    for derived in &mut version.derived {
        one(&mut derived.expression, derived.list);
    }
    for measure in &mut version.measures {
        measure.conditions.iter_mut().for_each(|condition| one(&mut condition.expression, None));
        measure.refer.iter_mut().for_each(|refer| one(&mut refer.when, None));
        if let Amount::Stated { expression, .. } = &mut measure.amount {
            one(expression, None);
        }
        measure.caps.iter_mut().for_each(|cap| one(&mut cap.expression, None));
        if let Some(instalments) = &mut measure.instalments
            && let Split::Stated(parts) = &mut instalments.split
        {
            parts.iter_mut().for_each(|part| one(part, None));
        }
    }
    version.slots = slots.len();
}

fn facts(code: &Code) -> Vec<usize> {
    let fact = |op: &Op| match op {
        Op::Fact(index) | Op::Defaulted(index, _) => Some(*index),
        _ => None,
    };
    code.ops.iter().filter_map(fact).collect()
}
