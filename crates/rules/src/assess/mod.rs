//! The answer for one person: each measure with its reasons, what it brings, what is still missing, and the best bundle.

pub(crate) mod amounts;
mod answer;
mod bundle;
mod choose;
mod combine;
mod decide;
pub(crate) mod determine;
mod form;
mod groups;
mod judge;
mod limits;
mod outlook;
mod points;
mod question;
mod show;

pub use answer::{
    Assessment, Bound, Bundle, CannotAssess, CapApplied, Chosen, CouldAdd, CouldAddBecause, Determination,
    FactRead, GroupCapApplied, Instalment, LeftOut, LeftOutBecause, Outcome, Reason, ReasonKind, SCHEMA, Sum,
    Trilean, VersionUsed, Worth,
};
pub(crate) use bundle::{best_bundle, exclusions, total_worth};
pub use decide::{Decision, decide};
pub(crate) use groups::{Grouped, of_no_case};
pub use limits::LimitApplied;
pub use points::{CriterionScored, GateJudged, GroupScored, Scored};
pub use question::{Likelihoods, Question, Questions, next_question, next_questions};
pub(crate) use show::facts_read;

use crate::{
    evaluate::{Bound as Known, Machine, bind},
    facts::Facts,
    pack::{Carried, Keep, Measure, Pack, Version},
};
use choose::{Open, Outcomes, Use, as_value, carried, choose};
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
    let parts = parts_for(pack, &bound, on, known_on)?;
    let (jobs, mut machines) = jobs(&parts, &bound, on, known_on);
    let measures = determine_all(pack, &jobs, &mut machines);
    let mut used: Vec<VersionUsed> = Vec::with_capacity(parts.len());
    for part in &parts {
        let kept = part.kept.map(|keep| keep.text.clone());
        used.push(VersionUsed { kept, ..VersionUsed::of(part.version, part.not_read_since, part.carried) });
    }
    let versions: Vec<&Version> = parts.iter().map(|part| part.version).collect();
    let mut grouped = Vec::new();
    for (machine, _) in machines.iter_mut().zip(&parts).filter(|(_, part)| !part.carried) {
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

/// What the measures come to that others read; nothing where none is read.
fn outcomes_of(pack: &Pack, bound: &Known, on: Date, known_on: Date) -> Result<Outcomes, CannotAssess> {
    let reads = |version: &Version| version.measures.iter().any(|measure| !measure.reads.is_empty());
    if !pack.versions.iter().any(reads) {
        return Ok(Outcomes::new());
    }
    let parts = parts_for(pack, bound, on, known_on)?;
    let (jobs, mut machines) = jobs(&parts, bound, on, known_on);
    let found = determine_all(pack, &jobs, &mut machines);
    let value =
        |found: &Determination| (format!("{}/{}", found.family, found.id), as_value(pack, bound, found));
    Ok(found.iter().map(value).collect())
}

/// The measures of a case, each with its machine.
fn jobs<'p>(
    parts: &'p [Part<'p>],
    bound: &'p Known,
    on: Date,
    known_on: Date,
) -> (Vec<Job<'p>>, Vec<Machine<'p>>) {
    let (mut jobs, mut machines) = (Vec::new(), Vec::new());
    for part in parts {
        for (measure, since) in &part.measures {
            let open = part.open.as_ref();
            jobs.push(Job { version: part.version, measure, since: *since, machine: machines.len(), open });
        }
        machines.push(Machine::new(part.version, bound, on, known_on));
    }
    (jobs, machines)
}

/// The versions of one case, then what goes on from earlier ones: at most unknown. What is of one version stands together
/// and shares a machine.
fn parts_for<'p>(
    pack: &'p Pack,
    bound: &Known,
    on: Date,
    known_on: Date,
) -> Result<Vec<Part<'p>>, CannotAssess> {
    let uses = choose(pack, bound, on, known_on);
    if uses.is_empty() {
        let first = pack.versions.iter().map(|version| version.in_force.from).min();
        return Err(CannotAssess::NoVersion { on, known_on, first });
    }
    let carried = carried(pack, &uses, known_on);
    let mut parts: Vec<Part<'p>> = Vec::with_capacity(uses.len());
    for Use { version, since, kept, open, .. } in uses {
        let measures = version.known_measures(known_on).map(|measure| (measure, since)).collect();
        parts.push(Part { version, not_read_since: since, carried: false, measures, kept, open });
    }
    for group in carried.chunk_by(|a, b| a.version.id == b.version.id) {
        let Some(Carried { version, since, .. }) = group.first().copied() else { continue };
        let measures = group.iter().map(|carried| (carried.measure, Some(carried.since))).collect();
        parts.push(Part {
            version,
            not_read_since: Some(since),
            carried: true,
            measures,
            kept: None,
            open: None,
        });
    }
    Ok(parts)
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
            outcomes.insert(key(job), as_value(pack, machine.bound, &determination));
            *slot = Some(determination);
            progress = true;
        }
        // Every measure waits for others only, as `load` checked: the loop ends with all of them found.
        if !progress {
            return found.into_iter().flatten().collect();
        }
    }
}

/// The measures of one version that are assessed, each with the day from which it was not read whether it still applies.
struct Part<'p> {
    version: &'p Version,
    not_read_since: Option<Date>,
    /// Whether it is an earlier version, with only what a later one does not restate.
    carried: bool,
    measures: Vec<(&'p Measure, Option<Date>)>,
    /// Whom it keeps although a later one applies to others.
    kept: Option<&'p Keep>,
    /// Why it is not known whether it is this one.
    open: Option<Open>,
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
        Part { version, not_read_since, carried: false, measures: measures.collect(), kept: None, open: None }
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
            kept: None,
            open: None,
        });
    }
    Ok(parts)
}
