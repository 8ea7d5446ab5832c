//! A corpus of mistakes that a policy office makes, each a small edit of a committed pack, and how many of them `policy
//! check` and `policy test` find. Most are drawn (`mistakes/draw.rs`: every operator at places drawn with a fixed seed);
//! those of `by_hand.json` are what the operators do not make. No mistake was left out because it is not found.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by it, and prints its figures"
)]

#[path = "mistakes/draw.rs"]
mod draw;
mod packs;

use packs::pack_folders;
use rules::{
    Files, Finding, Pack, analyse,
    cases::{Case, read, run},
    load,
    pack::named_files,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Mutex,
    thread,
};

/// One mistake: of the places where `find` stands in the file, the `nth` becomes `replace`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    name: String,
    pack: String,
    file: String,
    find: String,
    #[serde(default = "first")]
    nth: usize,
    replace: String,
}

const fn first() -> usize {
    1
}

/// Drawn ones that change nothing that anybody could see, with the reason: no check and no case can find them, and they
/// are not counted.
const NO_MISTAKE: [(&str, &str); 0] = [];

fn folder_of_corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes")
}

/// With `WOTU_MISTAKES_SEED=5` another draw instead: how well mistakes are found that nobody has seen yet.
fn corpus() -> Vec<Mistake> {
    if let Some(seed) = std::env::var("WOTU_MISTAKES_SEED").ok().and_then(|seed| seed.parse().ok()) {
        return draw::draw(&pack_folders(), seed);
    }
    let mut all = Vec::new();
    for file in ["drawn.json", "by_hand.json"] {
        let text = fs::read_to_string(folder_of_corpus().join(file)).unwrap();
        let mistakes: Vec<Mistake> = serde_json::from_str(&text).unwrap();
        all.extend(mistakes);
    }
    all
}

fn files_of(folder: &Path) -> Files {
    let manifest = fs::read_to_string(folder.join("pack.yaml")).unwrap();
    let mut files = Files::new().with("pack.yaml", manifest.as_str());
    for path in named_files(&manifest).unwrap() {
        files.insert(&path, fs::read_to_string(folder.join(&path)).unwrap());
    }
    files
}

fn changed(files: &Files, mistake: &Mistake) -> Files {
    let text =
        files.get(&mistake.file).unwrap_or_else(|| panic!("{}: no file {}", mistake.name, mistake.file));
    let places: Vec<(usize, &str)> = text.match_indices(&mistake.find).collect();
    let (at, found) = places.get(mistake.nth - 1).unwrap_or_else(|| {
        panic!("{}: {} is not in {} any more; draw anew", mistake.name, mistake.find, mistake.file)
    });
    let changed = format!("{}{}{}", &text[..*at], mistake.replace, &text[at + found.len()..]);
    assert_ne!(changed, text, "{} changes nothing", mistake.name);
    files.clone().with(&mistake.file, changed)
}

/// What a finding says, wherever it stands: lines move.
type Said = (String, String, Vec<(String, String)>);

fn said(finding: &Finding) -> Said {
    let args = finding.args.iter().filter(|(name, _)| !name.starts_with("case"));
    let args = args.map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    (finding.file.clone(), finding.code.as_str().to_owned(), args)
}

fn findings(pack: &Pack) -> Vec<Said> {
    pack.warnings().iter().chain(&analyse(pack)).map(said).collect()
}

struct Committed {
    files: Files,
    findings: Vec<Said>,
    cases: Vec<(String, String)>,
}

fn committed() -> BTreeMap<String, Committed> {
    let mut packs = BTreeMap::new();
    for folder in pack_folders() {
        let files = files_of(&folder);
        let pack = load(&files).unwrap();
        let mut cases = Vec::new();
        for entry in fs::read_dir(folder.join("tests")).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "yaml") {
                cases.push((
                    path.file_name().unwrap().to_string_lossy().into_owned(),
                    fs::read_to_string(path).unwrap(),
                ));
            }
        }
        cases.sort();
        // Or every mistake would seem to be found.
        for (file, text) in &cases {
            for case in read(file, text, &pack).unwrap() {
                assert!(
                    run(&pack, &case).differences.is_empty(),
                    "{}/tests/{file} fails without any mistake",
                    pack.id
                );
            }
        }
        packs.insert(pack.id.clone(), Committed { files, findings: findings(&pack), cases });
    }
    packs
}

