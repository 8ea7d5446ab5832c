//! Walks checked code over sets of values instead of values: what an expression can come to, and what must hold of the
//! facts for it to come out as yes or as no. Sound: nothing that can happen is left out. Where it becomes too much work
//! it answers "anything".

use super::{
    narrow::{least_or_greatest, narrowed, opposite},
    terms::{Key, key_of},
    value::{Range, Set, Value, date_of, days},
};
use crate::{
    calendar,
    evaluate::Val,
    facts::{FactDeclaration, Vocabulary},
    language::{Code, Op, OpId, Operator, Quantifier, Type},
    limits,
    pack::{Expression, Pack, Row, Version},
    ratio::Ratio,
};
use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, HashMap},
    rc::Rc,
};

/// What is known of the facts, of the day and of whole terms. What is not here can be anything.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Env {
    known: Rc<BTreeMap<Key, Value>>,
}

impl Env {
    pub(super) fn fact(&self, fact: usize) -> Option<&Value> {
        self.known.get(&Key::Fact(fact))
    }

    pub(super) fn with_fact(self, fact: usize, value: Value) -> Self {
        self.with(Key::Fact(fact), value)
    }

    pub(super) fn on(&self) -> Option<&Value> {
        self.known.get(&Key::On)
    }

    fn with(mut self, key: Key, value: Value) -> Self {
        Rc::make_mut(&mut self.known).insert(key, value);
        self
    }

    /// With what a quantifier's variable can be.
    pub(super) fn with_local(&self, slot: usize, value: Value) -> Self {
        self.without_local(slot).with(Key::Local(slot), value)
    }

    /// Without what was known of a quantifier's variable, and of terms in which it stands.
    fn without_local(&self, slot: usize) -> Self {
        let reads = |key: &Key| match key {
            Key::Local(other) | Key::Field(other, _) => *other == slot,
            Key::Term(_, slots) => slots.get(slot).copied().unwrap_or(true),
            _ => false,
        };
        if !self.known.keys().any(reads) {
            return self.clone();
        }
        let known = self.known.iter().filter(|(key, _)| !reads(key));
        Self { known: Rc::new(known.map(|(key, value)| (key.clone(), value.clone())).collect()) }
    }

    fn join(&self, other: &Self) -> Self {
        let both = self
            .known
            .iter()
            .filter_map(|(key, value)| other.known.get(key).map(|other| (key.clone(), value.join(other))));
        Self { known: Rc::new(both.collect()) }
    }
}

/// The interpreter of one version's expressions.
pub(super) struct Interpreter<'a> {
    pub(super) pack: &'a Pack,
    pub(super) version: &'a Version,
    steps: Cell<u32>,
    depth: Cell<u32>,
    /// By what the operations of each code are known, computed once.
    keys: RefCell<HashMap<usize, Keys>>,
    /// The ways of whole expressions from nothing known: conditions share derived values.
    whole: RefCell<HashMap<(usize, bool), Vec<Env>>>,
}

type Keys = Rc<Vec<Option<Key>>>;

impl<'a> Interpreter<'a> {
    pub(super) fn new(pack: &'a Pack, version: &'a Version) -> Self {
        let (steps, depth) = (Cell::new(0), Cell::new(0));
        Self { pack, version, steps, depth, keys: RefCell::default(), whole: RefCell::default() }
    }

    /// What is known where an expression begins: nothing, but for a derived value of members the member.
    pub(super) fn beginning(&self, expression: &Expression) -> Env {
        let derived =
            self.version.derived.iter().find(|derived| std::ptr::eq(&derived.expression, expression));
        match derived.and_then(|derived| derived.list) {
            Some(list) => Env::default().with_local(0, Value::of(Set::Member(list))),
            None => Env::default(),
        }
    }

    /// What is known inside a derived value of a member.
    fn of_member(&self, index: usize, env: &Env) -> Option<(&'a Code, Env)> {
        let derived = self.version.derived.get(index)?;
        let member = Value::of(Set::Member(derived.list?));
        Some((&derived.expression.code, env.with_local(0, member)))
    }

