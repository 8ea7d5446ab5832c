//! What a pack is once it is loaded: the pack, its versions, its sources. Every expression is compiled.

use super::{Arrangements, Figures, Measure, Parameter, Places, Table, prepare::Prepared};
use crate::{
    facts::Vocabulary,
    finding::Finding,
    language::{Code, Tree, Type},
};
use jiff::civil::Date;
use serde::Serialize;
use vocabulary::{Currency, PlaceCode, Text};

/// How well a source is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Mark {
    /// Law read in full.
    L,
    /// Official, read as an excerpt.
    O,
    /// Secondary.
    S,
    /// Derived by arithmetic or comparison.
    D,
}

/// A source that a pack cites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// As measures cite it.
    pub id: String,
    /// How well it is known.
    pub mark: Mark,
    /// What it is.
    pub text: String,
    /// Where it stands.
    #[serde(rename = "where")]
    pub place: String,
    /// When it was read.
    pub read_on: Option<Date>,
}

/// What was not read, so that nobody takes its absence for "no".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// Its id within the version or measure.
    pub id: String,
    /// Which articles.
    pub article: Option<String>,
    /// What is not known.
    pub note: Text,
}

/// When a version applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct InForce {
    /// The first day.
    pub from: Date,
    /// The day after the last.
    pub until: Option<Date>,
    /// From this day on it was not read whether it still applies.
    pub after_not_read: Option<Date>,
}

/// An expression: its text, where it stands, and its checked form.
#[derive(Debug, Clone)]
pub struct Expression {
    pub(crate) text: String,
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) tree: Tree,
    pub(crate) code: Code,
    /// The derived values it needs, each before those that need it.
    pub(crate) needs: Vec<usize>,
    /// What is known of it before any case.
    pub(crate) prepared: Prepared,
}

impl Expression {
    /// As it is written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// File, line and column of its first character.
    #[must_use]
    pub fn place(&self) -> (&str, usize, usize) {
        (&self.file, self.line, self.column)
    }

    /// As a tree, for pages that put it in plain words.
    #[must_use]
    pub const fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Its type.
    #[must_use]
    pub fn type_of(&self) -> &Type {
        self.code.type_of()
    }
}

/// A named expression that several measures use.
#[derive(Debug, Clone)]
pub struct Derived {
    /// As expressions write it.
    pub name: String,
    /// For people.
    pub title: Text,
    /// The list of facts of whose members it is a value; absent if it is one of the case.
    pub of: Option<String>,
    /// What it is.
    pub expression: Expression,
    /// The number of that list.
    pub(crate) list: Option<usize>,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// The ids of its sources.
    pub sources: Vec<String>,
}

/// One version of an instrument.
#[derive(Debug, Clone)]
pub struct Version {
    /// Its id within the pack.
    pub id: String,
    /// Versions of one family follow one another.
    pub family: String,
    /// The instrument's name.
    pub title: Text,
    /// What people call it.
    pub short: Text,
    /// The instrument's number.
    pub number: Option<String>,
    /// When it was issued.
    pub issued: Option<Date>,
    /// When it applies.
    pub in_force: InForce,
    /// From when on it could be known.
    pub known_from: Date,
    /// The instrument's language, two letters.
    pub language: String,
    /// The ids of its sources.
    pub sources: Vec<String>,
    /// What was not read.
    pub gaps: Vec<Gap>,
    /// Dated values.
    pub parameters: Vec<Parameter>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Scales, lists of places, calendars.
    pub figures: Figures,
    /// Points, groups of measures, limits, whom an earlier version keeps.
    pub arrangements: Arrangements,
    /// Named expressions.
    pub derived: Vec<Derived>,
    /// The measures.
    pub measures: Vec<Measure>,
    /// How many expressions differ.
    pub(crate) slots: usize,
}

impl Version {
    /// The measure of this id.
    #[must_use]
    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id == id)
    }

    /// Whether it applies on a day, as far as could be known by another.
    #[must_use]
    pub fn covers(&self, on: Date, known_on: Date) -> bool {
        self.in_force.from <= on
            && self.in_force.until.is_none_or(|until| on < until)
            && self.known_from <= known_on
    }
}

/// An instrument as data, checked and compiled.
#[derive(Debug, Clone)]
pub struct Pack {
    /// Its name.
    pub id: String,
    /// For people.
    pub title: Text,
    /// Where it applies.
    pub place: PlaceCode,
    /// The currency of its amounts.
    pub currency: Currency,
    /// What it cites.
    pub sources: Vec<Citation>,
    /// The facts it asks for.
    pub vocabulary: Vocabulary,
    /// The versions, in the order of the pack.
    pub versions: Vec<Version>,
    /// The families whose version a named event chooses, with the number of its fact.
    pub(crate) version_by: Vec<(String, usize)>,
    pub(crate) warnings: Vec<Finding>,
    pub(crate) fingerprint: String,
    /// Where everything stands.
    pub(crate) places: Places,
}

impl Pack {
    /// The version of this id.
    #[must_use]
    pub fn version(&self, id: &str) -> Option<&Version> {
        self.versions.iter().find(|version| version.id == id)
    }

    /// The source of this id.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Citation> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// What deserves a look although the pack loads.
    #[must_use]
    pub fn warnings(&self) -> &[Finding] {
        &self.warnings
    }

    /// SHA-256 over the names and contents of its files, in hexadecimal: the same for the same pack, whatever the order in
    /// which its files were read. An application pins it.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Whether the versions of a case depend on its own facts: the day of an event, or whom an earlier version keeps.
    #[must_use]
    pub fn chooses_by_case(&self) -> bool {
        !self.version_by.is_empty()
            || self.versions.iter().any(|version| !version.arrangements.keeps.is_empty())
    }

    /// For each family, the version that applies on a day, as far as could be known by another. Of several the one that
    /// began last.
    #[must_use]
    pub fn in_force(&self, on: Date, known_on: Date) -> Vec<&Version> {
        let mut chosen: Vec<&Version> = Vec::new();
        for version in self.versions.iter().filter(|version| version.covers(on, known_on)) {
            match chosen.iter_mut().find(|other| other.family == version.family) {
                None => chosen.push(version),
                Some(other) if other.in_force.from < version.in_force.from => *other = version,
                Some(_) => {}
            }
        }
        chosen
    }
}
