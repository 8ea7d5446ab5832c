//! What is called behind a dot: the functions of texts and lists, the further quantifiers, `math.…`. To add one: a line
//! here, its meaning in `evaluate/`, a line in docs/packs.md and in docs/cel.md.

use super::{
    Construct, MathFunction, Mistake, Node, NodeId, Op, OpId, Pick, Problem, Quantifier, Span, TextFunction,
    Type, check::Checker,
};
use crate::limits;

/// What a function of texts takes behind its receiver (from so many on), and yields.
struct Signature {
    function: TextFunction,
    takes: &'static [Type],
    at_least: usize,
    yields: Type,
}

fn signature(name: &str) -> Option<Signature> {
    use TextFunction as F;
    const TEXT: &[Type] = &[Type::Text];
    const INT: &[Type] = &[Type::Int];
    let (function, takes, at_least, yields): (_, &'static [Type], _, _) = match name {
        "contains" => (F::Contains, TEXT, 1, Type::Bool),
        "startsWith" => (F::StartsWith, TEXT, 1, Type::Bool),
        "endsWith" => (F::EndsWith, TEXT, 1, Type::Bool),
        "charAt" => (F::CharAt, INT, 1, Type::Text),
        "indexOf" => (F::IndexOf, TEXT, 1, Type::Int),
        "lastIndexOf" => (F::LastIndexOf, TEXT, 1, Type::Int),
        "lowerAscii" => (F::LowerAscii, &[], 0, Type::Text),
        "upperAscii" => (F::UpperAscii, &[], 0, Type::Text),
        "reverse" => (F::Reverse, &[], 0, Type::Text),
        "trim" => (F::Trim, &[], 0, Type::Text),
        "replace" => (F::Replace, &[Type::Text, Type::Text, Type::Int], 2, Type::Text),
        "substring" => (F::Substring, &[Type::Int, Type::Int], 1, Type::Text),
        "split" => (F::Split, &[Type::Text, Type::Int], 1, Type::List(Box::new(Type::Text))),
        "join" => (F::Join, TEXT, 0, Type::Text),
        _ => return None,
    };
    Some(Signature { function, takes, at_least, yields })
}

