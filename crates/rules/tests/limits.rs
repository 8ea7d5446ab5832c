//! What is too large is refused at its place, and what was done until then is counted, not timed. `cargo test -p rules
//! --release --test limits -- --ignored --nocapture` prints how long each took.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test fails by them")]

mod support;

use rules::{
    Code, Files,
    language::{Node, Problem, parse},
    load,
};
use std::time::Instant;
use support::{FACTS, HEADER, PACK, files, measure, mistakes};

fn condition(expression: &str) -> String {
    format!("measures:\n{}", measure("m", expression, ""))
}

fn ten_megabytes() -> Files {
    let rows = "# a comment that fills the file\n".repeat(10 * 1024 * 1024 / 32);
    Files::new().with("pack.yaml", PACK).with("facts.yaml", FACTS).with("v1.yaml", format!("{HEADER}{rows}"))
}

/// What must be refused: its name, the expression, why, and before which byte.
fn too_large() -> Vec<(&'static str, String, Problem, usize)> {
    let chain = |sign: &str| vec!["p"; 10_001].join(sign);
    vec![
        // The sixty-fifth operator in a row, and no further.
        ("10,000 times +", chain("+"), Problem::TooDeep, 140),
        ("10,000 times ==", chain("=="), Problem::TooDeep, 210),
        ("10,000 times &&", chain("&&"), Problem::TooLong, 30_003),
        ("10,000 times ||", chain("||"), Problem::TooLong, 30_003),
        ("10,000 arms", chain("?p:"), Problem::TooDeep, 400),
        ("10,000 brackets", "(".repeat(10_000), Problem::TooDeep, 66),
        ("10,000 lists", "[".repeat(10_000), Problem::TooDeep, 66),
        ("10,000 maps", "{1:".repeat(10_000), Problem::Outside, 200),
        ("10,000 calls", "f(".repeat(10_000), Problem::TooDeep, 140),
        ("10,000 times !", "!".repeat(10_000), Problem::TooDeep, 66),
        ("10,000 fields", "p".to_owned() + &".p".repeat(10_000), Problem::TooDeep, 140),
        ("10,000 indices", "p".to_owned() + &"[0]".repeat(10_000), Problem::TooDeep, 210),
        ("10,000 arguments", format!("f({})", chain(",")), Problem::TooLong, 20_004),
        ("half a megabyte", "p+".repeat(256 * 1024), Problem::TooLong, 1),
    ]
}

#[test]
fn reading_stops_where_the_limit_is_passed() {
    for (name, text, problem, before) in too_large() {
        let mistakes = parse(&text).unwrap_err();
        let found = &mistakes[0];
        assert_eq!(found.problem, problem, "{name}");
        assert!(found.span.start < before, "{name}: {}", found.span.start);
        assert!(mistakes.len() <= 2, "{name}: {mistakes:?}");
        // In a pack the place is a line and a column.
        let (code, line, column) = mistakes_of(&text);
        assert_eq!(code, problem.code(), "{name}");
        assert!(line == HEADER.lines().count() + 8 && column > 20, "{name}: {line}:{column}");
    }
}

fn mistakes_of(expression: &str) -> (String, usize, usize) {
    mistakes(&condition(expression)).into_iter().next().unwrap()
}

#[test]
fn what_lies_within_the_limits_of_cel_is_read() {
    // What every implementation of CEL must read, and somewhat more.
    for text in [
        vec!["1"; 33].join(" + "),
        vec!["p"; 400].join(" && "),
        vec!["p"; 33].join(" == "),
        format!("{}1", "p ? 1 : ".repeat(32)),
        format!("{}1{}", "[".repeat(32), "]".repeat(32)),
        format!("{}1{}", "(".repeat(60), ")".repeat(60)),
        format!("{}p", "!".repeat(60)),
        format!("xs{}", "[0]".repeat(32)),
    ] {
        let tree = parse(&text).unwrap_or_else(|mistakes| panic!("{text}: {mistakes:?}"));
        assert!(!matches!(tree.node(tree.root()), Node::Broken));
    }
}

#[test]
fn seven_nested_quantifiers_are_refused_where_the_fourth_begins() {
    let nested = (0..7).fold("p".to_owned(), |body, i| format!("household.all(m{i}, {body})"));
    let (code, _, column) = mistakes_of(&nested);
    assert_eq!(code, "expr_quantifiers");
    assert_eq!(column, "      - {id: it, expr: '".chars().count() + 1 + 3 * "household.all(m6, ".len());
}

#[test]
fn a_pack_of_ten_megabytes_is_refused_before_it_is_read() {
    let findings = load(&ten_megabytes()).unwrap_err();
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!((finding.code, finding.file.as_str()), (Code::FileTooLarge, "v1.yaml"));
    assert!(finding.line >= 1 && finding.column >= 1);
}

/// The quickest of ten: what the machine did besides is not counted.
fn quickest(name: &str, files: &Files) {
    let timed = || {
        let start = Instant::now();
        assert!(load(files).is_err());
        start.elapsed()
    };
    println!("{name}: {:?}", (0..10).map(|_| timed()).min().unwrap());
}

#[test]
#[ignore = "prints timings; the counts above are what is held"]
fn how_long_it_takes_to_refuse() {
    for (name, text, ..) in too_large() {
        quickest(name, &files(&condition(&text)));
    }
    let nested = (0..7).fold("p".to_owned(), |body, i| format!("household.all(m{i}, {body})"));
    quickest("seven nested quantifiers", &files(&condition(&nested)));
    quickest("10 MB", &ten_megabytes());
}
