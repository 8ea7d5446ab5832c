//! Holds a case against a pack, and says what differs and which condition decided.

use super::{
    expected::{Aspect, Case, Expectation, ExpectedAmount, ExpectedSum, ExpectedValue, What},
    read::shown,
};
use crate::{
    assess::{
        Assessment, CannotAssess, Determination, Outcome, ReasonKind, Trilean, Worth, assess, next_question,
    },
    evaluate::{Machine, State, bind},
    pack::{Pack, Version},
    show::{state_text, value_text},
};
use serde::Serialize;
use vocabulary::Text;

/// A condition that decided what came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// The measure's version.
    pub version: String,
    /// The condition's id; `refer`, `after_not_read` where that decided.
    pub condition: String,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// How it came out.
    pub result: Trilean,
    /// For people.
    pub text: Text,
    /// The facts that could still decide it.
    pub missing: Vec<String>,
    /// Where its expression stands: file, line.
    pub place: Option<(String, usize)>,
}

/// One expectation that did not come true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The file of cases.
    pub file: String,
    /// The line of the expectation.
    pub line: usize,
    /// Its column.
    pub column: usize,
    /// `settling_in.outcome`, `bundle.total`.
    pub what: String,
    /// What was expected.
    pub expected: String,
    /// What came.
    pub found: String,
    /// The conditions that decided.
    pub decided: Vec<Decided>,
}

/// How a case came out.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// Empty if all came as expected.
    pub differences: Vec<Difference>,
    /// The whole answer, if there was one.
    pub assessment: Option<Assessment>,
}

/// Runs one case.
#[must_use]
pub fn run(pack: &Pack, case: &Case) -> Verdict {
    let (on, known_on) = (case.on, case.knowledge());
    let answer = assess(pack, &case.facts, on, known_on);
    let refused = case.expected.iter().find(|expectation| matches!(expectation.what, What::NoVersion));
    let refusal = |expectation: &Expectation, expected: &str, found: String| Difference {
        file: case.file.clone(),
        line: expectation.line,
        column: expectation.column,
        what: "refused".to_owned(),
        expected: expected.to_owned(),
        found,
        decided: Vec::new(),
    };
    match (answer, refused) {
        (Err(CannotAssess::NoVersion { .. }), Some(_)) => {
            Verdict { differences: Vec::new(), assessment: None }
        }
        (Err(error), Some(expectation)) => {
            let differences = vec![refusal(expectation, "no_version", error.to_string())];
            Verdict { differences, assessment: None }
        }
        (Err(error), None) => {
            let first = case.expected.first();
            let difference = first.map(|expectation| refusal(expectation, "-", error.to_string()));
            Verdict { differences: difference.into_iter().collect(), assessment: None }
        }
        (Ok(assessment), Some(expectation)) => {
            let used: Vec<&str> = assessment.versions.iter().map(|used| used.version.as_str()).collect();
            let differences = vec![refusal(expectation, "no_version", used.join(", "))];
            Verdict { differences, assessment: Some(assessment) }
        }
        (Ok(assessment), None) => {
            let differences =
                case.expected.iter().filter_map(|expected| differs(pack, case, &assessment, expected));
            Verdict { differences: differences.collect(), assessment: Some(assessment) }
        }
    }
}

