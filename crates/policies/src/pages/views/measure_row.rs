//! One measure and its conclusion in words: the tag, the reason, the amount, what is still to be answered.

use super::{Reasons, Speaker};
use askama::Template;
use platform::components::{Classes, Content, Details, OutcomeKind, OutcomeTag};
use rules::{Bound, Bundle, Determination, LeftOutBecause, Outcome, Trilean, Worth, pack::Pack};
use vocabulary::Money;

/// Reasons longer than this are told one by one only.
const SHORT_REASON_CHARACTERS: usize = 140;

/// A fact that is missing, as a question with the way to answer it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The fact: `birth_date`, `household[1].role`.
    pub fact: String,
    /// What it is called.
    pub title: String,
    /// The question.
    pub text: String,
    /// Where it is answered; it comes back.
    pub href: String,
}

impl Question {
    /// The questions that ask for these facts. `back` is the page to return to.
    #[must_use]
    pub fn of(speaker: Speaker<'_>, facts: &[String], back: &str) -> Vec<Self> {
        let question = |fact: &String| {
            let root = fact.split('[').next().unwrap_or(fact);
            Self {
                fact: fact.clone(),
                title: speaker.fact(fact),
                text: speaker.question(fact),
                href: format!("/check/{root}?back={back}"),
            }
        };
        facts.iter().map(question).collect()
    }
}

/// A measure and its conclusion, all words resolved.
#[derive(Debug, Clone)]
pub struct MeasureRow {
    /// The measure's id.
    pub id: String,
    /// Its version's id.
    pub version: String,
    /// The conclusion as the rules drew it.
    pub outcome: Outcome,
    /// Whether the person is entitled to it and something better excludes it.
    pub is_left_out: bool,
    /// The conclusion as a tag.
    pub tag: OutcomeTag,
    /// The measure's name.
    pub title: String,
    /// Where it is explained.
    pub href: String,
    /// The reason in one or two sentences.
    pub why: String,
    /// The version and article.
    pub law: String,
    /// What is received; empty if nothing is.
    pub amount: String,
    /// How and how long.
    pub note: String,
    /// What is still to be answered.
    pub questions: Vec<Question>,
    /// "Reasons one by one", to be opened.
    pub details: Details,
    /// What can be done now. The crate that shows the row sets it: a small button, or a form.
    pub action: Content,
}

/// Measures with their conclusions. Written as `{{ rows }}`.
#[derive(Debug, Clone, Template)]
#[template(path = "policies/measure_rows.html")]
pub struct MeasureRows {
    /// The rows.
    pub rows: Vec<MeasureRow>,
}

impl askama::filters::HtmlSafe for MeasureRows {}

impl MeasureRow {
    /// Of a measure's determination, within the bundle of its assessment.
    #[must_use]
    pub fn of(
        speaker: Speaker<'_>,
        pack: &Pack,
        measure: &Determination,
        bundle: &Bundle,
        back: &str,
    ) -> Self {
        let left_out =
            bundle.left_out.iter().find(|out| out.measure == measure.id && out.version == measure.version);
        let questions = match measure.outcome {
            Outcome::No => Vec::new(),
            _ if measure.missing.is_empty() => Question::of(speaker, &measure.amount_missing, back),
            _ => Question::of(speaker, &measure.missing, back),
        };
        let (amount, note) = match left_out {
            Some(_) => (String::new(), String::new()),
            None => (amount_words(speaker, measure), note_words(speaker, measure)),
        };
        let reasons = Reasons::of(speaker, pack, measure, back);
        Self {
            id: measure.id.clone(),
            version: measure.version.clone(),
            outcome: measure.outcome,
            is_left_out: left_out.is_some(),
            tag: tag(speaker, measure, left_out.is_some()),
            title: speaker.text(&measure.title),
            href: format!("/policies/{}/{}/{}", pack.id, measure.version, measure.id),
            why: match left_out {
                Some(out) => left_out_words(speaker, pack, &out.instead_of, out.because),
                None => why_words(speaker, measure),
            },
            law: law_words(speaker, pack, measure),
            amount,
            note,
            questions,
            details: Details {
                classes: Classes::from("govuk-!-margin-top-1 govuk-!-margin-bottom-0"),
                ..Details::new(
                    speaker.t1("policies-row-reasons", "count", reasons.reasons.len()),
                    Content::of(&reasons),
                )
            },
            action: Content::default(),
        }
    }

