//! YAML as a tree in which every key and value knows the bytes it stands on: what edits a file as text needs, so that
//! comments stay. It reads what `pack::load` reads; what is wrong with a file is `load`'s to say.

use crate::limits;
use saphyr_parser::{Event, Parser, ScalarStyle, Span};

/// A value with its bytes: from `start` up to, not including, `end`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Located {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    Single,
    Double,
    /// `|` or `>`.
    Block,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Scalar {
        text: String,
        style: Style,
    },
    /// `flow`: in brackets, not by lines.
    List {
        items: Vec<Located>,
        flow: bool,
    },
    Map {
        entries: Vec<Entry>,
        flow: bool,
    },
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_start: usize,
    pub(crate) key_end: usize,
    pub(crate) value: Located,
}

impl Located {
    pub(crate) fn entries(&self) -> &[Entry] {
        if let Kind::Map { entries, .. } = &self.kind { entries } else { &[] }
    }

    pub(crate) fn items(&self) -> &[Self] {
        if let Kind::List { items, .. } = &self.kind { items } else { &[] }
    }

    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The text of a scalar.
    pub(crate) fn text(&self) -> Option<&str> {
        if let Kind::Scalar { text, .. } = &self.kind { Some(text) } else { None }
    }

    /// For each byte of a scalar's text, and for its end, the byte of the source it stands on; none where an escape makes
    /// the two differ by more than quotes and line breaks.
    pub(crate) fn bytes_in_source(&self, source: &str) -> Option<Vec<usize>> {
        let Kind::Scalar { text, style } = &self.kind else { return None };
        let written = source.get(self.start..self.end)?;
        let mut at = match style {
            Style::Plain => 0,
            Style::Single | Style::Double => 1,
            Style::Block => written.find('\n')? + 1,
        };
        let mut map = Vec::with_capacity(text.len() + 1);
        let mut chars = text.char_indices().peekable();
        while let Some((_, c)) = chars.next() {
            if c.is_whitespace() {
                // A line break with its indentation stands for one space.
                let here = self.start + at;
                map.extend(std::iter::repeat_n(here, c.len_utf8()));
                if !chars.peek().is_some_and(|(_, next)| next.is_whitespace()) {
                    at += written.get(at..)?.find(|c: char| !c.is_whitespace()).unwrap_or(0);
                } else {
                    at += written.get(at..)?.chars().next().filter(|c| c.is_whitespace())?.len_utf8();
                }
                continue;
            }
            // A block's first line is indented.
            if *style == Style::Block && map.is_empty() {
                at += written.get(at..)?.find(|c: char| !c.is_whitespace())?;
            }
            let rest = written.get(at..)?;
            let length = match (style, c) {
                (Style::Single, '\'') => rest.starts_with("''").then_some(2)?,
                (Style::Double, '"' | '\\') => rest.strip_prefix('\\')?.starts_with(c).then_some(2)?,
                _ => rest.starts_with(c).then_some(c.len_utf8())?,
            };
            for byte in 0..c.len_utf8() {
                map.push(self.start + at + byte.min(length - 1));
            }
            at += length;
        }
        map.push(self.start + at);
        Some(map)
    }
}

/// What is open while the events come in.
struct Open {
    node: Located,
    key: Option<(String, usize, usize)>,
}

