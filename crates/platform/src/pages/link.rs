//! Following a one-time link: it shows whose it is, and waits for a button, because mail scanners follow links too.

use super::{errors_of, show};
use crate::{
    accounts::{self, LinkUse},
    acts::{Outcome, Stop},
    components::{Button, ErrorSummary, Page, PasswordInput},
    web::{Caller, Posted, keep_session},
};
use askama::Template;
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;

#[derive(Template)]
#[template(path = "pages/link.html")]
struct Link {
    page: Page,
    errors: Option<ErrorSummary>,
    lead: String,
    /// None in a demonstration: there the button alone signs in.
    password: Option<PasswordInput>,
}

async fn template(caller: &Caller, token: &str) -> Outcome<Link> {
    let account = accounts::see_link(&caller.app, token).await?;
    let page = caller.page();
    let password = (!caller.app.serving().is_demo)
        .then(|| page.password_input("password", page.t("link-password")).hint(page.t("link-password-hint")));
    let lead = page.t_with("link-lead", &[("name", account.display_name), ("login", account.login)]);
    Ok(Link { lead, password, errors: None, page })
}

pub(super) async fn form(caller: Caller, Path(token): Path<String>) -> Outcome<Response> {
    Ok(show(&template(&caller, &token).await?)?.into_response())
}

pub(super) async fn send(
    caller: Caller,
    jar: CookieJar,
    Path(token): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let how = if caller.app.serving().is_demo {
        LinkUse::Demonstrate
    } else {
        LinkUse::SetPassword(posted.get("password").unwrap_or_default().to_owned())
    };
    match accounts::use_link(&caller.app, &token, how, caller.actor.visit).await {
        Ok(session) => {
            Ok((keep_session(&caller.app, jar, session), Redirect::to("/account")).into_response())
        }
        Err(Stop::Refused(refusal)) if refusal.field.is_some() => {
            let mut template = template(&caller, &token).await?;
            template.errors = Some(errors_of(&caller, &mut template.page, &refusal));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&template)?).into_response())
        }
        Err(other) => Err(other),
    }
}
