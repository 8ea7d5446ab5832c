//! What can go wrong with the database: never the caller's fault, never shown to a person in detail.

/// A failure of the database or of what was read from it.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The address is neither `sqlite:PATH` nor `postgres://…`.
    #[error("a database address is sqlite:PATH or postgres://USER@HOST/NAME")]
    Address,
    /// The database has been closed.
    #[error("the database is closed")]
    Closed,
    /// A stored value is not of the form that its column promises.
    #[error("column {column}: {problem}")]
    Column {
        /// Which column.
        column: String,
        /// What was expected.
        problem: String,
    },
    /// A migration failed, or a released one was edited.
    #[error("the tables could not be brought up to date")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The common transaction of several works could not be kept: nothing of it was.
    #[error("the write was not kept: {0}")]
    NotKept(String),
    /// The work panicked; its transaction was undone.
    #[error("an operation panicked and was undone")]
    Panic,
    /// SQLite below 3.51.3 can corrupt a database in WAL mode.
    #[error("SQLite {0} is too old: 3.51.3 or newer is needed")]
    SqliteTooOld(String),
    /// Anything the driver says.
    #[error(transparent)]
    Sqlx(#[from] sqlx::Error),
}

impl DatabaseError {
    /// Whether it may be over when the caller tries again: the disk was full, no connection free, the server away.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Closed | Self::NotKept(_) => true,
            Self::Sqlx(error) => match error {
                sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => true,
                // PostgreSQL's classes: connection, transaction rolled back (deadlock), resources, operator's
                // intervention, system. SQLite's: busy, locked, input/output, full.
                sqlx::Error::Database(error) => error.code().is_some_and(|code| {
                    ["08", "40", "53", "57", "58"]
                        .iter()
                        .any(|class| code.len() == 5 && code.starts_with(class))
                        || ["5", "6", "10", "13"].contains(&&*code)
                }),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether a unique constraint refused the write: the row is there already. On PostgreSQL the transaction is over
    /// with it: answer a refusal, or write `on conflict … do nothing` and look at the number of rows.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        match self {
            Self::Sqlx(sqlx::Error::Database(error)) => error.is_unique_violation(),
            _ => false,
        }
    }
}
