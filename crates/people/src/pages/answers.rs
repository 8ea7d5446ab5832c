//! Everything that was answered, to check and to change.

use super::{own_profile, summary};
use askama::Template;
use axum::response::{IntoResponse, Response};
use platform::{
    acts::Outcome,
    components::{Button, Page},
    pages::show,
    web::Caller,
};

#[derive(Template)]
#[template(path = "people/answers.html")]
struct Answers {
    page: Page,
    groups: Vec<summary::Group>,
    is_visitor: bool,
}

pub(super) async fn show_answers(caller: Caller) -> Outcome<Response> {
    let profile = own_profile(&caller).await?;
    let page = caller.page();
    let groups = profile
        .as_ref()
        .map(|profile| summary::groups(&caller, &page, profile, "/check/answers"))
        .unwrap_or_default();
    let template = Answers { groups, is_visitor: !caller.actor.is_signed_in(), page };
    Ok(show(&template)?.into_response())
}
