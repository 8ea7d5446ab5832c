//! `wotu policy diff`: two versions over a whole population: who gains, who loses, how much, under which measure and article.

use super::population_run::{Desk, Ended, PackOnDay, find_row, parse_pack_on_day, run_over};
use crate::{
    commands::assess,
    population::{PopulationFiles, Stop},
    words::{self, say},
};
use clap::Args;
use jiff::civil::Date;
use platform::texts::{date, money};
use rules::{
    Outcome, Pack, Sum, Vocabulary,
    bulk::{Difference, DifferenceReport, Effect, Side, Transition, only_version},
};
use serde::Serialize;
use std::{collections::BTreeMap, process::ExitCode, time::Instant};
use vocabulary::{Lang, Money, Refusal};

/// Compares two versions over a population.
#[derive(Args)]
pub struct Diff {
    /// The pack before, and the day: policies/jilin@2022-06-01.
    #[arg(value_name = "BEFORE", value_parser = parse_pack_on_day)]
    before: PackOnDay,
    /// The pack after; without it, the same one.
    #[arg(value_name = "AFTER", value_parser = parse_pack_on_day)]
    after: Option<PackOnDay>,
    #[command(flatten)]
    population: PopulationFiles,
    /// Two versions, each as if it alone were in force on the day: v2,v3.
    #[arg(long, value_name = "A,B", value_delimiter = ',', num_args = 1)]
    versions: Vec<String>,
    /// The day judged before, and after if nothing else is said.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// The day judged after.
    #[arg(long, value_name = "DATE")]
    on_b: Option<Date>,
    /// By what could be known on this day; without it, each on the day judged.
    #[arg(long, value_name = "DATE")]
    known_on: Option<Date>,
    /// How many rows to name as examples of each turn.
    #[arg(long, value_name = "N", default_value_t = 3)]
    examples: usize,
    /// Open one row instead, counted from 1: both assessments with their reasons.
    #[arg(long, value_name = "ROW")]
    open: Option<usize>,
    /// For a program: one JSON document.
    #[arg(long)]
    json: bool,
}

/// Which pack on which day.
#[derive(Serialize)]
struct Which {
    pack: String,
    fingerprint: String,
    on: Date,
    version: Option<String>,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    before: Which,
    after: Which,
    seconds: f64,
    compute_seconds: f64,
    /// The names of the groups; the first stands for rows whose group is not known.
    group_names: Vec<String>,
    /// What the rows named as examples are called, by their number from 0.
    ids: &'a BTreeMap<usize, String>,
    #[serde(flatten)]
    report: &'a DifferenceReport,
}

/// A side as it was asked for.
struct Asked {
    pack: Pack,
    on: Date,
    version: Option<String>,
}