    /// The same row, of a measure that goes on from an earlier version because no later one restates it: it says so.
    #[must_use]
    pub(super) fn carried(self, speaker: Speaker<'_>, pack: &Pack) -> Self {
        let short =
            pack.version(&self.version).map(|version| speaker.text(&version.short)).unwrap_or_default();
        let law = speaker.t2("policies-row-carried", "law", &self.law, "version", short);
        Self { law, ..self }
    }
}

fn tag(speaker: Speaker<'_>, measure: &Determination, is_left_out: bool) -> OutcomeTag {
    let (kind, words) = match measure.outcome {
        Outcome::Yes if is_left_out => (OutcomeKind::No, speaker.t("policies-outcome-left-out")),
        Outcome::Yes => (OutcomeKind::Yes, speaker.t("policies-outcome-yes")),
        Outcome::No => (OutcomeKind::No, speaker.t("policies-outcome-no")),
        Outcome::Refer => (OutcomeKind::Refer, speaker.t("policies-outcome-refer")),
        Outcome::Unknown if measure.missing.is_empty() => {
            (OutcomeKind::Unknown, speaker.t("policies-outcome-undecided"))
        }
        Outcome::Unknown => {
            (OutcomeKind::Unknown, speaker.t1("policies-outcome-missing", "count", measure.missing.len()))
        }
    };
    OutcomeTag::new(kind, words)
}

fn why_words(speaker: Speaker<'_>, measure: &Determination) -> String {
    let conditions = |result: Trilean| -> Vec<String> {
        let of_kind = measure.reasons.iter().filter(|r| r.kind == rules::ReasonKind::Condition);
        of_kind.filter(|r| r.result == result).map(|r| speaker.text(&r.text)).collect()
    };
    match measure.outcome {
        Outcome::Yes => {
            let met = conditions(Trilean::Yes);
            let joined = met.join(&speaker.t("policies-clause-separator"));
            if met.is_empty() {
                speaker.t("policies-why-unconditional")
            } else if joined.chars().count() <= SHORT_REASON_CHARACTERS {
                speaker.t1("policies-why-met", "conditions", joined)
            } else {
                speaker.t1("policies-why-all-met", "count", met.len())
            }
        }
        Outcome::No => {
            let failed = conditions(Trilean::No);
            let more = failed.len().saturating_sub(1);
            let first = failed.into_iter().next().unwrap_or_default();
            match more {
                0 => speaker.t1("policies-why-not-met", "condition", first),
                more => speaker.t2("policies-why-not-met-and-more", "condition", first, "more", more),
            }
        }
        Outcome::Refer => measure.refer.as_ref().map(|text| speaker.text(text)).unwrap_or_default(),
        Outcome::Unknown => match measure.missing.first() {
            Some(fact) if measure.missing.len() == 1 => {
                speaker.t1("policies-why-one-missing", "question", speaker.question(fact))
            }
            Some(_) => {
                let titles: Vec<String> =
                    measure.missing.iter().take(6).map(|fact| speaker.fact(fact)).collect();
                let rest = measure.missing.len().saturating_sub(titles.len());
                let titles = speaker.list(&titles);
                if rest == 0 {
                    speaker.t1("policies-why-missing", "facts", titles)
                } else {
                    speaker.t2("policies-why-missing-and-more", "facts", titles, "more", rest)
                }
            }
            None => undecided_words(speaker, measure),
        },
    }
}

