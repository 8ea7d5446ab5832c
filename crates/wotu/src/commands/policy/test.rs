//! `wotu policy test DIR`: runs the cases beside a pack; says what of the pack they saw, and which small mistakes they would
//! not have noticed. The form of cases: docs/policy-tests.md.

use crate::{
    files,
    words::{self, remark, say},
};
use anyhow::Context as _;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use platform::texts::Texts;
use rules::{
    Files, Pack,
    cases::{Case, Coverage, Difference, run},
    mutation::{Fate, Mutant, fate, mutants, select},
};
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::atomic::{AtomicUsize, Ordering},
};
use vocabulary::Lang;

/// What to test.
#[derive(Args)]
pub struct Test {
    /// The pack's folder; its cases are the files tests/*.yaml in it.
    dir: PathBuf,
    /// For a program: one JSON document.
    #[arg(long)]
    json: bool,
    /// Says of each condition which of yes, no and unknown the cases saw, and which caps, rows and values they used.
    #[arg(long)]
    coverage: bool,
    /// Makes at most so many small mistakes in the pack, one at a time, and says which of them no case notices.
    #[arg(long, value_name = "N")]
    mutants: Option<usize>,
    /// Which mistakes, where there are more than N: another number chooses others.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

impl Test {
    /// Exit status 0 if all cases come out, 1 if one does not, 2 if the pack or a file of cases is refused.
    pub fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        let texts = words::texts()?;
        let loaded = files::pack(&self.dir)?.and_then(|files| rules::load(&files).map(|pack| (files, pack)));
        let (files, pack) = match loaded {
            Ok(loaded) => loaded,
            Err(findings) => return Ok(super::show(&texts, lang, &findings)),
        };
        let Some(cases) = read_cases(&self.dir, &pack, lang)? else { return Ok(ExitCode::from(2)) };
        if cases.is_empty() {
            let dir = self.dir.join("tests").display().to_string();
            remark(texts.say(lang, "wotu-policy-test-none", &[("dir", dir)]));
            return Ok(ExitCode::from(2));
        }
        let mut coverage = Coverage::new(&pack);
        let mut failed: Vec<(&Case, Vec<Difference>)> = Vec::new();
        for case in &cases {
            let verdict = run(&pack, case);
            if let Some(assessment) = &verdict.assessment {
                coverage.add(&pack, case, assessment);
            }
            if !verdict.differences.is_empty() {
                failed.push((case, verdict.differences));
            }
        }
        // What the cases would notice can be asked only while they notice nothing.
        let mutation = self.mutants.filter(|_| failed.is_empty()).map(|most| {
            let chosen = select(mutants(&files), most, self.seed);
            try_all(&files, chosen, &cases)
        });
        if self.json {
            say(serde_json::to_string_pretty(&document(
                &pack,
                &cases,
                &failed,
                &coverage,
                mutation.as_deref(),
            ))?);
        } else {
            for (case, differences) in &failed {
                print_failed(&texts, lang, case, differences);
            }
            if self.coverage {
                print_coverage(&texts, lang, &coverage);
            }
            if let Some(tried) = &mutation {
                print_survivors(&texts, lang, tried);
            }
            let counts = [("cases", cases.len().to_string()), ("failed", failed.len().to_string())];
            say(texts.say(lang, "wotu-policy-test-summary", &counts));
        }
        Ok(if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

/// The cases of every file, in the order of their names; nothing if one was refused, and it was said why.
fn read_cases(dir: &Path, pack: &Pack, lang: Lang) -> anyhow::Result<Option<Vec<Case>>> {
    let folder = dir.join("tests");
    let mut paths: Vec<PathBuf> = Vec::new();
    if folder.is_dir() {
        for entry in std::fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let (mut cases, mut is_sound) = (Vec::new(), true);
    for path in paths {
        let name = path.to_string_lossy().into_owned();
        match rules::cases::read(&name, &files::text(&name)?, pack) {
            Ok(found) => cases.extend(found),
            Err(mistakes) => {
                is_sound = false;
                for mistake in mistakes {
                    let words = mistake.words();
                    let (line, column) = (mistake.line, mistake.column);
                    remark(format_args!("{name}:{line}:{column}: {}", words.get(lang)));
                }
            }
        }
    }
    Ok(is_sound.then_some(cases))
}

/// Runs the cases against each mutant, on every core; a bar where somebody watches.
fn try_all(files: &Files, mutants: Vec<Mutant>, cases: &[Case]) -> Vec<(Mutant, Fate)> {
    let bar = ProgressBar::new(u64::try_from(mutants.len()).unwrap_or(0));
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let work = || {
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(mutant) = mutants.get(number) else { return done };
            done.push((number, fate(files, mutant, cases)));
            bar.inc(1);
        }
    };
    let mut fates: Vec<(usize, Fate)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    });
    bar.finish_and_clear();
    fates.sort_by_key(|(number, _)| *number);
    mutants.into_iter().zip(fates.into_iter().map(|(_, fate)| fate)).collect()
}

/// Killed, survived, refused.
fn count(tried: &[(Mutant, Fate)]) -> (usize, usize, usize) {
    tried.iter().fold((0, 0, 0), |(killed, survived, refused), (_, fate)| match fate {
        Fate::Killed(_) => (killed + 1, survived, refused),
        Fate::Survived => (killed, survived + 1, refused),
        Fate::Refused => (killed, survived, refused + 1),
    })
}

fn document(
    pack: &Pack,
    cases: &[Case],
    failed: &[(&Case, Vec<Difference>)],
    coverage: &Coverage,
    mutation: Option<&[(Mutant, Fate)]>,
) -> Value {
    let failing = failed.iter().map(|(case, differences)| {
        json!({"file": case.file, "line": case.line, "name": case.name, "differences": differences})
    });
    let mutation = mutation.map(|tried| {
        let (killed, survived, refused) = count(tried);
        let survivors = tried.iter().filter(|(_, fate)| *fate == Fate::Survived).map(|(mutant, _)| mutant);
        let survivors: Vec<&Mutant> = survivors.collect();
        json!({"killed": killed, "survived": survived, "refused": refused, "survivors": survivors})
    });
    let ((seen, answers), (used, figures)) = (coverage.answers(), coverage.figures());
    json!({
        "schema": 1,
        "pack": pack.id,
        "fingerprint": pack.fingerprint(),
        "cases": cases.len(),
        "failed": failing.collect::<Vec<_>>(),
        "coverage": {
            "answers_seen": seen, "answers": answers, "figures_used": used, "figures": figures,
            "measures": coverage.measures, "tables": coverage.tables, "parameters": coverage.parameters,
        },
        "mutation": mutation,
    })
}

fn print_failed(texts: &Texts, lang: Lang, case: &Case, differences: &[Difference]) {
    say(format_args!("{}:{}: {}", case.file, case.line, case.name.get(lang)));
    for found in differences {
        let args = [
            ("what", found.what.clone()),
            ("expected", found.expected.clone()),
            ("found", found.found.clone()),
        ];
        let words = texts.say(lang, "wotu-policy-test-difference", &args);
        say(format_args!("  {}:{}:{}: {words}", found.file, found.line, found.column));
        for decided in &found.decided {
            let article = decided.article.as_deref().map_or(String::new(), |article| {
                format!(" ({})", texts.say(lang, "wotu-assess-article", &[("article", article.to_owned())]))
            });
            let place =
                decided.place.as_ref().map_or(String::new(), |(file, line)| format!("{file}:{line}: "));
            let args =
                [("condition", decided.condition.clone()), ("text", decided.text.get(lang).to_owned())];
            let words = texts.say(lang, super::result_key(decided.result), &args);
            say(format_args!("    {place}{words}{article}"));
        }
    }
}

fn print_coverage(texts: &Texts, lang: Lang, coverage: &Coverage) {
    say(texts.say(lang, "wotu-policy-test-coverage", &[]));
    say(format_args!("{:>5} {:>5} {:>5}", "+", "-", "?"));
    for measure in &coverage.measures {
        for of in &measure.conditions {
            let seen = of.seen;
            let mark = if seen.yes == 0 || seen.no == 0 { "!" } else { " " };
            say(format_args!(
                "{:>5} {:>5} {:>5} {mark} {}/{}/{}  {}:{}",
                seen.yes, seen.no, seen.unknown, measure.version, measure.measure, of.id, of.file, of.line
            ));
        }
        for cap in &measure.caps {
            let args = [("lowered", cap.lowered.to_string()), ("passed", cap.passed.to_string())];
            let words = texts.say(lang, "wotu-policy-test-cap", &args);
            say(format_args!(
                "  {}/{}  {}:{}  {words}",
                measure.version, measure.measure, cap.file, cap.line
            ));
        }
    }
    let tables = coverage.tables.iter().map(|table| (&table.version, &table.table, &table.rows));
    let parameters = coverage.parameters.iter().map(|of| (&of.version, &of.parameter, &of.values));
    for (version, name, uses) in tables.chain(parameters) {
        for one in uses.iter().filter(|one| one.cases == 0) {
            let args = [("name", format!("{version}/{name}[{}]", one.of))];
            say(texts.say(lang, "wotu-policy-test-unused", &args));
        }
    }
    let ((seen, answers), (used, figures)) = (coverage.answers(), coverage.figures());
    let args = [
        ("seen", seen.to_string()),
        ("answers", answers.to_string()),
        ("used", used.to_string()),
        ("figures", figures.to_string()),
    ];
    say(texts.say(lang, "wotu-policy-test-covered", &args));
}

fn print_survivors(texts: &Texts, lang: Lang, tried: &[(Mutant, Fate)]) {
    for (mutant, _) in tried.iter().filter(|(_, fate)| *fate == Fate::Survived) {
        let what = texts.say(lang, "wotu-policy-test-survivor", &[("change", mutant.what())]);
        say(format_args!("{}:{}:{}: {what}", mutant.file, mutant.line, mutant.column));
    }
    let (killed, survived, refused) = count(tried);
    let args = [
        ("killed", killed.to_string()),
        ("all", (killed + survived).to_string()),
        ("refused", refused.to_string()),
    ];
    say(texts.say(lang, "wotu-policy-test-mutants", &args));
}
