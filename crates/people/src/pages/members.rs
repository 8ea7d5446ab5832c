//! A fact that is a list of members, such as the household: a page that lists them, and one page a member to add, change
//! or remove. Each step saves the whole list.

use super::{
    Back, begin,
    controls::{Caption, Controls},
    entered::{Entered, Shape},
    own_profile,
    question::{caption, declared, href, is_about, keep, previous},
    summary::known,
    with_back,
    words::Words,
};
use crate::{parts::vocabulary_of, queries::ProfileView};
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use platform::{
    acts::{Outcome, Stop},
    components::{Button, Content, ErrorSummary, Page},
    pages::show,
    permissions::Actor,
    web::{Caller, Posted},
};
use rules::facts::FactDeclaration;
use serde_json::{Map, Value, json};
use vocabulary::Refusal;

#[derive(Template)]
#[template(path = "people/members.html")]
struct Members {
    page: Page,
    errors: Option<ErrorSummary>,
    title: String,
    hint: String,
    caption: String,
    rows: Vec<Row>,
    add_href: String,
    back_href: String,
    back: String,
    told: Option<String>,
    has_answers: bool,
}

/// One member in the list.
struct Row {
    words: String,
    href: String,
    remove_href: String,
}

#[derive(Template)]
#[template(path = "people/member.html")]
struct Member {
    page: Page,
    errors: Option<ErrorSummary>,
    title: String,
    controls: Vec<Content>,
    back_href: String,
    back: String,
}

/// The page that lists the members.
pub(super) fn list(
    caller: &Caller,
    fact: &FactDeclaration,
    profile: Option<&ProfileView>,
    back: Option<String>,
    refusal: Option<&Refusal>,
) -> Outcome<Response> {
    let vocabulary = vocabulary_of(&caller.app);
    let mut page = caller.page();
    let words = Words { app: &caller.app, page: &page, vocabulary: &vocabulary };
    let members = members(profile, &fact.name);
    let rows = (1_usize..).zip(&members).map(|(number, member)| Row {
        words: words.member(fact, member),
        href: with_back(&format!("/check/{}/{number}", fact.name), back.as_deref()),
        remove_href: format!("/check/{}/{number}/remove", fact.name),
    });
    let rows: Vec<Row> = rows.collect();
    let stands = profile.and_then(|profile| profile.about(&fact.name));
    let told = stands.filter(|_| rows.is_empty()).map(|stands| {
        let key = if stands.value.get("unknown").is_some() { "people-unknown" } else { "people-none" };
        page.t1("people-told", "answer", page.t(key))
    });
    let errors = refusal.map(|refusal| summary_of(caller, &page, refusal));
    page.has_errors = errors.is_some();
    let answered = profile.map_or(0, known);
    let template = Members {
        title: fact.question.get(page.lang).to_owned(),
        hint: fact.hint.as_ref().map(|hint| hint.get(page.lang).to_owned()).unwrap_or_default(),
        caption: caption(caller, &page, fact, answered),
        add_href: with_back(&format!("/check/{}/add", fact.name), back.as_deref()),
        back_href: back.clone().unwrap_or_else(|| previous(profile, &fact.name)),
        back: back.unwrap_or_default(),
        has_answers: answered > 0,
        rows,
        told,
        errors,
        page,
    };
    Ok(show(&template)?.into_response())
}

/// "Continue" on the list: a list that was never begun is now known to be empty.
pub(super) async fn done(caller: &Caller, actor: &Actor, fact: &FactDeclaration) -> Outcome<()> {
    let profile = own_profile(caller).await?;
    let stands = profile.as_ref().and_then(|profile| profile.about(&fact.name));
    if stands.is_some_and(|stands| stands.value.is_array()) {
        return Ok(());
    }
    keep(caller, actor, &fact.name, json!([])).await
}

pub(super) async fn form(
    caller: Caller,
    Path((name, member)): Path<(String, String)>,
    Query(back): Query<Back>,
) -> Outcome<Response> {
    let fact = list_fact(&caller, &name)?;
    let profile = own_profile(&caller).await?;
    let members = members(profile.as_ref(), &name);
    let mut entered = Entered::default();
    if let Some(index) = index_of(&member, members.len())? {
        let vocabulary = vocabulary_of(&caller.app);
        for field in fact.fields() {
            if let Some(value) = members.get(index).and_then(|member| member.get(&field.name)) {
                entered.fill(value, &field.name, Shape::of(field, &vocabulary), &caller.app);
            }
        }
    }
    let is_new = member == "add";
    Ok(show(&template(&caller, &fact, is_new, &entered, None, back.path()))?.into_response())
}

pub(super) async fn save(
    caller: Caller,
    jar: CookieJar,
    Path((name, member)): Path<(String, String)>,
    posted: Posted,
) -> Outcome<Response> {
    let fact = list_fact(&caller, &name)?;
    let back = Back::local(posted.get("back"));
    let entered = Entered::posted(&posted);
    let (actor, jar) = begin(&caller, jar).await?;
    let profile = own_profile(&caller).await?;
    let mut members = members(profile.as_ref(), &name);
    let index = index_of(&member, members.len())?.unwrap_or(members.len());

    let outcome = match read(&caller, &fact, &entered, index) {
        Ok(told) => {
            match members.get_mut(index) {
                Some(known) => *known = told,
                None => members.push(told),
            }
            keep(&caller, &actor, &name, Value::Array(members.into_iter().map(Value::Object).collect())).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match outcome {
        Ok(()) => Ok((jar, Redirect::to(&href(&name, back.as_deref()))).into_response()),
        Err(Stop::Refused(refusal)) if is_about(&refusal, &name) => {
            let is_new = member == "add";
            let refused = Some((&*refusal, index));
            let template = template(&caller, &fact, is_new, &entered, refused, back);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, jar, show(&template)?).into_response())
        }
        Err(other) => Err(other),
    }
}

