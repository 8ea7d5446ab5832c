//! The database: SQLite inside, or PostgreSQL by address, behind one narrow face.
//!
//! One SQL text serves both: `$1` placeholders, and only two column types, `text` and `bigint` (an instant is RFC 3339
//! text with milliseconds, a civil date is ISO 8601 text, a flag is 0 or 1, bytes are Base64 or hexadecimal). Where the
//! dialects must differ, two named constants stand side by side and [`Dialect`] chooses.
//!
//! SQLite: one task owns the write connection ([`writer`]); waiting writes share a transaction. PostgreSQL: a
//! transaction each. Reads come from a pool and never wait for writes.

mod connection;
mod error;
mod migrate;
mod value;
mod writer;

pub use connection::{Connection, Dialect};
pub use error::DatabaseError;
pub use migrate::Migration;
pub use value::{Arg, Row};

use futures_util::{FutureExt as _, future::BoxFuture};
use sqlx::{
    Connection as _, PgConnection, Pool, Postgres, Sqlite,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    panic::AssertUnwindSafe,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};
use writer::Writer;

/// How many connections read at once.
const READERS: u32 = 8;

/// How long a caller waits for a free connection, and a writer for a lock.
const PATIENCE: Duration = Duration::from_secs(10);

/// Below this version SQLite has a bug that can corrupt a database in WAL mode.
const LEAST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// An open database.
#[derive(Clone, Debug)]
pub struct Database {
    inner: Inner,
}

#[derive(Clone, Debug)]
enum Inner {
    Sqlite { readers: Pool<Sqlite>, writer: Writer },
    Postgres { readers: Pool<Postgres>, writers: Pool<Postgres> },
}

