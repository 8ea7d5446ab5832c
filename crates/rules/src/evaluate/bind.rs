//! The facts of one case, checked and laid by number.

use super::{FactPath, Paths, Val};
use crate::facts::{FactDeclaration, FactError, FactType, Facts, Source, Value, Vocabulary};
use std::sync::Arc;

/// One fact by its number.
#[derive(Debug, Clone)]
enum Slot {
    Unknown,
    Scalar(Val),
    /// Members by fields.
    Members(Vec<Vec<Option<Val>>>),
}

/// The facts of one case.
#[derive(Debug, Clone)]
pub(crate) struct Bound {
    slots: Vec<Slot>,
    /// The number of each fact, and after the last how many numbers there are. A list is followed by its members' fields,
    /// so that the order of the numbers is that of the paths.
    firsts: Vec<u32>,
    /// Who told each fact, where that was said.
    sources: Vec<Option<Source>>,
}

/// Checks the facts that this vocabulary knows; those of other packs are passed over.
pub(crate) fn bind(vocabulary: &Vocabulary, facts: &Facts) -> Result<Bound, Vec<FactError>> {
    let mut errors = Vec::new();
    let slot = |fact: &FactDeclaration, errors: &mut Vec<FactError>| {
        let Some(value) = facts.get(&fact.name) else { return Slot::Unknown };
        let before = errors.len();
        vocabulary.check_value(fact, value, &fact.name, errors);
        if errors.len() > before {
            return Slot::Unknown;
        }
        match value {
            Value::List(members) => Slot::Members(
                members
                    .iter()
                    .map(|member| {
                        let field = |field: &FactDeclaration| {
                            member.get(&field.name).and_then(|value| scalar(vocabulary, field, value))
                        };
                        fact.fields().iter().map(field).collect()
                    })
                    .collect(),
            ),
            value => scalar(vocabulary, fact, value).map_or(Slot::Unknown, Slot::Scalar),
        }
    };
    let slots: Vec<Slot> = vocabulary.facts().iter().map(|fact| slot(fact, &mut errors)).collect();
    if !errors.is_empty() {
        return Err(errors);
    }
    let source = |fact: &FactDeclaration| facts.given(&fact.name).and_then(|given| given.source);
    let sources = vocabulary.facts().iter().map(source).collect();
    let mut bound = Bound { slots, firsts: Vec::new(), sources };
    bound.number_all();
    Ok(bound)
}

/// A value as the machine reads it; nothing for a list, and for a class that is not in the scheme.
pub(crate) fn scalar(vocabulary: &Vocabulary, fact: &FactDeclaration, value: &Value) -> Option<Val> {
    Some(match (value, &fact.kind) {
        (Value::Bool(value), _) => Val::Bool(*value),
        (Value::Int(value), FactType::Decimal { .. }) => Val::Decimal(crate::ratio::Ratio::whole(*value)),
        (Value::Int(value), _) => Val::Int(*value),
        (Value::Decimal(value), _) => Val::Decimal(*value),
        (Value::Money(value), _) => Val::Money(*value),
        (Value::Date(value), _) => Val::Date(*value),
        (Value::Text(id), FactType::Enum { scheme }) => {
            let scheme = vocabulary.scheme_index(scheme)?;
            Val::Class { scheme, index: vocabulary.schemes().get(scheme)?.index_of(id)? }
        }
        (Value::Text(text), _) => Val::Text(Arc::from(text.as_str())),
        (Value::None, _) => Val::None,
        (Value::List(_), _) => return None,
    })
}

impl Bound {
    /// So many facts of which none is known.
    pub(crate) fn unknown(facts: usize) -> Self {
        let mut bound = Self { slots: vec![Slot::Unknown; facts], firsts: Vec::new(), sources: Vec::new() };
        bound.number_all();
        bound
    }

    /// Puts the members of a list, by fields.
    pub(crate) fn put_members(&mut self, fact: usize, members: Vec<Vec<Option<Val>>>) {
        if let Some(slot) = self.slots.get_mut(fact) {
            *slot = Slot::Members(members);
            self.number_all();
        }
    }

    /// Gives every fact its number.
    fn number_all(&mut self) {
        self.firsts.clear();
        let mut next = 0_u32;
        for slot in &self.slots {
            self.firsts.push(next);
            let fields =
                if let Slot::Members(members) = slot { members.iter().map(Vec::len).sum() } else { 0 };
            next = next.saturating_add(1).saturating_add(u32::try_from(fields).unwrap_or(u32::MAX));
        }
        self.firsts.push(next);
    }

    /// Who told a fact, where that was said.
    pub(crate) fn source(&self, fact: usize) -> Option<Source> {
        self.sources.get(fact).copied().flatten()
    }

    /// Puts a value at a path.
    pub(crate) fn put(&mut self, path: FactPath, value: Option<Val>) {
        match (self.slots.get_mut(path.fact), path.field) {
            (Some(slot), None) => *slot = value.map_or(Slot::Unknown, Slot::Scalar),
            (Some(Slot::Members(members)), Some((member, field))) => {
                if let Some(place) = members.get_mut(member).and_then(|fields| fields.get_mut(field)) {
                    *place = value;
                }
            }
            _ => {}
        }
    }

    /// The value at a path, if it is known. The path of a list yields its members.
    pub(crate) fn get(&self, path: FactPath) -> Option<Val> {
        match (self.slots.get(path.fact)?, path.field) {
            (Slot::Scalar(value), None) => Some(value.clone()),
            (Slot::Members(members), Some((member, field))) => members.get(member)?.get(field)?.clone(),
            _ => None,
        }
    }

    /// How many members a list has, if it is known.
    pub(crate) fn members(&self, fact: usize) -> Option<usize> {
        match self.slots.get(fact)? {
            Slot::Members(members) => Some(members.len()),
            _ => None,
        }
    }

    /// The number of a path.
    pub(crate) fn number(&self, path: FactPath) -> u32 {
        let first = self.firsts.get(path.fact).copied().unwrap_or(0);
        let Some((member, field)) = path.field else { return first };
        let Some(Slot::Members(members)) = self.slots.get(path.fact) else { return first };
        let fields = members.first().map_or(0, Vec::len);
        let place = u32::try_from(member * fields + field + 1).unwrap_or(0);
        first.saturating_add(place)
    }

    /// The path of a number.
    pub(crate) fn path(&self, number: u32) -> FactPath {
        let fact = self.firsts.partition_point(|first| *first <= number).saturating_sub(1);
        let first = self.firsts.get(fact).copied().unwrap_or(0);
        let place = number.saturating_sub(first).checked_sub(1).and_then(|place| usize::try_from(place).ok());
        let fields = match self.slots.get(fact) {
            Some(Slot::Members(members)) => members.first().map_or(0, Vec::len),
            _ => 0,
        };
        let split = |place: usize| Some((place.checked_div(fields)?, place.checked_rem(fields)?));
        FactPath { fact, field: place.and_then(split) }
    }

    /// The paths of a set, in order.
    pub(crate) fn paths<'a>(&'a self, paths: &'a Paths) -> impl Iterator<Item = FactPath> + 'a {
        paths.iter().map(|number| self.path(number))
    }
}
