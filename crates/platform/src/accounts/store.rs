//! The tables of accounts.

use crate::{
    database::{Connection, DatabaseError, Row},
    permissions::{Actor, Role},
};
use jiff::Timestamp;
use std::fmt;
use vocabulary::{AccountId, OrganisationId, PersonId, VisitId};

/// Someone who can sign in.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Which.
    pub id: AccountId,
    /// E-mail address in lower case, or a name given by an administrator.
    pub login: String,
    /// What pages call it.
    pub display_name: String,
    /// argon2id; none until the first link was used.
    pub password_hash: Option<String>,
    /// What it is.
    pub roles: Vec<Role>,
    /// The person it is.
    pub person: Option<PersonId>,
    /// The organisation it acts for.
    pub organisation: Option<OrganisationId>,
    /// Since when it may not sign in.
    pub disabled_at: Option<Timestamp>,
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither the password's hash nor the name or login belongs in a log.
        f.debug_struct("Account").field("id", &self.id).field("roles", &self.roles).finish_non_exhaustive()
    }
}

impl Account {
    /// As somebody who acts.
    #[must_use]
    pub fn actor(&self, visit: Option<VisitId>) -> Actor {
        Actor {
            account: Some(self.id),
            visit,
            person: self.person,
            organisation: self.organisation,
            roles: self.roles.clone(),
        }
    }
}

/// What a new account needs.
#[derive(Clone)]
pub struct Draft {
    /// E-mail address in lower case, or a name.
    pub login: String,
    /// What pages call it.
    pub display_name: String,
    /// argon2id, or none if a link will be used.
    pub password_hash: Option<String>,
    /// What it is.
    pub roles: Vec<Role>,
    /// The person it is.
    pub person: Option<PersonId>,
    /// The organisation it acts for.
    pub organisation: Option<OrganisationId>,
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft").field("roles", &self.roles).finish_non_exhaustive()
    }
}

/// Makes an account. A login that is taken is a unique violation.
///
/// # Errors
/// What the database says.
pub async fn insert(
    db: &mut Connection,
    id: AccountId,
    draft: &Draft,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let roles: Vec<&str> = draft.roles.iter().map(|role| role.name()).collect();
    db.execute(
        "insert into accounts (id, login, display_name, password_hash, roles, person_id, organisation_id, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        vec![
            id.into(),
            (&draft.login).into(),
            (&draft.display_name).into(),
            draft.password_hash.clone().into(),
            roles.join(" ").into(),
            draft.person.into(),
            draft.organisation.into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

const COLUMNS: &str =
    "id, login, display_name, password_hash, roles, person_id, organisation_id, disabled_at";

/// The account of an id.
///
/// # Errors
/// What the database says.
pub async fn by_id(db: &mut Connection, id: AccountId) -> Result<Option<Account>, DatabaseError> {
    let row =
        db.fetch_optional(format!("select {COLUMNS} from accounts where id = $1"), vec![id.into()]).await?;
    row.as_ref().map(read).transpose()
}

/// The account of a login.
///
/// # Errors
/// What the database says.
pub async fn by_login(db: &mut Connection, login: &str) -> Result<Option<Account>, DatabaseError> {
    let row = db
        .fetch_optional(format!("select {COLUMNS} from accounts where login = $1"), vec![login.into()])
        .await?;
    row.as_ref().map(read).transpose()
}

/// Gives an account its password.
///
/// # Errors
/// What the database says.
pub async fn set_password(db: &mut Connection, id: AccountId, hash: &str) -> Result<(), DatabaseError> {
    db.execute("update accounts set password_hash = $1 where id = $2", vec![hash.into(), id.into()]).await?;
    Ok(())
}

/// The account acts for an organisation from now on. One that acts for another already keeps that: answers `false`.
///
/// # Errors
/// What the database says.
pub async fn act_for(
    db: &mut Connection,
    id: AccountId,
    organisation: OrganisationId,
) -> Result<bool, DatabaseError> {
    let sql = "update accounts set organisation_id = $1 where id = $2 and organisation_id is null";
    Ok(db.execute(sql, vec![organisation.into(), id.into()]).await? == 1)
}

/// Disables an account: every session and link of it ends with the transaction. Answers whether there was one to disable.
///
/// # Errors
/// What the database says.
pub async fn disable(db: &mut Connection, id: AccountId, now: Timestamp) -> Result<bool, DatabaseError> {
    let sql = "update accounts set disabled_at = $1 where id = $2 and disabled_at is null";
    let touched = db.execute(sql, vec![now.into(), id.into()]).await?;
    super::session::sign_out_everywhere(db, id).await?;
    db.execute("delete from one_time_links where account_id = $1", vec![id.into()]).await?;
    Ok(touched == 1)
}

/// Lets a disabled account sign in again. Answers whether there was one to enable.
///
/// # Errors
/// What the database says.
pub async fn enable(db: &mut Connection, id: AccountId) -> Result<bool, DatabaseError> {
    let sql = "update accounts set disabled_at = null where id = $1 and disabled_at is not null";
    Ok(db.execute(sql, vec![id.into()]).await? == 1)
}

/// How many accounts have a role and are not disabled.
///
/// # Errors
/// What the database says.
pub async fn count_with_role(db: &mut Connection, role: Role) -> Result<i64, DatabaseError> {
    let row = db
        .fetch_one(
            "select count(*) as n from accounts where disabled_at is null and ' ' || roles || ' ' like $1",
            vec![format!("% {} %", role.name()).into()],
        )
        .await?;
    row.int("n")
}

pub(super) fn read(row: &Row) -> Result<Account, DatabaseError> {
    let roles = row.text("roles")?;
    Ok(Account {
        id: row.parse("id")?,
        login: row.text("login")?,
        display_name: row.text("display_name")?,
        password_hash: row.maybe_text("password_hash")?,
        // A role that was taken out of the program gives nothing.
        roles: roles.split_whitespace().filter_map(|name| name.parse().ok()).collect(),
        person: row.maybe("person_id")?,
        organisation: row.maybe("organisation_id")?,
        disabled_at: row.maybe("disabled_at")?,
    })
}
