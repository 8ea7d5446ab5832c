//! What the analysis knows things by: facts, the day, variables, and whole terms by their written form.

use crate::language::{Code, Op, OpId};
use std::rc::Rc;

/// What something is known of by: a fact, the day, a quantifier's variable, or a whole term by its written form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Fact(usize),
    On,
    Local(usize),
    /// A field of a quantifier's variable.
    Field(usize, usize),
    Derived(usize),
    /// The written form, and which variables stand in it.
    Term(Rc<str>, [bool; 4]),
}

pub(super) fn key_of(code: &Code, op: OpId) -> Option<Key> {
    match code.op(op) {
        Op::Fact(index) => Some(Key::Fact(*index)),
        Op::On => Some(Key::On),
        Op::Local(slot) => Some(Key::Local(*slot)),
        Op::Derived(index) => Some(Key::Derived(*index)),
        Op::Field(of, field) => match code.op(*of) {
            Op::Local(slot) => Some(Key::Field(*slot, *field)),
            _ => None,
        },
        Op::Between(..)
        | Op::Arithmetic(..)
        | Op::Size(_)
        | Op::Within(..)
        | Op::Compare(..)
        | Op::Parameter(_) => {
            let mut slots = [false; 4];
            let term = term(code, op, &mut slots)?;
            Some(Key::Term(term.into(), slots))
        }
        _ => None,
    }
}

/// The written form of a term that has the same value wherever it stands.
pub(super) fn term(code: &Code, op: OpId, slots: &mut [bool; 4]) -> Option<String> {
    let mut of = |op: OpId| term(code, op, slots);
    Some(match code.op(op) {
        Op::Constant(value) => format!("{value:?}"),
        Op::Fact(index) => format!("f{index}"),
        Op::Derived(index) => format!("d{index}"),
        Op::Parameter(index) => format!("p{index}"),
        Op::On => "on".to_owned(),
        Op::Local(slot) => {
            *slots.get_mut(*slot)? = true;
            format!("l{slot}")
        }
        Op::Field(member, field) => format!("{}.{field}", of(*member)?),
        Op::Between(unit, a, b) => format!("{unit:?}({},{})", of(*a)?, of(*b)?),
        Op::Arithmetic(operator, a, b) => format!("({}{}{})", of(*a)?, operator.sign(), of(*b)?),
        Op::Size(list) => format!("size({})", of(*list)?),
        Op::Within(a, b) => format!("within({},{})", of(*a)?, of(*b)?),
        Op::Compare(operator, a, b) => format!("[{}{}{}]", of(*a)?, operator.sign(), of(*b)?),
        _ => return None,
    })
}
