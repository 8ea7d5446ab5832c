//! What is wrong with a pack that loads: conditions that can never hold, rows nobody reaches, days without a figure,
//! texts that say something else than the rule. Each finding with its place and, where there is one, a case: facts and a
//! day on which the machine really does what the finding says.
//!
//! [`analyse`] is run by whoever checks a pack, not by `load`: a pack with findings still loads and answers. Work is
//! bounded (`limits.rs`). To add a check: a code with its texts and its level, a file here, a line in `analyse`.

mod classes;
mod conditions;
mod copies;
mod figures;
mod interpret;
mod narrow;
mod numbers;
mod numerals;
mod search;
mod terms;
mod texts;
mod units;
mod unused;
mod value;
mod versions;
mod walk;

use crate::{
    finding::{Code, Finding},
    language::OpId,
    pack::{Condition, Derived, Expression, Measure, Pack, Place, Split, Version},
};
use search::Case;
use std::{cell::Cell, collections::BTreeMap};

/// Looks for mistakes in a pack that loads, beyond [`Pack::warnings`]. In the order of files and lines.
#[must_use]
pub fn analyse(pack: &Pack) -> Vec<Finding> {
    let mut report = Report { pack, findings: Vec::new(), trials: Cell::new(0) };
    for (number, version) in pack.versions.iter().enumerate() {
        conditions::check(&mut report, number, version);
        figures::check(&mut report, number, version);
        texts::check(&mut report, number, version);
        classes::check(&mut report, number, version);
        copies::check(&mut report, number, version);
        units::check(&mut report, number, version);
        versions::check_dates(&mut report, number, version);
    }
    versions::check_families(&mut report);
    unused::check(&mut report);
    let mut findings = report.findings;
    findings.sort();
    findings.dedup();
    findings
}

/// What was found so far.
struct Report<'a> {
    pack: &'a Pack,
    findings: Vec<Finding>,
    /// How many cases were tried.
    trials: Cell<usize>,
}

impl Report<'_> {
    fn add(
        &mut self,
        (file, line, column): Place,
        code: Code,
        article: Option<&str>,
        args: &[(&'static str, String)],
    ) {
        let mut finding = Finding::new(file, line, column, code);
        finding.article = article.map(str::to_owned);
        finding.args = args.to_vec();
        self.findings.push(finding);
    }

    fn add_with_case(
        &mut self,
        place: Place,
        code: Code,
        article: Option<&str>,
        args: &[(&'static str, String)],
        case: Option<&Case>,
    ) {
        let mut args = args.to_vec();
        if let Some(case) = case {
            args.extend(shown(case));
        }
        self.add(place, code, article, &args);
    }

    fn place(&self, version: usize, steps: &[&str]) -> Place {
        self.pack.places.in_version(version, steps)
    }

    /// The place of an operation in an expression.
    fn in_expression(&self, version: usize, part: &Part<'_>, op: OpId) -> Place {
        let steps: Vec<&str> = part.steps.iter().map(String::as_str).collect();
        let byte = part.expression.code.spans.get(op.0).map_or(0, |span| span.start);
        self.pack.places.in_text(version, &steps, byte)
    }
}

/// A case as the arguments of a finding: a facts file, the day, and the day of knowledge.
fn shown(case: &Case) -> Vec<(&'static str, String)> {
    let facts: BTreeMap<&str, &crate::Value> =
        case.facts.iter().filter_map(|(name, given)| Some((name, given.value.as_ref()?))).collect();
    let json = serde_json::json!({ "facts": facts }).to_string();
    vec![("case", json), ("case_on", case.on.to_string()), ("case_known_on", case.known_on.to_string())]
}

/// An expression with the steps to where it stands.
struct Part<'p> {
    expression: &'p Expression,
    steps: Vec<String>,
    article: Option<&'p str>,
    /// A condition with exceptions: it may be met although its expression is not.
    has_exceptions: bool,
}

impl<'p> Part<'p> {
    fn new(expression: &'p Expression, article: Option<&'p str>, steps: &[&str]) -> Self {
        Self {
            expression,
            article,
            steps: steps.iter().map(|step| (*step).to_owned()).collect(),
            has_exceptions: false,
        }
    }

    /// The text that an operation was written as.
    fn text_of(&self, op: OpId) -> &'p str {
        let span = self.expression.code.spans.get(op.0);
        span.and_then(|span| self.expression.text.get(span.start..span.end)).unwrap_or(&self.expression.text)
    }
}

fn conditions_of(measure: &Measure) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    for Condition { id, expression, article, exceptions, .. } in &measure.conditions {
        let steps = ["measures", &measure.id, "conditions", id, "expr"];
        let part = Part::new(expression, article.as_deref(), &steps);
        parts.push(Part { has_exceptions: !exceptions.is_empty(), ..part });
    }
    parts
}

