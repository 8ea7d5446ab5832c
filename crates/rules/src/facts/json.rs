//! A facts file: `{"facts": {…}}`. Unknown names, wrong types and impossible dates are refused, each by its field.

use super::{
    FactDeclaration, FactError, FactType, Facts, Given, Member, Source, Value, Vocabulary, tree::Json,
};
use crate::{limits, ratio::Ratio};
use jiff::civil::Date;
use vocabulary::{Currency, Money};

/// Reads a facts file against the vocabulary of one or several packs.
///
/// # Errors
/// Every mistake, by its field.
pub fn parse_json(text: &str, vocabulary: &Vocabulary) -> Result<Facts, Vec<FactError>> {
    if text.len() > limits::FACTS_BYTES {
        return Err(vec![FactError::new("", "rules.facts_too_large").with("max", limits::FACTS_BYTES)]);
    }
    let tree: Json = serde_json::from_str(text).map_err(|error| {
        let found = FactError::new("", "rules.facts_not_json").with("line", error.line());
        vec![found.with("column", error.column()).with("problem", error)]
    })?;
    let Json::Map(top) = tree else {
        return Err(vec![FactError::new("", "rules.facts_shape")]);
    };
    let mut errors = Vec::new();
    let mut facts = Facts::new();
    let mut found = false;
    for (key, value) in top {
        match (key.as_str(), value) {
            ("facts", Json::Map(entries)) => {
                found = true;
                for (name, json) in entries {
                    match vocabulary.fact(&name) {
                        None => errors.push(FactError::new(name, "rules.fact_unknown")),
                        Some(fact) => {
                            if let Some(given) = read_given(&json, fact, &name, vocabulary, &mut errors) {
                                facts.give(name, given);
                            }
                        }
                    }
                }
            }
            ("facts", _) => errors.push(FactError::new("facts", "rules.facts_shape")),
            _ => errors.push(FactError::new(key, "rules.fact_key").with("allowed", "facts")),
        }
    }
    if !found && errors.is_empty() {
        errors.push(FactError::new("facts", "rules.facts_shape"));
    }
    if errors.is_empty() { Ok(facts) } else { Err(errors) }
}

fn wrong_type(field: &str, expected: &str, found: &str) -> FactError {
    FactError::new(field, "rules.fact_wrong_type").with("expected", expected).with("found", found)
}

/// A bare value, or `{"value": …, "since": …, "source": …}`, `{"none": true}`, `{"unknown": true}`.
fn read_given(
    json: &Json,
    fact: &FactDeclaration,
    field: &str,
    vocabulary: &Vocabulary,
    errors: &mut Vec<FactError>,
) -> Option<Given> {
    let (mut since, mut source) = (None, None);
    let entries: &[(String, Json)] = if let Json::Map(entries) = json { entries } else { &[] };
    let entry = |key: &str| entries.iter().find(|(name, _)| name == key).map(|(_, value)| value);
    let value = if entry("minor").is_some() || entries.is_empty() && !matches!(json, Json::Map(_)) {
        read_value(json, fact, field, vocabulary, errors)?
    } else {
        let before = errors.len();
        for (key, value) in entries {
            match (key.as_str(), value) {
                ("value", _) | ("none" | "unknown", Json::Bool(true)) => {}
                ("since", Json::Text(text)) => match calendar_date(text) {
                    Some(date) => since = Some(date),
                    None => errors.push(impossible_date(&format!("{field}.since"), text)),
                },
                ("source", Json::Text(text)) => match Source::from_name(text) {
                    Some(found) => source = Some(found),
                    None => {
                        let error = FactError::new(format!("{field}.source"), "rules.fact_class_unknown");
                        errors.push(
                            error.with("found", text).with("allowed", "declared, uploaded, seen, issued"),
                        );
                    }
                },
                (key, _) => {
                    let error = FactError::new(format!("{field}.{key}"), "rules.fact_key");
                    errors.push(error.with("allowed", "value, since, source, none: true, unknown: true"));
                }
            }
        }
        if errors.len() > before {
            return None;
        }
        match (entry("value"), entry("none"), entry("unknown")) {
            (Some(value), None, None) => read_value(value, fact, field, vocabulary, errors)?,
            (None, Some(_), None) if fact.may_be_none => Value::None,
            (None, Some(_), None) => {
                errors.push(FactError::new(field, "rules.fact_never_absent"));
                return None;
            }
            (None, None, Some(_)) => return Some(Given { value: None, since, source }),
            _ => {
                let error = FactError::new(field, "rules.fact_key");
                errors.push(error.with("allowed", "value, since, source, none: true, unknown: true"));
                return None;
            }
        }
    };
    Some(Given { value: Some(value), since, source })
}

fn calendar_date(text: &str) -> Option<Date> {
    if text.len() == 10 { text.parse().ok() } else { None }
}

