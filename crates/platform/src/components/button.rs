//! What a person presses: buttons, and the links back and past the head of a page.

use askama::Template;
use serde::Deserialize;

use super::content::{Attributes, Classes, Content};

/// A button, or a link that looks like one.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/button.html")]
#[serde(default, rename_all = "camelCase")]
pub struct Button {
    /// Its words: the act it does.
    #[serde(flatten)]
    pub content: Content,
    /// Where it leads; a button of a form if there is none.
    pub href: Option<String>,
    /// `submit` if it is not said.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The name under which a form sends it.
    pub name: Option<String>,
    /// What is sent under that name.
    pub value: Option<String>,
    /// Its id.
    pub id: Option<String>,
    /// Whether it cannot be pressed. Better to say why instead.
    pub disabled: bool,
    /// Whether a script may swallow a second click; the server must anyway (idempotency key).
    pub prevent_double_click: Option<bool>,
    /// Whether it begins a service: larger, with an arrow.
    pub is_start_button: bool,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl Button {
    /// A button that sends its form.
    #[must_use]
    pub fn new(words: impl Into<Content>) -> Self {
        Self { content: words.into(), ..Self::default() }
    }

    /// A link that looks like a button.
    #[must_use]
    pub fn link(words: impl Into<Content>, href: impl Into<String>) -> Self {
        Self { content: words.into(), href: Some(href.into()), ..Self::default() }
    }

    /// The button that begins a service.
    #[must_use]
    pub fn start(words: impl Into<Content>, href: impl Into<String>) -> Self {
        Self { is_start_button: true, ..Self::link(words, href) }
    }

    /// For what is done less often, beside a main button.
    #[must_use]
    pub fn secondary(self) -> Self {
        self.classes("govuk-button--secondary")
    }

    /// For what cannot be undone.
    #[must_use]
    pub fn warning(self) -> Self {
        self.classes("govuk-button--warning")
    }

    /// Smaller, for rows of a list.
    #[must_use]
    pub fn small(self) -> Self {
        self.classes("wotu-button--small")
    }

    /// What the form sends when this button is pressed.
    #[must_use]
    pub fn sends(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self.value = Some(value.into());
        self
    }

    /// Another `type` than `submit`.
    #[must_use]
    pub fn kind(mut self, kind: impl Into<String>) -> Self {
        self.kind = Some(kind.into());
        self
    }

    /// Further classes; an empty text adds none.
    #[must_use]
    pub fn classes(mut self, classes: &str) -> Self {
        if !classes.is_empty() {
            self.classes.add(classes);
        }
        self
    }

    /// A further attribute.
    #[must_use]
    pub fn attribute(mut self, name: &str, value: impl Into<String>) -> Self {
        self.attributes.set(name, value);
        self
    }

    fn link_href(&self) -> Option<&str> {
        self.href.as_deref().filter(|href| !href.is_empty())
    }

    fn kind_in_use(&self) -> &str {
        self.kind.as_deref().filter(|kind| !kind.is_empty()).unwrap_or("submit")
    }
}

/// The way back to the page before, above the heading. Make it with [`super::Page::back_link`].
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/back_link.html")]
#[serde(default)]
pub struct BackLink {
    /// Where it leads.
    pub href: String,
    /// "Back".
    #[serde(flatten)]
    pub content: Content,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// The link past the head of the page; the layout has one already.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/skip_link.html")]
#[serde(default)]
pub struct SkipLink {
    /// `#` and the id of the main content.
    pub href: Option<String>,
    /// "Skip to main content".
    #[serde(flatten)]
    pub content: Content,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl SkipLink {
    fn target(&self) -> &str {
        self.href.as_deref().filter(|href| !href.is_empty()).unwrap_or("#content")
    }
}
