//! Applying for a post: what the employer will see, to the letter; how to be reached; the consent; the button.

use super::{address::encoded, words};
use crate::{
    acts::{ApplyForPost, PostWish},
    model::{Wish, may_apply_for_post, seal_post},
    store,
};
use askama::Template;
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use people::{Holder, vocabulary_of};
use platform::{
    accounts,
    acts::{Outcome, Stop, ask, run},
    components::{Button, Checkboxes, Content, ErrorSummary, Input, Page, PostRow, SummaryList, WarningText},
    pages::{errors_of, show},
    web::{Caller, Posted},
};
use posts::{
    Fit,
    pages::{fit, words::in_lang},
    queries::post,
};
use rules::{Facts, facts::parse_json};
use vocabulary::{Kind, PostId, Refusal};

#[derive(Template)]
#[template(path = "cases/apply_post.html")]
struct ApplyPost {
    page: Page,
    errors: Option<ErrorSummary>,
    back: String,
    id: PostId,
    employer: Content,
    title: Content,
    title_text: String,
    row: Option<PostRow>,
    /// A hard condition that is not met.
    against: Option<WarningText>,
    answers: SummaryList,
    has_answers: bool,
    name: Option<String>,
    contact: Input,
    consents: Checkboxes,
    open: Option<String>,
    is_signed_in: bool,
    is_person: bool,
    sign_in_href: String,
    sign_up_href: String,
    key: String,
}

/// Reads an id of an address; whatever is none names nothing.
fn id(text: &str) -> Result<PostId, Refusal> {
    text.parse().map_err(|_| Refusal::not_found("cases.post_unknown"))
}

pub(super) async fn form(caller: Caller, Path(text): Path<String>) -> Outcome<Response> {
    Ok(show(&template(&caller, id(&text)?, None, None).await?)?.into_response())
}

pub(super) async fn send(caller: Caller, Path(text): Path<String>, posted: Posted) -> Outcome<Response> {
    let wish = PostWish {
        post: id(&text)?,
        contact: posted.get("contact").unwrap_or_default().to_owned(),
        consents: posted.get("consents").is_some(),
    };
    match run::<ApplyForPost>(&caller.app, &caller.actor, wish.clone(), posted.key()?).await {
        Ok(applied) => {
            Ok(Redirect::to(&format!("/applications/{}?new=1", applied.reference)).into_response())
        }
        Err(Stop::Refused(refusal))
            if !matches!(refusal.kind, Kind::SignInFirst | Kind::Gone | Kind::NotFound) =>
        {
            let status =
                StatusCode::from_u16(refusal.kind.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            let template = template(&caller, wish.post, Some(&wish), Some(&refusal)).await?;
            Ok((status, show(&template)?).into_response())
        }
        Err(stop) => Err(stop),
    }
}

async fn template(
    caller: &Caller,
    id: PostId,
    typed: Option<&PostWish>,
    refusal: Option<&Refusal>,
) -> Outcome<ApplyPost> {
    if caller.actor.person.is_some() {
        people::settle(&caller.app, &caller.actor).await?;
    }
    let found = ask::<post::OnePost>(&caller.app, &caller.actor, post::Input { id }).await?;
    let listed = found.post.listed;
    let today = caller.app.region().date_of(caller.app.now());
    listed.post.require_open(today)?;
    let mut db = caller.app.database().read().await?;
    let facts = match Holder::of(&caller.actor) {
        Some(holder) => people::facts_of(&mut db, &caller.app, holder).await?,
        None => Facts::new(),
    };
    let score = posts::fit_of(&mut db, &caller.app, &facts, id).await?;
    let (mut open, mut name, mut login) = (None, None, String::new());
    if let Some(person) = caller.actor.person {
        open = store::open_by_key(&mut db, &Wish::Post { post: id }, person).await?;
        name = people::name_of(&mut db, person).await?;
        if let Some(account) = caller.actor.account {
            login = accounts::by_id(&mut db, account).await?.map(|account| account.login).unwrap_or_default();
        }
    }
    drop(db);

    let mut page = caller.page();
    let errors = refusal.map(|refusal| errors_of(caller, &mut page, refusal));
    let wrong = |field: &str| {
        let one = refusal?.each().find(|one| one.field.as_deref() == Some(field))?;
        Some(page.error(caller.app.texts().refusal(caller.lang, one)))
    };
    let employer_name = listed.organisation.name.get(page.lang).0.to_owned();
    let contact = Input::new("contact", page.t("cases-apply-contact"))
        .hint(page.t("cases-apply-contact-hint"))
        .value(typed.map_or(login, |typed| typed.contact.clone()))
        .error(wrong("contact"));
    let consents = Checkboxes::new("consents", page.t("cases-apply-consent-legend"))
        .option("1", page.t1("cases-apply-consent", "employer", employer_name))
        .values(typed.filter(|typed| typed.consents).map(|_| "1"))
        .error(wrong("consents"));
    let used = score.as_ref().map(|score| {
        let sealed = seal_post(id, &facts, posts::matching_profile, score, today);
        parse_json(&sealed.facts, &vocabulary_of(&caller.app)).unwrap_or_default()
    });
    let used = used.unwrap_or_default();
    let here = format!("/apply/post/{id}");
    let against = score.as_ref().filter(|score| may_apply_for_post(score).is_err());
    let against = against.map(|score| {
        // The refusal names the conditions as programs do; here they have their words.
        let failed = score.hard.iter().filter(|condition| condition.result == matching::Answer::No);
        let failed: Vec<String> = failed.map(|condition| page.t(condition.name.text_key())).collect();
        let failed = failed.join(&page.t("cases-list-separator"));
        page.warning(page.t1("refusal-cases-post_condition", "conditions", failed))
    });
    let region = caller.app.region();
    Ok(ApplyPost {
        errors,
        back: format!("/posts/{id}"),
        id,
        employer: in_lang(&listed.organisation.name, page.lang),
        title: in_lang(&listed.title, page.lang),
        title_text: listed.title.get(page.lang).0.to_owned(),
        answers: words::facts_to_change(caller, &page, &used, &here),
        has_answers: !used.is_empty(),
        row: score.map(|score| fit::row(&page, region, &Fit { post: listed, score })),
        against,
        name,
        contact,
        consents,
        open: open.map(|open| open.reference.to_string()),
        is_signed_in: caller.actor.is_signed_in(),
        is_person: caller.actor.person.is_some(),
        sign_in_href: format!("/sign-in?back={}", encoded(&here)),
        sign_up_href: format!("/sign-up?back={}", encoded(&here)),
        key: caller.form_key(),
        page,
    })
}
