//! Fresh databases for tests: an SQLite file and a PostgreSQL database each, by URL. The platform opens them.
//!
//! PostgreSQL comes from `WOTU_TEST_POSTGRES` (the URL of a server where databases may be made), else from a private
//! cluster that is started from the system's own programs: on a socket only, in `wotu-test-pg-<uid>` under the
//! temporary directory, shared by all test processes under a lock. It stops by itself when idle for a quarter of an
//! hour, or by [`stop`]. Without PostgreSQL the tests fail, and say what to install; `WOTU_TEST_SQLITE_ONLY=1` is the
//! only way around it, so that nobody leaves it out without knowing.
//!
//! ```no_run
//! for database in &testkit::harness::TestDatabases::both().unwrap() {
//!     println!("{:?} at {}", database.kind(), database.url());
//! }
//! ```

mod cluster;
mod databases;
mod error;
mod programs;

pub use cluster::{start, stop};
pub use databases::{DatabaseKind, TestDatabase, TestDatabases};
pub use error::HarnessError;
