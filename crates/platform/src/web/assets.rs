//! Our own files: styles, the mark, icons. Compiled in, served with the digest of their content as a validator.

use axum::{
    Router,
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use sha2::{Digest, Sha256};

const FILES: &[(&str, &str, &[u8])] = &[
    ("govuk.css", "text/css; charset=utf-8", include_bytes!("../../assets/govuk.css")),
    ("theme.css", "text/css; charset=utf-8", include_bytes!("../../assets/theme.css")),
    ("mark.svg", "image/svg+xml", include_bytes!("../../assets/mark.svg")),
    ("favicon.svg", "image/svg+xml", include_bytes!("../../assets/favicon.svg")),
];

pub(super) fn router() -> Router<crate::app::App> {
    Router::new().route("/{*path}", get(serve))
}

async fn serve(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let Some((_, kind, bytes)) = FILES.iter().find(|(name, ..)| *name == path) else {
        return super::errors::not_found().await.into_response();
    };
    let tag = format!("W/\"{}\"", crate::vault::hexadecimal(&Sha256::digest(bytes)));
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let headers = [
        (header::CONTENT_TYPE, (*kind).to_owned()),
        (header::ETAG, tag),
        // Looked up again after an hour: a new release shows within it, and a phone is not asked on every page.
        (header::CACHE_CONTROL, "public, max-age=3600".to_owned()),
    ];
    (headers, *bytes).into_response()
}
