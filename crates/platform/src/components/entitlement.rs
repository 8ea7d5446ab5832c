//! What a person may receive: a conclusion first, its reason under it, the law behind a link, the amount at the side.

use askama::Template;

use super::content::Content;

/// The four answers of the rules. Each has a word, never a colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutcomeKind {
    /// Entitled.
    Yes,
    /// Not entitled, or not at the same time as something better.
    No,
    /// A fact is missing.
    Unknown,
    /// A person must decide.
    Refer,
}

impl OutcomeKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Yes => "wotu-outcome--yes",
            Self::No => "wotu-outcome--no",
            Self::Unknown => "wotu-outcome--unknown",
            Self::Refer => "wotu-outcome--refer",
        }
    }
}

/// The tag that says how a measure or a condition turned out.
#[derive(Template, Debug, Clone)]
#[template(path = "wotu/components/outcome.html")]
pub struct OutcomeTag {
    /// The answer.
    pub kind: OutcomeKind,
    /// Its word, in the page's language ("可享受").
    pub words: Content,
}

impl OutcomeTag {
    /// The tag for `kind` with its word.
    #[must_use]
    pub fn new(kind: OutcomeKind, words: impl Into<Content>) -> Self {
        Self { kind, words: words.into() }
    }
}

/// One measure and its conclusion. Stands in a `<ul class="wotu-measures">` as `<li>{{ measure }}</li>`.
#[derive(Template, Debug, Clone)]
#[template(path = "wotu/components/measure_row.html")]
pub struct MeasureRow {
    /// The conclusion.
    pub outcome: OutcomeTag,
    /// The measure's name.
    pub title: Content,
    /// Where the measure is explained, if anywhere.
    pub href: Option<String>,
    /// The reason in one or two sentences.
    pub why: Content,
    /// The article, with links to the reasons one by one and to the papers needed.
    pub law: Content,
    /// What is received; empty if nothing is.
    pub amount: Content,
    /// How and how long.
    pub note: Content,
    /// What can be done now: a small button or a form.
    pub action: Content,
}

impl MeasureRow {
    /// A measure with its conclusion and the reason for it.
    #[must_use]
    pub fn new(outcome: OutcomeTag, title: impl Into<Content>, why: impl Into<Content>) -> Self {
        Self {
            outcome,
            title: title.into(),
            href: None,
            why: why.into(),
            law: Content::default(),
            amount: Content::default(),
            note: Content::default(),
            action: Content::default(),
        }
    }

    /// Where the measure is explained.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// The article and the links beside it.
    #[must_use]
    pub fn law(mut self, law: impl Into<Content>) -> Self {
        self.law = law.into();
        self
    }

    /// What is received, and how.
    #[must_use]
    pub fn amount(mut self, amount: impl Into<Content>, note: impl Into<Content>) -> Self {
        self.amount = amount.into();
        self.note = note.into();
        self
    }

    /// What can be done now.
    #[must_use]
    pub fn action(mut self, action: impl Into<Content>) -> Self {
        self.action = action.into();
        self
    }
}

/// The best combination, or a proposed decision: one large amount and how it comes about.
#[derive(Template, Debug, Clone)]
#[template(path = "wotu/components/sum_panel.html")]
pub struct SumPanel {
    /// What the amount is.
    pub label: Content,
    /// The amount.
    pub amount: Content,
    /// How and when, and why this combination.
    pub text: Content,
}

impl SumPanel {
    /// An amount with what it is and how it comes about.
    #[must_use]
    pub fn new(label: impl Into<Content>, amount: impl Into<Content>, text: impl Into<Content>) -> Self {
        Self { label: label.into(), amount: amount.into(), text: text.into() }
    }
}
