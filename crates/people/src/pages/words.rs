//! A fact's value in words, in the page's language.

use super::entered::Shape;
use crate::model::resume::language_words;
use platform::{app::App, components::Page, texts};
use rules::{
    Vocabulary,
    facts::{FactDeclaration, FactType},
};
use serde_json::{Map, Value};
use vocabulary::{Currency, Lang, Money, PlaceCode};

/// What every value needs.
pub(super) struct Words<'a> {
    pub app: &'a App,
    pub page: &'a Page,
    pub vocabulary: &'a Vocabulary,
}

impl Words<'_> {
    /// A value as lines: one for a single value, one a member for lists.
    pub(super) fn lines(&self, fact: Option<&FactDeclaration>, value: &Value) -> Vec<String> {
        match (fact, value) {
            (Some(fact), Value::Array(members)) => {
                if members.is_empty() {
                    return vec![self.page.t("people-none")];
                }
                let objects = members.iter().filter_map(Value::as_object);
                objects.map(|member| self.member(fact, member)).collect()
            }
            (_, value) => vec![self.one(fact, value)],
        }
    }

    /// One member in one line: the first field, and the others behind it.
    pub(super) fn member(&self, fact: &FactDeclaration, member: &Map<String, Value>) -> String {
        let told = |field: &FactDeclaration| {
            let value = member.get(&field.name)?;
            Some((field.title.get(self.page.lang).to_owned(), self.one(Some(field), value)))
        };
        let mut fields = fact.fields().iter();
        let first =
            fields.next().and_then(|field| member.get(&field.name).map(|value| self.one(Some(field), value)));
        let others: Vec<String> = fields
            .filter_map(told)
            .map(|(title, words)| self.page.t2("people-field-and-value", "field", title, "value", words))
            .collect();
        let first = first.unwrap_or_else(|| self.page.t("people-unknown"));
        if others.is_empty() {
            return first;
        }
        let others = others.join(&self.page.t("people-field-separator"));
        self.page.t2("people-member-words", "first", first, "others", others)
    }

    fn one(&self, fact: Option<&FactDeclaration>, value: &Value) -> String {
        let lang = self.page.lang;
        match value {
            Value::Bool(true) => self.page.t("people-yes"),
            Value::Bool(false) => self.page.t("people-no"),
            Value::Object(mark) if mark.contains_key("unknown") => self.page.t("people-unknown"),
            Value::Object(mark) if mark.contains_key("none") => self.page.t("people-none"),
            Value::Object(money) => amount(money, lang).unwrap_or_else(|| value.to_string()),
            Value::String(text) => self.text(fact, text),
            other => other.to_string(),
        }
    }

    fn text(&self, fact: Option<&FactDeclaration>, text: &str) -> String {
        let lang = self.page.lang;
        let Some(fact) = fact else { return text.to_owned() };
        let known = match (&fact.kind, Shape::of(fact, self.vocabulary)) {
            (FactType::Date, _) => text.parse().ok().map(|day| texts::date(day, lang)),
            (FactType::Enum { scheme }, _) => self.vocabulary.scheme(scheme).and_then(|scheme| {
                let class = scheme.values.iter().find(|class| class.id == text)?;
                Some(class.title.get(lang).to_owned())
            }),
            (FactType::Money { currency, .. }, _) => {
                Money::parse(text, *currency).ok().map(|money| texts::money(money, lang))
            }
            (_, Shape::Place) => {
                text.parse::<PlaceCode>().ok().map(|code| self.app.region().place_name(&code, lang))
            }
            (_, Shape::Language) => language_words::name_of(text, lang),
            _ => None,
        };
        known.unwrap_or_else(|| text.to_owned())
    }
}

fn amount(money: &Map<String, Value>, lang: Lang) -> Option<String> {
    let currency = Currency::from_code(money.get("currency")?.as_str()?)?;
    Some(texts::money(Money::new(money.get("minor")?.as_i64()?, currency), lang))
}
