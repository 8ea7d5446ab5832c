//! Reads a file of cases against a pack: names that the pack does not have are mistakes of the file.

use super::expected::{Aspect, Case, Expectation, ExpectedAmount, ExpectedSum, ExpectedValue, What};
use crate::{
    assess::{Bound, Outcome},
    evaluate::Val,
    facts::{FactError, parse_json},
    finding::{Code, Finding},
    language::Type,
    pack::{
        Pack, Per,
        reader::{Map, Reader},
        yaml::{self, Kind, Node},
    },
    texts::sentence,
};
use std::fmt::Write as _;
use vocabulary::{Currency, Money, Text};

/// One mistake in a file of cases.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CaseMistake {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// Stable, for programs.
    pub code: String,
    /// What is wrong and what to do about it, in Chinese and English.
    pub text: (String, String),
}

impl CaseMistake {
    /// What is wrong and what to do about it.
    #[must_use]
    pub fn words(&self) -> Text {
        Text::new(self.text.0.clone(), self.text.1.clone())
    }

    fn of_finding(finding: &Finding) -> Self {
        let text = finding.text();
        Self {
            file: finding.file.clone(),
            line: finding.line,
            column: finding.column,
            code: finding.code.as_str().to_owned(),
            text: (text.zh, text.en),
        }
    }

    fn of_fact(file: &str, case: &Node, error: &FactError) -> Self {
        let top = error.field.split(['[', '.']).next().unwrap_or_default();
        let node = case.get("facts").and_then(|facts| facts.get(top)).or(case.get("facts")).unwrap_or(case);
        let text = sentence(&format!("refusal-{}", error.code.replace('.', "-")), &error.args);
        let words = |text: &str| format!("{}: {text}", error.field);
        Self {
            file: file.to_owned(),
            line: node.line,
            column: node.column,
            code: error.code.to_owned(),
            text: (words(&text.zh), words(&text.en)),
        }
    }
}

/// Reads a file of cases.
///
/// # Errors
/// Every mistake in it.
pub fn read(file: &str, text: &str, pack: &Pack) -> Result<Vec<Case>, Vec<CaseMistake>> {
    let mut findings = Vec::new();
    let mut mistakes = Vec::new();
    let mut cases = Vec::new();
    if let Some(root) = yaml::read(file, text, &mut findings) {
        let mut reader = Reader::new(file, &mut findings);
        if let Some(mut map) = reader.map(&root) {
            let nodes = map.need(&mut reader, "cases").map(|node| reader.list(node)).unwrap_or_default();
            map.end(&mut reader);
            for node in nodes {
                cases.extend(read_case(&mut reader, node, pack, &mut mistakes));
            }
        }
    }
    mistakes.extend(findings.iter().map(CaseMistake::of_finding));
    mistakes.sort();
    mistakes.dedup();
    if mistakes.is_empty() { Ok(cases) } else { Err(mistakes) }
}

fn read_case(
    reader: &mut Reader<'_>,
    node: &Node,
    pack: &Pack,
    mistakes: &mut Vec<CaseMistake>,
) -> Option<Case> {
    let mut map = reader.map(node)?;
    let name = map.need_text(reader, "name");
    let on = map.need(reader, "on").and_then(|node| reader.date(node));
    let known_on = map.take_date(reader, "known_on");
    let facts = map.need(reader, "facts").and_then(|facts| {
        let json = format!("{{\"facts\":{}}}", json(facts));
        match parse_json(&json, &pack.vocabulary) {
            Ok(facts) => Some(facts),
            Err(errors) => {
                let errors = errors.iter().map(|error| CaseMistake::of_fact(reader.file(), node, error));
                mistakes.extend(errors);
                None
            }
        }
    });
    let mut expected = Vec::new();
    let refused = map.take("refused");
    if let Some(node) = refused {
        reader.choice(node, &[("no_version", ())]);
        expected.push(at(node, What::NoVersion));
    }
    for (key, node) in entries(reader, map.take("expect")) {
        read_measure(reader, key, node, pack, &mut expected);
    }
    read_whole(reader, &mut map, pack, &mut expected);
    if map.take_string(reader, "because").is_none() && refused.is_some() {
        reader.report(node.finding(reader.file(), Code::KeyMissing).with("key", "because"));
    }
    map.end(reader);
    let expects = ["expect", "refused", "not_assessed", "versions", "bundle", "next", "derived"];
    if !expects.iter().any(|key| node.get(key).is_some()) {
        reader.report(node.finding(reader.file(), Code::KeyMissing).with("key", "expect"));
    }
    let file = reader.file().to_owned();
    Some(Case { file, line: node.line, name: name?, on: on?, known_on, facts: facts?, expected })
}