/// By what a mistake was found.
#[derive(Debug, Clone, Copy)]
struct Found {
    by_check: bool,
    by_cases: bool,
}

fn judge(committed: &Committed, mistake: &Mistake) -> (Found, String) {
    let pack = match load(&changed(&committed.files, mistake)) {
        Ok(pack) => pack,
        Err(findings) => {
            let why = findings.first().map(ToString::to_string).unwrap_or_default();
            return (Found { by_check: true, by_cases: true }, format!("refused: {why}"));
        }
    };
    let mut left = committed.findings.clone();
    let mut new = Vec::new();
    for finding in findings(&pack) {
        match left.iter().position(|known| *known == finding) {
            Some(at) => {
                left.remove(at);
            }
            None => new.push(finding),
        }
    }
    let differing = committed.cases.iter().find_map(|(file, text)| {
        let cases: Vec<Case> = match read(file, text, &pack) {
            Ok(cases) => cases,
            Err(mistakes) => return Some(format!("{file}: {mistakes:?}")),
        };
        cases.iter().find_map(|case| {
            let verdict = run(&pack, case);
            verdict.differences.first().map(|found| format!("{file}:{} {}", found.line, found.what))
        })
    });
    let why = new.first().map(|(_, code, args)| format!("check: {code} {args:?}"));
    let found = Found { by_check: why.is_some(), by_cases: differing.is_some() };
    (found, why.or_else(|| differing.map(|place| format!("cases: {place}"))).unwrap_or_default())
}

#[test]
fn check_and_test_together_find_nearly_every_mistake_of_the_corpus() {
    let packs = committed();
    let corpus: Vec<Mistake> = corpus()
        .into_iter()
        .filter(|mistake| !NO_MISTAKE.iter().any(|(name, _)| *name == mistake.name))
        .collect();
    let results = Mutex::new(Vec::new());
    let next = Mutex::new(corpus.iter().enumerate());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, |count| count.get().min(4)) {
            scope.spawn(|| {
                loop {
                    let taken = next.lock().unwrap().next();
                    let Some((number, mistake)) = taken else { return };
                    let judged = judge(&packs[&mistake.pack], mistake);
                    results.lock().unwrap().push((number, judged));
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap();
    results.sort_by_key(|(number, _)| *number);
    let count = |is: fn(&Found) -> bool| results.iter().filter(|(_, (found, _))| is(found)).count();
    for (number, (found, why)) in &results {
        let mark = match (found.by_check, found.by_cases) {
            (true, true) => "both ",
            (true, false) => "check",
            (false, true) => "cases",
            (false, false) => "NONE ",
        };
        println!("{mark} {} ({}/{}) {why}", corpus[*number].name, corpus[*number].pack, corpus[*number].file);
    }
    let (all, refused) =
        (results.len(), results.iter().filter(|(_, (_, why))| why.starts_with("refused")).count());
    let (check, cases) = (count(|found| found.by_check), count(|found| found.by_cases));
    let together = count(|found| found.by_check || found.by_cases);
    println!(
        "{all} mistakes: {together} found; {check} by check ({refused} of them do not load), {} by cases alone, {} by check alone",
        together - check,
        together - cases
    );
    let missed = results.iter().filter(|(_, (found, _))| !found.by_check && !found.by_cases);
    let missed: Vec<&str> = missed.map(|(number, _)| corpus[*number].name.as_str()).collect();
    assert!(all >= 100, "only {all} mistakes");
    assert!(together * 100 >= all * 95, "{together} of {all}; not found: {missed:#?}");
}

/// `cargo test -p rules --test mistakes -- --ignored draw_anew`: writes `drawn.json` from the packs as they are.
#[test]
#[ignore = "writes the corpus"]
fn draw_anew() {
    let drawn = draw::draw(&pack_folders(), draw::SEED);
    fs::write(folder_of_corpus().join("drawn.json"), serde_json::to_string_pretty(&drawn).unwrap() + "\n")
        .unwrap();
    println!("{} mistakes", drawn.len());
}

#[test]
fn the_names_of_the_corpus_are_all_different() {
    let mut names: Vec<String> = corpus().into_iter().map(|mistake| mistake.name).collect();
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all);
}
