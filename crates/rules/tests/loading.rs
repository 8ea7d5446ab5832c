//! Mistakes of packs and facts files: each with its place, and nothing gets through.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod support;

use rules::{Files, Value, Vocabulary, facts::parse_json, load, pack::named_files};
use support::{FACTS, HEADER, PACK, files, measure, mistakes, one, pack};

fn with(condition: &str) -> Vec<(String, usize, usize)> {
    mistakes(&format!("measures:\n{}", measure("m", condition, "")))
}

fn first(condition: &str) -> String {
    with(condition).first().map(|found| found.0.clone()).unwrap_or_default()
}

#[test]
fn a_mistake_in_an_expression_has_the_line_and_column_of_the_very_word() {
    let found = with("p && nn > 3");
    let line = HEADER.lines().count() + 8;
    let column = "      - {id: it, expr: 'p && ".chars().count() + 1;
    assert_eq!(found, [("expr_name_unknown".to_owned(), line, column)]);
    let findings = load(&files(&format!("measures:\n{}", measure("m", "p && nn > 3", "")))).unwrap_err();
    assert_eq!(findings[0].article.as_deref(), Some("5"));
    assert!(findings[0].args.contains(&("near", "n".to_owned())));
    assert!(findings[0].text().zh.contains("nn"));
}

