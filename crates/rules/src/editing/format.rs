//! One form for the files of a pack: expressions in one spelling, keys in the order of docs/packs.md, quotes around
//! expressions only where YAML needs them, no spaces at the ends of lines. Comments, blank lines, texts and their quotes
//! stay. Where the result would not say the same, the text stays as it is.

use super::{
    located::{self, Entry, Located, Style},
    spot::root_shape,
};
use crate::{
    language::parse,
    schema::{Kind, Shape, shape},
};

/// A file in that form; as it is, if it is not YAML of a pack.
#[must_use]
pub fn format(text: &str) -> String {
    let Some(root) = located::read(text) else { return text.to_owned() };
    let Some(whole) = root_shape(|key| root.get(key).is_some()) else { return text.to_owned() };
    let mut edits = Vec::new();
    walk(&root, Kind::Map(whole.name), false, &mut |node, kind, flow| {
        if kind == Kind::Expression {
            edits.extend(expression(text, node, flow));
        }
    });
    let mut formatted = apply(text, edits);
    // Each change of order moves what stands below: the places are read anew.
    for _ in 0..10_000 {
        let Some(root) = located::read(&formatted) else { return text.to_owned() };
        let mut change = None;
        walk(&root, Kind::Map(whole.name), false, &mut |node, kind, _| {
            if change.is_none()
                && let Kind::Map(name) = kind
                && let Some(shape) = shape(name)
            {
                change = in_order(&formatted, node, shape);
            }
        });
        let Some(change) = change else { break };
        formatted = apply(&formatted, vec![change]);
    }
    let formatted = ends_of_lines(&formatted);
    let same = located::read(&formatted)
        .is_some_and(|again| said(&again, Kind::Map(whole.name)) == said(&root, Kind::Map(whole.name)));
    if same { formatted } else { text.to_owned() }
}

/// Bytes and what stands there instead.
type Edit = (usize, usize, String);

fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(start, ..)| *start);
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for (start, end, new) in edits {
        if start < at {
            continue;
        }
        out.push_str(text.get(at..start).unwrap_or_default());
        out.push_str(&new);
        at = end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Every value with what it is. As deep as YAML is nested, which is limited.
fn walk(node: &Located, kind: Kind, flow: bool, visit: &mut dyn FnMut(&Located, Kind, bool)) {
    let kind = match kind {
        Kind::Either(a, b) => {
            let is_first = match (&node.kind, a) {
                (located::Kind::Map { .. }, Kind::Map(_) | Kind::Text)
                | (located::Kind::List { .. }, Kind::List(_)) => true,
                (located::Kind::Scalar { .. }, kind) => {
                    !matches!(kind, Kind::Map(_) | Kind::Text | Kind::List(_))
                }
                _ => false,
            };
            if is_first { *a } else { *b }
        }
        kind => kind,
    };
    visit(node, kind, flow);
    match (&node.kind, kind) {
        (located::Kind::List { items, flow: own }, Kind::List(of)) => {
            for item in items {
                walk(item, *of, flow || *own, visit);
            }
        }
        (located::Kind::Map { entries, flow: own }, Kind::Map(name)) => {
            let Some(shape) = shape(name) else { return };
            for entry in entries {
                if let Some(key) = shape.key(&entry.key) {
                    walk(&entry.value, key.kind, flow || *own, visit);
                }
            }
        }
        (located::Kind::Map { entries, flow: own }, Kind::Named(of)) => {
            for entry in entries {
                walk(&entry.value, *of, flow || *own, visit);
            }
        }
        _ => {}
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An expression in its one spelling.
fn expression(text: &str, node: &Located, flow: bool) -> Option<Edit> {
    let located::Kind::Scalar { text: written, style } = &node.kind else { return None };
    // A comment in an expression has no place in a tree.
    if written.contains("//") {
        return None;
    }
    let tree = parse(written).ok()?;
    let printed = tree.print();
    let source = text.get(node.start..node.end)?;
    let is_same = one_line(written) == printed;
    if *style == Style::Block {
        // How its author broke the lines stays.
        if is_same {
            return None;
        }
        let indent = source.lines().nth(1).map(|line| line.len() - line.trim_start().len())?;
        let head = source.lines().next()?;
        let lines = tree.print_lines().into_iter().map(|line| format!("\n{}{line}", " ".repeat(indent)));
        return Some((node.start, node.end, format!("{head}{}", lines.collect::<String>())));
    }
    if source.contains('\n') && is_same {
        return None;
    }
    let new = if is_plain(&printed, flow) { printed } else { format!("'{}'", printed.replace('\'', "''")) };
    (new != source).then_some((node.start, node.end, new))
}

/// Whether YAML reads a text without quotes as that text.
fn is_plain(text: &str, flow: bool) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    let begins = !"!\"'[]{}&*#|>@%`,?:- \t".contains(first);
    let inside = !text.contains(": ") && !text.contains(" #") && !text.ends_with(':') && !text.ends_with(' ');
    let in_flow = !flow || !text.contains([',', '[', ']', '{', '}']);
    // `true` and numbers are texts to the loader, and something else to others.
    begins && inside && in_flow && !text.contains(['\n', '\t'])
}

/// The keys of one mapping in the order of its shape.
fn in_order(text: &str, node: &Located, shape: &Shape) -> Option<Edit> {
    let located::Kind::Map { entries, flow } = &node.kind else { return None };
    let place = |entry: &&Entry| shape.keys.iter().position(|key| key.name == entry.key);
    let places: Vec<usize> = entries.iter().map(|entry| place(&entry)).collect::<Option<_>>()?;
    if places.is_sorted() {
        return None;
    }
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|index| places.get(*index));
    if *flow { in_brackets(text, node, entries, &order) } else { by_lines(text, entries, &order) }
}

fn in_brackets(text: &str, node: &Located, entries: &[Entry], order: &[usize]) -> Option<Edit> {
    let whole = text.get(node.start..node.end)?;
    if whole.contains('\n') {
        return None;
    }
    let (start, end) = (entries.first()?.key_start, entries.last()?.value.end);
    let part = |index: &usize| {
        let entry = entries.get(*index)?;
        text.get(entry.key_start..entry.value.end)
    };
    let parts: Vec<&str> = order.iter().map(part).collect::<Option<_>>()?;
    Some((start, end, parts.join(", ")))
}

/// Moves whole lines, each entry with the comments right above it.
fn by_lines(text: &str, entries: &[Entry], order: &[usize]) -> Option<Edit> {
    let line_start = |byte: usize| text.get(..byte).and_then(|head| head.rfind('\n')).map_or(0, |at| at + 1);
    let first = entries.first()?;
    let prefix = text.get(line_start(first.key_start)..first.key_start)?;
    let indent = " ".repeat(prefix.chars().count());
    // Where each entry's lines begin.
    let mut starts = vec![line_start(first.key_start)];
    for pair in entries.windows(2) {
        let [before, entry] = pair else { return None };
        let mut start = line_start(entry.key_start);
        if !text.get(start..entry.key_start)?.trim().is_empty() || start < before.value.end {
            return None;
        }
        while start > 0 {
            let above = line_start(start - 1);
            let is_comment = text.get(above..start)?.trim_start().starts_with('#');
            if !is_comment || above < before.value.end {
                break;
            }
            start = above;
        }
        starts.push(start);
    }
    let last = entries.last()?.value.end;
    let end = text.get(last..)?.find('\n').map_or(text.len(), |at| last + at + 1);
    starts.push(end);
    let mut out = String::new();
    for (place, index) in order.iter().enumerate() {
        let entry = entries.get(*index)?;
        let (from, to) = (*starts.get(*index)?, *starts.get(index + 1)?);
        let comments = if *index == 0 { "" } else { text.get(from..line_start(entry.key_start))? };
        out.push_str(comments);
        out.push_str(if place == 0 { prefix } else { &indent });
        out.push_str(text.get(entry.key_start..to)?);
        if !out.ends_with('\n') {
            out.push('\n');
        }
    }
    Some((*starts.first()?, end, out))
}

/// No spaces at the ends of lines, but inside texts over several lines; one line break at the end.
fn ends_of_lines(text: &str) -> String {
    let mut kept: Vec<(usize, usize)> = Vec::new();
    if let Some(root) = located::read(text) {
        let mut todo = vec![&root];
        while let Some(node) = todo.pop() {
            if node.text().is_some() && text.get(node.start..node.end).is_some_and(|text| text.contains('\n'))
            {
                kept.push((node.start, node.end));
            }
            todo.extend(node.items());
            todo.extend(node.entries().iter().map(|entry| &entry.value));
        }
    }
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let body = line.trim_end_matches(['\n', '\r']);
        if kept.iter().any(|(start, stop)| at <= *stop && end > *start) {
            out.push_str(body);
        } else {
            out.push_str(body.trim_end());
        }
        out.push('\n');
        at = end;
    }
    let length = out.trim_end_matches('\n').len();
    out.truncate(length);
    out.push('\n');
    out
}

