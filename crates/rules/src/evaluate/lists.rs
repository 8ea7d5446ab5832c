//! Lists as values: an item by its number, two lists one behind the other, whether two are equal.

use super::{
    Eval, Failure, Item, Paths, State, Val,
    operators::{self, strict_all, strict2},
    quantify::{fold, present},
};
use crate::{language::Operator, limits};
use std::{cmp::Ordering, sync::Arc};

/// The item of a number. Which one it is, is known only if it is known which are in the list.
pub(super) fn index(list: Eval, index: Eval) -> Eval {
    let list = match list.state {
        State::Known(Val::List(_)) => match present(list) {
            Ok((items, known)) => Eval {
                state: State::Known(Val::List(Arc::new(items))),
                read: known.read,
                missing: Paths::NONE,
            },
            Err(doubt) => doubt,
        },
        _ => list,
    };
    let mut found = None;
    let chosen = strict2(list, index, |list, index| match (list, index) {
        (Val::List(items), Val::Int(index)) => {
            let item = usize::try_from(index).ok().and_then(|index| items.get(index));
            found = item.map(|item| item.value.clone());
            found.as_ref().map(|_| Val::None).ok_or(Failure::OutOfRange)
        }
        _ => Err(Failure::AbsentValue),
    });
    match found {
        Some(item) => item.reading(&chosen.read),
        None => chosen,
    }
}

/// Two texts, or two lists, one behind the other.
pub(super) fn concat(a: Eval, b: Eval) -> Eval {
    strict2(a, b, |a, b| match (a, b) {
        (Val::Text(a), Val::Text(b)) if a.len() + b.len() > limits::COMPUTED_TEXT_BYTES => {
            Err(Failure::TooLarge)
        }
        (Val::Text(a), Val::Text(b)) => Ok(Val::Text(Arc::from(format!("{a}{b}")))),
        (Val::List(a), Val::List(b)) if a.len() + b.len() > limits::COMPUTED_ITEMS => Err(Failure::TooLarge),
        (Val::List(a), Val::List(b)) => Ok(Val::List(Arc::new(a.iter().chain(b.iter()).cloned().collect()))),
        _ => Err(Failure::AbsentValue),
    })
}

/// How much work it is to copy a value.
pub(super) fn weight(of: &Eval) -> u64 {
    let weight = match &of.state {
        State::Known(Val::Text(text)) => text.len() / 64,
        State::Known(Val::List(items)) => items.len(),
        _ => 0,
    };
    u64::try_from(weight).unwrap_or(u64::MAX)
}

/// `==` and `!=` between lists. With what is known to be absent `!=` holds, as between other values.
pub(super) fn compare(operator: Operator, a: &Eval, b: &Eval, left: &mut u64) -> Eval {
    let equal = equal(a, b, left);
    if operator == Operator::Equal {
        return equal;
    }
    operators::strict(equal, |equal| match equal {
        Val::Bool(equal) => Ok(Val::Bool(!equal)),
        _ => Err(Failure::AbsentValue),
    })
}

/// Whether two values are equal, lists item by item: one pair that differs decides. As deep as lists are nested, which
/// the checker limits; `left` bounds the work, since a list may hold another one many times.
pub(super) fn equal(a: &Eval, b: &Eval, left: &mut u64) -> Eval {
    if !matches!((&a.state, &b.state), (State::Known(Val::List(_)), State::Known(Val::List(_)))) {
        *left = left.saturating_sub(1);
        return operators::compare(Operator::Equal, a.clone(), b.clone());
    }
    let work = weight(a).saturating_add(weight(b)).saturating_add(1);
    if work > *left {
        *left = 0;
        return Eval::failed(Failure::TooMuchWork).reading(&a.read).reading(&b.read);
    }
    *left -= work;
    let (x, known_x) = match present(a.clone()) {
        Ok(found) => found,
        Err(doubt) => return doubt.reading(&b.read),
    };
    let (y, known_y) = match present(b.clone()) {
        Ok(found) => found,
        Err(doubt) => return doubt.reading(&known_x.read),
    };
    let same = if x.len() == y.len() {
        let pairs: Vec<(Item, Item)> = x.into_iter().zip(y).collect();
        fold(false, pairs.iter(), |(x, y)| equal(&x.value, &y.value, left))
    } else {
        Eval::bool(false)
    };
    same.reading(&known_x.read).reading(&known_y.read)
}

/// The least or the greatest item; of an empty list there is none.
pub(super) fn pick_item(wanted: Ordering, list: Eval) -> Eval {
    match present(list) {
        Err(doubt) => doubt,
        Ok((items, known)) if items.is_empty() => Eval::failed(Failure::OutOfRange).reading(&known.read),
        Ok((items, known)) => {
            let values = items.into_iter().map(|item| item.value).collect();
            strict_all(values, |values| operators::pick(wanted, values)).reading(&known.read)
        }
    }
}

/// The texts of a list, as one value that has them all: unknown if one is.
pub(super) fn texts(list: Eval) -> Eval {
    match present(list) {
        Err(doubt) => doubt,
        Ok((items, known)) => {
            let values = items.into_iter().map(|item| item.value).collect();
            let all = strict_all(values, |values| {
                let item = |value| Item { value: Eval::known(value), present: None };
                Ok(Val::List(Arc::new(values.into_iter().map(item).collect())))
            });
            all.reading(&known.read)
        }
    }
}