#[test]
fn types_schemes_and_functions_are_checked() {
    for (condition, code) in [
        ("n", "expr_expected"),
        (r#"grade == "Z""#, "expr_class_unknown"),
        (r#"grade in ["A", "Z"]"#, "expr_class_unknown"),
        (r#"household.exists(m, m.role > "child")"#, "expr_unordered"),
        ("household.exists(m, m.age > 3)", "expr_field_unknown"),
        ("p > n", "expr_types"),
        ("n == p", "expr_types"),
        ("born > 3", "expr_types"),
        ("nonsense(n)", "expr_function_unknown"),
        ("years_between(born) > 1", "expr_arguments"),
        (r#"born > date("2023-02-30")"#, "expr_date"),
        ("add_months(born, 1, \"\") > on", "expr_literal_needed"),
        (r#"income > money("1.234")"#, "expr_amount"),
        (r#"within(town, "长春")"#, "expr_place"),
        ("n / 0 > 1", "expr_division_by_zero"),
        ("table[1] > 1", "expr_name_unknown"),
        ("n[1] > 1", "expr_not_a_table"),
        ("p && (q", "expr_unexpected"),
        ("p = q", "expr_unexpected"),
        ("has(p, q)", "expr_arguments"),
        ("rated == grade && (p ? 1 : q)", "expr_types"),
        ("household.all(a, household.all(b, household.all(c, household.all(d, p))))", "expr_quantifiers"),
    ] {
        assert_eq!(first(condition), code, "{condition}");
    }
    assert_eq!(first("rated == grade && n + 1 > rate * 2 && min(n, 3) < 2"), "");
}

#[test]
fn seven_nested_quantifiers_and_ten_thousand_operators_are_refused_at_their_place() {
    let nested = (0..7).fold("p".to_owned(), |body, i| format!("household.all(m{i}, {body})"));
    assert_eq!(first(&nested), "expr_quantifiers");
    assert_eq!(first(&vec!["p"; 10_001].join(" && ")), "expr_too_long");
    assert_eq!(first(&format!("{} > 1", vec!["n"; 9_000].join(" + "))), "expr_too_deep");
}

#[test]
fn what_is_wrong_with_the_yaml_is_said_and_nothing_is_passed_over() {
    let body = |text: &str| mistakes(text).first().map(|found| found.0.clone()).unwrap_or_default();
    let m = measure("m", "p", "");
    assert_eq!(body(&format!("measures:\n{m}    amonut: 3\n")), "key_unknown");
    assert_eq!(body(&format!("measures:\n{m}    kind: money\n")), "key_twice");
    assert_eq!(body(&format!("measures:\n{}", m.replace("kind: money", "kind: gold"))), "not_one_of");
    assert_eq!(body(&format!("measures:\n{}", m.replace("    kind: money\n", ""))), "key_missing");
    assert_eq!(
        body(&format!("measures:\n{}", m.replace("{zh: 措施, en: Measure}", "{zh: 措施}"))),
        "text_missing"
    );
    assert_eq!(body(&format!("measures:\n{}", m.replace("[s1]", "[s9]"))), "source_unknown");
    assert_eq!(body(&format!("measures:\n{m}    interpretation: &a [{{zh: 一, en: a}}]\n")), "yaml_alias");
    assert_eq!(body(&format!("measures:\n{}", m.replace("'p'", "!p"))), "yaml_tag");
    assert_eq!(body(&format!("measures:\n{m}    x: [1, 2\n")), "yaml_broken");
    assert_eq!(body(&format!("measures:\n{m}{m}")), "id_twice");
    assert_eq!(body(&format!("measures:\n{m}    not_with: [{{measure: nothing}}]\n")), "measure_unknown");
    assert_eq!(body(&format!("measures:\n{m}    not_with: [{{measure: m}}]\n")), "excludes_itself");
    assert_eq!(
        body(&format!("measures:\n{m}    evidence: [{{id: a, title: {{zh: 一, en: a}}, proves: [x]}}]\n")),
        "fact_unknown"
    );
    assert_eq!(body(&"[".repeat(100)), "yaml_broken");
    assert_eq!(body(&format!("gaps: {}{}", "[".repeat(100), "]".repeat(100))), "yaml_too_large");
    assert_eq!(body(&" ".repeat(2_000_000)), "file_too_large");
    assert_eq!(body(&format!("gaps: [{}]", "a, ".repeat(6_000))), "yaml_too_large");
    assert_eq!(body(&format!("derived:\n{}", "  - {name: a}\n".repeat(1_001))), "yaml_too_large");
}

#[test]
fn derived_values_may_build_on_each_other_in_any_order_but_not_in_a_circle() {
    let derived = |pairs: &[(&str, &str)]| {
        let each = |(name, expr): &(&str, &str)| {
            format!(
                "  - {{name: {name}, type: bool, title: {{zh: 一, en: a}}, expr: '{expr}', source: [s1]}}\n"
            )
        };
        format!(
            "derived:\n{}measures:\n{}",
            pairs.iter().map(each).collect::<String>(),
            measure("m", "a", "")
        )
    };
    let pack = pack(&derived(&[("a", "b && c"), ("b", "c || q"), ("c", "p")]));
    let facts = rules::Facts::new().with("p", true);
    assert_eq!(support::determined(&pack, &facts).outcome, rules::Outcome::Yes);
    let found = mistakes(&derived(&[("a", "b"), ("b", "c || a"), ("c", "p")]));
    assert_eq!(found[0].0, "derived_cycle");
    assert_eq!(mistakes(&derived(&[("a", "p"), ("p", "q")]))[0].0, "name_twice");
    assert_eq!(mistakes(&derived(&[("a", "n > 1"), ("on", "q")]))[0].0, "name_reserved");
    // A long chain is computed step by step, not by recursion.
    let names: Vec<(String, String)> = (0..900)
        .map(|i| {
            (
                if i == 0 { "a".into() } else { format!("d{i}") },
                if i == 899 { "p".into() } else { format!("d{}", i + 1) },
            )
        })
        .collect();
    let chain: Vec<(&str, &str)> = names.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(support::determined(&support::pack(&derived(&chain)), &facts).outcome, rules::Outcome::Yes);
}

#[test]
fn tables_and_rows_are_checked() {
    let table = |rows: &str| {
        format!(
            "tables:\n  - name: t\n    title: {{zh: 表, en: T}}\n    keys: [{{name: class, scheme: class}}]\n    type: money\n    rows: {rows}\nmeasures:\n{}",
            measure("m", "p", "")
        )
    };
    let code = |rows: &str| mistakes(&table(rows)).first().map(|found| found.0.clone()).unwrap_or_default();
    assert_eq!(code(r#"[{when: [A], value: "1"}, {when: [A], value: "2"}]"#), "row_twice");
    assert_eq!(code(r#"[{when: [Z], value: "1"}]"#), "row_class_unknown");
    assert_eq!(code(r#"[{when: [A, B], value: "1"}]"#), "row_keys");
    assert_eq!(code(r#"[{when: [A], value: "1.234"}]"#), "not_an_amount");
    assert_eq!(code(r#"[{when: [A], value: {from: "2", to: "1"}}]"#), "range_reversed");
    let pack = pack(&table(r#"[{when: [A], value: "1"}]"#));
    assert_eq!(pack.warnings()[0].code.as_str(), "rows_missing");
}

#[test]
fn files_outside_the_policies_are_never_asked_for() {
    for path in ["/etc/passwd", "../../secret.yaml", "a/../../b.yaml", "..", "./a.yaml", "c:\\a.yaml"] {
        let text = PACK.replace("facts.yaml", &format!("'{path}'"));
        assert_eq!(named_files(&text).unwrap_err()[0].code.as_str(), "path_outside", "{path}");
    }
    let text = PACK.replace("facts.yaml", "../facts/person.yaml, facts.yaml");
    assert_eq!(named_files(&text).unwrap(), ["../facts/person.yaml", "facts.yaml", "v1.yaml"]);
    assert_eq!(load(&Files::new()).unwrap_err()[0].code.as_str(), "file_missing");
}

#[test]
fn the_fingerprint_is_that_of_the_contents_and_of_nothing_else() {
    let body = format!("measures:\n{}", measure("m", "p", ""));
    let print = |files: &Files| load(files).unwrap().fingerprint().to_owned();
    let a = print(&files(&body));
    assert_eq!(a, print(&files(&body).with("tests/more.yaml", "x")));
    assert_ne!(a, print(&files(&body).with("facts.yaml", format!("{FACTS}\n"))));
    assert_eq!(a.len(), 64);
}

fn errors(json: &str) -> Vec<(String, &'static str)> {
    let errors = parse_json(json, &one("p").vocabulary).unwrap_err();
    errors.into_iter().map(|error| (error.field, error.code)).collect()
}

#[test]
fn a_facts_file_is_refused_field_by_field() {
    for (json, field, code) in [
        (r#"{"facts": {"nothing": 1}}"#, "nothing", "rules.fact_unknown"),
        (r#"{"facts": {"born": "2023-02-30"}}"#, "born", "rules.fact_impossible_date"),
        (r#"{"facts": {"p": "yes"}}"#, "p", "rules.fact_wrong_type"),
        (r#"{"facts": {"p": null}}"#, "p", "rules.fact_wrong_type"),
        (r#"{"facts": {"n": 1.5}}"#, "n", "rules.fact_wrong_type"),
        (r#"{"facts": {"n": -1001}}"#, "n", "rules.fact_too_small"),
        (r#"{"facts": {"income": "-0.01"}}"#, "income", "rules.fact_too_small"),
        (r#"{"facts": {"income": 12345678901234567.89}}"#, "income", "rules.fact_not_an_amount"),
        (r#"{"facts": {"income": {"minor": 1, "currency": "EUR"}}}"#, "income", "rules.fact_currency"),
        (r#"{"facts": {"grade": "Z"}}"#, "grade", "rules.fact_class_unknown"),
        (r#"{"facts": {"grade": {"none": true}}}"#, "grade", "rules.fact_never_absent"),
        (
            r#"{"facts": {"p": {"value": true, "since": "2020-13-01"}}}"#,
            "p.since",
            "rules.fact_impossible_date",
        ),
        (r#"{"facts": {"p": {"value": true, "source": "gossip"}}}"#, "p.source", "rules.fact_class_unknown"),
        (
            r#"{"facts": {"household": [{"role": "child"}, {"born": "2020-02-30"}]}}"#,
            "household[1].born",
            "rules.fact_impossible_date",
        ),
        (r#"{"facts": {"household": [{"age": 3}]}}"#, "household[0].age", "rules.fact_unknown"),
        (r#"{"fact": {}}"#, "fact", "rules.fact_key"),
        (r#"{"facts": {"p": true, "p": false}}"#, "", "rules.facts_not_json"),
        ("[]", "", "rules.facts_shape"),
        ("{", "", "rules.facts_not_json"),
    ] {
        assert_eq!(errors(json), [(field.to_owned(), code)], "{json}");
    }
    assert_eq!(errors(&"[".repeat(100_000))[0].1, "rules.facts_not_json");
}

#[test]
fn a_facts_file_keeps_values_absence_and_not_knowing_apart() {
    let json = r#"{"facts": {"born": "1992-05-01", "rated": {"none": true}, "p": {"unknown": true}, "income": "12.30", "rate": 0.5,
        "grade": {"value": "B", "since": "2023-03-14", "source": "issued"}, "household": [{"role": "spouse"}]}}"#;
    let facts = parse_json(json, &one("p").vocabulary).unwrap();
    assert_eq!(facts.get("rated"), Some(&Value::None));
    assert_eq!((facts.get("p"), facts.given("p").is_some()), (None, true));
    assert_eq!(facts.get("income").unwrap().to_string(), "CNY 12.30");
    assert_eq!(facts.get("rate").unwrap().to_string(), "0.5");
    assert!(facts.given("grade").unwrap().since.is_some());
    let again = serde_json::json!({"facts": facts.iter().filter_map(|(n, g)| Some((n, g.value.as_ref()?))).collect::<std::collections::BTreeMap<_, _>>()});
    let read = parse_json(&again.to_string(), &one("p").vocabulary).unwrap();
    assert_eq!(read.get("income"), facts.get("income"));
}

#[test]
fn one_vocabulary_serves_several_packs_unless_they_disagree() {
    let a = one("p").vocabulary;
    let union = Vocabulary::merge([&a, &a]).unwrap();
    assert_eq!(union.facts().len(), a.facts().len());
    assert_eq!(union.groups(), ["about_you", "work", "rating", "plan", "household"]);
    assert_eq!(union.at("household[3].born").unwrap().kind.name(), "date");
    let body = format!("measures:\n{}", measure("m", "p", ""));
    let other =
        load(&files(&body).with(
            "facts.yaml",
            FACTS.replace("name: n, type: int, min: -1000", "name: n, type: int, min: 0"),
        ))
        .unwrap();
    assert_eq!(Vocabulary::merge([&a, &other.vocabulary]).unwrap_err()[0].code.as_str(), "fact_conflict");
}

#[test]
fn a_pack_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<rules::Pack>();
}

#[test]
fn the_deepest_expression_that_loads_is_also_computed() {
    let nested = |n: usize, open: &str, close: &str| format!("{}p{}", open.repeat(n), close.repeat(n));
    let facts = rules::Facts::new().with("p", true).with("q", true);
    for (open, close) in [("(q ? ", " : q)"), ("!!(", ")"), ("(q && (p || ", "))"), ("(q == ", ")")] {
        let condition = nested(30, open, close);
        assert_eq!(support::determined(&one(&condition), &facts).outcome, rules::Outcome::Yes, "{open}");
    }
}
