//! Evaluates checked code for one case under one version of an instrument.

use super::{
    Bound, Eval, FactPath, Failure, Item, Paths, State, Val,
    matter::Tried,
    operators::{self, strict, strict2},
    paths::merge,
    quantify::{self, fold},
};
use crate::{
    calendar,
    language::{Code, Op, OpId, Pick, Quantifier},
    limits,
    pack::{Expression, Version},
};
use jiff::civil::Date;
use std::{cmp::Ordering, collections::HashMap, sync::Arc};

/// What evaluation needs: the version, the facts, the two days.
pub(crate) struct Machine<'a> {
    pub(crate) version: &'a Version,
    pub(crate) bound: &'a Bound,
    pub(crate) on: Date,
    pub(crate) known_on: Date,
    derived: Vec<Option<Eval>>,
    /// Those of members, by member.
    derived_of: Vec<Option<Vec<Eval>>>,
    /// What expressions came to, by their slots: measures share conditions.
    held: Vec<Option<Eval>>,
    /// What is supposed for a while, to see what would follow.
    supposed: Vec<(FactPath, Val)>,
    steps: u64,
    most_steps: u64,
    /// Whether it is remembered which facts were read: not where only the result counts.
    traces: bool,
    /// How many steps suppositions took so far.
    supposed_steps: u64,
    /// How many looks the search for what matters took so far.
    pub(super) looks: u32,
    /// What that search came to.
    pub(super) tried: Vec<Tried>,
    /// What other measures come to, by `family/measure`, as far as the measures assessed with this one read it.
    pub(crate) outcomes: HashMap<String, Eval>,
}

impl<'a> Machine<'a> {
    pub(crate) fn new(version: &'a Version, bound: &'a Bound, on: Date, known_on: Date) -> Self {
        Self {
            version,
            bound,
            on,
            known_on,
            derived: vec![None; version.derived.len()],
            derived_of: vec![None; version.derived.len()],
            held: vec![None; version.slots],
            supposed: Vec::new(),
            steps: 0,
            most_steps: limits::STEPS,
            traces: true,
            supposed_steps: 0,
            looks: 0,
            tried: Vec::new(),
            outcomes: HashMap::new(),
        }
    }

    /// One that remembers no facts: only values count.
    pub(crate) fn quiet(version: &'a Version, bound: &'a Bound, on: Date, known_on: Date) -> Self {
        Self { traces: false, ..Self::new(version, bound, on, known_on) }
    }

    /// Counts work that is more than one step.
    pub(super) const fn work(&mut self, steps: u64) {
        self.steps = self.steps.saturating_add(steps);
    }

    /// Does what counts its own steps down.
    pub(super) fn within_steps(&mut self, act: impl FnOnce(&mut u64) -> Eval) -> Eval {
        let before = self.most_steps.saturating_sub(self.steps);
        let mut left = before;
        let eval = act(&mut left);
        self.work(before.saturating_sub(left));
        eval
    }

    /// The value of an expression. What it derives from is computed first, in the order that `load` found: no recursion
    /// from one derived value to another.
    pub(crate) fn value(&mut self, expression: &Expression) -> Eval {
        for &index in &expression.needs {
            self.derive(index);
        }
        self.run(&expression.code, None)
    }

    /// The value of one operation that reads no fact.
    pub(crate) fn constant(&mut self, code: &Code, op: OpId) -> State {
        self.steps = 0;
        let mut locals = vec![Eval::bool(false); code.locals];
        self.eval(code, op, &mut locals).state
    }

    /// The value of one operation of an expression; as it is for one member, if the expression is of members.
    pub(crate) fn value_at(&mut self, expression: &Expression, op: OpId, member: Option<Val>) -> State {
        for &needed in &expression.needs {
            self.derive(needed);
        }
        let mut locals = vec![Eval::bool(false); expression.code.locals];
        if let (Some(member), Some(first)) = (member, locals.first_mut()) {
            *first = Eval::known(member);
        }
        self.eval(&expression.code, op, &mut locals).state
    }

