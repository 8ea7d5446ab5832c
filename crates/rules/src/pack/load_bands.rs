//! Reads the keys of a table that are bands, and looks for bands that overlap or leave a gap between them.

use super::{
    Ends, Row, TableKey,
    load_tables::read_value,
    load_version::PackFrame,
    reader::Reader,
    tables::Band,
    yaml::{Kind, Node},
};
use crate::{
    evaluate::{Val, order},
    finding::Code,
    language::Type,
};
use std::cmp::Ordering;

/// How many combinations of bands are looked at for gaps.
const COMBINATIONS: usize = 5_000;

pub(super) fn read_key(reader: &mut Reader<'_>, node: &Node, frame: &PackFrame<'_>) -> Option<TableKey> {
    let mut map = reader.map(node)?;
    let name = map.need_name(reader, "name");
    let scheme_node = map.take("scheme");
    let types = [("int", "int"), ("decimal", "decimal"), ("money", "money"), ("date", "date")];
    let kind = map.take("type").and_then(|node| reader.choice(node, &types));
    let currency = map.take("currency").and_then(|node| reader.currency(node)).unwrap_or(frame.currency);
    let ends = [("lower_included", Ends::LowerIncluded), ("upper_included", Ends::UpperIncluded)];
    let bands_node = map.take("bands");
    let bands = bands_node.and_then(|node| reader.choice(node, &ends));
    map.end(reader);
    let (scheme, kind) = match (scheme_node, kind) {
        (Some(node), None) => {
            let scheme = reader.name(node)?;
            if frame.vocabulary.scheme(&scheme).is_none() {
                reader.report(node.finding(reader.file(), Code::SchemeUnknown).with("name", &scheme));
                return None;
            }
            let kind = Type::Class(scheme.as_str().into());
            (Some(scheme), kind)
        }
        (None, Some(kind)) => {
            let kind = match kind {
                "int" => Type::Int,
                "decimal" => Type::Decimal,
                "money" => Type::Money(currency),
                _ => Type::Date,
            };
            (None, kind)
        }
        _ => {
            let finding = node.finding(reader.file(), Code::KeysTogether);
            reader.report(finding.with("keys", "scheme, type"));
            return None;
        }
    };
    if scheme.is_some() && bands_node.is_some() || scheme.is_none() && bands.is_none() && kind != Type::Int {
        if bands_node.is_none() || scheme.is_some() {
            reader.report(node.finding(reader.file(), Code::BandsStated).with("type", &kind));
        }
        return None;
    }
    Some(TableKey { name: name?, scheme, bands, kind })
}

/// A band as it is written: `{from: 18, until: 45}`, and as it is shown.
pub(super) fn read_band(
    reader: &mut Reader<'_>,
    node: &Node,
    key: &TableKey,
    ends: Ends,
    frame: &PackFrame<'_>,
) -> Option<(Band, String)> {
    if !matches!(node.kind, Kind::Map(_)) {
        let finding = node.finding(reader.file(), Code::WrongShape);
        reader.report(finding.with("expected", "{from: …, until: …}"));
        return None;
    }
    let mut map = reader.map(node)?;
    let mut end = |reader: &mut Reader<'_>, name| match map.take(name) {
        None => Some(None),
        Some(node) => {
            let (value, shown) = read_value(reader, node, &key.kind, frame)?;
            Some(Some((value, shown.to_string())))
        }
    };
    let (from, until) = (end(reader, "from"), end(reader, "until"));
    map.end(reader);
    let (from, until) = (from?, until?);
    if from.is_none() && until.is_none() {
        reader.report(node.finding(reader.file(), Code::KeyMissing).with("key", "from"));
        return None;
    }
    if let (Some((a, _)), Some((b, _))) = (&from, &until)
        && order(a, b) != Ok(Ordering::Less)
    {
        reader.report(node.finding(reader.file(), Code::RangeReversed));
        return None;
    }
    let shown = |end: &Option<(Val, String)>, open: &str| {
        end.as_ref().map_or_else(|| open.to_owned(), |(_, text)| text.clone())
    };
    let (left, right) = match ends {
        Ends::LowerIncluded => (if from.is_some() { '[' } else { '(' }, ')'),
        Ends::UpperIncluded => ('(', if until.is_some() { ']' } else { ')' }),
    };
    let text = format!("{left}{}, {}{right}", shown(&from, "-∞"), shown(&until, "∞"));
    Some((Band { from: from.map(|end| end.0), until: until.map(|end| end.0), ends }, text))
}

/// The values of one key cut into cells at every end of a band, or one cell for each value.
struct Axis {
    /// For each row the cells it covers: from the first up to, not including, the last.
    covered: Vec<(usize, usize)>,
    /// How many cells there are, and which of them lie between the lowest and the highest end.
    inner: (usize, usize),
    names: Vec<String>,
}

