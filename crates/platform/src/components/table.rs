//! Facts in rows and columns.

use askama::Template;
use serde::Deserialize;

use super::content::{Attributes, Classes, Content};

/// A table with a caption.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/table.html")]
#[serde(default, rename_all = "camelCase")]
pub struct Table {
    /// What the table shows.
    pub caption: Option<String>,
    /// Further classes of the caption.
    pub caption_classes: Classes,
    /// The columns' names.
    pub head: Vec<Cell>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the first cell of a row names it.
    pub first_cell_is_header: bool,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One cell.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Cell {
    /// What stands in it.
    #[serde(flatten)]
    pub content: Content,
    /// `numeric` aligns figures.
    pub format: Option<String>,
    /// Over how many columns it goes.
    pub colspan: Option<u16>,
    /// Over how many rows it goes.
    pub rowspan: Option<u16>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl Cell {
    /// A figure, aligned with those above and below it.
    #[must_use]
    pub fn numeric(figure: impl Into<Content>) -> Self {
        Self { content: figure.into(), format: Some("numeric".to_owned()), ..Self::default() }
    }
}

impl<T: Into<Content>> From<T> for Cell {
    fn from(content: T) -> Self {
        Self { content: content.into(), ..Self::default() }
    }
}

impl Table {
    /// A table that shows `caption`.
    #[must_use]
    pub fn new(caption: impl Into<String>) -> Self {
        Self { caption: Some(caption.into()), ..Self::default() }
    }

    /// The columns' names.
    #[must_use]
    pub fn head<C: Into<Cell>>(mut self, cells: impl IntoIterator<Item = C>) -> Self {
        self.head = cells.into_iter().map(Into::into).collect();
        self
    }

    /// One more row.
    #[must_use]
    pub fn row<C: Into<Cell>>(mut self, cells: impl IntoIterator<Item = C>) -> Self {
        self.rows.push(cells.into_iter().map(Into::into).collect());
        self
    }

    /// The first cell of each row names it.
    #[must_use]
    pub fn with_row_headers(mut self) -> Self {
        self.first_cell_is_header = true;
        self
    }

    /// The caption is heard but not seen, because a heading above says the same.
    #[must_use]
    pub fn with_hidden_caption(mut self) -> Self {
        self.caption_classes = Classes::from("govuk-visually-hidden");
        self
    }
}
