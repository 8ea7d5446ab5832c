//! Reads the parameters and tables of a version.

use super::{
    Cell, Dated, Parameter, Row, Table, TableKey,
    load_bands::{check_bands, read_band, read_key},
    load_version::{PackFrame, read_sources},
    reader::{Map, Reader},
    yaml::{Kind, Node},
};
use crate::{
    evaluate::{Estimate, Val},
    facts::Value,
    finding::Code,
    language::Type,
};
use vocabulary::Currency;

pub(super) fn read_parameter(
    reader: &mut Reader<'_>,
    node: &Node,
    frame: &PackFrame<'_>,
) -> Option<Parameter> {
    let mut map = reader.map(node)?;
    let name = map.need_name(reader, "name");
    reader.article = map.take_string(reader, "article");
    let article = reader.article.clone();
    let title = map.need_text(reader, "title");
    let sources = read_sources(reader, &mut map, frame);
    let kind = read_type(reader, &mut map, frame);
    let nodes = map.need(reader, "values").map(|node| reader.list(node)).unwrap_or_default();
    map.end(reader);
    let kind = kind?;
    let mut values: Vec<Dated> = Vec::new();
    for node in nodes {
        let Some(dated) = read_dated(reader, node, &kind, frame) else { continue };
        // Two values on one day could both be meant.
        if let Some(last) = values.last() {
            let overlaps = dated.from <= last.from || last.until.is_some_and(|until| dated.from < until);
            if overlaps {
                let finding = node.finding(reader.file(), Code::ParameterOverlap);
                reader.report(finding.with("date", dated.from));
            }
        }
        values.push(dated);
    }
    reader.article = None;
    Some(Parameter { name: name?, title: title?, sources, article, values, kind })
}

fn read_dated(reader: &mut Reader<'_>, node: &Node, kind: &Type, frame: &PackFrame<'_>) -> Option<Dated> {
    let mut map = reader.map(node)?;
    let from = map.need(reader, "from").and_then(|node| reader.date(node));
    let until = map.take_date(reader, "until");
    let known_from = map.take_date(reader, "known_from");
    let value = map.need(reader, "value").and_then(|node| read_value(reader, node, kind, frame));
    map.end(reader);
    let from = from?;
    if until.is_some_and(|until| until <= from) {
        reader.report(node.finding(reader.file(), Code::DatesReversed));
    }
    let (value, shown) = value?;
    Some(Dated { from, until, known_from, cell: Cell::Exact(shown), value })
}

/// The type of values, its scheme checked.
pub(super) fn read_type(reader: &mut Reader<'_>, map: &mut Map<'_>, frame: &PackFrame<'_>) -> Option<Type> {
    let kind = reader.value_type(map, frame.currency)?;
    if let Type::Class(scheme) = &kind
        && frame.vocabulary.scheme(scheme).is_none()
    {
        reader.report(map.node.finding(reader.file(), Code::SchemeUnknown).with("name", scheme));
        return None;
    }
    Some(kind)
}

pub(super) fn read_value(
    reader: &mut Reader<'_>,
    node: &Node,
    kind: &Type,
    frame: &PackFrame<'_>,
) -> Option<(Val, Value)> {
    Some(match kind {
        Type::Bool => reader.bool(node).map(|value| (Val::Bool(value), Value::Bool(value)))?,
        Type::Int => reader.int(node).map(|value| (Val::Int(value), Value::Int(value)))?,
        Type::Decimal => reader.decimal(node).map(|value| (Val::Decimal(value), Value::Decimal(value)))?,
        Type::Money(currency) => {
            reader.money(node, *currency).map(|value| (Val::Money(value), Value::Money(value)))?
        }
        Type::Date => reader.date(node).map(|value| (Val::Date(value), Value::Date(value)))?,
        Type::Class(scheme) => {
            let id = reader.string(node)?;
            (read_class(reader, node, scheme, &id, frame)?, Value::Text(id))
        }
        _ => {
            let text = reader.string(node)?;
            (Val::Text(text.as_str().into()), Value::Text(text))
        }
    })
}

fn read_class(
    reader: &mut Reader<'_>,
    node: &Node,
    scheme: &str,
    id: &str,
    frame: &PackFrame<'_>,
) -> Option<Val> {
    let index = frame.vocabulary.scheme_index(scheme)?;
    let known = frame.vocabulary.schemes().get(index)?;
    match known.index_of(id) {
        Some(class) => Some(Val::Class { scheme: index, index: class }),
        None => {
            let finding = node.finding(reader.file(), Code::RowClassUnknown).with("class", id);
            reader.report(finding.with("scheme", scheme).with("allowed", known.ids()));
            None
        }
    }
}

