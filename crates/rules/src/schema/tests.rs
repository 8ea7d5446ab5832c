//! The table of shapes against what the loader itself takes.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use super::*;
use crate::{Files, finding::Finding, load};
use std::collections::{BTreeMap, BTreeSet};

/// Every mapping of a pack, each with a key that means nothing: the loader then says which it knows. The value names the
/// shape.
const MAIN: &str = "
zzz: pack
pack: p
title: {zh: 虚构, en: Invented}
place: '220000'
currency: CNY
facts: [facts.yaml]
versions: [v1.yaml]
events:
  - {id: e, title: {zh: 事, en: E}, zzz: event}
sources:
  - {id: s, mark: L, text: t, zzz: citation}
";

const FACTS: &str = "
zzz: facts_file
groups:
  - {id: g, title: {zh: 组, en: G}, zzz: group}
schemes:
  - name: class
    title: {zh: 类, en: C}
    order: [[A]]
    one_rank: equal
    zzz: scheme
    values:
      - {id: A, title: {zh: 甲, en: A}, zzz: class}
entities:
  - {id: firm, title: {zh: 单位, en: F}, facts: [], zzz: entity}
facts:
  - name: a
    type: int
    group: g
    title: {zh: 甲, en: A}
    question: {zh: 甲, en: A}
    default: {value: 0, text: {zh: 无, en: N}, zzz: default}
    zzz: fact
  - {name: b, type: money, group: g, title: {zh: 甲, en: A}, question: {zh: 甲, en: A}, zzz: fact}
  - {name: c, type: enum, scheme: class, group: g, title: {zh: 甲, en: A}, question: {zh: 甲, en: A}, zzz: fact}
  - name: d
    type: list
    group: g
    title: {zh: 甲, en: A}
    question: {zh: 甲, en: A}
    zzz: fact
    of:
      - {name: a, type: decimal, title: {zh: 甲, en: A}, question: {zh: 甲, en: A}, zzz: field}
      - {name: b, type: money, title: {zh: 甲, en: A}, question: {zh: 甲, en: A}, zzz: field}
      - {name: c, type: enum, scheme: class, title: {zh: 甲, en: A}, question: {zh: 甲, en: A}, zzz: field}
";

const V1: &str = "
version: v1
zzz: version
family: f
title: {zh: 一, en: '1'}
short: {zh: 一, en: '1'}
in_force:
  zzz: in_force
  from:
    later_of: [2018-02-05]
    zzz: combined_date
gaps:
  - {id: g, note: {zh: 缺, en: G}, zzz: gap}
parameters:
  - name: p
    type: money
    title: {zh: 数, en: P}
    zzz: parameter
    values:
      - {from: 2018-01-01, value: '1', zzz: dated}
tables:
  - name: t
    title: {zh: 表, en: T}
    type: money
    zzz: table
    keys:
      - {name: k, scheme: class, zzz: table_key}
    rows:
      - when: [A]
        zzz: row
        value: {from: '1', to: '2', zzz: range}
  - name: t2
    type: money
    title: {zh: 表, en: T}
    zzz: table
    keys:
      - {name: k, type: int, bands: lower_included, zzz: table_key}
    rows:
      - when:
          - {from: 1, zzz: band}
        value: '1'
        zzz: row
scales:
  - name: s1
    title: {zh: 档, en: S}
    boundary: marginal_rate
    zzz: scale
    values:
      - from: 2018-01-01
        zzz: brackets
        brackets:
          - {threshold: '0', percent: '1', zzz: bracket}
  - name: s2
    title: {zh: 档, en: S}
    boundary: single_amount
    zzz: scale
    values:
      - from: 2018-01-01
        zzz: brackets
        brackets:
          - {threshold: '0', amount: '1', zzz: bracket}
places:
  - name: p1
    title: {zh: 地, en: P}
    zzz: place_list
    values:
      - {from: 2018-01-01, codes: ['220000'], zzz: place_codes}
calendars:
  - {name: c1, title: {zh: 历, en: C}, from: 2018-01-01, until: 2019-01-01, weekend: [sunday], zzz: calendar}
points:
  - name: score
    title: {zh: 分, en: P}
    pass_mark: 1
    zzz: points
    gates:
      - {id: g, expr: 'true', text: {zh: 门, en: G}, zzz: gate}
    groups:
      - id: gr
        title: {zh: 组, en: G}
        zzz: points_group
        criteria:
          - {id: cr, title: {zh: 项, en: C}, points: 1, zzz: criterion}
groups:
  - id: mg
    text: {zh: 组, en: G}
    measures: [m]
    zzz: measure_group
    rule: {cap: 'money(\"1\")', zzz: group_rule}
limits:
  - {id: l, title: {zh: 限, en: L}, per: person, period: ever, count: 1, measures: [m], zzz: limit}
derived:
  - {name: x, type: bool, title: {zh: 推, en: X}, expr: 'true', zzz: derived}