/// Why nothing that the person could tell would decide it.
fn undecided_words(speaker: Speaker<'_>, measure: &Determination) -> String {
    let open = measure.reasons.iter().filter(|reason| reason.result == Trilean::Unknown);
    let words = open.map(|reason| match &reason.failure {
        Some(failure) => speaker.failure(failure),
        None if reason.facts.iter().any(|fact| fact.value.is_none()) => {
            speaker.t1("policies-why-cannot-tell", "condition", speaker.text(&reason.text))
        }
        None => speaker.text(&reason.text),
    });
    words.collect::<Vec<_>>().join(&speaker.t("policies-sentence-separator"))
}

fn left_out_words(
    speaker: Speaker<'_>,
    pack: &Pack,
    instead_of: &[String],
    because: LeftOutBecause,
) -> String {
    let others = speaker.list(&instead_of.iter().map(|id| title_of(speaker, pack, id)).collect::<Vec<_>>());
    match because {
        LeftOutBecause::WorthLess => speaker.t1("policies-left-out-worth-less", "others", others),
        LeftOutBecause::NoAmount => speaker.t1("policies-left-out-no-amount", "others", others),
        LeftOutBecause::Priority => speaker.t1("policies-left-out-priority", "others", others),
    }
}

/// The title of a measure by its id, in the latest version that has it.
pub(super) fn title_of(speaker: Speaker<'_>, pack: &Pack, id: &str) -> String {
    let found = pack.versions.iter().rev().find_map(|version| version.measure(id));
    found.map_or_else(|| id.to_owned(), |measure| speaker.text(&measure.title))
}

fn law_words(speaker: Speaker<'_>, pack: &Pack, measure: &Determination) -> String {
    let short =
        pack.version(&measure.version).map(|version| speaker.text(&version.short)).unwrap_or_default();
    match &measure.article {
        Some(article) => {
            speaker.t2("policies-row-law-article", "version", short, "article", speaker.article(article))
        }
        None => speaker.t1("policies-row-law", "version", short),
    }
}

fn amount_words(speaker: Speaker<'_>, measure: &Determination) -> String {
    if matches!(measure.outcome, Outcome::No | Outcome::Refer) {
        return String::new();
    }
    match (measure.amount_state, measure.amount) {
        (Bound::Known, Some(worth)) => speaker.worth_per(worth, measure.per),
        (Bound::NotRead, _) => speaker.t("policies-amount-not-read"),
        (Bound::Unknown, _) => speaker.t("policies-amount-unknown"),
        (Bound::Failed, _) => speaker.t("policies-amount-failed"),
        (Bound::Without | Bound::Known, _) => String::new(),
    }
}

fn note_words(speaker: Speaker<'_>, measure: &Determination) -> String {
    if matches!(measure.outcome, Outcome::No | Outcome::Refer) {
        return String::new();
    }
    let mut words = Vec::new();
    if let Some(failure) = &measure.amount_failure {
        words.push(speaker.failure(failure));
    }
    if !measure.instalments.is_empty() {
        words.push(instalments_words(speaker, measure));
    }
    if let Some(duration) = measure.duration {
        words.push(speaker.t1("policies-row-duration", "period", speaker.period(duration)));
    }
    words.join(&speaker.t("policies-clause-separator"))
}

fn instalments_words(speaker: Speaker<'_>, measure: &Determination) -> String {
    let count = measure.instalments.len();
    let parts: Vec<Option<Money>> = measure.instalments.iter().map(|instalment| instalment.amount).collect();
    let known: Vec<Money> = parts.iter().copied().flatten().collect();
    let words = |money: Money| speaker.worth(Worth::Exact(money));
    match known.split_first() {
        Some((first, rest)) if known.len() == count && rest.iter().all(|part| part == first) => {
            speaker.t2("policies-instalments-equal", "count", count, "amount", words(*first))
        }
        Some(_) if known.len() == count => {
            let amounts = known.into_iter().map(words).collect::<Vec<_>>();
            speaker.t2("policies-instalments-each", "count", count, "amounts", speaker.list(&amounts))
        }
        _ if measure.amount_state == Bound::Known => {
            speaker.t1("policies-instalments-not-read", "count", count)
        }
        _ => speaker.t1("policies-instalments", "count", count),
    }
}
