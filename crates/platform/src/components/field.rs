//! What every form field shares: label, hint, error message, legend, and the group around them.

use askama::Template;
use serde::Deserialize;

use super::content::{Attributes, Classes, Content};

/// The label of one field.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/label.html")]
#[serde(default, rename_all = "camelCase")]
pub struct Label {
    /// Its words.
    #[serde(flatten)]
    pub content: Content,
    /// Further classes (`govuk-label--l`).
    pub classes: Classes,
    /// Whether the label is the page's heading: one thing per page.
    pub is_page_heading: bool,
    /// Further attributes.
    pub attributes: Attributes,
    /// The id of the field; set by the field itself.
    #[serde(rename = "for")]
    pub for_id: Option<String>,
}

/// One sentence of help under a label.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/hint.html")]
#[serde(default, rename_all = "camelCase")]
pub struct Hint {
    /// Its words.
    #[serde(flatten)]
    pub content: Content,
    /// The id that the field names in `aria-describedby`; set by the field itself.
    pub id: Option<String>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// What is wrong with one field, in the same words as in the summary at the top. Make it with [`super::Page::error`].
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/error_message.html")]
#[serde(default, rename_all = "camelCase")]
pub struct ErrorMessage {
    /// Its words.
    #[serde(flatten)]
    pub content: Content,
    /// The id that the field names in `aria-describedby`; set by the field itself.
    pub id: Option<String>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
    /// "Error", heard but not seen; a colon follows it.
    #[serde(rename = "visuallyHiddenText")]
    pub prefix: Option<String>,
}

/// The caption of a group of fields.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/legend.html")]
#[serde(default, rename_all = "camelCase")]
pub struct Legend {
    /// Its words.
    #[serde(flatten)]
    pub content: Content,
    /// Further classes (`govuk-fieldset__legend--l`).
    pub classes: Classes,
    /// Whether the legend is the page's heading: one thing per page.
    pub is_page_heading: bool,
}

/// A group of fields with a caption, around any content.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/fieldset.html")]
#[serde(default, rename_all = "camelCase")]
pub struct Fieldset {
    /// The caption.
    pub legend: Option<Legend>,
    /// The fields.
    #[serde(flatten)]
    pub content: Content,
    /// Ids of what describes the group, separated by spaces.
    pub described_by: Option<String>,
    /// Further classes.
    pub classes: Classes,
    /// The group's role, where it is not its own.
    pub role: Option<String>,
    /// Further attributes.
    pub attributes: Attributes,
}

impl Fieldset {
    /// A group under `legend`.
    #[must_use]
    pub fn new(legend: impl Into<Content>, content: impl Into<Content>) -> Self {
        let legend = Legend { content: legend.into(), ..Legend::default() };
        Self { legend: Some(legend), content: content.into(), ..Self::default() }
    }
}

/// The box around a field.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct FormGroup {
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
    /// What stands right before the field.
    #[serde(alias = "beforeInputs")]
    pub before_input: Content,
    /// What stands right after the field.
    #[serde(alias = "afterInputs")]
    pub after_input: Content,
}

/// What a text input, select, text area and file upload have in common.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Field {
    /// The id; the name where there is none.
    pub id: Option<String>,
    /// The name under which the form sends it.
    pub name: String,
    /// The label.
    pub label: Label,
    /// One sentence of help.
    pub hint: Option<Hint>,
    /// What is wrong with the value.
    pub error_message: Option<ErrorMessage>,
    /// The box around it.
    pub form_group: FormGroup,
    /// Ids of what else describes it.
    pub described_by: Option<String>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
    /// What stands in it.
    pub value: Option<String>,
    /// Whether it cannot be changed.
    pub disabled: bool,
    /// The autofill token (`email`, `new-password`).
    pub autocomplete: Option<String>,
    /// Whether the browser may check the spelling.
    pub spellcheck: Option<bool>,
}

