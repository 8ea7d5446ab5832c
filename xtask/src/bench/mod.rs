//! `cargo xtask bench`: what the project promises to measure, on a release build, as ratios within one run and as a table.

mod load;
mod measure;
mod run;

pub use run::{Options, run};
