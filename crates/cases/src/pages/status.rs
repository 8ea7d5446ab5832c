//! How far an application has come, by its number: no account needed, nobody named.

use super::{
    address::Parameters,
    words::{self, Dates},
};
use crate::queries::{StatusAnswer, look_up};
use askama::Template;
use axum::{
    extract::RawQuery,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use platform::{
    acts::{Outcome, Stop},
    components::{Button, ErrorSummary, Input, Page, StatusTracker, Tag},
    pages::{errors_of, show},
    texts,
    web::Caller,
};
use vocabulary::Refusal;

#[derive(Template)]
#[template(path = "cases/status.html")]
struct StatusPage {
    page: Page,
    errors: Option<ErrorSummary>,
    reference: Input,
    found: Option<Found>,
}

struct Found {
    reference: String,
    kind: String,
    tag: Tag,
    tracker: StatusTracker,
    next: String,
    missing: Option<String>,
}

pub(super) async fn show_status(caller: Caller, RawQuery(query): RawQuery) -> Outcome<Response> {
    let parameters = Parameters::read(query.as_deref());
    let Some(typed) = parameters.get("reference") else {
        return Ok(show(&template(&caller, "", None, None))?.into_response());
    };
    match look_up(&caller.app, caller.address, typed).await {
        Ok(found) => Ok(show(&template(&caller, typed, Some(&found), None))?.into_response()),
        Err(Stop::Refused(refusal)) if refusal.field.is_some() => {
            let status =
                StatusCode::from_u16(refusal.kind.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            Ok((status, show(&template(&caller, typed, None, Some(&refusal)))?).into_response())
        }
        Err(stop) => Err(stop),
    }
}

fn template(
    caller: &Caller,
    typed: &str,
    found: Option<&StatusAnswer>,
    refusal: Option<&Refusal>,
) -> StatusPage {
    let mut page = caller.page();
    let errors = refusal.map(|refusal| errors_of(caller, &mut page, refusal));
    let error = refusal.map(|refusal| page.error(caller.app.texts().refusal(caller.lang, refusal)));
    let reference = Input::new("reference", page.t("cases-status-reference"))
        .hint(page.t1("cases-status-hint", "region", caller.app.region().reference()))
        .value(typed)
        .width(20)
        .autocomplete("off")
        .error(error);
    let found = found.map(|found| {
        let day = |day| texts::date(day, page.lang);
        let dates = Dates {
            received: day(found.received_on),
            accepted: found.accepted_on.map(day),
            withdrawn: found.withdrawn_on.map(day),
        };
        Found {
            reference: found.reference.clone(),
            kind: page.t(if found.kind == "post" { "cases-kind-post" } else { "cases-kind-measure" }),
            tag: words::state_tag(&page, &found.kind, &found.state),
            tracker: words::tracker(&page, &found.kind, &found.state, &dates),
            next: words::next_words(&page, found.next),
            missing: (found.missing > 0).then(|| page.t1("cases-status-missing", "count", found.missing)),
        }
    });
    StatusPage { errors, reference, found, page }
}
