//! "We are an employer, and have no account yet." The account and the organisation it acts for come into being in one
//! transaction, or neither does. What comes before it (the limit, the password's hash) stands with
//! [`accounts::sign_up`], by which page and API run this. Nothing is shown of the organisation before an officer verified it.

use super::register_organisation::register;
use crate::model::{Details, Entered};
use platform::{
    accounts::{self, Email, Secret},
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Role, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{AccountId, OrganisationId, Refusal};

/// The act.
pub struct SignUpEmployer;

/// What is needed for it. Refusals name the organisation's fields as `organisations.register_organisation` does.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewEmployer)]
pub struct NewEmployer {
    /// The e-mail address: the login.
    pub email: String,
    /// 12 to 128 characters.
    #[schema(value_type = String, format = Password)]
    pub password: Secret,
    /// The organisation.
    pub organisation: Entered,
}

impl accounts::NewAccount for NewEmployer {
    fn check(&self) -> Result<(), Refusal> {
        let wrong = [
            Email::parse(&self.email).err(),
            self.password.check(self.email.trim()).err(),
            self.organisation.parse().err(),
        ];
        let each = wrong.iter().flatten().flat_map(Refusal::each);
        Refusal::all(each.map(|one| Refusal { also: Vec::new(), ..one.clone() }).collect())
    }

    fn secret(&mut self) -> &mut Secret {
        &mut self.password
    }
}

/// What came into being.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = SignedUpEmployer)]
pub struct SignedUpEmployer {
    /// The organisation, to be verified by an officer.
    #[schema(value_type = String)]
    pub organisation: OrganisationId,
    /// The account that acts for it, with which to sign in.
    #[schema(value_type = String)]
    pub account: AccountId,
}

impl Act for SignUpEmployer {
    const NAME: &'static str = "organisations.sign_up_employer";
    const SUMMARY: &'static str = "Makes an employer's account and registers its organisation, to be verified by an officer. Sign in afterwards at /api/session.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Visitor)];
    const RECORDS: Records = &["account", "kind", "place"];
    type Input = NewEmployer;
    type Output = SignedUpEmployer;

    async fn run(cx: &mut Context<'_>, input: NewEmployer) -> Outcome<SignedUpEmployer> {
        cx.authorize(&Subject::default())?;
        let (email, details) = (Email::parse(&input.email)?, input.organisation.parse()?);

        let organisation = OrganisationId::new(cx.fresh_id());
        let draft = accounts::Draft {
            login: email.login(),
            display_name: shown_name(&details),
            password_hash: Some(input.password.into_hash()?),
            roles: vec![Role::Employer],
            person: None,
            organisation: Some(organisation),
        };
        let account = accounts::open_account(cx, &draft).await?;
        register(cx, organisation, details).await?;
        cx.record("account", account);
        Ok(SignedUpEmployer { organisation, account })
    }
}

/// An account has one name for all pages: the Chinese one where there is one.
fn shown_name(details: &Details) -> String {
    details.name.get(vocabulary::Lang::Zh).0.to_owned()
}
