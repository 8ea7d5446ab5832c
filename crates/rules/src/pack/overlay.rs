//! A pack on top of another: a local body's versions replace, add and remove parts of the base's, by id, and inherit what they
//! do not touch. Done on the YAML, before anything is compiled: what is inherited is compiled where it is used.

use super::{
    Citation,
    reader::Reader,
    yaml::{Key, Kind, Node},
};
use crate::finding::{Code, Finding};
use serde::Serialize;
use vocabulary::Text;

/// The key under which a part remembers the file it stands in; no YAML can write it.
pub(super) const ORIGIN: &str = "\0file";

/// The lists of a version whose parts have a name, with the key that holds it.
const LISTS: [(&str, &str); 10] = [
    ("parameters", "name"),
    ("tables", "name"),
    ("scales", "name"),
    ("places", "name"),
    ("calendars", "name"),
    ("derived", "name"),
    ("points", "name"),
    ("limits", "id"),
    ("groups", "id"),
    ("measures", "id"),
];

/// Whose text a pack holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Body {
    /// The pack.
    pub pack: String,
    /// Its title.
    pub title: Text,
}

/// A part that the local body takes out, with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Removed {
    /// What sort of part: `measures`, `parameters`, …
    pub list: String,
    /// Its id or name.
    pub id: String,
    /// Why.
    pub text: Text,
    /// Where the local text says so.
    pub article: Option<String>,
}

/// Of a version on top of another: which parts are the local body's.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// Whose text is inherited.
    pub base: Body,
    /// Whose text is on top.
    pub own: Body,
    /// The parts that are the local body's: the list, and the id or name.
    pub own_parts: Vec<(String, String)>,
    /// What it takes out.
    pub removed: Vec<Removed>,
}

/// A part of a measure with the body whose text it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartOf {
    /// What sort of part: `measures`, `parameters`, …
    pub list: String,
    /// Its id or name.
    pub id: String,
    /// Whose text it is.
    pub body: Body,
}

impl Overlay {
    /// Whose text a part is.
    #[must_use]
    pub fn body(&self, list: &str, id: &str) -> &Body {
        let own = self.own_parts.iter().any(|(own_list, own)| own_list == list && own == id);
        if own { &self.own } else { &self.base }
    }
}

/// The pack that another extends, as far as it is read for that.
pub(super) struct Base {
    pub(super) body: Option<Body>,
    pub(super) sources: Vec<Citation>,
    /// Its versions, by file.
    pub(super) versions: Vec<(String, Node)>,
}

fn text_of(node: &Node) -> Option<&str> {
    if let Kind::Scalar { text, .. } = &node.kind { Some(text) } else { None }
}

/// The nodes that name the files of the pack that is extended: its `pack.yaml`, and the versions that are built upon.
pub(super) fn extends_nodes<'n>(reader: &mut Reader<'_>, node: &'n Node) -> Option<(&'n Node, &'n [Node])> {
    let mut map = reader.map(node)?;
    let pack = map.need(reader, "pack");
    let versions = map.need(reader, "versions").map(|node| reader.list(node)).unwrap_or_default();
    map.end(reader);
    Some((pack?, versions))
}

