//! The instructions of each operation of the language.

use super::{
    lower::{Lowering, Node, Source, Unfit},
    program::{Instruction, Kind, Level, Operand, Order, Reg, WholeOperator},
};
use crate::{
    evaluate::Val,
    facts::FactType,
    language::{Op, OpId, Operator},
};

impl<'a> Lowering<'a> {
    /// The instructions of one operation, whose parts are made on the way.
    pub(super) fn operation(
        &mut self,
        source: Source<'a>,
        id: OpId,
        locals: &mut Vec<Option<Node>>,
    ) -> Result<Node, Unfit> {
        match source.expression.code.op(id) {
            Op::Fact(index) => self.fact(*index),
            Op::Derived(index) => self.derived_node(*index),
            Op::Local(slot) => locals.get(*slot).cloned().flatten().ok_or(Unfit),
            Op::Field(of, field) => {
                let Node::Member(list) = self.node(source, *of, locals)? else { return Err(Unfit) };
                let declared =
                    self.facts.get(list).and_then(|fact| fact.fields().get(*field)).ok_or(Unfit)?;
                let kind = Self::fact_kind(declared)?;
                self.pool.add(Instruction::Field(list, *field), Level::Member(list), kind).map(Node::Column)
            }
            Op::DerivedOf(of, index) => {
                let Node::Member(list) = self.node(source, *of, locals)? else { return Err(Unfit) };
                let is_of_list = self.version.derived.get(*index).is_some_and(|d| d.list == Some(list));
                if is_of_list { self.derived_node(*index) } else { Err(Unfit) }
            }
            Op::Table(table, keys) => {
                let keys = self.nodes(source, keys, locals)?;
                if Self::fails(&keys.iter().collect::<Vec<_>>()) {
                    return Ok(Node::Failed);
                }
                self.table(*table, &keys)
            }
            Op::Not(of) => {
                let of = self.node(source, *of, locals)?;
                if Self::fails(&[&of]) {
                    return Ok(Node::Failed);
                }
                let level = self.level(&of)?;
                let reg = self.truth(&of, level)?;
                self.pool.add(Instruction::Not(reg), level, Kind::Bool).map(Node::Column)
            }
            Op::Negative(of) => {
                let of = self.node(source, *of, locals)?;
                if Self::fails(&[&of]) {
                    return Ok(Node::Failed);
                }
                self.negative(&of)
            }
            Op::And(parts) => {
                let parts = self.nodes(source, parts, locals)?;
                self.every(parts)
            }
            Op::Or(parts) => {
                let parts = self.nodes(source, parts, locals)?;
                self.any(parts)
            }
            Op::If(condition, then, otherwise) => {
                let condition = self.node(source, *condition, locals)?;
                if Self::fails(&[&condition]) {
                    return Ok(Node::Failed);
                }
                match condition {
                    Node::Constant(Val::Bool(true)) => return self.node(source, *then, locals),
                    Node::Constant(Val::Bool(false)) => return self.node(source, *otherwise, locals),
                    _ => {}
                }
                let (then, otherwise) =
                    (self.node(source, *then, locals)?, self.node(source, *otherwise, locals)?);
                if Self::fails(&[&then]) && Self::fails(&[&otherwise]) {
                    // It fails, or it is unknown: no value says what it is.
                    let level = self.level(&condition)?;
                    let condition = self.truth(&condition, level)?;
                    let kind = Self::kind_by_type(source, id)?;
                    let arm = self.register(&Node::Failed, kind, level)?;
                    let choice = Instruction::If(condition, Operand::Reg(arm), Operand::Reg(arm));
                    return self.pool.add(choice, level, kind).map(Node::Column);
                }
                self.choose(&condition, &then, &otherwise)
            }
            Op::Compare(operator, a, b) => {
                let (a, b) = (self.node(source, *a, locals)?, self.node(source, *b, locals)?);
                if Self::fails(&[&a, &b]) {
                    return Ok(Node::Failed);
                }
                self.compare(*operator, &a, &b)
            }
            Op::In(item, list) => {
                let (item, list) = (self.node(source, *item, locals)?, self.node(source, *list, locals)?);
                self.contains(&item, list)
            }
            Op::Arithmetic(operator, a, b) => {
                let (a, b) = (self.node(source, *a, locals)?, self.node(source, *b, locals)?);
                if Self::fails(&[&a, &b]) {
                    return Ok(Node::Failed);
                }
                self.arithmetic(*operator, &a, &b)
            }
            Op::List(items) => {
                let items = self.nodes(source, items, locals)?;
                Ok(Node::Items(items.into_iter().map(|item| (item, None)).collect()))
            }
            Op::Has(of) => {
                let of = self.node(source, *of, locals)?;
                self.about(&of, Instruction::Has)
            }
            Op::Known(of) => {
                let of = self.node(source, *of, locals)?;
                self.about(&of, Instruction::Known)
            }
            Op::Quantified(quantifier, list, slot, body) => {
                let list = self.node(source, *list, locals)?;
                self.quantified(source, *quantifier, list, *slot, *body, locals)
            }
            Op::Sum(list, _) => {
                let list = self.node(source, *list, locals)?;
                self.sum(list)
            }
            Op::Size(list) => {
                let list = self.node(source, *list, locals)?;
                self.size(list)
            }
            Op::Pick(pick, parts) => {
                let parts = self.nodes(source, parts, locals)?;
                if Self::fails(&parts.iter().collect::<Vec<_>>()) {
                    return Ok(Node::Failed);
                }
                self.pick(*pick, &parts)
            }
            Op::Between(unit, a, b) => {
                let (a, b) = (self.node(source, *a, locals)?, self.node(source, *b, locals)?);
                if Self::fails(&[&a, &b]) {
                    return Ok(Node::Failed);
                }
                let (level, a, b) = self.both(&a, Kind::Date, &b, Kind::Date)?;
                self.pool.add(Instruction::Between(*unit, a, b), level, Kind::Int).map(Node::Column)
            }
            Op::Add(unit, end, date, count) => {
                let (date, count) = (self.node(source, *date, locals)?, self.node(source, *count, locals)?);
                if Self::fails(&[&date, &count]) {
                    return Ok(Node::Failed);
                }
                let (level, date, count) = self.both(&date, Kind::Date, &count, Kind::Int)?;
                let add = Instruction::AddTo(*unit, *end, date, count);
                self.pool.add(add, level, Kind::Date).map(Node::Column)
            }
            Op::Share { hundredths, amount, rate } => {
                let (amount, rate) = (self.node(source, *amount, locals)?, self.node(source, *rate, locals)?);
                if Self::fails(&[&amount, &rate]) {
                    return Ok(Node::Failed);
                }
                self.share(*hundredths, &amount, &rate)
            }
            Op::Round(rounding, of) => {
                // A quotient has no denominator of its own: it is divided and rounded in one.
                if let Op::Arithmetic(Operator::Over, a, b) = source.expression.code.op(*of)
                    && !self.is_constant(*b)
                {
                    let (a, b) = (self.node(source, *a, locals)?, self.node(source, *b, locals)?);
                    if Self::fails(&[&a, &b]) {
                        return Ok(Node::Failed);
                    }
                    return self.round_quotient(*rounding, &a, &b);
                }
                let of = self.node(source, *of, locals)?;
                if Self::fails(&[&of]) {
                    return Ok(Node::Failed);
                }
                self.round(*rounding, &of)
            }
            Op::Within(place, area) => {
                let (place, area) = (self.node(source, *place, locals)?, self.node(source, *area, locals)?);
                if Self::fails(&[&place, &area]) {
                    return Ok(Node::Failed);
                }
                let (level, place, area) = self.both(&place, Kind::Text, &area, Kind::Text)?;
                self.pool.add(Instruction::Within(place, area), level, Kind::Bool).map(Node::Column)
            }
            _ => Err(Unfit),
        }
    }

