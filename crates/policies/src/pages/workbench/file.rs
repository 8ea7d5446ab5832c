//! One file of a draft: its text in a plain text area, its mistakes, the text with line numbers, and what changed. Whoever
//! saves over a colleague's change gets the own text back, beside what the colleague saved.

use super::{
    actions::answer,
    change_tag,
    draft::{FindingRow, Typed},
    draft_id, error_at, file_href, href, lines, refused, whole, words,
};
use crate::{
    acts::{DraftFileRead, DraftFileText, RemoveDraftFile, SaveDraftFile},
    model::{CaseMistake, FindingAnswer, StateWord},
    queries::{DraftFileAnswer, DraftFileAsked, DraftFileQuery},
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::{Html, IntoResponse as _, Redirect, Response},
};
use platform::{
    acts::{Outcome, Stop, ask, run},
    components::{Button, Content, ErrorSummary, Notice, Page, Tag, TextArea},
    pages::{errors_of, show},
    texts,
    web::{Caller, Posted, Upload},
};
use serde::Deserialize;
use vocabulary::{DraftId, Refusal};

#[derive(Template)]
#[template(path = "policies/workbench/file.html")]
struct FilePage {
    page: Page,
    errors: Option<ErrorSummary>,
    title: String,
    path: String,
    back: String,
    at: String,
    tag: Option<Tag>,
    changed: String,
    /// Nothing if the draft is locked or the file was taken out.
    text: Option<TextArea>,
    /// What a colleague saved meanwhile, beside the own text.
    conflict: Option<Content>,
    is_editing: bool,
    is_removed: bool,
    may_remove: bool,
    revision: i64,
    findings: Vec<FindingRow>,
    numbered: Option<Content>,
    differing: Option<Content>,
    key: String,
}

/// Which file, and what was just done.
#[derive(Deserialize)]
pub(super) struct Which {
    path: String,
    done: Option<String>,
}

/// How many lines of a text area are seen at once.
const ROWS: u16 = 28;

