//! `policies.draft_file`: one file of a draft, as it is and as it was, with the mistakes that stand in it.

use super::{POLICY_OFFICE, Work, name_of};
use crate::model::{CaseMistake, FileChange, FindingAnswer, StateWord};
use jiff::Timestamp;
use platform::{
    acts::{Looking, Outcome, Query},
    permissions::{Grant, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{DraftId, Refusal};

/// Reads a file of a draft.
pub struct DraftFileQuery;

/// Which file.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct DraftFileAsked {
    /// The draft.
    #[param(value_type = String)]
    pub draft: DraftId,
    /// The file, as the pack names it.
    pub path: String,
}

/// A file as it is read.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = policies::DraftFile)]
pub struct DraftFileAnswer {
    /// The draft.
    #[schema(value_type = String)]
    pub draft: DraftId,
    /// What the draft is for.
    pub title: String,
    /// How far the draft has come.
    pub state: StateWord,
    /// As the pack names it.
    pub path: String,
    /// Rises with each change: whoever saves names it.
    pub revision: i64,
    /// What became of it since the draft was begun.
    pub change: FileChange,
    /// What it says; nothing once it was taken out.
    pub text: Option<String>,
    /// What it said when the draft was begun; nothing if it was added since.
    pub base: Option<String>,
    /// When it was changed last.
    #[schema(value_type = String, format = DateTime)]
    pub changed_at: Timestamp,
    /// By whom.
    pub changed_by: String,
    /// What is wrong in it, and what deserves a look, by line and column.
    pub findings: Vec<FindingAnswer>,
    /// What is wrong in it, if it holds golden cases.
    pub case_mistakes: Vec<CaseMistake>,
}

impl Query for DraftFileQuery {
    const NAME: &'static str = "policies.draft_file";
    const SUMMARY: &'static str =
        "Reads one file of a draft, as it is and as it was, with the mistakes that stand in it.";
    const WHO: &'static [Grant] = POLICY_OFFICE;
    type Input = DraftFileAsked;
    type Output = DraftFileAnswer;

    async fn run(cx: &mut Looking<'_>, input: DraftFileAsked) -> Outcome<DraftFileAnswer> {
        cx.authorize(&Subject::default())?;
        let work = Work::load(cx.app, cx.db, input.draft).await?;
        let file = work.files.get(&input.path);
        let file = file.ok_or_else(|| Refusal::not_found("policies.no_such_file").at("path"))?;
        let case_mistakes = if file.is_test() {
            let mistakes = work.tests().mistakes.into_iter();
            mistakes.filter(|mistake| mistake.file == file.path).collect()
        } else {
            Vec::new()
        };
        let findings = work.checked.findings.iter().filter(|finding| finding.file == file.path);
        Ok(DraftFileAnswer {
            draft: input.draft,
            title: work.draft.title.clone(),
            state: work.draft.state.word(),
            path: file.path.clone(),
            revision: file.revision,
            change: file.change(),
            text: file.content.clone(),
            base: file.base.clone(),
            changed_at: file.changed.at,
            changed_by: name_of(cx.db, file.changed.by).await?,
            findings: findings.map(FindingAnswer::from).collect(),
            case_mistakes,
        })
    }
}
