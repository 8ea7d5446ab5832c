//! Where things are: the repository's root, the target folder, the binary, the user's cache folder.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder whose `Cargo.toml` is the workspace's, from the current folder upwards.
pub fn root() -> Result<PathBuf> {
    let start = std::env::current_dir().context("the current folder cannot be read")?;
    for folder in start.ancestors() {
        if let Ok(text) = std::fs::read_to_string(folder.join("Cargo.toml"))
            && text.lines().any(|line| line.trim() == "[workspace]")
        {
            return Ok(folder.to_path_buf());
        }
    }
    bail!("run this inside the repository: no workspace above {}", start.display())
}

/// Where cargo puts what it builds.
pub fn target_folder(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |path| root.join(path))
}

/// The binary of a profile's folder (`debug`, `release`); it may not have been built.
pub fn binary(root: &Path, profile: &str) -> PathBuf {
    target_folder(root).join(profile).join(format!("wotu{}", std::env::consts::EXE_SUFFIX))
}

/// Builds the binary and says where it is.
pub fn build_binary(root: &Path, is_release: bool) -> Result<PathBuf> {
    let mut command = cargo(root);
    command.args(["build", "--package", "wotu", "--locked"]);
    if is_release {
        command.arg("--release");
    }
    let status = command.status().context("cargo cannot be started")?;
    if !status.success() {
        bail!("the binary does not build");
    }
    Ok(binary(root, if is_release { "release" } else { "debug" }))
}

/// Cargo, the one that started us if it did, in the root.
pub fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    // `cargo xtask` sets variables about our own package. A build script that watches them (ring's does) would run again,
    // and with it half of the build, each time somebody goes from `cargo build` to `cargo xtask` and back.
    for (name, _) in std::env::vars_os() {
        if name
            .to_str()
            .is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"))
        {
            command.env_remove(name);
        }
    }
    command
}

/// A folder of ours in the user's cache folder.
pub fn cache_folder() -> Result<PathBuf> {
    let base = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")))
        .context("neither XDG_CACHE_HOME nor HOME is set")?;
    let folder = base.join("wotu");
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

/// The first program of that name on the path.
pub fn which(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}
