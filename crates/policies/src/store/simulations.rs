//! The table of simulations: what is to be reckoned, how far it has come, what came out.

use crate::model::{Done, Tallies};
use jiff::{Timestamp, civil::Date};
use platform::database::{Connection, DatabaseError, Row};
use vocabulary::{DraftId, PersonId, SimulationId};

const COLUMNS: &str = "id, draft_id, revision, on_day, state, asked_at, asked_by, beat_at, total, done, behind, tallies, ended_at";

/// So many are gone on with at one time.
const AT_ONCE: i64 = 10;

/// How far a simulation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SimulationState {
    /// Nobody reckons yet.
    Waiting,
    /// Somebody reckons, or did and stopped: the last sign of life tells.
    Running,
    /// All are counted.
    Done,
    /// It was given up: the draft changed while nobody reckoned, or it could not be reckoned.
    Interrupted,
}

impl SimulationState {
    const ALL: [Self; 4] = [Self::Waiting, Self::Running, Self::Done, Self::Interrupted];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Interrupted => "interrupted",
        }
    }

    pub(crate) const fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Running)
    }
}

/// How many are counted, and what came out so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Progress {
    /// How many persons are counted.
    pub(crate) done: i64,
    /// The last of them.
    pub(crate) behind: Option<PersonId>,
    /// The tallies so far.
    pub(crate) tallies: Tallies,
}

/// A simulation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Simulation {
    pub(crate) id: SimulationId,
    pub(crate) draft: DraftId,
    /// The draft's revision that is reckoned.
    pub(crate) revision: i64,
    /// The day assessed.
    pub(crate) on: Date,
    pub(crate) state: SimulationState,
    pub(crate) asked: Done,
    /// The last sign of life.
    pub(crate) beat_at: Timestamp,
    /// How many persons were registered when it began.
    pub(crate) total: i64,
    pub(crate) progress: Progress,
    pub(crate) ended_at: Option<Timestamp>,
}

/// A simulation by its id.
pub(crate) async fn load_simulation(
    db: &mut Connection,
    id: SimulationId,
) -> Result<Option<Simulation>, DatabaseError> {
    let sql = format!("select {COLUMNS} from policy_simulations where id = $1");
    db.fetch_optional(sql, vec![id.into()]).await?.as_ref().map(read).transpose()
}

/// The last simulation of a draft that was asked for.
pub(crate) async fn latest_simulation(
    db: &mut Connection,
    draft: DraftId,
) -> Result<Option<Simulation>, DatabaseError> {
    let sql =
        format!("select {COLUMNS} from policy_simulations where draft_id = $1 order by number desc limit 1");
    db.fetch_optional(sql, vec![draft.into()]).await?.as_ref().map(read).transpose()
}

/// The simulation of a draft that is on its way, if one is.
pub(crate) async fn open_simulation(
    db: &mut Connection,
    draft: DraftId,
) -> Result<Option<Simulation>, DatabaseError> {
    Ok(latest_simulation(db, draft).await?.filter(|simulation| simulation.state.is_open()))
}

/// Keeps a new simulation. A second one of the same draft at the same moment is a unique violation.
pub(crate) async fn insert_simulation(
    db: &mut Connection,
    simulation: &Simulation,
) -> Result<(), DatabaseError> {
    let sql = "select coalesce(max(number), 0) + 1 as n from policy_simulations where draft_id = $1";
    let number = db.fetch_one(sql, vec![simulation.draft.into()]).await?.int("n")?;
    let sql = "insert into policy_simulations (id, draft_id, number, revision, on_day, state, asked_at, asked_by, beat_at, total, done, tallies) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let args = vec![
        simulation.id.into(),
        simulation.draft.into(),
        number.into(),
        simulation.revision.into(),
        simulation.on.into(),
        simulation.state.word().into(),
        simulation.asked.at.into(),
        simulation.asked.by.into(),
        simulation.beat_at.into(),
        simulation.total.into(),
        simulation.progress.done.into(),
        json(&simulation.progress.tallies).into(),
    ];
    db.execute(sql, args).await.map(drop)
}

/// Those that nobody reckons: waiting, or without a sign of life since `silent_since`.
pub(crate) async fn to_go_on(
    db: &mut Connection,
    silent_since: Timestamp,
) -> Result<Vec<SimulationId>, DatabaseError> {
    let sql = "select id from policy_simulations where state = 'waiting' or (state = 'running' and beat_at < $1) order by id limit $2";
    let rows = db.fetch_all(sql, vec![silent_since.into(), AT_ONCE.into()]).await?;
    rows.iter().map(|row| row.parse("id")).collect()
}

/// Takes a simulation that nobody reckons. Answers `false` if another program was faster.
pub(crate) async fn claim(
    db: &mut Connection,
    simulation: &Simulation,
    now: Timestamp,
) -> Result<bool, DatabaseError> {
    let sql = "update policy_simulations set state = 'running', beat_at = $1 where id = $2 and state = $3 and beat_at = $4";
    let args =
        vec![now.into(), simulation.id.into(), simulation.state.word().into(), simulation.beat_at.into()];
    Ok(db.execute(sql, args).await? == 1)
}

/// Gives up a simulation that is on its way: whoever reckons it finds that out at its next sign of life.
pub(crate) async fn interrupt(
    db: &mut Connection,
    id: SimulationId,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let sql = "update policy_simulations set state = 'interrupted', ended_at = $1 where id = $2 and state in ('waiting', 'running')";
    db.execute(sql, vec![now.into(), id.into()]).await.map(drop)
}

/// Keeps how far a simulation has come. Answers `false` if another program has taken it over since `beat_at`.
pub(crate) async fn save_progress(
    db: &mut Connection,
    simulation: &Simulation,
    beat_at: Timestamp,
) -> Result<bool, DatabaseError> {
    let sql = "update policy_simulations set state = $1, beat_at = $2, done = $3, behind = $4, tallies = $5, ended_at = $6 where id = $7 and state = 'running' and beat_at = $8";
    let args = vec![
        simulation.state.word().into(),
        simulation.beat_at.into(),
        simulation.progress.done.into(),
        simulation.progress.behind.into(),
        json(&simulation.progress.tallies).into(),
        simulation.ended_at.into(),
        simulation.id.into(),
        beat_at.into(),
    ];
    Ok(db.execute(sql, args).await? == 1)
}

fn read(row: &Row) -> Result<Simulation, DatabaseError> {
    let word = row.text("state")?;
    let state = SimulationState::ALL.into_iter().find(|state| state.word() == word);
    let state = state.ok_or_else(|| DatabaseError::Column { column: "state".to_owned(), problem: word })?;
    Ok(Simulation {
        id: row.parse("id")?,
        draft: row.parse("draft_id")?,
        revision: row.int("revision")?,
        on: row.parse("on_day")?,
        state,
        asked: Done { at: row.parse("asked_at")?, by: row.parse("asked_by")? },
        beat_at: row.parse("beat_at")?,
        total: row.int("total")?,
        progress: Progress {
            done: row.int("done")?,
            behind: row.maybe("behind")?,
            tallies: row.json("tallies")?,
        },
        ended_at: row.maybe("ended_at")?,
    })
}

fn json(tallies: &Tallies) -> String {
    // Numbers and texts by text have no way to fail.
    serde_json::to_string(tallies).unwrap_or_default()
}
