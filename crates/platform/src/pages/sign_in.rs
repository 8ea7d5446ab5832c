//! Signing in and out.

use super::{errors_of, prefer::local, show};
use crate::{
    accounts,
    acts::{Outcome, Stop},
    components::{Button, ErrorSummary, Input, Page, PasswordInput},
    web::{Caller, Posted, clear_session, keep_session},
};
use askama::Template;
use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/sign_in.html")]
struct SignIn {
    page: Page,
    errors: Option<ErrorSummary>,
    login: Input,
    password: PasswordInput,
    back: String,
    /// Where whoever has no account gets one: address and words.
    sign_ups: Vec<(String, String)>,
}

/// The acts that make an account for whoever asks, the page of each, and the words that lead there. One that the
/// installation does not have is not offered.
const SIGN_UPS: [(&str, &str, &str); 2] = [
    ("people.sign_up", "/sign-up", "sign-in-sign-up"),
    ("organisations.sign_up_employer", "/sign-up/employer", "sign-in-sign-up-employer"),
];

#[derive(Deserialize)]
pub(super) struct Back {
    back: Option<String>,
}

fn template(caller: &Caller, back: &str, login: &str) -> SignIn {
    let page = caller.page();
    let back = local(Some(back));
    let offered = |act: &str| caller.app.acts().iter().any(|entry| entry.name == act);
    let query = serde_urlencoded::to_string([("back", &back)]).unwrap_or_default();
    let sign_ups = SIGN_UPS
        .iter()
        .filter(|(act, _, _)| offered(act))
        .map(|(_, path, key)| (format!("{path}?{query}"), page.t(key)))
        .collect();
    SignIn {
        login: Input::new("login", page.t("sign-in-login")).value(login).autocomplete("username"),
        password: page.password_input("password", page.t("sign-in-password")),
        back,
        sign_ups,
        errors: None,
        page,
    }
}

pub(super) async fn form(caller: Caller, Query(back): Query<Back>) -> Outcome<Response> {
    let template = template(&caller, back.back.as_deref().unwrap_or("/"), "");
    Ok(show(&template)?.into_response())
}

pub(super) async fn send(caller: Caller, jar: CookieJar, posted: Posted) -> Outcome<Response> {
    let login = posted.get("login").unwrap_or_default();
    let password = posted.get("password").unwrap_or_default().to_owned();
    let back = posted.get("back").unwrap_or("/");
    match accounts::sign_in(&caller.app, login, password, caller.address, caller.actor.visit).await {
        Ok(token) => {
            // Whoever was signed in here before is so no longer: one browser, one session.
            if let (Some(earlier), true) = (&caller.token, caller.actor.is_signed_in()) {
                accounts::sign_out(&caller.app, earlier).await?;
            }
            let jar = keep_session(&caller.app, jar, token);
            Ok((jar, Redirect::to(&local(Some(back)))).into_response())
        }
        Err(Stop::Refused(refusal)) => {
            let mut template = template(&caller, back, login);
            template.errors = Some(errors_of(&caller, &mut template.page, &refusal));
            let status =
                StatusCode::from_u16(refusal.kind.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            Ok((status, show(&template)?).into_response())
        }
        Err(other) => Err(other),
    }
}

pub(super) async fn out(caller: Caller, jar: CookieJar, _posted: Posted) -> Outcome<Response> {
    if let Some(token) = &caller.token {
        accounts::sign_out(&caller.app, token).await?;
    }
    Ok((clear_session(&caller.app, jar), Redirect::to("/")).into_response())
}
