//! Answers with their questions, to be checked or looked up.

use askama::Template;
use serde::Deserialize;

use super::content::{Attributes, Classes, Content};

/// Questions and answers, each with what can be done about it.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/summary_list.html")]
#[serde(default)]
pub struct SummaryList {
    /// The rows.
    pub rows: Vec<SummaryRow>,
    /// A frame with a title around them.
    pub card: Option<SummaryCard>,
    /// Further classes (`govuk-summary-list--no-border`).
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One question and its answer.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SummaryRow {
    /// The question.
    pub key: SummaryCell,
    /// The answer.
    pub value: SummaryCell,
    /// What can be done about it.
    pub actions: SummaryActions,
    /// Further classes.
    pub classes: Classes,
}

/// Question or answer.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SummaryCell {
    /// The words.
    #[serde(flatten)]
    pub content: Content,
    /// Further classes.
    pub classes: Classes,
}

/// What can be done about a row or a card.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SummaryActions {
    /// The links.
    pub items: Vec<SummaryAction>,
    /// Further classes.
    pub classes: Classes,
}

/// A link that changes or removes an answer.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SummaryAction {
    /// "Change".
    #[serde(flatten)]
    pub content: Content,
    /// Where it leads.
    pub href: String,
    /// What it changes, for those who hear it.
    pub visually_hidden_text: Option<String>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl SummaryAction {
    fn has_hidden_text(&self) -> bool {
        self.visually_hidden_text.as_deref().is_some_and(|text| !text.is_empty())
    }
}

/// A frame with a title.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SummaryCard {
    /// Its title.
    pub title: Option<CardTitle>,
    /// What can be done about the whole.
    pub actions: SummaryActions,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// The title of a card.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CardTitle {
    /// Its words.
    #[serde(flatten)]
    pub content: Content,
    /// 2 if it is not said.
    pub heading_level: Option<u8>,
    /// Further classes.
    pub classes: Classes,
}

impl CardTitle {
    fn level(&self) -> u8 {
        self.heading_level.filter(|level| *level > 0).unwrap_or(2)
    }
}

impl SummaryList {
    /// A list without rows.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One more question and answer.
    #[must_use]
    pub fn row(mut self, key: impl Into<Content>, value: impl Into<Content>) -> Self {
        self.rows.push(SummaryRow { key: cell(key), value: cell(value), ..SummaryRow::default() });
        self
    }

    /// One more question and answer, with a link that changes it: its words, and what it changes, for those who hear it.
    #[must_use]
    pub fn row_with_link(
        mut self,
        key: impl Into<Content>,
        value: impl Into<Content>,
        href: impl Into<String>,
        words: impl Into<Content>,
        changes: impl Into<String>,
    ) -> Self {
        let action = SummaryAction {
            content: words.into(),
            href: href.into(),
            visually_hidden_text: Some(changes.into()),
            ..SummaryAction::default()
        };
        let actions = SummaryActions { items: vec![action], ..SummaryActions::default() };
        self.rows.push(SummaryRow { key: cell(key), value: cell(value), actions, ..SummaryRow::default() });
        self
    }

    /// A frame with a title around the list.
    #[must_use]
    pub fn card(mut self, title: impl Into<Content>) -> Self {
        let title = CardTitle { content: title.into(), ..CardTitle::default() };
        self.card = Some(SummaryCard { title: Some(title), ..SummaryCard::default() });
        self
    }

    fn lacks_actions(&self, row: &SummaryRow) -> bool {
        row.actions.items.is_empty() && self.rows.iter().any(|row| !row.actions.items.is_empty())
    }

    fn card_title(&self) -> Option<&CardTitle> {
        self.card.as_ref().and_then(|card| card.title.as_ref())
    }
}

fn cell(words: impl Into<Content>) -> SummaryCell {
    SummaryCell { content: words.into(), ..SummaryCell::default() }
}
