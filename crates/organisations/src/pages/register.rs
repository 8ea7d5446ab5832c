//! `/employer/organisation`: an employer says who it is. What was entered stays when something is wrong; the credit code
//! alone is asked again, because it never goes into a page.

use crate::{
    acts::register_organisation::RegisterOrganisation,
    model::{Entered, Headcount, OrganisationKind},
};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    acts::{Outcome, Stop, run},
    components::{Button, ErrorMessage, ErrorSummary, Input, Page, Radios, Select, TextArea},
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
    kind: Radios,
    name_zh: Input,
    name_en: Input,
    credit_code: Input,
    place: Select,
    industry: Input,
    headcount: Select,
    description_zh: TextArea,
    description_en: TextArea,
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
    let entered = Entered { kind: OrganisationKind::Employer.id().to_owned(), ..Entered::default() };
    Ok(show(&template(&caller, &entered, None))?.into_response())
}

pub(super) async fn send(caller: Caller, posted: Posted) -> Outcome<Response> {
    let said = |name: &str| posted.get(name).unwrap_or_default().to_owned();
    let entered = Entered {
        kind: said("kind"),
        name_zh: said("name_zh"),
        name_en: said("name_en"),
        credit_code: said("credit_code"),
        place: said("place"),
        industry: said("industry"),
        headcount: said("headcount"),
        description_zh: said("description_zh"),
        description_en: said("description_en"),
    };
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
    let wrong = |field: &str| -> Option<ErrorMessage> {
        let one = refusal?.each().find(|one| one.field.as_deref() == Some(field))?;
        Some(page.error(caller.app.texts().refusal(caller.lang, one)))
    };
    let line =
        |name: &str, label: String, value: &str| Input::new(name, label).value(value).error(wrong(name));
    let text =
        |name: &str, label: String, value: &str| TextArea::new(name, label).value(value).error(wrong(name));
    let places = caller.app.region().places().iter();
    Register {
        key: caller.form_key(),
        kind: Radios::new("kind", page.t("organisations-at-kind"))
            .options(OrganisationKind::ALL.map(|kind| (kind.id(), page.t(kind.text_key()))))
            .value(&entered.kind)
            .error(wrong("kind")),
        name_zh: line("name_zh", page.t("organisations-at-name-zh"), &entered.name_zh),
        name_en: line("name_en", page.optional(page.t("organisations-at-name-en")), &entered.name_en),
        credit_code: line("credit_code", page.optional(page.t("organisations-at-code")), "")
            .hint(page.t("organisations-at-code-hint"))
            .width(20)
            .autocomplete("off"),
        place: Select::new("place", page.t("organisations-at-place"))
            .option("", page.t("organisations-choose"))
            .options(places.map(|place| (place.code.as_str(), place.name.get(page.lang))))
            .value(&entered.place)
            .error(wrong("place")),
        industry: line("industry", page.optional(page.t("organisations-at-industry")), &entered.industry)
            .hint(page.t("organisations-at-industry-hint"))
            .width(5),
        headcount: Select::new("headcount", page.optional(page.t("organisations-at-headcount")))
            .option("", page.t("organisations-choose"))
            .options(Headcount::ALL.map(|band| (band.id(), band.id())))
            .value(&entered.headcount)
            .error(wrong("headcount")),
        description_zh: text(
            "description_zh",
            page.optional(page.t("organisations-at-description-zh")),
            &entered.description_zh,
        ),
        description_en: text(
            "description_en",
            page.optional(page.t("organisations-at-description-en")),
            &entered.description_en,
        ),
        errors,
        page,
    }
}
