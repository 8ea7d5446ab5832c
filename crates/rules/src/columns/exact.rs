//! Exact numbers over one denominator that is known before any row is looked at: shares, percentages, decimals, and what
//! rounds them. Where no such denominator is, the operation has no instruction.

use super::{
    lower::{Lowering, Node, Unfit, kind_of},
    program::{Exact, Instruction, Kind, Level, Operand, Order, Reg, WholeOperator},
};
use crate::{
    evaluate::Val,
    language::{Operator, Pick},
    ratio::{Ratio, Rounding},
};

/// Denominators beyond this leave too little room for numerators.
const MOST: i64 = 1_000_000_000_000;

/// A constant as an exact number, in minor units if it is an amount.
pub(super) fn ratio(value: &Val) -> Option<Ratio> {
    match value {
        Val::Int(value) => Some(Ratio::whole(*value)),
        Val::Money(money) => Some(Ratio::whole(money.minor)),
        Val::Decimal(ratio) | Val::Fraction(ratio, _) => Some(*ratio),
        _ => None,
    }
}

const fn denominator(kind: Kind) -> Option<i64> {
    match kind {
        Kind::Int | Kind::Money => Some(1),
        Kind::Exact { denominator, .. } => Some(denominator),
        _ => None,
    }
}

/// Whether the engine for one case may hold a whole number (not an amount) there.
const fn may_be_whole(kind: Kind) -> bool {
    matches!(kind, Kind::Int | Kind::Exact { may_be_whole: true, .. })
}

fn common(a: i64, b: i64) -> Result<i64, Unfit> {
    let lacking = Ratio::new(i128::from(a), i128::from(b)).ok_or(Unfit)?.denominator();
    let common = i128::from(a).checked_mul(lacking).ok_or(Unfit)?;
    i64::try_from(common).ok().filter(|common| *common <= MOST).ok_or(Unfit)
}

fn product(a: i64, b: i64) -> Result<i64, Unfit> {
    a.checked_mul(b).filter(|product| *product <= MOST).ok_or(Unfit)
}

fn narrow(number: i128) -> Result<i64, Unfit> {
    i64::try_from(number).map_err(|_| Unfit)
}

