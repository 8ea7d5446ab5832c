//! `wotu policy conformance`: the real binary on the project's own copy of the cases, and on files that are none.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what is wrong by failing")]

use serde_json::{Value, json};
use std::{
    path::Path,
    process::{Command, Output},
};

fn conformance(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wotu"));
    command.args(["policy", "conformance"]).args(arguments).env("LC_ALL", "C");
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).output().unwrap()
}

const HALF: &str = "crates/rules/tests/data/cel/conformance_half.json";

#[test]
fn the_committed_cases_pass_or_are_outside_and_a_program_can_count_them() {
    let ran = conformance(&[HALF, "--json"]);
    assert_eq!(ran.status.code(), Some(0));
    let report: Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!((&report["cases"], &report["failed"]), (&json!(1228), &json!(0)));
    let count = |key: &str| report[key].as_u64().unwrap();
    assert_eq!(count("passed") + count("outside"), 1228);
    let outside = report["outside_cases"].as_array().unwrap();
    assert_eq!(u64::try_from(outside.len()).unwrap(), count("outside"));
    let by = report["outside_by"].as_object().unwrap();
    assert_eq!(by.values().map(|count| count.as_u64().unwrap()).sum::<u64>(), count("outside"));
    for key in ["name", "file", "section", "construct", "where"] {
        assert!(outside.iter().all(|case| case[key].is_string()), "{key}");
    }
}

#[test]
fn a_case_that_fails_is_shown_and_a_file_that_is_none_of_cases_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cases.json");
    let path = file.to_str().unwrap();
    std::fs::write(&file, r#"[{"name": "sum", "expr": "1 + 1", "value": {"int64_value": "3"}}]"#).unwrap();
    let ran = conformance(&[path]);
    assert_eq!(ran.status.code(), Some(1));
    let text = String::from_utf8(ran.stdout).unwrap();
    assert!(text.contains("1 failed") && text.contains("1 + 1: expected 3, got int: 2"), "{text}");
    std::fs::write(&file, "[{\n").unwrap();
    let ran = conformance(&[path, "--lang", "zh"]);
    assert_eq!(ran.status.code(), Some(2));
    let text = String::from_utf8(ran.stderr).unwrap();
    assert!(text.contains("rules.conformance_not_json") && text.contains("第 2 行"), "{text}");
}
