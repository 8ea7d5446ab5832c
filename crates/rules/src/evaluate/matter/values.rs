//! The values of a fact that can make a difference: every one of few, and of numbers, amounts, days and texts those on both
//! sides of what they are compared with.

use super::super::{FactPath, Machine, State, Val};
use crate::{
    calendar::{EndOfMonth, Unit, add},
    facts::{FactDeclaration, FactType, Vocabulary},
    language::{Code, Op, OpId},
    ratio::Ratio,
};
use jiff::civil::Date;
use std::sync::Arc;
use vocabulary::Money;

/// The declaration of the fact or member's field at a path.
pub(super) fn declared(vocabulary: &Vocabulary, path: FactPath) -> Option<&FactDeclaration> {
    let fact = vocabulary.facts().get(path.fact)?;
    match path.field {
        None => Some(fact),
        Some((_, field)) => fact.fields().get(field),
    }
}

/// All the values of a fact, if there are few: yes and no, classes.
pub(super) fn few(vocabulary: &Vocabulary, fact: &FactDeclaration) -> Option<Vec<Val>> {
    let mut values = match &fact.kind {
        FactType::Bool => vec![Val::Bool(true), Val::Bool(false)],
        FactType::Enum { scheme } => {
            let scheme = vocabulary.scheme_index(scheme)?;
            let classes = vocabulary.schemes().get(scheme)?.values.len();
            (0..classes).map(|index| Val::Class { scheme, index }).collect()
        }
        _ => return None,
    };
    if fact.may_be_none {
        values.push(Val::None);
    }
    Some(values)
}

/// The values beside which a judgement on one fact can turn.
#[derive(Debug, Default)]
pub(super) struct Marks {
    values: Vec<Val>,
}

impl Marks {
    /// Marks where the part at `op` turns as the fact at `path` changes, the others being as they are. `false` if that
    /// cannot be said of this form.
    pub(super) fn mark(&mut self, machine: &mut Machine<'_>, code: &Code, op: OpId, path: FactPath) -> bool {
        match code.op(op) {
            Op::Has(of) | Op::Known(of) => is(code, *of, path),
            Op::Compare(_, a, b) => self.compared(machine, code, (*a, *b), path),
            Op::In(item, list) => {
                let Op::List(items) = code.op(*list) else { return false };
                is(code, *item, path) && items.iter().all(|item| self.value(machine, code, *item))
            }
            Op::Within(place, area) => {
                let inside = is(code, *place, path) && self.value(machine, code, *area);
                if let (true, Some(Val::Text(area))) = (inside, self.values.last().cloned()) {
                    // Deeper inside, outside, and what is no place at all.
                    if let Some(start) = area.strip_suffix("0000").or_else(|| area.strip_suffix("00")) {
                        let nines = "9".repeat(area.len() - start.len());
                        self.values.push(Val::Text(Arc::from(format!("{start}{nines}"))));
                    }
                    self.values.extend(["ZZ", "?"].map(|text| Val::Text(Arc::from(text))));
                }
                inside
            }
            _ => false,
        }
    }

    /// Marks the value of what does not depend on the fact.
    fn value(&mut self, machine: &mut Machine<'_>, code: &Code, op: OpId) -> bool {
        match machine.part(code, &[], op).state {
            State::Known(value) => self.values.push(value),
            State::Unknown => return false,
            // Whatever is compared with an error is one.
            State::Failed(_) => {}
        }
        true
    }

    fn compared(
        &mut self,
        machine: &mut Machine<'_>,
        code: &Code,
        (a, b): (OpId, OpId),
        path: FactPath,
    ) -> bool {
        for (side, other) in [(a, b), (b, a)] {
            if is(code, side, path) {
                return self.value(machine, code, other);
            }
        }
        for (side, other) in [(a, b), (b, a)] {
            let Some(other) = known(machine, code, other) else { continue };
            match (code.op(side), other) {
                // Years, months or days between the fact and a day, against a number.
                (Op::Between(unit, from, to), Val::Int(number)) => {
                    let (day, sign) = match (is(code, *from, path), is(code, *to, path)) {
                        (true, false) => (known(machine, code, *to), -1),
                        (false, true) => (known(machine, code, *from), 1),
                        _ => return false,
                    };
                    let Some(Val::Date(day)) = day else { return false };
                    // Complete units count towards zero: where this number begins and where the next one does.
                    let next = [number, number.saturating_add(number.signum())];
                    let numbers = if number == 0 { [-1, 1] } else { next };
                    for number in numbers {
                        let at = add(*unit, day, number.saturating_mul(sign), EndOfMonth::Clamp);
                        self.values.extend(at.map(Val::Date));
                    }
                    return true;
                }
                // The fact so much later, against a day: the days of a month that is too short fall on one.
                (Op::Add(unit, _, date, count), Val::Date(day)) if is(code, *date, path) => {
                    let Some(Val::Int(count)) = known(machine, code, *count) else { return false };
                    let Some(at) = add(*unit, day, count.saturating_neg(), EndOfMonth::Clamp) else {
                        return true;
                    };
                    for more in -3..=3 {
                        self.values.extend(add(Unit::Days, at, more, EndOfMonth::Clamp).map(Val::Date));
                    }
                    return true;
                }
                _ => {}
            }
        }
        false
    }