/// What `pack.yaml` says of the base: itself and its sources. A base must not have a base of its own.
pub(super) fn read_base(
    reader: &mut Reader<'_>,
    root: &Node,
    citation: impl Fn(&mut Reader<'_>, &Node) -> Option<Citation>,
) -> Base {
    if let Some(node) = root.get("extends") {
        reader.report(node.finding(reader.file(), Code::OverlayOnOverlay));
    }
    let body = root.get("pack").and_then(text_of).zip(root.get("title").and_then(|node| reader.text(node)));
    let sources = root.get("sources").map(|node| reader.list(node)).unwrap_or_default();
    let sources = sources.iter().filter_map(|node| citation(reader, node)).collect();
    let body = body.map(|(pack, title)| Body { pack: pack.to_owned(), title });
    Base { body, sources, versions: Vec::new() }
}

fn items(node: Option<&Node>) -> &[Node] {
    match node.map(|node| &node.kind) {
        Some(Kind::List(items)) => items,
        _ => &[],
    }
}

/// A part that remembers its file.
fn marked(node: &Node, file: &str) -> Node {
    let mut node = node.clone();
    let (line, column) = (node.line, node.column);
    if let Kind::Map(entries) = &mut node.kind {
        let kind = Kind::Scalar { text: file.to_owned(), plain: true, one_line: true };
        entries.push((Key { name: ORIGIN.to_owned(), line, column }, Node { kind, line, column }));
    }
    node
}

/// A list whose parts remember their file; anything else as it is.
fn all_marked(node: &Node, file: &str) -> Node {
    let mut node = node.clone();
    if let Kind::List(items) = &mut node.kind {
        *items = items.iter().map(|item| marked(item, file)).collect();
    }
    node
}

/// Puts a local version on top of the one it names under `overlays`. Yields the whole as YAML, and which parts are whose.
pub(super) fn lay_over(
    reader: &mut Reader<'_>,
    (file, root): (&str, &Node),
    base: &Base,
    own: &Body,
) -> Option<(Node, Overlay)> {
    let named = root.get("overlays")?;
    let wanted = reader.name(named)?;
    let is_wanted = |(_, root): &&(String, Node)| root.get("version").and_then(text_of) == Some(&wanted);
    let (Some((base_file, base_root)), Some(body)) = (base.versions.iter().find(is_wanted), &base.body)
    else {
        reader.report(named.finding(file, Code::VersionUnknown).with("version", wanted));
        return None;
    };
    let removed = read_removed(reader, root, base_root);
    let mut own_parts = Vec::new();
    let Kind::Map(entries) = &root.kind else { return None };
    let mut merged: Vec<(Key, Node)> = Vec::new();
    for (key, node) in entries {
        let is_list = LISTS.iter().any(|(list, _)| *list == key.name);
        if !is_list && key.name != "overlays" && key.name != "removes" {
            merged.push((key.clone(), all_marked(node, file)));
        }
    }
    let Kind::Map(base_entries) = &base_root.kind else { return None };
    for (key, node) in base_entries {
        let is_list = LISTS.iter().any(|(list, _)| *list == key.name);
        if !is_list && !merged.iter().any(|(other, _)| other.name == key.name) {
            merged.push((key.clone(), all_marked(node, base_file)));
        }
    }
    for (list, named_by) in LISTS {
        let (own_node, base_node) = (root.get(list), base_root.get(list));
        let Some(place) = own_node.or(base_node) else { continue };
        let id = |node: &Node| node.get(named_by).and_then(text_of).map(str::to_owned);
        let own_items = items(own_node);
        own_parts.extend(own_items.iter().filter_map(id).map(|id| (list.to_owned(), id)));
        let mut whole: Vec<Node> = Vec::new();
        for node in items(base_node) {
            let this = id(node);
            if removed.iter().any(|removed| removed.list == list && Some(&removed.id) == this.as_ref()) {
                continue;
            }
            match own_items.iter().find(|own| this.is_some() && id(own) == this) {
                Some(replacing) => whole.push(marked(replacing, file)),
                None => whole.push(marked(node, base_file)),
            }
        }
        let is_new =
            |node: &&Node| !items(base_node).iter().any(|base| id(base).is_some() && id(base) == id(node));
        whole.extend(own_items.iter().filter(is_new).map(|node| marked(node, file)));
        let key = Key { name: list.to_owned(), line: place.line, column: place.column };
        merged.push((key, Node { kind: Kind::List(whole), line: place.line, column: place.column }));
    }
    let whole = Node { kind: Kind::Map(merged), line: root.line, column: root.column };
    Some((whole, Overlay { base: body.clone(), own: own.clone(), own_parts, removed }))
}

/// `removes: [{measure: x, text: {…}}]`: each part is there, and why it goes is said.
fn read_removed(reader: &mut Reader<'_>, root: &Node, base: &Node) -> Vec<Removed> {
    let mut removed = Vec::new();
    for node in root.get("removes").map(|node| reader.list(node)).unwrap_or_default() {
        let Some(mut map) = reader.map(node) else { continue };
        let singular = [
            ("parameter", "parameters"),
            ("table", "tables"),
            ("derived", "derived"),
            ("limit", "limits"),
            ("measure", "measures"),
        ];
        let named: Vec<(&str, &Node)> =
            singular.iter().filter_map(|(key, list)| Some((*list, map.take(key)?))).collect();
        let text = map.need_text(reader, "text");
        let article = map.take_string(reader, "article");
        map.end(reader);
        let [(list, id_node)] = named.as_slice() else {
            let finding = node.finding(reader.file(), Code::KeysTogether);
            reader.report(finding.with("keys", "measure, parameter, table, derived, limit"));
            continue;
        };
        let Some(id) = reader.string(id_node) else { continue };
        let there = items(base.get(list)).iter().any(|node| {
            let found = node.get("id").or_else(|| node.get("name")).and_then(text_of);
            found == Some(id.as_str())
        });
        if !there {
            reader.report(id_node.finding(reader.file(), Code::RemovesNothing).with("id", &id));
        }
        removed.extend(text.map(|text| Removed { list: (*list).to_owned(), id, text, article }));
    }
    removed
}

/// The file that a measure of a version stands in, if that is said.
pub(super) fn file_of<'n>(root: &'n Node, measure: &str) -> Option<&'n str> {
    let is = |node: &&Node| node.get("id").and_then(text_of) == Some(measure);
    items(root.get("measures")).iter().find(is)?.get(ORIGIN).and_then(text_of)
}

/// A mistake of somebody who wrote `overlays` without extending a pack.
pub(super) fn no_base(file: &str, root: &Node) -> Option<Finding> {
    root.get("overlays").map(|node| node.finding(file, Code::KeyMissing).with("key", "extends"))
}
