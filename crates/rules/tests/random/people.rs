//! People at random: much unknown, some absent, values near and far.

use super::{CLASSES, Fact, Kind, ROLES, Sequence};
use jiff::civil::date;
use rules::{Facts, Ratio, Value, facts::Member};
use vocabulary::{Currency, Money};

fn value(sequence: &mut Sequence, kind: Kind) -> Value {
    let small = i64::try_from(sequence.below(12)).unwrap();
    match kind {
        Kind::Bool => Value::Bool(sequence.once_in(2)),
        Kind::Int => Value::Int(*sequence.pick(&[0, 1, 2, 3, small, 60, -5, 100_000]))
            .rare(sequence, || Value::Int(i64::MAX)),
        Kind::Decimal => {
            let over = *sequence.pick(&[1, 2, 4, 100, 3]);
            Value::Decimal(Ratio::new(i128::from(small) - 3, over).unwrap())
        }
        Kind::Money => {
            let minor = *sequence.pick(&[0, 1, small * 100, 12_345_678, -700, 99]);
            Value::Money(Money::new(minor, Currency::CNY))
                .rare(sequence, || Value::Money(Money::new(i64::MAX / 3, Currency::CNY)))
        }
        Kind::Date => {
            let year = 1960 + i16::try_from(sequence.below(66)).unwrap();
            let month = 1 + i8::try_from(sequence.below(12)).unwrap();
            let day = 1 + i8::try_from(sequence.below(28)).unwrap();
            let day = if sequence.once_in(4) && [1, 3, 5].contains(&month) { 31 } else { day };
            Value::Date(date(year, month, day))
        }
        Kind::Grade => Value::text(*sequence.pick(&CLASSES)),
        Kind::Role => Value::text(*sequence.pick(&ROLES)),
        _ => Value::text(*sequence.pick(&["220000", "220100", "220102", "PT", "nowhere at all"])),
    }
}

trait Rare: Sized {
    /// Once in a while another value.
    fn rare(self, sequence: &mut Sequence, other: impl FnOnce() -> Self) -> Self;
}

impl Rare for Value {
    fn rare(self, sequence: &mut Sequence, other: impl FnOnce() -> Self) -> Self {
        if sequence.once_in(60) { other() } else { self }
    }
}

/// What somebody told of a fact, if anything.
fn told(sequence: &mut Sequence, fact: &Fact) -> Option<Value> {
    if sequence.once_in(5) {
        return None;
    }
    if fact.may_be_none && sequence.once_in(4) {
        return Some(Value::None);
    }
    if fact.kind != Kind::List {
        return Some(value(sequence, fact.kind));
    }
    let members = (0..sequence.below(5)).map(|_| {
        let fields =
            fact.fields.iter().filter_map(|field| Some((field.name.clone(), told(sequence, field)?)));
        fields.collect::<Member>()
    });
    Some(Value::List(members.collect()))
}

/// Somebody at random.
pub fn person(sequence: &mut Sequence, facts: &[Fact]) -> Facts {
    let mut person = Facts::new();
    for fact in facts {
        if let Some(value) = told(sequence, fact) {
            person.set(fact.name.as_str(), value);
        }
    }
    person
}
