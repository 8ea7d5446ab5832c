//! `wotu policy ...`: what a policy office does with packs. A command is a file here, a variant and a line below.

mod check;
mod conformance;

pub use check::show;

use clap::Subcommand;
use std::process::ExitCode;
use vocabulary::Lang;

/// What can be done with packs.
#[derive(Subcommand)]
pub enum Policy {
    /// Says what is wrong with a pack; exit status 2 if it would not load.
    Check(check::Check),
    /// Runs cases of CEL's conformance suite; exit status 1 if one fails.
    Conformance(conformance::Conformance),
}

impl Policy {
    /// Exit status 0 if all is well, 2 if the input was refused.
    pub fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        match self {
            Self::Check(check) => check.run(lang),
            Self::Conformance(conformance) => conformance.run(lang),
        }
    }
}
