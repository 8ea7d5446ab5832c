//! Mutants of a small invented pack.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what is wrong by failing")]

use super::*;
use crate::cases::read;
use std::collections::BTreeSet;

const FACTS: &str = r#"
schemes:
  - name: class
    title: {zh: 分类, en: Class}
    ordered: true
    values: [{id: A, title: {zh: 甲, en: A}}, {id: B, title: {zh: 乙, en: B}}, {id: C, title: {zh: 丙, en: C}}]
facts:
  - {name: local, type: bool, group: work, title: {zh: 本地, en: Local}, question: {zh: 本地？, en: Local?}}
  - {name: rated, type: enum, scheme: class, group: rating, title: {zh: 类, en: Class}, question: {zh: 类？, en: Class?}}
  - {name: age, type: int, group: about_you, title: {zh: 年龄, en: Age}, question: {zh: 年龄？, en: Age?}}
"#;

const V1: &str = r#"
# A comment stays.
version: v1
family: talent
title: {zh: 第一版, en: First version}
short: {zh: 一, en: "1"}
in_force: {from: 2018-02-05}
tables:
  - name: sums
    title: {zh: 数额, en: Sums}
    keys: [{name: class, scheme: class}]
    type: money
    rows: [{when: [A], value: "3000"}, {when: [B], value: "2000"}, {when: [C], value: "1000"}]
measures:
  - id: m
    title: {zh: 措施, en: Measure}
    kind: money
    conditions:
      - id: grown
        expr: >-
          !local
          || age >= 18 && rated >= "B"
        text: {zh: 成年, en: Grown}
    amount: {expr: 'sums[rated]', per: once}
    caps:
      - {expr: 'money("2500")', text: {zh: 上限, en: Cap}}
    not_with:
      - {measure: n}
  - {id: n, title: {zh: 另, en: Other}, kind: money, conditions: [], amount: {expr: 'money("1")', per: once}}
"#;

fn files() -> Files {
    let main = "pack: p\ntitle: {zh: 虚构, en: Invented}\nplace: '220000'\ncurrency: CNY\nfacts: [facts.yaml]\nversions: [v1.yaml]\n";
    Files::new().with("pack.yaml", main).with("facts.yaml", FACTS).with("v1.yaml", V1)
}

fn found(sort: Sort) -> Vec<(usize, String)> {
    mutants(&files()).iter().filter(|one| one.sort == sort).map(|one| (one.line, one.what())).collect()
}

#[test]
fn each_sort_of_mistake_is_made_at_its_place() {
    let one = |line: usize, what: &str| vec![(line, what.to_owned())];
    assert_eq!(found(Sort::BoundaryShifted), [one(22, ">= -> >"), one(22, ">= -> >")].concat());
    assert_eq!(found(Sort::ClassNeighbour), [one(22, "\"B\" -> \"A\""), one(22, "\"B\" -> \"C\"")].concat());
    assert_eq!(found(Sort::Connective), [one(22, "|| -> &&"), one(22, "&& -> ||")].concat());
    assert_eq!(found(Sort::NegationDropped), one(21, "! -> -"));
    assert_eq!(found(Sort::ConditionDropped), one(20, "grown -> -"));
    assert_eq!(found(Sort::CapDropped), one(26, "money(\"2500\") -> -"));
    assert_eq!(found(Sort::ExclusionDropped), one(28, "n -> -"));
    assert_eq!(found(Sort::RowDropped).len(), 3);
    assert_eq!(found(Sort::DateShifted).len(), 2);
    assert!(found(Sort::ConstantShifted).contains(&(22, "18 -> 19".to_owned())));
}

#[test]
fn every_mutant_differs_loads_and_keeps_comments() {
    let files = files();
    let all = mutants(&files);
    assert!(all.len() > 30, "{}", all.len());
    let mut seen = BTreeSet::new();
    for mutant in &all {
        let changed = mutant.files(&files);
        let text = changed.get("v1.yaml").unwrap();
        assert_ne!(text, V1);
        assert!(text.contains("# A comment stays."));
        assert!(seen.insert(text.to_owned()), "{}:{} {}", mutant.line, mutant.column, mutant.what());
        assert!(load(&changed).is_ok(), "{}\n{:?}", mutant.what(), load(&changed).err());
    }
}

#[test]
fn a_case_at_the_boundary_kills_what_shifts_it() {
    let pack = load(&files()).unwrap();
    let case = |age: i64| {
        let outcome = if age >= 18 { "yes" } else { "no" };
        let text = format!(
            "cases:\n  - {{name: {{zh: 人, en: P}}, on: 2023-01-01, facts: {{local: true, age: {age}, rated: B}}, expect: {{m: {{outcome: \"{outcome}\", because: x}}}}}}\n"
        );
        read("a.yaml", &text, &pack).unwrap().remove(0)
    };
    let shifted = mutants(&files()).into_iter().find(|one| one.sort == Sort::BoundaryShifted).unwrap();
    assert_eq!(fate(&files(), &shifted, &[case(30), case(10)]), Fate::Survived);
    assert_eq!(fate(&files(), &shifted, &[case(30), case(18)]), Fate::Killed(1));
}

#[test]
fn a_selection_is_the_same_each_time_and_another_for_another_seed() {
    let all = mutants(&files());
    let few = select(all.clone(), 10, 1);
    assert_eq!(few.len(), 10);
    assert_eq!(few, select(all.clone(), 10, 1));
    assert_ne!(few, select(all.clone(), 10, 2));
    assert_eq!(select(all.clone(), 1_000, 1), all);
}
