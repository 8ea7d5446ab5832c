//! Every request gets a number, made by us: it stands in the answer's `x-request-id`, in every line of the log about the
//! request, and on the page that tells of a failure. The log shows no query, and of a one-time link no token.

use crate::app::App;
use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The number of a request.
#[derive(Debug, Clone)]
pub(super) struct RequestNumber(pub(super) String);

pub(super) async fn number(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let number = app.entropy().uuid(app.now()).simple().to_string();
    request.extensions_mut().insert(RequestNumber(number.clone()));
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&number) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

pub(super) fn span<B>(request: &axum::http::Request<B>) -> tracing::Span {
    let number = request.extensions().get::<RequestNumber>().map_or("", |number| &number.0);
    // An error's level, so that the number is there whatever is filtered.
    tracing::error_span!("request", number, method = %request.method(), path = shown(request.uri().path()))
}

/// A path as the log shows it.
pub(super) fn shown(path: &str) -> &str {
    if path.starts_with("/link/") { "/link/…" } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_s_token_is_not_shown() {
        assert_eq!(shown("/link/c2VjcmV0"), "/link/…");
        assert_eq!(shown("/posts"), "/posts");
    }
}
