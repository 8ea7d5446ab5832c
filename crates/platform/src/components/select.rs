//! A choice from a long list, and a file.

use askama::Template;
use serde::Deserialize;

use super::content::{Attributes, Content};
use super::field::{Field, field_builder};

/// A choice from a long list. For fewer than about ten entries, [`super::Radios`] are easier.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/select.html")]
#[serde(default, rename_all = "camelCase")]
pub struct Select {
    /// Name, label, hint, error, value.
    #[serde(flatten)]
    pub field: Field,
    /// The entries.
    pub items: Vec<SelectItem>,
}

/// One entry of a select.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SelectItem {
    /// What is sent; the text if there is none.
    pub value: Option<String>,
    /// What is read.
    pub text: String,
    /// Chosen, or surely not, whatever the value of the select.
    pub selected: Option<bool>,
    /// Whether it cannot be chosen.
    pub disabled: bool,
    /// Further attributes.
    pub attributes: Attributes,
}

impl Select {
    /// A choice called `name`.
    #[must_use]
    pub fn new(name: impl Into<String>, label: impl Into<Content>) -> Self {
        Self { field: Field::new(name, label), items: Vec::new() }
    }

    /// One more entry.
    #[must_use]
    pub fn option(mut self, value: impl Into<String>, text: impl Into<String>) -> Self {
        self.items.push(SelectItem { value: Some(value.into()), text: text.into(), ..SelectItem::default() });
        self
    }

    /// More entries, each a value and its words.
    #[must_use]
    pub fn options<V: Into<String>, T: Into<String>>(
        mut self,
        options: impl IntoIterator<Item = (V, T)>,
    ) -> Self {
        for (value, text) in options {
            self = self.option(value, text);
        }
        self
    }

    fn is_selected(&self, item: &SelectItem) -> bool {
        let value = item.value.as_deref().unwrap_or(&item.text);
        let matches = self.field.value.as_deref().is_some_and(|chosen| !chosen.is_empty() && chosen == value);
        item.selected == Some(true) || (matches && item.selected != Some(false))
    }
}

field_builder!(Select);

/// A file from the person's device. The form needs `enctype="multipart/form-data"`.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/file_upload.html")]
#[serde(default, rename_all = "camelCase")]
pub struct FileUpload {
    /// Name, label, hint, error.
    #[serde(flatten)]
    pub field: Field,
    /// Whether several files may be chosen.
    pub multiple: bool,
}

impl FileUpload {
    /// A file called `name`.
    #[must_use]
    pub fn new(name: impl Into<String>, label: impl Into<Content>) -> Self {
        Self { field: Field::new(name, label), multiple: false }
    }

    /// The kinds of file to offer (`.json,.xml`). The server checks for itself.
    #[must_use]
    pub fn accept(self, kinds: impl Into<String>) -> Self {
        self.attribute("accept", kinds)
    }
}

field_builder!(FileUpload);