/// What a file says, whatever its form.
fn said(node: &Located, kind: Kind) -> Vec<String> {
    let mut all = Vec::new();
    say(node, Some(kind), "", &mut all);
    all.sort();
    all
}

/// As deep as YAML is nested, which is limited.
fn say(node: &Located, kind: Option<Kind>, path: &str, all: &mut Vec<String>) {
    match (&node.kind, kind) {
        (located::Kind::Scalar { text, .. }, kind) => {
            let tree = parse(text).ok().filter(|_| kind == Some(Kind::Expression));
            all.push(format!("{path}={}", tree.map_or_else(|| text.clone(), |tree| tree.print())));
        }
        (located::Kind::List { items, .. }, kind) => {
            let of = match kind {
                Some(Kind::List(of)) => Some(*of),
                Some(Kind::Either(_, Kind::List(of))) => Some(**of),
                _ => None,
            };
            all.push(format!("{path}#{}", items.len()));
            for (index, item) in items.iter().enumerate() {
                say(item, of, &format!("{path}[{index}]"), all);
            }
        }
        (located::Kind::Map { entries, .. }, kind) => {
            let shape = match kind {
                Some(Kind::Map(name)) => shape(name),
                Some(Kind::Either(_, Kind::Map(name))) => shape(name),
                _ => None,
            };
            all.push(format!("{path}:{}", entries.len()));
            for entry in entries {
                let kind = shape.and_then(|shape| shape.key(&entry.key)).map(|key| key.kind);
                say(&entry.value, kind, &format!("{path}.{}", entry.key), all);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNTIDY: &str = "# top\nfamily: f\nversion: v1   \nmeasures:\n  # about m\n  - title: {en: M, zh: 措施}\n    # why\n    conditions:\n      - {expr: '(a)&&b', id: c, text: {zh: 条, en: C}}\n      - id: d   # behind\n        text: {zh: 条, en: C}\n        expr: >-\n          a||\n            (b && c)\n    id: m\n    article: \"5\"\n    summary: {zh: \"甲: 乙\", en: x}\n    kind: money\n    amount: {per: once, expr: 't[\"A\"]'}\n    refer: {when: '! a', text: {zh: 核, en: R}}\n";

    const TIDY: &str = "# top\nversion: v1\nfamily: f\nmeasures:\n  # about m\n  - id: m\n    title: {en: M, zh: 措施}\n    article: \"5\"\n    kind: money\n    summary: {zh: \"甲: 乙\", en: x}\n    # why\n    conditions:\n      - {id: c, expr: a && b, text: {zh: 条, en: C}}\n      - id: d   # behind\n        expr: >-\n          a\n          || b && c\n        text: {zh: 条, en: C}\n    refer: {when: '!a', text: {zh: 核, en: R}}\n    amount: {expr: 't[\"A\"]', per: once}\n";

    #[test]
    fn keys_come_in_order_expressions_in_one_spelling_and_comments_stay() {
        assert_eq!(format(UNTIDY), TIDY);
    }

    #[test]
    fn what_is_formatted_stays_as_it_is() {
        assert_eq!(format(TIDY), TIDY);
        for text in ["", "a: [", "just words\n", "version: v1\nmeasures: &x []\n"] {
            assert_eq!(format(text), text);
        }
    }

    #[test]
    fn what_cannot_be_read_is_left_alone() {
        let text = "version: v1\nderived:\n  - {name: a, expr: 'a &&', type: bool}\n  - {name: b, expr: 'a // why', type: bool}\n";
        let formatted = format(text);
        assert!(formatted.contains("expr: 'a &&'") && formatted.contains("expr: 'a // why'"), "{formatted}");
        assert!(formatted.contains("{name: a, type: bool, expr"), "{formatted}");
    }

    #[test]
    fn the_committed_packs_say_the_same_when_they_are_formatted() {
        let policies = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies");
        let mut files = 0;
        for folder in std::fs::read_dir(policies).unwrap().map(|entry| entry.unwrap().path()) {
            for path in std::fs::read_dir(&folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
                if path.extension().is_some_and(|extension| extension == "yaml") {
                    let text = std::fs::read_to_string(&path).unwrap();
                    let formatted = format(&text);
                    assert_eq!(format(&formatted), formatted, "{}", path.display());
                    let comments =
                        |text: &str| text.lines().filter(|line| line.trim_start().starts_with('#')).count();
                    assert_eq!(comments(&formatted), comments(&text), "{}", path.display());
                    files += 1;
                }
            }
        }
        assert!(files > 12);
    }
}
