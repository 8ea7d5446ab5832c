//! `cargo xtask test`: what the tests need is installed, then every check and test runs, and a table says how each went.

mod api;
mod browser;
mod needs;
mod run;
mod scaffold;

pub use run::{Options, run};
