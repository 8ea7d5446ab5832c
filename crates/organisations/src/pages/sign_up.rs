//! `/sign-up/employer`: an employer without an account gets one, with its organisation, and is signed in at once.

use super::fields::{Fields, entered, fields, fresh, wrong};
use crate::{
    acts::sign_up_employer::{NewEmployer, SignUpEmployer},
    model::Entered,
};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use platform::{
    accounts,
    acts::{Outcome, Stop},
    components::{Button, ErrorSummary, Input, Page, PasswordInput},
    pages::{errors_of, show},
    permissions::Role,
    web::{Caller, Posted, keep_session},
};
use vocabulary::{Kind, OrganisationId, Refusal};

#[derive(Template)]
#[template(path = "organisations/sign_up.html")]
struct SignUp {
    page: Page,
    errors: Option<ErrorSummary>,
    key: String,
    email: Input,
    password: PasswordInput,
    fields: Fields,
}

pub(super) async fn form(caller: Caller) -> Outcome<Response> {
    if caller.actor.is(Role::Employer) {
        // It registers its organisation there, or sees it.
        return Ok(Redirect::to("/employer/organisation").into_response());
    }
    if caller.actor.is_signed_in() {
        return Err(Refusal::conflict("platform.signed_in_already").into());
    }
    Ok(show(&template(&caller, "", &fresh(), None))?.into_response())
}

pub(super) async fn send(caller: Caller, jar: CookieJar, posted: Posted) -> Outcome<Response> {
    let (email, entered) = (posted.get("email").unwrap_or_default(), entered(&posted));
    match sign_up(&caller, email, &entered, &posted).await {
        Ok((organisation, token)) => {
            let jar = keep_session(&caller.app, jar, token);
            Ok((jar, Redirect::to(&format!("/organisations/{organisation}"))).into_response())
        }
        // Whoever has to wait finds again what was typed.
        Err(Stop::Refused(refusal)) if refusal.field.is_some() || refusal.kind == Kind::TooMany => {
            let status =
                StatusCode::from_u16(refusal.kind.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            Ok((status, show(&template(&caller, email, &entered, Some(&refusal)))?).into_response())
        }
        Err(stop) => Err(stop),
    }
}

/// Answers the organisation and the token of a new session.
async fn sign_up(
    caller: &Caller,
    email: &str,
    entered: &Entered,
    posted: &Posted,
) -> Outcome<(OrganisationId, String)> {
    let input = NewEmployer {
        email: email.to_owned(),
        password: posted.get("password").unwrap_or_default().to_owned().into(),
        organisation: entered.clone(),
    };
    let (app, actor, address) = (&caller.app, &caller.actor, Some(caller.address));
    let made = accounts::sign_up::<SignUpEmployer>(app, actor, input, posted.key()?, address).await?;
    Ok((made.organisation, accounts::sign_in_new(app, made.account, actor.visit).await?))
}

fn template(caller: &Caller, email: &str, entered: &Entered, refusal: Option<&Refusal>) -> SignUp {
    let mut page = caller.page();
    let errors = refusal.map(|refusal| errors_of(caller, &mut page, refusal));
    SignUp {
        key: caller.form_key(),
        email: Input::new("email", page.t("organisations-sign-up-email"))
            .hint(page.t("organisations-sign-up-email-hint"))
            .kind("email")
            .value(email)
            .autocomplete("email")
            .error(wrong(caller, &page, refusal, "email")),
        password: page
            .password_input("password", page.t("organisations-sign-up-password"))
            .hint(page.t("organisations-sign-up-password-hint"))
            .autocomplete("new-password")
            .error(wrong(caller, &page, refusal, "password")),
        fields: fields(caller, &page, entered, refusal),
        errors,
        page,
    }
}
