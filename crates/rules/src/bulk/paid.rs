//! The best bundle of every row. Where no two measures that a row is entitled to exclude each other, everything is in it;
//! elsewhere the engine's own bundle decides, once for each distinct pattern of outcomes and amounts.

use crate::{
    assess::{
        Assessment, Bound, CannotAssess, Determination, Grouped, Outcome, assess, best_bundle, exclusions,
        of_no_case, total_worth,
    },
    columns::{MeasureColumn, Results},
    facts::Facts,
    pack::{Pack, Version},
};
use jiff::civil::Date;
use std::collections::HashMap;

/// How many patterns are remembered; after them it starts afresh, so that memory does not grow with the population.
const MOST_PATTERNS: usize = 100_000;

/// What of one measure decides about the bundle: its number, whether its amount is known, the amount.
type Weighed = (usize, Bound, i64, i64);

/// The measures of a pack on a day, with what a bundle needs of them.
#[derive(Debug)]
pub(super) struct Bundles<'p> {
    versions: Vec<&'p Version>,
    known_on: Date,
    /// As they would be assessed; outcome and amount are filled in from the columns.
    measures: Vec<Determination>,
    excludes: Vec<Vec<usize>>,
    groups: Vec<Grouped<'p>>,
    payments: Vec<i64>,
    patterns: HashMap<Vec<Weighed>, Vec<usize>>,
}

/// Which measures of which rows are in the bundle.
#[derive(Debug)]
pub(super) struct Paid {
    /// By measure, by row.
    pub(super) in_bundle: Vec<Vec<bool>>,
    /// By measure: of how many rows the measure holds, but others are worth more.
    pub(super) left_out: Vec<u64>,
    /// By row: whether something is unknown, negotiated, or could not be weighed.
    pub(super) is_open: Vec<bool>,
}

impl<'p> Bundles<'p> {
    pub(super) fn new(pack: &'p Pack, on: Date, known_on: Date) -> Result<(Self, Assessment), CannotAssess> {
        // With no facts it lists what it would list for anybody, in the same order.
        let assessment = assess(pack, &Facts::new(), on, known_on)?;
        let versions: Vec<&Version> =
            assessment.versions.iter().filter_map(|used| pack.version(&used.version)).collect();
        let measures = assessment.measures.clone();
        let excludes = exclusions(&versions, known_on, &measures);
        // What a cap leaves of a sum differs from case to case: no column holds it.
        if versions.iter().any(|version| version.arrangements.groups.iter().any(|group| !group.excludes())) {
            return Err(CannotAssess::SumsByCase);
        }
        let groups = of_no_case(&versions, &measures);
        let payments = measures.iter().map(|measure| total_worth(measure).1).collect();
        Ok((
            Self { versions, known_on, measures, excludes, groups, payments, patterns: HashMap::new() },
            assessment,
        ))
    }

    /// For how many payments of its amount a measure counts.
    pub(super) fn payments(&self, measure: usize) -> i64 {
        self.payments.get(measure).copied().unwrap_or(1)
    }

    pub(super) fn paid(&mut self, results: &Results) -> Paid {
        let mut paid = Paid {
            in_bundle: results.measures.iter().map(|measure| is(&measure.outcome, Outcome::Yes)).collect(),
            left_out: vec![0; results.measures.len()],
            is_open: vec![false; results.rows],
        };
        for measure in &results.measures {
            let undecided = |row: usize, outcome: &Outcome| {
                matches!(outcome, Outcome::Unknown | Outcome::Refer)
                    || *outcome == Outcome::Yes
                        && !matches!(measure.amount.state.get(row), Some(Bound::Known | Bound::Without))
            };
            for ((row, outcome), open) in measure.outcome.iter().enumerate().zip(&mut paid.is_open) {
                *open |= undecided(row, outcome);
            }
        }
        for row in self.rows_that_must_choose(results) {
            self.choose(results, row, &mut paid);
        }
        paid
    }

    /// The rows entitled to two measures that exclude each other.
    fn rows_that_must_choose(&self, results: &Results) -> Vec<usize> {
        let mut must = vec![false; results.rows];
        for (one, others) in self.excludes.iter().enumerate() {
            for other in others.iter().filter(|other| **other > one) {
                let (Some(a), Some(b)) = (results.measures.get(one), results.measures.get(*other)) else {
                    continue;
                };
                for ((a, b), must) in a.outcome.iter().zip(&b.outcome).zip(&mut must) {
                    *must |= *a == Outcome::Yes && *b == Outcome::Yes;
                }
            }
        }
        must.iter().enumerate().filter(|(_, must)| **must).map(|(row, _)| row).collect()
    }

    fn choose(&mut self, results: &Results, row: usize, paid: &mut Paid) {
        let involved = |(number, measure): (usize, &MeasureColumn)| -> Option<Weighed> {
            let excludes = self.excludes.get(number).is_some_and(|others| !others.is_empty());
            if !excludes || measure.outcome.get(row) != Some(&Outcome::Yes) {
                return None;
            }
            let amount = &measure.amount;
            Some((number, *amount.state.get(row)?, *amount.from.get(row)?, *amount.to.get(row)?))
        };
        let pattern: Vec<Weighed> = results.measures.iter().enumerate().filter_map(involved).collect();
        if self.patterns.len() >= MOST_PATTERNS {
            self.patterns.clear();
        }
        if !self.patterns.contains_key(&pattern) {
            let chosen = self.weigh(results, row, &pattern);
            self.patterns.insert(pattern.clone(), chosen);
        }
        let Some(chosen) = self.patterns.get(&pattern) else { return };
        for (number, ..) in pattern.iter().filter(|(number, ..)| !chosen.contains(number)) {
            if let Some(in_bundle) = paid.in_bundle.get_mut(*number).and_then(|rows| rows.get_mut(row)) {
                *in_bundle = false;
            }
            if let Some(count) = paid.left_out.get_mut(*number) {
                *count += 1;
            }
        }
    }

    /// Asks the engine for the bundle of a pattern.
    fn weigh(&mut self, results: &Results, row: usize, pattern: &[Weighed]) -> Vec<usize> {
        for measure in &mut self.measures {
            (measure.outcome, measure.amount) = (Outcome::No, None);
        }
        for (number, state, ..) in pattern {
            if let (Some(measure), Some(column)) =
                (self.measures.get_mut(*number), results.measures.get(*number))
            {
                measure.outcome = Outcome::Yes;
                (measure.amount_state, measure.amount) = (*state, column.amount.worth(row));
            }
        }
        let bundle = best_bundle(&self.versions, self.known_on, &self.measures, &self.groups);
        let number = |version: &str, id: &str| {
            self.measures.iter().position(|measure| measure.version == version && measure.id == id)
        };
        bundle.chosen.iter().filter_map(|chosen| number(&chosen.version, &chosen.measure)).collect()
    }
}

fn is(outcomes: &[Outcome], wanted: Outcome) -> Vec<bool> {
    outcomes.iter().map(|outcome| *outcome == wanted).collect()
}
