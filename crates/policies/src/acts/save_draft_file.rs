//! A policy officer saves a file of a draft, or adds one. Whoever saves names the revision that was read: what a colleague
//! saved since is never overwritten unseen. A text with mistakes is kept all the same; it is told, and cannot be published.

use crate::{
    model::{Done, DraftFile, DraftFiles, MOST_FILES, kept_text, new_path},
    queries::{POLICY_OFFICE, changed_meanwhile, check, done_by, draft_of, name_of},
    store,
};
use platform::{
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{DraftId, Refusal};

/// Saves a file of a draft.
pub struct SaveDraftFile;

/// Which file, what it says now, and what was read before.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = policies::SaveDraftFile)]
pub struct DraftFileText {
    /// The draft.
    #[schema(value_type = String)]
    pub draft: DraftId,
    /// The file, as the pack names it; of a new one `name.yaml` or `tests/name.yaml`.
    pub path: String,
    /// The file's revision that was read; absent for a new file.
    #[serde(default)]
    pub revision: Option<i64>,
    /// What it says now.
    pub text: String,
}

/// A file as it was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::SavedDraftFile)]
pub struct SavedDraftFile {
    /// The draft.
    #[schema(value_type = String)]
    pub draft: DraftId,
    /// The file.
    pub path: String,
    /// Its revision now.
    pub revision: i64,
    /// The draft's revision now.
    pub draft_revision: i64,
    /// How many mistakes the draft has.
    pub errors: usize,
    /// How much of it deserves a look.
    pub warnings: usize,
}

impl Act for SaveDraftFile {
    const NAME: &'static str = "policies.save_draft_file";
    const SUMMARY: &'static str = "Saves a file of a draft, or adds one; refused if somebody saved it since the revision that was read.";
    const WHO: &'static [Grant] = POLICY_OFFICE;
    const RECORDS: Records = &["file", "revision", "errors"];
    type Input = DraftFileText;
    type Output = SavedDraftFile;

    async fn run(cx: &mut Context<'_>, input: DraftFileText) -> Outcome<SavedDraftFile> {
        cx.authorize(&Subject::default())?;
        let done = done_by(cx.actor, cx.now)?;
        let text = kept_text(&input.text)?;
        let before = draft_of(cx.db, input.draft).await?;
        let files = store::files(cx.db, input.draft).await?;

        // First of all: whoever reads that the draft is locked need not be told that a colleague changed it.
        let draft = before.clone().change(done)?;
        let old = files.get(input.path.trim());
        if let (Some(old), Some(read)) = (old, input.revision)
            && old.revision != read
        {
            return Err(changed_by_another(cx, old).await?.into());
        }
        let file = saved(&files, &input, text, done)?;
        let is_same = old.is_some_and(|old| old.content == file.content);
        let (draft, file) =
            if is_same { (before.clone(), old.cloned().unwrap_or(file)) } else { (draft, file) };

        if !is_same {
            let kept = store::save_file(cx.db, draft.id, &file, old.map(|old| old.revision)).await?;
            if !(kept && store::save_draft(cx.db, &before, &draft).await?) {
                return Err(changed_meanwhile());
            }
            let event = cx.fresh_id();
            store::put_event(cx.db, event, draft.id, "changed", done, &file.path).await?;
        }
        let checked = check(cx.app, &draft, &store::files(cx.db, draft.id).await?)?;
        let errors = checked.errors().count();

        cx.about(draft.id);
        cx.record("file", &file.path);
        cx.record("revision", draft.revision);
        cx.record("errors", errors);
        Ok(SavedDraftFile {
            draft: draft.id,
            path: file.path,
            revision: file.revision,
            draft_revision: draft.revision,
            errors,
            warnings: checked.findings.len() - errors,
        })
    }
}

/// The file as it is to be kept.
fn saved(files: &DraftFiles, input: &DraftFileText, text: String, done: Done) -> Result<DraftFile, Refusal> {
    let old = files.get(input.path.trim());
    let is_there = old.is_some_and(|old| old.content.is_some());
    match (old, input.revision) {
        (Some(old), Some(_)) if is_there => {
            Ok(DraftFile { content: Some(text), revision: old.revision + 1, changed: done, ..old.clone() })
        }
        (_, Some(_)) => Err(Refusal::not_found("policies.no_such_file").at("path")),
        (Some(_), None) if is_there => Err(Refusal::conflict("policies.file_exists").at("path")),
        (_, None) if files.texts().count() >= MOST_FILES => {
            Err(Refusal::conflict("policies.too_many_files").at("path").with("max", MOST_FILES))
        }
        // One that was taken out is put back.
        (Some(old), None) => {
            Ok(DraftFile { content: Some(text), revision: old.revision + 1, changed: done, ..old.clone() })
        }
        (None, None) => {
            let path = new_path(&input.path)?;
            Ok(DraftFile { path, content: Some(text), base: None, revision: 1, changed: done })
        }
    }
}

/// Somebody saved it since it was read: who, and when.
async fn changed_by_another(cx: &mut Context<'_>, file: &DraftFile) -> Outcome<Refusal> {
    let name = name_of(cx.db, file.changed.by).await?;
    let at = platform::texts::moment(file.changed.at, cx.app.region(), platform::Lang::Zh);
    let at_en = platform::texts::moment(file.changed.at, cx.app.region(), platform::Lang::En);
    Ok(Refusal::conflict("policies.file_changed")
        .at("text")
        .with("file", &file.path)
        .with("name", name)
        .with("at", at)
        .with("at_en", at_en))
}
