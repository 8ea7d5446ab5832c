//! Shows a page, and turns a refusal into the errors of a form.

use crate::{
    acts::{Outcome, Stop},
    components::{ErrorSummary, Page},
    web::Caller,
};
use askama::Template;
use axum::response::Html;
use vocabulary::Refusal;

/// Renders a page.
///
/// # Errors
/// Only if the template itself fails, which a test of it would have shown.
pub fn show(template: &impl Template) -> Outcome<Html<String>> {
    template.render().map(Html).map_err(|error| Stop::Internal(error.to_string()))
}

/// A refusal and all that came with it as the summary at the top of a form; each links to its field. Sets the page's
/// "Error:" in the title. The words for a field stand beside it by [`crate::texts::Texts::refusal`] of the same refusal.
#[must_use]
pub fn errors_of(caller: &Caller, page: &mut Page, refusal: &Refusal) -> ErrorSummary {
    page.has_errors = true;
    let texts = caller.app.texts();
    refusal.each().fold(page.error_summary(), |summary, one| {
        summary.at(one.field.as_deref().unwrap_or_default(), texts.refusal(caller.lang, one))
    })
}
