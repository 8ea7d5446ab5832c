//! How long a request may take, its body included: a slow sender must not hold a place for ever.

use crate::acts::Stop;
use axum::{
    extract::Request,
    http::header,
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::time::Duration;
use vocabulary::{Kind, Refusal};

/// Any request.
const USUAL: Duration = Duration::from_secs(30);
/// One that brings a file: 10 MB over a phone at 1 Mbit/s take 80 seconds.
const UPLOAD: Duration = Duration::from_secs(150);

pub(super) async fn limit(request: Request, next: Next) -> Response {
    let is_upload = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
    let patience = if is_upload { UPLOAD } else { USUAL };
    match tokio::time::timeout(patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            tracing::error!(seconds = patience.as_secs(), "a request took too long");
            Stop::from(Refusal::new(Kind::Unavailable, "platform.unavailable")).into_response()
        }
    }
}
