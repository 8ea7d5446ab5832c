//! What people read stands in text files, never in code or templates: Chinese letters there give it away.

use super::ratchet;
use super::rust_source::RustSource;
use super::tree::{Finding, Tree, crate_of, is_test_file};

/// The list of Rust files that hold Chinese text as data.
const EXCEPTIONS: &str = "xtask/chinese-files.txt";

/// The invented region is Chinese through and through, and is data.
const DATA_CRATE: &str = "testkit";

/// Chinese text in code or templates.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let exceptions = ratchet::read(tree.get(EXCEPTIONS).unwrap_or_default());
    let mut found = Vec::new();
    for (path, text) in tree.ending("rs") {
        if is_test_file(path) || crate_of(path) == Some(DATA_CRATE) {
            continue;
        }
        let source = RustSource::read(text);
        let chinese: Vec<_> =
            source.literals.iter().filter(|literal| literal.text.chars().any(is_chinese)).collect();
        match exceptions.get(path) {
            None => found.extend(chinese.iter().map(|literal| {
                Finding::at(
                    path,
                    literal.line,
                    format!("\"{}\": text for people stands in text/zh.ftl and text/en.ftl", literal.text),
                )
            })),
            Some((reason, line)) if chinese.is_empty() || reason.is_empty() => {
                found.push(Finding::at(
                    EXCEPTIONS,
                    *line,
                    format!("{path} needs no exception, or lacks a reason"),
                ));
            }
            Some(_) => {}
        }
    }
    for (path, (_, line)) in &exceptions {
        if tree.get(path).is_none() {
            found.push(Finding::at(EXCEPTIONS, *line, format!("{path} is gone: take it off the list")));
        }
    }
    for (path, text) in
        tree.ending("html").filter(|(path, _)| path.contains("/templates/") && !is_test_file(path))
    {
        for (index, line) in without_comments(text).lines().enumerate() {
            if line.chars().any(is_chinese) {
                found.push(Finding::at(
                    path,
                    index + 1,
                    "text for people stands in text/zh.ftl and text/en.ftl",
                ));
            }
        }
    }
    found
}

/// Han characters. Chinese punctuation alone is no text: readers of files split at it.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// A template with `{# … #}` taken out, its lines kept.
fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{#") {
        kept.push_str(before);
        let (comment, after) = after.split_once("#}").unwrap_or((after, ""));
        kept.extend(comment.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(files: &[(&str, &str)]) -> usize {
        check(&Tree::of(files)).len()
    }

    #[test]
    fn chinese_text_in_code_is_found_and_in_comments_and_tests_is_not() {
        assert_eq!(count(&[("crates/a/src/lib.rs", "const T: &str = \"人才\";")]), 1);
        assert_eq!(
            count(&[(
                "crates/a/src/lib.rs",
                "/// 人才\n#[cfg(test)]\nmod tests { const T: &str = \"人才\"; }"
            )]),
            0
        );
        assert_eq!(count(&[("crates/a/tests/a.rs", "const T: &str = \"人才\";")]), 0);
        assert_eq!(count(&[("crates/testkit/src/names.rs", "const T: &str = \"沃土（虚构）\";")]), 0);
    }

    #[test]
    fn chinese_text_in_a_template_is_found_outside_its_comments() {
        let found = check(&Tree::of(&[("crates/a/templates/a.html", "{# 说明\n #}\n<p>人才</p>")]));
        assert_eq!(found.iter().map(|finding| finding.line).collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn an_exception_has_a_reason_and_is_needed() {
        let data = ("crates/a/src/words.rs", "const T: &str = \"本科\";");
        assert_eq!(
            count(&[data, (EXCEPTIONS, "crates/a/src/words.rs degrees as they are written in résumés")]),
            0
        );
        assert_eq!(count(&[data, (EXCEPTIONS, "crates/a/src/words.rs")]), 1);
        assert_eq!(count(&[("crates/a/src/words.rs", "//!"), (EXCEPTIONS, "crates/a/src/words.rs once")]), 1);
        assert_eq!(count(&[(EXCEPTIONS, "crates/a/src/gone.rs once")]), 1);
    }
}
