//! The meaning of the functions that need all of their operands (`language/functions.rs`).

use super::{Eval, Failure, Item, Machine, State, Val, lists, operators, quantify};
use crate::{
    calendar::{self, Unit},
    language::{Code, Function, LastDay, OpId},
    pack::Boundary,
    ratio::{Ratio, Rounding},
};
use jiff::civil::Date;
use std::sync::Arc;
use vocabulary::{Currency, Money, PlaceCode};

impl Machine<'_> {
    /// An operation that needs all of its operands; of a list, all of its items and whether each is in it.
    pub(super) fn strict(
        &mut self,
        code: &Code,
        function: &Function,
        parts: &[OpId],
        locals: &mut [Eval],
    ) -> Eval {
        let mut settled: Vec<Eval> = Vec::with_capacity(parts.len());
        for part in parts {
            let part = self.eval(code, *part, locals);
            self.work(lists::weight(&part));
            settled.push(quantify::settled(part));
        }
        let parts = settled;
        operators::strict_all(parts, |values| self.apply(function, &values))
    }

    fn apply(&self, function: &Function, values: &[Val]) -> Result<Val, Failure> {
        match (function, values) {
            (Function::Banded(table), keys) => match self.version.tables.get(*table) {
                Some(table) => table.value_at(keys),
                None => Err(Failure::TooMuchWork),
            },
            (Function::Rank(ranks), [value]) => match value {
                Val::Class { index, .. } => {
                    let rank = ranks.get(*index).ok_or(Failure::AbsentValue)?;
                    Ok(Val::Int(-i64::from(*rank)))
                }
                other => Ok(other.clone()),
            },
            (Function::Scale(scale), [amount]) => self.apply_scale(*scale, amount),
            (Function::RoundTo(rounding, unit), [amount]) => round_to(*rounding, *unit, amount),
            (Function::WithinList(list), [Val::Text(place)]) => self.within_list(*list, place),
            (Function::Period(last), [Val::Date(from), until]) => self.period(*last, *from, until),
            (Function::Cut, [list, Val::Date(from), Val::Date(until)]) => {
                Ok(list_of(cut(&spans(list)?, *from, *until)?))
            }
            (Function::Joined, [list]) => Ok(list_of(joined(spans(list)?))),
            (Function::UnionDays, [list]) => days(&joined(spans(list)?)).map(Val::Int),
            (Function::OverlapDays, [list, Val::Date(from), Val::Date(until)]) => {
                days(&joined(cut(&spans(list)?, *from, *until)?)).map(Val::Int)
            }
            (Function::Longest, [list]) => {
                let stretches = joined(spans(list)?);
                let length = |(from, after): &(Date, Date)| calendar::between(Unit::Days, *from, *after);
                // Of equally long ones the first.
                let longest = stretches.into_iter().rev().max_by_key(length);
                Ok(longest.map_or(Val::None, |(from, after)| Val::Period { from, after }))
            }
            (Function::LengthOf(unit), [Val::Period { from, after }]) => {
                Ok(Val::Int(calendar::between(*unit, *from, *after)))
            }
            (Function::AddWorkingDays(calendar), [Val::Date(date), Val::Int(count)]) => {
                match self.version.figures.calendars.get(*calendar) {
                    Some(calendar) => calendar.add(*date, *count).map(Val::Date),
                    None => Err(Failure::TooMuchWork),
                }
            }
            (Function::WorkingDaysBetween(calendar), [Val::Date(from), Val::Date(until)]) => {
                match self.version.figures.calendars.get(*calendar) {
                    Some(calendar) => calendar.between(*from, *until).map(Val::Int),
                    None => Err(Failure::TooMuchWork),
                }
            }
            _ => Err(Failure::AbsentValue),
        }
    }

    fn apply_scale(&self, scale: usize, amount: &Val) -> Result<Val, Failure> {
        let scale = self.version.figures.scales.get(scale).ok_or(Failure::TooMuchWork)?;
        let (minor, currency) = match amount {
            Val::Money(money) => (Ratio::whole(money.minor), money.currency),
            Val::Fraction(minor, currency) => (*minor, *currency),
            _ => return Err(Failure::AbsentValue),
        };
        let not_read = || Failure::ParameterNotRead { parameter: scale.name.clone() };
        let brackets = scale.on(self.on, self.known_on).ok_or_else(not_read)?;
        let total = brackets.apply(scale.boundary, minor).ok_or(Failure::Overflow)?;
        if scale.boundary == Boundary::MarginalRate {
            return Ok(Val::Fraction(total, currency));
        }
        exact_minor(total, currency)
    }

    fn within_list(&self, list: usize, place: &str) -> Result<Val, Failure> {
        let list = self.version.figures.places.get(list).ok_or(Failure::TooMuchWork)?;
        let place: PlaceCode = place.parse().map_err(|_| Failure::NotAPlace)?;
        let not_read = || Failure::ParameterNotRead { parameter: list.name.clone() };
        list.has(&place, self.on, self.known_on).map(Val::Bool).ok_or_else(not_read)
    }

    fn period(&self, last: LastDay, from: Date, until: &Val) -> Result<Val, Failure> {
        let after = match (until, last) {
            (Val::Date(until), LastDay::Excluded) => *until,
            (Val::Date(until), _) => day_after(*until)?,
            // Still going on: up to the day of assessment; of one that begins later no day has passed.
            (Val::None, LastDay::OrGoingOn) => day_after(self.on)?.max(from),
            _ => return Err(Failure::AbsentValue),
        };
        if after < from {
            return Err(Failure::PeriodReversed);
        }
        Ok(Val::Period { from, after })
    }
}

