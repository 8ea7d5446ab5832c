//! Cases and coverage on a small invented pack.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what is wrong by failing")]

use super::*;
use crate::{Files, Pack, load};

const FACTS: &str = r#"
schemes:
  - name: class
    title: {zh: 分类, en: Class}
    ordered: true
    values: [{id: A, title: {zh: 甲, en: A}}, {id: B, title: {zh: 乙, en: B}}]
facts:
  - {name: local, type: bool, group: work, title: {zh: 本地, en: Local}, question: {zh: 本地？, en: Local?}}
  - {name: rated, type: enum, scheme: class, group: rating, title: {zh: 类, en: Class}, question: {zh: 类？, en: Class?}}
  - {name: born, type: date, group: about_you, title: {zh: 出生, en: Born}, question: {zh: 出生？, en: Born?}}
"#;

const V1: &str = r#"
version: v1
family: talent
title: {zh: 第一版, en: First version}
short: {zh: 一, en: "1"}
in_force: {from: 2018-02-05}
parameters:
  - name: index
    type: money
    title: {zh: 指数, en: Index}
    values: [{from: 2018-01-01, value: "400"}, {from: 2023-01-01, value: "435.76"}]
tables:
  - name: sums
    title: {zh: 数额, en: Sums}
    keys: [{name: class, scheme: class}]
    type: money
    rows: [{when: [A], value: "3000"}, {when: [B], value: "2000"}]
derived:
  - {name: grown, type: bool, title: {zh: 成年, en: Grown}, expr: 'years_between(born, on) >= 18'}
measures:
  - id: m
    title: {zh: 措施, en: Measure}
    article: "5"
    kind: money
    conditions:
      - {id: here, expr: local, text: {zh: 本地, en: Here}}
      - {id: grown, expr: grown, text: {zh: 成年, en: Grown}, article: "6"}
    refer: {when: 'rated == "A"', text: {zh: 一事一议, en: Negotiated}}
    amount: {expr: 'sums[rated] + index', per: once}
    caps: [{expr: 'money("2400")', text: {zh: 上限, en: Cap}}]
"#;

fn pack() -> Pack {
    let main = "pack: p\ntitle: {zh: 虚构, en: Invented}\nplace: '220000'\ncurrency: CNY\nfacts: [facts.yaml]\nversions: [v1.yaml]\n";
    load(&Files::new().with("pack.yaml", main).with("facts.yaml", FACTS).with("v1.yaml", V1)).unwrap()
}

