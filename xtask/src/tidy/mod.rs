//! What a machine can check about the shape of the repository. Every rule is a pure function of the files' text, so
//! that each is tested on a small invented tree; the repository itself is one more test (`run.rs`).
//!
//! To add a rule: a file here with `pub fn check(tree: &Tree, …) -> Vec<Finding>` and its tests, and a line in `run.rs`.

mod chinese;
mod directions;
mod files;
mod keys;
mod layers;
mod layout;
mod message_files;
mod own_words;
mod ratchet;
mod run;
mod rust_source;
mod texts;
mod tree;

pub use run::{findings, run};
