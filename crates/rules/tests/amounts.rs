//! Exact money: percentages, rounding, tables, caps, instalments, ranges, versions on a day.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod support;

use jiff::civil::date;
use rules::{Bound, CannotAssess, Estimate, Facts, Failure, Outcome, Value, Worth, assess, load};
use support::{ON, amount, assessed, determined, files, measure, mistakes, pack};
use vocabulary::{Currency, Money, Refusal};

fn yuan(text: &str) -> Money {
    Money::parse(text, Currency::CNY).unwrap()
}

fn exact(expression: &str, facts: &Facts) -> Option<Money> {
    match determined(&amount(expression, "", ""), facts).amount {
        Some(Worth::Exact(money)) => Some(money),
        _ => None,
    }
}

#[test]
fn fifteen_percent_of_348_000_000_01_is_exact_to_the_fen() {
    let facts = Facts::new().with("income", yuan("348000000.01"));
    assert_eq!(exact(r#"round_half_up(percent(income, "15"))"#, &facts), Some(yuan("52200000.00")));
    assert_eq!(exact(r#"round_up(percent(income, "15"))"#, &facts), Some(yuan("52200000.01")));
    assert_eq!(exact(r#"round_down(times(income, "0.15"))"#, &facts), Some(yuan("52200000.00")));
}

#[test]
fn half_a_cent_goes_up_as_the_published_figures_do() {
    // 381.945 -> 381.95: 0.75 of 509.26.
    assert_eq!(
        exact(r#"round_half_up(times(money("509.26"), "0.75"))"#, &Facts::new()),
        Some(yuan("381.95"))
    );
    assert_eq!(exact(r#"round_half_up(money("100") / 3)"#, &Facts::new()), Some(yuan("33.33")));
    // Two fractions are added before they are rounded, once.
    let both = r#"round_half_up(money("0.05") / 10 + money("0.05") / 10)"#;
    assert_eq!(exact(both, &Facts::new()), Some(yuan("0.01")));
    assert_eq!(exact(r#"money("0.10") * 3 - money("0.30")"#, &Facts::new()), Some(yuan("0")));
}

#[test]
fn an_amount_that_is_not_rounded_does_not_load() {
    let body = format!(
        "measures:\n{}",
        measure("m", "true", "    amount: {expr: 'percent(income, \"15\")', per: once}\n")
    );
    assert_eq!(mistakes(&body)[0].0, "expr_not_rounded");
    let body = format!("measures:\n{}", measure("m", r#"money("1") == eur("1")"#, ""));
    assert_eq!(mistakes(&body)[0].0, "expr_currencies");
    let body = format!("measures:\n{}", measure("m", r#"money("1") + 1 == money("2")"#, ""));
    assert_eq!(mistakes(&body)[0].0, "expr_types");
}

#[test]
fn an_overflow_is_a_reason_and_not_an_amount() {
    let found = determined(
        &amount("income * n", "", ""),
        &Facts::new().with("income", yuan("90000000000000000")).with("n", 1000),
    );
    assert_eq!((found.amount, found.amount_state), (None, Bound::Failed));
    assert_eq!(found.amount_failure, Some(Failure::Overflow));
}

const TABLE: &str = r#"
tables:
  - name: allowance
    title: {zh: 表, en: Table}
    keys: [{name: class, scheme: class}]
    type: money
    source: [s1]
    rows:
      - {when: [A], value: {from: "35000", to: "120000"}}
      - {when: [B], value: "2000000", about: true}
  - name: loan
    title: {zh: 表, en: Table}
    keys: [{name: class, scheme: class}, {name: year, type: int}]
    type: money
    source: [s1]
    rows:
      - {when: [A, 1], value: "8000"}
      - {when: [A, 2], value: "10000"}
"#;

#[test]
fn a_table_says_ranges_as_ranges_and_a_row_that_is_not_there_is_unknown() {
    let pack = amount("allowance[grade]", TABLE, "");
    assert_eq!(pack.warnings().len(), 2);
    let of = |class: &str| determined(&pack, &Facts::new().with("grade", class));
    let estimate = |from, to, about| {
        Some(Worth::Estimate(Estimate { from, to, currency: Currency::CNY, about, at_most: false }))
    };
    assert_eq!(of("A").amount, estimate(Some(3_500_000), 12_000_000, false));
    assert_eq!(of("B").amount, estimate(Some(200_000_000), 200_000_000, true));
    let missing = of("C");
    assert_eq!((missing.outcome, missing.amount, missing.amount_state), (Outcome::Yes, None, Bound::Failed));
    assert!(matches!(missing.amount_failure, Some(Failure::RowMissing { .. })));
    assert_eq!(determined(&pack, &Facts::new()).amount_missing, ["grade"]);
    let two = amount("min(income, loan[grade, n])", TABLE, "");
    let facts = Facts::new().with("grade", "A").with("n", 2).with("income", yuan("9500"));
    assert_eq!(determined(&two, &facts).amount, Some(Worth::Exact(yuan("9500"))));
}

#[test]
fn caps_lower_and_say_so_and_an_unknown_cap_leaves_the_amount_unknown() {
    let caps = "    caps:\n      - {expr: 'money(\"100\")', text: {zh: 上限, en: At most}, article: \"6\"}\n      - {expr: income}\n";
    let pack = amount(r#"money("150")"#, "", caps);
    let found = determined(&pack, &Facts::new().with("income", yuan("120")));
    assert_eq!(found.amount, Some(Worth::Exact(yuan("100"))));
    assert_eq!(found.caps.iter().map(|cap| cap.lowered).collect::<Vec<_>>(), [true, false]);
    let found = determined(&pack, &Facts::new());
    assert_eq!((found.amount_state, found.amount_missing), (Bound::Unknown, vec!["income".to_owned()]));
}

#[test]
fn equal_instalments_add_up_and_the_last_has_what_is_left_over() {
    let split = |split: &str| format!("    instalments: {{count: 3, every: {{years: 1}}, split: {split}}}\n");
    let parts =
        |kind: &str| determined(&amount(r#"money("100")"#, "", &split(kind)), &Facts::new()).instalments;
    let equal = parts("equal");
    assert_eq!(equal.iter().map(|i| i.amount.unwrap().minor).collect::<Vec<_>>(), [3_333, 3_333, 3_334]);
    assert_eq!(equal.iter().map(|i| (i.number, i.due.years)).collect::<Vec<_>>(), [(1, 0), (2, 1), (3, 2)]);
    assert!(parts("not_read").iter().all(|i| i.amount.is_none()));
    assert_eq!(parts("not_read").len(), 3);
    let stated = parts("['money(\"50\")', 'money(\"30\")', 'money(\"20\")']");
    assert_eq!(stated[1].amount, Some(yuan("30")));
    let body = format!("measures:\n{}", measure("m", "true", &split("['money(\"50\")']")));
    assert_eq!(mistakes(&body)[0].0, "instalment_count");
}

#[test]
fn a_referral_is_an_outcome_and_not_an_amount() {
    let more = "    amount: {expr: 'money(\"1\")', per: once}\n    refer: {when: 'grade == \"A\"', text: {zh: 一事一议, en: Negotiated}}\n";
    let pack = pack(&format!("measures:\n{}", measure("m", "p", more)));
    let of = |class: Option<&str>, p: bool| {
        let mut facts = Facts::new().with("p", p);
        if let Some(class) = class {
            facts.set("grade", class);
        }
        determined(&pack, &facts)
    };
    let referred = of(Some("A"), true);
    assert_eq!((referred.outcome, referred.amount), (Outcome::Refer, None));
    assert_eq!(referred.refer.unwrap().en, "Negotiated");
    assert_eq!(of(Some("B"), true).amount, Some(Worth::Exact(yuan("1"))));
    assert_eq!(of(Some("A"), false).outcome, Outcome::No);
    let open = of(None, true);
    assert_eq!((open.outcome, open.missing), (Outcome::Unknown, vec!["grade".to_owned()]));
}

const PARAMETERS: &str = r#"
parameters:
  - name: index
    type: money
    title: {zh: 指数, en: Index}
    source: [s1]
    values:
      - {from: 2018-01-01, until: 2020-01-01, value: "435.76"}
      - {from: 2023-01-01, known_from: 2022-11-30, value: "480.43"}
      - {from: 2024-01-01, known_from: 2023-11-30, value: "509.26"}
"#;

#[test]
fn a_parameter_is_read_on_the_day_and_as_it_was_known() {
    let pack = amount("index * 6", PARAMETERS, "");
    let at = |on, known_on| assess(&pack, &Facts::new(), on, known_on).unwrap().measures[0].clone();
    assert_eq!(at(date(2019, 7, 5), date(2019, 7, 5)).amount, Some(Worth::Exact(yuan("2614.56"))));
    assert_eq!(at(date(2024, 5, 1), date(2024, 5, 1)).amount, Some(Worth::Exact(yuan("3055.56"))));
    assert_eq!(at(date(2024, 5, 1), date(2023, 6, 1)).amount, Some(Worth::Exact(yuan("2882.58"))));
    let unread = at(date(2021, 1, 1), date(2024, 1, 1));
    assert_eq!(unread.amount_failure, Some(Failure::ParameterNotRead { parameter: "index".into() }));
    let late = PARAMETERS.replace("2018-01-01", "2019-01-01");
    let body = format!("{late}measures:\n{}", measure("m", r#"index > money("1")"#, ""));
    assert_eq!(mistakes(&body)[0].0, "parameter_uncovered");
}

#[test]
fn the_day_and_what_was_known_choose_the_version_and_a_day_before_all_is_refused_by_name() {
    let version = |id: &str, force: &str, known: &str, worth: &str| {
        format!(
            "version: {id}\nfamily: talent\ntitle: {{zh: 版, en: V}}\nshort: {{zh: 版, en: V}}\nin_force: {{{force}}}\nknown_from: {known}\nmeasures:\n{}",
            measure("m", "p", &format!("    amount: {{expr: 'money(\"{worth}\")', per: once}}\n"))
        )
    };
    let files = files("")
        .with("pack.yaml", support::PACK.replace("[v1.yaml]", "[v1.yaml, v2.yaml]"))
        .with("v1.yaml", version("v1", "from: 2018-02-05", "2018-02-07", "1"))
        .with(
            "v2.yaml",
            version(
                "v2",
                "from: 2022-09-29, until: 2026-01-01, after_not_read: 2025-01-01",
                "2022-10-31",
                "2",
            ),
        );
    let pack = load(&files).unwrap();
    let at = |on, known_on| assess(&pack, &Facts::new().with("p", true), on, known_on);
    let version = |on, known_on| at(on, known_on).unwrap().measures[0].version.clone();
    assert_eq!(version(date(2022, 9, 28), date(2026, 1, 1)), "v1");
    assert_eq!(version(date(2022, 9, 29), date(2022, 10, 30)), "v1");
    assert_eq!(version(date(2022, 9, 29), date(2022, 10, 31)), "v2");
    let unread = at(date(2025, 1, 1), ON).unwrap().measures[0].clone();
    assert_eq!((unread.outcome, unread.missing.len()), (Outcome::Unknown, 0));
    assert!(unread.reasons.last().unwrap().text.en.contains("2025-01-01"));
    let no = assess(&pack, &Facts::new().with("p", false), date(2025, 1, 1), ON).unwrap();
    assert_eq!(no.measures[0].outcome, Outcome::No);
    let refused = at(date(2018, 2, 4), ON).unwrap_err();
    assert!(matches!(refused, CannotAssess::NoVersion { first: Some(_), .. }));
    let refusal = Refusal::from(refused);
    assert_eq!(refusal.code, "rules.no_version_on");
    assert!(refusal.args.contains(&("date", "2018-02-04".to_owned())));
}

#[test]
fn the_bundle_is_worth_most_and_says_why_the_rest_is_left_out() {
    let with = |id: &str, condition: &str, worth: &str, more: &str| {
        measure(id, condition, &format!("    amount: {{expr: 'money(\"{worth}\")', per: once}}\n{more}"))
    };
    let rent = "    duration: {years: 3}\n    not_with: [{measure: once}]\n";
    let body = format!(
        "measures:\n{}{}{}{}{}",
        with("once", "true", "250", ""),
        with("rent", "true", "100", rent).replace("per: once", "per: year"),
        with("maybe", "p", "900", "    not_with: [{measure: rent}]\n"),
        with("other", "true", "7", ""),
        measure("flat", "true", "    not_with: [{measure: other}]\n"),
    );
    let assessment = assessed(&pack(&body), &Facts::new());
    let bundle = &assessment.bundle;
    let ids: Vec<&str> = bundle.chosen.iter().map(|c| c.measure.as_str()).collect();
    assert_eq!(ids, ["rent", "other"]);
    assert_eq!((bundle.total[0].from, bundle.total[0].to), (30_700, 30_700));
    assert_eq!((bundle.chosen[0].payments, bundle.chosen[0].worth), (3, Some(Worth::Exact(yuan("300")))));
    assert_eq!(bundle.left_out[0].measure, "once");
    assert_eq!(bundle.left_out[0].instead_of, ["rent"]);
    assert_eq!(bundle.left_out[1].measure, "flat");
    assert_eq!(bundle.could_add[0].measure, "maybe");
    assert_eq!(bundle.could_add[0].instead_of, ["rent"]);
}

#[test]
fn the_schema_of_the_answer_is_as_written_down() {
    let pack =
        amount(r#"money("100")"#, "", "    instalments: {count: 2, every: {months: 6}, split: equal}\n");
    let json = serde_json::to_value(assessed(&pack, &Facts::new())).unwrap();
    assert_eq!(json["schema"], 1);
    let measure = &json["measures"][0];
    assert_eq!(measure["outcome"], "yes");
    assert_eq!(measure["amount"], serde_json::json!({"minor": 10_000, "currency": "CNY"}));
    assert_eq!(
        measure["instalments"][1],
        serde_json::json!({
            "number": 2, "due": {"years": 0, "months": 6}, "amount": {"minor": 5_000, "currency": "CNY"}
        })
    );
    assert_eq!(measure["reasons"][0]["sources"], serde_json::json!([{"id": "s1", "mark": "S"}]));
    assert_eq!(
        json["bundle"]["total"][0],
        serde_json::json!({"currency": "CNY", "from": 10_000, "to": 10_000})
    );
    assert_eq!(serde_json::to_value(Value::None).unwrap(), serde_json::json!({"none": true}));
}

#[test]
fn what_changed_between_two_versions_is_said_measure_by_measure() {
    let version = |id: &str, from: &str, row: &str, condition: &str, other: &str| {
        format!(
            "version: {id}\nfamily: talent\ntitle: {{zh: 版, en: V}}\nshort: {{zh: 版, en: V}}\nin_force: {{from: {from}}}\ntables:\n  - name: t\n    title: {{zh: 表, en: T}}\n    keys: [{{name: class, scheme: class}}]\n    type: money\n    rows: [{{when: [A], value: \"{row}\"}}, {{when: [B], value: \"1\"}}, {{when: [C], value: \"1\"}}]\nmeasures:\n{}{}{}",
            measure("m", condition, "    amount: {expr: 't[grade]', per: once}\n"),
            measure("same", "p", ""),
            measure(other, "p", "")
        )
    };
    let files = files("")
        .with("pack.yaml", support::PACK.replace("[v1.yaml]", "[v1.yaml, v2.yaml]"))
        .with("v1.yaml", version("v1", "2018-02-05", "2000000", "p", "gone"))
        .with("v2.yaml", version("v2", "2021-02-05", "2400000", "p && q", "fresh"));
    let pack = load(&files).unwrap();
    let comparison = serde_json::to_value(pack.compare("v1", "v2").unwrap()).unwrap();
    let kinds: Vec<(&str, &str)> = comparison["measures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| (m["id"].as_str().unwrap(), m["change"]["kind"].as_str().unwrap()))
        .collect();
    assert_eq!(kinds, [("m", "changed"), ("same", "same"), ("fresh", "added"), ("gone", "removed")]);
    let differences = &comparison["measures"][0]["change"]["differences"];
    assert_eq!(differences.as_array().unwrap().len(), 2);
    assert_eq!(
        (differences[0]["what"].as_str(), differences[0]["after"]["expression"].as_str()),
        (Some("condition"), Some("p && q"))
    );
    assert_eq!(
        (differences[1]["when"][0].as_str(), differences[1]["after"]["minor"].as_i64()),
        (Some("A"), Some(240_000_000))
    );
    assert!(pack.compare("v1", "v9").is_none());
}

#[test]
fn an_expression_can_be_put_in_plain_words() {
    let plain = |condition: &str| {
        let pack = support::one(condition);
        let version = &pack.versions[0];
        pack.plain(version, &version.measures[0].conditions[0].expression)
    };
    let text = plain(r#"years_between(born, on) >= 18 && (p || grade in ["A", "B"])"#);
    assert_eq!(
        text.en,
        "the complete years from Born to the day of assessment is at least 18, and (p, or (Grade is one of: A, B))"
    );
    assert_eq!(text.zh, "从出生到核定之日的整年数不低于18，并且（甲，或者（级是以下之一：甲、乙））");
    assert_eq!(
        plain(r#"household.exists(m, m.role == "child")"#).en,
        "of Household for at least one: Role is Child"
    );
}