impl Database {
    /// Opens `address`: `sqlite:PATH` (made if it is not there) or `postgres://…`, and brings its tables up to date.
    ///
    /// # Errors
    /// If the address is neither, the database cannot be reached, SQLite is too old, or a migration fails.
    pub async fn open(address: &str, migrations: &[Migration]) -> Result<Self, DatabaseError> {
        if let Some(path) = address.strip_prefix("sqlite:") {
            let path = PathBuf::from(path.trim_start_matches("//"));
            keep_private(&path)?;
            let options = SqliteConnectOptions::new()
                .filename(path)
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(PATIENCE);
            // The journals of savepoints stay in memory: in files they cost more than the rows themselves.
            let writers = SqlitePoolOptions::new()
                .max_connections(1)
                .idle_timeout(None)
                .max_lifetime(None)
                .connect_with(options.clone().pragma("temp_store", "memory"))
                .await?;
            let mut connection = Connection::Sqlite(writers.acquire().await?);
            assert_version(&mut connection).await?;
            if let Connection::Sqlite(connection) = &mut connection {
                migrate::sqlite(connection, migrations).await?;
            }
            let readers = SqlitePoolOptions::new()
                .max_connections(READERS)
                .acquire_timeout(PATIENCE)
                .idle_timeout(None)
                .max_lifetime(None)
                .connect_with(options.pragma("query_only", "on"))
                .await?;
            Ok(Self { inner: Inner::Sqlite { readers, writer: Writer::start(connection) } })
        } else if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(address)?.application_name("wotu");
            let mut connection = PgConnection::connect_with(&options).await?;
            migrate::postgres(&mut connection, migrations).await?;
            connection.close().await?;
            // Two pools: readers cannot write, and neither kind can take all connections from the other.
            let pool = || PgPoolOptions::new().max_connections(READERS).acquire_timeout(PATIENCE);
            let reading = options.clone().options([("default_transaction_read_only", "on")]);
            let writing = options.options([("lock_timeout", "10s")]);
            let readers = pool().connect_with(reading).await?;
            let writers = pool().connect_with(writing).await?;
            Ok(Self { inner: Inner::Postgres { readers, writers } })
        } else {
            Err(DatabaseError::Address)
        }
    }

    /// Which of the two it is.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        match self.inner {
            Inner::Sqlite { .. } => Dialect::Sqlite,
            Inner::Postgres { .. } => Dialect::Postgres,
        }
    }

    /// A connection to read with; it refuses to write.
    ///
    /// # Errors
    /// If none is free within ten seconds.
    pub async fn read(&self) -> Result<Connection, DatabaseError> {
        Ok(match &self.inner {
            Inner::Sqlite { readers, .. } => Connection::Sqlite(readers.acquire().await?),
            Inner::Postgres { readers, .. } => Connection::Postgres(readers.acquire().await?),
        })
    }

    /// Runs `work` in a transaction. If it answers `Err`, everything it wrote is undone; if it answers `Ok`, that is
    /// returned only after the commit reached the disk.
    ///
    /// # Errors
    /// The outer error if the database failed or the work panicked; the inner one is the work's own. Nothing was kept
    /// then, unless the connection broke during the commit itself: an idempotency key makes trying again harmless.
    pub async fn write<T, E, F>(&self, work: F) -> Result<Result<T, E>, DatabaseError>
    where
        T: Send + 'static,
        E: Send + 'static,
        F: for<'a> FnOnce(&'a mut Connection) -> BoxFuture<'a, Result<T, E>> + Send + 'static,
    {
        match &self.inner {
            Inner::Sqlite { writer, .. } => writer.write(work).await,
            Inner::Postgres { writers, .. } => {
                // A work that was dropped or panicked, and a `begin` or `commit` that failed, leave a transaction open
                // on a pooled connection: sqlx rolls back only its own. So the connection is closed unless we get to
                // the end.
                let mut guard = Guard { connection: Some(Connection::Postgres(writers.acquire().await?)) };
                let Some(connection) = guard.connection.as_mut() else { return Err(DatabaseError::Closed) };
                connection.begin().await?;
                let answer = AssertUnwindSafe(work(connection)).catch_unwind().await;
                let Ok(answer) = answer else { return Err(DatabaseError::Panic) };
                if answer.is_ok() {
                    connection.commit().await?;
                } else {
                    connection.rollback().await?;
                }
                drop(guard.connection.take());
                Ok(answer)
            }
        }
    }

    /// Gives SQLite's writer memory for a quarter of a gigabyte of pages while very many rows are put in: with its usual two
    /// megabytes each row of a large index reads and writes a page of the file anew. [`Self::end_filling`] takes it back.
    /// PostgreSQL has its own.
    ///
    /// # Errors
    /// If the database failed.
    pub async fn begin_filling(&self) -> Result<(), DatabaseError> {
        self.set_writer("pragma cache_size = -262144; pragma wal_autocheckpoint = 32768").await
    }

    /// Ends what [`Self::begin_filling`] began, and gives the memory back.
    ///
    /// # Errors
    /// If the database failed.
    pub async fn end_filling(&self) -> Result<(), DatabaseError> {
        self.set_writer("pragma cache_size = -2000; pragma wal_autocheckpoint = 1000; pragma shrink_memory")
            .await
    }

    async fn set_writer(&self, pragmas: &'static str) -> Result<(), DatabaseError> {
        match &self.inner {
            Inner::Sqlite { writer, .. } => {
                writer.write(move |db| Box::pin(async move { db.script(pragmas).await })).await?
            }
            Inner::Postgres { .. } => Ok(()),
        }
    }

    /// Waits for the last write and closes every connection.
    pub async fn close(&self) {
        match &self.inner {
            Inner::Sqlite { readers, writer } => {
                writer.stop().await;
                readers.close().await;
            }
            Inner::Postgres { readers, writers } => {
                writers.close().await;
                readers.close().await;
            }
        }
    }
}

/// Closes the connection of a PostgreSQL transaction that did not come to its end.
struct Guard {
    connection: Option<Connection>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(Connection::Postgres(connection)) = self.connection.take() {
            drop(connection.detach());
        }
    }
}

/// A database that is not there yet is made readable for its owner alone; SQLite gives the files beside it the same mode.
fn keep_private(path: &Path) -> Result<(), DatabaseError> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(DatabaseError::Sqlx(sqlx::Error::Io(error))),
    }
}

async fn assert_version(connection: &mut Connection) -> Result<(), DatabaseError> {
    let row = connection.fetch_one("select sqlite_version() as version", vec![]).await?;
    let version = row.text("version")?;
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    if (next(), next(), next()) < LEAST_SQLITE {
        return Err(DatabaseError::SqliteTooOld(version));
    }
    Ok(())
}
