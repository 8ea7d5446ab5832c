//! What a name means where an expression stands.

use super::Type;
use crate::{
    facts::{Class, FactDeclaration, FactType, Vocabulary},
    pack::FigureNames,
};
use std::{collections::HashMap, sync::Arc};
use vocabulary::Currency;

/// What a name stands for, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    Fact(usize),
    Derived(usize),
    /// A derived value of the members of a list.
    DerivedOf(usize),
    Parameter(usize),
    Table(usize),
}

/// The types of a table's keys and values.
#[derive(Debug, Clone)]
pub(crate) struct TableShape {
    pub(crate) keys: Vec<Type>,
    pub(crate) value: Type,
    /// Whether one of its keys has bands.
    pub(crate) banded: bool,
}

/// The names of one version of an instrument, over those of the facts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    pub(crate) by_name: HashMap<String, Named>,
    pub(crate) derived: Vec<Type>,
    /// For each derived value the list of facts whose members have it, if it is one of members.
    pub(crate) derived_of: Vec<Option<usize>>,
    pub(crate) parameters: Vec<Type>,
    pub(crate) tables: Vec<TableShape>,
    pub(crate) figures: FigureNames,
    /// The derived values that are totals of points.
    pub(crate) totals: Vec<usize>,
}

/// Everything an expression may name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) names: &'a Names,
    /// The pack's currency.
    pub(crate) currency: Currency,
    /// The list of facts of whose members the expression says something: one is then called `member`.
    pub(crate) member: Option<usize>,
}

/// The member that an expression of a derived value of members looks at.
pub(crate) const MEMBER: &str = "member";

/// Names that the language keeps for itself.
pub(crate) const RESERVED: [&str; 5] = ["on", "true", "false", "in", "none"];

impl Scope<'_> {
    pub(crate) fn named(&self, name: &str) -> Option<Named> {
        let own = self.names.by_name.get(name).copied();
        own.or_else(|| self.vocabulary.index_of(name).map(Named::Fact))
    }

    /// A known name that is written almost like this one, or `-`.
    pub(crate) fn near(&self, name: &str) -> String {
        if name.len() > 60 {
            return "-".to_owned();
        }
        let facts = self.vocabulary.facts().iter().map(|fact| fact.name.as_str());
        let all = self.names.by_name.keys().map(String::as_str).chain(facts);
        let nearest = all.map(|other| (distance(name, other), other)).min();
        match nearest {
            Some((distance, other)) if distance <= 2.max(name.len() / 4) => other.to_owned(),
            _ => "-".to_owned(),
        }
    }

    pub(crate) fn class(&self, scheme: &str, id: &str) -> Option<(usize, usize)> {
        let scheme = self.vocabulary.scheme_index(scheme)?;
        let classes = &self.vocabulary.schemes().get(scheme)?.values;
        Some((scheme, classes.iter().position(|class: &Class| class.id == id)?))
    }

    pub(crate) fn fact_type(&self, index: usize) -> Type {
        self.vocabulary.facts().get(index).map_or(Type::Any, |fact| match &fact.kind {
            FactType::List { .. } => Type::List(Box::new(Type::Member(index))),
            _ => scalar_type(fact),
        })
    }

    /// The derived value of this name that the members of a list have.
    pub(crate) fn derived_of(&self, fact: usize, name: &str) -> Option<(usize, Type)> {
        let Some(Named::DerivedOf(index)) = self.named(name) else { return None };
        let is_of_list = self.names.derived_of.get(index) == Some(&Some(fact));
        is_of_list.then(|| (index, self.names.derived.get(index).cloned().unwrap_or(Type::Any)))
    }

    pub(crate) fn field(&self, fact: usize, name: &str) -> Option<(usize, Type)> {
        let fields = self.vocabulary.facts().get(fact)?.fields();
        let index = fields.iter().position(|field| field.name == name)?;
        Some((index, scalar_type(fields.get(index)?)))
    }
}

fn scalar_type(fact: &FactDeclaration) -> Type {
    match &fact.kind {
        FactType::Bool => Type::Bool,
        FactType::Int { .. } => Type::Int,
        FactType::Decimal { .. } => Type::Decimal,
        FactType::Money { currency, .. } => Type::Money(*currency),
        FactType::Date => Type::Date,
        FactType::Text => Type::Text,
        FactType::Enum { scheme } => Type::Class(Arc::from(scheme.as_str())),
        FactType::List { .. } => Type::Any,
    }
}

/// How many letters must be changed, added or removed to make one name the other.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, to) in b.chars().enumerate() {
            let replaced = row.get(j).copied().unwrap_or(0) + usize::from(from != to);
            let removed = row.get(j + 1).copied().unwrap_or(0) + 1;
            let added = next.last().copied().unwrap_or(0) + 1;
            next.push(replaced.min(removed).min(added));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}
