//! What a case declares and binds, as names of the language: each a dated value. One that is declared and not bound has
//! no value, which is an error value where it is read, as in CEL.

use super::{
    answer::Literal,
    case::{Case, Declared},
};
use crate::{
    evaluate::Val,
    language::{self, Construct, Named, Node, NodeId, Tree, Type},
    pack::{Cell, Dated, Parameter},
};
use jiff::civil::Date;
use std::collections::BTreeMap;
use vocabulary::Text;

/// The names an expression may use.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    pub(super) names: language::Names,
    pub(super) parameters: Vec<Parameter>,
}

impl Names {
    /// Every name with its value; a list of several types has the type of none.
    pub(super) fn bound(bound: &BTreeMap<String, Literal>) -> Self {
        let mut names = Self::default();
        for (name, literal) in bound {
            names.add(name, literal.type_of().unwrap_or(Type::Any), Some(literal.to_val()));
        }
        names
    }

    pub(super) fn add(&mut self, name: &str, kind: Type, value: Option<Val>) {
        self.names.by_name.insert(name.to_owned(), Named::Parameter(self.parameters.len()));
        self.names.parameters.push(kind.clone());
        let dated = |value: Val| Dated {
            from: Date::MIN,
            until: None,
            known_from: None,
            cell: Cell::Exact(crate::Value::None),
            value,
        };
        self.parameters.push(Parameter {
            name: name.to_owned(),
            title: Text::new(name, name),
            sources: Vec::new(),
            article: None,
            values: value.into_iter().map(dated).collect(),
            kind,
        });
    }

    /// The names of a case that this language can bind.
    pub(super) fn of(case: &Case) -> Self {
        let mut names = Self::default();
        for (name, declared) in &case.declared {
            let Declared::Inside(kind, value) = declared else { continue };
            if construct_of(case, name).is_none() {
                names.add(name, kind.clone(), value.as_ref().map(Literal::to_val));
            }
        }
        names
    }
}

/// How a name may be meant in a container: itself, and behind the container and each of those around it.
fn meanings<'a>(container: &'a str, name: &'a str) -> impl Iterator<Item = String> + 'a {
    let ends = container.match_indices('.').map(|(at, _)| at).chain([container.len()]);
    let prefixes = ends.filter_map(|end| container.get(..end)).filter(|prefix| !prefix.is_empty());
    prefixes.map(move |prefix| format!("{prefix}.{name}"))
}

/// Why a name that an expression uses cannot be bound: its type, or that it is one of a container. Nothing for a name that
/// can be bound, and for one that is declared nowhere.
pub(super) fn construct_of(case: &Case, name: &str) -> Option<Construct> {
    let qualified = |dotted: &str| {
        let longer = format!("{dotted}.");
        case.declared.keys().any(|declared| *declared == dotted || declared.starts_with(&longer))
    };
    let begins_longer = case
        .declared
        .keys()
        .any(|declared| declared.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')));
    if meanings(&case.container, name).any(|dotted| qualified(&dotted)) {
        return Some(Construct::QualifiedName);
    }
    match case.declared.get(name) {
        Some(Declared::Outside(construct)) => Some(*construct),
        // Only if the expression goes on with that longer name: `fields_of` looks.
        Some(Declared::Inside(..)) => None,
        None if begins_longer => Some(Construct::QualifiedName),
        // What is declared nowhere in a container is a message or an enum of that package.
        None if !case.container.is_empty() => Some(Construct::Message),
        None => None,
    }
}

/// Where an expression writes a declared name with dots in it.
pub(super) fn qualified_place(case: &Case, tree: &Tree) -> Option<NodeId> {
    if !case.declared.keys().any(|name| name.contains('.')) {
        return None;
    }
    (0..tree.nodes.len()).map(NodeId).find(|id| {
        let Some(dotted) = dotted(tree, *id) else { return false };
        case.declared.contains_key(&dotted)
            || meanings(&case.container, &dotted).any(|name| case.declared.contains_key(&name))
    })
}

/// `a.b.c`, if a node is a field of a field of a name.
fn dotted(tree: &Tree, id: NodeId) -> Option<String> {
    let mut parts = Vec::new();
    let mut at = id;
    loop {
        match tree.node(at) {
            Node::Field(of, name) => {
                parts.push(name.as_str());
                at = *of;
            }
            Node::Name(name) if !parts.is_empty() => {
                parts.push(name);
                parts.reverse();
                return Some(parts.join("."));
            }
            _ => return None,
        }
    }
}
