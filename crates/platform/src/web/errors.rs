//! What stopped a request, dressed at one place for whoever asked: a page in the caller's language, or a problem for a
//! program. What a layer of the web refuses by itself (too large, too slow, from another site, the wrong method) comes
//! here as a bare answer, and is dressed alike.

use super::{BODY_LIMIT, Caller, Problem, requests::RequestNumber};
use crate::{acts::Stop, app::App, components::Page};
use askama::Template;
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use std::{any::Any, sync::Arc};
use tower_http::csrf::ProtectionError;
use vocabulary::{Kind, Refusal};

#[derive(Template)]
#[template(path = "pages/error.html")]
struct ErrorPage {
    page: Page,
    title: String,
    message: String,
    sign_in: Option<String>,
    /// Under which number the log tells of it; only for failures of ours.
    number: Option<String>,
}

/// What stopped a handler, carried past the router to [`dress`].
#[derive(Clone)]
struct Stopped(Arc<Stop>);

impl IntoResponse for Stop {
    fn into_response(self) -> Response {
        let status = match &self {
            Self::Refused(refusal) => refusal.kind.status(),
            Self::Database(error) if error.is_passing() => Kind::Unavailable.status(),
            Self::Database(_) | Self::Internal(_) => 500,
        };
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(Stopped(Arc::new(self)));
        response
    }
}

pub(super) async fn not_found() -> Stop {
    Refusal::not_found("platform.no_such_page").into()
}

pub(super) fn panicked(_: Box<dyn Any + Send>) -> Response {
    // The panic's own words went to standard error; they may quote what must not stand in the log.
    Stop::Internal("a handler panicked".to_owned()).into_response()
}

/// Turns what stopped a request into a page or a problem.
pub(super) async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let caller = request.extensions().get::<Caller>().cloned();
    let number = request.extensions().get::<RequestNumber>().map(|number| number.0.clone());
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let Some(stop) = stop_of(&mut response, is_api) else { return response };
    let Some(caller) = caller else { return response };
    dressed(&app, &caller, number, is_api, &stop, response)
}

/// What stopped it: what a handler said, or what a bare answer means. Nothing for an answer that is dressed already.
fn stop_of(response: &mut Response, is_api: bool) -> Option<Arc<Stop>> {
    if let Some(Stopped(stop)) = response.extensions_mut().remove::<Stopped>() {
        return Some(stop);
    }
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let is_bare = kind.is_none_or(|kind| kind.starts_with(b"text/plain"));
    if !((status.is_client_error() || status.is_server_error()) && is_bare) {
        return None;
    }
    let is_foreign = response.extensions().get::<ProtectionError>().is_some();
    let refusal = match status {
        StatusCode::FORBIDDEN if is_foreign => Refusal::new(Kind::Forbidden, "platform.foreign_site"),
        StatusCode::NOT_FOUND if is_api => Refusal::not_found("platform.no_such_endpoint"),
        StatusCode::NOT_FOUND => Refusal::not_found("platform.no_such_page"),
        StatusCode::METHOD_NOT_ALLOWED => Refusal::new(Kind::BadRequest, "platform.method"),
        StatusCode::PAYLOAD_TOO_LARGE => super::form::too_large(BODY_LIMIT),
        StatusCode::SERVICE_UNAVAILABLE => Refusal::new(Kind::Unavailable, "platform.unavailable"),
        status if status.is_server_error() => Refusal::new(Kind::Unavailable, "platform.failed"),
        _ => Refusal::new(Kind::BadRequest, "platform.request_form"),
    };
    Some(Arc::new(refusal.into()))
}

/// The same answer (status, cookies, `Allow`) with a body for whoever asked.
pub(super) fn dressed(
    app: &App,
    caller: &Caller,
    number: Option<String>,
    is_api: bool,
    stop: &Stop,
    bare: Response,
) -> Response {
    let mut problem = Problem::of_stop(app, stop);
    let (mut parts, _) = bare.into_parts();
    // A bare answer's status is the exact one: 405 is told with a refusal's text for 400.
    problem.status = parts.status.as_u16();
    problem.request_id = number.filter(|_| parts.status.is_server_error());
    let body = if is_api { problem.into_response() } else { page(caller, problem) };
    parts.headers.remove(header::CONTENT_LENGTH);
    for (name, value) in body.headers() {
        parts.headers.insert(name.clone(), value.clone());
    }
    if is_api && parts.status == StatusCode::UNAUTHORIZED {
        parts.headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    Response::from_parts(parts, body.into_body())
}

fn page(caller: &Caller, problem: Problem) -> Response {
    let lead = match problem.status {
        401 => "error-sign-in",
        403 => "error-forbidden",
        404 => "error-not-found",
        410 => "error-gone",
        429 => "error-too-many",
        503 => "error-unavailable",
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
    match (ErrorPage { page, title, message, sign_in, number: problem.request_id }).render() {
        Ok(html) => Html(html).into_response(),
        Err(error) => {
            tracing::error!(%error, "the error page cannot be rendered");
            Response::new(Body::empty())
        }
    }
}
