//! The peers, from PyPI, in a virtual environment of their own under the target folder. Versions are pinned, so that a figure
//! says against what it was measured.

use crate::repository;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What is installed. OpenFisca and its country template are under the AGPL: they are run as programs, and nothing of them is
/// in this repository.
const PINNED: [&str; 4] =
    ["openfisca-core==46.0.1", "openfisca-country-template==8.2.0", "duckdb==2.0.0", "numpy==2.4.6"];

/// The peers and where they run.
pub struct Peers {
    python: PathBuf,
    scripts: PathBuf,
}

/// Where everything of this benchmark lies.
pub fn folder(root: &Path) -> Result<PathBuf> {
    let folder = repository::target_folder(root).join("bench-rules");
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    Ok(folder)
}

impl Peers {
    /// Installs them if they are not there yet.
    pub fn install(root: &Path) -> Result<Self> {
        let environment = folder(root)?.join("peers");
        let (python, marker) = (environment.join("bin/python"), environment.join("pinned.txt"));
        let pinned = PINNED.join("\n");
        if std::fs::read_to_string(&marker).ok().as_deref() != Some(pinned.as_str()) {
            let made = Command::new("python3").arg("-m").arg("venv").arg(&environment).status();
            ensure!(made.context("python3 is needed for the peers")?.success(), "python3 -m venv failed");
            let installed =
                Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(PINNED).status()?;
            ensure!(installed.success(), "the peers cannot be installed from PyPI");
            std::fs::write(&marker, pinned)?;
        }
        Ok(Self { python, scripts: root.join("benches/country_template") })
    }

    /// Runs one of our scripts; its last line is an object.
    pub fn run(&self, script: &str, arguments: &[&str]) -> Result<Value> {
        let mut command = Command::new(&self.python);
        command.arg(self.scripts.join(script)).args(arguments);
        last_line(&mut command).with_context(|| format!("{script} {arguments:?}"))
    }
}

/// The object that a program prints as its last line.
pub fn last_line(command: &mut Command) -> Result<Value> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "failed with {}", output.status);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().last().context("nothing was printed")?;
    Ok(serde_json::from_str(line)?)
}
