//! The officers' desk: the worklist, and a case with what the rules say, fact by fact, where each comes from, what changed
//! since, and whether the sealed answer can be reckoned again. Accepting is no decision.

use super::{
    lists::{Desk, List, list},
    words,
};
use crate::{
    acts::{AcceptApplication, Acceptances, papers_and_facts},
    model::{CannotReopen, State, reassess},
    queries::{OneApplication, ShownApplication, WhichOne},
};
use askama::Template;
use axum::{
    extract::{Path, RawQuery},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    acts::{Outcome, Stop, ask, run},
    components::{
        Button, CaseBox, Checkboxes, Content, Details, ErrorSummary, Notice, OutcomeKind, OutcomeTag, Page,
        SumPanel, Tag, Timeline,
    },
    pages::{errors_of, show},
    permissions::Role,
    texts,
    web::{Caller, Posted},
};
use policies::{
    model::{AmountAnswer, DeterminationAnswer, ReasonAnswer, Words},
    views::Speaker,
};
use rules::{Facts, facts::Source};
use vocabulary::{Currency, Kind, Lang, Money, Refusal};

const DESK: Desk = Desk {
    path: "/officer/applications",
    whose: None,
    kind: Some("measure"),
    prefix: "/officer/applications",
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
    require_officer(&caller)?;
    let page = caller.page();
    let list = list(&caller, &page, &DESK, query.as_deref()).await?;
    let (title, empty) = (page.t("cases-officer-title"), page.t("cases-officer-empty"));
    Ok(show(&Worklist { page, title, empty, list })?.into_response())
}

fn require_officer(caller: &Caller) -> Result<(), Refusal> {
    match (caller.actor.is_signed_in(), caller.actor.is(Role::Officer)) {
        (_, true) => Ok(()),
        (true, false) => Err(Refusal::new(Kind::Forbidden, "platform.forbidden")),
        (false, false) => Err(Refusal::new(Kind::SignInFirst, "platform.sign_in_first")),
    }
}

#[derive(Template)]
#[template(path = "cases/case.html")]
struct Case {
    page: Page,
    errors: Option<ErrorSummary>,
    caption: String,
    heading: String,
    tag: Tag,
    received: String,
    clock: String,
    answer: OutcomeTag,
    panel: Option<SumPanel>,
    conditions: Vec<ConditionRow>,
    law_href: String,
    gaps: Vec<String>,
    changed: Option<Details>,
    facts: Details,
    accept: Option<Accept>,
    boxes: Vec<CaseBox>,
    timeline: Timeline,
}

struct ConditionRow {
    tag: OutcomeTag,
    text: String,
    article: String,
    facts: Vec<FactRow>,
}

struct FactRow {
    title: String,
    value: String,
    source: String,
    is_changed: bool,
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
    require_officer(&caller)?;
    let is_done = super::address::Parameters::read(query.as_deref()).get("accepted").is_some();
    let shown = ask::<OneApplication>(&caller.app, &caller.actor, WhichOne { which: id }).await?;
    Ok(show(&template(&caller, &shown, is_done, &[], None).await?)?.into_response())
}

