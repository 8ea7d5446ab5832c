//! How many questions invented persons are asked until nothing can matter any more, against the form that asks for every
//! fact that a measure in force reads: `cargo run --release -p rules --example questions -- policies/jilin 2023-10-01`.

#[path = "../tests/interviews/mod.rs"]
mod interviews;

use interviews::{Persons, interview};
use rules::{Files, Likelihoods, load, next_questions, pack::named_files};
use std::{error::Error, fs, io::Write as _, path::Path, time::Instant};

const PERSONS: u64 = 200;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "policies/jilin".to_owned());
    let on = std::env::args().nth(2).unwrap_or_else(|| "2023-10-01".to_owned()).parse()?;
    let folder = Path::new(&folder);
    let pack_yaml = fs::read_to_string(folder.join("pack.yaml"))?;
    let mut files = Files::new();
    for path in named_files(&pack_yaml).map_err(|findings| format!("{findings:?}"))? {
        files.insert(path.clone(), fs::read_to_string(folder.join(&path))?);
    }
    files.insert("pack.yaml", pack_yaml);
    let pack = load(&files).map_err(|findings| format!("{findings:?}"))?;
    let known_on = "2026-11-22".parse()?;
    let mut out = std::io::stdout();
    for persons in [Persons::Even, Persons::Ordinary] {
        let (mut asked, mut form, mut most) = (0, 0, 0);
        let mut took = Vec::new();
        for seed in 0..PERSONS {
            let person = persons.person(&pack, seed);
            let begun = Instant::now();
            let found = interview(&pack, &person, on, known_on, &Likelihoods::new());
            let rounds = u128::try_from(found.asked.len().saturating_add(1))?;
            took.push(begun.elapsed().as_micros().checked_div(rounds).unwrap_or(0));
            asked += found.asked.len();
            form += found.form;
            most = most.max(found.asked.len());
            if seed < 2 {
                writeln!(out, "  {}", found.asked.join(" "))?;
            }
        }
        took.sort_unstable();
        let median = took.get(took.len() / 2).copied().unwrap_or_default();
        writeln!(
            out,
            "{}, {persons:?}: {PERSONS} persons were asked {asked} questions (at most {most} of one), the form asks {form}: {} %; \
             a question takes {median} µs with the answer before it",
            pack.id,
            (asked * 100).checked_div(form).unwrap_or(0)
        )?;
    }
    let hundred = load(&interviews::hundred_measures()).map_err(|findings| format!("{findings:?}"))?;
    let nothing = rules::Facts::new();
    let mut took = Vec::new();
    for _ in 0..200 {
        let begun = Instant::now();
        next_questions(&hundred, &nothing, on, known_on, &Likelihoods::new())?;
        took.push(begun.elapsed().as_micros());
    }
    took.sort_unstable();
    writeln!(
        out,
        "at {} invented measures the first question takes {} µs (least {})",
        hundred.versions.iter().map(|version| version.measures.len()).sum::<usize>(),
        took.get(took.len() / 2).copied().unwrap_or_default(),
        took.first().copied().unwrap_or_default()
    )?;
    let begun = Instant::now();
    let first = next_questions(&pack, &rules::Facts::new(), on, known_on, &Likelihoods::new())?;
    writeln!(out, "the first question takes {} µs; at most {}", begun.elapsed().as_micros(), first.at_most)?;
    for question in first.questions.iter().take(8) {
        writeln!(out, "  {question:?}")?;
    }
    Ok(())
}
