//! A plan's program: instructions over columns in registers, each computed once for a chunk however often it is used.

use crate::{
    calendar::{EndOfMonth, Unit},
    language::{OpId, Operator, Pick},
    ratio::Rounding,
};
use std::{collections::HashMap, sync::Arc};
use vocabulary::Currency;

/// The number of a register: of the instruction that fills it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Reg(pub(super) usize);

/// What a row of a column is: a case, or a member of one list of facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Level {
    Case,
    Member(usize),
}

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Bool,
    Int,
    Money,
    Date,
    Class,
    Text,
    /// Exact numbers or amounts over one denominator.
    Exact {
        denominator: i64,
        /// Whether the engine for one case may hold a whole number there, which divides otherwise.
        may_be_whole: bool,
    },
    /// The wording of an amount ([`super::Form`]).
    Form,
}

/// A register, or one known value for all rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Operand {
    Reg(Reg),
    One(i64),
}

/// How two numbers are compared. The order of classes is turned round before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Order {
    Equal,
    NotEqual,
    /// `!=` with what no number of the column can be.
    AlwaysDiffers,
    Less,
    LessOrEqual,
}

impl Order {
    /// Whether it holds with what is known to be absent.
    pub(super) const fn differs(self) -> bool {
        matches!(self, Self::NotEqual | Self::AlwaysDiffers)
    }
}

/// Addition, subtraction, multiplication of exact numbers; what does not fit is computed by case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Exact {
    Plus,
    Minus,
    Times,
}

/// One instruction. Instructions stand after those whose registers they read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Instruction {
    Fact(usize),
    Field(usize, usize),
    /// Whether a list of facts is known; true where it is.
    ListState(usize),
    /// One value for all rows; nothing but failures without one.
    Splat(Option<i64>),
    /// A value of each case, for each of its members.
    Repeat(Reg),
    /// What only the engine for one case computes: the number of the target.
    ByCase(usize),
    Not(Reg),
    And(Vec<Reg>),
    Or(Vec<Reg>),
    If(Reg, Operand, Operand),
    /// Truth values that are the same; or differ.
    Same(Reg, Reg, bool),
    Compare(Order, Operand, Operand),
    /// Each side times a number.
    CompareScaled(Order, Reg, i64, Reg, i64),
    Has(Reg),
    Known(Reg),
    /// `+ - * / %` of whole numbers and minor units; what does not fit fails.
    Whole(WholeOperator, Operand, Operand),
    Exact(Exact, Operand, Operand),
    /// The same number over a denominator so many times as large; what is absent stays absent.
    Widen(Reg, i64),
    Round(Rounding, Reg, i64),
    /// A quotient, rounded: the dividend and divisor with their denominators.
    RoundQuotient(Rounding, Operand, i64, Operand, i64),
    /// A column of a table by its keys.
    Lookup(usize, Vec<Operand>),
    /// Truth values out of numbers.
    IsOne(Reg),
    Pick(Pick, Vec<Operand>),
    /// A sum; whether what does not fit is computed by case instead of failing.
    SumOf(Vec<Operand>, bool),
    Between(Unit, Operand, Operand),
    AddTo(Unit, EndOfMonth, Operand, Operand),
    Within(Operand, Operand),
    /// Over the members of a list.
    AllOf(usize, Reg),
    AnyOf(usize, Reg),
    SumMembers {
        list: usize,
        present: Option<Reg>,
        value: Reg,
        escapes: bool,
    },
    Size {
        list: usize,
        present: Option<Reg>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum WholeOperator {
    Plus,
    Minus,
    Times,
    Over,
    Remainder,
}

impl WholeOperator {
    pub(super) const fn of(operator: Operator) -> Self {
        match operator {
            Operator::Plus => Self::Plus,
            Operator::Minus => Self::Minus,
            Operator::Times => Self::Times,
            Operator::Over => Self::Over,
            _ => Self::Remainder,
        }
    }
}

impl Instruction {
    /// Calls a function with every register that it reads.
    pub(super) fn reads(&self, mut each: impl FnMut(Reg)) {
        let mut operand = |operand: &Operand| {
            if let Operand::Reg(reg) = operand {
                each(*reg);
            }
        };
        match self {
            Self::Fact(_) | Self::Field(..) | Self::ListState(_) | Self::Splat(_) | Self::ByCase(_) => {}
            Self::Widen(a, _)
            | Self::Repeat(a)
            | Self::Not(a)
            | Self::Has(a)
            | Self::Known(a)
            | Self::Round(_, a, _) => each(*a),
            Self::IsOne(a) | Self::AllOf(_, a) | Self::AnyOf(_, a) => each(*a),
            Self::And(parts) | Self::Or(parts) => parts.iter().copied().for_each(each),
            Self::If(condition, a, b) => {
                operand(a);
                operand(b);
                each(*condition);
            }
            Self::Same(a, b, _) | Self::CompareScaled(_, a, _, b, _) => {
                each(*a);
                each(*b);
            }
            Self::Compare(_, a, b)
            | Self::Whole(_, a, b)
            | Self::Exact(_, a, b)
            | Self::RoundQuotient(_, a, _, b, _)
            | Self::Between(_, a, b)
            | Self::AddTo(_, _, a, b)
            | Self::Within(a, b) => {
                operand(a);
                operand(b);
            }
            Self::Lookup(_, parts) | Self::Pick(_, parts) | Self::SumOf(parts, _) => {
                parts.iter().for_each(operand);
            }
            Self::SumMembers { present, value, .. } => {
                present.iter().copied().for_each(&mut each);
                each(*value);
            }
            Self::Size { present, .. } => present.iter().copied().for_each(each),
        }
    }
}

/// A register with what stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) level: Level,
    pub(super) kind: Kind,
}