    /// The values that the fact can have at and on both sides of every mark.
    pub(super) fn around(self, fact: &FactDeclaration) -> Option<Vec<Val>> {
        let mut values = match &fact.kind {
            FactType::Int { min, max } => {
                let marks = self.values.iter().filter_map(|value| match value {
                    Val::Int(number) => Some(*number),
                    Val::Decimal(number) => number.rounded(crate::ratio::Rounding::Down),
                    _ => None,
                });
                numbers(marks, *min, *max).into_iter().map(Val::Int).collect()
            }
            FactType::Money { currency, min, max } => {
                let marks = self.values.iter().filter_map(|value| match value {
                    Val::Money(money) => Some(money.minor),
                    Val::Fraction(minor, _) => minor.rounded(crate::ratio::Rounding::Down),
                    _ => None,
                });
                let numbers = numbers(marks, *min, *max).into_iter();
                numbers.map(|minor| Val::Money(Money::new(minor, *currency))).collect()
            }
            FactType::Date => self.dates(),
            FactType::Decimal { min, max } => self.decimals(*min, *max)?,
            FactType::Text => self
                .values
                .into_iter()
                .filter(|value| matches!(value, Val::Text(_)))
                .chain(["?"].map(|text| Val::Text(Arc::from(text))))
                .collect(),
            FactType::Bool | FactType::Enum { .. } | FactType::List { .. } => return None,
        };
        if fact.may_be_none {
            values.push(Val::None);
        }
        Some(values)
    }

    fn dates(self) -> Vec<Val> {
        let mut days: Vec<Date> = Vec::new();
        for value in self.values {
            if let Val::Date(day) = value {
                days.extend(day.yesterday());
                days.push(day);
                days.extend(day.tomorrow());
            }
        }
        if days.is_empty() {
            days.push(jiff::civil::date(2000, 1, 1));
        }
        days.sort_unstable();
        days.dedup();
        days.into_iter().map(Val::Date).collect()
    }

    /// The marks, what lies between two of them, and beyond the first and last.
    fn decimals(self, min: Option<Ratio>, max: Option<Ratio>) -> Option<Vec<Val>> {
        let mut marks: Vec<Ratio> = self
            .values
            .iter()
            .filter_map(|value| match value {
                Val::Decimal(number) => Some(*number),
                Val::Int(number) => Some(Ratio::whole(*number)),
                _ => None,
            })
            .chain(min)
            .chain(max)
            .collect();
        marks.sort_unstable();
        marks.dedup();
        let one = Ratio::whole(1);
        let before = marks.first().copied().unwrap_or(one).minus(one)?;
        let after = marks.last().copied().unwrap_or(one).plus(one)?;
        let mut all = vec![before];
        for pair in marks.windows(2) {
            if let [a, b] = pair {
                all.push(a.plus(*b)?.over(Ratio::whole(2))?);
            }
        }
        all.extend(marks);
        all.push(after);
        all.retain(|number| min.is_none_or(|min| *number >= min) && max.is_none_or(|max| *number <= max));
        Some(all.into_iter().map(Val::Decimal).collect())
    }
}

/// The numbers at and beside the marks that lie within the limits, and the limits.
fn numbers(marks: impl Iterator<Item = i64>, min: Option<i64>, max: Option<i64>) -> Vec<i64> {
    let beside =
        marks.flat_map(|mark| [mark.saturating_sub(1), mark, mark.saturating_add(1), mark.saturating_add(2)]);
    let mut numbers: Vec<i64> = beside.chain(min).chain(max).collect();
    if numbers.is_empty() {
        numbers.push(0);
    }
    numbers.retain(|number| min.is_none_or(|min| *number >= min) && max.is_none_or(|max| *number <= max));
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Whether an operation is nothing but the fact at a path.
fn is(code: &Code, op: OpId, path: FactPath) -> bool {
    path.field.is_none() && matches!(code.op(op), Op::Fact(fact) if *fact == path.fact)
}

fn known(machine: &mut Machine<'_>, code: &Code, op: OpId) -> Option<Val> {
    match machine.part(code, &[], op).state {
        State::Known(value) => Some(value),
        _ => None,
    }
}
