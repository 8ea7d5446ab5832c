//! The binary: the server, the demonstration, and the command line. Each command is a file of `commands/`; what ties the
//! capabilities in is one line each in `registry.rs`.

mod access;
mod commands;
mod demo_region;
mod files;
mod installation;
mod population;
mod profiles;
mod registry;
mod signals;
mod words;

use clap::{Parser, Subcommand};
use mimalloc::MiMalloc;
use std::{process::ExitCode, time::Duration};

/// A page is thousands of small strings, and is made on one of many threads: the system's allocator took a fifth of the time
/// of the results page, and kept an arena for each thread.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// A thread for long work ends when it had none for so long. The allocator gives back what a thread has freed when it ends:
/// after the board of posts was filled, some 40 MB.
const IDLE: Duration = Duration::from_secs(1);

/// Wotu: one profile in; the posts that fit, the entitlements with their reasons, one case that follows the person.
#[derive(Parser)]
#[command(name = "wotu", version, about, max_term_width = 110)]
struct Cli {
    /// The language of messages: zh or en. Without it, the environment's LANG.
    #[arg(long, global = true, value_parser = words::parse_lang)]
    lang: Option<vocabulary::Lang>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Opens a demonstration region with invented people and firms; listens on loopback only.
    Demo(commands::demo::Demo),
    /// Serves an installation.
    Serve(commands::serve::Serve),
    /// Says what somebody is entitled to under a pack, with reasons.
    Assess(commands::assess::Assess),
    /// Ranks posts for a profile, with every part of the score.
    Match(commands::match_posts::MatchPosts),
    /// Checks, lists or compares packs.
    #[command(subcommand)]
    Policy(commands::policy::Policy),
    /// Runs any act of the platform on an installation's database.
    Act(commands::act::RunAct),
    /// Makes accounts.
    #[command(subcommand)]
    Admin(commands::admin::Admin),
    /// Verifies the audit log.
    #[command(subcommand)]
    Audit(commands::audit::Audit),
    /// Reads posts from a CSV or JSON-LD file; says what it would do with each line before it does it.
    Import(commands::import::Import),
    /// Writes the published posts as CSV.
    Export(commands::export::Export),
    /// Copies the database to one file while it serves.
    Backup(commands::backup::Backup),
    /// Puts a backup in the place of a database that is not there.
    Restore(commands::backup::Restore),
    /// Says whether an installation is sound.
    Doctor(commands::doctor::Doctor),
    /// Writes the generated documents: permissions, acts, refusals, routes, OpenAPI.
    #[command(hide = true)]
    Generate(commands::generate::Generate),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let lang = cli.lang.unwrap_or_else(words::lang_of_environment);
    let mut threads = tokio::runtime::Builder::new_multi_thread();
    let runtime = match threads.enable_all().thread_keep_alive(IDLE).build() {
        Ok(runtime) => runtime,
        Err(error) => return words::fail(&error.into()),
    };
    let outcome = runtime.block_on(async {
        match cli.command {
            Command::Demo(command) => command.run(lang).await,
            Command::Serve(command) => command.run(lang).await,
            Command::Assess(command) => command.run(lang),
            Command::Match(command) => command.run(lang),
            Command::Policy(command) => command.run(lang),
            Command::Act(command) => command.run(lang).await,
            Command::Admin(command) => command.run(lang).await,
            Command::Audit(command) => command.run().await,
            Command::Import(command) => command.run(lang).await,
            Command::Export(command) => command.run(lang).await,
            Command::Backup(command) => command.run().await,
            Command::Restore(command) => command.run().await,
            Command::Doctor(command) => command.run().await,
            Command::Generate(command) => command.run().await,
        }
    });
    match outcome {
        Ok(code) => code,
        Err(error) => words::fail(&error),
    }
}
