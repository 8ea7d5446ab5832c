//! How the golden cases of a draft come out: those that do not come first, each with what was expected and what came.

use super::{draft::FindingRow, draft_id, file_href, href, words};
use crate::{
    model::{CaseDifference, CaseMistake, CaseResult},
    queries::{DraftAsked, DraftTests, read_title},
};
use askama::Template;
use axum::{extract::Path, response::Html};
use platform::{
    acts::{Outcome, Stop, ask},
    components::{Page, Table},
    pages::show,
    web::Caller,
};
use vocabulary::DraftId;

#[derive(Template)]
#[template(path = "policies/workbench/tests.html")]
struct TestsPage {
    page: Page,
    title: String,
    back: String,
    summary: String,
    /// Why no case could be run.
    refusal: Option<String>,
    findings: Vec<FindingRow>,
    failed: Vec<CaseRow>,
    passed: Vec<CaseRow>,
}

struct CaseRow {
    name: String,
    place: String,
    href: String,
    differences: Table,
}

pub(super) async fn show_tests(caller: Caller, Path(id): Path<String>) -> Outcome<Html<String>> {
    let id = draft_id(&caller, &id)?;
    let title = read_title(&caller.app, id).await?;
    let page = caller.page();
    let (report, refusal) =
        match ask::<DraftTests>(&caller.app, &caller.actor, DraftAsked { draft: id }).await {
            Ok(report) => (report, None),
            Err(Stop::Refused(refusal)) if refusal.code == "policies.draft_has_mistakes" => {
                (Default::default(), Some(caller.app.texts().refusal(caller.lang, &refusal)))
            }
            Err(stop) => return Err(stop),
        };
    let row = |case: &CaseResult| case_row(&caller, &page, id, case);
    let (failed, passed): (Vec<&CaseResult>, Vec<&CaseResult>) =
        report.cases.iter().partition(|case| !case.differences.is_empty());
    show(&TestsPage {
        title,
        back: href(id),
        summary: page.t2("policies-draft-cases", "passed", report.passed(), "failed", report.failed()),
        refusal,
        findings: report.mistakes.iter().map(|mistake| mistake_row(&caller, &page, id, mistake)).collect(),
        failed: failed.into_iter().map(row).collect(),
        passed: passed.into_iter().map(row).collect(),
        page,
    })
}

fn case_row(caller: &Caller, page: &Page, id: DraftId, case: &CaseResult) -> CaseRow {
    let name = words(&case.name, caller.lang);
    let head =
        ["policies-tests-what", "policies-tests-expected", "policies-tests-found"].map(|key| page.t(key));
    let table = Table::new(name.clone()).with_hidden_caption().head(head).with_row_headers();
    let differences = case.differences.iter().fold(table, |table, difference| {
        let CaseDifference { what, expected, found, .. } = difference;
        table.row([what.as_str(), expected.as_str(), found.as_str()])
    });
    CaseRow {
        name,
        place: page.t2("policies-tests-place", "file", &case.file, "line", case.line),
        href: format!("{}#L{}", file_href(id, &case.file), case.line),
        differences,
    }
}

fn mistake_row(caller: &Caller, page: &Page, id: DraftId, mistake: &CaseMistake) -> FindingRow {
    let place = [
        ("file", mistake.file.clone()),
        ("line", mistake.line.to_string()),
        ("column", mistake.column.to_string()),
    ];
    FindingRow {
        place: page.t_with("policies-draft-place", &place),
        href: format!("{}#L{}", file_href(id, &mistake.file), mistake.line),
        is_warning: false,
        article: None,
        text: words(&mistake.text, caller.lang),
    }
}
