//! A column that grows row by row, from whatever a file keeps, to what the engine takes. What a cell cannot be is noted with
//! its row.

use super::{
    cells,
    keys::{Keys, take_front},
};
use rules::{
    Vocabulary,
    columns::{Bitmap, Column, Data},
    facts::{FactDeclaration, FactType},
};
use std::{collections::HashMap, sync::Arc};
use vocabulary::{Currency, Money, Refusal};

/// How many bad values of a file are told before it is given up.
const MOST_TOLD: usize = 10;

/// Values as they grow.
#[derive(Debug)]
enum Growing {
    Bool(Vec<bool>),
    Int(Vec<i64>),
    Money {
        currency: Currency,
        in_minor: bool,
        values: Vec<i64>,
    },
    Decimal {
        numerators: Vec<i64>,
        places: u32,
    },
    Date(Vec<i32>),
    Class {
        ids: Arc<[String]>,
        values: Vec<u16>,
    },
    Text {
        codes: Vec<u32>,
        words: Words,
    },
    Keys(Keys),
    /// Whether a fact is known to be absent, beside the column of its values.
    Absent(Vec<bool>),
}

/// Texts by number.
#[derive(Debug, Default)]
pub struct Words {
    words: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32>,
}

impl Words {
    /// The number of a text, a new one if it was not met before.
    pub fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let word: Arc<str> = word.into();
        self.words.push(Arc::clone(&word));
        self.numbers.insert(word, number);
        number
    }

    /// Every text, by its number.
    pub fn all(&self) -> &[Arc<str>] {
        &self.words
    }
}

/// A column that grows.
#[derive(Debug)]
pub struct Builder {
    name: String,
    may_be_none: bool,
    growing: Growing,
    known: Vec<bool>,
    absent: Vec<bool>,
    /// The row of the file that the first value here is, from 0.
    first_row: usize,
    /// The number that a person would give the first row: 1, or 2 below a header.
    rows_from: usize,
    problems: Vec<Refusal>,
}

impl Builder {
    /// For the values of a fact, or of a member's field. `in_minor`: its whole numbers are minor units.
    pub fn of_fact(
        name: &str,
        fact: &FactDeclaration,
        in_minor: bool,
        vocabulary: &Vocabulary,
    ) -> Option<Self> {
        let growing = match &fact.kind {
            FactType::Bool => Growing::Bool(Vec::new()),
            FactType::Int { .. } => Growing::Int(Vec::new()),
            FactType::Decimal { .. } => Growing::Decimal { numerators: Vec::new(), places: 0 },
            FactType::Money { currency, .. } => {
                Growing::Money { currency: *currency, in_minor, values: Vec::new() }
            }
            FactType::Date => Growing::Date(Vec::new()),
            FactType::Text => Growing::Text { codes: Vec::new(), words: Words::default() },
            FactType::Enum { scheme } => {
                let classes = &vocabulary.scheme(scheme)?.values;
                let ids = classes.iter().map(|class| class.id.clone()).collect();
                Growing::Class { ids, values: Vec::new() }
            }
            FactType::List { .. } => return None,
        };
        Some(Self::new(name, fact.may_be_none, growing))
    }

    /// For a column of keys.
    pub fn of_keys(name: &str, whole: bool) -> Self {
        let keys = if whole { Keys::Whole(Vec::new()) } else { Keys::Text(Vec::new()) };
        Self::new(name, false, Growing::Keys(keys))
    }

    /// For a column of categories.
    pub fn of_texts(name: &str) -> Self {
        Self::new(name, false, Growing::Text { codes: Vec::new(), words: Words::default() })
    }

    /// For a column that says of which rows a fact is known to be absent.
    pub fn of_absence(name: &str) -> Self {
        Self::new(name, false, Growing::Absent(Vec::new()))
    }

