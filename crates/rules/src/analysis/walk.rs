//! Walks one expression with what is known at each place: parts that never hold or always do, arms that are never taken,
//! rows of tables that are reached, and operations that could fail.

use super::{
    interpret::{Env, Interpreter, constant, may_be_for},
    search::Trouble,
    value::{Range, Set, Value},
};
use crate::{
    evaluate::Val,
    language::{Code, Op, OpId, Operator, Type},
    pack::Table,
    ratio::Ratio,
};
use std::collections::BTreeSet;

/// What is odd about a part of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Oddity {
    /// It never holds where it stands.
    Never,
    /// It always holds, whatever the facts are.
    Always,
    /// An arm of a choice that is never taken.
    Arm,
    /// What follows is never looked at: this part decides always.
    Rest,
}

/// A walk over one expression.
pub(super) struct Walk<'w, 'a> {
    interpreter: &'w Interpreter<'a>,
    code: &'w Code,
    pub(super) oddities: Vec<(Oddity, OpId)>,
    pub(super) troubles: Vec<(Trouble, OpId)>,
    /// Tables and rows.
    pub(super) rows: BTreeSet<(usize, usize)>,
}

/// The operands of an operation.
pub(super) fn parts(op: &Op) -> Vec<OpId> {
    match op {
        Op::Field(of, _)
        | Op::DerivedOf(of, _)
        | Op::PickItem(_, of)
        | Op::Math(_, of)
        | Op::Not(of)
        | Op::Negative(of)
        | Op::Has(of)
        | Op::Known(of)
        | Op::Sum(of, _)
        | Op::Size(of)
        | Op::Round(_, of) => vec![*of],
        Op::Table(_, parts)
        | Op::And(parts)
        | Op::Or(parts)
        | Op::List(parts)
        | Op::Pick(_, parts)
        | Op::Text(_, parts) => parts.clone(),
        Op::If(a, b, c) => vec![*a, *b, *c],
        Op::Compare(_, a, b)
        | Op::In(a, b)
        | Op::Arithmetic(_, a, b)
        | Op::Between(_, a, b)
        | Op::Add(_, _, a, b)
        | Op::Within(a, b)
        | Op::Quantified(_, a, _, b)
        | Op::ExistsOne(a, _, b)
        | Op::Index(a, b)
        | Op::Concat(a, b)
        | Op::CompareText(_, a, b)
        | Op::CompareLists(_, a, b) => vec![*a, *b],
        Op::Share { amount, rate, .. } => vec![*amount, *rate],
        _ => Vec::new(),
    }
}

impl<'w, 'a> Walk<'w, 'a> {
    /// Walks an expression whose place is reached in any of `ways`.
    pub(super) fn over(interpreter: &'w Interpreter<'a>, code: &'w Code, ways: &[Env]) -> Self {
        let mut walk =
            Self { interpreter, code, oddities: Vec::new(), troubles: Vec::new(), rows: BTreeSet::new() };
        interpreter.was_complete();
        walk.go(code.root, ways);
        walk.oddities.sort_unstable_by_key(|(oddity, op)| (op.0, *oddity));
        walk.oddities.dedup();
        walk.troubles.sort_unstable_by_key(|(trouble, op)| (op.0, *trouble));
        walk.troubles.dedup();
        walk
    }

    fn can(&self, op: OpId, want: bool, ways: &[Env]) -> Vec<Env> {
        self.interpreter.assume_from(self.code, op, want, ways)
    }

    fn is_constant(&self, op: OpId) -> bool {
        constant(self.code, op).is_some()
    }

    fn go(&mut self, op: OpId, ways: &[Env]) {
        if ways.is_empty() {
            return;
        }
        match self.code.op(op) {
            Op::And(parts) => self.chain(parts, true, ways),
            Op::Or(parts) => self.chain(parts, false, ways),
            Op::Not(of) => {
                self.judge(*of);
                self.go(*of, ways);
            }
            Op::If(condition, then, otherwise) => {
                self.go(*condition, ways);
                for (arm, taken) in [(*then, true), (*otherwise, false)] {
                    let ways = self.can(*condition, taken, ways);
                    if ways.is_empty() {
                        self.oddities.push((Oddity::Arm, arm));
                    }
                    self.go(arm, &ways);
                }
            }
            Op::Quantified(_, list, slot, body) | Op::ExistsOne(list, slot, body) => {
                self.go(*list, ways);
                let inner: Vec<Env> = ways
                    .iter()
                    .filter_map(|env| match self.interpreter.eval(self.code, *list, env).set {
                        Set::List { each, most, .. } if most > 0 => Some(env.with_local(*slot, *each)),
                        _ => None,
                    })
                    .collect();
                self.go(*body, &inner);
            }
            other => {
                for part in parts(other) {
                    self.go(part, ways);
                }
                self.trouble(op, ways);
            }
        }
    }

    /// The parts of `&&` (`going` true) or `||`: each is reached only where those before it do not decide.
    fn chain(&mut self, parts: &[OpId], going: bool, ways: &[Env]) {
        let mut reached = ways.to_vec();
        for (number, part) in parts.iter().enumerate() {
            self.go(*part, &reached);
            let is_simple = !matches!(self.code.op(*part), Op::And(_) | Op::Or(_) | Op::Not(_));
            if self.can(*part, true, &reached).is_empty() && !self.is_constant(*part) {
                self.oddities.push((Oddity::Never, *part));
                if going {
                    return;
                }
            } else if is_simple {
                self.judge(*part);
            }
            reached = self.can(*part, going, &reached);
            if reached.is_empty() {
                if number + 1 < parts.len() {
                    self.oddities.push((Oddity::Rest, *part));
                }
                return;
            }
        }
    }

