//! Words that several policy commands share.

use rules::{Outcome, Trilean};

/// The text of a condition with how it came out.
pub const fn result_key(result: Trilean) -> &'static str {
    match result {
        Trilean::Yes => "wotu-policy-result-yes",
        Trilean::No => "wotu-policy-result-no",
        Trilean::Unknown => "wotu-policy-result-unknown",
    }
}

/// The text of an outcome.
pub const fn outcome_key(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Yes => "wotu-outcome-yes",
        Outcome::No => "wotu-outcome-no",
        Outcome::Unknown => "wotu-outcome-unknown",
        Outcome::Refer => "wotu-outcome-refer",
    }
}
