//! Signing up: name, e-mail address, password. What was answered is kept, and the person is signed in at once.

use super::Back;
use crate::acts::{NewAccount, Secret, SignUp};
use askama::Template;
use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use platform::{
    accounts,
    acts::{Outcome, Stop, run},
    components::{Button, ErrorSummary, Input, Page, PasswordInput},
    pages::{errors_of, show},
    web::{Caller, Posted, keep_session},
};
use vocabulary::Refusal;

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
        Err(Stop::Refused(refusal)) if refusal.field.is_some() => {
            let template = template(&caller, &typed, Some(&refusal));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&template)?).into_response())
        }
        Err(other) => Err(other),
    }
}

/// Answers the token of a new session.
async fn sign_up(caller: &Caller, typed: &Typed<'_>, password: String, posted: &Posted) -> Outcome<String> {
    let key = posted.key()?;
    // All three fields are checked before any work is done, so that all that is wrong is said at once.
    let mut wrong: Vec<Refusal> = Vec::new();
    let fields = crate::acts::read_fields(typed.name, typed.email);
    if let Err(refusal) = &fields {
        wrong.extend(refusal.each().map(|one| Refusal { also: Vec::new(), ..one.clone() }));
    }
    wrong.extend(accounts::check_form(&password, typed.email).err());
    Refusal::all(wrong)?;

    let input = NewAccount {
        name: typed.name.to_owned(),
        email: typed.email.to_owned(),
        password: Secret::hash(password, typed.email).await?,
    };
    let made = run::<SignUp>(&caller.app, &caller.actor, input, key).await?;
    let (app, visit, now) = (caller.app.clone(), caller.actor.visit, caller.app.now());
    let opened = caller
        .app
        .database()
        .write(move |db| {
            Box::pin(async move { accounts::open_for(db, &app, made.account, visit, now).await })
        })
        .await??;
    Ok(opened)
}
