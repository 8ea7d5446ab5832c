//! Radios and checkboxes: a choice from a few entries, each of which can be read at once.

use askama::Template;
use serde::Deserialize;

use super::content::{Attributes, Classes, Content};
use super::field::{
    ErrorMessage, Fieldset, FormGroup, Hint, Label, Legend, describing_ids, tie_error, tie_hint,
};

/// One entry.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Choice {
    /// Its words.
    #[serde(flatten)]
    pub content: Content,
    /// What is sent.
    pub value: String,
    /// Another id than the one made from the group's.
    pub id: Option<String>,
    /// Another name than the group's (checkboxes).
    pub name: Option<String>,
    /// Chosen, or surely not, whatever the value of the group.
    pub checked: Option<bool>,
    /// Whether it cannot be chosen.
    pub disabled: bool,
    /// One sentence of help under it.
    pub hint: Option<Hint>,
    /// Classes and attributes of its label.
    pub label: Label,
    /// What is asked further if it is chosen; without scripts it always shows.
    pub conditional: Option<Conditional>,
    /// `exclusive` unticks the others where scripts run ("none of these").
    pub behaviour: Option<String>,
    /// Not an entry but a word between entries ("or").
    pub divider: Option<String>,
    /// Further attributes.
    pub attributes: Attributes,
}

/// What is asked further under an entry.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Conditional {
    /// The fields.
    #[serde(flatten)]
    pub content: Content,
}

impl Choice {
    /// The entry `value`.
    #[must_use]
    pub fn new(value: impl Into<String>, words: impl Into<Content>) -> Self {
        Self { value: value.into(), content: words.into(), ..Self::default() }
    }

    /// One sentence of help under it.
    #[must_use]
    pub fn hint(mut self, words: impl Into<Content>) -> Self {
        self.hint = Some(Hint { content: words.into(), ..Hint::default() });
        self
    }

    fn item_label(&self, id: &str, own_class: &str) -> Label {
        let mut classes = Classes::from(own_class);
        if !self.label.classes.is_empty() {
            classes.add(self.label.classes.as_str());
        }
        Label {
            content: self.content.clone(),
            classes,
            is_page_heading: false,
            attributes: self.label.attributes.clone(),
            for_id: Some(id.to_owned()),
        }
    }

    fn item_hint(&self, id: &str, own_class: &str) -> Option<Hint> {
        let hint = self.hint.as_ref().filter(|hint| !hint.content.is_empty())?;
        let mut classes = Classes::from(own_class);
        if !hint.classes.is_empty() {
            classes.add(hint.classes.as_str());
        }
        Some(Hint { id: Some(format!("{id}-item-hint")), classes, ..hint.clone() })
    }

    fn conditional_html(&self) -> Option<&Content> {
        self.conditional.as_ref().map(|conditional| &conditional.content).filter(|content| content.is_html())
    }
}

/// What radios and checkboxes share.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Choices {
    /// The name under which the choice is sent.
    pub name: String,
    /// The start of every id; the name where there is none. The first entry has just this id.
    pub id_prefix: Option<String>,
    /// The caption.
    pub fieldset: Option<Fieldset>,
    /// One sentence of help.
    pub hint: Option<Hint>,
    /// What is wrong with the choice.
    pub error_message: Option<ErrorMessage>,
    /// The box around it.
    pub form_group: FormGroup,
    /// Ids of what else describes it.
    pub described_by: Option<String>,
    /// The entries.
    pub items: Vec<Choice>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl Choices {
    fn new(name: impl Into<String>, legend: impl Into<Content>) -> Self {
        let legend = Legend {
            content: legend.into(),
            classes: Classes::from("govuk-fieldset__legend--s"),
            is_page_heading: false,
        };
        let fieldset = Fieldset { legend: Some(legend), ..Fieldset::default() };
        Self { name: name.into(), fieldset: Some(fieldset), ..Self::default() }
    }

    fn prefix(&self) -> &str {
        self.id_prefix.as_deref().filter(|prefix| !prefix.is_empty()).unwrap_or(&self.name)
    }

    fn item_id(&self, item: &Choice, number: &usize) -> String {
        match (&item.id, number) {
            (Some(id), _) => id.clone(),
            (None, 1) => self.prefix().to_owned(),
            (None, number) => format!("{}-{number}", self.prefix()),
        }
    }

    fn tied_hint(&self) -> Option<Hint> {
        tie_hint(self.hint.as_ref(), self.prefix())
    }

    fn tied_error(&self) -> Option<ErrorMessage> {
        tie_error(self.error_message.as_ref(), self.prefix())
    }

    fn described_by(&self) -> String {
        let fieldset = self.fieldset.as_ref().and_then(|fieldset| fieldset.described_by.as_deref());
        let given = fieldset.filter(|ids| !ids.is_empty()).or(self.described_by.as_deref());
        describing_ids(given, self.prefix(), self.hint.is_some(), self.error_message.is_some())
    }

    fn radio_described_by(item_hint: Option<&Hint>) -> String {
        item_hint.and_then(|hint| hint.id.clone()).unwrap_or_default()
    }

    fn checkbox_described_by(&self, item_hint: Option<&Hint>) -> String {
        // Without a caption to carry it, each box names what describes the group.
        let group = if self.fieldset.is_some() { String::new() } else { self.described_by() };
        let hint = item_hint.and_then(|hint| hint.id.as_deref()).unwrap_or_default();
        format!("{group} {hint}").trim().to_owned()
    }
}

