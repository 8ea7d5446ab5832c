//! One draft: how it stands, what is still to be done, its files, its mistakes, and what happened to it.

use super::{change_tag, draft_id, error_at, file_href, href, read, state_tag, words};
use crate::{
    model::{FindingAnswer, StateWord},
    pages::views::Speaker,
    queries::{DraftAnswer, DraftEvent, DraftFileSummary, find_pack},
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Html,
};
use platform::{
    acts::Outcome,
    components::{Button, ErrorSummary, Input, Notice, Page, Tag, TextArea, Timeline},
    pages::{errors_of, show},
    texts,
    web::Caller,
};
use serde::Deserialize;
use vocabulary::{Lang, Refusal};

#[derive(Template)]
#[template(path = "policies/workbench/draft.html")]
struct DraftPage {
    page: Page,
    errors: Option<ErrorSummary>,
    title: String,
    pack: String,
    tag: Tag,
    since: String,
    at: String,
    files: Vec<FileRow>,
    findings: Vec<FindingRow>,
    /// How many golden cases come out as expected, and how many not.
    cases: String,
    against: Vec<String>,
    is_editing: bool,
    may_submit: bool,
    may_return: bool,
    may_approve: bool,
    may_publish: bool,
    may_discard: bool,
    /// It is submitted, and whoever looks is the one who may not approve it.
    is_own: bool,
    published: Option<String>,
    note: TextArea,
    from: Input,
    new_file: Input,
    timeline: Timeline,
    key: String,
}

struct FileRow {
    path: String,
    href: String,
    tag: Option<Tag>,
    is_unused: bool,
    errors: Option<String>,
}

/// A mistake in a list, with the way to its line.
pub(super) struct FindingRow {
    pub(super) place: String,
    pub(super) href: String,
    pub(super) is_warning: bool,
    pub(super) article: Option<String>,
    pub(super) text: String,
}

/// What was just done.
#[derive(Deserialize, Default)]
pub(super) struct Done {
    done: Option<String>,
}

/// What a form of the page sent, to be shown again.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) note: String,
    pub(super) from: Option<String>,
    pub(super) path: String,
}

