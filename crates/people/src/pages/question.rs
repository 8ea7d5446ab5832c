//! One question a page. What is answered is saved at once; "I do not know" is an answer, and is not asked again.

use super::{
    Ahead, Back, ahead_of, begin,
    controls::{Caption, Controls},
    entered::{Entered, Shape},
    go_on_from, members, own_profile,
    summary::{group_title, known},
    with_back,
};
use crate::{
    acts::{ForgetFact, NewFacts, SaveFacts, WhichFact},
    parts::vocabulary_of,
    queries::ProfileView,
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::CookieJar;
use platform::{
    acts::{Outcome, Stop, run},
    components::{Button, Content, ErrorSummary, Page},
    pages::show,
    permissions::Actor,
    web::{Caller, Posted},
};
use rules::facts::FactDeclaration;
use serde_json::{Map, Value};
use vocabulary::Refusal;

/// The control's field.
const FIELD: &str = "value";

#[derive(Template)]
#[template(path = "people/question.html")]
struct Question {
    page: Page,
    errors: Option<ErrorSummary>,
    title: String,
    caption: String,
    control: Content,
    back_href: String,
    back: String,
    /// "I do not know" and "none" as buttons, where they are not among the choices.
    has_unknown_button: bool,
    has_none_button: bool,
    /// What was answered last, if no field can show it.
    told: Option<String>,
    can_forget: bool,
    has_answers: bool,
    /// How many questions are left, if this is the one that comes next.
    ahead: Option<String>,
}

/// The declaration of a fact that is asked for in an address.
pub(super) fn declared(caller: &Caller, name: &str) -> Outcome<FactDeclaration> {
    let vocabulary = vocabulary_of(&caller.app);
    vocabulary.fact(name).cloned().ok_or_else(|| Refusal::not_found("people.no_such_question").into())
}

pub(super) async fn form(
    caller: Caller,
    Path(name): Path<String>,
    Query(back): Query<Back>,
) -> Outcome<Response> {
    let fact = declared(&caller, &name)?;
    let profile = own_profile(&caller).await?;
    if Shape::of(&fact, &vocabulary_of(&caller.app)) == Shape::Members {
        return members::list(&caller, &fact, profile.as_ref(), back.path(), None);
    }
    let mut template = template(&caller, &fact, profile.as_ref(), None, None, back.path());
    if template.back.is_empty() {
        let ahead = ahead_of(&caller.app, &caller.actor).await?;
        template.ahead =
            ahead.filter(|ahead| ahead.fact == name).map(|ahead| words_ahead(&template.page, &ahead));
    }
    Ok(show(&template)?.into_response())
}

/// How many questions are left, in plain words.
fn words_ahead(page: &Page, ahead: &Ahead) -> String {
    match ahead.then {
        _ if ahead.at_most <= 1 => page.t("people-ahead-last"),
        Some(then) => page.t2("people-ahead-then", "at_most", ahead.at_most, "then", then),
        None => page.t1("people-ahead", "at_most", ahead.at_most),
    }
}

pub(super) async fn save(
    caller: Caller,
    jar: CookieJar,
    Path(name): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let fact = declared(&caller, &name)?;
    let vocabulary = vocabulary_of(&caller.app);
    let shape = Shape::of(&fact, &vocabulary);
    let back = Back::local(posted.get("back"));
    let entered = Entered::posted(&posted);
    let (actor, jar) = begin(&caller, jar).await?;

    let outcome = match posted.get("special") {
        Some("forget") => forget(&caller, &actor, &name).await,
        Some("unknown") => keep(&caller, &actor, &name, serde_json::json!({ "unknown": true })).await,
        // An empty list says that there is none, and is a value like any other.
        Some("none") if matches!(shape, Shape::Lines | Shape::Places) => {
            keep(&caller, &actor, &name, serde_json::json!([])).await
        }
        Some("none") if shape != Shape::Members => {
            keep(&caller, &actor, &name, serde_json::json!({ "none": true })).await
        }
        _ if shape == Shape::Members => members::done(&caller, &actor, &fact).await,
        _ => match entered.value(&fact, FIELD, shape) {
            Ok(Some(value)) => keep(&caller, &actor, &name, value).await,
            Ok(None) => Err(Refusal::invalid("people.answer_missing", &*name).into()),
            Err(refusal) => Err(refusal.into()),
        },
    };
    match outcome {
        Ok(()) => Ok((jar, go_on_from(&caller.app, &actor, back).await?).into_response()),
        Err(Stop::Refused(refusal)) if is_about(&refusal, &name) => {
            let profile = own_profile(&caller).await?;
            let response = if shape == Shape::Members {
                members::list(&caller, &fact, profile.as_ref(), back, Some(&refusal))?
            } else {
                let refused = Some((&entered, &*refusal));
                let template =
                    template(&caller, &fact, profile.as_ref(), refused, posted.get("special"), back);
                show(&template)?.into_response()
            };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, jar, response).into_response())
        }
        Err(other) => Err(other),
    }
}

