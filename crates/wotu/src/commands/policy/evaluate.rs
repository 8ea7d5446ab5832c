//! `wotu policy evaluate`: a whole population under a pack: how often each measure holds, and what it and named derived values
//! come to in all.

use super::population_run::{Desk, Ended, run_over};
use crate::{
    population::{PopulationFiles, Stop},
    words::{self, say},
};
use clap::Args;
use jiff::civil::Date;
use rules::{
    Bound, Outcome,
    columns::{Data, DerivedColumn, Plan},
};
use serde::Serialize;
use std::{path::PathBuf, process::ExitCode, time::Instant};
use vocabulary::{Lang, Refusal};

/// Evaluates a pack over a population.
#[derive(Args)]
pub struct Evaluate {
    /// The pack's folder: policies/jilin.
    dir: PathBuf,
    #[command(flatten)]
    population: PopulationFiles,
    /// The day to judge.
    #[arg(long, value_name = "DATE")]
    on: Date,
    /// By what could be known on this day; without it, on the day judged.
    #[arg(long, value_name = "DATE")]
    known_on: Option<Date>,
    /// Derived values to sum up as well.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    derived: Vec<String>,
    /// For a program: one JSON document.
    #[arg(long)]
    json: bool,
}

/// What it comes to.
#[derive(Serialize)]
struct Report {
    schema: u32,
    pack: String,
    on: Date,
    rows: usize,
    seconds: f64,
    compute_seconds: f64,
    peak_mib: Option<u64>,
    computed_by_case: usize,
    measures: Vec<MeasureSums>,
    derived: Vec<DerivedSums>,
}

#[derive(Serialize)]
struct MeasureSums {
    id: String,
    version: String,
    yes: u64,
    no: u64,
    unknown: u64,
    refer: u64,
    /// Of those that hold, in minor units.
    from: i128,
    to: i128,
    amount_not_known: u64,
}

#[derive(Serialize)]
struct DerivedSums {
    name: String,
    values: u64,
    known: u64,
    absent: u64,
    failed: u64,
    /// In minor units, or whole numbers; how many are true.
    sum: Option<i128>,
}