macro_rules! choices_builder {
    ($component:ty) => {
        impl $component {
            /// One more entry.
            #[must_use]
            pub fn option(self, value: impl Into<String>, words: impl Into<Content>) -> Self {
                self.choice(Choice::new(value, words))
            }

            /// One more entry with a sentence of help.
            #[must_use]
            pub fn option_with_hint(
                self,
                value: impl Into<String>,
                words: impl Into<Content>,
                hint: impl Into<Content>,
            ) -> Self {
                self.choice(Choice::new(value, words).hint(hint))
            }

            /// One more entry, made by hand.
            #[must_use]
            pub fn choice(mut self, choice: Choice) -> Self {
                self.choices.items.push(choice);
                self
            }

            /// More entries, each a value and its words.
            #[must_use]
            pub fn options<V: Into<String>, T: Into<Content>>(
                mut self,
                options: impl IntoIterator<Item = (V, T)>,
            ) -> Self {
                self.choices
                    .items
                    .extend(options.into_iter().map(|(value, words)| Choice::new(value, words)));
                self
            }

            /// A word between entries ("or").
            #[must_use]
            pub fn divider(self, word: impl Into<String>) -> Self {
                self.choice(Choice { divider: Some(word.into()), ..Choice::default() })
            }

            /// One sentence of help under the caption.
            #[must_use]
            pub fn hint(mut self, words: impl Into<Content>) -> Self {
                self.choices.hint = Some(Hint { content: words.into(), ..Hint::default() });
                self
            }

            /// What is wrong with the choice, if anything is.
            #[must_use]
            pub fn error(mut self, error: impl Into<Option<ErrorMessage>>) -> Self {
                self.choices.error_message = error.into();
                self
            }

            /// Further classes (`govuk-radios--small`).
            #[must_use]
            pub fn classes(mut self, classes: &str) -> Self {
                self.choices.classes.add(classes);
                self
            }

            /// The caption is the page's heading: one thing per page.
            #[must_use]
            pub fn as_heading(mut self) -> Self {
                if let Some(legend) = self.choices.fieldset.as_mut().and_then(|set| set.legend.as_mut()) {
                    legend.is_page_heading = true;
                    legend.classes = Classes::from("govuk-fieldset__legend--l");
                }
                self
            }
        }
    };
}

/// One choice of a few.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/radios.html")]
#[serde(default, rename_all = "camelCase")]
pub struct Radios {
    /// Caption, entries, hint, error.
    #[serde(flatten)]
    pub choices: Choices,
    /// The value that is chosen.
    pub value: Option<String>,
}

impl Radios {
    /// A choice called `name` under a caption.
    #[must_use]
    pub fn new(name: impl Into<String>, legend: impl Into<Content>) -> Self {
        Self { choices: Choices::new(name, legend), value: None }
    }

    /// The value that is chosen.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// Side by side: for two short entries.
    #[must_use]
    pub fn inline(self) -> Self {
        self.classes("govuk-radios--inline")
    }

    fn is_checked(&self, item: &Choice) -> bool {
        let matches = self.value.as_deref().is_some_and(|value| !value.is_empty() && value == item.value);
        item.checked == Some(true) || (matches && item.checked != Some(false))
    }
}

choices_builder!(Radios);

/// Any of a few.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/checkboxes.html")]
#[serde(default, rename_all = "camelCase")]
pub struct Checkboxes {
    /// Caption, entries, hint, error.
    #[serde(flatten)]
    pub choices: Choices,
    /// The values that are chosen.
    pub values: Vec<String>,
}

impl Checkboxes {
    /// Choices called `name` under a caption.
    #[must_use]
    pub fn new(name: impl Into<String>, legend: impl Into<Content>) -> Self {
        Self { choices: Choices::new(name, legend), values: Vec::new() }
    }

    /// The values that are chosen.
    #[must_use]
    pub fn values<V: Into<String>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        self.values = values.into_iter().map(Into::into).collect();
        self
    }

    fn is_checked(&self, item: &Choice) -> bool {
        item.checked == Some(true) || (item.checked != Some(false) && self.values.contains(&item.value))
    }
}

choices_builder!(Checkboxes);
