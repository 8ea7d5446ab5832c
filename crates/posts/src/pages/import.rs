//! `/employer/import`: a file of posts, its report line by line, and the taking over of what is right.

use super::words;
use crate::{
    acts::{
        check_import::{CheckImport, Input as CheckInput},
        import_posts::{ImportPosts, Input as ImportInput},
    },
    import,
    queries::import_report::{ImportReport, Input, Output, ReportedLine},
};
use askama::Template;
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    acts::{Outcome, Stop, ask, run},
    components::{Button, Cell, Content, Details, ErrorSummary, FileUpload, Page, Table, Tag},
    pages::{errors_of, show},
    permissions::Role,
    web::{Caller, Posted, Upload},
};
use vocabulary::{Kind, Refusal};

/// How many lines of each kind the page shows; the API gives all.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "posts/import.html")]
struct Form {
    page: Page,
    errors: Option<ErrorSummary>,
    key: String,
    file: FileUpload,
    /// Columns: what each is called in either language.
    columns: Table,
}

#[derive(Template)]
#[template(path = "posts/import_report.html")]
struct Report {
    page: Page,
    key: String,
    file_name: String,
    is_imported: bool,
    is_guessed: bool,
    not_understood: Option<String>,
    counts: String,
    refused: Option<Table>,
    refused_more: Option<String>,
    good: Option<Table>,
    good_more: Option<String>,
    button: Option<Button>,
}

pub(super) async fn form(caller: Caller) -> Outcome<Response> {
    let actor = &caller.actor;
    if !(actor.is(Role::Officer) || (actor.is(Role::Employer) && actor.organisation.is_some())) {
        let kind = if actor.is_signed_in() { Kind::Forbidden } else { Kind::SignInFirst };
        let code = if actor.is_signed_in() { "platform.forbidden" } else { "platform.sign_in_first" };
        return Err(Refusal::new(kind, code).into());
    }
    Ok(show(&template(&caller, None))?.into_response())
}

fn template(caller: &Caller, refusal: Option<&Refusal>) -> Form {
    let mut page = caller.page();
    let errors = refusal.map(|refusal| errors_of(caller, &mut page, refusal));
    let error = refusal.map(|refusal| {
        let words: Vec<String> =
            refusal.each().map(|one| caller.app.texts().refusal(caller.lang, one)).collect();
        page.error(words.join(" "))
    });
    let file = FileUpload::new("file", page.t("posts-import-file"))
        .hint(page.t("posts-import-file-hint"))
        .accept(".csv,.txt,.json,.jsonld")
        .error(error);
    let head = ["posts-import-column-zh", "posts-import-column-en", "posts-import-column-what"];
    let mut columns = Table::new(page.t("posts-import-columns")).head(head.map(|key| page.t(key)));
    for field in crate::model::Field::ALL {
        let what = page.t(&format!("posts-column-{}", field.id()));
        columns = columns.row([Cell::from(field.zh()), Cell::from(field.id()), Cell::from(what)]);
    }
    Form { errors, key: caller.form_key(), file, columns, page }
}

pub(super) async fn check(caller: Caller, upload: Upload) -> Outcome<Response> {
    let input = CheckInput {
        organisation: None,
        file_name: upload.file_name.clone(),
        content: import::encoded(&upload.bytes),
    };
    let key = upload.posted.key()?;
    match run::<CheckImport>(&caller.app, &caller.actor, input, key).await {
        Ok(found) => Ok(Redirect::to(&format!("/employer/import/{}", found.import)).into_response()),
        Err(Stop::Refused(refusal))
            if matches!(refusal.kind, Kind::Invalid | Kind::BadRequest | Kind::TooLarge) =>
        {
            // Whatever is wrong with the whole file is said at the one field there is.
            let at_file = |one: &Refusal| Refusal { also: Vec::new(), ..one.clone() }.at("file");
            let refusal = Refusal::all(refusal.each().map(at_file).collect()).err().unwrap_or(*refusal);
            let status =
                StatusCode::from_u16(refusal.kind.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            Ok((status, show(&template(&caller, Some(&refusal)))?).into_response())
        }
        Err(stop) => Err(stop),
    }
}

pub(super) async fn report(caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
    let found = ask::<ImportReport>(&caller.app, &caller.actor, Input { import: id }).await?;
    Ok(show(&reported(&caller, &found))?.into_response())
}

fn reported(caller: &Caller, found: &Output) -> Report {
    let page = caller.page();
    let (good, refused): (Vec<&ReportedLine>, Vec<&ReportedLine>) =
        found.lines.iter().partition(|line| line.problems.is_empty());
    let more = |lines: &[&ReportedLine]| {
        (lines.len() > SHOWN).then(|| page.t1("posts-import-more", "count", lines.len() - SHOWN))
    };
    Report {
        key: caller.form_key(),
        file_name: found.file_name.clone(),
        is_imported: found.is_imported,
        is_guessed: found.is_guessed,
        not_understood: (!found.not_understood.is_empty()).then(|| {
            let shown: Vec<&str> = found.not_understood.iter().take(SHOWN).map(String::as_str).collect();
            shown.join(&page.t("posts-list-separator"))
        }),
        counts: page.t2("posts-import-counts", "good", good.len(), "refused", refused.len()),
        refused: (!refused.is_empty()).then(|| refused_table(&page, &refused)),
        refused_more: more(&refused),
        good: (!good.is_empty()).then(|| good_table(&page, &good)),
        good_more: more(&good),
        button: (!good.is_empty()).then(|| Button::new(page.t1("posts-import-take", "count", good.len()))),
        page,
    }
}

fn refused_table(page: &Page, lines: &[&ReportedLine]) -> Table {
    let head = [Cell::numeric(page.t("posts-import-line")), Cell::from(page.t("posts-import-problem"))];
    let mut table = Table::new(page.t("posts-import-refused")).head(head);
    for line in lines.iter().take(SHOWN) {
        let problems: Vec<String> = line
            .problems
            .iter()
            .map(|problem| {
                let words = Content::from(problem.get(page.lang));
                match &problem.field {
                    Some(field) => format!("<li><strong>{}</strong> {words}</li>", Content::from(field)),
                    None => format!("<li>{words}</li>"),
                }
            })
            .collect();
        let list = Content::html(format!("<ul class=\"govuk-list\">{}</ul>", problems.concat()));
        table = table.row([Cell::numeric(line.number.to_string()), Cell::from(list)]);
    }
    table
}

fn good_table(page: &Page, lines: &[&ReportedLine]) -> Table {
    let head = [
        Cell::numeric(page.t("posts-import-line")),
        Cell::from(page.t("posts-import-post")),
        Cell::from(page.t("posts-import-state")),
    ];
    let mut table = Table::new(page.t("posts-import-good")).head(head);
    for line in lines.iter().take(SHOWN) {
        let title = line.title.as_ref().map(|title| words::in_lang(title, page.lang)).unwrap_or_default();
        let tag = Tag::coloured(page.t("posts-import-ready"), "green");
        table = table.row([
            Cell::numeric(line.number.to_string()),
            Cell::from(title),
            Cell::from(Content::of(tag)),
        ]);
    }
    table
}

pub(super) async fn take_over(caller: Caller, Path(id): Path<String>, posted: Posted) -> Outcome<Response> {
    let input = ImportInput { import: id, lines: None };
    let done = run::<ImportPosts>(&caller.app, &caller.actor, input, posted.key()?).await?;
    Ok(Redirect::to(&format!("/employer?imported={}", done.imported)).into_response())
}
