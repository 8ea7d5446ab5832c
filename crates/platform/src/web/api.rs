//! The API: every act and query by name, as JSON. Signing in gives a bearer token; a browser's session cookie does as
//! well. No form token is needed: what changes something must be JSON with the header `Idempotency-Key`, which another
//! site cannot send without asking first (CORS), and we never say yes; the layer against foreign sites stands before it.

use super::{Caller, openapi};
use crate::{
    accounts,
    acts::{IdempotencyKey, Outcome, Stop, admit},
    app::App,
};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, RawQuery, State},
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
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// E-mail address, or the name an administrator gave.
    pub login: String,
    /// The password.
    pub password: String,
}

/// A session.
#[derive(Serialize, ToSchema)]
pub struct Token {
    /// For the header `Authorization: Bearer …`, for twelve hours.
    pub token: String,
}

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/acts/{name}", post(act))
        .route("/queries/{name}", get(query))
        .route("/session", post(session).delete(end_session))
        .route("/openapi.json", get(openapi_document))
        .fallback(|| async { Stop::from(Refusal::not_found("platform.no_such_endpoint")) })
        // Read and cut off at the limit, also when the sender does not say how much will come.
        .layer(DefaultBodyLimit::max(INPUT_LIMIT))
}

fn answer(outcome: Outcome<Value>) -> Response {
    // A `Stop` becomes a problem where every refusal is dressed.
    outcome.map(Json).into_response()
}

async fn act(caller: Caller, Path(name): Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    let app = caller.app.clone();
    let outcome = async {
        let entry = app.acts().iter().find(|entry| entry.name == name);
        let entry = entry.ok_or_else(|| Refusal::not_found("platform.no_such_endpoint"))?;
        // First of all: what is wrong with a request is not for strangers.
        admit(&caller.actor, entry.who)?;
        let key = headers.get("idempotency-key").and_then(|value| value.to_str().ok());
        let key = key.ok_or_else(key_missing)?;
        let mut key = IdempotencyKey::parse(key)?;
        if caller.actor.account.is_none() && caller.actor.visit.is_none() {
            key = key.of_stranger(&app, caller.address);
        }
        let input: Value = json(&headers, &body)?;
        (entry.run)(app.clone(), caller.actor.clone(), input, Some(key)).await
    };
    answer(outcome.await)
}

async fn query(caller: Caller, Path(name): Path<String>, RawQuery(query): RawQuery) -> Response {
    let app = caller.app.clone();
    let outcome = async {
        let entry = app.queries().iter().find(|entry| entry.name == name);
        let entry = entry.ok_or_else(|| Refusal::not_found("platform.no_such_endpoint"))?;
        (entry.run)(app.clone(), caller.actor.clone(), query.unwrap_or_default()).await
    };
    answer(outcome.await)
}

async fn session(caller: Caller, headers: HeaderMap, body: Bytes) -> Response {
    let app = caller.app.clone();
    let outcome = async {
        let Credentials { login, password } = json(&headers, &body)?;
        let token = accounts::sign_in(&app, &login, password, caller.address, caller.actor.visit).await?;
        serde_json::to_value(Token { token }).map_err(|error| Stop::Internal(error.to_string()))
    };
    answer(outcome.await)
}

/// Ends the session whose token came with the request. The header that every act needs is asked for here too: no other
/// site's form can send it.
async fn end_session(caller: Caller, headers: HeaderMap) -> Response {
    let outcome = async {
        let token = caller.token.ok_or_else(|| Refusal::new(Kind::SignInFirst, "platform.sign_in_first"))?;
        if !headers.contains_key("idempotency-key") {
            return Err(key_missing().into());
        }
        accounts::sign_out(&caller.app, &token).await?;
        Ok(serde_json::json!({}))
    };
    answer(outcome.await)
}

fn key_missing() -> Refusal {
    Refusal::new(Kind::BadRequest, "platform.idempotency_key_missing").at("Idempotency-Key")
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