/// What came where an expectation did not come true.
fn differs(
    pack: &Pack,
    case: &Case,
    assessment: &Assessment,
    expectation: &Expectation,
) -> Option<Difference> {
    let bundle = &assessment.bundle;
    let (what, expected, found, decided) = match &expectation.what {
        What::NoVersion => return None,
        What::Measure { id, aspect } => {
            let key = aspect.key();
            let what = format!("{id}.{key}");
            match assessment.measure(id) {
                None => (what, aspect.shown(), "not assessed".to_owned(), Vec::new()),
                Some(found) if aspect.holds(found) => return None,
                Some(found) => (what, aspect.shown(), aspect.found(found), deciding(pack, found)),
            }
        }
        What::NotAssessed { id, version } => {
            let is = |measure: &&Determination| {
                measure.id == *id && version.as_ref().is_none_or(|version| measure.version == *version)
            };
            let found = assessment.measures.iter().find(is)?;
            let found = format!("{}@{}: {}", found.id, found.version, outcome(found.outcome));
            (format!("not_assessed.{id}"), "not assessed".to_owned(), found, Vec::new())
        }
        What::Versions(expected) => {
            let found: Vec<&str> = assessment.versions.iter().map(|used| used.version.as_str()).collect();
            different("versions", &expected.iter().map(String::as_str).collect::<Vec<_>>(), &found)?
        }
        What::Total(expected) => {
            let sum = |sum: &ExpectedSum| {
                format!("{} .. {}", shown(sum.from, sum.currency), shown(sum.to, sum.currency))
            };
            let totals: Vec<ExpectedSum> = bundle
                .total
                .iter()
                .map(|sum| ExpectedSum { from: sum.from, to: sum.to, currency: sum.currency })
                .collect();
            if totals.as_slice() == [*expected] {
                return None;
            }
            let found = totals.iter().map(sum).collect::<Vec<_>>().join(" + ");
            ("bundle.total".to_owned(), sum(expected), found, Vec::new())
        }
        What::Chosen(expected) => {
            let found: Vec<&str> = bundle.chosen.iter().map(|chosen| chosen.measure.as_str()).collect();
            different("bundle.chosen", &expected.iter().map(String::as_str).collect::<Vec<_>>(), &found)?
        }
        What::LeftOut(expected) => {
            let found: Vec<&str> = bundle.left_out.iter().map(|left| left.measure.as_str()).collect();
            different("bundle.left_out", &expected.iter().map(String::as_str).collect::<Vec<_>>(), &found)?
        }
        What::CouldAdd(id, expected) => {
            let found = bundle.could_add.iter().find(|added| added.measure == *id);
            let what = format!("bundle.could_add.{id}");
            let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
            match found {
                None => (what, expected.join(", "), "not there".to_owned(), Vec::new()),
                Some(found) => {
                    let found: Vec<&str> = found.instead_of.iter().map(String::as_str).collect();
                    different(&what, &expected, &found)?
                }
            }
        }
        What::Next(expected) => {
            let found = next_question(pack, &case.facts, case.on, case.knowledge()).ok().flatten();
            if found == *expected {
                return None;
            }
            let shown = |name: &Option<String>| name.clone().unwrap_or_else(|| "none".to_owned());
            ("next".to_owned(), shown(expected), shown(&found), Vec::new())
        }
        What::Derived { version, name, value } => {
            let found = derived(pack, case, assessment, version.as_deref(), name);
            let (found, holds) = match found {
                None => ("not in force".to_owned(), false),
                Some(state) => {
                    let holds = match (&state, value) {
                        (State::Known(found), ExpectedValue::Known(expected, _)) => {
                            value_text(&pack.vocabulary, found) == value_text(&pack.vocabulary, expected)
                        }
                        (State::Unknown, ExpectedValue::Unknown)
                        | (State::Failed(_), ExpectedValue::Failed) => true,
                        _ => false,
                    };
                    (state_text(&pack.vocabulary, &state), holds)
                }
            };
            if holds {
                return None;
            }
            let expected = match value {
                ExpectedValue::Known(_, text) => text.clone(),
                ExpectedValue::Unknown => "unknown".to_owned(),
                ExpectedValue::Failed => "failed".to_owned(),
            };
            (format!("derived.{name}"), expected, found, Vec::new())
        }
    };
    Some(Difference {
        file: case.file.clone(),
        line: expectation.line,
        column: expectation.column,
        what,
        expected,
        found,
        decided,
    })
}

fn different(
    what: &str,
    expected: &[&str],
    found: &[&str],
) -> Option<(String, String, String, Vec<Decided>)> {
    let list = |names: &[&str]| if names.is_empty() { "-".to_owned() } else { names.join(", ") };
    (expected != found).then(|| (what.to_owned(), list(expected), list(found), Vec::new()))
}

