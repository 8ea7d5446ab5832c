//! `cases.status`: how far an application has come, for whoever holds its reference number. No name, no fact, no amount;
//! and not often enough to guess numbers.

use super::NextStep;
use crate::{
    model::{Application, Reference},
    store,
};
use jiff::civil::Date;
use platform::{
    acts::{Looking, Outcome, Query},
    app::App,
    database::DatabaseError,
    permissions::{Grant, Role, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{Kind, Refusal};

/// How many tries one address has within ten minutes.
const TRIES_OF_ADDRESS: i64 = 30;
/// How many tries all programs together have within ten minutes that come without signing in.
const TRIES_OF_NOBODY: i64 = 600;

/// The query.
pub struct Status;

/// Of which.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct StatusOf {
    /// The reference number, however it is typed.
    pub reference: String,
}

/// How far it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = cases::Status)]
pub struct StatusAnswer {
    /// As it is written.
    pub reference: String,
    /// `measure` or `post`.
    pub kind: String,
    /// `received`, `accepted`, `papers_missing` or `withdrawn`.
    pub state: String,
    /// The day it arrived.
    #[schema(value_type = String, format = Date)]
    pub received_on: Date,
    /// The day it was accepted for processing.
    #[schema(value_type = Option<String>, format = Date)]
    pub accepted_on: Option<Date>,
    /// The day it was withdrawn.
    #[schema(value_type = Option<String>, format = Date)]
    pub withdrawn_on: Option<Date>,
    /// How many papers or facts are missing.
    pub missing: usize,
    /// What happens next.
    pub next: NextStep,
}

impl StatusAnswer {
    fn of(app: &App, application: &Application) -> Self {
        let state = &application.state;
        let region = app.region();
        Self {
            reference: application.reference.to_string(),
            kind: application.wish.word().to_owned(),
            state: state.word().to_owned(),
            received_on: region.date_of(state.received_at()),
            accepted_on: state.acceptance().map(|acceptance| region.date_of(acceptance.at)),
            withdrawn_on: state.withdrawn_at().map(|at| region.date_of(at)),
            missing: state.missing().len(),
            next: NextStep::of(application),
        }
    }
}

impl Query for Status {
    const NAME: &'static str = "cases.status";
    const SUMMARY: &'static str =
        "How far an application has come, by its reference number. No personal data.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Visitor)];
    type Input = StatusOf;
    type Output = StatusAnswer;

    async fn run(cx: &mut Looking<'_>, input: StatusOf) -> Outcome<StatusAnswer> {
        cx.authorize(&Subject::default())?;
        let most = if cx.actor.is_signed_in() { TRIES_OF_ADDRESS } else { TRIES_OF_NOBODY };
        // Whoever has no account counts together: a new visit for each try gains nothing.
        let asker = cx.actor.account.map_or_else(|| "nobody".to_owned(), |account| account.to_string());
        allow(cx.app, &asker, most).await?;
        let reference = Reference::parse(&input.reference)?;
        let found = store::by_reference(cx.db, &reference).await?.ok_or_else(unknown)?;
        Ok(StatusAnswer::of(cx.app, &found))
    }
}

/// The same for the page, which knows the caller's address.
///
/// # Errors
/// `cases.too_many_tries`, what [`Reference::parse`] says, `cases.reference_unknown`.
pub(crate) async fn look_up(app: &App, address: std::net::IpAddr, typed: &str) -> Outcome<StatusAnswer> {
    let reference = Reference::parse(typed)?;
    allow(app, &address.to_string(), TRIES_OF_ADDRESS).await?;
    let mut db = app.database().read().await?;
    let found = store::by_reference(&mut db, &reference).await?.ok_or_else(unknown)?;
    Ok(StatusAnswer::of(app, &found))
}

fn unknown() -> Refusal {
    Refusal::new(Kind::NotFound, "cases.reference_unknown").at("reference")
}

async fn allow(app: &App, asker: &str, most: i64) -> Outcome<()> {
    // A keyed hash: the table never holds an address.
    let asker = app.vault().mac(&["reference-tries", asker]);
    let now = app.now();
    let id = app.entropy().uuid(now);
    let is_allowed = app
        .database()
        .write(move |db| {
            Box::pin(async move {
                let is_allowed = store::count_try(db, &asker, most, id, now).await?;
                Ok::<_, DatabaseError>(is_allowed)
            })
        })
        .await??;
    if is_allowed {
        Ok(())
    } else {
        Err(Refusal::new(Kind::TooMany, "cases.too_many_tries").at("reference").into())
    }
}
