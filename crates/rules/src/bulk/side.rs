//! One side of a comparison, or what a simulation runs on: a pack on a day, with its plan.

use super::paid::{Bundles, Paid};
use crate::{
    assess::{Bound, CannotAssess, Determination},
    columns::{Plan, Population, Results},
    pack::Pack,
};
use jiff::civil::Date;

/// A pack on a day, ready to be run over batches of a population.
#[derive(Debug)]
pub struct Side<'p> {
    pub(super) pack: &'p Pack,
    pub(super) on: Date,
    plan: Plan,
    pub(super) bundles: Bundles<'p>,
    /// Every measure as it stands for whoever told nothing: titles, articles, how it is paid.
    pub(super) measures: Vec<Determination>,
}

impl<'p> Side<'p> {
    /// Compiles a pack for a day as known on another.
    ///
    /// # Errors
    /// If no version covers the day.
    pub fn new(pack: &'p Pack, on: Date, known_on: Date) -> Result<Self, CannotAssess> {
        let (bundles, assessment) = Bundles::new(pack, on, known_on)?;
        let plan = Plan::new(pack, on, known_on)?;
        Ok(Self { pack, on, plan, bundles, measures: assessment.measures })
    }

    /// Also computes how each condition comes out: a difference says under which article somebody gains or loses.
    #[must_use]
    pub fn with_conditions(mut self) -> Self {
        self.plan = self.plan.with_conditions();
        self
    }

    /// The day it is about.
    #[must_use]
    pub const fn on(&self) -> Date {
        self.on
    }

    /// Runs over a batch.
    #[must_use]
    pub fn run(&self, population: &Population, threads: usize) -> Results {
        self.plan.run(population, threads)
    }
}

/// What the bundle of every row is worth, by currency, in minor units.
#[derive(Debug)]
pub(super) struct Worths {
    pub(super) from: Vec<i64>,
    pub(super) to: Vec<i64>,
}

/// What the bundles of all rows are worth in one currency. Nothing if a sum does not fit.
pub(super) fn worths(
    results: &Results,
    paid: &Paid,
    bundles: &Bundles<'_>,
    currency: vocabulary::Currency,
) -> Option<Worths> {
    let mut worths = Worths { from: vec![0; results.rows], to: vec![0; results.rows] };
    for (number, (measure, in_bundle)) in results.measures.iter().zip(&paid.in_bundle).enumerate() {
        let amount = &measure.amount;
        if amount.currency != currency {
            continue;
        }
        let payments = bundles.payments(number);
        let rows = in_bundle.iter().zip(&amount.state).zip(amount.from.iter().zip(&amount.to));
        for (((in_bundle, state), (from, to)), (all_from, all_to)) in
            rows.zip(worths.from.iter_mut().zip(&mut worths.to))
        {
            if *in_bundle && *state == Bound::Known {
                *all_from = all_from.checked_add(from.checked_mul(payments)?)?;
                *all_to = all_to.checked_add(to.checked_mul(payments)?)?;
            }
        }
    }
    Some(worths)
}

impl Side<'_> {
    /// The currency in which a measure pays.
    pub(super) fn currency(&self, place: usize) -> Option<vocabulary::Currency> {
        use crate::{language::Type, pack::Amount};
        let listed = self.measures.get(place)?;
        let measure = self.pack.version(&listed.version)?.measure(&listed.id)?;
        let Amount::Stated { expression, .. } = &measure.amount else { return None };
        match expression.type_of() {
            Type::Money(currency) | Type::Estimate(currency) => Some(*currency),
            _ => None,
        }
    }

    /// A condition of a measure by its place.
    pub(super) fn condition(
        &self,
        version: &str,
        measure: &str,
        place: usize,
    ) -> Option<&crate::pack::Condition> {
        self.pack.version(version)?.measure(measure)?.conditions.get(place)
    }
}

impl Side<'_> {
    /// A measure as the pack states it.
    pub(super) fn measure(&self, version: &str, measure: &str) -> Option<&crate::pack::Measure> {
        self.pack.version(version)?.measure(measure)
    }
}
