//! Names with a point (`firm.headcount`, `used.places`), named events, other measures' outcomes, and facts with a declared
//! default.

use super::{Mistake, Node, NodeId, Op, OpId, Problem, Span, Type, check::Checker};
use crate::{
    evaluate::scalar,
    facts::{DefaultValue, EVENT},
};

impl Checker<'_> {
    /// A fact: where one has a declared default, with that in place of unknown.
    pub(super) fn fact(&mut self, index: usize, span: Span) -> OpId {
        let kind = self.scope.fact_type(index);
        let vocabulary = self.scope.vocabulary;
        let fact = vocabulary.facts().get(index);
        let op = match fact.and_then(|fact| Some((fact, fact.default.as_ref()?))) {
            None => Op::Fact(index),
            Some((fact, default)) => match &default.value {
                DefaultValue::On => Op::Defaulted(index, None),
                DefaultValue::Value(value) => match scalar(vocabulary, fact, value) {
                    Some(value) => Op::Defaulted(index, Some(value)),
                    None => Op::Fact(index),
                },
            },
        };
        self.add(op, kind, span)
    }

    /// The number of the fact `group.name`, if there is one and no variable hides the group.
    pub(super) fn dotted(&self, of: NodeId, name: &str) -> Option<usize> {
        let Node::Name(group) = self.tree.node(of) else { return None };
        if self.locals.iter().any(|(local, _)| local == group) {
            return None;
        }
        self.scope.vocabulary.index_of(&format!("{group}.{name}"))
    }

    /// `known(x)` of a fact is whether it was told: a declared default is not told.
    pub(super) fn told(&mut self, id: NodeId) -> Option<OpId> {
        let span = self.tree.span(id);
        let index = match self.tree.node(id) {
            Node::Name(name) if !self.locals.iter().any(|(local, _)| local == name) => {
                self.scope.vocabulary.index_of(name)?
            }
            Node::Field(of, name) => self.dotted(*of, name)?,
            _ => return None,
        };
        let kind = self.scope.fact_type(index);
        Some(self.add(Op::Fact(index), kind, span))
    }

    /// `event("submission")`: the day of a named event.
    pub(super) fn event(&mut self, name: &str, args: &[NodeId], span: Span) -> OpId {
        let [arg] = args else { return self.arguments_expected(name, "1", args.len(), span) };
        let place = self.tree.span(*arg);
        let Some(event) = self.literal(*arg).map(str::to_owned) else {
            return self.broken(Mistake::new(Problem::LiteralNeeded, place).with("function", name));
        };
        match self.scope.vocabulary.index_of(&format!("{EVENT}.{event}")) {
            Some(index) => self.fact(index, span),
            None => {
                let facts = self.scope.vocabulary.facts().iter();
                let known = facts.filter_map(|fact| fact.name.strip_prefix(EVENT)?.strip_prefix('.'));
                let known: Vec<&str> = known.collect();
                let allowed = if known.is_empty() { "-".to_owned() } else { known.join(", ") };
                let mistake = Mistake::new(Problem::NotDeclared, place).with("name", event);
                self.broken(mistake.with("allowed", allowed))
            }
        }
    }

    /// `outcome("rural/prize")`: whether another measure of the pack comes to yes. That there is one, and that none reads
    /// itself, is checked when all versions are read.
    pub(super) fn outcome(&mut self, name: &str, args: &[NodeId], span: Span) -> OpId {
        let [arg] = args else { return self.arguments_expected(name, "1", args.len(), span) };
        let place = self.tree.span(*arg);
        let named =
            self.literal(*arg).filter(|text| text.split('/').filter(|part| !part.is_empty()).count() == 2);
        match named.map(str::to_owned) {
            Some(key) => self.add(Op::Outcome(key.as_str().into()), Type::Bool, span),
            None => self.broken(Mistake::new(Problem::LiteralNeeded, place).with("function", name)),
        }
    }
}