    /// The same, computed once: not while something is supposed.
    pub(crate) fn judge(&mut self, expression: &Expression) -> Eval {
        let slot = expression.prepared.slot;
        if let Some(eval) = slot.and_then(|slot| self.held.get(slot)).and_then(Option::as_ref) {
            return eval.clone();
        }
        let eval = self.value(expression);
        if let Some(place) = slot.and_then(|slot| self.held.get_mut(slot)) {
            *place = Some(eval.clone());
        }
        eval
    }

    /// The value of a part of an expression, which looks at no member. `needs` are the derived values it may read.
    pub(super) fn part(&mut self, code: &Code, needs: &[usize], op: OpId) -> Eval {
        for &index in needs {
            self.derive(index);
        }
        if code.locals == 0 {
            return self.eval(code, op, &mut []);
        }
        let mut locals = vec![Eval::bool(false); code.locals];
        self.eval(code, op, &mut locals)
    }

    /// A derived value of the case, if it was computed.
    pub(super) fn computed(&self, index: usize) -> Option<&Eval> {
        self.derived.get(index)?.as_ref()
    }

    /// A derived value; of one member, if it is one of members.
    pub(crate) fn derived_value(&mut self, index: usize, member: Option<usize>) -> State {
        let Some(derived) = self.version.derived.get(index) else {
            return State::Failed(Failure::TooMuchWork);
        };
        for &needed in &derived.expression.needs {
            self.derive(needed);
        }
        self.derive(index);
        let found = match member {
            None => self.derived.get(index).cloned().flatten(),
            Some(member) => {
                self.derived_of.get(index).and_then(Option::as_ref).and_then(|of| of.get(member)).cloned()
            }
        };
        found.map_or(State::Failed(Failure::TooMuchWork), |eval| eval.state)
    }

    /// Computes a derived value that was not computed yet; of each member, if it is one of members.
    fn derive(&mut self, index: usize) {
        let Some(derived) = self.version.derived.get(index) else { return };
        match derived.list {
            None if matches!(self.derived.get(index), Some(None)) => {
                let eval = self.run(&derived.expression.code, None);
                if let Some(place) = self.derived.get_mut(index) {
                    *place = Some(eval);
                }
            }
            Some(fact) if matches!(self.derived_of.get(index), Some(None)) => {
                let members = self.members(fact);
                let member = |member| self.run(&derived.expression.code, Some(Val::Member { fact, member }));
                let evals = (0..members).map(member).collect();
                if let Some(place) = self.derived_of.get_mut(index) {
                    *place = Some(evals);
                }
            }
            _ => {}
        }
    }

    /// How many members a list has, as far as is told or supposed.
    fn members(&self, fact: usize) -> usize {
        let told = self.bound.members(fact);
        let supposed = || {
            let list = self.supposed.iter().find(|(path, _)| path.fact == fact && path.field.is_none());
            if let Some((_, Val::List(items))) = list { items.len() } else { 0 }
        };
        told.unwrap_or_else(supposed)
    }

    /// Looks what follows if some unknown facts had these values. Nothing if suppositions took too much work: a result that
    /// was cut short says nothing.
    pub(crate) fn supposing<T>(
        &mut self,
        supposed: Vec<(FactPath, Val)>,
        look: impl FnOnce(&mut Self) -> T,
    ) -> Option<T> {
        let left = limits::COMPLETION_STEPS.checked_sub(self.supposed_steps)?;
        let mut kept = Vec::new();
        for (index, derived) in self.version.derived.iter().enumerate() {
            if supposed.iter().any(|(path, _)| derived.expression.prepared.can_read(path.fact)) {
                let of_case = self.derived.get_mut(index).and_then(Option::take);
                let of_members = self.derived_of.get_mut(index).and_then(Option::take);
                kept.push((index, of_case, of_members));
            }
        }
        self.supposed = supposed;
        let before = (self.steps, self.most_steps);
        self.most_steps = self.steps.saturating_add(left);
        let found = look(self);
        self.supposed_steps = self.supposed_steps.saturating_add(self.steps.saturating_sub(before.0));
        let complete = self.steps <= self.most_steps;
        (self.steps, self.most_steps) = before;
        self.supposed.clear();
        for (index, of_case, of_members) in kept {
            if let Some(place) = self.derived.get_mut(index) {
                *place = of_case;
            }
            if let Some(place) = self.derived_of.get_mut(index) {
                *place = of_members;
            }
        }
        complete.then_some(found)
    }

