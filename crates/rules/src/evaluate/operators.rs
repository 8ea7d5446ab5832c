//! The operations on known values, and how they pass unknowns and failures on.

use super::{Eval, Failure, State, Val, paths::merge};
use crate::{
    language::Operator,
    ratio::{Ratio, Rounding},
};
use std::cmp::Ordering;
use vocabulary::{Currency, Money, PlaceCode};

/// An operation that needs its operand.
pub(super) fn strict(of: Eval, operation: impl FnOnce(Val) -> Result<Val, Failure>) -> Eval {
    match of.state {
        State::Known(value) => Eval::from_result(operation(value)).reading(&of.read),
        _ => of,
    }
}

/// An operation that needs both operands.
pub(super) fn strict2(a: Eval, b: Eval, operation: impl FnOnce(Val, Val) -> Result<Val, Failure>) -> Eval {
    match (a.state, b.state) {
        (State::Known(x), State::Known(y)) => {
            Eval::from_result(operation(x, y)).reading(&a.read).reading(&b.read)
        }
        (State::Failed(failure), _) => Eval::failed(failure).reading(&a.read),
        (_, State::Failed(failure)) => Eval::failed(failure).reading(&b.read),
        _ => {
            let mut unknown = Eval { state: State::Unknown, read: a.read, missing: a.missing };
            merge(&mut unknown.read, &b.read);
            merge(&mut unknown.missing, &b.missing);
            unknown
        }
    }
}

/// An operation that needs all of its operands. A failure of one is final: no value of another could mend it.
pub(super) fn strict_all(parts: Vec<Eval>, operation: impl FnOnce(Vec<Val>) -> Result<Val, Failure>) -> Eval {
    let mut whole = Eval::bool(true);
    let mut values = Vec::with_capacity(parts.len());
    let mut unknown = false;
    for part in parts {
        match part.state {
            State::Known(value) => values.push(value),
            State::Unknown => unknown = true,
            State::Failed(_) => return part,
        }
        merge(&mut whole.read, &part.read);
        merge(&mut whole.missing, &part.missing);
    }
    if unknown {
        whole.state = State::Unknown;
        whole
    } else {
        Eval::from_result(operation(values)).reading(&whole.read)
    }
}

/// Comparison. With what is known to be absent `!=` holds and nothing else does, whatever the other side is.
pub(super) fn compare(operator: Operator, a: Eval, b: Eval) -> Eval {
    for (side, other) in [(&a, &b), (&b, &a)] {
        if side.state == State::Known(Val::None) && !matches!(other.state, State::Failed(_)) {
            return Eval::bool(operator == Operator::NotEqual).reading(&side.read);
        }
    }
    strict2(a, b, |a, b| {
        let holds = match operator {
            Operator::Equal => a == b || order(&a, &b) == Ok(Ordering::Equal),
            Operator::NotEqual => a != b && order(&a, &b) != Ok(Ordering::Equal),
            Operator::Less => order(&a, &b)?.is_lt(),
            Operator::LessOrEqual => order(&a, &b)?.is_le(),
            Operator::Greater => order(&a, &b)?.is_gt(),
            _ => order(&a, &b)?.is_ge(),
        };
        Ok(Val::Bool(holds))
    })
}

fn number(value: &Val) -> Option<Ratio> {
    match value {
        Val::Int(value) => Some(Ratio::whole(*value)),
        Val::Decimal(value) => Some(*value),
        _ => None,
    }
}

fn amount(value: &Val) -> Option<(Ratio, Currency)> {
    match value {
        Val::Money(money) => Some((Ratio::whole(money.minor), money.currency)),
        Val::Fraction(minor, currency) => Some((*minor, *currency)),
        _ => None,
    }
}

pub(crate) fn order(a: &Val, b: &Val) -> Result<Ordering, Failure> {
    match (a, b) {
        (Val::Int(a), Val::Int(b)) => return Ok(a.cmp(b)),
        (Val::Date(a), Val::Date(b)) => return Ok(a.cmp(b)),
        // By code point, which is the order of UTF-8.
        (Val::Text(a), Val::Text(b)) => return Ok(a.cmp(b)),
        (Val::Bool(a), Val::Bool(b)) => return Ok(a.cmp(b)),
        // The highest class has the smallest number.
        (Val::Class { scheme: s, index: a }, Val::Class { scheme: t, index: b }) if s == t => {
            return Ok(b.cmp(a));
        }
        _ => {}
    }
    if let (Some(a), Some(b)) = (number(a), number(b)) {
        return Ok(a.cmp(&b));
    }
    match (amount(a), amount(b)) {
        (Some((a, x)), Some((b, y))) if x == y => Ok(a.cmp(&b)),
        (Some(_), Some(_)) => Err(Failure::Currencies),
        _ => Err(Failure::AbsentValue),
    }
}

