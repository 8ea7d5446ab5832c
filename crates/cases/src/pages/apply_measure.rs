//! Applying for a measure: what the rules say, the facts they used with the way to change them, the declaration, the
//! button. Whoever is not signed in sees all of it, and is asked to sign in or up before sending.

use super::{
    address::{Parameters, address, encoded},
    measures::quieter,
    words,
};
use crate::{
    acts::{ApplyForMeasure, MeasureWish},
    model::{Wish, facts_file, may_apply_for_measure, missing_facts, seal_measure, version_of},
    queries::pack_of,
    store,
};
use askama::Template;
use axum::{
    extract::{Path, RawQuery},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use people::{Holder, vocabulary_of};
use platform::{
    acts::{Outcome, Stop, run},
    components::{Button, Checkboxes, ErrorSummary, InsetText, Page, SummaryList, WarningText},
    pages::{errors_of, show},
    web::{Caller, Posted},
};
use policies::views::{MeasureRow, MeasureRows, Question, Speaker};
use rules::{Bundle, Determination, Facts, ReasonKind, facts::parse_json, pack::Applicant};
use vocabulary::Refusal;

#[derive(Template)]
#[template(path = "cases/apply_measure.html")]
struct ApplyMeasure {
    page: Page,
    errors: Option<ErrorSummary>,
    back: String,
    here: String,
    caption: String,
    title: String,
    row: MeasureRows,
    /// What stands against it, and the box to insist.
    against: Option<Against>,
    /// Whether its version still applies was not read.
    not_read: Option<InsetText>,
    /// The instrument has the employer apply.
    employer_applies: Option<InsetText>,
    answers: SummaryList,
    has_answers: bool,
    missing: Vec<Question>,
    papers: Vec<String>,
    /// The open application, if there is one already.
    open: Option<String>,
    is_signed_in: bool,
    is_person: bool,
    sign_in_href: String,
    sign_up_href: String,
    key: String,
}

struct Against {
    warning: WarningText,
    despite: Checkboxes,
}

pub(super) async fn form(
    caller: Caller,
    Path((pack, measure)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Outcome<Response> {
    let parameters = Parameters::read(query.as_deref());
    let wish = MeasureWish {
        pack,
        measure,
        version: parameters.text("version"),
        on: parameters.text("on"),
        despite: false,
    };
    Ok(show(&template(&caller, &wish, None).await?)?.into_response())
}

pub(super) async fn send(
    caller: Caller,
    Path((pack, measure)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    posted: Posted,
) -> Outcome<Response> {
    let parameters = Parameters::read(query.as_deref());
    let wish = MeasureWish {
        pack,
        measure,
        version: parameters.text("version"),
        on: parameters.text("on"),
        despite: posted.get("despite").is_some(),
    };
    match run::<ApplyForMeasure>(&caller.app, &caller.actor, wish.clone(), posted.key()?).await {
        Ok(applied) => {
            Ok(Redirect::to(&format!("/applications/{}?new=1", applied.reference)).into_response())
        }
        Err(Stop::Refused(refusal)) if refusal.kind == vocabulary::Kind::SignInFirst => {
            Err(refusal_stop(refusal))
        }
        Err(Stop::Refused(refusal)) => {
            let status =
                StatusCode::from_u16(refusal.kind.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            let template = template(&caller, &wish, Some(&refusal)).await?;
            Ok((status, show(&template)?).into_response())
        }
        Err(stop) => Err(stop),
    }
}

fn refusal_stop(refusal: Box<Refusal>) -> Stop {
    Stop::Refused(refusal)
}

async fn template(caller: &Caller, wish: &MeasureWish, refusal: Option<&Refusal>) -> Outcome<ApplyMeasure> {
    if caller.actor.person.is_some() {
        people::settle(&caller.app, &caller.actor).await?;
    }
    let pack = pack_of(&caller.app, Some(&wish.pack))?;
    let today = caller.app.region().date_of(caller.app.now());
    let on = policies::model::day(wish.on.as_deref(), "on", today)?;
    let version = version_of(&pack, &wish.measure, wish.version.as_deref(), on, today)?;
    let mut db = caller.app.database().read().await?;
    let facts = match Holder::of(&caller.actor) {
        Some(holder) => people::facts_of(&mut db, &caller.app, holder).await?,
        None => Facts::new(),
    };
    let (determination, sealed) = seal_measure(&pack, (&version, &wish.measure), &facts, on, today)?;
    let stored =
        Wish::Measure { pack: wish.pack.clone(), version: version.clone(), measure: wish.measure.clone() };
    let open = match caller.actor.person {
        Some(person) => {
            store::open_by_key(&mut db, &stored, person).await?.map(|open| open.reference.to_string())
        }
        None => None,
    };
    drop(db);

    let mut page = caller.page();
    let errors = refusal.map(|refusal| errors_of(caller, &mut page, refusal));
    let speaker = Speaker::new(&caller.app, caller.lang, &pack.vocabulary);
    let here = address(
        &format!("/apply/measure/{}/{}", wish.pack, wish.measure),
        &[("version", wish.version.as_deref()), ("on", wish.on.as_deref())],
    );
    let vocabulary = vocabulary_of(&caller.app);
    let used = parse_json(&sealed.facts, &vocabulary).unwrap_or_default();
    let named = words::measure(caller, &wish.pack, &version, &wish.measure);
    let row = MeasureRow::of(speaker, &pack, &determination, &Bundle::default(), &encoded(&here));
    let mut row = quieter(&page, row, &determination);
    // The questions stand below, under their own heading.
    row.questions = Vec::new();
    let against = may_apply_for_measure(&determination, today, false).err().map(|refused| {
        let words = match determination.outcome {
            // The refusal names the articles as the pack numbers them; here they are cited.
            rules::Outcome::No => {
                page.t1("refusal-cases-not_entitled", "articles", not_met(speaker, &determination))
            }
            _ => caller.app.texts().refusal(caller.lang, &refused),
        };
        let error = refusal.filter(|refusal| refusal.field.as_deref() == Some("despite"));
        let error = error.map(|_| page.error(page.t("cases-apply-despite-error")));
        Against {
            warning: page.warning(words),
            despite: Checkboxes::new("despite", page.t("cases-apply-despite-legend"))
                .hint(page.t("cases-apply-despite-hint"))
                .option("1", page.t("cases-apply-despite"))
                .error(error),
        }
    });
    let not_read = determination.reasons.iter().find(|reason| reason.kind == ReasonKind::AfterNotRead);
    let by_employer = determination.apply.as_ref().is_some_and(|apply| apply.who == Applicant::Employer);
    Ok(ApplyMeasure {
        errors,
        back: "/results".to_owned(),
        caption: named.of,
        title: named.title,
        row: MeasureRows { rows: vec![row] },
        against,
        not_read: not_read.map(|reason| {
            InsetText::new(page.t1("cases-apply-not-read", "reason", speaker.text(&reason.text)))
        }),
        employer_applies: by_employer.then(|| InsetText::new(page.t("cases-apply-by-employer"))),
        answers: words::facts_to_change(caller, &page, &used, &here),
        has_answers: !used.is_empty() && !facts_file(&used).is_empty(),
        missing: Question::of(speaker, &missing_facts(&determination), &encoded(&here)),
        papers: determination.evidence.iter().map(|paper| speaker.text(&paper.title)).collect(),
        open,
        is_signed_in: caller.actor.is_signed_in(),
        is_person: caller.actor.person.is_some(),
        sign_in_href: format!("/sign-in?back={}", encoded(&here)),
        sign_up_href: format!("/sign-up?back={}", encoded(&here)),
        here,
        key: caller.form_key(),
        page,
    })
}

/// The conditions that are not met, each by its article, or in its own words where it has none.
fn not_met(speaker: Speaker<'_>, answer: &Determination) -> String {
    let mut cited: Vec<String> = Vec::new();
    for reason in answer.failed() {
        let words = match &reason.article {
            Some(article) => speaker.article(article),
            None => speaker.text(&reason.text),
        };
        if !cited.contains(&words) {
            cited.push(words);
        }
    }
    speaker.list(&cited)
}
