//! Functions that need all of their operands: one operation, `Op::Strict`, with what it does. Their meaning stands in
//! `evaluate/functions.rs`. To add one: a variant here, a line in [`Checker::function`], its meaning, its plain words.

use super::{Mistake, Node, NodeId, Op, OpId, Operator, Problem, Quantifier, Span, Type, check::Checker};
use crate::{calendar::Unit, evaluate::Val, facts::Alike, limits, ratio::Rounding};
use std::sync::Arc;
use vocabulary::Money;

/// What becomes of the last day of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LastDay {
    /// It counts.
    Included,
    /// It does not.
    Excluded,
    /// It counts; without one the period goes on to the day of assessment.
    OrGoingOn,
}

/// What an operation does that needs all of its operands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Function {
    /// Looks up a table with bands, by its number.
    Banded(usize),
    /// Applies a scale, by its number.
    Scale(usize),
    /// The rank of a class: the higher the class the greater, the same for those of one rank.
    Rank(Arc<[u16]>),
    /// Rounds to a multiple of so many minor units.
    RoundTo(Rounding, i64),
    /// Whether a place lies within one of a list, by its number.
    WithinList(usize),
    /// A period from its first and its last day.
    Period(LastDay),
    /// Periods cut at the first and the last day of a window.
    Cut,
    /// Periods joined where they overlap or touch.
    Joined,
    /// The days that lie in any of the periods, each once.
    UnionDays,
    /// The same within a window.
    OverlapDays,
    /// The longest stretch without a day between.
    Longest,
    /// The complete years, months or days of a period.
    LengthOf(Unit),
    /// The date so many working days later, by the number of the calendar.
    AddWorkingDays(usize),
    /// The working days after one date up to and including another.
    WorkingDaysBetween(usize),
}

