//! The nearest changes of facts that would no longer refuse a measure: one fact first, then two together. Candidates are the
//! boundaries at which a failed condition turns, found by trying; each answer is verified by assessing it.

mod candidates;

use crate::{
    assess::{Determination, Outcome, Trilean, assess},
    evaluate::{Machine, bind},
    facts::{Facts, Value},
    limits,
    pack::{Measure, Pack, Version},
};
use candidates::Candidate;
use jiff::civil::Date;
use serde::Serialize;
use std::cell::Cell;

/// One fact and what it would have to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactChange {
    /// `contract_end`, `household[1].born`.
    pub fact: String,
    /// What it is; absent if it is unknown.
    pub from: Option<Value>,
    /// What it would have to be.
    pub to: Value,
}

/// Changes that together no longer refuse the measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Nearest {
    /// One or two facts.
    pub changes: Vec<FactChange>,
    /// What the measure would then come to: never *no*.
    pub outcome: Outcome,
    /// What would still be missing then.
    pub missing: Vec<String>,
}

/// The nearest changes for a refusal, fewest facts first; empty if none was found within the bounds, or nothing is refused.
#[must_use]
pub fn nearest(pack: &Pack, facts: &Facts, found: &Determination, on: Date, known_on: Date) -> Vec<Nearest> {
    if found.outcome != Outcome::No {
        return Vec::new();
    }
    let Some(version) = pack.version(&found.version) else { return Vec::new() };
    let Some(measure) = version.measure(&found.id) else { return Vec::new() };
    let search = Search { pack, facts, version, measure, on, known_on, tries: Cell::new(0) };
    search.run(found)
}

struct Search<'a> {
    pack: &'a Pack,
    facts: &'a Facts,
    version: &'a Version,
    measure: &'a Measure,
    on: Date,
    known_on: Date,
    tries: Cell<usize>,
}

impl Search<'_> {
    fn run(&self, found: &Determination) -> Vec<Nearest> {
        let failed: Vec<&str> = found.failed().map(|reason| reason.id.as_str()).collect();
        let reasons = found.reasons.iter().filter(|reason| reason.result == Trilean::No);
        let mut names: Vec<&str> = Vec::new();
        for read in reasons.flat_map(|reason| &reason.facts) {
            if !names.contains(&read.name.as_str()) && names.len() < limits::NEAREST_FACTS {
                names.push(&read.name);
            }
        }
        let seeds = candidates::seeds(self.version, self.measure, &failed, self.on);
        let by_fact: Vec<Vec<Candidate>> =
            names.iter().map(|name| candidates::of_fact(self, name, &seeds)).collect();
        let mut answers: Vec<Nearest> = Vec::new();
        for candidates in &by_fact {
            // Of one fact the nearest value in each direction.
            let mut kept: Vec<i8> = Vec::new();
            for candidate in candidates {
                if !kept.contains(&candidate.direction)
                    && let Some(answer) = self.verified(&[candidate])
                {
                    kept.push(candidate.direction);
                    answers.push(answer);
                }
            }
        }
        if answers.is_empty() {
            for (index, first) in by_fact.iter().enumerate() {
                for second in by_fact.iter().skip(index + 1) {
                    answers.extend(self.pair(first, second));
                }
            }
        }
        answers.truncate(limits::NEAREST_ANSWERS);
        answers
    }

    /// The nearest two values that do it together.
    fn pair(&self, first: &[Candidate], second: &[Candidate]) -> Option<Nearest> {
        let mut pairs: Vec<(&Candidate, &Candidate)> =
            first.iter().flat_map(|a| second.iter().map(move |b| (a, b))).collect();
        pairs.sort_by_key(|(a, b)| a.rank.saturating_add(b.rank));
        pairs.into_iter().take(limits::NEAREST_PAIRS).find_map(|(a, b)| self.verified(&[a, b]))
    }

    /// Whether no condition fails with these changes, and then what the whole assessment says.
    fn verified(&self, candidates: &[&Candidate]) -> Option<Nearest> {
        let mut facts = self.facts.clone();
        for candidate in candidates {
            put(&mut facts, &candidate.fact, candidate.value.clone())?;
        }
        if self.failing(&facts)? > 0 {
            return None;
        }
        let assessment = assess(self.pack, &facts, self.on, self.known_on).ok()?;
        let is = |found: &&Determination| found.id == self.measure.id && found.version == self.version.id;
        let found = assessment.measures.iter().find(is)?;
        let change = |candidate: &&Candidate| FactChange {
            fact: candidate.fact.clone(),
            from: value_at(self.facts, &candidate.fact),
            to: candidate.value.clone(),
        };
        (found.outcome != Outcome::No).then(|| Nearest {
            changes: candidates.iter().map(change).collect(),
            outcome: found.outcome,
            missing: found.missing.clone(),
        })
    }

    /// How many conditions fail; nothing if the facts are impossible or enough was tried.
    fn failing(&self, facts: &Facts) -> Option<usize> {
        self.tries.set(self.tries.get() + 1);
        if self.tries.get() > limits::NEAREST_TRIES {
            return None;
        }
        let bound = bind(&self.pack.vocabulary, facts).ok()?;
        let mut machine = Machine::new(self.version, &bound, self.on, self.known_on);
        let known = |from: Option<Date>| from.is_none_or(|from| from <= self.known_on);
        let conditions = self.measure.conditions.iter().filter(|condition| known(condition.known_from));
        Some(conditions.filter(|condition| machine.value(&condition.expression).is_false()).count())
    }
}

/// `household[1].born` as list, member, field.
fn member(path: &str) -> Option<(&str, usize, &str)> {
    let (list, rest) = path.split_once('[')?;
    let (number, field) = rest.split_once("].")?;
    Some((list, number.parse().ok()?, field))
}

fn value_at(facts: &Facts, path: &str) -> Option<Value> {
    match member(path) {
        None => facts.get(path).cloned(),
        Some((list, number, field)) => match facts.get(list)? {
            Value::List(members) => members.get(number)?.get(field).cloned(),
            _ => None,
        },
    }
}

fn put(facts: &mut Facts, path: &str, value: Value) -> Option<()> {
    match member(path) {
        None => facts.set(path, value),
        Some((list, number, field)) => {
            let Value::List(mut members) = facts.get(list)?.clone() else { return None };
            members.get_mut(number)?.insert(field.to_owned(), value);
            facts.set(list, Value::List(members));
        }
    }
    Some(())
}

#[cfg(test)]
mod tests;
