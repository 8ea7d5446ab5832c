//! What the tests need and a fresh machine lacks: Debian packages, the browser tests' modules, Schemathesis. Nothing is
//! installed that is already there, and nothing is left outside the repository, the user's cache folder and the system's
//! package manager.

use crate::repository::{cache_folder, which};
use crate::steps::{Closing, run_command};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The version the tests were written with. A newer one may find more; that is a change of its own.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";

/// The oldest Node.js that Playwright runs on.
const OLDEST_NODE: u32 = 20;

/// A Debian package, and how to see that what it brings is there.
struct Package {
    name: &'static str,
    is_there: fn() -> bool,
}

/// PostgreSQL for the store tests.
const POSTGRESQL: Package =
    Package { name: "postgresql", is_there: || which("initdb").is_some() || has_debian_postgres() };
/// A browser, its Chinese letters, and what drives it.
const BROWSER: [Package; 4] = [
    Package { name: "chromium", is_there: || which("chromium").is_some() },
    Package { name: "fonts-noto-cjk", is_there: has_chinese_font },
    Package { name: "nodejs", is_there: || which("node").is_some() },
    Package { name: "npm", is_there: || which("npm").is_some() },
];
/// What Schemathesis runs on.
const PYTHON: Package =
    Package { name: "python3-venv", is_there: || which("python3").is_some() && python_makes_venvs() };

fn has_debian_postgres() -> bool {
    std::fs::read_dir("/usr/lib/postgresql")
        .is_ok_and(|versions| versions.flatten().any(|version| version.path().join("bin/initdb").is_file()))
}

fn has_chinese_font() -> bool {
    let listed = Command::new("fc-list").arg(":lang=zh").output();
    listed.is_ok_and(|output| !output.stdout.is_empty())
        || Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").is_file()
}

fn python_makes_venvs() -> bool {
    Command::new("python3")
        .args(["-c", "import ensurepip, venv"])
        .output()
        .is_ok_and(|output| output.status.success())
}

/// The Debian packages that are missing, installed.
pub fn install_packages(with_browser: bool, closing: &Closing) -> Result<()> {
    let mut wanted = vec![POSTGRESQL, PYTHON];
    if with_browser {
        wanted.extend(BROWSER);
    }
    let missing: Vec<&str> =
        wanted.iter().filter(|package| !(package.is_there)()).map(|package| package.name).collect();
    if missing.is_empty() {
        println!("everything is there");
        return Ok(());
    }
    let Some(apt) = which("apt-get") else {
        bail!("missing, and there is no apt-get to install it: {}", missing.join(" "))
    };
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.starts_with(b"0\n"));
    let as_root = |arguments: &[&str]| {
        let mut command = if is_root || which("sudo").is_none() {
            Command::new(&apt)
        } else {
            let mut sudo = Command::new("sudo");
            sudo.arg(&apt);
            sudo
        };
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    run_command(&mut as_root(&["update"]), closing)?;
    let mut install = vec!["install", "-y", "--no-install-recommends"];
    install.extend(&missing);
    run_command(&mut as_root(&install), closing)
        .with_context(|| format!("install by hand: {}", missing.join(" ")))
}

/// The browser tests' modules, exactly as the lock file has them.
pub fn install_browser_modules(root: &Path, closing: &Closing) -> Result<()> {
    let output = Command::new("node").arg("--version").output().context("node cannot be started")?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let major: u32 =
        version.trim_start_matches('v').split('.').next().unwrap_or_default().parse().unwrap_or(0);
    if major < OLDEST_NODE {
        bail!("Node.js {version} is too old: Playwright needs {OLDEST_NODE} or newer");
    }
    let folder = root.join("e2e");
    let lock = std::fs::read(folder.join("package-lock.json")).context("e2e/package-lock.json")?;
    let installed = folder.join("node_modules/.wotu-lock");
    if std::fs::read(&installed).is_ok_and(|before| before == lock) {
        println!("e2e/node_modules is up to date");
        return Ok(());
    }
    // The browser is Debian's: Playwright's own is neither needed nor downloaded.
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund"])
        .current_dir(&folder)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    run_command(&mut npm, closing)?;
    std::fs::write(installed, lock).context("cannot note what was installed")
}

/// Schemathesis in a virtual environment of its own; the path of its program.
pub fn install_schemathesis(closing: &Closing) -> Result<PathBuf> {
    let folder = cache_folder()?.join(SCHEMATHESIS);
    let program = folder.join("bin/schemathesis");
    if program.is_file()
        && Command::new(&program).arg("--version").output().is_ok_and(|output| output.status.success())
    {
        return Ok(program);
    }
    run_command(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder), closing)?;
    run_command(
        Command::new(folder.join("bin/pip")).args([
            "install",
            "--quiet",
            "--disable-pip-version-check",
            SCHEMATHESIS,
        ]),
        closing,
    )?;
    Ok(program)
}
