//! Before a post is published or closed: what it means, and one button.

use super::{id, words};
use crate::{
    acts::{
        close_post::{ClosePost, Input as CloseInput},
        publish_post::{Input as PublishInput, PublishPost},
    },
    queries::post::{Input, OnePost},
};
use askama::Template;
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    acts::{Outcome, Stop, ask, run},
    components::{Button, Content, ErrorSummary, Page},
    pages::show,
    web::{Caller, Posted},
};
use vocabulary::{Kind, PostId, Refusal};

#[derive(Template)]
#[template(path = "posts/confirm.html")]
struct Confirm {
    page: Page,
    errors: Option<ErrorSummary>,
    title: String,
    post: Content,
    back: String,
    edit: String,
    key: String,
    lead: String,
    warning: Option<String>,
    button: Button,
}

/// What is to be confirmed.
#[derive(Clone, Copy)]
enum What {
    Publish,
    Close,
}

pub(super) async fn publish_form(caller: Caller, Path(text): Path<String>) -> Outcome<Response> {
    Ok(show(&template(&caller, id(&text)?, What::Publish, None).await?)?.into_response())
}

pub(super) async fn close_form(caller: Caller, Path(text): Path<String>) -> Outcome<Response> {
    Ok(show(&template(&caller, id(&text)?, What::Close, None).await?)?.into_response())
}

pub(super) async fn publish(caller: Caller, Path(text): Path<String>, posted: Posted) -> Outcome<Response> {
    let id = id(&text)?;
    let done = run::<PublishPost>(&caller.app, &caller.actor, PublishInput { id }, posted.key()?).await;
    answer(&caller, id, What::Publish, done.map(drop)).await
}

pub(super) async fn close(caller: Caller, Path(text): Path<String>, posted: Posted) -> Outcome<Response> {
    let id = id(&text)?;
    let done = run::<ClosePost>(&caller.app, &caller.actor, CloseInput { id }, posted.key()?).await;
    answer(&caller, id, What::Close, done.map(drop)).await
}

async fn answer(caller: &Caller, id: PostId, what: What, done: Outcome<()>) -> Outcome<Response> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/posts/{id}")).into_response()),
        Err(Stop::Refused(refusal))
            if matches!(refusal.kind, Kind::Invalid | Kind::Conflict | Kind::Gone) =>
        {
            let status =
                StatusCode::from_u16(refusal.kind.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            let template = template(caller, id, what, Some(&refusal)).await?;
            Ok((status, show(&template)?).into_response())
        }
        Err(stop) => Err(stop),
    }
}

async fn template(caller: &Caller, id: PostId, what: What, refusal: Option<&Refusal>) -> Outcome<Confirm> {
    let found = ask::<OnePost>(&caller.app, &caller.actor, Input { id }).await?;
    if !found.is_own {
        let kind = if caller.actor.is_signed_in() { Kind::Forbidden } else { Kind::SignInFirst };
        let code = if caller.actor.is_signed_in() { "platform.forbidden" } else { "platform.sign_in_first" };
        return Err(Refusal::new(kind, code).into());
    }
    let mut page = caller.page();
    let errors = refusal.map(|refusal| {
        page.has_errors = true;
        // The fields stand on another page, one link away.
        let texts = caller.app.texts();
        refusal
            .each()
            .fold(page.error_summary(), |summary, one| summary.general(texts.refusal(caller.lang, one)))
    });
    let (title, lead, warning, button) = match what {
        What::Publish => {
            ("posts-publish-title", "posts-publish-lead", None, Button::new(page.t("posts-publish")))
        }
        What::Close => (
            "posts-close-title",
            "posts-close-lead",
            Some(page.t("posts-close-warning")),
            Button::new(page.t("posts-close")).warning(),
        ),
    };
    Ok(Confirm {
        errors,
        title: page.t(title),
        post: words::in_lang(&found.post.listed.title, page.lang),
        back: format!("/posts/{id}"),
        edit: format!("/employer/posts/{id}/edit"),
        key: caller.form_key(),
        lead: page.t(lead),
        warning,
        button,
        page,
    })
}
