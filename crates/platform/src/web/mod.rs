//! The web around the pages: routes, who calls, forms, security headers, error pages, the API.

mod address;
mod api;
mod assets;
mod caller;
mod cookies;
mod errors;
mod form;
mod headers;
mod openapi;
mod problem;

pub use caller::Caller;
pub use cookies::{clear_session, keep_session};
pub(crate) use cookies::{PREFERENCES, make};
pub use form::{Posted, Upload};
pub use openapi::document;
pub use problem::Problem;

use crate::app::App;
use axum::{Router, extract::DefaultBodyLimit, middleware};
use std::time::Duration;
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer, limit::RequestBodyLimitLayer,
    timeout::TimeoutLayer, trace::TraceLayer,
};

/// The largest request of all: what a single upload may be, and its form.
pub const BODY_LIMIT: usize = 12 * 1024 * 1024;
/// A request that takes longer is answered 503.
const PATIENCE: Duration = Duration::from_secs(30);

/// Every page and endpoint of an installation.
pub fn router(app: &App) -> Router {
    let mut pages = crate::pages::router();
    for capability in app.capabilities() {
        pages = pages.merge((capability.pages)());
    }
    let pages = pages
        .fallback(errors::not_found)
        .layer(middleware::from_fn_with_state(app.clone(), errors::dress))
        .layer(middleware::from_fn_with_state(app.clone(), caller::identify));
    let api = api::router()
        .layer(middleware::from_fn_with_state(app.clone(), caller::identify));
    Router::new()
        .merge(pages)
        .nest("/api", api)
        .nest("/assets", assets::router())
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(CsrfLayer::new())
        .layer(CompressionLayer::new())
        .layer(TimeoutLayer::with_status_code(axum::http::StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(middleware::from_fn(headers::set))
        .layer(CatchPanicLayer::new())
        .layer(TraceLayer::new_for_http())
        .with_state(app.clone())
}
