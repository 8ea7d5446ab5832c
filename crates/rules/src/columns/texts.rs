//! Texts as numbers, the same in every column of one run: those that the pack names first, then those of the population.
//! What is asked of a text is asked once for each text, not for each row.

use super::{
    Column, Data, Population,
    population::Stored,
    program::{Instruction, Kind, Operand, Program},
};
use std::{collections::HashMap, sync::Arc};
use vocabulary::PlaceCode;

/// The texts of one run.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// The number of each text of a column's dictionary, by fact and field.
    pub(super) numbers: HashMap<(usize, Option<usize>), Vec<i64>>,
    /// Each text as a place, if it is one.
    places: Vec<Option<PlaceCode>>,
    /// For each area that the pack names, how each text lies to it.
    within: HashMap<i64, Vec<Lies>>,
}

/// How one place lies to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lies {
    Outside,
    Inside,
    /// One of the two is not a place.
    Nowhere,
}

impl Texts {
    pub(super) fn new(program: &Program, population: &Population) -> Self {
        let mut texts = Self::default();
        let mut by_text: HashMap<Arc<str>, i64> = HashMap::new();
        let mut all: Vec<Arc<str>> = Vec::new();
        let mut number = |text: &Arc<str>| {
            *by_text.entry(Arc::clone(text)).or_insert_with(|| {
                all.push(Arc::clone(text));
                i64::try_from(all.len() - 1).unwrap_or(-1)
            })
        };
        for text in &program.texts {
            number(text);
        }
        for step in program.steps.iter().filter(|step| step.shape.kind == Kind::Text) {
            let (key, column) = match step.instruction {
                Instruction::Fact(fact) => ((fact, None), scalar(population, fact)),
                Instruction::Field(list, field) => ((list, Some(field)), member(population, list, field)),
                _ => continue,
            };
            if let Some(Column { data: Data::Text { dictionary, .. }, .. }) = column {
                let numbers = dictionary.iter().map(&mut number).collect();
                texts.numbers.insert(key, numbers);
            }
        }
        let asks = |step: &&super::program::Step| matches!(step.instruction, Instruction::Within(..));
        if program.steps.iter().any(|step| asks(&step)) {
            texts.places = all.iter().map(|text| text.parse().ok()).collect();
        }
        for step in program.steps.iter().filter(asks) {
            if let Instruction::Within(_, Operand::One(area)) = step.instruction {
                let count = i64::try_from(texts.places.len()).unwrap_or(0);
                let lies = (0..count).map(|place| texts.lies(place, area)).collect();
                texts.within.insert(area, lies);
            }
        }
        texts
    }

    /// How one place lies to another, by their numbers.
    pub(super) fn lies(&self, place: i64, area: i64) -> Lies {
        let at = |number: i64| {
            usize::try_from(number).ok().and_then(|number| self.places.get(number)).and_then(Option::as_ref)
        };
        match (at(place), at(area)) {
            (Some(place), Some(area)) if place.is_within(area) => Lies::Inside,
            (Some(_), Some(_)) => Lies::Outside,
            _ => Lies::Nowhere,
        }
    }

    /// How every text lies to an area that the pack names.
    pub(super) fn of_area(&self, area: i64) -> Option<&[Lies]> {
        self.within.get(&area).map(Vec::as_slice)
    }
}

pub(super) fn scalar(population: &Population, fact: usize) -> Option<&Column> {
    match population.facts.get(fact)? {
        Stored::Scalar(column) => Some(column),
        _ => None,
    }
}

pub(super) fn member(population: &Population, list: usize, field: usize) -> Option<&Column> {
    match population.facts.get(list)? {
        Stored::List(list) => list.fields.get(field)?.as_deref(),
        _ => None,
    }
}
