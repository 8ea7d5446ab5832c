//! What went wrong, as the API tells it: RFC 9457, with the stable code, the field, and the text in both languages.

use crate::{acts::Stop, app::App};
use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{Lang, Refusal};

/// An answer that is no answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// Stable: programs act on this.
    pub code: String,
    /// The text in English.
    pub title: String,
    /// The text in Chinese.
    pub title_zh: String,
    /// The field of the input it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Only with a failure of ours: under which number its log tells of it, as in the header `x-request-id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// Whatever else was found wrong in the same go.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(no_recursion)]
    pub also: Vec<Problem>,
}

impl Problem {
    /// Of a refusal, with all that came with it.
    #[must_use]
    pub fn of(app: &App, refusal: &Refusal) -> Self {
        Self {
            status: refusal.kind.status(),
            code: refusal.code.to_owned(),
            title: app.texts().refusal(Lang::En, refusal),
            title_zh: app.texts().refusal(Lang::Zh, refusal),
            field: refusal.field.clone(),
            request_id: None,
            also: refusal.also.iter().map(|other| Self::of(app, other)).collect(),
        }
    }

    /// Of whatever stopped an act. Our own failures are logged here, once, and told without detail.
    #[must_use]
    pub fn of_stop(app: &App, stop: &Stop) -> Self {
        match stop {
            Stop::Refused(refusal) => Self::of(app, refusal),
            Stop::Database(error) if error.is_passing() => {
                tracing::error!(error = told(stop), "a request could not be served");
                Self::of(app, &Refusal::new(vocabulary::Kind::Unavailable, "platform.unavailable"))
            }
            failure => {
                tracing::error!(error = told(failure), "a request failed");
                let mut problem =
                    Self::of(app, &Refusal::new(vocabulary::Kind::Unavailable, "platform.failed"));
                problem.status = 500;
                problem
            }
        }
    }
}

/// An error with all that caused it, in their own words. Not as `Debug`: PostgreSQL's details quote the row's values.
fn told(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, [(header::CONTENT_TYPE, "application/problem+json")], Json(self).into_response().into_body())
            .into_response()
    }
}
