//! Reading what the command line names: files, standard input, pack folders.

use anyhow::{Context as _, bail};
use serde::de::DeserializeOwned;
use std::{io::Read as _, path::Path};
use vocabulary::Refusal;

/// No input of a command is larger.
const LIMIT: u64 = 64 * 1024 * 1024;

/// A text file, or standard input for `-`.
///
/// # Errors
/// If it cannot be read, is larger than 64 MB or not UTF-8.
pub fn text(path: &str) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    if path == "-" {
        std::io::stdin().lock().take(LIMIT + 1).read_to_end(&mut bytes)?;
    } else {
        let file = std::fs::File::open(path).with_context(|| path.to_owned())?;
        file.take(LIMIT + 1).read_to_end(&mut bytes).with_context(|| path.to_owned())?;
    }
    if u64::try_from(bytes.len())? > LIMIT {
        bail!("{path}: larger than 64 MB");
    }
    String::from_utf8(bytes).with_context(|| format!("{path}: not UTF-8"))
}

/// What `text`, the content of `path`, says as JSON.
///
/// # Errors
/// `wotu.file_not_as_documented`, with line and column.
pub fn json<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, Refusal> {
    serde_json::from_str(text).map_err(|error| {
        let refusal = Refusal::invalid("wotu.file_not_as_documented", path);
        let problem = error.to_string();
        // The library puts the place behind the problem; it is told apart from it here.
        let problem = problem.split(" at line ").next().unwrap_or_default().to_owned();
        refusal.with("line", error.line()).with("column", error.column()).with("problem", problem)
    })
}

/// The files of a pack's folder: `pack.yaml` and whatever it names, beside it or one folder up.
///
/// # Errors
/// If one cannot be read, or `pack.yaml` leads out of the packs' folder.
pub fn pack(folder: &Path) -> anyhow::Result<Result<rules::Files, Vec<rules::Finding>>> {
    let main = text(&folder.join("pack.yaml").to_string_lossy())?;
    let names = match rules::pack::named_files(&main) {
        Ok(names) => names,
        Err(findings) => return Ok(Err(findings)),
    };
    let mut files = rules::Files::new().with("pack.yaml", main);
    for name in names {
        let inner = name.strip_prefix("../").unwrap_or(&name);
        if inner.starts_with('/') || inner.split('/').any(|part| part == "..") {
            bail!("pack.yaml names `{name}`, which lies outside the packs' folder");
        }
        // A file that is not there is a finding of the engine's, with its line in pack.yaml.
        if folder.join(&name).is_file() {
            let body = text(&folder.join(&name).to_string_lossy())?;
            files.insert(name, body);
        }
    }
    Ok(Ok(files))
}
