//! A visitor signs up: a person with an account comes into being, and takes over what the visit told.
//!
//! **The password.** Hashing takes some 30 ms on purpose, and an act runs inside a write transaction, which SQLite has
//! one of. So a caller hashes before ([`Secret::hash`]), as the page does; the act hashes itself only what comes in
//! by the API as it was typed. Neither form is ever written again: a [`Secret`] serialises to nothing, so the
//! fingerprint of an idempotency key tells nothing of it, and `Debug` shows nothing.

use crate::{
    model::{Email, PersonName},
    store,
};
use platform::{
    accounts,
    acts::{Act, Context, Outcome, Records, Stop},
    permissions::{Grant, Role, Subject},
};
use serde::{Deserialize, Serialize, Serializer};
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

/// A password on its way in.
#[derive(Clone, Deserialize)]
#[serde(from = "String")]
pub enum Secret {
    /// As it was typed.
    Typed(String),
    /// Checked and hashed already.
    Hashed(String),
}

impl From<String> for Secret {
    fn from(typed: String) -> Self {
        Self::Typed(typed)
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// Checks and hashes a password away from the async threads.
    ///
    /// # Errors
    /// What [`accounts::check_form`] says, or our own failure if the memory for it is lacking.
    pub async fn hash(typed: String, login: &str) -> Outcome<Self> {
        accounts::check_form(&typed, login)?;
        let hashed = accounts::hash(typed).await;
        hashed.map(Self::Hashed).ok_or_else(|| Stop::Internal("a password could not be hashed".to_owned()))
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

/// Name and e-mail address, read; all that is wrong with either at once.
pub(crate) fn read_fields(name: &str, email: &str) -> Result<(PersonName, Email), Refusal> {
    match (PersonName::parse(name), Email::parse(email)) {
        (Ok(name), Ok(email)) => Ok((name, email)),
        (Err(one), Err(other)) => Err(Refusal { also: vec![other], ..one }),
        (Err(refusal), _) | (_, Err(refusal)) => Err(refusal),
    }
}

fn email_taken() -> Stop {
    Refusal::invalid("people.email_taken", "email").into()
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
        if cx.actor.is_signed_in() {
            return Err(Refusal::conflict("people.signed_in_already").into());
        }
        let (name, email) = read_fields(&input.name, &input.email)?;
        // Accounts know an address in small letters only: nobody is to have two that differ in case.
        let login = email.as_str().to_lowercase();
        if accounts::by_login(cx.db, &login).await?.is_some() {
            return Err(email_taken());
        }
        let hash = match input.password {
            Secret::Hashed(hash) => hash,
            Secret::Typed(typed) => match Secret::hash(typed, &login).await? {
                Secret::Hashed(hash) => hash,
                Secret::Typed(_) => return Err(Stop::Internal("a password was not hashed".to_owned())),
            },
        };

        let (person, account) = (PersonId::new(cx.fresh_id()), AccountId::new(cx.fresh_id()));
        store::insert_person(cx.db, person, name.as_str(), cx.now).await?;
        let draft = accounts::Draft {
            login,
            display_name: name.as_str().to_owned(),
            password_hash: Some(hash),
            roles: vec![Role::Person],
            person: Some(person),
            organisation: None,
        };
        accounts::insert(cx.db, account, &draft, cx.now).await.map_err(|error| {
            // Somebody else was quicker, on PostgreSQL.
            if error.is_unique_violation() { email_taken() } else { error.into() }
        })?;
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
