//! The table of persons.

use jiff::Timestamp;
use platform::database::{Connection, DatabaseError};
use vocabulary::PersonId;

/// A sealed identity number and its blind index: all that the database ever sees of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identity {
    /// What the vault sealed.
    pub sealed: String,
    /// What finds it again.
    pub index: String,
}

/// Makes a person.
pub(crate) async fn insert(
    db: &mut Connection,
    id: PersonId,
    name: &str,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let sql = "insert into persons (id, name, created_at) values ($1, $2, $3)";
    db.execute(sql, vec![id.into(), name.into(), now.into()]).await?;
    Ok(())
}

/// A person's name; `None` if there is no such person.
pub(crate) async fn name(db: &mut Connection, id: PersonId) -> Result<Option<String>, DatabaseError> {
    let row = db.fetch_optional("select name from persons where id = $1", vec![id.into()]).await?;
    row.map(|row| row.text("name")).transpose()
}

/// The sealed identity number; `None` if the person gave none.
pub(crate) async fn identity(db: &mut Connection, id: PersonId) -> Result<Option<String>, DatabaseError> {
    let row = db.fetch_optional("select identity_sealed from persons where id = $1", vec![id.into()]).await?;
    Ok(row.map(|row| row.maybe_text("identity_sealed")).transpose()?.flatten())
}

/// Keeps an identity number. One that another person has is a unique violation.
pub(crate) async fn set_identity(
    db: &mut Connection,
    id: PersonId,
    identity: Identity,
) -> Result<(), DatabaseError> {
    let sql = "update persons set identity_sealed = $1, identity_index = $2 where id = $3";
    db.execute(sql, vec![identity.sealed.into(), identity.index.into(), id.into()]).await?;
    Ok(())
}

/// Whether somebody else has the number of this blind index. Asked before the write, since a statement that fails ends
/// the whole transaction on PostgreSQL.
pub(crate) async fn has_another(
    db: &mut Connection,
    id: PersonId,
    index: &str,
) -> Result<bool, DatabaseError> {
    let sql = "select 1 as one from persons where identity_index = $1 and id <> $2";
    Ok(db.fetch_optional(sql, vec![index.into(), id.into()]).await?.is_some())
}

/// How many persons there are.
pub(crate) async fn count(db: &mut Connection) -> Result<i64, DatabaseError> {
    db.fetch_one("select count(*) as n from persons", vec![]).await?.int("n")
}
