//! The command line as somebody at a terminal meets it: the real binary on real files, what it prints and how it ends.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what is wrong by failing")]

use serde_json::Value;
use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What a run printed, and its exit status.
struct Ran {
    status: i32,
    out: String,
    err: String,
}

impl Ran {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.out, self.err))
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn wotu(arguments: &[&str]) -> Ran {
    wotu_with(arguments, "")
}

fn wotu_with(arguments: &[&str], input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_wotu"))
        .args(arguments)
        .current_dir(root())
        .env_remove("WOTU_DATABASE")
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses its arguments does not read its input.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

fn measure<'a>(assessment: &'a Value, id: &str) -> &'a Value {
    let measures = assessment["measures"].as_array().unwrap();
    measures.iter().find(|measure| measure["id"] == id).unwrap_or_else(|| panic!("no measure {id}"))
}

const JILIN: [&str; 3] = ["assess", "--pack", "policies/jilin"];

fn assess(facts: &str, on: &str, more: &[&str]) -> Ran {
    let mut arguments = JILIN.to_vec();
    arguments.extend(["--facts", "-", "--on", on]);
    arguments.extend(more);
    wotu_with(&arguments, facts)
}

#[test]
fn an_assessment_has_the_stable_shape_and_the_figures_of_the_source() {
    let file = ["--facts", "examples/facts.json", "--on", "2023-10-01", "--json"];
    let ran = wotu(&[&JILIN[..], &file].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    let assessment = ran.json();
    let settling_in = measure(&assessment, "settling_in");
    assert_eq!(settling_in["outcome"], "yes");
    // SOURCES.md, 1.3, column 3.0, row E: 15 x 10,000 yuan, over five years.
    assert_eq!(settling_in["amount"], serde_json::json!({"minor": 15_000_000, "currency": "CNY"}));
    assert_eq!(settling_in["instalments"].as_array().unwrap().len(), 5);
    assert_eq!(settling_in["missing"], serde_json::json!([]));
    for reason in settling_in["reasons"].as_array().unwrap() {
        assert!(reason["article"].is_string(), "{reason}");
    }
    assert_eq!(assessment["bundle"]["total"][0]["from"], 15_000_000);
    for key in ["id", "outcome", "amount", "instalments", "missing", "reasons"] {
        assert!(settling_in.get(key).is_some(), "{key}");
    }
}

#[test]
fn the_same_for_a_person_at_a_terminal_in_both_languages() {
    for (lang, expected) in [
        ("en", ["Settling-in allowance", "CNY 150,000", "The best combination"]),
        ("zh", ["安家补贴", "150,000 元", "最优组合"]),
    ] {
        let file = ["--facts", "examples/facts.json", "--on", "2023-10-01", "--lang", lang];
        let ran = wotu(&[&JILIN[..], &file].concat());
        assert_eq!(ran.status, 0, "{}", ran.err);
        for words in expected {
            assert!(ran.out.contains(words), "{words} is missing:\n{}", ran.out);
        }
    }
}

#[test]
fn nobody_told_is_unknown_and_never_no() {
    let assessment = assess(r#"{"facts": {}}"#, "2022-11-01", &["--json"]).json();
    for measure in assessment["measures"].as_array().unwrap() {
        assert_ne!(measure["outcome"], "no", "{measure}");
    }
    assert!(!measure(&assessment, "settling_in")["missing"].as_array().unwrap().is_empty());
}

#[test]
fn what_was_known_on_a_day_is_another_question_than_what_holds_on_it() {
    let late = assess(r#"{"facts": {}}"#, "2022-11-01", &["--json"]).json();
    let early = assess(r#"{"facts": {}}"#, "2022-11-01", &["--known-on", "2022-09-01", "--json"]).json();
    assert_eq!((&late["known_on"], &early["known_on"]), (&"2022-11-01".into(), &"2022-09-01".into()));
    let versions = |assessment: &Value| assessment["versions"].to_string();
    assert_ne!(versions(&late), versions(&early));
}

#[test]
fn a_resume_is_a_profile_too() {
    let file = ["--facts", "examples/resume.json", "--on", "2026-11-22", "--json"];
    let ran = wotu(&[&JILIN[..], &file].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains(r#""value": "master""#), "the degree of the résumé was read:\n{}", ran.err);
}

#[test]
fn wrong_facts_are_refused_by_their_field_in_both_languages() {
    for (facts, field, code) in [
        (r#"{"facts": {"degre": "master"}}"#, "degre", "rules.fact_unknown"),
        (r#"{"facts": {"full_time": "yes please"}}"#, "full_time", "rules.fact_"),
        (r#"{"facts": {"birth_date": "2026-02-30"}}"#, "birth_date", "rules.fact_"),
        (r#"{"facts": {"birth_date": "yesterday"}}"#, "birth_date", "rules.fact_"),
        (r#"{"facts": []}"#, "facts", "rules.facts_shape"),
    ] {
        let (en, zh) =
            (assess(facts, "2026-11-22", &["--lang", "en"]), assess(facts, "2026-11-22", &["--lang", "zh"]));
        assert_eq!((en.status, zh.status), (2, 2), "{facts}\n{}{}", en.out, en.err);
        assert!(en.out.is_empty(), "nothing half done: {}", en.out);
        assert!(en.err.contains(field) && en.err.contains(code), "{facts}: {}", en.err);
        assert!(zh.err.contains(field) && zh.err != en.err, "{facts}: {}", zh.err);
    }
    let several = assess(r#"{"facts": {"degre": "master", "full_tim": true}}"#, "2026-11-22", &[]);
    assert!(several.err.contains("degre") && several.err.contains("full_tim"), "{}", several.err);
}

#[test]
fn broken_json_says_its_line_and_column() {
    let ran = assess("{\"facts\": {\n  \"degree\" \"master\"}}", "2026-11-22", &[]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("line 2"), "{}", ran.err);
}

#[test]
fn a_day_that_no_version_covers_says_so() {
    for (lang, words) in [("en", "1999-01-01"), ("zh", "1999-01-01")] {
        let ran = assess(r#"{"facts": {}}"#, "1999-01-01", &["--lang", lang]);
        assert_eq!(ran.status, 2);
        assert!(ran.err.contains(words) && ran.err.contains("rules.no_version_on"), "{}", ran.err);
    }
    let impossible = assess(r#"{"facts": {}}"#, "2026-02-30", &[]);
    assert_eq!(impossible.status, 2);
    assert!(impossible.err.contains("--on"), "{}", impossible.err);
}

#[test]
fn every_pack_that_ships_checks() {
    for pack in ["policies/jilin", "policies/regressar", "policies/canada"] {
        let ran = wotu(&["policy", "check", pack]);
        assert_eq!(ran.status, 0, "{pack}: {}{}", ran.out, ran.err);
    }
}

#[test]
fn a_pack_with_mistakes_is_refused_with_file_line_column_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("policies"), folder.path());
    let broken = folder.path().join("canada/sor_95_329.yaml");
    let text = fs::read_to_string(&broken).unwrap();
    let line = text.lines().position(|line| line.contains("expr:")).unwrap();
    let mended: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(number, text)| {
            let indent = text.split("expr:").next().unwrap_or_default();
            if number == line { format!("{indent}expr: 'no_such_fact > 3'") } else { text.to_owned() }
        })
        .collect();
    fs::write(&broken, mended.join("\n")).unwrap();
    let pack = folder.path().join("canada");
    let pack = pack.to_str().unwrap();
    let place = format!("sor_95_329.yaml:{}:", line + 1);
    for lang in ["en", "zh"] {
        let checked = wotu(&["policy", "check", pack, "--lang", lang]);
        assert_eq!(checked.status, 2, "{}{}", checked.out, checked.err);
        let all = format!("{}{}", checked.out, checked.err);
        assert!(all.contains(&place) && all.contains("no_such_fact"), "{place}\n{all}");
        // And nothing is assessed under it.
        let ran = wotu_with(
            &["assess", "--pack", pack, "--facts", "-", "--on", "2025-06-01", "--lang", lang],
            "{\"facts\": {}}",
        );
        assert_eq!((ran.status, ran.out.contains("[")), (2, false), "{}{}", ran.out, ran.err);
    }
}

#[test]
fn a_profile_in_any_of_its_forms_finds_the_posts_that_fit() {
    let profile = r#"{"occupations": [{"kind": "wanted", "title": "算法工程师"}], "degree": "master",
        "languages": [{"language": "en", "level": "B2"}], "years_of_experience": 4, "skills": ["机器学习"]}"#;
    let posts = ["--posts", "examples/posts.json", "--top", "3", "--on", "2026-11-22", "--json"];
    let by_profile = wotu_with(&[&["match", "--profile", "-"], &posts[..]].concat(), profile);
    assert_eq!(by_profile.status, 0, "{}", by_profile.err);
    let by_facts = wotu(&[&["match", "--profile", "examples/facts.json"], &posts[..]].concat());
    let by_resume = wotu(&[&["match", "--profile", "examples/resume.json"], &posts[..]].concat());
    for ran in [&by_profile, &by_facts, &by_resume] {
        let ranked = ran.json();
        let ranked = ranked.as_array().unwrap();
        assert!(!ranked.is_empty(), "{}", ran.err);
        for one in ranked {
            let parts = one["parts"].as_array().unwrap();
            let sum: i64 = parts.iter().map(|part| part["points"].as_i64().unwrap()).sum();
            assert_eq!(one["total"], sum, "the parts add up");
            // A master's degree does not meet "doctor": a hard condition is never traded.
            assert_ne!(one["post"], "post-2");
        }
    }
    assert_eq!(by_facts.json()[0]["post"], "post-1");
}

#[test]
fn a_profile_or_post_not_as_documented_says_where() {
    let posts = ["--posts", "examples/posts.json"];
    let ran = wotu_with(&[&["match", "--profile", "-"], &posts[..]].concat(), "{\n \"skils\": []}");
    assert_eq!(ran.status, 2, "{}", ran.err);
    assert!(ran.err.contains("Line 2") && ran.err.contains("skils"), "{}", ran.err);
    let ran =
        wotu_with(&["match", "--profile", "examples/facts.json", "--posts", "-", "--lang", "zh"], "[{]");
    assert_eq!(ran.status, 2, "{}", ran.err);
    assert!(ran.err.contains("第 1 行"), "{}", ran.err);
}

#[test]
fn an_installation_is_made_saved_put_back_and_found_sound() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (database, keys) = (format!("sqlite:{}", at("wotu.db")), at("wotu.keys"));
    let place = ["--database", database.as_str(), "--keys", keys.as_str()];
    let run = |arguments: &[&str]| wotu(&[arguments, &place[..]].concat());

    let made = run(&["admin", "create", "--login", "head", "--name", "Head (invented)"]);
    assert_eq!(made.status, 0, "{}{}", made.out, made.err);
    let sound = run(&["doctor"]);
    assert_eq!(sound.status, 0, "{}{}", sound.out, sound.err);
    let verified = run(&["audit", "verify"]);
    assert_eq!(verified.status, 0, "{}{}", verified.out, verified.err);

    let copy = at("copy.db");
    assert_eq!(run(&["backup", &copy]).status, 0);
    assert_ne!(run(&["backup", &copy]).status, 0, "a backup never overwrites");
    assert_ne!(run(&["restore", &copy]).status, 0, "nor does a restore");

    let elsewhere = format!("sqlite:{}", at("elsewhere.db"));
    let there = ["--database", elsewhere.as_str(), "--keys", keys.as_str()];
    let restored = wotu(&[&["restore", copy.as_str()], &there[..]].concat());
    assert_eq!(restored.status, 0, "{}{}", restored.out, restored.err);
    let verified_there = wotu(&[&["audit", "verify"], &there[..]].concat());
    assert_eq!(verified.out, verified_there.out, "the same log, to its last entry");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
