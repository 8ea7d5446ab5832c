//! The employers' desk: applications for one's own posts, with what each person agreed to show and nothing else.

use super::{
    address::Parameters,
    desk::{self, Desk},
    lists::Which,
    words::{self, Reader},
};
use crate::queries::ShownApplication;
use askama::Template;
use axum::{
    extract::{Path, RawQuery},
    response::{IntoResponse, Response},
};
use platform::{
    acts::Outcome,
    components::{Button, OutcomeTag, Page, SummaryList, Tag, Timeline},
    pages::show,
    permissions::Role,
    web::{Caller, Posted},
};

const DESK: Desk = Desk {
    role: Role::Employer,
    title: "cases-employer-title",
    empty: "cases-employer-empty",
    done: "cases-seen-notice",
    which: Which {
        path: "/employer/applications",
        whose: Some("organisation"),
        kind: Some("post"),
        prefix: "/employer/applications",
        by_reference: false,
    },
};

pub(super) async fn show_list(caller: Caller, RawQuery(query): RawQuery) -> Outcome<Response> {
    DESK.show_list(&caller, query.as_deref()).await
}

#[derive(Template)]
#[template(path = "cases/candidate.html")]
struct Candidate {
    page: Page,
    caption: String,
    href: String,
    name: String,
    tag: Tag,
    since: String,
    answer: OutcomeTag,
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
    let shown = DESK.application(&caller, id).await?;
    let is_done = Parameters::read(query.as_deref()).get("accepted").is_some();
    Ok(show(&template(&caller, &shown, is_done).await?)?.into_response())
}

pub(super) async fn accept(caller: Caller, Path(id): Path<String>, posted: Posted) -> Outcome<Response> {
    let shown = DESK.application(&caller, id).await?;
    DESK.accept(&caller, &shown, Vec::new(), posted.key()?).await
}

async fn template(caller: &Caller, shown: &ShownApplication, is_done: bool) -> Outcome<Candidate> {
    let page = DESK.case_page(caller, is_done);
    let wished = words::wished(caller, shown).await?;
    let sealed = words::sealed_facts(caller, shown);
    let total = shown.score.as_ref().and_then(|score| score.get("total")).and_then(serde_json::Value::as_i64);
    Ok(Candidate {
        caption: format!("{} · {}", wished.title, shown.reference),
        href: wished.href,
        name: shown.person_name.clone().unwrap_or_default(),
        tag: words::state_tag(&page, &shown.kind, &shown.state),
        since: desk::since(caller, shown),
        answer: words::answer_tag(&page, &shown.kind, &shown.answer),
        points: total.map(|total| page.t1("cases-candidate-points", "points", (total + 500) / 1000)),
        contact: shown.contact.clone(),
        facts: words::facts_list(caller, &page, Reader::Employer, &sealed),
        has_facts: !sealed.is_empty(),
        accept_href: (shown.state == "received").then(|| format!("{}/accept", DESK.href(shown))),
        key: caller.form_key(),
        timeline: words::timeline(caller, &page, &shown.kind, &shown.events, true, str::to_owned),
        page,
    })
}