/// The rows of a table that a column's values are looked up in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lookup {
    /// The values that each key takes, in order.
    pub(super) keys: Vec<Keys>,
    /// By the keys, the last running fastest; nothing where the table has no row.
    pub(super) values: Vec<Option<i64>>,
}

/// The values that a key takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Keys {
    /// Every number from the first, so many.
    Dense(i64, usize),
    /// Sorted.
    Sparse(Vec<i64>),
}

impl Keys {
    pub(super) const fn len(&self) -> usize {
        match self {
            Self::Dense(_, len) => *len,
            Self::Sparse(keys) => keys.len(),
        }
    }

    pub(super) fn position(&self, key: i64) -> Option<usize> {
        match self {
            Self::Dense(first, len) => {
                usize::try_from(key.checked_sub(*first)?).ok().filter(|place| place < len)
            }
            Self::Sparse(keys) => keys.binary_search(&key).ok(),
        }
    }
}

/// Where an expression stands in its version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Place {
    Derived(usize),
    Condition(usize, usize),
    Refer(usize),
    Amount(usize),
    Cap(usize, usize),
}

/// One operation that only the engine for one case computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Target {
    pub(super) version: usize,
    pub(super) place: Place,
    pub(super) op: OpId,
    pub(super) level: Level,
}

/// An amount in registers.
#[derive(Debug, Clone, Copy)]
pub(super) enum AmountRegs {
    Exact(Reg),
    Range { from: Reg, to: Reg, form: Reg },
}

/// How a measure is computed.
#[derive(Debug, Clone)]
pub(super) enum MeasurePlan {
    /// By the engine for one case.
    ByCase,
    Columns {
        conditions: Vec<Reg>,
        refer: Option<Reg>,
        is_doubted: bool,
        amount: AmountPlan,
    },
}

#[derive(Debug, Clone)]
pub(super) enum AmountPlan {
    Without,
    NotRead,
    Stated { amount: AmountRegs, caps: Vec<AmountRegs>, currency: Currency, at_most: bool },
}

/// The instructions, in an order in which all can be computed, and where each puts its column.
#[derive(Debug, Clone, Default)]
pub(super) struct Program {
    pub(super) steps: Vec<Step>,
    /// Which slot holds each register that is still read at the end.
    pub(super) slots: HashMap<Reg, usize>,
    pub(super) slot_count: usize,
    pub(super) lookups: Vec<Lookup>,
    pub(super) targets: Vec<Target>,
    /// Texts that the pack names; the numbers of others come after.
    pub(super) texts: Vec<Arc<str>>,
    pub(super) measures: Vec<MeasurePlan>,
    /// The registers of derived values that are asked for; those without one are computed by case.
    pub(super) derived: Vec<Option<Reg>>,
    /// A row with a longer list than this is computed by case: it may take more steps than one assessment may.
    pub(super) most_members: usize,
}

