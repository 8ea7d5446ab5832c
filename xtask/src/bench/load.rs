//! A small load: a few connections on loopback, each asking again as soon as it has its answer, for a fixed time. Bounded
//! on both sides, so that it measures our server and nothing else.

use crate::http::Connection;
use anyhow::{Result, bail};
use std::time::{Duration, Instant};

/// What one load showed.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// Answers in a second, over all connections.
    pub per_second: f64,
    /// Half of the answers came within this.
    pub median: Duration,
    /// 99 of 100 answers came within this.
    pub p99: Duration,
}

/// Asks for `path` over `connections` connections for `lasting`; an error if one answer is not 200.
pub fn load(
    address: &str,
    path: &str,
    cookies: &str,
    connections: usize,
    lasting: Duration,
) -> Result<Measured> {
    let started = Instant::now();
    let times: Vec<Result<Vec<Duration>>> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..connections)
            .map(|_| scope.spawn(move || ask_repeatedly(address, path, cookies, started + lasting)))
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|_| bail!("a connection's thread ended early")))
            .collect()
    });
    let took = started.elapsed();
    let mut all = Vec::new();
    for times in times {
        all.extend(times?);
    }
    all.sort_unstable();
    let (Some(median), Some(p99)) = (at_share(&all, 50), at_share(&all, 99)) else {
        bail!("no answer at all from {path}")
    };
    Ok(Measured { per_second: f64::from(u32::try_from(all.len())?) / took.as_secs_f64(), median, p99 })
}

fn ask_repeatedly(address: &str, path: &str, cookies: &str, until: Instant) -> Result<Vec<Duration>> {
    let mut connection = Connection::open(address)?;
    let mut times = Vec::new();
    while Instant::now() < until {
        let asked = Instant::now();
        let response = connection.get(path, cookies)?;
        if response.status != 200 {
            bail!("{path} answered {}", response.status);
        }
        times.push(asked.elapsed());
    }
    Ok(times)
}

/// The smallest time within which `percent` of 100 sorted times lie.
pub fn at_share(sorted: &[Duration], percent: usize) -> Option<Duration> {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_of_sorted_times_is_the_nearest_rank() {
        let times: Vec<Duration> = (1..=200).map(Duration::from_millis).collect();
        assert_eq!(at_share(&times, 50), Some(Duration::from_millis(100)));
        assert_eq!(at_share(&times, 99), Some(Duration::from_millis(198)));
        assert_eq!(at_share(&[], 50), None);
        assert_eq!(at_share(&[Duration::from_millis(7)], 99), Some(Duration::from_millis(7)));
    }
}
