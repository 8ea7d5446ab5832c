//! One organisation, for everybody: without its credit code. Before an officer has verified it, only officers and its own
//! people see it, so that nobody is found here under a name that is not theirs.

use super::Shown;
use crate::store;
use platform::{
    acts::{Looking, Outcome, Query},
    permissions::{Grant, Role, Subject},
};
use serde::Deserialize;
use utoipa::IntoParams;
use vocabulary::{OrganisationId, Refusal};

/// The query.
pub struct OneOrganisation;

/// Which.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The organisation.
    #[param(value_type = String)]
    pub id: OrganisationId,
}

impl Query for OneOrganisation {
    const NAME: &'static str = "organisations.organisation";
    const SUMMARY: &'static str = "What an organisation says of itself, and where it stands.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Visitor)];
    type Input = Input;
    type Output = Shown;

    async fn run(cx: &mut Looking<'_>, input: Input) -> Outcome<Shown> {
        cx.authorize(&Subject::of_organisation(input.id))?;
        let not_found = || Refusal::not_found("organisations.not_found");
        let organisation = store::load(cx.db, input.id).await?.ok_or_else(not_found)?;
        let was_verified = organisation.standing.verification().is_some();
        let is_inside = cx.actor.is(Role::Officer) || cx.actor.organisation == Some(input.id);
        if was_verified || is_inside { Ok(Shown::of(&organisation)) } else { Err(not_found().into()) }
    }
}
