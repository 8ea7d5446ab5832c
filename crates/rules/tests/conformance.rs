//! The cases of CEL's conformance suite, and that "outside" is never an excuse. `WRITE=1 cargo test -p rules --test
//! conformance` writes docs/cel_outside.md anew.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by them")]

use rules::{
    conformance::{Report, run},
    language::Construct,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

const CASES: &str = include_str!("data/cel/conformance_half.json");
const TABLE: &str = include_str!("../../../docs/cel.md");
/// How many pass: it only grows.
const PASSED: usize = 236;

fn half() -> Report {
    run(CASES).expect("the file is one of cases")
}

/// One case with these further fields.
fn one(expression: &str, fields: &str) -> Report {
    let expression = serde_json::to_string(expression).expect("a text is JSON");
    run(&format!(r#"[{{"name": "n", "expr": {expression}, {fields}}}]"#)).expect("the file is one of cases")
}

fn counts(report: &Report) -> (usize, usize, usize) {
    (report.passed, report.outside, report.failed)
}

/// The rows of the table of what is outside: construct and reason.
fn reasons() -> BTreeMap<String, String> {
    let table = TABLE.split("## Outside").nth(1).expect("there is such a section");
    let table = table.split("\n## ").next().expect("a section has a text");
    let row = |line: &str| {
        let (construct, reason) = line.strip_prefix("| `")?.split_once("` | ")?;
        Some((construct.to_owned(), reason.trim_end_matches(" |").to_owned()))
    };
    table.lines().filter_map(row).collect()
}

#[test]
fn no_case_within_the_language_is_answered_otherwise_than_cel_does() {
    let report = half();
    assert_eq!(report.cases, 1_228);
    assert_eq!(report.failed_cases, []);
    assert!(report.passed >= PASSED, "{} passed", report.passed);
    assert_eq!(report.passed + report.outside, report.cases);
    assert_eq!(report.outside_by.values().sum::<usize>(), report.outside);
}

#[test]
fn every_construct_outside_has_its_reason_and_every_case_outside_is_listed() {
    let reasons = reasons();
    let constructs: BTreeSet<String> = Construct::ALL.iter().map(|c| c.code().to_owned()).collect();
    assert_eq!(reasons.keys().cloned().collect::<BTreeSet<_>>(), constructs);
    let report = half();
    let mut listed: BTreeMap<&str, BTreeMap<String, Vec<&str>>> = BTreeMap::new();
    for case in &report.outside_cases {
        let place = format!("{}/{}", case.file, case.section);
        let names = listed.entry(&case.construct).or_default().entry(place).or_default();
        names.push(&case.name);
    }
    let mut text = format!(
        "# Conformance cases outside of our language\n\nWritten by `crates/rules/tests/conformance.rs`; [cel.md](cel.md) \
         says how it is decided. {} of {} cases: {} pass, {} fail.\n",
        report.outside, report.cases, report.passed, report.failed
    );
    for (construct, places) in listed {
        let count = places.values().map(Vec::len).sum::<usize>();
        let reason = &reasons[construct];
        write!(text, "\n## {construct} ({count})\n{reason}\n\n").unwrap();
        for (place, names) in places {
            writeln!(text, "* {place}: {}", names.join(", ")).unwrap();
        }
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/cel_outside.md");
    if std::env::var_os("WRITE").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == text,
        "docs/cel_outside.md is out of date: WRITE=1 cargo test -p rules --test conformance"
    );
}

#[test]
fn what_is_refused_without_a_construct_that_is_left_out_has_failed() {
    let value = r#""value": {"bool_value": true}"#;
    let deep = format!("{}true{}", "(".repeat(70), ")".repeat(70));
    let quantifiers = "[1].all(a, [1].all(b, [1].all(c, [1].all(d, true))))";
    let long = vec!["true"; 11_000].join(" && ");
    for expression in
        [deep.as_str(), quantifiers, long.as_str(), "frobnicate(1)", "1 + true", "x", "a b", "'a"]
    {
        assert_eq!(counts(&one(expression, value)), (0, 0, 1), "{expression:.60}");
    }
    // CEL refuses them too.
    let error = r#""eval_error": {"errors": [{"message": "any"}]}"#;
    for expression in ["1 + true", "x", "a b", "'a", r#""\uD800""#, "1 / 0", "[1][1]"] {
        assert_eq!(counts(&one(expression, error)), (1, 0, 0), "{expression}");
    }
}

#[test]
fn what_is_answered_otherwise_has_failed_and_says_what_came_instead() {
    let report = one("1 + 1", r#""value": {"int64_value": "3"}, "_file": "f", "_section": "s""#);
    assert_eq!(counts(&report), (0, 0, 1));
    let failed = &report.failed_cases[0];
    assert_eq!((failed.file.as_str(), failed.section.as_str(), failed.expr.as_str()), ("f", "s", "1 + 1"));
    assert_eq!((failed.expected.as_str(), failed.got.as_str()), ("3", "int: 2"));
    for (expression, fields) in [
        ("1", r#""value": {"uint64_value": "1"}"#),
        ("1", r#""value": {"double_value": 1.0}"#),
        ("[1]", r#""value": {"list_value": {}}"#),
        ("1 / 0 == 1", r#""value": {"bool_value": true}"#),
        ("1 == 1", r#""eval_error": {"errors": []}"#),
        ("false", r#""_matcher": "default_true""#),
        ("[1]", r#""check_only": true, "typed_result": {"deduced_type": {"primitive": "INT64"}}"#),
        ("1", r#""typed_result": {"result": {"int64_value": "2"}, "deduced_type": {"primitive": "INT64"}}"#),
    ] {
        assert_eq!(counts(&one(expression, fields)), (0, 0, 1), "{expression} {fields}");
    }
}

#[test]
fn outside_is_decided_by_the_expression_and_its_types_and_never_by_the_expected_result() {
    for (expression, fields, construct, place) in [
        ("1u == 1u", "", "uint", "1:1"),
        ("1 ==\n 0x1Fu", "", "uint", "2:2"),
        ("1.5 == 1.5", "", "double", "1:1"),
        ("1e3 > 1", "", "double", "1:1"),
        ("size(b'abc')", "", "bytes", "1:6"),
        ("[null]", "", "null", "1:2"),
        ("{'a': [1, {}], 2: 'x',}['a']", "", "map", "1:1"),
        ("a.b.C{x: 1, in: [2]}.x", "", "message", "1:1"),
        ("GlobalEnum.GAR == 1", r#""container": "some.package","#, "message", "1:1"),
        ("[?x, 1]", "", "optional", "1:2"),
        ("a.?b", "", "optional", "1:3"),
        ("a.`b-c`", "", "quoted field", "1:3"),
        (".y", "", "absolute name", "1:1"),
        ("[1, 'a']", "", "mixed types", "1:5"),
        ("'a' || true", r#""disable_check": true,"#, "unchecked", "1:1"),
        ("f(1) || true", r#""disable_check": true,"#, "unchecked", "1:1"),
        ("dyn(1) == 1", "", "dyn", "1:1"),
        ("type(1) == int", "", "type value", "1:1"),
        ("duration('1s') > x", "", "timestamp", "1:1"),
        ("'a'.matches('a')", "", "regular expression", "1:1"),
        ("cel.bind(x, 1, x + 1)", "", "extension: bindings", "1:1"),
        ("[1].all(i, v, v > i)", "", "extension: two-variable comprehensions", "1:1"),
        (
            "x == 1",
            r#""type_env": [{"name": "x", "ident": {"type": {"primitive": "UINT64"}}}],"#,
            "uint",
            "1:1",
        ),
        ("x == 1", r#""bindings": {"x": {"value": {"double_value": 1.0}}},"#, "double", "1:1"),
        ("x", r#""bindings": {"x": {"value": {"object_value": {"@type": "t"}}}},"#, "message", "1:1"),
        ("x.y", r#""bindings": {"x.y": {"value": {"bool_value": true}}},"#, "qualified name", "1:1"),
        (
            "y",
            r#""container": "x", "bindings": {"x.y": {"value": {"bool_value": true}}, "y": {"value": {"bool_value": true}}},"#,
            "qualified name",
            "1:1",
        ),
        ("f(1)", r#""type_env": [{"name": "f", "function": {}}],"#, "declared function", "1:1"),
    ] {
        for result in
            [r#""value": {"bool_value": true}"#, r#""eval_error": {}"#, r#""_matcher": "default_true""#]
        {
            let report = one(expression, &format!("{fields} {result}"));
            assert_eq!(counts(&report), (0, 1, 0), "{expression}: {:?}", report.failed_cases);
            let outside = &report.outside_cases[0];
            assert_eq!(
                (outside.construct.as_str(), outside.place.as_str()),
                (construct, place),
                "{expression}"
            );
        }
    }
}

#[test]
fn a_name_that_is_not_read_is_in_nobodys_way_and_one_without_a_value_is_an_error() {
    let foreign = r#""bindings": {"x": {"value": {"uint64_value": "1"}}}, "value": {"int64_value": "2"}"#;
    assert_eq!(counts(&one("1 + 1", foreign)), (1, 0, 0));
    let shadowed = r#""bindings": {"x": {"value": {"uint64_value": "1"}}}, "value": {"bool_value": true}"#;
    assert_eq!(counts(&one("[1].exists(x, x == 1)", shadowed)), (1, 0, 0));
    let list = r#""bindings": {"x": {"value": {"list_value": {"values": [{"int64_value": "2"}, {"int64_value": "1"}]}}}},
        "value": {"int64_value": "2"}"#;
    assert_eq!(counts(&one("x[x[1]] + x[x[x[1]]]", list)), (1, 0, 0));
    for (expression, result) in [
        ("x", r#""eval_error": {}"#),
        ("x && true", r#""eval_error": {}"#),
        ("x || true", r#""value": {"bool_value": true}"#),
        ("x > 1 || true", r#""value": {"bool_value": true}"#),
    ] {
        assert_eq!(
            counts(&one(expression, &format!(r#""disable_check": true, {result}"#))),
            (1, 0, 0),
            "{expression}"
        );
    }
    let declared =
        r#""type_env": [{"name": "x", "ident": {"type": {"primitive": "BOOL"}}}], "eval_error": {}"#;
    assert_eq!(counts(&one("x", declared)), (1, 0, 0));
}

#[test]
fn a_file_that_is_none_of_cases_is_refused_with_its_place() {
    let refused = |text: &str| run(text).unwrap_err();
    let broken = refused("[{\"name\": }]");
    assert_eq!(broken.code, "rules.conformance_not_json");
    assert!(broken.args.contains(&("line", "1".to_owned())));
    assert_eq!(refused("{}").code, "rules.conformance_shape");
    let without = refused(r#"[{"name": "a", "expr": "1"}, {"name": "b"}]"#);
    assert_eq!(without.args, [("case", "2".to_owned()), ("key", "expr".to_owned())]);
    assert_eq!(refused(&" ".repeat(17 * 1024 * 1024)).code, "rules.conformance_too_large");
    assert!(run(&"[".repeat(100_000)).is_err());
}