pub(super) async fn show_file(
    caller: Caller,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Outcome<Html<String>> {
    let id = draft_id(&caller, &id)?;
    let file = ask_for(&caller, id, &which.path).await?;
    let mut page = caller.page();
    if which.done.is_some() {
        let mistakes =
            file.findings.iter().filter(|finding| !finding.is_warning).count() + file.case_mistakes.len();
        let words = match mistakes {
            0 => page.t("policies-file-saved"),
            count => page.t1("policies-file-saved-with-mistakes", "count", count),
        };
        page.notice = Some(Notice::Success(words.into()));
    }
    render(&caller, page, &file, None, None)
}

pub(super) async fn save(caller: Caller, Path(id): Path<String>, upload: Upload) -> Outcome<Response> {
    let id = draft_id(&caller, &id)?;
    let posted = &upload.posted;
    let path = posted.get("path").unwrap_or_default().to_owned();
    let text = whole(posted, "text").to_owned();
    let revision = posted.get("revision").and_then(|revision| revision.parse().ok());
    // A file that was taken out is put back without a revision.
    let input = DraftFileText { draft: id, path: path.clone(), revision, text: text.clone() };
    match run::<SaveDraftFile>(&caller.app, &caller.actor, input, posted.key()?).await {
        Ok(saved) => Ok(Redirect::to(&format!("{}&done=1", file_href(id, &saved.path))).into_response()),
        Err(Stop::Refused(refusal)) => {
            let file = ask_for(&caller, id, &path).await?;
            let page = render(&caller, caller.page(), &file, Some(&text), Some(&refusal))?;
            Ok(refused(&refusal, page))
        }
        Err(failure) => Err(failure),
    }
}

pub(super) async fn add(caller: Caller, Path(id): Path<String>, posted: Posted) -> Outcome<Response> {
    let id = draft_id(&caller, &id)?;
    let path = posted.get("path").unwrap_or_default().to_owned();
    let text = if path.starts_with("tests/") { "cases: []\n" } else { "" };
    let input = DraftFileText { draft: id, path: path.clone(), revision: None, text: text.to_owned() };
    match run::<SaveDraftFile>(&caller.app, &caller.actor, input, posted.key()?).await {
        Ok(saved) => Ok(Redirect::to(&file_href(id, &saved.path)).into_response()),
        refused => answer(&caller, id, refused, "", Typed { path, ..Typed::default() }).await,
    }
}

pub(super) async fn remove(caller: Caller, Path(id): Path<String>, posted: Posted) -> Outcome<Response> {
    let id = draft_id(&caller, &id)?;
    let path = posted.get("path").unwrap_or_default().to_owned();
    let revision = posted.get("revision").and_then(|revision| revision.parse().ok()).unwrap_or_default();
    let input = DraftFileRead { draft: id, path, revision };
    let done = run::<RemoveDraftFile>(&caller.app, &caller.actor, input, posted.key()?).await;
    answer(&caller, id, done, "removed", Typed::default()).await
}

async fn ask_for(caller: &Caller, id: DraftId, path: &str) -> Outcome<DraftFileAnswer> {
    let asked = DraftFileAsked { draft: id, path: path.to_owned() };
    ask::<DraftFileQuery>(&caller.app, &caller.actor, asked).await
}

fn render(
    caller: &Caller,
    mut page: Page,
    file: &DraftFileAnswer,
    typed: Option<&str>,
    refusal: Option<&Refusal>,
) -> Outcome<Html<String>> {
    let errors = refusal.map(|refusal| errors_of(caller, &mut page, refusal));
    let is_editing = file.state == StateWord::Editing;
    let text = file.text.as_deref();
    let conflict = refusal
        .filter(|refusal| refusal.code == "policies.file_changed")
        .and(typed)
        .and_then(|typed| lines::differing(text.unwrap_or_default(), &typed.replace("\r\n", "\n")));
    let at = texts::moment(file.changed_at, caller.app.region(), caller.lang);
    // What was taken out is shown as it was, to be put back.
    let shown = typed.or(text).or(file.base.as_deref()).unwrap_or_default();
    let area = TextArea::new("text", page.t("policies-file-text"))
        .hint(page.t("policies-file-text-hint"))
        .rows(ROWS)
        .classes("wotu-source-input")
        .attribute("wrap", "off")
        .attribute("spellcheck", "false")
        .attribute("autocapitalize", "off")
        .autocomplete("off")
        .value(shown)
        .error(error_at(caller, &page, refusal, "text"));
    let mut findings: Vec<FindingRow> =
        file.findings.iter().map(|finding| finding_row(caller, &page, finding)).collect();
    findings.extend(file.case_mistakes.iter().map(|mistake| mistake_row(caller, &page, mistake)));
    let of_lines: Vec<FindingAnswer> =
        file.findings.iter().cloned().chain(file.case_mistakes.iter().map(as_finding)).collect();
    show(&FilePage {
        title: file.title.clone(),
        path: file.path.clone(),
        back: href(file.draft),
        at: href(file.draft),
        tag: change_tag(&page, file.change),
        changed: page.t2("policies-workbench-changed", "name", &file.changed_by, "at", at),
        text: is_editing.then_some(area),
        conflict,
        is_editing,
        is_removed: text.is_none(),
        may_remove: is_editing && text.is_some() && file.path != "pack.yaml",
        revision: file.revision,
        findings,
        numbered: text.map(|text| lines::numbered(text, &of_lines, caller.lang)),
        differing: lines::differing(file.base.as_deref().unwrap_or_default(), text.unwrap_or_default()),
        key: caller.form_key(),
        errors,
        page,
    })
}

fn finding_row(caller: &Caller, page: &Page, finding: &FindingAnswer) -> FindingRow {
    FindingRow {
        place: page.t2("policies-file-place", "line", finding.line, "column", finding.column),
        href: format!("#L{}", finding.line),
        is_warning: finding.is_warning,
        article: finding.article.as_ref().map(|article| page.t1("policies-article", "article", article)),
        text: words(&finding.text, caller.lang),
    }
}

fn mistake_row(caller: &Caller, page: &Page, mistake: &CaseMistake) -> FindingRow {
    finding_row(caller, page, &as_finding(mistake))
}

fn as_finding(mistake: &CaseMistake) -> FindingAnswer {
    FindingAnswer {
        file: mistake.file.clone(),
        line: mistake.line,
        column: mistake.column,
        code: String::new(),
        is_warning: false,
        article: None,
        text: mistake.text.clone(),
    }
}
