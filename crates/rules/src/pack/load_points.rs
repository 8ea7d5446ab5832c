//! Reads points. Each criterion, gate and mark becomes a derived value of its own, and so do the total and whether it is
//! passed: what uses points needs nothing else.

use super::{
    Derived, Expression, Parameter, Points, PointsCriterion, PointsGate, PointsGroup, Table,
    compile::Compiler,
    load_version::{PackFrame, read_sources},
    prepare::Prepared,
    reader::{Map, Reader},
    yaml::Node,
};
use crate::{
    evaluate::{Score, ScoreCriterion, ScoreGroup, Val},
    facts::FactType,
    finding::Code as Finding,
    language::{Code, Function, Op, OpId, Operator, Pick, Span, Type, parse},
};
use vocabulary::Text;

/// How many derived values deep the points of a criterion are looked at for how few and how many they can be.
const BOUNDS_DEEP: u32 = 8;

/// An expression that becomes a derived value.
struct Part<'n> {
    id: String,
    text: Text,
    article: Option<String>,
    expr: &'n Node,
    kind: Type,
    index: usize,
}

struct Criterion<'n> {
    part: Part<'n>,
    cap: Option<i64>,
    least: Option<i64>,
}

struct Group<'n> {
    id: String,
    title: Text,
    highest_only: bool,
    cap: Option<i64>,
    criteria: Vec<Criterion<'n>>,
}

/// Points whose names are known and whose expressions are not compiled yet.
pub(super) struct Plan<'n> {
    node: &'n Node,
    pub(super) name: String,
    title: Text,
    article: Option<String>,
    sources: Vec<String>,
    gates: Vec<Part<'n>>,
    exempt: Option<Part<'n>>,
    groups: Vec<Group<'n>>,
    cap: Option<i64>,
    mark: Part<'n>,
    pub(super) total: usize,
    pub(super) passed: usize,
}

/// Reads how points are built; `next` is the number of the next derived value.
pub(super) fn plan<'n>(
    reader: &mut Reader<'_>,
    nodes: &'n [Node],
    frame: &PackFrame<'_>,
    next: &mut usize,
) -> Vec<Plan<'n>> {
    let plans = nodes.iter().filter_map(|node| plan_one(reader, node, frame, next)).collect();
    reader.article = None;
    plans
}

fn take_index(next: &mut usize) -> usize {
    *next += 1;
    *next - 1
}

fn part<'n>(
    reader: &mut Reader<'_>,
    map: &mut Map<'n>,
    named: &'static str,
    expr: &'static str,
    kind: Type,
) -> Option<Part<'n>> {
    let id = map.need_name(reader, "id");
    let text = map.need_text(reader, named);
    let article = map.take_string(reader, "article").or_else(|| reader.article.clone());
    let expr = map.need(reader, expr);
    Some(Part { id: id?, text: text?, article, expr: expr?, kind, index: 0 })
}

fn gate<'n>(reader: &mut Reader<'_>, node: &'n Node) -> Option<Part<'n>> {
    let mut map = reader.map(node)?;
    let gate = part(reader, &mut map, "text", "expr", Type::Bool);
    map.end(reader);
    gate
}

fn plan_one<'n>(
    reader: &mut Reader<'_>,
    node: &'n Node,
    frame: &PackFrame<'_>,
    next: &mut usize,
) -> Option<Plan<'n>> {
    let mut map = reader.map(node)?;
    reader.article = map.take_string(reader, "article");
    let article = reader.article.clone();
    let name = map.need_name(reader, "name");
    let title = map.need_text(reader, "title");
    let sources = read_sources(reader, &mut map, frame);
    let gates: Vec<Option<Part<'n>>> =
        map.take_list(reader, "gates").iter().map(|node| gate(reader, node)).collect();
    let exempt = map.take("exempt").map(|node| gate(reader, node));
    let mut groups = Vec::new();
    for node in map.need(reader, "groups").map(|node| reader.list(node)).unwrap_or_default() {
        groups.push(plan_group(reader, node));
    }
    let cap = map.take("cap").and_then(|node| reader.int(node));
    let mark = map.need(reader, "pass_mark");
    map.end(reader);
    let (name, title, mark) = (name?, title?, mark?);
    let mut plan = Plan {
        node,
        mark: Part {
            id: "pass_mark".to_owned(),
            text: title.clone(),
            article: article.clone(),
            expr: mark,
            kind: Type::Int,
            index: 0,
        },
        name,
        title,
        article,
        sources,
        gates: gates.into_iter().collect::<Option<_>>()?,
        exempt: if let Some(exempt) = exempt { Some(exempt?) } else { None },
        groups: groups.into_iter().collect::<Option<_>>()?,
        cap,
        total: 0,
        passed: 0,
    };
    let mut ids: Vec<&str> = plan.parts().map(|part| part.id.as_str()).collect();
    ids.sort_unstable();
    let twice = ids.windows(2).find_map(|pair| if let [a, b] = pair { (a == b).then_some(*a) } else { None });
    if let Some(id) = twice {
        reader.report(node.finding(reader.file(), Finding::IdTwice).with("id", id));
    }
    for part in plan.parts_mut() {
        part.index = take_index(next);
    }
    (plan.total, plan.passed) = (take_index(next), take_index(next));
    Some(plan)
}