    /// Whether everything asked since the last time was looked at in full, and begins to count anew.
    pub(super) fn was_complete(&self) -> bool {
        self.steps.replace(0) <= limits::ANALYSIS_STEPS
    }

    fn exhausted(&self) -> bool {
        self.steps.set(self.steps.get().saturating_add(1));
        self.steps.get() > limits::ANALYSIS_STEPS || self.depth.get() > limits::ANALYSIS_DEPTH
    }

    fn deeper<T>(&self, what: impl FnOnce() -> T) -> T {
        self.depth.set(self.depth.get() + 1);
        let result = what();
        self.depth.set(self.depth.get().saturating_sub(1));
        result
    }

    /// The days on which the version can be assessed.
    pub(super) fn days_in_force(&self) -> Range {
        let in_force = self.version.in_force;
        let last = in_force
            .until
            .map_or(jiff::civil::date(9999, 12, 31), |until| until.yesterday().unwrap_or(until));
        Range::new(Some(days(in_force.from)), Some(days(last)), true)
    }

    fn type_of(code: &Code, op: OpId) -> Option<&Type> {
        code.types.get(op.0)
    }

    /// By what an operation is known; nothing where it may differ from place to place.
    fn key(&self, code: &Code, op: OpId) -> Option<Key> {
        let address = std::ptr::from_ref(code).addr();
        if let Some(keys) = self.keys.borrow().get(&address) {
            return keys.get(op.0).cloned().flatten();
        }
        let keys: Keys = Rc::new((0..code.ops.len()).map(|number| key_of(code, OpId(number))).collect());
        let key = keys.get(op.0).cloned().flatten();
        self.keys.borrow_mut().insert(address, keys);
        key
    }

    fn field(&self, fact: usize, field: usize) -> Option<&FactDeclaration> {
        self.pack.vocabulary.facts().get(fact)?.fields().get(field)
    }

    /// What an operation can come to where it can be computed.
    pub(super) fn eval(&self, code: &Code, op: OpId, env: &Env) -> Value {
        if self.exhausted() {
            return Value::any();
        }
        let raw = self.deeper(|| self.raw(code, op, env));
        match self.key(code, op).and_then(|key| env.known.get(&key)) {
            Some(known) => raw.meet(known),
            None => raw,
        }
    }

