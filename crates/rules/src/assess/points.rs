//! The points of a case, criterion by criterion, for the trace of the measures that read them.

use super::{answer::Trilean, show};
use crate::{
    evaluate::{Eval, Machine, State, Val},
    pack::{Measure, Pack, Points, PointsGate},
};
use serde::Serialize;
use vocabulary::Text;

/// A gate, or an exemption, as it came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GateJudged {
    /// Its id.
    pub id: String,
    /// For people.
    pub text: Text,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// How it came out.
    pub result: Trilean,
}

/// The points of one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CriterionScored {
    /// Its id.
    pub id: String,
    /// For people.
    pub title: Text,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// The fewest points it brings.
    pub from: i64,
    /// The most.
    pub to: i64,
    /// The facts that it still depends on.
    pub missing: Vec<String>,
}

/// The points of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupScored {
    /// Its id.
    pub id: String,
    /// For people.
    pub title: Text,
    /// Whether only the highest counts.
    pub highest_only: bool,
    /// At most so many.
    pub cap: Option<i64>,
    /// The fewest points it brings.
    pub from: i64,
    /// The most.
    pub to: i64,
    /// Its criteria.
    pub criteria: Vec<CriterionScored>,
}

/// The points of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scored {
    /// Their name in the pack.
    pub name: String,
    /// For people.
    pub title: Text,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// What must hold before anything is scored.
    pub gates: Vec<GateJudged>,
    /// What passes without points.
    pub exempt: Option<GateJudged>,
    /// Whether anything was scored: a gate that is not passed ends it, without further assessment.
    pub assessed: bool,
    /// The groups; none if nothing was scored.
    pub groups: Vec<GroupScored>,
    /// The fewest points in all.
    pub from: i64,
    /// The most.
    pub to: i64,
    /// The mark, if it is known.
    pub mark: Option<i64>,
    /// Whether it is passed.
    pub passed: Trilean,
}

/// The points that the expressions of a measure read.
pub(super) fn scored(pack: &Pack, measure: &Measure, machine: &mut Machine<'_>) -> Vec<Scored> {
    let version = machine.version;
    let needs = |points: &&Points| {
        let expressions = measure.expressions();
        expressions.iter().any(|expression| {
            expression.needs.contains(&points.total) || expression.needs.contains(&points.passed)
        })
    };
    version.arrangements.points.iter().filter(needs).map(|points| one(pack, points, machine)).collect()
}

fn eval(machine: &mut Machine<'_>, index: usize) -> Eval {
    let version = machine.version;
    version.derived.get(index).map_or_else(|| Eval::bool(false), |derived| machine.value(&derived.expression))
}

fn trilean(eval: &Eval) -> Trilean {
    match eval.state {
        State::Known(Val::Bool(true)) => Trilean::Yes,
        State::Known(Val::Bool(false)) => Trilean::No,
        _ => Trilean::Unknown,
    }
}

fn judged(gate: &PointsGate, machine: &mut Machine<'_>) -> GateJudged {
    let result = trilean(&eval(machine, gate.index));
    GateJudged { id: gate.id.clone(), text: gate.text.clone(), article: gate.article.clone(), result }
}

fn one(pack: &Pack, points: &Points, machine: &mut Machine<'_>) -> Scored {
    let gates: Vec<GateJudged> = points.gates.iter().map(|gate| judged(gate, machine)).collect();
    let exempt = points.exempt.as_ref().map(|gate| judged(gate, machine));
    let assessed = !gates.iter().any(|gate| gate.result == Trilean::No);
    let mut groups = Vec::new();
    let mut sums = Vec::new();
    for (group, rule) in points.groups.iter().zip(&points.score.groups).filter(|_| assessed) {
        let mut criteria = Vec::new();
        for (criterion, rule) in group.criteria.iter().zip(&rule.criteria) {
            let eval = eval(machine, criterion.index);
            let (from, to) = rule.points(&eval);
            criteria.push(CriterionScored {
                id: criterion.id.clone(),
                title: criterion.title.clone(),
                article: criterion.article.clone(),
                from,
                to,
                missing: show::names(&pack.vocabulary, machine.bound, &eval.missing),
            });
        }
        let spans: Vec<(i64, i64)> =
            criteria.iter().map(|criterion| (criterion.from, criterion.to)).collect();
        let (from, to) = rule.points(&spans).unwrap_or_default();
        sums.push((from, to));
        groups.push(GroupScored {
            id: group.id.clone(),
            title: group.title.clone(),
            highest_only: group.highest_only,
            cap: group.cap,
            from,
            to,
            criteria,
        });
    }
    let (from, to) = points.score.total(&sums).unwrap_or_default();
    let mark = match eval(machine, points.mark).state {
        State::Known(Val::Int(mark)) => Some(mark),
        _ => None,
    };
    Scored {
        name: points.name.clone(),
        title: points.title.clone(),
        article: points.article.clone(),
        gates,
        exempt,
        assessed,
        groups,
        from,
        to,
        mark,
        passed: trilean(&eval(machine, points.passed)),
    }
}
