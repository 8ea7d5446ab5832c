//! The answer for one person: each measure with its reasons, what it brings, what is still missing, and the best bundle.

mod amounts;
mod answer;
mod bundle;
mod combine;
mod determine;
mod question;
mod show;

pub use answer::{
    Assessment, Bound, Bundle, CannotAssess, CapApplied, Chosen, CouldAdd, CouldAddBecause, Determination,
    FactRead, Instalment, LeftOut, LeftOutBecause, Outcome, Reason, ReasonKind, SCHEMA, Sum, Trilean,
    VersionUsed, Worth,
};
pub use question::next_question;

use crate::{
    evaluate::{Machine, bind},
    facts::Facts,
    pack::Pack,
};
use jiff::civil::Date;

/// Assesses facts under the versions of a pack in force on `on`, as far as they could be known by `known_on`. Facts that
/// the pack does not ask for are passed over: they belong to other packs.
///
/// # Errors
/// If no version covers the day, or a fact has a value that it cannot have.
pub fn assess(pack: &Pack, facts: &Facts, on: Date, known_on: Date) -> Result<Assessment, CannotAssess> {
    let versions = pack.in_force(on, known_on);
    if versions.is_empty() {
        let first = pack.versions.iter().map(|version| version.in_force.from).min();
        return Err(CannotAssess::NoVersion { on, known_on, first });
    }
    let bound = bind(&pack.vocabulary, facts).map_err(CannotAssess::Facts)?;
    let mut measures = Vec::new();
    for version in &versions {
        let mut machine = Machine::new(version, &bound, on, known_on);
        for measure in &version.measures {
            measures.push(determine::determine(pack, version, measure, &mut machine));
        }
    }
    for read in measures.iter_mut().flat_map(|m| &mut m.reasons).flat_map(|reason| &mut reason.facts) {
        let name = read.name.split('[').next().unwrap_or(&read.name);
        read.source = facts.given(name).and_then(|given| given.source);
    }
    let bundle = bundle::best_bundle(&versions, &measures);
    Ok(Assessment {
        schema: SCHEMA,
        pack: pack.id.clone(),
        fingerprint: pack.fingerprint().to_owned(),
        on,
        known_on,
        versions: versions.iter().map(|version| VersionUsed::of(version, on)).collect(),
        measures,
        bundle,
    })
}
