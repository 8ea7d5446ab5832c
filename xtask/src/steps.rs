//! Steps of a long chore: each is run, its output is passed on as it comes, and at the end a table says how each went.
//! The closing lines of each runner are repeated above the table, so that the end of a log tells the whole story.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How many lines of a runner's end are kept.
const KEPT_LINES: usize = 12;

/// Parts of the lines by which runners say how it went.
const CLOSING: [&str; 10] = [
    "Summary [",
    "test result:",
    " passed",
    " failed",
    " flaky",
    "error:",
    "error[",
    "No issues found",
    "tidy:",
    "test cases:",
];

/// The closing lines of one runner, as they come.
#[derive(Default)]
pub struct Closing {
    lines: Mutex<Vec<String>>,
}

impl Closing {
    /// Keeps the line if it says how it went.
    pub fn note(&self, line: &str) {
        if CLOSING.iter().any(|part| line.contains(part))
            && let Ok(mut lines) = self.lines.lock()
        {
            lines.push(line.trim_end().to_owned());
            if lines.len() > KEPT_LINES {
                lines.remove(0);
            }
        }
    }
}

/// One step done.
struct Done {
    name: &'static str,
    took: Duration,
    result: Result<(), String>,
    closing: Vec<String>,
}

/// The steps so far.
#[derive(Default)]
pub struct Steps {
    done: Vec<Done>,
}

impl Steps {
    /// Runs one step. A failure is kept for the table, and the next step runs all the same.
    pub fn run(&mut self, name: &'static str, step: impl FnOnce(&Closing) -> Result<()>) {
        println!("\n=== {name}");
        let started = Instant::now();
        let closing = Closing::default();
        let result = step(&closing).map_err(|error| format!("{error:#}"));
        if let Err(error) = &result {
            eprintln!("{name}: {error}");
        }
        let closing = closing.lines.into_inner().unwrap_or_default();
        self.done.push(Done { name, took: started.elapsed(), result, closing });
    }

    /// Prints the closing lines and the table; an error if any step failed, or none was run.
    pub fn finish(self) -> Result<()> {
        println!();
        for done in &self.done {
            for line in &done.closing {
                println!("{:>10} | {line}", done.name);
            }
        }
        println!("\n{:<12} {:>9}  result", "step", "seconds");
        for done in &self.done {
            let result = done
                .result
                .as_ref()
                .map_or_else(|error| format!("FAILED: {}", first_line(error)), |()| "ok".to_owned());
            println!("{:<12} {:>9.1}  {result}", done.name, done.took.as_secs_f64());
        }
        let failed = done_names(&self.done, |done| done.result.is_err());
        if self.done.is_empty() {
            bail!("no step was run");
        }
        if !failed.is_empty() {
            bail!("{} of {} steps failed: {}", failed.len(), self.done.len(), failed.join(", "));
        }
        println!("\nall {} steps passed", self.done.len());
        Ok(())
    }
}

fn done_names(done: &[Done], which: impl Fn(&Done) -> bool) -> Vec<&'static str> {
    done.iter().filter(|done| which(done)).map(|done| done.name).collect()
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// Runs a command, passes its output on line by line, and fails if it does.
pub fn run_command(command: &mut Command, closing: &Closing) -> Result<()> {
    let shown = format!("{command:?}");
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {shown}"))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    std::thread::scope(|scope| {
        if let Some(stdout) = stdout {
            scope.spawn(move || pass_on(stdout, &mut std::io::stdout(), closing));
        }
        if let Some(stderr) = stderr {
            scope.spawn(move || pass_on(stderr, &mut std::io::stderr(), closing));
        }
    });
    let status = child.wait()?;
    if !status.success() {
        bail!("{status}: {shown}");
    }
    Ok(())
}

fn pass_on(from: impl Read, to: &mut impl Write, closing: &Closing) {
    let mut reader = BufReader::new(from);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        // A closed pipe on our side must not stop the runner: its status still counts.
        let _ = to.write_all(&line);
        closing.note(&String::from_utf8_lossy(&line));
        line.clear();
    }
    let _ = to.flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_fails_the_whole() {
        let mut steps = Steps::default();
        steps.run("good", |_| Ok(()));
        steps.run("bad", |_| bail!("as intended"));
        assert_eq!(steps.finish().unwrap_err().to_string(), "1 of 2 steps failed: bad");
    }

    #[test]
    fn no_step_at_all_is_no_success() {
        assert!(Steps::default().finish().is_err());
    }

    #[test]
    fn closing_lines_are_kept_and_others_are_not() {
        let closing = Closing::default();
        run_command(
            Command::new("sh").args(["-c", "echo compiling; echo 'test result: ok. 3 passed'"]),
            &closing,
        )
        .unwrap();
        assert_eq!(*closing.lines.lock().unwrap(), ["test result: ok. 3 passed"]);
    }

    #[test]
    fn a_command_that_fails_is_an_error() {
        assert!(run_command(Command::new("sh").args(["-c", "exit 3"]), &Closing::default()).is_err());
    }
}
