//! One's own applications, the newest first.

use super::lists::{List, Which, list};
use askama::Template;
use axum::{
    extract::RawQuery,
    response::{IntoResponse, Response},
};
use platform::{
    acts::Outcome,
    components::{Button, Page},
    pages::show,
    web::Caller,
};
use vocabulary::{Kind, Refusal};

const MINE: Which = Which {
    path: "/my/applications",
    whose: Some("mine"),
    kind: None,
    prefix: "/applications",
    by_reference: true,
};

#[derive(Template)]
#[template(path = "cases/mine.html")]
struct Mine {
    page: Page,
    list: List,
}

pub(super) async fn show_list(caller: Caller, RawQuery(query): RawQuery) -> Outcome<Response> {
    if !caller.actor.is_signed_in() {
        return Err(Refusal::new(Kind::SignInFirst, "platform.sign_in_first").into());
    }
    let page = caller.page();
    let list = list(&caller, &page, &MINE, query.as_deref()).await?;
    Ok(show(&Mine { page, list })?.into_response())
}
