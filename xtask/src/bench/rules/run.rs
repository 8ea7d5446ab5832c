//! The measurements, in the order of the table.

use super::figures::{Figures, Promise, least, number};
use super::peers::{Peers, folder, last_line};
use crate::bench::{machine, measure::median_process_time};
use crate::repository;
use anyhow::{Context, Result, ensure};
use clap::Args;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

const PACK: &str = "benches/country_template";
const JILIN: &str = "policies/jilin";
const VARIABLES: &str = "basic_income,income_tax,social_security_contribution,pension,household_income,\
                         parenting_allowance,housing_tax,total_benefits,total_taxes,disposable_income,meal_price,\
                         swimming_pool_access";

/// What to measure.
#[derive(Args)]
pub struct Options {
    /// End with one JSON object on a line of its own.
    #[arg(long)]
    json: bool,
    /// Persons in memory, beside OpenFisca.
    #[arg(long, default_value_t = 1_000_000)]
    persons: u64,
    /// Persons from a file, beside DuckDB.
    #[arg(long, default_value_t = 10_000_000)]
    streamed: u64,
    /// People in the difference between two versions of the Jilin pack.
    #[arg(long, default_value_t = 1_000_000)]
    people: u64,
    /// How often ours and a peer take turns; of each the best counts.
    #[arg(long, default_value_t = 3)]
    rounds: u32,
}

struct Bench<'a> {
    root: &'a Path,
    options: &'a Options,
    peers: Peers,
    binary: PathBuf,
    examples: PathBuf,
    folder: PathBuf,
    figures: Figures,
}

/// Measures, prints the table, and fails if something could not be measured or a result differs.
pub fn run(root: &Path, options: &Options) -> Result<()> {
    let machine = machine::describe(root);
    let peers = Peers::install(root)?;
    let binary = repository::build_binary(root, true)?;
    let built = repository::cargo(root)
        .args(["build", "--release", "--locked", "--package", "rules"])
        .args(["--example", "country_template", "--example", "hundred_measures"])
        .status()?;
    ensure!(built.success(), "the examples of `rules` do not build");
    let examples = repository::target_folder(root).join("release/examples");
    let folder = folder(root)?;
    let mut bench = Bench { root, options, peers, binary, examples, folder, figures: Figures::default() };
    let wrong = [bench.in_memory(), bench.streamed()];
    bench.start();
    bench.difference();
    bench.next_question();
    let (table, object) = bench.figures.object();
    println!("\non {machine}");
    let outcome = table.print();
    if options.json {
        println!("{object}");
    }
    wrong.into_iter().collect::<Result<()>>()?;
    outcome
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().context("a path in UTF-8")
}