fn impossible_date(field: &str, found: &str) -> FactError {
    FactError::new(field, "rules.fact_impossible_date").with("found", found)
}

fn read_value(
    json: &Json,
    fact: &FactDeclaration,
    field: &str,
    vocabulary: &Vocabulary,
    errors: &mut Vec<FactError>,
) -> Option<Value> {
    let value = match (&fact.kind, json) {
        (FactType::List { fields }, Json::List(items)) => {
            Value::List(read_members(items, fields, field, vocabulary, errors)?)
        }
        (_, Json::Map(entries)) if matches!(entries.as_slice(), [(key, Json::Bool(true))] if key == "none") => {
            Value::None
        }
        _ => match read_scalar(json, &fact.kind, field) {
            Ok(value) => value,
            Err(error) => {
                errors.push(error);
                return None;
            }
        },
    };
    let before = errors.len();
    // Members were checked one by one as they were read.
    if matches!(value, Value::List(_)) {
        return Some(value);
    }
    vocabulary.check_value(fact, &value, field, errors);
    (errors.len() == before).then_some(value)
}

fn read_members(
    items: &[Json],
    fields: &[FactDeclaration],
    field: &str,
    vocabulary: &Vocabulary,
    errors: &mut Vec<FactError>,
) -> Option<Vec<Member>> {
    if items.len() > limits::LIST_MEMBERS {
        let error = FactError::new(field, "rules.fact_too_many_members");
        errors.push(error.with("max", limits::LIST_MEMBERS));
        return None;
    }
    let before = errors.len();
    let mut members = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let at = format!("{field}[{index}]");
        let Json::Map(entries) = item else {
            errors.push(wrong_type(&at, "object", item.name()));
            continue;
        };
        let mut member = Member::new();
        for (name, json) in entries {
            let path = format!("{at}.{name}");
            match fields.iter().find(|declared| declared.name == *name) {
                None => errors.push(FactError::new(path, "rules.fact_unknown")),
                Some(declared) => {
                    let given = read_given(json, declared, &path, vocabulary, errors);
                    if let Some(value) = given.and_then(|given| given.value) {
                        member.insert(name.clone(), value);
                    }
                }
            }
        }
        members.push(member);
    }
    (errors.len() == before).then_some(members)
}

fn read_scalar(json: &Json, kind: &FactType, field: &str) -> Result<Value, FactError> {
    let wrong = || wrong_type(field, kind.name(), json.name());
    match (kind, json) {
        (FactType::Bool, Json::Bool(value)) => Ok(Value::Bool(*value)),
        (FactType::Int { .. }, Json::Int(value)) => Ok(Value::Int(*value)),
        (FactType::Decimal { .. }, Json::Int(value)) => Ok(Value::Decimal(Ratio::whole(*value))),
        (FactType::Decimal { .. }, Json::Number(text)) => {
            exact(text).and_then(Ratio::parse).map(Value::Decimal).ok_or_else(wrong)
        }
        (FactType::Decimal { .. }, Json::Text(text)) => {
            Ratio::parse(text).map(Value::Decimal).ok_or_else(wrong)
        }
        (FactType::Money { currency, .. }, Json::Map(entries)) => {
            let entry = |key: &str| entries.iter().find(|(name, _)| name == key).map(|(_, value)| value);
            match (entry("minor"), entry("currency"), entries.len()) {
                (Some(Json::Int(minor)), Some(Json::Text(code)), 2) => match Currency::from_code(code) {
                    Some(currency) => Ok(Value::Money(Money::new(*minor, currency))),
                    None => Err(FactError::new(field, "rules.fact_currency").with("expected", currency)),
                },
                _ => Err(wrong()),
            }
        }
        (FactType::Money { currency, .. }, Json::Int(units)) => money(&units.to_string(), *currency, field),
        (FactType::Money { currency, .. }, Json::Text(text)) => money(text, *currency, field),
        (FactType::Money { currency, .. }, Json::Number(text)) => match exact(text) {
            Some(text) => money(text, *currency, field),
            None => Err(FactError::new(field, "rules.fact_not_an_amount").with("found", text)),
        },
        (FactType::Date, Json::Text(text)) => {
            calendar_date(text).map(Value::Date).ok_or_else(|| impossible_date(field, text))
        }
        (FactType::Text | FactType::Enum { .. }, Json::Text(text)) => Ok(Value::Text(text.clone())),
        _ => Err(wrong()),
    }
}

/// A number with a point is exact while it has at most 15 digits: what was written came through the float unchanged.
fn exact(text: &str) -> Option<&str> {
    (text.bytes().filter(u8::is_ascii_digit).count() <= 15 && !text.contains(['e', 'E'])).then_some(text)
}

fn money(text: &str, currency: Currency, field: &str) -> Result<Value, FactError> {
    Money::parse(text, currency)
        .map(Value::Money)
        .map_err(|_| FactError::new(field, "rules.fact_not_an_amount").with("found", text))
}
