//! What opens on demand: details, accordion, tabs. Without scripts, accordion and tabs simply show everything.

use askama::Template;
use serde::Deserialize;

use super::content::{Attributes, Classes, Content};

/// A sentence that opens to an explanation; works without scripts.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/details.html")]
#[serde(default)]
pub struct Details {
    /// The sentence.
    pub summary: Content,
    /// The explanation.
    #[serde(flatten)]
    pub content: Content,
    /// Whether it is open at first.
    pub open: bool,
    /// Its id.
    pub id: Option<String>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl Details {
    /// A sentence and its explanation.
    #[must_use]
    pub fn new(summary: impl Into<Content>, content: impl Into<Content>) -> Self {
        Self { summary: summary.into(), content: content.into(), ..Self::default() }
    }
}

/// Sections under headings.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/accordion.html")]
#[serde(default, rename_all = "camelCase")]
pub struct Accordion {
    /// The start of every id.
    pub id: String,
    /// The sections.
    pub items: Vec<Section>,
    /// 2 if it is not said.
    pub heading_level: Option<u8>,
    /// Whether a script keeps what was open.
    pub remember_expanded: Option<bool>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One section of an accordion.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Section {
    /// Its heading.
    pub heading: Content,
    /// A line under the heading.
    pub summary: Content,
    /// What stands in it.
    pub content: Content,
    /// Whether it is open at first, where scripts run.
    pub expanded: bool,
}

impl Accordion {
    /// An accordion without sections.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }

    /// One more section.
    #[must_use]
    pub fn section(mut self, heading: impl Into<Content>, content: impl Into<Content>) -> Self {
        self.items.push(Section { heading: heading.into(), content: content.into(), ..Section::default() });
        self
    }

    fn level(&self) -> u8 {
        self.heading_level.filter(|level| *level > 0).unwrap_or(2)
    }
}

/// Alternatives, one shown at a time where scripts run. Make it with [`super::Page::tabs`].
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/tabs.html")]
#[serde(default, rename_all = "camelCase")]
pub struct Tabs {
    /// Its id.
    pub id: Option<String>,
    /// The start of the panels' ids.
    pub id_prefix: String,
    /// The heading of the list where no scripts run.
    pub heading: Content,
    /// The alternatives.
    pub items: Vec<Tab>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One alternative.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Tab {
    /// Its name.
    pub label: String,
    /// Another id than the one made from the prefix.
    pub id: Option<String>,
    /// What stands in it.
    pub panel: TabPanel,
    /// Further attributes of its name.
    pub attributes: Attributes,
}

/// What stands in an alternative.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TabPanel {
    /// The content.
    #[serde(flatten)]
    pub content: Content,
    /// Further attributes.
    pub attributes: Attributes,
}

impl Tabs {
    /// One more alternative.
    #[must_use]
    pub fn tab(mut self, label: impl Into<String>, content: impl Into<Content>) -> Self {
        let panel = TabPanel { content: content.into(), ..TabPanel::default() };
        self.items.push(Tab { label: label.into(), panel, ..Tab::default() });
        self
    }

    fn panel_id(&self, tab: &Tab, number: &usize) -> String {
        tab.id.clone().unwrap_or_else(|| format!("{}-{number}", self.id_prefix))
    }
}
