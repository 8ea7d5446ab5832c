//! One's own application: the number to keep, where it is, what happens next and when, what it rests on; and taking it
//! back, after a page that says what that means. The page can be bookmarked and printed.

use super::{
    address::Parameters,
    words::{self, Reader},
};
use crate::{
    acts::{WhichApplication, WithdrawApplication},
    queries::{OneApplication, ShownApplication, WhichOne},
};
use askama::Template;
use axum::{
    extract::{Path, RawQuery},
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    acts::{Outcome, Stop, ask, run},
    components::{
        Button, Content, InsetText, Notice, OutcomeTag, Page, Panel, StatusTracker, SummaryList, Tag,
        Timeline,
    },
    pages::show,
    permissions::Role,
    texts,
    web::{Caller, Posted},
};
use vocabulary::Kind;

#[derive(Template)]
#[template(path = "cases/application.html")]
struct ApplicationPage {
    page: Page,
    /// Shown right after applying.
    panel: Option<Panel>,
    reference: String,
    title: String,
    of: String,
    href: String,
    tag: Tag,
    answer: OutcomeTag,
    /// What stands before the answer, and the way to what it was held against.
    answer_words: String,
    href_words: String,
    tracker: StatusTracker,
    next: String,
    not_a_decision: InsetText,
    missing: Vec<String>,
    summary: SummaryList,
    facts: Content,
    seal: String,
    changed: bool,
    timeline: Timeline,
    withdraw_href: Option<String>,
}

pub(super) async fn show_application(
    caller: Caller,
    Path(reference): Path<String>,
    RawQuery(query): RawQuery,
) -> Outcome<Response> {
    let shown = match ask::<OneApplication>(&caller.app, &caller.actor, WhichOne { which: reference.clone() })
        .await
    {
        Ok(shown) => shown,
        // Whoever holds the number without being signed in gets the status, which names nobody.
        Err(Stop::Refused(refusal)) if refusal.kind == Kind::SignInFirst => {
            let href = super::address::address("/status", &[("reference", Some(&reference))]);
            return Ok(Redirect::to(&href).into_response());
        }
        Err(stop) => return Err(stop),
    };
    if let Some(desk) = desk_of(&caller, &shown) {
        return Ok(Redirect::to(&desk).into_response());
    }
    let is_new = Parameters::read(query.as_deref()).get("new").is_some();
    let was_withdrawn = Parameters::read(query.as_deref()).get("withdrawn").is_some();
    Ok(show(&template(&caller, &shown, is_new, was_withdrawn).await?)?.into_response())
}

/// Staff see an application on their desk.
fn desk_of(caller: &Caller, shown: &ShownApplication) -> Option<String> {
    if caller.actor.person == Some(shown.person) {
        return None;
    }
    let desk = if caller.actor.is(Role::Officer) { "officer" } else { "employer" };
    Some(format!("/{desk}/applications/{}", shown.id))
}

async fn template(
    caller: &Caller,
    shown: &ShownApplication,
    is_new: bool,
    was_withdrawn: bool,
) -> Outcome<ApplicationPage> {
    let mut page = caller.page();
    if was_withdrawn {
        page.notice = Some(Notice::Success(page.t("cases-withdrawn-notice").into()));
    }
    let wished = words::wished(caller, shown).await?;
    let is_post = shown.kind == "post";
    let dates = words::dates_of(caller, shown);
    let sealed = words::sealed_facts(caller, shown);
    let panel = is_new.then(|| {
        let number = Content::from(shown.reference.as_str());
        let words = Content::from(page.t("cases-application-number"));
        let body = format!("{words}<br><strong>{number}</strong>");
        Panel::new(page.t("cases-application-received"), Content::html(body))
    });
    let mut summary = SummaryList::new()
        .row(
            page.t("cases-application-reference"),
            Content::html(format!(
                "<strong class=\"wotu-figure\">{}</strong>",
                Content::from(shown.reference.as_str())
            )),
        )
        .row(page.t("cases-application-for"), wished.title.as_str())
        .row(
            page.t(if is_post { "cases-application-employer" } else { "cases-application-version" }),
            wished.of.as_str(),
        )
        .row(page.t("cases-application-on"), dates.received.as_str());
    if let Some(contact) = &shown.contact {
        summary = summary.row(page.t("cases-apply-contact"), contact.as_str());
    }
    let missing = shown.missing.iter().map(|name| words::missing_name(caller, shown, name)).collect();
    Ok(ApplicationPage {
        panel,
        reference: shown.reference.clone(),
        title: wished.title,
        of: wished.of,
        href: wished.href,
        tag: words::state_tag(&page, &shown.kind, &shown.state),
        answer: words::answer_tag(&page, &shown.kind, &shown.answer),
        tracker: words::tracker(&page, &shown.kind, &shown.state, &dates),
        next: words::next_words(&page, shown.next),
        answer_words: page.t(if is_post {
            "cases-application-answer-post"
        } else {
            "cases-application-answer"
        }),
        href_words: page.t(if is_post { "cases-candidate-post" } else { "cases-application-law" }),
        not_a_decision: InsetText::new(page.t(if is_post {
            "cases-not-a-decision-post"
        } else {
            "cases-not-a-decision"
        })),
        missing,
        summary,
        facts: words::sealed_details(caller, &page, Reader::Applicant, &sealed),
        seal: page.t1("cases-application-seal", "seal", &shown.seal),
        changed: !shown.changed.is_empty(),
        timeline: words::timeline(caller, &page, &shown.kind, &shown.events, false, |name| {
            words::missing_name(caller, shown, name)
        }),
        withdraw_href: shown
            .application
            .state
            .is_open()
            .then(|| format!("/applications/{}/withdraw", shown.reference)),
        page,
    })
}

#[derive(Template)]
#[template(path = "cases/withdraw.html")]
struct Withdraw {
    page: Page,
    back: String,
    reference: String,
    title: String,
    received: String,
    key: String,
}

pub(super) async fn confirm(caller: Caller, Path(reference): Path<String>) -> Outcome<Response> {
    let shown = ask::<OneApplication>(&caller.app, &caller.actor, WhichOne { which: reference }).await?;
    let here = format!("/applications/{}", shown.reference);
    if caller.actor.person != Some(shown.person) || !shown.application.state.is_open() {
        return Ok(Redirect::to(&here).into_response());
    }
    let page = caller.page();
    let wished = words::wished(&caller, &shown).await?;
    let received = texts::date(caller.app.region().date_of(shown.received_at), caller.lang);
    let template = Withdraw {
        back: here,
        reference: shown.reference,
        title: wished.title,
        received,
        key: caller.form_key(),
        page,
    };
    Ok(show(&template)?.into_response())
}

pub(super) async fn withdraw(
    caller: Caller,
    Path(reference): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let shown = ask::<OneApplication>(&caller.app, &caller.actor, WhichOne { which: reference }).await?;
    let input = WhichApplication { id: shown.id };
    let done = run::<WithdrawApplication>(&caller.app, &caller.actor, input, posted.key()?).await?;
    Ok(Redirect::to(&format!("/applications/{}?withdrawn=1", done.reference)).into_response())
}