impl Checker<'_> {
    /// A method that is not one of the four quantifiers, if there is one of this name.
    pub(super) fn other_method(
        &mut self,
        of: NodeId,
        name: &str,
        args: &[NodeId],
        span: Span,
        hint: Option<&Type>,
    ) -> Option<OpId> {
        if let Node::Name(namespace) = self.tree.node(of)
            && let Some(construct) = Construct::of_namespace(namespace, name)
            && !self.locals.iter().any(|(local, _)| local == namespace)
            && self.scope.named(namespace).is_none()
        {
            return Some(match (namespace.as_str(), name) {
                ("math", "greatest") => self.pick_of(Pick::Greatest, args, span, hint),
                ("math", "least") => self.pick_of(Pick::Least, args, span, hint),
                ("math", "abs") => self.math(MathFunction::Abs, args, span),
                ("math", "sign") => self.math(MathFunction::Sign, args, span),
                _ => self.broken(Mistake::outside(construct, span)),
            });
        }
        match (name, args) {
            ("all" | "exists" | "exists_one" | "existsOne", [_, second, _])
                if matches!(self.tree.node(*second), Node::Name(_)) =>
            {
                Some(self.broken(Mistake::outside(Construct::TwoVariables, span)))
            }
            ("exists_one" | "existsOne", _) => Some(self.exists_one(of, name, args, span)),
            ("map", [variable, filter, body]) => {
                Some(self.filter_and_map(of, (*variable, *filter, *body), span, hint))
            }
            ("size", []) => Some(self.size_of(of, span)),
            // Beyond the ends of the text the implementations of CEL differ.
            ("indexOf" | "lastIndexOf", [_, _]) => {
                Some(self.broken(Mistake::outside(Construct::Strings, span)))
            }
            _ => signature(name).map(|signature| self.text_method(of, name, &signature, args, span)),
        }
    }

    /// Says that there is no such method; what its receiver does wrong comes first.
    pub(super) fn unknown_method(&mut self, of: NodeId, name: &str, span: Span) -> OpId {
        if let Some(construct) = Construct::of_method(name) {
            return self.broken(Mistake::outside(construct, span));
        }
        self.node(of, None);
        self.broken(Mistake::new(Problem::FunctionUnknown, span).with("function", name))
    }

    pub(super) fn unknown_function(&mut self, name: &str, args: &[NodeId], span: Span) -> OpId {
        if let Some(construct) = Construct::of_function(name) {
            return self.broken(Mistake::outside(construct, span));
        }
        for arg in args {
            self.node(*arg, None);
        }
        self.broken(Mistake::new(Problem::FunctionUnknown, span).with("function", name))
    }

    fn text_method(
        &mut self,
        of: NodeId,
        name: &str,
        signature: &Signature,
        args: &[NodeId],
        span: Span,
    ) -> OpId {
        let receiver = match signature.function {
            TextFunction::Join => Type::List(Box::new(Type::Text)),
            _ => Type::Text,
        };
        let mut ops = vec![self.of_type(of, &receiver)];
        if args.len() < signature.at_least || args.len() > signature.takes.len() {
            let most = signature.takes.len();
            let expected = if signature.at_least == most {
                most.to_string()
            } else {
                format!("{}–{most}", signature.at_least)
            };
            return self.arguments_expected(name, &expected, args.len(), span);
        }
        for (arg, kind) in args.iter().zip(signature.takes) {
            ops.push(self.of_type(*arg, kind));
        }
        self.add(Op::Text(signature.function, ops), signature.yields.clone(), span)
    }

    /// `math.least(a, b)`, `math.least([a, b])`; of one number that number.
    fn pick_of(&mut self, pick: Pick, args: &[NodeId], span: Span, hint: Option<&Type>) -> OpId {
        let name = if pick == Pick::Least { "math.least" } else { "math.greatest" };
        let [arg] = args else {
            return if args.is_empty() {
                self.arguments_expected(name, "1+", 0, span)
            } else {
                self.pick(name, pick, args, span, hint, false)
            };
        };
        let op = self.node(*arg, hint);
        match self.type_of(op) {
            Type::Int | Type::Decimal | Type::Any => op,
            Type::List(of) if of.is_number() => self.add(Op::PickItem(pick, op), *of, span),
            found => {
                let mistake = Mistake::new(Problem::Expected, self.span_of(op));
                self.broken(mistake.with("expected", "int").with("found", found))
            }
        }
    }

    fn math(&mut self, function: MathFunction, args: &[NodeId], span: Span) -> OpId {
        let [arg] = args else {
            let name = if function == MathFunction::Abs { "math.abs" } else { "math.sign" };
            return self.arguments_expected(name, "1", args.len(), span);
        };
        let op = self.of_type(*arg, &Type::Int);
        self.add(Op::Math(function, op), Type::Int, span)
    }

    /// The list of a quantifier, the place of its variable, and the list's type. From here on the variable is known; the
    /// caller takes it out.
    pub(super) fn open_quantifier(
        &mut self,
        of: NodeId,
        variable: NodeId,
        name: &str,
        span: Span,
    ) -> Result<(OpId, usize, Type), OpId> {
        let Node::Name(variable) = self.tree.node(variable).clone() else {
            let before = self.mistakes.len();
            let op = self.node(variable, None);
            if self.mistakes.len() > before {
                return Err(op);
            }
            let mistake = Mistake::new(Problem::Unexpected, span).with("found", name);
            return Err(self.broken(mistake.with("expected", "name")));
        };
        if u32::try_from(self.locals.len()).is_ok_and(|depth| depth >= limits::NESTED_QUANTIFIERS) {
            let most = limits::NESTED_QUANTIFIERS;
            return Err(self.broken(Mistake::new(Problem::Quantifiers, span).with("most", most)));
        }
        let list = self.node(of, None);
        let kind = self.type_of(list);
        let element = match &kind {
            Type::List(of) => of.as_ref().clone(),
            Type::Any => Type::Any,
            found => {
                let mistake = Mistake::new(Problem::Expected, self.span_of(list));
                return Err(self.broken(mistake.with("expected", "list").with("found", found)));
            }
        };
        let slot = self.locals.len();
        self.locals.push((variable, element));
        self.most_locals = self.most_locals.max(self.locals.len());
        Ok((list, slot, kind))
    }

    fn exists_one(&mut self, of: NodeId, name: &str, args: &[NodeId], span: Span) -> OpId {
        let [variable, body] = args else {
            return self.arguments_expected(name, "2", args.len(), span);
        };
        let (list, slot, _) = match self.open_quantifier(of, *variable, name, span) {
            Ok(opened) => opened,
            Err(broken) => return broken,
        };
        let body = self.of_type(*body, &Type::Bool);
        self.locals.pop();
        self.add(Op::ExistsOne(list, slot, body), Type::Bool, span)
    }

    /// `xs.map(x, which, what)`: `xs.filter(x, which).map(x, what)`.
    fn filter_and_map(
        &mut self,
        of: NodeId,
        (variable, filter, body): (NodeId, NodeId, NodeId),
        span: Span,
        hint: Option<&Type>,
    ) -> OpId {
        let (list, slot, kind) = match self.open_quantifier(of, variable, "map", span) {
            Ok(opened) => opened,
            Err(broken) => return broken,
        };
        let filter = self.of_type(filter, &Type::Bool);
        let kept = self.add(Op::Quantified(Quantifier::Filter, list, slot, filter), kind, span);
        let body_hint = if let Some(Type::List(of)) = hint { Some(of.as_ref()) } else { None };
        let body = self.node(body, body_hint);
        self.locals.pop();
        let of = self.type_of(body);
        self.list_of(Op::Quantified(Quantifier::Map, kept, slot, body), of, span)
    }
}
