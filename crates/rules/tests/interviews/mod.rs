//! Invented persons who answer questions, and how many they are asked: for the test and the example that measure it.
#![allow(dead_code, missing_docs, unreachable_pub, reason = "each user takes its own part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "only tests and an example use it"
)]

use jiff::{
    ToSpan as _,
    civil::{Date, date},
};
use rules::{
    Facts, Likelihoods, Pack, Value, assess,
    facts::{FactDeclaration, FactType, Member},
    next_questions,
};
use std::collections::BTreeSet;

/// Numbers that look random and are the same every time (splitmix64).
pub struct Sequence(pub u64);

impl Sequence {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, count: u64) -> u64 {
        self.next() % count.max(1)
    }
}

/// How the answers are spread.
#[derive(Debug, Clone, Copy)]
pub enum Persons {
    /// Every class as often as another, yes as often as no, "none" as one class more.
    Even,
    /// What may be absent is absent for most (three in four), and truth values are mostly no (two in three).
    Ordinary,
}

impl Persons {
    /// Tells every fact of the pack's vocabulary.
    pub fn person(self, pack: &Pack, seed: u64) -> Facts {
        let mut sequence = Sequence(20_261_123 + seed * 1_000_003);
        let mut facts = Facts::new();
        for fact in pack.vocabulary.facts() {
            let value = if fact.fields().is_empty() {
                self.value(pack, fact, &mut sequence)
            } else {
                let members = (0..sequence.below(4)).map(|_| {
                    let field = |field: &FactDeclaration| {
                        (field.name.clone(), self.value(pack, field, &mut sequence))
                    };
                    fact.fields().iter().map(field).collect::<Member>()
                });
                Value::List(members.collect())
            };
            facts.set(&fact.name, value);
        }
        facts
    }

    fn value(self, pack: &Pack, fact: &FactDeclaration, sequence: &mut Sequence) -> Value {
        let absent = |sequence: &mut Sequence, classes: u64| match self {
            Self::Even => sequence.below(classes + 1) == 0,
            Self::Ordinary => sequence.below(4) != 0,
        };
        let classes = match &fact.kind {
            FactType::Enum { scheme } => pack.vocabulary.scheme(scheme).unwrap().values.len(),
            _ => 3,
        };
        if fact.may_be_none && absent(sequence, u64::try_from(classes).unwrap()) {
            return Value::None;
        }
        let between = |sequence: &mut Sequence, min: i64, max: i64| {
            let span = u64::try_from(max.saturating_sub(min)).unwrap().saturating_add(1);
            min + i64::try_from(sequence.below(span)).unwrap()
        };
        match &fact.kind {
            FactType::Bool => Value::Bool(match self {
                Self::Even => sequence.below(2) == 0,
                Self::Ordinary => sequence.below(3) == 0,
            }),
            FactType::Int { min, max } => {
                let min = min.unwrap_or(0);
                // People are young, abroad and employed for years, not for centuries.
                Value::Int(between(sequence, min, max.unwrap_or(min + 40).min(min + 40)))
            }
            FactType::Decimal { .. } => Value::Int(between(sequence, 0, 10)),
            FactType::Money { currency, min, max } => {
                let min = min.unwrap_or(0);
                let max = max.unwrap_or(min + 100_000_000).min(min + 100_000_000);
                Value::Money(vocabulary::Money::new(between(sequence, min, max), *currency))
            }
            FactType::Date => {
                let (first, days) = match fact.name.as_str() {
                    "birth_date" => (date(1960, 1, 1), 17_000),
                    "contract_end" => (date(2023, 1, 1), 2_500),
                    _ => (date(2016, 1, 1), 2_900),
                };
                Value::Date(first.checked_add(between(sequence, 0, days).days()).unwrap())
            }
            FactType::Text => {
                let places = ["220102", "220200", "222401", "110100", "PT-11", "CA-NS", "PT"];
                let chosen = usize::try_from(sequence.below(7)).unwrap();
                Value::text(places[chosen])
            }
            FactType::Enum { scheme } => {
                let values = &pack.vocabulary.scheme(scheme).unwrap().values;
                let chosen = sequence.below(u64::try_from(values.len()).unwrap());
                Value::text(&values[usize::try_from(chosen).unwrap()].id)
            }
            FactType::List { .. } => Value::List(Vec::new()),
        }
    }
}

/// What one person was asked, and what the form asks.
pub struct Interview {
    pub asked: Vec<String>,
    pub form: usize,
}

/// Asks until nothing can matter. A list is asked once for who is in it, and once for each field of each member that matters;
/// the form asks for every fact that a measure in force reads, and of each member for every field that one reads.
pub fn interview(
    pack: &Pack,
    person: &Facts,
    on: Date,
    known_on: Date,
    likelihoods: &Likelihoods,
) -> Interview {
    let mut told = Facts::new();
    let mut asked: Vec<String> = Vec::new();
    loop {
        let questions = next_questions(pack, &told, on, known_on, likelihoods).unwrap();
        let Some(question) = questions.questions.first() else { break };
        assert!(!asked.contains(&question.fact), "{} is asked twice", question.fact);
        assert!(asked.len() < 500, "it never ends");
        tell(&mut told, person, &question.fact);
        asked.push(question.fact.clone());
    }
    Interview { asked, form: form(pack, person, on, known_on) }
}

