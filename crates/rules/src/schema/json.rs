//! The table of shapes as JSON Schema, draft 2020-12.

use super::{FACTS_FILE, Kind, SHAPES, Shape};
use crate::facts::{FactDeclaration, FactType, Vocabulary};
use serde_json::{Map, Value, json};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of a pack's files: `pack.yaml`, files of facts, versions.
#[must_use]
pub fn pack_schema() -> String {
    document("Wotu policy pack: pack.yaml, a file of facts, or a version", &["pack", "version", FACTS_FILE])
}

/// The schema of a file of cases.
#[must_use]
pub fn cases_schema() -> String {
    document("Wotu policy pack: a file of cases", &["cases_file"])
}

/// The schema of a facts file: of one vocabulary's facts, or of any.
#[must_use]
pub fn facts_schema(vocabulary: Option<&Vocabulary>) -> String {
    let facts = match vocabulary {
        None => json!({"type": "object", "additionalProperties": any_fact()}),
        Some(vocabulary) => {
            let properties: Map<String, Value> = vocabulary
                .facts()
                .iter()
                .map(|fact| (fact.name.clone(), of_fact(vocabulary, fact)))
                .collect();
            json!({"type": "object", "additionalProperties": false, "properties": properties})
        }
    };
    let whole = json!({
        "$schema": DRAFT,
        "title": "Wotu facts file",
        "type": "object",
        "required": ["facts"],
        "additionalProperties": false,
        "properties": {"facts": facts},
        "$defs": {"source": {"enum": ["declared", "uploaded", "seen", "issued"]}, "date": date()},
    });
    written(&whole)
}