/// Reads one document; nothing if it is not YAML of the kind a pack may use.
pub(crate) fn read(source: &str) -> Option<Located> {
    if source.len() > limits::FILE_BYTES {
        return None;
    }
    // The parser counts characters.
    let mut bytes: Vec<usize> = source.char_indices().map(|(byte, _)| byte).collect();
    bytes.push(source.len());
    let place = |span: Span| {
        let byte = |index: usize| bytes.get(index).copied().unwrap_or(source.len());
        (byte(span.start.index()), byte(span.end.index()))
    };
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    let mut nodes = 0;
    for event in Parser::new_from_str(source) {
        let (event, span) = event.ok()?;
        let (start, end) = place(span);
        let finished = match event {
            Event::Scalar(_, _, _, Some(_)) | Event::Alias(_) => return None,
            Event::Scalar(text, style, _, None) => {
                let style = match style {
                    ScalarStyle::Plain => Style::Plain,
                    ScalarStyle::SingleQuoted => Style::Single,
                    ScalarStyle::DoubleQuoted => Style::Double,
                    _ => Style::Block,
                };
                let start = if style == Style::Block { header(source, start) } else { start };
                let end = trimmed_end(source, start, end, style);
                Located { kind: Kind::Scalar { text: text.into_owned(), style }, start, end }
            }
            Event::SequenceStart(..) => {
                let flow = source.get(start..).is_some_and(|rest| rest.starts_with('['));
                let node = Located { kind: Kind::List { items: Vec::new(), flow }, start, end: start };
                open.push(Open { node, key: None });
                continue;
            }
            Event::MappingStart(..) => {
                let flow = source.get(start..).is_some_and(|rest| rest.starts_with('{'));
                let node = Located { kind: Kind::Map { entries: Vec::new(), flow }, start, end: start };
                open.push(Open { node, key: None });
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let mut node = open.pop()?.node;
                let last = match &node.kind {
                    Kind::List { items, .. } => items.last().map(|item| item.end),
                    Kind::Map { entries, .. } => entries.last().map(|entry| entry.value.end),
                    Kind::Scalar { .. } => None,
                };
                let is_flow =
                    matches!(node.kind, Kind::List { flow: true, .. } | Kind::Map { flow: true, .. });
                node.end = if is_flow { end } else { last.unwrap_or(end) };
                node
            }
            _ => continue,
        };
        nodes += 1;
        if nodes > limits::YAML_NODES || open.len() > limits::YAML_DEPTH {
            return None;
        }
        match open.last_mut() {
            None => root = Some(finished),
            Some(Open { node: Located { kind: Kind::List { items, .. }, .. }, .. }) => items.push(finished),
            Some(Open { node: Located { kind: Kind::Map { entries, .. }, .. }, key }) => match key.take() {
                None => {
                    let Kind::Scalar { text, .. } = finished.kind else { return None };
                    *key = Some((text, finished.start, finished.end));
                }
                Some((name, key_start, key_end)) => {
                    entries.push(Entry { key: name, key_start, key_end, value: finished });
                }
            },
            Some(_) => return None,
        }
    }
    root
}

/// Where the sign of a block scalar stands, whatever the parser counts as its start.
fn header(source: &str, start: usize) -> usize {
    if source.get(start..).is_some_and(|rest| rest.starts_with(['|', '>'])) {
        return start;
    }
    source.get(..start).and_then(|before| before.rfind(['|', '>'])).unwrap_or(start)
}

/// A plain or block scalar ends with its last character and a quoted one with its quote, whatever blank lines and comments
/// follow: the parser counts some of those in.
fn trimmed_end(source: &str, start: usize, end: usize, style: Style) -> usize {
    match style {
        Style::Plain | Style::Block => {
            source.get(start..end).map_or(end, |written| start + written.trim_end().len())
        }
        Style::Single | Style::Double => closing_quote(source, start).unwrap_or(end),
    }
}

/// Behind the quote that ends the quoted scalar at `start`.
fn closing_quote(source: &str, start: usize) -> Option<usize> {
    let mut rest = source.get(start..)?.char_indices();
    let (_, quote) = rest.next()?;
    let mut rest = rest.peekable();
    while let Some((at, c)) = rest.next() {
        if c == '\\' && quote == '"' {
            rest.next();
        } else if c == quote {
            if quote == '\'' && rest.peek().is_some_and(|(_, next)| *next == quote) {
                rest.next();
                continue;
            }
            return Some(start + at + c.len_utf8());
        }
    }
    None
}