impl Lowering<'_> {
    /// The kind that all of some nodes can be held as.
    pub(super) fn common_kind(&self, nodes: &[&Node]) -> Result<Kind, Unfit> {
        let mut joint: Option<Kind> = None;
        for node in nodes {
            let kind = match node {
                Node::Constant(value) => Some(kind_of(value)?),
                node => self.kind(node)?,
            };
            joint = match (joint, kind) {
                (None, kind) => kind,
                (joint, None) => joint,
                (Some(a), Some(b)) if a == b => Some(a),
                (Some(a), Some(b)) => {
                    let (Some(x), Some(y)) = (denominator(a), denominator(b)) else { return Err(Unfit) };
                    let may_be_whole = may_be_whole(a) || may_be_whole(b);
                    Some(Kind::Exact { denominator: common(x, y)?, may_be_whole })
                }
            };
        }
        joint.ok_or(Unfit)
    }

    /// A register as one of another kind: over a larger denominator.
    pub(super) fn convert(&mut self, reg: Reg, kind: Kind) -> Result<Reg, Unfit> {
        let shape = self.pool.shape(reg);
        if shape.kind == kind {
            return Ok(reg);
        }
        let (Some(from), Some(to)) = (denominator(shape.kind), denominator(kind)) else { return Err(Unfit) };
        let factor =
            to.checked_div(from).filter(|factor| factor.checked_mul(from) == Some(to)).ok_or(Unfit)?;
        self.pool.add(Instruction::Widen(reg, factor), shape.level, kind)
    }

    pub(super) fn exact(&mut self, operator: Operator, a: &Node, b: &Node) -> Result<Node, Unfit> {
        let (Some(a_kind), Some(b_kind)) = (self.kind(a)?, self.kind(b)?) else { return Err(Unfit) };
        let (Some(a_over), Some(b_over)) = (denominator(a_kind), denominator(b_kind)) else {
            return Err(Unfit);
        };
        let level = self.joint_level(&[a, b])?;
        let both_may = may_be_whole(a_kind) && may_be_whole(b_kind);
        match operator {
            Operator::Plus | Operator::Minus => {
                let kind = Kind::Exact { denominator: common(a_over, b_over)?, may_be_whole: both_may };
                let (a, b) = (self.operand(a, kind, level)?, self.operand(b, kind, level)?);
                let exact = if operator == Operator::Plus { Exact::Plus } else { Exact::Minus };
                self.pool.add(Instruction::Exact(exact, a, b), level, kind).map(Node::Column)
            }
            Operator::Times => {
                let kind = Kind::Exact { denominator: product(a_over, b_over)?, may_be_whole: both_may };
                let (a, b) = (self.operand(a, a_kind, level)?, self.operand(b, b_kind, level)?);
                self.pool.add(Instruction::Exact(Exact::Times, a, b), level, kind).map(Node::Column)
            }
            // Whole numbers divide otherwise, and a quotient of columns has no denominator of its own.
            Operator::Over if !both_may => {
                let Node::Constant(value) = b else { return Err(Unfit) };
                let divisor = ratio(value).filter(|divisor| *divisor != Ratio::whole(0)).ok_or(Unfit)?;
                let inverse = Ratio::new(divisor.denominator(), divisor.numerator()).ok_or(Unfit)?;
                self.scale(a, inverse, level)
            }
            _ => Err(Unfit),
        }
    }

    /// A node times an exact number.
    fn scale(&mut self, of: &Node, factor: Ratio, level: Level) -> Result<Node, Unfit> {
        let kind = self.kind(of)?.ok_or(Unfit)?;
        let over = denominator(kind).ok_or(Unfit)?;
        // In lowest terms, so that numerators stay small.
        let reduced = Ratio::new(factor.numerator(), factor.denominator()).ok_or(Unfit)?;
        let result =
            Kind::Exact { denominator: product(over, narrow(reduced.denominator())?)?, may_be_whole: false };
        let of = self.operand(of, kind, level)?;
        let times = Instruction::Exact(Exact::Times, of, Operand::One(narrow(reduced.numerator())?));
        self.pool.add(times, level, result).map(Node::Column)
    }

    pub(super) fn share(&mut self, hundredths: bool, amount: &Node, rate: &Node) -> Result<Node, Unfit> {
        let level = self.joint_level(&[amount, rate])?;
        let part = if hundredths { 100 } else { 1 };
        if let Node::Constant(value) = rate {
            let rate = ratio(value).ok_or(Unfit)?;
            let rate = rate.over(Ratio::whole(part)).ok_or(Unfit)?;
            return self.scale(amount, rate, level);
        }
        let (Some(a_kind), Some(b_kind)) = (self.kind(amount)?, self.kind(rate)?) else { return Err(Unfit) };
        let (Some(a_over), Some(b_over)) = (denominator(a_kind), denominator(b_kind)) else {
            return Err(Unfit);
        };
        let over = product(product(a_over, b_over)?, part)?;
        let kind = Kind::Exact { denominator: over, may_be_whole: false };
        let (a, b) = (self.operand(amount, a_kind, level)?, self.operand(rate, b_kind, level)?);
        self.pool.add(Instruction::Exact(Exact::Times, a, b), level, kind).map(Node::Column)
    }

    pub(super) fn round(&mut self, rounding: Rounding, of: &Node) -> Result<Node, Unfit> {
        let level = self.level(of)?;
        let instruction = match (of, self.kind(of)?) {
            (Node::Column(reg), Some(Kind::Exact { denominator, .. })) => {
                Instruction::Round(rounding, *reg, denominator)
            }
            // Nothing to round, but what is absent fails here.
            (Node::Column(reg), Some(Kind::Money)) => {
                Instruction::Whole(WholeOperator::Plus, Operand::Reg(*reg), Operand::One(0))
            }
            _ => return Err(Unfit),
        };
        self.pool.add(instruction, level, Kind::Money).map(Node::Column)
    }

    /// An amount divided by a number of each row.
    pub(super) fn round_quotient(&mut self, rounding: Rounding, a: &Node, b: &Node) -> Result<Node, Unfit> {
        let (Some(a_kind), Some(b_kind)) = (self.kind(a)?, self.kind(b)?) else { return Err(Unfit) };
        let (Some(a_over), Some(b_over)) = (denominator(a_kind), denominator(b_kind)) else {
            return Err(Unfit);
        };
        let level = self.joint_level(&[a, b])?;
        let (a, b) = (self.operand(a, a_kind, level)?, self.operand(b, b_kind, level)?);
        let instruction = Instruction::RoundQuotient(rounding, a, a_over, b, b_over);
        self.pool.add(instruction, level, Kind::Money).map(Node::Column)
    }

    pub(super) fn pick(&mut self, pick: Pick, parts: &[Node]) -> Result<Node, Unfit> {
        let nodes: Vec<&Node> = parts.iter().collect();
        let level = self.joint_level(&nodes)?;
        let kind = self.common_kind(&nodes)?;
        if !matches!(kind, Kind::Int | Kind::Money | Kind::Date | Kind::Exact { .. }) {
            return Err(Unfit);
        }
        let parts = parts.iter().map(|part| self.operand(part, kind, level));
        let parts = parts.collect::<Result<Vec<Operand>, Unfit>>()?;
        self.pool.add(Instruction::Pick(pick, parts), level, kind).map(Node::Column)
    }

    pub(super) fn compare_exact(
        &mut self,
        order: Order,
        a: &Node,
        b: &Node,
        level: Level,
    ) -> Result<Node, Unfit> {
        match (a, b) {
            (Node::Column(a), Node::Constant(value)) => self.against(order, *a, value, false, level),
            (Node::Constant(value), Node::Column(b)) => self.against(order, *b, value, true, level),
            (Node::Column(a), Node::Column(b)) => {
                let (a, b) = (self.lift(*a, level)?, self.lift(*b, level)?);
                let over = |reg: Reg| denominator(self.pool.shape(reg).kind).ok_or(Unfit);
                let (a_over, b_over) = (over(a)?, over(b)?);
                let instruction = if a_over == b_over {
                    Instruction::Compare(order, Operand::Reg(a), Operand::Reg(b))
                } else {
                    // Crosswise: neither product is larger than 128 bits hold.
                    Instruction::CompareScaled(order, a, b_over, b, a_over)
                };
                self.pool.add(instruction, level, Kind::Bool).map(Node::Column)
            }
            _ => Err(Unfit),
        }
    }

    /// A column against a constant, which becomes a bound of whole numerators.
    fn against(
        &mut self,
        order: Order,
        reg: Reg,
        value: &Val,
        constant_first: bool,
        level: Level,
    ) -> Result<Node, Unfit> {
        let reg = self.lift(reg, level)?;
        let over = denominator(self.pool.shape(reg).kind).ok_or(Unfit)?;
        let number = ratio(value).ok_or(Unfit)?;
        let scaled = number.numerator().checked_mul(i128::from(over)).ok_or(Unfit)?;
        let floor = scaled.div_euclid(number.denominator());
        let is_whole = scaled.rem_euclid(number.denominator()) == 0;
        let ceiling = if is_whole { floor } else { floor.checked_add(1).ok_or(Unfit)? };
        let column = Operand::Reg(reg);
        // What is absent differs too, and is neither below nor above.
        let differs = Instruction::Compare(Order::AlwaysDiffers, column, Operand::One(0));
        // Nothing is below the least of all numbers.
        let never = Instruction::Compare(Order::Less, column, Operand::One(i64::MIN));
        let always = Instruction::Compare(Order::LessOrEqual, Operand::One(i64::MIN), column);
        let at = |bound: i128,
                  instruction: &dyn Fn(Operand) -> Instruction,
                  above: &Instruction,
                  below: &Instruction| {
            match i64::try_from(bound) {
                Ok(bound) => instruction(Operand::One(bound)),
                Err(_) if bound > 0 => above.clone(),
                Err(_) => below.clone(),
            }
        };
        let instruction = match (order, constant_first) {
            (Order::Equal, _) if is_whole => {
                at(floor, &|bound| Instruction::Compare(Order::Equal, column, bound), &never, &never)
            }
            (Order::NotEqual | Order::AlwaysDiffers, _) if is_whole => {
                at(floor, &|bound| Instruction::Compare(Order::NotEqual, column, bound), &differs, &differs)
            }
            (Order::Equal, _) => never,
            (Order::NotEqual | Order::AlwaysDiffers, _) => differs,
            (Order::Less, false) => {
                at(ceiling, &|bound| Instruction::Compare(Order::Less, column, bound), &always, &never)
            }
            (Order::LessOrEqual, false) => {
                at(floor, &|bound| Instruction::Compare(Order::LessOrEqual, column, bound), &always, &never)
            }
            (Order::Less, true) => {
                at(floor, &|bound| Instruction::Compare(Order::Less, bound, column), &never, &always)
            }
            (Order::LessOrEqual, true) => {
                at(ceiling, &|bound| Instruction::Compare(Order::LessOrEqual, bound, column), &never, &always)
            }
        };
        self.pool.add(instruction, level, Kind::Bool).map(Node::Column)
    }
}
