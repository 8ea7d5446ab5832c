//! JSON as a bounded tree: depth and number of values have limits, a key twice is refused, and a number that is not a
//! whole one is marked instead of rounded.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::{
    cell::{Cell, RefCell},
    fmt,
};
use vocabulary::Refusal;

/// How much is read before a file is refused.
#[derive(Debug, Clone, Copy)]
pub(in crate::model) struct Limits {
    /// Values of any kind, in all.
    pub values: usize,
    /// Lists and objects within each other; below serde_json's own 128.
    pub depth: usize,
}

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::model) enum Json {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A whole number of 64 bits.
    Int(i64),
    /// Any other number.
    Inexact,
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// An object, its keys in order, each once.
    Object(Vec<(String, Self)>),
}

impl Json {
    /// The value under a key of an object.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(fields) => fields.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }
}

/// Reads a whole text.
pub(in crate::model) fn parse(text: &str, limits: Limits) -> Result<Json, Refusal> {
    let budget = Budget { limits, read: Cell::new(0), broken: RefCell::new(None) };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let tree = Node { budget: &budget, depth: 0 }.deserialize(&mut deserializer);
    match tree.and_then(|tree| deserializer.end().map(|()| tree)) {
        Ok(tree) => Ok(tree),
        Err(error) => {
            let refusal =
                budget.broken.take().unwrap_or_else(|| Refusal::invalid("people.resume_malformed", "resume"));
            Err(refusal.with("line", error.line()).with("column", error.column()))
        }
    }
}

struct Budget {
    limits: Limits,
    read: Cell<usize>,
    /// Why reading was broken off, if it was by us and not by the grammar.
    broken: RefCell<Option<Refusal>>,
}

impl Budget {
    fn break_off<E: Error>(&self, refusal: Refusal) -> E {
        self.broken.replace(Some(refusal));
        E::custom("broken off")
    }
}

#[derive(Clone, Copy)]
struct Node<'b> {
    budget: &'b Budget,
    depth: usize,
}

impl Node<'_> {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        let limit = self.budget.limits.depth;
        if self.depth >= limit {
            return Err(self
                .budget
                .break_off(Refusal::invalid("people.resume_too_deep", "resume").with("limit", limit)));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        let limit = self.budget.limits.values;
        self.budget.read.set(self.budget.read.get() + 1);
        if self.budget.read.get() > limit {
            let refusal = Refusal::invalid("people.resume_too_many_elements", "resume").with("limit", limit);
            return Err(self.budget.break_off(refusal));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(i64::try_from(value).map_or(Json::Inexact, Json::Int))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
        Ok(Json::Inexact)
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let node = self.deeper()?;
        let mut values = Vec::new();
        while let Some(value) = access.next_element_seed(node)? {
            values.push(value);
        }
        Ok(Json::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let node = self.deeper()?;
        let mut fields: Vec<(String, Json)> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        while let Some(key) = access.next_key::<String>()? {
            if !seen.insert(key.clone()) {
                let shown: String = key.chars().filter(|c| !c.is_control()).take(40).collect();
                let refusal = Refusal::invalid("people.resume_key_twice", "resume").with("key", shown);
                return Err(self.budget.break_off(refusal));
            }
            let value = access.next_value_seed(node)?;
            fields.push((key, value));
        }
        Ok(Json::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LIMITS: Limits = Limits { values: 100, depth: 5 };

    #[test]
    fn a_refusal_names_line_and_column() {
        for (text, code, line) in [
            ("{\n \"a\": }", "people.resume_malformed", "2"),
            ("{\"a\":\n\n\"b", "people.resume_malformed", "3"),
            ("{} {}", "people.resume_malformed", "1"),
            ("[[[[[[1]]]]]]", "people.resume_too_deep", "1"),
            ("{\"a\":1,\n\"a\":2}", "people.resume_key_twice", "2"),
        ] {
            let refusal = parse(text, LIMITS).unwrap_err();
            assert_eq!(refusal.code, code, "{text}");
            assert!(refusal.args.contains(&("line", line.to_owned())), "{text}: {refusal}");
        }
        let long = format!("[{}1]", "1,".repeat(100));
        assert_eq!(parse(&long, LIMITS).unwrap_err().code, "people.resume_too_many_elements");
    }

    #[test]
    fn a_million_brackets_neither_overflow_nor_linger() {
        for text in ["[".repeat(1_000_000), "{\"a\":".repeat(300_000)] {
            assert_eq!(parse(&text, LIMITS).unwrap_err().code, "people.resume_too_deep");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in r#"[\[\]{}":,a0-9e.+\-\\ \n]{0,80}"#) {
            let _ = parse(&text, LIMITS);
        }
    }
}
