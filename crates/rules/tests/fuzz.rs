//! Whatever is fed to the engine, it answers: the parser, the checker and the machine on broken expressions, `load` and
//! `assess` on broken packs, the readers on broken JSON. By chance from a seed, for `FUZZ_SECONDS` (some seconds if not
//! said; `cargo xtask test --only fuzz` takes minutes), each target in a thread with a stack of 2 MiB. `FUZZ_SEED` begins
//! elsewhere; what was fed last is printed where one fails.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a test fails by them"
)]

mod generated;
mod packs;

use generated::{BOUND, Chance, Writer};
use jiff::civil::{Date, date};
use rules::{
    Assessment, CannotAssess, Determination, Facts, Files, Pack, Value, assess,
    columns::{Plan, Population},
    conformance::{self, Answer, Literal, answer},
    facts::{FactDeclaration, FactType, parse_json},
    language::{Mistake, parse},
    load,
    pack::named_files,
};
use std::{
    collections::BTreeMap,
    fs,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};
use vocabulary::Money;

const STACK: usize = 2 * 1024 * 1024;

fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// Runs one target with fresh chance until the time is over, and at least so many times.
fn feed(least: usize, target: impl Fn(&mut Chance, &Fed) + Send + 'static) {
    let end = Instant::now() + Duration::from_secs(setting("FUZZ_SECONDS", 2));
    let mut seed = setting("FUZZ_SEED", 1);
    let fed = Fed(Arc::new(Mutex::new(String::new())));
    let last = fed.clone();
    let run = move || {
        let mut count = 0_usize;
        while count < least || Instant::now() < end {
            target(&mut Chance::new(seed), &fed);
            seed = seed.wrapping_add(1);
            count += 1;
        }
        count
    };
    match thread::Builder::new().stack_size(STACK).spawn(run).unwrap().join() {
        Ok(count) => println!("{count} inputs"),
        Err(_) => panic!("fed last:\n{}", last.0.lock().unwrap()),
    }
}

/// What was fed last.
#[derive(Clone)]
struct Fed(Arc<Mutex<String>>);

impl Fed {
    fn is(&self, text: &str) {
        text.clone_into(&mut self.0.lock().unwrap());
    }
}

const PIECES: [&str; 72] = [
    "a",
    "x",
    "on",
    "true",
    "false",
    "null",
    "in",
    "if",
    "0",
    "1",
    "0x1F",
    "9223372036854775808",
    "1u",
    "1.5",
    "1e3",
    ".5",
    "'a'",
    "\"b\"",
    "'''c'''",
    "r'\\'",
    "b'd'",
    "'\\u0041'",
    "'\\uD800'",
    "'",
    "\"\"\"",
    "\\",
    "`k`",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ".",
    "?",
    ":",
    "!",
    "-",
    "+",
    "*",
    "/",
    "%",
    "&&",
    "||",
    "==",
    "!=",
    "<",
    "<=",
    "=",
    "//",
    "\n",
    " ",
    "\u{3000}",
    "吉",
    "🐱",
    "\0",
    "size(",
    "has(",
    ".all(v, ",
    ".exists(v, ",
    ".map(v, ",
    ".exists_one(v, ",
    ".filter(v, ",
    "xs",
    "ts",
    "s",
    "math.least(",
    ".replace('', ",
    "cel.bind(",
    "household",
    "[0]",
];

/// One of: bytes, a soup of tokens, a sound expression, one that was broken.
fn expression(chance: &mut Chance, real: &[String]) -> String {
    match chance.below(8) {
        0 => {
            let bytes: Vec<u8> = (0..chance.below(60)).map(|_| chance.next().to_le_bytes()[0]).collect();
            String::from_utf8_lossy(&bytes).into_owned()
        }
        1 | 2 => {
            let between = *chance.pick(&["", " "]);
            let pieces: Vec<&str> = (0..chance.below(40)).map(|_| *chance.pick(&PIECES)).collect();
            pieces.join(between)
        }
        3 => Writer::new(chance).any(5),
        4 => {
            // One piece very often: what recurses must not overflow the stack.
            let piece = *chance.pick(&PIECES);
            let times = chance.below(3_000);
            format!("{}a{}", piece.repeat(times), chance.pick(&[")", "]", "}", "", ": 1"]).repeat(times))
        }
        5 => {
            let sound = Writer::new(chance).any(4);
            broken(chance, &sound)
        }
        _ => {
            let sound = chance.pick(real).clone();
            broken(chance, &sound)
        }
    }
}

