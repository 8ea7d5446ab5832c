//! The API: every act and query by name, as JSON. Signing in gives a bearer token; a browser's session cookie does as
//! well.

use super::{Caller, Problem, openapi};
use crate::{
    accounts,
    acts::{IdempotencyKey, Outcome},
    app::App,
};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use utoipa::ToSchema;
use vocabulary::{Kind, Refusal};

/// An act's input is at most so large.
const INPUT_LIMIT: usize = 4 * 1024 * 1024;

/// Who wants to sign in.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// E-mail address, or the name an administrator gave.
    pub login: String,
    /// The password.
    pub password: String,
}

/// A session.
#[derive(Debug, Serialize, ToSchema)]
pub struct Token {
    /// For the header `Authorization: Bearer …`, for twelve hours.
    pub token: String,
}

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/acts/{name}", post(act))
        .route("/queries/{name}", get(query))
        .route("/session", post(session))
        .route("/openapi.json", get(openapi_document))
        .fallback(|State(app): State<App>| async move {
            Problem::of(&app, &Refusal::not_found("platform.no_such_endpoint"))
        })
        .method_not_allowed_fallback(|State(app): State<App>| async move {
            let mut problem = Problem::of(&app, &Refusal::new(Kind::BadRequest, "platform.method"));
            problem.status = 405;
            problem
        })
}

fn answer(app: &App, outcome: Outcome<Value>) -> Response {
    match outcome {
        Ok(value) => Json(value).into_response(),
        Err(stop) => Problem::of_stop(app, &stop).into_response(),
    }
}

async fn act(caller: Caller, Path(name): Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    let app = caller.app.clone();
    let outcome = async {
        let entry = app.acts().iter().find(|entry| entry.name == name);
        let entry = entry.ok_or_else(|| Refusal::not_found("platform.no_such_endpoint"))?;
        let key = headers.get("idempotency-key").and_then(|value| value.to_str().ok());
        let key = key.ok_or_else(|| {
            Refusal::new(Kind::BadRequest, "platform.idempotency_key_missing").at("Idempotency-Key")
        })?;
        let key = IdempotencyKey::parse(key)?;
        let input: Value = json(&headers, &body)?;
        (entry.run)(app.clone(), caller.actor.clone(), input, Some(key)).await
    };
    answer(&app, outcome.await)
}

async fn query(caller: Caller, Path(name): Path<String>, RawQuery(query): RawQuery) -> Response {
    let app = caller.app.clone();
    let outcome = async {
        let entry = app.queries().iter().find(|entry| entry.name == name);
        let entry = entry.ok_or_else(|| Refusal::not_found("platform.no_such_endpoint"))?;
        (entry.run)(app.clone(), caller.actor.clone(), query.unwrap_or_default()).await
    };
    answer(&app, outcome.await)
}

async fn session(caller: Caller, headers: HeaderMap, body: Bytes) -> Response {
    let app = caller.app.clone();
    let outcome = async {
        let Credentials { login, password } = json(&headers, &body)?;
        let token =
            accounts::sign_in(&app, &login, password, caller.address, caller.actor.visit).await?;
        serde_json::to_value(Token { token }).map_err(|error| crate::acts::Stop::Internal(error.to_string()))
    };
    answer(&app, outcome.await)
}

async fn openapi_document(State(app): State<App>) -> Response {
    Json(openapi::document(&app)).into_response()
}

fn json<T: DeserializeOwned>(headers: &HeaderMap, body: &Bytes) -> Result<T, Refusal> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().map(str::trim) != Some("application/json") {
        return Err(Refusal::new(Kind::BadRequest, "platform.not_json"));
    }
    if body.len() > INPUT_LIMIT {
        return Err(Refusal::new(Kind::TooLarge, "platform.too_large")
            .with("limit", format!("{} KB", INPUT_LIMIT / 1024)));
    }
    serde_json::from_slice(body).map_err(|error| {
        let kind = if error.is_data() { Kind::Invalid } else { Kind::BadRequest };
        Refusal::new(kind, "platform.input_form").with("detail", error)
    })
}
