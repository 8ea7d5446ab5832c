//! The answer for one person: each measure with its reasons, what it brings, what is still missing, and the best bundle.

pub(crate) mod amounts;
mod answer;
mod bundle;
mod combine;
pub(crate) mod determine;
mod form;
mod judge;
mod outlook;
mod question;
mod show;

pub use answer::{
    Assessment, Bound, Bundle, CannotAssess, CapApplied, Chosen, CouldAdd, CouldAddBecause, Determination,
    FactRead, Instalment, LeftOut, LeftOutBecause, Outcome, Reason, ReasonKind, SCHEMA, Sum, Trilean,
    VersionUsed, Worth,
};
pub(crate) use bundle::{best_bundle, exclusions, total_worth};
pub use question::{Likelihoods, Question, Questions, next_question, next_questions};

use crate::{
    evaluate::{Machine, bind},
    facts::Facts,
    pack::{Carried, Measure, Pack, Version},
};
use jiff::civil::Date;

/// Assesses facts under the versions of a pack in force on `on`, as far as they could be known by `known_on`, and beside them
/// what earlier versions leave open ([`Pack::carried`]). Facts that the pack does not ask for are passed over: they belong
/// to other packs.
///
/// # Errors
/// If no version covers the day, or a fact has a value that it cannot have.
pub fn assess(pack: &Pack, facts: &Facts, on: Date, known_on: Date) -> Result<Assessment, CannotAssess> {
    let parts = parts_of(pack, on, known_on)?;
    let bound = bind(&pack.vocabulary, facts).map_err(CannotAssess::Facts)?;
    let mut measures = Vec::with_capacity(parts.iter().map(|part| part.measures.len()).sum());
    let mut versions = Vec::with_capacity(parts.len());
    let mut used: Vec<VersionUsed> = Vec::with_capacity(parts.len());
    for part in parts {
        let mut machine = Machine::new(part.version, &bound, on, known_on);
        for (measure, since) in part.measures {
            measures.push(determine::determine(pack, part.version, measure, since, &mut machine));
        }
        used.push(VersionUsed::of(part.version, part.not_read_since, part.carried));
        versions.push(part.version);
    }
    let bundle = bundle::best_bundle(&versions, known_on, &measures);
    Ok(Assessment {
        schema: SCHEMA,
        pack: pack.id.clone(),
        fingerprint: pack.fingerprint().to_owned(),
        on,
        known_on,
        versions: used,
        measures,
        bundle,
    })
}

/// The measures of one version that are assessed, each with the day from which it was not read whether it still applies.
struct Part<'p> {
    version: &'p Version,
    not_read_since: Option<Date>,
    /// Whether it is an earlier version, with only what a later one does not restate.
    carried: bool,
    measures: Vec<(&'p Measure, Option<Date>)>,
}

/// The versions in force, then what goes on from earlier ones: at most unknown. What is of one version stands together and
/// shares a machine.
fn parts_of(pack: &Pack, on: Date, known_on: Date) -> Result<Vec<Part<'_>>, CannotAssess> {
    let versions = pack.in_force(on, known_on);
    if versions.is_empty() {
        let first = pack.versions.iter().map(|version| version.in_force.from).min();
        return Err(CannotAssess::NoVersion { on, known_on, first });
    }
    let in_force = |version| {
        let not_read_since = pack.not_read_since(version, on, known_on);
        let measures = version.known_measures(known_on).map(|measure| (measure, not_read_since));
        Part { version, not_read_since, carried: false, measures: measures.collect() }
    };
    let mut parts: Vec<Part<'_>> = versions.into_iter().map(in_force).collect();
    for group in pack.carried(on, known_on).chunk_by(|a, b| a.version.id == b.version.id) {
        let Some(Carried { version, since, .. }) = group.first().copied() else { continue };
        let measures = group.iter().map(|carried| (carried.measure, Some(carried.since)));
        parts.push(Part {
            version,
            not_read_since: Some(since),
            carried: true,
            measures: measures.collect(),
        });
    }
    Ok(parts)
}
