//! `/employer/organisation`: an employer who has an account says who it is.

use super::fields::{Fields, entered, fields, fresh};
use crate::{acts::register_organisation::RegisterOrganisation, model::Entered};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    acts::{Outcome, Stop, run},
    components::{Button, ErrorSummary, Page},
    pages::{errors_of, show},
    permissions::Role,
    web::{Caller, Posted},
};
use vocabulary::{Kind, Refusal};

#[derive(Template)]
#[template(path = "organisations/register.html")]
struct Register {
    page: Page,
    errors: Option<ErrorSummary>,
    key: String,
    fields: Fields,
}

pub(super) async fn form(caller: Caller) -> Outcome<Response> {
    if !caller.actor.is(Role::Employer) {
        let kind = if caller.actor.is_signed_in() { Kind::Forbidden } else { Kind::SignInFirst };
        let code = if caller.actor.is_signed_in() { "platform.forbidden" } else { "platform.sign_in_first" };
        return Err(Refusal::new(kind, code).into());
    }
    if let Some(own) = caller.actor.organisation {
        return Ok(Redirect::to(&format!("/organisations/{own}")).into_response());
    }
    Ok(show(&template(&caller, &fresh(), None))?.into_response())
}

pub(super) async fn send(caller: Caller, posted: Posted) -> Outcome<Response> {
    let entered = entered(&posted);
    match run::<RegisterOrganisation>(&caller.app, &caller.actor, entered.clone(), posted.key()?).await {
        Ok(made) => Ok(Redirect::to(&format!("/organisations/{}", made.id)).into_response()),
        Err(Stop::Refused(refusal)) if refusal.field.is_some() => {
            let status =
                StatusCode::from_u16(refusal.kind.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            Ok((status, show(&template(&caller, &entered, Some(&refusal)))?).into_response())
        }
        Err(stop) => Err(stop),
    }
}

fn template(caller: &Caller, entered: &Entered, refusal: Option<&Refusal>) -> Register {
    let mut page = caller.page();
    let errors = refusal.map(|refusal| errors_of(caller, &mut page, refusal));
    Register { key: caller.form_key(), fields: fields(caller, &page, entered, refusal), errors, page }
}
