//! The values a fact might take instead: every class, the other truth value, and for numbers, amounts and dates the
//! boundaries at which a condition turns.

use super::{Search, put, value_at};
use crate::{
    evaluate::Val,
    facts::{FactType, Value},
    language::Op,
    limits,
    pack::{Measure, Version},
    ratio::Ratio,
};
use jiff::{Span, civil::Date};
use vocabulary::{Currency, Money};

/// One value to try.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) fact: String,
    pub(super) value: Value,
    /// How far it lies from what is: smaller is nearer.
    pub(super) rank: u64,
    /// Below (-1), above (1), or something else (0).
    pub(super) direction: i8,
}

/// What the failed conditions compare with: their constants, and the values of their parameters and rows.
pub(super) struct Seeds {
    values: Vec<Val>,
}

pub(super) fn seeds(version: &Version, measure: &Measure, failed: &[&str], on: Date) -> Seeds {
    let mut values = vec![Val::Date(on)];
    let mut add = |value: &Val| {
        if !values.contains(value) && values.len() < limits::NEAREST_SEEDS {
            values.push(value.clone());
        }
    };
    for condition in measure.conditions.iter().filter(|condition| failed.contains(&condition.id.as_str())) {
        let expression = &condition.expression;
        let derived = expression.needs.iter().filter_map(|need| version.derived.get(*need));
        for code in derived.map(|derived| &derived.expression.code).chain([&expression.code]) {
            for op in &code.ops {
                match op {
                    Op::Constant(value) => add(value),
                    Op::Parameter(index) => {
                        let parameter = version.parameters.get(*index);
                        parameter
                            .into_iter()
                            .flat_map(|parameter| &parameter.values)
                            .for_each(|dated| add(&dated.value));
                    }
                    Op::Table(index, _) => {
                        let table = version.tables.get(*index);
                        table.into_iter().flat_map(|table| &table.rows).for_each(|row| add(&row.value));
                    }
                    _ => {}
                }
            }
        }
    }
    Seeds { values }
}

/// A value on a line of whole numbers: days, minor units, whole numbers.
#[derive(Clone, Copy)]
enum Line {
    Int,
    Money(Currency),
    Day,
}

impl Line {
    fn number(self, value: &Value) -> Option<i64> {
        match (self, value) {
            (Self::Int, Value::Int(number)) => Some(*number),
            (Self::Int, Value::Decimal(number)) => number.rounded(crate::Rounding::Down),
            (Self::Money(_), Value::Money(money)) => Some(money.minor),
            (Self::Day, Value::Date(date)) => {
                Date::ZERO.until((jiff::Unit::Day, *date)).ok().map(|span| i64::from(span.get_days()))
            }
            _ => None,
        }
    }

    fn seed(self, value: &Val) -> Option<i64> {
        match (self, value) {
            (Self::Int, Val::Int(number)) => Some(*number),
            (Self::Int, Val::Decimal(number)) => number.rounded(crate::Rounding::Down),
            (Self::Money(currency), Val::Money(money)) if money.currency == currency => Some(money.minor),
            (Self::Day, Val::Date(date)) => self.number(&Value::Date(*date)),
            _ => None,
        }
    }

    fn value(self, number: i64) -> Option<Value> {
        match self {
            Self::Int => Some(Value::Int(number)),
            Self::Money(currency) => Some(Value::Money(Money::new(number, currency))),
            Self::Day => {
                let span = Span::new().try_days(number).ok()?;
                Date::ZERO.checked_add(span).ok().map(Value::Date)
            }
        }
    }
}