/// Whether a refusal is about this fact, so that the form can show it.
pub(super) fn is_about(refusal: &Refusal, name: &str) -> bool {
    refusal.field.as_deref().is_some_and(|field| {
        field.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['[', '.']))
    })
}

/// Saves one fact.
pub(super) async fn keep(caller: &Caller, actor: &Actor, name: &str, value: Value) -> Outcome<()> {
    let facts: Map<String, Value> = std::iter::once((name.to_owned(), value)).collect();
    run::<SaveFacts>(&caller.app, actor, NewFacts { person: None, facts }, None).await.map(drop)
}

async fn forget(caller: &Caller, actor: &Actor, name: &str) -> Outcome<()> {
    let forgotten = run::<ForgetFact>(&caller.app, actor, WhichFact { name: name.to_owned() }, None).await;
    match forgotten {
        Err(Stop::Refused(refusal)) => Err(refusal.at(name).into()),
        other => other.map(drop),
    }
}

fn template(
    caller: &Caller,
    fact: &FactDeclaration,
    profile: Option<&ProfileView>,
    refused: Option<(&Entered, &Refusal)>,
    special: Option<&str>,
    back: Option<String>,
) -> Question {
    let vocabulary = vocabulary_of(&caller.app);
    let shape = Shape::of(fact, &vocabulary);
    let mut page = caller.page();
    let stands = profile.and_then(|profile| profile.about(&fact.name));
    let entered = match (refused, stands) {
        // A button beside the field was refused, not what stands in the field.
        (Some((entered, _)), _) if special.is_none() => entered.clone(),
        (_, Some(stands)) if shape.has_choices() || !is_mark(&stands.value) => {
            Entered::of(&stands.value, FIELD, shape, &caller.app)
        }
        _ => Entered::default(),
    };
    let told = stands.filter(|stands| !shape.has_choices() && is_mark(&stands.value)).map(|stands| {
        let key = if stands.value.get("none").is_some() { "people-none" } else { "people-unknown" };
        page.t1("people-told", "answer", page.t(key))
    });
    let words = refused.map(|(_, refusal)| caller.app.texts().refusal(caller.lang, refusal));
    page.has_errors = words.is_some();
    let controls = Controls { app: &caller.app, page: &page, vocabulary: &vocabulary, entered: &entered };
    let control = controls.control(fact, FIELD, Caption::Heading, words.clone());
    let errors = words.map(|words| page.error_summary().at(&controls.first_field(fact, FIELD), words));
    let answered = profile.map_or(0, known);
    let back_href = back.clone().unwrap_or_else(|| previous(profile, &fact.name));
    let is_own = stands.is_some_and(|stands| matches!(stands.source.as_str(), "declared" | "uploaded"));
    Question {
        title: fact.question.get(page.lang).to_owned(),
        caption: caption(caller, &page, fact, answered),
        control,
        errors,
        back_href,
        has_unknown_button: !shape.has_choices(),
        has_none_button: !shape.has_choices()
            && (fact.may_be_none || matches!(shape, Shape::Lines | Shape::Places)),
        told,
        can_forget: is_own && back.is_some(),
        back: back.unwrap_or_default(),
        has_answers: answered > 0,
        ahead: None,
        page,
    }
}

/// The group of the question, and how far one has come.
pub(super) fn caption(caller: &Caller, page: &Page, fact: &FactDeclaration, answered: usize) -> String {
    let group = group_title(caller, &fact.group);
    if answered == 0 {
        return group;
    }
    page.t2("people-progress", "group", group, "answered", answered)
}

/// The question that was answered before this one.
pub(super) fn previous(profile: Option<&ProfileView>, name: &str) -> String {
    let Some(profile) = profile else { return "/check".to_owned() };
    let this = profile.about(name).map(|statement| statement.recorded_at);
    let asked = profile.facts.iter().filter(|fact| !fact.group.is_empty()).map(|fact| &fact.statement);
    let before = asked.filter(|other| other.name != name && this.is_none_or(|at| other.recorded_at < at));
    let last = before.max_by_key(|other| other.recorded_at);
    last.map_or_else(|| "/check".to_owned(), |last| format!("/check/{}", last.name))
}

/// `{"unknown": true}` or `{"none": true}`.
fn is_mark(value: &Value) -> bool {
    value.get("unknown").is_some() || value.get("none").is_some()
}

/// The address of a question that leads back.
pub(super) fn href(name: &str, back: Option<&str>) -> String {
    with_back(&format!("/check/{name}"), back)
}
