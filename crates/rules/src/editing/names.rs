//! Where names are declared: facts, schemes, classes, groups, derived values, parameters, tables, measures, sources, files.

use super::{
    located::{self, Located},
    spot::{Spot, at, word},
};
use crate::{pack::Files, schema::Kind};

/// Bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Range {
    /// The file.
    pub file: String,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// Where what stands at a byte is declared.
#[must_use]
pub fn definition(files: &Files, file: &str, byte: usize) -> Option<Range> {
    let text = files.get(file)?;
    let root = located::read(text)?;
    let spot = at(&root, byte)?;
    if spot.on_key.is_some() {
        return None;
    }
    let scalar = spot.node.text();
    match spot.kind? {
        Kind::Expression => {
            let (start, end) = word(text, byte)?;
            let name = text.get(start..end)?;
            of_version(file, &root, name).or_else(|| of_fact(files, name)).or_else(|| of_class(files, name))
        }
        Kind::Fact => of_fact(files, scalar?),
        Kind::Scheme => of_files(files, "schemes", "name", scalar?),
        Kind::Source => in_list(files, "pack.yaml", "sources", "id", scalar?),
        Kind::Path => {
            let path = scalar?;
            files.get(path).map(|_| Range { file: path.to_owned(), start: 0, end: 0 })
        }
        Kind::Measure => of_measure(files, file, scalar?),
        Kind::Name if spot.key.is_some_and(|key| key.name == "group") => {
            of_files(files, "groups", "id", scalar?)
        }
        _ => case_name(files, &spot),
    }
}

/// In a file of cases: measures and facts.
fn case_name(files: &Files, spot: &Spot<'_>) -> Option<Range> {
    let name = spot.node.text()?;
    let found = of_fact(files, name.split('[').next().unwrap_or(name));
    found.or_else(|| files.iter().find_map(|(file, _)| in_list(files, file, "measures", "id", name)))
}

/// A measure of the same version, or `family/version/measure`.
fn of_measure(files: &Files, file: &str, name: &str) -> Option<Range> {
    let parts: Vec<&str> = name.split('/').collect();
    let [_, version, id] = parts.as_slice() else { return in_list(files, file, "measures", "id", name) };
    let of_version = |path: &str| {
        let root = located::read(files.get(path)?)?;
        (root.get("version").and_then(Located::text) == Some(*version)).then_some(())
    };
    let found = files.iter().find(|(path, _)| of_version(path).is_some())?;
    in_list(files, found.0, "measures", "id", id)
}

fn of_version(file: &str, root: &Located, name: &str) -> Option<Range> {
    ["derived", "parameters", "tables"].into_iter().find_map(|list| in_root(file, root, list, "name", name))
}

fn of_fact(files: &Files, name: &str) -> Option<Range> {
    of_files(files, "facts", "name", name).or_else(|| {
        // A field of a member.
        files.iter().find_map(|(file, text)| {
            let root = located::read(text)?;
            let fields = root.get("facts")?.items().iter().filter_map(|fact| fact.get("of"));
            fields.flat_map(Located::items).find_map(|field| named(file, field, "name", name))
        })
    })
}

fn of_class(files: &Files, id: &str) -> Option<Range> {
    files.iter().find_map(|(file, text)| {
        let root = located::read(text)?;
        let classes = root.get("schemes")?.items().iter().filter_map(|scheme| scheme.get("values"));
        classes.flat_map(Located::items).find_map(|class| named(file, class, "id", id))
    })
}

fn of_files(files: &Files, list: &str, key: &str, name: &str) -> Option<Range> {
    files.iter().find_map(|(file, _)| in_list(files, file, list, key, name))
}

fn in_list(files: &Files, file: &str, list: &str, key: &str, name: &str) -> Option<Range> {
    let root = located::read(files.get(file)?)?;
    in_root(file, &root, list, key, name)
}

fn in_root(file: &str, root: &Located, list: &str, key: &str, name: &str) -> Option<Range> {
    root.get(list)?.items().iter().find_map(|item| named(file, item, key, name))
}

fn named(file: &str, item: &Located, key: &str, name: &str) -> Option<Range> {
    let node = item.get(key).filter(|node| node.text() == Some(name))?;
    Some(Range { file: file.to_owned(), start: node.start, end: node.end })
}
