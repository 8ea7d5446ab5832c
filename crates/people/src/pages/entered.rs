//! What stands in the fields of a control: from a posted form, or from what was said; and what it says as a fact's value.
//! Whether a value may stand is for the act to say; here only what no act can know: which fields were left empty.

use crate::model::resume::language_words;
use platform::app::App;
use rules::facts::{FactDeclaration, FactType};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use vocabulary::{PlaceCode, Refusal};

/// Choices up to this number are shown as radios, more as a list.
const MOST_RADIOS: usize = 10;
/// So many places may be named, the best liked first.
pub(super) const PLACES: usize = 3;

/// How a fact is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Yes or no, as radios.
    YesNo,
    /// A class, as radios.
    Radios,
    /// A class, as a list to choose from.
    Choose,
    /// Three fields.
    Date,
    /// Digits.
    Number,
    /// An amount of money.
    Amount,
    /// One line.
    Line,
    /// A place of the region or elsewhere.
    Place,
    /// A language by name or code.
    Language,
    /// A list of one-line texts: one a line.
    Lines,
    /// A list of places: some lists to choose from.
    Places,
    /// A list of members with several fields: pages of their own.
    Members,
}

impl Shape {
    /// The shape of a fact, or of a field of a member. Places and languages are texts in the vocabulary; their names tell.
    pub(super) fn of(fact: &FactDeclaration, vocabulary: &rules::Vocabulary) -> Self {
        match &fact.kind {
            FactType::Bool => Self::YesNo,
            FactType::Enum { scheme } => {
                let many = vocabulary.scheme(scheme).is_some_and(|scheme| scheme.values.len() > MOST_RADIOS);
                if many { Self::Choose } else { Self::Radios }
            }
            FactType::Date => Self::Date,
            FactType::Int { .. } | FactType::Decimal { .. } => Self::Number,
            FactType::Money { .. } => Self::Amount,
            FactType::Text => match fact.name.as_str() {
                "place" | "work_place" => Self::Place,
                "language" => Self::Language,
                _ => Self::Line,
            },
            FactType::List { fields } => match fields.as_slice() {
                [field] => match Self::of(field, vocabulary) {
                    Self::Place => Self::Places,
                    Self::Line => Self::Lines,
                    _ => Self::Members,
                },
                _ => Self::Members,
            },
        }
    }

    /// Whether "I do not know" and "none" stand among the choices; else they are buttons beside "Continue".
    pub(super) const fn has_choices(self) -> bool {
        matches!(self, Self::YesNo | Self::Radios | Self::Choose | Self::Place)
    }
}

/// The fields of a form by name.
#[derive(Debug, Clone, Default)]
pub(super) struct Entered(BTreeMap<String, String>);

impl Entered {
    /// Of a posted form.
    pub(super) fn posted(posted: &platform::web::Posted) -> Self {
        let fields = posted.fields().iter().filter(|(name, _)| !name.starts_with('_'));
        Self(fields.map(|(name, value)| (name.clone(), value.trim().to_owned())).collect())
    }

    /// What a value of a fact looks like in the fields under `id`.
    pub(super) fn of(value: &Value, id: &str, shape: Shape, app: &App) -> Self {
        let mut entered = Self::default();
        entered.fill(value, id, shape, app);
        entered
    }

    /// Adds the fields of one more control.
    pub(super) fn fill(&mut self, value: &Value, id: &str, shape: Shape, app: &App) {
        let mut set = |name: String, value: String| self.0.insert(name, value);
        match (shape, value) {
            (_, Value::Object(mark)) if mark.contains_key("unknown") => {
                set(id.to_owned(), "unknown".to_owned());
            }
            (_, Value::Object(mark)) if mark.contains_key("none") => {
                set(id.to_owned(), "none".to_owned());
            }
            (Shape::YesNo, Value::Bool(yes)) => {
                set(id.to_owned(), if *yes { "yes" } else { "no" }.to_owned());
            }
            (Shape::Date, Value::String(day)) => {
                for (part, words) in ["year", "month", "day"].into_iter().zip(day.split('-')) {
                    set(format!("{id}-{part}"), words.trim_start_matches('0').to_owned());
                }
            }
            (Shape::Amount, Value::Object(money)) => {
                let minor = money.get("minor").and_then(Value::as_i64).unwrap_or_default();
                set(
                    id.to_owned(),
                    format!("{}.{:02}", minor / 100, minor % 100).trim_end_matches(".00").to_owned(),
                );
            }
            (Shape::Place, Value::String(code)) => {
                let is_ours = app.region().places().iter().any(|place| place.code.as_str() == code);
                set(id.to_owned(), if is_ours { code.clone() } else { "elsewhere".to_owned() });
                set(format!("{id}-code"), if is_ours { String::new() } else { code.clone() });
            }
            (Shape::Lines, Value::Array(members)) => {
                set(id.to_owned(), only_fields(members).collect::<Vec<_>>().join("\n"));
            }
            (Shape::Places, Value::Array(members)) => {
                for (number, code) in (1_usize..).zip(only_fields(members)) {
                    set(format!("{id}-{number}"), code);
                }
            }
            (_, Value::String(text)) => {
                set(id.to_owned(), text.clone());
            }
            (_, Value::Number(number)) => {
                set(id.to_owned(), number.to_string());
            }
            _ => {}
        }
    }