fn banded(place: usize, rows: &[Row]) -> Option<Axis> {
    let bands: Vec<&Band> =
        rows.iter().map(|row| row.bands.get(place).and_then(Option::as_ref)).collect::<Option<_>>()?;
    let mut cuts: Vec<&Val> = bands.iter().flat_map(|band| band.from.iter().chain(&band.until)).collect();
    let compare = |a: &Val, b: &Val| order(a, b).unwrap_or(Ordering::Equal);
    cuts.sort_by(|a, b| compare(a, b));
    cuts.dedup_by(|a, b| compare(a, b).is_eq());
    let at = |end: &Val| cuts.partition_point(|cut| compare(cut, end).is_lt());
    // Cell 0 lies below the first cut, cell n above the last.
    let cover = |band: &&Band| {
        let first = band.from.as_ref().map_or(0, |from| at(from) + 1);
        (first, band.until.as_ref().map_or(cuts.len() + 1, |until| at(until) + 1))
    };
    let covered: Vec<(usize, usize)> = bands.iter().map(cover).collect();
    let inner = (
        covered.iter().map(|(first, _)| *first).min().unwrap_or(0),
        covered.iter().map(|(_, last)| *last).max().unwrap_or(0),
    );
    let shown = |value: Option<&&Val>| value.map_or_else(|| "∞".to_owned(), |value| shown(value));
    let names = (0..=cuts.len())
        .map(|cell| {
            let below = if cell == 0 { "-∞".to_owned() } else { shown(cuts.get(cell - 1)) };
            format!("{below}–{}", shown(cuts.get(cell)))
        })
        .collect();
    Some(Axis { covered, inner, names })
}

fn shown(value: &Val) -> String {
    match value {
        Val::Int(value) => value.to_string(),
        Val::Decimal(value) => value.to_string(),
        Val::Money(value) => value.to_string(),
        Val::Date(value) => value.to_string(),
        _ => "?".to_owned(),
    }
}

/// A key without bands: a cell for each class of its scheme, or for each number that a row names.
fn exact(place: usize, key: &TableKey, rows: &[Row], frame: &PackFrame<'_>) -> Axis {
    let written = |row: &Row| row.when.get(place).cloned().unwrap_or_default();
    let names: Vec<String> = match key.scheme.as_ref().and_then(|scheme| frame.vocabulary.scheme(scheme)) {
        Some(scheme) => scheme.values.iter().map(|class| class.id.clone()).collect(),
        None => {
            let mut names: Vec<String> = rows.iter().map(written).collect();
            names.sort();
            names.dedup();
            names
        }
    };
    let cell = |row: &Row| names.iter().position(|name| *name == written(row)).unwrap_or(usize::MAX - 1);
    let covered = rows.iter().map(|row| (cell(row), cell(row) + 1)).collect();
    Axis { covered, inner: (0, names.len()), names }
}

/// Reports rows that a value could be in twice, and what lies between the bands and has no row.
pub(super) fn check_bands(
    reader: &mut Reader<'_>,
    node: &Node,
    row_nodes: &[Node],
    keys: &[TableKey],
    rows: &[Row],
    frame: &PackFrame<'_>,
) {
    let axis = |(place, key): (usize, &TableKey)| match key.bands {
        Some(_) => banded(place, rows),
        None => Some(exact(place, key, rows, frame)),
    };
    let Some(axes) = keys.iter().enumerate().map(axis).collect::<Option<Vec<Axis>>>() else { return };
    let cells = |row: usize| axes.iter().map(move |axis| axis.covered.get(row).copied().unwrap_or((0, 0)));
    for (number, node) in row_nodes.iter().enumerate().take(rows.len()) {
        let meets =
            |other: &usize| cells(number).zip(cells(*other)).all(|((a, b), (c, d))| a.max(c) < b.min(d));
        if let Some(other) = (0..number).find(meets) {
            let shown = |row: usize| rows.get(row).map(|row| row.when.join(", ")).unwrap_or_default();
            let finding = node.finding(reader.file(), Code::BandsOverlap);
            reader.report(finding.with("row", shown(number)).with("other", shown(other)));
            return;
        }
    }
    let mut combinations: Vec<Vec<usize>> = vec![Vec::new()];
    for axis in &axes {
        let inner = axis.inner.0..axis.inner.1;
        if combinations.len().saturating_mul(inner.len()) > COMBINATIONS {
            return;
        }
        let longer = |cells: &Vec<usize>| {
            let cells = cells.clone();
            inner.clone().map(move |cell| [cells.as_slice(), &[cell]].concat()).collect::<Vec<_>>()
        };
        combinations = combinations.iter().flat_map(longer).collect();
    }
    let has_row = |wanted: &Vec<usize>| {
        (0..rows.len())
            .any(|row| cells(row).zip(wanted).all(|((first, last), cell)| (first..last).contains(cell)))
    };
    combinations.retain(|cells| !has_row(cells));
    if combinations.is_empty() {
        return;
    }
    let name = |cells: &Vec<usize>| {
        let names =
            axes.iter().zip(cells).map(|(axis, cell)| axis.names.get(*cell).map_or("?", String::as_str));
        names.collect::<Vec<_>>().join(" + ")
    };
    let shown: Vec<String> = combinations.iter().take(10).map(name).collect();
    reader.report(node.finding(reader.file(), Code::RowsMissing).with("rows", shown.join(", ")));
}
