//! Test cases of a pack: invented people with what must come out, as YAML beside the pack. [`read`] reads a file of them,
//! [`run`] holds one against the pack, [`Coverage`] says what of the pack they saw. The form: docs/policy-tests.md.

mod compare;
mod coverage;
mod expected;
mod read;

pub use compare::{Decided, Difference, Verdict, run};
pub use coverage::{
    Answers, CapCoverage, ConditionCoverage, Coverage, MeasureCoverage, ParameterCoverage, TableCoverage,
    Uses,
};
pub use expected::{Case, Expectation};
pub use read::{CaseMistake, read};

#[cfg(test)]
mod tests;
