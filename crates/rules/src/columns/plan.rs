//! A pack compiled for columns, for one day as known on another.

use super::{Population, Results, build, chunks, program::Program};
use crate::{
    assess::CannotAssess,
    facts::Vocabulary,
    language::Type,
    pack::{Amount, Carried, Measure, Pack, Version},
};
use jiff::civil::Date;
use std::sync::Arc;
use vocabulary::Currency;

/// A pack compiled for columns.
#[derive(Debug, Clone)]
pub struct Plan {
    pub(super) pack: Arc<Pack>,
    pub(super) vocabulary: Arc<Vocabulary>,
    pub(super) on: Date,
    pub(super) known_on: Date,
    pub(super) versions: Vec<Used>,
    pub(super) derived: Vec<Wanted>,
    pub(super) with_conditions: bool,
    pub(super) program: Program,
}

/// What of one version is assessed, in one go.
#[derive(Debug, Clone)]
pub(super) struct Used {
    /// Its number in the pack.
    pub(super) version: usize,
    /// The numbers of its measures, with the day since when it was not read whether they apply.
    pub(super) measures: Vec<(usize, Option<Date>)>,
}

/// A derived value that is asked for.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub(super) name: String,
    pub(super) version: usize,
    pub(super) index: usize,
    /// The list of facts whose members have it.
    pub(super) list: Option<usize>,
    pub(super) kind: Type,
    /// The denominator of exact numbers.
    pub(super) denominator: i64,
}

impl Plan {
    /// Compiles a pack for the measures that [`assess`](crate::assess) would list on a day, as far as known on another.
    ///
    /// # Errors
    /// If no version covers the day, or each case chooses its own version ([`Pack::chooses_by_case`]).
    pub fn new(pack: &Pack, on: Date, known_on: Date) -> Result<Self, CannotAssess> {
        if pack.chooses_by_case() {
            return Err(CannotAssess::VersionsByCase);
        }
        let in_force = pack.in_force(on, known_on);
        if in_force.is_empty() {
            let first = pack.versions.iter().map(|version| version.in_force.from).min();
            return Err(CannotAssess::NoVersion { on, known_on, first });
        }
        let number = |version: &Version| pack.versions.iter().position(|other| other.id == version.id);
        let place = |version: &Version, measure: &Measure| {
            version.measures.iter().position(|other| other.id == measure.id)
        };
        let mut versions = Vec::new();
        for version in in_force {
            let since = pack.not_read_since(version, on, known_on);
            let measures = version.known_measures(known_on);
            let measures = measures.filter_map(|measure| Some((place(version, measure)?, since))).collect();
            versions.extend(number(version).map(|version| Used { version, measures }));
        }
        // In the same groups as `assess`, so that the same machine counts the same steps.
        let carried = pack.carried(on, known_on);
        for group in carried.chunk_by(|a, b| a.version.id == b.version.id) {
            let Some(first) = group.first() else { continue };
            let measure =
                |carried: &Carried<'_>| Some((place(carried.version, carried.measure)?, Some(carried.since)));
            let measures = group.iter().filter_map(measure).collect();
            versions.extend(number(first.version).map(|version| Used { version, measures }));
        }
        let mut plan = Self {
            pack: Arc::new(pack.clone()),
            vocabulary: Arc::new(pack.vocabulary.clone()),
            on,
            known_on,
            versions,
            derived: Vec::new(),
            with_conditions: false,
            program: Program::default(),
        };
        plan.program = build::program(&plan, &[]).0;
        Ok(plan)
    }

    /// Also yields these derived values, each of the first version used that has it.
    ///
    /// # Errors
    /// If no version used has one of this name, or its values have no denominator in common.
    pub fn with_derived(mut self, names: &[&str]) -> Result<Self, CannotAssess> {
        for name in names {
            let find = |used: &Used| {
                let derived = &self.pack.versions.get(used.version)?.derived;
                let index = derived.iter().position(|derived| derived.name == *name)?;
                let found = derived.get(index)?;
                Some(Wanted {
                    name: (*name).to_owned(),
                    version: used.version,
                    index,
                    list: found.list,
                    kind: found.expression.type_of().clone(),
                    denominator: 1,
                })
            };
            let wanted = self.versions.iter().find_map(find);
            self.derived
                .push(wanted.ok_or_else(|| CannotAssess::DerivedUnknown { name: (*name).to_owned() })?);
        }
        let (program, denominators) = build::program(&self, &self.derived);
        for ((wanted, reg), denominator) in self.derived.iter_mut().zip(&program.derived).zip(denominators) {
            wanted.denominator = denominator;
            if !build::has_column(wanted, *reg) {
                return Err(CannotAssess::DerivedNotColumn { name: wanted.name.clone() });
            }
        }
        self.program = program;
        Ok(self)
    }

    /// Also yields how each condition came out, for whoever wants to know which article decided.
    #[must_use]
    pub fn with_conditions(mut self) -> Self {
        self.with_conditions = true;
        self
    }

    /// Assesses every row: outcomes, amounts and their states are those of [`assess`](crate::assess).
    #[must_use]
    pub fn run(&self, population: &Population, threads: usize) -> Results {
        self.run_with_progress(population, threads, &|_| {})
    }

    /// As [`Plan::run`]; `progress` is told how many rows are done, from any thread and in any order.
    #[must_use]
    pub fn run_with_progress(
        &self,
        population: &Population,
        threads: usize,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Results {
        chunks::run(self, population, threads, progress)
    }

    pub(super) fn version(&self, number: usize) -> Option<&Version> {
        self.pack.versions.get(number)
    }

    /// Every measure with its version and the day since when it was not read whether it applies, in the order of results.
    pub(super) fn measures(&self) -> impl Iterator<Item = (&Version, &Measure, Option<Date>)> {
        self.versions.iter().flat_map(|used| {
            let version = self.version(used.version);
            used.measures.iter().filter_map(move |(measure, since)| {
                let version = version?;
                Some((version, version.measures.get(*measure)?, *since))
            })
        })
    }

    /// The currency of a measure's amounts.
    pub(super) fn currency(&self, measure: &Measure) -> Currency {
        match &measure.amount {
            Amount::Stated { expression, .. } => match expression.type_of() {
                Type::Money(currency) | Type::Estimate(currency) => *currency,
                _ => self.pack.currency,
            },
            _ => self.pack.currency,
        }
    }
}
