//! `/organisations/{id}`: who an organisation is, for everybody.

use super::{id, in_lang, kind_key, standing_key};
use crate::{
    model::IndustryCode,
    queries::{
        Shown,
        organisation::{Input, OneOrganisation},
    },
};
use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use platform::{
    acts::{Outcome, ask},
    components::{Button, Content, Page, SummaryList},
    pages::show,
    texts,
    web::Caller,
};

#[derive(Template)]
#[template(path = "organisations/organisation.html")]
struct OrganisationPage {
    page: Page,
    title: Content,
    /// The name alone, for the window.
    title_text: String,
    kind: String,
    summary: SummaryList,
    lang: Option<&'static str>,
    paragraphs: Vec<String>,
    /// Its posts, if it takes part.
    posts: Option<String>,
    /// Whether its own people look at it while it waits for an officer.
    awaits: bool,
}

pub(super) async fn page(caller: Caller, Path(text): Path<String>) -> Outcome<Response> {
    let found = ask::<OneOrganisation>(&caller.app, &caller.actor, Input { id: id(&text)? }).await?;
    Ok(show(&template(&caller, &found))?.into_response())
}

fn template(caller: &Caller, found: &Shown) -> OrganisationPage {
    let page = caller.page();
    let mut summary = SummaryList::new()
        .row(page.t("organisations-at-standing"), standing(&page, found))
        .row(page.t("organisations-at-place"), caller.app.region().place_name(&found.place, page.lang));
    if let Some(industry) = &found.industry {
        let name = IndustryCode::parse(industry, "industry")
            .map(|code| page.t(&code.text_key()))
            .unwrap_or_default();
        summary = summary.row(
            page.t("organisations-at-industry"),
            page.t2("organisations-industry-and-code", "name", name, "code", industry),
        );
    }
    if let Some(headcount) = found.headcount {
        summary = summary.row(page.t("organisations-at-headcount"), headcount);
    }
    let description = found.description.as_ref().map(|description| description.get(page.lang));
    OrganisationPage {
        title: in_lang(&found.name, page.lang),
        title_text: found.name.get(page.lang).0.to_owned(),
        kind: page.t(kind_key(found.kind)),
        summary,
        lang: description.and_then(|(_, its)| (its != page.lang).then(|| its.html())),
        paragraphs: description
            .map(|(text, _)| text.split('\n').filter(|line| !line.is_empty()).map(str::to_owned).collect())
            .unwrap_or_default(),
        posts: (found.standing == "verified").then(|| format!("/posts?organisation={}", found.id)),
        awaits: found.standing == "registered" && caller.actor.organisation == Some(found.id),
        page,
    }
}

fn standing(page: &Page, found: &Shown) -> String {
    let words = page.t(standing_key(found.standing));
    let day = match found.standing {
        "verified" => found.verified_on.as_ref(),
        "closed" => found.closed_on.as_ref(),
        _ => Some(&found.registered_on),
    };
    match day.and_then(|day| day.parse().ok()) {
        Some(day) => {
            page.t2("organisations-standing-since", "standing", words, "date", texts::date(day, page.lang))
        }
        None => words,
    }
}