impl Checker<'_> {
    /// A function of this file, or the mistake that there is none of this name.
    pub(super) fn function(&mut self, name: &str, args: &[NodeId], span: Span) -> OpId {
        let list_of_periods = Type::List(Box::new(Type::Period));
        match name {
            "event" => self.event(name, args, span),
            "outcome" => self.outcome(name, args, span),
            "apply_scale" => self.apply_scale(name, args, span),
            "round_half_up_to" => self.round_to(name, Rounding::HalfUp, args, span),
            "round_down_to" => self.round_to(name, Rounding::Down, args, span),
            "round_up_to" => self.round_to(name, Rounding::Up, args, span),
            "within_list" => self.within_list(name, args, span),
            "period" => self.period(name, args, span),
            "cut" => self.over_periods(name, Function::Cut, 2, list_of_periods, args, span),
            "joined" => self.over_periods(name, Function::Joined, 0, list_of_periods, args, span),
            "union_days" => self.over_periods(name, Function::UnionDays, 0, Type::Int, args, span),
            "overlap_days" => self.over_periods(name, Function::OverlapDays, 2, Type::Int, args, span),
            "longest" => self.over_periods(name, Function::Longest, 0, Type::Period, args, span),
            "years_of" => self.length_of(name, Unit::Years, args, span),
            "months_of" => self.length_of(name, Unit::Months, args, span),
            "days_of" => self.length_of(name, Unit::Days, args, span),
            "add_working_days" => self.working_days(name, args, span),
            "working_days_between" => self.working_days(name, args, span),
            _ => self.unknown_function(name, args, span),
        }
    }

    fn strict(&mut self, function: Function, parts: Vec<OpId>, kind: Type, span: Span) -> OpId {
        self.add(Op::Strict(function, parts), kind, span)
    }

    /// The name of something that is declared beside the facts: quoted, or as it is.
    fn named_thing(&self, id: NodeId) -> Option<String> {
        match self.tree.node(id) {
            Node::Text(text) | Node::Name(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// The number of what a name stands for among `known`, or the mistake.
    fn number_of(&mut self, id: NodeId, known: &[String]) -> Result<usize, OpId> {
        let span = self.tree.span(id);
        let name = self.named_thing(id).unwrap_or_default();
        known.iter().position(|other| *other == name).ok_or_else(|| {
            let allowed = if known.is_empty() { "-".to_owned() } else { known.join(", ") };
            self.broken(Mistake::new(Problem::NotDeclared, span).with("name", name).with("allowed", allowed))
        })
    }

    fn apply_scale(&mut self, name: &str, args: &[NodeId], span: Span) -> OpId {
        let [scale, amount] = args else { return self.arguments_expected(name, "2", args.len(), span) };
        let scales = &self.scope.names.figures.scales;
        let known: Vec<String> = scales.iter().map(|scale| scale.name.clone()).collect();
        let index = match self.number_of(*scale, &known) {
            Ok(index) => index,
            Err(broken) => return broken,
        };
        let Some(scale) = self.scope.names.figures.scales.get(index) else {
            return self.add(Op::Broken, Type::Any, span);
        };
        let amount = self.of_type(*amount, &Type::Fraction(scale.currency));
        let kind = if scale.is_rate { Type::Fraction(scale.currency) } else { Type::Money(scale.currency) };
        self.strict(Function::Scale(index), vec![amount], kind, span)
    }

    fn round_to(&mut self, name: &str, rounding: Rounding, args: &[NodeId], span: Span) -> OpId {
        let [arg, unit] = args else { return self.arguments_expected(name, "2", args.len(), span) };
        let (amount, kind) = self.amount(*arg);
        let place = self.tree.span(*unit);
        let currency = if let Type::Fraction(currency) = kind { currency } else { self.scope.currency };
        let Some(text) = self.literal(*unit).map(str::to_owned) else {
            return self.broken(Mistake::new(Problem::LiteralNeeded, place).with("function", name));
        };
        match Money::parse(&text, currency) {
            Ok(unit) if unit.minor > 0 => {
                let kind = if kind == Type::Any { kind } else { Type::Money(currency) };
                self.strict(Function::RoundTo(rounding, unit.minor), vec![amount], kind, span)
            }
            _ => self.broken(Mistake::new(Problem::Amount, place).with("found", text)),
        }
    }

    fn within_list(&mut self, name: &str, args: &[NodeId], span: Span) -> OpId {
        let [place, list] = args else { return self.arguments_expected(name, "2", args.len(), span) };
        let known: Vec<String> =
            self.scope.names.figures.places.iter().map(|(name, _)| name.clone()).collect();
        match self.number_of(*list, &known) {
            Err(broken) => broken,
            Ok(index) => {
                let place = self.of_type(*place, &Type::Text);
                self.strict(Function::WithinList(index), vec![place], Type::Bool, span)
            }
        }
    }

    fn period(&mut self, name: &str, args: &[NodeId], span: Span) -> OpId {
        let [from, until, last] = args else { return self.arguments_expected(name, "3", args.len(), span) };
        let last = match self.literal(*last) {
            Some("last_day_included") => LastDay::Included,
            Some("last_day_excluded") => LastDay::Excluded,
            Some("last_day_included_or_going_on") => LastDay::OrGoingOn,
            _ => {
                let place = self.tree.span(*last);
                return self.broken(Mistake::new(Problem::LastDay, place));
            }
        };
        let (from, until) = (self.of_type(*from, &Type::Date), self.of_type(*until, &Type::Date));
        self.strict(Function::Period(last), vec![from, until], Type::Period, span)
    }

    /// A list of periods: as it is, or the members of a list fact with `from` and `until`.
    fn periods(&mut self, arg: NodeId) -> OpId {
        let list = self.node(arg, None);
        let span = self.span_of(list);
        let found = self.type_of(list);
        if let Type::List(of) = &found
            && let Type::Member(fact) = of.as_ref()
            && let (Some((from, Type::Date)), Some((until, Type::Date))) =
                (self.scope.field(*fact, "from"), self.scope.field(*fact, "until"))
        {
            let slot = self.locals.len();
            if u32::try_from(slot).is_ok_and(|depth| depth >= limits::NESTED_QUANTIFIERS) {
                let most = limits::NESTED_QUANTIFIERS;
                return self.broken(Mistake::new(Problem::Quantifiers, span).with("most", most));
            }
            self.most_locals = self.most_locals.max(slot + 1);
            let member = self.add(Op::Local(slot), of.as_ref().clone(), span);
            let from = self.add(Op::Field(member, from), Type::Date, span);
            let until = self.add(Op::Field(member, until), Type::Date, span);
            let period = Function::Period(LastDay::OrGoingOn);
            let period = self.strict(period, vec![from, until], Type::Period, span);
            let kind = Type::List(Box::new(Type::Period));
            return self.add(Op::Quantified(Quantifier::Map, list, slot, period), kind, span);
        }
        self.must_fit(list, &Type::List(Box::new(Type::Period)));
        list
    }

    fn over_periods(
        &mut self,
        name: &str,
        function: Function,
        dates: usize,
        kind: Type,
        args: &[NodeId],
        span: Span,
    ) -> OpId {
        let Some((list, rest)) = args.split_first().filter(|(_, rest)| rest.len() == dates) else {
            return self.arguments_expected(name, &(dates + 1).to_string(), args.len(), span);
        };
        let mut parts = vec![self.periods(*list)];
        for date in rest {
            let date = self.of_type(*date, &Type::Date);
            parts.push(date);
        }
        self.strict(function, parts, kind, span)
    }

    fn length_of(&mut self, name: &str, unit: Unit, args: &[NodeId], span: Span) -> OpId {
        let [period] = args else { return self.arguments_expected(name, "1", args.len(), span) };
        let period = self.of_type(*period, &Type::Period);
        self.strict(Function::LengthOf(unit), vec![period], Type::Int, span)
    }

    fn working_days(&mut self, name: &str, args: &[NodeId], span: Span) -> OpId {
        let [date, second, calendar] = args else {
            return self.arguments_expected(name, "3", args.len(), span);
        };
        let known = self.scope.names.figures.calendars.clone();
        let index = match self.number_of(*calendar, &known) {
            Ok(index) => index,
            Err(broken) => return broken,
        };
        let adds = name == "add_working_days";
        let date = self.of_type(*date, &Type::Date);
        let second = self.of_type(*second, if adds { &Type::Int } else { &Type::Date });
        let (function, kind) = if adds {
            (Function::AddWorkingDays(index), Type::Date)
        } else {
            (Function::WorkingDaysBetween(index), Type::Int)
        };
        self.strict(function, vec![date, second], kind, span)
    }

    /// `<`, `<=`, `>`, `>=` between classes. Of a scheme whose ranks hold several classes their ranks are compared; two
    /// classes of one rank that cannot be compared are a mistake or compare as `false`, as the scheme states.
    pub(super) fn compare_classes(
        &mut self,
        operator: Operator,
        left: OpId,
        right: OpId,
        kind: &Type,
        span: Span,
    ) -> OpId {
        // A total of points is compared as the span that it can still be.
        for (total, other, operator) in [(left, right, operator), (right, left, operator.turned())] {
            if let Op::Derived(index) = self.op(total)
                && self.scope.names.totals.contains(index)
            {
                return self.add(Op::CompareTotal(operator, total, other), Type::Bool, span);
            }
        }
        let scheme = if let Type::Class(name) = kind { self.scope.vocabulary.scheme(name) } else { None };
        let Some((scheme, ranks)) = scheme.and_then(|scheme| Some((scheme, scheme.ranks.as_ref()?))) else {
            return self.add(Op::Compare(operator, left, right), Type::Bool, span);
        };
        if ranks.alike == Alike::Mistake {
            for side in [left, right] {
                let shared: Vec<&str> = match self.op(side) {
                    Op::Constant(Val::Class { index, .. }) => ranks.beside(*index, scheme),
                    Op::Constant(_) => Vec::new(),
                    // Two told classes can always meet; one is judged by the class it is compared with.
                    _ if matches!(self.op(left), Op::Constant(_))
                        || matches!(self.op(right), Op::Constant(_)) =>
                    {
                        Vec::new()
                    }
                    _ => ranks.any_shared(scheme),
                };
                if !shared.is_empty() {
                    let mistake = Mistake::new(Problem::Incomparable, span).with("scheme", &scheme.name);
                    return self.broken(mistake.with("classes", shared.join(", ")));
                }
            }
        }
        let rank = Function::Rank(ranks.rank_of_class.as_slice().into());
        let incomparable = ranks.alike != Alike::Equal;
        let a = self.strict(rank.clone(), vec![left], Type::Int, span);
        let b = self.strict(rank, vec![right], Type::Int, span);
        let strictly = match operator {
            Operator::LessOrEqual if incomparable => Some(Operator::Less),
            Operator::GreaterOrEqual if incomparable => Some(Operator::Greater),
            _ => None,
        };
        match strictly {
            None => self.add(Op::Compare(operator, a, b), Type::Bool, span),
            Some(strictly) => {
                let beyond = self.add(Op::Compare(strictly, a, b), Type::Bool, span);
                let same = self.add(Op::Compare(Operator::Equal, left, right), Type::Bool, span);
                self.add(Op::Or(vec![beyond, same]), Type::Bool, span)
            }
        }
    }
}
