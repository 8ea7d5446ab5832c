//! Figures that can be looked behind, and the filters of a list.

use askama::Template;

use super::content::Content;
use super::page::Page;

/// Figures side by side, each with the way to its definition and source. Make it with [`Page::figures`].
#[derive(Template, Debug, Clone)]
#[template(path = "wotu/components/figure_tiles.html")]
pub struct FigureTiles {
    link_words: String,
    figures: Vec<Figure>,
}

/// One figure.
#[derive(Debug, Clone)]
struct Figure {
    value: Content,
    label: Content,
    href: Option<String>,
}

impl FigureTiles {
    /// One more figure; `definition` is the page with its definition, source and date.
    #[must_use]
    pub fn figure(
        mut self,
        value: impl Into<Content>,
        label: impl Into<Content>,
        definition: impl Into<String>,
    ) -> Self {
        self.figures.push(Figure { value: value.into(), label: label.into(), href: Some(definition.into()) });
        self
    }

    /// One more figure that the page itself explains.
    #[must_use]
    pub fn plain(mut self, value: impl Into<Content>, label: impl Into<Content>) -> Self {
        self.figures.push(Figure { value: value.into(), label: label.into(), href: None });
        self
    }
}

/// The filters in use, each a link that takes it away. Make it with [`Page::filter_chips`].
#[derive(Template, Debug, Clone)]
#[template(path = "wotu/components/filter_chips.html")]
pub struct FilterChips {
    label: String,
    remove_words: String,
    clear_words: String,
    clear_href: String,
    filters: Vec<(Content, String)>,
}

impl FilterChips {
    /// One more filter and the list without it.
    #[must_use]
    pub fn filter(mut self, words: impl Into<Content>, href_without: impl Into<String>) -> Self {
        self.filters.push((words.into(), href_without.into()));
        self
    }
}

impl Page {
    /// No figures yet: add `.figure(value, label, definition)`.
    #[must_use]
    pub fn figures(&self) -> FigureTiles {
        FigureTiles { link_words: self.t("layout-figures-definition"), figures: Vec::new() }
    }

    /// No filters yet: add `.filter(words, href_without)`. `clear_href` is the list without any.
    #[must_use]
    pub fn filter_chips(&self, clear_href: impl Into<String>) -> FilterChips {
        FilterChips {
            label: self.t("layout-filters-label"),
            remove_words: self.t("layout-filters-remove"),
            clear_words: self.t("layout-filters-clear"),
            clear_href: clear_href.into(),
            filters: Vec::new(),
        }
    }
}
