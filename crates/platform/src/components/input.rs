//! One line of text, and a password.

use askama::Template;
use serde::Deserialize;

use super::content::{Attributes, Classes, Content};
use super::field::{Field, field_builder};

/// One line of text.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/input.html")]
#[serde(default, rename_all = "camelCase")]
pub struct Input {
    /// Name, label, hint, error, value.
    #[serde(flatten)]
    pub field: Field,
    /// The kind of text; `text` where it is empty.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The keyboard a phone should offer (`numeric`).
    pub inputmode: Option<String>,
    /// A pattern for the browser.
    pub pattern: Option<String>,
    /// How a phone should capitalise.
    pub autocapitalize: Option<String>,
    /// What stands before the box, such as a currency.
    pub prefix: Option<Affix>,
    /// What stands behind the box, such as a unit.
    pub suffix: Option<Affix>,
    /// The box around prefix, input and suffix.
    pub input_wrapper: Wrapper,
}

/// A unit or currency beside an input. It is not read out: the label must say it too.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Affix {
    /// Its words.
    #[serde(flatten)]
    pub content: Content,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// The box around an input with prefix or suffix.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Wrapper {
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl Input {
    /// A line of text called `name`.
    #[must_use]
    pub fn new(name: impl Into<String>, label: impl Into<Content>) -> Self {
        Self { field: Field::new(name, label), ..Self::default() }
    }

    /// Whole numbers: a numeric keyboard, no spinner.
    #[must_use]
    pub fn numeric(mut self) -> Self {
        self.inputmode = Some("numeric".to_owned());
        self
    }

    /// Another `type` (`email`, `tel`, `search`).
    #[must_use]
    pub fn kind(mut self, kind: impl Into<String>) -> Self {
        self.kind = Some(kind.into());
        self
    }

    /// As wide as about this many characters: 2, 3, 4, 5, 10, 20 or 30.
    #[must_use]
    pub fn width(mut self, characters: u8) -> Self {
        self.field.classes.add(&format!("govuk-input--width-{characters}"));
        self
    }

    /// A unit or currency before the box.
    #[must_use]
    pub fn prefix(mut self, words: impl Into<Content>) -> Self {
        self.prefix = Some(Affix { content: words.into(), ..Affix::default() });
        self
    }

    /// A unit behind the box.
    #[must_use]
    pub fn suffix(mut self, words: impl Into<Content>) -> Self {
        self.suffix = Some(Affix { content: words.into(), ..Affix::default() });
        self
    }

    fn kind_in_use(&self) -> &str {
        self.kind.as_deref().filter(|kind| !kind.is_empty()).unwrap_or("text")
    }

    fn has_wrapper(&self) -> bool {
        let affix = |affix: &Option<Affix>| affix.as_ref().is_some_and(|affix| !affix.content.is_empty());
        affix(&self.prefix)
            || affix(&self.suffix)
            || !self.field.form_group.before_input.is_empty()
            || !self.field.form_group.after_input.is_empty()
    }
}

field_builder!(Input);

/// A password. Its "show" button stays hidden without scripts. Make it with [`super::Page::password_input`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct PasswordInput {
    /// Name, label, hint, error.
    #[serde(flatten)]
    pub field: Field,
    /// The words of the button that shows the password.
    pub show_password_text: String,
    /// The same for those who hear it.
    pub show_password_aria_label_text: String,
    /// The button's further classes.
    pub button: Wrapper,
}

impl PasswordInput {
    /// The input and its button, as the template needs them.
    fn input(&self) -> Input {
        let mut field = self.field.clone();
        let mut group_classes = Classes::from("govuk-password-input");
        if !field.form_group.classes.is_empty() {
            group_classes.add(field.form_group.classes.as_str());
        }
        field.form_group.classes = group_classes;
        field.form_group.attributes.set("data-module", "govuk-password-input");
        let button = super::Button::new(self.show_password_text.as_str())
            .kind("button")
            .classes("govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle")
            .classes(self.button.classes.as_str())
            .attribute("aria-controls", self.field.id())
            .attribute("aria-label", self.show_password_aria_label_text.as_str())
            .attribute("hidden", "");
        field.form_group.after_input =
            Content::html(format!("{button}{after}", after = self.field.form_group.after_input));
        let mut classes = Classes::from("govuk-password-input__input govuk-js-password-input-input");
        if !field.classes.is_empty() {
            classes.add(field.classes.as_str());
        }
        field.classes = classes;
        field.spellcheck = Some(false);
        if field.autocomplete.as_deref().unwrap_or_default().is_empty() {
            field.autocomplete = Some("current-password".to_owned());
        }
        Input {
            field,
            kind: Some("password".to_owned()),
            autocapitalize: Some("none".to_owned()),
            input_wrapper: Wrapper {
                classes: Classes::from("govuk-password-input__wrapper"),
                ..Wrapper::default()
            },
            ..Input::default()
        }
    }
}

impl std::fmt::Display for PasswordInput {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}", self.input())
    }
}

field_builder!(PasswordInput);
