//! `int(x)`, `string(x)`, `bool(x)`, and how long a text or a list is.

use super::{Mistake, NodeId, Op, OpId, Problem, Span, TextFunction, Type, check::Checker};

impl Checker<'_> {
    /// A value of the asked type stays as it is.
    pub(super) fn convert(&mut self, name: &str, args: &[NodeId], span: Span) -> OpId {
        let [arg] = args else { return self.arguments_expected(name, "1", args.len(), span) };
        let op = self.node(*arg, None);
        let (function, kind) = match (name, self.type_of(op)) {
            ("int", Type::Int | Type::Any)
            | ("string", Type::Text | Type::Any)
            | ("bool", Type::Bool | Type::Any) => {
                return op;
            }
            ("int", Type::Text) => (TextFunction::ToInt, Type::Int),
            ("bool", Type::Text) => (TextFunction::ToBool, Type::Bool),
            ("string", Type::Int | Type::Bool) => (TextFunction::ToText, Type::Text),
            (_, found) => {
                let expected = if name == "string" { "int" } else { "string" };
                let mistake = Mistake::new(Problem::Expected, self.span_of(op));
                return self.broken(mistake.with("expected", expected).with("found", found));
            }
        };
        self.add(Op::Text(function, vec![op]), kind, span)
    }

    /// The characters of a text, the items of a list.
    pub(super) fn size_of(&mut self, arg: NodeId, span: Span) -> OpId {
        let op = self.node(arg, None);
        match self.type_of(op) {
            Type::Text => self.add(Op::Text(TextFunction::Size, vec![op]), Type::Int, span),
            Type::List(_) | Type::Any => self.add(Op::Size(op), Type::Int, span),
            found => {
                let mistake = Mistake::new(Problem::Expected, self.span_of(op));
                self.broken(mistake.with("expected", "list").with("found", found))
            }
        }
    }
}
