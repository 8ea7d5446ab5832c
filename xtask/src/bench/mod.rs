//! `cargo xtask bench`: what the project promises to measure, on a release build, as ratios within one run and as a table.

mod load;
mod machine;
mod measure;
mod rules;
mod run;
mod table;

pub use run::{Options, run};