fn tell(told: &mut Facts, person: &Facts, path: &str) {
    let Some((list, rest)) = path.split_once('[') else {
        match person.get(path).unwrap() {
            // Who is in it, and nothing of them yet.
            Value::List(members) => told.set(path, Value::List(vec![Member::new(); members.len()])),
            value => told.set(path, value.clone()),
        }
        return;
    };
    let (member, field) = rest.split_once("].").unwrap();
    let member: usize = member.parse().unwrap();
    let (Some(Value::List(known)), Some(Value::List(all))) = (told.get(list).cloned(), person.get(list))
    else {
        panic!("{path}: the list was not told")
    };
    let mut known = known;
    known[member].insert(field.to_owned(), all[member][field].clone());
    told.set(list, Value::List(known));
}

/// How many entries the fixed form has for this person.
pub fn form(pack: &Pack, person: &Facts, on: Date, known_on: Date) -> usize {
    let read = pack.facts_read(on, known_on).unwrap();
    let read: BTreeSet<&str> = read.iter().map(String::as_str).collect();
    let mut entries = 0;
    for fact in pack.vocabulary.facts() {
        if !read.contains(fact.name.as_str()) {
            continue;
        }
        entries += 1;
        if let Some(Value::List(members)) = person.get(&fact.name) {
            let fields = fact.fields().iter();
            let prefix = format!("{}.", fact.name);
            let of_each =
                fields.filter(|field| read.contains(format!("{prefix}{}", field.name).as_str())).count();
            entries += members.len() * of_each;
        }
    }
    entries
}

/// That telling all that was not asked changes nothing.
pub fn all_told_changes_nothing(pack: &Pack, person: &Facts, asked: &[String], on: Date, known_on: Date) {
    let mut told = Facts::new();
    asked.iter().for_each(|path| tell(&mut told, person, path));
    let (before, after) =
        (assess(pack, &told, on, known_on).unwrap(), assess(pack, person, on, known_on).unwrap());
    for (some, all) in before.measures.iter().zip(&after.measures) {
        assert_eq!((&some.id, some.outcome, some.amount), (&all.id, all.outcome, all.amount), "{asked:?}");
    }
}

/// A pack of a hundred measures over sixty facts: each has a gate that it shares with others, a class, a date and a number.
pub fn hundred_measures() -> rules::Files {
    let text = |name: &str| format!("title: {{zh: {name}（虚构）, en: {name}}}");
    let mut facts = String::from(
        "schemes:\n  - name: class\n    title: {zh: 类（虚构）, en: Class}\n    ordered: true\n    values:\n",
    );
    for id in ["A", "B", "C", "D", "E"] {
        facts += &format!("      - {{id: {id}, {}}}\n", text(id));
    }
    facts += "facts:\n";
    for number in 0..15 {
        for (name, kind) in [
            ("gate", "bool"),
            ("class", "enum, scheme: class, may_be_none: true"),
            ("day", "date"),
            ("count", "int, min: 0"),
        ] {
            let name = format!("{name}_{number}");
            facts += &format!(
                "  - {{name: {name}, type: {kind}, group: work, {}, question: {{zh: 问（虚构）, en: q}}}}\n",
                text(&name)
            );
        }
    }
    let mut version = String::from(
        "version: v1\nfamily: hundred\ntitle: {zh: 一百（虚构）, en: Hundred}\nshort: {zh: 一百, en: '100'}\nin_force: {from: 2018-02-05}\nmeasures:\n",
    );
    for number in 0..100 {
        let (gate, class, day, count) = (number % 15, number * 7 % 15, number * 4 % 15, number * 11 % 15);
        version += &format!(
            "  - id: m{number}\n    {}\n    kind: money\n    conditions:\n",
            text(&format!("m{number}"))
        );
        for (id, expression) in [
            ("gate", format!("gate_{gate}")),
            (
                "class",
                format!("class_{class} >= \"C\" || has(class_{class}) && count_{count} >= {}", number % 9),
            ),
            ("day", format!("years_between(day_{day}, on) >= {} || !gate_{}", number % 7, number % 4)),
        ] {
            version +=
                &format!("      - {{id: {id}, expr: '{expression}', text: {{zh: 条件, en: Condition}}}}\n");
        }
        version += "    amount: {expr: 'money(\"100\")', per: once}\n";
    }
    rules::Files::new()
        .with("pack.yaml", "pack: hundred\ntitle: {zh: 一百（虚构）, en: Hundred (invented)}\nplace: \"220000\"\ncurrency: CNY\nfacts: [facts.yaml]\nversions: [v1.yaml]\n")
        .with("facts.yaml", facts)
        .with("v1.yaml", version)
}
