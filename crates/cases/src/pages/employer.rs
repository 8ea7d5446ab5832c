//! The employers' desk: applications for one's own posts, with what each person agreed to show and nothing else.

use super::{
    lists::{Desk, List, list},
    words,
};
use crate::{
    acts::{AcceptApplication, Acceptances},
    queries::{OneApplication, ShownApplication, WhichOne},
};
use askama::Template;
use axum::{
    extract::{Path, RawQuery},
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    acts::{Outcome, ask, run},
    components::{Button, Notice, OutcomeTag, Page, SummaryList, Tag, Timeline},
    pages::show,
    permissions::Role,
    texts,
    web::{Caller, Posted},
};
use vocabulary::{Kind, Refusal};

const DESK: Desk = Desk {
    path: "/employer/applications",
    whose: Some("organisation"),
    kind: Some("post"),
    prefix: "/employer/applications",
    by_reference: false,
};

#[derive(Template)]
#[template(path = "cases/desk_list.html")]
struct Worklist {
    page: Page,
    title: String,
    empty: String,
    list: List,
}

pub(super) async fn show_list(caller: Caller, RawQuery(query): RawQuery) -> Outcome<Response> {
    require_employer(&caller)?;
    let page = caller.page();
    let list = list(&caller, &page, &DESK, query.as_deref()).await?;
    let (title, empty) = (page.t("cases-employer-title"), page.t("cases-employer-empty"));
    Ok(show(&Worklist { page, title, empty, list })?.into_response())
}

fn require_employer(caller: &Caller) -> Result<(), Refusal> {
    match (caller.actor.is_signed_in(), caller.actor.is(Role::Employer)) {
        (_, true) => Ok(()),
        (true, false) => Err(Refusal::new(Kind::Forbidden, "platform.forbidden")),
        (false, false) => Err(Refusal::new(Kind::SignInFirst, "platform.sign_in_first")),
    }
}

#[derive(Template)]
#[template(path = "cases/candidate.html")]
struct Candidate {
    page: Page,
    caption: String,
    href: String,
    name: String,
    tag: Tag,
    answer: OutcomeTag,
    received: String,
    points: Option<String>,
    contact: Option<String>,
    facts: SummaryList,
    has_facts: bool,
    accept_href: Option<String>,
    key: String,
    timeline: Timeline,
}

pub(super) async fn show_case(
    caller: Caller,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Outcome<Response> {
    require_employer(&caller)?;
    let shown = ask::<OneApplication>(&caller.app, &caller.actor, WhichOne { which: id }).await?;
    let is_done = super::address::Parameters::read(query.as_deref()).get("accepted").is_some();
    Ok(show(&template(&caller, &shown, is_done).await?)?.into_response())
}

pub(super) async fn accept(caller: Caller, Path(id): Path<String>, posted: Posted) -> Outcome<Response> {
    require_employer(&caller)?;
    let shown = ask::<OneApplication>(&caller.app, &caller.actor, WhichOne { which: id }).await?;
    let input = Acceptances { id: shown.id, missing: Vec::new() };
    run::<AcceptApplication>(&caller.app, &caller.actor, input, posted.key()?).await?;
    Ok(Redirect::to(&format!("/employer/applications/{}?accepted=1", shown.id)).into_response())
}

async fn template(caller: &Caller, shown: &ShownApplication, is_done: bool) -> Outcome<Candidate> {
    let mut page = caller.page();
    if is_done {
        page.notice = Some(Notice::Success(page.t("cases-seen-notice").into()));
    }
    let wished = words::wished(caller, shown).await?;
    let sealed = words::sealed_facts(caller, shown);
    let total = shown.score.as_ref().and_then(|score| score.get("total")).and_then(serde_json::Value::as_i64);
    Ok(Candidate {
        caption: format!("{} · {}", wished.title, shown.reference),
        href: wished.href,
        name: shown.person_name.clone().unwrap_or_default(),
        tag: words::state_tag(&page, &shown.kind, &shown.state),
        answer: words::answer_tag(&page, &shown.answer),
        received: page.t1(
            "cases-list-received",
            "date",
            texts::moment(shown.received_at, caller.app.region(), caller.lang),
        ),
        points: total.map(|total| page.t1("cases-candidate-points", "points", (total + 500) / 1000)),
        contact: shown.contact.clone(),
        facts: words::facts_list(caller, &page, &sealed, None),
        has_facts: !sealed.is_empty(),
        accept_href: (shown.state == "received")
            .then(|| format!("/employer/applications/{}/accept", shown.id)),
        key: caller.form_key(),
        timeline: words::timeline(caller, &page, &shown.kind, &shown.events, true, str::to_owned),
        page,
    })
}
