//! The inside of a capability looks the same in each, so that whoever knows one knows all (ARCHITECTURE.md).

use super::layers::Layers;
use super::tree::{Finding, Tree};

/// What may stand in a capability's folder.
const IN_FOLDER: [&str; 11] = [
    "Cargo.toml",
    "README.md",
    "askama.toml",
    "benches",
    "build.rs",
    "clippy.toml",
    "data",
    "examples",
    "migrations",
    "src",
    "templates",
];

/// What may stand there besides, with the reason each has its own line.
const ALSO_IN_FOLDER: [&str; 2] = [
    "tests", // of the crate's public face
    "text",  // zh.ftl and en.ftl
];

/// What may stand in `src/`, as a file or as a folder.
const IN_SRC: [&str; 7] = [
    "lib",     // explains, lists, registers
    "model",   // what is true: pure
    "store",   // the only SQL
    "acts",    // one act a file
    "queries", // what is asked without changing anything
    "pages",   // parse, call, render
    "jobs",    // what happens without being asked
];

/// What else stands in a capability's `src/`: what it shows the crates above that is neither model nor store, each with
/// its reason. The list only shrinks.
const BESIDES: [(&str, &str); 8] = [
    ("crates/people/src/holder", "whose facts: a person's or a visit's; the crates above ask by it"),
    (
        "crates/people/src/identity",
        "sealing the identity number: needs the platform's vault, so it is no model",
    ),
    ("crates/people/src/parts", "what the binary brings: the vocabulary, what to ask next"),
    ("crates/people/src/standing", "the facts that stand, typed by the vocabulary, for the crates above"),
    ("crates/people/src/visits", "a visit's facts: when they are forgotten"),
    ("crates/posts/src/board", "the published posts in memory, ready for matching and search: a cache"),
    ("crates/posts/src/import", "from a kept file to what its lines say: between acts, queries and pages"),
    ("crates/posts/src/subscribers", "what keeps the board fresh: hears the outbox"),
];

/// Every file of a capability that does not stand where the others have theirs.
pub fn check(tree: &Tree, layers: &Layers) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, _) in tree.files() {
        let Some((name, inside)) = path.strip_prefix("crates/").and_then(|rest| rest.split_once('/')) else {
            continue;
        };
        if let Some((part, file)) = inside.split_once("/acts/") {
            // The platform's own `src/acts` is the machinery of acts; its acts stand with its accounts.
            if layers.is_capability(name) || part != "src" {
                found.extend(check_act(path, file));
            }
        }
        if !layers.is_capability(name) {
            continue;
        }
        let top = inside.split('/').next().unwrap_or_default();
        if !IN_FOLDER.contains(&top) && !ALSO_IN_FOLDER.contains(&top) {
            found.push(Finding::about(
                path,
                format!("a capability has no `{top}`: see ARCHITECTURE.md, inside a capability"),
            ));
        }
        if let Some(file) = inside.strip_prefix("src/") {
            let part = file.split('/').next().unwrap_or_default();
            let stem = part.strip_suffix(".rs").unwrap_or(part);
            let is_besides = BESIDES.iter().any(|(module, _)| *module == format!("crates/{name}/src/{stem}"));
            if !IN_SRC.contains(&stem) && !is_besides {
                found.push(Finding::about(
                    path,
                    format!("`src/{part}`: a capability has {}", IN_SRC.join(", ")),
                ));
            }
        }
        if let Some(file) = inside.strip_prefix("text/")
            && !file.ends_with("zh.ftl")
            && !file.ends_with("en.ftl")
        {
            found.push(Finding::about(path, "texts are `text/zh.ftl` and `text/en.ftl`"));
        }
    }
    for name in tree.crates().into_iter().filter(|name| layers.is_capability(name)) {
        if tree.get(&format!("crates/{name}/src/lib.rs")).is_none() {
            found.push(Finding::about(&format!("crates/{name}"), "a capability has a src/lib.rs"));
        }
    }
    found
}

/// An act's file bears the act's name: a verb, then a noun.
fn check_act(path: &str, file: &str) -> Option<Finding> {
    let stem = file.strip_suffix(".rs").filter(|stem| !stem.contains('/'));
    let is_verb_noun = stem.is_some_and(|stem| {
        stem == "mod"
            || (stem.contains('_')
                && stem.split('_').all(|word| {
                    !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
                }))
    });
    (!is_verb_noun).then(|| {
        Finding::about(path, "an act's file is named verb_noun.rs, and stands directly in src/acts/")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::layers::example;

    fn count(files: &[&str]) -> usize {
        let files: Vec<(&str, &str)> = files.iter().map(|path| (*path, "")).collect();
        check(&Tree::of(&files), &example()).len()
    }

    #[test]
    fn the_layout_of_the_architecture_is_accepted() {
        assert_eq!(
            count(&[
                "crates/people/Cargo.toml",
                "crates/people/src/lib.rs",
                "crates/people/src/model/profile.rs",
                "crates/people/src/store.rs",
                "crates/people/src/acts/mod.rs",
                "crates/people/src/acts/sign_up.rs",
                "crates/people/templates/people/profile.html",
                "crates/people/text/zh.ftl",
                "crates/people/migrations/0001_people.sql",
            ]),
            0
        );
    }

    #[test]
    fn what_no_other_capability_has_is_found() {
        assert_eq!(count(&["crates/people/src/lib.rs", "crates/people/src/service.rs"]), 1);
        assert_eq!(count(&["crates/people/src/lib.rs", "crates/people/assets/x.css"]), 1);
        assert_eq!(count(&["crates/people/src/lib.rs", "crates/people/text/pt.ftl"]), 1);
    }

    #[test]
    fn an_act_is_a_verb_and_a_noun() {
        assert_eq!(count(&["crates/people/src/acts/register.rs"]), 1);
        assert_eq!(count(&["crates/people/src/acts/save_fact.rs"]), 0);
    }

    #[test]
    fn an_engine_and_the_platform_may_look_as_they_like() {
        assert_eq!(count(&["crates/rules/src/parser.rs", "crates/platform/src/acts/run.rs"]), 0);
        assert_eq!(count(&["crates/platform/src/accounts/acts/register.rs"]), 1);
    }
}
