//! `wotu policy simulate`: what a version costs a whole population by year, measure and group, and when an appropriation runs
//! out. Rows are paid in the order of the file.

use super::{
    diff::{sum, sums},
    population_run::{Desk, Ended, run_over},
};
use crate::{
    population::{PopulationFiles, Stop},
    words::{self, say},
};
use clap::Args;
use jiff::civil::Date;
use platform::texts::{date, money};
use rules::bulk::{Appropriation, Open, Outlook, RunsOut, Spending, SpendingReport};
use serde::Serialize;
use std::{collections::BTreeMap, path::PathBuf, process::ExitCode, time::Instant};
use vocabulary::{Lang, Money, Refusal};

/// Says what a version costs.
#[derive(Args)]
pub struct Simulate {
    /// The pack's folder: policies/jilin.
    dir: PathBuf,
    #[command(flatten)]
    population: PopulationFiles,
    /// Money set aside for all of the years, in the pack's currency: 120000000.00.
    #[arg(long, value_name = "AMOUNT")]
    budget: Option<String>,
    /// The day from which everybody is paid.
    #[arg(long, value_name = "DATE")]
    on: Date,
    /// By what could be known on this day; without it, on the day judged.
    #[arg(long, value_name = "DATE")]
    known_on: Option<Date>,
    /// How many calendar years; without it, as many as payments are stated for.
    #[arg(long, value_name = "N")]
    years: Option<usize>,
    /// For a program: one JSON document.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    pack: &'a str,
    fingerprint: &'a str,
    on: Date,
    seconds: f64,
    compute_seconds: f64,
    /// The names of the groups; the first stands for rows whose group is not known.
    group_names: Vec<String>,
    /// What the rows at which the money runs out are called, by their number from 0.
    ids: &'a BTreeMap<usize, String>,
    #[serde(flatten)]
    report: &'a SpendingReport,
}

