//! A policy officer sends a draft to a second person. It must be ready to be published: no mistake, no failing case, and
//! simulated after its last change.

use crate::{
    acts::{DraftNow, WhichDraft, keep},
    queries::{POLICY_OFFICE, Work, done_by},
};
use platform::{
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Subject},
};
use vocabulary::Refusal;

/// Sends a draft to a second person.
pub struct SubmitDraft;

impl Act for SubmitDraft {
    const NAME: &'static str = "policies.submit_draft";
    const SUMMARY: &'static str = "Sends a draft to a second person; refused with every reason while it has mistakes, failing cases, or no simulation newer than its last change.";
    const WHO: &'static [Grant] = POLICY_OFFICE;
    const RECORDS: Records = &["revision"];
    type Input = WhichDraft;
    type Output = DraftNow;

    async fn run(cx: &mut Context<'_>, input: WhichDraft) -> Outcome<DraftNow> {
        cx.authorize(&Subject::default())?;
        let done = done_by(cx.actor, cx.now)?;
        let work = Work::load(cx.app, cx.db, input.draft).await?;
        let draft = work.draft.clone().submit(done)?;
        Refusal::all(work.against(cx.app, cx.db, &work.tests()).await?)?;

        keep(cx, &work.draft, &draft, "submitted", done, "").await?;
        cx.record("revision", draft.revision);
        cx.emit("policies.draft_submitted", draft.id, &DraftNow::of(&draft))?;
        Ok(DraftNow::of(&draft))
    }
}