    fn raw(&self, code: &Code, op: OpId, env: &Env) -> Value {
        let eval = |op: OpId| self.eval(code, op, env);
        let range = |op: OpId| self.eval(code, op, env).as_range();
        let whole = matches!(Self::type_of(code, op), Some(Type::Int | Type::Money(_) | Type::Date));
        let wide = || match Self::type_of(code, op) {
            Some(Type::Int | Type::Money(_) | Type::Date) => Value::range(Range::all(true)),
            Some(Type::Decimal | Type::Fraction(_) | Type::Estimate(_)) => Value::range(Range::all(false)),
            Some(Type::Bool) => Value::truth(true, true),
            _ => Value::any(),
        };
        match code.op(op) {
            Op::Constant(value) => Value::constant(value, &self.pack.vocabulary),
            Op::Fact(index) => match self.pack.vocabulary.facts().get(*index) {
                Some(fact) => Value::of_fact(fact, *index, &self.pack.vocabulary),
                None => Value::any(),
            },
            Op::Derived(index) => match self.version.derived.get(*index) {
                Some(derived) => {
                    let inner = &derived.expression.code;
                    self.eval(inner, inner.root, env)
                }
                None => Value::any(),
            },
            Op::DerivedOf(_, index) => match self.of_member(*index, env) {
                Some((inner, env)) => self.eval(inner, inner.root, &env),
                None => Value::any(),
            },
            Op::Parameter(index) => {
                let values = self.version.parameters.get(*index).map(|parameter| &parameter.values);
                let each = values.into_iter().flatten();
                each.map(|dated| Value::constant(&dated.value, &self.pack.vocabulary))
                    .reduce(|a, b| a.join(&b))
                    .unwrap_or_else(wide)
            }
            Op::On => Value::range(self.days_in_force()),
            Op::Local(slot) => env.known.get(&Key::Local(*slot)).cloned().unwrap_or_else(Value::any),
            Op::Field(of, field) => match eval(*of).set {
                Set::Member(fact) => match self.field(fact, *field) {
                    Some(declared) => Value::of_fact(declared, usize::MAX, &self.pack.vocabulary),
                    None => Value::any(),
                },
                _ => Value::any(),
            },
            Op::Table(index, keys) => {
                self.look_up(*index, &keys.iter().map(|key| eval(*key)).collect::<Vec<_>>())
            }
            Op::Negative(of) => range(*of).map_or_else(wide, |of| Value::range(of.negated())),
            Op::If(condition, then, otherwise) => {
                let mut joined = Value::of(Set::Nothing);
                for (arm, taken) in [(*then, true), (*otherwise, false)] {
                    for env in self.assume(code, *condition, taken, env) {
                        joined = joined.join(&self.eval(code, arm, &env));
                    }
                }
                joined
            }
            Op::Arithmetic(operator, a, b) => {
                let (Some(a), Some(b)) = (range(*a), range(*b)) else { return wide() };
                let result = match operator {
                    Operator::Plus => a.plus(b),
                    Operator::Minus => a.minus(b),
                    Operator::Times => a.times(b),
                    // Amounts divide exactly, whatever they are divided by.
                    Operator::Over if !whole => Range { whole: false, ..a }.over(Range { whole: false, ..b }),
                    Operator::Over => a.over(b),
                    _ => Range::all(whole),
                };
                Value::range(Range { whole, ..result })
            }
            Op::List(items) => {
                let each = items.iter().map(|item| eval(*item)).reduce(|a, b| a.join(&b));
                let each = Box::new(each.unwrap_or_else(Value::any));
                Value::of(Set::List { least: items.len(), most: items.len(), each })
            }
            Op::Quantified(Quantifier::Filter, list, ..) => match eval(*list).set {
                Set::List { most, each, .. } => Value::of(Set::List { least: 0, most, each }),
                _ => Value::any(),
            },
            Op::Quantified(Quantifier::Map, list, slot, body) => match eval(*list).set {
                Set::List { least, most, each } => {
                    let each = self.eval(code, *body, &env.with_local(*slot, *each));
                    Value::of(Set::List { least, most, each: Box::new(each) })
                }
                _ => Value::any(),
            },
            Op::Sum(list, _) => match eval(*list).set {
                Set::List { least, most, each } => each.as_range().map_or_else(wide, |each| {
                    let count = |count: usize| i64::try_from(count).ok().map(Ratio::whole);
                    Value::range(each.times(Range::new(count(least), count(most), true)))
                }),
                _ => wide(),
            },
            Op::Size(list) => match eval(*list).set {
                Set::List { least, most, .. } => {
                    let count = |count: usize| i64::try_from(count).ok().map(Ratio::whole);
                    Value::range(Range::new(count(least), count(most), true))
                }
                _ => Value::range(Range::new(Some(Ratio::whole(0)), None, true)),
            },
            Op::Pick(pick, parts) => {
                let ranges: Option<Vec<Range>> = parts.iter().map(|part| range(*part)).collect();
                let picked =
                    ranges.unwrap_or_default().into_iter().reduce(|a, b| least_or_greatest(*pick, a, b));
                picked.map_or_else(wide, Value::range)
            }
            Op::Between(unit, a, b) => {
                let (Some(a), Some(b)) = (range(*a), range(*b)) else { return wide() };
                let between = |from: Option<Ratio>, to: Option<Ratio>| {
                    let (from, to) = (from.and_then(date_of)?, to.and_then(date_of)?);
                    Some(Ratio::whole(calendar::between(*unit, from, to)))
                };
                Value::range(Range::new(between(a.high, b.low), between(a.low, b.high), true))
            }
            Op::Add(unit, end, date, count) => {
                let (Some(date), Some(count)) = (range(*date), range(*count)) else { return wide() };
                let add = |date: Option<Ratio>, count: Option<Ratio>| {
                    let count = count.filter(|count| count.denominator() == 1)?;
                    let count = i64::try_from(count.numerator()).ok()?;
                    calendar::add(*unit, date.and_then(date_of)?, count, *end).map(days)
                };
                Value::range(Range::new(add(date.low, count.low), add(date.high, count.high), true))
            }
            Op::Share { hundredths, amount, rate } => {
                let (Some(amount), Some(rate)) = (range(*amount), range(*rate)) else { return wide() };
                let hundredth = Ratio::new(1, if *hundredths { 100 } else { 1 }).unwrap_or(Ratio::whole(1));
                let rate = Range { whole: false, ..rate }.times(Range::one(hundredth, false));
                Value::range(Range { whole: false, ..amount.times(rate) })
            }
            Op::Round(_, of) => range(*of).map_or_else(wide, |of| Value::range(of.rounded())),
            Op::Not(_)
            | Op::And(_)
            | Op::Or(_)
            | Op::Compare(..)
            | Op::In(..)
            | Op::Has(_)
            | Op::Quantified(..) => {
                let may = |want| !self.assume(code, op, want, env).is_empty();
                Value::truth(may(true), may(false))
            }
            _ => wide(),
        }
    }

