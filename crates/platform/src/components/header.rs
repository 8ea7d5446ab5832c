//! A header with a name, for pages outside the layout (an error before the texts are loaded).

use askama::Template;
use serde::Deserialize;

use super::content::{Attributes, Classes, Content};

/// A bar with a name that leads to the start page.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/generic_header.html")]
#[serde(default, rename_all = "camelCase")]
pub struct GenericHeader {
    /// Name or mark.
    pub logo: Content,
    /// Where it leads; `/` if it is not said.
    pub url: Option<String>,
    /// Classes of the inner box instead of the usual width.
    pub container_classes: Option<String>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl GenericHeader {
    fn target(&self) -> &str {
        self.url.as_deref().filter(|url| !url.is_empty()).unwrap_or("/")
    }

    fn container(&self) -> &str {
        self.container_classes
            .as_deref()
            .filter(|classes| !classes.is_empty())
            .unwrap_or("govuk-width-container")
    }
}
