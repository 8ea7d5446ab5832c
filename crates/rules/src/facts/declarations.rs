//! The vocabulary: every fact that may be asked, with its type, its question, and the schemes of classes. Pages are driven
//! by it.

use super::{Entity, FactDefault, Ranks};
use crate::ratio::Ratio;
use serde::Serialize;
use std::collections::HashMap;
use vocabulary::{Currency, Text};

/// One class of a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Class {
    /// As expressions and facts files write it.
    pub id: String,
    /// For people.
    pub title: Text,
}

/// A closed set of classes. The same letter means different things in different schemes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scheme {
    /// Its name in the pack.
    pub name: String,
    /// For people.
    pub title: Text,
    /// Whether the classes have an order; the highest stands first.
    pub ordered: bool,
    /// The ranks, where several classes share one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranks: Option<Ranks>,
    /// The classes.
    pub values: Vec<Class>,
}

impl Scheme {
    /// The ids of its classes, for a message: `A, B, C`.
    #[must_use]
    pub fn ids(&self) -> String {
        self.values.iter().map(|class| class.id.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// The number of a class, the highest being 0.
    #[must_use]
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.values.iter().position(|class| class.id == id)
    }
}

/// Whether a fact needs more care than others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    /// Like any personal data.
    #[default]
    Plain,
    /// Kept apart, shown to few.
    Sensitive,
}

/// The type of a fact, with its limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactType {
    /// Yes or no.
    Bool,
    /// A whole number.
    Int {
        /// The least that is accepted.
        min: Option<i64>,
        /// The most that is accepted.
        max: Option<i64>,
    },
    /// An exact number.
    Decimal {
        /// The least that is accepted.
        min: Option<Ratio>,
        /// The most that is accepted.
        max: Option<Ratio>,
    },
    /// An amount.
    Money {
        /// Its currency.
        currency: Currency,
        /// The least that is accepted, in minor units.
        min: Option<i64>,
        /// The most that is accepted, in minor units.
        max: Option<i64>,
    },
    /// A civil date.
    Date,
    /// A text; a place by its code too.
    Text,
    /// A class of a scheme.
    Enum {
        /// The scheme's name.
        scheme: String,
    },
    /// Members, each with the same fields.
    List {
        /// The fields of one member.
        fields: Vec<FactDeclaration>,
    },
}

impl FactType {
    /// As a pack writes it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Int { .. } => "int",
            Self::Decimal { .. } => "decimal",
            Self::Money { .. } => "money",
            Self::Date => "date",
            Self::Text => "string",
            Self::Enum { .. } => "enum",
            Self::List { .. } => "list",
        }
    }
}

/// One fact that may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactDeclaration {
    /// As expressions and facts files write it.
    pub name: String,
    /// Its type.
    pub kind: FactType,
    /// Which group of questions it belongs to; empty for a field of a member.
    pub group: String,
    /// A few words.
    pub title: Text,
    /// The question to a person.
    pub question: Text,
    /// Help below the question.
    pub hint: Option<Text>,
    /// Whether "known to be absent" is an answer.
    pub may_be_none: bool,
    /// Whether it needs more care.
    pub personal: Sensitivity,
    /// What stands in for it if nobody told it, where the pack declares so.
    pub default: Option<FactDefault>,
}

impl FactDeclaration {
    /// The fields of one member, if it is a list.
    #[must_use]
    pub fn fields(&self) -> &[Self] {
        if let FactType::List { fields } = &self.kind { fields } else { &[] }
    }
}

/// A group of questions, as a page heads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// As facts name it.
    pub id: String,
    /// For people.
    pub title: Text,
}

/// Every fact that may be asked, and the schemes.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    pub(super) facts: Vec<FactDeclaration>,
    pub(super) schemes: Vec<Scheme>,
    pub(super) groups: Vec<Group>,
    pub(super) entities: Vec<Entity>,
    pub(super) by_name: HashMap<String, usize>,
    pub(super) scheme_by_name: HashMap<String, usize>,
}

impl Vocabulary {
    /// In the order in which they were declared.
    #[must_use]
    pub fn facts(&self) -> &[FactDeclaration] {
        &self.facts
    }

    /// In the order in which they were declared.
    #[must_use]
    pub fn schemes(&self) -> &[Scheme] {
        &self.schemes
    }

    /// The fact of this name.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<&FactDeclaration> {
        self.facts.get(self.index_of(name)?)
    }

    /// The fact or member's field of a path such as `birth_date` or `household[1].birth_date`.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&FactDeclaration> {
        match path.split_once('[') {
            None => self.fact(path),
            Some((list, rest)) => {
                let (_, field) = rest.split_once("].")?;
                self.fact(list)?.fields().iter().find(|declared| declared.name == field)
            }
        }
    }

    /// The scheme of this name.
    #[must_use]
    pub fn scheme(&self, name: &str) -> Option<&Scheme> {
        self.schemes.get(self.scheme_index(name)?)
    }

    /// The groups of questions, in the order in which they first occur; without what was used of limits, which casework
    /// supplies and nobody fills in.
    #[must_use]
    pub fn groups(&self) -> Vec<&str> {
        let mut groups: Vec<&str> = Vec::new();
        for fact in &self.facts {
            if fact.group != super::USED && !groups.contains(&fact.group.as_str()) {
                groups.push(&fact.group);
            }
        }
        groups
    }

    /// What a group of questions is called, if a facts file says so.
    #[must_use]
    pub fn group_title(&self, id: &str) -> Option<&Text> {
        self.groups.iter().find(|group| group.id == id).map(|group| &group.title)
    }

    /// The facts of one group.
    pub fn in_group<'a>(&'a self, group: &'a str) -> impl Iterator<Item = &'a FactDeclaration> {
        self.facts.iter().filter(move |fact| fact.group == group)
    }

    pub(crate) fn index_of(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    pub(crate) fn scheme_index(&self, name: &str) -> Option<usize> {
        self.scheme_by_name.get(name).copied()
    }

    /// Adds a fact; `false` if its name is taken.
    pub(crate) fn add_fact(&mut self, fact: FactDeclaration) -> bool {
        if self.by_name.contains_key(&fact.name) {
            return false;
        }
        self.by_name.insert(fact.name.clone(), self.facts.len());
        self.facts.push(fact);
        true
    }

    /// Adds a group; `false` if its id is taken.
    pub(crate) fn add_group(&mut self, group: Group) -> bool {
        let is_new = self.group_title(&group.id).is_none();
        if is_new {
            self.groups.push(group);
        }
        is_new
    }

    /// Adds a scheme; `false` if its name is taken.
    pub(crate) fn add_scheme(&mut self, scheme: Scheme) -> bool {
        if self.scheme_by_name.contains_key(&scheme.name) {
            return false;
        }
        self.scheme_by_name.insert(scheme.name.clone(), self.schemes.len());
        self.schemes.push(scheme);
        true
    }
}