pub(super) async fn show_draft(
    caller: Caller,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Outcome<Html<String>> {
    let id = draft_id(&caller, &id)?;
    let draft = read(&caller, id).await?;
    let mut page = caller.page();
    let key = match done.done.as_deref() {
        Some("submitted") => Some("policies-draft-done-submitted"),
        Some("returned") => Some("policies-draft-done-returned"),
        Some("approved") => Some("policies-draft-done-approved"),
        Some("published") => Some("policies-draft-done-published"),
        Some("discarded") => Some("policies-draft-done-discarded"),
        Some("removed") => Some("policies-draft-done-removed"),
        _ => None,
    };
    page.notice = key.map(|key| Notice::Success(page.t(key).into()));
    render(&caller, page, &draft, &Typed::default(), None)
}

/// The page of a draft, with what was typed and what is wrong with it.
pub(super) fn render(
    caller: &Caller,
    mut page: Page,
    draft: &DraftAnswer,
    typed: &Typed,
    refusal: Option<&Refusal>,
) -> Outcome<Html<String>> {
    let errors = refusal.map(|refusal| errors_of(caller, &mut page, refusal));
    let summary = &draft.summary;
    let pack = find_pack(&caller.app, Some(&summary.pack)).ok();
    let today = caller.app.region().date_of(caller.app.now());
    let at = texts::moment(summary.changed_at, caller.app.region(), caller.lang);
    let from = typed.from.clone().unwrap_or_else(|| today.to_string());
    let state = summary.state;
    let is_editing = state == StateWord::Editing;
    show(&DraftPage {
        title: summary.title.clone(),
        pack: pack.map_or_else(
            || summary.pack.clone(),
            |pack| Speaker::new(&caller.app, caller.lang, &pack.vocabulary).text(&pack.title),
        ),
        tag: state_tag(&page, state),
        since: page.t2("policies-workbench-changed", "name", &summary.changed_by, "at", at),
        at: href(summary.id),
        files: draft.files.iter().map(|file| file_row(&page, draft, file)).collect(),
        findings: draft.findings.iter().map(|finding| finding_row(caller, &page, draft, finding)).collect(),
        cases: page.t2("policies-draft-cases", "passed", draft.passed, "failed", draft.failed),
        against: draft
            .against
            .iter()
            .map(|reason| match caller.lang {
                Lang::Zh => reason.zh.clone(),
                Lang::En => reason.en.clone(),
            })
            .collect(),
        is_editing,
        may_submit: is_editing && draft.against.is_empty(),
        may_return: matches!(state, StateWord::Submitted | StateWord::Approved),
        may_approve: draft.may_approve,
        may_publish: state == StateWord::Approved,
        may_discard: !matches!(state, StateWord::Published | StateWord::Discarded),
        is_own: state == StateWord::Submitted && !draft.may_approve,
        published: summary
            .in_force_from
            .map(|from| page.t1("policies-draft-served-from", "date", texts::date(from, caller.lang))),
        note: TextArea::new("note", page.t("policies-draft-note-label"))
            .hint(page.t("policies-draft-note-hint"))
            .value(typed.note.as_str())
            .error(error_at(caller, &page, refusal, "note")),
        from: Input::new("from", page.t("policies-draft-from-label"))
            .kind("date")
            .hint(page.t("policies-draft-from-hint"))
            .width(10)
            .value(from)
            .error(error_at(caller, &page, refusal, "from")),
        new_file: Input::new("path", page.t("policies-draft-new-file-label"))
            .hint(page.t("policies-draft-new-file-hint"))
            .value(typed.path.as_str())
            .error(error_at(caller, &page, refusal, "path")),
        timeline: timeline(caller, &page, &draft.events),
        key: caller.form_key(),
        errors,
        page,
    })
}

fn file_row(page: &Page, draft: &DraftAnswer, file: &DraftFileSummary) -> FileRow {
    let count = |count: usize, key: &str| (count > 0).then(|| page.t1(key, "count", count));
    FileRow {
        path: file.path.clone(),
        href: file_href(draft.summary.id, &file.path),
        tag: change_tag(page, file.change),
        is_unused: !file.is_used && file.is_there,
        errors: count(file.errors, "policies-draft-errors")
            .or_else(|| count(file.warnings, "policies-draft-warnings")),
    }
}

fn finding_row(caller: &Caller, page: &Page, draft: &DraftAnswer, finding: &FindingAnswer) -> FindingRow {
    let file = file_href(draft.summary.id, &finding.file);
    FindingRow {
        place: page.t_with(
            "policies-draft-place",
            &[
                ("file", finding.file.clone()),
                ("line", finding.line.to_string()),
                ("column", finding.column.to_string()),
            ],
        ),
        href: format!("{file}#L{}", finding.line),
        is_warning: finding.is_warning,
        article: finding.article.as_ref().map(|article| page.t1("policies-article", "article", article)),
        text: words(&finding.text, caller.lang),
    }
}

fn timeline(caller: &Caller, page: &Page, events: &[DraftEvent]) -> Timeline {
    events.iter().fold(Timeline::new(), |timeline, event| {
        let key = match event.what.as_str() {
            "started" => "policies-draft-event-started",
            "changed" => "policies-draft-event-changed",
            "removed" => "policies-draft-event-removed",
            "submitted" => "policies-draft-event-submitted",
            "returned" => "policies-draft-event-returned",
            "approved" => "policies-draft-event-approved",
            "published" => "policies-draft-event-published",
            _ => "policies-draft-event-discarded",
        };
        let at = texts::moment(event.at, caller.app.region(), caller.lang);
        let text = page.t2("policies-draft-event", "name", &event.by, "at", at);
        timeline.event(page.t1(key, "note", &event.note), text)
    })
}
