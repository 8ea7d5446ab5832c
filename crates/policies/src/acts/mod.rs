//! The acts of policies.

mod approve_draft;
mod assess_facts;
mod discard_draft;
mod publish_draft;
mod reload_packs;
mod remove_draft_file;
mod return_draft;
mod save_draft_file;
mod simulate_draft;
mod start_draft;
mod submit_draft;
mod try_draft;

pub use approve_draft::ApproveDraft;
pub use assess_facts::{AssessFacts, GivenFacts};
pub use discard_draft::DiscardDraft;
pub use publish_draft::{PublishDraft, PublishFrom, PublishedEdition};
pub use reload_packs::{NoChoice, ReloadPacks, ReloadedPacks};
pub use remove_draft_file::{DraftFileRead, RemoveDraftFile};
pub use return_draft::{DraftNote, ReturnDraft};
pub use save_draft_file::{DraftFileText, SaveDraftFile, SavedDraftFile};
pub use simulate_draft::{AskedSimulation, SimulateDraft, SimulateOn};
pub use start_draft::{NewDraft, StartDraft};
pub use submit_draft::SubmitDraft;
pub use try_draft::{TriedFacts, TryDraft};

use crate::{
    model::{Done, Draft, StateWord},
    queries::changed_meanwhile,
    store,
};
use platform::acts::{Context, Outcome};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::DraftId;

/// A draft.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = policies::WhichDraft)]
pub struct WhichDraft {
    /// Its id.
    #[schema(value_type = String)]
    pub draft: DraftId,
}

/// How a draft stands after an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::DraftNow)]
pub struct DraftNow {
    /// Its id.
    #[schema(value_type = String)]
    pub draft: DraftId,
    /// The pack.
    pub pack: String,
    /// How far it has come.
    pub state: StateWord,
    /// Rises with each change of a file.
    pub revision: i64,
}

impl DraftNow {
    fn of(draft: &Draft) -> Self {
        Self {
            draft: draft.id,
            pack: draft.pack.clone(),
            state: draft.state.word(),
            revision: draft.revision,
        }
    }
}

/// Keeps a draft in its new state, and that it happened.
async fn keep(
    cx: &mut Context<'_>,
    before: &Draft,
    draft: &Draft,
    what: &'static str,
    done: Done,
    note: &str,
) -> Outcome<()> {
    if !store::save_draft(cx.db, before, draft).await? {
        return Err(changed_meanwhile());
    }
    let event = cx.fresh_id();
    store::put_event(cx.db, event, draft.id, what, done, note).await?;
    cx.about(draft.id);
    Ok(())
}
