//! Points: the sum of criteria in groups, with caps and groups of which only the highest counts. What is unknown is carried
//! as the span of points still possible, so that a mark is passed or missed as soon as that is certain.

use super::{Eval, Failure, Machine, State, Val, paths::merge};
use crate::language::{Code, OpId};

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

impl Machine<'_> {
    pub(super) fn score(&mut self, code: &Code, score: &Score, locals: &mut [Eval]) -> Eval {
        // Both unknown and failed criteria leave a span; a failure is named only where nothing is unknown.
        let mut whole = Eval::bool(true);
        let (mut unknown, mut failed) = (false, None);
        let mut groups = Vec::with_capacity(score.groups.len());
        for group in &score.groups {
            let mut criteria = Vec::with_capacity(group.criteria.len());
            for criterion in &group.criteria {
                let eval = self.eval(code, criterion.op, locals);
                criteria.push(criterion.points(&eval));
                merge(&mut whole.read, &eval.read);
                merge(&mut whole.missing, &eval.missing);
                match eval.state {
                    State::Known(Val::Int(_)) => {}
                    State::Unknown => unknown = true,
                    State::Failed(failure) => failed = failed.or(Some(failure)),
                    State::Known(_) => failed = failed.or(Some(Failure::AbsentValue)),
                }
            }
            match group.points(&criteria) {
                Some(points) => groups.push(points),
                None => return Eval::failed(Failure::Overflow).reading(&whole.read),
            }
        }
        let Some((least, most)) = score.total(&groups) else {
            return Eval::failed(Failure::Overflow).reading(&whole.read);
        };
        let decided = match score.mark {
            None => (least == most).then_some(Val::Int(least)),
            Some(mark) => {
                let mark = self.eval(code, mark, locals);
                merge(&mut whole.read, &mark.read);
                merge(&mut whole.missing, &mark.missing);
                match mark.state {
                    State::Known(Val::Int(mark)) if least >= mark => Some(Val::Bool(true)),
                    State::Known(Val::Int(mark)) if most < mark => Some(Val::Bool(false)),
                    State::Known(Val::Int(_)) => None,
                    State::Unknown => {
                        unknown = true;
                        None
                    }
                    State::Failed(failure) => {
                        failed = failed.or(Some(failure));
                        None
                    }
                    State::Known(_) => {
                        failed = failed.or(Some(Failure::AbsentValue));
                        None
                    }
                }
            }
        };
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
