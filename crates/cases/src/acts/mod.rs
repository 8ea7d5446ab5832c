//! What can be done with applications, one act a file.

mod accept_application;
mod apply_for_measure;
mod apply_for_post;
mod withdraw_application;

pub(crate) use accept_application::papers_and_facts;
pub use accept_application::{AcceptApplication, Acceptances, Accepted};
pub use apply_for_measure::{ApplyForMeasure, MeasureWish};
pub use apply_for_post::{ApplyForPost, PostWish};
pub use withdraw_application::{WhichApplication, WithdrawApplication, Withdrawn};

use crate::{
    model::{Application, Reference, Sealed, State, Wish},
    store,
};
use platform::{
    acts::{Context, Outcome, Stop},
    database::Connection,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{AccountId, ApplicationId, PersonId, Refusal};

/// What was applied for, and the number to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = cases::Applied)]
pub struct Applied {
    /// The application.
    #[schema(value_type = String)]
    pub id: ApplicationId,
    /// The reference number: keep it.
    pub reference: String,
    /// What the rules or the matching said: `yes`, `no`, `unknown` or `refer`.
    pub answer: String,
    /// Facts that can still decide it.
    pub missing: Vec<String>,
}

/// The applicant: acts of this capability act for somebody signed in.
fn applicant(cx: &Context<'_>) -> Outcome<(PersonId, AccountId)> {
    match (cx.actor.person, cx.actor.account) {
        (Some(person), Some(account)) => Ok((person, account)),
        _ => Err(Refusal::new(vocabulary::Kind::SignInFirst, "platform.sign_in_first").into()),
    }
}

/// Who acts, signed in.
fn signed_in(cx: &Context<'_>) -> Outcome<AccountId> {
    cx.actor.account.ok_or_else(|| Stop::Internal("an act of staff without an account".to_owned()))
}

/// The application to act on.
async fn existing(db: &mut Connection, id: ApplicationId) -> Outcome<Application> {
    Ok(store::load(db, id).await?.ok_or_else(|| Refusal::not_found("cases.not_found"))?)
}

/// One open application of a person for one thing.
async fn refuse_second(cx: &mut Context<'_>, wish: &Wish, person: PersonId) -> Outcome<()> {
    match store::open_by_key(cx.db, wish, person).await? {
        None => Ok(()),
        Some(open) => Err(applied_already(&open).into()),
    }
}

fn applied_already(open: &Application) -> Refusal {
    Refusal::conflict("cases.applied_already").with("reference", &open.reference)
}

/// Keeps a new application and records it.
async fn receive(
    cx: &mut Context<'_>,
    (person, account): (PersonId, AccountId),
    wish: Wish,
    answer: crate::model::Answer,
    sealed: Sealed,
    organisation: Option<vocabulary::OrganisationId>,
) -> Outcome<Application> {
    let region = cx.app.region().reference().to_owned();
    let reference = Reference::new(&region, cx.today().year(), cx.entropy().bytes());
    let application = Application {
        id: ApplicationId::new(cx.fresh_id()),
        reference,
        wish,
        person,
        organisation,
        answer,
        sealed,
        state: State::Received { at: cx.now },
    };
    let event = cx.fresh_id();
    match store::insert(cx.db, &application, account, event).await {
        // Somebody was faster, on PostgreSQL: two windows of one browser.
        Err(error) if error.is_unique_violation() => {
            return Err(Refusal::conflict("cases.applied_already").with("reference", "–").into());
        }
        done => done?,
    }
    cx.about(application.id);
    cx.record("kind", application.wish.word());
    cx.record("answer", answer.word());
    cx.record("seal", &application.sealed.seal);
    cx.emit("cases.applied", application.id, &application.id)?;
    Ok(application)
}

/// Keeps a new state and records it.
async fn change(
    cx: &mut Context<'_>,
    application: Application,
    to: State,
    by: AccountId,
) -> Outcome<Application> {
    let from = application.state.clone();
    let application = Application { state: to, ..application };
    let event = cx.fresh_id();
    let at = cx.now;
    if !store::save_state(cx.db, &application, &from, by, (event, at)).await? {
        return Err(Refusal::conflict("cases.changed_meanwhile").into());
    }
    cx.about(application.id);
    cx.record("state", application.state.word());
    Ok(application)
}
