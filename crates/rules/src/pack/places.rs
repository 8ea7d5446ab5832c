//! Where what a pack says stands in its files, for findings about a pack that has loaded.

use super::yaml::{Kind, Node};
use std::sync::Arc;

/// The trees of a pack's files: those of its versions in their order, then `pack.yaml` and the files of facts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    versions: Arc<Vec<(String, Node)>>,
    others: Arc<Vec<(String, Node)>>,
}

/// A file, a line and a column.
pub(crate) type Place = (String, usize, usize);

impl Places {
    pub(super) fn new(versions: Vec<(String, Node)>, others: Vec<(String, Node)>) -> Self {
        Self { versions: Arc::new(versions), others: Arc::new(others) }
    }

    /// The place of what the steps lead to in a version's file, or of the last step that is there. A step is a key, or
    /// for an item of a list its `id`, `name`, `version`, `measure` or `from`, or `#2`.
    pub(crate) fn in_version(&self, version: usize, steps: &[&str]) -> Place {
        self.in_text(version, steps, 0)
    }

    /// The same, at a byte of the text that stands there.
    pub(crate) fn in_text(&self, version: usize, steps: &[&str], byte: usize) -> Place {
        self.versions
            .get(version)
            .map_or_else(|| ("pack.yaml".to_owned(), 1, 1), |tree| place(tree, steps, byte))
    }

    /// The same in the first other file in which the first two steps are found.
    pub(crate) fn elsewhere(&self, steps: &[&str]) -> Option<Place> {
        let first = steps.get(..2).unwrap_or(steps);
        let tree = self.others.iter().find(|(_, root)| descend(root, first).1 == first.len())?;
        Some(place(tree, steps, 0))
    }
}

fn place((file, root): &(String, Node), steps: &[&str], byte: usize) -> Place {
    let (node, taken) = descend(root, steps);
    let (line, column) = node.place(if taken == steps.len() { byte } else { 0 });
    (file.clone(), line, column)
}

/// The node that the steps lead to, and how many of them were there.
fn descend<'n>(root: &'n Node, steps: &[&str]) -> (&'n Node, usize) {
    let mut node = root;
    for (taken, step) in steps.iter().enumerate() {
        let next = match &node.kind {
            Kind::Map(_) => node.get(step),
            Kind::List(items) => match step.strip_prefix('#').and_then(|number| number.parse::<usize>().ok())
            {
                Some(number) => items.get(number),
                None => items.iter().find(|item| is_called(item, step)),
            },
            Kind::Scalar { .. } => None,
        };
        match next {
            Some(next) => node = next,
            None => return (node, taken),
        }
    }
    (node, steps.len())
}

fn is_called(item: &Node, name: &str) -> bool {
    let key = ["id", "name", "version", "measure", "from"].iter().find_map(|key| item.get(key));
    matches!(key.map(|node| &node.kind), Some(Kind::Scalar { text, .. }) if text == name)
}
