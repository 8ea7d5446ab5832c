//! The facts of one case, checked and laid by number.

use super::{FactPath, Val};
use crate::facts::{FactDeclaration, FactError, FactType, Facts, Value, Vocabulary};
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
    let slots = vocabulary.facts().iter().map(|fact| slot(fact, &mut errors)).collect();
    if errors.is_empty() { Ok(Bound { slots }) } else { Err(errors) }
}

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
        Self { slots: vec![Slot::Unknown; facts] }
    }

    /// Puts the members of a list, by fields.
    pub(crate) fn put_members(&mut self, fact: usize, members: Vec<Vec<Option<Val>>>) {
        if let Some(slot) = self.slots.get_mut(fact) {
            *slot = Slot::Members(members);
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

    /// Puts a value at a path, to try what would follow.
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
}
