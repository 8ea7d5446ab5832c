//! The pages of policies.

pub mod views;

use axum::Router;
use platform::app::App;

pub(crate) fn router() -> Router<App> {
    Router::new()
}