    fn run(&mut self, code: &Code, member: Option<Val>) -> Eval {
        if code.locals == 0 {
            return self.eval(code, code.root, &mut []);
        }
        let mut locals = vec![Eval::bool(false); code.locals];
        if let (Some(member), Some(first)) = (member, locals.first_mut()) {
            *first = Eval::known(member);
        }
        self.eval(code, code.root, &mut locals)
    }

    fn fact(&self, fact: usize) -> Eval {
        let path = FactPath { fact, field: None };
        if let Some(members) = self.bound.members(fact) {
            let item = |member| Item { value: Eval::known(Val::Member { fact, member }), present: None };
            let value = Val::List(Arc::new((0..members).map(item).collect()));
            return Eval { state: State::Known(value), read: self.trace(path), missing: Paths::NONE };
        }
        self.read(path)
    }

    fn read(&self, path: FactPath) -> Eval {
        let read = self.trace(path);
        if let Some((_, value)) = self.supposed.iter().find(|(supposed, _)| *supposed == path) {
            return Eval { state: State::Known(value.clone()), read, missing: Paths::NONE };
        }
        match self.bound.get(path) {
            Some(value) => Eval { state: State::Known(value), read, missing: Paths::NONE },
            None => Eval { state: State::Unknown, read: read.clone(), missing: read },
        }
    }

    fn trace(&self, path: FactPath) -> Paths {
        if !self.traces {
            return Paths::NONE;
        }
        Paths::one(self.bound.number(path))
    }

    fn parameter(&self, index: usize) -> Eval {
        let Some(parameter) = self.version.parameters.get(index) else {
            return Eval::failed(Failure::ParameterNotRead { parameter: String::new() });
        };
        match parameter.value_on(self.on, self.known_on) {
            Some(value) => Eval::known(value.clone()),
            None => Eval::failed(Failure::ParameterNotRead { parameter: parameter.name.clone() }),
        }
    }

