//! The typed answers hold all that the engine answers: over every pack, day and golden case, nothing is lost on the way.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use jiff::civil::date;
use policies::model::{AssessmentAnswer, Changes};
use rules::{Facts, facts::parse_json};
use serde_json::{Value, json};
use support::{lin_he, shelf, ze_yi};

/// Days on which each pack has versions, among them days after which it was not read whether they still apply.
const DAYS: [(i16, i8, i8); 6] =
    [(2019, 8, 1), (2022, 3, 1), (2023, 10, 1), (2024, 6, 1), (2026, 11, 22), (2030, 1, 1)];

/// Where two documents first differ.
fn difference(path: &str, ours: &Value, theirs: &Value) -> Option<String> {
    match (ours, theirs) {
        (Value::Object(a), Value::Object(b)) => {
            let missing = a.keys().chain(b.keys()).find(|key| a.contains_key(*key) != b.contains_key(*key));
            missing.map(|key| format!("{path}.{key} is on one side only")).or_else(|| {
                a.iter().find_map(|(key, value)| difference(&format!("{path}.{key}"), value, &b[key]))
            })
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().find_map(|(n, (a, b))| difference(&format!("{path}[{n}]"), a, b))
        }
        _ => (ours != theirs).then(|| format!("{path}: {ours} is not {theirs}")),
    }
}

#[test]
fn an_assessment_has_the_same_json_as_the_engines() {
    let shelf = shelf();
    let mut compared = 0;
    for pack in shelf.packs() {
        for facts in [json!({}), lin_he(), ze_yi()] {
            let text = json!({ "facts": facts }).to_string();
            let facts: Facts = parse_json(&text, &shelf.vocabulary()).unwrap();
            for (year, month, day) in DAYS {
                let on = date(year, month, day);
                let Ok(assessment) = rules::assess(&pack, &facts, on, date(2030, 1, 1)) else { continue };
                let typed = AssessmentAnswer::of(&assessment).expect("the engine's answer has our form");
                let (ours, theirs) =
                    (serde_json::to_value(&typed).unwrap(), serde_json::to_value(&assessment).unwrap());
                assert_eq!(difference("", &ours, &theirs), None, "{} on {on}", pack.id);
                compared += 1;
            }
        }
    }
    assert!(compared > 20, "only {compared} were compared");
}

#[test]
fn a_comparison_keeps_every_difference() {
    let mut compared = 0;
    for pack in shelf().packs() {
        for from in &pack.versions {
            for to in &pack.versions {
                let comparison = pack.compare(&from.id, &to.id).unwrap();
                let typed = Changes::of(&comparison).expect("the engine's comparison has our form");
                let (typed, own) =
                    (serde_json::to_value(&typed).unwrap(), serde_json::to_value(&comparison).unwrap());
                for (ours, theirs) in
                    typed["measures"].as_array().unwrap().iter().zip(own["measures"].as_array().unwrap())
                {
                    assert_eq!(
                        (&ours["id"], &ours["change"]["kind"]),
                        (&theirs["id"], &theirs["change"]["kind"])
                    );
                    if let Some(differences) = theirs["change"].get("differences") {
                        assert_eq!(&ours["change"]["differences"], differences);
                        compared += 1;
                    }
                }
            }
        }
    }
    assert!(compared > 5, "only {compared} were compared");
}
