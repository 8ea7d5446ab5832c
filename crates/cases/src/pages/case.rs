//! What stands on an officer's page of a case: the sum, the conditions with their facts, who and which version.

use super::words::{self, Reader};
use crate::{
    model::{CannotReopen, reassess},
    queries::ShownApplication,
};
use platform::{
    components::{CaseBox, Content, OutcomeKind, OutcomeTag, Page},
    texts,
    web::Caller,
};
use policies::{
    model::{AmountAnswer, DeterminationAnswer, FactReadAnswer, ReasonAnswer, Words},
    views::Speaker,
};
use rules::{Estimate, Facts, Worth, facts::Source, pack::Per};
use vocabulary::{Currency, Lang, Money};

/// A condition as it was judged.
pub(super) struct ConditionRow {
    pub(super) tag: OutcomeTag,
    pub(super) text: String,
    pub(super) article: String,
    pub(super) facts: Vec<FactRow>,
}

/// A fact that was read to judge it.
pub(super) struct FactRow {
    pub(super) title: String,
    pub(super) value: String,
    /// Who says so; nobody says what was never told.
    pub(super) source: Option<String>,
    pub(super) is_changed: bool,
}

/// A text of a sealed answer.
pub(super) fn text(words: &Words, lang: Lang) -> String {
    match lang {
        Lang::Zh => words.zh.clone(),
        Lang::En => words.en.clone(),
    }
}

/// The amount as it was sealed, in words; none if there was none.
pub(super) fn sum(speaker: Speaker<'_>, answer: &DeterminationAnswer) -> Option<String> {
    let worth = match answer.amount.as_ref()? {
        AmountAnswer::Exact(exact) => {
            Worth::Exact(Money::new(exact.minor, Currency::from_code(&exact.currency)?))
        }
        AmountAnswer::Estimate(range) => Worth::Estimate(Estimate {
            from: range.from,
            to: range.to,
            currency: Currency::from_code(&range.currency)?,
            about: range.about,
            at_most: range.at_most,
        }),
    };
    let per = match answer.per.as_deref() {
        Some("year") => Some(Per::Year),
        Some("month") => Some(Per::Month),
        _ => None,
    };
    Some(speaker.worth_per(worth, per))
}

/// How it would be paid, and from what it was computed.
pub(super) fn how_paid(page: &Page, answer: &DeterminationAnswer) -> String {
    match answer.instalments.len() {
        0 | 1 => page.t("cases-case-amount-text"),
        count => page.t1("cases-case-instalments", "count", count),
    }
}

/// The conditions one by one. `now` are the facts that have changed since.
pub(super) fn conditions(
    page: &Page,
    speaker: Speaker<'_>,
    answer: &DeterminationAnswer,
    sealed: &Facts,
    now: &Facts,
) -> Vec<ConditionRow> {
    let row = |reason: &ReasonAnswer| {
        let (kind, key) = match (reason.kind.as_str(), reason.result.as_str()) {
            ("refer", "yes") => (OutcomeKind::Refer, "cases-answer-refer"),
            ("refer", "no") => (OutcomeKind::Yes, "cases-case-not-referred"),
            (_, "yes") => (OutcomeKind::Yes, "cases-case-met"),
            (_, "no") => (OutcomeKind::No, "cases-case-not-met"),
            _ => (OutcomeKind::Unknown, "cases-case-open"),
        };
        ConditionRow {
            tag: OutcomeTag::new(kind, page.t(key)),
            text: text(&reason.text, speaker.lang),
            article: reason.article.as_deref().map(|article| speaker.article(article)).unwrap_or_default(),
            facts: reason.facts.iter().map(|fact| fact_row(page, speaker, fact, sealed, now)).collect(),
        }
    };
    answer.reasons.iter().map(row).collect()
}

fn fact_row(
    page: &Page,
    speaker: Speaker<'_>,
    fact: &FactReadAnswer,
    sealed: &Facts,
    now: &Facts,
) -> FactRow {
    let root = fact.name.split('[').next().unwrap_or(&fact.name);
    let told = if fact.name == root {
        sealed.given(root).map(|given| speaker.fact_value(root, given.value.as_ref()))
    } else {
        // A member's field: as it was written down.
        fact.value.as_ref().map(plain)
    };
    let source = told.is_some().then(|| {
        let source = fact.source.as_deref().and_then(source_of);
        words::source_words(page, Reader::Officer, source)
    });
    FactRow {
        title: speaker.fact(&fact.name),
        value: told.unwrap_or_else(|| page.t("cases-case-not-told")),
        source,
        is_changed: now.given(root).is_some(),
    }
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

/// Who, which version, and the seal with its test.
pub(super) fn boxes(
    caller: &Caller,
    page: &Page,
    shown: &ShownApplication,
    name: &str,
    version: &str,
) -> Vec<CaseBox> {
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
            "<div class=\"govuk-!-margin-bottom-2\"><dt class=\"wotu-quiet\">{key}</dt><dd class=\"govuk-!-margin-left-0\">{value}</dd></div>"
        )
    };
    let rows: String = rows.iter().map(row).collect();
    Content::html(format!(
        "<dl class=\"govuk-body govuk-!-margin-top-0 govuk-!-margin-bottom-0\">{rows}</dl>"
    ))
}

/// Whether the sealed answer can be reckoned again.
fn again(caller: &Caller, shown: &ShownApplication) -> &'static str {
    let sealed = &shown.application.sealed;
    let pack = shown.pack.as_deref();
    // Under the very pack that it was made under, which another may have taken the place of.
    let pack = pack.and_then(|id| {
        let shelf = policies::shelf_of(&caller.app).ok()?;
        shelf.pack_of_fingerprint(&sealed.fingerprint).or_else(|| shelf.pack(id))
    });
    match pack.map(|pack| reassess(sealed, &shown.application.wish, &pack)) {
        Some(Ok(answer)) if answer == sealed.answer => "cases-case-again-same",
        Some(Ok(_)) => "cases-case-again-other",
        Some(Err(CannotReopen::Broken)) => "cases-case-again-broken",
        Some(Err(CannotReopen::OtherPack)) | None if shown.is_intact => "cases-case-again-pack",
        Some(Err(CannotReopen::OtherPack)) | None => "cases-case-again-broken",
    }
}
