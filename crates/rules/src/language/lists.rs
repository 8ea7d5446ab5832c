//! Lists as values: their items by number, two of them one behind the other, and how deep they may be nested.

use super::{Mistake, Node, NodeId, Op, OpId, Operator, Problem, Span, Type, check::Checker};
use crate::limits;

impl Checker<'_> {
    /// An operation that yields a list of a type. Derived values could else nest lists as deep as there are of them.
    pub(super) fn list_of(&mut self, op: Op, of: Type, span: Span) -> OpId {
        if of.list_depth() >= limits::LIST_DEPTH {
            let mistake = Mistake::new(Problem::ListsTooDeep, span).with("most", limits::LIST_DEPTH);
            return self.broken(mistake);
        }
        self.add(op, Type::List(Box::new(of)), span)
    }

    /// `xs[0]`.
    pub(super) fn index(&mut self, of: NodeId, keys: &[NodeId], span: Span) -> OpId {
        let list = self.node(of, None);
        let kind = match self.type_of(list) {
            Type::List(of) => *of,
            Type::Any => Type::Any,
            _ => {
                let (name, near) = match self.tree.node(of) {
                    Node::Name(name) => (name.clone(), self.scope.near(name)),
                    _ => ("[ ]".to_owned(), String::new()),
                };
                let mistake = Mistake::new(Problem::NotATable, span).with("name", name);
                return self.broken(mistake.with("near", near));
            }
        };
        let [key] = keys else { return self.arguments_expected("[ ]", "1", keys.len(), span) };
        let key = self.of_type(*key, &Type::Int);
        self.add(Op::Index(list, key), kind, span)
    }

    /// `+` between two texts or two lists, if it is that.
    pub(super) fn concat(
        &mut self,
        operator: Operator,
        (left, a): (OpId, &Type),
        (right, b): (OpId, &Type),
        span: Span,
    ) -> Option<OpId> {
        let kind = match (a, b) {
            (Type::Text, Type::Text) => Type::Text,
            (Type::List(_), Type::List(_)) => a.join(b)?,
            _ => return None,
        };
        (operator == Operator::Plus).then(|| self.add(Op::Concat(left, right), kind, span))
    }
}