fn written(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

fn document(title: &str, roots: &[&str]) -> String {
    let mut definitions = Map::new();
    let mut wanted: Vec<&str> = roots.to_vec();
    while let Some(name) = wanted.pop() {
        if definitions.contains_key(name) {
            continue;
        }
        let Some(shape) = SHAPES.iter().find(|shape| shape.name == name) else { continue };
        for key in shape.keys {
            references(key.kind, &mut wanted);
        }
        definitions.insert(name.to_owned(), of_shape(shape));
    }
    definitions.insert("text".to_owned(), text());
    definitions.insert("date".to_owned(), date());
    let roots: Vec<Value> = roots.iter().map(|name| json!({"$ref": format!("#/$defs/{name}")})).collect();
    let mut whole = json!({"$schema": DRAFT, "title": title, "$defs": definitions});
    if let (Value::Object(whole), [root]) = (&mut whole, roots.as_slice()) {
        whole.insert("$ref".to_owned(), root.get("$ref").cloned().unwrap_or_default());
    } else if let Value::Object(whole) = &mut whole {
        whole.insert("oneOf".to_owned(), Value::Array(roots));
    }
    written(&whole)
}

fn references(kind: Kind, wanted: &mut Vec<&str>) {
    match kind {
        Kind::Map(name) => wanted.push(name),
        Kind::List(of) | Kind::Named(of) => references(*of, wanted),
        Kind::Either(a, b) => {
            references(*a, wanted);
            references(*b, wanted);
        }
        _ => {}
    }
}

fn of_shape(shape: &Shape) -> Value {
    let mut properties = Map::new();
    for key in shape.keys {
        let mut value = of_kind(key.kind);
        if let Value::Object(value) = &mut value {
            let about = shape.about(key);
            value.insert("description".to_owned(), format!("{} / {}", about.en, about.zh).into());
        }
        properties.insert(key.name.to_owned(), value);
    }
    let needed: Vec<&str> = shape.keys.iter().filter(|key| key.needed).map(|key| key.name).collect();
    json!({"type": "object", "additionalProperties": false, "required": needed, "properties": properties})
}

fn date() -> Value {
    json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
}

fn text() -> Value {
    json!({
        "type": "object",
        "required": ["zh", "en"],
        "propertyNames": {"pattern": "^[a-z]{2}$"},
        "additionalProperties": {"type": "string"},
    })
}

/// As deep as the table is, which is little.
fn of_kind(kind: Kind) -> Value {
    match kind {
        Kind::Text => json!({"$ref": "#/$defs/text"}),
        Kind::String | Kind::Scheme | Kind::Path | Kind::Source | Kind::Fact => json!({"type": "string"}),
        Kind::Label => json!({"type": ["string", "number"]}),
        Kind::Name => json!({"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}),
        Kind::Measure => {
            json!({"type": "string", "pattern": "^([a-z][a-z0-9_]*/[a-z][a-z0-9_]*/)?[a-z][a-z0-9_]*$"})
        }
        Kind::Date => json!({"$ref": "#/$defs/date"}),
        Kind::Bool => json!({"type": "boolean"}),
        Kind::Int => json!({"type": "integer"}),
        Kind::Value => json!({"type": ["string", "number", "boolean"]}),
        // "220000" in quotes, 220000 without.
        Kind::Place => json!({"type": ["string", "integer"]}),
        Kind::Choice(names) => json!({"enum": names}),
        Kind::Expression => json!({"type": ["string", "boolean", "number"]}),
        Kind::List(of) => json!({"type": "array", "items": of_kind(*of)}),
        Kind::Map(name) => json!({"$ref": format!("#/$defs/{name}")}),
        Kind::Named(of) => json!({"type": "object", "additionalProperties": of_kind(*of)}),
        Kind::Either(a, b) => json!({"anyOf": [of_kind(*a), of_kind(*b)]}),
        Kind::Facts => json!({"type": "object", "additionalProperties": any_fact()}),
    }
}

fn any_fact() -> Value {
    json!({"type": ["string", "number", "boolean", "object", "array"]})
}

fn of_fact(vocabulary: &Vocabulary, fact: &FactDeclaration) -> Value {
    let plain = of_type(vocabulary, &fact.kind);
    let mut forms = vec![
        plain.clone(),
        json!({"type": "object", "additionalProperties": false, "required": ["unknown"],
            "properties": {"unknown": {"const": true}}}),
        json!({"type": "object", "additionalProperties": false, "required": ["value"], "properties": {
            "value": plain, "since": {"$ref": "#/$defs/date"}, "source": {"$ref": "#/$defs/source"}}}),
    ];
    if fact.may_be_none {
        forms.push(json!({"type": "object", "required": ["none"], "properties": {"none": {"const": true}}}));
    }
    json!({"title": fact.title.en, "description": format!("{} / {}", fact.question.en, fact.question.zh), "anyOf": forms})
}

fn of_type(vocabulary: &Vocabulary, kind: &FactType) -> Value {
    match kind {
        FactType::Bool => json!({"type": "boolean"}),
        FactType::Int { min, max } => {
            let mut schema = json!({"type": "integer"});
            if let Value::Object(schema) = &mut schema {
                for (name, limit) in [("minimum", min), ("maximum", max)] {
                    if let Some(limit) = limit {
                        schema.insert(name.to_owned(), (*limit).into());
                    }
                }
            }
            schema
        }
        FactType::Decimal { .. } => json!({"type": ["number", "string"]}),
        FactType::Money { .. } => json!({"anyOf": [
            {"type": ["string", "integer"]},
            {"type": "object", "required": ["minor", "currency"],
                "properties": {"minor": {"type": "integer"}, "currency": {"type": "string"}}},
        ]}),
        FactType::Date => json!({"$ref": "#/$defs/date"}),
        FactType::Text => json!({"type": "string"}),
        FactType::Enum { scheme } => {
            let classes = vocabulary
                .scheme(scheme)
                .map(|scheme| scheme.values.iter().map(|class| class.id.as_str()).collect::<Vec<_>>());
            json!({"enum": classes.unwrap_or_default()})
        }
        FactType::List { fields } => {
            let field = |field: &FactDeclaration| (field.name.clone(), of_fact(vocabulary, field));
            let properties: Map<String, Value> = fields.iter().map(field).collect();
            json!({"type": "array", "items":
                {"type": "object", "additionalProperties": false, "properties": properties}})
        }
    }
}
