//! From checked code to instructions over columns. What has no instruction, or could not be held exactly, is left to the
//! engine for one case, in the smallest part that stands by itself: whatever is added to the language is right here from
//! the first day, and fast later.

use super::program::{Instruction, Kind, Level, Lookup, Operand, Place, Reg, Shape, Target};
use crate::{
    evaluate::{Failure, Machine, State, Val, parts},
    facts::{FactDeclaration, FactType},
    language::{Code, Op, OpId, Quantifier, Type},
    pack::{Expression, Version},
};
use std::{collections::HashMap, sync::Arc};

/// The denominator that exact facts have in a program; a row whose value does not fit it is computed by case.
pub(super) const DECIMALS: i64 = 1_000_000;
/// How many instructions a program may have; what comes after is computed by case.
const INSTRUCTIONS: usize = 20_000;

/// Why an operation has no instruction: it does not matter why.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unfit;

/// What an operation comes to while a program is made.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Constant(Val),
    /// It fails for everybody.
    Failed,
    Column(Reg),
    /// An amount that may be a range.
    Range {
        from: Reg,
        to: Reg,
        form: Reg,
    },
    /// A list as it is written, with whether each item is in it.
    Items(Vec<(Node, Option<Reg>)>),
    /// The members of a list of facts, with whether each is in it, and what stands for each.
    Members {
        list: usize,
        present: Option<Reg>,
        item: Box<Node>,
    },
    /// The member of a list of facts at which a quantifier looks.
    Member(usize),
}

/// What is known of one operation before it is looked at: each operation stands after its parts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known {
    /// The variables of quantifiers that it reads and does not bind, as bits.
    free: u64,
    /// Whether it reads a fact.
    reads: bool,
    pub(super) cost: Cost,
}

/// The most steps an operation may take: by how many members lists have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost(pub(super) [u64; 5]);

impl Default for Cost {
    fn default() -> Self {
        Self([1, 0, 0, 0, 0])
    }
}

impl Cost {
    pub(super) fn plus(self, other: Self) -> Self {
        let mut sum = self.0;
        for (a, b) in sum.iter_mut().zip(other.0) {
            *a = a.saturating_add(b);
        }
        Self(sum)
    }

    /// Once for each of so many items, or for each member.
    pub(super) fn times(self, items: Option<u64>) -> Self {
        match items {
            Some(count) => Self(self.0.map(|cost| cost.saturating_mul(count))),
            None => {
                let [a, b, c, d, e] = self.0;
                Self([0, a, b, c, d.saturating_add(e.saturating_mul(1_000))])
            }
        }
    }

    /// The most steps with lists of so many members.
    pub(super) fn with(self, members: u64) -> u64 {
        self.0.iter().rev().fold(0, |sum: u64, cost| sum.saturating_mul(members).saturating_add(*cost))
    }
}

/// An expression while it is made into instructions.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) version: usize,
    pub(super) place: Place,
    pub(super) expression: &'a Expression,
    /// The list of whose members it says something.
    pub(super) list: Option<usize>,
}

/// Makes instructions of the expressions of one version.
pub(super) struct Lowering<'a> {
    pub(super) facts: &'a [FactDeclaration],
    pub(super) version: &'a Version,
    pub(super) number: usize,
    /// Computes what reads no fact.
    pub(super) machine: Machine<'a>,
    pub(super) pool: &'a mut Pool,
    pub(super) derived: Vec<Option<Result<Node, Unfit>>>,
    /// What is known of the code of each derived value.
    pub(super) derived_known: Vec<Option<Known>>,
    pub(super) known: Vec<Known>,
}

/// The instructions of all versions: what two of them compute is computed once.
#[derive(Debug, Default)]
pub(super) struct Pool {
    pub(super) instructions: Vec<(Instruction, Shape)>,
    by_instruction: HashMap<(Instruction, Shape), Reg>,
    pub(super) lookups: Vec<Lookup>,
    pub(super) targets: Vec<Target>,
    pub(super) texts: Vec<Arc<str>>,
}

impl std::hash::Hash for Shape {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.level.hash(state);
        self.kind.hash(state);
    }
}

impl Pool {
    pub(super) fn add(&mut self, instruction: Instruction, level: Level, kind: Kind) -> Result<Reg, Unfit> {
        let shape = Shape { level, kind };
        if let Some(reg) = self.by_instruction.get(&(instruction.clone(), shape)) {
            return Ok(*reg);
        }
        if self.instructions.len() >= INSTRUCTIONS {
            return Err(Unfit);
        }
        let reg = Reg(self.instructions.len());
        self.instructions.push((instruction.clone(), shape));
        self.by_instruction.insert((instruction, shape), reg);
        Ok(reg)
    }

