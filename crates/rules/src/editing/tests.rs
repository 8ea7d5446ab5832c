//! Hover, definition and completion in a small invented pack.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what is wrong by failing")]

use super::*;
use crate::{Files, Pack, load};
use jiff::civil::date;

const MAIN: &str = "pack: p\ntitle: {zh: 虚构, en: Invented}\nplace: '220000'\ncurrency: CNY\nfacts: [facts.yaml]\nversions: [v1.yaml]\nsources:\n  - {id: law, mark: L, text: 法规原文, where: nowhere}\n";

const FACTS: &str = r#"
schemes:
  - name: class
    title: {zh: 人才分类, en: Talent class}
    ordered: true
    values: [{id: A, title: {zh: 顶尖, en: Top}}, {id: B, title: {zh: 领军, en: Leading}}]
facts:
  - {name: rated, type: enum, scheme: class, group: g, title: {zh: 类别, en: Class}, question: {zh: 哪一类？, en: Which class?}}
  - {name: years, type: int, group: g, title: {zh: 年数, en: Years}, question: {zh: 几年？, en: How many?}}
"#;

const V1: &str = r#"
version: v1
family: f
title: {zh: 第一版, en: First}
short: {zh: 一, en: "1"}
in_force: {from: 2018-02-05}
source: [law]
parameters:
  - {name: index, type: money, title: {zh: 指数, en: Index}, article: "2", values: [{from: 2018-01-01, value: "400"}, {from: 2023-01-01, value: "435.76"}]}
tables:
  - name: sums
    title: {zh: 数额, en: Sums}
    keys: [{name: class, scheme: class}]
    type: money
    rows: [{when: [A], value: "2"}, {when: [B], value: "1"}]
derived:
  - {name: long_enough, type: bool, title: {zh: 够长, en: Long enough}, expr: years >= 3}
measures:
  - id: m
    title: {zh: 措施, en: Measure}
    article: "5"
    kind: money
    conditions:
      - id: c
        text: {zh: 甲😀乙, en: c}
        expr: >-
          long_enough
          && rated >= "B"
    amount: {expr: 'sums[rated] + index', per: once}
    not_with: [{measure: n}]
  - {id: n, title: {zh: 另, en: Other}, kind: money, conditions: []}
"#;

fn files() -> Files {
    Files::new().with("pack.yaml", MAIN).with("facts.yaml", FACTS).with("v1.yaml", V1)
}

