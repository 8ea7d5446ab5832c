//! Whether a value is one that its fact can have. Each mistake names the field.

use super::{FactDeclaration, FactType, Facts, Value, Vocabulary};
use crate::limits;
use vocabulary::{Money, Refusal};

/// One mistake in the facts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {code}")]
pub struct FactError {
    /// Which: `birth_date`, `household[1].birth_date`; empty if it is about the whole file.
    pub field: String,
    /// Stable; its text stands under `refusal-<code>` with the dot as a hyphen.
    pub code: &'static str,
    /// What the text needs.
    pub args: Vec<(&'static str, String)>,
}

impl FactError {
    pub(crate) fn new(field: impl Into<String>, code: &'static str) -> Self {
        Self { field: field.into(), code, args: Vec::new() }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

impl From<FactError> for Refusal {
    fn from(error: FactError) -> Self {
        let mut refusal = Self::invalid(error.code, error.field);
        refusal.args = error.args;
        refusal
    }
}

impl Vocabulary {
    /// Checks every fact: known name, right type, class of its scheme, within its limits.
    ///
    /// # Errors
    /// Every mistake, by its field.
    pub fn check(&self, facts: &Facts) -> Result<(), Vec<FactError>> {
        let mut errors = Vec::new();
        for (name, given) in facts.iter() {
            match (self.fact(name), &given.value) {
                (None, _) => errors.push(FactError::new(name, "rules.fact_unknown")),
                (Some(fact), Some(value)) => self.check_value(fact, value, name, &mut errors),
                (Some(_), None) => {}
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// Checks one value against its declaration.
    pub(crate) fn check_value(
        &self,
        fact: &FactDeclaration,
        value: &Value,
        field: &str,
        errors: &mut Vec<FactError>,
    ) {
        let mut report = |error: FactError| errors.push(error);
        match (&fact.kind, value) {
            (_, Value::None) if fact.may_be_none => {}
            (_, Value::None) => report(FactError::new(field, "rules.fact_never_absent")),
            (FactType::Bool, Value::Bool(_)) | (FactType::Date, Value::Date(_)) => {}
            (FactType::Int { min, max }, Value::Int(number)) => {
                between(field, number, min.as_ref(), max.as_ref(), &mut report);
            }
            (FactType::Decimal { min, max }, Value::Decimal(number)) => {
                between(field, number, min.as_ref(), max.as_ref(), &mut report);
            }
            (FactType::Decimal { min, max }, Value::Int(number)) => {
                let number = crate::ratio::Ratio::whole(*number);
                between(field, &number, min.as_ref(), max.as_ref(), &mut report);
            }
            (FactType::Money { currency, min, max }, Value::Money(money)) => {
                if money.currency == *currency {
                    let shown = |minor: &i64| Money::new(*minor, *currency).to_string();
                    if let Some(min) = min.as_ref().filter(|min| money.minor < **min) {
                        report(FactError::new(field, "rules.fact_too_small").with("min", shown(min)));
                    }
                    if let Some(max) = max.as_ref().filter(|max| money.minor > **max) {
                        report(FactError::new(field, "rules.fact_too_large").with("max", shown(max)));
                    }
                } else {
                    report(FactError::new(field, "rules.fact_currency").with("expected", currency));
                }
            }
            (FactType::Text, Value::Text(text)) => {
                if text.chars().count() > limits::TEXT_CHARACTERS {
                    report(FactError::new(field, "rules.fact_too_long").with("max", limits::TEXT_CHARACTERS));
                }
            }
            (FactType::Enum { scheme }, Value::Text(id)) => {
                let scheme = self.scheme(scheme);
                if scheme.is_none_or(|scheme| scheme.index_of(id).is_none()) {
                    let allowed = scheme.map(super::Scheme::ids).unwrap_or_default();
                    let error = FactError::new(field, "rules.fact_class_unknown").with("found", id);
                    report(error.with("allowed", allowed));
                }
            }
            (FactType::List { fields }, Value::List(members)) => {
                if members.len() > limits::LIST_MEMBERS {
                    let error = FactError::new(field, "rules.fact_too_many_members");
                    report(error.with("max", limits::LIST_MEMBERS));
                    return;
                }
                for (index, member) in members.iter().enumerate() {
                    for (name, value) in member {
                        let path = format!("{field}[{index}].{name}");
                        match fields.iter().find(|declared| declared.name == *name) {
                            None => errors.push(FactError::new(path, "rules.fact_unknown")),
                            Some(declared) => self.check_value(declared, value, &path, errors),
                        }
                    }
                }
            }
            (kind, value) => {
                let error = FactError::new(field, "rules.fact_wrong_type").with("expected", kind.name());
                report(error.with("found", value.type_name()));
            }
        }
    }
}

fn between<T: Ord + std::fmt::Display>(
    field: &str,
    number: &T,
    min: Option<&T>,
    max: Option<&T>,
    report: &mut impl FnMut(FactError),
) {
    if let Some(min) = min.filter(|min| number < *min) {
        report(FactError::new(field, "rules.fact_too_small").with("min", min));
    }
    if let Some(max) = max.filter(|max| number > *max) {
        report(FactError::new(field, "rules.fact_too_large").with("max", max));
    }
}