impl Bench<'_> {
    /// A population of so many persons, made if it is not there.
    fn population(&self, persons: u64, forms: &[&str]) -> Result<PathBuf> {
        let folder = self.folder.join(format!("persons-{persons}"));
        if !folder.join("population.json").exists() {
            let persons = persons.to_string();
            let mut arguments = vec![text(&folder)?, "--persons", &persons, "--seed", "1"];
            arguments.extend(forms);
            self.peers.run("population.py", &arguments)?;
        }
        Ok(folder)
    }

    /// OpenFisca and ours in turns, in memory; then both against whole numbers by hand.
    fn in_memory(&mut self) -> Result<()> {
        let measured = self.measure_in_memory();
        let (theirs, ours) = match &measured {
            Ok((theirs, ours, _)) => (theirs.as_slice(), ours.as_slice()),
            Err(_) => (&[][..], &[][..]),
        };
        let ratio =
            |a: &[Value], a_key: &str, b: &[Value], b_key: &str| Ok(least(a, a_key)? / least(b, b_key)?);
        let figures = &mut self.figures;
        let nothing = (Promise::None, "");
        let seconds = [
            ("openfisca_seconds", "OpenFisca, evaluation", least(theirs, "evaluate_seconds")),
            ("openfisca_build_seconds", "OpenFisca, building", least(theirs, "build_seconds")),
            ("one_core_seconds", "ours, one core", least(ours, "one_core_seconds")),
            ("two_threads_seconds", "ours, two threads", least(ours, "two_threads_seconds")),
            (
                "with_unknown_seconds",
                "ours, one core, 1 % of all values unknown",
                least(ours, "with_unknown_seconds"),
            ),
            ("build_seconds", "ours, building", least(ours, "build_seconds")),
        ];
        for (name, what, value) in seconds {
            let what = format!("{what}, {} persons", self.options.persons);
            figures.add(name, &what, "s", value, nothing);
        }
        figures.add(
            "ratio_one_core",
            "ours over OpenFisca's evaluation, one core",
            "x",
            ratio(theirs, "evaluate_seconds", ours, "one_core_seconds"),
            (Promise::AtLeast(2.0), ">= 2"),
        );
        figures.add(
            "ratio_two_threads",
            "two threads over one",
            "x",
            ratio(ours, "one_core_seconds", ours, "two_threads_seconds"),
            (Promise::AtLeast(1.7), ">= 1.7"),
        );
        figures.add(
            "openfisca_one_person_us",
            "OpenFisca, one person",
            "µs",
            least(theirs, "one_person_us"),
            nothing,
        );
        figures.add(
            "one_person_us",
            "one person, without trace",
            "µs",
            least(ours, "one_person_us"),
            nothing,
        );
        figures.add(
            "one_person_trace_us",
            "one person, with trace",
            "µs",
            least(ours, "one_person_trace_us"),
            (Promise::AtMost(50.0), "< 50 µs"),
        );
        figures.add(
            "trace_over_untraced",
            "trace over untraced",
            "x",
            ratio(ours, "one_person_trace_us", ours, "one_person_us"),
            (Promise::AtMost(2.0), "<= 2"),
        );
        figures.add(
            "openfisca_start_ms",
            "OpenFisca, start to rules loaded",
            "ms",
            least(theirs, "import_seconds").map(|s| s * 1e3),
            nothing,
        );
        for key in ["openfisca_core", "openfisca_country_template", "numpy"] {
            let version = theirs.first().and_then(|report| report.get(key)).cloned();
            figures.note(key, version.unwrap_or(Value::Null));
        }
        let (_, _, exact) = measured?;
        let different = number(&exact, "ours_different")?;
        let outside = number(&exact, "openfisca_outside_tolerance")?;
        figures.note("values_compared", exact.get("values").cloned().unwrap_or(Value::Null));
        figures.add(
            "values_different",
            "values that differ from whole numbers by hand",
            "",
            Ok(different),
            (Promise::AtMost(0.0), "0"),
        );
        figures.add(
            "openfisca_outside",
            "OpenFisca's beyond what 32-bit floats hold",
            "",
            Ok(outside),
            (Promise::AtMost(0.0), "0"),
        );
        ensure!(different == 0.0, "results differ: {exact}");
        Ok(())
    }

    fn measure_in_memory(&self) -> Result<(Vec<Value>, Vec<Value>, Value)> {
        let population = self.population(self.options.persons, &["--columns"])?;
        let (theirs_out, ours_out) = (self.folder.join("openfisca-results"), self.folder.join("our-results"));
        let (mut theirs, mut ours) = (Vec::new(), Vec::new());
        for _ in 0..self.options.rounds {
            let arguments = [text(&population)?, "--rounds", "2", "--results", text(&theirs_out)?];
            theirs.push(self.peers.run("openfisca.py", &arguments)?);
            let mut command = Command::new(self.examples.join("country_template"));
            command.current_dir(self.root).arg(PACK).arg(&population).arg(&ours_out);
            ours.push(last_line(&mut command)?);
        }
        let arguments = [text(&population)?, "--ours", text(&ours_out)?, "--openfisca", text(&theirs_out)?];
        let exact = self.peers.run("exact.py", &arguments)?;
        Ok((theirs, ours, exact))
    }

    /// DuckDB and ours in turns, from Parquet, with two threads.
    fn streamed(&mut self) -> Result<()> {
        let measured = self.measure_streamed();
        let (theirs, ours) = match &measured {
            Ok((theirs, ours)) => (theirs.as_slice(), ours.as_slice()),
            Err(_) => (&[][..], &[][..]),
        };
        let figures = &mut self.figures;
        let persons = self.options.streamed;
        let nothing = (Promise::None, "");
        let duckdb = least(theirs, "seconds");
        let our_seconds = least(ours, "seconds");
        let share = duckdb.as_ref().ok().copied().zip(our_seconds.as_ref().ok().copied());
        figures.add(
            "duckdb_seconds",
            &format!("DuckDB, decimals, {persons} persons, two threads"),
            "s",
            duckdb,
            nothing,
        );
        figures.add("duckdb_peak_mib", "DuckDB, most memory", "MiB", least(theirs, "peak_mib"), nothing);
        figures.add(
            "ten_million_seconds",
            &format!("ours, {persons} persons from Parquet, two threads"),
            "s",
            our_seconds,
            nothing,
        );
        figures.add(
            "ten_million_over_duckdb",
            "ours over DuckDB's time",
            "x",
            share.map(|(theirs, ours)| ours / theirs).context("not measured"),
            (Promise::AtMost(0.25), "<= 0.25"),
        );
        figures.add(
            "ten_million_peak_mib",
            "ours, most memory",
            "MiB",
            least(ours, "peak_mib"),
            (Promise::AtMost(1024.0), "< 1024 MiB"),
        );
        let version = theirs.first().and_then(|report| report.get("duckdb")).cloned();
        figures.note("duckdb", version.unwrap_or(Value::Null));
        let (theirs, ours) = measured?;
        let (Some(theirs), Some(ours)) = (theirs.first(), ours.first()) else { return Ok(()) };
        let sums = theirs.get("sums").and_then(Value::as_object).context("DuckDB has no sums")?;
        let derived = ours.get("derived").and_then(Value::as_array).context("ours has no derived values")?;
        for (name, sum) in sums {
            let own =
                derived.iter().find(|derived| derived.get("name").and_then(Value::as_str) == Some(name));
            let own = own.and_then(|derived| derived.get("sum"));
            ensure!(own == Some(sum), "{name}: DuckDB sums up to {sum}, ours to {own:?}");
        }
        Ok(())
    }

    fn measure_streamed(&self) -> Result<(Vec<Value>, Vec<Value>)> {
        let population = self.population(self.options.streamed, &["--parquet"])?;
        let members = format!("members={}:household", population.join("persons.parquet").display());
        let (mut theirs, mut ours) = (Vec::new(), Vec::new());
        for _ in 0..self.options.rounds {
            theirs.push(self.peers.run("duckdb_sql.py", &[text(&population)?, "--threads", "2"])?);
            let mut command = Command::new(&self.binary);
            command.current_dir(self.root).args(["policy", "evaluate", PACK, "--on", "2026-01-01", "--json"]);
            command.args(["--threads", "2", "--id", "household", "--members", &members]);
            command.arg("--population").arg(population.join("households.parquet"));
            ours.push(last_line(command.args(["--derived", VARIABLES]))?);
        }
        Ok((theirs, ours))
    }

    /// A whole process until an answer stands on its output.
    fn start(&mut self) {
        let took = (|| {
            let facts = self.folder.join("facts.json");
            let told =
                r#"{"facts": {"birth_date": "1990-03-01", "degree": "doctor", "talent_class_3": "D"}}"#;
            std::fs::write(&facts, told)?;
            let pack = self.root.join(JILIN);
            let arguments =
                ["assess", "--pack", text(&pack)?, "--facts", text(&facts)?, "--on", "2023-09-05", "--json"];
            Ok(median_process_time(&self.binary, &arguments, 21)?.as_secs_f64() * 1e3)
        })();
        let promise = (Promise::AtMost(30.0), "< 30 ms");
        self.figures.add("start_ms", "start to first result (`wotu assess`)", "ms", took, promise);
    }

    /// Jilin 2.0 beside 3.0 over invented people, from Parquet.
    fn difference(&mut self) {
        let measured = self.measure_difference();
        let reports: Vec<Value> = measured.as_ref().map(Clone::clone).unwrap_or_default();
        let of = |key: &str| match &measured {
            Ok(_) => least(&reports, key),
            Err(error) => Err(anyhow::anyhow!("{error:#}")),
        };
        let (whole, computing) = (of("seconds"), of("compute_seconds"));
        let people = self.options.people;
        let what = format!("Jilin 2.0 -> 3.0 over {people} people, from Parquet");
        self.figures.add("diff_seconds", &what, "s", whole, (Promise::AtMost(2.0), "< 2 s"));
        self.figures.add("diff_compute_seconds", "of that computing", "s", computing, (Promise::None, ""));
    }

    fn measure_difference(&self) -> Result<Vec<Value>> {
        let people = self.options.people;
        let file = self.folder.join(format!("jilin-{people}.parquet"));
        let made = self.folder.join(format!("jilin-{people}.made"));
        if !made.exists() {
            let status = Command::new(&self.binary)
                .current_dir(self.root)
                .args(["policy", "invent", JILIN, "--on", "2023-09-05", "--people", &people.to_string()])
                .arg("--out")
                .arg(&file)
                .status()?;
            ensure!(status.success(), "no population was invented");
            std::fs::write(&made, "")?;
        }
        let mut reports = Vec::new();
        for _ in 0..self.options.rounds {
            let mut command = Command::new(&self.binary);
            command.current_dir(self.root).args(["policy", "diff", JILIN, "--versions", "v2,v3"]);
            command.args(["--on", "2023-09-05", "--id", "person", "--group", "prefecture", "--json"]);
            let household = self.folder.join(format!("jilin-{people}.household.parquet"));
            command.arg("--members").arg(format!("household={}:person", household.display()));
            reports.push(last_line(command.arg("--population").arg(&file))?);
        }
        Ok(reports)
    }

    fn next_question(&mut self) {
        let mut command = Command::new(self.examples.join("hundred_measures"));
        let took = last_line(&mut command).and_then(|report| {
            let (nothing, some) = (number(&report, "nothing_told_ms")?, number(&report, "some_told_ms")?);
            Ok(nothing.max(some))
        });
        let promise = (Promise::AtMost(5.0), "< 5 ms");
        self.figures.add("next_question_ms", "next question at 100 measures", "ms", took, promise);
    }
}
