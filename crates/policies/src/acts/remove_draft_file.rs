//! A policy officer takes a file out of a draft. What it said when the draft was begun is kept beside it.

use crate::{
    acts::DraftNow,
    model::DraftFile,
    queries::{POLICY_OFFICE, changed_meanwhile, done_by, draft_of},
    store,
};
use platform::{
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{DraftId, Refusal};

/// Takes a file out of a draft.
pub struct RemoveDraftFile;

/// Which file, and what was read before.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = policies::RemoveDraftFile)]
pub struct DraftFileRead {
    /// The draft.
    #[schema(value_type = String)]
    pub draft: DraftId,
    /// The file.
    pub path: String,
    /// The file's revision that was read.
    pub revision: i64,
}

impl Act for RemoveDraftFile {
    const NAME: &'static str = "policies.remove_draft_file";
    const SUMMARY: &'static str = "Takes a file out of a draft.";
    const WHO: &'static [Grant] = POLICY_OFFICE;
    const RECORDS: Records = &["file", "revision"];
    type Input = DraftFileRead;
    type Output = DraftNow;

    async fn run(cx: &mut Context<'_>, input: DraftFileRead) -> Outcome<DraftNow> {
        cx.authorize(&Subject::default())?;
        let done = done_by(cx.actor, cx.now)?;
        let before = draft_of(cx.db, input.draft).await?;
        let files = store::files(cx.db, input.draft).await?;

        let draft = before.clone().change(done)?;
        let old = files.get(&input.path).filter(|file| file.content.is_some());
        let old = old.ok_or_else(|| Refusal::not_found("policies.no_such_file").at("path"))?;
        if old.path == "pack.yaml" {
            return Err(Refusal::conflict("policies.pack_file_stays").at("path").into());
        }
        let file = DraftFile { content: None, revision: old.revision + 1, changed: done, ..old.clone() };

        let kept = store::save_file(cx.db, draft.id, &file, Some(input.revision)).await?;
        if !(kept && store::save_draft(cx.db, &before, &draft).await?) {
            return Err(changed_meanwhile());
        }
        let event = cx.fresh_id();
        store::put_event(cx.db, event, draft.id, "removed", done, &file.path).await?;
        cx.about(draft.id);
        cx.record("file", &file.path);
        cx.record("revision", draft.revision);
        Ok(DraftNow::of(&draft))
    }
}
