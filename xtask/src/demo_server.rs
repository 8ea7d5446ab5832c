//! `wotu demo` as a child: started on a free port, asked to say in JSON where it listens, and ended with whoever holds it.

use crate::sign_in::{SignedIn, sign_in};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// How long it may take to generate the region and to listen.
const PATIENCE: Duration = Duration::from_secs(600);

/// How long it may take to end when asked.
const FAREWELL: Duration = Duration::from_secs(5);

/// The day on which tests and pictures play.
pub const CLOCK: &str = "2026-11-22";

/// The seed of the invented region in tests and pictures.
pub const SEED: &str = "1";

/// What `wotu demo --json` prints when it is ready.
#[derive(Debug, Deserialize)]
pub struct Ready {
    /// `http://127.0.0.1:PORT`
    pub address: String,
    /// By role: an address that signs in.
    pub sign_in: BTreeMap<String, String>,
}

/// A running demonstration; it is ended when this is dropped.
pub struct DemoServer {
    child: Child,
    /// What it said about itself.
    pub ready: Ready,
    /// The same, as it said it.
    pub ready_json: String,
}

impl DemoServer {
    /// Starts it on the data in `data` (made if absent) and waits until it is ready. Its log goes to `data/../demo.log`.
    pub fn start(binary: &Path, data: &Path, people: u32) -> Result<Self> {
        let log_path = data.with_extension("log");
        let mut child = Command::new(binary)
            .arg("demo")
            .arg("--data")
            .arg(data)
            .args([
                "--port",
                "0",
                "--seed",
                SEED,
                "--clock",
                CLOCK,
                "--json",
                "--people",
                &people.to_string(),
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log_path)?)
            .spawn()
            .with_context(|| format!("cannot start {}", binary.display()))?;
        let stdout = child.stdout.take().context("no standard output")?;
        match first_line(stdout)
            .and_then(|line| Ok((serde_json::from_str(&line).context("not the JSON that was agreed")?, line)))
        {
            Ok((ready, ready_json)) => Ok(Self { child, ready, ready_json }),
            Err(error) => {
                end(&mut child);
                let log = std::fs::read_to_string(&log_path).unwrap_or_default();
                let tail: Vec<&str> =
                    log.lines().rev().take(20).collect::<Vec<_>>().into_iter().rev().collect();
                bail!("`wotu demo` did not get ready: {error:#}\n{}", tail.join("\n"))
            }
        }
    }

    /// Signs in with the link for `role`.
    pub fn sign_in(&self, role: &str) -> Result<SignedIn> {
        let link =
            self.ready.sign_in.get(role).with_context(|| format!("the demonstration signs in no {role}"))?;
        sign_in(&self.ready.address, link)
    }

    /// The process, to read its memory.
    pub fn process_id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for DemoServer {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

/// The first line it prints. The rest is read and dropped, so that it never waits for us.
fn first_line(stdout: ChildStdout) -> Result<String> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            // After the first line nobody listens any more, and that is fine.
            let _ = sender.send(line);
        }
    });
    receiver.recv_timeout(PATIENCE).context("it ended, or took too long, without a word")
}

/// Asks it to end, and ends it if it does not.
fn end(child: &mut Child) {
    let _ = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    let asked = Instant::now();
    while asked.elapsed() < FAREWELL {
        if child.try_wait().is_ok_and(|status| status.is_some()) {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let _ = child.kill();
    let _ = child.wait();
}