/// One instruction with its slots: where its column goes, and those of the registers it reads.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) instruction: Instruction,
    pub(super) shape: Shape,
    pub(super) slot: usize,
}

/// Puts registers into slots: only what `kept` needs is computed, and a slot is used again when nobody reads it any more.
pub(super) fn allocate(
    instructions: &[(Instruction, Shape)],
    kept: &[Reg],
) -> (Vec<Step>, HashMap<Reg, usize>, usize) {
    let mut last: Vec<Option<usize>> = vec![None; instructions.len()];
    for reg in kept {
        if let Some(last) = last.get_mut(reg.0) {
            *last = Some(usize::MAX);
        }
    }
    for (place, (instruction, _)) in instructions.iter().enumerate().rev() {
        if last.get(place).is_some_and(Option::is_some) {
            instruction.reads(|reg| {
                if let Some(last) = last.get_mut(reg.0) {
                    *last = Some(last.unwrap_or(place));
                }
            });
        }
    }
    let mut slots: HashMap<Reg, usize> = HashMap::new();
    // Those of one level and form keep their length from one instruction to the next.
    let mut free: HashMap<(Level, bool), Vec<usize>> = HashMap::new();
    let form = |shape: Shape| (shape.level, shape.kind == Kind::Bool);
    let mut count = 0;
    let mut steps = Vec::new();
    for (place, (instruction, shape)) in instructions.iter().enumerate() {
        if last.get(place).is_none_or(Option::is_none) {
            continue;
        }
        let slot = free.entry(form(*shape)).or_default().pop().unwrap_or_else(|| {
            count += 1;
            count - 1
        });
        // The instruction reads by slot from here on: registers are named anew as places of slots.
        let mut renamed = instruction.clone();
        rename(&mut renamed, &slots);
        slots.insert(Reg(place), slot);
        steps.push(Step { instruction: renamed, shape: *shape, slot });
        let mut ended = Vec::new();
        instruction.reads(|reg| {
            if last.get(reg.0) == Some(&Some(place)) && !ended.contains(&reg) {
                ended.push(reg);
            }
        });
        for reg in ended {
            let shape = instructions.get(reg.0).map(|(_, shape)| *shape);
            if let (Some(slot), Some(shape)) = (slots.remove(&reg), shape) {
                free.entry(form(shape)).or_default().push(slot);
            }
        }
    }
    (steps, slots, count)
}

fn rename(instruction: &mut Instruction, slots: &HashMap<Reg, usize>) {
    let each = |reg: &mut Reg| reg.0 = slots.get(reg).copied().unwrap_or(usize::MAX);
    let operand = |operand: &mut Operand| {
        if let Operand::Reg(reg) = operand {
            each(reg);
        }
    };
    use Instruction as I;
    match instruction {
        I::Fact(_) | I::Field(..) | I::ListState(_) | I::Splat(_) | I::ByCase(_) => {}
        I::Widen(a, _) | I::Repeat(a) | I::Not(a) | I::Has(a) | I::Known(a) | I::Round(_, a, _) => each(a),
        I::IsOne(a) | I::AllOf(_, a) | I::AnyOf(_, a) => each(a),
        I::And(parts) | I::Or(parts) => parts.iter_mut().for_each(each),
        I::If(condition, a, b) => {
            operand(a);
            operand(b);
            each(condition);
        }
        I::Same(a, b, _) | I::CompareScaled(_, a, _, b, _) => {
            each(a);
            each(b);
        }
        I::Compare(_, a, b)
        | I::Whole(_, a, b)
        | I::Exact(_, a, b)
        | I::RoundQuotient(_, a, _, b, _)
        | I::Between(_, a, b)
        | I::AddTo(_, _, a, b)
        | I::Within(a, b) => {
            operand(a);
            operand(b);
        }
        I::Lookup(_, parts) | I::Pick(_, parts) | I::SumOf(parts, _) => parts.iter_mut().for_each(operand),
        I::SumMembers { present, value, .. } => {
            present.iter_mut().for_each(each);
            each(value);
        }
        I::Size { present, .. } => present.iter_mut().for_each(each),
    }
}
