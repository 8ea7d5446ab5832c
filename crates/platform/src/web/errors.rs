//! Error pages: what stopped a handler, dressed as a page in the caller's language.

use super::{Caller, Problem};
use crate::{acts::Stop, app::App, components::Page};
use askama::Template;
use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use std::sync::Arc;
use vocabulary::{Kind, Refusal};

#[derive(Template)]
#[template(path = "pages/error.html")]
struct ErrorPage {
    page: Page,
    title: String,
    message: String,
    sign_in: Option<String>,
}

/// What stopped a handler, carried past the router to [`dress`].
#[derive(Clone)]
struct Stopped(Arc<Stop>);

impl IntoResponse for Stop {
    fn into_response(self) -> Response {
        let status = match &self {
            Self::Refused(refusal) => {
                StatusCode::from_u16(refusal.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(Stopped(Arc::new(self)));
        response
    }
}

pub(super) async fn not_found() -> Stop {
    Refusal::not_found("platform.no_such_page").into()
}

/// Turns what stopped a page's handler into a page.
pub(super) async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let caller = request.extensions().get::<Caller>().cloned();
    let mut response = next.run(request).await;
    let stopped = response.extensions_mut().remove::<Stopped>();
    let status = response.status();
    let bare = match (stopped, status) {
        (Some(Stopped(stop)), _) => stop,
        (None, StatusCode::METHOD_NOT_ALLOWED) => {
            Arc::new(Refusal::new(Kind::BadRequest, "platform.method").into())
        }
        (None, _) => {
            let is_bare = !response.headers().contains_key(header::CONTENT_TYPE);
            let is_error = status.is_client_error() || status.is_server_error();
            let is_extractor = response
                .headers()
                .get(header::CONTENT_TYPE)
                .is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
            if !(is_error && (is_bare || is_extractor)) {
                return response;
            }
            Arc::new(Refusal::new(Kind::BadRequest, "platform.request_form").into())
        }
    };
    let Some(caller) = caller else { return response };
    let problem = Problem::of_stop(&app, &bare);
    let lead = match problem.status {
        401 => "error-sign-in",
        403 => "error-forbidden",
        404 => "error-not-found",
        410 => "error-gone",
        429 => "error-too-many",
        500.. => "error-failed",
        _ => "error-refused",
    };
    let message = match caller.lang {
        crate::Lang::Zh => problem.title_zh,
        crate::Lang::En => problem.title,
    };
    let page = caller.page();
    let sign_in = (problem.status == 401).then(|| page.sign_in_href());
    let title = caller.t(lead);
    let status = if status.is_success() { StatusCode::INTERNAL_SERVER_ERROR } else { status };
    match (ErrorPage { page, title, message, sign_in }).render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "the error page cannot be rendered");
            status.into_response()
        }
    }
}