impl Evaluate {
    /// Exit status 0, or 2 if the pack, the day or the population are refused.
    pub fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        let begun = Instant::now();
        let desk = Desk { texts: words::texts()?, lang };
        let pack = match desk.pack(&self.dir)? {
            Ok(pack) => pack,
            Err(Ended(code)) => return Ok(code),
        };
        let names: Vec<&str> = self.derived.iter().map(String::as_str).collect();
        let plan = Plan::new(&pack, self.on, self.known_on.unwrap_or(self.on))
            .and_then(|plan| plan.with_derived(&names));
        let plan = match plan {
            Ok(plan) => plan,
            Err(error) => return Ok(desk.refuse(&[Refusal::from(error)])),
        };
        let open = match desk.open(&self.population, &pack.vocabulary) {
            Ok(open) => open,
            Err(stop) => return desk.stop(stop),
        };
        let threads = self.population.threads();
        let mut report = Report {
            schema: 1,
            pack: pack.id.clone(),
            on: self.on,
            rows: 0,
            seconds: 0.0,
            compute_seconds: 0.0,
            peak_mib: None,
            computed_by_case: 0,
            measures: Vec::new(),
            derived: Vec::new(),
        };
        let outcome = run_over(open, self.json, |batch| {
            let started = Instant::now();
            let results = plan.run(&batch.population, threads);
            report.rows += results.rows;
            report.computed_by_case += results.computed_by_case;
            report.add(&results)?;
            report.compute_seconds += started.elapsed().as_secs_f64();
            Ok(())
        });
        if let Err(stop) = outcome {
            return desk.stop(stop);
        }
        report.seconds = begun.elapsed().as_secs_f64();
        report.peak_mib = peak_mib();
        if self.json {
            say(serde_json::to_string(&report)?);
        } else {
            print(&desk, &report);
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Report {
    fn add(&mut self, results: &rules::columns::Results) -> Result<(), Stop> {
        let too_large = || Stop::refused(Refusal::invalid("rules.bulk_too_large", "sum"));
        if self.measures.is_empty() && self.derived.is_empty() {
            self.measures = results
                .measures
                .iter()
                .map(|column| MeasureSums {
                    id: column.id.clone(),
                    version: column.version.clone(),
                    yes: 0,
                    no: 0,
                    unknown: 0,
                    refer: 0,
                    from: 0,
                    to: 0,
                    amount_not_known: 0,
                })
                .collect();
            self.derived = results
                .derived
                .iter()
                .map(|column| DerivedSums {
                    name: column.name.clone(),
                    values: 0,
                    known: 0,
                    absent: 0,
                    failed: 0,
                    sum: Some(0),
                })
                .collect();
        }
        for (sums, column) in self.measures.iter_mut().zip(&results.measures) {
            let amount = &column.amount;
            for ((outcome, state), (from, to)) in
                column.outcome.iter().zip(&amount.state).zip(amount.from.iter().zip(&amount.to))
            {
                match outcome {
                    Outcome::Yes => sums.yes += 1,
                    Outcome::No => sums.no += 1,
                    Outcome::Unknown => sums.unknown += 1,
                    Outcome::Refer => sums.refer += 1,
                }
                if *outcome == Outcome::Yes {
                    match state {
                        Bound::Known => {
                            sums.from = sums.from.checked_add((*from).into()).ok_or_else(too_large)?;
                            sums.to = sums.to.checked_add((*to).into()).ok_or_else(too_large)?;
                        }
                        Bound::Without => {}
                        _ => sums.amount_not_known += 1,
                    }
                }
            }
        }
        for (sums, column) in self.derived.iter_mut().zip(&results.derived) {
            sums.add(column).ok_or_else(too_large)?;
        }
        Ok(())
    }
}

impl DerivedSums {
    fn add(&mut self, column: &DerivedColumn) -> Option<()> {
        let known = &column.column.known;
        self.values = self.values.checked_add(u64::try_from(column.column.data.len()).ok()?)?;
        self.known += u64::try_from(known.count()).ok()?;
        self.absent +=
            column.column.absent.as_ref().map_or(Some(0), |absent| u64::try_from(absent.count()).ok())?;
        self.failed += u64::try_from(column.failed.count()).ok()?;
        let of_batch = match &column.column.data {
            // What is not known is zero there: it adds nothing, and is counted apart.
            Data::Int(values) | Data::Money(values) => {
                values.iter().try_fold(0_i128, |sum, value| sum.checked_add((*value).into()))?
            }
            Data::Bool(bits) => i128::try_from(bits.count()).ok()?,
            _ => {
                self.sum = None;
                return Some(());
            }
        };
        if let Some(sum) = &mut self.sum {
            *sum = sum.checked_add(of_batch)?;
        }
        Some(())
    }
}

/// The most memory that this process held, as the kernel counts it; Linux only.
pub fn peak_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1024)
}

fn print(desk: &Desk, report: &Report) {
    say(desk.say(
        "wotu-evaluate-rows",
        &[("rows", report.rows.to_string()), ("seconds", format!("{:.2}", report.seconds))],
    ));
    for measure in &report.measures {
        let args = [
            ("measure", format!("{}/{}", measure.version, measure.id)),
            ("yes", measure.yes.to_string()),
            ("no", measure.no.to_string()),
            ("unknown", measure.unknown.to_string()),
            ("refer", measure.refer.to_string()),
        ];
        say(desk.say("wotu-evaluate-measure", &args));
    }
    for derived in &report.derived {
        let sum = derived.sum.map_or_else(|| "-".to_owned(), |sum| sum.to_string());
        let args = [
            ("name", derived.name.clone()),
            ("sum", sum),
            ("known", derived.known.to_string()),
            ("values", derived.values.to_string()),
        ];
        say(desk.say("wotu-evaluate-derived", &args));
    }
}
