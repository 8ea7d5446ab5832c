//! From a tree to typed code: names are resolved, quoted classes are checked against their scheme, currencies and types
//! must go together.

use super::{
    Code, Function, Mistake, Node, NodeId, Op, OpId, Operator, Problem, Quantifier, Scope, Span, Tree, Type,
    scope::{MEMBER, Named},
};
use crate::{evaluate::Val, limits, ratio::Ratio};

/// Checks a tree. `expected` is the type that its place asks for.
pub(crate) fn check(tree: &Tree, scope: Scope<'_>, expected: Option<&Type>) -> Result<Code, Vec<Mistake>> {
    let member = scope.member.map(|fact| (MEMBER.to_owned(), Type::Member(fact)));
    let locals: Vec<(String, Type)> = member.into_iter().collect();
    let mut checker = Checker {
        tree,
        scope,
        most_locals: locals.len(),
        locals,
        ops: Vec::new(),
        types: Vec::new(),
        spans: Vec::new(),
        mistakes: Vec::new(),
        remarks: Vec::new(),
    };
    let root = checker.node(tree.root(), expected);
    if let Some(expected) = expected {
        checker.must_fit(root, expected);
    }
    if checker.mistakes.is_empty() {
        Ok(Code {
            ops: checker.ops,
            types: checker.types,
            spans: checker.spans,
            root,
            locals: checker.most_locals,
            remarks: checker.remarks,
        })
    } else {
        Err(checker.mistakes)
    }
}

pub(super) struct Checker<'a> {
    pub(super) tree: &'a Tree,
    pub(super) scope: Scope<'a>,
    /// The variables of the quantifiers around this place.
    pub(super) locals: Vec<(String, Type)>,
    pub(super) most_locals: usize,
    ops: Vec<Op>,
    types: Vec<Type>,
    spans: Vec<Span>,
    pub(super) mistakes: Vec<Mistake>,
    /// What is no mistake of the language, and always one of whoever writes it.
    remarks: Vec<Mistake>,
}

