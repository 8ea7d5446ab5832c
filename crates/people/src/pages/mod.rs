//! The pages of people: the questionnaire, signing up, one's own account.

use axum::Router;
use platform::app::App;

pub(crate) fn router() -> Router<App> {
    Router::new()
}
