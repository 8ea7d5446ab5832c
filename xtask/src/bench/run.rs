//! The measurements of `cargo xtask bench`, each beside what the project promises.

use super::load::{Load, Measured, ROUNDS, WARM_UP, at_share, in_turns, middle};
use super::machine;
use super::measure::{assessments, median_process_time, resident_mb, start_to_first_page};
use super::rules;
use super::table::{Figure, Table};
use crate::demo_server::DemoServer;
use crate::http::Connection;
use crate::repository;
use anyhow::{Context, Result, ensure};
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The README's demonstration: start and memory are promised for it.
const DEMONSTRATION: u32 = 2_000;
/// The region for which the ratios of the page of entitlements are promised.
const LARGE: u32 = 100_000;
/// How often the program is started on an existing database.
const STARTS: usize = 5;
/// How much slower than the empty page the page of entitlements may be.
const MOST_RATIO: f64 = 10.0;
/// How much memory the demonstration may hold, in MB.
const MOST_MB: f64 = 150.0;
/// The pack by which one assessment is timed.
const PACK: &str = "policies/jilin";

/// What else can be measured.
#[derive(Subcommand)]
enum What {
    /// The rules engine beside its peers, which are installed from PyPI.
    Rules(rules::Options),
}

/// What to measure, and how large.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Options {
    #[command(subcommand)]
    what: Option<What>,
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

/// Measures, prints the machine and the table, and fails if something could not be measured. A promise that is missed is
/// shown, not hidden.
pub fn run(root: &Path, options: &Options) -> Result<()> {
    if let Some(What::Rules(options)) = &options.what {
        return rules::run(root, options);
    }
    let machine = machine::describe(root);
    let binary = repository::build_binary(root, true)?;
    let folder = tempfile::tempdir()?;
    let mut table = Table::default();
    let at = |people: u32| folder.path().join(format!("demo-{people}"));

    generate(&mut table, &binary, &at(DEMONSTRATION), DEMONSTRATION);
    let demonstration = start(&mut table, &binary, &at(DEMONSTRATION));
    let server = if options.people == DEMONSTRATION {
        demonstration
    } else {
        drop(demonstration);
        generate(&mut table, &binary, &at(options.people), options.people);
        DemoServer::start(&binary, &at(options.people), options.people)
    };
    match server {
        Ok(server) => measure_pages(options, &server, &mut table),
        Err(error) => table.row("the pages under load", Err(error), ""),
    }
    measure_assessments(&mut table, root, &binary, options);
    if options.cold_build {
        table.row(
            "cargo build --release, cold, sources fetched",
            time_cold_build(root),
            "<= 15 min on 2 cores",
        );
    } else {
        table.not_asked("cargo build --release, cold", "--cold-build", "<= 15 min on 2 cores");
    }
    println!("\non {machine}");
    println!(
        "warm-up of {} s for each page, then {ROUNDS} rounds in which the two take turns; {} connections, one person signed in; \
         every start after the first with the files in the system's cache",
        WARM_UP.as_secs(),
        options.connections
    );
    table.print()
}

/// Invents a region, and notes how long that took until the program was ready.
fn generate(table: &mut Table, binary: &Path, data: &Path, people: u32) {
    let started = Instant::now();
    let figure = DemoServer::start(binary, data, people).map(|server| {
        let took = started.elapsed();
        drop(server);
        Figure::plain(format!("{:.2} s", took.as_secs_f64()))
    });
    table.row(format!("invent {people} people and be ready"), figure, "");
}

/// Starts the program on an existing database, several times; the last one goes on.
fn start(table: &mut Table, binary: &Path, data: &Path) -> Result<DemoServer> {
    let mut times = Vec::new();
    let mut last = None;
    for _ in 0..STARTS {
        // One at a time: the one before is ended first.
        drop(last.take());
        match start_to_first_page(binary, data, DEMONSTRATION, "/") {
            Ok((server, took)) => {
                times.push(took);
                last = Some(server);
            }
            Err(error) => {
                table.row("start to first page, existing database", Err(error), "< 1 s");
                break;
            }
        }
    }
    let server = last.context("the demonstration does not start on an existing database")?;
    times.sort_unstable();
    let (Some(least), Some(median), Some(most)) = (times.first(), at_share(&times, 50), times.last()) else {
        anyhow::bail!("no start was timed");
    };
    let seconds = |time: &Duration| time.as_secs_f64();
    let shown = format!(
        "{:.3} s (median of {}; {:.3} to {:.3})",
        seconds(&median),
        times.len(),
        seconds(least),
        seconds(most)
    );
    let what = format!("start to first page, existing database of {DEMONSTRATION}");
    table.row(what, Ok(Figure::at_most(shown, seconds(&median), 1.0)), "< 1 s");
    // The board of posts is filled beside the first pages, and a search waits for it: before, there is little to weigh.
    let searched = search_and_look(&server).and_then(|()| resident(&server, true));
    table.row("resident memory at rest after a search and results", searched, "< 150 MB");
    Ok(server)
}

fn search_and_look(server: &DemoServer) -> Result<()> {
    let cookies = server.sign_in("person")?.cookies;
    let mut connection = Connection::open(&server.ready.address)?;
    for path in ["/posts?q=%E6%B1%BD%E8%BD%A6", "/results"] {
        let page = connection.get(path, &cookies)?;
        ensure!(page.status == 200, "{path} answered {}", page.status);
    }
    // At rest: the thread that filled the board ends when it had no work for a second, and gives back what it freed.
    std::thread::sleep(Duration::from_secs(3));
    Ok(())
}

