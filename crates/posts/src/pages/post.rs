//! `/posts/{id}`: one post with all that it says, how it fits whoever looks, and the way to apply. After it closed it
//! answers 410; its organisation sees it in every state, with what it can do.

use super::{fit, id, words};
use crate::{
    model::{State, job_posting},
    queries::{
        fit::{FitOfPost, Input as FitInput},
        post::{Input, OnePost, Output},
    },
};
use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use matching::{Answer, Match, Occupations};
use platform::{
    acts::{Outcome, ask},
    components::{Button, Chip, Content, Details, InsetText, OutcomeTag, Page, ScoreBar, SummaryList, Table},
    pages::show,
    texts,
    web::Caller,
};
use vocabulary::Lang;

#[derive(Template)]
#[template(path = "posts/post.html")]
struct PostPage {
    page: Page,
    title: Content,
    /// The title alone, for the window.
    title_text: String,
    organisation: Content,
    organisation_href: String,
    /// For its own people: what state it is in.
    state: Option<InsetText>,
    actions: Vec<Button>,
    summary: SummaryList,
    description: Description,
    json_ld: Option<Content>,
    apply: Option<Button>,
    fit: Option<Fit>,
}

struct Description {
    lang: Option<&'static str>,
    paragraphs: Vec<Vec<String>>,
}

struct Fit {
    bar: ScoreBar,
    outcome: OutcomeTag,
    chips: Vec<Chip>,
    steps: Vec<String>,
    parts: Details,
    conditions: Option<Table>,
}

pub(super) async fn page(caller: Caller, Path(text): Path<String>) -> Outcome<Response> {
    let id = id(&text)?;
    let found = ask::<OnePost>(&caller.app, &caller.actor, Input { id }).await?;
    let is_published = matches!(found.post.listed.post.state, State::Published { .. });
    // Somebody who has told nothing yet is nobody's visit: there is nothing to hold against the post.
    let is_known = caller.actor.visit.is_some() || caller.actor.person.is_some();
    let fits = if is_published && is_known && !found.is_own {
        ask::<FitOfPost>(&caller.app, &caller.actor, FitInput { id }).await?.score
    } else {
        None
    };
    Ok(show(&template(&caller, &found, fits.as_ref()))?.into_response())
}

fn template(caller: &Caller, found: &Output, fits: Option<&Match>) -> PostPage {
    let page = caller.page();
    let listed = &found.post.listed;
    let today = caller.app.region().date_of(caller.app.now());
    let apply = listed
        .post
        .require_open(today)
        .is_ok()
        .then(|| Button::start(page.t("posts-apply"), format!("/apply/post/{}", listed.id)))
        .filter(|_| !found.is_own);
    PostPage {
        title: words::in_lang(&listed.title, page.lang),
        title_text: listed.title.get(page.lang).0.to_owned(),
        organisation: words::in_lang(&listed.organisation.name, page.lang),
        organisation_href: format!("/organisations/{}", listed.organisation.id),
        state: found.is_own.then(|| InsetText::new(state(&page, found))),
        actions: if found.is_own { actions(&page, found) } else { Vec::new() },
        summary: summary(caller, &page, found),
        description: description(&page, found),
        json_ld: json_ld(caller, found),
        apply,
        fit: fits.map(|found| fit(caller, &page, found)),
        page,
    }
}

fn state(page: &Page, found: &Output) -> String {
    let day = |day| texts::date(day, page.lang);
    match found.post.listed.post.state {
        State::Draft { since } => page.t1("posts-own-draft", "date", day(since)),
        State::Published { on } => page.t1("posts-own-published", "date", day(on)),
        State::Closed { on, .. } => page.t1("posts-own-closed", "date", day(on)),
    }
}

fn actions(page: &Page, found: &Output) -> Vec<Button> {
    let at = |what: &str| format!("/employer/posts/{}/{what}", found.post.listed.id);
    let edit = Button::link(page.t("posts-edit"), at("edit")).secondary();
    match found.post.listed.post.state {
        State::Draft { .. } => vec![Button::link(page.t("posts-publish"), at("publish")), edit],
        State::Published { .. } => vec![edit, Button::link(page.t("posts-close"), at("close")).warning()],
        State::Closed { .. } => Vec::new(),
    }
}

