//! The demonstration's accounts: one per role, each with a link that signs in. Only a demonstration has them.

use super::account;
use anyhow::Context as _;
use platform::{
    accounts::{self, Draft},
    app::App,
    permissions::Role,
    texts::Texts,
};
use serde::Serialize;
use vocabulary::{AccountId, Lang, OrganisationId, PersonId};

/// The officer's login.
pub const OFFICER: &str = "officer@example.invalid";
const ADMINISTRATOR: &str = "administrator@example.invalid";
const EMPLOYER: &str = "employer@example.invalid";
const PERSON: &str = "person@example.invalid";
/// Two of the policy office: what one of them drafts, the other approves.
const POLICY_OFFICERS: [&str; 2] = ["policy-1@example.invalid", "policy-2@example.invalid"];

/// The links, by role.
#[derive(Debug, Serialize)]
pub struct SignIn {
    person: String,
    employer: String,
    officer: String,
    policy_officer: String,
    second_policy_officer: String,
    administrator: String,
}

impl SignIn {
    /// Role and link, in the order in which they are shown.
    pub fn each(&self) -> [(&'static str, &str); 6] {
        [
            (Role::Person.name(), &self.person),
            (Role::Employer.name(), &self.employer),
            (Role::Officer.name(), &self.officer),
            (Role::PolicyOfficer.name(), &self.policy_officer),
            ("second_policy_officer", &self.second_policy_officer),
            (Role::Administrator.name(), &self.administrator),
        ]
    }
}

/// Makes the accounts of those who run the region; answers the officer's.
pub async fn make_staff(app: &App, texts: &Texts) -> anyhow::Result<AccountId> {
    let administrator = name(texts, "wotu-demo-name-administrator");
    make(app, ADMINISTRATOR, &administrator, Role::Administrator, None, None).await?;
    let [first, second] = POLICY_OFFICERS;
    for (login, key) in
        [(first, "wotu-demo-name-policy-officer"), (second, "wotu-demo-name-second-policy-officer")]
    {
        make(app, login, &name(texts, key), Role::PolicyOfficer, None, None).await?;
    }
    make(app, OFFICER, &name(texts, "wotu-demo-name-officer"), Role::Officer, None, None).await
}

/// What pages call an account. It is stored once and read on pages of both languages, so it has words of both, and both
/// files have the same.
fn name(texts: &Texts, key: &str) -> String {
    texts.say(Lang::Zh, key, &[])
}

/// Makes the accounts of the first person and of the first organisation.
pub async fn make_people(
    app: &App,
    texts: &Texts,
    person: Option<(PersonId, String)>,
    organisation: Option<OrganisationId>,
) -> anyhow::Result<()> {
    if let Some((person, name)) = person {
        make(app, PERSON, &name, Role::Person, Some(person), None).await?;
    }
    if let Some(organisation) = organisation {
        let name = name(texts, "wotu-demo-name-employer");
        make(app, EMPLOYER, &name, Role::Employer, None, Some(organisation)).await?;
    }
    Ok(())
}

async fn make(
    app: &App,
    login: &str,
    name: &str,
    role: Role,
    person: Option<PersonId>,
    organisation: Option<OrganisationId>,
) -> anyhow::Result<AccountId> {
    let id = AccountId::new(app.entropy().uuid(app.now()));
    let draft = Draft {
        login: login.to_owned(),
        display_name: name.to_owned(),
        password_hash: None,
        roles: vec![role],
        person,
        organisation,
    };
    let now = app.now();
    app.database()
        .write(move |db| Box::pin(async move { accounts::insert(db, id, &draft, now).await }))
        .await??;
    Ok(id)
}

/// Fresh links for all of them.
pub async fn sign_in_links(app: &App, address: &str) -> anyhow::Result<SignIn> {
    let link = async |login: &str| -> anyhow::Result<String> {
        let id = account(app, login).await?.with_context(|| format!("the demonstration lacks {login}"))?;
        Ok(format!("{address}/link/{}", accounts::make_link(app, id).await?))
    };
    let [first, second] = POLICY_OFFICERS;
    Ok(SignIn {
        person: link(PERSON).await?,
        employer: link(EMPLOYER).await?,
        officer: link(OFFICER).await?,
        policy_officer: link(first).await?,
        second_policy_officer: link(second).await?,
        administrator: link(ADMINISTRATOR).await?,
    })
}
