//! A policy officer begins a draft: a copy of the pack as it was published last, golden cases included, to be worked on
//! without anybody outside the office noticing.

use crate::{
    acts::DraftNow,
    model::{Draft, DraftFile, DraftFiles, title},
    queries::{Latest, POLICY_OFFICE, done_by, find_pack, newest},
    store,
};
use platform::{
    acts::{Act, Context, Outcome, Records, Stop},
    permissions::{Grant, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::DraftId;

/// Begins a draft.
pub struct StartDraft;

/// Of which pack, and what for.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = policies::StartDraft)]
pub struct NewDraft {
    /// The pack's name; the region's own if it is not said.
    #[serde(default)]
    pub pack: Option<String>,
    /// What it is for, in the office's words.
    pub title: String,
}

impl Act for StartDraft {
    const NAME: &'static str = "policies.start_draft";
    const SUMMARY: &'static str =
        "Begins a draft: a copy of the pack as it was published last, with its golden cases.";
    const WHO: &'static [Grant] = POLICY_OFFICE;
    const RECORDS: Records = &["pack", "based_on", "files"];
    type Input = NewDraft;
    type Output = DraftNow;

    async fn run(cx: &mut Context<'_>, input: NewDraft) -> Outcome<DraftNow> {
        cx.authorize(&Subject::default())?;
        let done = done_by(cx.actor, cx.now)?;
        let title = title(&input.title)?;
        let pack = find_pack(cx.app, input.pack.as_deref())?;
        let latest = newest(cx.app, cx.db, &pack.id).await?;
        let texts = match &latest {
            Latest::File { texts, .. } => texts.as_ref().clone(),
            Latest::Published(newest) => {
                let stored = store::stored_edition(cx.db, newest.id).await?;
                stored.ok_or_else(|| Stop::Internal("a publication lost its texts".to_owned()))?.texts
            }
        };

        let draft = Draft::start(DraftId::new(cx.fresh_id()), &pack.id, title, latest.fingerprint(), done);
        let file = |(path, text): (String, String)| DraftFile {
            path,
            content: Some(text.clone()),
            base: Some(text),
            revision: 0,
            changed: done,
        };
        let files = DraftFiles::new(texts.into_iter().map(file).collect());
        store::insert(cx.db, &draft, &files).await?;
        let event = cx.fresh_id();
        store::put_event(cx.db, event, draft.id, "started", done, "").await?;

        cx.about(draft.id);
        cx.record("pack", &draft.pack);
        cx.record("based_on", &draft.based_on);
        cx.record("files", files.len());
        Ok(DraftNow::of(&draft))
    }
}
