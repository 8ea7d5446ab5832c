//! Pages about organisations: the public face, the officers' list, an employer's registration with an account or without.

mod fields;
mod officer;
mod public;
mod register;
mod sign_up;

use crate::queries::Names;
use axum::{
    Router,
    routing::{get, post},
};
use platform::{Lang, app::App, components::Content};
use vocabulary::{OrganisationId, Refusal};

pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/organisations/{id}", get(public::page))
        .route("/officer/organisations", get(officer::page))
        .route("/officer/organisations/{id}/verify", post(officer::verify))
        .route("/officer/organisations/{id}/close", get(officer::close_form).post(officer::close))
        .route("/employer/organisation", get(register::form).post(register::send))
        .route("/sign-up/employer", get(sign_up::form).post(sign_up::send))
}

/// Reads an id of an address; whatever is none names nothing.
fn id(text: &str) -> Result<OrganisationId, Refusal> {
    text.parse().map_err(|_| Refusal::not_found("organisations.not_found"))
}

/// A text in the page's language if there is one, else in the other, marked as such for those who hear it.
fn in_lang(names: &Names, lang: Lang) -> Content {
    let (text, its) = names.get(lang);
    if its == lang {
        return Content::from(text);
    }
    Content::html(format!("<span lang=\"{}\">{}</span>", its.html(), Content::from(text)))
}

/// The key of a kind's name.
fn kind_key(kind: &str) -> &'static str {
    crate::model::OrganisationKind::from_id(kind)
        .map_or("organisations-kind-employer", |kind| kind.text_key())
}

/// The key of a standing's name.
fn standing_key(standing: &str) -> &'static str {
    match standing {
        "verified" => "organisations-standing-verified",
        "closed" => "organisations-standing-closed",
        _ => "organisations-standing-registered",
    }
}
