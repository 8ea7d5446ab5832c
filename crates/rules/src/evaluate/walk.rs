//! What decided a value, beyond facts: the parameters, rows and derived values it used, and its parts step by step. A second
//! walk over the code when somebody asks, so that assessment itself remembers none of it.

use super::{Eval, Machine, State, Val};
use crate::{
    language::{Code, Function, Op, OpId, Quantifier},
    limits,
    pack::Expression,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What an expression used to come to its value: of `a || b` only what decided.
#[derive(Debug, Clone, Default)]
pub(crate) struct Used {
    pub(crate) parameters: BTreeSet<usize>,
    /// Table and row.
    pub(crate) rows: BTreeSet<(usize, usize)>,
    pub(crate) derived: BTreeSet<usize>,
}

impl Used {
    pub(crate) fn merge(&mut self, other: Self) {
        self.parameters.extend(other.parameters);
        self.rows.extend(other.rows);
        self.derived.extend(other.derived);
    }
}

/// One part of an expression with what it came to.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) op: OpId,
    /// Its own parts, by their place.
    pub(crate) parts: Vec<OpId>,
    pub(crate) eval: Eval,
}

/// The parts of an operation that are evaluated where it stands; the body of a quantifier is not.
pub(crate) fn parts(op: &Op) -> Vec<OpId> {
    match op {
        Op::Constant(_)
        | Op::Fact(_)
        | Op::Derived(_)
        | Op::Parameter(_)
        | Op::Defaulted(..)
        | Op::Outcome(_)
        | Op::On
        | Op::Local(_)
        | Op::Broken => Vec::new(),
        Op::Field(of, _)
        | Op::Not(of)
        | Op::Negative(of)
        | Op::Has(of)
        | Op::Known(of)
        | Op::Sum(of, _)
        | Op::Size(of)
        | Op::Round(_, of)
        | Op::DerivedOf(of, _)
        | Op::PickItem(_, of)
        | Op::Math(_, of)
        | Op::ExistsOne(of, _, _)
        | Op::Quantified(_, of, _, _) => vec![*of],
        Op::Table(_, parts)
        | Op::And(parts)
        | Op::Or(parts)
        | Op::List(parts)
        | Op::Text(_, parts)
        | Op::Strict(_, parts)
        | Op::Pick(_, parts) => parts.clone(),
        Op::Score(score) => {
            let criteria = score.groups.iter().flat_map(|group| &group.criteria);
            criteria.map(|criterion| criterion.op).chain(score.mark).collect()
        }
        Op::If(condition, then, otherwise) => vec![*condition, *then, *otherwise],
        Op::Compare(_, a, b)
        | Op::CompareText(_, a, b)
        | Op::CompareTotal(_, a, b)
        | Op::CompareLists(_, a, b)
        | Op::Index(a, b)
        | Op::Concat(a, b)
        | Op::In(a, b)
        | Op::Arithmetic(_, a, b)
        | Op::Between(_, a, b)
        | Op::Add(_, _, a, b)
        | Op::Share { amount: a, rate: b, .. }
        | Op::Within(a, b) => vec![*a, *b],
    }
}

struct Walk {
    used: Used,
    /// The parts that were walked, each after its own parts; those inside a quantifier are not among them.
    walked: Vec<(OpId, Vec<OpId>)>,
    visits: u64,
    inside: u32,
}

