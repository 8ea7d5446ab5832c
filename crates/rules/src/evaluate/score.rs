//! Points: the sum of criteria in groups, with caps and groups of which only the highest counts. What is unknown is carried
//! as the span of points still possible, so that a mark is passed or missed as soon as that is certain.

use super::{Eval, Failure, Machine, State, Val, paths::merge};
use crate::language::{Code, Op, OpId, Operator};

/// One criterion: what computes it, and the fewest and the most points it can bring.
#[derive(Debug, Clone)]
pub(crate) struct ScoreCriterion {
    pub(crate) op: OpId,
    pub(crate) least: i64,
    pub(crate) most: i64,
    pub(crate) cap: Option<i64>,
}

/// Criteria that count together.
#[derive(Debug, Clone)]
pub(crate) struct ScoreGroup {
    pub(crate) highest_only: bool,
    pub(crate) cap: Option<i64>,
    pub(crate) criteria: Vec<ScoreCriterion>,
}

/// The points of groups; with a mark, whether they reach it.
#[derive(Debug, Clone)]
pub(crate) struct Score {
    pub(crate) groups: Vec<ScoreGroup>,
    pub(crate) cap: Option<i64>,
    pub(crate) mark: Option<OpId>,
}

/// From the fewest to the most points.
pub(crate) type Points = (i64, i64);

impl ScoreCriterion {
    /// What it can bring, from what is known of it.
    pub(crate) fn points(&self, eval: &Eval) -> Points {
        let (least, most) = match &eval.state {
            State::Known(Val::Int(points)) => (*points, *points),
            _ => (self.least, self.most),
        };
        let cut = |points: i64| self.cap.map_or(points, |cap| points.min(cap));
        (cut(least), cut(most))
    }
}

impl ScoreGroup {
    /// What its criteria can bring together; `None` if it does not fit.
    pub(crate) fn points(&self, criteria: &[Points]) -> Option<Points> {
        let (least, most) = if self.highest_only {
            let least = criteria.iter().map(|points| points.0).max();
            (least.unwrap_or(0), criteria.iter().map(|points| points.1).max().unwrap_or(0))
        } else {
            criteria.iter().try_fold((0_i64, 0_i64), |(least, most), points| {
                Some((least.checked_add(points.0)?, most.checked_add(points.1)?))
            })?
        };
        let cut = |points: i64| self.cap.map_or(points, |cap| points.min(cap));
        Some((cut(least), cut(most)))
    }
}

impl Score {
    /// What all groups can bring together; `None` if it does not fit.
    pub(crate) fn total(&self, groups: &[Points]) -> Option<Points> {
        let (least, most) = groups.iter().try_fold((0_i64, 0_i64), |(least, most), points| {
            Some((least.checked_add(points.0)?, most.checked_add(points.1)?))
        })?;
        let cut = |points: i64| self.cap.map_or(points, |cap| points.min(cap));
        Some((cut(least), cut(most)))
    }
}

/// What is known of a total: the span it can be, what was read and is missing, whether anything is unknown or failed.
struct Span {
    points: Option<Points>,
    whole: Eval,
    unknown: bool,
    failed: Option<Failure>,
}

impl Span {
    /// Adds what the total is held against.
    fn against(&mut self, other: Eval) -> Option<i64> {
        merge(&mut self.whole.read, &other.read);
        merge(&mut self.whole.missing, &other.missing);
        match other.state {
            State::Known(Val::Int(number)) => return Some(number),
            State::Unknown => self.unknown = true,
            State::Failed(failure) => self.failed = self.failed.take().or(Some(failure)),
            State::Known(_) => self.failed = self.failed.take().or(Some(Failure::AbsentValue)),
        }
        None
    }

    /// What is decided, else unknown, or failed where nothing is unknown.
    fn into_eval(self, decided: Option<Val>) -> Eval {
        let Self { mut whole, unknown, failed, .. } = self;
        match (decided, unknown, failed) {
            (Some(value), ..) => Eval::known(value).reading(&whole.read),
            (None, false, Some(failure)) => Eval::failed(failure).reading(&whole.read),
            _ => {
                whole.state = State::Unknown;
                whole
            }
        }
    }
}

/// Whether a comparison holds for every total of a span, or for none.
fn decided(operator: Operator, (least, most): Points, number: i64) -> Option<bool> {
    let (all, none) = match operator {
        Operator::GreaterOrEqual => (least >= number, most < number),
        Operator::Greater => (least > number, most <= number),
        Operator::LessOrEqual => (most <= number, least > number),
        Operator::Less => (most < number, least >= number),
        _ => (false, false),
    };
    if all { Some(true) } else { none.then_some(false) }
}

impl Machine<'_> {
    /// Both unknown and failed criteria leave a span.
    fn span(&mut self, code: &Code, score: &Score, locals: &mut [Eval]) -> Span {
        let mut span = Span { points: None, whole: Eval::bool(true), unknown: false, failed: None };
        let mut groups = Vec::with_capacity(score.groups.len());
        for group in &score.groups {
            let mut criteria = Vec::with_capacity(group.criteria.len());
            for criterion in &group.criteria {
                let eval = self.eval(code, criterion.op, locals);
                criteria.push(criterion.points(&eval));
                span.against(eval);
            }
            let Some(points) = group.points(&criteria) else {
                span.failed = Some(Failure::Overflow);
                return span;
            };
            groups.push(points);
        }
        span.points = score.total(&groups);
        if span.points.is_none() {
            span.failed = Some(Failure::Overflow);
        }
        span
    }

    pub(super) fn score(&mut self, code: &Code, score: &Score, locals: &mut [Eval]) -> Eval {
        let mut span = self.span(code, score, locals);
        let found = match score.mark {
            None => span.points.filter(|(least, most)| least == most).map(|(least, _)| Val::Int(least)),
            Some(mark) => {
                let mark = self.eval(code, mark, locals);
                let mark = span.against(mark);
                let held = span.points.zip(mark);
                held.and_then(|(points, mark)| decided(Operator::GreaterOrEqual, points, mark)).map(Val::Bool)
            }
        };
        span.into_eval(found)
    }

    /// A total, which is a derived value computed before, against a number.
    pub(super) fn compare_total(
        &mut self,
        code: &Code,
        operator: Operator,
        (total, other): (OpId, OpId),
        locals: &mut [Eval],
    ) -> Eval {
        let version = self.version;
        let derived = match code.op(total) {
            Op::Derived(index) => version.derived.get(*index).map(|derived| &derived.expression.code),
            _ => None,
        };
        let Some((of, Op::Score(score))) = derived.map(|of| (of, of.op(of.root))) else {
            return Eval::failed(Failure::TooMuchWork);
        };
        let mut span = self.span(of, score, &mut []);
        let other = self.eval(code, other, locals);
        let number = span.against(other);
        let held = span.points.zip(number);
        let found = held.and_then(|(points, number)| decided(operator, points, number)).map(Val::Bool);
        span.into_eval(found)
    }
}
