//! Keys of texts: each that code or a template asks for exists, and each that exists is asked for.
//!
//! A key is asked for where it is the first literal in a call of [`TEXT_CALLS`], in Rust or in a template, and by every
//! refusal's code (`people.not_found` asks for `refusal-people-not_found`). Keys that code puts together are announced in
//! the text file by a comment line `# computed: prefix-`.

use super::message_files::MessageFile;
use super::rust_source::RustSource;
use super::texts;
use super::tree::{Finding, Tree, crate_of, is_test_file};
use std::collections::BTreeSet;

/// What code and templates call to get a text.
const TEXT_CALLS: [&str; 6] = ["t", "t1", "t2", "t_with", "say", "say_with"];

/// The constructors of a refusal, whose first literal is its code.
const REFUSALS: [&str; 4] = ["Refusal::new", "Refusal::invalid", "Refusal::not_found", "Refusal::conflict"];

/// Where something is asked for.
struct Asked<'a> {
    path: &'a str,
    line: usize,
    key: String,
}

/// Keys asked for that do not exist, and keys that exist for nobody.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let files: Vec<(String, MessageFile)> = tree
        .crates()
        .into_iter()
        .flat_map(|name| texts::of_crate(tree, name))
        .filter_map(|pair| Some((pair.zh.0, pair.zh.1?)))
        .collect();
    let known: BTreeSet<&str> =
        files.iter().flat_map(|(_, file)| file.messages.keys()).map(String::as_str).collect();
    let (asked, mentioned) = read_sources(tree);
    let mut found = refusals_of_nobody(tree, &asked);
    // `format!("layout-language-{}", …)` announces itself.
    let prefixes: Vec<&str> = mentioned
        .iter()
        .filter_map(|literal| literal.split_once('{').map(|(prefix, _)| prefix))
        .filter(|prefix| prefix.ends_with('-') && is_key(&format!("{prefix}x")))
        .collect();
    let asks: BTreeSet<&str> = asked.iter().map(|asked| asked.key.as_str()).collect();
    for asked in &asked {
        if !known.contains(asked.key.as_str()) {
            found.push(Finding::at(
                asked.path,
                asked.line,
                format!("`{}` stands in no text file", asked.key),
            ));
        }
    }
    for (path, file) in &files {
        let referred: BTreeSet<&str> =
            file.messages.values().flat_map(|message| &message.refers_to).map(String::as_str).collect();
        for (key, message) in &file.messages {
            let is_computed = file.computed.iter().any(|(prefix, _)| key.starts_with(prefix.as_str()))
                || prefixes.iter().any(|prefix| key.starts_with(prefix));
            let is_used =
                asks.contains(key.as_str()) || mentioned.contains(key) || referred.contains(key.as_str());
            if !is_used && !is_computed {
                found.push(Finding::at(
                    path,
                    message.line,
                    format!("`{key}` is asked for nowhere: remove it, or say `# computed: prefix-`"),
                ));
            }
        }
        for (prefix, line) in &file.computed {
            if prefix.is_empty() || !file.messages.keys().any(|key| key.starts_with(prefix.as_str())) {
                found.push(Finding::at(path, *line, format!("no key begins with `{prefix}`")));
            }
        }
    }
    found
}

/// What is asked for by a call, and every literal that could be a key (in a table of keys, say).
fn read_sources(tree: &Tree) -> (Vec<Asked<'_>>, BTreeSet<String>) {
    let mut asked = Vec::new();
    let mut mentioned = BTreeSet::new();
    for (path, text) in tree.ending("rs") {
        if is_test_file(path) || !path.starts_with("crates/") {
            continue;
        }
        let source = RustSource::read(text);
        for call in TEXT_CALLS {
            for literal in source.arguments_of(call).into_iter().filter_map(|call| call.into_iter().next()) {
                if is_key(&literal.text) {
                    asked.push(Asked { path, line: literal.line, key: literal.text.clone() });
                }
            }
        }
        for call in REFUSALS {
            for literal in source.arguments_of(call).into_iter().filter_map(|call| call.into_iter().next()) {
                if is_code(&literal.text) {
                    asked.push(Asked { path, line: literal.line, key: refusal_key(&literal.text) });
                }
            }
        }
        for literal in source.literals {
            if is_code(&literal.text) {
                mentioned.insert(refusal_key(&literal.text));
            }
            mentioned.insert(literal.text);
        }
    }
    for (path, text) in
        tree.ending("html").filter(|(path, _)| path.contains("/templates/") && !is_test_file(path))
    {
        for (index, line) in text.lines().enumerate() {
            for key in template_keys(line) {
                asked.push(Asked { path, line: index + 1, key });
            }
            mentioned.extend(line.split('"').map(str::to_owned));
        }
    }
    (asked, mentioned)
}

