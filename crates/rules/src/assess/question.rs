//! What to ask next: the fact whose answer is expected to bring most, and never one that cannot matter.

use super::{
    CannotAssess,
    outlook::{Outlook, bound},
    show,
};
use crate::{
    evaluate::{FactPath, Val, scalar},
    facts::{Facts, Value},
    pack::Pack,
};
use jiff::civil::Date;
use serde::Serialize;
use std::{cmp::Reverse, collections::BTreeMap};

/// A question that may be asked next, with what its answer is expected to bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// `birth_date`, `household[1].role`.
    pub fact: String,
    /// How many undecided measures wait for it. None: only amounts do.
    pub waiting: usize,
    /// How many measures its answer decides on average, in thousandths.
    pub decides_thousandths: u64,
    /// How many questions need not be asked any more after its answer, itself included, on average, in thousandths.
    pub spares_thousandths: u64,
    /// By this the questions are ordered: a weight without unit.
    pub gain: u64,
}

/// What may be asked next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Questions {
    /// The best first. A fact that somebody was asked and does not know is not among them.
    pub questions: Vec<Question>,
    /// How many facts can still matter: no more need be asked, whatever the answers are.
    pub at_most: usize,
}

impl Questions {
    /// How many questions are left on average once the first was answered, rounded up.
    #[must_use]
    pub fn after_the_next(&self) -> Option<usize> {
        let spares = usize::try_from(self.questions.first()?.spares_thousandths / 1_000).ok()?;
        Some(self.at_most.saturating_sub(spares.max(1)))
    }
}

/// How often the facts have which values, where that is known: from a register, or from answers given before. Only the
/// proportion of the numbers matters.
#[derive(Debug, Clone, Default)]
pub struct Likelihoods {
    by_fact: BTreeMap<String, Vec<(Value, u32)>>,
}

impl Likelihoods {
    /// Nothing is known: every class of answers is taken to be as likely as another.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With how often a fact has which values.
    #[must_use]
    pub fn with(mut self, fact: impl Into<String>, values: impl IntoIterator<Item = (Value, u32)>) -> Self {
        self.by_fact.insert(fact.into(), values.into_iter().collect());
        self
    }
}

/// The fact to ask next, or none if no answer could change anything: `birth_date`, `household[1].role`. A fact that
/// somebody was asked and does not know is not asked again.
///
/// # Errors
/// Those of [`super::assess`].
pub fn next_question(
    pack: &Pack,
    facts: &Facts,
    on: Date,
    known_on: Date,
) -> Result<Option<String>, CannotAssess> {
    let questions = next_questions(pack, facts, on, known_on, &Likelihoods::new())?;
    Ok(questions.questions.into_iter().next().map(|question| question.fact))
}

/// Every fact that can still matter, the one expected to bring most first; of equal ones that declared first. What an answer
/// brings: the facts that the outcome of each measure then waits for no more, and the questions that need not be asked at
/// all. Measures that no answer can make certain and amounts that are not known count, but a thousand times less.
///
/// # Errors
/// Those of [`super::assess`].
pub fn next_questions(
    pack: &Pack,
    facts: &Facts,
    on: Date,
    known_on: Date,
    likelihoods: &Likelihoods,
) -> Result<Questions, CannotAssess> {
    let bound = bound(pack, facts)?;
    let mut outlook = Outlook::new(pack, &bound, on, known_on)?;
    let mut found = Questions::default();
    for number in outlook.open().iter() {
        let path = bound.path(number);
        let name = show::name(&pack.vocabulary, path);
        if facts.given(&name).is_some_and(|given| given.value.is_none()) {
            continue;
        }
        found.at_most += 1;
        let answers = match likelihoods.by_fact.get(&name) {
            Some(values) => told(pack, path, values),
            None => outlook.answers(path),
        };
        let expected = outlook.expected(path, number, &answers);
        found.questions.push(Question {
            fact: name,
            waiting: outlook.waiting_for(number),
            decides_thousandths: expected.decides,
            spares_thousandths: expected.spares,
            gain: expected.gain,
        });
    }
    // They stand in the order of their declaration, which a stable sort keeps among equals.
    found.questions.sort_by_key(|question| Reverse(question.gain));
    Ok(found)
}

/// Likelihoods as the machine reads values; those that the fact cannot have are passed over.
fn told(pack: &Pack, path: FactPath, values: &[(Value, u32)]) -> Vec<(Val, u64)> {
    let Some(fact) = pack.vocabulary.facts().get(path.fact) else { return Vec::new() };
    let fact = match path.field {
        None => fact,
        Some((_, field)) => match fact.fields().get(field) {
            Some(field) => field,
            None => return Vec::new(),
        },
    };
    let value = |(value, weight): &(Value, u32)| {
        let mut errors = Vec::new();
        pack.vocabulary.check_value(fact, value, &fact.name, &mut errors);
        let value = scalar(&pack.vocabulary, fact, value).filter(|_| errors.is_empty());
        value.map(|value| (value, u64::from(*weight)))
    };
    values.iter().filter_map(value).collect()
}
