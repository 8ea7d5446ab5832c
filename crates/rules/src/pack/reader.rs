//! Reads the values of a YAML tree, and reports each that is not what it should be.

use super::{
    overlay::ORIGIN,
    yaml::{Kind, Node},
};
use crate::{
    finding::{Code, Finding},
    language::Type,
    ratio::Ratio,
};
use jiff::civil::Date;
use std::collections::BTreeMap;
use vocabulary::{Currency, Money, Text};

/// Reads one file's values into one list of findings.
pub(crate) struct Reader<'a> {
    file: String,
    findings: &'a mut Vec<Finding>,
    /// The article of what is being read, for its findings.
    pub(crate) article: Option<String>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(file: &str, findings: &'a mut Vec<Finding>) -> Self {
        Self { file: file.to_owned(), findings, article: None }
    }

    pub(crate) const fn findings(&mut self) -> &mut Vec<Finding> {
        self.findings
    }

    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    pub(crate) fn report(&mut self, mut finding: Finding) {
        finding.article = finding.article.or_else(|| self.article.clone());
        self.findings.push(finding);
    }

    fn shape(&mut self, node: &Node, expected: &str) {
        self.report(node.finding(&self.file, Code::WrongShape).with("expected", expected));
    }

    pub(crate) fn map<'n>(&mut self, node: &'n Node) -> Option<Map<'n>> {
        if let Some(Kind::Scalar { text, .. }) = node.get(ORIGIN).map(|node| &node.kind) {
            self.file.clone_from(text);
        }
        if matches!(node.kind, Kind::Map(_)) {
            Some(Map { node, asked: Vec::new() })
        } else {
            self.shape(node, "map");
            None
        }
    }

    pub(crate) fn list<'n>(&mut self, node: &'n Node) -> &'n [Node] {
        if let Kind::List(items) = &node.kind {
            items
        } else {
            self.shape(node, "list");
            &[]
        }
    }

    pub(crate) fn string(&mut self, node: &Node) -> Option<String> {
        match &node.kind {
            Kind::Scalar { text, .. } if !text.trim().is_empty() => Some(text.clone()),
            Kind::Scalar { .. } => {
                self.shape(node, "text");
                None
            }
            _ => {
                self.shape(node, "value");
                None
            }
        }
    }

    /// A value of some form; `code` says that it has another.
    fn parsed<T>(&mut self, node: &Node, code: Code, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.string(node)?;
        let value = parse(&text);
        if value.is_none() {
            self.report(node.finding(&self.file, code).with("found", text));
        }
        value
    }

    /// `[a-z][a-z0-9_]*`.
    pub(crate) fn name(&mut self, node: &Node) -> Option<String> {
        self.parsed(node, Code::NotAName, |text| {
            let fits = text.starts_with(|c: char| c.is_ascii_lowercase())
                && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
            fits.then(|| text.to_owned())
        })
    }

    pub(crate) fn date(&mut self, node: &Node) -> Option<Date> {
        self.parsed(node, Code::NotADate, |text| if text.len() == 10 { text.parse().ok() } else { None })
    }

    pub(crate) fn bool(&mut self, node: &Node) -> Option<bool> {
        self.parsed(node, Code::NotABool, |text| text.parse().ok())
    }

    pub(crate) fn int(&mut self, node: &Node) -> Option<i64> {
        self.parsed(node, Code::NotANumber, |text| text.parse().ok())
    }

    pub(crate) fn count(&mut self, node: &Node) -> Option<u32> {
        self.parsed(node, Code::NotANumber, |text| text.parse().ok().filter(|count| *count <= 1200))
    }

    pub(crate) fn decimal(&mut self, node: &Node) -> Option<Ratio> {
        self.parsed(node, Code::NotANumber, Ratio::parse)
    }

    pub(crate) fn money(&mut self, node: &Node, currency: Currency) -> Option<Money> {
        self.parsed(node, Code::NotAnAmount, |text| Money::parse(text, currency).ok())
    }

    pub(crate) fn currency(&mut self, node: &Node) -> Option<Currency> {
        let text = self.string(node)?;
        let currency = Currency::from_code(&text);
        if currency.is_none() {
            let finding = node.finding(&self.file, Code::NotOneOf).with("found", text);
            self.report(finding.with("allowed", "CNY, EUR, CAD"));
        }
        currency
    }

    pub(crate) fn choice<T: Copy>(&mut self, node: &Node, choices: &[(&str, T)]) -> Option<T> {
        let text = self.string(node)?;
        let found = choices.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
        if found.is_none() {
            let allowed = choices.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
            let finding = node.finding(&self.file, Code::NotOneOf).with("found", text);
            self.report(finding.with("allowed", allowed));
        }
        found
    }

    /// `{zh: …, en: …}`, and the instrument's language besides.
    pub(crate) fn text(&mut self, node: &Node) -> Option<Text> {
        let Kind::Map(entries) = &node.kind else {
            self.shape(node, "{zh: …, en: …}");
            return None;
        };
        let mut by_language = BTreeMap::new();
        for (key, value) in entries {
            let is_language = key.name.len() == 2 && key.name.bytes().all(|b| b.is_ascii_lowercase());
            if !is_language {
                let finding = Finding::new(self.file.clone(), key.line, key.column, Code::KeyUnknown);
                self.report(finding.with("key", &key.name).with("allowed", "zh, en, pt, fr"));
            } else if let Some(text) = self.string(value) {
                by_language.insert(key.name.clone(), text);
            }
        }
        let mut language = |code: &str| {
            let text = by_language.remove(code);
            if text.is_none() {
                self.report(node.finding(&self.file, Code::TextMissing).with("language", code));
            }
            text
        };
        let (zh, en) = (language("zh"), language("en"));
        Some(Text { zh: zh?, en: en?, others: by_language })
    }

    /// The type of a parameter, table or derived value.
    pub(crate) fn value_type(&mut self, map: &mut Map<'_>, currency: Currency) -> Option<Type> {
        let name = map.need(self, "type").and_then(|node| {
            let names = ["bool", "int", "decimal", "money", "date", "string", "enum"];
            self.choice(node, &names.map(|name| (name, name)))
        });
        let own = map.take("currency").and_then(|node| self.currency(node)).unwrap_or(currency);
        let scheme = map.take("scheme");
        Some(match name? {
            "bool" => Type::Bool,
            "int" => Type::Int,
            "decimal" => Type::Decimal,
            "money" => Type::Money(own),
            "date" => Type::Date,
            "string" => Type::Text,
            _ => {
                let scheme = scheme.or_else(|| map.need(self, "scheme"))?;
                Type::Class(self.name(scheme)?.into())
            }
        })
    }
}

