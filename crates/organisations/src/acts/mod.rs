//! What can be done about organisations, one act a file.

pub mod close_organisation;
pub mod register_organisation;
pub mod sign_up_employer;
pub mod verify_organisation;

use crate::{model::Organisation, store};
use platform::{acts::Outcome, database::Connection};
use vocabulary::{OrganisationId, Refusal};

/// The organisation to act on.
async fn existing(db: &mut Connection, id: OrganisationId) -> Outcome<Organisation> {
    Ok(store::load(db, id).await?.ok_or_else(|| Refusal::not_found("organisations.not_found"))?)
}
