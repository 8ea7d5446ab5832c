//! The engine's own sentences, from `text/{zh,en}.ftl`: one line each, with `{ $name }` for what varies.

use crate::{
    evaluate::Failure,
    finding::Finding,
    {TEXT_EN, TEXT_ZH},
};
use std::{collections::HashMap, sync::LazyLock};
use vocabulary::Text;

/// The sentence under a key in both languages, filled in. The key itself where there is none (held by a test).
pub(crate) fn sentence(key: &str, args: &[(&'static str, String)]) -> Text {
    Text::new(find(&ZH, key, args), find(&EN, key, args))
}

/// The lines of a file by their keys: read once, since an assessment may need many.
type Lines = LazyLock<HashMap<&'static str, &'static str>>;

static ZH: Lines = LazyLock::new(|| lines(TEXT_ZH));
static EN: Lines = LazyLock::new(|| lines(TEXT_EN));

fn lines(texts: &'static str) -> HashMap<&'static str, &'static str> {
    texts.lines().filter_map(|line| line.split_once(" = ")).collect()
}

fn find(texts: &Lines, key: &str, args: &[(&'static str, String)]) -> String {
    let mut sentence = (*texts.get(key).unwrap_or(&key)).to_owned();
    for (name, value) in args {
        sentence = sentence.replace(&format!("{{ ${name} }}"), value);
    }
    sentence
}

impl Finding {
    /// What is wrong and what to do about it, in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        sentence(&self.key(), &self.args)
    }
}

impl Failure {
    /// Why it could not be computed, in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        sentence(self.key(), &self.args())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Code;

    fn keys(texts: &str) -> Vec<&str> {
        texts.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key).collect()
    }

    #[test]
    fn every_finding_has_a_text_in_both_languages() {
        for code in Code::all() {
            let key = Finding::new("", 1, 1, code).key();
            for texts in [TEXT_ZH, TEXT_EN] {
                assert!(keys(texts).contains(&key.as_str()), "{key}");
            }
        }
    }

    #[test]
    fn every_refusal_and_failure_of_this_crate_has_a_text_in_both_languages() {
        let sources = [
            include_str!("columns/column.rs"),
            include_str!("columns/from_facts.rs"),
            include_str!("columns/population.rs"),
            include_str!("facts/check.rs"),
            include_str!("facts/json.rs"),
            include_str!("assess/answer.rs"),
            include_str!("conformance/case.rs"),
            include_str!("assess/determine.rs"),
        ];
        let failures = include_str!("evaluate/failure.rs");
        let mut found = 0;
        for text in sources.iter().flat_map(|source| source.split('"')) {
            let Some(code) = text.strip_prefix("rules.") else { continue };
            found += 1;
            for texts in [TEXT_ZH, TEXT_EN] {
                assert!(keys(texts).contains(&format!("refusal-rules-{code}").as_str()), "{code}");
            }
        }
        let plain = include_str!("pack/plain.rs");
        let named = failures.split('"').chain(plain.split('"'));
        for key in named.filter(|text| text.starts_with("failure-") || text.starts_with("plain-")) {
            found += 1;
            for texts in [TEXT_ZH, TEXT_EN] {
                assert!(keys(texts).contains(&key), "{key}");
            }
        }
        assert!(found > 20);
    }

    #[test]
    fn the_two_languages_have_the_same_keys_and_are_fluent() {
        assert_eq!(keys(TEXT_ZH), keys(TEXT_EN));
        for texts in [TEXT_ZH, TEXT_EN] {
            let resource =
                fluent_bundle::FluentResource::try_new(texts.to_owned()).map_err(|(_, errors)| errors);
            assert!(resource.is_ok());
        }
    }
}
