//! The facts that the measures on a day read at all: what a form without a rule of its own would ask of everybody.

use super::{CannotAssess, parts_of};
use crate::{
    language::{Code, Op, Type},
    pack::{Amount, Expression, Measure, Pack, Split},
};
use jiff::civil::Date;
use std::collections::BTreeSet;

impl Pack {
    /// The names of all facts that a measure assessed on a day reads, for its outcome or its amount, in the order of their
    /// declaration: `birth_date`, `household`, and of the members of a list `household.role`.
    ///
    /// # Errors
    /// If no version covers the day.
    pub fn facts_read(&self, on: Date, known_on: Date) -> Result<Vec<String>, CannotAssess> {
        let mut read: BTreeSet<(usize, Option<usize>)> = BTreeSet::new();
        for part in parts_of(self, on, known_on)? {
            for (measure, _) in &part.measures {
                for expression in expressions(measure) {
                    facts(&expression.code, &mut read);
                    for derived in
                        expression.needs.iter().filter_map(|index| part.version.derived.get(*index))
                    {
                        facts(&derived.expression.code, &mut read);
                    }
                }
            }
        }
        let name = |(fact, field): (usize, Option<usize>)| {
            let fact = self.vocabulary.facts().get(fact)?;
            Some(match field {
                None => fact.name.clone(),
                Some(field) => format!("{}.{}", fact.name, fact.fields().get(field)?.name),
            })
        };
        Ok(read.into_iter().filter_map(name).collect())
    }
}

fn expressions(measure: &Measure) -> Vec<&Expression> {
    let mut all: Vec<&Expression> =
        measure.conditions.iter().map(|condition| &condition.expression).collect();
    all.extend(measure.refer.iter().map(|refer| &refer.when));
    if let Amount::Stated { expression, .. } = &measure.amount {
        all.push(expression);
    }
    all.extend(measure.caps.iter().map(|cap| &cap.expression));
    if let Some(Split::Stated(parts)) = measure.instalments.as_ref().map(|instalments| &instalments.split) {
        all.extend(parts);
    }
    all
}

fn facts(code: &Code, into: &mut BTreeSet<(usize, Option<usize>)>) {
    for op in &code.ops {
        match op {
            Op::Fact(fact) | Op::Defaulted(fact, _) => {
                into.insert((*fact, None));
            }
            Op::Field(of, field) => {
                if let Some(Type::Member(fact)) = code.types.get(of.0) {
                    into.insert((*fact, Some(*field)));
                }
            }
            _ => {}
        }
    }
}
