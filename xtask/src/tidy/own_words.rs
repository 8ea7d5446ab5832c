//! A library that names a key or a refusal of its own has words for it, in whatever way it comes to be used: handed on by a
//! function, kept in a table, answered by a `text_key`. (What is asked for by a call is looked at in `keys.rs`.)

use super::keys::{is_code, is_key, refusal_key};
use super::rust_source::{Literal, RustSource};
use super::texts;
use super::tree::{Finding, Tree, is_test_file};
use std::collections::BTreeSet;

/// Every literal that looks like a key or a code of its own crate, and has no text.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let known: BTreeSet<String> = tree
        .crates()
        .into_iter()
        .flat_map(|name| texts::of_crate(tree, name))
        .filter_map(|pair| pair.zh.1)
        .flat_map(|file| file.messages.into_keys())
        .collect();
    let sources: Vec<(&str, &str, RustSource)> = tree
        .ending("rs")
        .filter(|(path, _)| !is_test_file(path))
        .filter_map(|(path, text)| {
            let home = path.strip_prefix("crates/")?.split_once("/src/")?.0;
            let has_texts = tree.get(&format!("crates/{home}/text/zh.ftl")).is_some();
            let is_library = tree.get(&format!("crates/{home}/src/lib.rs")).is_some();
            (has_texts && is_library).then(|| (path, home, RustSource::read(text)))
        })
        .collect();
    let names: BTreeSet<String> = sources.iter().flat_map(|(_, _, source)| names(source)).collect();
    let mut found = Vec::new();
    for (path, home, source) in &sources {
        for literal in &source.literals {
            let missing = missing(home, &literal.text).filter(|key| !known.contains(key));
            if let Some(key) = missing.filter(|_| !names.contains(&literal.text)) {
                found.push(Finding::at(path, literal.line, format!("`{key}` stands in no text file")));
            }
        }
    }
    found
}

/// The key of the words that a literal of a crate needs, if it looks like it needs any.
fn missing(home: &str, text: &str) -> Option<String> {
    let rest = text.strip_prefix(home)?;
    if rest.starts_with('.') && is_code(text) {
        return Some(refusal_key(text));
    }
    (rest.starts_with('-') && is_key(text)).then(|| text.to_owned())
}

/// What looks like a refusal's code and is the name of something else: of an act or query (declared, audited or described),
/// of an event or whoever hears it, of a sealed field.
fn names(source: &RustSource) -> BTreeSet<String> {
    let is_name = |literal: &&Literal| {
        let before = source.code.get(..literal.start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        line.contains("const ") || ["topic: ", "name: ", "act: "].iter().any(|field| line.ends_with(field))
    };
    let declared = source.literals.iter().filter(is_name).map(|literal| literal.text.clone());
    let named = ["emit", "operation_id"].into_iter().flat_map(|call| source.arguments_of(call));
    let named = named.filter_map(|arguments| arguments.into_iter().next());
    declared.chain(named.map(|literal| literal.text.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(rust: &str) -> Vec<String> {
        let texts = "a-known = x\nrefusal-a-too_late = x\n";
        let tree = Tree::of(&[
            ("crates/a/Cargo.toml", ""),
            ("crates/a/text/zh.ftl", texts),
            ("crates/a/text/en.ftl", texts),
            ("crates/a/src/lib.rs", rust),
        ]);
        check(&tree).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn a_key_that_is_only_handed_on_has_its_words() {
        assert!(messages("fn key(&self) -> &'static str { \"a-known\" }").is_empty());
        assert_eq!(
            messages("fn key(&self) -> &'static str { \"a-foreign\" }"),
            ["`a-foreign` stands in no text file"]
        );
        assert!(messages("fn f() { g(\"a-\"); g(\"b-foreign\") }").is_empty(), "a prefix, and another's");
    }

    #[test]
    fn a_refusal_made_by_a_function_of_ours_has_its_words() {
        assert!(messages("fn f() { wrong(\"a.too_late\", field) }").is_empty());
        assert_eq!(
            messages("fn f() { wrong(\"a.too_early\", field) }"),
            ["`refusal-a-too_early` stands in no text file"]
        );
    }

    #[test]
    fn acts_events_and_sealed_fields_are_no_refusals() {
        assert!(
            messages(
                "impl Act for B {\n    const NAME: &'static str = \"a.close_b\";\n}\nfn f() { cx.emit(\"a.closed\", id) }\n\
                 const ALL: &[S] = &[\n    S { topic: \"a.closed\", name: \"a.hear\", hear },\n];\nfn g() { link(\"a.close_b\") }\n"
            )
            .is_empty()
        );
    }
}