pub(super) async fn accept(caller: Caller, Path(id): Path<String>, posted: Posted) -> Outcome<Response> {
    require_officer(&caller)?;
    let shown = ask::<OneApplication>(&caller.app, &caller.actor, WhichOne { which: id }).await?;
    let missing: Vec<String> =
        posted.all("missing").filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let input = Acceptances { id: shown.id, missing: missing.clone() };
    match run::<AcceptApplication>(&caller.app, &caller.actor, input, posted.key()?).await {
        Ok(_) => Ok(Redirect::to(&format!("/officer/applications/{}?accepted=1", shown.id)).into_response()),
        Err(Stop::Refused(refusal)) => {
            let status =
                StatusCode::from_u16(refusal.kind.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            let template = template(&caller, &shown, false, &missing, Some(&refusal)).await?;
            Ok((status, show(&template)?).into_response())
        }
        Err(stop) => Err(stop),
    }
}

async fn template(
    caller: &Caller,
    shown: &ShownApplication,
    is_done: bool,
    ticked: &[String],
    refusal: Option<&Refusal>,
) -> Outcome<Case> {
    let mut page = caller.page();
    let errors = refusal.map(|refusal| errors_of(caller, &mut page, refusal));
    if is_done {
        page.notice = Some(Notice::Success(page.t("cases-accepted-notice").into()));
    }
    let wished = words::wished(caller, shown).await?;
    let vocabulary = people::vocabulary_of(&caller.app);
    let speaker = Speaker::new(&caller.app, caller.lang, &vocabulary);
    let sealed = words::sealed_facts(caller, shown);
    let name = shown.person_name.clone().unwrap_or_default();
    let determination = shown.determination.as_ref();
    let conditions = determination.map(|answer| conditions(&page, speaker, answer, &sealed, &shown.now));
    let gaps = determination
        .iter()
        .flat_map(|answer| &answer.gaps)
        .map(|gap| text(&gap.note, caller.lang))
        .collect();
    let changed = (!shown.now.is_empty()).then(|| {
        let list = words::facts_list(caller, &page, &shown.now, None);
        Details::new(page.t1("cases-case-changed", "count", shown.now.len()), Content::of(list))
    });
    let facts = Content::of(words::facts_list(caller, &page, &sealed, None));
    Ok(Case {
        errors,
        caption: format!("{} · {} · {name}", wished.title, shown.reference),
        heading: heading(&page, shown),
        tag: words::state_tag(&page, &shown.kind, &shown.state),
        received: page.t1(
            "cases-case-received",
            "moment",
            texts::moment(shown.received_at, caller.app.region(), caller.lang),
        ),
        clock: page.t("cases-case-no-clock"),
        answer: words::answer_tag(&page, &shown.answer),
        panel: determination.and_then(|answer| panel(&page, caller.lang, answer)),
        conditions: conditions.unwrap_or_default(),
        law_href: wished.href.clone(),
        gaps,
        changed,
        facts: Details::new(page.t1("cases-application-facts", "count", sealed.len()), facts),
        accept: accept_form(caller, &page, speaker, shown, ticked, refusal),
        boxes: boxes(caller, &page, shown, &name, &wished.of),
        timeline: words::timeline(caller, &page, &shown.kind, &shown.events, true, |name| {
            words::missing_name(caller, shown, name)
        }),
        page,
    })
}

fn heading(page: &Page, shown: &ShownApplication) -> String {
    page.t(match shown.state.as_str() {
        "received" => "cases-case-to-accept",
        "accepted" => "cases-case-accepted",
        "papers_missing" => "cases-case-papers-missing",
        _ => "cases-case-withdrawn",
    })
}

fn text(words: &Words, lang: Lang) -> String {
    match lang {
        Lang::Zh => words.zh.clone(),
        Lang::En => words.en.clone(),
    }
}

/// The amount as it was sealed.
fn panel(page: &Page, lang: Lang, answer: &DeterminationAnswer) -> Option<SumPanel> {
    let money = |minor: i64, currency: &str| {
        Currency::from_code(currency).map(|currency| texts::money(Money::new(minor, currency), lang))
    };
    let amount = match answer.amount.as_ref()? {
        AmountAnswer::Exact(exact) => money(exact.minor, &exact.currency)?,
        AmountAnswer::Estimate(range) => {
            let to = money(range.to, &range.currency)?;
            match range.from.filter(|from| *from != range.to) {
                Some(from) => page.t2("cases-case-range", "from", money(from, &range.currency)?, "to", to),
                None => page.t1("cases-case-at-most", "to", to),
            }
        }
    };
    let how = match answer.instalments.len() {
        0 | 1 => page.t("cases-case-amount-text"),
        count => page.t1("cases-case-instalments", "count", count),
    };
    Some(SumPanel::new(page.t("cases-case-amount"), amount, how))
}

fn conditions(
    page: &Page,
    speaker: Speaker<'_>,
    answer: &DeterminationAnswer,
    sealed: &Facts,
    now: &Facts,
) -> Vec<ConditionRow> {
    let row = |reason: &ReasonAnswer| {
        let facts = reason.facts.iter().map(|fact| {
            let root = fact.name.split('[').next().unwrap_or(&fact.name);
            let value = match (fact.name == root, sealed.get(root)) {
                (true, value) => speaker.fact_value(&fact.name, value),
                // A member's field: as it was written down.
                (false, _) => fact.value.as_ref().map_or_else(|| page.t("cases-case-unknown"), plain),
            };
            let source = fact.source.as_deref().and_then(source_of);
            FactRow {
                title: speaker.fact(&fact.name),
                value,
                source: words::source_words(page, source),
                is_changed: now.given(root).is_some(),
            }
        });
        let facts: Vec<FactRow> = facts.collect();
        let (kind, key) = match (reason.kind.as_str(), reason.result.as_str()) {
            ("refer", "yes") => (OutcomeKind::Refer, "cases-answer-refer"),
            ("refer", _) => (OutcomeKind::Yes, "cases-case-not-referred"),
            (_, "yes") => (OutcomeKind::Yes, "cases-case-met"),
            (_, "no") => (OutcomeKind::No, "cases-case-not-met"),
            _ => (OutcomeKind::Unknown, "cases-case-open"),
        };
        ConditionRow {
            tag: OutcomeTag::new(kind, page.t(key)),
            text: text(&reason.text, speaker.lang),
            article: reason.article.as_deref().map(|article| speaker.article(article)).unwrap_or_default(),
            facts,
        }
    };
    answer.reasons.iter().map(row).collect()
}

fn plain(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn source_of(word: &str) -> Option<Source> {
    match word {
        "declared" => Some(Source::Declared),
        "uploaded" => Some(Source::Uploaded),
        "seen" => Some(Source::Seen),
        "issued" => Some(Source::Issued),
        _ => None,
    }
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
    Some(Accept {
        href: format!("/officer/applications/{}/accept", shown.id),
        missing,
        key: caller.form_key(),
    })
}

/// Who, which version, and the seal with its test.
fn boxes(caller: &Caller, page: &Page, shown: &ShownApplication, name: &str, version: &str) -> Vec<CaseBox> {
    let day = |text: &str| text.parse().map_or_else(|_| text.to_owned(), |day| texts::date(day, page.lang));
    let short = |text: &str| text.chars().take(12).collect::<String>();
    let person = stacked(
        page,
        &[("cases-case-name", name.to_owned()), ("cases-application-reference", shown.reference.clone())],
    );
    let seal = stacked(
        page,
        &[
            ("cases-application-version", version.to_owned()),
            ("cases-case-on", day(&shown.on)),
            ("cases-case-known-on", day(&shown.known_on)),
            ("cases-case-fingerprint", short(&shown.fingerprint)),
            ("cases-case-seal", short(&shown.seal)),
            ("cases-case-again", page.t(again(caller, shown))),
        ],
    );
    vec![CaseBox::new(page.t("cases-case-person"), person), CaseBox::new(page.t("cases-case-sealed"), seal)]
}

/// Names above their values: a narrow box has no room for both side by side.
fn stacked(page: &Page, rows: &[(&str, String)]) -> Content {
    let row = |(key, value): &(&str, String)| {
        let (key, value) = (Content::from(page.t(key)), Content::from(value));
        format!(
            "<p class=\"govuk-body govuk-!-margin-bottom-2\"><span class=\"wotu-quiet\">{key}</span><br>{value}</p>"
        )
    };
    Content::html(rows.iter().map(row).collect::<String>())
}

/// Whether the sealed answer can be reckoned again.
fn again(caller: &Caller, shown: &ShownApplication) -> &'static str {
    let sealed = &shown.application.sealed;
    let pack = shown.pack.as_deref();
    let pack = pack.and_then(|id| policies::shelf_of(&caller.app).ok().and_then(|shelf| shelf.pack(id)));
    match pack.map(|pack| reassess(sealed, &shown.application.wish, &pack)) {
        Some(Ok(answer)) if answer == sealed.answer => "cases-case-again-same",
        Some(Ok(_)) => "cases-case-again-other",
        Some(Err(CannotReopen::Broken)) => "cases-case-again-broken",
        Some(Err(CannotReopen::OtherPack)) | None if shown.is_intact => "cases-case-again-pack",
        Some(Err(CannotReopen::OtherPack)) | None => "cases-case-again-broken",
    }
}