    /// Whether one of the operands fails for everybody: then so does what needs them all.
    fn fails(nodes: &[&Node]) -> bool {
        nodes.iter().any(|node| matches!(node, Node::Failed))
    }

    fn nodes(
        &mut self,
        source: Source<'a>,
        ids: &[OpId],
        locals: &mut Vec<Option<Node>>,
    ) -> Result<Vec<Node>, Unfit> {
        ids.iter().map(|id| self.node(source, *id, locals)).collect()
    }

    fn fact(&mut self, index: usize) -> Result<Node, Unfit> {
        let declared = self.facts.get(index).ok_or(Unfit)?;
        if matches!(declared.kind, FactType::List { .. }) {
            let item = Box::new(Node::Member(index));
            return Ok(Node::Members { list: index, present: None, item });
        }
        let kind = Self::fact_kind(declared)?;
        self.pool.add(Instruction::Fact(index), Level::Case, kind).map(Node::Column)
    }

    /// Two operands of known kinds at one level; not both known before.
    pub(super) fn both(
        &mut self,
        a: &Node,
        a_kind: Kind,
        b: &Node,
        b_kind: Kind,
    ) -> Result<(Level, Operand, Operand), Unfit> {
        let level = self.joint_level(&[a, b])?;
        for (node, kind) in [(a, a_kind), (b, b_kind)] {
            if self.kind(node)?.is_some_and(|found| found != kind) {
                return Err(Unfit);
            }
        }
        Ok((level, self.operand(a, a_kind, level)?, self.operand(b, b_kind, level)?))
    }

