//! The combined answer: what one is entitled to and why, the best combination, what is still missing, the posts that fit.

use super::{
    address::{Parameters, address},
    measures::{Group, Looker},
};
use crate::queries::{Asked, Results, results_of};
use askama::Template;
use axum::{
    extract::RawQuery,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use people::Holder;
use platform::{
    acts::{Outcome, Stop},
    components::{
        Button, Content, Details, ErrorSummary, Icon, IconName, Input, Page, PostRow, Select, SumPanel,
    },
    pages::{errors_of, show},
    web::Caller,
};
use policies::views::{BundleLine, Entitlements, Question, entitlements};
use vocabulary::Refusal;

#[derive(Template)]
#[template(path = "cases/results.html")]
struct ResultsPage {
    page: Page,
    errors: Option<ErrorSummary>,
    caption: String,
    heading: String,
    pack: Select,
    on: Input,
    found: Option<Found>,
}

/// What was found for whoever has told something.
struct Found {
    next: Option<Question>,
    panel: Option<SumPanel>,
    chosen: Vec<BundleLine>,
    left_out: Vec<BundleLine>,
    could_add: Vec<BundleLine>,
    groups: Vec<Group>,
    refused: Option<Group>,
    gaps: Option<Details>,
    /// The words of the link to the posts further down.
    to_posts: String,
    posts: Vec<PostRow>,
    /// Nothing was told that a post could be held against.
    says_nothing_of_work: bool,
    facts: String,
}

pub(super) async fn show_results(caller: Caller, RawQuery(query): RawQuery) -> Outcome<Response> {
    let parameters = Parameters::read(query.as_deref());
    let asked = Asked { pack: parameters.text("pack"), on: parameters.text("on") };
    if caller.actor.person.is_some() {
        people::settle(&caller.app, &caller.actor).await?;
    }
    let results = {
        let mut db = caller.app.database().read().await?;
        results_of(&mut db, &caller.app, &caller.actor, &asked).await
    };
    match results {
        Ok(results) => {
            let template = template(&caller, &asked, Some(&results), None).await?;
            Ok(show(&template)?.into_response())
        }
        Err(Stop::Refused(refusal)) if refusal.field.as_deref() == Some("on") => {
            let template = template(&caller, &asked, None, Some(&refusal)).await?;
            let status =
                StatusCode::from_u16(refusal.kind.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            Ok((status, show(&template)?).into_response())
        }
        Err(stop) => Err(stop),
    }
}

async fn template(
    caller: &Caller,
    asked: &Asked,
    results: Option<&Results>,
    refusal: Option<&Refusal>,
) -> Outcome<ResultsPage> {
    let mut page = caller.page();
    let errors = refusal.map(|refusal| errors_of(caller, &mut page, refusal));
    let error = refusal.map(|refusal| page.error(caller.app.texts().refusal(caller.lang, refusal)));
    let packs = policies::shelf_of(&caller.app)?.packs();
    let chosen = results.map_or_else(|| asked.pack.clone(), |results| Some(results.pack.id.clone()));
    let pack = Select::new("pack", page.t("cases-results-pack"))
        .options(packs.iter().map(|pack| (pack.id.clone(), pack.title.get(page.lang).to_owned())))
        .value(chosen.unwrap_or_default());
    let today = caller.app.region().date_of(caller.app.now());
    let day = asked.on.clone().unwrap_or_else(|| today.to_string());
    let on = Input::new("on", page.t("cases-results-on"))
        .hint(page.t("cases-results-on-hint"))
        .kind("date")
        .width(10)
        .value(day)
        .error(error);
    let Some(results) = results else {
        let heading = page.t("cases-results-title");
        return Ok(ResultsPage { errors, caption: String::new(), heading, pack, on, found: None, page });
    };
    // Where an answered question comes back to: this very page.
    let here = address("/results", &[("pack", asked.pack.as_deref()), ("on", asked.on.as_deref())]);
    let back = super::address::encoded(&here);
    let said =
        entitlements(&caller.app, caller.lang, &results.pack, &results.assessment, &results.facts, &back);
    let caption = match name(caller).await? {
        Some(name) => page.t2("cases-results-caption", "name", name, "lead", &said.lead),
        None => said.lead.clone(),
    };
    let told = results.facts.iter().filter(|(_, given)| given.value.is_some()).count();
    let (heading, found) = if told == 0 {
        (page.t("cases-results-nothing-told"), None)
    } else {
        (said.heading.clone(), Some(found(caller, &page, asked, results, said, told)))
    };
    Ok(ResultsPage { errors, caption, heading, pack, on, found, page })
}

/// Who it is, if it is somebody with a name.
async fn name(caller: &Caller) -> Outcome<Option<String>> {
    let Some(Holder::Person(person)) = Holder::of(&caller.actor) else { return Ok(None) };
    let mut db = caller.app.database().read().await?;
    Ok(people::name_of(&mut db, person).await?)
}

fn found(
    caller: &Caller,
    page: &Page,
    asked: &Asked,
    results: &Results,
    said: Entitlements,
    told: usize,
) -> Found {
    let looker = Looker { caller, page, results, asked };
    let gaps = (!said.gaps.is_empty()).then(|| {
        let lines: Vec<String> =
            said.gaps.iter().map(|gap| format!("<li>{}</li>", Content::from(gap))).collect();
        let list = format!("<ul class=\"govuk-list govuk-list--bullet\">{}</ul>", lines.join(""));
        Details::new(page.t1("cases-results-gaps", "count", said.gaps.len()), Content::html(list))
    });
    let region = caller.app.region();
    let posts: Vec<PostRow> =
        results.posts.iter().map(|fit| posts::pages::fit::row(page, region, fit)).collect();
    let says_nothing_of_work = posts::matching_profile(&results.facts) == matching::Profile::default();
    let to_posts = if says_nothing_of_work || posts.is_empty() {
        page.t("cases-results-posts")
    } else {
        page.t1("cases-results-to-posts", "count", posts.len())
    };
    Found {
        next: said.next,
        panel: said.bundle.panel(),
        chosen: said.bundle.chosen,
        left_out: said.bundle.left_out,
        could_add: said.bundle.could_add,
        groups: looker.open_groups(said.open.rows),
        refused: looker.refused(said.refused.rows),
        gaps,
        to_posts,
        posts,
        says_nothing_of_work,
        facts: page.t1("cases-results-facts", "count", told),
    }
}

impl ResultsPage {
    /// The arrow of the next question.
    fn arrow(&self) -> Icon {
        Icon::new(IconName::ArrowRight)
    }
}