    /// What stands in a field; empty counts as nothing.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// What the fields under `id` say about a fact, as a facts file writes it; `None` if all are empty.
    ///
    /// # Errors
    /// What can only be said of fields: a date with a part missing, a place without its code.
    pub(super) fn value(
        &self,
        fact: &FactDeclaration,
        id: &str,
        shape: Shape,
    ) -> Result<Option<Value>, Refusal> {
        let typed = self.get(id);
        // "unknown" typed into a text field is a word; only choices mean by it that somebody does not know.
        match typed.filter(|_| shape.has_choices()) {
            Some("unknown") => return Ok(Some(json!({ "unknown": true }))),
            Some("none") => return Ok(Some(json!({ "none": true }))),
            _ => {}
        }
        Ok(match shape {
            Shape::YesNo => typed.map(|typed| Value::Bool(typed == "yes")),
            Shape::Date => self.date(fact, id)?,
            Shape::Number => typed.map(|typed| number(fact, typed)).transpose()?,
            Shape::Amount => typed.map(|typed| Value::String(plain_digits(typed))),
            Shape::Place => self.place(fact, id)?,
            Shape::Language => typed.map(|typed| {
                let code = language_words::code_of(typed);
                Value::String(code.map_or_else(|| typed.to_owned(), str::to_owned))
            }),
            Shape::Lines => {
                typed.map(|typed| list(fact, typed.lines().map(str::trim).filter(|l| !l.is_empty())))
            }
            Shape::Places => {
                let mut codes: Vec<&str> = Vec::new();
                for code in (1..=rows(self, id)).filter_map(|number| self.get(&format!("{id}-{number}"))) {
                    if !codes.contains(&code) {
                        codes.push(code);
                    }
                }
                (!codes.is_empty()).then(|| list(fact, codes.into_iter()))
            }
            Shape::Radios | Shape::Choose | Shape::Line => typed.map(|typed| Value::String(typed.to_owned())),
            Shape::Members => None,
        })
    }

    fn date(&self, fact: &FactDeclaration, id: &str) -> Result<Option<Value>, Refusal> {
        let parts = ["year", "month", "day"].map(|part| self.get(&format!("{id}-{part}")).map(plain_digits));
        match parts {
            [None, None, None] => Ok(None),
            [Some(year), Some(month), Some(day)] => {
                let read = |text: &str| text.parse::<i16>().ok();
                let date = || {
                    let (month, day) = (i8::try_from(read(&month)?).ok()?, i8::try_from(read(&day)?).ok()?);
                    // Two digits would be the first century: nobody means it.
                    let year = read(&year).filter(|year| *year >= 1000)?;
                    jiff::civil::Date::new(year, month, day).ok()
                };
                let date = date().ok_or_else(|| Refusal::invalid("people.date_impossible", &*fact.name))?;
                Ok(Some(Value::String(date.to_string())))
            }
            _ => Err(Refusal::invalid("people.date_incomplete", &*fact.name)),
        }
    }

    fn place(&self, fact: &FactDeclaration, id: &str) -> Result<Option<Value>, Refusal> {
        let code = match self.get(id) {
            Some("elsewhere") => self
                .get(&format!("{id}-code"))
                .map(str::to_uppercase)
                .ok_or_else(|| Refusal::invalid("people.place_code", &*fact.name))?,
            Some(code) => code.to_owned(),
            None => return Ok(None),
        };
        match code.parse::<PlaceCode>() {
            Ok(code) => Ok(Some(Value::String(code.to_string()))),
            Err(_) => Err(Refusal::invalid("people.place_code", &*fact.name)),
        }
    }
}

/// How many places are offered: three, or as many as were named.
pub(super) fn rows(entered: &Entered, id: &str) -> usize {
    let named = (1..=100).take_while(|number| entered.get(&format!("{id}-{number}")).is_some()).count();
    named.max(PLACES)
}

/// The only field of each member, as text.
fn only_fields(members: &[Value]) -> impl Iterator<Item = String> {
    members.iter().filter_map(|member| member.as_object()?.values().next()?.as_str().map(str::to_owned))
}

fn list<'a>(fact: &FactDeclaration, items: impl Iterator<Item = &'a str>) -> Value {
    let name = fact.fields().first().map(|field| field.name.clone()).unwrap_or_default();
    let member = |item: &str| {
        let fields: Map<String, Value> = std::iter::once((name.clone(), Value::from(item))).collect();
        Value::Object(fields)
    };
    Value::Array(items.map(member).collect())
}

/// A whole number as such; a decimal as text, as facts files write it.
fn number(fact: &FactDeclaration, typed: &str) -> Result<Value, Refusal> {
    let digits = plain_digits(typed);
    if matches!(fact.kind, FactType::Int { .. }) {
        return digits
            .parse::<i64>()
            .map(Value::from)
            .map_err(|_| Refusal::invalid("people.number_not_whole", &*fact.name));
    }
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    if is_number && digits.matches('.').count() <= 1 {
        Ok(Value::String(digits))
    } else {
        Err(Refusal::invalid("people.not_a_number", &*fact.name))
    }
}

/// Full-width digits as plain ones; commas and spaces between digits left out.
fn plain_digits(typed: &str) -> String {
    let plain = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
        '．' => Some('.'),
        ',' | '，' | ' ' | '\u{a0}' => None,
        other => Some(other),
    };
    typed.chars().filter_map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_as_chinese_keyboards_type_them() {
        assert_eq!(plain_digits("１２，０００．５"), "12000.5");
        assert_eq!(plain_digits("12,000"), "12000");
    }
}
