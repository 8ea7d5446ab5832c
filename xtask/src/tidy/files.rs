//! Every file: what it says about itself, how long it is, what it is called, and that it names no path of one machine.

use super::ratchet;
use super::tree::{Finding, Tree};

/// Above this a file is split.
const MOST_LINES: usize = 600;

/// The list of files that may be longer.
const LONG_FILES: &str = "xtask/long-files.txt";

/// Names that say nothing: whatever is put there could be anywhere.
const EMPTY_NAMES: [&str; 12] = [
    "util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "stuff", "shared", "core",
    "lib2",
];

/// Extensions of files that people write and read.
const WRITTEN: [&str; 4] = ["rs", "ts", "html", "sql"];

/// Folders of the machine where this was first written. They are put together here so that this file does not find itself.
const MACHINE_PATHS: [&str; 5] = [
    concat!("/work", "/main"),
    concat!("/work", "/shared"),
    concat!("../", "shared/"),
    concat!("/ro", "ot/"),
    concat!("/tmp", "/wotu"),
];

/// Everything found in one pass over the files.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let long = ratchet::read(tree.get(LONG_FILES).unwrap_or_default());
    let mut found = Vec::new();
    for (path, text) in tree.files() {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        if extension == "rs" {
            found.extend(check_opening(path, text));
        }
        if WRITTEN.contains(&extension) {
            let folders = path.split('/').rev().skip(1);
            if let Some(empty) = std::iter::once(stem).chain(folders).find(|part| EMPTY_NAMES.contains(part))
            {
                found.push(Finding::about(
                    path,
                    format!("`{empty}` says nothing: name it after what it holds"),
                ));
            }
            found.extend(check_length(path, text, long.get(path).map(|(rest, _)| *rest)));
        }
        for machine in MACHINE_PATHS {
            for (index, _) in text.lines().enumerate().filter(|(_, line)| line.contains(machine)) {
                found.push(Finding::at(
                    path,
                    index + 1,
                    format!("`{machine}` is a path of one machine: the project stands alone"),
                ));
            }
        }
    }
    for (path, (_, line)) in long {
        if tree.get(path).is_none_or(|text| text.lines().count() <= MOST_LINES) {
            found.push(Finding::at(LONG_FILES, line, format!("{path} is short now: take it off the list")));
        }
    }
    found
}

/// A Rust file begins by saying what it is for.
fn check_opening(path: &str, text: &str) -> Option<Finding> {
    let opening = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let says_something = opening.strip_prefix("//!").is_some_and(|rest| rest.trim().len() > 12);
    (!says_something).then(|| Finding::at(path, 1, "begin with a `//!` sentence: what is this file for?"))
}

/// A file is at most 600 lines, or as long as the list allows.
fn check_length(path: &str, text: &str, listed: Option<&str>) -> Option<Finding> {
    let lines = text.lines().count();
    let most = listed.and_then(|rest| rest.parse().ok()).unwrap_or(MOST_LINES);
    (lines > most).then(|| Finding::about(path, format!("{lines} lines, at most {most}: split it")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(files: &[(&str, &str)]) -> usize {
        check(&Tree::of(files)).len()
    }

    #[test]
    fn a_rust_file_says_what_it_is_for() {
        assert_eq!(count(&[("crates/a/src/lib.rs", "//! What a person is, and what is known of her.\n")]), 0);
        assert_eq!(count(&[("crates/a/src/lib.rs", "use std::fmt;\n")]), 1);
        assert_eq!(count(&[("crates/a/src/lib.rs", "//!\n//! (later)\n")]), 1);
        assert_eq!(count(&[("crates/a/src/lib.rs", "")]), 1);
    }

    #[test]
    fn a_file_above_600_lines_is_found_unless_it_is_listed() {
        let text = format!("//! A very long file, in an invented tree.\n{}", "\n".repeat(700));
        assert_eq!(count(&[("crates/a/src/long.rs", &text)]), 1);
        assert_eq!(count(&[("crates/a/src/long.rs", &text), (LONG_FILES, "crates/a/src/long.rs 701")]), 0);
        assert_eq!(count(&[("crates/a/src/long.rs", &text), (LONG_FILES, "crates/a/src/long.rs 650")]), 1);
    }

    #[test]
    fn the_list_of_long_files_only_shrinks() {
        assert_eq!(count(&[(LONG_FILES, "crates/a/src/gone.rs 700")]), 1);
    }

    #[test]
    fn names_that_say_nothing_are_found_in_files_and_folders() {
        assert_eq!(count(&[("crates/a/src/utils.rs", "//! Everything that had no other place.\n")]), 1);
        assert_eq!(
            count(&[("crates/a/src/common/dates.rs", "//! Everything about dates, for everybody.\n")]),
            1
        );
    }

    #[test]
    fn a_path_of_one_machine_is_found_with_its_line() {
        let text = format!("first\nsee {}/notes.md\n", concat!("/work", "/shared"));
        let found = check(&Tree::of(&[("docs/a.md", &text)]));
        assert_eq!(found.iter().map(|finding| finding.line).collect::<Vec<_>>(), [2]);
    }
}