/// Where the lines of a text begin, so that bytes can be said as line and column.
#[derive(Debug, Clone)]
pub struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// The lines of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// Line and column in characters, both from 1, of a byte.
    #[must_use]
    pub fn place(&self, text: &str, byte: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= byte).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let column = text.get(start..byte).map_or(0, |before| before.chars().count());
        (line, column + 1)
    }

    /// The byte at a line and column in characters, both from 1; the line's end if it is shorter.
    #[must_use]
    pub fn byte(&self, text: &str, line: usize, column: usize) -> usize {
        let line_text = self.line(text, line);
        let start = self.start(text, line);
        let at = line_text.char_indices().nth(column.saturating_sub(1));
        start + at.map_or(line_text.len(), |(at, _)| at)
    }

    /// Line from 0 and column in UTF-16 units from 0, as editors count, of a byte.
    #[must_use]
    pub fn utf16(&self, text: &str, byte: usize) -> (u32, u32) {
        let line = self.starts.partition_point(|start| *start <= byte).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let column = text.get(start..byte).map_or(0, |before| before.encode_utf16().count());
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        (small(line - 1), small(column))
    }

    /// The byte at a line from 0 and a column in UTF-16 units from 0; the line's end if it is shorter.
    #[must_use]
    pub fn byte_of_utf16(&self, text: &str, line: u32, column: u32) -> usize {
        let line = usize::try_from(line).unwrap_or(usize::MAX).saturating_add(1);
        let (line_text, start) = (self.line(text, line), self.start(text, line));
        let mut left = usize::try_from(column).unwrap_or(usize::MAX);
        for (at, c) in line_text.char_indices() {
            if left < c.len_utf16() {
                return start + at;
            }
            left -= c.len_utf16();
        }
        start + line_text.len()
    }

    fn start(&self, text: &str, line: usize) -> usize {
        self.starts.get(line.saturating_sub(1)).copied().unwrap_or(text.len())
    }

    /// A line without its end, counted from 1.
    #[must_use]
    pub fn line<'t>(&self, text: &'t str, line: usize) -> &'t str {
        let start = self.start(text, line);
        let end = self.starts.get(line).copied().unwrap_or(text.len());
        text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r'])
    }

    /// How many lines there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown<'s>(source: &'s str, node: &Located) -> &'s str {
        &source[node.start..node.end]
    }

    #[test]
    fn every_value_knows_its_bytes_whatever_its_style() {
        let source = "a: 甲 乙 # 注\nb: 'it''s'\nc: [x, {k: \"v\"}]\nd:\n  - p: 1\n    q: >-\n      a &&\n      b\n\n  # end\n  - 2\n";
        let root = read(source).unwrap();
        assert_eq!(shown(source, root.get("a").unwrap()), "甲 乙");
        assert_eq!(shown(source, root.get("b").unwrap()), "'it''s'");
        assert_eq!(shown(source, root.get("c").unwrap()), "[x, {k: \"v\"}]");
        let items = root.get("d").unwrap().items();
        assert_eq!(shown(source, &items[0]), "p: 1\n    q: >-\n      a &&\n      b");
        assert_eq!(shown(source, &items[1]), "2");
        let folded = items[0].get("q").unwrap();
        assert_eq!(folded.text(), Some("a && b"));
        let map = folded.bytes_in_source(source).unwrap();
        assert_eq!(&source[map[0]..map[1]], "a");
        assert_eq!(&source[map[2]..map[4]], "&&");
        assert_eq!(&source[map[5]..map[6]], "b");
        let quoted = root.get("b").unwrap();
        let map = quoted.bytes_in_source(source).unwrap();
        assert_eq!(&source[map[2]..map[3]], "''");
        assert_eq!(&source[map[3]..map[4]], "s");
    }

    #[test]
    fn editors_count_in_utf16_and_people_in_characters() {
        let text = "甲😀b\nc";
        let lines = Lines::of(text);
        let b = text.find('b').unwrap();
        assert_eq!(lines.place(text, b), (1, 3));
        assert_eq!(lines.utf16(text, b), (0, 3));
        assert_eq!(lines.byte_of_utf16(text, 0, 3), b);
        assert_eq!(lines.byte(text, 1, 3), b);
        assert_eq!(lines.byte_of_utf16(text, 9, 9), text.len());
        assert_eq!(lines.place(text, text.len()), (2, 2));
    }

    #[test]
    fn every_file_of_the_committed_packs_is_read_as_written() {
        let policies = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies");
        let mut scalars = 0;
        for folder in std::fs::read_dir(policies).unwrap().map(|entry| entry.unwrap().path()) {
            for path in std::fs::read_dir(&folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
                if path.extension().is_none_or(|extension| extension != "yaml") {
                    continue;
                }
                let source = std::fs::read_to_string(&path).unwrap();
                let mut todo = vec![read(&source).unwrap()];
                while let Some(node) = todo.pop() {
                    if let Some(text) = node.text() {
                        scalars += 1;
                        let map = node.bytes_in_source(&source).unwrap_or_else(|| panic!("{text}"));
                        assert_eq!(map.len(), text.len() + 1);
                        let last = text.char_indices().last().unwrap();
                        assert!(source[map[last.0]..].starts_with(last.1), "{text}");
                    }
                    todo.extend(node.items().iter().cloned());
                    todo.extend(node.entries().iter().map(|entry| entry.value.clone()));
                }
            }
        }
        assert!(scalars > 3_000, "{scalars}");
    }
}