fn exact_minor(total: Ratio, currency: Currency) -> Result<Val, Failure> {
    let minor = total.rounded(Rounding::Down).ok_or(Failure::Overflow)?;
    Ok(Val::Money(Money::new(minor, currency)))
}

fn round_to(rounding: Rounding, unit: i64, amount: &Val) -> Result<Val, Failure> {
    let (minor, currency) = match amount {
        Val::Money(money) => (Ratio::whole(money.minor), money.currency),
        Val::Fraction(minor, currency) => (*minor, *currency),
        _ => return Err(Failure::AbsentValue),
    };
    let units = minor.over(Ratio::whole(unit)).and_then(|units| units.rounded(rounding));
    let minor = units.and_then(|units| units.checked_mul(unit)).ok_or(Failure::Overflow)?;
    Ok(Val::Money(Money::new(minor, currency)))
}

fn day_after(date: Date) -> Result<Date, Failure> {
    date.tomorrow().map_err(|_| Failure::DateRange)
}

/// The periods of a settled list, each with its first day and the day after its last.
fn spans(list: &Val) -> Result<Vec<(Date, Date)>, Failure> {
    let Val::List(items) = list else { return Err(Failure::AbsentValue) };
    let span = |item: &Item| match &item.value.state {
        State::Known(Val::Period { from, after }) => Ok((*from, *after)),
        _ => Err(Failure::AbsentValue),
    };
    items.iter().map(span).collect()
}

fn list_of(spans: Vec<(Date, Date)>) -> Val {
    let item = |(from, after)| Item { value: Eval::known(Val::Period { from, after }), present: None };
    Val::List(Arc::new(spans.into_iter().map(item).collect()))
}

/// What of each lies within a window, both its days included; what lies outside is gone.
fn cut(spans: &[(Date, Date)], from: Date, until: Date) -> Result<Vec<(Date, Date)>, Failure> {
    if until < from {
        return Err(Failure::PeriodReversed);
    }
    let after = day_after(until)?;
    let within = spans.iter().map(|(first, end)| ((*first).max(from), (*end).min(after)));
    Ok(within.filter(|(first, end)| first < end).collect())
}

/// Joined where they overlap or touch, in order.
fn joined(mut spans: Vec<(Date, Date)>) -> Vec<(Date, Date)> {
    spans.retain(|(from, after)| from < after);
    spans.sort_unstable();
    let mut whole: Vec<(Date, Date)> = Vec::new();
    for (from, after) in spans {
        match whole.last_mut() {
            Some((_, end)) if from <= *end => *end = (*end).max(after),
            _ => whole.push((from, after)),
        }
    }
    whole
}

fn days(spans: &[(Date, Date)]) -> Result<i64, Failure> {
    let mut total = 0_i64;
    for (from, after) in spans {
        total = total.checked_add(calendar::between(Unit::Days, *from, *after)).ok_or(Failure::Overflow)?;
    }
    Ok(total)
}
