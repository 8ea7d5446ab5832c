//! Packs and people at random: every construct of the language, typed, over a vocabulary that is itself random.
#![allow(dead_code, reason = "each test file uses its own part of it")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "only tests use it")]

mod expressions;
mod people;

pub use expressions::{Kind, Writer};
pub use people::person;

use rules::Files;

/// A fixed sequence of numbers without pattern (SplitMix64): a test that fails, fails again.
pub struct Sequence(pub u64);

impl Sequence {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }

    /// Once in so many.
    pub fn once_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub fn pick<'t, T>(&mut self, items: &'t [T]) -> &'t T {
        &items[self.below(items.len())]
    }
}

/// A fact, or a field of a list.
#[derive(Debug, Clone)]
pub struct Fact {
    pub name: String,
    pub kind: Kind,
    pub may_be_none: bool,
    /// The fields, of a list.
    pub fields: Vec<Fact>,
    /// Which list, of a derived value of members.
    pub of: Option<usize>,
}

/// The pieces of a pack: any of those at the end can be left out to find the smallest that fails.
#[derive(Debug, Clone)]
pub struct Draft {
    pub facts: Vec<Fact>,
    pub header: String,
    pub derived: Vec<String>,
    pub measures: Vec<Vec<String>>,
    pub earlier: Option<String>,
}

pub const CLASSES: [&str; 4] = ["A", "B", "C", "D"];
pub const ROLES: [&str; 3] = ["head", "spouse", "child"];

fn fact_lines(fact: &Fact, indent: &str, group: &str) -> String {
    let kind = match fact.kind {
        Kind::Bool => "bool",
        Kind::Int => "int",
        Kind::Decimal => "decimal",
        Kind::Money => "money",
        Kind::Date => "date",
        Kind::Text => "string",
        Kind::Grade => "enum, scheme: grade",
        Kind::Role => "enum, scheme: role",
        _ => "list",
    };
    let none = if fact.may_be_none { ", may_be_none: true" } else { "" };
    let titles = "title: {zh: 虚, en: x}, question: {zh: 问？, en: x?}";
    if fact.fields.is_empty() {
        return format!("{indent}- {{name: {}, type: {kind}{none}{group}, {titles}}}\n", fact.name);
    }
    let fields: String = fact.fields.iter().map(|field| fact_lines(field, "      ", "")).collect();
    let none = if fact.may_be_none { "    may_be_none: true\n" } else { "" };
    let head = format!("  - name: {}\n    type: list\n{none}    group: work\n", fact.name);
    format!("{head}    title: {{zh: 虚, en: x}}\n    question: {{zh: 问？, en: x?}}\n    of:\n{fields}")
}

impl Draft {
    pub fn files(&self) -> Files {
        let scheme = |name: &str, ordered: bool, values: &[&str]| {
            let values: String =
                values.iter().map(|id| format!("      - {{id: {id}, title: {{zh: 类, en: x}}}}\n")).collect();
            format!(
                "  - name: {name}\n    title: {{zh: 类, en: x}}\n    ordered: {ordered}\n    values:\n{values}"
            )
        };
        let facts: String = self.facts.iter().map(|fact| fact_lines(fact, "  ", ", group: work")).collect();
        let schemes = scheme("grade", true, &CLASSES) + &scheme("role", false, &ROLES);
        let versions = if self.earlier.is_some() { "[v0.yaml, v1.yaml]" } else { "[v1.yaml]" };
        let pack = format!(
            "pack: random\ntitle: {{zh: 随机（虚构）, en: Random (invented)}}\nplace: \"220000\"\ncurrency: CNY\nfacts: [facts.yaml]\nversions: {versions}\nsources: []\n"
        );
        let mut files = Files::new()
            .with("pack.yaml", pack)
            .with("facts.yaml", format!("schemes:\n{schemes}facts:\n{facts}"))
            .with("v1.yaml", self.version());
        if let Some(earlier) = &self.earlier {
            files.insert("v0.yaml", earlier.clone());
        }
        files
    }

    pub fn version(&self) -> String {
        let mut text = self.header.clone();
        if !self.derived.is_empty() {
            text += "derived:\n";
            text += &self.derived.concat();
        }
        text += "measures:\n";
        for measure in &self.measures {
            text += &measure.concat();
        }
        text
    }
}

/// A pack at random.
pub fn draft(sequence: &mut Sequence) -> Draft {
    let kinds =
        [Kind::Bool, Kind::Int, Kind::Decimal, Kind::Money, Kind::Date, Kind::Text, Kind::Grade, Kind::Role];
    let mut facts = Vec::new();
    let scalar = |sequence: &mut Sequence, name: String, kind: Kind| Fact {
        name,
        kind,
        may_be_none: sequence.once_in(3),
        fields: Vec::new(),
        of: None,
    };
    for (number, kind) in kinds.iter().enumerate() {
        for copy in 0..1 + sequence.below(2) {
            facts.push(scalar(sequence, format!("f{number}_{copy}"), *kind));
        }
    }
    for list in 0..1 + sequence.below(2) {
        let mut fields = Vec::new();
        for (number, kind) in kinds.iter().enumerate() {
            if !sequence.once_in(4) {
                fields.push(scalar(sequence, format!("m{list}_{number}"), *kind));
            }
        }
        let may_be_none = sequence.once_in(3);
        facts.push(Fact { name: format!("list{list}"), kind: Kind::List, may_be_none, fields, of: None });
    }
    let until = if sequence.once_in(5) { ", after_not_read: 2023-01-01" } else { "" };
    let mut header = format!(
        "version: v1\nfamily: talent\ntitle: {{zh: 一, en: one}}\nshort: {{zh: 一, en: one}}\nin_force: {{from: 2018-01-01{until}}}\n"
    );
    let mut writer = Writer::new(sequence, facts.clone());
    header += &writer.parameters();
    header += &writer.tables();
    let mut derived = Vec::new();
    for number in 0..writer.sequence.below(6) {
        derived.push(writer.derived(number));
    }
    let measures = (0..1 + writer.sequence.below(3)).map(|number| writer.measure(number)).collect();
    // An earlier version that says more: what this one does not restate goes on, in doubt.
    let earlier = writer.sequence.once_in(5).then(|| {
        let mut writer = Writer::new(writer.sequence, facts.clone());
        let measure: String = writer.measure(9).concat();
        format!(
            "version: v0\nfamily: talent\ntitle: {{zh: 零, en: zero}}\nshort: {{zh: 零, en: zero}}\nin_force: {{from: 2010-01-01, after_not_read: 2018-01-01}}\nmeasures:\n{measure}"
        )
    });
    Draft { facts, header, derived, measures, earlier }
}
