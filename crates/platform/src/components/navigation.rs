//! Ways through the pages: where one is, what comes before and after, and other languages.

use askama::Template;
use serde::Deserialize;

use super::content::{Attributes, Classes, Content};

/// Where the page stands in the whole. Make it with [`super::Page::breadcrumbs`].
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/breadcrumbs.html")]
#[serde(default, rename_all = "camelCase")]
pub struct Breadcrumbs {
    /// From the start page down.
    pub items: Vec<Crumb>,
    /// The name of the landmark.
    pub label_text: String,
    /// Whether a phone shows only the first and the last.
    pub collapse_on_mobile: bool,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One step of the way.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Crumb {
    /// Its words.
    #[serde(flatten)]
    pub content: Content,
    /// Where it leads; the page itself if there is none.
    pub href: Option<String>,
    /// Further attributes.
    pub attributes: Attributes,
}

impl Breadcrumbs {
    /// One more step.
    #[must_use]
    pub fn step(mut self, words: impl Into<Content>, href: impl Into<String>) -> Self {
        self.items.push(Crumb { content: words.into(), href: Some(href.into()), ..Crumb::default() });
        self
    }

    /// The page itself, the last step.
    #[must_use]
    pub fn here(mut self, words: impl Into<Content>) -> Self {
        self.items.push(Crumb { content: words.into(), ..Crumb::default() });
        self
    }
}

/// The pages of a list, or the neighbours of a page. Make it with [`super::Page::pagination`].
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/pagination.html")]
#[serde(default, rename_all = "camelCase")]
pub struct Pagination {
    /// The page before.
    pub previous: Option<PageLink>,
    /// The page after.
    pub next: Option<PageLink>,
    /// Numbered pages and gaps; none for a list that is paged by key.
    pub items: Vec<PageNumber>,
    /// The name of the landmark.
    pub landmark_label: String,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// A neighbour.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct PageLink {
    /// "Previous page".
    #[serde(flatten)]
    pub content: Content,
    /// Where it leads.
    pub href: String,
    /// What stands there, for a walk through chapters.
    pub label_text: Option<String>,
    /// Further attributes.
    pub attributes: Attributes,
}

/// A numbered page, or a gap.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct PageNumber {
    /// Its number.
    pub number: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is this page.
    pub current: bool,
    /// Whether it is a gap.
    pub ellipsis: bool,
    /// "Page 3", for those who hear it.
    pub visually_hidden_text: String,
    /// Further attributes.
    pub attributes: Attributes,
}

impl Pagination {
    fn is_block(&self) -> bool {
        self.items.is_empty() && (self.previous.is_some() || self.next.is_some())
    }

    fn shown(link: Option<&PageLink>) -> Option<&PageLink> {
        link.filter(|link| !link.href.is_empty())
    }
}

/// The navigation of a part of the service. The layout has the main navigation already.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/service_navigation.html")]
#[serde(default, rename_all = "camelCase")]
pub struct ServiceNavigation {
    /// The name of the part.
    pub service_name: Option<String>,
    /// Where its name leads.
    pub service_url: Option<String>,
    /// Its pages.
    pub navigation: Vec<ServiceLink>,
    /// The name of the landmark for the pages.
    pub navigation_label: Option<String>,
    /// The name of the landmark around name and pages.
    pub aria_label: String,
    /// The button that opens the list where scripts run.
    pub menu_button_text: String,
    /// The same for those who hear it.
    pub menu_button_label: Option<String>,
    /// The id of the list.
    pub navigation_id: Option<String>,
    /// Further classes of the list's landmark.
    pub navigation_classes: Classes,
    /// Whether a phone folds the list where scripts run; by default from two pages on.
    pub collapse_navigation_on_mobile: Option<bool>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One page of a part of the service.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ServiceLink {
    /// Its words.
    #[serde(flatten)]
    pub content: Content,
    /// Where it leads.
    pub href: Option<String>,
    /// Whether it is this page.
    pub current: bool,
    /// Whether this page belongs to it.
    pub active: bool,
    /// Further attributes.
    pub attributes: Attributes,
}

impl ServiceNavigation {
    fn label(&self) -> &str {
        self.navigation_label.as_deref().filter(|label| !label.is_empty()).unwrap_or(&self.menu_button_text)
    }

    fn id(&self) -> &str {
        self.navigation_id.as_deref().filter(|id| !id.is_empty()).unwrap_or("navigation")
    }

    fn collapses(&self) -> bool {
        self.collapse_navigation_on_mobile.unwrap_or(self.navigation.len() > 1)
    }

    fn button_label(&self) -> Option<&str> {
        self.menu_button_label.as_deref().filter(|label| !label.is_empty() && *label != self.menu_button_text)
    }

    fn name(&self) -> Option<&str> {
        self.service_name.as_deref().filter(|name| !name.is_empty())
    }
}

/// The languages of one document. The layout has the switch of the service already.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/language_navigation.html")]
#[serde(default, rename_all = "camelCase")]
pub struct LanguageNavigation {
    /// The languages, each named in itself.
    pub items: Vec<LanguageLink>,
    /// The name of the landmark.
    pub aria_label: String,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One language.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct LanguageLink {
    /// Its own name.
    #[serde(flatten)]
    pub content: Content,
    /// Where the document stands in it.
    pub href: Option<String>,
    /// Whether it is the language of this page.
    pub current: bool,
    /// Its tag.
    pub lang: Option<String>,
    /// The tag of the other document, if another.
    pub href_lang: Option<String>,
    /// Its direction.
    pub dir: Option<String>,
    /// What is heard after its name.
    pub language_description_text: Option<String>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl LanguageLink {
    fn link(&self) -> Option<&str> {
        self.href.as_deref().filter(|href| !href.is_empty() && !self.current)
    }

    fn target_tag(&self) -> Option<&str> {
        self.href_lang.as_deref().or(self.lang.as_deref())
    }
}