const fn at(node: &Node, what: What) -> Expectation {
    Expectation { line: node.line, column: node.column, what }
}

fn entries<'n>(reader: &mut Reader<'_>, node: Option<&'n Node>) -> &'n [(yaml::Key, Node)] {
    match node.map(|node| (&node.kind, node)) {
        None => &[],
        Some((Kind::Map(entries), _)) => entries,
        Some((_, node)) => {
            reader.report(node.finding(reader.file(), Code::WrongShape).with("expected", "map"));
            &[]
        }
    }
}

/// What concerns the whole answer: versions, bundle, next question, derived values.
fn read_whole(reader: &mut Reader<'_>, map: &mut Map<'_>, pack: &Pack, expected: &mut Vec<Expectation>) {
    for node in map.take_list(reader, "not_assessed") {
        let Some(text) = reader.string(node) else { continue };
        let (id, version) = match text.split_once('@') {
            Some((id, version)) => (id.to_owned(), Some(version.to_owned())),
            None => (text, None),
        };
        known_measure(reader, node, pack, &id);
        expected.push(at(node, What::NotAssessed { id, version }));
    }
    if let Some(node) = map.take("versions") {
        expected.push(at(node, What::Versions(strings(reader, node))));
    }
    if let Some(node) = map.take("bundle")
        && let Some(mut bundle) = reader.map(node)
    {
        if let Some(node) = bundle.take("total")
            && let Some(sum) = read_sum(reader, node)
        {
            expected.push(at(node, What::Total(sum)));
        }
        if let Some(node) = bundle.take("chosen") {
            expected.push(at(node, What::Chosen(measures(reader, node, pack))));
        }
        if let Some(node) = bundle.take("left_out") {
            expected.push(at(node, What::LeftOut(measures(reader, node, pack))));
        }
        for (key, node) in entries(reader, bundle.take("could_add")) {
            expected.push(at(node, What::CouldAdd(key.name.clone(), measures(reader, node, pack))));
        }
        bundle.end(reader);
    }
    if let Some(node) = map.take("next")
        && let Some(text) = reader.string(node)
    {
        let next = (text != "none").then_some(text);
        if let Some(name) = next.as_ref().filter(|name| pack.vocabulary.at(name).is_none()) {
            reader.report(node.finding(reader.file(), Code::FactUnknown).with("name", name));
        }
        expected.push(at(node, What::Next(next)));
    }
    for (key, node) in entries(reader, map.take("derived")) {
        if let Some(what) = read_derived(reader, key, node, pack) {
            expected.push(at(node, what));
        }
    }
}

fn strings(reader: &mut Reader<'_>, node: &Node) -> Vec<String> {
    reader.list(node).iter().filter_map(|node| reader.string(node)).collect()
}

fn measures(reader: &mut Reader<'_>, node: &Node, pack: &Pack) -> Vec<String> {
    let mut ids = Vec::new();
    for node in reader.list(node) {
        let Some(id) = reader.string(node) else { continue };
        known_measure(reader, node, pack, &id);
        ids.push(id);
    }
    ids
}

fn known_measure(reader: &mut Reader<'_>, node: &Node, pack: &Pack, id: &str) {
    if !pack.versions.iter().any(|version| version.measure(id).is_some()) {
        reader.report(node.finding(reader.file(), Code::MeasureUnknown).with("measure", id));
    }
}

