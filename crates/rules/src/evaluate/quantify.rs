//! Kleene's and, or, and what is computed over lists whose items or membership may be unknown.

use super::{Eval, Item, State, Val, lists, operators, paths::merge};
use crate::{evaluate::Failure, language::Operator};
use std::sync::Arc;

/// Kleene's "or" (`decider` true) or "and" (false): one part that decides settles it, whatever the others are, errors and
/// unknowns included; else unknown before failed, since what is unknown may still decide.
pub(super) fn fold<'a, T: 'a>(
    decider: bool,
    parts: impl Iterator<Item = &'a T>,
    mut judge: impl FnMut(&'a T) -> Eval,
) -> Eval {
    let mut whole = Eval::bool(!decider);
    let mut failed = None;
    let mut unknown = false;
    for part in parts {
        let part = judge(part);
        match &part.state {
            State::Known(Val::Bool(value)) if *value == decider => return part,
            State::Known(Val::Bool(_)) => {}
            State::Known(_) => failed = failed.or(Some(Failure::AbsentValue)),
            State::Unknown => unknown = true,
            State::Failed(failure) => failed = failed.or_else(|| Some(failure.clone())),
        }
        merge(&mut whole.read, &part.read);
        merge(&mut whole.missing, &part.missing);
    }
    if unknown {
        whole.state = State::Unknown;
    } else if let Some(failure) = failed {
        whole.state = State::Failed(failure);
    }
    whole
}

/// `item in list`: equal to one of them.
pub(super) fn contains(item: Eval, list: Eval, left: &mut u64) -> Eval {
    let items = match &list.state {
        State::Known(Val::List(items)) => Arc::clone(items),
        State::Known(_) => return Eval::failed(Failure::AbsentValue).reading(&list.read),
        _ => return list,
    };
    let found = fold(true, items.iter(), |other: &Item| {
        let equal = lists::equal(&item, &other.value, left);
        match &other.present {
            None => equal,
            Some(present) => fold(false, [present, &equal].iter(), |part| (*part).clone()),
        }
    });
    // Of an empty list the item decides nothing.
    if items.is_empty() { found.reading(&list.read) } else { found.reading(&item.read).reading(&list.read) }
}

/// The items that are in the list, if that is known of each.
pub(super) fn present(list: Eval) -> Result<(Vec<Item>, Eval), Eval> {
    let items = match &list.state {
        State::Known(Val::List(items)) => Arc::clone(items),
        State::Known(_) => return Err(Eval::failed(Failure::AbsentValue).reading(&list.read)),
        _ => return Err(list),
    };
    let doubts = items.iter().filter_map(|item| item.present.as_ref());
    let mut known = fold(false, doubts.collect::<Vec<_>>().iter(), |present| {
        // Both yes and no are certain here; only a doubt is passed on.
        match present.state {
            State::Known(Val::Bool(_)) => Eval::bool(true).reading(&present.read),
            _ => (*present).clone(),
        }
    });
    merge(&mut known.read, &list.read);
    if !known.is_true() {
        return Err(known);
    }
    let kept = items.iter().filter(|item| item.present.as_ref().is_none_or(Eval::is_true)).cloned();
    Ok((kept.collect(), known))
}

/// A list whose items and whose membership are all known, else the doubt; anything else as it is.
pub(super) fn settled(of: Eval) -> Eval {
    if !matches!(of.state, State::Known(Val::List(_))) {
        return of;
    }
    let (items, mut known) = match present(of) {
        Ok(found) => found,
        Err(doubt) => return doubt,
    };
    let values = items.into_iter().map(|item| item.value).collect();
    let whole = operators::strict_all(values, |values| {
        let item = |value| Item { value: Eval::known(value), present: None };
        Ok(Val::List(Arc::new(values.into_iter().map(item).collect())))
    });
    known.state = whole.state;
    merge(&mut known.read, &whole.read);
    merge(&mut known.missing, &whole.missing);
    known
}

pub(super) fn size(list: Eval) -> Eval {
    match present(list) {
        Err(eval) => eval,
        Ok((items, known)) => {
            let size = i64::try_from(items.len()).map(Val::Int).map_err(|_| Failure::Overflow);
            Eval::from_result(size).reading(&known.read)
        }
    }
}

pub(super) fn sum(list: Eval, zero: Val) -> Eval {
    match present(list) {
        Err(eval) => eval,
        Ok((items, known)) => {
            let values = items.into_iter().map(|item| item.value).collect();
            let total = operators::strict_all(values, |values| {
                values
                    .into_iter()
                    .try_fold(zero, |total, value| operators::arithmetic(Operator::Plus, total, value))
            });
            total.reading(&known.read)
        }
    }
}
