//! How long one assessment takes, with all its reasons and without, and the next question:
//! `cargo run --release -p rules --example timing -- policies/jilin 2023-09-05`.

use jiff::civil::Date;
use rules::{
    Facts, Files, Likelihoods, Pack, assess, decide, facts::parse_json, load, next_questions,
    pack::named_files,
};
use std::{error::Error, fs, hint::black_box, io::Write as _, path::Path, time::Instant};

/// An invented person, as far as somebody tells who is asked everything that most measures need.
const TOLD: &str = r#"{"facts": {"birth_date": "1990-03-01", "degree": "doctor", "university_kind": "leading",
    "talent_class_3": "D", "talent_class_2": {"none": true}, "talent_class_1": {"none": true},
    "talent_rated_on": "2023-03-14", "urgently_needed": true, "full_time": true, "work_place": "220102",
    "employer_kind": "enterprise", "contract_start": "2023-01-05", "contract_end": "2026-01-04",
    "first_pension_payment": "2023-02-10", "owns_home_in_city": false, "class_applied_for": "C",
    "household": [{"role": "spouse"}, {"role": "child", "school_entry": "start_primary"}]}}"#;
/// Another, who goes back to Portugal with a spouse.
const RETURNED: &str = r#"{"facts": {"relation_to_emigrant": "emigrant", "portuguese_national": true,
    "left_portugal": "2015-03-01", "months_abroad": 100, "contract_start": "2023-06-01", "contract_kind": "open_ended",
    "contract_end": {"none": true}, "work_place": "PT-05", "work_place_interior": true, "full_time": true,
    "taxes_and_contributions_in_order": true, "owes_iefp": false, "moves_from": "europe",
    "household": [{"role": "spouse", "settles": true, "travels_from": "europe"}]}}"#;
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
    let on = std::env::args().nth(2).unwrap_or_else(|| "2023-09-05".to_owned()).parse()?;
    measure(&mut out, &pack, "nothing told", &Facts::new(), on)?;
    match parse_json(TOLD, &pack.vocabulary).or_else(|_| parse_json(RETURNED, &pack.vocabulary)) {
        Ok(told) => measure(&mut out, &pack, "much told", &told, on)?,
        Err(_) => writeln!(out, "the invented persons do not speak this pack's vocabulary")?,
    }
    Ok(())
}

fn measure(
    out: &mut impl std::io::Write,
    pack: &Pack,
    who: &str,
    facts: &Facts,
    on: Date,
) -> Result<(), Box<dyn Error>> {
    let known_on = "2026-11-22".parse()?;
    let measures = assess(pack, facts, on, known_on)?.measures.len();
    let traced = times(|| assess(pack, black_box(facts), on, known_on).map(drop))?;
    let untraced = times(|| decide(pack, black_box(facts), on, known_on).map(drop))?;
    let asked =
        times(|| next_questions(pack, black_box(facts), on, known_on, &Likelihoods::new()).map(drop))?;
    writeln!(
        out,
        "{who}: {measures} measures; with reasons, what is missing and the bundle {traced}; outcomes and amounts alone \
         {untraced}; the next question {asked}"
    )?;
    Ok(())
}

/// The least, the median and the 99th hundredth of many rounds.
fn times<E>(mut round: impl FnMut() -> Result<(), E>) -> Result<String, E> {
    let mut took = Vec::new();
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        round()?;
        took.push(begun.elapsed().as_nanos());
    }
    took.sort_unstable();
    let at = |percent: usize| took.get(took.len() * percent / 100).copied().unwrap_or_default() / 1_000;
    Ok(format!("{} µs (least {}, 99 % {})", at(50), at(0), at(99)))
}