    fn new(name: &str, may_be_none: bool, growing: Growing) -> Self {
        let (known, absent, problems) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            name: name.to_owned(),
            may_be_none,
            growing,
            known,
            absent,
            first_row: 0,
            rows_from: 1,
            problems,
        }
    }

    /// Says that a person counts the rows of this file from another number than 1.
    pub const fn count_rows_from(&mut self, number: usize) {
        self.rows_from = number;
    }

    /// How many rows there are now.
    pub const fn len(&self) -> usize {
        self.known.len()
    }

    /// What was wrong so far.
    pub fn problems(&mut self) -> Vec<Refusal> {
        std::mem::take(&mut self.problems)
    }

    /// Whether so much was wrong that reading on tells nothing new.
    pub const fn is_hopeless(&self) -> bool {
        self.problems.len() >= MOST_TOLD
    }

    /// What is expected in a cell, in the words of a file.
    fn expected(&self) -> String {
        match &self.growing {
            Growing::Bool(_) | Growing::Absent(_) => "true, false".to_owned(),
            Growing::Int(_) => "-12".to_owned(),
            Growing::Money { in_minor: true, .. } => "1250000".to_owned(),
            Growing::Money { .. } => "12500.00".to_owned(),
            Growing::Decimal { .. } => "0.75".to_owned(),
            Growing::Date(_) => "2026-11-22".to_owned(),
            Growing::Class { ids, .. } => ids.join(", "),
            Growing::Text { .. } | Growing::Keys(_) => "text".to_owned(),
        }
    }

    fn problem(&mut self, found: &str) {
        if self.is_hopeless() {
            return;
        }
        let shown: String = found.chars().take(40).collect();
        let row = self.first_row + self.known.len() + self.rows_from;
        let refusal = Refusal::invalid("wotu.population_value", self.name.clone()).with("row", row);
        self.problems.push(refusal.with("found", shown).with("expected", self.expected()));
    }

    /// A value that is not there: unknown.
    pub fn unknown(&mut self) {
        if let Growing::Keys(_) = self.growing {
            self.problem("");
        }
        match &mut self.growing {
            Growing::Bool(values) | Growing::Absent(values) => values.push(false),
            Growing::Int(values)
            | Growing::Money { values, .. }
            | Growing::Decimal { numerators: values, .. } => {
                values.push(0);
            }
            Growing::Date(values) => values.push(0),
            Growing::Class { values, .. } => values.push(0),
            Growing::Text { codes, .. } => codes.push(0),
            Growing::Keys(Keys::Whole(keys)) => keys.push(0),
            Growing::Keys(Keys::Text(keys)) => keys.push(String::new()),
        }
        self.known.push(false);
        self.absent.push(false);
    }

    fn bad(&mut self, found: &str) {
        self.problem(found);
        self.unknown_quietly();
    }

    fn unknown_quietly(&mut self) {
        let problems = std::mem::take(&mut self.problems);
        self.unknown();
        self.problems = problems;
    }

    fn settle(&mut self) {
        self.known.push(true);
        self.absent.push(false);
    }

    /// A cell of text, as in CSV: empty is unknown, `none` is known to be absent where the fact may be.
    pub fn text(&mut self, cell: &str) {
        if cell.is_empty() {
            return self.unknown();
        }
        if cell == "none" && self.may_be_none {
            self.unknown_quietly();
            if let Some(absent) = self.absent.last_mut() {
                *absent = true;
            }
            return;
        }
        let settled = match &mut self.growing {
            Growing::Bool(values) | Growing::Absent(values) => {
                cells::boolean(cell).map(|value| values.push(value)).is_some()
            }
            Growing::Int(values) => cell.parse().map(|value| values.push(value)).is_ok(),
            Growing::Money { in_minor: true, values, .. } => {
                cell.parse().map(|value| values.push(value)).is_ok()
            }
            Growing::Money { currency, values, .. } => {
                Money::parse(cell, *currency).map(|money| values.push(money.minor)).is_ok()
            }
            Growing::Decimal { .. } => match cells::decimal(cell) {
                Some((number, places)) => return self.decimal(number, places),
                None => false,
            },
            Growing::Date(values) => cells::date(cell).map(|days| values.push(days)).is_some(),
            Growing::Class { ids, values } => {
                let place = ids.iter().position(|id| id == cell).and_then(|place| u16::try_from(place).ok());
                place.map(|place| values.push(place)).is_some()
            }
            Growing::Text { codes, words } => {
                codes.push(words.number(cell));
                true
            }
            Growing::Keys(Keys::Text(keys)) => {
                keys.push(cell.to_owned());
                true
            }
            Growing::Keys(Keys::Whole(keys)) => cell.parse().map(|key| keys.push(key)).is_ok(),
        };
        if settled { self.settle() } else { self.bad(cell) }
    }

    /// A truth value.
    pub fn bool(&mut self, value: bool) {
        match &mut self.growing {
            Growing::Bool(values) | Growing::Absent(values) => {
                values.push(value);
                self.settle();
            }
            Growing::Text { .. } => self.text(if value { "true" } else { "false" }),
            _ => self.bad(if value { "true" } else { "false" }),
        }
    }

    /// Whole numbers, all of them known. Amounts are in whole units, unless the column says that it holds minor units.
    pub fn ints(&mut self, numbers: &[i64]) {
        let many = match &mut self.growing {
            Growing::Int(values) | Growing::Money { in_minor: true, values, .. } => {
                values.extend_from_slice(numbers);
                true
            }
            Growing::Keys(Keys::Whole(keys)) => {
                keys.extend_from_slice(numbers);
                true
            }
            _ => false,
        };
        if many {
            self.settle_many(numbers.len());
        } else {
            numbers.iter().for_each(|number| self.int(*number));
        }
    }

    /// A whole number.
    pub fn int(&mut self, number: i64) {
        match &mut self.growing {
            Growing::Int(values) | Growing::Money { in_minor: true, values, .. } => {
                values.push(number);
                self.settle();
            }
            Growing::Keys(Keys::Whole(keys)) => {
                keys.push(number);
                self.settle();
            }
            Growing::Money { .. } | Growing::Decimal { .. } => self.decimal(number, 0),
            Growing::Bool(values) | Growing::Absent(values) if (0..=1).contains(&number) => {
                values.push(number == 1);
                self.settle();
            }
            _ => self.text(&number.to_string()),
        }
    }

    /// Exact numbers with so many decimal places, all of them known.
    pub fn decimals(&mut self, numbers: &[i64], places: u32) {
        if let Growing::Money { in_minor: false, values, .. } = &mut self.growing
            && places == 2
        {
            values.extend_from_slice(numbers);
            self.settle_many(numbers.len());
        } else {
            numbers.iter().for_each(|number| self.decimal(*number, places));
        }
    }

    /// An exact number with so many decimal places.
    pub fn decimal(&mut self, number: i64, places: u32) {
        let settled = match &mut self.growing {
            Growing::Money { in_minor, values, .. } => {
                // Every currency we know has two decimal places (`Currency::minor_per_unit`).
                let minor = cells::rescale(number, places, if *in_minor { 0 } else { 2 });
                minor.map(|minor| values.push(minor)).is_some()
            }
            Growing::Int(values) => {
                cells::rescale(number, places, 0).map(|number| values.push(number)).is_some()
            }
            Growing::Decimal { numerators, places: kept } => {
                if places > *kept {
                    let rescaled: Option<Vec<i64>> =
                        numerators.iter().map(|number| cells::rescale(*number, *kept, places)).collect();
                    match rescaled {
                        Some(rescaled) => {
                            *numerators = rescaled;
                            *kept = places;
                            numerators.push(number);
                            true
                        }
                        None => false,
                    }
                } else {
                    cells::rescale(number, places, *kept).map(|number| numerators.push(number)).is_some()
                }
            }
            _ => false,
        };
        if settled { self.settle() } else { self.bad(&format!("{number}e-{places}")) }
    }

    /// Days from 1970-01-01, all of them known.
    pub fn dates(&mut self, days: &[i32]) {
        if let Growing::Date(values) = &mut self.growing {
            values.extend_from_slice(days);
            self.settle_many(days.len());
        } else {
            days.iter().for_each(|_| self.bad("date"));
        }
    }

    fn settle_many(&mut self, count: usize) {
        self.known.resize(self.known.len() + count, true);
        self.absent.resize(self.absent.len() + count, false);
    }

    /// The keys of the rows so far.
    pub const fn keys(&self) -> Option<&Keys> {
        if let Growing::Keys(keys) = &self.growing { Some(keys) } else { None }
    }

    /// The first `count` rows taken out as keys.
    pub fn take_keys(&mut self, count: usize) -> Option<Keys> {
        self.forget(count);
        if let Growing::Keys(keys) = &mut self.growing { Some(keys.take_front(count)) } else { None }
    }

    /// The first `count` rows taken out as places in the dictionary that goes on growing; 0 for unknown, else one more.
    pub fn take_codes(&mut self, count: usize) -> Vec<u32> {
        let known = self.forget(count);
        let Growing::Text { codes, .. } = &mut self.growing else { return Vec::new() };
        let codes = take_front(codes, count).into_iter().zip(known);
        codes.map(|(code, known)| if known { code.saturating_add(1) } else { 0 }).collect()
    }

    /// The dictionary of a column of categories.
    pub fn words(&self) -> &[Arc<str>] {
        if let Growing::Text { words, .. } = &self.growing { words.all() } else { &[] }
    }

    /// The first `count` rows taken out as whether a fact is absent.
    pub fn take_absent(&mut self, count: usize) -> Vec<bool> {
        self.forget(count);
        if let Growing::Absent(values) = &mut self.growing { take_front(values, count) } else { Vec::new() }
    }

    fn forget(&mut self, count: usize) -> Vec<bool> {
        self.first_row += count;
        take_front(&mut self.absent, count);
        take_front(&mut self.known, count)
    }

    /// The first `count` rows taken out as a column. `absent_beside` is what a column of absence said of them.
    pub fn take(&mut self, count: usize, absent_beside: Option<Vec<bool>>) -> Option<Column> {
        self.first_row += count;
        let known = take_front(&mut self.known, count);
        let absent = take_front(&mut self.absent, count);
        let data = match &mut self.growing {
            Growing::Bool(values) => {
                let values = take_front(values, count);
                Data::Bool(bits(&values))
            }
            Growing::Int(values) => Data::Int(take_front(values, count)),
            Growing::Money { values, .. } => Data::Money(take_front(values, count)),
            Growing::Decimal { numerators, places } => Data::Decimal {
                numerators: take_front(numerators, count),
                denominator: 10_i64.checked_pow(*places)?,
            },
            Growing::Date(values) => Data::Date(take_front(values, count)),
            Growing::Class { values, .. } => Data::Class(take_front(values, count)),
            Growing::Text { codes, words } => {
                Data::Text { codes: take_front(codes, count), dictionary: words.all().into() }
            }
            Growing::Keys(_) | Growing::Absent(_) => return None,
        };
        let absent = match absent_beside {
            Some(beside) => Some(Bitmap::from_fn(count, |row| {
                absent.get(row).copied().unwrap_or(false) || beside.get(row).copied().unwrap_or(false)
            })),
            None if self.may_be_none && absent.contains(&true) => Some(bits(&absent)),
            None => None,
        };
        Some(Column { data, known: bits(&known), absent })
    }
}

fn bits(values: &[bool]) -> Bitmap {
    if !values.contains(&false) {
        return Bitmap::full(values.len());
    }
    Bitmap::from_fn(values.len(), |row| values.get(row).copied().unwrap_or(false))
}