    fn look_up(&self, table: usize, keys: &[Value]) -> Value {
        let Some(table) = self.version.tables.get(table) else { return Value::any() };
        let fits = |row: &&Row| row.keys.len() == keys.len() && may_be_for(row, keys, &self.pack.vocabulary);
        let found = table.rows.iter().filter(fits);
        let values = found.map(|row| Value::constant(&row.value, &self.pack.vocabulary));
        values.reduce(|a, b| a.join(&b)).unwrap_or_else(|| Value::of(Set::Nothing))
    }

    /// The ways in which an operation can come out as `want`; none if it cannot.
    pub(super) fn assume(&self, code: &Code, op: OpId, want: bool, env: &Env) -> Vec<Env> {
        if self.exhausted() {
            return vec![env.clone()];
        }
        if op != code.root || !env.known.is_empty() {
            return self.deeper(|| self.ways(code, op, want, env));
        }
        let key = (std::ptr::from_ref(code).addr(), want);
        if let Some(found) = self.whole.borrow().get(&key) {
            return found.clone();
        }
        let found = self.deeper(|| self.ways(code, op, want, env));
        self.whole.borrow_mut().insert(key, found.clone());
        found
    }

    /// The same from any of several starting points.
    pub(super) fn assume_from(&self, code: &Code, op: OpId, want: bool, envs: &[Env]) -> Vec<Env> {
        few(envs.iter().flat_map(|env| self.assume(code, op, want, env)).collect())
    }

