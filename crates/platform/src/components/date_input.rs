//! A date as three fields, so that it can be typed on any device. Make it with [`super::Page::date_input`].

use std::collections::BTreeMap;

use askama::Template;
use serde::Deserialize;

use super::content::{Attributes, Classes, Content};
use super::field::{ErrorMessage, Fieldset, FormGroup, Hint, Legend, describing_ids, tie_error, tie_hint};
use super::input::Input;

/// A date as day, month and year (in Chinese: year, month, day).
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/date_input.html")]
#[serde(default, rename_all = "camelCase")]
pub struct DateInput {
    /// The start of every id: the day's is `ID-day`.
    pub id: String,
    /// The start of every name: the day's is `PREFIX-day`.
    pub name_prefix: Option<String>,
    /// The fields in their order.
    pub items: Vec<DatePart>,
    /// What stands in them, by full name.
    pub values: BTreeMap<String, String>,
    /// The caption.
    pub fieldset: Option<Fieldset>,
    /// One sentence of help.
    pub hint: Option<Hint>,
    /// What is wrong with the date.
    pub error_message: Option<ErrorMessage>,
    /// The box around it.
    pub form_group: FormGroup,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One of the fields of a date.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct DatePart {
    /// `day`, `month` or `year`.
    pub name: String,
    /// The word above it.
    pub label: String,
    /// Another id.
    pub id: Option<String>,
    /// What stands in it.
    pub value: Option<String>,
    /// Whether it is this part that is wrong, or surely not.
    pub error: Option<bool>,
    /// Further classes.
    pub classes: Classes,
    /// The autofill token (`bday-day`).
    pub autocomplete: Option<String>,
    /// A pattern for the browser.
    pub pattern: Option<String>,
    /// The keyboard a phone should offer; `numeric` if it is not said.
    pub inputmode: Option<String>,
    /// Further attributes.
    pub attributes: Attributes,
}

impl DateInput {
    /// A date whose fields are named `NAME-day`, `NAME-month`, `NAME-year`, under a caption.
    #[must_use]
    pub fn new(name: impl Into<String>, legend: impl Into<Content>) -> Self {
        let name = name.into();
        let legend = Legend {
            content: legend.into(),
            classes: Classes::from("govuk-fieldset__legend--s"),
            is_page_heading: false,
        };
        Self {
            id: name.clone(),
            name_prefix: Some(name),
            fieldset: Some(Fieldset { legend: Some(legend), ..Fieldset::default() }),
            ..Self::default()
        }
    }

    /// One more field: `part` is `day`, `month` or `year`.
    #[must_use]
    pub fn part(mut self, part: &str, label: impl Into<String>) -> Self {
        self.items.push(DatePart { name: part.to_owned(), label: label.into(), ..DatePart::default() });
        self
    }

    /// What stands in the fields, as it was typed.
    #[must_use]
    pub fn value(mut self, year: impl ToString, month: impl ToString, day: impl ToString) -> Self {
        for item in &mut self.items {
            item.value = match item.name.as_str() {
                "year" => Some(year.to_string()),
                "month" => Some(month.to_string()),
                "day" => Some(day.to_string()),
                _ => None,
            };
        }
        self
    }

    /// One sentence of help under the caption, best an example.
    #[must_use]
    pub fn hint(mut self, words: impl Into<Content>) -> Self {
        self.hint = Some(Hint { content: words.into(), ..Hint::default() });
        self
    }

    /// What is wrong with the date, if anything is.
    #[must_use]
    pub fn error(mut self, error: impl Into<Option<ErrorMessage>>) -> Self {
        self.error_message = error.into();
        self
    }

    /// The caption is the page's heading: one thing per page.
    #[must_use]
    pub fn as_heading(mut self) -> Self {
        if let Some(legend) = self.fieldset.as_mut().and_then(|fieldset| fieldset.legend.as_mut()) {
            legend.is_page_heading = true;
            legend.classes = Classes::from("govuk-fieldset__legend--l");
        }
        self
    }

    fn inputs(&self) -> Vec<Input> {
        let marked =
            |part: &DatePart| part.error == Some(true) || part.classes.contains("govuk-input--error");
        let any_marked = self.items.iter().any(marked);
        let all_wrong = self.error_message.is_some() && !any_marked;
        self.items
            .iter()
            .map(|part| self.input(part, marked(part) || (all_wrong && part.error != Some(false))))
            .collect()
    }

    fn input(&self, part: &DatePart, is_wrong: bool) -> Input {
        let name = match self.name_prefix.as_deref().filter(|prefix| !prefix.is_empty()) {
            Some(prefix) => format!("{prefix}-{}", part.name),
            None => part.name.clone(),
        };
        let mut classes = Classes::from("govuk-date-input__input");
        if is_wrong && !part.classes.contains("govuk-input--error") {
            classes.add("govuk-input--error");
        }
        if !part.classes.contains("govuk-input--width-") {
            classes.add(if part.name == "year" { "govuk-input--width-4" } else { "govuk-input--width-2" });
        }
        if !part.classes.is_empty() {
            classes.add(part.classes.as_str());
        }
        let mut input = Input::new(name.clone(), part.label.as_str());
        input.field.label.classes = Classes::from("govuk-date-input__label");
        input.field.id = Some(part.id.clone().unwrap_or_else(|| format!("{}-{}", self.id, part.name)));
        input.field.classes = classes;
        input.field.value = part.value.clone().or_else(|| self.values.get(&name).cloned());
        input.field.autocomplete.clone_from(&part.autocomplete);
        input.field.attributes = part.attributes.clone();
        input.inputmode = Some(part.inputmode.clone().unwrap_or_else(|| "numeric".to_owned()));
        input.pattern.clone_from(&part.pattern);
        input
    }

    fn tied_hint(&self) -> Option<Hint> {
        tie_hint(self.hint.as_ref(), &self.id)
    }

    fn tied_error(&self) -> Option<ErrorMessage> {
        tie_error(self.error_message.as_ref(), &self.id)
    }

    fn described_by(&self) -> String {
        let given = self.fieldset.as_ref().and_then(|fieldset| fieldset.described_by.as_deref());
        describing_ids(given, &self.id, self.hint.is_some(), self.error_message.is_some())
    }
}
