//! The steps of `cargo xtask test`, in the order in which they are cheapest to fail.

use super::{api, browser, needs, scaffold};
use crate::steps::{Closing, Steps, run_command};
use crate::{generate, repository, tidy};
use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// What to run.
#[derive(Args)]
pub struct Options {
    /// Leave out the walkthroughs in a browser.
    #[arg(long)]
    no_browser: bool,
    /// Run only these steps (repeat, or separate with commas).
    #[arg(long, value_delimiter = ',')]
    only: Vec<Step>,
    /// Renew the pictures in docs/screens.
    #[arg(long)]
    pictures: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    /// Install what the tests need.
    Needs,
    /// rustfmt changes nothing.
    Fmt,
    /// What a machine can check about shape and texts.
    Tidy,
    /// clippy finds nothing.
    Clippy,
    /// Unit, store and integration tests.
    Rust,
    /// The examples in the documentation.
    Doc,
    /// The rules engine is fed with broken expressions, packs and facts for two minutes.
    Fuzz,
    /// A new capability, scaffolded in a copy, is tidy and compiles.
    Scaffold,
    /// The generated documents tell the truth.
    Generated,
    /// The walkthroughs in a browser.
    Browser,
    /// The API is what its description says.
    Api,
}

/// Runs the steps asked for, and fails if one of them fails.
pub fn run(root: &Path, options: &Options) -> Result<()> {
    let is_asked = |step: Step| {
        (options.only.is_empty() || options.only.contains(&step))
            && !(options.no_browser && step == Step::Browser)
    };
    let mut steps = Steps::default();
    if is_asked(Step::Needs) {
        steps.run("needs", |closing| needs::install_packages(is_asked(Step::Browser), closing));
    }
    if is_asked(Step::Fmt) {
        steps.run("fmt", |closing| cargo(root, &["fmt", "--all", "--", "--check"], closing));
    }
    if is_asked(Step::Tidy) {
        steps.run("tidy", |_| tidy::run(root));
    }
    if is_asked(Step::Clippy) {
        let arguments = ["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
        steps.run("clippy", |closing| cargo(root, &arguments, closing));
    }
    if is_asked(Step::Rust) {
        steps.run("rust", |closing| cargo(root, tests(), closing));
    }
    if is_asked(Step::Doc) {
        steps.run("doc", |closing| cargo(root, &["test", "--workspace", "--doc", "--locked"], closing));
    }
    if is_asked(Step::Fuzz) {
        steps.run("fuzz", |closing| fuzz(root, closing));
    }
    if is_asked(Step::Scaffold) {
        steps.run("scaffold", |closing| scaffold::run(root, closing));
    }
    if [Step::Generated, Step::Browser, Step::Api].into_iter().any(is_asked) {
        let mut binary: Option<PathBuf> = None;
        steps.run("build", |_| {
            binary = Some(repository::build_binary(root, false)?);
            Ok(())
        });
        let built = || binary.as_deref().context("the binary does not build");
        if is_asked(Step::Generated) {
            steps.run("generated", |_| generate::check(root, built()?));
        }
        if is_asked(Step::Browser) {
            steps.run("browser", |closing| browser::run(root, built()?, options.pictures, closing));
        }
        if is_asked(Step::Api) {
            steps.run("api", |closing| api::run(built()?, closing));
        }
    }
    steps.finish()
}

/// Each target of the rules engine for two minutes, side by side, from one seed, so that what it finds is found again;
/// another one by the environment variable `FUZZ_SEED`.
fn fuzz(root: &Path, closing: &Closing) -> Result<()> {
    let seed = std::env::var("FUZZ_SEED").unwrap_or_else(|_| "20261122".to_owned());
    println!("FUZZ_SEED={seed}");
    let mut command = repository::cargo(root);
    command.args(["test", "-p", "rules", "--test", "fuzz", "--locked", "--", "--nocapture"]);
    run_command(command.env("FUZZ_SECONDS", "120").env("FUZZ_SEED", seed), closing)
}

/// nextest where it is installed; cargo's own runner otherwise.
fn tests() -> &'static [&'static str] {
    if repository::which("cargo-nextest").is_some() {
        &["nextest", "run", "--workspace", "--locked", "--no-fail-fast"]
    } else {
        &["test", "--workspace", "--all-targets", "--locked", "--no-fail-fast"]
    }
}

fn cargo(root: &Path, arguments: &[&str], closing: &Closing) -> Result<()> {
    run_command(repository::cargo(root).args(arguments), closing)
}