fn resident(server: &DemoServer, is_promised: bool) -> Result<Figure> {
    let mb = resident_mb(server.process_id())?;
    let shown = format!("{mb:.0} MB");
    Ok(if is_promised { Figure::at_most(shown, mb, MOST_MB) } else { Figure::plain(shown) })
}

fn measure_pages(options: &Options, server: &DemoServer, table: &mut Table) {
    let people = options.people;
    let measured = shows_measures(options, server).and_then(|cookies| {
        let load =
            Load { address: &server.ready.address, cookies: &cookies, connections: options.connections };
        in_turns(&load, [&options.empty_page, &options.page], Duration::from_secs(options.seconds))
    });
    let promised = if people >= LARGE { "<= 10" } else { "<= 10 (with --people 100000)" };
    match measured
        .and_then(|(measured, ratios)| Ok((measured, middle(ratios.clone()).context("no round")?, ratios)))
    {
        Err(error) => {
            table.row(format!("{} under load, {people} people", options.page), Err(error), promised)
        }
        Ok(([empty, page], throughput, rounds)) => {
            for (path, measured) in [(&options.empty_page, empty), (&options.page, page)] {
                table.row(format!("{path}, {people} people"), Ok(Figure::plain(shown(&measured))), "");
            }
            let p99 = page.p99.as_secs_f64() / empty.p99.as_secs_f64();
            let judged = |shown: String, ratio: f64| {
                Ok(if people >= LARGE {
                    Figure::at_most(shown, ratio, MOST_RATIO)
                } else {
                    Figure::plain(shown)
                })
            };
            let rounds: Vec<String> = rounds.iter().map(|ratio| format!("{ratio:.1}")).collect();
            let shown = format!("{throughput:.1} (middle of {})", rounds.join(" "));
            table.row("throughput, empty page over page", judged(shown, throughput), promised);
            table.row("p99, page over empty page", judged(format!("{p99:.1}"), p99), promised);
        }
    }
    let is_demonstration = people == DEMONSTRATION;
    let promised = if is_demonstration { "< 150 MB" } else { "" };
    table.row(
        format!("resident memory after the load, {people} people"),
        resident(server, is_demonstration),
        promised,
    );
}

/// Signs in, and looks whether the page under load shows what it is there for: an empty one would be fast.
fn shows_measures(options: &Options, server: &DemoServer) -> Result<String> {
    let cookies = server.sign_in("person")?.cookies;
    let mut connection = Connection::open(&server.ready.address)?;
    let page = connection.get(&options.page, &cookies)?;
    let measures = String::from_utf8_lossy(&page.body).matches("class=\"wotu-measure\"").count();
    ensure!(page.status == 200, "{} answered {}", options.page, page.status);
    ensure!(measures > 0 || options.page != "/results", "{} shows no measure at all", options.page);
    println!("{} shows {measures} measures in {} bytes", options.page, page.body.len());
    Ok(cookies)
}

fn shown(measured: &Measured) -> String {
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    format!(
        "{:.0}/s, median {:.2} ms, p99 {:.2} ms ({} answers)",
        measured.per_second,
        ms(measured.median),
        ms(measured.p99),
        measured.answers
    )
}

/// The engine alone, by the rules' own timing; and, if it was asked for, a whole process.
fn measure_assessments(table: &mut Table, root: &Path, binary: &Path, options: &Options) {
    match assessments(root, PACK) {
        Ok(found) => {
            for (who, median, p99) in found {
                let shown = format!("median {median} µs, p99 {p99} µs");
                let figure = Figure::at_most(shown, f64::from(median), 1_000.0);
                table.row(format!("one assessment with trace, {who}"), Ok(figure), "< 1 ms (median)");
            }
        }
        Err(error) => table.row("one assessment with trace", Err(error), "< 1 ms (median)"),
    }
    if let Some([pack, facts]) = options.assess.as_deref() {
        table.row("a whole `wotu assess` less `wotu --version`", time_assessment(binary, pack, facts), "");
    }
}

/// A whole `wotu assess` less a whole `wotu --version`: it holds reading and checking the pack too, and so is an upper
/// bound.
fn time_assessment(binary: &Path, pack: &Path, facts: &Path) -> Result<Figure> {
    let (pack, facts) =
        (pack.to_str().context("a path in UTF-8")?, facts.to_str().context("a path in UTF-8")?);
    let bare = median_process_time(binary, &["--version"], 21)?;
    let arguments = ["assess", "--pack", pack, "--facts", facts, "--on", crate::demo_server::CLOCK, "--json"];
    let whole = median_process_time(binary, &arguments, 21)?;
    let ms = whole.saturating_sub(bare).as_secs_f64() * 1e3;
    Ok(Figure::plain(format!("{ms:.2} ms (with reading the pack)")))
}

fn time_cold_build(root: &Path) -> Result<Figure> {
    let target = tempfile::tempdir()?;
    let started = Instant::now();
    let status = repository::cargo(root)
        .args(["build", "--release", "--package", "wotu", "--locked"])
        .env("CARGO_TARGET_DIR", target.path())
        .status()?;
    ensure!(status.success(), "the build failed");
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let minutes = started.elapsed().as_secs_f64() / 60.0;
    let shown = format!("{minutes:.1} min on {cores} cores");
    Ok(if cores == 2 { Figure::at_most(shown, minutes, 15.0) } else { Figure::plain(shown) })
}
