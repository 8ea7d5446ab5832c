//! `wotu policy fmt DIR|FILE`: one form for the files of a pack; comments, texts and meaning stay.

use crate::{
    files,
    words::{self, remark, say},
};
use anyhow::{Context as _, bail};
use clap::Args;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};
use vocabulary::Lang;

/// What to format.
#[derive(Args)]
pub struct Fmt {
    /// A pack's folder, with its cases; or one file.
    path: PathBuf,
    /// Changes nothing; names the files that would change, and ends with status 1 if there are any.
    #[arg(long)]
    check: bool,
}

impl Fmt {
    /// Exit status 0, or 1 if `--check` found a file that would change.
    pub fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        let texts = words::texts()?;
        let mut would_change = false;
        for path in yaml_files(&self.path)? {
            let name = path.to_string_lossy().into_owned();
            let text = files::text(&name)?;
            let formatted = rules::editing::format(&text);
            if formatted == text {
                continue;
            }
            would_change = true;
            if self.check {
                remark(texts.say(lang, "wotu-policy-fmt-would", &[("file", name)]));
            } else {
                write(&path, &formatted)?;
                say(texts.say(lang, "wotu-policy-fmt-done", &[("file", name)]));
            }
        }
        Ok(if self.check && would_change { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }
}

/// In one step: a pack that is served is read at any time.
fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    std::fs::write(&beside, text).with_context(|| beside.display().to_string())?;
    std::fs::set_permissions(&beside, std::fs::metadata(path)?.permissions())?;
    std::fs::rename(&beside, path).with_context(|| path.display().to_string())
}

fn yaml_files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    if !path.is_dir() {
        bail!("{}: neither a folder nor a file", path.display());
    }
    let mut found = Vec::new();
    for folder in [path.to_owned(), path.join("tests")].into_iter().filter(|folder| folder.is_dir()) {
        for entry in std::fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if path.is_file() && path.extension().is_some_and(|extension| extension == "yaml") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