/// The text with some characters taken out, doubled, exchanged, or tokens put in.
fn broken(chance: &mut Chance, text: &str) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for _ in 0..=chance.below(4) {
        let at = chance.below(characters.len() + 1);
        let end = (at + chance.below(12)).min(characters.len());
        match chance.below(5) {
            0 => {
                characters.drain(at..end);
            }
            1 => {
                let copy: Vec<char> = characters[at..end].to_vec();
                characters.splice(at..at, copy);
            }
            2 if !characters.is_empty() => {
                let other = chance.below(characters.len());
                let at = at.min(characters.len() - 1);
                characters.swap(at, other);
            }
            3 => {
                let nines: Vec<char> = "9".repeat(chance.below(25)).chars().collect();
                characters.splice(at..end, nines);
            }
            _ => {
                let piece: Vec<char> = chance.pick(&PIECES).chars().collect();
                characters.splice(at..at, piece);
            }
        }
    }
    characters.into_iter().collect()
}

fn are_in_place(text: &str, mistakes: &[Mistake]) {
    assert!(!mistakes.is_empty() && mistakes.len() <= 20, "{} mistakes", mistakes.len());
    for mistake in mistakes {
        let span = mistake.span;
        assert!(span.start <= span.end && text.get(span.start..span.end).is_some(), "{mistake:?}");
    }
}

/// The files of every pack, by folder.
fn sources() -> Vec<Vec<(String, String)>> {
    let folder = |folder: &std::path::PathBuf| {
        let manifest = fs::read_to_string(folder.join("pack.yaml")).unwrap();
        let names = named_files(&manifest).unwrap();
        let mut files: Vec<(String, String)> = names
            .into_iter()
            .map(|name| (name.clone(), fs::read_to_string(folder.join(&name)).unwrap()))
            .collect();
        files.push(("pack.yaml".to_owned(), manifest));
        files
    };
    packs::pack_folders().iter().map(folder).collect()
}

/// The expressions of the packs, as far as they stand on one line.
fn real_expressions(sources: &[Vec<(String, String)>]) -> Vec<String> {
    let lines = sources.iter().flatten().flat_map(|(_, text)| text.lines());
    let found: Vec<String> = lines
        .filter_map(|line| line.split_once("expr: "))
        .map(|(_, rest)| {
            rest.split([',', '}']).next().unwrap_or(rest).trim_matches(['\'', '"', ' ']).to_owned()
        })
        .collect();
    assert!(found.len() > 100);
    found
}

#[test]
fn any_text_is_an_expression_or_has_mistakes_at_their_place() {
    let bound: BTreeMap<String, Literal> = BOUND
        .iter()
        .map(|(name, text)| match answer(text, &BTreeMap::new()) {
            Ok(Answer::Value(value)) => ((*name).to_owned(), value),
            other => panic!("{other:?}"),
        })
        .collect();
    let real = real_expressions(&sources());
    feed(2_000, move |chance, fed| {
        let text = expression(chance, &real);
        fed.is(&text);
        if let Err(mistakes) = parse(&text) {
            are_in_place(&text, &mistakes);
        }
        match answer(&text, &bound) {
            Err(mistakes) => are_in_place(&text, &mistakes),
            // The same text is always answered the same.
            Ok(found) => assert_eq!(answer(&text, &bound), Ok(found)),
        }
    });
}

fn loaded(files: &[(String, String)]) -> Option<Pack> {
    let mut input = Files::new();
    for (name, text) in files {
        input.insert(name, text.as_str());
    }
    let findings = match load(&input) {
        Ok(pack) => return Some(pack),
        Err(findings) => findings,
    };
    assert!(!findings.is_empty());
    for finding in findings {
        assert!(finding.line >= 1 && finding.column >= 1, "{finding}");
        assert!(!finding.text().zh.is_empty() && !finding.text().en.is_empty(), "{finding}");
        if let Some((_, text)) = files.iter().find(|(name, _)| *name == finding.file) {
            // The place behind the last character is one, too.
            let lines = text.split('\n').count() + 1;
            assert!(finding.line <= lines, "{finding}: {lines} lines");
            let line = text.split('\n').nth(finding.line - 1).unwrap_or_default();
            assert!(finding.column <= line.chars().count() + 2, "{finding}: {line}");
        }
    }
    None
}

fn value(chance: &mut Chance, pack: &Pack, fact: &FactDeclaration) -> Value {
    let number = *chance.pick(&[0, 1, 2, 3, 17, 59, 60, 100, 1_000_000]);
    match &fact.kind {
        _ if fact.may_be_none && chance.one_in(4) => Value::None,
        FactType::Bool => Value::Bool(chance.one_in(2)),
        FactType::Int { .. } | FactType::Decimal { .. } => Value::Int(number),
        FactType::Money { currency, .. } => Value::Money(Money::new(number * 100, *currency)),
        FactType::Date => Value::Date(day(chance)),
        FactType::Text => Value::text(*chance.pick(&["220100", "PT", "", "吉林"])),
        FactType::Enum { scheme } => {
            let scheme = pack.vocabulary.scheme(scheme).unwrap();
            if scheme.values.is_empty() {
                Value::text("A")
            } else {
                Value::text(chance.pick(&scheme.values).id.clone())
            }
        }
        FactType::List { fields } => Value::List(
            (0..chance.below(4))
                .map(|_| {
                    let told: Vec<&FactDeclaration> = fields.iter().filter(|_| !chance.one_in(4)).collect();
                    told.into_iter().map(|field| (field.name.clone(), value(chance, pack, field))).collect()
                })
                .collect(),
        ),
    }
}

