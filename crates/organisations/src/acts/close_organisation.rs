//! "We take no more part." Its posts close with it (crate `posts` hears of it). For an officer it is also the answer to a
//! registration that cannot be verified.

use super::existing;
use crate::store;
use platform::{
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Role, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::OrganisationId;

/// The act.
pub struct CloseOrganisation;

/// Which.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CloseOrganisation)]
pub struct Input {
    /// The organisation.
    #[schema(value_type = String)]
    pub id: OrganisationId,
}

/// Since when it is closed.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = ClosedOrganisation)]
pub struct Output {
    /// The day.
    pub closed_on: String,
}

impl Act for CloseOrganisation {
    const NAME: &'static str = "organisations.close_organisation";
    const SUMMARY: &'static str = "Closes an organisation: it takes no more part, and its posts close.";
    const WHO: &'static [Grant] = &[Grant::own_organisation(Role::Employer), Grant::any(Role::Officer)];
    const RECORDS: Records = &["standing"];
    type Input = Input;
    type Output = Output;

    async fn run(cx: &mut Context<'_>, input: Input) -> Outcome<Output> {
        cx.authorize(&Subject::of_organisation(input.id))?;
        let organisation = existing(cx.db, input.id).await?;

        let today = cx.today();
        let was_verified = organisation.standing.verification().is_some();
        let organisation = organisation.close(today)?;

        store::save_standing(cx.db, &organisation).await?;
        if !was_verified {
            // Anybody may register under any code. A claim that no officer ever confirmed must not keep the code from
            // whom it belongs to.
            store::release_code(cx.db, input.id).await?;
        }
        cx.about(input.id);
        cx.record("standing", "closed");
        cx.emit("organisations.closed", input.id, &input.id)?;
        Ok(Output { closed_on: today.to_string() })
    }
}
