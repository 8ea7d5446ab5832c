//! Cases of the CEL conformance suite, run through this language: which pass, which lie outside of it and why, which fail.
//!
//! Outside is decided from the expression, the types of what is bound and the container, by what the parser and the
//! checker refuse with the name of a construct ([`Construct`](crate::language::Construct)), never from the expected
//! result. Whatever else is refused, and whatever is answered otherwise than CEL does, has failed. The table of what is
//! inside and outside stands in docs/cel.md.

mod answer;
mod case;
mod judge;
mod names;
mod report;

pub use answer::{Answer, Literal, answer};
pub use case::Unreadable;
pub use report::{Failed, Outside, Report};

/// Runs every case of a file: a JSON array of cases, each with `name`, `expr`, and `value`, `eval_error`, `typed_result`
/// or (for `true`) nothing.
///
/// # Errors
/// The text is not such an array.
pub fn run(text: &str) -> Result<Report, Unreadable> {
    let cases = case::read(text)?;
    let mut report = Report::default();
    for case in &cases {
        report.add(case, judge::judge(case));
    }
    Ok(report)
}
