//! Every refusal of this crate has a text in both languages that formats with the arguments it is given.

#![allow(missing_docs, reason = "a test crate has no readers of its documentation")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, its helpers too"
)]

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use jiff::civil::date;
use people::model::{Email, IdentityNumber, PersonName, resume};
use std::{collections::BTreeSet, fs, path::Path};
use vocabulary::Refusal;

const TEXTS: [(&str, &str); 2] =
    [("zh", include_str!("../text/zh.ftl")), ("en", include_str!("../text/en.ftl"))];

/// The codes in the source, found as `"people.…"`.
fn codes(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            codes(&path, found);
        } else {
            let source = fs::read_to_string(&path).unwrap();
            for (before, piece) in source.split("\"people.").zip(source.split("\"people.").skip(1)) {
                // Names of acts and queries, topics of events, and the vault's field are no codes.
                let is_name = before.ends_with("= ") || before.ends_with("emit(");
                let code = piece.split('"').next().unwrap();
                let is_plain =
                    code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
                if is_plain && !is_name {
                    found.insert(format!("refusal-people-{code}"));
                }
            }
        }
    }
}

/// The keys of page texts in the source and the templates, found as `"people-…"`.
fn page_keys(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            page_keys(&path, found);
        } else {
            let source = fs::read_to_string(&path).unwrap();
            found.extend(
                source
                    .split("\"people-")
                    .skip(1)
                    .map(|piece| format!("people-{}", piece.split('"').next().unwrap())),
            );
        }
    }
}

#[test]
fn every_page_text_is_there_in_both_languages_and_none_is_left_over() {
    let mut found = BTreeSet::new();
    for folder in ["src", "templates"] {
        page_keys(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    }
    assert!(found.len() > 60, "{found:?}");
    // `people-source-{source}` stands for all that begin so.
    let families: Vec<String> =
        found.iter().filter_map(|key| key.split_once('{')).map(|(family, _)| family.to_owned()).collect();
    for (lang, text) in TEXTS {
        let key = |line: &str| line.split_once(" =").map(|(key, _)| key.to_owned());
        let texts: BTreeSet<String> =
            text.lines().filter(|l| l.starts_with("people-")).filter_map(key).collect();
        let missing: Vec<_> =
            found.iter().filter(|key| !key.contains('{') && !texts.contains(*key)).collect();
        assert!(missing.is_empty(), "missing in {lang}: {missing:?}");
        let is_used =
            |key: &&String| found.contains(*key) || families.iter().any(|f| key.starts_with(f.as_str()));
        let unused: Vec<_> = texts.iter().filter(|key| !is_used(key)).collect();
        assert!(unused.is_empty(), "left over in {lang}: {unused:?}");
    }
}

fn keys(text: &str) -> BTreeSet<String> {
    let key = |line: &str| line.split_once(" =").map(|(key, _)| key.to_owned());
    text.lines().filter(|line| line.starts_with("refusal-")).filter_map(key).collect()
}

fn bundle(lang: &str, text: &str) -> FluentBundle<FluentResource> {
    let lang: unic_langid::LanguageIdentifier = lang.parse().unwrap();
    let mut bundle = FluentBundle::new(vec![lang]);
    bundle.set_use_isolating(false);
    bundle.add_resource(FluentResource::try_new(text.to_owned()).unwrap()).unwrap();
    bundle
}

#[test]
fn every_refusal_has_a_text_in_both_languages_and_no_text_is_left_over() {
    let mut found = BTreeSet::new();
    codes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 40, "{found:?}");
    for (lang, text) in TEXTS {
        let texts = keys(text);
        assert_eq!(found.difference(&texts).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in {lang}");
        let model_texts: BTreeSet<_> = texts.difference(&found).collect();
        assert!(model_texts.is_empty(), "left over in {lang}: {model_texts:?}");
    }
}

#[test]
fn refusals_format_with_the_arguments_they_carry() {
    let today = date(2026, 11, 22);
    let resume = |bytes: &[u8]| resume::read(bytes, today).unwrap_err();
    let many = format!("{{\"work\": [{}]}}", vec!["{\"name\": \"x\"}"; 201].join(","));
    let values = format!("{{\"work\": [{}0]}}", "0,".repeat(20_000));
    let refusals: Vec<Refusal> = vec![
        IdentityNumber::parse("1", today).unwrap_err(),
        PersonName::parse(&"x".repeat(500)).unwrap_err(),
        Email::parse("x").unwrap_err(),
        resume::check_size(u64::MAX).unwrap_err(),
        resume(b"{\"facts\": {\"Wrong Name\": 1}}"),
        resume(b"{\"facts\": {\"a\": null}}"),
        resume(b"{\"facts\": {\"a\": {}}}"),
        resume(b"{\"facts\": {\"a\": [1]}}"),
        resume(b"{\"facts\": {}, \"x\": 1}"),
        resume(b"{\"work\": {}}"),
        resume(b"{\"work\": [], \"work\": []}"),
        resume(many.as_bytes()),
        resume(values.as_bytes()),
        resume("[".repeat(3).replace('[', "{\"a\":").as_bytes()),
        resume("{\"a\":".repeat(100).as_bytes()),
        resume(b"<rss/>"),
        resume(b"<Candidate/>"),
        resume(b"<Candidate>&x;</Candidate>"),
        resume(b"<!DOCTYPE x><Candidate/>"),
        resume(b"<?xml version='1.0' encoding='GBK'?><Candidate/>"),
        resume(b"{\"\xff\": 1}"),
        resume(b"PK\x03\x04"),
    ];
    for (lang, text) in TEXTS {
        let bundle = bundle(lang, text);
        for refusal in &refusals {
            let key = refusal.text_key();
            let pattern = bundle
                .get_message(&key)
                .and_then(|message| message.value())
                .unwrap_or_else(|| panic!("{key}"));
            let args: FluentArgs<'_> =
                refusal.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let mut errors = Vec::new();
            let shown = bundle.format_pattern(pattern, Some(&args), &mut errors);
            assert!(errors.is_empty() && !shown.contains("{$"), "{lang} {key}: {shown} {errors:?}");
        }
    }
}
