//! The platform's own pages: signing in and out, one-time links, preferences, what must be said about the service.

mod about;
mod link;
mod prefer;
mod show;
mod sign_in;

pub use show::{errors_of, show};

use crate::{acts::Outcome, app::App};
use axum::{
    Router,
    extract::State,
    routing::{get, post},
};

pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/sign-in", get(sign_in::form).post(sign_in::send))
        .route("/sign-out", post(sign_in::out))
        .route("/link/{token}", get(link::form).post(link::send))
        .route("/_prefer", get(prefer::keep))
        .route("/accessibility", get(about::accessibility))
        .route("/privacy", get(about::privacy))
        .route("/api", get(about::api))
        .route("/open-data", get(about::open_data))
        .route("/source", get(about::source))
        .route("/healthz", get(healthz))
}

/// For whoever watches the program: whether it can answer with something from its database.
async fn healthz(State(app): State<App>) -> Outcome<&'static str> {
    app.database().read().await?.fetch_one("select 1 as one", vec![]).await?;
    Ok("ok")
}
