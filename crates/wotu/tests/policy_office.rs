//! The policy office's commands as somebody at a terminal meets them: the real binary on real packs.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what is wrong by failing"
)]

use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

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
    let output = Command::new(env!("CARGO_BIN_EXE_wotu"))
        .args(arguments)
        .current_dir(root())
        .env_remove("WOTU_DATABASE")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// The committed packs in a folder of their own, to be changed.
fn copied() -> (tempfile::TempDir, PathBuf) {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
            let target = to.join(entry.file_name().unwrap());
            if entry.is_dir() {
                copy(&entry, &target);
            } else {
                fs::copy(&entry, target).unwrap();
            }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("policies"), folder.path());
    let path = folder.path().to_owned();
    (folder, path)
}

fn replace(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from} is not in {}", path.display());
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn every_case_of_the_packs_that_ship_comes_out_and_covers_most_conditions() {
    for pack in ["canada", "jilin", "regressar"] {
        let ran = wotu(&["policy", "test", &format!("policies/{pack}"), "--json"]);
        assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
        let found = ran.json();
        assert_eq!(found["schema"], 1);
        assert_eq!(found["failed"], json!([]));
        let coverage = &found["coverage"];
        let (seen, all) = (coverage["answers_seen"].as_u64().unwrap(), coverage["answers"].as_u64().unwrap());
        assert!(seen * 2 > all, "{pack}: {seen} of {all}");
    }
    let ran = wotu(&["policy", "test", "policies/jilin", "--coverage", "--lang", "zh"]);
    assert!(ran.out.contains("v3/settling_in/rated_e") && ran.out.contains("条件："), "{}", ran.out);
}

