//! `wotu policy ...`: what a policy office does with packs. A command is a file here, a variant and a line below.

mod check;
mod conformance;
mod diff;
mod evaluate;
mod explain;
mod fmt;
mod invent;
mod lsp;
mod population_run;
mod schema;
mod simulate;
mod test;
mod wording;

pub use check::show;
use wording::{outcome_key, result_key};

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
    /// Compares two versions over a population: who gains, who loses, under which article.
    Diff(diff::Diff),
    /// Evaluates a pack over a population: how often each measure holds, and what it sums up to.
    Evaluate(evaluate::Evaluate),
    /// Invents a population for a pack, to try the others on.
    Invent(invent::Invent),
    /// Says what a version costs a population by year, and when an appropriation runs out.
    Simulate(simulate::Simulate),
    /// Says what a measure asks and gives; with a person's facts, how it was decided and what would change it.
    Explain(explain::Explain),
    /// Puts the files of a pack into one form.
    Fmt(fmt::Fmt),
    /// Speaks the language server protocol on standard input and output.
    Lsp(lsp::LanguageServer),
    /// Prints the JSON Schema of packs, cases or facts files.
    Schema(schema::Schema),
    /// Runs a pack's cases; exit status 1 if one does not come out.
    Test(test::Test),
}

impl Policy {
    /// Exit status 0 if all is well, 2 if the input was refused.
    pub fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        match self {
            Self::Check(check) => check.run(lang),
            Self::Conformance(conformance) => conformance.run(lang),
            Self::Diff(diff) => diff.run(lang),
            Self::Evaluate(evaluate) => evaluate.run(lang),
            Self::Invent(invent) => invent.run(lang),
            Self::Simulate(simulate) => simulate.run(lang),
            Self::Explain(explain) => explain.run(lang),
            Self::Fmt(fmt) => fmt.run(lang),
            Self::Lsp(lsp) => lsp.run(lang),
            Self::Schema(schema) => schema.run(lang),
            Self::Test(test) => test.run(lang),
        }
    }
}