    /// Kleene's and. What is certain is left out, or decides.
    pub(super) fn every(&mut self, parts: Vec<Node>) -> Result<Node, Unfit> {
        self.fold(parts, false, Instruction::And)
    }

    /// Kleene's or.
    pub(super) fn any(&mut self, parts: Vec<Node>) -> Result<Node, Unfit> {
        self.fold(parts, true, Instruction::Or)
    }

    fn fold(
        &mut self,
        mut parts: Vec<Node>,
        decider: bool,
        instruction: fn(Vec<Reg>) -> Instruction,
    ) -> Result<Node, Unfit> {
        if parts.iter().any(|part| matches!(part, Node::Constant(Val::Bool(value)) if *value == decider)) {
            return Ok(Node::Constant(Val::Bool(decider)));
        }
        parts.retain(|part| !matches!(part, Node::Constant(Val::Bool(_))));
        if parts.is_empty() {
            return Ok(Node::Constant(Val::Bool(!decider)));
        }
        let level = self.joint_level(&parts.iter().collect::<Vec<_>>())?;
        let regs = parts.iter().map(|part| self.truth(part, level)).collect::<Result<Vec<Reg>, Unfit>>()?;
        self.pool.add(instruction(regs), level, Kind::Bool).map(Node::Column)
    }

    fn about(&mut self, of: &Node, instruction: fn(Reg) -> Instruction) -> Result<Node, Unfit> {
        let reg = match of {
            Node::Failed => return Ok(Node::Failed),
            Node::Items(_) => return Ok(Node::Constant(Val::Bool(true))),
            Node::Members { list, present: None, item } if matches!(**item, Node::Member(_)) => {
                self.pool.add(Instruction::ListState(*list), Level::Case, Kind::Bool)?
            }
            Node::Column(reg) | Node::Range { to: reg, .. } => *reg,
            _ => return Err(Unfit),
        };
        let level = self.pool.shape(reg).level;
        self.pool.add(instruction(reg), level, Kind::Bool).map(Node::Column)
    }

    fn choose(&mut self, condition: &Node, then: &Node, otherwise: &Node) -> Result<Node, Unfit> {
        let level = self.joint_level(&[condition, then, otherwise])?;
        let condition = self.truth(condition, level)?;
        let is_range = |node: &Node| matches!(node, Node::Range { .. } | Node::Constant(Val::Estimate(_)));
        if is_range(then) || is_range(otherwise) {
            let (a, b) = (self.range(then, level)?, self.range(otherwise, level)?);
            let mut pick = |a: Reg, b: Reg, kind: Kind| {
                self.pool.add(Instruction::If(condition, Operand::Reg(a), Operand::Reg(b)), level, kind)
            };
            let from = pick(a.0, b.0, Kind::Money)?;
            let to = pick(a.1, b.1, Kind::Money)?;
            return Ok(Node::Range { from, to, form: pick(a.2, b.2, Kind::Form)? });
        }
        let kind = self.common_kind(&[then, otherwise])?;
        let arms = (self.operand(then, kind, level)?, self.operand(otherwise, kind, level)?);
        let arms = match kind {
            // Bits are chosen from registers.
            Kind::Bool => (
                Operand::Reg(self.register(then, kind, level)?),
                Operand::Reg(self.register(otherwise, kind, level)?),
            ),
            _ => arms,
        };
        self.pool.add(Instruction::If(condition, arms.0, arms.1), level, kind).map(Node::Column)
    }

