//! What was said about a fact: nothing (unknown), "there is none", or a value. Values are kept as they are written in
//! facts files (docs/packs.md); the vocabulary of the packs gives them their types.

use super::{
    FactName,
    resume::json_tree::{self, Json},
};
use serde::{Serialize, Serializer, ser::SerializeMap};
use std::collections::BTreeMap;
use vocabulary::{Currency, Money, Refusal};

/// How many values and how deep a fact may be.
const VALUE_LIMITS: json_tree::Limits = json_tree::Limits { values: 2_000, depth: 8 };

/// A value as written: dates, decimals, sums of money and choices are texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactValue {
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A text, a date (`1992-05-01`), a decimal or amount (`435.76`), or the id of a choice (`master`).
    Text(String),
    /// An amount with its currency, in minor units.
    Money(Money),
    /// A list of members, such as the household.
    List(Vec<Member>),
}

/// One member of a list: its fields by name.
pub type Member = BTreeMap<FactName, Said>;

/// What was said. The three are never confused: unknown is not none, and neither is zero.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Said {
    /// Not answered, or "I do not know".
    #[default]
    Unknown,
    /// Known to be absent: never rated, no end date.
    None,
    /// This value.
    Value(FactValue),
}

impl Said {
    /// A text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Value(FactValue::Text(text.into()))
    }

    /// The text, if a text was said.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Value(FactValue::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// As JSON in the notation of facts files: `"E"`, `{"none":true}`, `{"unknown":true}`.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Writing strings, numbers and maps with text keys into memory has no way to fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Said::to_json`] writes.
    ///
    /// # Errors
    /// As for facts files: malformed JSON, a number that is not whole, a name that is none, too many values.
    pub fn from_json(text: &str) -> Result<Self, Refusal> {
        Self::from_tree(&json_tree::parse(text, VALUE_LIMITS)?, "value")
    }

    /// Reads one node; `place` names it in refusals (`household[0].role`).
    pub(super) fn from_tree(node: &Json, place: &str) -> Result<Self, Refusal> {
        match node {
            Json::Null => Err(Refusal::invalid("people.facts_null", place)),
            Json::Object(_) => Self::mark(node)
                .or_else(|| money(node).map(|amount| Self::Value(FactValue::Money(amount))))
                .ok_or_else(|| Refusal::invalid("people.facts_not_a_value", place)),
            _ => FactValue::from_tree(node, place).map(Self::Value),
        }
    }

    /// `{"none": true}` or `{"unknown": true}`.
    fn mark(node: &Json) -> Option<Self> {
        let Json::Object(fields) = node else { return None };
        match fields.as_slice() {
            [(key, Json::Bool(true))] if key == "none" => Some(Self::None),
            [(key, Json::Bool(true))] if key == "unknown" => Some(Self::Unknown),
            _ => None,
        }
    }
}

impl FactValue {
    fn from_tree(node: &Json, place: &str) -> Result<Self, Refusal> {
        match node {
            Json::Bool(value) => Ok(Self::Bool(*value)),
            Json::Int(value) => Ok(Self::Int(*value)),
            Json::Text(value) => Ok(Self::Text(value.clone())),
            Json::List(nodes) => nodes
                .iter()
                .enumerate()
                .map(|(i, node)| member(node, &format!("{place}[{i}]")))
                .collect::<Result<_, _>>()
                .map(Self::List),
            Json::Inexact => Err(Refusal::invalid("people.facts_number_not_whole", place)),
            Json::Null | Json::Object(_) => Err(Refusal::invalid("people.facts_not_a_value", place)),
        }
    }
}

/// `{"minor": 12000050, "currency": "CNY"}`.
fn money(node: &Json) -> Option<Money> {
    let (Json::Object(fields), Some(Json::Int(minor)), Some(Json::Text(code))) =
        (node, node.get("minor"), node.get("currency"))
    else {
        return None;
    };
    (fields.len() == 2).then(|| Currency::from_code(code).map(|currency| Money::new(*minor, currency)))?
}

fn member(node: &Json, place: &str) -> Result<Member, Refusal> {
    let Json::Object(fields) = node else {
        return Err(Refusal::invalid("people.facts_member_not_an_object", place));
    };
    let read = |(name, node): &(String, Json)| {
        let name = FactName::parse(name, place)?;
        let said = Said::from_tree(node, &format!("{place}.{name}"))?;
        Ok((name, said))
    };
    fields.iter().map(read).collect()
}

impl Serialize for Said {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mark = |serializer: S, key| {
            let mut map = serializer.serialize_map(Some(1))?;
            map.serialize_entry(key, &true)?;
            map.end()
        };
        match self {
            Self::Unknown => mark(serializer, "unknown"),
            Self::None => mark(serializer, "none"),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}

impl Serialize for FactValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Int(value) => serializer.serialize_i64(*value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::Money(amount) => amount.serialize(serializer),
            Self::List(members) => serializer.collect_seq(members),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_was_said_reads_back_what_it_writes() {
        for json in [
            r#""1992-05-01""#,
            "true",
            "-3",
            r#"{"none":true}"#,
            r#"{"unknown":true}"#,
            r#"[{"role":"spouse","school_entry":{"none":true}}]"#,
            "[]",
            r#"{"minor":12000050,"currency":"CNY"}"#,
        ] {
            assert_eq!(Said::from_json(json).unwrap().to_json(), json);
        }
    }

    #[test]
    fn unknown_none_and_zero_are_three_things() {
        let said: Vec<Said> = [r#"{"unknown":true}"#, r#"{"none":true}"#, "0"]
            .map(|json| Said::from_json(json).unwrap())
            .into();
        assert_eq!(said, [Said::Unknown, Said::None, Said::Value(FactValue::Int(0))]);
    }

    #[test]
    fn what_is_no_value_is_refused_by_its_place() {
        for (json, code, field) in [
            ("null", "people.facts_null", "value"),
            ("1.5", "people.facts_number_not_whole", "value"),
            ("18446744073709551615", "people.facts_number_not_whole", "value"),
            (r#"{"none":false}"#, "people.facts_not_a_value", "value"),
            (r#"[{"role":null}]"#, "people.facts_null", "value[0].role"),
            ("[1]", "people.facts_member_not_an_object", "value[0]"),
            (r#"[{"Röle":1}]"#, "people.fact_name_form", "value[0]"),
        ] {
            let refusal = Said::from_json(json).unwrap_err();
            assert_eq!((refusal.code, refusal.field.as_deref()), (code, Some(field)), "{json}");
        }
    }

    proptest! {
        #[test]
        fn any_text_survives_the_database(text in ".*") {
            prop_assert_eq!(Said::from_json(&Said::text(text.clone()).to_json()).unwrap(), Said::text(text));
        }
    }
}
