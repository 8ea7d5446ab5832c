//! The officers' desk: the worklist, and a case with what the rules say, fact by fact, where each comes from, what changed
//! since, and whether the sealed answer can be reckoned again. Accepting is no decision.

use super::{
    address::Parameters,
    case::{self, ConditionRow},
    desk::{self, Desk},
    lists::Which,
    words::{self, Reader},
};
use crate::{acts::papers_and_facts, model::State, queries::ShownApplication};
use askama::Template;
use axum::{
    extract::{Path, RawQuery},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use platform::{
    acts::{Outcome, Stop},
    components::{
        Button, CaseBox, Checkboxes, Content, Details, ErrorSummary, OutcomeTag, Page, SumPanel, Tag,
        Timeline,
    },
    pages::{errors_of, show},
    permissions::Role,
    web::{Caller, Posted},
};
use policies::views::Speaker;
use vocabulary::Refusal;

const DESK: Desk = Desk {
    role: Role::Officer,
    title: "cases-officer-title",
    empty: "cases-officer-empty",
    done: "cases-accepted-notice",
    which: Which {
        path: "/officer/applications",
        whose: None,
        kind: Some("measure"),
        prefix: "/officer/applications",
        by_reference: false,
    },
};

pub(super) async fn show_list(caller: Caller, RawQuery(query): RawQuery) -> Outcome<Response> {
    DESK.show_list(&caller, query.as_deref()).await
}

#[derive(Template)]
#[template(path = "cases/case.html")]
struct Case {
    page: Page,
    errors: Option<ErrorSummary>,
    caption: String,
    heading: String,
    tag: Tag,
    since: String,
    clock: String,
    answer: OutcomeTag,
    panel: Option<SumPanel>,
    /// A sum that was not decided.
    sum_if: Option<String>,
    conditions: Vec<ConditionRow>,
    law_href: String,
    gaps: Vec<String>,
    changed: Option<Details>,
    facts: Content,
    accept: Option<Accept>,
    boxes: Vec<CaseBox>,
    timeline: Timeline,
}

struct Accept {
    href: String,
    missing: Option<Checkboxes>,
    key: String,
}

pub(super) async fn show_case(
    caller: Caller,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Outcome<Response> {
    let shown = DESK.application(&caller, id).await?;
    let is_done = Parameters::read(query.as_deref()).get("accepted").is_some();
    Ok(show(&template(&caller, &shown, is_done, &[], None).await?)?.into_response())
}

pub(super) async fn accept(caller: Caller, Path(id): Path<String>, posted: Posted) -> Outcome<Response> {
    let shown = DESK.application(&caller, id).await?;
    let missing: Vec<String> =
        posted.all("missing").filter(|name| !name.is_empty()).map(str::to_owned).collect();
    match DESK.accept(&caller, &shown, missing.clone(), posted.key()?).await {
        Err(Stop::Refused(refusal)) => {
            let status =
                StatusCode::from_u16(refusal.kind.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            let template = template(&caller, &shown, false, &missing, Some(&refusal)).await?;
            Ok((status, show(&template)?).into_response())
        }
        done => done,
    }
}

async fn template(
    caller: &Caller,
    shown: &ShownApplication,
    is_done: bool,
    ticked: &[String],
    refusal: Option<&Refusal>,
) -> Outcome<Case> {
    let mut page = DESK.case_page(caller, is_done);
    let errors = refusal.map(|refusal| errors_of(caller, &mut page, refusal));
    let wished = words::wished(caller, shown).await?;
    let vocabulary = people::vocabulary_of(&caller.app);
    let speaker = Speaker::new(&caller.app, caller.lang, &vocabulary);
    let sealed = words::sealed_facts(caller, shown);
    let name = shown.person_name.clone().unwrap_or_default();
    let answer = shown.determination.as_ref();
    let sum = answer.and_then(|answer| case::sum(speaker, answer));
    let is_entitled = shown.answer == "yes";
    let changed = (!shown.now.is_empty()).then(|| {
        let list = words::facts_list(caller, &page, Reader::Officer, &shown.now);
        Details::new(page.t1("cases-case-changed", "count", shown.now.len()), Content::of(list))
    });
    Ok(Case {
        errors,
        caption: format!("{} · {} · {name}", wished.title, shown.reference),
        heading: heading(&page, shown),
        tag: words::state_tag(&page, &shown.kind, &shown.state),
        since: desk::since(caller, shown),
        clock: page.t("cases-case-no-clock"),
        answer: words::answer_tag(&page, &shown.kind, &shown.answer),
        panel: sum.clone().filter(|_| is_entitled).zip(answer).map(|(sum, answer)| {
            SumPanel::new(page.t("cases-case-amount"), sum, case::how_paid(&page, answer))
        }),
        sum_if: sum.filter(|_| !is_entitled).map(|sum| page.t1("cases-results-if-it-applies", "amount", sum)),
        conditions: answer
            .map(|answer| case::conditions(&page, speaker, answer, &sealed, &shown.now))
            .unwrap_or_default(),
        law_href: wished.href.clone(),
        gaps: answer
            .iter()
            .flat_map(|answer| &answer.gaps)
            .map(|gap| case::text(&gap.note, caller.lang))
            .collect(),
        changed,
        facts: words::sealed_details(caller, &page, Reader::Officer, &sealed),
        accept: accept_form(caller, &page, speaker, shown, ticked, refusal),
        boxes: case::boxes(caller, &page, shown, &name, &wished.of),
        timeline: words::timeline(caller, &page, &shown.kind, &shown.events, true, |name| {
            words::missing_name(caller, shown, name)
        }),
        page,
    })
}

/// What is to be done: the tag under it says how it stands.
fn heading(page: &Page, shown: &ShownApplication) -> String {
    page.t(match shown.state.as_str() {
        "received" => "cases-case-to-accept",
        "accepted" => "cases-case-to-process",
        "papers_missing" => "cases-case-to-complete",
        _ => "cases-case-to-leave",
    })
}

/// Papers and facts that can be missing, to be ticked; only while there is something to accept.
fn accept_form(
    caller: &Caller,
    page: &Page,
    speaker: Speaker<'_>,
    shown: &ShownApplication,
    ticked: &[String],
    refusal: Option<&Refusal>,
) -> Option<Accept> {
    let determination = shown.determination.as_ref()?;
    let (can, before) = match &shown.application.state {
        State::Received { .. } => (true, &[][..]),
        State::AcceptedWithPapersMissing { missing, .. } => (true, missing.as_slice()),
        _ => (false, &[][..]),
    };
    if !can {
        return None;
    }
    let papers = papers_and_facts(determination);
    let options: Vec<(String, String)> = papers
        .into_iter()
        // A field of a household member is asked for with the list it belongs to.
        .filter(|name| !name.contains('['))
        .map(|name| (name.clone(), words::missing_name(caller, shown, &name)))
        .collect();
    let marked = if ticked.is_empty() { before } else { ticked };
    let error = refusal.filter(|refusal| refusal.field.as_deref() == Some("missing"));
    let missing = (!options.is_empty()).then(|| {
        Checkboxes::new("missing", page.t("cases-case-missing-legend"))
            .hint(page.t("cases-case-missing-hint"))
            .options(options)
            .values(marked.iter().cloned())
            .classes("govuk-checkboxes--small")
            .error(error.map(|refusal| page.error(caller.app.texts().refusal(speaker.lang, refusal))))
    });
    Some(Accept { href: format!("{}/accept", DESK.href(shown)), missing, key: caller.form_key() })
}
