//! A draft tried on somebody made up: facts are typed in as a facts file, and the answer comes with its reasons. Nobody's
//! profile is read.

use super::{draft_id, error_at, href, refused, words};
use crate::{
    acts::{TriedFacts, TryDraft},
    model::{AmountAnswer, AssessmentAnswer, DeterminationAnswer, ReasonAnswer},
    pages::views::Speaker,
    queries::{Work, read_title},
};
use askama::Template;
use axum::{
    extract::Path,
    response::{Html, IntoResponse as _, Response},
};
use platform::{
    acts::{Outcome, Stop, run},
    components::{Button, ErrorSummary, Input, OutcomeKind, OutcomeTag, Page, TextArea},
    pages::{errors_of, show},
    web::{Caller, Posted},
};
use rules::{Estimate, Worth, pack::Per};
use serde_json::{Map, Value};
use vocabulary::{Currency, DraftId, Money, Refusal};

#[derive(Template)]
#[template(path = "policies/workbench/try.html")]
struct TryPage {
    page: Page,
    errors: Option<ErrorSummary>,
    title: String,
    back: String,
    at: String,
    facts: TextArea,
    on: Input,
    /// Which facts may be told: name, type, question.
    vocabulary: Vec<(String, String, String)>,
    answers: Option<Vec<Answer>>,
    key: String,
}

struct Answer {
    title: String,
    tag: OutcomeTag,
    amount: Option<String>,
    missing: Option<String>,
    reasons: Vec<Reason>,
}

struct Reason {
    tag: OutcomeTag,
    text: String,
    article: String,
}

/// What a form begins with.
const EXAMPLE: &str = "{\n  \"facts\": {\n  }\n}\n";

pub(super) async fn form(caller: Caller, Path(id): Path<String>) -> Outcome<Html<String>> {
    let id = draft_id(&caller, &id)?;
    let today = caller.app.region().date_of(caller.app.now()).to_string();
    render(&caller, id, (EXAMPLE, &today), None, None).await
}

pub(super) async fn try_facts(caller: Caller, Path(id): Path<String>, posted: Posted) -> Outcome<Response> {
    let id = draft_id(&caller, &id)?;
    let text = posted.get("facts").unwrap_or_default().to_owned();
    let on = posted.get("on").unwrap_or_default().to_owned();
    let tried = match facts_of(&text) {
        Ok(facts) => {
            let input = TriedFacts { draft: id, on: Some(on.clone()).filter(|on| !on.is_empty()), facts };
            run::<TryDraft>(&caller.app, &caller.actor, input, posted.key()?).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match tried {
        Ok(answer) => Ok(render(&caller, id, (&text, &on), Some(&answer), None).await?.into_response()),
        Err(Stop::Refused(refusal)) => {
            let refusal = at_the_form(*refusal);
            let page = render(&caller, id, (&text, &on), None, Some(&refusal)).await?;
            Ok(refused(&refusal, page))
        }
        Err(failure) => Err(failure),
    }
}

/// Reads what was typed: a facts file, or the facts alone.
fn facts_of(text: &str) -> Result<Map<String, Value>, Refusal> {
    let broken = |detail: String| Refusal::invalid("policies.facts_form", "facts").with("detail", detail);
    let read: Value = serde_json::from_str(text).map_err(|error| broken(error.to_string()))?;
    match read {
        Value::Object(mut object) => match object.remove("facts") {
            Some(Value::Object(facts)) if object.is_empty() => Ok(facts),
            None => Ok(object),
            Some(_) => Err(broken("facts".to_owned())),
        },
        _ => Err(broken("{ }".to_owned())),
    }
}

/// A mistake in one of the facts belongs to the one field there is for all of them; which fact it is, the words tell.
fn at_the_form(mut refusal: Refusal) -> Refusal {
    let field = |one: &mut Refusal| {
        if one.field.as_deref().is_some_and(|field| field.starts_with("facts.")) {
            one.field = Some("facts".to_owned());
        }
    };
    field(&mut refusal);
    refusal.also.iter_mut().for_each(field);
    refusal
}

async fn render(
    caller: &Caller,
    id: DraftId,
    (facts, on): (&str, &str),
    answer: Option<&AssessmentAnswer>,
    refusal: Option<&Refusal>,
) -> Outcome<Html<String>> {
    let mut page = caller.page();
    let errors = refusal.map(|refusal| errors_of(caller, &mut page, refusal));
    let work = Work::load(&caller.app, &mut caller.app.database().read().await?, id).await?;
    let empty = rules::Vocabulary::default();
    let vocabulary = work.checked.pack.as_ref().map_or(&empty, |pack| &pack.vocabulary);
    let speaker = Speaker::new(&caller.app, caller.lang, vocabulary);
    let fact = |fact: &rules::facts::FactDeclaration| {
        (fact.name.clone(), fact.kind.name().to_owned(), speaker.text(&fact.question))
    };
    show(&TryPage {
        title: read_title(&caller.app, id).await?,
        back: href(id),
        at: format!("{}/try", href(id)),
        facts: TextArea::new("facts", page.t("policies-try-facts"))
            .hint(page.t("policies-try-facts-hint"))
            .rows(14)
            .classes("wotu-source-input")
            .attribute("wrap", "off")
            .attribute("spellcheck", "false")
            .value(facts)
            .error(error_at(caller, &page, refusal, "facts")),
        on: Input::new("on", page.t("policies-try-on"))
            .kind("date")
            .width(10)
            .value(on)
            .error(error_at(caller, &page, refusal, "on")),
        vocabulary: vocabulary.facts().iter().map(fact).collect(),
        answers: answer
            .map(|answer| answer.measures.iter().map(|one| self::answer(speaker, &page, one)).collect()),
        key: caller.form_key(),
        errors,
        page,
    })
}

fn answer(speaker: Speaker<'_>, page: &Page, measure: &DeterminationAnswer) -> Answer {
    let missing: Vec<String> = measure.missing.iter().map(|name| speaker.fact(name)).collect();
    Answer {
        title: words(&measure.title, speaker.lang),
        tag: tag(page, &measure.outcome),
        amount: worth(measure).map(|worth| speaker.worth_per(worth, per(measure))),
        missing: (!missing.is_empty())
            .then(|| page.t1("policies-try-missing", "facts", speaker.list(&missing))),
        reasons: measure.reasons.iter().map(|reason| self::reason(speaker, page, reason)).collect(),
    }
}

fn reason(speaker: Speaker<'_>, page: &Page, reason: &ReasonAnswer) -> Reason {
    Reason {
        tag: tag(page, &reason.result),
        text: words(&reason.text, speaker.lang),
        article: reason.article.as_deref().map(|article| speaker.article(article)).unwrap_or_default(),
    }
}

fn tag(page: &Page, outcome: &str) -> OutcomeTag {
    let (kind, key) = match outcome {
        "yes" => (OutcomeKind::Yes, "policies-simulation-yes"),
        "no" => (OutcomeKind::No, "policies-simulation-no"),
        "refer" => (OutcomeKind::Refer, "policies-simulation-refer"),
        _ => (OutcomeKind::Unknown, "policies-simulation-unknown"),
    };
    OutcomeTag::new(kind, page.t(key))
}

fn per(measure: &DeterminationAnswer) -> Option<Per> {
    match measure.per.as_deref() {
        Some("year") => Some(Per::Year),
        Some("month") => Some(Per::Month),
        Some("once") => Some(Per::Once),
        _ => None,
    }
}

fn worth(measure: &DeterminationAnswer) -> Option<Worth> {
    Some(match measure.amount.as_ref()? {
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
    })
}
