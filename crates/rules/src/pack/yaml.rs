//! YAML as a tree in which every value knows its line and column. Anchors, aliases and tags are refused: a pack says what
//! it says where it says it.

use crate::{
    finding::{Code, Finding},
    limits,
};
use saphyr_parser::{Event, Parser, ScalarStyle, Span};

/// A key with its place.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// A value with its place, both counted from 1.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Scalar {
        text: String,
        /// Written without quotes.
        plain: bool,
        /// On one line: a place within it can be counted.
        one_line: bool,
    },
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

impl Node {
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let Kind::Map(entries) = &self.kind else { return None };
        entries.iter().find(|(found, _)| found.name == key).map(|(_, node)| node)
    }

    pub(crate) fn finding(&self, file: &str, code: Code) -> Finding {
        Finding::new(file, self.line, self.column, code)
    }

    /// Line and column of the character at a byte of a scalar's text.
    pub(crate) fn place(&self, byte: usize) -> (usize, usize) {
        match &self.kind {
            Kind::Scalar { text, plain, one_line: true } => {
                let before = text.get(..byte).map_or(0, |before| before.chars().count());
                (self.line, self.column + before + usize::from(!plain))
            }
            _ => (self.line, self.column),
        }
    }
}

/// What is open while the events come in.
enum Open {
    List(Node),
    /// With the key whose value comes next.
    Map(Node, Option<Key>),
}

/// Reads one document. Nothing if it could not be read; the findings say why.
pub(crate) fn read(file: &str, text: &str, findings: &mut Vec<Finding>) -> Option<Node> {
    if text.len() > limits::FILE_BYTES {
        findings.push(Finding::new(file, 1, 1, Code::FileTooLarge).with("max", limits::FILE_BYTES));
        return None;
    }
    let mut building = Building { file, findings, open: Vec::new(), root: None, documents: 0, nodes: 0 };
    let before = building.findings.len();
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => {
                if !building.event(event, span) {
                    return None;
                }
            }
            Err(error) => {
                let (line, column) = (error.marker().line(), error.marker().col() + 1);
                let finding =
                    Finding::new(file, line, column, Code::YamlBroken).with("problem", error.info());
                building.findings.push(finding);
                return None;
            }
        }
    }
    let (root, broken) = (building.root.take(), building.findings.len() > before);
    match root {
        _ if broken => None,
        None => {
            findings.push(Finding::new(file, 1, 1, Code::WrongShape).with("expected", "map"));
            None
        }
        root => root,
    }
}

struct Building<'a> {
    file: &'a str,
    findings: &'a mut Vec<Finding>,
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    nodes: usize,
}

impl Building<'_> {
    fn report(&mut self, span: Span, code: Code) -> bool {
        let (line, column) = (span.start.line(), span.start.col() + 1);
        self.findings.push(Finding::new(self.file, line, column, code));
        false
    }

    /// Takes one event; `false` if reading must stop.
    fn event(&mut self, event: Event<'_>, span: Span) -> bool {
        let (line, column) = (span.start.line(), span.start.col() + 1);
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => true,
            Event::DocumentStart(_) => {
                self.documents += 1;
                self.documents == 1 || self.report(span, Code::YamlDocuments)
            }
            Event::Alias(_) => self.report(span, Code::YamlAlias),
            Event::Scalar(_, _, anchor, _)
            | Event::SequenceStart(anchor, _)
            | Event::MappingStart(anchor, _)
                if anchor != 0 =>
            {
                self.report(span, Code::YamlAlias)
            }
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, Some(_))
            | Event::MappingStart(_, Some(_)) => self.report(span, Code::YamlTag),
            Event::Scalar(text, style, _, None) => {
                let one_line = span.start.line() == span.end.line();
                let plain = style == ScalarStyle::Plain;
                let kind = Kind::Scalar { text: text.into_owned(), plain, one_line };
                self.place(Node { kind, line, column }, span)
            }
            Event::SequenceStart(..) => {
                self.open.push(Open::List(Node { kind: Kind::List(Vec::new()), line, column }));
                self.open.len() <= limits::YAML_DEPTH || self.report(span, Code::YamlTooLarge)
            }
            Event::MappingStart(..) => {
                self.open.push(Open::Map(Node { kind: Kind::Map(Vec::new()), line, column }, None));
                self.open.len() <= limits::YAML_DEPTH || self.report(span, Code::YamlTooLarge)
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open::List(node) | Open::Map(node, _)) => self.place(node, span),
                None => true,
            },
        }
    }

    /// Puts a finished value where it belongs.
    fn place(&mut self, node: Node, span: Span) -> bool {
        self.nodes += 1;
        if self.nodes > limits::YAML_NODES {
            return self.report(span, Code::YamlTooLarge);
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(list)) => {
                if let Kind::List(items) = &mut list.kind {
                    items.push(node);
                    if items.len() > limits::YAML_ITEMS {
                        return self.report(span, Code::YamlTooLarge);
                    }
                }
            }
            Some(Open::Map(map, key)) => match (key.take(), node.kind) {
                (Some(key), kind) => {
                    if let Kind::Map(entries) = &mut map.kind {
                        if entries.iter().any(|(other, _)| other.name == key.name) {
                            let finding = Finding::new(self.file, key.line, key.column, Code::KeyTwice);
                            self.findings.push(finding.with("key", &key.name));
                        }
                        entries.push((key, Node { kind, line: node.line, column: node.column }));
                        if entries.len() > limits::YAML_KEYS {
                            return self.report(span, Code::YamlTooLarge);
                        }
                    }
                }
                (None, Kind::Scalar { text, .. }) => {
                    *key = Some(Key { name: text, line: node.line, column: node.column });
                }
                (None, _) => {
                    let finding = Finding::new(self.file, node.line, node.column, Code::WrongShape);
                    self.findings.push(finding.with("expected", "key"));
                    return false;
                }
            },
        }
        true
    }
}
