//! A draft goes back to be worked on: a second person asks for a change and says which, or its author takes it back. A new
//! approval is needed afterwards.

use crate::{
    acts::{DraftNow, keep},
    model::note,
    queries::{POLICY_OFFICE, done_by, draft_of},
};
use platform::{
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::DraftId;

/// Gives a draft back.
pub struct ReturnDraft;

/// Which draft, and why.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = policies::ReturnDraft)]
pub struct DraftNote {
    /// The draft.
    #[schema(value_type = String)]
    pub draft: DraftId,
    /// What is to be done.
    pub note: String,
}

impl Act for ReturnDraft {
    const NAME: &'static str = "policies.return_draft";
    const SUMMARY: &'static str =
        "Gives a draft that was submitted or approved back to be worked on, with a note.";
    const WHO: &'static [Grant] = POLICY_OFFICE;
    const RECORDS: Records = &["revision"];
    type Input = DraftNote;
    type Output = DraftNow;

    async fn run(cx: &mut Context<'_>, input: DraftNote) -> Outcome<DraftNow> {
        cx.authorize(&Subject::default())?;
        let done = done_by(cx.actor, cx.now)?;
        let before = draft_of(cx.db, input.draft).await?;
        let note = note(&input.note)?;
        let draft = before.clone().give_back()?;

        keep(cx, &before, &draft, "returned", done, &note).await?;
        cx.record("revision", draft.revision);
        cx.emit("policies.draft_returned", draft.id, &DraftNow::of(&draft))?;
        Ok(DraftNow::of(&draft))
    }
}
