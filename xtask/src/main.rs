//! The repository's own chores, as `cargo xtask <chore>`. Everything a contributor or a machine has to run stands here
//! and nowhere else, so that the README can name one command.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool answers on its standard streams"
)]

mod bench;
mod demo_server;
mod generate;
mod http;
mod new_capability;
mod repository;
mod sign_in;
mod steps;
mod test;
mod tidy;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The repository's own chores")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Install what the tests need, then run every check and test.
    Test(test::Options),
    /// Check what a machine can about the shape of the code and its texts.
    Tidy,
    /// Scaffold a capability that compiles and passes its tests.
    NewCapability(new_capability::Options),
    /// Measure what the project promises, and print a table.
    Bench(bench::Options),
    /// Write the generated documents to docs/generated.
    Generate(generate::Options),
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let root = repository::root()?;
    match arguments.chore {
        Chore::Test(options) => test::run(&root, &options),
        Chore::Tidy => tidy::run(&root),
        Chore::NewCapability(options) => new_capability::run(&root, &options),
        Chore::Bench(options) => bench::run(&root, &options),
        Chore::Generate(options) => generate::run(&root, &options),
    }
}
