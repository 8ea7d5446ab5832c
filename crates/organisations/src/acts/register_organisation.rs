//! "We are an employer, and want to take part." An account that acts for no organisation yet acts for this one from then on.

use crate::{
    model::{Details, Entered, Organisation},
    store,
};
use platform::{
    accounts,
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Role, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{OrganisationId, Refusal};

/// The act.
pub struct RegisterOrganisation;

/// What was registered.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = RegisteredOrganisation)]
pub struct Output {
    /// Its id.
    #[schema(value_type = String)]
    pub id: OrganisationId,
}

impl Act for RegisterOrganisation {
    const NAME: &'static str = "organisations.register_organisation";
    const SUMMARY: &'static str = "Registers an organisation, to be verified by an officer.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Employer), Grant::any(Role::Officer)];
    const RECORDS: Records = &["kind", "place"];
    type Input = Entered;
    type Output = Output;

    async fn run(cx: &mut Context<'_>, input: Entered) -> Outcome<Output> {
        cx.authorize(&Subject::default())?;
        // An officer registers for others; an employer registers its own, once.
        let is_own = !cx.actor.is(Role::Officer);
        if is_own && cx.actor.organisation.is_some() {
            return Err(Refusal::conflict("organisations.has_one").into());
        }
        let id = OrganisationId::new(cx.fresh_id());
        register(cx, id, input.parse()?).await?;
        if let Some(account) = cx.actor.account.filter(|_| is_own)
            && !accounts::act_for(cx.db, account, id).await?
        {
            return Err(Refusal::conflict("organisations.has_one").into());
        }
        Ok(Output { id })
    }
}

/// Registers an organisation, whichever act it comes by: keeps it, and tells the audit log (`kind`, `place`) and the outbox.
pub(super) async fn register(cx: &mut Context<'_>, id: OrganisationId, details: Details) -> Outcome<()> {
    if let Some(code) = &details.credit_code
        && store::id_of_code(cx.db, cx.app.vault(), code).await?.is_some()
    {
        return Err(taken().into());
    }
    let organisation = Organisation::register(id, details, cx.today());

    let saved = store::insert(cx.db, &organisation, cx.app.vault(), cx.app.entropy()).await;
    match saved {
        Err(error) if error.is_unique_violation() => return Err(taken().into()),
        saved => saved?,
    }
    cx.about(id);
    cx.record("kind", organisation.details.kind.id());
    cx.record("place", &organisation.details.place);
    cx.emit("organisations.registered", id, &id)
}

fn taken() -> Refusal {
    Refusal::conflict("organisations.credit_code_taken").at("credit_code")
}
