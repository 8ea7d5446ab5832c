//! Looks for a case that shows a finding: facts and a day on which the real machine does what the finding says. The values
//! tried are those at which something changes: the constants of the expressions and their neighbours, the ends of what a
//! fact may be, every class. Nothing is reported as a case that was not computed.

use super::{
    interpret::{Env, Interpreter},
    value::{Set, Value as Abstract, date_of},
};
use crate::{
    calendar::{self, EndOfMonth, Unit},
    evaluate::{Eval, Failure, Machine, State, Val, bind},
    facts::{FactDeclaration, FactType, Facts, Member, Value},
    language::{Code, Op, OpId},
    limits,
    pack::{Expression, Pack, Version},
    ratio::Ratio,
};
use jiff::civil::Date;
use std::{cell::Cell, collections::BTreeSet};
use vocabulary::Money;

/// How an expression should come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    Yes,
    No,
    Known,
    Fails(Trouble),
}

/// What can go wrong although every fact is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trouble {
    Overflow,
    DivisionByZero,
    Absent,
    DateRange,
    Row,
    Parameter,
}

impl Trouble {
    fn is(self, failure: &Failure) -> bool {
        matches!(
            (self, failure),
            (Self::Overflow, Failure::Overflow)
                | (Self::DivisionByZero, Failure::DivisionByZero)
                | (Self::Absent, Failure::AbsentValue)
                | (Self::DateRange, Failure::DateRange)
                | (Self::Row, Failure::RowMissing { .. })
                | (Self::Parameter, Failure::ParameterNotRead { .. })
        )
    }
}

impl Want {
    /// Whether a value is as wanted; nothing if that is still open.
    fn judge(self, eval: &Eval) -> Option<bool> {
        match (&eval.state, self) {
            (State::Unknown, _) => None,
            (State::Known(Val::Bool(value)), Self::Yes) => Some(*value),
            (State::Known(Val::Bool(value)), Self::No) => Some(!*value),
            (State::Known(_), Self::Known) => Some(true),
            (State::Failed(failure), Self::Fails(trouble)) => Some(trouble.is(failure)),
            _ => Some(false),
        }
    }
}

/// A case that was computed: somebody with these facts, on this day.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) on: Date,
    pub(super) known_on: Date,
    pub(super) facts: Facts,
}

/// The search over one version.
pub(super) struct Search<'a> {
    pack: &'a Pack,
    version: &'a Version,
    known_on: Date,
    trials: &'a Cell<usize>,
}

impl<'a> Search<'a> {
    pub(super) fn new(pack: &'a Pack, version: &'a Version, trials: &'a Cell<usize>) -> Self {
        let conditions = version.measures.iter().flat_map(|measure| &measure.conditions);
        let days = version.measures.iter().filter_map(|measure| measure.known_from);
        let values = version.parameters.iter().flat_map(|parameter| &parameter.values);
        let known_on = days
            .chain(conditions.filter_map(|condition| condition.known_from))
            .chain(values.map(|dated| dated.known_from.unwrap_or(dated.from)))
            .chain([version.known_from])
            .max();
        Self { pack, version, known_on: known_on.unwrap_or(version.known_from), trials }
    }

    /// A case in which every expression comes out as wanted. `days` are tried first; `ways` say what must hold of the
    /// facts, as far as the analysis knows.
    pub(super) fn find(&self, wishes: &[(&Expression, Want)], days: &[Date], ways: &[Env]) -> Option<Case> {
        let codes = self.codes(wishes);
        let facts = facts_read(&codes);
        let on = self.days(&codes, days, ways);
        let mut left = limits::FINDING_TRIALS;
        let free = [Env::default()];
        let ways = if ways.is_empty() { &free } else { ways };
        for on in on {
            for way in ways {
                let mut choices = Vec::new();
                for fact in &facts {
                    choices.push((*fact, self.candidates(*fact, &codes, on, way)));
                }
                // A way is given up early enough that the others have their turn.
                let mut share = (left / 3).max(60).min(left);
                let before = share;
                let mut trial = Facts::new();
                let found = self.try_from(&choices, wishes, on, &mut trial, &mut share);
                left = left.saturating_sub(before - share);
                if found {
                    return Some(Case { on, known_on: self.known_on.max(on), facts: trial });
                }
                if left == 0 || self.trials.get() > limits::ANALYSIS_TRIALS {
                    return None;
                }
            }
        }
        None
    }

