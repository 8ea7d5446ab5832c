//! Which unknown facts can still matter: over finite domains by trying every completion, else as Kleene found them.

use super::{Bound, Eval, FactPath, Machine, State, Val, machine::Tried};
use crate::{
    facts::{FactDeclaration, FactType, Vocabulary},
    limits,
    pack::Expression,
};

/// The values a fact can take, if there are few.
fn domain(vocabulary: &Vocabulary, path: FactPath) -> Option<Vec<Val>> {
    let fact: &FactDeclaration = vocabulary.facts().get(path.fact)?;
    let fact = match path.field {
        None => fact,
        Some((_, field)) => fact.fields().get(field)?,
    };
    let mut values = match &fact.kind {
        FactType::Bool => vec![Val::Bool(false), Val::Bool(true)],
        FactType::Enum { scheme } => {
            let scheme = vocabulary.scheme_index(scheme)?;
            let classes = vocabulary.schemes().get(scheme)?.values.len();
            (0..classes).map(|index| Val::Class { scheme, index }).collect()
        }
        _ => return None,
    };
    if fact.may_be_none {
        values.push(Val::None);
    }
    Some(values)
}

/// What all of them come to together: no if one is no, unknown if none is and one is unknown or failed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    No,
    Open,
    Yes,
}

/// The facts whose value can still change whether all of `expressions` hold. `evals` are their values now. The
/// expressions are grouped by the unknown facts they share; a group over few values is tried out, and a fact that changes
/// nothing there, whatever the others are, is left out. Where trying leaves none (the group is always, or never, true,
/// which only telling can show), and where values are many, what Kleene found stands.
pub(crate) fn matters(
    machine: &mut Machine<'_>,
    vocabulary: &Vocabulary,
    expressions: &[&Expression],
    evals: &[&Eval],
) -> Vec<FactPath> {
    let mut groups: Vec<(Vec<FactPath>, Vec<&Expression>)> = Vec::new();
    for (expression, eval) in expressions.iter().zip(evals) {
        if eval.missing.is_empty() {
            continue;
        }
        let (touching, apart): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|(facts, _)| facts.iter().any(|fact| eval.missing.binary_search(fact).is_ok()));
        let mut group = (eval.missing.clone(), vec![*expression]);
        for (facts, members) in touching {
            super::state::merge(&mut group.0, &facts);
            group.1.extend(members);
        }
        groups = apart;
        groups.push(group);
    }
    let mut missing = Vec::new();
    for (facts, members) in groups {
        let tried = tried_before(machine, vocabulary, &facts, &members).filter(|found| !found.is_empty());
        super::state::merge(&mut missing, &tried.unwrap_or(facts));
    }
    missing
}

fn tried_before(
    machine: &mut Machine<'_>,
    vocabulary: &Vocabulary,
    facts: &[FactPath],
    expressions: &[&Expression],
) -> Option<Vec<FactPath>> {
    let same = |tried: &&Tried| {
        tried.facts == facts
            && tried.expressions.iter().eq(expressions.iter().map(|expression| &expression.text))
    };
    if let Some(tried) = machine.tried.iter().find(same) {
        return tried.found.clone();
    }
    let found = try_out(machine, vocabulary, facts, expressions);
    machine.tried.push(Tried {
        facts: facts.to_vec(),
        expressions: expressions.iter().map(|expression| expression.text.clone()).collect(),
        found: found.clone(),
    });
    found
}

fn try_out(
    machine: &mut Machine<'_>,
    vocabulary: &Vocabulary,
    facts: &[FactPath],
    expressions: &[&Expression],
) -> Option<Vec<FactPath>> {
    // What another measure comes to changes with the facts too, and is not computed anew here.
    if expressions.iter().any(|expression| !expression.outcomes(machine.version).is_empty()) {
        return None;
    }
    let domains: Vec<Vec<Val>> = facts.iter().map(|fact| domain(vocabulary, *fact)).collect::<Option<_>>()?;
    let total = domains.iter().try_fold(1_usize, |total, domain| total.checked_mul(domain.len()))?;
    if total > limits::COMPLETIONS || total == 0 {
        return None;
    }
    let mut bound: Bound = machine.bound.clone();
    let mut results = Vec::with_capacity(total);
    for number in 0..total {
        let mut rest = number;
        for (fact, domain) in facts.iter().zip(&domains) {
            bound.put(*fact, domain.get(rest % domain.len()).cloned());
            rest /= domain.len();
        }
        let left = limits::COMPLETION_STEPS.checked_sub(machine.trial_steps)?;
        let mut trial = Machine::trial(machine, &bound, left);
        results.push(joint(&mut trial, expressions));
        machine.trial_steps += trial.steps();
        // A trial that was cut short says nothing.
        if machine.trial_steps > limits::COMPLETION_STEPS {
            return None;
        }
    }
    // A fact matters if two completions that differ in it alone differ in what they come to.
    let mut stride = 1;
    let mut found = Vec::new();
    for (fact, domain) in facts.iter().zip(&domains) {
        let differs = (0..total).any(|number| {
            let place = (number / stride) % domain.len();
            place > 0 && results.get(number) != results.get(number - place * stride)
        });
        if differs {
            found.push(*fact);
        }
        stride *= domain.len();
    }
    Some(found)
}

fn joint(machine: &mut Machine<'_>, expressions: &[&Expression]) -> Joint {
    let mut joint = Joint::Yes;
    for expression in expressions {
        match machine.value(expression).state {
            State::Known(Val::Bool(false)) => return Joint::No,
            State::Known(Val::Bool(true)) => {}
            _ => joint = Joint::Open,
        }
    }
    joint
}
