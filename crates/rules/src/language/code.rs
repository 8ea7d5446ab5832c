//! The checked representation of an expression: every name resolved, every operation typed. Operations lie in one vector,
//! parts before the whole, so that a back end may walk it forwards as well as from the root.

use super::{Function, Mistake, Operator, Span, Type};
use crate::{
    calendar::{EndOfMonth, Unit},
    evaluate::{Score, Val},
    ratio::Rounding,
};
use std::sync::Arc;

/// The number of an operation in its [`Code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct OpId(pub(crate) usize);

/// Over the members of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quantifier {
    All,
    Exists,
    Filter,
    Map,
}

/// The least or the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Pick {
    Least,
    Greatest,
}

/// On texts; what each takes and yields stands in `methods.rs` and `conversions.rs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextFunction {
    /// In characters.
    Size,
    Contains,
    StartsWith,
    EndsWith,
    CharAt,
    IndexOf,
    LastIndexOf,
    LowerAscii,
    UpperAscii,
    Replace,
    Reverse,
    Split,
    Substring,
    Trim,
    /// Of a list of texts.
    Join,
    ToInt,
    ToBool,
    /// A number or a truth value as a text.
    ToText,
}

/// On one whole number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MathFunction {
    Abs,
    Sign,
}

/// One operation.
#[derive(Debug, Clone)]
pub(crate) enum Op {
    Constant(Val),
    Fact(usize),
    /// A fact with a declared default, and that; without one it is the day of assessment.
    Defaulted(usize, Option<Val>),
    /// What another measure comes to: `family/measure`.
    Outcome(Arc<str>),
    Derived(usize),
    /// A derived value of a member.
    DerivedOf(OpId, usize),
    Parameter(usize),
    /// The day of assessment.
    On,
    /// The member that a quantifier looks at.
    Local(usize),
    /// A field of a member.
    Field(OpId, usize),
    Table(usize, Vec<OpId>),
    Not(OpId),
    Negative(OpId),
    And(Vec<OpId>),
    Or(Vec<OpId>),
    If(OpId, OpId, OpId),
    /// `==`, `!=`, `<`, `<=`, `>`, `>=`.
    Compare(Operator, OpId, OpId),
    In(OpId, OpId),
    /// `+ - * / %`.
    Arithmetic(Operator, OpId, OpId),
    List(Vec<OpId>),
    Has(OpId),
    Known(OpId),
    Quantified(Quantifier, OpId, usize, OpId),
    /// With what an empty list sums to.
    Sum(OpId, Val),
    Size(OpId),
    Pick(Pick, Vec<OpId>),
    Between(Unit, OpId, OpId),
    Add(Unit, EndOfMonth, OpId, OpId),
    /// An amount times a rate: the rate in hundredths for `percent`.
    Share {
        hundredths: bool,
        amount: OpId,
        rate: OpId,
    },
    Round(Rounding, OpId),
    Within(OpId, OpId),
    /// Points of several criteria; with a mark, whether they reach it.
    Score(Arc<Score>),
    /// `<` and the like between a total of points, which is a derived value, and a number.
    CompareTotal(Operator, OpId, OpId),
    /// What needs all of its operands.
    Strict(Function, Vec<OpId>),
    /// One item of a list, by its number from 0.
    Index(OpId, OpId),
    /// Two texts, or two lists, one behind the other.
    Concat(OpId, OpId),
    /// `<` and the like between texts, by code point, and between truth values.
    CompareText(Operator, OpId, OpId),
    /// `==` and `!=` between lists.
    CompareLists(Operator, OpId, OpId),
    /// Whether the body holds for exactly one member.
    ExistsOne(OpId, usize, OpId),
    /// The least or the greatest of a list.
    PickItem(Pick, OpId),
    Text(TextFunction, Vec<OpId>),
    Math(MathFunction, OpId),
    /// What did not check: only inside code that is never handed out.
    Broken,
}

/// A checked expression.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    pub(crate) ops: Vec<Op>,
    pub(crate) types: Vec<Type>,
    /// Where each operation stands in the text.
    pub(crate) spans: Vec<Span>,
    pub(crate) root: OpId,
    /// How many members can be looked at at once.
    pub(crate) locals: usize,
    /// What the language allows and no pack should write: a division by the number zero.
    pub(crate) remarks: Vec<Mistake>,
}

impl Code {
    pub(crate) fn op(&self, id: OpId) -> &Op {
        self.ops.get(id.0).unwrap_or(&Op::Broken)
    }

    pub(crate) fn type_of(&self) -> &Type {
        self.types.get(self.root.0).unwrap_or(&Type::Any)
    }

    /// The derived values it reads, each once; those of members too.
    pub(crate) fn derived(&self) -> Vec<usize> {
        self.indices(|op| match op {
            Op::Derived(index) | Op::DerivedOf(_, index) => Some(*index),
            _ => None,
        })
    }

    /// The parameters it reads, each once, with the place of the first reading.
    pub(crate) fn parameters(&self) -> Vec<(usize, Span)> {
        let indices = self.indices(|op| if let Op::Parameter(index) = op { Some(*index) } else { None });
        let place = |index: usize| {
            let at = self.ops.iter().position(|op| matches!(op, Op::Parameter(other) if *other == index));
            at.and_then(|at| self.spans.get(at)).copied().unwrap_or(Span::at(0))
        };
        indices.into_iter().map(|index| (index, place(index))).collect()
    }

    /// The tables it reads, each once.
    pub(crate) fn tables(&self) -> Vec<usize> {
        self.indices(|op| match op {
            Op::Table(index, _) | Op::Strict(Function::Banded(index), _) => Some(*index),
            _ => None,
        })
    }

    /// What it reads of the version's scales and lists of places, each with its place in the text.
    pub(crate) fn figures(&self) -> impl Iterator<Item = (&Function, Span)> {
        self.ops.iter().zip(&self.spans).filter_map(|(op, span)| match op {
            Op::Strict(function @ (Function::Scale(_) | Function::WithinList(_)), _) => {
                Some((function, *span))
            }
            _ => None,
        })
    }

    fn indices(&self, of: impl Fn(&Op) -> Option<usize>) -> Vec<usize> {
        let mut indices: Vec<usize> = self.ops.iter().filter_map(of).collect();
        indices.sort_unstable();
        indices.dedup();
        indices
    }
}
