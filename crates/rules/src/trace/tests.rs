//! Traces of an invented measure, step by step.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what is wrong by failing")]

use super::*;
use crate::{Facts, Files, Outcome, Pack, Trilean, facts::Value, load};
use jiff::civil::date;
use vocabulary::{Currency, Money};

const PACK: &str = r#"
pack: invented
title: {zh: 虚构政策（虚构）, en: Invented (invented)}
place: "220000"
currency: CNY
facts: [facts.yaml]
versions: [v1.yaml]
sources:
  - {id: law, mark: S, text: "invented", where: "nowhere", read_on: 2026-11-22}
  - {id: index, mark: S, text: "invented index", where: "nowhere", read_on: 2026-11-22}
  - {id: unused, mark: S, text: "invented", where: "nowhere", read_on: 2026-11-22}
"#;

const FACTS: &str = r#"
schemes:
  - name: class
    title: {zh: 分类, en: Class}
    ordered: true
    values: [{id: A, title: {zh: 甲, en: A}}, {id: B, title: {zh: 乙, en: B}}, {id: C, title: {zh: 丙, en: C}}]
facts:
  - {name: local, type: bool, group: work, title: {zh: 本地, en: Local}, question: {zh: 本地？, en: Local?}}
  - {name: rated, type: enum, scheme: class, group: rating, title: {zh: 类, en: Class}, question: {zh: 类？, en: Class?}}
  - {name: start, type: date, group: work, title: {zh: 开始, en: Start}, question: {zh: 开始？, en: Start?}}
  - {name: end, type: date, group: work, title: {zh: 结束, en: End}, question: {zh: 结束？, en: End?}}
  - {name: income, type: money, group: work, title: {zh: 收入, en: Income}, question: {zh: 收入？, en: Income?}}
"#;

const V1: &str = r#"
version: v1
family: talent
title: {zh: 第一版, en: First version}
short: {zh: 一, en: "1"}
in_force: {from: 2018-02-05}
source: [law]
parameters:
  - name: index
    type: money
    title: {zh: 指数, en: Index}
    article: "2"
    source: [index]
    values: [{from: 2018-01-01, value: "400"}, {from: 2023-01-01, value: "435.76"}]
tables:
  - name: sums
    title: {zh: 数额, en: Sums}
    article: "7"
    keys: [{name: class, scheme: class}]
    type: money
    rows: [{when: [A], value: "3000"}, {when: [B], value: "2000"}, {when: [C], value: "1000"}]
derived:
  - {name: long_enough, type: bool, title: {zh: 够长, en: Long enough}, article: "6", source: [law], expr: 'months_between(start, end) >= 36'}
measures:
  - id: m
    title: {zh: 措施, en: Measure}
    article: "5"
    source: [law]
    kind: money
    conditions:
      - {id: here, expr: 'local || income > index', text: {zh: 本地, en: Here}}
      - {id: rated, expr: 'rated >= "B"', text: {zh: 评级, en: Rated}, article: "8"}
      - {id: long, expr: long_enough, text: {zh: 够长, en: Long enough}}
    amount: {expr: 'sums[rated] + index * 2', per: once}
    caps: [{expr: 'index * 6', article: "9", text: {zh: 上限, en: Cap}}]
"#;

fn pack() -> Pack {
    load(&Files::new().with("pack.yaml", PACK).with("facts.yaml", FACTS).with("v1.yaml", V1)).unwrap()
}

fn person() -> Facts {
    Facts::new()
        .with("local", false)
        .with("income", Money::new(100_000, Currency::CNY))
        .with("rated", "B")
        .with("start", date(2020, 1, 1))
        .with("end", date(2023, 1, 1))
}

fn traced(facts: &Facts) -> Trace {
    trace(&pack(), facts, "m", None, date(2023, 6, 1), date(2023, 6, 1)).unwrap()
}

