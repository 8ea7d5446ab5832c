//! Names of skills and licences, compared by one form: compatibility forms folded, small letters, single spaces.

use crate::titles::clean;
use unicode_normalization::UnicodeNormalization;

/// The form by which two names are the same skill.
pub(crate) fn key(name: &str) -> String {
    clean(&clean(name).nfkc().flat_map(char::to_lowercase).collect::<String>())
}

/// The keys of names, sorted, none twice, none empty.
pub(crate) fn keys(names: &[String]) -> Vec<String> {
    let mut keys: Vec<String> = names.iter().map(|name| key(name)).filter(|key| !key.is_empty()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Whether sorted keys hold a key.
pub(crate) fn holds(sorted: &[String], key: &str) -> bool {
    sorted.binary_search_by(|held| held.as_str().cmp(key)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_in_form_only_are_one_skill() {
        let names = ["Ｒｕｓｔ ", "rust", "RUST\u{200b}", "", " ", "机器  学习"].map(str::to_owned);
        assert_eq!(keys(&names), ["rust", "机器 学习"]);
        assert!(holds(&keys(&names), &key("Rust")) && !holds(&keys(&names), "rus"));
    }
}
