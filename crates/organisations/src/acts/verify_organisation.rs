//! "I have seen the licence: it is who it says." From then on the organisation may publish posts.

use super::existing;
use crate::store;
use platform::{
    acts::{Act, Context, Outcome, Records, Stop},
    permissions::{Grant, Role, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::OrganisationId;

/// The act.
pub struct VerifyOrganisation;

/// Which.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = VerifyOrganisation)]
pub struct Input {
    /// The organisation.
    #[schema(value_type = String)]
    pub id: OrganisationId,
}

/// Since when it is verified.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = VerifiedOrganisation)]
pub struct Output {
    /// The day.
    pub verified_on: String,
}

impl Act for VerifyOrganisation {
    const NAME: &'static str = "organisations.verify_organisation";
    const SUMMARY: &'static str = "Verifies a registered organisation, so that it may publish posts.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Officer)];
    const RECORDS: Records = &["standing"];
    type Input = Input;
    type Output = Output;

    async fn run(cx: &mut Context<'_>, input: Input) -> Outcome<Output> {
        cx.authorize(&Subject::of_organisation(input.id))?;
        let organisation = existing(cx.db, input.id).await?;

        let by =
            cx.actor.account.ok_or_else(|| Stop::Internal("an officer without an account".to_owned()))?;
        let today = cx.today();
        let organisation = organisation.verify(today, by)?;

        store::save_standing(cx.db, &organisation).await?;
        cx.about(input.id);
        cx.record("standing", "verified");
        cx.emit("organisations.verified", input.id, &input.id)?;
        Ok(Output { verified_on: today.to_string() })
    }
}