/// A mapping while it is read: knows which keys were asked for, so that any other is reported.
pub(crate) struct Map<'n> {
    pub(crate) node: &'n Node,
    asked: Vec<&'static str>,
}

impl<'n> Map<'n> {
    /// A key that may be there.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<&'n Node> {
        self.asked.push(key);
        self.node.get(key)
    }

    /// A key that must be there.
    pub(crate) fn need(&mut self, reader: &mut Reader<'_>, key: &'static str) -> Option<&'n Node> {
        let found = self.take(key);
        if found.is_none() {
            let finding = self.node.finding(reader.file(), Code::KeyMissing).with("key", key);
            reader.report(finding);
        }
        found
    }

    /// Reports every key that was not asked for.
    pub(crate) fn end(self, reader: &mut Reader<'_>) {
        let Kind::Map(entries) = &self.node.kind else { return };
        for (key, _) in entries {
            if key.name != ORIGIN && !self.asked.contains(&key.name.as_str()) {
                let mut allowed = self.asked.clone();
                allowed.dedup();
                let finding = Finding::new(reader.file(), key.line, key.column, Code::KeyUnknown);
                reader.report(finding.with("key", &key.name).with("allowed", allowed.join(", ")));
            }
        }
    }

    pub(crate) fn need_text(&mut self, reader: &mut Reader<'_>, key: &'static str) -> Option<Text> {
        self.need(reader, key).and_then(|node| reader.text(node))
    }

    pub(crate) fn take_text(&mut self, reader: &mut Reader<'_>, key: &'static str) -> Option<Text> {
        self.take(key).and_then(|node| reader.text(node))
    }

    pub(crate) fn need_name(&mut self, reader: &mut Reader<'_>, key: &'static str) -> Option<String> {
        self.need(reader, key).and_then(|node| reader.name(node))
    }

    pub(crate) fn take_string(&mut self, reader: &mut Reader<'_>, key: &'static str) -> Option<String> {
        self.take(key).and_then(|node| reader.string(node))
    }

    pub(crate) fn take_date(&mut self, reader: &mut Reader<'_>, key: &'static str) -> Option<Date> {
        self.take(key).and_then(|node| reader.date(node))
    }

    pub(crate) fn take_bool(&mut self, reader: &mut Reader<'_>, key: &'static str) -> bool {
        self.take(key).and_then(|node| reader.bool(node)).unwrap_or(false)
    }

    pub(crate) fn take_list(&mut self, reader: &mut Reader<'_>, key: &'static str) -> &'n [Node] {
        self.take(key).map(|node| reader.list(node)).unwrap_or_default()
    }
}