/// What excepts from conditions, and the further cases of a referral.
fn exceptions_of(measure: &Measure) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    for condition in &measure.conditions {
        for exception in &condition.exceptions {
            let steps =
                ["measures", &measure.id, "conditions", &condition.id, "exceptions", &exception.id, "when"];
            parts.push(Part::new(&exception.when, exception.article.as_deref(), &steps));
        }
    }
    for (number, case) in measure.refer.iter().flat_map(|refer| refer.cases.iter().enumerate()) {
        let number = format!("#{number}");
        let steps = ["measures", &measure.id, "refer", "cases", &number, "when"];
        parts.push(Part::new(&case.when, case.article.as_deref(), &steps));
    }
    parts
}

fn refer_of(measure: &Measure) -> Option<Part<'_>> {
    let refer = measure.refer.as_ref()?;
    Some(Part::new(&refer.when, refer.article.as_deref(), &["measures", &measure.id, "refer", "when"]))
}

/// The amount, its caps and its instalments.
fn amounts_of(measure: &Measure) -> Vec<Part<'_>> {
    let (id, article) = (measure.id.as_str(), measure.article.as_deref());
    let mut parts = Vec::new();
    if let crate::pack::Amount::Stated { expression, .. } = &measure.amount {
        parts.push(Part::new(expression, article, &["measures", id, "amount", "expr"]));
    }
    for (number, cap) in measure.caps.iter().enumerate() {
        let number = format!("#{number}");
        parts.push(Part::new(
            &cap.expression,
            cap.article.as_deref(),
            &["measures", id, "caps", &number, "expr"],
        ));
    }
    if let Some(Split::Stated(split)) = measure.instalments.as_ref().map(|instalments| &instalments.split) {
        for (number, expression) in split.iter().enumerate() {
            let number = format!("#{number}");
            parts.push(Part::new(expression, article, &["measures", id, "instalments", "split", &number]));
        }
    }
    parts
}

fn continuing_of(measure: &Measure) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    for (number, continuing) in measure.continuing.iter().enumerate() {
        let Some(expression) = &continuing.expression else { continue };
        let number = format!("#{number}");
        let steps = ["measures", &measure.id, "continuing", &number, "expr"];
        parts.push(Part::new(expression, continuing.article.as_deref(), &steps));
    }
    parts
}

fn derived_of(version: &Version) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    for Derived { name, expression, article, .. } in &version.derived {
        parts.push(Part::new(expression, article.as_deref(), &["derived", name, "expr"]));
    }
    parts
}

/// Every expression of a version.
fn expressions_of(version: &Version) -> Vec<Part<'_>> {
    let mut parts = derived_of(version);
    for measure in &version.measures {
        parts.extend(conditions_of(measure));
        parts.extend(refer_of(measure));
        parts.extend(exceptions_of(measure));
        parts.extend(amounts_of(measure));
        parts.extend(continuing_of(measure));
    }
    parts.extend(arranged_by(version));
    parts
}

/// The expressions of limits, of caps on sums, and of whom an earlier version keeps.
fn arranged_by(version: &Version) -> Vec<Part<'_>> {
    let arranged = &version.arrangements;
    let mut parts = Vec::new();
    for limit in &arranged.limits {
        parts.push(Part::new(&limit.most, limit.article.as_deref(), &["limits", &limit.id]));
    }
    for group in &arranged.groups {
        if let crate::pack::GroupRule::Cap(cap) = &group.rule {
            parts.push(Part::new(cap, group.article.as_deref(), &["groups", &group.id, "rule", "cap"]));
        }
    }
    for (number, keep) in arranged.keeps.iter().enumerate() {
        let number = format!("#{number}");
        parts.push(Part::new(&keep.who, keep.article.as_deref(), &["keeps", &number, "who"]));
    }
    parts
}