    fn codes(&self, wishes: &[(&'a Expression, Want)]) -> Vec<&'a Code>
    where
        Self: 'a,
    {
        let mut codes: Vec<&Code> = Vec::new();
        for (expression, _) in wishes {
            codes.push(&expression.code);
            let needed = expression.needs.iter().filter_map(|index| self.version.derived.get(*index));
            codes.extend(needed.map(|derived| &derived.expression.code));
        }
        codes
    }

    /// Depth first over the facts; a choice that decides a wish wrongly is not followed.
    fn try_from(
        &self,
        choices: &[(usize, Vec<Value>)],
        wishes: &[(&Expression, Want)],
        on: Date,
        facts: &mut Facts,
        left: &mut usize,
    ) -> bool {
        if *left == 0 {
            return false;
        }
        *left -= 1;
        self.trials.set(self.trials.get() + 1);
        let Ok(bound) = bind(&self.pack.vocabulary, facts) else { return false };
        let mut machine = Machine::quiet(self.version, &bound, on, self.known_on.max(on));
        let mut all = true;
        for (expression, want) in wishes {
            match want.judge(&machine.value(expression)) {
                Some(true) => {}
                Some(false) => return false,
                None => all = false,
            }
        }
        if all {
            return true;
        }
        let Some(((fact, values), rest)) = choices.split_first() else { return false };
        let Some(declared) = self.pack.vocabulary.facts().get(*fact) else { return false };
        for value in values {
            facts.set(declared.name.clone(), value.clone());
            if self.try_from(rest, wishes, on, facts, left) {
                return true;
            }
        }
        facts.remove(&declared.name);
        false
    }

    /// Where the failure of an expression comes from: the derived value in which it stands, if so, and the operation.
    pub(super) fn blame(
        &self,
        expression: &Expression,
        case: &Case,
        trouble: Trouble,
    ) -> Option<(Option<usize>, OpId)> {
        let bound = bind(&self.pack.vocabulary, &case.facts).ok()?;
        let mut machine = Machine::new(self.version, &bound, case.on, case.known_on);
        let (mut place, mut expression) = (None, expression);
        for _ in 0..=self.version.derived.len() {
            let failing = expression.code.ops.iter().enumerate().find_map(|(number, op)| {
                let id = OpId(number);
                if reads_local(&expression.code, id) {
                    return None;
                }
                match machine.value_at(expression, id, None) {
                    State::Failed(failure) if trouble.is(&failure) => Some((id, op)),
                    _ => None,
                }
            });
            let (id, op) = failing?;
            match op {
                Op::Derived(index) => {
                    place = Some(*index);
                    expression = &self.version.derived.get(*index)?.expression;
                }
                _ => return Some((place, id)),
            }
        }
        None
    }

    fn days(&self, codes: &[&Code], first: &[Date], ways: &[Env]) -> Vec<Date> {
        if !first.is_empty() {
            return first.to_vec();
        }
        let mut on = Vec::new();
        for way in ways {
            let range = way.on().and_then(Abstract::as_range);
            on.extend(
                range.into_iter().flat_map(|range| [range.low, range.high]).flatten().filter_map(date_of),
            );
        }
        on.push(self.version.in_force.from);
        if reads_day(codes) {
            for date in constants(codes)
                .filter_map(|value| if let Val::Date(date) = value { Some(*date) } else { None })
            {
                on.extend([Some(date), date.yesterday().ok(), date.tomorrow().ok()].into_iter().flatten());
            }
        }
        // A day on which every figure that is read was read is tried first.
        let read: BTreeSet<usize> =
            codes.iter().flat_map(|code| code.parameters()).map(|(index, _)| index).collect();
        let parameters: Vec<_> =
            read.iter().filter_map(|index| self.version.parameters.get(*index)).collect();
        on.extend(parameters.iter().flat_map(|parameter| &parameter.values).map(|dated| dated.from));
        on.retain(|date| self.version.in_force.from <= *date && date.year() < 2200);
        on.retain(|date| self.version.in_force.until.is_none_or(|until| *date < until));
        let was_read = |date: &Date| {
            parameters.iter().all(|parameter| parameter.value_on(*date, self.known_on.max(*date)).is_some())
        };
        let mut seen = BTreeSet::new();
        on.retain(|date| seen.insert(*date));
        on.sort_by_key(|date| !was_read(date));
        on.truncate(10);
        on
    }

    /// The values of a fact at which something changes, those that the way allows first.
    fn candidates(&self, fact: usize, codes: &[&Code], on: Date, way: &Env) -> Vec<Value> {
        let Some(declared) = self.pack.vocabulary.facts().get(fact) else { return Vec::new() };
        let known = way.fact(fact);
        let mut values = match &declared.kind {
            FactType::List { fields } => self.lists(fact, fields, codes, known),
            _ => self.scalars(declared, codes, on, known),
        };
        if declared.may_be_none {
            values.push(Value::None);
        }
        let allowed = |value: &Value| {
            let Some(known) = known else { return true };
            match (value, val(value, declared, self.pack)) {
                (Value::List(members), _) => match &known.set {
                    Set::List { least, most, .. } => (*least..=*most).contains(&members.len()),
                    _ => true,
                },
                (_, Some(val)) => known.admits(&val, &self.pack.vocabulary),
                _ => true,
            }
        };
        values.retain(allowed);
        let mut kept: Vec<Value> = Vec::new();
        for value in values {
            if !kept.contains(&value) {
                kept.push(value);
            }
        }
        kept.truncate(60);
        kept
    }

    fn scalars(
        &self,
        declared: &FactDeclaration,
        codes: &[&Code],
        on: Date,
        known: Option<&Abstract>,
    ) -> Vec<Value> {
        let ends = known.and_then(Abstract::as_range);
        let ends = || ends.into_iter().flat_map(|range| [range.low, range.high]).flatten();
        let whole = |number: Ratio| number.rounded(crate::Rounding::Down);
        match &declared.kind {
            FactType::Bool => vec![Value::Bool(true), Value::Bool(false)],
            FactType::Int { min, max } => {
                let mut numbers: Vec<i64> =
                    ends().filter_map(whole).filter(|n| n.unsigned_abs() < 1 << 53).collect();
                for value in constants(codes) {
                    if let Val::Int(number) = value {
                        numbers.extend([*number, number.saturating_add(1), number.saturating_sub(1)]);
                    }
                }
                for table in codes.iter().flat_map(|code| code.tables()) {
                    let rows = self.version.tables.get(table).into_iter().flat_map(|table| &table.rows);
                    numbers.extend(
                        rows.flat_map(|row| &row.keys)
                            .filter_map(|key| if let Val::Int(number) = key { Some(*number) } else { None }),
                    );
                }
                numbers.extend([0, 1]);
                numbers.extend([*max, *min].into_iter().map(|limit| limit.unwrap_or(0)));
                numbers.extend([max.unwrap_or(i64::MAX), min.unwrap_or(i64::MIN)]);
                let fits = |n: &i64| min.is_none_or(|min| *n >= min) && max.is_none_or(|max| *n <= max);
                numbers.into_iter().filter(fits).map(Value::Int).collect()
            }
            FactType::Decimal { min, max } => {
                let mut numbers: Vec<Ratio> = ends().collect();
                for value in constants(codes) {
                    match value {
                        Val::Decimal(number) => numbers.push(*number),
                        Val::Int(number) => numbers.push(Ratio::whole(*number)),
                        _ => {}
                    }
                }
                numbers.extend([Ratio::whole(0), Ratio::whole(1)]);
                numbers.extend([*min, *max].into_iter().flatten());
                let fits = |n: &Ratio| min.is_none_or(|min| *n >= min) && max.is_none_or(|max| *n <= max);
                numbers.into_iter().filter(fits).map(Value::Decimal).collect()
            }
            FactType::Money { currency, min, max } => {
                let mut minor: Vec<i64> =
                    ends().filter_map(whole).filter(|n| n.unsigned_abs() < 1 << 53).collect();
                for value in constants(codes) {
                    if let Val::Money(money) = value {
                        minor.extend([
                            money.minor,
                            money.minor.saturating_add(1),
                            money.minor.saturating_sub(1),
                        ]);
                    }
                }
                minor.extend([10_000, 0, max.unwrap_or(i64::MAX), min.unwrap_or(i64::MIN)]);
                let fits = |n: &i64| min.is_none_or(|min| *n >= min) && max.is_none_or(|max| *n <= max);
                minor
                    .into_iter()
                    .filter(fits)
                    .map(|minor| Value::Money(Money::new(minor, *currency)))
                    .collect()
            }
            FactType::Date => {
                let near: Vec<Date> =
                    ends().filter_map(date_of).filter(|date| (1900..2100).contains(&date.year())).collect();
                dates(codes, on, &near)
            }
            FactType::Text => {
                let mut texts: Vec<Value> = Vec::new();
                for value in constants(codes) {
                    if let Val::Text(text) = value {
                        texts.push(Value::text(text.as_ref()));
                    }
                }
                texts.push(Value::text(self.pack.place.to_string()));
                texts.push(Value::text("110100"));
                texts
            }
            FactType::Enum { scheme } => {
                let classes = self.pack.vocabulary.scheme(scheme).map(|scheme| scheme.values.as_slice());
                classes.unwrap_or_default().iter().map(|class| Value::text(class.id.as_str())).collect()
            }
            FactType::List { .. } => Vec::new(),
        }
    }

    /// No member; one, with each combination of the fields that are read.
    fn lists(
        &self,
        fact: usize,
        fields: &[FactDeclaration],
        codes: &[&Code],
        known: Option<&Abstract>,
    ) -> Vec<Value> {
        let mut read: BTreeSet<usize> = BTreeSet::new();
        for code in codes {
            for op in &code.ops {
                let Op::Field(of, field) = op else { continue };
                if code.types.get(of.0) == Some(&crate::language::Type::Member(fact)) {
                    read.insert(*field);
                }
            }
        }
        let mut members = vec![Member::new()];
        for declared in read.into_iter().filter_map(|field| fields.get(field)) {
            let mut values = self.scalars(declared, codes, self.version.in_force.from, None);
            if declared.may_be_none {
                values.push(Value::None);
            }
            let mut more = Vec::new();
            for member in &members {
                for value in &values {
                    let mut member = member.clone();
                    member.insert(declared.name.clone(), value.clone());
                    more.push(member);
                }
            }
            more.truncate(120);
            members = more;
        }
        let mut lists: Vec<Value> = members.into_iter().map(|member| Value::List(vec![member])).collect();
        let needs_some = matches!(known.map(|known| &known.set), Some(Set::List { least, .. }) if *least > 0);
        lists.insert(if needs_some { lists.len() } else { 0 }, Value::List(Vec::new()));
        lists
    }
}

/// The dates at which something changes.
fn dates(codes: &[&Code], on: Date, near: &[Date]) -> Vec<Value> {
    let mut anchors: Vec<Date> = near.to_vec();
    let mut counts: Vec<i64> = Vec::new();
    for value in constants(codes) {
        match value {
            Val::Date(date) => anchors.push(*date),
            Val::Int(count) if (1..=400).contains(count) => counts.push(*count),
            _ => {}
        }
    }
    let compares_spans =
        codes.iter().flat_map(|code| &code.ops).any(|op| matches!(op, Op::Between(..) | Op::Add(..)));
    let mut dates = anchors.clone();
    dates.push(on);
    if compares_spans {
        for anchor in [on].iter().chain(&anchors) {
            for count in &counts {
                for (unit, most) in [(Unit::Years, 120), (Unit::Months, 120), (Unit::Days, 400)] {
                    if *count > most || unit == Unit::Months && *count < 3 {
                        continue;
                    }
                    let shifted =
                        [*count, -*count].map(|count| calendar::add(unit, *anchor, count, EndOfMonth::Clamp));
                    dates.extend(shifted.into_iter().flatten());
                }
            }
        }
    }
    let edges: Vec<Date> =
        dates.iter().flat_map(|date| [date.yesterday().ok(), date.tomorrow().ok()]).flatten().collect();
    dates.extend(edges);
    dates.into_iter().filter(|date| (1900..2100).contains(&date.year())).map(Value::Date).collect()
}

/// A value as the machine has it.
fn val(value: &Value, declared: &FactDeclaration, pack: &Pack) -> Option<Val> {
    Some(match (value, &declared.kind) {
        (Value::Bool(value), _) => Val::Bool(*value),
        (Value::Int(value), FactType::Decimal { .. }) => Val::Decimal(Ratio::whole(*value)),
        (Value::Int(value), _) => Val::Int(*value),
        (Value::Decimal(value), _) => Val::Decimal(*value),
        (Value::Money(money), _) => Val::Money(*money),
        (Value::Date(date), _) => Val::Date(*date),
        (Value::Text(id), FactType::Enum { scheme }) => {
            let scheme = pack.vocabulary.scheme_index(scheme)?;
            Val::Class { scheme, index: pack.vocabulary.schemes().get(scheme)?.index_of(id)? }
        }
        (Value::Text(text), _) => Val::Text(text.as_str().into()),
        (Value::None, _) => Val::None,
        (Value::List(_), _) => return None,
    })
}

fn constants<'c>(codes: &'c [&'c Code]) -> impl Iterator<Item = &'c Val> {
    codes
        .iter()
        .flat_map(|code| &code.ops)
        .filter_map(|op| if let Op::Constant(value) = op { Some(value) } else { None })
}

fn reads_day(codes: &[&Code]) -> bool {
    codes.iter().flat_map(|code| &code.ops).any(|op| matches!(op, Op::On))
}

/// The facts that the codes read, in the order of the first reading.
fn facts_read(codes: &[&Code]) -> Vec<usize> {
    let mut read: Vec<usize> = Vec::new();
    for op in codes.iter().flat_map(|code| &code.ops) {
        if let Op::Fact(fact) = op
            && !read.contains(fact)
        {
            read.push(*fact);
        }
    }
    read
}

/// Whether an operation stands inside a quantifier and reads its variable.
fn reads_local(code: &Code, id: OpId) -> bool {
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        match code.op(id) {
            Op::Local(_) => return true,
            // Its own variable is bound inside.
            Op::Quantified(_, list, ..) | Op::ExistsOne(list, ..) => open.push(*list),
            op => open.extend(super::walk::parts(op)),
        }
    }
    false
}

impl Interpreter<'_> {
    /// The last day on which a way holds, if it ends before the version does.
    pub(super) fn last_day(&self, ways: &[Env]) -> Option<Date> {
        let all = self.days_in_force();
        let mut last = None;
        for way in ways {
            let high = way.on()?.as_range()?.high?;
            if Some(high) == all.high {
                return None;
            }
            last = last.max(Some(high));
        }
        last.and_then(date_of)
    }
}
