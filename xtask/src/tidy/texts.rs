//! Every text in both languages: the same keys, the same variables, and each key once in the whole program.

use super::message_files::MessageFile;
use super::tree::{Finding, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// A pair of text files, `zh.ftl` and `en.ftl` (or `layout.zh.ftl` and `layout.en.ftl`), by path.
pub struct Pair {
    /// Chinese.
    pub zh: (String, Option<MessageFile>),
    /// English.
    pub en: (String, Option<MessageFile>),
}

/// The pairs of a crate, those included of which one half is missing.
pub fn of_crate(tree: &Tree, name: &str) -> Vec<Pair> {
    let folder = format!("crates/{name}/text/");
    let stems: BTreeSet<&str> = tree
        .files()
        .filter_map(|(path, _)| path.strip_prefix(&folder))
        .filter_map(|file| file.strip_suffix("zh.ftl").or_else(|| file.strip_suffix("en.ftl")))
        .collect();
    let read = |stem: &str, lang: &str| {
        let path = format!("{folder}{stem}{lang}.ftl");
        let file = tree.get(&path).map(MessageFile::read);
        (path, file)
    };
    stems.into_iter().map(|stem| Pair { zh: read(stem, "zh"), en: read(stem, "en") }).collect()
}

/// What one language has and the other lacks, and every mistake in a file.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut homes: BTreeMap<String, &str> = BTreeMap::new();
    let pairs = tree
        .crates()
        .into_iter()
        .flat_map(|name| of_crate(tree, name).into_iter().map(move |pair| (name, pair)));
    for (name, Pair { zh: (zh_path, zh), en: (en_path, en) }) in pairs {
        let (zh, en) = match (zh, en) {
            (Some(zh), Some(en)) => (zh, en),
            (None, _) => {
                found.push(Finding::about(&zh_path, "missing: every text stands in both languages"));
                continue;
            }
            (Some(_), None) => {
                found.push(Finding::about(&en_path, "missing: every text stands in both languages"));
                continue;
            }
        };
        for (path, file, other, other_path) in
            [(&zh_path, &zh, &en, &en_path), (&en_path, &en, &zh, &zh_path)]
        {
            found.extend(file.mistakes.iter().map(|(what, line)| Finding::at(path, *line, what)));
            found.extend(
                file.repeated
                    .iter()
                    .map(|(key, line)| Finding::at(path, *line, format!("`{key}` a second time"))),
            );
            for (key, message) in &file.messages {
                let Some(twin) = other.messages.get(key) else {
                    found.push(Finding::at(
                        path,
                        message.line,
                        format!("`{key}` is missing in {other_path}"),
                    ));
                    continue;
                };
                for variable in message.variables.difference(&twin.variables) {
                    found.push(Finding::at(
                        path,
                        message.line,
                        format!("`{key}` uses ${variable}, and in {other_path} it does not"),
                    ));
                }
            }
        }
        for (key, message) in &zh.messages {
            if let Some(home) = homes.insert(key.clone(), name) {
                found.push(Finding::at(
                    &zh_path,
                    message.line,
                    format!("`{key}` also stands in crates/{home}: one of them would win"),
                ));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(zh: &str, en: &str) -> Vec<String> {
        let files = [("crates/a/Cargo.toml", ""), ("crates/a/text/zh.ftl", zh), ("crates/a/text/en.ftl", en)];
        check(&Tree::of(&files)).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        assert!(messages("a-x = 甲\n", "a-x = A\n").is_empty());
        assert_eq!(
            messages("a-x = 甲\na-y = 乙\n", "a-x = A\n"),
            ["`a-y` is missing in crates/a/text/en.ftl"]
        );
        assert_eq!(
            messages("a-x = 甲\n", "a-x = A\na-y = B\n"),
            ["`a-y` is missing in crates/a/text/zh.ftl"]
        );
    }

    #[test]
    fn both_languages_use_the_same_variables() {
        assert_eq!(
            messages("a-x = 甲{ $n }\n", "a-x = A\n"),
            ["`a-x` uses $n, and in crates/a/text/en.ftl it does not"]
        );
    }

    #[test]
    fn a_language_may_not_be_absent() {
        let files = [("crates/a/Cargo.toml", ""), ("crates/a/text/zh.ftl", "a-x = 甲\n")];
        assert_eq!(check(&Tree::of(&files)).len(), 1);
    }

    #[test]
    fn a_key_stands_in_one_crate_only() {
        let mut files = vec![("crates/a/Cargo.toml", ""), ("crates/b/Cargo.toml", "")];
        for path in
            ["crates/a/text/zh.ftl", "crates/a/text/en.ftl", "crates/b/text/zh.ftl", "crates/b/text/en.ftl"]
        {
            files.push((path, "x = x\n"));
        }
        assert_eq!(check(&Tree::of(&files)).len(), 1);
    }
}
