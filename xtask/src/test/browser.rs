//! The walkthroughs in a browser, against a demonstration of their own.

use super::needs;
use crate::demo_server::DemoServer;
use crate::steps::{Closing, run_command};
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// As many invented people as the README's first command makes: the pictures show the same region.
const PEOPLE: u32 = 2_000;

/// Runs Playwright with what it needs to find the server.
pub fn run(root: &Path, binary: &Path, has_pictures: bool, closing: &Closing) -> Result<()> {
    needs::install_browser_modules(root, closing)?;
    let folder = root.join("e2e");
    let data = tempfile::tempdir()?;
    let server = DemoServer::start(binary, &data.path().join("demo"), PEOPLE)?;
    println!("the demonstration listens at {}", server.ready.address);
    let mut types = Command::new("node_modules/.bin/tsc");
    types.arg("--noEmit").current_dir(&folder);
    run_command(&mut types, closing)?;
    let mut playwright = Command::new("node_modules/.bin/playwright");
    playwright.arg("test").current_dir(&folder).env("WOTU_DEMO", &server.ready_json).env("CI", "1");
    if has_pictures {
        playwright.env("WOTU_PICTURES", "1");
    }
    run_command(&mut playwright, closing)
}
