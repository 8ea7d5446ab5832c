//! Everything that is wrong with a form, at the top of the page. Make it with [`super::Page::error_summary`].

use askama::Template;
use serde::Deserialize;

use super::content::{Attributes, Classes, Content};

/// The list of a form's errors, each with a link to its field.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/error_summary.html")]
#[serde(default, rename_all = "camelCase")]
pub struct ErrorSummary {
    /// "There is a problem".
    pub title: Content,
    /// A sentence before the list, if needed.
    pub description: Content,
    /// The errors.
    #[serde(rename = "errorList")]
    pub errors: Vec<ErrorLink>,
    /// Whether a script may leave the focus where it is.
    pub disable_auto_focus: Option<bool>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One error and where it can be put right.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ErrorLink {
    /// `#` and the id of the field.
    pub href: Option<String>,
    /// The same words as at the field.
    #[serde(flatten)]
    pub content: Content,
    /// Further attributes.
    pub attributes: Attributes,
}

impl ErrorSummary {
    /// An empty list under a title.
    #[must_use]
    pub fn new(title: impl Into<Content>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// One more error at the field with this id.
    #[must_use]
    pub fn at(mut self, field_id: &str, words: impl Into<Content>) -> Self {
        self.errors.push(ErrorLink {
            href: Some(format!("#{field_id}")),
            content: words.into(),
            ..ErrorLink::default()
        });
        self
    }

    /// One more error that belongs to no single field.
    #[must_use]
    pub fn general(mut self, words: impl Into<Content>) -> Self {
        self.errors.push(ErrorLink { content: words.into(), ..ErrorLink::default() });
        self
    }
}
