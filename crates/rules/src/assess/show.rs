//! From the machine's paths and values to names and values that people and programs read.

use super::answer::{FactRead, SourceMark};
use crate::{
    evaluate::{Bound, FactPath, Paths, Val},
    facts::{DefaultValue, FactDeclaration, FactType, Value, Vocabulary},
    pack::Pack,
};
use jiff::civil::Date;
use std::sync::Arc;

/// `birth_date`, `household[1].role`.
pub(super) fn name(vocabulary: &Vocabulary, path: FactPath) -> String {
    let Some(fact) = vocabulary.facts().get(path.fact) else { return String::new() };
    match path.field {
        None => fact.name.clone(),
        Some((member, field)) => {
            let field = fact.fields().get(field).map_or("", |field| field.name.as_str());
            format!("{}[{member}].{field}", fact.name)
        }
    }
}

pub(super) fn names(vocabulary: &Vocabulary, bound: &Bound, paths: &Paths) -> Vec<String> {
    bound.paths(paths).map(|path| name(vocabulary, path)).collect()
}

/// The facts that were read; a list is left out where its members' fields stand for it.
pub(crate) fn facts_read(vocabulary: &Vocabulary, bound: &Bound, paths: &Paths, on: Date) -> Vec<FactRead> {
    let mut shown: Vec<FactRead> = Vec::new();
    let mut in_order = bound.paths(paths).peekable();
    while let Some(path) = in_order.next() {
        // The fields of a list's members follow it.
        if path.field.is_none()
            && in_order.peek().is_some_and(|next| next.fact == path.fact && next.field.is_some())
        {
            continue;
        }
        let told = value(vocabulary, bound, path);
        let declared = if told.is_none() { default(vocabulary, path, on) } else { None };
        let default = declared.is_some();
        let source = bound.source(path.fact);
        shown.push(FactRead { name: name(vocabulary, path), value: told.or(declared), source, default });
    }
    shown
}

/// What a pack declares in place of a fact that nobody told.
fn default(vocabulary: &Vocabulary, path: FactPath, on: Date) -> Option<Value> {
    let declared = vocabulary.facts().get(path.fact).filter(|_| path.field.is_none())?.default.as_ref()?;
    Some(match &declared.value {
        DefaultValue::Value(value) => value.clone(),
        DefaultValue::On => Value::Date(on),
    })
}

/// The path of a name such as `birth_date` or `household[1].role`.
fn path(vocabulary: &Vocabulary, name: &str) -> Option<FactPath> {
    let Some((list, rest)) = name.split_once('[') else {
        return Some(FactPath { fact: vocabulary.index_of(name)?, field: None });
    };
    let (member, field) = rest.split_once("].")?;
    let fact = vocabulary.index_of(list)?;
    let field = vocabulary.facts().get(fact)?.fields().iter().position(|declared| declared.name == field)?;
    Some(FactPath { fact, field: Some((member.parse().ok()?, field)) })
}

/// The set of facts that names mean.
pub(super) fn paths<'n>(
    vocabulary: &Vocabulary,
    bound: &Bound,
    names: impl Iterator<Item = &'n str>,
) -> Paths {
    let mut paths = Paths::NONE;
    names.filter_map(|name| path(vocabulary, name)).for_each(|path| paths.insert(bound.number(path)));
    paths
}

fn value(vocabulary: &Vocabulary, bound: &Bound, path: FactPath) -> Option<Value> {
    let fact = vocabulary.facts().get(path.fact)?;
    if path.field.is_none() && bound.members(path.fact).is_some() {
        let members = bound.members(path.fact)?;
        let member = |member| {
            let field = |(index, field): (usize, &FactDeclaration)| {
                let path = FactPath { fact: path.fact, field: Some((member, index)) };
                Some((field.name.clone(), scalar(vocabulary, field, bound.get(path)?)?))
            };
            fact.fields().iter().enumerate().filter_map(field).collect()
        };
        return Some(Value::List((0..members).map(member).collect()));
    }
    let declared = match path.field {
        None => fact,
        Some((_, field)) => fact.fields().get(field)?,
    };
    scalar(vocabulary, declared, bound.get(path)?)
}

fn scalar(vocabulary: &Vocabulary, declared: &FactDeclaration, value: Val) -> Option<Value> {
    Some(match value {
        Val::Bool(value) => Value::Bool(value),
        Val::Int(value) => Value::Int(value),
        Val::Decimal(value) => Value::Decimal(value),
        Val::Money(value) => Value::Money(value),
        Val::Date(value) => Value::Date(value),
        Val::Text(value) => Value::Text(Arc::as_ref(&value).to_owned()),
        Val::Class { index, .. } => {
            let FactType::Enum { scheme } = &declared.kind else { return None };
            Value::Text(vocabulary.scheme(scheme)?.values.get(index)?.id.clone())
        }
        Val::None => Value::None,
        Val::List(_) | Val::Member { .. } | Val::Period { .. } | Val::Fraction(..) | Val::Estimate(_) => {
            return None;
        }
    })
}

pub(super) fn sources(pack: &Pack, ids: &[String]) -> Vec<SourceMark> {
    let mark = |id: &String| pack.source(id).map(|source| SourceMark { id: id.clone(), mark: source.mark });
    ids.iter().filter_map(mark).collect()
}