impl Machine<'_> {
    /// What an expression used, derived values followed.
    pub(crate) fn used(&mut self, expression: &Expression) -> Used {
        self.value(expression);
        let version = self.version;
        let mut walk = Walk { used: Used::default(), walked: Vec::new(), visits: 0, inside: 0 };
        self.walk_code(&expression.code, &mut walk);
        let mut followed = BTreeSet::new();
        while let Some(index) = walk.used.derived.iter().find(|index| !followed.contains(*index)).copied() {
            followed.insert(index);
            let Some(derived) = version.derived.get(index) else { continue };
            match derived.list {
                None => self.walk_code(&derived.expression.code, &mut walk),
                // A derived value of members: as each of them uses it.
                Some(fact) => {
                    for member in 0..self.bound.members(fact).unwrap_or(0) {
                        self.walk_member(&derived.expression.code, Val::Member { fact, member }, &mut walk);
                    }
                }
            }
        }
        walk.used
    }

    /// The parts of an expression that count, each after its own parts, with what each came to.
    pub(crate) fn parts(&mut self, expression: &Expression) -> Vec<Part> {
        self.value(expression);
        let mut walk = Walk { used: Used::default(), walked: Vec::new(), visits: 0, inside: 0 };
        let code = &expression.code;
        self.walk_code(code, &mut walk);
        let mut locals = vec![Eval::bool(false); code.locals];
        let mut found: BTreeMap<usize, ()> = BTreeMap::new();
        let mut all = Vec::new();
        for (op, parts) in walk.walked {
            if found.insert(op.0, ()).is_none() {
                all.push(Part { op, parts, eval: self.eval(code, op, &mut locals) });
            }
        }
        all
    }

    fn walk_code(&mut self, code: &Code, walk: &mut Walk) {
        let mut locals = vec![Eval::bool(false); code.locals];
        self.walk(code, code.root, &mut locals, walk);
    }

    fn walk_member(&mut self, code: &Code, member: Val, walk: &mut Walk) {
        let mut locals = vec![Eval::bool(false); code.locals];
        if let Some(first) = locals.first_mut() {
            *first = Eval::known(member);
        }
        walk.inside += 1;
        self.walk(code, code.root, &mut locals, walk);
        walk.inside -= 1;
    }

    /// The parts of a chain of `and` or `or` that count: the first that decides, else all.
    fn deciding(&mut self, code: &Code, parts: &[OpId], decider: bool, locals: &mut [Eval]) -> Vec<OpId> {
        for part in parts {
            if self.eval(code, *part, locals).state == State::Known(Val::Bool(decider)) {
                return vec![*part];
            }
        }
        parts.to_vec()
    }

    /// As deep as the expression is nested, which is limited; no more visits than an assessment may take steps.
    fn walk(&mut self, code: &Code, id: OpId, locals: &mut [Eval], walk: &mut Walk) {
        walk.visits += 1;
        if walk.visits > limits::STEPS {
            return;
        }
        let op = code.op(id);
        let counting = match op {
            Op::And(parts) => self.deciding(code, parts, false, locals),
            Op::Or(parts) => self.deciding(code, parts, true, locals),
            Op::If(condition, then, otherwise) => match self.eval(code, *condition, locals).state {
                State::Known(Val::Bool(true)) => vec![*condition, *then],
                State::Known(Val::Bool(false)) => vec![*condition, *otherwise],
                State::Unknown => vec![*condition, *then, *otherwise],
                _ => vec![*condition],
            },
            op => parts(op),
        };
        for part in &counting {
            self.walk(code, *part, locals, walk);
        }
        match op {
            Op::Parameter(index) => {
                walk.used.parameters.insert(*index);
            }
            Op::Derived(index) | Op::DerivedOf(_, index) => {
                walk.used.derived.insert(*index);
            }
            Op::Table(index, keys) | Op::Strict(Function::Banded(index), keys) => {
                let mut values = Vec::with_capacity(keys.len());
                for key in keys {
                    if let State::Known(value) = self.eval(code, *key, locals).state {
                        values.push(value);
                    }
                }
                let row = self.version.tables.get(*index).and_then(|table| table.row_at(&values));
                walk.used.rows.extend(row.map(|row| (*index, row)));
            }
            Op::Quantified(quantifier, list, slot, body) => {
                let decider = match quantifier {
                    Quantifier::All => Some(false),
                    Quantifier::Exists => Some(true),
                    Quantifier::Filter | Quantifier::Map => None,
                };
                self.walk_members(code, (decider, *list, *slot, *body), locals, walk);
            }
            Op::ExistsOne(list, slot, body) => {
                self.walk_members(code, (None, *list, *slot, *body), locals, walk);
            }
            _ => {}
        }
        if walk.inside == 0 {
            walk.walked.push((id, counting));
        }
    }

    /// The body of a quantifier for the member that decides, else for all.
    fn walk_members(
        &mut self,
        code: &Code,
        (decider, list, slot, body): (Option<bool>, OpId, usize, OpId),
        locals: &mut [Eval],
        walk: &mut Walk,
    ) {
        let State::Known(Val::List(items)) = self.eval(code, list, locals).state else { return };
        let items = Arc::clone(&items);
        walk.inside += 1;
        let put = |locals: &mut [Eval], member: &super::Item| {
            if let Some(place) = locals.get_mut(slot) {
                *place = member.value.clone();
            }
        };
        if let Some(decider) = decider {
            for item in items.iter().filter(|item| item.present.as_ref().is_none_or(Eval::is_true)) {
                put(locals, item);
                if self.eval(code, body, locals).state == State::Known(Val::Bool(decider)) {
                    self.walk(code, body, locals, walk);
                    walk.inside -= 1;
                    return;
                }
            }
        }
        for item in items.iter() {
            put(locals, item);
            self.walk(code, body, locals, walk);
        }
        walk.inside -= 1;
    }
}
