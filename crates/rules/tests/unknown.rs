//! Unknown is neither no nor zero: outcomes and missing facts when facts are not given.

mod support;

use jiff::civil::date;
use proptest::prelude::*;
use rules::{Facts, Failure, Outcome, Trilean, Value, facts::Member};
use std::collections::BTreeSet;
use support::{amount, assessed, determined, measure, one, pack};

fn outcome(condition: &str, facts: &Facts) -> (Outcome, Vec<String>) {
    let found = determined(&one(condition), facts);
    (found.outcome, found.missing)
}

fn unknown(missing: &[&str]) -> (Outcome, Vec<String>) {
    (Outcome::Unknown, missing.iter().map(ToString::to_string).collect())
}

const YES: (Outcome, Vec<String>) = (Outcome::Yes, Vec::new());
const NO: (Outcome, Vec<String>) = (Outcome::No, Vec::new());

#[test]
fn what_decides_leaves_the_others_not_missing() {
    let p = Facts::new().with("p", true);
    let not_p = Facts::new().with("p", false);
    assert_eq!(outcome("p && q", &not_p), NO);
    assert_eq!(outcome("p || q", &p), YES);
    assert_eq!(outcome("p && q", &p), unknown(&["q"]));
    assert_eq!(outcome("p || q", &not_p), unknown(&["q"]));
    assert_eq!(outcome("p && q", &Facts::new()), unknown(&["p", "q"]));
    assert_eq!(outcome("false || q == p", &Facts::new()), unknown(&["p", "q"]));
}

