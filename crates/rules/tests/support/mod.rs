//! A small invented pack around whatever a test wants to try.
#![allow(dead_code, reason = "each test file uses its own part of it")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "only tests use it")]

use jiff::civil::{Date, date};
use rules::{Assessment, Determination, Facts, Files, Finding, Pack, assess, load};

/// The day that tests assess.
pub const ON: Date = date(2023, 9, 5);

pub const FACTS: &str = r#"
schemes:
  - name: class
    title: {zh: 分类（虚构）, en: Class (invented)}
    ordered: true
    values:
      - {id: A, title: {zh: 甲, en: A}}
      - {id: B, title: {zh: 乙, en: B}}
      - {id: C, title: {zh: 丙, en: C}}
  - name: role
    title: {zh: 角色, en: Role}
    ordered: false
    values:
      - {id: spouse, title: {zh: 配偶, en: Spouse}}
      - {id: child, title: {zh: 子女, en: Child}}
facts:
  - {name: p, type: bool, group: about_you, title: {zh: 甲, en: p}, question: {zh: 甲？, en: p?}}
  - {name: q, type: bool, group: about_you, title: {zh: 乙, en: q}, question: {zh: 乙？, en: q?}}
  - {name: r, type: bool, group: work, title: {zh: 丙, en: r}, question: {zh: 丙？, en: r?}}
  - {name: n, type: int, min: -1000, max: 1000000, group: work, title: {zh: 数, en: n}, question: {zh: 数？, en: n?}}
  - {name: rate, type: decimal, group: work, title: {zh: 率, en: rate}, question: {zh: 率？, en: rate?}}
  - {name: income, type: money, min: "0", group: work, title: {zh: 收入, en: Income}, question: {zh: 收入？, en: Income?}}
  - {name: born, type: date, group: about_you, personal: sensitive, title: {zh: 出生, en: Born}, question: {zh: 出生？, en: Born?}}
  - {name: rated, type: enum, scheme: class, may_be_none: true, group: rating, title: {zh: 类, en: Class}, question: {zh: 类？, en: Class?}}
  - {name: grade, type: enum, scheme: class, group: rating, title: {zh: 级, en: Grade}, question: {zh: 级？, en: Grade?}}
  - {name: first_paid, type: date, may_be_none: true, group: work, title: {zh: 首缴, en: First paid}, question: {zh: 首缴？, en: First paid?}}
  - {name: debt, type: money, may_be_none: true, group: work, title: {zh: 债, en: Debt}, question: {zh: 债？, en: Debt?}}
  - {name: town, type: string, group: plan, title: {zh: 地, en: Town}, question: {zh: 地？, en: Town?}}
  - name: household
    type: list
    group: household
    title: {zh: 家庭, en: Household}
    question: {zh: 家庭成员？, en: Who?}
    of:
      - {name: role, type: enum, scheme: role, title: {zh: 角色, en: Role}, question: {zh: 角色？, en: Role?}}
      - {name: born, type: date, title: {zh: 出生, en: Born}, question: {zh: 出生？, en: Born?}}
      - {name: income, type: money, title: {zh: 收入, en: Income}, question: {zh: 收入？, en: Income?}}
"#;

pub const PACK: &str = r#"
pack: invented
title: {zh: 虚构政策（虚构）, en: Invented (invented)}
place: "220000"
currency: CNY
facts: [facts.yaml]
versions: [v1.yaml]
sources:
  - {id: s1, mark: S, text: "invented", where: "nowhere", read_on: 2026-11-22}
"#;

pub const HEADER: &str = r#"
version: v1
family: talent
title: {zh: 第一版, en: First version}
short: {zh: 一, en: "1"}
in_force: {from: 2018-02-05}
source: [s1]
"#;

/// A pack with one version, whose text follows the header.
pub fn files(body: &str) -> Files {
    Files::new().with("pack.yaml", PACK).with("facts.yaml", FACTS).with("v1.yaml", format!("{HEADER}{body}"))
}

pub fn pack(body: &str) -> Pack {
    load(&files(body)).unwrap_or_else(|findings| panic!("{}", shown(&findings)))
}

pub fn shown(findings: &[Finding]) -> String {
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// A measure with one condition, and whatever else.
pub fn measure(id: &str, condition: &str, more: &str) -> String {
    format!(
        "  - id: {id}\n    title: {{zh: 措施, en: Measure}}\n    article: \"5\"\n    source: [s1]\n    kind: money\n    conditions:\n      - {{id: it, expr: '{condition}', text: {{zh: 条件, en: Condition}}}}\n{more}"
    )
}

/// A pack whose one measure has one condition.
pub fn one(condition: &str) -> Pack {
    pack(&format!("measures:\n{}", measure("m", condition, "")))
}

/// A pack whose one measure is certain and has an amount.
pub fn amount(expression: &str, before: &str, more: &str) -> Pack {
    let more = format!("    amount: {{expr: '{expression}', per: once}}\n{more}");
    pack(&format!("{before}measures:\n{}", measure("m", "true", &more)))
}

pub fn assessed(pack: &Pack, facts: &Facts) -> Assessment {
    assess(pack, facts, ON, ON).unwrap()
}

pub fn determined(pack: &Pack, facts: &Facts) -> Determination {
    assessed(pack, facts).measure("m").unwrap().clone()
}

/// The findings of a pack that must not load, as `code` with line and column.
pub fn mistakes(body: &str) -> Vec<(String, usize, usize)> {
    let findings = load(&files(body)).err().unwrap_or_default();
    findings.iter().map(|f| (f.code.as_str().to_owned(), f.line, f.column)).collect()
}