impl Field {
    /// A field called `name` with a label.
    #[must_use]
    pub fn new(name: impl Into<String>, label: impl Into<Content>) -> Self {
        let label = Label { content: label.into(), ..Label::default() };
        Self { name: name.into(), label, ..Self::default() }
    }

    /// The id in use.
    #[must_use]
    pub fn id(&self) -> &str {
        self.id.as_deref().unwrap_or(&self.name)
    }

    /// The label, tied to the field.
    #[must_use]
    pub fn tied_label(&self) -> Label {
        Label { for_id: Some(self.id().to_owned()), ..self.label.clone() }
    }

    /// The hint with its id.
    #[must_use]
    pub fn tied_hint(&self) -> Option<Hint> {
        tie_hint(self.hint.as_ref(), self.id())
    }

    /// The error message with its id.
    #[must_use]
    pub fn tied_error(&self) -> Option<ErrorMessage> {
        tie_error(self.error_message.as_ref(), self.id())
    }

    /// The value of `aria-describedby`, empty if nothing describes the field.
    #[must_use]
    pub fn described_by(&self) -> String {
        describing_ids(
            self.described_by.as_deref(),
            self.id(),
            self.hint.is_some(),
            self.error_message.is_some(),
        )
    }
}

/// `hint` with the id that belongs to the field `id`.
pub(super) fn tie_hint(hint: Option<&Hint>, id: &str) -> Option<Hint> {
    hint.map(|hint| Hint { id: Some(format!("{id}-hint")), ..hint.clone() })
}

/// `error` with the id that belongs to the field `id`.
pub(super) fn tie_error(error: Option<&ErrorMessage>, id: &str) -> Option<ErrorMessage> {
    error.map(|error| ErrorMessage { id: Some(format!("{id}-error")), ..error.clone() })
}

/// The ids of what describes the field `id`, in the order in which they are read out.
pub(super) fn describing_ids(given: Option<&str>, id: &str, has_hint: bool, has_error: bool) -> String {
    let mut ids: Vec<String> =
        given.filter(|given| !given.is_empty()).map(str::to_owned).into_iter().collect();
    if has_hint {
        ids.push(format!("{id}-hint"));
    }
    if has_error {
        ids.push(format!("{id}-error"));
    }
    ids.join(" ")
}

/// The builder methods that every field with a [`Field`] inside offers.
macro_rules! field_builder {
    ($component:ty) => {
        impl $component {
            /// One sentence of help under the label.
            #[must_use]
            pub fn hint(mut self, hint: impl Into<$crate::components::Content>) -> Self {
                self.field.hint =
                    Some($crate::components::Hint { content: hint.into(), ..Default::default() });
                self
            }

            /// What is wrong with it, if anything is.
            #[must_use]
            pub fn error(mut self, error: impl Into<Option<$crate::components::ErrorMessage>>) -> Self {
                self.field.error_message = error.into();
                self
            }

            /// What stands in it.
            #[must_use]
            pub fn value(mut self, value: impl Into<String>) -> Self {
                self.field.value = Some(value.into());
                self
            }

            /// Another id than the name.
            #[must_use]
            pub fn id(mut self, id: impl Into<String>) -> Self {
                self.field.id = Some(id.into());
                self
            }

            /// The autofill token (`email`, `new-password`).
            #[must_use]
            pub fn autocomplete(mut self, token: impl Into<String>) -> Self {
                self.field.autocomplete = Some(token.into());
                self
            }

            /// Further classes on the control itself.
            #[must_use]
            pub fn classes(mut self, classes: &str) -> Self {
                self.field.classes.add(classes);
                self
            }

            /// A further attribute on the control itself.
            #[must_use]
            pub fn attribute(mut self, name: &str, value: impl Into<String>) -> Self {
                self.field.attributes.set(name, value);
                self
            }

            /// The label is the page's heading: one thing per page.
            #[must_use]
            pub fn as_heading(mut self) -> Self {
                self.field.label.is_page_heading = true;
                self.field.label.classes.add("govuk-label--l");
                self
            }
        }
    };
}
pub(super) use field_builder;
