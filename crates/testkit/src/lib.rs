//! What tests, benchmarks and `wotu demo` share, and no capability depends on at run time.
//!
//! * [`region`]: the demonstration region (invented people, organisations and posts), reproducible from a seed and
//!   made one at a time, so that a million can be written without holding them.
//! * [`harness`]: a fresh SQLite file and a fresh PostgreSQL database per test.
//! * [`clock`] and [`seed`]: the fixed instant and the fixed chance of tests.

pub mod clock;
pub mod harness;
pub mod region;

pub mod seed;
