//! What a mapping of the YAML is made of: its keys, and what may stand at each.

use crate::texts::sentence;
use vocabulary::Text as Words;

/// What the value of a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `{zh: …, en: …}`.
    Text,
    /// Any text.
    String,
    /// A text or a whole number, such as an article.
    Label,
    /// `[a-z][a-z0-9_]*`.
    Name,
    /// The name of a scheme.
    Scheme,
    /// The id of a measure, or `family/version/measure`.
    Measure,
    /// A path of a file.
    Path,
    /// A civil date.
    Date,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Int,
    /// A scalar whose form depends on a type stated elsewhere.
    Value,
    /// The code of a place.
    Place,
    /// One of a closed set.
    Choice(&'static [&'static str]),
    /// An expression.
    Expression,
    /// The id of a source.
    Source,
    /// The name of a fact.
    Fact,
    /// A list.
    List(&'static Self),
    /// Another mapping, by its name.
    Map(&'static str),
    /// A mapping with names that the file chooses.
    Named(&'static Self),
    /// Either.
    Either(&'static Self, &'static Self),
    /// The values of facts, as a facts file writes them.
    Facts,
}

/// One key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// Whether it must be there.
    pub needed: bool,
    /// What its value is.
    pub kind: Kind,
}

/// One mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Its name in the schema.
    pub name: &'static str,
    /// Its keys, in the order in which they are written.
    pub keys: &'static [Key],
}

impl Shape {
    /// What a key is for, from `text/{zh,en}.ftl`.
    #[must_use]
    pub fn about(&self, key: &Key) -> Words {
        sentence(&format!("schema-{}-{}", self.name, key.name), &[])
    }

    /// A key by its name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}
