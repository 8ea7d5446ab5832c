//! Schemathesis against the API: as a visitor, then as each kind of person the demonstration signs in. It sends what the
//! description allows and what it forbids, and looks for answers that the description does not know.

use super::needs;
use crate::demo_server::DemoServer;
use crate::repository;
use crate::steps::{Closing, run_command};
use anyhow::{Context, Result};
use std::path::Path;
use std::process::Command;

/// Few people: the API's shape is tested, not its size.
const PEOPLE: u32 = 50;

/// Examples for each operation, for each kind of person. Bounded, so that the whole stays within minutes.
const EXAMPLES: &str = "25";

/// Who tests, besides a visitor.
const ROLES: [&str; 3] = ["person", "employer", "officer"];

/// Runs Schemathesis for each.
pub fn run(binary: &Path, closing: &Closing) -> Result<()> {
    let schemathesis = needs::install_schemathesis(closing)?;
    let data = tempfile::tempdir()?;
    let server = DemoServer::start(binary, &data.path().join("demo"), PEOPLE)?;
    let mut people = vec![("visitor", String::new())];
    for role in ROLES {
        people.push((role, server.sign_in(role)?.token));
    }
    for (who, token) in people {
        println!("--- the API as {who}");
        let mut command = Command::new(&schemathesis);
        command
            .arg("--config-file")
            .arg(repository::root()?.join("xtask/schemathesis.toml"))
            .arg("run")
            .arg(format!("{}/api/openapi.json", server.ready.address))
            .args(["--max-examples", EXAMPLES, "--seed", "1", "--generation-database", "none", "--no-color"])
            // A person signed in is refused much; what she is refused with is checked by the other runs.
            .args(["--suppress-health-check", "all"])
            .current_dir(data.path());
        if !token.is_empty() {
            command.args(["--header", &format!("Authorization: Bearer {token}")]);
        }
        run_command(&mut command, closing).with_context(|| format!("as {who}"))?;
    }
    Ok(())
}