#[test]
fn a_choice_on_an_unknown_condition_is_unknown_and_never_the_second_arm() {
    assert_eq!(outcome("p ? true : false", &Facts::new()), unknown(&["p"]));
    let found = determined(&amount(r#"p ? money("10") : money("0")"#, "", ""), &Facts::new());
    assert_eq!((found.outcome, found.amount), (Outcome::Yes, None));
    assert_eq!(found.amount_missing, ["p"]);
}

#[test]
fn a_fact_whose_every_value_leaves_the_outcome_is_not_missing() {
    // With p true q decides; r stands on both sides and decides nothing.
    assert_eq!(outcome("q && (r || !r || p)", &Facts::new().with("p", true)), unknown(&["q"]));
    assert_eq!(outcome("(p && r) || (p && !r)", &Facts::new()), unknown(&["p"]));
    // Every grade passes, but nobody told one: it is asked, never assumed.
    assert_eq!(outcome(r#"grade >= "C""#, &Facts::new()), unknown(&["grade"]));
}

#[test]
fn an_unknown_sum_is_never_zero_and_an_unknown_member_never_absent() {
    let member = |role: &str, income: Option<&str>| {
        let mut member = Member::new();
        member.insert("role".into(), Value::text(role));
        if let Some(income) = income {
            let money = vocabulary::Money::parse(income, vocabulary::Currency::CNY).unwrap();
            member.insert("income".into(), Value::Money(money));
        }
        member
    };
    let condition = r#"sum(household.map(m, m.income)) < money("100")"#;
    assert_eq!(outcome(condition, &Facts::new()), unknown(&["household"]));
    let household = Value::List(vec![member("spouse", Some("5")), member("child", None)]);
    let facts = Facts::new().with("household", household);
    assert_eq!(outcome(condition, &facts), unknown(&["household[1].income"]));
    // The child's income does not matter for the spouse's.
    let condition = r#"sum(household.filter(m, m.role == "spouse").map(m, m.income)) == money("5")"#;
    assert_eq!(outcome(condition, &facts), YES);
    assert_eq!(outcome(condition, &Facts::new().with("household", Value::List(vec![]))), NO);
    // One member that decides is enough, whatever is unknown of the others.
    let mut nameless = Member::new();
    nameless.insert("born".into(), Value::Date(date(2015, 1, 1)));
    let facts = Facts::new().with("household", Value::List(vec![nameless, member("child", None)]));
    assert_eq!(outcome(r#"household.exists(m, m.role == "child")"#, &facts), YES);
    assert_eq!(outcome(r#"household.all(m, m.role == "child")"#, &facts), unknown(&["household[0].role"]));
    assert_eq!(
        outcome(r#"household.filter(m, m.role == "child").exists(m, has(m.born) || true)"#, &facts),
        YES
    );
    assert_eq!(
        outcome(r#"size(household.filter(m, m.role == "child")) == 2"#, &facts),
        unknown(&["household[0].role"])
    );
}

#[test]
fn known_to_be_absent_is_a_value_and_not_unknown() {
    let none =
        Facts::new().with("rated", Value::None).with("first_paid", Value::None).with("debt", Value::None);
    assert_eq!(outcome(r#"rated >= "C""#, &none), NO);
    assert_eq!(outcome(r#"rated == "C""#, &none), NO);
    assert_eq!(outcome(r#"rated != "C""#, &none), YES);
    assert_eq!(outcome("has(rated)", &none), NO);
    assert_eq!(outcome("has(rated)", &Facts::new()), unknown(&["rated"]));
    assert_eq!(outcome("known(rated)", &none), YES);
    assert_eq!(outcome("known(rated)", &Facts::new()), NO);
    assert_eq!(outcome("first_paid <= on", &none), NO);
    let found = determined(&one(r#"debt + money("1") > money("0")"#), &none);
    assert_eq!(found.outcome, Outcome::Unknown);
    assert_eq!(found.reasons[0].failure, Some(Failure::AbsentValue));
    assert_eq!(outcome(r#"!has(debt) || debt + money("1") > money("0")"#, &none), YES);
}

#[test]
fn an_error_is_a_value_that_never_becomes_yes() {
    let zero = Facts::new().with("n", 0);
    assert_eq!(outcome("10 / n > 1 || true", &zero), YES);
    assert_eq!(outcome("n != 0 && 10 / n > 1", &zero), NO);
    let found = determined(&one("10 / n > 1"), &zero);
    assert_eq!((found.outcome, found.missing.len()), (Outcome::Unknown, 0));
    assert_eq!(found.reasons[0].failure, Some(Failure::DivisionByZero));
    let found = determined(&one("n * 9223372036854775807 > 0"), &Facts::new().with("n", 3));
    assert_eq!(found.reasons[0].failure, Some(Failure::Overflow));
    // What is unknown could still say no beside an error; the error alone is final.
    assert_eq!(outcome("10 / n > 1 && p", &zero), unknown(&["p"]));
    let found = determined(&one(r#"within(town, "220000")"#), &Facts::new().with("town", "长春"));
    assert_eq!(found.reasons[0].failure, Some(Failure::NotAPlace));
}

#[test]
fn one_failed_condition_decides_and_the_reasons_say_which_with_what_was_read() {
    let body = format!(
        "measures:\n{}      - {{id: adult, expr: 'years_between(born, on) >= 18', article: \"7\", text: {{zh: 成年, en: Adult}}}}\n",
        measure("m", "p", "")
    );
    let facts = Facts::new().with("born", date(2010, 1, 1));
    let found = determined(&pack(&body), &facts);
    assert_eq!((found.outcome, found.missing.len()), (Outcome::No, 0));
    let failed: Vec<_> = found.failed().collect();
    assert_eq!(failed.len(), 1);
    assert_eq!((failed[0].id.as_str(), failed[0].article.as_deref()), ("adult", Some("7")));
    assert_eq!(failed[0].facts[0].name, "born");
    assert_eq!(failed[0].facts[0].value, Some(Value::Date(date(2010, 1, 1))));
    assert_eq!(found.reasons[0].result, Trilean::Unknown);
    assert_eq!(found.reasons[0].missing, ["p"]);
}

#[test]
fn the_next_question_is_the_one_most_measures_wait_for_and_is_not_asked_twice() {
    let body = format!(
        "measures:\n{}{}{}",
        measure("a", "q && p", ""),
        measure("b", "q && n > 1", ""),
        measure("c", "r", "")
    );
    let pack = pack(&body);
    let ask = |facts: &Facts| rules::next_question(&pack, facts, support::ON, support::ON).unwrap();
    let mut facts = Facts::new();
    assert_eq!(ask(&facts).as_deref(), Some("q"));
    facts.unknown("q");
    assert_eq!(ask(&facts).as_deref(), Some("p"));
    let facts = Facts::new().with("q", false).with("r", true);
    assert_eq!(ask(&facts), None);
    assert!(assessed(&pack, &facts).measures.iter().all(|m| m.missing.is_empty()));
}

/// Random conditions over few values.
fn condition() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "p",
        "q",
        "r",
        "true",
        "false",
        "grade >= \"B\"",
        "grade == \"A\"",
        "rated < \"B\"",
        "has(rated)",
        "rated in [\"A\", \"C\"]",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} && {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} || {b})")),
            inner.clone().prop_map(|a| format!("!({a})")),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("(({a}) == ({b}))")),
        ]
    })
}

const DOMAINS: [(&str, &[&str]); 5] = [
    ("p", &["false", "true"]),
    ("q", &["false", "true"]),
    ("r", &["false", "true"]),
    ("grade", &["A", "B", "C"]),
    ("rated", &["A", "B", "C", "none"]),
];

fn value(text: &str) -> Value {
    match text {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        "none" => Value::None,
        class => Value::text(class),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// The strongest property of the engine: what it says with facts missing is what holds for every completion of them,
    /// and the missing facts are those that some completion shows to matter.
    #[test]
    fn the_missing_set_is_that_of_brute_force(condition in condition(), given in proptest::collection::vec(any::<bool>(), 5), pick in 0_usize..1000) {
        let pack = one(&condition);
        let mut facts = Facts::new();
        let mut open = Vec::new();
        for (index, (name, values)) in DOMAINS.iter().enumerate() {
            if given[index] {
                facts.set(*name, value(values[(pick / (index + 1)) % values.len()]));
            } else {
                open.push((*name, *values));
            }
        }
        let found = determined(&pack, &facts);
        let mut completions: Vec<Vec<&str>> = vec![vec![]];
        for (_, values) in &open {
            completions = completions.iter().flat_map(|c| values.iter().map(move |v| [c.clone(), vec![*v]].concat())).collect();
        }
        let complete = |values: &[&str]| {
            let mut facts = facts.clone();
            for ((name, _), text) in open.iter().zip(values) {
                facts.set(*name, value(text));
            }
            determined(&pack, &facts).outcome
        };
        let outcomes: Vec<Outcome> = completions.iter().map(|c| complete(c)).collect();
        prop_assert!(outcomes.iter().all(|o| matches!(o, Outcome::Yes | Outcome::No)));
        match found.outcome {
            Outcome::Unknown => {
                let mut matter = BTreeSet::new();
                for (a, x) in completions.iter().zip(&outcomes) {
                    for (b, y) in completions.iter().zip(&outcomes) {
                        let differing: Vec<usize> = (0..a.len()).filter(|i| a[*i] != b[*i]).collect();
                        if let ([only], true) = (differing.as_slice(), x != y) {
                            matter.insert(open[*only].0.to_owned());
                        }
                    }
                }
                let missing: BTreeSet<String> = found.missing.iter().cloned().collect();
                if matter.is_empty() {
                    prop_assert!(!missing.is_empty(), "unknown, and nothing to ask");
                } else {
                    prop_assert_eq!(missing, matter);
                }
            }
            decided => prop_assert!(outcomes.iter().all(|o| *o == decided)),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The laws of a three-valued logic, with errors among the leaves: `1 / n > 0` fails where n is zero.
    #[test]
    fn kleenes_laws_hold_with_unknowns_and_errors(a in condition(), b in condition(), known in proptest::collection::vec(any::<Option<bool>>(), 3), zero in any::<bool>()) {
        let mut facts = Facts::new();
        for (name, value) in ["p", "q", "r"].iter().zip(known) {
            if let Some(value) = value {
                facts.set(*name, value);
            }
        }
        if zero {
            facts.set("n", 0);
        }
        let (a, b) = (format!("({a} && 1 / n >= 0)"), format!("({b})"));
        let result = |condition: &str| determined(&one(condition), &facts).reasons[0].result;
        prop_assert_eq!(result(&format!("{a} && {b}")), result(&format!("{b} && {a}")));
        prop_assert_eq!(result(&format!("{a} || {b}")), result(&format!("{b} || {a}")));
        prop_assert_eq!(result(&format!("!({a} || {b})")), result(&format!("!{a} && !{b}")));
        prop_assert_eq!(result(&format!("!!{a}")), result(&a));
        prop_assert_eq!(result(&format!("{a} && {a}")), result(&a));
        prop_assert_eq!(result(&format!("{a} || true")), Trilean::Yes);
        prop_assert_eq!(result(&format!("{a} && false")), Trilean::No);
    }
}
