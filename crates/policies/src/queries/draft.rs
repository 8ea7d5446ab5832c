//! `policies.draft`: one draft with its files, what is wrong with them, what stands against publishing it, what happened.

use super::{DraftSummary, POLICY_OFFICE, Work, name_of};
use crate::{
    model::{FileChange, FindingAnswer, State, TestReport},
    store,
};
use jiff::Timestamp;
use platform::{
    Lang,
    acts::{Looking, Outcome, Query},
    permissions::{Grant, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{DraftId, Refusal};

/// Reads a draft.
pub struct DraftQuery;

/// Which draft.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct DraftAsked {
    /// Its id.
    #[param(value_type = String)]
    pub draft: DraftId,
}

/// A file in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = policies::DraftFileSummary)]
pub struct DraftFileSummary {
    /// As the pack names it.
    pub path: String,
    /// What became of it since the draft was begun.
    pub change: FileChange,
    /// Whether it is there: one that was taken out can be put back.
    pub is_there: bool,
    /// Rises with each change.
    pub revision: i64,
    /// How many mistakes stand in it.
    pub errors: usize,
    /// How much in it deserves a look.
    pub warnings: usize,
    /// Whether `pack.yaml` names it, or it holds golden cases; else it has no effect.
    pub is_used: bool,
}

/// Something that stands against publishing a draft.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = policies::AgainstDraft)]
pub struct Against {
    /// Stable, for programs.
    pub code: String,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// Something that happened.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = policies::DraftEvent)]
pub struct DraftEvent {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// `started`, `changed`, `removed`, `submitted`, `returned`, `approved`, `published` or `discarded`.
    pub what: String,
    /// Who did it: the name of the account.
    pub by: String,
    /// Which file was changed, why it was returned, from which day on it is published.
    pub note: String,
}

/// A draft as it is read.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = policies::Draft)]
pub struct DraftAnswer {
    /// As in a list.
    #[serde(flatten)]
    pub summary: DraftSummary,
    /// Its files, the pack's own first.
    pub files: Vec<DraftFileSummary>,
    /// What is wrong, and what deserves a look, by file, line and column.
    pub findings: Vec<FindingAnswer>,
    /// How many golden cases come out as expected.
    pub passed: usize,
    /// How many do not.
    pub failed: usize,
    /// What stands against submitting and publishing it; nothing of one that is published or given up.
    pub against: Vec<Against>,
    /// Whether the caller may approve it: it is submitted, and somebody else changed it last and submitted it.
    pub may_approve: bool,
    /// What happened, the latest first.
    pub events: Vec<DraftEvent>,
}

impl Query for DraftQuery {
    const NAME: &'static str = "policies.draft";
    const SUMMARY: &'static str =
        "Reads a draft: its files, its mistakes, what stands against publishing it, and what happened to it.";
    const WHO: &'static [Grant] = POLICY_OFFICE;
    type Input = DraftAsked;
    type Output = DraftAnswer;

    async fn run(cx: &mut Looking<'_>, input: DraftAsked) -> Outcome<DraftAnswer> {
        cx.authorize(&Subject::default())?;
        let work = Work::load(cx.app, cx.db, input.draft).await?;
        let is_over = matches!(work.draft.state, State::Published { .. } | State::Discarded { .. });
        let tests = work.tests();
        let against = if is_over { Vec::new() } else { work.against(cx.app, cx.db, &tests).await? };
        let mut events = Vec::new();
        for happened in store::events(cx.db, input.draft).await? {
            let by = name_of(cx.db, happened.by).await?;
            events.push(DraftEvent { at: happened.at, what: happened.what, by, note: happened.note });
        }
        let said = |refusal: &Refusal| Against {
            code: refusal.code.to_owned(),
            zh: cx.app.texts().refusal(Lang::Zh, refusal),
            en: cx.app.texts().refusal(Lang::En, refusal),
        };
        let against = against.iter().map(said).collect();
        let may_approve = cx
            .actor
            .account
            .is_some_and(|by| work.draft.clone().approve(crate::model::Done { at: cx.now, by }).is_ok());
        Ok(DraftAnswer {
            summary: DraftSummary::of(cx, &work.draft).await?,
            files: summaries(&work, &tests),
            findings: work.checked.findings.iter().map(FindingAnswer::from).collect(),
            passed: tests.passed(),
            failed: tests.failed(),
            against,
            may_approve,
            events,
        })
    }
}

fn summaries(work: &Work, tests: &TestReport) -> Vec<DraftFileSummary> {
    let manifest = work.files.get("pack.yaml").and_then(|file| file.content.as_deref()).unwrap_or_default();
    // A manifest that cannot be read names nothing, and that is told as its mistake.
    let named = rules::pack::named_files(manifest).ok();
    work.files
        .iter()
        // What was added and taken out again never was.
        .filter(|file| file.content.is_some() || file.base.is_some())
        .map(|file| {
            let found = || work.checked.findings.iter().filter(|finding| finding.file == file.path);
            let cases = tests.mistakes.iter().filter(|mistake| mistake.file == file.path).count();
            let is_named = named.as_ref().is_none_or(|named| named.contains(&file.path));
            DraftFileSummary {
                path: file.path.clone(),
                change: file.change(),
                is_there: file.content.is_some(),
                revision: file.revision,
                errors: found().filter(|finding| !finding.is_warning()).count() + cases,
                warnings: found().filter(|finding| finding.is_warning()).count(),
                is_used: file.path == "pack.yaml" || file.is_test() || is_named,
            }
        })
        .collect()
}
