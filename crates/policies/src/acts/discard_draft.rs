//! A policy officer gives up a draft. Nothing is deleted: it stays to be read.

use crate::{
    acts::{DraftNow, WhichDraft, keep},
    queries::{POLICY_OFFICE, done_by, draft_of},
};
use platform::{
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Subject},
};

/// Gives up a draft.
pub struct DiscardDraft;

impl Act for DiscardDraft {
    const NAME: &'static str = "policies.discard_draft";
    const SUMMARY: &'static str = "Gives up a draft that is not published; it stays to be read.";
    const WHO: &'static [Grant] = POLICY_OFFICE;
    const RECORDS: Records = &["revision"];
    type Input = WhichDraft;
    type Output = DraftNow;

    async fn run(cx: &mut Context<'_>, input: WhichDraft) -> Outcome<DraftNow> {
        cx.authorize(&Subject::default())?;
        let done = done_by(cx.actor, cx.now)?;
        let before = draft_of(cx.db, input.draft).await?;
        let draft = before.clone().discard(done)?;

        keep(cx, &before, &draft, "discarded", done, "").await?;
        cx.record("revision", draft.revision);
        Ok(DraftNow::of(&draft))
    }
}