    fn ways(&self, code: &Code, op: OpId, want: bool, env: &Env) -> Vec<Env> {
        match code.op(op) {
            Op::Not(of) => self.assume(code, *of, !want, env),
            Op::And(parts) if want => self.all(code, parts, true, env),
            Op::Or(parts) if !want => self.all(code, parts, false, env),
            Op::And(parts) | Op::Or(parts) => {
                few(parts.iter().flat_map(|part| self.assume(code, *part, want, env)).collect())
            }
            Op::Derived(index) => match self.version.derived.get(*index) {
                Some(derived) => {
                    let inner = &derived.expression.code;
                    let ways = self.assume(inner, inner.root, want, env);
                    let value = Value::truth(want, !want);
                    few(ways.iter().filter_map(|env| self.learn(code, op, &value, env)).collect())
                }
                None => vec![env.clone()],
            },
            Op::DerivedOf(_, index) => match self.of_member(*index, env) {
                Some((inner, member)) if self.assume(inner, inner.root, want, &member).is_empty() => {
                    Vec::new()
                }
                _ => vec![env.clone()],
            },
            Op::If(condition, then, otherwise) => {
                let mut ways = Vec::new();
                for (arm, taken) in [(*then, true), (*otherwise, false)] {
                    for env in self.assume(code, *condition, taken, env) {
                        ways.extend(self.assume(code, arm, want, &env));
                    }
                }
                few(ways)
            }
            Op::Compare(operator, a, b) => self.compare(code, *operator, *a, *b, want, env),
            Op::In(item, list) => self.contains(code, *item, *list, want, env),
            Op::Has(of) => {
                let value = self.eval(code, *of, env);
                let learned = if want {
                    value.present()
                } else if value.none {
                    Value::absent()
                } else {
                    return Vec::new();
                };
                self.learn(code, *of, &learned, env).into_iter().collect()
            }
            Op::Known(_) => vec![env.clone()],
            Op::Quantified(quantifier @ (Quantifier::All | Quantifier::Exists), list, slot, body) => {
                self.quantified(code, *quantifier, (*list, *slot, *body), want, env)
            }
            _ => {
                let value = self.eval(code, op, env);
                if matches!(value.set, Set::Any) {
                    return vec![env.clone()];
                }
                let met = value.present().meet(&Value::truth(want, !want));
                if met.is_impossible() {
                    Vec::new()
                } else {
                    self.learn(code, op, &met, env).into_iter().collect()
                }
            }
        }
    }

    /// All parts come out as `want`. At the top twice, so that what a later part says reaches an earlier one.
    fn all(&self, code: &Code, parts: &[OpId], want: bool, env: &Env) -> Vec<Env> {
        let mut envs = vec![env.clone()];
        for _ in 0..if self.depth.get() <= 2 { 2 } else { 1 } {
            for part in parts {
                envs = self.assume_from(code, *part, want, &envs);
                if envs.is_empty() {
                    return envs;
                }
            }
        }
        envs
    }

    /// What an operation comes to is one of `value`; nothing if that cannot be.
    fn learn(&self, code: &Code, op: OpId, value: &Value, env: &Env) -> Option<Env> {
        if matches!(code.op(op), Op::Constant(_)) {
            return Some(env.clone());
        }
        let met = self.eval(code, op, env).meet(value);
        if met.is_impossible() {
            return None;
        }
        let mut env = env.clone();
        if let Some(key) = self.key(code, op) {
            env = env.with(key, met.clone());
        }
        // What is said of a sum is said of its parts.
        if let (Op::Arithmetic(operator @ (Operator::Plus | Operator::Minus), a, b), Some(sum)) =
            (code.op(op), met.as_range())
        {
            let (left, right) =
                (self.eval(code, *a, &env).as_range()?, self.eval(code, *b, &env).as_range()?);
            let (for_left, for_right) = if *operator == Operator::Plus {
                (sum.minus(right), sum.minus(left))
            } else {
                (sum.plus(right), left.minus(sum))
            };
            env = self.learn(code, *a, &Value::range(left.meet(for_left)), &env)?;
            env = self.learn(code, *b, &Value::range(right.meet(for_right)), &env)?;
        }
        if let Op::Derived(index) = code.op(op)
            && let Some(derived) = self.version.derived.get(*index)
            && !matches!(met.set, Set::Bool { .. })
        {
            let inner = &derived.expression.code;
            env = self.learn(inner, inner.root, &met, &env)?;
        }
        Some(env)
    }