/// A derived value of the versions used.
fn derived(
    pack: &Pack,
    case: &Case,
    assessment: &Assessment,
    version: Option<&str>,
    name: &str,
) -> Option<State> {
    let bound = bind(&pack.vocabulary, &case.facts).ok()?;
    let used = assessment.versions.iter().filter_map(|used| pack.version(&used.version));
    let is = |found: &&Version| {
        version.is_none_or(|version| found.id == version)
            && found.derived.iter().any(|derived| derived.name == name)
    };
    let version = used.into_iter().find(is)?;
    let derived = version.derived.iter().find(|derived| derived.name == name)?;
    let mut machine = Machine::new(version, &bound, case.on, case.knowledge());
    Some(machine.value(&derived.expression).state)
}

/// The reasons that led to the outcome.
fn deciding(pack: &Pack, found: &Determination) -> Vec<Decided> {
    let wanted = match found.outcome {
        Outcome::No => Trilean::No,
        Outcome::Unknown => Trilean::Unknown,
        Outcome::Yes | Outcome::Refer => Trilean::Yes,
    };
    let version = pack.version(&found.version);
    let measure = version.and_then(|version| version.measure(&found.id));
    let reasons = found.reasons.iter().filter(|reason| {
        reason.result == wanted && (found.outcome != Outcome::Refer || reason.kind == ReasonKind::Refer)
    });
    reasons
        .map(|reason| {
            let expression = measure.and_then(|measure| match reason.kind {
                ReasonKind::Condition => {
                    let condition = measure.conditions.iter().find(|condition| condition.id == reason.id);
                    condition.map(|condition| &condition.expression)
                }
                _ => measure.refer.as_ref().map(|refer| &refer.when),
            });
            Decided {
                version: found.version.clone(),
                condition: reason.id.clone(),
                article: reason.article.clone(),
                result: reason.result,
                text: reason.text.clone(),
                missing: reason.missing.clone(),
                place: expression.map(|found| (found.place().0.to_owned(), found.place().1)),
            }
        })
        .collect()
}

const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Yes => "yes",
        Outcome::No => "no",
        Outcome::Unknown => "unknown",
        Outcome::Refer => "refer",
    }
}

fn sorted(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = names.into_iter().collect();
    names.sort();
    names.dedup();
    names
}

fn open_kinds(found: &Determination) -> Vec<String> {
    let open = found.reasons.iter().filter(|reason| reason.result == Trilean::Unknown);
    sorted(open.map(|reason| {
        let name = match reason.kind {
            ReasonKind::Condition => "condition",
            ReasonKind::Refer => "refer",
            ReasonKind::AfterNotRead => "after_not_read",
            ReasonKind::Exception => "exception",
            ReasonKind::Version => "version",
        };
        name.to_owned()
    }))
}

fn worth_text(worth: Worth) -> String {
    match worth {
        Worth::Exact(money) => money.to_string(),
        Worth::Estimate(estimate) => {
            amount_text(estimate.from, estimate.to, estimate.currency, (estimate.about, estimate.at_most))
        }
    }
}

fn amount_text(
    from: Option<i64>,
    to: i64,
    currency: vocabulary::Currency,
    (about, at_most): (bool, bool),
) -> String {
    let mut text = match from {
        Some(from) if from == to => shown(to, currency),
        Some(from) => format!("{} .. {}", shown(from, currency), shown(to, currency)),
        None => format!(".. {}", shown(to, currency)),
    };
    for (is, word) in [(about, " (about)"), (at_most, " (at most)")] {
        if is {
            text.push_str(word);
        }
    }
    text
}

const fn state(bound: crate::assess::Bound) -> &'static str {
    use crate::assess::Bound;
    match bound {
        Bound::Without => "without",
        Bound::Known => "known",
        Bound::Unknown => "unknown",
        Bound::NotRead => "not_read",
        Bound::Failed => "failed",
    }
}