    pub(super) fn shape(&self, reg: Reg) -> Shape {
        let found = self.instructions.get(reg.0).map(|(_, shape)| *shape);
        found.unwrap_or(Shape { level: Level::Case, kind: Kind::Int })
    }

    pub(super) fn text(&mut self, text: &str) -> i64 {
        let place = self.texts.iter().position(|other| **other == *text).unwrap_or_else(|| {
            self.texts.push(Arc::from(text));
            self.texts.len() - 1
        });
        i64::try_from(place).unwrap_or(-1)
    }

    /// A value as a column holds it.
    pub(super) fn lane(&mut self, value: &Val, kind: Kind) -> Result<i64, Unfit> {
        match (value, kind) {
            (Val::Text(text), Kind::Text) => Ok(self.text(text)),
            (value, Kind::Exact { denominator, .. }) => {
                let ratio = super::exact::ratio(value).ok_or(Unfit)?;
                super::by_case::lane(&Val::Decimal(ratio), denominator).ok_or(Unfit)
            }
            (value, _) => super::by_case::lane(value, 1).ok_or(Unfit),
        }
    }
}

/// The kind of a column of such values.
pub(super) fn kind_of(value: &Val) -> Result<Kind, Unfit> {
    Ok(match value {
        Val::Bool(_) => Kind::Bool,
        Val::Int(_) => Kind::Int,
        Val::Money(_) => Kind::Money,
        Val::Date(_) => Kind::Date,
        Val::Class { .. } => Kind::Class,
        Val::Text(_) => Kind::Text,
        Val::Decimal(ratio) | Val::Fraction(ratio, _) => {
            let denominator = i64::try_from(ratio.denominator()).map_err(|_| Unfit)?;
            Kind::Exact { denominator, may_be_whole: false }
        }
        _ => return Err(Unfit),
    })
}

impl<'a> Lowering<'a> {
    pub(super) fn fact_kind(fact: &FactDeclaration) -> Result<Kind, Unfit> {
        Ok(match &fact.kind {
            FactType::Bool => Kind::Bool,
            FactType::Int { .. } => Kind::Int,
            FactType::Money { .. } => Kind::Money,
            FactType::Decimal { .. } => Kind::Exact { denominator: DECIMALS, may_be_whole: false },
            FactType::Date => Kind::Date,
            FactType::Enum { .. } => Kind::Class,
            FactType::Text => Kind::Text,
            FactType::List { .. } => return Err(Unfit),
        })
    }

    /// Makes instructions of an expression, after those of the derived values that it needs.
    pub(super) fn expression(&mut self, place: Place, expression: &'a Expression) -> Result<Node, Unfit> {
        for &index in &expression.needs {
            self.derive(index);
        }
        let source = Source { version: self.number, place, expression, list: None };
        self.root(source)
    }

    /// Makes instructions of a derived value, after those that it needs.
    pub(super) fn derive(&mut self, index: usize) {
        let version = self.version;
        let Some(derived) = version.derived.get(index) else { return };
        for &needed in derived.expression.needs.iter().chain([&index]) {
            if !matches!(self.derived.get(needed), Some(None)) {
                continue;
            }
            let Some(derived) = version.derived.get(needed) else { continue };
            let place = Place::Derived(needed);
            let (expression, list) = (&derived.expression, derived.list);
            let node = self.root(Source { version: self.number, place, expression, list });
            let known = self.known.get(expression.code.root.0).copied();
            if let (Some(to), Some(to_known)) =
                (self.derived.get_mut(needed), self.derived_known.get_mut(needed))
            {
                *to = Some(node);
                *to_known = known;
            }
        }
    }

    fn root(&mut self, source: Source<'a>) -> Result<Node, Unfit> {
        self.known = self.look(&source.expression.code);
        let mut locals: Vec<Option<Node>> = vec![None; source.expression.code.locals];
        if let (Some(list), Some(first)) = (source.list, locals.first_mut()) {
            *first = Some(Node::Member(list));
        }
        // What reads no fact is computed now; the derived values that it needs first.
        let _ = self.machine.value(source.expression);
        self.node(source, source.expression.code.root, &mut locals)
    }

