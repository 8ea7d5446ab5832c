//! `cargo xtask bench rules`: the rules engine beside its peers, in one run on one machine: the same population, made once
//! from a seed, the same twelve amounts, and every result held against whole numbers computed by hand.

mod figures;
mod peers;
mod run;

pub use run::{Options, run};
