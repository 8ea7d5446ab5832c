//! A policy officer asks what a draft would mean for those who are registered. A job reckons it; whoever asked sees its
//! progress. Only figures of ten persons and more leave it.

use crate::{
    model::{Comparing, day},
    queries::{POLICY_OFFICE, Work, done_by},
    store::{self, Progress, Simulation, SimulationState},
};
use platform::{
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{DraftId, Refusal, SimulationId};

/// Asks for a simulation.
pub struct SimulateDraft;

/// Of which draft, on which day.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = policies::SimulateDraft)]
pub struct SimulateOn {
    /// The draft.
    #[schema(value_type = String)]
    pub draft: DraftId,
    /// The day on which everybody is assessed; today if it is not said.
    #[serde(default)]
    #[schema(format = Date)]
    pub on: Option<String>,
}

/// A simulation that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::AskedSimulation)]
pub struct AskedSimulation {
    /// The simulation.
    #[schema(value_type = String)]
    pub simulation: SimulationId,
    /// Of the draft as it is at this revision.
    pub revision: i64,
    /// How many persons are registered.
    pub persons: i64,
}

impl Act for SimulateDraft {
    const NAME: &'static str = "policies.simulate_draft";
    const SUMMARY: &'static str = "Asks what a draft would mean for those who are registered, beside the edition it was begun from; figures of fewer than ten persons are not told.";
    const WHO: &'static [Grant] = POLICY_OFFICE;
    const RECORDS: Records = &["simulation", "revision", "on", "persons"];
    type Input = SimulateOn;
    type Output = AskedSimulation;

    async fn run(cx: &mut Context<'_>, input: SimulateOn) -> Outcome<AskedSimulation> {
        cx.authorize(&Subject::default())?;
        let done = done_by(cx.actor, cx.now)?;
        let work = Work::load(cx.app, cx.db, input.draft).await?;
        let on = day(input.on.as_deref(), "on", cx.today())?;
        let base = work.base()?;
        // What cannot be assessed is told before anybody waits.
        let comparing = Comparing::new(&base, work.pack()?, on).map_err(Refusal::from)?;
        let tallies = comparing.begin().map_err(Refusal::from)?;
        if let Some(open) = store::open_simulation(cx.db, input.draft).await? {
            if open.revision == work.draft.revision && open.on == on {
                return Err(Refusal::conflict("policies.simulation_running").into());
            }
            // It reckons a draft that is not there any more.
            store::interrupt(cx.db, open.id, cx.now).await?;
        }
        let persons = people::count_registered(cx.db).await?;
        let simulation = Simulation {
            id: SimulationId::new(cx.fresh_id()),
            draft: work.draft.id,
            revision: work.draft.revision,
            on,
            state: SimulationState::Waiting,
            asked: done,
            beat_at: cx.now,
            total: persons,
            progress: Progress { done: 0, behind: None, tallies },
            ended_at: None,
        };
        match store::insert_simulation(cx.db, &simulation).await {
            // A colleague asked for one at the same moment.
            Err(error) if error.is_unique_violation() => {
                return Err(Refusal::conflict("policies.simulation_running").into());
            }
            inserted => inserted?,
        }

        cx.about(work.draft.id);
        cx.record("simulation", simulation.id);
        cx.record("revision", simulation.revision);
        cx.record("on", on);
        cx.record("persons", persons);
        let asked = AskedSimulation { simulation: simulation.id, revision: simulation.revision, persons };
        cx.emit("policies.simulation_asked", simulation.id, &asked)?;
        Ok(asked)
    }
}