fn pack() -> Pack {
    load(&files()).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

/// The byte just behind a piece of the version's text.
fn behind(piece: &str) -> usize {
    V1.find(piece).unwrap() + piece.len()
}

#[test]
fn a_name_leads_to_where_it_is_declared() {
    for (piece, file, declared) in [
        ("long_enough\n          &", "v1.yaml", "long_enough"),
        ("&& rat", "facts.yaml", "rated"),
        ("+ ind", "v1.yaml", "index"),
        ("expr: 'su", "v1.yaml", "sums"),
        ("measure: n", "v1.yaml", "n"),
        ("source: [la", "pack.yaml", "law"),
        ("keys: [{name: class, scheme: cl", "facts.yaml", "class"),
    ] {
        let byte = behind(piece) - if piece.contains('\n') { "\n          &".len() + 2 } else { 0 };
        let found = definition(&files(), "v1.yaml", byte).unwrap_or_else(|| panic!("{piece}"));
        assert_eq!(found.file, file, "{piece}");
        assert_eq!(&files().get(file).unwrap()[found.start..found.end], declared, "{piece}");
    }
    let found = definition(&files(), "pack.yaml", MAIN.find("v1.yaml").unwrap() + 1).unwrap();
    assert_eq!((found.file.as_str(), found.start), ("v1.yaml", 0));
}

#[test]
fn what_is_said_names_the_question_the_value_of_the_day_and_the_article() {
    let pack = pack();
    let said = |piece: &str| {
        let found = hover(&files(), Some(&pack), "v1.yaml", behind(piece), date(2023, 6, 1));
        found.unwrap_or_else(|| panic!("{piece}")).text
    };
    assert!(said("&& rat").zh.contains("哪一类？") && said("&& rat").en.contains("Article: 5"));
    assert!(said("+ ind").en.contains("435.76") && said("+ ind").en.contains("Article: 2"));
    assert!(said("rated >= \"B").zh.contains("领军"));
    assert!(said("measure: n").zh.contains('另'));
    assert!(said("source: [la").zh.contains("法规原文"));
    assert!(said("    kin").en.contains("sort of benefit"));
    let range = hover(&files(), Some(&pack), "v1.yaml", behind("&& rat"), date(2023, 6, 1)).unwrap();
    assert_eq!(&V1[range.start..range.end], "rated");
}

/// What is offered where `|` stands at the end of a text.
fn offered(text: &str) -> Vec<String> {
    let files = files().with("v1.yaml", text);
    completions(&files, Some(&pack()), "v1.yaml", text.len()).into_iter().map(|one| one.label).collect()
}

const HEAD: &str = "version: v1\nmeasures:\n  - id: m\n    kind: money\n";

#[test]
fn keys_are_offered_at_their_place() {
    assert!(offered("version: v1\npar").contains(&"parameters".to_owned()));
    let of_measure = offered(&format!("{HEAD}    c"));
    assert_eq!(of_measure, ["conditions", "caps", "continuing"]);
    let of_condition = offered(&format!("{HEAD}    conditions:\n      - id: c\n        "));
    assert!(of_condition.contains(&"expr".to_owned()) && of_condition.contains(&"known_from".to_owned()));
    assert!(!of_condition.contains(&"caps".to_owned()));
    let again = offered(&format!("{HEAD}    conditions:\n      - id: c\n        expr: 'true'\n    am"));
    assert_eq!(again, ["amount", "amount_not_read"]);
    assert_eq!(offered(&format!("{HEAD}    amount: {{expr: 'index', p")), ["per"]);
    assert_eq!(offered("version: v1\nin_force: {from: 2018-02-05, u"), ["until"]);
    assert_eq!(offered(&format!("{HEAD}    amount: {{expr: 'index', per: ")), ["once", "year", "month"]);
    assert_eq!(offered(&format!("{HEAD}    source: [l")), ["law"]);
}

#[test]
fn names_functions_and_classes_are_offered_in_expressions() {
    let condition = format!("{HEAD}    conditions:\n      - id: c\n        expr: ");
    assert_eq!(offered(&format!("{condition}lo")), ["long_enough"]);
    assert_eq!(offered(&format!("{condition}'years_between(a, b) > 1 && rat")), ["rated"]);
    assert!(offered(&format!("{condition}ye")).contains(&"years_between".to_owned()));
    assert_eq!(offered(&format!("{condition}rated >= \"")), ["A", "B"]);
    assert_eq!(offered(&format!("{condition}rated in [\"A\", \"")), ["A", "B"]);
    assert_eq!(offered(&format!("{HEAD}    amount: {{expr: 'sums[\"")), ["A", "B"]);
    assert_eq!(offered(&format!("{condition}>-\n          years >= 3\n          && rat")), ["rated"]);
    assert!(offered(&format!("{condition}xs.")).contains(&"exists".to_owned()));
}

#[test]
fn every_function_that_is_shown_is_one_of_the_checkers() {
    let calls = include_str!("../language/calls.rs");
    for (name, _) in functions::FUNCTIONS {
        assert!(calls.contains(&format!("\"{name}\" => ")), "{name}");
    }
}

#[test]
fn no_text_that_is_being_typed_ends_the_editor() {
    let pack = pack();
    let files = files();
    for byte in (0..=V1.len()).filter(|byte| V1.is_char_boundary(*byte)) {
        let typed =
            Files::new().with("pack.yaml", MAIN).with("facts.yaml", FACTS).with("v1.yaml", &V1[..byte]);
        let _ = completions(&typed, Some(&pack), "v1.yaml", byte);
        let _ = hover(&files, Some(&pack), "v1.yaml", byte, date(2023, 6, 1));
        let _ = definition(&files, "v1.yaml", byte);
    }
}
