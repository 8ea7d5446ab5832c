//! Derived values of members: one for each member of a list, read as a field wherever a member stands.

mod support;

use jiff::civil::date;
use rules::{Failure, Outcome, Value, facts::Facts, facts::Member};
use support::{determined, measure, mistakes, pack};
use vocabulary::{Currency, Money};

fn cny(units: i64) -> Money {
    Money::new(units * 100, Currency::CNY)
}

/// Households in which each member earns so much; `None` was not told.
fn household(incomes: &[Option<i64>]) -> Facts {
    let member = |income: &Option<i64>| -> Member {
        income.iter().map(|units| ("income".to_owned(), Value::Money(cny(*units)))).collect()
    };
    Facts::new().with("household", Value::List(incomes.iter().map(member).collect()))
}

const TAXES: &str = r#"
derived:
  - {name: net, type: money, of: household, title: {zh: 净收入, en: Net}, expr: member.income - member.tax}
  - {name: tax, type: money, of: household, title: {zh: 税, en: Tax}, expr: 'round_half_up(percent(member.income, "15"))'}
  - {name: household_net, type: money, title: {zh: 合计, en: Total}, expr: 'sum(household.map(m, m.net))'}
"#;

fn taxes(amount: &str) -> rules::Pack {
    let more = format!("    amount: {{expr: '{amount}', per: year}}\n");
    pack(&format!("{TAXES}measures:\n{}", measure("m", "true", &more)))
}

fn amount(pack: &rules::Pack, facts: &Facts) -> Option<i64> {
    determined(pack, facts).amount.map(|worth| worth.range().0)
}

#[test]
fn each_member_has_its_own_and_it_is_read_as_a_field() {
    let pack = taxes("household_net");
    assert_eq!(amount(&pack, &household(&[Some(1000), Some(200)])), Some(102_000));
    assert_eq!(amount(&pack, &household(&[])), Some(0));
    let of_the_poor = taxes("sum(household.filter(m, m.net < money(\"500\")).map(m, m.tax))");
    assert_eq!(amount(&of_the_poor, &household(&[Some(1000), Some(200)])), Some(3_000));
}

#[test]
fn what_one_member_did_not_tell_is_unknown_and_named() {
    let found = determined(&taxes("household_net"), &household(&[Some(1000), None]));
    assert_eq!(found.amount, None);
    assert_eq!(found.amount_missing, ["household[1].income"]);
    let found = determined(&taxes("household_net"), &Facts::new());
    assert_eq!(found.amount_missing, ["household"]);
}

#[test]
fn a_member_that_cannot_be_computed_fails_alone() {
    let body = r#"
derived:
  - {name: odd, type: date, of: household, title: {zh: 甲, en: odd}, expr: 'add_years(member.born, 9000, "clamp")'}
"#;
    let condition = |text: &str| pack(&format!("{body}measures:\n{}", measure("m", text, "")));
    let born = |year| -> Member { [("born".to_owned(), Value::Date(date(year, 1, 1)))].into() };
    let facts = Facts::new().with("household", Value::List(vec![born(2000), born(900)]));
    let any = determined(&condition("household.exists(m, m.odd > date(\"2000-01-01\"))"), &facts);
    assert_eq!(any.outcome, Outcome::Yes);
    let all = determined(&condition("household.all(m, m.odd > date(\"2000-01-01\"))"), &facts);
    assert_eq!((all.outcome, all.reasons[0].failure.clone()), (Outcome::Unknown, Some(Failure::DateRange)));
}

#[test]
fn a_value_of_the_case_may_be_read_for_each_member_and_quantifiers_stand_inside() {
    let body = r#"
derived:
  - {name: least, type: money, title: {zh: 甲, en: least}, expr: 'money("100")'}
  - {name: is_most, type: bool, of: household, title: {zh: 乙, en: most}, expr: 'household.all(m, m.income <= member.income) && member.income > least'}
"#;
    let pack =
        pack(&format!("{body}measures:\n{}", measure("m", "size(household.filter(m, m.is_most)) == 1", "")));
    assert_eq!(determined(&pack, &household(&[Some(300), Some(200)])).outcome, Outcome::Yes);
    assert_eq!(determined(&pack, &household(&[Some(300), Some(300)])).outcome, Outcome::No);
    assert_eq!(determined(&pack, &household(&[Some(30), Some(3)])).outcome, Outcome::No);
}

#[test]
fn mistakes_have_their_place() {
    let first = |derived: &str| {
        let found = mistakes(&format!("derived:\n{derived}"));
        found.first().map(|(code, line, column)| format!("{code} {line}:{column}")).unwrap_or_default()
    };
    let one = |name: &str, of: &str, expression: &str| {
        format!("  - {{name: {name}, type: money, of: {of}, title: {{zh: 甲, en: x}}, expr: {expression}}}\n")
    };
    assert_eq!(first(&one("tax", "families", "member.income")), "fact_unknown 9:34");
    assert_eq!(first(&one("tax", "income", "member.income")), "not_a_list 9:34");
    assert_eq!(first(&one("income", "household", "member.income")), "name_twice 9:12");
    assert_eq!(first(&one("debt", "household", "member.income")), "name_twice 9:12");
    assert_eq!(first(&one("tax", "household", "member.salary")), "expr_field_unknown 9:74");
    assert_eq!(first(&one("tax", "household", "income + tax")), "expr_of_members 9:83");
    assert_eq!(
        first(&format!("{}{}", one("a", "household", "member.b"), one("b", "household", "member.a"))),
        "derived_cycle 9:72"
    );
    let plain = "  - {name: a, type: money, title: {zh: 甲, en: x}, expr: member.income}\n";
    assert_eq!(first(plain), "expr_name_unknown 9:57");
}
