//! Every refusal and every choice of this capability has a text in both languages, and the two ask for the same values.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test's helpers stop it where it fails"
)]

use fluent_bundle::FluentResource;
use std::{collections::BTreeMap, collections::BTreeSet, fs, path::Path};

const CRATE: &str = "cases";

/// Key and the arguments of its text, over all of its lines.
fn texts(lang: &str) -> BTreeMap<String, BTreeSet<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("text").join(format!("{lang}.ftl"));
    let source = fs::read_to_string(path).unwrap();
    FluentResource::try_new(source.clone()).unwrap_or_else(|(_, errors)| panic!("{lang}: {errors:?}"));
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        let is_new = !line.starts_with([' ', '}']);
        let text = match line.split_once(" = ").filter(|_| is_new) {
            Some((new, text)) => {
                key = new.to_owned();
                text
            }
            None => line,
        };
        let args =
            text.split("{ $").skip(1).filter_map(|rest| rest.split_once(' ')).map(|(arg, _)| arg.to_owned());
        found.entry(key.clone()).or_default().extend(args);
    }
    found.remove("");
    found
}

/// The words between quotation marks of all sources that begin like a code or a key of this crate.
fn words_in_sources(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            words_in_sources(&path, prefix, found);
        } else {
            let source = fs::read_to_string(&path).unwrap();
            let words = source.split('"').filter(|word| {
                word.strip_prefix(prefix).is_some_and(|rest| {
                    !rest.is_empty()
                        && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
                })
            });
            found.extend(words.map(str::to_owned));
        }
    }
}

fn in_sources(prefix: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    words_in_sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), prefix, &mut found);
    found
}

#[test]
fn both_languages_say_the_same_things_with_the_same_values() {
    assert_eq!(texts("zh"), texts("en"));
}

#[test]
fn every_refusal_has_a_text_and_every_text_a_refusal() {
    let capability = cases::capability();
    let mut others: BTreeSet<&str> = ["cases.applied", "cases.accepted"].into();
    others.extend(capability.acts.iter().map(|act| act.name));
    others.extend(capability.queries.iter().map(|query| query.name));
    let codes = in_sources(&format!("{CRATE}."));
    let keys: BTreeSet<String> = codes
        .iter()
        .filter(|code| !others.contains(code.as_str()))
        .map(|code| format!("refusal-{}", code.replace('.', "-")))
        .collect();
    let written: BTreeSet<String> =
        texts("zh").into_keys().filter(|key| key.starts_with("refusal-")).collect();
    assert_eq!(keys, written);
    assert!(keys.len() > 10, "the sources were found");
}

#[test]
fn every_choice_has_a_name() {
    let zh = texts("zh");
    let keys = in_sources(&format!("{CRATE}-"));
    assert!(keys.len() >= 7);
    for key in keys {
        assert!(zh.contains_key(&key), "{key}");
    }
}
