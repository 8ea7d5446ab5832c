//! A second person approves a draft: never whoever changed it last, nor whoever submitted it. The model holds it, and so
//! does the schema.

use crate::{
    acts::{DraftNow, WhichDraft, keep},
    queries::{POLICY_OFFICE, Work, done_by},
};
use platform::{
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Subject},
};
use vocabulary::Refusal;

/// Approves a draft.
pub struct ApproveDraft;

impl Act for ApproveDraft {
    const NAME: &'static str = "policies.approve_draft";
    const SUMMARY: &'static str = "Approves a draft; never by whoever changed it last or submitted it.";
    const WHO: &'static [Grant] = POLICY_OFFICE;
    const RECORDS: Records = &["revision"];
    type Input = WhichDraft;
    type Output = DraftNow;

    async fn run(cx: &mut Context<'_>, input: WhichDraft) -> Outcome<DraftNow> {
        cx.authorize(&Subject::default())?;
        let done = done_by(cx.actor, cx.now)?;
        let work = Work::load(cx.app, cx.db, input.draft).await?;
        let draft = work.draft.clone().approve(done)?;
        // What was ready when it was submitted may have been overtaken since.
        Refusal::all(work.against(cx.app, cx.db, &work.tests()).await?)?;

        keep(cx, &work.draft, &draft, "approved", done, "").await?;
        cx.record("revision", draft.revision);
        cx.emit("policies.draft_approved", draft.id, &DraftNow::of(&draft))?;
        Ok(DraftNow::of(&draft))
    }
}
