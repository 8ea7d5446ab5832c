//! Single measurements: how long a process takes, how long until the first page, how much memory is resident.

use super::load::at_share;
use crate::demo_server::DemoServer;
use crate::http::Connection;
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// From starting the program on an existing database until the home page has been read.
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

/// Resident memory in MiB, as the kernel counts it; Linux only.
pub fn resident_mib(process_id: u32) -> Result<f64> {
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
    Some(f64::from(kib) / 1024.0)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resident_memory_is_read_in_mib() {
        assert_eq!(parse_resident("Name:\twotu\nVmRSS:\t  153600 kB\n"), Some(150.0));
        assert_eq!(parse_resident("Name:\twotu\n"), None);
    }
}
