//! An expression of truth values as a formula: and, or, not, choices and equalities over parts that are judged whole.

use crate::language::{Code, Op, OpId, Operator, Type};

/// One node of a [`Formula`], after those that it names.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    /// A part that is judged whole: a fact, a comparison, whatever is not one of the others.
    Part(OpId),
    /// A derived truth value.
    Derived(usize),
    Not(usize),
    And(Vec<usize>),
    Or(Vec<usize>),
    If(usize, usize, usize),
    /// Whether two truth values are the same, or are not.
    Same {
        a: usize,
        b: usize,
        negated: bool,
    },
}

/// An expression as a formula; the last node is the whole.
#[derive(Debug, Clone, Default)]
pub(crate) struct Formula {
    pub(crate) nodes: Vec<Node>,
}

impl Formula {
    /// As deep as the expression is nested, at most [`crate::limits::EXPRESSION_DEPTH`].
    pub(crate) fn of(code: &Code) -> Self {
        let mut formula = Self::default();
        if *code.type_of() == Type::Bool {
            formula.add(code, code.root);
        }
        formula
    }

    fn push(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn all(&mut self, code: &Code, parts: &[OpId]) -> Vec<usize> {
        parts.iter().map(|part| self.add(code, *part)).collect()
    }

    fn add(&mut self, code: &Code, op: OpId) -> usize {
        let is_bool = |op: &OpId| code.types.get(op.0) == Some(&Type::Bool);
        let node = match code.op(op) {
            Op::Derived(index) if is_bool(&op) => Node::Derived(*index),
            Op::Not(of) => Node::Not(self.add(code, *of)),
            Op::And(parts) => Node::And(self.all(code, parts)),
            Op::Or(parts) => Node::Or(self.all(code, parts)),
            Op::If(condition, then, otherwise) if is_bool(&op) => {
                let condition = self.add(code, *condition);
                let then = self.add(code, *then);
                Node::If(condition, then, self.add(code, *otherwise))
            }
            Op::Compare(operator @ (Operator::Equal | Operator::NotEqual), a, b)
                if is_bool(a) && is_bool(b) =>
            {
                let a = self.add(code, *a);
                Node::Same { a, b: self.add(code, *b), negated: *operator == Operator::NotEqual }
            }
            _ => Node::Part(op),
        };
        self.push(node)
    }
}
