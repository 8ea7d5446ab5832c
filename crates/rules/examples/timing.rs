//! How long one assessment with all its reasons takes: `cargo run --release -p rules --example timing -- policies/jilin`.

use rules::{Facts, Files, Pack, assess, facts::parse_json, load, pack::named_files};
use std::{error::Error, fs, hint::black_box, io::Write as _, path::Path, time::Instant};

/// An invented person, as far as somebody tells who is asked everything that most measures need.
const TOLD: &str = r#"{"facts": {"birth_date": "1990-03-01", "degree": "doctor", "university_kind": "leading",
    "talent_class_3": "D", "talent_class_2": {"none": true}, "talent_class_1": {"none": true},
    "talent_rated_on": "2023-03-14", "urgently_needed": true, "full_time": true, "work_place": "220102",
    "employer_kind": "enterprise", "contract_start": "2023-01-05", "contract_end": "2026-01-04",
    "first_pension_payment": "2023-02-10", "owns_home_in_city": false, "class_applied_for": "C",
    "household": [{"role": "spouse"}, {"role": "child", "school_entry": "start_primary"}]}}"#;
const ROUNDS: u32 = 1_000;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "policies/jilin".to_owned());
    let folder = Path::new(&folder);
    let pack_yaml = fs::read_to_string(folder.join("pack.yaml"))?;
    let mut files = Files::new();
    for path in named_files(&pack_yaml).map_err(|findings| format!("{findings:?}"))? {
        files.insert(path.clone(), fs::read_to_string(folder.join(&path))?);
    }
    files.insert("pack.yaml", pack_yaml);
    let begun = Instant::now();
    let pack = load(&files).map_err(|findings| format!("{findings:?}"))?;
    let mut out = std::io::stdout();
    writeln!(out, "{}: loaded and checked in {} µs", pack.id, begun.elapsed().as_micros())?;
    let told = parse_json(TOLD, &pack.vocabulary);
    measure(&mut out, &pack, "nothing told", &Facts::new())?;
    match told {
        Ok(told) => measure(&mut out, &pack, "much told", &told)?,
        Err(_) => writeln!(out, "the invented person does not speak this pack's vocabulary")?,
    }
    Ok(())
}

fn measure(
    out: &mut impl std::io::Write,
    pack: &Pack,
    who: &str,
    facts: &Facts,
) -> Result<(), Box<dyn Error>> {
    let (on, known_on) = ("2023-09-05".parse()?, "2026-11-22".parse()?);
    let measures = assess(pack, facts, on, known_on)?.measures.len();
    let mut took = Vec::new();
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        black_box(assess(pack, black_box(facts), on, known_on)?);
        took.push(begun.elapsed().as_nanos());
    }
    took.sort_unstable();
    let at = |percent: usize| took.get(took.len() * percent / 100).copied().unwrap_or_default() / 1_000;
    writeln!(out, "{who}: {measures} measures with reasons, median {} µs, 99 % {} µs", at(50), at(99))?;
    Ok(())
}
