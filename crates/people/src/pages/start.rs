//! Where the questionnaire begins: what it is, what it costs, what one needs, and one button.

use super::{own_profile, summary::known};
use askama::Template;
use axum::response::{IntoResponse, Response};
use platform::{
    acts::Outcome,
    components::{Button, Page},
    pages::show,
    web::Caller,
};

#[derive(Template)]
#[template(path = "people/start.html")]
struct Start {
    page: Page,
    is_visitor: bool,
    /// How many answers there are already.
    answered: usize,
}

pub(super) async fn show_start(caller: Caller) -> Outcome<Response> {
    let answered = own_profile(&caller).await?.map_or(0, |profile| known(&profile));
    let template = Start { page: caller.page(), is_visitor: !caller.actor.is_signed_in(), answered };
    Ok(show(&template)?.into_response())
}

/// To the next question, or to the results if none is left.
pub(super) async fn go_on(caller: Caller) -> Outcome<Response> {
    crate::acts::settle(&caller.app, &caller.actor).await?;
    super::go_on_from(&caller.app, &caller.actor, None).await
}
