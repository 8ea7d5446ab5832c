//! What stands at a byte of a file: which key of which mapping, and which value.

use super::located::{self, Located};
use crate::schema::{FACTS_FILE, Key, Kind, SHAPES, Shape, shape};

/// The value or key at a byte, with what is around it.
#[derive(Debug, Clone)]
pub(super) struct Spot<'t> {
    /// The key the byte stands on or under.
    pub(super) key: Option<&'static Key>,
    /// The mapping that key belongs to.
    pub(super) shape: Option<&'static Shape>,
    /// Whether it stands on the key itself.
    pub(super) on_key: Option<(usize, usize)>,
    /// What the value is.
    pub(super) kind: Option<Kind>,
    /// The innermost value.
    pub(super) node: &'t Located,
    /// From the whole document down to what holds the value.
    pub(super) around: Vec<&'t Located>,
}

/// The shape of a whole file, by what stands at its top.
pub(super) fn root_shape(has: impl Fn(&str) -> bool) -> Option<&'static Shape> {
    let names = [("pack", "pack"), ("version", "version"), ("cases", "cases_file")];
    let found = names.into_iter().find(|(key, _)| has(key)).map_or(FACTS_FILE, |(_, name)| name);
    shape(found)
}

/// The mapping that a kind leads to, through lists.
pub(super) fn mapping(kind: Kind) -> Option<&'static Shape> {
    match kind {
        Kind::Map(name) => SHAPES.iter().find(|shape| shape.name == name),
        Kind::List(of) => mapping(*of),
        Kind::Either(a, b) => mapping(*a).or_else(|| mapping(*b)),
        _ => None,
    }
}

/// Which of two kinds a value is of.
fn settled(kind: Kind, node: &Located) -> Kind {
    let Kind::Either(a, b) = kind else { return kind };
    let fits = |kind: &Kind| match (&node.kind, kind) {
        (located::Kind::Map { .. }, Kind::Map(_) | Kind::Text | Kind::Named(_))
        | (located::Kind::List { .. }, Kind::List(_)) => true,
        (located::Kind::Scalar { .. }, kind) => {
            !matches!(kind, Kind::Map(_) | Kind::Text | Kind::Named(_) | Kind::List(_))
        }
        _ => false,
    };
    if fits(a) { *a } else { *b }
}

/// What stands at a byte of a file that can be read.
pub(super) fn at(root: &Located, byte: usize) -> Option<Spot<'_>> {
    let whole = root_shape(|key| root.get(key).is_some())?;
    let mut spot = Spot {
        key: None,
        shape: None,
        on_key: None,
        kind: Some(Kind::Map(whole.name)),
        node: root,
        around: Vec::new(),
    };
    // As deep as YAML is nested, which is limited.
    loop {
        let node = spot.node;
        let kind = spot.kind.map(|kind| settled(kind, node));
        spot.kind = kind;
        match &node.kind {
            located::Kind::Scalar { .. } => return Some(spot),
            located::Kind::List { items, .. } => {
                let Some(item) = items.iter().find(|item| item.start <= byte && byte <= item.end) else {
                    return Some(spot);
                };
                spot.around.push(node);
                spot.kind = if let Some(Kind::List(of)) = kind { Some(*of) } else { None };
                spot.node = item;
            }
            located::Kind::Map { entries, .. } => {
                let found = entries.iter().find(|entry| {
                    (entry.key_start <= byte && byte <= entry.key_end)
                        || (entry.value.start <= byte && byte <= entry.value.end)
                });
                let Some(entry) = found else { return Some(spot) };
                spot.around.push(node);
                let (key, value) = match kind {
                    Some(Kind::Map(name)) => {
                        spot.shape = shape(name);
                        let key = spot.shape.and_then(|shape| shape.key(&entry.key));
                        (key, key.map(|key| key.kind))
                    }
                    Some(Kind::Named(of)) => (spot.key, Some(*of)),
                    _ => (None, None),
                };
                (spot.key, spot.kind, spot.node) = (key, value, &entry.value);
                if byte <= entry.key_end {
                    spot.on_key = Some((entry.key_start, entry.key_end));
                    return Some(spot);
                }
            }
        }
    }
}

/// The name around a byte: letters, digits and underscores.
pub(super) fn word(text: &str, byte: usize) -> Option<(usize, usize)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let before = text.get(..byte)?;
    let start =
        before.char_indices().rev().take_while(|(_, c)| is_part(*c)).last().map_or(byte, |(at, _)| at);
    let after = text.get(byte..)?;
    let end = byte + after.find(|c| !is_part(c)).unwrap_or(after.len());
    (start < end).then_some((start, end))
}