impl Simulate {
    /// Exit status 0, or 2 if the pack, the day, the amount or the population are refused.
    pub fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        let begun = Instant::now();
        let desk = Desk { texts: words::texts()?, lang };
        let pack = match desk.pack(&self.dir)? {
            Ok(pack) => pack,
            Err(Ended(code)) => return Ok(code),
        };
        let appropriation = match self.budget.as_deref().map(|text| (text, Money::parse(text, pack.currency)))
        {
            None => None,
            Some((_, Ok(amount))) if amount.minor >= 0 => Some(Appropriation { amount }),
            Some((text, _)) => {
                let refusal = Refusal::invalid("wotu.simulate_budget", "budget").with("found", text);
                return Ok(desk.refuse(&[refusal]));
            }
        };
        let known_on = self.known_on.unwrap_or(self.on);
        let mut spending = match Spending::new(&pack, self.on, known_on, self.years, appropriation) {
            Ok(spending) => spending,
            Err(error) => return Ok(desk.refuse(&[Refusal::from(error)])),
        };
        let open = match desk.open(&self.population, &pack.vocabulary) {
            Ok(open) => open,
            Err(stop) => return desk.stop(stop),
        };
        let threads = self.population.threads();
        let mut ids: BTreeMap<usize, String> = BTreeMap::new();
        let mut compute_seconds = 0.0;
        let outcome = run_over(open, self.json, |batch| {
            let started = Instant::now();
            let results = spending.side().run(&batch.population, threads);
            let parts = spending.run_parts(&batch.population, threads);
            spending
                .add(&results, parts.as_ref(), &batch.groups, batch.first_row)
                .map_err(|error| Stop::refused(error.into()))?;
            for row in spending.runs_out() {
                let place = row.checked_sub(batch.first_row);
                if let Some(id) = batch.ids.as_ref().zip(place).and_then(|(ids, place)| ids.shown(place)) {
                    ids.entry(row).or_insert(id);
                }
            }
            compute_seconds += started.elapsed().as_secs_f64();
            Ok(())
        });
        let open = match outcome {
            Ok(open) => open,
            Err(stop) => return desk.stop(stop),
        };
        let report = match spending.report() {
            Ok(report) => report,
            Err(error) => return Ok(desk.refuse(&[Refusal::from(error)])),
        };
        let mut group_names = vec![desk.say("wotu-population-no-group", &[])];
        group_names.extend(open.groups());
        if self.json {
            let document = Document {
                schema: 1,
                pack: &pack.id,
                fingerprint: pack.fingerprint(),
                on: self.on,
                seconds: begun.elapsed().as_secs_f64(),
                compute_seconds,
                group_names,
                ids: &ids,
                report: &report,
            };
            say(serde_json::to_string(&document)?);
        } else {
            self.print(&desk, pack.title.get(lang), &report, &group_names, &ids);
        }
        Ok(ExitCode::SUCCESS)
    }

    fn print(
        &self,
        desk: &Desk,
        title: &str,
        report: &SpendingReport,
        group_names: &[String],
        ids: &BTreeMap<usize, String>,
    ) {
        let args = [
            ("pack", title.to_owned()),
            ("date", date(self.on, desk.lang)),
            ("rows", report.rows.to_string()),
            ("paid", report.paid.to_string()),
            ("cost", sums(desk, &report.costs)),
        ];
        say(desk.say("wotu-simulate-all", &args));
        for year in &report.years {
            let args = [("year", year.year.to_string()), ("cost", sums(desk, &year.costs))];
            say(format_args!("  {}", desk.say("wotu-simulate-year", &args)));
        }
        if report.later.iter().any(|sum| sum.to != 0) {
            say(format_args!(
                "  {}",
                desk.say("wotu-simulate-later", &[("cost", sums(desk, &report.later))])
            ));
        }
        for measure in
            report.measures.iter().filter(|measure| measure.yes + measure.unknown + measure.refer > 0)
        {
            let args = [
                ("measure", measure.title.get(desk.lang).to_owned()),
                ("version", measure.version.clone()),
                ("yes", measure.yes.to_string()),
                ("left_out", measure.left_out.to_string()),
                ("unknown", measure.unknown.to_string()),
                ("refer", measure.refer.to_string()),
                ("cost", sum(desk, &measure.cost)),
            ];
            say(format_args!("\n{}", desk.say("wotu-simulate-measure", &args)));
            if measure.amount_not_known > 0 {
                let args = [("count", measure.amount_not_known.to_string())];
                say(format_args!("  {}", desk.say("wotu-simulate-not-known", &args)));
            }
            if measure.unknown_at_most.to > 0 {
                let args = [("cost", sum(desk, &measure.unknown_at_most))];
                say(format_args!("  {}", desk.say("wotu-simulate-at-most", &args)));
            }
            for open in &measure.open {
                let key = match open {
                    Open::NoEndStated => "wotu-simulate-no-end",
                    Open::SplitNotRead => "wotu-simulate-split",
                    Open::AmountNotRead => "wotu-simulate-not-read",
                };
                say(format_args!("  {}", desk.say(key, &[])));
            }
        }
        if !report.groups.is_empty() {
            say("");
        }
        for group in &report.groups {
            let args = [
                ("group", group_names.get(group.group).cloned().unwrap_or_else(|| "-".to_owned())),
                ("people", group.people.to_string()),
                ("paid", group.paid.to_string()),
                ("undecided", group.undecided.to_string()),
                ("cost", sums(desk, &group.costs)),
            ];
            say(desk.say("wotu-simulate-group", &args));
        }
        let args = [
            ("people", report.unknown.people.to_string()),
            ("cost", sums(desk, &report.unknown.at_most)),
            ("without", report.unknown.without_amount.to_string()),
        ];
        say(format_args!("\n{}", desk.say("wotu-simulate-unknown", &args)));
        if let Some(outlook) = &report.outlook {
            print_outlook(desk, outlook, ids);
        }
    }
}

fn print_outlook(desk: &Desk, outlook: &Outlook, ids: &BTreeMap<usize, String>) {
    let amount = money(outlook.appropriation.amount, desk.lang);
    let Some(possibly) = outlook.possibly_out else {
        return say(
            desk.say("wotu-simulate-suffices", &[("amount", amount), ("left", sum(desk, &outlook.left))])
        );
    };
    let row = |out: &RunsOut| ids.get(&out.row).cloned().unwrap_or_else(|| (out.row + 1).to_string());
    let year = |year: Option<i16>| year.map_or_else(|| "-".to_owned(), |year| year.to_string());
    let args = [
        ("amount", amount.clone()),
        ("row", row(&possibly)),
        ("paid", possibly.paid_before.to_string()),
        ("year", year(outlook.possibly_out_in)),
    ];
    say(desk.say("wotu-simulate-possibly-out", &args));
    if let Some(certainly) = outlook.certainly_out {
        let args = [
            ("amount", amount),
            ("row", row(&certainly)),
            ("paid", certainly.paid_before.to_string()),
            ("year", year(outlook.certainly_out_in)),
        ];
        say(desk.say("wotu-simulate-certainly-out", &args));
    }
}
