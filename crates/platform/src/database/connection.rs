//! One connection of either kind, and the few things one can do with it.

use super::{Arg, DatabaseError, Row, value::Inner};
use sqlx::{AssertSqlSafe, Postgres, Sqlite, pool::PoolConnection};
use std::borrow::Cow;

/// Which database it is; only for choosing between two named constants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// The embedded one.
    Sqlite,
    /// The server.
    Postgres,
}

impl Dialect {
    /// The first on SQLite, the second on PostgreSQL.
    #[must_use]
    pub const fn choose<'a>(self, sqlite: &'a str, postgres: &'a str) -> &'a str {
        match self {
            Self::Sqlite => sqlite,
            Self::Postgres => postgres,
        }
    }
}

/// A connection. A store's functions take one, and do not know whether a transaction is open on it.
#[derive(Debug)]
pub enum Connection {
    /// To the embedded database.
    Sqlite(PoolConnection<Sqlite>),
    /// To the server.
    Postgres(PoolConnection<Postgres>),
}

macro_rules! bound {
    ($sql:expr, $args:expr) => {{
        // The text is ours: literals, or built by `permissions::Filter` from literals. Values are always arguments.
        let mut query = sqlx::query(AssertSqlSafe($sql));
        for arg in $args {
            query = match arg {
                Arg::Text(text) => query.bind(text),
                Arg::Int(int) => query.bind(int),
            };
        }
        query
    }};
}

impl Connection {
    /// Which database it belongs to.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Runs a statement; answers how many rows it touched.
    ///
    /// # Errors
    /// What the database says.
    pub async fn execute(
        &mut self,
        sql: impl Into<Cow<'static, str>> + Send,
        args: Vec<Arg>,
    ) -> Result<u64, DatabaseError> {
        let sql = sql.into().into_owned();
        Ok(match self {
            Self::Sqlite(connection) => bound!(sql, args).execute(&mut **connection).await?.rows_affected(),
            Self::Postgres(connection) => bound!(sql, args).execute(&mut **connection).await?.rows_affected(),
        })
    }

    /// Every row of an answer. The statement states its own limit.
    ///
    /// # Errors
    /// What the database says.
    pub async fn fetch_all(
        &mut self,
        sql: impl Into<Cow<'static, str>> + Send,
        args: Vec<Arg>,
    ) -> Result<Vec<Row>, DatabaseError> {
        let sql = sql.into().into_owned();
        Ok(match self {
            Self::Sqlite(connection) => {
                let rows = bound!(sql, args).fetch_all(&mut **connection).await?;
                rows.into_iter().map(|row| Row(Inner::Sqlite(row))).collect()
            }
            Self::Postgres(connection) => {
                let rows = bound!(sql, args).fetch_all(&mut **connection).await?;
                rows.into_iter().map(|row| Row(Inner::Postgres(row))).collect()
            }
        })
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn fetch_optional(
        &mut self,
        sql: impl Into<Cow<'static, str>> + Send,
        args: Vec<Arg>,
    ) -> Result<Option<Row>, DatabaseError> {
        let sql = sql.into().into_owned();
        Ok(match self {
            Self::Sqlite(connection) => {
                bound!(sql, args).fetch_optional(&mut **connection).await?.map(|row| Row(Inner::Sqlite(row)))
            }
            Self::Postgres(connection) => bound!(sql, args)
                .fetch_optional(&mut **connection)
                .await?
                .map(|row| Row(Inner::Postgres(row))),
        })
    }

    /// The first row, which must be there.
    ///
    /// # Errors
    /// What the database says, or that there is none.
    pub async fn fetch_one(
        &mut self,
        sql: impl Into<Cow<'static, str>> + Send,
        args: Vec<Arg>,
    ) -> Result<Row, DatabaseError> {
        self.fetch_optional(sql, args).await?.ok_or(DatabaseError::Sqlx(sqlx::Error::RowNotFound))
    }

    /// Runs a text of several statements without arguments.
    pub(crate) async fn script(&mut self, sql: &'static str) -> Result<(), DatabaseError> {
        match self {
            Self::Sqlite(connection) => sqlx::raw_sql(sql).execute(&mut **connection).await.map(drop)?,
            Self::Postgres(connection) => sqlx::raw_sql(sql).execute(&mut **connection).await.map(drop)?,
        }
        Ok(())
    }

    pub(crate) async fn begin(&mut self) -> Result<(), DatabaseError> {
        // A deferred transaction that turns into a writer is answered SQLITE_BUSY at once; an immediate one waits.
        self.script(self.dialect().choose("begin immediate", "begin")).await
    }

    pub(crate) async fn commit(&mut self) -> Result<(), DatabaseError> {
        // PostgreSQL answers `commit` of a transaction in which something failed by rolling it back without an error.
        // The statement before fails then, and so do we.
        self.script(self.dialect().choose("commit", "select 1; commit")).await
    }

    pub(crate) async fn rollback(&mut self) -> Result<(), DatabaseError> {
        self.script("rollback").await
    }
}
