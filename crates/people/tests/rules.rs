//! People and rules read the same facts files: what one writes, the other understands.

#![allow(missing_docs, reason = "a test crate has no readers of its documentation")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, its helpers too"
)]

mod support;

use jiff::{Timestamp, civil::date};
use people::{
    model::{Fact, FactName, Profile, Said, SaidBy, Source, resume},
    typed,
};
use rules::{Value, facts::parse_json};
use uuid::Uuid;
use vocabulary::{AccountId, FactId};

fn fact(number: u128, name: &str, json: &str, source: Source) -> Fact {
    Fact {
        id: FactId::new(Uuid::from_u128(number)),
        name: FactName::parse(name, name).unwrap(),
        said: Said::from_json(json).unwrap(),
        source,
        said_by: SaidBy::Account(AccountId::new(Uuid::from_u128(1))),
        recorded_at: Timestamp::UNIX_EPOCH,
        holds_since: Some(date(2020, 1, 1)),
        evidence: None,
    }
}

#[test]
fn a_profile_is_a_facts_file_that_the_rules_read() {
    let vocabulary = support::vocabulary();
    let profile = Profile::new(vec![
        fact(1, "birth_date", "\"1992-05-01\"", Source::SelfDeclared),
        fact(2, "talent_class_3", "\"E\"", Source::IssuedByAuthority),
        fact(3, "contract_end", "{\"none\":true}", Source::SeenAtWindow),
        fact(
            4,
            "household",
            "[{\"role\":\"child\",\"settles\":{\"unknown\":true},\"school_entry\":{\"none\":true}}]",
            Source::Uploaded,
        ),
    ]);
    let on = profile.as_of(date(2026, 11, 22));
    let facts = parse_json(&on.to_facts_file(), &vocabulary).unwrap();
    assert_eq!(facts.len(), 4);
    assert_eq!(facts.get("contract_end"), Some(&Value::None));
    assert_eq!(facts.given("contract_end").unwrap().since, Some(date(2020, 1, 1)));
    assert_eq!(typed(&on, &vocabulary), facts);
}

#[test]
fn what_no_longer_fits_the_vocabulary_is_unknown_and_the_rest_stands() {
    let vocabulary = support::vocabulary();
    let profile = Profile::new(vec![
        fact(1, "birth_date", "\"1992-05-01\"", Source::SelfDeclared),
        fact(2, "degree", "\"licentiate\"", Source::SelfDeclared),
        fact(3, "shoe_size", "42", Source::SelfDeclared),
        fact(4, "full_time", "{\"unknown\":true}", Source::SelfDeclared),
        fact(5, "hat_size", "{\"unknown\":true}", Source::SelfDeclared),
    ]);
    let facts = typed(&profile.as_of(date(2026, 11, 22)), &vocabulary);
    let names: Vec<&str> = facts.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["birth_date", "full_time"]);
    assert_eq!(facts.given("full_time").unwrap().value, None);
}

#[test]
fn the_words_for_sources_are_the_rules_own() {
    let vocabulary = support::vocabulary();
    for source in Source::ALL {
        let word = source.word();
        let file = format!("{{\"facts\":{{\"full_time\":{{\"value\":true,\"source\":\"{word}\"}}}}}}");
        let read = parse_json(&file, &vocabulary).unwrap();
        let theirs = serde_json::to_value(read.given("full_time").unwrap().source.unwrap()).unwrap();
        assert_eq!(theirs, word);
        let draft = resume::read(file.as_bytes(), date(2026, 11, 22)).unwrap();
        assert_eq!(draft.facts[0].claimed_source, Some(source));
    }
}

#[test]
fn every_notation_of_the_rules_is_read_by_people_too() {
    for value in [
        "{\"none\":true,\"source\":\"seen\"}",
        "{\"unknown\":true,\"since\":\"2020-01-01\"}",
        "{\"value\":{\"minor\":100,\"currency\":\"CNY\"},\"since\":\"2020-01-01\"}",
        "{\"minor\":100,\"currency\":\"CNY\"}",
        "{\"value\":[{\"role\":\"spouse\"}]}",
    ] {
        let file = format!("{{\"facts\":{{\"a\":{value}}}}}");
        assert_eq!(resume::read(file.as_bytes(), date(2026, 11, 22)).unwrap().facts.len(), 1, "{value}");
    }
    for value in ["{\"value\":1,\"none\":true}", "{\"none\":false}", "{\"source\":\"seen\"}"] {
        let file = format!("{{\"facts\":{{\"a\":{value}}}}}");
        assert!(resume::read(file.as_bytes(), date(2026, 11, 22)).is_err(), "{value}");
    }
}
