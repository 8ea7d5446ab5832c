//! Signing up: name, e-mail address, password. What was answered is kept, and the person is signed in at once.

use super::Back;
use crate::acts::{NewAccount, SignUp};
use askama::Template;
use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use platform::{
    accounts,
    acts::{Outcome, Stop},
    components::{Button, ErrorSummary, Input, Page, PasswordInput},
    pages::{errors_of, show},
    web::{Caller, Posted, keep_session},
};
use vocabulary::{Kind, Refusal};

#[derive(Template)]
#[template(path = "people/sign_up.html")]
struct SignUpPage {
    page: Page,
    errors: Option<ErrorSummary>,
    name: Input,
    email: Input,
    password: PasswordInput,
    back: String,
    key: String,
}

/// What stands in the fields; a password is never shown again.
#[derive(Default)]
struct Typed<'a> {
    name: &'a str,
    email: &'a str,
    back: Option<String>,
}

fn template(caller: &Caller, typed: &Typed<'_>, refusal: Option<&Refusal>) -> SignUpPage {
    let mut page = caller.page();
    let errors = refusal.map(|refusal| errors_of(caller, &mut page, refusal));
    let error = |field: &str| {
        let one = refusal?.each().find(|one| one.field.as_deref() == Some(field))?;
        Some(page.error(caller.app.texts().refusal(caller.lang, one)))
    };
    let name = Input::new("name", page.t("people-sign-up-name"))
        .hint(page.t("people-sign-up-name-hint"))
        .value(typed.name)
        .autocomplete("name")
        .error(error("name"));
    let email = Input::new("email", page.t("people-sign-up-email"))
        .hint(page.t("people-sign-up-email-hint"))
        .kind("email")
        .value(typed.email)
        .autocomplete("email")
        .error(error("email"));
    let password = page
        .password_input("password", page.t("people-sign-up-password"))
        .hint(page.t("people-sign-up-password-hint"))
        .autocomplete("new-password")
        .error(error("password"));
    let back = typed.back.clone().unwrap_or_default();
    SignUpPage { name, email, password, errors, back, key: caller.form_key(), page }
}

pub(super) async fn form(caller: Caller, Query(back): Query<Back>) -> Outcome<Response> {
    if caller.actor.is_signed_in() {
        return Ok(Redirect::to("/account").into_response());
    }
    let typed = Typed { back: back.path(), ..Typed::default() };
    Ok(show(&template(&caller, &typed, None))?.into_response())
}

pub(super) async fn send(caller: Caller, jar: CookieJar, posted: Posted) -> Outcome<Response> {
    let typed = Typed {
        name: posted.get("name").unwrap_or_default(),
        email: posted.get("email").unwrap_or_default(),
        back: Back::local(posted.get("back")),
    };
    let password = posted.get("password").unwrap_or_default().to_owned();
    match sign_up(&caller, &typed, password, &posted).await {
        Ok(token) => {
            let to = typed.back.as_deref().unwrap_or("/account");
            Ok((keep_session(&caller.app, jar, token), Redirect::to(to)).into_response())
        }
        // Whoever has to wait finds again what was typed.
        Err(Stop::Refused(refusal)) if refusal.field.is_some() || refusal.kind == Kind::TooMany => {
            let template = template(&caller, &typed, Some(&refusal));
            let status =
                StatusCode::from_u16(refusal.kind.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            Ok((status, show(&template)?).into_response())
        }
        Err(other) => Err(other),
    }
}

/// Answers the token of a new session.
async fn sign_up(caller: &Caller, typed: &Typed<'_>, password: String, posted: &Posted) -> Outcome<String> {
    let input =
        NewAccount { name: typed.name.to_owned(), email: typed.email.to_owned(), password: password.into() };
    let (app, actor) = (&caller.app, &caller.actor);
    let made = accounts::sign_up::<SignUp>(app, actor, input, posted.key()?, Some(caller.address)).await?;
    Ok(accounts::sign_in_new(app, made.account, actor.visit).await?)
}