measures:
  - id: m
    title: {zh: 措施, en: M}
    kind: money
    zzz: measure
    conditions:
      - {id: c, expr: 'true', text: {zh: 条, en: C}, zzz: condition}
    exceptions:
      - {id: ex, when: 'false', then: allow, text: {zh: 外, en: X}, zzz: exception}
    refer:
      {when: 'false', text: {zh: 核, en: R}, zzz: refer}
    amount:
      {expr: 'money(\"1\")', per: once, zzz: amount}
    caps:
      - {expr: 'money(\"1\")', zzz: cap}
    instalments:
      count: 2
      split: equal
      zzz: instalments
      every: {years: 1, zzz: period}
    not_with:
      - {measure: n, zzz: exclusion}
    apply:
      {who: person, zzz: apply}
    evidence:
      - {id: e, title: {zh: 证, en: E}, zzz: evidence}
    continuing:
      - {text: {zh: 续, en: C}, zzz: continuing}
  - {id: n, title: {zh: 另, en: N}, kind: money, conditions: []}
";

/// Which keys the loader knows, by the shape that stands on the line of each finding.
fn known(findings: impl IntoIterator<Item = (String, usize, String)>) -> BTreeMap<String, BTreeSet<String>> {
    let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (text, line, allowed) in findings {
        let line = text.lines().nth(line - 1).unwrap();
        let name = line.split("zzz: ").nth(1).unwrap_or_else(|| panic!("{line}"));
        let name = name.trim_end_matches('}').to_owned();
        known.entry(name).or_default().extend(allowed.split(", ").map(str::to_owned));
    }
    known
}

fn same(known: &BTreeMap<String, BTreeSet<String>>, shapes: &[&str]) {
    for name in shapes {
        let expected: BTreeSet<String> =
            shape(name).unwrap().keys.iter().map(|key| key.name.to_owned()).collect();
        let found = known.get(*name).unwrap_or_else(|| panic!("no mapping of the shape {name} was read"));
        assert_eq!(found, &expected, "{name}");
    }
}

#[test]
fn the_loader_takes_exactly_the_keys_of_the_schema() {
    let files = Files::new().with("pack.yaml", MAIN).with("facts.yaml", FACTS).with("v1.yaml", V1);
    let findings = load(&files).unwrap_err();
    let others: Vec<String> = findings
        .iter()
        .filter(|finding| finding.code.as_str() != "key_unknown")
        .map(ToString::to_string)
        .collect();
    assert!(others.is_empty(), "{others:#?}");
    let known = known(findings.iter().map(|finding: &Finding| {
        let allowed = finding.args.iter().find(|(name, _)| *name == "allowed").unwrap();
        (files.get(&finding.file).unwrap().to_owned(), finding.line, allowed.1.clone())
    }));
    // What a pack on top of another says, and whom an earlier version keeps, is read with that other only: the examples of
    // docs/constructs hold it.
    let with_a_base = |name: &&str| matches!(*name, "extends" | "removed" | "keep");
    let all: Vec<&str> = SHAPES.iter().map(|shape| shape.name).filter(|name| !with_a_base(name)).collect();
    let end = all.iter().position(|name| *name == "cases_file").unwrap();
    same(&known, all.get(..end).unwrap());
}

#[test]
fn a_file_of_cases_takes_exactly_the_keys_of_its_schema() {
    let clean = |text: &str| {
        text.lines().filter(|line| !line.contains("zzz")).fold(String::new(), |all, line| all + line + "\n")
    };
    let facts =
        "facts:\n  - {name: a, type: int, group: g, title: {zh: 甲, en: A}, question: {zh: 甲, en: A}}\n";
    let version = "version: v1\nfamily: f\ntitle: {zh: 一, en: '1'}\nshort: {zh: 一, en: '1'}\nin_force: {from: 2018-02-05}\nmeasures:\n  - {id: m, title: {zh: 措施, en: M}, kind: money, conditions: []}\n";
    let main = clean(MAIN).replace("sources:\n", "").replace("events:\n", "");
    let pack = load(&Files::new().with("pack.yaml", main).with("facts.yaml", facts).with("v1.yaml", version))
        .unwrap();
    let text = "
zzz: cases_file
cases:
  - name: {zh: 人, en: P}
    on: 2023-01-01
    facts: {}
    zzz: case
    expect:
      m:
        zzz: expectation
        because: x
        amount: {minor: 1, zzz: expected_amount}
    bundle:
      zzz: bundle
      total: {from: 1, to: 1, currency: CNY, zzz: sum}
";
    let mistakes = crate::cases::read("a.yaml", text, &pack).unwrap_err();
    let known = known(mistakes.iter().map(|mistake| {
        assert_eq!(mistake.code, "key_unknown", "{mistake:?}");
        let allowed = mistake.text.1.split("Possible are: ").nth(1).unwrap().trim_end_matches('.');
        (text.to_owned(), mistake.line, allowed.to_owned())
    }));
    same(&known, &["cases_file", "case", "expectation", "expected_amount", "bundle", "sum"]);
}

#[test]
fn every_reference_of_the_table_leads_to_a_shape() {
    for text in [pack_schema(), cases_schema(), facts_schema(None)] {
        let mut rest = text.as_str();
        while let Some((_, tail)) = rest.split_once("\"#/$defs/") {
            let (name, tail) = tail.split_once('"').unwrap();
            assert!(text.contains(&format!("\"{name}\": {{")), "{name}");
            rest = tail;
        }
    }
}
