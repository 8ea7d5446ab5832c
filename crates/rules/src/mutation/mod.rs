//! Mutants of a pack: small changes to its expressions and figures, each of which its cases should notice. What they do not
//! notice (a survivor) is a line of the pack that no case holds. Deterministic: the same files yield the same mutants.

mod expressions;
mod figures;

pub(crate) use expressions::find;

use crate::{
    cases::{Case, run},
    editing::{
        Lines,
        located::{self, Located},
    },
    pack::{Files, Pack, Version, load},
};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What sort of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// `>=` to `<`, `==` to `!=`.
    ComparisonFlipped,
    /// `>=` to `>`: the boundary falls on the other side.
    BoundaryShifted,
    /// `&&` to `||` or back.
    Connective,
    /// One part of `&&` or `||` left out.
    PartDropped,
    /// `!` left out, `has(…)` always true.
    NegationDropped,
    /// `? :` always the same arm.
    ChoiceFixed,
    /// A number, amount or date one higher or lower.
    ConstantShifted,
    /// The class above or below.
    ClassNeighbour,
    /// `+` to `-`, `min` to `max`, another rounding.
    Operation,
    /// A whole condition left out.
    ConditionDropped,
    /// A referral left out.
    ReferralDropped,
    /// A cap left out.
    CapDropped,
    /// An exclusion left out.
    ExclusionDropped,
    /// A row of a table left out.
    RowDropped,
    /// A value of a table or parameter changed.
    ValueChanged,
    /// A day of a version, parameter or condition one later or earlier.
    DateShifted,
    /// How often, how many times, how long.
    PaymentChanged,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mutant {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What sort of change.
    pub sort: Sort,
    /// What stands there.
    pub before: String,
    /// What stands there instead.
    pub after: String,
    #[serde(skip)]
    start: usize,
    #[serde(skip)]
    end: usize,
    #[serde(skip)]
    replacement: String,
}

impl Mutant {
    /// The files with this change.
    #[must_use]
    pub fn files(&self, original: &Files) -> Files {
        let mut files = original.clone();
        let text = original.get(&self.file).unwrap_or_default();
        let (head, tail) = (text.get(..self.start), text.get(self.end..));
        if let (Some(head), Some(tail)) = (head, tail) {
            files.insert(&self.file, format!("{head}{}{tail}", self.replacement));
        }
        files
    }

    /// `>= -> >`, `"E" -> "D"`.
    #[must_use]
    pub fn what(&self) -> String {
        let after = if self.after.is_empty() { "-" } else { &self.after };
        format!("{} -> {after}", self.before)
    }
}

/// What became of a mutant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// A case noticed: its number among the cases.
    Killed(usize),
    /// No case noticed.
    Survived,
    /// It does not load: `policy check` notices.
    Refused,
}

/// Runs the cases against one mutant, up to the first that notices.
#[must_use]
pub fn fate(original: &Files, mutant: &Mutant, cases: &[Case]) -> Fate {
    let Ok(pack) = load(&mutant.files(original)) else { return Fate::Refused };
    let noticed = cases.iter().position(|case| !run(&pack, case).differences.is_empty());
    noticed.map_or(Fate::Survived, Fate::Killed)
}

/// Every mutant of a pack, by file and place; none of a pack that does not load.
#[must_use]
pub fn mutants(files: &Files) -> Vec<Mutant> {
    let Ok(pack) = load(files) else { return Vec::new() };
    let mut all = Vec::new();
    for (file, text) in files.iter() {
        let Some(root) = located::read(text) else { continue };
        let Some(version) = root.get("version").and_then(Located::text).and_then(|id| pack.version(id))
        else {
            continue;
        };
        let lines = Lines::of(text);
        let mut changes = Changes { file, text, lines: &lines, pack: &pack, version, found: Vec::new() };
        figures::of_version(&mut changes, &root);
        all.append(&mut changes.found);
    }
    all.sort_by(|a, b| {
        (&a.file, a.start, a.end, &a.replacement).cmp(&(&b.file, b.start, b.end, &b.replacement))
    });
    all.dedup_by(|a, b| {
        a.file == b.file && (a.start, a.end) == (b.start, b.end) && a.replacement == b.replacement
    });
    all
}

/// At most so many of them, spread over the pack: the same ones each time for one seed.
#[must_use]
pub fn select(mut mutants: Vec<Mutant>, most: usize, seed: u64) -> Vec<Mutant> {
    if mutants.len() > most {
        mutants.sort_by_cached_key(|mutant| {
            let mut hash = Sha256::new();
            let (start, end) = (mutant.start, mutant.end);
            hash.update(format!("{seed}:{}:{start}:{end}:{}", mutant.file, mutant.replacement));
            hash.finalize().to_vec()
        });
        mutants.truncate(most);
        mutants.sort_by(|a, b| (&a.file, a.start, &a.replacement).cmp(&(&b.file, b.start, &b.replacement)));
    }
    mutants
}

/// The changes to one file while they are collected.
struct Changes<'a> {
    file: &'a str,
    text: &'a str,
    lines: &'a Lines,
    pack: &'a Pack,
    version: &'a Version,
    found: Vec<Mutant>,
}

impl Changes<'_> {
    /// One change: the bytes that are replaced, by what, and how it is shown, at the byte `at`.
    fn add(
        &mut self,
        sort: Sort,
        at: usize,
        (before, after): (&str, &str),
        (start, end, replacement): (usize, usize, String),
    ) {
        let (line, column) = self.lines.place(self.text, at);
        self.found.push(Mutant {
            file: self.file.to_owned(),
            line,
            column,
            sort,
            before: before.to_owned(),
            after: after.to_owned(),
            start,
            end,
            replacement,
        });
    }

    /// Another text for a scalar, written as the old one was.
    fn rewrite(&mut self, sort: Sort, node: &Located, after: &str) {
        let located::Kind::Scalar { text, style } = &node.kind else { return };
        let written = match style {
            located::Style::Plain => after.to_owned(),
            _ => format!("'{}'", after.replace('\'', "''")),
        };
        let before = text.clone();
        self.add(sort, node.start, (&before, after), (node.start, node.end, written));
    }
}

#[cfg(test)]
mod tests;
