//! The measurements of `cargo xtask bench`, each beside what the project promises.

use super::load::load;
use super::measure::{median_process_time, resident_mib, start_to_first_page};
use crate::demo_server::DemoServer;
use crate::repository;
use anyhow::{Context, Result};
use clap::Args;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What to measure, and how large.
#[derive(Args)]
pub struct Options {
    /// Invented people in the region whose pages are put under load.
    #[arg(long, default_value_t = 2_000)]
    people: u32,
    /// Seconds of load for each page.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Connections at once.
    #[arg(long, default_value_t = 8)]
    connections: usize,
    /// The page of entitlements of the person signed in.
    #[arg(long, default_value = "/results")]
    page: String,
    /// A page of the same server that asks the database for nothing.
    #[arg(long, default_value = "/privacy")]
    empty_page: String,
    /// A pack and a facts file, to time one assessment.
    #[arg(long, num_args = 2, value_names = ["PACK", "FACTS"])]
    assess: Option<Vec<PathBuf>>,
    /// Also time the README's first command from nothing, in a target folder of its own (many minutes).
    #[arg(long)]
    cold_build: bool,
}

/// One line of the table.
struct Row {
    what: String,
    measured: Result<String>,
    promised: &'static str,
}

/// Measures, prints the table, and fails if something could not be measured. A promise that is missed is shown, not hidden.
pub fn run(root: &Path, options: &Options) -> Result<()> {
    let binary = repository::build_binary(root, true)?;
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("demo");
    let mut rows = Vec::new();

    let generating = Instant::now();
    let first = DemoServer::start(&binary, &data, options.people);
    let generated = first.map(|server| {
        drop(server);
        format!("{:.2} s", generating.elapsed().as_secs_f64())
    });
    rows.push(row(format!("generate {} people and start", options.people), generated, ""));

    match start_to_first_page(&binary, &data, options.people, "/") {
        Ok((server, took)) => {
            rows.push(row(
                "start to first page, existing database",
                Ok(format!("{:.3} s", took.as_secs_f64())),
                "< 1 s",
            ));
            measure_pages(options, &server, &mut rows);
        }
        Err(error) => rows.push(row("start to first page, existing database", Err(error), "< 1 s")),
    }
    if let Some([pack, facts]) = options.assess.as_deref() {
        rows.push(row("one assessment with trace", time_assessment(&binary, pack, facts), "< 1 ms"));
    }
    if options.cold_build {
        rows.push(row("cargo build --release, cold", time_cold_build(root), "<= 15 min on 2 cores"));
    }
    print_table(rows)
}

fn measure_pages(options: &Options, server: &DemoServer, rows: &mut Vec<Row>) {
    let resident = || resident_mib(server.process_id()).map(|mib| format!("{mib:.0} MiB"));
    rows.push(row("resident memory after the first page", resident(), "< 150 MB"));
    let lasting = Duration::from_secs(options.seconds);
    let under_load = |path: &str| {
        let cookies = server.sign_in("person")?.cookies;
        load(&server.ready.address, path, &cookies, options.connections, lasting)
    };
    let (empty, page) = (under_load(&options.empty_page), under_load(&options.page));
    if let (Ok(empty), Ok(page)) = (&empty, &page) {
        let ratio = |slow: f64, fast: f64| Ok(format!("{:.1}", slow / fast));
        rows.push(row(
            "ratio of throughput, empty page to page",
            ratio(empty.per_second, page.per_second),
            "<= 10",
        ));
        rows.push(row(
            "ratio of p99, page to empty page",
            ratio(page.p99.as_secs_f64(), empty.p99.as_secs_f64()),
            "<= 10",
        ));
    }
    for (path, measured) in [(&options.empty_page, empty), (&options.page, page)] {
        let shown = measured.map(|m| {
            format!(
                "{:.0}/s, median {:.2} ms, p99 {:.2} ms",
                m.per_second,
                m.median.as_secs_f64() * 1e3,
                m.p99.as_secs_f64() * 1e3
            )
        });
        rows.push(row(format!("{path} over {} connections", options.connections), shown, ""));
    }
    rows.push(row("resident memory after the load", resident(), "< 150 MB"));
}

/// A whole `wotu assess` less a whole `wotu --version`: it holds reading and checking the pack too, and so is an upper
/// bound. The engine alone is timed by the benchmark of `rules`.
fn time_assessment(binary: &Path, pack: &Path, facts: &Path) -> Result<String> {
    let (pack, facts) =
        (pack.to_str().context("a path in UTF-8")?, facts.to_str().context("a path in UTF-8")?);
    let bare = median_process_time(binary, &["--version"], 21)?;
    let arguments = ["assess", "--pack", pack, "--facts", facts, "--on", crate::demo_server::CLOCK, "--json"];
    let whole = median_process_time(binary, &arguments, 21)?;
    Ok(format!("at most {:.2} ms (with reading the pack)", whole.saturating_sub(bare).as_secs_f64() * 1e3))
}

fn time_cold_build(root: &Path) -> Result<String> {
    let target = tempfile::tempdir()?;
    let started = Instant::now();
    let status = repository::cargo(root)
        .args(["build", "--release", "--package", "wotu", "--locked"])
        .env("CARGO_TARGET_DIR", target.path())
        .status()?;
    anyhow::ensure!(status.success(), "the build failed");
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    Ok(format!("{:.1} min on {cores} cores", started.elapsed().as_secs_f64() / 60.0))
}

fn row(what: impl Into<String>, measured: Result<String>, promised: &'static str) -> Row {
    Row { what: what.into(), measured, promised }
}

fn print_table(rows: Vec<Row>) -> Result<()> {
    println!("\n{:<46} {:<52} promised", "what", "measured");
    let mut unmeasured = 0;
    for Row { what, measured, promised } in rows {
        let shown = measured.unwrap_or_else(|error| {
            unmeasured += 1;
            format!("NOT MEASURED: {error:#}")
        });
        println!("{what:<46} {shown:<52} {promised}");
    }
    anyhow::ensure!(unmeasured == 0, "{unmeasured} could not be measured");
    Ok(())
}
