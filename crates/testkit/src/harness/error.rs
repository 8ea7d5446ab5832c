//! Why a test database could not be had, in words that say what to do.

use std::{fmt, io, path::PathBuf};

/// Why a test database could not be had. Its `Debug` reads like its `Display`, so that `unwrap` in a test says it.
#[derive(thiserror::Error)]
pub enum HarnessError {
    /// No PostgreSQL, and nobody said to go without.
    #[error(
        "PostgreSQL is not installed: `{0}` was not found. Install it (Debian: apt-get install postgresql), or set \
         WOTU_TEST_POSTGRES to the URL of a server where databases may be made, or set WOTU_TEST_SQLITE_ONLY=1 to \
         leave PostgreSQL out of the tests"
    )]
    NotInstalled(&'static str),
    /// PostgreSQL refuses to run as root, and there is nobody else to run it.
    #[error("PostgreSQL does not run as root, and there is no account `postgres` to run it instead")]
    NoAccount,
    /// The directory of the private cluster belongs to somebody else, or is no directory.
    #[error("{0} is not a directory of ours: remove it, or set TMPDIR to another place")]
    NotOurs(PathBuf),
    /// A socket's path may have 107 bytes at most.
    #[error("{0} is too long a path for a socket: set TMPDIR to a shorter place")]
    LongPath(PathBuf),
    /// A program of PostgreSQL failed.
    #[error("`{program}` failed: {said}")]
    Failed {
        /// Which.
        program: String,
        /// What it wrote, shortened.
        said: String,
    },
    /// A file or process could not be used.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// Why it failed.
        #[source]
        source: io::Error,
    },
}

impl HarnessError {
    pub(crate) fn io(what: impl fmt::Display) -> impl FnOnce(io::Error) -> Self {
        let what = what.to_string();
        move |source| Self::Io { what, source }
    }
}

impl fmt::Debug for HarnessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
