//! How the golden cases of a draft come out: invented people whose answers somebody worked out by hand.

use super::Words;
use rules::{Pack, cases};
use serde::Serialize;
use utoipa::ToSchema;

/// One expectation that did not come true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = policies::CaseDifference)]
pub struct CaseDifference {
    /// The line of the expectation.
    pub line: usize,
    /// `settling_in.outcome`, `bundle.total`.
    pub what: String,
    /// What was expected.
    pub expected: String,
    /// What came.
    pub found: String,
}

/// One case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = policies::CaseResult)]
pub struct CaseResult {
    /// The file.
    pub file: String,
    /// The line at which it begins.
    pub line: usize,
    /// Who it is.
    pub name: Words,
    /// What came out otherwise than expected; none if it passes.
    pub differences: Vec<CaseDifference>,
}

/// A mistake in a file of cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = policies::CaseMistake)]
pub struct CaseMistake {
    /// The file.
    pub file: String,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
    /// What is wrong, and what to do.
    pub text: Words,
}

/// How all cases come out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, ToSchema)]
#[schema(as = policies::TestReport)]
pub struct TestReport {
    /// The cases, in the order of their files.
    pub cases: Vec<CaseResult>,
    /// Why a file of cases could not be read.
    pub mistakes: Vec<CaseMistake>,
}

impl TestReport {
    /// Runs every case of the files, each with its path, against a pack.
    #[must_use]
    pub fn of<'t>(pack: &Pack, files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let mut report = Self::default();
        for (path, text) in files {
            match cases::read(path, text, pack) {
                Ok(found) => report.cases.extend(found.iter().map(|case| result(pack, case))),
                Err(mistakes) => report.mistakes.extend(mistakes.iter().map(|mistake| CaseMistake {
                    file: mistake.file.clone(),
                    line: mistake.line,
                    column: mistake.column,
                    text: (&mistake.words()).into(),
                })),
            }
        }
        report
    }

    /// How many cases do not come out as expected, with the files that cannot be read.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.mistakes.len() + self.cases.iter().filter(|case| !case.differences.is_empty()).count()
    }

    /// How many cases come out as expected.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.cases.iter().filter(|case| case.differences.is_empty()).count()
    }
}

fn result(pack: &Pack, case: &cases::Case) -> CaseResult {
    let difference = |found: &cases::Difference| CaseDifference {
        line: found.line,
        what: found.what.clone(),
        expected: found.expected.clone(),
        found: found.found.clone(),
    };
    CaseResult {
        file: case.file.clone(),
        line: case.line,
        name: (&case.name).into(),
        differences: cases::run(pack, case).differences.iter().map(difference).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::example_pack;

    fn case(years: &str, outcome: &str) -> String {
        format!(
            "cases:\n  - name: {{zh: 甲（虚构）, en: A (invented)}}\n    on: 2023-01-01\n    facts: {{{years}}}\n    expect:\n      a: {{outcome: \"{outcome}\", because: \"rule\"}}\n"
        )
    }

    #[test]
    fn a_case_passes_or_tells_what_was_expected_and_what_came() {
        let texts = [case("years: 3", "yes"), case("years: 2", "yes"), case("", "unknown")];
        let files = texts.iter().map(|text| ("tests/a.yaml", text.as_str()));
        let report = TestReport::of(&example_pack(), files);
        assert_eq!((report.passed(), report.failed(), report.mistakes.len()), (2, 1, 0), "{report:?}");
        let failed = report.cases.iter().find(|case| !case.differences.is_empty()).unwrap();
        let difference = &failed.differences[0];
        assert_eq!((failed.line, difference.what.as_str()), (2, "a.outcome"), "{difference:?}");
        assert!(difference.expected.contains("yes") && difference.found.contains("no"), "{difference:?}");
    }

    #[test]
    fn a_file_that_cannot_be_read_counts_as_failing_with_its_place() {
        let broken = case("yeers: 3", "yes");
        let report = TestReport::of(&example_pack(), [("tests/a.yaml", broken.as_str())]);
        assert_eq!((report.passed(), report.failed()), (0, 1));
        let mistake = &report.mistakes[0];
        assert_eq!((mistake.file.as_str(), mistake.line), ("tests/a.yaml", 4), "{mistake:?}");
    }
}
