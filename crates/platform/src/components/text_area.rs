//! Several lines of text, with or without a limit.

use askama::Template;
use serde::Deserialize;

use super::content::{Classes, Content};
use super::field::{Field, Hint, field_builder};

/// Several lines of text.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/textarea.html")]
#[serde(default, rename_all = "camelCase")]
pub struct TextArea {
    /// Name, label, hint, error, value.
    #[serde(flatten)]
    pub field: Field,
    /// How many lines are shown; five if it is not said.
    pub rows: Option<u16>,
}

impl TextArea {
    /// A box of text called `name`.
    #[must_use]
    pub fn new(name: impl Into<String>, label: impl Into<Content>) -> Self {
        Self { field: Field::new(name, label), rows: None }
    }

    /// How many lines are shown.
    #[must_use]
    pub fn rows(mut self, rows: u16) -> Self {
        self.rows = Some(rows);
        self
    }

    fn rows_in_use(&self) -> u16 {
        self.rows.filter(|rows| *rows > 0).unwrap_or(5)
    }
}

field_builder!(TextArea);

/// Several lines of text that say how long they may be. The server checks the limit; make it with
/// [`super::Page::character_count`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CharacterCount {
    /// Name, label, hint, error, value.
    #[serde(flatten)]
    pub field: Field,
    /// How many lines are shown.
    pub rows: Option<u16>,
    /// The longest text, in characters.
    pub maxlength: Option<u32>,
    /// The longest text, in words.
    pub maxwords: Option<u32>,
    /// From which percentage of the limit on the count is shown.
    pub threshold: Option<u32>,
    /// "You can enter up to 200 characters", in the page's language.
    #[serde(rename = "textareaDescriptionText")]
    pub limit_text: String,
    /// Further classes of that sentence.
    pub count_message: CountMessage,
}

/// The classes of the sentence under a limited text area.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CountMessage {
    /// Further classes.
    pub classes: Classes,
}

impl CharacterCount {
    fn text_area(&self) -> TextArea {
        let mut field = self.field.clone();
        let id = field.id().to_owned();
        field.described_by = Some(format!("{id}-info"));
        field.form_group.classes = joined("govuk-character-count", &self.field.form_group.classes);
        let attributes = &mut field.form_group.attributes;
        attributes.set("data-module", "govuk-character-count");
        for (name, limit) in [
            ("data-maxlength", self.maxlength),
            ("data-maxwords", self.maxwords),
            ("data-threshold", self.threshold),
        ] {
            if let Some(limit) = limit {
                attributes.set(name, limit.to_string());
            }
        }
        if self.maxwords.is_some() {
            attributes.set("data-count-type", "words");
        }
        let message = Hint {
            content: Content::from(self.limit_text.as_str()),
            id: Some(format!("{id}-info")),
            classes: joined("govuk-character-count__message", &self.count_message.classes),
            ..Hint::default()
        };
        field.form_group.after_input =
            Content::html(format!("{message}{after}", after = self.field.form_group.after_input));
        field.classes = joined("govuk-js-character-count", &self.field.classes);
        TextArea { field, rows: self.rows }
    }
}

impl std::fmt::Display for CharacterCount {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}", self.text_area())
    }
}

field_builder!(CharacterCount);

fn joined(own: &str, further: &Classes) -> Classes {
    let mut classes = Classes::from(own);
    if !further.is_empty() {
        classes.add(further.as_str());
    }
    classes
}