fn plan_group<'n>(reader: &mut Reader<'_>, node: &'n Node) -> Option<Group<'n>> {
    let mut map = reader.map(node)?;
    let id = map.need_name(reader, "id");
    let title = map.need_text(reader, "title");
    let rules = [("sum", false), ("highest_only", true)];
    let highest_only = map.take("rule").map_or(Some(false), |node| reader.choice(node, &rules));
    let cap = map.take("cap").and_then(|node| reader.int(node));
    let mut criteria = Vec::new();
    for node in map.need(reader, "criteria").map(|node| reader.list(node)).unwrap_or_default() {
        let mut map = reader.map(node)?;
        let part = part(reader, &mut map, "title", "points", Type::Int);
        let cap = map.take("cap").and_then(|node| reader.int(node));
        let least = map.take("least").and_then(|node| reader.int(node));
        map.end(reader);
        criteria.push(Criterion { part: part?, cap, least });
    }
    map.end(reader);
    Some(Group { id: id?, title: title?, highest_only: highest_only?, cap, criteria })
}

impl<'n> Plan<'n> {
    fn parts(&self) -> impl Iterator<Item = &Part<'n>> {
        let criteria = self.groups.iter().flat_map(|group| &group.criteria).map(|criterion| &criterion.part);
        self.gates.iter().chain(&self.exempt).chain(criteria).chain(std::iter::once(&self.mark))
    }

    /// In the order of the derived values.
    fn parts_mut(&mut self) -> impl Iterator<Item = &mut Part<'n>> {
        let criteria = self.groups.iter_mut().flat_map(|group| &mut group.criteria);
        let criteria = criteria.map(|criterion| &mut criterion.part);
        self.gates.iter_mut().chain(&mut self.exempt).chain(criteria).chain(std::iter::once(&mut self.mark))
    }

    /// The types of its derived values, in their order.
    pub(super) fn types(&self) -> Vec<Type> {
        self.parts().map(|part| part.kind.clone()).chain([Type::Int, Type::Bool]).collect()
    }

    pub(super) const fn node(&self) -> &'n Node {
        self.node
    }
}

/// Compiles the expressions of points into derived values, in the order that was planned. Nothing if one has mistakes.
pub(super) fn compile(
    reader: &mut Reader<'_>,
    plans: &[Plan<'_>],
    compiler: &Compiler<'_>,
    derived: &mut Vec<Derived>,
    (tables, parameters): (&[Table], &[Parameter]),
) -> Option<Vec<Points>> {
    let mut compiled = Vec::new();
    for plan in plans {
        let mut whole = true;
        for part in plan.parts() {
            reader.article.clone_from(&part.article);
            match compiler.expression(reader, part.expr, &part.kind) {
                Some(expression) => derived.push(Derived {
                    name: format!("{}.{}", plan.name, part.id),
                    title: part.text.clone(),
                    expression,
                    article: part.article.clone(),
                    sources: plan.sources.clone(),
                    list: None,
                    of: None,
                }),
                None => whole = false,
            }
        }
        reader.article = None;
        if !whole {
            return None;
        }
        let bounds = Bounds { compiler, derived, tables, parameters };
        let score = bounds.score(reader, plan)?;
        for expression in [total(plan, &score), passed(plan, &score)] {
            let (expression, name, title) = expression?;
            derived.push(Derived {
                name,
                title,
                expression,
                article: plan.article.clone(),
                sources: plan.sources.clone(),
                list: None,
                of: None,
            });
        }
        compiled.push(points(plan, score));
    }
    Some(compiled)
}

fn points(plan: &Plan<'_>, score: Score) -> Points {
    let gate = |part: &Part<'_>| PointsGate {
        id: part.id.clone(),
        text: part.text.clone(),
        article: part.article.clone(),
        index: part.index,
    };
    let criterion = |criterion: &Criterion<'_>| PointsCriterion {
        id: criterion.part.id.clone(),
        title: criterion.part.text.clone(),
        article: criterion.part.article.clone(),
        cap: criterion.cap,
        index: criterion.part.index,
    };
    let group = |group: &Group<'_>| PointsGroup {
        id: group.id.clone(),
        title: group.title.clone(),
        highest_only: group.highest_only,
        cap: group.cap,
        criteria: group.criteria.iter().map(criterion).collect(),
    };
    Points {
        name: plan.name.clone(),
        title: plan.title.clone(),
        article: plan.article.clone(),
        sources: plan.sources.clone(),
        gates: plan.gates.iter().map(gate).collect(),
        exempt: plan.exempt.as_ref().map(gate),
        groups: plan.groups.iter().map(group).collect(),
        cap: plan.cap,
        mark: plan.mark.index,
        total: plan.total,
        passed: plan.passed,
        score,
    }
}