impl Checker<'_> {
    pub(super) fn report(&mut self, mistake: Mistake) {
        if self.mistakes.len() < limits::EXPRESSION_FINDINGS {
            self.mistakes.push(mistake);
        }
    }

    fn remark(&mut self, mistake: Mistake) {
        if self.remarks.len() < limits::EXPRESSION_FINDINGS {
            self.remarks.push(mistake);
        }
    }

    pub(super) fn add(&mut self, op: Op, kind: Type, span: Span) -> OpId {
        self.ops.push(op);
        self.types.push(kind);
        self.spans.push(span);
        OpId(self.ops.len() - 1)
    }

    pub(super) fn broken(&mut self, mistake: Mistake) -> OpId {
        let span = mistake.span;
        self.report(mistake);
        self.add(Op::Broken, Type::Any, span)
    }

    pub(super) fn op(&self, id: OpId) -> &Op {
        self.ops.get(id.0).unwrap_or(&Op::Broken)
    }

    pub(super) fn type_of(&self, id: OpId) -> Type {
        self.types.get(id.0).cloned().unwrap_or(Type::Any)
    }

    pub(super) fn span_of(&self, id: OpId) -> Span {
        self.spans.get(id.0).copied().unwrap_or(Span::at(0))
    }

    /// Says so if an operation's type is not the one its place asks for.
    pub(super) fn must_fit(&mut self, id: OpId, expected: &Type) {
        let found = self.type_of(id);
        let span = self.span_of(id);
        if found.fits(expected) {
            return;
        }
        let mistake = match (&found, expected) {
            (Type::Fraction(a), Type::Money(b) | Type::Estimate(b)) if a == b => {
                Mistake::new(Problem::NotRounded, span)
            }
            (Type::Estimate(a), Type::Money(b)) if a == b => Mistake::new(Problem::Range, span),
            (Type::Money(a) | Type::Fraction(a) | Type::Estimate(a), Type::Money(b) | Type::Estimate(b))
                if a != b =>
            {
                Mistake::new(Problem::Currencies, span).with("left", a).with("right", b)
            }
            _ => Mistake::new(Problem::Expected, span).with("expected", expected).with("found", &found),
        };
        self.report(mistake);
    }

    pub(super) fn of_type(&mut self, id: NodeId, expected: &Type) -> OpId {
        let op = self.node(id, Some(expected));
        self.must_fit(op, expected);
        op
    }

    /// `hint` is the type that a quoted text or an empty list takes here.
    pub(super) fn node(&mut self, id: NodeId, hint: Option<&Type>) -> OpId {
        let span = self.tree.span(id);
        match self.tree.node(id).clone() {
            Node::Bool(value) => self.add(Op::Constant(Val::Bool(value)), Type::Bool, span),
            Node::Int(value) => self.add(Op::Constant(Val::Int(value)), Type::Int, span),
            Node::Decimal(value) => self.add(Op::Constant(Val::Decimal(value)), Type::Decimal, span),
            Node::Text(text) => self.text(&text, span, hint),
            Node::Name(name) => self.name(&name, span),
            Node::List(items) => self.list(&items, span, hint),
            Node::Field(of, name) => self.field(of, &name, span),
            Node::Index(of, keys) => self.table(of, &keys, span),
            Node::Call(name, args) => self.call(&name, &args, span, hint),
            Node::Method(of, name, args) => self.method(of, &name, &args, span, hint),
            Node::Not(of) => {
                let op = self.of_type(of, &Type::Bool);
                self.add(Op::Not(op), Type::Bool, span)
            }
            Node::Negative(of) => self.negative(of, span),
            Node::Binary(operator, a, b) => self.binary(operator, a, b, span),
            Node::And(parts) => {
                let ops = parts.iter().map(|part| self.of_type(*part, &Type::Bool)).collect();
                self.add(Op::And(ops), Type::Bool, span)
            }
            Node::Or(parts) => {
                let ops = parts.iter().map(|part| self.of_type(*part, &Type::Bool)).collect();
                self.add(Op::Or(ops), Type::Bool, span)
            }
            Node::If(condition, then, otherwise) => {
                let condition = self.of_type(condition, &Type::Bool);
                let (then, otherwise, kind) = self.pair(then, otherwise, hint, "? :", span);
                self.add(Op::If(condition, then, otherwise), kind, span)
            }
            Node::Broken => self.add(Op::Broken, Type::Any, span),
        }
    }

    fn text(&mut self, text: &str, span: Span, hint: Option<&Type>) -> OpId {
        let Some(Type::Class(scheme)) = hint else {
            return self.add(Op::Constant(Val::Text(text.into())), Type::Text, span);
        };
        match self.scope.class(scheme, text) {
            Some((scheme_index, index)) => {
                let class = Val::Class { scheme: scheme_index, index };
                self.add(Op::Constant(class), Type::Class(scheme.clone()), span)
            }
            None => {
                let known =
                    self.scope.vocabulary.scheme(scheme).map(|scheme| scheme.ids()).unwrap_or_default();
                let mistake = Mistake::new(Problem::ClassUnknown, span).with("class", text);
                self.broken(mistake.with("scheme", scheme).with("allowed", known))
            }
        }
    }

    fn name(&mut self, name: &str, span: Span) -> OpId {
        if let Some(slot) = self.locals.iter().rposition(|(local, _)| local == name) {
            let kind = self.locals.get(slot).map_or(Type::Any, |(_, kind)| kind.clone());
            return self.add(Op::Local(slot), kind, span);
        }
        if name == "on" {
            return self.add(Op::On, Type::Date, span);
        }
        let names = self.scope.names;
        match self.scope.named(name) {
            Some(Named::Fact(index)) => self.fact(index, span),
            Some(Named::Derived(index)) => {
                let kind = names.derived.get(index).cloned().unwrap_or(Type::Any);
                self.add(Op::Derived(index), kind, span)
            }
            Some(Named::Parameter(index)) => {
                let kind = names.parameters.get(index).cloned().unwrap_or(Type::Any);
                self.add(Op::Parameter(index), kind, span)
            }
            Some(Named::DerivedOf(_)) => {
                self.broken(Mistake::new(Problem::OfMembers, span).with("name", name))
            }
            Some(Named::Table(_)) => self.broken(Mistake::new(Problem::TableAlone, span).with("name", name)),
            None => {
                if let Some(construct) = super::Construct::of_name(name) {
                    return self.broken(Mistake::outside(construct, span));
                }
                // Looking for the nearest name is not worth it for mistakes that are not reported any more.
                let many = self.mistakes.len() >= limits::EXPRESSION_FINDINGS;
                let near = if many { String::new() } else { self.scope.near(name) };
                self.broken(Mistake::new(Problem::NameUnknown, span).with("name", name).with("near", near))
            }
        }
    }

    fn list(&mut self, items: &[NodeId], span: Span, hint: Option<&Type>) -> OpId {
        let of = if let Some(Type::List(of)) = hint { Some(of.as_ref()) } else { None };
        let ops: Vec<OpId> = items.iter().map(|item| self.node(*item, of)).collect();
        let mut kind = Type::Any;
        for op in &ops {
            let found = self.type_of(*op);
            match kind.join(&found) {
                Some(joined) => kind = joined,
                None => {
                    let mistake = Mistake::new(Problem::Types, self.span_of(*op)).with("operator", "[ ]");
                    self.report(mistake.with("left", &kind).with("right", &found));
                }
            }
        }
        self.list_of(Op::List(ops), kind, span)
    }

    fn field(&mut self, of: NodeId, name: &str, span: Span) -> OpId {
        if let Some(index) = self.dotted(of, name) {
            return self.fact(index, span);
        }
        let op = self.node(of, None);
        match self.type_of(op) {
            Type::Member(fact) => match self.scope.field(fact, name) {
                Some((index, kind)) => self.add(Op::Field(op, index), kind, span),
                None => match self.scope.derived_of(fact, name) {
                    Some((index, kind)) => self.add(Op::DerivedOf(op, index), kind, span),
                    None => self.broken(Mistake::new(Problem::FieldUnknown, span).with("name", name)),
                },
            },
            Type::Any => self.add(Op::Broken, Type::Any, span),
            found => self.broken(
                Mistake::new(Problem::Expected, self.span_of(op))
                    .with("expected", "member")
                    .with("found", found),
            ),
        }
    }

    fn table(&mut self, of: NodeId, keys: &[NodeId], span: Span) -> OpId {
        let Node::Name(name) = self.tree.node(of) else { return self.index(of, keys, span) };
        let is_local = self.locals.iter().any(|(local, _)| local == name);
        let Some(Named::Table(index)) = self.scope.named(name).filter(|_| !is_local) else {
            return self.index(of, keys, span);
        };
        let Some(shape) = self.scope.names.tables.get(index) else {
            return self.add(Op::Broken, Type::Any, span);
        };
        if shape.keys.len() != keys.len() {
            return self.arguments_expected(name, &shape.keys.len().to_string(), keys.len(), span);
        }
        let ops = keys.iter().zip(&shape.keys).map(|(key, kind)| self.of_type(*key, kind)).collect();
        let op = if shape.banded { Op::Strict(Function::Banded(index), ops) } else { Op::Table(index, ops) };
        self.add(op, shape.value.clone(), span)
    }

    pub(super) fn arguments_expected(
        &mut self,
        name: &str,
        expected: &str,
        found: usize,
        span: Span,
    ) -> OpId {
        let mistake = Mistake::new(Problem::Arguments, span).with("function", name);
        self.broken(mistake.with("expected", expected).with("found", found))
    }

    pub(super) fn method(
        &mut self,
        of: NodeId,
        name: &str,
        args: &[NodeId],
        span: Span,
        hint: Option<&Type>,
    ) -> OpId {
        if let Some(op) = self.other_method(of, name, args, span, hint) {
            return op;
        }
        let quantifier = match name {
            "all" => Quantifier::All,
            "exists" => Quantifier::Exists,
            "filter" => Quantifier::Filter,
            "map" => Quantifier::Map,
            _ => return self.unknown_method(of, name, span),
        };
        let [variable, body] = args else {
            return self.arguments_expected(name, "2", args.len(), span);
        };
        let (list, slot, kind) = match self.open_quantifier(of, *variable, name, span) {
            Ok(opened) => opened,
            Err(broken) => return broken,
        };
        let body_type = if quantifier == Quantifier::Map { None } else { Some(Type::Bool) };
        let map_hint = match hint {
            Some(Type::List(of)) => Some(of.as_ref()),
            _ => None,
        };
        let body = match &body_type {
            Some(kind) => self.of_type(*body, kind),
            None => self.node(*body, map_hint),
        };
        self.locals.pop();
        let result = match quantifier {
            Quantifier::All | Quantifier::Exists => Type::Bool,
            Quantifier::Filter => kind,
            Quantifier::Map => {
                let of = self.type_of(body);
                return self.list_of(Op::Quantified(quantifier, list, slot, body), of, span);
            }
        };
        self.add(Op::Quantified(quantifier, list, slot, body), result, span)
    }

    fn negative(&mut self, of: NodeId, span: Span) -> OpId {
        let op = self.node(of, None);
        match self.type_of(op) {
            kind @ (Type::Int | Type::Decimal | Type::Money(_) | Type::Fraction(_) | Type::Any) => {
                self.add(Op::Negative(op), kind, span)
            }
            found => self.broken(
                Mistake::new(Problem::Expected, span).with("expected", "decimal").with("found", found),
            ),
        }
    }

    /// Whether a node takes its type from what stands beside it.
    fn takes_hint(&self, id: NodeId) -> bool {
        match self.tree.node(id) {
            Node::Text(_) | Node::List(_) => true,
            Node::If(_, then, otherwise) => self.takes_hint(*then) && self.takes_hint(*otherwise),
            _ => false,
        }
    }

    /// Checks two nodes so that the one that is a quoted text takes its type from the other, and joins their types.
    pub(super) fn pair(
        &mut self,
        a: NodeId,
        b: NodeId,
        hint: Option<&Type>,
        sign: &str,
        span: Span,
    ) -> (OpId, OpId, Type) {
        let (left, right) = if self.takes_hint(a) && !self.takes_hint(b) {
            let right = self.node(b, hint);
            let kind = self.type_of(right);
            (self.node(a, Some(&kind)), right)
        } else {
            let left = self.node(a, hint);
            let kind = self.type_of(left);
            (left, self.node(b, Some(hint.unwrap_or(&kind))))
        };
        let (a, b) = (self.type_of(left), self.type_of(right));
        let joined = a.join(&b).unwrap_or_else(|| {
            self.mismatch(&a, &b, sign, span);
            Type::Any
        });
        (left, right, joined)
    }

    pub(super) fn mismatch(&mut self, a: &Type, b: &Type, sign: &str, span: Span) {
        let mistake = match (a.amount(), b.amount()) {
            (Some(a), Some(b)) if a != b => {
                Mistake::new(Problem::Currencies, span).with("left", a).with("right", b)
            }
            _ => Mistake::new(Problem::Types, span).with("operator", sign).with("left", a).with("right", b),
        };
        self.report(mistake);
    }

    fn binary(&mut self, operator: Operator, a: NodeId, b: NodeId, span: Span) -> OpId {
        match operator {
            Operator::In => {
                let element_of = |kind: &Type| match kind {
                    Type::List(of) => of.as_ref().clone(),
                    _ => Type::Any,
                };
                let (item, list) = if self.takes_hint(a) {
                    let list = self.node(b, None);
                    let kind = element_of(&self.type_of(list));
                    (self.node(a, Some(&kind)), list)
                } else {
                    let item = self.node(a, None);
                    let kind = Type::List(Box::new(self.type_of(item)));
                    (item, self.node(b, Some(&kind)))
                };
                let (item_type, list_type) = (self.type_of(item), self.type_of(list));
                let goes = matches!(&list_type, Type::List(of) if item_type.join(of).is_some());
                if !goes && list_type != Type::Any {
                    self.mismatch(&item_type, &list_type, "in", span);
                }
                self.add(Op::In(item, list), Type::Bool, span)
            }
            Operator::Equal | Operator::NotEqual => {
                let (left, right, kind) = self.pair(a, b, None, operator.sign(), span);
                if !kind.has_equality() {
                    self.mismatch(&kind, &kind, operator.sign(), span);
                }
                let lists = matches!(kind, Type::List(_));
                let compare = if lists { Op::CompareLists } else { Op::Compare };
                self.add(compare(operator, left, right), Type::Bool, span)
            }
            Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual => {
                let (left, right, kind) = self.pair(a, b, None, operator.sign(), span);
                match &kind {
                    Type::Class(scheme)
                        if !self.scope.vocabulary.scheme(scheme).is_some_and(|s| s.ordered) =>
                    {
                        self.report(Mistake::new(Problem::Unordered, span).with("scheme", scheme));
                    }
                    Type::Bool | Type::Text => {
                        return self.add(Op::CompareText(operator, left, right), Type::Bool, span);
                    }
                    Type::List(_) | Type::Member(_) | Type::Period | Type::Estimate(_) => {
                        self.mismatch(&kind, &kind, operator.sign(), span);
                    }
                    _ => {}
                }
                self.compare_classes(operator, left, right, &kind, span)
            }
            _ => self.arithmetic(operator, a, b, span),
        }
    }

    fn arithmetic(&mut self, operator: Operator, a: NodeId, b: NodeId, span: Span) -> OpId {
        let (left, right) = (self.node(a, None), self.node(b, None));
        let zero = match self.ops.get(right.0) {
            Some(Op::Constant(Val::Int(0))) => true,
            Some(Op::Constant(Val::Decimal(number))) => *number == Ratio::whole(0),
            _ => false,
        };
        if zero && matches!(operator, Operator::Over | Operator::Remainder) {
            self.remark(Mistake::new(Problem::DivisionByZero, span));
        }
        let (a, b) = (self.type_of(left), self.type_of(right));
        if let Some(op) = self.concat(operator, (left, &a), (right, &b), span) {
            return op;
        }
        let kind = arithmetic_type(operator, &a, &b).unwrap_or_else(|| {
            self.mismatch(&a, &b, operator.sign(), span);
            Type::Any
        });
        self.add(Op::Arithmetic(operator, left, right), kind, span)
    }

    pub(super) fn literal(&self, id: NodeId) -> Option<&str> {
        if let Node::Text(text) = self.tree.node(id) { Some(text) } else { None }
    }
}