    pub(super) fn eval(&mut self, code: &Code, id: OpId, locals: &mut [Eval]) -> Eval {
        self.steps += 1;
        if self.steps > self.most_steps {
            return Eval::failed(Failure::TooMuchWork);
        }
        match code.op(id) {
            Op::Constant(value) => Eval::known(value.clone()),
            Op::Fact(index) => self.fact(*index),
            Op::Derived(index) => {
                let value = self.derived.get(*index).cloned().flatten();
                value.unwrap_or_else(|| Eval::failed(Failure::TooMuchWork))
            }
            Op::DerivedOf(of, index) => {
                let of = self.eval(code, *of, locals);
                match of.state {
                    State::Known(Val::Member { member, .. }) => {
                        let values = self.derived_of.get(*index).and_then(Option::as_ref);
                        let value = values.and_then(|values| values.get(member)).cloned();
                        value.unwrap_or_else(|| Eval::failed(Failure::TooMuchWork)).reading(&of.read)
                    }
                    State::Known(_) => Eval::failed(Failure::AbsentValue).reading(&of.read),
                    _ => of,
                }
            }
            Op::Parameter(index) => self.parameter(*index),
            Op::On => Eval::known(Val::Date(self.on)),
            Op::Local(slot) => {
                locals.get(*slot).cloned().unwrap_or_else(|| Eval::failed(Failure::TooMuchWork))
            }
            Op::Field(of, field) => {
                let of = self.eval(code, *of, locals);
                match of.state {
                    State::Known(Val::Member { fact, member }) => {
                        self.read(FactPath { fact, field: Some((member, *field)) }).reading(&of.read)
                    }
                    State::Known(_) => Eval::failed(Failure::AbsentValue).reading(&of.read),
                    _ => of,
                }
            }
            Op::Table(table, keys) => {
                let keys: Vec<Eval> = keys.iter().map(|key| self.eval(code, *key, locals)).collect();
                operators::strict_all(keys, |keys| match self.version.tables.get(*table) {
                    Some(table) => table.value_at(&keys),
                    None => Err(Failure::TooMuchWork),
                })
            }
            Op::Not(of) => strict(self.eval(code, *of, locals), |value| match value {
                Val::Bool(value) => Ok(Val::Bool(!value)),
                _ => Err(Failure::AbsentValue),
            }),
            Op::Negative(of) => strict(self.eval(code, *of, locals), operators::negative),
            Op::And(parts) => fold(false, parts.iter(), |part| self.eval(code, *part, locals)),
            Op::Or(parts) => fold(true, parts.iter(), |part| self.eval(code, *part, locals)),
            Op::If(condition, then, otherwise) => self.choose(code, *condition, *then, *otherwise, locals),
            Op::Compare(operator, a, b) => {
                let (a, b) = (self.eval(code, *a, locals), self.eval(code, *b, locals));
                operators::compare(*operator, a, b)
            }
            Op::In(item, list) => {
                let (item, list) = (self.eval(code, *item, locals), self.eval(code, *list, locals));
                self.within_steps(|left| quantify::contains(item, list, left))
            }
            Op::Arithmetic(operator, a, b) => {
                let (a, b) = (self.eval(code, *a, locals), self.eval(code, *b, locals));
                strict2(a, b, |a, b| operators::arithmetic(*operator, a, b))
            }
            Op::List(items) => {
                let item = |op: &OpId| Item { value: self.eval(code, *op, locals), present: None };
                Eval::known(Val::List(Arc::new(items.iter().map(item).collect())))
            }
            Op::Has(of) => {
                let of = self.eval(code, *of, locals);
                match of.state {
                    State::Known(value) => Eval::bool(value != Val::None).reading(&of.read),
                    _ => of,
                }
            }
            Op::Known(of) => {
                let of = self.eval(code, *of, locals);
                match of.state {
                    State::Known(_) => Eval::bool(true).reading(&of.read),
                    State::Unknown => Eval::bool(false).reading(&of.read),
                    State::Failed(_) => of,
                }
            }
            Op::Quantified(quantifier, list, slot, body) => {
                self.quantified(code, *quantifier, *list, *slot, *body, locals)
            }
            Op::Sum(list, zero) => quantify::sum(self.eval(code, *list, locals), zero.clone()),
            Op::Size(list) => quantify::size(self.eval(code, *list, locals)),
            Op::Pick(pick, parts) => {
                let wanted = if *pick == Pick::Least { Ordering::Less } else { Ordering::Greater };
                let parts: Vec<Eval> = parts.iter().map(|part| self.eval(code, *part, locals)).collect();
                operators::strict_all(parts, |values| operators::pick(wanted, values))
            }
            Op::Between(unit, a, b) => {
                let (a, b) = (self.eval(code, *a, locals), self.eval(code, *b, locals));
                strict2(a, b, |a, b| match (a, b) {
                    (Val::Date(a), Val::Date(b)) => Ok(Val::Int(calendar::between(*unit, a, b))),
                    _ => Err(Failure::AbsentValue),
                })
            }
            Op::Add(unit, end, date, count) => {
                let (date, count) = (self.eval(code, *date, locals), self.eval(code, *count, locals));
                strict2(date, count, |date, count| match (date, count) {
                    (Val::Date(date), Val::Int(count)) => {
                        calendar::add(*unit, date, count, *end).map(Val::Date).ok_or(Failure::DateRange)
                    }
                    _ => Err(Failure::AbsentValue),
                })
            }
            Op::Share { hundredths, amount, rate } => {
                let (amount, rate) = (self.eval(code, *amount, locals), self.eval(code, *rate, locals));
                strict2(amount, rate, |amount, rate| operators::share(*hundredths, amount, rate))
            }
            Op::Round(rounding, of) => {
                strict(self.eval(code, *of, locals), |value| operators::round(*rounding, value))
            }
            Op::Within(place, area) => {
                let (place, area) = (self.eval(code, *place, locals), self.eval(code, *area, locals));
                strict2(place, area, operators::within)
            }
            Op::Defaulted(index, default) => {
                let told = self.fact(*index);
                if told.state == State::Unknown {
                    let value = default.clone().unwrap_or(Val::Date(self.on));
                    Eval::known(value).reading(&told.read)
                } else {
                    told
                }
            }
            Op::Outcome(key) => {
                let found = self.outcomes.get(key.as_ref()).cloned();
                found.unwrap_or_else(|| Eval::failed(Failure::NotAssessed { measure: key.to_string() }))
            }
            Op::CompareTotal(operator, total, other) => {
                self.compare_total(code, *operator, (*total, *other), locals)
            }
            Op::Score(score) => self.score(code, score, locals),
            Op::Strict(function, parts) => self.strict(code, function, parts, locals),
            op => self.eval_more(code, op, locals),
        }
    }

