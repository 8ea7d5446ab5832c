//! "I take it back." Only the person does so; it can be applied for again.

use super::{change, existing, signed_in};
use platform::{
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Role, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{ApplicationId, Kind, Refusal};

/// The act.
pub struct WithdrawApplication;

/// Which.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = cases::WhichApplication)]
pub struct WhichApplication {
    /// The application.
    #[schema(value_type = String)]
    pub id: ApplicationId,
}

/// Its number, for whoever withdrew by mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = cases::Withdrawn)]
pub struct Withdrawn {
    /// The reference number.
    pub reference: String,
}

impl Act for WithdrawApplication {
    const NAME: &'static str = "cases.withdraw_application";
    const SUMMARY: &'static str = "Withdraws one's own application.";
    const WHO: &'static [Grant] = &[Grant::own(Role::Person)];
    const RECORDS: Records = &["state"];
    type Input = WhichApplication;
    type Output = Withdrawn;

    async fn run(cx: &mut Context<'_>, input: WhichApplication) -> Outcome<Withdrawn> {
        let found = existing(cx.db, input.id).await;
        let Ok(application) = found else {
            // Whether there is such a number is nobody else's business: the same answer as for another's.
            return Err(Refusal::new(Kind::Forbidden, "platform.forbidden").into());
        };
        cx.authorize(&Subject::of_person(application.person))?;
        let by = signed_in(cx)?;

        let state = application.state.clone().withdraw(cx.now)?;

        let application = change(cx, application, state, by).await?;
        cx.emit("cases.withdrawn", application.id, &application.id)?;
        Ok(Withdrawn { reference: application.reference.to_string() })
    }
}
