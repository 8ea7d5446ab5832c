//! The reasons of a determination one by one: each condition, how it came out, where it stands, and what was read.

use super::{Cite, Question, Speaker};
use askama::Template;
use platform::components::{OutcomeKind, OutcomeTag};
use rules::{Determination, FactRead, Reason, ReasonKind, Trilean, pack::Pack};

/// A fact that a condition read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactLine {
    /// What it is called.
    pub title: String,
    /// Its value in words, or that it is not known.
    pub value: String,
    /// Who says so, where that was told.
    pub said_by: Option<String>,
}

/// One condition as it was judged.
#[derive(Debug, Clone)]
pub struct ReasonView {
    /// Met, not met, or not known.
    pub tag: OutcomeTag,
    /// The condition in plain words.
    pub text: String,
    /// The article.
    pub article: Option<String>,
    /// Where the instrument says so.
    pub cites: Vec<Cite>,
    /// What was read to decide it.
    pub facts: Vec<FactLine>,
    /// Why it could not be computed.
    pub failure: Option<String>,
    /// What would decide it.
    pub questions: Vec<Question>,
}

/// Remarks under a heading: notes on ambiguous text, what was not read, how to apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The heading.
    pub title: String,
    /// What is to be said.
    pub lines: Vec<String>,
}

/// The reasons of one measure, and the remarks to it. Written as `{{ reasons }}`.
#[derive(Debug, Clone, Template)]
#[template(path = "policies/reasons.html")]
pub struct Reasons {
    /// The reasons, in the order of the conditions.
    pub reasons: Vec<ReasonView>,
    /// The remarks.
    pub remarks: Vec<Remark>,
    /// "Source", before a mark.
    source_word: String,
    /// "What we read of you".
    facts_word: String,
    /// "To be answered".
    questions_word: String,
}

impl askama::filters::HtmlSafe for Reasons {}

impl Reasons {
    /// Of a determination; `back` is the page to which an answered question returns.
    #[must_use]
    pub fn of(speaker: Speaker<'_>, pack: &Pack, measure: &Determination, back: &str) -> Self {
        Self {
            reasons: measure.reasons.iter().map(|reason| reason_view(speaker, pack, reason, back)).collect(),
            remarks: remarks(speaker, measure),
            source_word: speaker.t("policies-source"),
            facts_word: speaker.t("policies-reason-facts"),
            questions_word: speaker.t("policies-reason-questions"),
        }
    }
}

fn reason_view(speaker: Speaker<'_>, pack: &Pack, reason: &Reason, back: &str) -> ReasonView {
    let tag = match (reason.kind, reason.result) {
        (ReasonKind::Condition, Trilean::Yes) => (OutcomeKind::Yes, speaker.t("policies-reason-met")),
        (ReasonKind::Condition, Trilean::No) => (OutcomeKind::No, speaker.t("policies-reason-not-met")),
        (ReasonKind::AfterNotRead, _) => (OutcomeKind::Unknown, speaker.t("policies-reason-not-read")),
        (_, Trilean::Unknown) => (OutcomeKind::Unknown, speaker.t("policies-reason-unknown")),
        (ReasonKind::Refer, Trilean::Yes) => (OutcomeKind::Refer, speaker.t("policies-reason-refer")),
        (ReasonKind::Refer, Trilean::No) => (OutcomeKind::Yes, speaker.t("policies-reason-no-refer")),
        (ReasonKind::Exception | ReasonKind::Version, _) => {
            (OutcomeKind::Unknown, speaker.t("policies-reason-exception"))
        }
    };
    let line = |read: &FactRead| FactLine {
        title: speaker.fact(&read.name),
        value: speaker.fact_value(&read.name, read.value.as_ref()),
        said_by: if read.default {
            Some(speaker.t("policies-said-default"))
        } else {
            read.source.map(|source| speaker.said_by(source))
        },
    };
    ReasonView {
        tag: OutcomeTag::new(tag.0, tag.1),
        text: speaker.text(&reason.text),
        article: reason.article.as_deref().map(|article| speaker.article(article)),
        cites: Cite::of(speaker, pack, reason.sources.iter().map(|source| &source.id)),
        facts: reason.facts.iter().map(line).collect(),
        failure: reason.failure.as_ref().map(|failure| speaker.failure(failure)),
        questions: Question::of(speaker, &reason.missing, back),
    }
}

fn remarks(speaker: Speaker<'_>, measure: &Determination) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut add = |title: String, lines: Vec<String>| {
        if !lines.is_empty() {
            remarks.push(Remark { title, lines });
        }
    };
    let caps = measure.caps.iter().map(|cap| {
        let limit = speaker.worth(cap.limit);
        let said = cap.text.as_ref().map(|text| speaker.text(text)).unwrap_or_default();
        if cap.lowered {
            speaker.t2("policies-cap-lowered", "limit", limit, "text", said)
        } else {
            speaker.t2("policies-cap-kept", "limit", limit, "text", said)
        }
    });
    add(speaker.t("policies-measure-caps"), caps.collect());
    add(
        speaker.t("policies-measure-interpretation"),
        measure.interpretation.iter().map(|note| speaker.text(note)).collect(),
    );
    add(speaker.t("policies-measure-gaps"), measure.gaps.iter().map(|gap| speaker.text(&gap.note)).collect());
    add(speaker.t("policies-measure-paid-by"), measure.paid_by.iter().map(|by| speaker.text(by)).collect());
    add(
        speaker.t("policies-measure-apply"),
        measure.apply.iter().flat_map(|apply| speaker.apply(apply)).collect(),
    );
    add(
        speaker.t("policies-measure-evidence"),
        measure.evidence.iter().map(|evidence| speaker.text(&evidence.title)).collect(),
    );
    remarks
}