fn read_measure(
    reader: &mut Reader<'_>,
    key: &yaml::Key,
    node: &Node,
    pack: &Pack,
    expected: &mut Vec<Expectation>,
) {
    let place = Node { kind: Kind::List(Vec::new()), line: key.line, column: key.column };
    known_measure(reader, &place, pack, &key.name);
    let Some(mut map) = reader.map(node) else { return };
    let mut add = |node: &Node, aspect: Aspect| {
        expected.push(at(node, What::Measure { id: key.name.clone(), aspect }));
    };
    let outcomes = [
        ("yes", Outcome::Yes),
        ("no", Outcome::No),
        ("unknown", Outcome::Unknown),
        ("refer", Outcome::Refer),
    ];
    if let Some(node) = map.take("outcome")
        && let Some(outcome) = reader.choice(node, &outcomes)
    {
        add(node, Aspect::Outcome(outcome));
    }
    if let Some(node) = map.take("version")
        && let Some(version) = reader.string(node)
    {
        add(node, Aspect::Version(version));
    }
    let pers =
        [("none", None), ("once", Some(Per::Once)), ("year", Some(Per::Year)), ("month", Some(Per::Month))];
    if let Some(node) = map.take("per")
        && let Some(per) = reader.choice(node, &pers)
    {
        add(node, Aspect::Per(per));
    }
    if let Some(node) = map.take("missing") {
        add(node, Aspect::Missing(strings(reader, node)));
    }
    if let Some(node) = map.take("why") {
        add(node, Aspect::Why(strings(reader, node)));
    }
    if let Some(node) = map.take("failed") {
        add(node, Aspect::Failed(strings(reader, node)));
    }
    let amount_node = map.take("amount");
    let margin_node = map.take("margin");
    let margin =
        margin_node.and_then(|node| reader.money(node, pack.currency)).map_or(0, |money| money.minor);
    if let Some(node) = amount_node
        && let Some(amount) = read_amount(reader, node, pack.currency, margin)
    {
        add(node, Aspect::Amount(amount));
    } else if let Some(node) = margin_node.filter(|_| amount_node.is_none()) {
        reader.report(node.finding(reader.file(), Code::KeyMissing).with("key", "amount"));
    }
    if let Some(node) = map.take("instalments")
        && let Some(count) = reader.count(node)
    {
        add(node, Aspect::Instalments(usize::try_from(count).unwrap_or(usize::MAX)));
    }
    // An expectation says which row of the sources it comes from.
    map.need(reader, "because").and_then(|node| reader.string(node));
    map.end(reader);
}

fn read_amount(
    reader: &mut Reader<'_>,
    node: &Node,
    currency: Currency,
    margin: i64,
) -> Option<ExpectedAmount> {
    let Kind::Map(_) = node.kind else {
        let text = reader.string(node)?;
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            let to = reader.money(node, currency)?.minor;
            let (about, at_most) = (false, false);
            return Some(ExpectedAmount::Stated { from: Some(to), to, currency, about, at_most, margin });
        }
        let states = [
            ("without", Bound::Without),
            ("known", Bound::Known),
            ("unknown", Bound::Unknown),
            ("not_read", Bound::NotRead),
            ("failed", Bound::Failed),
        ];
        return reader.choice(node, &states).map(ExpectedAmount::State);
    };
    let mut map = reader.map(node)?;
    let minor = map.take("minor").map(|node| reader.int(node));
    let from = map.take("from").map(|node| reader.int(node));
    let to = map.take("to").map(|node| reader.int(node));
    let own = map.take("currency").and_then(|node| reader.currency(node)).unwrap_or(currency);
    let (about, at_most) = (map.take_bool(reader, "about"), map.take_bool(reader, "at_most"));
    map.end(reader);
    let (from, to) = match (minor, from, to) {
        (Some(minor), None, None) => ((!at_most).then_some(minor?), minor?),
        (None, Some(from), Some(to)) => (Some(from?), to?),
        (None, None, Some(to)) if at_most => (None, to?),
        _ => {
            let finding = node.finding(reader.file(), Code::KeysTogether);
            reader.report(finding.with("keys", "minor; from, to"));
            return None;
        }
    };
    Some(ExpectedAmount::Stated { from, to, currency: own, about, at_most, margin })
}