/// An expression that stands nowhere in a file as such: the name under which it is used.
fn built(plan: &Plan<'_>, name: &str, ops: Vec<(Op, Type)>) -> Option<Expression> {
    let root = OpId(ops.len().checked_sub(1)?);
    let (ops, types): (Vec<Op>, Vec<Type>) = ops.into_iter().unzip();
    let spans = vec![Span::at(0); ops.len()];
    let tree = parse(name).ok()?;
    let (line, column) = plan.node.place(0);
    Some(Expression {
        text: name.to_owned(),
        file: String::new(),
        line,
        column,
        tree,
        code: Code { ops, types, spans, root, locals: 0, remarks: Vec::new() },
        needs: Vec::new(),
        prepared: Prepared::default(),
    })
}

/// The criteria and the mark as operations, in the order of their own numbers.
fn read_all(plan: &Plan<'_>, with_mark: bool) -> Vec<(Op, Type)> {
    let criteria = plan.groups.iter().flat_map(|group| &group.criteria);
    let mut ops: Vec<(Op, Type)> =
        criteria.map(|criterion| (Op::Derived(criterion.part.index), Type::Int)).collect();
    if with_mark {
        ops.push((Op::Derived(plan.mark.index), Type::Int));
    }
    ops
}

fn total(plan: &Plan<'_>, score: &Score) -> Option<(Expression, String, Text)> {
    let mut ops = read_all(plan, false);
    ops.push((Op::Score(score.clone().into()), Type::Int));
    Some((built(plan, &plan.name, ops)?, plan.name.clone(), plan.title.clone()))
}

/// All gates, and either the exemption or the mark.
fn passed(plan: &Plan<'_>, score: &Score) -> Option<(Expression, String, Text)> {
    let mut ops = read_all(plan, true);
    let mark = OpId(ops.len().checked_sub(1)?);
    let mut add = |op: Op| {
        ops.push((op, Type::Bool));
        OpId(ops.len() - 1)
    };
    let mut all: Vec<OpId> = plan.gates.iter().map(|gate| add(Op::Derived(gate.index))).collect();
    let mut ways: Vec<OpId> = plan.exempt.iter().map(|exempt| add(Op::Derived(exempt.index))).collect();
    ways.push(add(Op::Score(Score { mark: Some(mark), ..score.clone() }.into())));
    all.push(add(Op::Or(ways)));
    add(Op::And(all));
    let name = format!("{}_passed", plan.name);
    Some((built(plan, &name, ops)?, name, plan.title.clone()))
}

/// Points that need each other: no order computes them.
pub(super) fn report_cycle(reader: &mut Reader<'_>, plans: &[Plan<'_>], cycle: &[usize], declared: usize) {
    if cycle.iter().any(|index| *index < declared) {
        return;
    }
    let of_cycle = |plan: &&Plan<'_>| {
        cycle.contains(&plan.total) || plan.parts().any(|part| cycle.contains(&part.index))
    };
    if let Some(plan) = plans.iter().find(of_cycle) {
        let finding = plan.node.finding(reader.file(), Finding::DerivedCycle);
        reader.report(finding.with("names", &plan.name));
    }
}

/// How few and how many points an expression can bring, as far as its text says so.
struct Bounds<'a> {
    compiler: &'a Compiler<'a>,
    derived: &'a [Derived],
    tables: &'a [Table],
    parameters: &'a [Parameter],
}

