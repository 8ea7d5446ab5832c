//! The log's tables. `audit_head` is one row: whoever appends locks it, so that the chain has one order on PostgreSQL
//! too.

use super::{Entry, hash};
use crate::database::{Connection, DatabaseError, Row};
use std::collections::BTreeMap;

const GUARD_SQLITE: &str = "
create trigger if not exists audit_log_keeps before update on audit_log begin select raise(abort, 'the audit log is append-only'); end;
create trigger if not exists audit_log_stays before delete on audit_log begin select raise(abort, 'the audit log is append-only'); end;";

const GUARD_POSTGRES: &str = "
select pg_advisory_xact_lock(20261122);
create or replace function refuse_audit_change() returns trigger language plpgsql as $body$ begin raise exception 'the audit log is append-only'; end $body$;
create or replace trigger audit_log_keeps before update or delete on audit_log for each row execute function refuse_audit_change();
create or replace trigger audit_log_stays before truncate on audit_log for each statement execute function refuse_audit_change();";

/// Sets the triggers that refuse change and deletion. Safe to repeat, and by several programs at once (the lock).
///
/// # Errors
/// What the database says.
pub async fn guard(db: &mut Connection) -> Result<(), DatabaseError> {
    db.script(match db.dialect() {
        crate::database::Dialect::Sqlite => GUARD_SQLITE,
        crate::database::Dialect::Postgres => GUARD_POSTGRES,
    })
    .await
}

/// The details of an act as the log keeps them: a JSON object, keys in order.
#[must_use]
pub fn records(kept: &[(&'static str, String)]) -> String {
    let map: BTreeMap<&str, &str> = kept.iter().map(|(name, value)| (*name, value.as_str())).collect();
    // A map of texts always has a JSON form.
    serde_json::to_string(&map).unwrap_or_default()
}

/// Writes an entry at the head of the chain.
///
/// # Errors
/// What the database says.
pub async fn append(db: &mut Connection, entry: &Entry) -> Result<(), DatabaseError> {
    let head = db
        .fetch_one("update audit_head set number = number + 1 where id = 1 returning number, hash", vec![])
        .await?;
    let number = head.int("number")?;
    let previous = head.text("hash")?;
    let at = format!("{:.3}", entry.at);
    let hash = hash(&previous, number, &at, entry);
    db.execute(
        "insert into audit_log (number, at, actor, act, subject, records, hash) values ($1, $2, $3, $4, $5, $6, $7)",
        vec![
            number.into(),
            at.into(),
            (&entry.actor).into(),
            (&entry.act).into(),
            (&entry.subject).into(),
            (&entry.records).into(),
            (&hash).into(),
        ],
    )
    .await?;
    db.execute("update audit_head set hash = $1 where id = 1", vec![hash.into()]).await?;
    Ok(())
}

/// At most `limit` entries from number `from` on, oldest first: number, what is said, and the stored hash.
///
/// # Errors
/// What the database says.
pub async fn page(
    db: &mut Connection,
    from: i64,
    limit: u32,
) -> Result<Vec<(i64, Entry, String)>, DatabaseError> {
    let rows = db
        .fetch_all(
            "select number, at, actor, act, subject, records, hash from audit_log where number >= $1 order by number limit $2",
            vec![from.into(), limit.into()],
        )
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<(i64, Entry, String), DatabaseError> {
    let entry = Entry {
        at: row.parse("at")?,
        actor: row.text("actor")?,
        act: row.text("act")?,
        subject: row.text("subject")?,
        records: row.text("records")?,
    };
    Ok((row.int("number")?, entry, row.text("hash")?))
}

/// The head: how many entries there are, and the last hash.
pub(super) async fn head(db: &mut Connection) -> Result<(i64, String), DatabaseError> {
    let row = db.fetch_one("select number, hash from audit_head where id = 1", vec![]).await?;
    Ok((row.int("number")?, row.text("hash")?))
}
