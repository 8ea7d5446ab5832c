//! What must be said about the service: accessibility, privacy, the API.

use super::show;
use crate::{acts::Outcome, components::Page, web::Caller};
use askama::Template;
use axum::response::Html;

#[derive(Template)]
#[template(path = "pages/about.html")]
struct About {
    page: Page,
    title: String,
    paragraphs: Vec<String>,
    /// Whether the API's document is linked below.
    has_document: bool,
}

fn about(caller: &Caller, key: &'static str, paragraphs: u8) -> Outcome<Html<String>> {
    let page = caller.page();
    let title = page.t(&format!("{key}-title"));
    let paragraphs = (1..=paragraphs).map(|number| page.t(&format!("{key}-{number}"))).collect();
    show(&About { page, title, paragraphs, has_document: key == "about-api" })
}

pub(super) async fn accessibility(caller: Caller) -> Outcome<Html<String>> {
    about(&caller, "about-accessibility", 3)
}

pub(super) async fn privacy(caller: Caller) -> Outcome<Html<String>> {
    about(&caller, "about-privacy", 4)
}

pub(super) async fn api(caller: Caller) -> Outcome<Html<String>> {
    about(&caller, "about-api", 3)
}
