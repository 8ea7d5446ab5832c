//! One's own account: what is known about one and from where, the identity number masked, and everything to take along.

use super::{own_profile, summary};
use crate::{
    acts::{GivenNumber, SetIdentityNumber},
    queries::{History, Identity, OfWhom, ProfileView},
};
use askama::Template;
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    acts::{Outcome, Stop, ask, run},
    components::{Button, ErrorSummary, Input, Page},
    pages::{errors_of, show},
    permissions::Role,
    web::{Caller, Posted},
};
use serde_json::json;
use vocabulary::{Kind, Refusal};

#[derive(Template)]
#[template(path = "people/account.html")]
struct Account {
    page: Page,
    errors: Option<ErrorSummary>,
    /// None for an account that is no person: staff, employers.
    person: Option<Person>,
    /// The navigation's lines for this account's roles.
    duties: Vec<(String, String)>,
}

struct Person {
    name: String,
    groups: Vec<summary::Group>,
    masked: Option<String>,
    number: Input,
    key: String,
}

async fn template(caller: &Caller, refusal: Option<&Refusal>) -> Outcome<Account> {
    if !caller.actor.is_signed_in() {
        return Err(Refusal::new(Kind::SignInFirst, "platform.sign_in_first").into());
    }
    let mut page = caller.page();
    let errors = refusal.map(|refusal| errors_of(caller, &mut page, refusal));
    let person = match own_profile(caller).await?.filter(|_| is_person(caller)) {
        Some(profile) => Some(person(caller, &page, profile, refusal).await?),
        None => None,
    };
    let duties =
        caller.app.navigation().iter().filter(|entry| {
            !matches!(entry.role, Role::Visitor | Role::Person) && caller.actor.is(entry.role)
        });
    let duties = duties.map(|entry| (entry.href.to_owned(), caller.t(entry.text_key))).collect();
    Ok(Account { page, errors, person, duties })
}

fn is_person(caller: &Caller) -> bool {
    caller.actor.person.is_some() && caller.actor.is(Role::Person)
}

async fn person(
    caller: &Caller,
    page: &Page,
    profile: ProfileView,
    refusal: Option<&Refusal>,
) -> Outcome<Person> {
    let identity = ask::<Identity>(&caller.app, &caller.actor, OfWhom::default()).await?;
    let words = refusal.map(|refusal| page.error(caller.app.texts().refusal(caller.lang, refusal)));
    // What was typed is not shown again: a number does not belong on a page.
    let number = Input::new("identity_number", page.t("people-identity-label"))
        .hint(page.t("people-identity-hint"))
        .width(20)
        .autocomplete("off")
        .error(words);
    Ok(Person {
        groups: summary::groups(caller, page, &profile, "/account"),
        name: profile.name.unwrap_or_default(),
        masked: identity.masked,
        number,
        key: caller.form_key(),
    })
}

pub(super) async fn show_account(caller: Caller) -> Outcome<Response> {
    Ok(show(&template(&caller, None).await?)?.into_response())
}

pub(super) async fn set_identity_number(caller: Caller, posted: Posted) -> Outcome<Response> {
    let number = posted.get("identity_number").unwrap_or_default().to_owned();
    let key = posted.key()?;
    match run::<SetIdentityNumber>(&caller.app, &caller.actor, GivenNumber { number }, key).await {
        Ok(_) => Ok(Redirect::to("/account").into_response()),
        Err(Stop::Refused(refusal)) if refusal.field.is_some() => {
            let template = template(&caller, Some(&refusal)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&template)?).into_response())
        }
        Err(other) => Err(other),
    }
}

/// Everything to take along: what stands as a facts file that can be uploaded again, and all that was ever said.
pub(super) async fn export(caller: Caller) -> Outcome<Response> {
    let profile = own_profile(&caller).await?;
    let Some(profile) = profile else {
        return Err(Refusal::new(Kind::SignInFirst, "platform.sign_in_first").into());
    };
    let history = ask::<History>(&caller.app, &caller.actor, OfWhom::default()).await?;
    let facts: serde_json::Map<String, serde_json::Value> = profile
        .facts
        .iter()
        .map(|fact| &fact.statement)
        .filter(|fact| fact.value.get("unknown").is_none())
        .map(|fact| {
            let mut told = match fact.value.get("none") {
                Some(_) => json!({ "none": true, "source": fact.source }),
                None => json!({ "value": fact.value, "source": fact.source }),
            };
            if let (Some(since), Some(told)) = (fact.since, told.as_object_mut()) {
                told.insert("since".to_owned(), json!(since));
            }
            (fact.name.clone(), told)
        })
        .collect();
    let mut file = json!({ "facts": facts, "history": history.statements });
    if let (Some(name), Some(file)) = (profile.name, file.as_object_mut()) {
        file.insert("name".to_owned(), json!(name));
    }
    let body = serde_json::to_string_pretty(&file).map_err(|error| Stop::Internal(error.to_string()))?;
    let headers = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"wotu-facts.json\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, body).into_response())
}
