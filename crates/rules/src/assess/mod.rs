//! The answer for one person: each measure with its reasons, what it brings, what is still missing, and the best bundle.

pub(crate) mod amounts;
mod answer;
mod bundle;
mod combine;
pub(crate) mod determine;
mod question;
mod show;

pub use answer::{
    Assessment, Bound, Bundle, CannotAssess, CapApplied, Chosen, CouldAdd, CouldAddBecause, Determination,
    FactRead, Instalment, LeftOut, LeftOutBecause, Outcome, Reason, ReasonKind, SCHEMA, Sum, Trilean,
    VersionUsed, Worth,
};
pub(crate) use bundle::{best_bundle, exclusions, total_worth};
pub use question::next_question;

use crate::{
    evaluate::{Machine, bind},
    facts::Facts,
    pack::{Carried, Pack},
};
use jiff::civil::Date;

/// Assesses facts under the versions of a pack in force on `on`, as far as they could be known by `known_on`, and beside them
/// what earlier versions leave open ([`Pack::carried`]). Facts that the pack does not ask for are passed over: they belong
/// to other packs.
///
/// # Errors
/// If no version covers the day, or a fact has a value that it cannot have.
pub fn assess(pack: &Pack, facts: &Facts, on: Date, known_on: Date) -> Result<Assessment, CannotAssess> {
    let mut versions = pack.in_force(on, known_on);
    if versions.is_empty() {
        let first = pack.versions.iter().map(|version| version.in_force.from).min();
        return Err(CannotAssess::NoVersion { on, known_on, first });
    }
    let bound = bind(&pack.vocabulary, facts).map_err(CannotAssess::Facts)?;
    let mut measures = Vec::new();
    let mut used: Vec<VersionUsed> = Vec::new();
    for version in &versions {
        let not_read_since = pack.not_read_since(version, on, known_on);
        let mut machine = Machine::new(version, &bound, on, known_on);
        for measure in version.known_measures(known_on) {
            measures.push(determine::determine(pack, version, measure, not_read_since, &mut machine));
        }
        used.push(VersionUsed::of(version, not_read_since, false));
    }
    // What later versions do not restate: at most unknown. Those of one version stand together and share a machine.
    let carried = pack.carried(on, known_on);
    for group in carried.chunk_by(|a, b| a.version.id == b.version.id) {
        let Some(first) = group.first() else { continue };
        let mut machine = Machine::new(first.version, &bound, on, known_on);
        for Carried { version, measure, since } in group {
            measures.push(determine::determine(pack, version, measure, Some(*since), &mut machine));
        }
        used.push(VersionUsed::of(first.version, Some(first.since), true));
        versions.push(first.version);
    }
    for read in measures.iter_mut().flat_map(|m| &mut m.reasons).flat_map(|reason| &mut reason.facts) {
        let name = read.name.split('[').next().unwrap_or(&read.name);
        read.source = facts.given(name).and_then(|given| given.source);
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
