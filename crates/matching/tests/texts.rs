//! Every key that the code names stands in both text files, with the same arguments, and none stands there unused.
#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

use matching::TEXTS;
use std::collections::{BTreeMap, BTreeSet};

/// Key to the arguments of its text.
fn keys(file: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    file.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (key, text) = line.split_once(" = ").unwrap();
            let arguments = text.split("{ $").skip(1).filter_map(|rest| rest.split(' ').next()).collect();
            (key, arguments)
        })
        .collect()
}

/// Everything between quotation marks in the sources that looks like a key or a code of a refusal.
fn named() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for source in [
        include_str!("../src/conditions.rs"),
        include_str!("../src/counterfactuals.rs"),
        include_str!("../src/levels.rs"),
        include_str!("../src/matches.rs"),
        include_str!("../src/occupations.rs"),
        include_str!("../src/parts.rs"),
        include_str!("../src/post.rs"),
        include_str!("../src/profile.rs"),
        include_str!("../src/text_index.rs"),
        include_str!("../src/weights.rs"),
    ] {
        for quoted in source.split('"') {
            let is_word =
                |text: &str| text.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'_' | b'-'));
            if let Some(code) =
                quoted.strip_prefix("matching.").filter(|code| is_word(code) && !code.is_empty())
            {
                found.insert(format!("refusal-matching-{code}"));
            } else if quoted.starts_with("matching-") && is_word(quoted) {
                found.insert(quoted.to_owned());
            }
        }
    }
    found
}

#[test]
fn every_key_stands_in_both_languages_with_the_same_arguments() {
    let [(_, zh), (_, en)] = TEXTS;
    assert_eq!(keys(zh), keys(en));
    let written: BTreeSet<String> = keys(zh).into_keys().map(str::to_owned).collect();
    assert_eq!(written, named());
}
