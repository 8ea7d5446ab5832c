//! A visitor signs up: a person with an account comes into being, and takes over what the visit told. What comes before the
//! transaction (the limit, the password's hash) stands with [`accounts::sign_up`], by which pages and the API run this.

use crate::{
    model::{Email, PersonName},
    store,
};
use platform::{
    accounts::{self, Secret},
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Role, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{AccountId, PersonId, Refusal};

/// Makes a person with an account.
pub struct SignUp;

/// What a new account needs.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = people::NewAccount)]
pub struct NewAccount {
    /// The name, in one field.
    pub name: String,
    /// The e-mail address: the login.
    pub email: String,
    /// 12 to 128 characters.
    #[schema(value_type = String, format = Password)]
    pub password: Secret,
}

impl accounts::NewAccount for NewAccount {
    fn check(&self) -> Result<(), Refusal> {
        let wrong = [
            PersonName::parse(&self.name).err(),
            Email::parse(&self.email).err(),
            self.password.check(self.email.trim()).err(),
        ];
        Refusal::all(wrong.into_iter().flatten().collect())
    }

    fn secret(&mut self) -> &mut Secret {
        &mut self.password
    }
}

/// Who came into being.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = people::SignedUp)]
pub struct SignedUp {
    /// The person.
    #[schema(value_type = String)]
    pub person: PersonId,
    /// The account, with which to sign in.
    #[schema(value_type = String)]
    pub account: AccountId,
    /// How many facts of the visit were taken over.
    pub facts: u64,
}

impl Act for SignUp {
    const NAME: &'static str = "people.sign_up";
    const SUMMARY: &'static str = "Makes a person with an account and takes over the visit's facts. Sign in afterwards at /api/session.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Visitor)];
    const RECORDS: Records = &["facts"];
    type Input = NewAccount;
    type Output = SignedUp;

    async fn run(cx: &mut Context<'_>, input: NewAccount) -> Outcome<SignedUp> {
        cx.authorize(&Subject::default())?;
        let (name, email) = (PersonName::parse(&input.name)?, Email::parse(&input.email)?);

        let person = PersonId::new(cx.fresh_id());
        let draft = accounts::Draft {
            login: email.login(),
            display_name: name.as_str().to_owned(),
            password_hash: Some(input.password.into_hash()?),
            roles: vec![Role::Person],
            person: Some(person),
            organisation: None,
        };
        let account = accounts::open_account(cx, &draft).await?;
        store::insert_person(cx.db, person, name.as_str(), cx.now).await?;
        let facts = match cx.actor.visit {
            Some(visit) => store::move_to_person(cx.db, visit, person).await?,
            None => 0,
        };

        cx.about(person);
        cx.record("facts", facts);
        cx.emit("people.signed_up", person, &account)?;
        Ok(SignedUp { person, account, facts })
    }
}