/// What an operation of arithmetic yields, if the two go together.
fn arithmetic_type(operator: Operator, a: &Type, b: &Type) -> Option<Type> {
    use Type::{Any, Decimal, Fraction, Int, Money};
    if *a == Any || *b == Any {
        return Some(Any);
    }
    match (operator, a, b) {
        (Operator::Remainder, Int, Int) => Some(Int),
        (Operator::Remainder, _, _) => None,
        (_, Int, Int) => Some(Int),
        (_, a, b) if a.is_number() && b.is_number() => Some(Decimal),
        (Operator::Plus | Operator::Minus, Money(x), Money(y)) if x == y => Some(Money(*x)),
        (Operator::Plus | Operator::Minus, Money(x) | Fraction(x), Money(y) | Fraction(y)) if x == y => {
            Some(Fraction(*x))
        }
        (Operator::Times, Money(x), Int) | (Operator::Times, Int, Money(x)) => Some(Money(*x)),
        (Operator::Times, Money(x) | Fraction(x), Int | Decimal)
        | (Operator::Times, Int | Decimal, Money(x) | Fraction(x))
        | (Operator::Over, Money(x) | Fraction(x), Int | Decimal) => Some(Fraction(*x)),
        (Operator::Over, Money(x) | Fraction(x), Money(y) | Fraction(y)) if x == y => Some(Decimal),
        _ => None,
    }
}