fn read_sum(reader: &mut Reader<'_>, node: &Node) -> Option<ExpectedSum> {
    let mut map = reader.map(node)?;
    let from = map.need(reader, "from").and_then(|node| reader.int(node));
    let to = map.need(reader, "to").and_then(|node| reader.int(node));
    let currency = map.need(reader, "currency").and_then(|node| reader.currency(node));
    map.end(reader);
    Some(ExpectedSum { from: from?, to: to?, currency: currency? })
}

/// `name: value`, or `version/name: value`.
fn read_derived(reader: &mut Reader<'_>, key: &yaml::Key, node: &Node, pack: &Pack) -> Option<What> {
    let (version, name) = match key.name.split_once('/') {
        Some((version, name)) => (Some(version), name),
        None => (None, key.name.as_str()),
    };
    let versions = pack.versions.iter().filter(|found| version.is_none_or(|version| found.id == version));
    let derived = versions
        .flat_map(|version| &version.derived)
        .find(|found| found.name == name && found.list.is_none());
    let Some(derived) = derived else {
        let finding = Finding::new(reader.file(), key.line, key.column, Code::FactUnknown);
        reader.report(finding.with("name", &key.name));
        return None;
    };
    let text = reader.string(node)?;
    let plain = matches!(node.kind, Kind::Scalar { plain: true, .. });
    let value = match text.as_str() {
        "unknown" if plain => ExpectedValue::Unknown,
        "failed" if plain => ExpectedValue::Failed,
        "none" if plain => ExpectedValue::Known(Val::None, text),
        _ => {
            let value = match derived.expression.type_of() {
                Type::Bool => Val::Bool(reader.bool(node)?),
                Type::Int => Val::Int(reader.int(node)?),
                Type::Decimal => Val::Decimal(reader.decimal(node)?),
                Type::Money(currency) => Val::Money(reader.money(node, *currency)?),
                Type::Date => Val::Date(reader.date(node)?),
                Type::Class(scheme) => {
                    let index = pack.vocabulary.scheme_index(scheme)?;
                    let known = pack.vocabulary.schemes().get(index)?;
                    let Some(class) = known.index_of(&text) else {
                        let finding = node.finding(reader.file(), Code::RowClassUnknown).with("class", &text);
                        reader.report(finding.with("scheme", scheme).with("allowed", known.ids()));
                        return None;
                    };
                    Val::Class { scheme: index, index: class }
                }
                _ => Val::Text(text.as_str().into()),
            };
            ExpectedValue::Known(value, text)
        }
    };
    Some(What::Derived { version: version.map(str::to_owned), name: name.to_owned(), value })
}

/// Facts as JSON: quoted scalars are text, plain ones numbers and truth values where they look like it.
fn json(node: &Node) -> String {
    let mut out = String::new();
    write_json(node, &mut out);
    out
}

/// As deep as YAML is nested, which is limited.
fn write_json(node: &Node, out: &mut String) {
    match &node.kind {
        Kind::Scalar { text, plain, .. } => {
            let bare = *plain && (text == "true" || text == "false" || text.parse::<i64>().is_ok());
            if bare {
                // `007` and `+5` are numbers to YAML and none to JSON.
                let number = text.parse::<i64>().map_or_else(|_| text.clone(), |number| number.to_string());
                out.push_str(&number);
            } else {
                out.push_str(&serde_json::Value::from(text.as_str()).to_string());
            }
        }
        Kind::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_json(item, out);
            }
            out.push(']');
        }
        Kind::Map(entries) => {
            out.push('{');
            for (index, (key, value)) in entries.iter().enumerate() {
                let comma = if index > 0 { "," } else { "" };
                let _ = write!(out, "{comma}{}:", serde_json::Value::from(key.name.as_str()));
                write_json(value, out);
            }
            out.push('}');
        }
    }
}

/// An amount as a file of cases writes it.
pub(super) fn shown(minor: i64, currency: Currency) -> String {
    Money::new(minor, currency).to_string()
}
