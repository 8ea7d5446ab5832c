//! The answer for one person: each measure with its reasons, what it brings, what is still missing, and the best bundle.

mod amounts;
mod answer;
mod bundle;
mod choose;
mod combine;
pub(crate) mod determine;
mod groups;
mod limits;
mod points;
mod question;
mod show;

pub use answer::{
    Assessment, Bound, Bundle, CannotAssess, CapApplied, Chosen, CouldAdd, CouldAddBecause, Determination,
    FactRead, GroupCapApplied, Instalment, LeftOut, LeftOutBecause, Outcome, Reason, ReasonKind, SCHEMA, Sum,
    Trilean, VersionUsed, Worth,
};
pub use limits::LimitApplied;
pub use points::{CriterionScored, GateJudged, GroupScored, Scored};
pub use question::next_question;

use crate::{
    evaluate::{Machine, bind},
    facts::Facts,
    pack::{Carried, Measure, Pack, Version},
};
use choose::{Open, Outcomes, as_value, carried, choose};
use jiff::civil::Date;

/// Assesses facts under the versions of a pack in force on `on`, as far as they could be known by `known_on`, and beside them
/// what earlier versions leave open ([`Pack::carried`]). Facts that the pack does not ask for are passed over: they belong
/// to other packs.
///
/// # Errors
/// If no version covers the day, or a fact has a value that it cannot have.
pub fn assess(pack: &Pack, facts: &Facts, on: Date, known_on: Date) -> Result<Assessment, CannotAssess> {
    let facts = &*pack.vocabulary.fresh(facts, on);
    let bound = bind(&pack.vocabulary, facts).map_err(CannotAssess::Facts)?;
    let uses = choose(pack, &bound, on, known_on);
    if uses.is_empty() {
        let first = pack.versions.iter().map(|version| version.in_force.from).min();
        return Err(CannotAssess::NoVersion { on, known_on, first });
    }
    let mut jobs: Vec<Job<'_>> = Vec::new();
    let mut used: Vec<VersionUsed> = Vec::new();
    let mut versions: Vec<&Version> = Vec::new();
    let mut machines: Vec<Machine<'_>> = Vec::new();
    for chosen in &uses {
        for measure in chosen.version.known_measures(known_on) {
            let open = chosen.open.as_ref();
            jobs.push(Job {
                version: chosen.version,
                measure,
                since: chosen.since,
                machine: machines.len(),
                open,
            });
        }
        machines.push(Machine::new(chosen.version, &bound, on, known_on));
        let kept = chosen.kept.map(|keep| keep.text.clone());
        used.push(VersionUsed { kept, ..VersionUsed::of(chosen.version, chosen.since, false) });
        versions.push(chosen.version);
    }
    // What later versions do not restate: at most unknown. Those of one version stand together and share a machine.
    let carried = carried(pack, &uses, known_on);
    for group in carried.chunk_by(|a, b| a.version.id == b.version.id) {
        let Some(first) = group.first() else { continue };
        for Carried { version, measure, since } in group {
            jobs.push(Job { version, measure, since: Some(*since), machine: machines.len(), open: None });
        }
        machines.push(Machine::new(first.version, &bound, on, known_on));
        used.push(VersionUsed::of(first.version, Some(first.since), true));
        versions.push(first.version);
    }
    let mut measures = determine_all(pack, &jobs, &mut machines);
    for read in measures.iter_mut().flat_map(|m| &mut m.reasons).flat_map(|reason| &mut reason.facts) {
        let name = read.name.split('[').next().unwrap_or(&read.name);
        read.source = facts.given(name).and_then(|given| given.source);
    }
    let mut grouped = Vec::new();
    for machine in machines.iter_mut().take(uses.len()) {
        grouped.extend(groups::grouped(machine, &measures));
    }
    let bundle = bundle::best_bundle(&versions, known_on, &measures, &grouped);
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

/// One measure that is to be determined.
pub(crate) struct Job<'p> {
    version: &'p Version,
    measure: &'p Measure,
    since: Option<Date>,
    /// The number of its version's machine.
    machine: usize,
    open: Option<&'p Open>,
}

impl<'p> Job<'p> {
    /// A measure of a version that surely applies, with the number of its machine.
    pub(crate) const fn new(
        version: &'p Version,
        measure: &'p Measure,
        since: Option<Date>,
        machine: usize,
    ) -> Self {
        Self { version, measure, since, machine, open: None }
    }
}

/// Determines each measure after those whose outcome it reads, and lists them in their own order.
pub(crate) fn determine_all(
    pack: &Pack,
    jobs: &[Job<'_>],
    machines: &mut [Machine<'_>],
) -> Vec<Determination> {
    let key = |job: &Job<'_>| format!("{}/{}", job.version.family, job.measure.id);
    let mut found: Vec<Option<Determination>> = jobs.iter().map(|_| None).collect();
    let mut outcomes = Outcomes::new();
    loop {
        let mut progress = false;
        for (place, job) in jobs.iter().enumerate() {
            let waits =
                |read: &String| !outcomes.contains_key(read) && jobs.iter().any(|other| key(other) == *read);
            let (Some(slot @ None), Some(machine)) = (found.get_mut(place), machines.get_mut(job.machine))
            else {
                continue;
            };
            if job.measure.reads.iter().any(waits) {
                continue;
            }
            for read in &job.measure.reads {
                if let Some(outcome) = outcomes.get(read) {
                    machine.outcomes.insert(read.clone(), outcome.clone());
                }
            }
            let mut determination = determine::determine(pack, job.version, job.measure, job.since, machine);
            if let Some(open) = job.open {
                open.leave(&mut determination);
            }
            outcomes.insert(key(job), as_value(pack, &determination));
            *slot = Some(determination);
            progress = true;
        }
        // Every measure waits for others only, as `load` checked: the loop ends with all of them found.
        if !progress {
            return found.into_iter().flatten().collect();
        }
    }
}