/// The keys in `t("…")` and the like, in a line of a template.
fn template_keys(line: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for call in TEXT_CALLS {
        for (start, found) in line.match_indices(&format!("{call}(\"")) {
            let before = line.get(..start).and_then(|text| text.chars().next_back());
            let key =
                line.get(start + found.len()..).and_then(|rest| rest.split('"').next()).unwrap_or_default();
            if !before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_') && is_key(key) {
                keys.push(key.to_owned());
            }
        }
    }
    keys
}

/// A refusal's code begins with the crate it stands in, so that its text is found there.
fn refusals_of_nobody(tree: &Tree, asked: &[Asked<'_>]) -> Vec<Finding> {
    let crates = tree.crates();
    asked
        .iter()
        .filter_map(|asked| {
            let owner = asked.key.strip_prefix("refusal-")?.split('-').next()?;
            let home = crate_of(asked.path)?;
            // What a crate below refuses may be refused here in the same words.
            let is_at_home = owner == home || crates.contains(&owner) && depends_on(tree, home, owner);
            (!is_at_home).then(|| {
                Finding::at(
                    asked.path,
                    asked.line,
                    format!(
                        "a refusal of {home} begins with `{home}.`, or with a crate below it, not `{owner}.`"
                    ),
                )
            })
        })
        .collect()
}

/// Whether `home` names `owner` among its dependencies.
fn depends_on(tree: &Tree, home: &str, owner: &str) -> bool {
    let manifest = tree.get(&format!("crates/{home}/Cargo.toml")).unwrap_or_default();
    let names = |line: &str| line.strip_prefix(owner).is_some_and(|rest| rest.starts_with(['.', ' ', '=']));
    manifest.lines().any(names)
}

/// Lower case with a hyphen inside: a key begins with its crate's or its page's name, and so differs from the name of an
/// argument.
pub(super) fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.contains('-')
        && !text.ends_with('-')
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
}

/// `crate.snake_case`.
pub(super) fn is_code(text: &str) -> bool {
    text.split_once('.').is_some_and(|(owner, what)| {
        let is_word = |word: &str| {
            !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        };
        is_word(owner) && is_word(what)
    })
}

/// As `vocabulary::Refusal::text_key`.
pub(super) fn refusal_key(code: &str) -> String {
    format!("refusal-{}", code.replace('.', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(texts: &str, rust: &str, template: &str) -> Vec<String> {
        let tree = Tree::of(&[
            ("crates/a/Cargo.toml", ""),
            ("crates/a/text/zh.ftl", texts),
            ("crates/a/text/en.ftl", texts),
            ("crates/a/src/lib.rs", rust),
            ("crates/a/templates/a.html", template),
        ]);
        check(&tree).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn a_key_asked_for_in_code_or_template_exists() {
        assert!(messages("a-x = x\n", "fn f() { texts.say(\"a-x\") }", "").is_empty());
        assert!(messages("a-x = x\n", "", "<p>{{ t(\"a-x\") }}</p>").is_empty());
        assert_eq!(messages("", "fn f() { texts.say(\"a-x\") }", ""), ["`a-x` stands in no text file"]);
        assert_eq!(messages("", "", "<p>{{ t(\"a-x\") }}</p>"), ["`a-x` stands in no text file"]);
    }

    #[test]
    fn a_key_that_exists_is_asked_for() {
        assert_eq!(messages("a-x = x\n", "", "").len(), 1);
        assert!(messages("a-x = x\n", "const KEYS: [&str; 1] = [\"a-x\"];", "").is_empty());
        assert!(messages("a-x = x\na-y = { a-x }\n", "fn f() { t(\"a-y\") }", "").is_empty());
    }

    #[test]
    fn computed_keys_are_announced() {
        assert!(messages("# computed: fact-\nfact-x = x\n", "", "").is_empty());
        assert_eq!(messages("# computed: fact-\n", "", ""), ["no key begins with `fact-`"]);
        assert!(messages("fact-x = x\n", "fn f() { t(&format!(\"fact-{name}\")) }", "").is_empty());
    }

    #[test]
    fn a_refusal_has_its_text_and_bears_its_crates_name() {
        let refuses = "fn f() { Refusal::invalid(\"a.too_late\", \"date\") }";
        assert!(messages("refusal-a-too_late = x\n", refuses, "").is_empty());
        assert_eq!(messages("", refuses, ""), ["`refusal-a-too_late` stands in no text file"]);
        let foreign = "fn f() { Refusal::conflict(\"b.too_late\") }";
        assert_eq!(
            messages("refusal-b-too_late = x\n", foreign, ""),
            ["a refusal of a begins with `a.`, or with a crate below it, not `b.`"]
        );
    }
}
