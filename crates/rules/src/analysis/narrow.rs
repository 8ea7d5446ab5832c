//! What a comparison that holds leaves of the sets on its two sides.

use super::value::{Range, Set, Value};
use crate::{
    language::{Operator, Pick},
    ratio::Ratio,
};

/// What two ranges come to if the least or the greatest of both is taken.
pub(super) fn least_or_greatest(pick: Pick, a: Range, b: Range) -> Range {
    let both = |x: Option<Ratio>, y: Option<Ratio>, least: bool| {
        x.zip(y).map(|(x, y)| if least { x.min(y) } else { x.max(y) })
    };
    let either = |x: Option<Ratio>, y: Option<Ratio>, least: bool| both(x, y, least).or(x).or(y);
    let whole = a.whole && b.whole;
    match pick {
        Pick::Least => Range::new(both(a.low, b.low, true), either(a.high, b.high, true), whole),
        Pick::Greatest => Range::new(either(a.low, b.low, false), both(a.high, b.high, false), whole),
    }
}

/// What holds where a comparison does not.
pub(super) const fn opposite(operator: Operator) -> Operator {
    match operator {
        Operator::Equal => Operator::NotEqual,
        Operator::NotEqual => Operator::Equal,
        Operator::Less => Operator::GreaterOrEqual,
        Operator::LessOrEqual => Operator::Greater,
        Operator::Greater => Operator::LessOrEqual,
        Operator::GreaterOrEqual => Operator::Less,
        other => other,
    }
}

/// What two values can be if a comparison of them holds.
pub(super) fn narrowed(operator: Operator, a: &Value, b: &Value) -> (Value, Value) {
    match operator {
        Operator::Greater => swap(narrowed(Operator::Less, b, a)),
        Operator::GreaterOrEqual => swap(narrowed(Operator::LessOrEqual, b, a)),
        Operator::Equal => {
            let met = a.meet(b);
            (met.clone(), met)
        }
        _ => match (&a.set, &b.set) {
            (Set::Range(x), Set::Range(y)) => {
                let (x, y) = narrowed_ranges(operator, *x, *y);
                (Value::range(x), Value::range(y))
            }
            (Set::Classes { scheme, open: x }, Set::Classes { scheme: other, open: y })
                if scheme == other =>
            {
                narrowed_classes(operator, *scheme, x, y)
            }
            _ => (a.clone(), b.clone()),
        },
    }
}

fn swap((a, b): (Value, Value)) -> (Value, Value) {
    (b, a)
}

fn narrowed_ranges(operator: Operator, x: Range, y: Range) -> (Range, Range) {
    let nothing = Range::new(Some(Ratio::whole(1)), Some(Ratio::whole(0)), true);
    let whole = x.whole && y.whole;
    let one = Ratio::whole(1);
    match operator {
        Operator::LessOrEqual => {
            (x.meet(Range::new(None, y.high, false)), y.meet(Range::new(x.low, None, false)))
        }
        Operator::Less if whole => {
            let (below, above) =
                (y.high.and_then(|high| high.minus(one)), x.low.and_then(|low| low.plus(one)));
            (x.meet(Range::new(None, below, true)), y.meet(Range::new(above, None, true)))
        }
        Operator::Less => {
            let touches = matches!((x.low, y.high), (Some(low), Some(high)) if low >= high);
            if touches { (nothing, nothing) } else { narrowed_ranges(Operator::LessOrEqual, x, y) }
        }
        Operator::NotEqual => match (x.single(), y.single()) {
            (Some(a), Some(b)) if a == b => (nothing, nothing),
            (_, Some(b)) => (without(x, b), y),
            (Some(a), _) => (x, without(y, a)),
            _ => (x, y),
        },
        _ => (x, y),
    }
}

/// A range of whole numbers without one that stands at its end.
fn without(range: Range, number: Ratio) -> Range {
    let one = Ratio::whole(1);
    match (range.low, range.high) {
        (Some(low), _) if range.whole && low == number => Range { low: low.plus(one), ..range },
        (_, Some(high)) if range.whole && high == number => Range { high: high.minus(one), ..range },
        _ => range,
    }
}

/// The highest class stands first: lower means further back.
fn narrowed_classes(operator: Operator, scheme: usize, x: &[bool], y: &[bool]) -> (Value, Value) {
    let first = |open: &[bool]| open.iter().position(|open| *open).unwrap_or(usize::MAX);
    let last = |open: &[bool]| open.iter().rposition(|open| *open).unwrap_or(0);
    let kept = |open: &[bool], keep: &dyn Fn(usize) -> bool| {
        let open: Vec<bool> = open.iter().enumerate().map(|(place, open)| *open && keep(place)).collect();
        Value::of(if open.contains(&true) { Set::Classes { scheme, open } } else { Set::Nothing })
    };
    let single = |open: &[bool]| (first(open) == last(open)).then_some(first(open));
    match operator {
        Operator::Less => (kept(x, &|place| place > first(y)), kept(y, &|place| place < last(x))),
        Operator::LessOrEqual => (kept(x, &|place| place >= first(y)), kept(y, &|place| place <= last(x))),
        Operator::NotEqual => match (single(x), single(y)) {
            (_, Some(class)) => (kept(x, &|place| place != class), kept(y, &|_| true)),
            (Some(class), _) => (kept(x, &|_| true), kept(y, &|place| place != class)),
            _ => (kept(x, &|_| true), kept(y, &|_| true)),
        },
        _ => (kept(x, &|_| true), kept(y, &|_| true)),
    }
}
