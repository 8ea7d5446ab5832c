//! `/officer/organisations`: who signed up, whom to verify, whom to close.

use super::{id, in_lang, kind_key, standing_key};
use crate::{
    acts::{
        close_organisation::{CloseOrganisation, Input as CloseInput},
        verify_organisation::{Input as VerifyInput, VerifyOrganisation},
    },
    queries::{
        list::{Input, Item, ListOrganisations},
        organisation::{Input as OneInput, OneOrganisation},
    },
};
use askama::Template;
use axum::{
    extract::{Path, RawQuery},
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    acts::{Outcome, ask, run},
    components::{Button, Content, Notice, Page, Pagination, Tag},
    pages::show,
    permissions::Role,
    texts,
    web::{Caller, Posted},
};
use vocabulary::{Kind, Refusal};

#[derive(Template)]
#[template(path = "organisations/officer.html")]
struct OfficerPage {
    page: Page,
    /// The standings to choose from: words, address, whether it is shown now.
    standings: Vec<(String, String, bool)>,
    rows: Vec<Row>,
    pagination: Option<Pagination>,
}

struct Row {
    name: Content,
    href: String,
    facts: String,
    tag: Tag,
    /// Where its verify button posts, if it can be verified; its key.
    verify: Option<(String, String)>,
    /// Where it can be closed, if it is not.
    close: Option<String>,
    /// What a button does it to, for those who hear it.
    about: String,
}

#[derive(Template)]
#[template(path = "organisations/close.html")]
struct ClosePage {
    page: Page,
    name: Content,
    key: String,
}

const STANDINGS: [&str; 4] = ["registered", "verified", "closed", ""];

pub(super) async fn page(caller: Caller, RawQuery(query): RawQuery) -> Outcome<Response> {
    only_officers(&caller)?;
    let query = query.unwrap_or_default();
    let said = |name: &str| {
        query
            .split('&')
            .find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name))
            .map(|(_, value)| value)
    };
    // Whom to verify is what an officer comes for: it stands first.
    let standing = said("standing").filter(|word| STANDINGS.contains(word)).unwrap_or("registered");
    let input =
        Input { after: said("after").and_then(|id| id.parse().ok()), standing: Some(standing.to_owned()) };
    let found = ask::<ListOrganisations>(&caller.app, &caller.actor, input).await?;
    let mut page = caller.page();
    if said("done").is_some() {
        page.notice = Some(Notice::Success(page.t("organisations-done").into()));
    }
    let standings = STANDINGS
        .into_iter()
        .map(|word| {
            let words =
                if word.is_empty() { page.t("organisations-all") } else { page.t(standing_key(word)) };
            (words, format!("/officer/organisations?standing={word}"), word == standing)
        })
        .collect();
    let pagination = found.next.map(|next| {
        page.pagination_by_key(None, Some(format!("/officer/organisations?standing={standing}&after={next}")))
    });
    let rows = found.organisations.iter().map(|item| row(&caller, &page, item)).collect();
    Ok(show(&OfficerPage { page, standings, rows, pagination })?.into_response())
}

fn row(caller: &Caller, page: &Page, item: &Item) -> Row {
    let shown = &item.shown;
    let code = item.credit_code_masked.clone().unwrap_or_else(|| page.t("organisations-no-code"));
    let registered = shown.registered_on.parse().map(|day| texts::date(day, page.lang)).unwrap_or_default();
    let facts = [
        page.t(kind_key(shown.kind)),
        caller.app.region().place_name(&shown.place, page.lang),
        code,
        page.t1("organisations-registered-on", "date", registered),
    ];
    let at = |what: &str| format!("/officer/organisations/{}/{what}", shown.id);
    let colour = match shown.standing {
        "verified" => "green",
        "closed" => "grey",
        _ => "yellow",
    };
    Row {
        name: in_lang(&shown.name, page.lang),
        href: format!("/organisations/{}", shown.id),
        facts: facts.join(" · "),
        tag: Tag::coloured(page.t(standing_key(shown.standing)), colour),
        verify: (shown.standing == "registered").then(|| (at("verify"), caller.form_key())),
        close: (shown.standing != "closed").then(|| at("close")),
        about: shown.name.get(page.lang).0.to_owned(),
    }
}

pub(super) async fn verify(caller: Caller, Path(text): Path<String>, posted: Posted) -> Outcome<Response> {
    let input = VerifyInput { id: id(&text)? };
    run::<VerifyOrganisation>(&caller.app, &caller.actor, input, posted.key()?).await?;
    Ok(Redirect::to("/officer/organisations?done=1").into_response())
}

pub(super) async fn close_form(caller: Caller, Path(text): Path<String>) -> Outcome<Response> {
    only_officers(&caller)?;
    let found = ask::<OneOrganisation>(&caller.app, &caller.actor, OneInput { id: id(&text)? }).await?;
    let page = caller.page();
    let name = in_lang(&found.name, page.lang);
    Ok(show(&ClosePage { name, key: caller.form_key(), page })?.into_response())
}

pub(super) async fn close(caller: Caller, Path(text): Path<String>, posted: Posted) -> Outcome<Response> {
    let input = CloseInput { id: id(&text)? };
    run::<CloseOrganisation>(&caller.app, &caller.actor, input, posted.key()?).await?;
    Ok(Redirect::to("/officer/organisations?standing=closed&done=1").into_response())
}

/// These pages are for officers; an employer's own organisation has its own page.
fn only_officers(caller: &Caller) -> Result<(), Refusal> {
    match (caller.actor.is(Role::Officer), caller.actor.is_signed_in()) {
        (true, _) => Ok(()),
        (false, true) => Err(Refusal::new(Kind::Forbidden, "platform.forbidden")),
        (false, false) => Err(Refusal::new(Kind::SignInFirst, "platform.sign_in_first")),
    }
}
