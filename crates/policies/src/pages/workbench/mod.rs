//! `/workbench`: where the policy office works on packs. Every page works without scripts: a text is edited in a text area,
//! what runs in the background is looked at again by the page itself.

mod actions;
mod changes;
mod chart;
mod draft;
mod file;
mod golden;
mod lines;
mod list;
mod simulation;
mod trial;

use crate::{
    model::{FileChange, StateWord, Words},
    queries::{DraftAnswer, DraftAsked, DraftQuery},
};
use axum::{
    Router,
    http::StatusCode,
    response::{Html, IntoResponse as _, Response},
    routing::{get, post},
};
use platform::{
    Lang,
    acts::{Outcome, ask},
    app::App,
    components::{Page, Tag},
    permissions::Role,
    web::{Caller, Posted},
};
use vocabulary::{DraftId, Kind, Refusal};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/workbench", get(list::show_list).post(list::start))
        .route("/workbench/{draft}", get(draft::show_draft))
        .route("/workbench/{draft}/file", get(file::show_file).post(file::save))
        .route("/workbench/{draft}/add", post(file::add))
        .route("/workbench/{draft}/remove", post(file::remove))
        .route("/workbench/{draft}/changes", get(changes::show_changes))
        .route("/workbench/{draft}/tests", get(golden::show_tests))
        .route("/workbench/{draft}/try", get(trial::form).post(trial::try_facts))
        .route("/workbench/{draft}/simulation", get(simulation::show_simulation).post(simulation::simulate))
        .route("/workbench/{draft}/submit", post(actions::submit))
        .route("/workbench/{draft}/return", post(actions::give_back))
        .route("/workbench/{draft}/approve", post(actions::approve))
        .route("/workbench/{draft}/publish", post(actions::publish))
        .route("/workbench/{draft}/discard", post(actions::discard))
}

/// These pages are for the policy office.
fn only_the_office(caller: &Caller) -> Result<(), Refusal> {
    match (caller.actor.is(Role::PolicyOfficer), caller.actor.is_signed_in()) {
        (true, _) => Ok(()),
        (false, true) => Err(Refusal::new(Kind::Forbidden, "platform.forbidden")),
        (false, false) => Err(Refusal::new(Kind::SignInFirst, "platform.sign_in_first")),
    }
}

/// The draft that an address names; only for whoever may see it.
fn draft_id(caller: &Caller, text: &str) -> Result<DraftId, Refusal> {
    only_the_office(caller)?;
    text.parse().map_err(|_| Refusal::not_found("policies.no_such_draft").at("draft"))
}

async fn read(caller: &Caller, id: DraftId) -> Outcome<DraftAnswer> {
    ask::<DraftQuery>(&caller.app, &caller.actor, DraftAsked { draft: id }).await
}

fn href(id: DraftId) -> String {
    format!("/workbench/{id}")
}

fn file_href(id: DraftId, path: &str) -> String {
    format!("/workbench/{id}/file?path={}", encoded(path))
}

/// A text as the value of a parameter (RFC 3986: only unreserved characters and `/` stand as they are).
fn encoded(text: &str) -> String {
    let byte = |byte: u8| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    text.bytes().map(byte).collect()
}

/// The form's own text, with all its spaces: [`Posted::get`] takes them away at both ends.
fn whole<'p>(posted: &'p Posted, name: &str) -> &'p str {
    posted
        .fields()
        .iter()
        .find(|(field, _)| field == name)
        .map(|(_, value)| value.as_str())
        .unwrap_or_default()
}

/// A page that comes back with what is wrong, under the refusal's own status.
fn refused(refusal: &Refusal, page: Html<String>) -> Response {
    let status = StatusCode::from_u16(refusal.kind.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    (status, page).into_response()
}

fn words(words: &Words, lang: Lang) -> String {
    match lang {
        Lang::Zh => words.zh.clone(),
        Lang::En => words.en.clone(),
    }
}

fn state_tag(page: &Page, state: StateWord) -> Tag {
    let (key, colour) = match state {
        StateWord::Editing => ("policies-draft-state-editing", "blue"),
        StateWord::Submitted => ("policies-draft-state-submitted", "yellow"),
        StateWord::Approved => ("policies-draft-state-approved", "teal"),
        StateWord::Published => ("policies-draft-state-published", "green"),
        StateWord::Discarded => ("policies-draft-state-discarded", "grey"),
    };
    Tag::coloured(page.t(key), colour)
}

fn change_tag(page: &Page, change: FileChange) -> Option<Tag> {
    match change {
        FileChange::Same => None,
        FileChange::Changed => Some(Tag::coloured(page.t("policies-file-changed"), "yellow")),
        FileChange::Added => Some(Tag::coloured(page.t("policies-file-added"), "green")),
        FileChange::Removed => Some(Tag::coloured(page.t("policies-file-removed"), "orange")),
    }
}

/// What is wrong with a field, in the words of the refusal that names it.
fn error_at(
    caller: &Caller,
    page: &Page,
    refusal: Option<&Refusal>,
    field: &str,
) -> Option<platform::components::ErrorMessage> {
    let found = refusal?.each().find(|one| one.field.as_deref() == Some(field))?;
    Some(page.error(caller.app.texts().refusal(caller.lang, found)))
}