fn summary(caller: &Caller, page: &Page, found: &Output) -> SummaryList {
    let details = &found.post.listed.post.details;
    let region = caller.app.region();
    let separator = page.t("posts-list-separator");
    let mut rows: Vec<(&str, String)> =
        vec![("posts-at-place", region.place_name(&details.place, page.lang))];
    if let Some(pay) = &details.pay {
        rows.push(("posts-at-pay", words::pay(page, pay)));
    }
    if let Some(kind) = details.employment_type {
        rows.push(("posts-at-employment", page.t(kind.text_key())));
    }
    if let Some(count) = details.places_count {
        rows.push(("posts-at-count", page.t1("posts-count", "count", count)));
    }
    if let Some(degree) = details.degree {
        rows.push(("posts-at-degree", page.t1("posts-degree-least", "degree", page.t(degree.text_key()))));
    }
    if let Some(months) = details.experience_months {
        rows.push(("posts-at-experience", words::experience(page, months)));
    }
    if !details.skills.is_empty() {
        rows.push(("posts-at-skills", details.skills.join(&separator)));
    }
    if !details.languages.is_empty() {
        let languages: Vec<String> = details
            .languages
            .iter()
            .map(|asked| {
                words::language(page, asked.language(), asked.level().map(crate::model::LanguageLevel::id))
            })
            .collect();
        rows.push(("posts-at-languages", languages.join(&separator)));
    }
    if !details.licences.is_empty() {
        rows.push(("posts-at-licences", details.licences.join(&separator)));
    }
    if let Some(opens) = details.opens {
        rows.push(("posts-at-opens", texts::date(opens, page.lang)));
    }
    rows.push(("posts-at-closes", texts::date(details.closes, page.lang)));
    let mut list = SummaryList::new();
    for (key, value) in rows {
        list = list.row(page.t(key), value);
    }
    match occupation(page, found) {
        Some(occupation) => list.row(page.t("posts-at-occupation"), occupation),
        None => list,
    }
}

/// The occupation's codes, with the Chinese name of the national one and the English one of ISCO-08.
fn occupation(page: &Page, found: &Output) -> Option<Content> {
    let details = &found.post.listed.post.details;
    let table = Occupations::bundled();
    let line = |code: &str, name: Option<&str>, its: Lang| {
        let code = Content::from(code);
        match name {
            Some(name) if its != page.lang => {
                format!("{code} <span lang=\"{}\">{}</span>", its.html(), Content::from(name))
            }
            Some(name) => format!("{code} {}", Content::from(name)),
            None => code.to_string(),
        }
    };
    let csco = details.csco.as_ref().map(|code| {
        let name = code.as_str().parse().ok().and_then(|code| table.csco_name(code));
        line(&page.t1("posts-code-csco", "code", code), name, Lang::Zh)
    });
    let isco = details.isco.as_ref().map(|code| {
        let name = code.as_str().parse().ok().and_then(|code| table.isco_name(code));
        line(&page.t1("posts-code-isco", "code", code), name, Lang::En)
    });
    let lines: Vec<String> = csco.into_iter().chain(isco).collect();
    (!lines.is_empty()).then(|| Content::html(lines.join("<br>")))
}

fn description(page: &Page, found: &Output) -> Description {
    let (text, its) = found.post.description.get(page.lang);
    Description {
        lang: (its != page.lang).then(|| its.html()),
        paragraphs: text
            .split("\n\n")
            .map(|paragraph| paragraph.split('\n').map(str::to_owned).collect())
            .collect(),
    }
}

/// For search engines; only while everybody sees the post.
fn json_ld(caller: &Caller, found: &Output) -> Option<Content> {
    let post = &found.post.listed.post;
    let region = caller.app.region();
    post.require_shown(region.date_of(caller.app.now())).ok()?;
    let code = region.code().as_str();
    let is_division = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
    let country = if is_division { "CN" } else { code.split('-').next().unwrap_or(code) };
    let address = job_posting::Address {
        country: Some(country.to_owned()),
        region: Some(region.name().get(caller.lang).to_owned()),
        locality: Some(region.place_name(&post.details.place, caller.lang)),
        postal_code: None,
    };
    let url = format!("/posts/{}", post.id);
    let around = job_posting::Around {
        organisation: &found.organisation,
        url: &url,
        address: &address,
        lang: caller.lang,
    };
    // The writer leaves no character that could end the element.
    job_posting::write(post, &around).ok().map(Content::html)
}

fn fit(caller: &Caller, page: &Page, found: &Match) -> Fit {
    let region = caller.app.region();
    let parts = fit::parts(page, region, found);
    let (has, lacks) = fit::skills(found);
    let table = page.score_table(page.t("posts-fit-parts"), &parts);
    Fit {
        bar: page.score_bar(&parts, fit::POINTS),
        outcome: OutcomeTag::new(
            fit::answer(page, found.outcome).kind,
            page.t(match found.outcome {
                Answer::Yes => "posts-fit-outcome-yes",
                Answer::No => "posts-fit-outcome-no",
                Answer::Unknown => "posts-fit-outcome-unknown",
            }),
        ),
        chips: has
            .iter()
            .map(|skill| page.fits(skill))
            .chain(lacks.iter().map(|skill| page.lacks(skill)))
            .collect(),
        steps: fit::steps(page, region, found),
        parts: Details::new(page.t("posts-fit-how"), Content::of(table)),
        conditions: fit::conditions(page, region, found),
    }
}
