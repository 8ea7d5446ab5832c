//! One case as the file has it, with the types and values that this language shares with CEL read out of it.

use super::answer::Literal;
use crate::{
    language::{Construct, Type},
    limits,
};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;
use vocabulary::Refusal;

/// Why a file of cases cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}")]
pub struct Unreadable {
    /// Stable; its text stands under `refusal-<code>` with the dot as a hyphen.
    pub code: &'static str,
    /// What the text needs.
    pub args: Vec<(&'static str, String)>,
}

impl From<Unreadable> for Refusal {
    fn from(error: Unreadable) -> Self {
        let mut refusal = Self::invalid(error.code, "");
        refusal.args = error.args;
        refusal
    }
}

/// What a name of a case is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Declared {
    /// Of a type of this language; with its value if one is bound.
    Inside(Type, Option<Literal>),
    /// Of one that it does not have.
    Outside(Construct),
}

/// What a case asks for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expected {
    /// A value of a shared type.
    Value(Literal),
    /// One of another type, as the file writes it.
    Foreign(String),
    /// An error when it is evaluated.
    Error,
    /// A type, and a value of it unless it is only checked.
    Typed(Option<Type>, Box<Option<Self>>),
}

/// One case.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) name: String,
    pub(super) file: String,
    pub(super) section: String,
    pub(super) expression: String,
    pub(super) container: String,
    pub(super) is_unchecked: bool,
    /// Checked, and not evaluated.
    pub(super) is_check_only: bool,
    pub(super) declared: BTreeMap<String, Declared>,
    /// The functions that it declares.
    pub(super) functions: Vec<String>,
    pub(super) expected: Expected,
}

/// Every case of a file.
pub(super) fn read(text: &str) -> Result<Vec<Case>, Unreadable> {
    let refused = |code, args| Err(Unreadable { code, args });
    if text.len() > limits::CONFORMANCE_BYTES {
        let max = limits::CONFORMANCE_BYTES.to_string();
        return refused("rules.conformance_too_large", vec![("max", max)]);
    }
    let cases: Vec<Json> = match serde_json::from_str(text) {
        Ok(Json::Array(cases)) => cases,
        Ok(_) => {
            return refused("rules.conformance_shape", vec![("case", "-".into()), ("key", "[ ]".into())]);
        }
        Err(error) => {
            let (line, column) = (error.line().to_string(), error.column().to_string());
            let args = vec![("line", line), ("column", column), ("problem", error.to_string())];
            return refused("rules.conformance_not_json", args);
        }
    };
    let case = |(number, case): (usize, &Json)| {
        one(case).map_err(|key| Unreadable {
            code: "rules.conformance_shape",
            args: vec![("case", (number + 1).to_string()), ("key", key.to_owned())],
        })
    };
    cases.iter().enumerate().map(case).collect()
}

/// One case; the key that is missing or not as it must be, if so.
fn one(case: &Json) -> Result<Case, &'static str> {
    let case = case.as_object().ok_or("{ }")?;
    let text = |key: &'static str| match case.get(key) {
        None => Ok(String::new()),
        Some(Json::String(text)) => Ok(text.clone()),
        Some(_) => Err(key),
    };
    let flag = |key: &'static str| match case.get(key) {
        None => Ok(false),
        Some(Json::Bool(value)) => Ok(*value),
        Some(_) => Err(key),
    };
    if !case.contains_key("name") {
        return Err("name");
    }
    if !case.contains_key("expr") {
        return Err("expr");
    }
    let (declared, functions) = declared(case)?;
    Ok(Case {
        name: text("name")?,
        file: text("_file")?,
        section: text("_section")?,
        expression: text("expr")?,
        container: text("container")?,
        is_unchecked: flag("disable_check")?,
        is_check_only: flag("check_only")?,
        declared,
        functions,
        expected: expected(case)?,
    })
}

type Declarations = (BTreeMap<String, Declared>, Vec<String>);

fn declared(case: &Map<String, Json>) -> Result<Declarations, &'static str> {
    let (mut declared, mut functions) = (BTreeMap::new(), Vec::new());
    let environment = match case.get("type_env") {
        None => &[][..],
        Some(Json::Array(entries)) => entries,
        Some(_) => return Err("type_env"),
    };
    for entry in environment {
        let name = entry.get("name").and_then(Json::as_str).ok_or("type_env")?;
        if entry.get("function").is_some() {
            functions.push(name.to_owned());
            continue;
        }
        let kind = entry.get("ident").and_then(|ident| ident.get("type")).ok_or("type_env")?;
        let inside = kind_of(kind).map_or_else(Declared::Outside, |kind| Declared::Inside(kind, None));
        declared.insert(name.to_owned(), inside);
    }
    let bindings = match case.get("bindings") {
        None => return Ok((declared, functions)),
        Some(Json::Object(bindings)) => bindings,
        Some(_) => return Err("bindings"),
    };
    for (name, bound) in bindings {
        let value = match bound.get("value") {
            Some(value) => literal(value),
            None => Err(Construct::Dyn),
        };
        let value = match (declared.remove(name), value) {
            (Some(Declared::Outside(construct)), _) | (_, Err(construct)) => Declared::Outside(construct),
            (Some(Declared::Inside(kind, _)), Ok(value)) => match value.type_of() {
                Some(found) if found.fits(&kind) => Declared::Inside(kind, Some(value)),
                _ => Declared::Outside(Construct::MixedTypes),
            },
            (None, Ok(value)) => match value.type_of() {
                Some(kind) => Declared::Inside(kind, Some(value)),
                None => Declared::Outside(Construct::MixedTypes),
            },
        };
        declared.insert(name.clone(), value);
    }
    Ok((declared, functions))
}