    /// What is known of each operation of a code.
    pub(super) fn look(&self, code: &Code) -> Vec<Known> {
        let mut known: Vec<Known> = Vec::with_capacity(code.ops.len());
        for op in &code.ops {
            let of = |id: &OpId| known.get(id.0).copied().unwrap_or_default();
            let all = |ids: &[OpId]| {
                ids.iter().map(of).fold(Known::default(), |sum, part| Known {
                    free: sum.free | part.free,
                    reads: sum.reads | part.reads,
                    cost: sum.cost.plus(part.cost),
                })
            };
            let derived = |index: &usize| self.derived_known.get(*index).copied().flatten();
            known.push(match op {
                Op::Constant(_) | Op::Parameter(_) | Op::On | Op::Broken => Known::default(),
                Op::Fact(_) => Known { reads: true, ..Known::default() },
                Op::Derived(index) => {
                    Known { reads: derived(index).is_none_or(|known| known.reads), ..Known::default() }
                }
                Op::Local(slot) => Known {
                    free: 1_u64.checked_shl(u32::try_from(*slot).unwrap_or(64)).unwrap_or(0),
                    ..Known::default()
                },
                Op::Field(of, _) | Op::DerivedOf(of, _) => Known { reads: true, ..all(&[*of]) },
                Op::Not(a) | Op::Negative(a) | Op::Has(a) | Op::Known(a) | Op::Round(_, a) => all(&[*a]),
                Op::Sum(a, _) | Op::Size(a) => all(&[*a]),
                Op::Table(_, parts)
                | Op::And(parts)
                | Op::Or(parts)
                | Op::List(parts)
                | Op::Pick(_, parts) => all(parts),
                Op::If(a, b, c) => all(&[*a, *b, *c]),
                Op::Compare(_, a, b) | Op::In(a, b) | Op::Arithmetic(_, a, b) | Op::Between(_, a, b) => {
                    all(&[*a, *b])
                }
                Op::Add(_, _, a, b) | Op::Within(a, b) => all(&[*a, *b]),
                Op::Share { amount, rate, .. } => all(&[*amount, *rate]),
                Op::Quantified(_, list, slot, body) => {
                    let (list_known, body_known) = (of(list), of(body));
                    let bound = 1_u64.checked_shl(u32::try_from(*slot).unwrap_or(64)).unwrap_or(0);
                    let items = literal_items(code, *list);
                    Known {
                        free: list_known.free | body_known.free & !bound,
                        reads: list_known.reads | body_known.reads,
                        cost: Cost::default().plus(list_known.cost).plus(body_known.cost.times(items)),
                    }
                }
                Op::ExistsOne(list, slot, body) => {
                    let (list_known, body_known) = (of(list), of(body));
                    let bound = 1_u64.checked_shl(u32::try_from(*slot).unwrap_or(64)).unwrap_or(0);
                    Known {
                        free: list_known.free | body_known.free & !bound,
                        reads: list_known.reads | body_known.reads,
                        cost: Cost::default()
                            .plus(list_known.cost)
                            .plus(body_known.cost.times(literal_items(code, *list))),
                    }
                }
                // What has no instructions: by case, with all that it reads.
                other => {
                    let found = all(&parts(other));
                    let reads = found.reads | matches!(other, Op::Defaulted(..) | Op::Outcome(_));
                    Known { reads, ..found }
                }
            });
        }
        known
    }

    /// The instructions of one operation; by case, if it has none and stands by itself.
    pub(super) fn node(
        &mut self,
        source: Source<'a>,
        id: OpId,
        locals: &mut Vec<Option<Node>>,
    ) -> Result<Node, Unfit> {
        let code = &source.expression.code;
        let known = self.known.get(id.0).copied().unwrap_or(Known { reads: true, ..Known::default() });
        if !known.reads && known.free == 0 && !matches!(code.types.get(id.0), Some(Type::List(_) | Type::Any))
        {
            return Ok(match self.machine.constant(code, id) {
                State::Known(Val::None) | State::Unknown => return Err(Unfit),
                State::Known(value) => Node::Constant(value),
                // Another budget of steps might do.
                State::Failed(Failure::TooMuchWork) => return Err(Unfit),
                State::Failed(_) => Node::Failed,
            });
        }
        match self.operation(source, id, locals) {
            Ok(node) => Ok(node),
            Err(Unfit) => {
                // Within a quantifier over the same list the member is hidden.
                let sees_member = matches!(locals.first(), Some(Some(Node::Member(_))));
                self.by_case(source, id, known, sees_member)
            }
        }
    }

    /// Leaves an operation to the engine for one case.
    fn by_case(
        &mut self,
        source: Source<'a>,
        id: OpId,
        known: Known,
        sees_member: bool,
    ) -> Result<Node, Unfit> {
        let level = match (known.free, source.list) {
            (0, _) => Level::Case,
            (1, Some(list)) if sees_member => Level::Member(list),
            _ => return Err(Unfit),
        };
        let kind = Self::kind_by_type(source, id)?;
        let target = Target { version: source.version, place: source.place, op: id, level };
        let number = self.pool.targets.iter().position(|other| *other == target).unwrap_or_else(|| {
            self.pool.targets.push(target);
            self.pool.targets.len() - 1
        });
        self.pool.add(Instruction::ByCase(number), level, kind).map(Node::Column)
    }