impl Bounds<'_> {
    fn score(&self, reader: &mut Reader<'_>, plan: &Plan<'_>) -> Option<Score> {
        let mut place = 0;
        let mut groups = Vec::new();
        for group in &plan.groups {
            let mut criteria = Vec::new();
            for criterion in &group.criteria {
                let code = &self.derived.get(criterion.part.index)?.expression.code;
                let found = self.of(code, code.root, 0);
                let least = criterion.least.or(found.map(|(least, _)| least));
                let most = found.map(|(_, most)| most).or(criterion.cap);
                let (Some(least), Some(most)) = (least, most) else {
                    let finding = criterion.part.expr.finding(reader.file(), Finding::PointsUnbounded);
                    reader.report(finding.with("criterion", &criterion.part.id));
                    return None;
                };
                criteria.push(ScoreCriterion { op: OpId(place), least, most, cap: criterion.cap });
                place += 1;
            }
            groups.push(ScoreGroup { highest_only: group.highest_only, cap: group.cap, criteria });
        }
        Some(Score { groups, cap: plan.cap, mark: None })
    }

    fn of(&self, code: &Code, id: OpId, deep: u32) -> Option<(i64, i64)> {
        let both = |a: OpId, b: OpId| Some((self.of(code, a, deep)?, self.of(code, b, deep)?));
        let values = |values: Vec<&Val>| {
            let numbers: Option<Vec<i64>> = values
                .into_iter()
                .map(|value| if let Val::Int(number) = value { Some(*number) } else { None })
                .collect();
            let numbers = numbers?;
            Some((*numbers.iter().min()?, *numbers.iter().max()?))
        };
        match code.op(id) {
            Op::Constant(Val::Int(number)) => Some((*number, *number)),
            Op::If(_, then, otherwise) => {
                let (a, b) = both(*then, *otherwise)?;
                Some((a.0.min(b.0), a.1.max(b.1)))
            }
            Op::Table(index, _) | Op::Strict(Function::Banded(index), _) => {
                values(self.tables.get(*index)?.rows.iter().map(|row| &row.value).collect())
            }
            Op::Parameter(index) => {
                values(self.parameters.get(*index)?.values.iter().map(|dated| &dated.value).collect())
            }
            Op::Fact(index) => match self.compiler.vocabulary.facts().get(*index)?.kind {
                FactType::Int { min: Some(min), max: Some(max) } => Some((min, max)),
                _ => None,
            },
            Op::Arithmetic(operator, a, b) => {
                let (a, b) = both(*a, *b)?;
                match operator {
                    Operator::Plus => Some((a.0.checked_add(b.0)?, a.1.checked_add(b.1)?)),
                    Operator::Minus => Some((a.0.checked_sub(b.1)?, a.1.checked_sub(b.0)?)),
                    Operator::Times => {
                        let ends = [(a.0, b.0), (a.0, b.1), (a.1, b.0), (a.1, b.1)];
                        let ends: Option<Vec<i64>> = ends.iter().map(|(x, y)| x.checked_mul(*y)).collect();
                        let ends = ends?;
                        Some((*ends.iter().min()?, *ends.iter().max()?))
                    }
                    _ => None,
                }
            }
            Op::Pick(pick, parts) => {
                let parts = parts.iter().map(|part| self.of(code, *part, deep));
                if *pick == Pick::Least {
                    // The least of several is at most as much as any that is bounded; how little, needs all.
                    let parts: Vec<Option<(i64, i64)>> = parts.collect();
                    let most = parts.iter().flatten().map(|part| part.1).min()?;
                    let least: Option<Vec<i64>> = parts.iter().map(|part| part.map(|part| part.0)).collect();
                    Some((least?.into_iter().min()?, most))
                } else {
                    let parts: Vec<(i64, i64)> = parts.collect::<Option<_>>()?;
                    let least = parts.iter().map(|part| part.0).max()?;
                    Some((least, parts.iter().map(|part| part.1).max()?))
                }
            }
            // A count: of a list that is limited.
            Op::Size(_) => Some((0, i64::try_from(crate::limits::LIST_MEMBERS).ok()?)),
            Op::Derived(index) if deep < BOUNDS_DEEP => {
                let code = &self.derived.get(*index)?.expression.code;
                self.of(code, code.root, deep + 1)
            }
            _ => None,
        }
    }
}