impl Aspect {
    const fn key(&self) -> &'static str {
        match self {
            Self::Outcome(_) => "outcome",
            Self::Version(_) => "version",
            Self::Per(_) => "per",
            Self::Missing(_) => "missing",
            Self::Why(_) => "why",
            Self::Failed(_) => "failed",
            Self::Amount(_) => "amount",
            Self::Instalments(_) => "instalments",
        }
    }

    fn holds(&self, found: &Determination) -> bool {
        match self {
            Self::Outcome(expected) => found.outcome == *expected,
            Self::Version(expected) => found.version == *expected,
            Self::Per(expected) => found.per == *expected,
            Self::Missing(expected) => sorted(expected.clone()) == sorted(found.missing.clone()),
            Self::Why(expected) => sorted(expected.clone()) == open_kinds(found),
            Self::Failed(expected) => {
                sorted(expected.clone()) == sorted(found.failed().map(|reason| reason.id.clone()))
            }
            Self::Instalments(expected) => found.instalments.len() == *expected,
            Self::Amount(ExpectedAmount::State(expected)) => found.amount_state == *expected,
            Self::Amount(ExpectedAmount::Stated { from, to, currency, about, at_most, margin }) => {
                let (found_from, found_to, found_currency, flags) = match found.amount {
                    None => return false,
                    Some(Worth::Exact(money)) => {
                        (Some(money.minor), money.minor, money.currency, (false, false))
                    }
                    Some(Worth::Estimate(found)) => {
                        (found.from, found.to, found.currency, (found.about, found.at_most))
                    }
                };
                let near = |a: i64, b: i64| a.abs_diff(b) <= margin.unsigned_abs();
                let from_holds = match (from, found_from) {
                    (None, None) => true,
                    (Some(from), Some(found)) => near(*from, found),
                    _ => false,
                };
                from_holds
                    && near(*to, found_to)
                    && *currency == found_currency
                    && (*about, *at_most) == flags
            }
        }
    }

    fn shown(&self) -> String {
        let per = |per: Option<crate::pack::Per>| per.map_or("none", crate::pack::Per::as_str).to_owned();
        match self {
            Self::Outcome(expected) => outcome(*expected).to_owned(),
            Self::Version(expected) => expected.clone(),
            Self::Per(expected) => per(*expected),
            Self::Missing(names) | Self::Why(names) | Self::Failed(names) => list(names),
            Self::Instalments(count) => count.to_string(),
            Self::Amount(ExpectedAmount::State(expected)) => state(*expected).to_owned(),
            Self::Amount(ExpectedAmount::Stated { from, to, currency, about, at_most, margin }) => {
                let text = amount_text(*from, *to, *currency, (*about, *at_most));
                if *margin == 0 { text } else { format!("{text} ± {}", shown(*margin, *currency)) }
            }
        }
    }

    /// What came, in the same words.
    fn found(&self, found: &Determination) -> String {
        match self {
            Self::Outcome(_) => outcome(found.outcome).to_owned(),
            Self::Version(_) => found.version.clone(),
            Self::Per(_) => found.per.map_or("none", crate::pack::Per::as_str).to_owned(),
            Self::Missing(_) => list(&sorted(found.missing.clone())),
            Self::Why(_) => list(&open_kinds(found)),
            Self::Failed(_) => list(&sorted(found.failed().map(|reason| reason.id.clone()))),
            Self::Instalments(_) => found.instalments.len().to_string(),
            Self::Amount(_) => match (found.amount, &found.amount_failure) {
                (Some(worth), _) => worth_text(worth),
                (None, Some(failure)) => {
                    format!(
                        "{} ({})",
                        state(found.amount_state),
                        failure.key().trim_start_matches("failure-")
                    )
                }
                (None, None) => state(found.amount_state).to_owned(),
            },
        }
    }
}

fn list(names: &[String]) -> String {
    if names.is_empty() { "-".to_owned() } else { names.join(", ") }
}