pub(super) fn read_table(reader: &mut Reader<'_>, node: &Node, frame: &PackFrame<'_>) -> Option<Table> {
    let mut map = reader.map(node)?;
    let name = map.need_name(reader, "name");
    reader.article = map.take_string(reader, "article");
    let article = reader.article.clone();
    let title = map.need_text(reader, "title");
    let sources = read_sources(reader, &mut map, frame);
    let kind = read_type(reader, &mut map, frame);
    let key_nodes = map.need(reader, "keys").map(|node| reader.list(node)).unwrap_or_default();
    let row_nodes = map.need(reader, "rows").map(|node| reader.list(node)).unwrap_or_default();
    map.end(reader);
    let keys: Vec<TableKey> = key_nodes.iter().filter_map(|node| read_key(reader, node, frame)).collect();
    if keys.is_empty() || keys.len() != key_nodes.len() {
        if key_nodes.is_empty() {
            reader.report(node.finding(reader.file(), Code::KeyMissing).with("key", "keys"));
        }
        return None;
    }
    let mut kind = kind?;
    let mut rows: Vec<Row> = Vec::new();
    for row_node in row_nodes {
        let Some(row) = read_row(reader, row_node, &keys, &kind, frame) else { continue };
        if rows.iter().any(|other| other.when == row.when) {
            let finding = row_node.finding(reader.file(), Code::RowTwice);
            reader.report(finding.with("keys", row.when.join(", ")));
        }
        rows.push(row);
    }
    if rows.len() == row_nodes.len() && keys.iter().any(|key| key.bands.is_some()) {
        check_bands(reader, node, row_nodes, &keys, &rows, frame);
    } else if rows.len() == row_nodes.len() {
        report_missing_rows(reader, node, &keys, &rows, frame);
    }
    if let Type::Money(currency) = kind
        && rows.iter().any(|row| matches!(row.value, Val::Estimate(_)))
    {
        kind = Type::Estimate(currency);
    }
    reader.article = None;
    Some(Table { name: name?, title: title?, sources, article, keys, rows, kind })
}

fn read_row(
    reader: &mut Reader<'_>,
    node: &Node,
    keys: &[TableKey],
    kind: &Type,
    frame: &PackFrame<'_>,
) -> Option<Row> {
    let mut map = reader.map(node)?;
    let when_nodes = map.need(reader, "when").map(|node| reader.list(node)).unwrap_or_default();
    let value_node = map.need(reader, "value");
    let (about, at_most) = (map.take_bool(reader, "about"), map.take_bool(reader, "at_most"));
    map.end(reader);
    if when_nodes.len() != keys.len() {
        let finding = node.finding(reader.file(), Code::RowKeys);
        reader.report(finding.with("expected", keys.len()).with("found", when_nodes.len()));
        return None;
    }
    let (mut when, mut values, mut bands) = (Vec::new(), Vec::new(), Vec::new());
    for (key, node) in keys.iter().zip(when_nodes) {
        if let Some(ends) = key.bands {
            let (band, shown) = read_band(reader, node, key, ends, frame)?;
            values.push(Val::None);
            bands.push(Some(band));
            when.push(shown);
            continue;
        }
        bands.push(None);
        let text = reader.string(node)?;
        values.push(match &key.scheme {
            None => Val::Int(reader.int(node)?),
            Some(scheme) => read_class(reader, node, scheme, &text, frame)?,
        });
        when.push(text);
    }
    let value_node = value_node?;
    let is_range = matches!(value_node.kind, Kind::Map(_));
    let (value, cell) = match kind {
        Type::Money(currency) if is_range || about || at_most => {
            let estimate = read_estimate(reader, value_node, *currency, about, at_most)?;
            (Val::Estimate(estimate), Cell::Estimate(estimate))
        }
        kind => {
            if about || at_most {
                let finding = node.finding(reader.file(), Code::KeyUnknown).with("key", "about, at_most");
                reader.report(finding.with("allowed", "when, value"));
            }
            let (value, shown) = read_value(reader, value_node, kind, frame)?;
            (value, Cell::Exact(shown))
        }
    };
    Some(Row { when, cell, keys: values, bands, value })
}

fn read_estimate(
    reader: &mut Reader<'_>,
    node: &Node,
    currency: Currency,
    about: bool,
    at_most: bool,
) -> Option<Estimate> {
    if !matches!(node.kind, Kind::Map(_)) {
        let to = reader.money(node, currency)?.minor;
        let from = if at_most { None } else { Some(to) };
        return Some(Estimate { from, to, currency, about, at_most });
    }
    let mut map = reader.map(node)?;
    let from = map.need(reader, "from").and_then(|node| reader.money(node, currency));
    let to = map.need(reader, "to").and_then(|node| reader.money(node, currency));
    map.end(reader);
    let (from, to) = (from?.minor, to?.minor);
    if to < from {
        reader.report(node.finding(reader.file(), Code::RangeReversed));
    }
    Some(Estimate { from: Some(from), to, currency, about, at_most })
}

/// A warning for the classes that have no row: looking one up is unknown, with this as the reason.
fn report_missing_rows(
    reader: &mut Reader<'_>,
    node: &Node,
    keys: &[TableKey],
    rows: &[Row],
    frame: &PackFrame<'_>,
) {
    let mut missing: Vec<Vec<String>> = vec![Vec::new()];
    for (place, key) in keys.iter().enumerate() {
        let values: Vec<String> = match &key.scheme {
            Some(scheme) => {
                let scheme = frame.vocabulary.scheme(scheme);
                scheme.map(|s| s.values.iter().map(|class| class.id.clone()).collect()).unwrap_or_default()
            }
            None => {
                let mut found: Vec<String> =
                    rows.iter().filter_map(|row| row.when.get(place).cloned()).collect();
                found.sort();
                found.dedup();
                found
            }
        };
        if missing.len().saturating_mul(values.len()) > 2_000 {
            return;
        }
        let extended = |keys: &Vec<String>| {
            let keys = keys.clone();
            values.iter().map(move |value| [keys.clone(), vec![value.clone()]].concat()).collect::<Vec<_>>()
        };
        missing = missing.iter().flat_map(extended).collect();
    }
    missing.retain(|keys| !rows.iter().any(|row| row.when == *keys));
    if !missing.is_empty() {
        let shown: Vec<String> = missing.iter().take(10).map(|keys| keys.join("+")).collect();
        reader.report(node.finding(reader.file(), Code::RowsMissing).with("rows", shown.join(", ")));
    }
}