#[test]
fn a_trace_shows_the_amount_step_by_step_with_its_figures_and_where_they_come_from() {
    let found = traced(&person());
    assert_eq!(found.outcome, Outcome::Yes);
    let amount = found.amount.as_ref().unwrap();
    let steps: Vec<(&str, &str, &str)> =
        amount.steps.iter().map(|s| (s.expression.as_str(), s.values.as_str(), s.result.as_str())).collect();
    assert_eq!(
        steps,
        [
            ("sums[rated]", "sums[B]", "CNY 2000.00"),
            ("index * 2", "CNY 435.76 * 2", "CNY 871.52"),
            ("sums[rated] + index * 2", "CNY 2000.00 + CNY 871.52", "CNY 2871.52"),
        ]
    );
    assert_eq!(amount.before_caps, "CNY 2871.52");
    assert!(amount.caps[0].lowered && amount.caps[0].result == "CNY 2614.56");
    // Of the two values of the index the one of the day, with its article.
    assert_eq!(found.parameters.len(), 1);
    assert_eq!(found.parameters[0].from, Some(date(2023, 1, 1)));
    assert_eq!(found.tables[0].row, ["B"]);
    assert_eq!(found.articles, ["2", "5", "6", "7", "8", "9"]);
    let cited: Vec<&str> = found.sources.iter().map(|source| source.id.as_str()).collect();
    assert_eq!(cited, ["law", "index"]);
    assert_eq!(found.derived[0].steps.last().unwrap().values, "36 >= 36");
    let inputs: Vec<&str> = found.inputs.iter().map(|input| input.name.as_str()).collect();
    // `local` is no: it decided nothing.
    assert_eq!(inputs, ["income", "rated", "start", "end"]);
    assert!(found.nearest.is_empty() && found.failed.is_empty());
}

#[test]
fn what_decided_alone_is_all_that_is_cited() {
    // A local person needs no income: neither it nor the index is a reason.
    let mut facts = person();
    facts.set("local", true);
    facts.remove("income");
    let found = traced(&facts);
    assert_eq!(found.conditions[0].result, Trilean::Yes);
    assert!(found.conditions[0].parameters.is_empty());
    let facts: Vec<&str> = found.conditions[0].facts.iter().map(|read| read.name.as_str()).collect();
    assert_eq!(facts, ["local"]);
}

#[test]
fn a_refusal_says_the_failed_conditions_and_the_nearest_change() {
    let mut facts = person();
    facts.set("end", date(2022, 12, 30));
    let found = traced(&facts);
    assert_eq!((found.outcome, found.failed.as_slice()), (Outcome::No, ["long".to_owned()].as_slice()));
    let changes: Vec<(String, Option<Value>)> = found
        .nearest
        .iter()
        .map(|near| (near.changes[0].fact.clone(), Some(near.changes[0].to.clone())))
        .collect();
    // 36 complete months: the end two days later, or the start two days earlier.
    assert!(changes.contains(&("end".to_owned(), Some(Value::Date(date(2023, 1, 1))))), "{changes:?}");
    assert!(changes.contains(&("start".to_owned(), Some(Value::Date(date(2019, 12, 30))))), "{changes:?}");
    assert!(found.nearest.iter().all(|near| near.outcome == Outcome::Yes && near.changes.len() == 1));
}

#[test]
fn two_failed_conditions_need_two_facts() {
    let mut facts = person();
    facts.set("end", date(2022, 12, 30));
    facts.set("rated", "C");
    let found = traced(&facts);
    assert_eq!(found.failed, ["rated", "long"]);
    assert!(!found.nearest.is_empty());
    for near in &found.nearest {
        assert_eq!(near.changes.len(), 2, "{near:?}");
        assert!(
            near.changes.iter().any(|change| change.fact == "rated" && change.to == "B".into()),
            "{near:?}"
        );
    }
}

#[test]
fn the_boundary_of_an_amount_is_found_to_the_minor_unit() {
    let mut facts = person();
    facts.set("income", Money::new(43_576, Currency::CNY));
    let found = traced(&facts);
    assert_eq!(found.failed, ["here"]);
    let income = found.nearest.iter().find(|near| near.changes[0].fact == "income").unwrap();
    assert_eq!(income.changes[0].to, Value::Money(Money::new(43_577, Currency::CNY)));
    assert!(found.nearest.iter().any(|near| near.changes[0].fact == "local"));
}

#[test]
fn what_is_unknown_says_exactly_what_is_missing_and_a_measure_that_is_not_there_is_refused() {
    let mut facts = person();
    facts.remove("rated");
    let found = traced(&facts);
    assert_eq!((found.outcome, found.missing), (Outcome::Unknown, vec!["rated".to_owned()]));
    assert_eq!(found.amount.unwrap().before_caps, "unknown");
    let error = trace(&pack(), &facts, "n", None, date(2023, 6, 1), date(2023, 6, 1)).unwrap_err();
    assert!(matches!(error, CannotTrace::NotAssessed { .. }));
}
