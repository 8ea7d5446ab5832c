//! The packs of `policies/` with their golden cases, for tests that hold something against all of them.
#![allow(dead_code, reason = "each test file uses its own part of it")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "only tests use it")]

use jiff::civil::Date;
use rules::{Facts, Files, Pack, facts::parse_json, load, pack::named_files};
use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
};

fn policies() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies")
}

pub fn pack_folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(policies()).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.join("pack.yaml").is_file()).collect();
    folders.sort();
    folders
}

pub fn load_folder(folder: &Path) -> Pack {
    let manifest = fs::read_to_string(folder.join("pack.yaml")).unwrap();
    let mut files = Files::new().with("pack.yaml", manifest.as_str());
    let named =
        named_files(&manifest).unwrap_or_else(|findings| panic!("{}: {findings:?}", folder.display()));
    for path in named {
        let text = fs::read_to_string(folder.join(&path));
        files.insert(&path, text.unwrap_or_else(|error| panic!("{path}: {error}")));
    }
    load(&files).unwrap_or_else(|findings| {
        let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        panic!("{} does not load:\n{}", folder.display(), lines.join("\n"))
    })
}

/// One YAML document as JSON: quoted scalars are text, plain ones numbers and truth values where they look like it.
pub fn yaml(text: &str) -> Value {
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        match event.unwrap().0 {
            Event::StreamStart | Event::DocumentStart(_) => {}
            event => return value(event, &mut parser),
        }
    }
    Value::Null
}

fn value<'t>(event: Event<'t>, parser: &mut Parser<'t, saphyr_parser::StrInput<'t>>) -> Value {
    match event {
        Event::Scalar(text, ScalarStyle::Plain, ..) => match text.as_ref() {
            "true" => json!(true),
            "false" => json!(false),
            other => other.parse::<i64>().map_or_else(|_| json!(other), |number| json!(number)),
        },
        Event::Scalar(text, ..) => json!(text.as_ref()),
        Event::SequenceStart(..) => {
            let mut items = Vec::new();
            loop {
                match parser.next_event().unwrap().unwrap().0 {
                    Event::SequenceEnd => return Value::Array(items),
                    event => items.push(value(event, parser)),
                }
            }
        }
        Event::MappingStart(..) => {
            let mut entries = Map::new();
            loop {
                match parser.next_event().unwrap().unwrap().0 {
                    Event::MappingEnd => return Value::Object(entries),
                    key => {
                        let key = value(key, parser).as_str().unwrap().to_owned();
                        let event = parser.next_event().unwrap().unwrap().0;
                        let value = value(event, parser);
                        assert!(entries.insert(key.clone(), value).is_none(), "{key} stands twice");
                    }
                }
            }
        }
        other => panic!("a golden case has no {other:?}"),
    }
}

/// One case with where it stands.
pub struct Case {
    pub place: String,
    pub json: Value,
}

impl Case {
    fn date(&self, key: &str) -> Option<Date> {
        self.json.get(key).map(|date| date.as_str().unwrap().parse().unwrap())
    }

    pub fn on(&self) -> Date {
        self.date("on").unwrap_or_else(|| panic!("{} has no day", self.place))
    }

    /// Without a day of knowledge of its own a case knows everything that was read.
    pub fn known_on(&self) -> Date {
        self.date("known_on").unwrap_or(jiff::civil::date(2026, 11, 22))
    }
}

pub fn cases(folder: &Path) -> Vec<Case> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder.join("tests")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let file = yaml(&fs::read_to_string(&path).unwrap());
        for case in file["cases"].as_array().unwrap() {
            for key in case.as_object().unwrap().keys() {
                let known = [
                    "name",
                    "facts",
                    "on",
                    "known_on",
                    "expect",
                    "refused",
                    "because",
                    "bundle",
                    "versions",
                    "not_assessed",
                ];
                assert!(known.contains(&key.as_str()), "{}: {key} means nothing", path.display());
            }
            let name = case["name"]["en"].as_str().unwrap();
            let place = format!("{}: {name}", path.file_name().unwrap().to_string_lossy());
            cases.push(Case { place, json: case.clone() });
        }
    }
    cases
}

pub fn facts_of(case: &Case, pack: &Pack) -> Result<Facts, String> {
    let text = json!({"facts": case.json["facts"]}).to_string();
    parse_json(&text, &pack.vocabulary).map_err(|errors| format!("facts refused: {errors:?}"))
}
