//! Migrations: small, forward, never edited after release. Each capability brings its own; they run in the order of
//! their numbers, and a table remembers which have run.

use super::DatabaseError;
use sqlx::{
    AssertSqlSafe, PgConnection, SqlSafeStr, SqliteConnection,
    migrate::{Migration as Step, MigrationType, Migrator},
};
use std::borrow::Cow;

/// One step. Its number is the date and a running number, `2026_11_22_01`, unique over all capabilities.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Order and identity.
    pub number: i64,
    /// `capability: purpose`.
    pub name: &'static str,
    /// One SQL text for both databases.
    pub sql: &'static str,
}

fn migrator(migrations: &[Migration]) -> Migrator {
    let mut steps: Vec<Step> = migrations
        .iter()
        .map(|one| {
            let sql = AssertSqlSafe(one.sql).into_sql_str();
            Step::new(one.number, Cow::Borrowed(one.name), MigrationType::Simple, sql, false)
        })
        .collect();
    steps.sort_by_key(|step| step.version);
    // A capability that was taken out leaves its tables: its steps are then missing here, and that is no error.
    Migrator { migrations: Cow::Owned(steps), ignore_missing: true, ..Migrator::DEFAULT }
}

pub(super) async fn sqlite(
    connection: &mut SqliteConnection,
    migrations: &[Migration],
) -> Result<(), DatabaseError> {
    migrator(migrations).run_direct(None, connection, false).await?;
    Ok(())
}

pub(super) async fn postgres(
    connection: &mut PgConnection,
    migrations: &[Migration],
) -> Result<(), DatabaseError> {
    migrator(migrations).run_direct(None, connection, false).await?;
    Ok(())
}
