//! A capability is scaffolded in a copy of the repository, wired in as the tool does it, and the copy is tidy and compiles
//! without a warning. The copy keeps the times of its files and lies in the target folder, so that only what has changed
//! since the last run is compiled again.

use crate::steps::{Closing, run_command};
use crate::{new_capability, repository, tidy};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// A word that no capability will ever be called by.
const NAME: &str = "beehives";
/// Its first migration: later than all that there are.
const MIGRATION: u64 = 2_099_010_101;

/// Scaffolds and checks.
pub fn run(root: &Path, closing: &Closing) -> Result<()> {
    let target = repository::target_folder(root);
    let copy = target.join("scaffolded");
    mirror(root, &files_of(root)?, &copy)?;
    new_capability::run(&copy, &new_capability::Options::of(NAME, MIGRATION))?;
    // What is untidy in the repository itself is another step's business.
    let known = tidy::findings(root)?;
    let new: Vec<String> = tidy::findings(&copy)?
        .iter()
        .filter(|found| !known.contains(found))
        .map(ToString::to_string)
        .collect();
    ensure!(new.is_empty(), "not tidy: {}", new.join("; "));
    // `--offline`: it needs nothing that the repository has not. The lock file of the copy gains a line.
    let arguments = ["clippy", "--offline", "--package", NAME, "--all-targets", "--", "-D", "warnings"];
    run_command(repository::cargo(&copy).args(arguments).env("CARGO_TARGET_DIR", &target), closing)
}

/// What git tracks, or would: nothing that is built.
fn files_of(root: &Path) -> Result<BTreeSet<PathBuf>> {
    let output = std::process::Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .context("git cannot be started")?;
    ensure!(output.status.success(), "git: {}", String::from_utf8_lossy(&output.stderr).trim());
    let listed = String::from_utf8(output.stdout).context("a file's name that is not UTF-8")?;
    // What is deleted and not yet committed is listed too.
    Ok(listed.split_terminator('\0').map(PathBuf::from).filter(|path| root.join(path).is_file()).collect())
}

/// Makes `copy` hold these files of `root`, as they are, and no others.
fn mirror(root: &Path, files: &BTreeSet<PathBuf>, copy: &Path) -> Result<()> {
    fs::create_dir_all(copy)?;
    remove_others(copy, Path::new(""), files)?;
    for path in files {
        let (from, to) = (root.join(path), copy.join(path));
        let its = fs::metadata(&from).with_context(|| from.display().to_string())?;
        let is_same = fs::metadata(&to).is_ok_and(|held| {
            held.len() == its.len()
                && held.modified().ok().is_some_and(|at| its.modified().is_ok_and(|its| its == at))
        });
        if !is_same {
            fs::create_dir_all(to.parent().context("a file stands in a folder")?)?;
            fs::copy(&from, &to).with_context(|| to.display().to_string())?;
            File::options().write(true).open(&to)?.set_modified(its.modified()?)?;
        }
    }
    Ok(())
}

fn remove_others(copy: &Path, folder: &Path, files: &BTreeSet<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(copy.join(folder))? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            remove_others(copy, &path, files)?;
            // Fails, as it should, while something is left in it.
            let _ = fs::remove_dir(entry.path());
        } else if !files.contains(&path) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_holds_what_was_listed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let (root, copy) = (folder.path().join("root"), folder.path().join("copy"));
        for (path, text) in [("a.txt", "one"), ("deep/b.txt", "two"), ("built.bin", "x")] {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        fs::create_dir_all(copy.join("old/deep")).unwrap();
        fs::write(copy.join("old/deep/c.txt"), "gone").unwrap();
        fs::write(copy.join("a.txt"), "another").unwrap();
        let listed: BTreeSet<PathBuf> = ["a.txt", "deep/b.txt"].map(PathBuf::from).into();
        for _ in 0..2 {
            mirror(&root, &listed, &copy).unwrap();
            assert_eq!(fs::read_to_string(copy.join("a.txt")).unwrap(), "one");
            assert_eq!(fs::read_to_string(copy.join("deep/b.txt")).unwrap(), "two");
            assert!(!copy.join("built.bin").exists() && !copy.join("old").exists());
        }
        let time = |path: PathBuf| fs::metadata(path).unwrap().modified().unwrap();
        assert_eq!(time(root.join("a.txt")), time(copy.join("a.txt")), "so that it is not compiled again");
    }
}