fn cases(body: &str) -> Vec<Case> {
    read("tests/a.yaml", &format!("cases:\n{body}"), &pack())
        .unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

const LIN: &str = r#"
  - name: {zh: 林（虚构）, en: Lin (invented)}
    on: 2023-10-01
    facts: {local: true, born: "2000-05-01", rated: B}
"#;

fn differences(expected: &str) -> Vec<(String, usize, String, String)> {
    let case = &cases(&format!("{LIN}{expected}"))[0];
    let found = run(&pack(), case).differences;
    found.into_iter().map(|found| (found.what, found.line, found.expected, found.found)).collect()
}

#[test]
fn a_case_that_comes_out_says_nothing() {
    assert_eq!(
        differences(
            "    expect:\n      m: {outcome: yes, amount: \"2400\", per: once, missing: [], failed: [], because: x}\n    derived: {grown: true}\n    next: none\n    versions: [v1]\n    bundle: {chosen: [m], total: {from: 240000, to: 240000, currency: CNY}}\n"
        ),
        []
    );
    assert_eq!(
        differences(
            "    expect:\n      m: {amount: {minor: 240100, currency: CNY}, margin: \"1.00\", because: x}\n"
        ),
        []
    );
}

#[test]
fn each_expectation_that_does_not_come_true_names_its_line_and_what_came() {
    let found = differences(
        "    expect:\n      m:\n        outcome: no\n        amount: \"2435.76\"\n        failed: [grown]\n        because: x\n    derived: {grown: false}\n    next: rated\n    bundle: {chosen: []}\n",
    );
    let shown: Vec<(&str, usize, &str, &str)> =
        found.iter().map(|(what, line, a, b)| (what.as_str(), *line, a.as_str(), b.as_str())).collect();
    assert_eq!(
        shown,
        [
            ("m.outcome", 8, "no", "yes"),
            ("m.failed", 10, "grown", "-"),
            ("m.amount", 9, "CNY 2435.76", "CNY 2400.00"),
            ("bundle.chosen", 14, "-", "m"),
            ("next", 13, "rated", "none"),
            ("derived.grown", 12, "false", "true"),
        ]
    );
    // A margin that is not wide enough.
    let found = differences("    expect:\n      m: {amount: \"2401.01\", margin: \"1.00\", because: x}\n");
    assert_eq!(found[0].2, "CNY 2401.01 ± CNY 1.00");
}

#[test]
fn the_condition_that_decided_stands_beside_what_came() {
    let body = r#"
  - name: {zh: 幼（虚构）, en: You (invented)}
    on: 2023-10-01
    facts: {local: true, born: "2010-05-01", rated: B}
    expect:
      m: {outcome: "yes", because: x}
"#;
    let difference = &run(&pack(), &cases(body)[0]).differences[0];
    let decided = &difference.decided[0];
    assert_eq!((decided.condition.as_str(), decided.article.as_deref()), ("grown", Some("6")));
    assert_eq!(decided.place, Some(("v1.yaml".to_owned(), 27)));
}

#[test]
fn a_mistake_in_a_file_of_cases_is_refused_at_its_line() {
    let text = "cases:\n  - name: {zh: 林, en: Lin}\n    on: 2023-13-01\n    facts: {locl: true, born: 1}\n    expect:\n      n: {outcome: perhaps, colour: red}\n";
    let found = read("a.yaml", text, &pack()).unwrap_err();
    let shown: Vec<(usize, &str)> = found.iter().map(|one| (one.line, one.code.as_str())).collect();
    assert_eq!(
        shown,
        [
            (3, "not_a_date"),
            (4, "rules.fact_unknown"),
            (4, "rules.fact_wrong_type"),
            (6, "measure_unknown"),
            (6, "key_missing"),
            (6, "not_one_of"),
            (6, "key_unknown"),
        ]
    );
    assert!(found.iter().all(|one| !one.text.0.is_empty() && !one.text.0.contains("finding-")));
    let nothing = "cases:\n  - {name: {zh: 林, en: Lin}, on: 2023-10-01, facts: {}}\n";
    assert_eq!(read("a.yaml", nothing, &pack()).unwrap_err()[0].code, "key_missing");
}

#[test]
fn a_day_without_a_version_may_be_what_is_expected() {
    let body =
        "  - {name: {zh: 前, en: Before}, on: 2018-02-04, facts: {}, refused: no_version, because: x}\n";
    assert!(run(&pack(), &cases(body)[0]).differences.is_empty());
    let body =
        "  - {name: {zh: 后, en: After}, on: 2018-02-05, facts: {}, refused: no_version, because: x}\n";
    assert_eq!(run(&pack(), &cases(body)[0]).differences[0].found, "v1");
}

#[test]
fn coverage_counts_what_decided_and_nothing_else() {
    let body = format!(
        "{LIN}    expect: {{m: {{outcome: \"yes\", because: x}}}}\n  - {{name: {{zh: 外, en: Wai}}, on: 2022-10-01, facts: {{local: false}}, expect: {{m: {{outcome: \"no\", because: x}}}}}}\n"
    );
    let pack = pack();
    let mut coverage = Coverage::new(&pack);
    for case in &cases(&body) {
        let verdict = run(&pack, case);
        assert!(verdict.differences.is_empty(), "{:?}", verdict.differences);
        coverage.add(&pack, case, &verdict.assessment.unwrap());
    }
    let measure = &coverage.measures[0];
    let seen: Vec<(&str, usize, usize, usize)> =
        measure.conditions.iter().map(|c| (c.id.as_str(), c.seen.yes, c.seen.no, c.seen.unknown)).collect();
    assert_eq!(seen, [("here", 1, 1, 0), ("grown", 1, 0, 1), ("refer", 0, 1, 0)]);
    assert_eq!((measure.caps[0].lowered, measure.caps[0].passed), (1, 0));
    let rows: Vec<usize> = coverage.tables[0].rows.iter().map(|row| row.cases).collect();
    assert_eq!(rows, [0, 1]);
    let values: Vec<usize> = coverage.parameters[0].values.iter().map(|value| value.cases).collect();
    assert_eq!(values, [0, 1]);
    assert_eq!((coverage.answers(), coverage.figures()), ((4, 6), (2, 4)));
}
