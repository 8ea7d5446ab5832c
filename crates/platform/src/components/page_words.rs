//! Components whose own words ("Back", "Error", "Page 3") come in the page's language: made by the page.

use vocabulary::Lang;

use super::button::BackLink;
use super::content::Content;
use super::date_input::DateInput;
use super::disclosure::Tabs;
use super::error_summary::ErrorSummary;
use super::field::{ErrorMessage, Field};
use super::input::PasswordInput;
use super::message::{NotificationBanner, WarningText};
use super::navigation::{Breadcrumbs, PageLink, PageNumber, Pagination};
use super::page::{Notice, Page};
use super::text_area::CharacterCount;

impl Page {
    /// What is wrong with one field. Give it to the field's `error`.
    #[must_use]
    pub fn error(&self, words: impl Into<Content>) -> ErrorMessage {
        ErrorMessage {
            content: words.into(),
            prefix: Some(self.t("layout-error-prefix")),
            ..ErrorMessage::default()
        }
    }

    /// The summary at the top of a form; add errors with `.at(field_id, words)`. Set `has_errors` too.
    #[must_use]
    pub fn error_summary(&self) -> ErrorSummary {
        ErrorSummary::new(self.t("layout-error-summary-title"))
    }

    /// The way back to the page before.
    #[must_use]
    pub fn back_link(&self, href: impl Into<String>) -> BackLink {
        BackLink { href: href.into(), content: self.t("layout-back").into(), ..BackLink::default() }
    }

    /// Where the page stands: add `.step(words, href)` and `.here(words)`.
    #[must_use]
    pub fn breadcrumbs(&self) -> Breadcrumbs {
        Breadcrumbs {
            label_text: self.t("layout-breadcrumbs-label"),
            collapse_on_mobile: true,
            ..Breadcrumbs::default()
        }
    }

    /// A date as three fields named `NAME-year`, `NAME-month`, `NAME-day`, in the order of the page's language.
    #[must_use]
    pub fn date_input(&self, name: impl Into<String>, legend: impl Into<Content>) -> DateInput {
        let (year, month, day) = (
            ("year", self.t("layout-date-year")),
            ("month", self.t("layout-date-month")),
            ("day", self.t("layout-date-day")),
        );
        let order = match self.lang {
            Lang::Zh => [year, month, day],
            Lang::En => [day, month, year],
        };
        let input = DateInput::new(name, legend);
        order.into_iter().fold(input, |input, (part, label)| input.part(part, label))
    }

    /// A password. For a new one add `.autocomplete("new-password")`.
    #[must_use]
    pub fn password_input(&self, name: impl Into<String>, label: impl Into<Content>) -> PasswordInput {
        PasswordInput {
            field: Field::new(name, label),
            show_password_text: self.t("layout-password-show"),
            show_password_aria_label_text: self.t("layout-password-show-label"),
            ..PasswordInput::default()
        }
    }

    /// A text area that says how many characters it takes. The act checks the limit.
    #[must_use]
    pub fn character_count(
        &self,
        name: impl Into<String>,
        label: impl Into<Content>,
        maximum: u32,
    ) -> CharacterCount {
        CharacterCount {
            field: Field::new(name, label),
            maxlength: Some(maximum),
            limit_text: self.t1("layout-characters-limit", "count", maximum),
            ..CharacterCount::default()
        }
    }

    /// A consequence that must not be missed.
    #[must_use]
    pub fn warning(&self, words: impl Into<Content>) -> WarningText {
        WarningText {
            content: words.into(),
            icon_fallback_text: self.t("layout-warning"),
            ..WarningText::default()
        }
    }

    /// Alternatives whose panels are `PREFIX-1`, `PREFIX-2` and so on: add `.tab(name, content)`.
    #[must_use]
    pub fn tabs(&self, id_prefix: impl Into<String>) -> Tabs {
        Tabs { id_prefix: id_prefix.into(), heading: self.t("layout-tabs-title").into(), ..Tabs::default() }
    }

    /// The words after a label whose field may stay empty.
    #[must_use]
    pub fn optional(&self, label: impl AsRef<str>) -> String {
        format!("{}{}", label.as_ref(), self.t("layout-optional"))
    }

    /// Only back and forth, for lists that are paged by key.
    #[must_use]
    pub fn pagination_by_key(&self, previous: Option<String>, next: Option<String>) -> Pagination {
        let link =
            |key: &str, href: String| PageLink { content: self.t(key).into(), href, ..PageLink::default() };
        Pagination {
            previous: previous.map(|href| link("layout-pagination-previous", href)),
            next: next.map(|href| link("layout-pagination-next", href)),
            landmark_label: self.t("layout-pagination-label"),
            ..Pagination::default()
        }
    }

    /// The pages 1 to `last` around `current`; `href` makes the address of a page from its number.
    #[must_use]
    pub fn pagination(&self, current: u32, last: u32, href: impl Fn(u32) -> String) -> Pagination {
        let previous = (current > 1).then(|| href(current.saturating_sub(1)));
        let next = (current < last).then(|| href(current.saturating_add(1)));
        let mut items = Vec::new();
        let mut before = 0;
        for number in 1..=last {
            let is_shown = number == 1 || number == last || number.abs_diff(current) <= 1;
            if !is_shown {
                continue;
            }
            if number > before + 1 {
                items.push(PageNumber { ellipsis: true, ..PageNumber::default() });
            }
            before = number;
            items.push(PageNumber {
                number: number.to_string(),
                href: href(number),
                current: number == current,
                visually_hidden_text: self.t1("layout-pagination-page", "number", number),
                ..PageNumber::default()
            });
        }
        Pagination { items, ..self.pagination_by_key(previous, next) }
    }

    /// The page's notice as a banner, empty if there is none. The layout shows it.
    #[must_use]
    pub fn notice_banner(&self) -> Content {
        match &self.notice {
            None => Content::default(),
            Some(Notice::Success(words)) => {
                let banner = NotificationBanner::new(self.t("layout-notice-success"), words).success();
                Content::of(banner)
            }
            Some(Notice::Information(words)) => {
                Content::of(NotificationBanner::new(self.t("layout-notice-information"), words))
            }
        }
    }
}
