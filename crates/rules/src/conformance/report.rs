//! What a file of cases came to.

use super::{
    case::Case,
    judge::{Verdict, place},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// The counts, and each case that did not pass.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// How many there are.
    pub cases: usize,
    /// How many were answered as CEL asks.
    pub passed: usize,
    /// How many use a construct that this language leaves out.
    pub outside: usize,
    /// How many lie inside and were refused or answered otherwise.
    pub failed: usize,
    /// How many are outside for the sake of which construct.
    pub outside_by: BTreeMap<String, usize>,
    /// Those outside.
    pub outside_cases: Vec<Outside>,
    /// Those that failed.
    pub failed_cases: Vec<Failed>,
}

/// A case that uses a construct which this language leaves out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outside {
    /// The case's name.
    pub name: String,
    /// The file of the suite.
    pub file: String,
    /// Its section there.
    pub section: String,
    /// Which construct.
    pub construct: String,
    /// Line and column in the expression.
    #[serde(rename = "where")]
    pub place: String,
}

/// A case that lies inside and was refused or answered otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failed {
    /// The case's name.
    pub name: String,
    /// The file of the suite.
    pub file: String,
    /// Its section there.
    pub section: String,
    /// What was asked.
    pub expr: String,
    /// The answer that the suite asks for.
    pub expected: String,
    /// The answer given, or the findings.
    pub got: String,
}

impl Report {
    pub(super) fn add(&mut self, case: &Case, verdict: Verdict) {
        self.cases += 1;
        let (name, file, section) = (case.name.clone(), case.file.clone(), case.section.clone());
        match verdict {
            Verdict::Passed => self.passed += 1,
            Verdict::Outside(construct, span) => {
                self.outside += 1;
                let construct = construct.code().to_owned();
                *self.outside_by.entry(construct.clone()).or_default() += 1;
                let (line, column) = place(&case.expression, span);
                let place = format!("{line}:{column}");
                self.outside_cases.push(Outside { name, file, section, construct, place });
            }
            Verdict::Failed { expected, got } => {
                self.failed += 1;
                let expr = case.expression.clone();
                self.failed_cases.push(Failed { name, file, section, expr, expected, got });
            }
        }
    }
}