#[test]
fn a_case_that_does_not_come_out_names_its_line_and_the_condition_with_its_article() {
    let (_kept, policies) = copied();
    replace(
        &policies.join("jilin/v3.yaml"),
        "        expr: full_time\n        article: \"通知第 1 条\"",
        "        expr: '!full_time'\n        article: \"通知第 1 条\"",
    );
    let folder = policies.join("jilin");
    let ran = wotu(&["policy", "test", folder.to_str().unwrap()]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(ran.out.contains("settling_in.outcome: expected yes, found no"), "{}", ran.out);
    let decided = ran.out.lines().find(|line| line.contains("- full_time:")).unwrap();
    assert!(decided.contains("v3.yaml:") && decided.contains("通知第 1 条"), "{decided}");
    let case = ran.out.lines().find(|line| line.contains("talent_3_0.yaml:7:")).unwrap();
    assert!(case.contains("expected"), "{case}");
}

#[test]
fn a_file_of_cases_with_a_mistake_is_refused_at_its_line() {
    let (_kept, policies) = copied();
    replace(&policies.join("jilin/tests/rural.yaml"), "rural_title: \"senior\"", "rural_titel: \"senior\"");
    let ran = wotu(&["policy", "test", policies.join("jilin").to_str().unwrap()]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("rural.yaml:5:") && ran.err.contains("rural_titel"), "{}", ran.err);
    fs::remove_dir_all(policies.join("jilin/tests")).unwrap();
    assert_eq!(wotu(&["policy", "test", policies.join("jilin").to_str().unwrap()]).status, 2);
}

#[test]
fn small_mistakes_are_made_and_what_no_case_notices_is_listed() {
    let ran = |seed: &str| {
        let arguments = ["policy", "test", "policies/regressar", "--mutants", "40", "--seed", seed, "--json"];
        let ran = wotu(&arguments);
        assert_eq!(ran.status, 0, "{}", ran.err);
        ran.json()["mutation"].clone()
    };
    let found = ran("1");
    let count = |key: &str| found[key].as_u64().unwrap();
    assert_eq!(count("killed") + count("survived") + count("refused"), 40);
    assert!(count("killed") > count("survived"), "{found}");
    for survivor in found["survivors"].as_array().unwrap() {
        assert!(survivor["line"].as_u64().unwrap() > 0 && survivor["file"].is_string(), "{survivor}");
    }
    assert_eq!(found, ran("1"));
}

#[test]
fn a_rule_is_explained_in_plain_words_with_its_articles_and_sources() {
    let ran = wotu(&["policy", "explain", "policies/jilin", "settling_in"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    for words in ["Settling-in allowance (article 5)", "full_time", "Not read:", "notice-2023", "v3.yaml:"] {
        assert!(ran.out.contains(words), "{words}\n{}", ran.out);
    }
    let ran = wotu(&["policy", "explain", "policies/jilin", "settling_in", "--version", "v1", "--json"]);
    assert_eq!(ran.json()["version"]["id"], "v1");
    let ran = wotu(&["policy", "explain", "policies/jilin", "nothing"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("wotu.measure_unknown"), "{}", ran.err);
}

const LIN_HE: &str = r#"{"facts": {"talent_class_3": "E", "talent_rated_on": "2023-03-14", "urgently_needed": true, "full_time": true, "work_place": "220102", "employer_kind": "enterprise", "contract_start": "2023-01-05", "contract_end": "2026-01-03", "first_pension_payment": "2023-02-10"}}"#;

#[test]
fn a_refusal_is_explained_with_what_would_change_it() {
    let folder = tempfile::tempdir().unwrap();
    let facts = folder.path().join("facts.json");
    // One day short of three years.
    fs::write(&facts, LIN_HE).unwrap();
    let facts = facts.to_str().unwrap();
    let arguments =
        ["policy", "explain", "policies/jilin", "settling_in", "--facts", facts, "--on", "2023-10-01"];
    let found = wotu(&[&arguments[..], &["--json"]].concat()).json();
    assert_eq!((&found["schema"], &found["outcome"]), (&json!(1), &json!("no")));
    assert_eq!(found["failed"], json!(["introduced_or_employed"]));
    let near = found["nearest"].as_array().unwrap();
    let to = |fact: &str| {
        let of = near
            .iter()
            .flat_map(|near| near["changes"].as_array().unwrap())
            .filter(|one| one["fact"] == fact);
        of.map(|one| one["to"].clone()).collect::<Vec<_>>()
    };
    assert!(to("contract_end").contains(&json!("2026-01-04")), "{near:#?}");
    assert!(near.iter().all(|near| near["outcome"] != "no"));
    let ran = wotu(&arguments);
    assert!(ran.out.contains("contract_end: 2026-01-03 -> 2026-01-04"), "{}", ran.out);
    // With that day it is granted, and the amount shows its row and where it comes from.
    let granted = folder.path().join("granted.json");
    fs::write(&granted, LIN_HE.replace("2026-01-03", "2026-01-04")).unwrap();
    let arguments = [
        "policy",
        "explain",
        "policies/jilin",
        "settling_in",
        "--facts",
        granted.to_str().unwrap(),
        "--on",
        "2023-10-01",
        "--json",
    ];
    let found = wotu(&arguments).json();
    assert_eq!(found["outcome"], "yes");
    assert_eq!(found["tables"][0]["row"], json!(["E"]));
    assert!(found["articles"].as_array().unwrap().contains(&json!("5")));
    assert!(
        found["amount"]["steps"].as_array().unwrap().iter().any(|step| step["result"] == "CNY 150000.00")
    );
}

#[test]
fn formatting_keeps_meaning_and_comments_and_a_formatted_pack_needs_none() {
    let (_kept, policies) = copied();
    let folder = policies.join("jilin");
    let before = wotu(&["policy", "test", folder.to_str().unwrap(), "--json"]).json();
    replace(&folder.join("v3.yaml"), "        expr: full_time\n", "        expr: '((full_time))' # 全职\n");
    assert_eq!(wotu(&["policy", "fmt", folder.to_str().unwrap(), "--check"]).status, 1);
    assert_eq!(wotu(&["policy", "fmt", folder.to_str().unwrap()]).status, 0);
    assert_eq!(wotu(&["policy", "fmt", folder.to_str().unwrap(), "--check"]).status, 0);
    assert!(fs::read_to_string(folder.join("v3.yaml")).unwrap().contains("        expr: full_time # 全职\n"));
    let after = wotu(&["policy", "test", folder.to_str().unwrap(), "--json"]).json();
    assert_eq!(after["failed"], json!([]));
    assert_eq!(before["coverage"]["answers_seen"], after["coverage"]["answers_seen"]);
}

/// An editor that speaks to the server.
struct Editor {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    number: i64,
    published: Vec<Value>,
}

impl Editor {
    fn open() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_wotu"))
            .args(["policy", "lsp", "--lang", "zh", "--on", "2024-06-01"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let (input, output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        let mut editor = Self { child, input, output, number: 0, published: Vec::new() };
        let found = editor.ask("initialize", json!({"capabilities": {}}));
        assert_eq!(found["capabilities"]["hoverProvider"], true);
        editor.tell("initialized", json!({}));
        editor
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).unwrap() > 0, "the server ended");
            match line.trim() {
                "" => break,
                line => {
                    if let Some(number) = line.strip_prefix("Content-Length: ") {
                        length = number.parse().unwrap();
                    }
                }
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.number += 1;
        let number = self.number;
        self.send(&json!({"jsonrpc": "2.0", "id": number, "method": method, "params": params}));
        loop {
            let message = self.read();
            if message["id"] == number {
                assert!(message.get("error").is_none(), "{message}");
                return message["result"].clone();
            }
            self.published.push(message["params"].clone());
        }
    }

    /// The mistakes of a file as last published.
    fn mistakes(&mut self, uri: &str) -> Vec<Value> {
        // What was published before an answer came was read with it.
        let anything = json!({"textDocument": {"uri": uri}, "options": {"tabSize": 2, "insertSpaces": true}});
        self.ask("textDocument/formatting", anything);
        let last = self.published.iter().rev().find(|params| params["uri"] == uri);
        last.and_then(|params| params["diagnostics"].as_array().cloned()).unwrap_or_default()
    }
}

/// Line and UTF-16 column behind a piece of text.
fn position(text: &str, piece: &str) -> Value {
    let at = text.find(piece).unwrap_or_else(|| panic!("{piece}")) + piece.len();
    let line = text[..at].matches('\n').count();
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    json!({"line": line, "character": text[start..at].encode_utf16().count()})
}

#[test]
fn an_editor_is_told_mistakes_meanings_places_and_what_may_follow() {
    let (_kept, policies) = copied();
    let path = policies.join("jilin/v3.yaml").canonicalize().unwrap();
    let uri = format!("file://{}", path.display());
    let text = fs::read_to_string(&path).unwrap();
    let mut editor = Editor::open();
    editor.tell(
        "textDocument/didOpen",
        json!({"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}}),
    );
    assert_eq!(editor.mistakes(&uri), Vec::<Value>::new());

    // A name behind Chinese text and a character outside the basic plane, in a file that is not saved.
    let broken = text.replacen(
        "text: {zh: \"评定为 E 类及以上\", en: \"Rated class E or above\"}",
        "text: {zh: \"评定😀\", en: x}, expr: rated_f, article: \"5\"",
        1,
    );
    let broken = broken.replacen(
        "      - id: rated_e\n        expr: rated_e\n        article: \"5\"\n        text: {zh: \"评定😀\", en: x}, expr: rated_f, article: \"5\"\n",
        "      - {id: rated_e, text: {zh: \"评定😀\", en: x}, expr: rated_f, article: \"5\"}\n      - id: other\n        expr: 'true'\n        text: {zh: 他, en: O}\n",
        1,
    );
    editor.tell(
        "textDocument/didChange",
        json!({"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": broken}]}),
    );
    let mistakes = editor.mistakes(&uri);
    let unknown = mistakes
        .iter()
        .find(|one| one["code"] == "expr_name_unknown")
        .unwrap_or_else(|| panic!("{mistakes:#?}"));
    let end = position(&broken, "expr: rated_f");
    assert_eq!(unknown["range"]["end"], end);
    assert_eq!(unknown["range"]["start"]["character"], end["character"].as_u64().unwrap() - 7);
    assert!(unknown["message"].as_str().unwrap().contains("rated_f"), "{unknown}");

    // Names stay known while the text is broken; then it is mended.
    let place =
        |text: &str, piece: &str| json!({"textDocument": {"uri": uri}, "position": position(text, piece)});
    editor.tell(
        "textDocument/didChange",
        json!({"textDocument": {"uri": uri, "version": 3}, "contentChanges": [{"text": text}]}),
    );
    assert_eq!(editor.mistakes(&uri), Vec::<Value>::new());
    let said = editor.ask("textDocument/hover", place(&text, "        expr: full_ti"));
    assert!(said["contents"]["value"].as_str().unwrap().contains("通知第 1 条"), "{said}");
    let found = editor.ask("textDocument/definition", place(&text, "        expr: full_ti"));
    assert!(found["uri"].as_str().unwrap().ends_with(".yaml") && found["uri"] != uri, "{found}");
    let own = editor.ask("textDocument/definition", place(&text, "        expr: rated_"));
    assert_eq!(own["uri"], uri);

    let typed = text.replacen("        expr: full_time\n", "        expr: talent_class_3 >= \"\n", 1);
    editor.tell(
        "textDocument/didChange",
        json!({"textDocument": {"uri": uri, "version": 4}, "contentChanges": [{"text": typed}]}),
    );
    let offered = editor.ask("textDocument/completion", place(&typed, "expr: talent_class_3 >= \""));
    let labels: Vec<&str> =
        offered.as_array().unwrap().iter().map(|one| one["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["A", "B", "C", "D", "E"]);

    let untidy = text.replacen("        expr: full_time\n", "        expr: '(full_time)'\n", 1);
    editor.tell(
        "textDocument/didChange",
        json!({"textDocument": {"uri": uri, "version": 5}, "contentChanges": [{"text": untidy}]}),
    );
    let options = json!({"textDocument": {"uri": uri}, "options": {"tabSize": 2, "insertSpaces": true}});
    let edits = editor.ask("textDocument/formatting", options);
    assert!(edits[0]["newText"].as_str().unwrap().contains("        expr: full_time\n"));

    editor.ask("shutdown", Value::Null);
    editor.tell("exit", Value::Null);
    assert!(editor.child.wait().unwrap().success());
}

#[test]
fn a_schema_is_printed_for_editors() {
    for of in ["pack", "cases", "facts"] {
        let ran = wotu(&["policy", "schema", of]);
        assert_eq!(ran.json()["$schema"], "https://json-schema.org/draft/2020-12/schema");
    }
    let facts = wotu(&["policy", "schema", "facts", "--pack", "policies/jilin"]).json();
    assert!(facts["properties"]["facts"]["properties"]["birth_date"].is_object());
}
