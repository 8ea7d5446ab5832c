//! `policies.simulation`: how far the last simulation of a draft has come, and what it tells. Only figures of ten persons
//! and more leave here.

use super::{DraftAsked, POLICY_OFFICE, draft_of, name_of};
use crate::{
    model::Figures,
    store::{self, SimulationState},
};
use jiff::{Timestamp, civil::Date};
use platform::{
    acts::{Looking, Outcome, Query},
    permissions::{Grant, Subject},
};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{DraftId, Refusal, SimulationId};

/// Reads the last simulation of a draft.
pub struct SimulationQuery;

/// A simulation as it is told.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = policies::Simulation)]
pub struct SimulationAnswer {
    /// Its id.
    #[schema(value_type = String)]
    pub id: SimulationId,
    /// The draft.
    #[schema(value_type = String)]
    pub draft: DraftId,
    /// `waiting`, `running`, `done` or `interrupted`.
    pub state: String,
    /// The draft's revision that is reckoned.
    pub revision: i64,
    /// Whether the draft was changed since.
    pub is_out_of_date: bool,
    /// The day on which everybody is assessed.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// How many persons were registered when it was asked for.
    pub total: i64,
    /// How many are counted, in pages of some hundreds.
    pub done: i64,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    pub asked_at: Timestamp,
    /// By whom.
    pub asked_by: String,
    /// When it came to its end.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ended_at: Option<Timestamp>,
    /// What came out, once it is done.
    pub figures: Option<Figures>,
}

impl Query for SimulationQuery {
    const NAME: &'static str = "policies.simulation";
    const SUMMARY: &'static str = "Tells how far the last simulation of a draft has come, and its figures once it is done; fewer than ten persons are never told.";
    const WHO: &'static [Grant] = POLICY_OFFICE;
    type Input = DraftAsked;
    type Output = SimulationAnswer;

    async fn run(cx: &mut Looking<'_>, input: DraftAsked) -> Outcome<SimulationAnswer> {
        cx.authorize(&Subject::default())?;
        let draft = draft_of(cx.db, input.draft).await?;
        let simulation = store::latest_simulation(cx.db, input.draft).await?;
        let simulation =
            simulation.ok_or_else(|| Refusal::not_found("policies.no_simulation").at("draft"))?;
        let is_done = simulation.state == SimulationState::Done;
        Ok(SimulationAnswer {
            id: simulation.id,
            draft: simulation.draft,
            state: simulation.state.word().to_owned(),
            revision: simulation.revision,
            is_out_of_date: simulation.revision != draft.revision,
            on: simulation.on,
            total: simulation.total,
            done: simulation.progress.done,
            asked_at: simulation.asked.at,
            asked_by: name_of(cx.db, simulation.asked.by).await?,
            ended_at: simulation.ended_at,
            // Not before the end: two pages apart are few enough to be told apart.
            figures: is_done.then(|| Figures::of(&simulation.progress.tallies)),
        })
    }
}