/// A declared type, or the construct that this language lacks for it.
fn kind_of(kind: &Json) -> Result<Type, Construct> {
    if let Some(primitive) = kind.get("primitive").and_then(Json::as_str) {
        return match primitive {
            "BOOL" => Ok(Type::Bool),
            "INT64" => Ok(Type::Int),
            "STRING" => Ok(Type::Text),
            "UINT64" => Err(Construct::Uint),
            "DOUBLE" => Err(Construct::Double),
            "BYTES" => Err(Construct::Bytes),
            _ => Err(Construct::Dyn),
        };
    }
    if let Some(list) = kind.get("list_type") {
        let of = list.get("elem_type").map_or(Ok(Type::Any), kind_of)?;
        return Ok(Type::List(Box::new(of)));
    }
    let first = kind.as_object().and_then(|kind| kind.keys().next()).map_or("", String::as_str);
    Err(match first {
        "map_type" => Construct::Map,
        "message_type" | "wrapper" => Construct::Message,
        "well_known" if matches!(kind.get(first).and_then(Json::as_str), Some("TIMESTAMP" | "DURATION")) => {
            Construct::Timestamp
        }
        "well_known" => Construct::Message,
        "null" => Construct::Null,
        "type" => Construct::TypeValue,
        "abstract_type" => Construct::Optional,
        _ => Construct::Dyn,
    })
}

/// A value, or the construct that this language lacks for it.
fn literal(value: &Json) -> Result<Literal, Construct> {
    let entry = value.as_object().and_then(|value| value.iter().next());
    let (kind, value) = entry.map_or(("", value), |(kind, value)| (kind.as_str(), value));
    match (kind, value) {
        ("bool_value", Json::Bool(value)) => Ok(Literal::Bool(*value)),
        ("string_value", Json::String(value)) => Ok(Literal::Text(value.clone())),
        ("int64_value", value) => {
            let number = value.as_i64().or_else(|| value.as_str()?.parse().ok());
            number.map(Literal::Int).ok_or(Construct::Dyn)
        }
        ("list_value", value) => {
            let values = value.get("values").and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
            values.iter().map(literal).collect::<Result<_, _>>().map(Literal::List)
        }
        ("uint64_value", _) => Err(Construct::Uint),
        ("double_value", _) => Err(Construct::Double),
        ("bytes_value", _) => Err(Construct::Bytes),
        ("null_value", _) => Err(Construct::Null),
        ("map_value", _) => Err(Construct::Map),
        ("type_value", _) => Err(Construct::TypeValue),
        ("object_value" | "enum_value", _) => Err(Construct::Message),
        _ => Err(Construct::Dyn),
    }
}

fn expected(case: &Map<String, Json>) -> Result<Expected, &'static str> {
    let value =
        |value: &Json| literal(value).map_or_else(|_| Expected::Foreign(value.to_string()), Expected::Value);
    if let Some(found) = case.get("value") {
        return Ok(value(found));
    }
    if case.contains_key("eval_error") || case.contains_key("any_eval_errors") {
        return Ok(Expected::Error);
    }
    if let Some(unknown) = case.get("unknown").or_else(|| case.get("any_unknowns")) {
        return Ok(Expected::Foreign(format!("unknown: {unknown}")));
    }
    let Some(typed) = case.get("typed_result") else { return Ok(Expected::Value(Literal::Bool(true))) };
    let Some(kind) = typed.get("deduced_type") else {
        return typed.get("result").map(value).ok_or("typed_result");
    };
    let kind = if kind.get("dyn").is_some() { Some(Type::Any) } else { deduced(kind) };
    Ok(Expected::Typed(kind, Box::new(typed.get("result").map(value))))
}

/// A deduced type; nothing if this language does not have it.
fn deduced(kind: &Json) -> Option<Type> {
    match kind.get("list_type") {
        Some(list) => {
            let of = list.get("elem_type")?;
            let of = if of.get("dyn").is_some() { Type::Any } else { deduced(of)? };
            Some(Type::List(Box::new(of)))
        }
        None => kind_of(kind).ok(),
    }
}