    fn compare(&mut self, operator: Operator, a: &Node, b: &Node) -> Result<Node, Unfit> {
        let (a_kind, b_kind) = (self.kind(a)?, self.kind(b)?);
        // What fails for everybody decides the kind of nothing.
        let kind = a_kind.or(b_kind).ok_or(Unfit)?;
        let other = b_kind.unwrap_or(kind);
        let level = self.joint_level(&[a, b])?;
        if kind == Kind::Bool && other == Kind::Bool {
            let (a, b) = (self.truth(a, level)?, self.truth(b, level)?);
            let differ = operator == Operator::NotEqual;
            return self.pool.add(Instruction::Same(a, b, differ), level, Kind::Bool).map(Node::Column);
        }
        let (order, flips) = match operator {
            Operator::Equal => (Order::Equal, false),
            Operator::NotEqual => (Order::NotEqual, false),
            Operator::Less => (Order::Less, false),
            Operator::LessOrEqual => (Order::LessOrEqual, false),
            Operator::Greater => (Order::Less, true),
            Operator::GreaterOrEqual => (Order::LessOrEqual, true),
            _ => return Err(Unfit),
        };
        // The highest class has the smallest number.
        let flips = flips != (kind == Kind::Class && !matches!(order, Order::Equal | Order::NotEqual));
        let (a, b) = if flips { (b, a) } else { (a, b) };
        if kind == other && matches!(kind, Kind::Int | Kind::Money | Kind::Date | Kind::Class | Kind::Text) {
            let (a, b) = (self.operand(a, kind, level)?, self.operand(b, kind, level)?);
            return self.pool.add(Instruction::Compare(order, a, b), level, Kind::Bool).map(Node::Column);
        }
        self.compare_exact(order, a, b, level)
    }

    /// `item in list`: equal to one of them.
    fn contains(&mut self, item: &Node, list: Node) -> Result<Node, Unfit> {
        match list {
            Node::Items(items) => {
                let mut parts = Vec::with_capacity(items.len());
                for (other, present) in items {
                    let equal = match (item, &other) {
                        (Node::Constant(a), Node::Constant(b)) => {
                            let same =
                                super::exact::ratio(a).is_some_and(|x| super::exact::ratio(b) == Some(x));
                            Node::Constant(Val::Bool(a == b || same))
                        }
                        (item, other) => self.compare(Operator::Equal, item, other)?,
                    };
                    parts.push(match present {
                        None => equal,
                        Some(present) => self.every(vec![Node::Column(present), equal])?,
                    });
                }
                self.any(parts)
            }
            Node::Members { list, present, item: other } => {
                // A member of a quantifier around this one would be taken for each of the list's own.
                if self.level(item)? != Level::Case {
                    return Err(Unfit);
                }
                let equal = self.compare(Operator::Equal, item, &other)?;
                let equal = match present {
                    None => equal,
                    Some(present) => self.every(vec![Node::Column(present), equal])?,
                };
                let reg = self.truth(&equal, Level::Member(list))?;
                self.pool.add(Instruction::AnyOf(list, reg), Level::Case, Kind::Bool).map(Node::Column)
            }
            _ => Err(Unfit),
        }
    }

    /// Whole numbers and minor units; exact numbers where a decimal is among them.
    fn arithmetic(&mut self, operator: Operator, a: &Node, b: &Node) -> Result<Node, Unfit> {
        let (Some(a_kind), Some(b_kind)) = (self.kind(a)?, self.kind(b)?) else { return Err(Unfit) };
        let kind = match (a_kind, operator, b_kind) {
            (Kind::Int, _, Kind::Int) => Some(Kind::Int),
            (Kind::Money, Operator::Plus | Operator::Minus, Kind::Money)
            | (Kind::Money, Operator::Times, Kind::Int)
            | (Kind::Int, Operator::Times, Kind::Money) => Some(Kind::Money),
            _ => None,
        };
        let Some(kind) = kind else { return self.exact(operator, a, b) };
        let (level, a, b) = self.both(a, a_kind, b, b_kind)?;
        self.pool.add(Instruction::Whole(WholeOperator::of(operator), a, b), level, kind).map(Node::Column)
    }

    fn negative(&mut self, of: &Node) -> Result<Node, Unfit> {
        let kind = self.kind(of)?.ok_or(Unfit)?;
        let level = self.level(of)?;
        let operand = self.operand(of, kind, level)?;
        let zero = Operand::One(0);
        let instruction = match kind {
            Kind::Int | Kind::Money => Instruction::Whole(WholeOperator::Minus, zero, operand),
            Kind::Exact { .. } => Instruction::Exact(super::program::Exact::Minus, zero, operand),
            _ => return Err(Unfit),
        };
        self.pool.add(instruction, level, kind).map(Node::Column)
    }
}
