//! A small load: a few connections on loopback, each asking again as soon as it has its answer, for a fixed time. Bounded
//! on both sides. The asking threads run on the same machine and cost it something too: only ratios within one run mean much.

use crate::http::Connection;
use anyhow::{Context, Result, bail, ensure};
use std::time::{Duration, Instant};

/// How often two pages take turns.
pub const ROUNDS: u32 = 5;

/// How long each is asked for before anything counts.
pub const WARM_UP: Duration = Duration::from_secs(1);

/// Fewer answers than this have no 99th percentile to speak of.
const LEAST_ANSWERS: usize = 200;

/// What one page showed over all of its rounds.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// How many answers came.
    pub answers: usize,
    /// Answers in a second, over all connections.
    pub per_second: f64,
    /// Half of the answers came within this.
    pub median: Duration,
    /// 99 of 100 answers came within this.
    pub p99: Duration,
}

/// The answers of one page, and how long they were asked for.
#[derive(Debug, Default)]
struct Answers {
    times: Vec<Duration>,
    took: Duration,
}

impl Answers {
    fn per_second(&self) -> Result<f64> {
        Ok(f64::from(u32::try_from(self.times.len())?) / self.took.as_secs_f64())
    }

    fn measured(mut self) -> Result<Measured> {
        self.times.sort_unstable();
        let answers = self.times.len();
        ensure!(
            answers >= LEAST_ANSWERS,
            "{answers} answers are too few for a 99th percentile: ask for longer"
        );
        let share = |percent| at_share(&self.times, percent).context("no answer at all");
        Ok(Measured { answers, per_second: self.per_second()?, median: share(50)?, p99: share(99)? })
    }
}

/// Who is asked, as whom, over how many connections.
pub struct Load<'a> {
    /// `http://127.0.0.1:PORT`
    pub address: &'a str,
    /// `name=value; …`
    pub cookies: &'a str,
    /// How many ask at once.
    pub connections: usize,
}

/// Two pages in turns, so that whatever else the machine does meets both: a warm-up of each that is not counted, then
/// [`ROUNDS`] rounds that share `lasting` for each page. Also answers how many times the throughput of the first that of the
/// second was, round by round.
pub fn in_turns(load: &Load<'_>, paths: [&str; 2], lasting: Duration) -> Result<([Measured; 2], Vec<f64>)> {
    for path in paths {
        load.ask(path, WARM_UP)?;
    }
    let (mut first, mut second, mut ratios) = (Answers::default(), Answers::default(), Vec::new());
    for round in 0..ROUNDS {
        let [one, other] = paths.map(|path| move || load.ask(path, lasting / ROUNDS));
        // Who begins changes, so that neither always follows the other.
        let (one, other) = if round % 2 == 0 {
            let one = one()?;
            (one, other()?)
        } else {
            let other = other()?;
            (one()?, other)
        };
        ratios.push(one.per_second()? / other.per_second()?);
        for (all, round) in [(&mut first, one), (&mut second, other)] {
            all.times.extend(round.times);
            all.took += round.took;
        }
    }
    Ok(([first.measured()?, second.measured()?], ratios))
}

impl Load<'_> {
    /// Asks for a page for so long; an error if one answer is not 200.
    fn ask(&self, path: &str, lasting: Duration) -> Result<Answers> {
        let started = Instant::now();
        let until = started + lasting;
        let times: Vec<Result<Vec<Duration>>> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..self.connections)
                .map(|_| scope.spawn(move || ask_repeatedly(self.address, path, self.cookies, until)))
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
        Ok(Answers { times: all, took })
    }
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

/// The one in the middle; the lower of two.
pub fn middle(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len().checked_sub(1)? / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_some_values_is_one_of_them() {
        assert_eq!(middle(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(middle(vec![2.0, 1.0]), Some(1.0));
        assert_eq!(middle(vec![]), None);
    }

    #[test]
    fn too_few_answers_have_no_percentile() {
        let answers =
            |count| Answers { times: vec![Duration::from_millis(1); count], took: Duration::from_secs(2) };
        assert!(answers(LEAST_ANSWERS - 1).measured().is_err());
        let measured = answers(400).measured().unwrap();
        assert_eq!(
            (measured.answers, measured.per_second, measured.p99),
            (400, 200.0, Duration::from_millis(1))
        );
    }

    #[test]
    fn the_share_of_sorted_times_is_the_nearest_rank() {
        let times: Vec<Duration> = (1..=200).map(Duration::from_millis).collect();
        assert_eq!(at_share(&times, 50), Some(Duration::from_millis(100)));
        assert_eq!(at_share(&times, 99), Some(Duration::from_millis(198)));
        assert_eq!(at_share(&[], 50), None);
        assert_eq!(at_share(&[Duration::from_millis(7)], 99), Some(Duration::from_millis(7)));
    }
}