    /// An unknown condition makes the choice unknown: never the second arm.
    fn choose(
        &mut self,
        code: &Code,
        condition: OpId,
        then: OpId,
        otherwise: OpId,
        locals: &mut [Eval],
    ) -> Eval {
        let condition = self.eval(code, condition, locals);
        match condition.state {
            State::Known(Val::Bool(true)) => self.eval(code, then, locals).reading(&condition.read),
            State::Known(Val::Bool(false)) => self.eval(code, otherwise, locals).reading(&condition.read),
            State::Known(_) => Eval::failed(Failure::AbsentValue).reading(&condition.read),
            State::Failed(_) => condition,
            State::Unknown => {
                let mut unknown = condition;
                for arm in [then, otherwise] {
                    let arm = self.eval(code, arm, locals);
                    merge(&mut unknown.read, &arm.read);
                    merge(&mut unknown.missing, &arm.missing);
                }
                unknown
            }
        }
    }

    fn quantified(
        &mut self,
        code: &Code,
        quantifier: Quantifier,
        list: OpId,
        slot: usize,
        body: OpId,
        locals: &mut [Eval],
    ) -> Eval {
        let list = self.eval(code, list, locals);
        let items = match &list.state {
            State::Known(Val::List(items)) => Arc::clone(items),
            State::Known(_) => return Eval::failed(Failure::AbsentValue).reading(&list.read),
            _ => return list,
        };
        let mut judge = |item: &Item| {
            if let Some(place) = locals.get_mut(slot) {
                *place = item.value.clone();
            }
            self.eval(code, body, locals)
        };
        let result = match quantifier {
            Quantifier::All => fold(false, items.iter(), |item| {
                let judged = judge(item);
                match &item.present {
                    None => judged,
                    Some(present) => {
                        let absent = strict(present.clone(), |value| match value {
                            Val::Bool(value) => Ok(Val::Bool(!value)),
                            _ => Err(Failure::AbsentValue),
                        });
                        fold(true, [absent, judged].iter(), |part| part.clone())
                    }
                }
            }),
            Quantifier::Exists => fold(true, items.iter(), |item| {
                let judged = judge(item);
                match &item.present {
                    None => judged,
                    Some(present) => fold(false, [present, &judged].iter(), |part| (*part).clone()),
                }
            }),
            Quantifier::Map => {
                let mapped = |item: &Item| Item { value: judge(item), present: item.present.clone() };
                Eval::known(Val::List(Arc::new(items.iter().map(mapped).collect())))
            }
            Quantifier::Filter => {
                let mut kept = Vec::new();
                for item in items.iter() {
                    let judged = judge(item);
                    let present = match &item.present {
                        None => judged,
                        Some(present) => fold(false, [present, &judged].iter(), |part| (*part).clone()),
                    };
                    // What is certainly out stays with the facts that say so: they are reasons too.
                    kept.push(Item { value: item.value.clone(), present: Some(present) });
                }
                Eval::known(Val::List(Arc::new(kept)))
            }
        };
        result.reading(&list.read)
    }
}
