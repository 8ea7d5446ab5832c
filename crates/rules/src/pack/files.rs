//! The files of a pack, as text by path: the engine reads none itself.

use super::{reader::Reader, yaml};
use crate::finding::{Code, Finding};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fmt::Write as _};

/// Texts by path relative to the pack's folder: `pack.yaml`, `v3.yaml`, `../facts/person.yaml`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files {
    texts: BTreeMap<String, String>,
}

impl Files {
    /// None.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With one more file.
    #[must_use]
    pub fn with(mut self, path: impl Into<String>, text: impl Into<String>) -> Self {
        self.insert(path, text);
        self
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.texts.insert(path.into(), text.into());
    }

    /// The text of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// Every file, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// SHA-256 over the files that a pack names, sorted, each with the lengths of its path and text.
    pub(super) fn fingerprint(&self, named: &[String]) -> String {
        let mut hash = Sha256::new();
        let mut paths: Vec<&str> = named.iter().map(String::as_str).chain(["pack.yaml"]).collect();
        paths.sort_unstable();
        paths.dedup();
        for path in paths {
            let text = self.get(path).unwrap_or_default();
            hash.update(format!("{}:{path}:{}:", path.len(), text.len()));
            hash.update(text);
        }
        hash.finalize().iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

/// The files that a `pack.yaml` names besides itself, in its order: what a caller must read before [`super::load`]. A path
/// that leads out of the folder above the pack's is refused, and so is an absolute one.
///
/// # Errors
/// What is wrong with `pack.yaml` as far as it concerns its files.
pub fn named_files(pack_yaml: &str) -> Result<Vec<String>, Vec<Finding>> {
    let mut findings = Vec::new();
    let mut paths = Vec::new();
    if let Some(root) = yaml::read("pack.yaml", pack_yaml, &mut findings) {
        let mut reader = Reader::new("pack.yaml", &mut findings);
        if let Some((pack, versions)) =
            root.get("extends").and_then(|node| super::overlay::extends_nodes(&mut reader, node))
        {
            paths.extend(std::iter::once(pack).chain(versions).filter_map(|node| reader.path(node)));
        }
        for key in ["facts", "versions"] {
            let list = root.get(key).map(|node| reader.list(node)).unwrap_or_default();
            paths.extend(list.iter().filter_map(|node| reader.path(node)));
        }
    }
    if findings.is_empty() { Ok(paths) } else { Err(findings) }
}

impl Reader<'_> {
    /// A path below the pack's folder, or one folder above it.
    pub(super) fn path(&mut self, node: &yaml::Node) -> Option<String> {
        let path = self.string(node)?;
        let inner = path.strip_prefix("../").unwrap_or(&path);
        let outside = inner.split('/').any(|part| part.is_empty() || part == "." || part == "..")
            || path.contains(['\\', ':', '\0']);
        if outside {
            self.report(node.finding(self.file(), Code::PathOutside).with("path", &path));
            return None;
        }
        Some(path)
    }
}