impl Diff {
    /// Exit status 0, or 2 if a pack, a day or the population are refused.
    pub fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        let begun = Instant::now();
        let desk = Desk { texts: words::texts()?, lang };
        let (before, after) = match self.sides(&desk)? {
            Ok(sides) => sides,
            Err(Ended(code)) => return Ok(code),
        };
        let known = |asked: &Asked| self.known_on.unwrap_or(asked.on);
        let vocabulary = match Vocabulary::merge([&before.pack.vocabulary, &after.pack.vocabulary]) {
            Ok(vocabulary) => vocabulary,
            Err(findings) => return Ok(super::show(&desk.texts, lang, &findings)),
        };
        let sides = Side::new(&before.pack, before.on, known(&before))
            .and_then(|old| Ok((old, Side::new(&after.pack, after.on, known(&after))?)));
        let (old, new) = match sides {
            Ok(sides) => sides,
            Err(error) => return Ok(desk.refuse(&[Refusal::from(error)])),
        };
        let open = match desk.open(&self.population, &vocabulary) {
            Ok(open) => open,
            Err(stop) => return desk.stop(stop),
        };
        if let Some(row) = self.open {
            let found = find_row(open, row.saturating_sub(1));
            return self.show_row(&desk, found, row, [(&before, known(&before)), (&after, known(&after))]);
        }
        let threads = self.population.threads();
        let mut difference = Difference::new(old, new, self.examples);
        let mut ids: BTreeMap<usize, String> = BTreeMap::new();
        let mut compute_seconds = 0.0;
        let outcome = run_over(open, self.json, |batch| {
            let started = Instant::now();
            let (old, new) = difference.sides();
            let (old, new) = (old.run(&batch.population, threads), new.run(&batch.population, threads));
            difference
                .add(&old, &new, &batch.groups, batch.first_row)
                .map_err(|error| Stop::refused(error.into()))?;
            for row in difference.example_rows() {
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
        let report = match difference.report() {
            Ok(report) => report,
            Err(error) => return Ok(desk.refuse(&[Refusal::from(error)])),
        };
        let mut group_names = vec![desk.say("wotu-population-no-group", &[])];
        group_names.extend(open.groups());
        if self.json {
            let which = |asked: &Asked| Which {
                pack: asked.pack.id.clone(),
                fingerprint: asked.pack.fingerprint().to_owned(),
                on: asked.on,
                version: asked.version.clone(),
            };
            let seconds = begun.elapsed().as_secs_f64();
            let (before, after) = (which(&before), which(&after));
            let document = Document {
                schema: 1,
                before,
                after,
                seconds,
                compute_seconds,
                group_names,
                ids: &ids,
                report: &report,
            };
            say(serde_json::to_string(&document)?);
        } else {
            print(&desk, [&before, &after], &report, &group_names, &ids);
        }
        Ok(ExitCode::SUCCESS)
    }

    fn sides(&self, desk: &Desk) -> anyhow::Result<Result<(Asked, Asked), Ended>> {
        let pack = match desk.pack(&self.before.dir)? {
            Ok(pack) => pack,
            Err(ended) => return Ok(Err(ended)),
        };
        let other = match &self.after {
            Some(after) if after.dir != self.before.dir => match desk.pack(&after.dir)? {
                Ok(pack) => pack,
                Err(ended) => return Ok(Err(ended)),
            },
            _ => pack.clone(),
        };
        let Some(on) = self.before.on.or(self.on) else {
            return Ok(Err(Ended(desk.refuse(&[Refusal::invalid("wotu.diff_no_day", "on")]))));
        };
        let on_after = self.after.as_ref().and_then(|after| after.on).or(self.on_b).unwrap_or(on);
        let (old, new) = match self.versions.as_slice() {
            [] => (None, None),
            [old, new] => (Some(old.clone()), Some(new.clone())),
            _ => return Ok(Err(Ended(desk.refuse(&[Refusal::invalid("wotu.diff_versions", "versions")])))),
        };
        let mut sides = Vec::new();
        for (pack, on, version) in [(pack, on, old), (other, on_after, new)] {
            let pack = match &version {
                None => pack,
                Some(name) => match only_version(&pack, name) {
                    Some(only) => only,
                    None => {
                        let known: Vec<&str> =
                            pack.versions.iter().map(|version| version.id.as_str()).collect();
                        let refusal = Refusal::invalid("wotu.diff_version_unknown", name.clone());
                        return Ok(Err(Ended(desk.refuse(&[refusal.with("versions", known.join(", "))]))));
                    }
                },
            };
            sides.push(Asked { pack, on, version });
        }
        let mut sides = sides.into_iter();
        match (sides.next(), sides.next()) {
            (Some(before), Some(after)) => Ok(Ok((before, after))),
            _ => anyhow::bail!("two sides are compared"),
        }
    }

    fn show_row(
        &self,
        desk: &Desk,
        found: Result<Option<(rules::Facts, Option<String>)>, Stop>,
        row: usize,
        sides: [(&Asked, Date); 2],
    ) -> anyhow::Result<ExitCode> {
        let facts = match found {
            Ok(Some((facts, _))) => facts,
            Ok(None) => {
                let refusal = Refusal::invalid("wotu.population_no_row", "open").with("row", row);
                return Ok(desk.refuse(&[refusal]));
            }
            Err(stop) => return desk.stop(stop),
        };
        let mut documents = Vec::new();
        for (asked, known_on) in sides {
            match rules::assess(&asked.pack, &facts, asked.on, known_on) {
                Err(error) => return Ok(desk.refuse(&[Refusal::from(error)])),
                Ok(assessment) if self.json => documents.push(serde_json::to_value(&assessment)?),
                Ok(assessment) => {
                    assess::print(&desk.texts, desk.lang, &assessment);
                    say("");
                }
            }
        }
        if self.json {
            say(serde_json::to_string(&documents)?);
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// A sum for people: one amount, or from and to.
pub fn sum(desk: &Desk, sum: &Sum) -> String {
    let of = |minor| money(Money::new(minor, sum.currency), desk.lang);
    if sum.from == sum.to {
        return of(sum.from);
    }
    desk.say("wotu-assess-range", &[("from", of(sum.from)), ("to", of(sum.to))])
}

/// Several sums; nothing where all are zero.
pub fn sums(desk: &Desk, all: &[Sum]) -> String {
    let shown: Vec<String> =
        all.iter().filter(|one| (one.from, one.to) != (0, 0)).map(|one| sum(desk, one)).collect();
    if shown.is_empty() { "0".to_owned() } else { shown.join(" + ") }
}

fn effect_line(desk: &Desk, who: &str, effect: &Effect) -> String {
    let args = [
        ("who", who.to_owned()),
        ("people", effect.people.to_string()),
        ("gain", effect.gain.to_string()),
        ("gained", sums(desk, &effect.gained)),
        ("lose", effect.lose.to_string()),
        ("lost", sums(desk, &effect.lost)),
        ("same", effect.same.to_string()),
        ("open", effect.open.to_string()),
        ("undecided", effect.undecided.to_string()),
    ];
    desk.say("wotu-diff-effect", &args)
}

fn print(
    desk: &Desk,
    sides: [&Asked; 2],
    report: &DifferenceReport,
    group_names: &[String],
    ids: &BTreeMap<usize, String>,
) {
    let [before, after] = sides.map(|asked| {
        let version = asked.version.as_deref().unwrap_or_default();
        format!("{} {version} {}", asked.pack.title.get(desk.lang), date(asked.on, desk.lang))
    });
    say(desk.say("wotu-diff-sides", &[("before", before), ("after", after)]));
    say(effect_line(desk, &desk.say("wotu-diff-all", &[]), &report.effect));
    for group in &report.groups {
        let name = group_names.get(group.group).map_or("-", String::as_str);
        say(format_args!("  {}", effect_line(desk, name, &group.effect)));
    }
    let named = |rows: &[usize]| {
        let name = |row: &usize| ids.get(row).cloned().unwrap_or_else(|| (row + 1).to_string());
        rows.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    for (key, rows) in
        [("wotu-diff-gain-rows", &report.gain_examples), ("wotu-diff-lose-rows", &report.lose_examples)]
    {
        if !rows.is_empty() {
            say(desk.say(key, &[("rows", named(rows))]));
        }
    }
    for measure in &report.measures {
        let turned: Vec<&Transition> =
            measure.transitions.iter().filter(|turn| turn.before != turn.after).collect();
        if turned.is_empty() && measure.raised + measure.lowered == 0 {
            continue;
        }
        let args = [
            ("measure", measure.title.get(desk.lang).to_owned()),
            ("before", sum(desk, &measure.before)),
            ("after", sum(desk, &measure.after)),
            ("raised", measure.raised.to_string()),
            ("lowered", measure.lowered.to_string()),
        ];
        say(format_args!("\n{}", desk.say("wotu-diff-measure", &args)));
        for turn in turned {
            let args = [
                ("count", turn.count.to_string()),
                ("before", outcome(desk, turn.before)),
                ("after", outcome(desk, turn.after)),
                ("rows", named(&turn.examples)),
            ];
            say(format_args!("  {}", desk.say("wotu-diff-turn", &args)));
            for because in turn.because.iter().take(5) {
                let key = if because.after { "wotu-diff-because-after" } else { "wotu-diff-because-before" };
                let text =
                    because.text.as_ref().map_or(because.condition.as_str(), |text| text.get(desk.lang));
                let article = because.article.clone().unwrap_or_else(|| "-".to_owned());
                let args = [
                    ("text", text.to_owned()),
                    ("article", article),
                    ("no", because.no.to_string()),
                    ("unknown", because.unknown.to_string()),
                ];
                say(format_args!("    {}", desk.say(key, &args)));
            }
        }
    }
}

fn outcome(desk: &Desk, outcome: Option<Outcome>) -> String {
    let key = match outcome {
        None => "wotu-diff-not-there",
        Some(Outcome::Yes) => "wotu-outcome-yes",
        Some(Outcome::No) => "wotu-outcome-no",
        Some(Outcome::Unknown) => "wotu-outcome-unknown",
        Some(Outcome::Refer) => "wotu-outcome-refer",
    };
    desk.say(key, &[])
}
