//! The table of what was measured: each figure beside what the project promises, and whether that is kept. A promise is
//! judged only under its own conditions; what was not measured is said, and fails the run unless nobody asked for it.

use anyhow::{Result, ensure};

/// One figure.
pub struct Figure {
    /// As it is shown.
    pub shown: String,
    /// Whether the promise is kept; none where the run does not meet its conditions, or nothing is promised.
    pub is_kept: Option<bool>,
}

impl Figure {
    /// A figure of which nothing is promised.
    pub fn plain(shown: impl Into<String>) -> Self {
        Self { shown: shown.into(), is_kept: None }
    }

    /// A figure with a promise: at most `most`, or less.
    pub fn at_most(shown: impl Into<String>, value: f64, most: f64) -> Self {
        Self { shown: shown.into(), is_kept: Some(value <= most) }
    }
}

/// The rows so far.
#[derive(Default)]
pub struct Table {
    rows: Vec<Row>,
}

struct Row {
    what: String,
    outcome: Outcome,
    promised: &'static str,
}

enum Outcome {
    Measured(Figure),
    Failed(String),
    /// And how to ask for it.
    NotAsked(&'static str),
}

impl Table {
    /// A figure, or why there is none. `promised` names its conditions too.
    pub fn row(&mut self, what: impl Into<String>, figure: Result<Figure>, promised: &'static str) {
        let outcome = match figure {
            Ok(figure) => Outcome::Measured(figure),
            Err(error) => Outcome::Failed(format!("{error:#}")),
        };
        self.rows.push(Row { what: what.into(), outcome, promised });
    }

    /// Something promised that this run was not asked to measure.
    pub fn not_asked(&mut self, what: &str, how: &'static str, promised: &'static str) {
        self.rows.push(Row { what: what.to_owned(), outcome: Outcome::NotAsked(how), promised });
    }

    /// Prints it; an error if something could not be measured.
    pub fn print(&self) -> Result<()> {
        println!("\n{:<50} {:<46} {:<34} kept", "what", "measured", "promised");
        for row in &self.rows {
            let (shown, kept) = match &row.outcome {
                Outcome::Measured(Figure { shown, is_kept: Some(true) }) => (shown.clone(), "yes"),
                Outcome::Measured(Figure { shown, is_kept: Some(false) }) => (shown.clone(), "NO"),
                Outcome::Measured(Figure { shown, is_kept: None }) => (shown.clone(), "-"),
                Outcome::Failed(error) => (format!("NOT MEASURED: {error}"), "?"),
                Outcome::NotAsked(how) => (format!("not asked for: {how}"), "?"),
            };
            println!("{:<50} {shown:<46} {:<34} {kept}", row.what, row.promised);
        }
        let failed = self.count(|outcome| matches!(outcome, Outcome::Failed(_)));
        let missed =
            self.count(|outcome| matches!(outcome, Outcome::Measured(Figure { is_kept: Some(false), .. })));
        println!("\n{missed} promises are not kept in this run");
        ensure!(failed == 0, "{failed} could not be measured");
        Ok(())
    }

    fn count(&self, is: impl Fn(&Outcome) -> bool) -> usize {
        self.rows.iter().filter(|row| is(&row.outcome)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;

    #[test]
    fn what_could_not_be_measured_fails_the_run_and_a_missed_promise_is_only_shown() {
        let mut table = Table::default();
        table.row("a", Ok(Figure::at_most("2 s", 2.0, 1.0)), "<= 1 s");
        table.row("b", Ok(Figure::plain("7")), "");
        table.not_asked("c", "--c", "<= 1");
        assert_eq!(table.count(|outcome| matches!(outcome, Outcome::NotAsked(_))), 1);
        table.print().unwrap();
        table.row("d", (|| bail!("nobody answers"))(), "<= 1");
        assert_eq!(table.print().unwrap_err().to_string(), "1 could not be measured");
    }

    #[test]
    fn a_promise_is_kept_up_to_its_limit() {
        assert_eq!(Figure::at_most("", 1.0, 1.0).is_kept, Some(true));
        assert_eq!(Figure::at_most("", 1.01, 1.0).is_kept, Some(false));
    }
}
