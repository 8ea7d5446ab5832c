//! Runs every rule over the repository. The last test here is the repository's own.

use super::layers::Layers;
use super::tree::{Finding, Tree};
use super::{chinese, directions, files, keys, layout, own_words, texts};
use anyhow::{Result, bail};
use std::path::Path;

/// Everything that is not as it should be, by path.
pub fn findings(root: &Path) -> Result<Vec<Finding>> {
    let tree = Tree::read(root)?;
    let layers = Layers::parse(tree.get("xtask/layers.toml").unwrap_or_default())?;
    let mut found = Vec::new();
    found.extend(directions::check(&tree, &layers));
    found.extend(layout::check(&tree, &layers));
    found.extend(files::check(&tree));
    found.extend(chinese::check(&tree));
    found.extend(texts::check(&tree));
    found.extend(keys::check(&tree));
    found.extend(own_words::check(&tree));
    found.sort();
    found.dedup();
    Ok(found)
}

/// Prints what was found, and fails if anything was.
pub fn run(root: &Path) -> Result<()> {
    let found = findings(root)?;
    for finding in &found {
        println!("{finding}");
    }
    if !found.is_empty() {
        bail!("tidy: {} findings", found.len());
    }
    println!("tidy: nothing found");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_is_tidy() {
        let root = crate::repository::root().unwrap();
        let found = findings(&root).unwrap();
        let list: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert!(list.is_empty(), "{} findings\n{}", list.len(), list.join("\n"));
    }
}
