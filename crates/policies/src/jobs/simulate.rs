//! Reckons simulations: everybody registered is read a page at a time, assessed under the edition and the draft, and only
//! counted. After each page the tallies are kept, so that another program, or this one after a restart, goes on where the
//! last one stopped.

use crate::{
    model::Comparing,
    queries::Work,
    store::{self, Progress, Simulation, SimulationState},
};
use jiff::{SignedDuration, Timestamp};
use people::model::Profile;
use platform::{
    acts::{Outcome, Stop},
    app::App,
};
use rules::{Facts, Pack, Vocabulary};
use std::sync::Arc;
use tokio::task::spawn_blocking;
use vocabulary::{PersonId, SimulationId};

/// How many persons are read and counted between two signs of life.
const PAGE: u32 = 500;
/// Whoever gives no sign of life for so long does not reckon any more.
const SILENCE: SignedDuration = SignedDuration::from_secs(120);

/// Goes on with what nobody reckons; says how many simulations came to their end.
///
/// # Errors
/// What the database says.
pub async fn go_on_with_simulations(app: &App) -> Outcome<usize> {
    let silent_since = app.now().checked_sub(SILENCE).unwrap_or(Timestamp::MIN);
    let open = store::to_go_on(&mut app.database().read().await?, silent_since).await?;
    let mut ended = 0;
    for id in open {
        ended += usize::from(reckon_simulation(app, id).await?);
    }
    Ok(ended)
}

/// Reckons a simulation to its end, if nobody else does; says whether it did.
///
/// # Errors
/// What the database says. It stands as it was after the last page, and can be gone on with.
pub async fn reckon_simulation(app: &App, id: SimulationId) -> Outcome<bool> {
    let Some(mut simulation) = taken(app, id).await? else { return Ok(false) };
    let work = Work::load(app, &mut app.database().read().await?, simulation.draft).await?;
    let packs = match (work.base(), work.checked.pack.clone()) {
        // The texts that were to be reckoned are not there any more.
        _ if work.draft.revision != simulation.revision => None,
        (Ok(base), Some(pack)) => Some((Arc::new(base), pack)),
        _ => None,
    };
    let Some((before, after)) = packs else { return give_up(app, simulation).await };
    loop {
        let page = {
            let mut db = app.database().read().await?;
            people::profiles_after(&mut db, simulation.progress.behind, PAGE).await?
        };
        let is_last = page.len() < usize::try_from(PAGE).unwrap_or(usize::MAX);
        let counted = count(app, &simulation, &before, &after, page).await?;
        let Some(progress) = counted else { return give_up(app, simulation).await };
        simulation.progress = progress;
        if is_last {
            simulation.state = SimulationState::Done;
        }
        if !keep(app, &mut simulation).await? {
            return Ok(false);
        }
        if is_last {
            return Ok(true);
        }
    }
}

/// Takes a simulation that is waiting or stands still; nothing if somebody else reckons it, or it is over.
async fn taken(app: &App, id: SimulationId) -> Outcome<Option<Simulation>> {
    let now = app.now();
    let silent_since = now.checked_sub(SILENCE).unwrap_or(Timestamp::MIN);
    let simulation = store::load_simulation(&mut app.database().read().await?, id).await?;
    let is_free = |simulation: &Simulation| match simulation.state {
        SimulationState::Waiting => true,
        SimulationState::Running => simulation.beat_at < silent_since,
        SimulationState::Done | SimulationState::Interrupted => false,
    };
    let Some(simulation) = simulation.filter(is_free) else { return Ok(None) };
    let claimed = simulation.clone();
    let is_ours = app
        .database()
        .write(move |db| Box::pin(async move { store::claim(db, &claimed, now).await }))
        .await??;
    Ok(is_ours.then_some(Simulation { state: SimulationState::Running, beat_at: now, ..simulation }))
}

/// Counts a page of people; nothing if somebody's facts fit neither pack's vocabulary.
async fn count(
    app: &App,
    simulation: &Simulation,
    before: &Arc<Pack>,
    after: &Arc<Pack>,
    page: Vec<(PersonId, Profile)>,
) -> Outcome<Option<Progress>> {
    let (before, after, on) = (Arc::clone(before), Arc::clone(after), simulation.on);
    let mut progress = simulation.progress.clone();
    let today = app.region().date_of(app.now());
    // Hundreds of assessments: not where others wait for answers.
    let counted = spawn_blocking(move || {
        let comparing = Comparing::new(&before, &after, on).ok()?;
        let is_alike = is_alike(&before.vocabulary, &after.vocabulary);
        let people: Vec<(Facts, Facts)> = page
            .iter()
            .map(|(_, profile)| {
                // What holds today and not on the day assessed: the registry does not know the future.
                let standing = profile.as_of(today);
                let old = people::typed(&standing, &before.vocabulary);
                let new = if is_alike { old.clone() } else { people::typed(&standing, &after.vocabulary) };
                (old, new)
            })
            .collect();
        comparing.count(&mut progress.tallies, &people).ok()?;
        progress.done += i64::try_from(page.len()).unwrap_or(i64::MAX);
        progress.behind = page.last().map(|(id, _)| *id).or(progress.behind);
        Some(progress)
    });
    counted.await.map_err(|error| Stop::Internal(error.to_string()))
}

/// Whether facts read by one vocabulary can be taken for those read by the other.
fn is_alike(before: &Vocabulary, after: &Vocabulary) -> bool {
    before.facts() == after.facts() && before.schemes() == after.schemes()
}

async fn give_up(app: &App, mut simulation: Simulation) -> Outcome<bool> {
    simulation.state = SimulationState::Interrupted;
    keep(app, &mut simulation).await?;
    Ok(false)
}

/// Keeps how far it has come; answers `false` if another program took it over, or it was given up, meanwhile.
async fn keep(app: &App, simulation: &mut Simulation) -> Outcome<bool> {
    let before = simulation.beat_at;
    simulation.beat_at = app.now();
    simulation.ended_at = (!simulation.state.is_open()).then_some(simulation.beat_at);
    let kept = simulation.clone();
    Ok(app
        .database()
        .write(move |db| Box::pin(async move { store::save_progress(db, &kept, before).await }))
        .await??)
}
