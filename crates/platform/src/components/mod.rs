//! The pages' building blocks: one Rust struct per component, each of which displays itself as safe HTML.
//!
//! # How to write a page (in any crate)
//!
//! 1. The crate's `askama.toml`: `[general]` / `dirs = ["templates", "../platform/templates"]`.
//! 2. A struct with `page: Page` and the page's own typed fields; components may be fields or be made in the template.
//! 3. A template that extends `wotu/layout.html`. A component is written `{{ component }}`, without `|safe`: it is known
//!    to be HTML. Everything else is escaped, and so is any text handed to a component (`Content::html` is the exception,
//!    for markup of our own).
//!
//! ```ignore
//! use platform::components::{Button, Input, Page, Radios};
//!
//! #[derive(askama::Template)]
//! #[template(path = "people/name.html")]
//! struct NamePage { page: Page, name: Input, degree: Radios, errors: Option<ErrorSummary> }
//!
//! let name = Input::new("name", page.t("people-name-label"))
//!     .hint(page.t("people-name-hint"))
//!     .value(&typed.name)
//!     .error(refusal.map(|words| page.error(words)));     // Option<ErrorMessage>
//! let degree = Radios::new("degree", page.t("people-degree-legend"))
//!     .options([("doctor", page.t("degree-doctor")), ("master", page.t("degree-master"))])
//!     .value(typed.degree).as_heading();                  // one thing per page: the caption is the h1
//! let errors = Some(page.error_summary().at("name", words));   // and page.has_errors = true
//! ```
//!
//! ```html
//! {% extends "wotu/layout.html" %}
//! {% block title %}{{ page.t("people-name-title") }}{% endblock %}
//! {% block before_content %}{{ page.back_link("/check") }}{% endblock %}
//! {% block content %}
//! {% if let Some(errors) = errors %}{{ errors }}{% endif %}
//! <form method="post" novalidate>{{ page.csrf_field() }}
//! {{ name }}
//! {{ degree }}
//! {{ Button::new(page.t("layout-continue")) }}
//! </form>
//! {% endblock %}
//! ```
//!
//! * Layout blocks: `title`, `head`, `hero` (full width), `before_content`, `content`, `main_class`.
//! * Words: `page.t("key")`, `page.t1("key", "name", value)`, `page.t2("key", "a", x, "b", y)`.
//! * Components with words of their own are made by the page: `page.error`, `page.error_summary`, `page.back_link`,
//!   `page.breadcrumbs`, `page.date_input`, `page.password_input`, `page.character_count`, `page.pagination`,
//!   `page.pagination_by_key`, `page.warning`, `page.tabs`, `page.score_bar` and others.
//! * Typography and grid are govuk-frontend's classes: `govuk-heading-l`, `govuk-body`, `govuk-grid-row`,
//!   `govuk-grid-column-two-thirds`, `govuk-list`, `govuk-link`. Ours begin with `wotu-` (`assets/theme.css`).
//! * No `style` attribute and no script in any template: the content security policy refuses both. Bars and charts are SVG.
//!
//! Each component of govuk-frontend is held against the package's own fixtures in `tests/components.rs`; that is what
//! the `Deserialize` implementations are for.

mod button;
mod case;
mod choice;
mod content;
mod date_input;
mod disclosure;
mod entitlement;
mod error_summary;
mod field;
mod figures;
mod header;
mod icon;
mod input;
mod message;
mod navigation;
mod page;
mod page_words;
mod score;
mod select;
mod summary_list;
mod table;
mod task_list;
mod text_area;

pub use button::{BackLink, Button, SkipLink};
pub use case::{CaseBox, StatusTracker, Timeline, TimelineEvent};
pub use choice::{Checkboxes, Choice, Choices, Conditional, Radios};
pub use content::{Attributes, Classes, Content, HtmlSafeDisplay};
pub use date_input::{DateInput, DatePart};
pub use disclosure::{Accordion, Details, Section, Tab, TabPanel, Tabs};
pub use entitlement::{MeasureRow, OutcomeKind, OutcomeTag, SumPanel};
pub use error_summary::{ErrorLink, ErrorSummary};
pub use field::{ErrorMessage, Field, Fieldset, FormGroup, Hint, Label, Legend};
pub use figures::{FigureTiles, FilterChips};
pub use header::GenericHeader;
pub use icon::{Icon, IconName};
pub use input::{Affix, Input, PasswordInput, Wrapper};
pub use message::{
    Action, CookieBanner, CookieMessage, InsetText, NotificationBanner, Panel, PanelActions, PhaseBanner,
    Tag, WarningText,
};
pub use navigation::{
    Breadcrumbs, Crumb, LanguageLink, LanguageNavigation, PageLink, PageNumber, Pagination, ServiceLink,
    ServiceNavigation,
};
pub use page::{AccountBadge, CSRF_FIELD, NavItem, Notice, PREFER_PATH, Page, Say, Switch};
pub use score::{Chip, PostRow, ScoreBar, ScorePart};
pub use select::{FileUpload, Select, SelectItem};
pub use summary_list::{
    CardTitle, SummaryAction, SummaryActions, SummaryCard, SummaryCell, SummaryList, SummaryRow,
};
pub use table::{Cell, Table};
pub use task_list::{Task, TaskList, TaskStatus, TaskTitle};
pub use text_area::{CharacterCount, CountMessage, TextArea};

/// Says of each component that what it displays is HTML already.
macro_rules! components {
    ($($component:ty),+ $(,)?) => {
        $(impl askama::filters::HtmlSafe for $component {})+
    };
}

components!(
    Accordion,
    BackLink,
    Breadcrumbs,
    Button,
    CharacterCount,
    Checkboxes,
    CookieBanner,
    DateInput,
    Details,
    ErrorMessage,
    ErrorSummary,
    Fieldset,
    FileUpload,
    GenericHeader,
    Hint,
    Input,
    InsetText,
    Label,
    Legend,
    LanguageNavigation,
    NotificationBanner,
    Pagination,
    Panel,
    PasswordInput,
    PhaseBanner,
    Radios,
    Select,
    CaseBox,
    Chip,
    FigureTiles,
    FilterChips,
    Icon,
    MeasureRow,
    OutcomeTag,
    PostRow,
    ScoreBar,
    StatusTracker,
    SumPanel,
    Timeline,
    ServiceNavigation,
    SkipLink,
    SummaryList,
    Table,
    Tabs,
    Tag,
    TaskList,
    TextArea,
    WarningText,
);