/// Candidates for one fact, nearest first.
pub(super) fn of_fact(search: &Search<'_>, name: &str, seeds: &Seeds) -> Vec<Candidate> {
    let Some(declared) = search.pack.vocabulary.at(name) else { return Vec::new() };
    let now = value_at(search.facts, name);
    let mut found: Vec<Candidate> = Vec::new();
    let mut add = |value: Value, rank: u64, direction: i8| {
        let is_other = Some(&value) != now.as_ref();
        if is_other && !found.iter().any(|other: &Candidate| other.value == value) {
            found.push(Candidate { fact: name.to_owned(), value, rank, direction });
        }
    };
    match &declared.kind {
        FactType::Bool => {
            add(Value::Bool(true), 1, 0);
            add(Value::Bool(false), 1, 0);
        }
        FactType::Enum { scheme } => {
            let Some(scheme) = search.pack.vocabulary.scheme(scheme) else { return Vec::new() };
            let place = |value: &Value| if let Value::Text(id) = value { scheme.index_of(id) } else { None };
            let here = now.as_ref().and_then(place);
            for (index, class) in scheme.values.iter().enumerate() {
                let away = here.map_or(index, |here| here.abs_diff(index));
                let direction = if !scheme.ordered {
                    0
                } else if here.is_some_and(|here| index > here) {
                    -1
                } else {
                    1
                };
                add(Value::Text(class.id.clone()), u64::try_from(away).unwrap_or(u64::MAX), direction);
            }
        }
        FactType::Text => {
            for value in &seeds.values {
                if let Val::Text(text) = value {
                    add(Value::Text(text.to_string()), 1, 0);
                }
            }
        }
        FactType::Int { .. } => on_line(search, name, Line::Int, now.as_ref(), seeds, &mut add),
        FactType::Decimal { .. } => {
            for value in &seeds.values {
                let number = match value {
                    Val::Decimal(number) => *number,
                    Val::Int(number) => Ratio::whole(*number),
                    _ => continue,
                };
                for step in [Ratio::whole(0), Ratio::new(1, 100).unwrap_or(Ratio::whole(1))] {
                    for other in [number.plus(step), number.minus(step)].into_iter().flatten() {
                        add(Value::Decimal(other), 10, 0);
                    }
                }
            }
        }
        FactType::Money { currency, .. } => {
            on_line(search, name, Line::Money(*currency), now.as_ref(), seeds, &mut add);
        }
        FactType::Date => on_line(search, name, Line::Day, now.as_ref(), seeds, &mut add),
        FactType::List { .. } => {}
    }
    if declared.may_be_none {
        add(Value::None, 1_000, 0);
    }
    found.sort_by_key(|candidate| candidate.rank);
    found.truncate(limits::NEAREST_CANDIDATES);
    found
}

/// From what is (or, where it is absent, from each constant) outwards, until fewer conditions fail; then back to the
/// boundary by halves.
fn on_line(
    search: &Search<'_>,
    name: &str,
    line: Line,
    now: Option<&Value>,
    seeds: &Seeds,
    add: &mut dyn FnMut(Value, u64, i8),
) {
    let here = now.and_then(|now| line.number(now));
    let failing = |number: i64| {
        let mut facts = search.facts.clone();
        put(&mut facts, name, line.value(number)?)?;
        search.failing(&facts)
    };
    let before = search.failing(search.facts).unwrap_or(usize::MAX);
    let mut probes: Vec<i64> = Vec::new();
    for seed in seeds.values.iter().filter_map(|value| line.seed(value)) {
        probes.extend([seed.checked_sub(1), Some(seed), seed.checked_add(1)].into_iter().flatten());
    }
    let centre = here.or_else(|| seeds.values.iter().find_map(|value| line.seed(value)));
    let Some(centre) = centre else { return };
    let mut step = 1_i64;
    while let Some(next) = step.checked_mul(2).filter(|_| step < 1_i64 << 40) {
        probes.extend([centre.checked_sub(step), centre.checked_add(step)].into_iter().flatten());
        step = next;
        if matches!(line, Line::Day) && step > 1 << 16 {
            break;
        }
    }
    probes.sort_by_key(|probe| probe.abs_diff(centre));
    probes.dedup();
    let mut sides = [0_u8; 2];
    for probe in probes {
        let above = probe > centre;
        let Some(side) = sides.get_mut(usize::from(above)) else { continue };
        // The nearest few turns on each side are enough.
        if *side >= 3 || probe == centre && here.is_some() {
            continue;
        }
        if failing(probe).is_none_or(|count| count >= before) {
            continue;
        }
        *side += 1;
        // Back to the boundary: between what is, which fails, and the probe, which fails less.
        let (mut bad, mut good) = (centre, probe);
        while here.is_some() && bad.abs_diff(good) > 1 {
            let middle = bad + (good - bad) / 2;
            if failing(middle).is_some_and(|count| count < before) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        let direction = if above { 1 } else { -1 };
        for number in [good, probe] {
            if let Some(value) = line.value(number) {
                add(value, number.abs_diff(centre), direction);
            }
        }
    }
}
