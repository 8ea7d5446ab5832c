//! A fresh database of each kind for a test, gone when the test ends.

use super::{HarnessError, cluster, programs::run_sql};
use std::{env, fs, path::Path, process};
use tempfile::TempDir;

/// Which database program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DatabaseKind {
    /// A file of the embedded database.
    Sqlite,
    /// A database of a server.
    Postgres,
}

/// A fresh, empty database; dropping it removes it.
#[derive(Debug)]
pub struct TestDatabase {
    kind: DatabaseKind,
    url: String,
    /// The server's own database and the name to drop there, for PostgreSQL.
    drop_at: Option<(String, String)>,
    folder: TempDir,
}

impl TestDatabase {
    /// A fresh SQLite file.
    ///
    /// # Errors
    /// If no temporary file can be made.
    pub fn sqlite() -> Result<Self, HarnessError> {
        let folder = folder()?;
        let path = folder.path().join("wotu.db");
        fs::write(&path, []).map_err(HarnessError::io(path.display()))?;
        let url = format!("sqlite://{}", path.display());
        Ok(Self { kind: DatabaseKind::Sqlite, url, drop_at: None, folder })
    }

    /// A fresh database on `WOTU_TEST_POSTGRES`, else on the private cluster.
    ///
    /// # Errors
    /// If there is no PostgreSQL, it does not start, or refuses to make a database.
    pub fn postgres() -> Result<Self, HarnessError> {
        let server = match env::var("WOTU_TEST_POSTGRES") {
            Ok(url) if !url.is_empty() => url,
            _ => cluster::start()?,
        };
        let folder = folder()?;
        // Unique among all processes that test on this server: the process, and the folder's random name.
        let unique =
            folder.path().file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let unique: String = unique.chars().filter(char::is_ascii_alphanumeric).collect();
        let name = format!("wotu_test_{}_{unique}", process::id());
        run_sql(&server, &format!("create database \"{name}\" encoding 'UTF8' template template0"))?;
        let url = with_database(&server, &name);
        Ok(Self { kind: DatabaseKind::Postgres, url, drop_at: Some((server, name)), folder })
    }

    /// Which database program.
    #[must_use]
    pub const fn kind(&self) -> DatabaseKind {
        self.kind
    }

    /// `sqlite:///path` or `postgres://…`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A directory of this database alone, for files that the test makes beside it; gone with it.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.drop_at {
            // A test that has failed says more than what cannot be cleaned up after it; the cluster is remade anyway.
            drop(run_sql(server, &format!("drop database if exists \"{name}\" with (force)")));
        }
    }
}

/// The databases that every store test runs on.
#[derive(Debug)]
pub struct TestDatabases(Vec<TestDatabase>);

impl TestDatabases {
    /// One of each kind; SQLite alone if `WOTU_TEST_SQLITE_ONLY=1`.
    ///
    /// # Errors
    /// As [`TestDatabase::sqlite`] and [`TestDatabase::postgres`].
    pub fn both() -> Result<Self, HarnessError> {
        let mut databases = vec![TestDatabase::sqlite()?];
        if env::var("WOTU_TEST_SQLITE_ONLY").as_deref() != Ok("1") {
            databases.push(TestDatabase::postgres()?);
        }
        Ok(Self(databases))
    }

    /// Each in turn.
    pub fn iter(&self) -> impl Iterator<Item = &TestDatabase> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a TestDatabases {
    type Item = &'a TestDatabase;
    type IntoIter = std::slice::Iter<'a, TestDatabase>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl IntoIterator for TestDatabases {
    type Item = TestDatabase;
    type IntoIter = std::vec::IntoIter<TestDatabase>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

fn folder() -> Result<TempDir, HarnessError> {
    tempfile::Builder::new()
        .prefix("wotu-test-")
        .tempdir()
        .map_err(HarnessError::io("making a temporary directory"))
}

/// The URL of another database on the same server: the path replaced, the parameters kept.
fn with_database(server: &str, name: &str) -> String {
    let (address, parameters) = match server.split_once('?') {
        Some((address, parameters)) => (address, format!("?{parameters}")),
        None => (server, String::new()),
    };
    let after_scheme = address.find("://").map_or(0, |at| at.saturating_add(3));
    let rest = address.get(after_scheme..).unwrap_or_default();
    let authority = rest.split('/').next().unwrap_or_default();
    let scheme = address.get(..after_scheme).unwrap_or_default();
    format!("{scheme}{authority}/{name}{parameters}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_database_of_a_server_keeps_everything_else_of_the_url() {
        for (server, expected) in [
            ("postgres://u:p@host:5433/postgres", "postgres://u:p@host:5433/new"),
            ("postgres://u@host", "postgres://u@host/new"),
            ("postgresql://%2Ftmp%2Fx/old?sslmode=disable", "postgresql://%2Ftmp%2Fx/new?sslmode=disable"),
        ] {
            assert_eq!(with_database(server, "new"), expected);
        }
    }
}