/// Two of three facts, whatever they are.
fn facts_of(chance: &mut Chance, pack: &Pack) -> Facts {
    let mut facts = Facts::new();
    for fact in pack.vocabulary.facts() {
        if !chance.one_in(3) {
            facts.set(fact.name.as_str(), value(chance, pack, fact));
        }
    }
    facts
}

/// The columnar back end says of every row what the other one says of the case, the refusals included.
fn in_columns(
    pack: &Pack,
    cases: &[Facts],
    days: (Date, Date),
    assessed: &[Result<Assessment, CannotAssess>],
) {
    let Ok(plan) = Plan::new(pack, days.0, days.1) else {
        assert!(assessed.iter().all(Result::is_err));
        return;
    };
    let Ok(population) = Population::from_facts(&pack.vocabulary, cases) else {
        assert!(assessed.iter().any(Result::is_err));
        return;
    };
    let results = plan.run(&population, 1);
    assert_eq!(results.rows, cases.len());
    for (row, assessment) in assessed.iter().enumerate() {
        let assessment = assessment.as_ref().unwrap();
        for column in &results.measures {
            let same =
                |measure: &&Determination| measure.id == column.id && measure.version == column.version;
            let measure = assessment.measures.iter().find(same).unwrap();
            assert_eq!(column.outcome[row], measure.outcome, "{} of {row}", column.id);
        }
    }
}

fn day(chance: &mut Chance) -> Date {
    *chance.pick(&[
        date(2023, 9, 5),
        date(2024, 2, 29),
        date(2019, 1, 31),
        date(2026, 11, 22),
        date(1963, 8, 1),
        Date::MIN,
        Date::MAX,
    ])
}

#[test]
fn any_pack_is_loaded_and_assessed_or_has_findings_at_their_place() {
    let sources = sources();
    feed(30, move |chance, fed| {
        let mut files = chance.pick(&sources).clone();
        for _ in 0..chance.below(3) {
            let which = chance.below(files.len());
            // A small change somewhere: the rest still means something.
            let (_, text) = &mut files[which];
            let lines: Vec<&str> = text.split('\n').collect();
            let at = chance.below(lines.len());
            let changed = broken(chance, lines[at]);
            let mut lines: Vec<&str> = lines;
            lines[at] = &changed;
            let changed = lines.join("\n");
            *text = changed;
        }
        fed.is(&files.iter().map(|(name, text)| format!("--- {name}\n{text}\n")).collect::<String>());
        let Some(pack) = loaded(&files) else { return };
        let cases: Vec<Facts> = (0..3).map(|_| facts_of(chance, &pack)).collect();
        let (on, known_on) = (day(chance), day(chance));
        let assessed: Vec<_> = cases.iter().map(|facts| assess(&pack, facts, on, known_on)).collect();
        for assessment in assessed.iter().flatten() {
            assert!(serde_json::to_string(assessment).is_ok());
        }
        in_columns(&pack, &cases, (on, known_on), &assessed);
        for version in &pack.versions {
            for derived in &version.derived {
                assert!(!pack.plain(version, &derived.expression).en.is_empty());
            }
        }
    });
}

#[test]
fn any_json_is_facts_or_cases_or_is_refused() {
    let sources = sources();
    let jilin = sources.iter().find_map(|files| loaded(files)).unwrap();
    let cases: Vec<String> = {
        let text = include_str!("data/cel/conformance_half.json");
        let whole: Vec<serde_json::Value> = serde_json::from_str(text).unwrap();
        whole.iter().map(ToString::to_string).collect()
    };
    feed(200, move |chance, fed| {
        let mut facts = Facts::new();
        for fact in jilin.vocabulary.facts() {
            facts.set(fact.name.as_str(), value(chance, &jilin, fact));
        }
        let told: BTreeMap<&str, _> =
            facts.iter().filter_map(|(name, given)| Some((name, given.value.as_ref()?))).collect();
        let text = broken(chance, &serde_json::json!({ "facts": told }).to_string());
        fed.is(&text);
        let _ = parse_json(&text, &jilin.vocabulary);
        let some: Vec<&str> = (0..3).map(|_| chance.pick(&cases).as_str()).collect();
        let text = broken(chance, &format!("[{}]", some.join(", ")));
        fed.is(&text);
        if let Ok(report) = conformance::run(&text) {
            assert_eq!(report.passed + report.outside + report.failed, report.cases);
            assert_eq!(
                (report.outside_cases.len(), report.failed_cases.len()),
                (report.outside, report.failed)
            );
        }
    });
}
