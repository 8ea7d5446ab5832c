//! The web around the pages: routes, who calls, forms, security headers, error pages, the API.

mod address;
mod api;
mod assets;
mod caller;
mod cookies;
mod errors;
mod form;
mod headers;
mod language;
mod listen;
mod openapi;
mod patience;
mod problem;
mod requests;

pub use caller::Caller;
pub(crate) use cookies::{PREFERENCES, make};
pub use cookies::{clear_session, keep_session};
pub use form::{Posted, Upload};
pub use listen::{Limits, serve};
pub use openapi::document;
pub use problem::Problem;

use crate::app::App;
use axum::{Router, extract::DefaultBodyLimit, middleware};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer,
    limit::RequestBodyLimitLayer, trace::TraceLayer,
};

/// The largest request of all: what a single upload may be, and its form.
pub const BODY_LIMIT: usize = 12 * 1024 * 1024;

/// Every page and endpoint of an installation.
///
/// A request passes the layers from the last to the first. What any of them refuses is a bare answer until
/// `errors::dress` makes it a page or a problem in the caller's language; what is left outside of it cannot fail in a
/// way that a person sees, but for the last [`CatchPanicLayer`]. Compression is safe with our forms: the form token is
/// masked anew on every page (`Caller::page`), so that its length under compression tells nothing.
pub fn router(app: &App) -> Router {
    let mut pages = crate::pages::router();
    for capability in app.capabilities() {
        pages = pages.merge((capability.pages)());
    }
    Router::new()
        .merge(pages.fallback(errors::not_found))
        .nest("/api", api::router())
        .nest("/assets", assets::router())
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn(patience::limit))
        .layer(CatchPanicLayer::custom(errors::panicked))
        .layer(middleware::from_fn_with_state(app.clone(), errors::dress))
        .layer(middleware::from_fn_with_state(app.clone(), caller::identify))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(headers::set))
        .layer(CatchPanicLayer::new())
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(requests::span)
                .on_request(())
                // Failures are logged where they are told, once.
                .on_failure(()),
        )
        .layer(middleware::from_fn_with_state(app.clone(), requests::number))
        .with_state(app.clone())
}