pub(super) async fn remove(
    caller: Caller,
    Path((name, member)): Path<(String, String)>,
    posted: Posted,
) -> Outcome<Response> {
    list_fact(&caller, &name)?;
    let back = Back::local(posted.get("back"));
    let profile = own_profile(&caller).await?;
    let mut members = members(profile.as_ref(), &name);
    if let Some(index) = index_of(&member, members.len())? {
        members.remove(index);
        let list = Value::Array(members.into_iter().map(Value::Object).collect());
        keep(&caller, &caller.actor, &name, list).await?;
    }
    Ok(Redirect::to(&href(&name, back.as_deref())).into_response())
}

fn list_fact(caller: &Caller, name: &str) -> Outcome<FactDeclaration> {
    let fact = declared(caller, name)?;
    if Shape::of(&fact, &vocabulary_of(&caller.app)) == Shape::Members {
        Ok(fact)
    } else {
        Err(Refusal::not_found("people.no_such_question").into())
    }
}

/// The members that stand.
fn members(profile: Option<&ProfileView>, name: &str) -> Vec<Map<String, Value>> {
    let stands = profile.and_then(|profile| profile.about(name));
    let list = stands.and_then(|stands| stands.value.as_array()).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Value::as_object).cloned().collect()
}

/// `add`: none yet; a number from 1: that member, who must be there.
fn index_of(member: &str, count: usize) -> Outcome<Option<usize>> {
    if member == "add" {
        return Ok(None);
    }
    let number = member.parse::<usize>().ok().filter(|number| (1..=count).contains(number));
    match number {
        Some(number) => Ok(Some(number.saturating_sub(1))),
        None => Err(Refusal::not_found("people.no_such_member").into()),
    }
}

/// What the fields of the page say about a member; a field that is empty stays unknown.
fn read(
    caller: &Caller,
    fact: &FactDeclaration,
    entered: &Entered,
    index: usize,
) -> Result<Map<String, Value>, Refusal> {
    let vocabulary = vocabulary_of(&caller.app);
    let (mut member, mut wrong) = (Map::new(), Vec::new());
    for field in fact.fields() {
        match entered.value(field, &field.name, Shape::of(field, &vocabulary)) {
            Ok(Some(value)) => {
                member.insert(field.name.clone(), value);
            }
            Ok(None) => {}
            Err(refusal) => wrong.push(refusal.at(format!("{}[{index}].{}", fact.name, field.name))),
        }
    }
    if member.is_empty() && wrong.is_empty() {
        // A member of whom nothing is said is none; the first field tells who it is.
        let first = fact.fields().first().map(|field| field.name.clone()).unwrap_or_default();
        wrong.push(Refusal::invalid("people.answer_missing", format!("{}[{index}].{first}", fact.name)));
    }
    Refusal::all(wrong).map(|()| member)
}

fn template(
    caller: &Caller,
    fact: &FactDeclaration,
    is_new: bool,
    entered: &Entered,
    refused: Option<(&Refusal, usize)>,
    back: Option<String>,
) -> Member {
    let vocabulary = vocabulary_of(&caller.app);
    let mut page = caller.page();
    page.has_errors = refused.is_some();
    let controls = Controls { app: &caller.app, page: &page, vocabulary: &vocabulary, entered };
    let mut errors = refused.map(|_| page.error_summary());
    let mut shown: Vec<Content> = Vec::new();
    for field in fact.fields() {
        let here = |(refusal, index): (&Refusal, usize)| {
            let place = format!("{}[{index}].{}", fact.name, field.name);
            refusal.each().find(|one| one.field.as_deref() == Some(&place)).cloned()
        };
        let words = refused.and_then(here).map(|one| caller.app.texts().refusal(caller.lang, &one));
        if let Some(words) = &words {
            let id = controls.first_field(field, &field.name);
            errors = errors.map(|summary| summary.at(&id, words.clone()));
        }
        shown.push(controls.control(field, &field.name, Caption::Plain, words));
    }
    if let Some((refusal, index)) = refused {
        let place = format!("{}[{index}].", fact.name);
        let elsewhere = |one: &&Refusal| !one.field.as_deref().unwrap_or_default().starts_with(&place);
        for one in refusal.each().filter(elsewhere) {
            let words = caller.app.texts().refusal(caller.lang, one);
            errors = errors.map(|summary| summary.general(words));
        }
    }
    let key = if is_new { "people-member-add" } else { "people-member-change" };
    Member {
        title: page.t1(key, "list", fact.title.get(page.lang)),
        controls: shown,
        errors,
        back_href: href(&fact.name, back.as_deref()),
        back: back.unwrap_or_default(),
        page,
    }
}

fn summary_of(caller: &Caller, page: &Page, refusal: &Refusal) -> ErrorSummary {
    let texts = caller.app.texts();
    refusal.each().fold(page.error_summary(), |summary, one| summary.general(texts.refusal(caller.lang, one)))
}
