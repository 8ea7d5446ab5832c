//! Finds what an address or a parameter names, or refuses by its field; and the engine's answer as an act's outcome.

use crate::{Shelf, store::Edition};
use jiff::civil::Date;
use platform::{
    acts::{Outcome, Stop},
    app::App,
};
use rules::{
    Assessment, Facts,
    pack::{Measure, Pack, Version},
};
use std::sync::Arc;
use vocabulary::{Kind, Refusal};

/// The shelf of an installation.
///
/// # Errors
/// Our own failure, if the binary brought none.
pub fn shelf_of(app: &App) -> Outcome<&Shelf> {
    app.part::<Shelf>()
        .ok_or_else(|| Stop::Internal("the installation has no part policies::Shelf".to_owned()))
}

/// The pack of this name; without one the region's own, the first.
///
/// # Errors
/// `policies.pack_unknown`.
pub fn find_pack(app: &App, id: Option<&str>) -> Outcome<Arc<Pack>> {
    let shelf = shelf_of(app)?;
    let pack = match id.filter(|id| !id.is_empty()) {
        Some(id) => shelf.pack(id),
        None => shelf.packs().into_iter().next(),
    };
    pack.ok_or_else(|| {
        let packs = shelf.packs();
        let names: Vec<&str> = packs.iter().map(|pack| pack.id.as_str()).collect();
        unknown("policies.pack_unknown", "pack").with("packs", names.join(", ")).into()
    })
}

/// What was put on the shelf last of the pack of this name.
///
/// # Errors
/// `policies.pack_unknown`.
pub fn find_edition(app: &App, id: &str) -> Outcome<Arc<Edition>> {
    match shelf_of(app)?.newest(id) {
        Some(edition) => Ok(edition),
        None => Err(find_pack(app, Some(id))
            .err()
            .unwrap_or_else(|| Stop::Internal("a pack on the shelf has an edition".to_owned()))),
    }
}

/// The version of this id.
///
/// # Errors
/// `policies.version_unknown`, at `field`.
pub fn find_version<'p>(pack: &'p Pack, id: &str, field: &str) -> Outcome<&'p Version> {
    pack.version(id).ok_or_else(|| {
        let ids: Vec<&str> = pack.versions.iter().map(|version| version.id.as_str()).collect();
        unknown("policies.version_unknown", field).with("versions", ids.join(", ")).into()
    })
}

/// The measure of this id.
///
/// # Errors
/// `policies.measure_unknown`.
pub fn find_measure<'v>(version: &'v Version, id: &str) -> Outcome<&'v Measure> {
    version.measure(id).ok_or_else(|| unknown("policies.measure_unknown", "measure").into())
}

fn unknown(code: &'static str, field: &str) -> Refusal {
    Refusal::new(Kind::NotFound, code).at(field)
}

/// Assesses facts, with the engine's reasons not to as refusals.
///
/// # Errors
/// `rules.no_version_on`, and a fact's own mistakes by its field.
pub fn assess_facts_of(pack: &Pack, facts: &Facts, on: Date, known_on: Date) -> Outcome<Assessment> {
    rules::assess(pack, facts, on, known_on).map_err(|error| Refusal::from(error).into())
}