    fn compare(&self, code: &Code, operator: Operator, a: OpId, b: OpId, want: bool, env: &Env) -> Vec<Env> {
        let (left, right) = (self.eval(code, a, env), self.eval(code, b, env));
        let mut ways = Vec::new();
        let holds = if want { operator } else { opposite(operator) };
        if Self::type_of(code, a) == Some(&Type::Bool)
            && left.set != Set::Nothing
            && right.set != Set::Nothing
        {
            for value in [true, false] {
                let other = if holds == Operator::Equal { value } else { !value };
                for env in self.assume(code, a, value, env) {
                    ways.extend(self.assume(code, b, other, &env));
                }
            }
        } else {
            let (x, y) = narrowed(holds, &left.clone().present(), &right.clone().present());
            if !x.is_impossible()
                && !y.is_impossible()
                && let Some(env) = self.learn(code, a, &x, env)
            {
                ways.extend(self.learn(code, b, &y, &env));
            }
        }
        // With what is known to be absent `!=` holds, and nothing else does.
        if want == (operator == Operator::NotEqual) {
            for (op, value) in [(a, &left), (b, &right)] {
                if value.none {
                    ways.extend(self.learn(code, op, &Value::absent(), env));
                }
            }
        }
        few(ways)
    }

    fn contains(&self, code: &Code, item: OpId, list: OpId, want: bool, env: &Env) -> Vec<Env> {
        let Op::List(items) = code.op(list) else { return vec![env.clone()] };
        if want {
            return few(items
                .iter()
                .flat_map(|other| self.compare(code, Operator::Equal, item, *other, true, env))
                .collect());
        }
        let mut envs = vec![env.clone()];
        for other in items {
            envs = few(envs
                .iter()
                .flat_map(|env| self.compare(code, Operator::Equal, item, *other, false, env))
                .collect());
        }
        envs
    }

    fn quantified(
        &self,
        code: &Code,
        quantifier: Quantifier,
        (list, slot, body): (OpId, usize, OpId),
        want: bool,
        env: &Env,
    ) -> Vec<Env> {
        let Set::List { least, most, each } = self.eval(code, list, env).set else {
            return vec![env.clone()];
        };
        let inner = env.with_local(slot, *each.clone());
        // A member for whom the body decides: yes for `exists`, no for `all`.
        let decider = quantifier == Quantifier::Exists;
        let deciding = self.assume(code, body, decider, &inner);
        if want == decider {
            if deciding.is_empty() {
                return Vec::new();
            }
            let hull = deciding.iter().map(|env| env.without_local(slot)).reduce(|a, b| a.join(&b));
            let some = Value::of(Set::List { least: least.max(1), most, each });
            return hull.and_then(|env| self.learn(code, list, &some, &env)).into_iter().collect();
        }
        if self.assume(code, body, !decider, &inner).is_empty() {
            let empty = Value::of(Set::List { least, most: 0, each });
            return if least > 0 {
                Vec::new()
            } else {
                self.learn(code, list, &empty, env).into_iter().collect()
            };
        }
        vec![env.clone()]
    }
}

/// At most so many ways are kept apart; the rest become one that is as wide as all of them.
fn few(mut ways: Vec<Env>) -> Vec<Env> {
    ways.dedup();
    if ways.len() > limits::ANALYSIS_WAYS {
        let rest = ways.split_off(limits::ANALYSIS_WAYS - 1);
        ways.extend(rest.into_iter().reduce(|a, b| a.join(&b)));
    }
    ways
}

/// Whether a constant stands at an operation.
pub(super) fn constant(code: &Code, op: OpId) -> Option<&Val> {
    if let Op::Constant(value) = code.op(op) { Some(value) } else { None }
}

/// Whether a row may be the one for these keys; a band may hold any of them.
pub(super) fn may_be_for(row: &Row, keys: &[Value], vocabulary: &Vocabulary) -> bool {
    let is_band = |place: usize| row.bands.get(place).is_some_and(Option::is_some);
    let fits =
        |(place, (key, value)): (usize, (&Val, &Value))| is_band(place) || value.admits(key, vocabulary);
    row.keys.iter().zip(keys).enumerate().all(fits)
}
