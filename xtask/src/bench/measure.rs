//! Single measurements: how long a process takes, how long until the first page, how much memory is resident, what the rules'
//! own timing says.

use super::load::at_share;
use crate::demo_server::DemoServer;
use crate::http::Connection;
use crate::repository;
use anyhow::{Context, Result, bail, ensure};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// From starting the program on an existing database until a page has been read.
pub fn start_to_first_page(
    binary: &Path,
    data: &Path,
    people: u32,
    page: &str,
) -> Result<(DemoServer, Duration)> {
    let started = Instant::now();
    let server = DemoServer::start(binary, data, people)?;
    let response = Connection::open(&server.ready.address)?.get(page, "")?;
    let took = started.elapsed();
    if response.status != 200 {
        bail!("{page} answered {}", response.status);
    }
    Ok((server, took))
}

/// Resident memory in MB (a million bytes), as the kernel counts it; Linux only.
pub fn resident_mb(process_id: u32) -> Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process_id}/status"))
        .context("resident memory is read from /proc: Linux only")?;
    parse_resident(&status).context("no VmRSS in /proc/PID/status")
}

fn parse_resident(status: &str) -> Option<f64> {
    let kib: u32 = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?
        .split_whitespace()
        .next()?
        .parse()
        .ok()?;
    Some(f64::from(kib) * 1024.0 / 1e6)
}

/// The median time of a whole process, over several runs; an error if one fails.
pub fn median_process_time(binary: &Path, arguments: &[&str], runs: usize) -> Result<Duration> {
    let mut times = Vec::new();
    for _ in 0..runs {
        let started = Instant::now();
        let output = Command::new(binary).args(arguments).stdin(Stdio::null()).output()?;
        times.push(started.elapsed());
        if !output.status.success() {
            bail!("{arguments:?} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
    }
    times.sort_unstable();
    at_share(&times, 50).context("no run")
}

/// Median and 99th percentile of one assessment with its reasons, in microseconds, of somebody who told nothing and of
/// somebody who told much: the example `timing` of `rules`, over the pack in a folder.
pub fn assessments(root: &Path, pack: &str) -> Result<Vec<(String, u32, u32)>> {
    let output = repository::cargo(root)
        .args([
            "run",
            "--release",
            "--quiet",
            "--locked",
            "--package",
            "rules",
            "--example",
            "timing",
            "--",
            pack,
        ])
        .stderr(Stdio::inherit())
        .output()?;
    ensure!(output.status.success(), "the example `timing` of `rules` failed");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let found: Vec<_> = text.lines().filter_map(parse_assessment).collect();
    ensure!(found.len() == 2, "the example `timing` of `rules` does not say what it used to: {text}");
    Ok(found)
}

/// `much told: 26 measures with reasons, median 145 µs, 99 % 316 µs`
fn parse_assessment(line: &str) -> Option<(String, u32, u32)> {
    let (who, rest) = line.split_once(": ")?;
    let (_, rest) = rest.split_once("median ")?;
    let (median, rest) = rest.split_once(" µs, 99 % ")?;
    Some((who.to_owned(), median.parse().ok()?, rest.strip_suffix(" µs")?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resident_memory_is_read_in_millions_of_bytes() {
        assert_eq!(parse_resident("Name:\twotu\nVmRSS:\t  1000 kB\n"), Some(1.024));
        assert_eq!(parse_resident("Name:\twotu\n"), None);
    }

    #[test]
    fn the_timing_of_the_rules_is_understood() {
        let line = "much told: 26 measures with reasons, median 145 µs, 99 % 316 µs";
        assert_eq!(parse_assessment(line), Some(("much told".to_owned(), 145, 316)));
        assert_eq!(parse_assessment("jilin: loaded and checked in 9000 µs"), None);
    }
}
