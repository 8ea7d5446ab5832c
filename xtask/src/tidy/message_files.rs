//! Fluent files by line: which keys, where, with which variables, and what each refers to. The program's own parser
//! (`fluent-syntax`) says whether the file is well formed; it does not say on which line an entry stands.

use std::collections::{BTreeMap, BTreeSet};

/// One message or term.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// From 1.
    pub line: usize,
    /// `$name` for each variable.
    pub variables: BTreeSet<String>,
    /// Messages and terms (`-name`) it contains.
    pub refers_to: BTreeSet<String>,
}

/// One text file.
#[derive(Debug, Default)]
pub struct MessageFile {
    /// By key; terms with their hyphen.
    pub messages: BTreeMap<String, Message>,
    /// Keys that occur a second time, with the line.
    pub repeated: Vec<(String, usize)>,
    /// From `# computed: prefix-`: keys that begin so are put together by code, with the line.
    pub computed: Vec<(String, usize)>,
    /// What the parser says, with the line.
    pub mistakes: Vec<(String, usize)>,
}

impl MessageFile {
    /// Reads a file, mistakes and all.
    pub fn read(text: &str) -> Self {
        let mut file = Self::default();
        let mut current: Option<String> = None;
        for (index, line) in text.lines().enumerate() {
            let number = index + 1;
            if let Some(comment) = line.strip_prefix('#') {
                if let Some(prefix) = comment.trim_start_matches('#').trim().strip_prefix("computed:") {
                    let prefixes = prefix.split(',').map(|one| one.trim().trim_end_matches('*').to_owned());
                    file.computed.extend(prefixes.map(|one| (one, number)));
                }
                current = None;
                continue;
            }
            let mut body = line;
            if let Some((key, value)) = entry(line) {
                let message = Message { line: number, ..Message::default() };
                if file.messages.insert(key.to_owned(), message).is_some() {
                    file.repeated.push((key.to_owned(), number));
                }
                current = Some(key.to_owned());
                body = value;
            }
            if let Some(message) = current.as_ref().and_then(|key| file.messages.get_mut(key)) {
                read_placeables(body, message);
            }
        }
        if let Err((_, errors)) = fluent_syntax::parser::parse(text) {
            for error in errors {
                let line = text.get(..error.pos.start).map_or(0, |before| before.matches('\n').count()) + 1;
                file.mistakes.push((error.to_string(), line));
            }
        }
        file
    }
}

/// `key = value`, from the first column.
fn entry(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once('=')?;
    let key = key.trim_end();
    let name = key.strip_prefix('-').unwrap_or(key);
    let is_key = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_key_letter);
    is_key.then_some((key, value))
}

fn is_key_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// Notes each `$variable` and each `{ reference }` of a line.
fn read_placeables(line: &str, message: &mut Message) {
    for (index, part) in line.split('$').enumerate() {
        let name: String = part.chars().take_while(|c| is_key_letter(*c)).collect();
        if index > 0 && !name.is_empty() {
            message.variables.insert(name);
        }
    }
    for part in line.split('{').skip(1) {
        let name: String = part.trim_start().chars().take_while(|c| is_key_letter(*c)).collect();
        if name.starts_with(|c: char| c.is_ascii_lowercase() || c == '-') {
            message.refers_to.insert(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_variables_and_references_are_read_with_their_lines() {
        let file = MessageFile::read(
            "# computed: fact-\n-name = Wotu\nhello = Good day, { $person }.\n    It is { -name }.\ncount = { $n ->\n    [one] one\n   *[other] { $n }\n}\n",
        );
        assert!(file.mistakes.is_empty(), "{:?}", file.mistakes);
        assert_eq!(file.messages.keys().collect::<Vec<_>>(), ["-name", "count", "hello"]);
        let hello = &file.messages["hello"];
        assert_eq!((hello.line, hello.variables.len(), hello.refers_to.contains("-name")), (3, 1, true));
        assert_eq!(file.messages["count"].variables.iter().collect::<Vec<_>>(), ["n"]);
        assert_eq!(file.computed, [("fact-".to_owned(), 1)]);
    }

    #[test]
    fn a_mistake_and_a_repetition_are_found() {
        let file = MessageFile::read("a = one\na = two\nb = { $x\n");
        assert_eq!(file.repeated, [("a".to_owned(), 2)]);
        assert_eq!(file.mistakes.len(), 1);
    }
}
