//! Generated documents: the binary lists its acts, permissions, refusals, routes and API; the lists are committed in
//! `docs/generated` and reviewed like code. `--check` says when they no longer tell the truth.

use crate::repository;
use anyhow::{Context, Result, bail};
use clap::Args;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Where they are committed.
const FOLDER: &str = "docs/generated";

/// How to generate.
#[derive(Args)]
pub struct Options {
    /// Change nothing; fail if a document differs.
    #[arg(long)]
    check: bool,
}

/// Writes the documents, or compares them.
pub fn run(root: &Path, options: &Options) -> Result<()> {
    let binary = repository::build_binary(root, false)?;
    if options.check { check(root, &binary) } else { write(&binary, &root.join(FOLDER)) }
}

/// Fails if a committed document differs from what the binary says now.
pub fn check(root: &Path, binary: &Path) -> Result<()> {
    let fresh = tempfile::tempdir()?;
    write(binary, fresh.path())?;
    let different = differences(fresh.path(), &root.join(FOLDER))?;
    if !different.is_empty() {
        bail!("out of date, run `cargo xtask generate`: {}", different.join(", "));
    }
    println!("{FOLDER} is up to date");
    Ok(())
}

fn write(binary: &Path, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let status =
        Command::new(binary).arg("generate").arg(folder).status().context("the binary cannot be started")?;
    if !status.success() {
        bail!("`wotu generate` failed: {status}");
    }
    if names(folder)?.is_empty() {
        bail!("`wotu generate` wrote nothing");
    }
    Ok(())
}

/// The names of files that are not the same in both folders.
fn differences(fresh: &Path, committed: &Path) -> Result<Vec<String>> {
    let mut all = names(fresh)?;
    all.extend(names(committed)?);
    Ok(all
        .into_iter()
        .filter(|name| std::fs::read(fresh.join(name)).ok() != std::fs::read(committed.join(name)).ok())
        .collect())
}

fn names(folder: &Path) -> Result<BTreeSet<String>> {
    if !folder.exists() {
        return Ok(BTreeSet::new());
    }
    std::fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_missing_and_surplus_documents_are_different() {
        let (fresh, committed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let put = |folder: &tempfile::TempDir, name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).unwrap()
        };
        put(&fresh, "same.md", "a");
        put(&committed, "same.md", "a");
        put(&fresh, "changed.md", "a");
        put(&committed, "changed.md", "b");
        put(&fresh, "new.md", "a");
        put(&committed, "old.md", "a");
        assert_eq!(differences(fresh.path(), committed.path()).unwrap(), ["changed.md", "new.md", "old.md"]);
    }
}
