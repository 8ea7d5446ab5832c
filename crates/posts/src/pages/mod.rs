//! Pages about posts: the public list and each post, the employer's own, the import. What shows posts in lists ([`words`])
//! and how they fit somebody ([`fit`]) is there for the pages of other capabilities too, so that a post looks the same
//! everywhere.

mod confirm;
mod employer;
pub mod fit;
mod form;
mod import;
mod list;
mod post;
pub mod words;

use axum::{Router, routing::get};
use platform::app::App;

pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/posts", get(list::page))
        .route("/posts/{id}", get(post::page))
        .route("/employer", get(employer::page))
        .route("/employer/posts/new", get(form::new).post(form::draft))
        .route("/employer/posts/{id}/edit", get(form::edit).post(form::revise))
        .route("/employer/posts/{id}/publish", get(confirm::publish_form).post(confirm::publish))
        .route("/employer/posts/{id}/close", get(confirm::close_form).post(confirm::close))
        .route("/employer/import", get(import::form).post(import::check))
        .route("/employer/import/{id}", get(import::report).post(import::take_over))
}

/// Reads an id of an address; whatever is none names nothing.
fn id(text: &str) -> Result<vocabulary::PostId, vocabulary::Refusal> {
    text.parse().map_err(|_| vocabulary::Refusal::not_found("posts.not_found"))
}