    /// The kind of an operation's values by its type, where the type alone says it.
    pub(super) fn kind_by_type(source: Source<'a>, id: OpId) -> Result<Kind, Unfit> {
        match source.expression.code.types.get(id.0) {
            Some(Type::Bool) => Ok(Kind::Bool),
            Some(Type::Int) => Ok(Kind::Int),
            Some(Type::Money(_)) => Ok(Kind::Money),
            Some(Type::Date) => Ok(Kind::Date),
            Some(Type::Class(_)) => Ok(Kind::Class),
            _ => Err(Unfit),
        }
    }

    /// The level of a node: that of the cases, or of the members of one list.
    pub(super) fn level(&self, node: &Node) -> Result<Level, Unfit> {
        match node {
            Node::Constant(_) | Node::Failed => Ok(Level::Case),
            Node::Column(reg) | Node::Range { to: reg, .. } => Ok(self.pool.shape(*reg).level),
            _ => Err(Unfit),
        }
    }

    pub(super) fn joint_level(&self, nodes: &[&Node]) -> Result<Level, Unfit> {
        let mut joint = Level::Case;
        for node in nodes {
            joint = match (joint, self.level(node)?) {
                (Level::Case, other) => other,
                (joint, Level::Case) => joint,
                (Level::Member(a), Level::Member(b)) if a == b => joint,
                _ => return Err(Unfit),
            };
        }
        Ok(joint)
    }

    /// A register at a level: what a case has, each of its members has.
    pub(super) fn lift(&mut self, reg: Reg, level: Level) -> Result<Reg, Unfit> {
        let shape = self.pool.shape(reg);
        match (shape.level, level) {
            (a, b) if a == b => Ok(reg),
            (Level::Case, level) => self.pool.add(Instruction::Repeat(reg), level, shape.kind),
            _ => Err(Unfit),
        }
    }

    /// A node as a register of a kind at a level.
    pub(super) fn register(&mut self, node: &Node, kind: Kind, level: Level) -> Result<Reg, Unfit> {
        match node {
            Node::Constant(value) => {
                let value = self.pool.lane(value, kind)?;
                self.pool.add(Instruction::Splat(Some(value)), level, kind)
            }
            Node::Failed => self.pool.add(Instruction::Splat(None), level, kind),
            Node::Column(reg) => {
                let reg = self.lift(*reg, level)?;
                self.convert(reg, kind)
            }
            _ => Err(Unfit),
        }
    }

    /// A node as an operand of a kind at a level.
    pub(super) fn operand(&mut self, node: &Node, kind: Kind, level: Level) -> Result<Operand, Unfit> {
        match node {
            Node::Constant(value) => self.pool.lane(value, kind).map(Operand::One),
            node => self.register(node, kind, level).map(Operand::Reg),
        }
    }

    /// The kind that a node has of itself.
    pub(super) fn kind(&self, node: &Node) -> Result<Option<Kind>, Unfit> {
        match node {
            Node::Constant(value) => kind_of(value).map(Some),
            Node::Failed => Ok(None),
            Node::Column(reg) => Ok(Some(self.pool.shape(*reg).kind)),
            _ => Err(Unfit),
        }
    }

    /// A truth value as a register.
    pub(super) fn truth(&mut self, node: &Node, level: Level) -> Result<Reg, Unfit> {
        match self.kind(node)? {
            Some(Kind::Bool) | None => self.register(node, Kind::Bool, level),
            _ => Err(Unfit),
        }
    }

    /// A derived value that was made into instructions before.
    pub(super) fn derived_node(&self, index: usize) -> Result<Node, Unfit> {
        self.derived.get(index).cloned().flatten().unwrap_or(Err(Unfit))
    }

    /// Whether an operation reads nothing that differs from case to case.
    pub(super) fn is_constant(&self, id: OpId) -> bool {
        self.known.get(id.0).is_some_and(|known| !known.reads && known.free == 0)
    }

    /// Hides the members that quantifiers around this place look at: within another quantifier over a list of facts they
    /// would be taken for its own members.
    pub(super) fn hide(&self, locals: &mut [Option<Node>]) -> Vec<Option<Node>> {
        let before = locals.to_vec();
        for local in locals {
            let stays = local.as_ref().is_some_and(|node| matches!(self.level(node), Ok(Level::Case)));
            if !stays {
                *local = None;
            }
        }
        before
    }
}

/// How many items a list has as it is written; none for a list of facts.
fn literal_items(code: &Code, id: OpId) -> Option<u64> {
    match code.op(id) {
        Op::List(items) => u64::try_from(items.len()).ok(),
        Op::Quantified(Quantifier::Filter | Quantifier::Map, list, ..) => literal_items(code, *list),
        Op::If(_, a, b) => literal_items(code, *a)?.max(literal_items(code, *b)?).into(),
        _ => None,
    }
}