    /// Whether a part holds always, or never, whatever stands around it.
    fn judge(&mut self, part: OpId) {
        if self.is_constant(part)
            || matches!(self.code.op(part), Op::Derived(_) | Op::DerivedOf(..))
            || self.reads_variable(part)
        {
            return;
        }
        let free = [Env::default()];
        if self.can(part, false, &free).is_empty() {
            self.oddities.push((Oddity::Always, part));
        } else if self.can(part, true, &free).is_empty() {
            self.oddities.push((Oddity::Never, part));
        }
    }

    fn reads_variable(&self, op: OpId) -> bool {
        let mut open = vec![op];
        while let Some(op) = open.pop() {
            match self.code.op(op) {
                Op::Local(_) => return true,
                op => open.extend(parts(op)),
            }
        }
        false
    }

    fn trouble(&mut self, op: OpId, ways: &[Env]) {
        for env in ways {
            let values: Vec<Value> = parts(self.code.op(op))
                .iter()
                .map(|part| self.interpreter.eval(self.code, *part, env))
                .collect();
            self.trouble_in(op, &values);
        }
    }

    fn trouble_in(&mut self, op: OpId, values: &[Value]) {
        let whole = matches!(self.code.types.get(op.0), Some(Type::Int | Type::Money(_)));
        let needs_values = matches!(
            self.code.op(op),
            Op::Table(..)
                | Op::Negative(_)
                | Op::Arithmetic(..)
                | Op::Between(..)
                | Op::Add(..)
                | Op::Share { .. }
                | Op::Round(..)
                | Op::Within(..)
                | Op::Pick(..)
        );
        if needs_values && values.iter().any(|value| value.none && value.set != Set::Any) {
            self.troubles.push((Trouble::Absent, op));
        }
        let ranges: Vec<Range> = values.iter().filter_map(Value::as_range).collect();
        match (self.code.op(op), ranges.as_slice()) {
            (Op::Arithmetic(Operator::Over | Operator::Remainder, ..), [_, divisor])
                if divisor.holds(Ratio::whole(0)) =>
            {
                self.troubles.push((Trouble::DivisionByZero, op));
            }
            (Op::Arithmetic(Operator::Over | Operator::Remainder, ..), [_, _]) => {}
            (Op::Arithmetic(operator, ..), [a, b]) if whole => {
                let result = match operator {
                    Operator::Plus => a.plus(*b),
                    Operator::Minus => a.minus(*b),
                    _ => a.times(*b),
                };
                if result.may_overflow() {
                    self.troubles.push((Trouble::Overflow, op));
                }
            }
            (Op::Sum(..), _) if whole => {
                let total = match values.first().map(|value| &value.set) {
                    Some(Set::List { most, each, .. }) => each.as_range().map(|each| {
                        let most = i64::try_from(*most).unwrap_or(i64::MAX);
                        each.times(Range::new(Some(Ratio::whole(0)), Some(Ratio::whole(most)), true))
                    }),
                    _ => None,
                };
                if total.is_none_or(|total| total.may_overflow()) {
                    self.troubles.push((Trouble::Overflow, op));
                }
            }
            (Op::Round(..), [amount]) if amount.may_overflow() => self.troubles.push((Trouble::Overflow, op)),
            (Op::Add(..), [_, count]) => {
                // Dates of real life: what no count in sight can carry out of the calendar is no trouble.
                let far = Ratio::whole(7_000);
                if count.high.is_none_or(|high| high > far)
                    || count.low.is_none_or(|low| low < Ratio::whole(-1_800))
                {
                    self.troubles.push((Trouble::DateRange, op));
                }
            }
            (Op::Table(table, _), _) => {
                if let Some(found) = self.interpreter.version.tables.get(*table) {
                    self.look_up(op, *table, found, values);
                }
            }
            _ => {}
        }
    }

    fn look_up(&mut self, op: OpId, number: usize, table: &Table, keys: &[Value]) {
        let vocabulary = &self.interpreter.pack.vocabulary;
        for (place, row) in table.rows.iter().enumerate() {
            if may_be_for(row, keys, vocabulary) {
                self.rows.insert((number, place));
            }
        }
        // Gaps and overlaps of bands are found when the pack loads.
        if table.has_bands() {
            return;
        }
        // Every combination of keys that can occur, where they are few.
        let mut wanted: Vec<Vec<Val>> = vec![Vec::new()];
        for key in keys {
            let Some(values) = each_value(key) else {
                self.troubles.push((Trouble::Row, op));
                return;
            };
            if wanted.len().saturating_mul(values.len()) > 2_000 {
                return;
            }
            let with = |keys: &Vec<Val>| {
                let keys = keys.clone();
                values
                    .iter()
                    .map(move |value| [keys.clone(), vec![value.clone()]].concat())
                    .collect::<Vec<_>>()
            };
            wanted = wanted.iter().flat_map(with).collect();
        }
        if wanted.iter().any(|keys| !table.rows.iter().any(|row| row.keys == *keys)) {
            self.troubles.push((Trouble::Row, op));
        }
    }
}

/// Every value of a key, if they can be counted.
fn each_value(value: &Value) -> Option<Vec<Val>> {
    match &value.set {
        Set::Nothing => Some(Vec::new()),
        Set::Classes { scheme, open } => {
            let classes = open.iter().enumerate().filter(|(_, open)| **open);
            Some(classes.map(|(index, _)| Val::Class { scheme: *scheme, index }).collect())
        }
        Set::Range(range) => {
            let end = |end: Option<Ratio>| end.and_then(|end| end.rounded(crate::Rounding::Down));
            let (low, high) = (end(range.low)?, end(range.high)?);
            (high.checked_sub(low)? <= 200).then(|| (low..=high).map(Val::Int).collect())
        }
        _ => None,
    }
}