pub(super) fn pick(wanted: Ordering, values: Vec<Val>) -> Result<Val, Failure> {
    let mut values = values.into_iter();
    let mut best = values.next().ok_or(Failure::AbsentValue)?;
    order(&best, &best)?;
    for value in values {
        if order(&value, &best)? == wanted {
            best = value;
        }
    }
    Ok(best)
}

pub(super) fn negative(value: Val) -> Result<Val, Failure> {
    match value {
        Val::Int(value) => value.checked_neg().map(Val::Int),
        Val::Decimal(value) => value.negated().map(Val::Decimal),
        Val::Money(money) => {
            money.minor.checked_neg().map(|minor| Val::Money(Money::new(minor, money.currency)))
        }
        Val::Fraction(minor, currency) => minor.negated().map(|minor| Val::Fraction(minor, currency)),
        _ => return Err(Failure::AbsentValue),
    }
    .ok_or(Failure::Overflow)
}

/// `+ - * / %`. Whole numbers divide as in CEL, towards zero; amounts and decimals divide exactly.
pub(super) fn arithmetic(operator: Operator, a: Val, b: Val) -> Result<Val, Failure> {
    if a == Val::None || b == Val::None {
        return Err(Failure::AbsentValue);
    }
    if let (Val::Int(a), Val::Int(b)) = (&a, &b) {
        return whole(operator, *a, *b).map(Val::Int);
    }
    if let (Some(a), Some(b)) = (number(&a), number(&b)) {
        return exact(operator, a, b).map(Val::Decimal);
    }
    match (&a, &b, amount(&a), amount(&b)) {
        (Val::Money(a), Val::Money(b), ..) if matches!(operator, Operator::Plus | Operator::Minus) => {
            if a.currency != b.currency {
                return Err(Failure::Currencies);
            }
            whole(operator, a.minor, b.minor).map(|minor| Val::Money(Money::new(minor, a.currency)))
        }
        (Val::Money(a), Val::Int(b), ..) | (Val::Int(b), Val::Money(a), ..)
            if operator == Operator::Times =>
        {
            whole(operator, a.minor, *b).map(|minor| Val::Money(Money::new(minor, a.currency)))
        }
        (_, _, Some((a, x)), Some((b, y))) => {
            if x != y {
                return Err(Failure::Currencies);
            }
            let result = exact(operator, a, b)?;
            Ok(if operator == Operator::Over { Val::Decimal(result) } else { Val::Fraction(result, x) })
        }
        (_, other, Some((a, x)), None) | (other, _, None, Some((a, x))) => {
            let factor = number(other).ok_or(Failure::AbsentValue)?;
            exact(operator, a, factor).map(|minor| Val::Fraction(minor, x))
        }
        _ => Err(Failure::AbsentValue),
    }
}

fn whole(operator: Operator, a: i64, b: i64) -> Result<i64, Failure> {
    if b == 0 && matches!(operator, Operator::Over | Operator::Remainder) {
        return Err(Failure::DivisionByZero);
    }
    match operator {
        Operator::Plus => a.checked_add(b),
        Operator::Minus => a.checked_sub(b),
        Operator::Times => a.checked_mul(b),
        Operator::Over => a.checked_div(b),
        _ => a.checked_rem(b),
    }
    .ok_or(Failure::Overflow)
}

fn exact(operator: Operator, a: Ratio, b: Ratio) -> Result<Ratio, Failure> {
    if b == Ratio::whole(0) && operator == Operator::Over {
        return Err(Failure::DivisionByZero);
    }
    match operator {
        Operator::Plus => a.plus(b),
        Operator::Minus => a.minus(b),
        Operator::Times => a.times(b),
        Operator::Over => a.over(b),
        _ => None,
    }
    .ok_or(Failure::Overflow)
}

pub(super) fn share(hundredths: bool, of: Val, rate: Val) -> Result<Val, Failure> {
    let (minor, currency) = amount(&of).ok_or(Failure::AbsentValue)?;
    let rate = number(&rate).ok_or(Failure::AbsentValue)?;
    let rate = if hundredths { rate.over(Ratio::whole(100)).ok_or(Failure::Overflow)? } else { rate };
    minor.times(rate).map(|minor| Val::Fraction(minor, currency)).ok_or(Failure::Overflow)
}

pub(super) fn round(rounding: Rounding, of: Val) -> Result<Val, Failure> {
    let (minor, currency) = amount(&of).ok_or(Failure::AbsentValue)?;
    let minor = minor.rounded(rounding).ok_or(Failure::Overflow)?;
    Ok(Val::Money(Money::new(minor, currency)))
}

pub(super) fn within(place: Val, area: Val) -> Result<Val, Failure> {
    let (Val::Text(place), Val::Text(area)) = (place, area) else { return Err(Failure::AbsentValue) };
    let code = |text: &str| text.parse::<PlaceCode>().map_err(|_| Failure::NotAPlace);
    Ok(Val::Bool(code(&place)?.is_within(&code(&area)?)))
}
