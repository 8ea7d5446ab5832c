//! What a page says apart from its text: banners, panels, insets, warnings, tags.

use askama::Template;
use serde::Deserialize;

use super::button::Button;
use super::content::{Attributes, Classes, Content};

/// News about the service or the last act. The layout shows the page's notice by itself.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/notification_banner.html")]
#[serde(default, rename_all = "camelCase")]
pub struct NotificationBanner {
    /// "Important", "Done".
    pub title: Content,
    /// The news; plain text becomes a heading.
    #[serde(flatten)]
    pub content: Content,
    /// `success` where something was done.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Another role than the kind's.
    pub role: Option<String>,
    /// Another id of the title.
    pub title_id: Option<String>,
    /// 2 if it is not said.
    pub title_heading_level: Option<u8>,
    /// Whether a script leaves the focus where it is.
    pub disable_auto_focus: Option<bool>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl NotificationBanner {
    /// News under a title.
    #[must_use]
    pub fn new(title: impl Into<Content>, content: impl Into<Content>) -> Self {
        Self { title: title.into(), content: content.into(), ..Self::default() }
    }

    /// Something was done.
    #[must_use]
    pub fn success(mut self) -> Self {
        self.kind = Some("success".to_owned());
        self
    }

    fn is_success(&self) -> bool {
        self.kind.as_deref() == Some("success")
    }

    fn role_in_use(&self) -> &str {
        let own = if self.is_success() { "alert" } else { "region" };
        self.role.as_deref().filter(|role| !role.is_empty()).unwrap_or(own)
    }

    fn title_id_in_use(&self) -> &str {
        self.title_id.as_deref().filter(|id| !id.is_empty()).unwrap_or("govuk-notification-banner-title")
    }

    fn level(&self) -> u8 {
        self.title_heading_level.filter(|level| *level > 0).unwrap_or(2)
    }
}

/// The large green panel after an application was sent, with its reference.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/panel.html")]
#[serde(default, rename_all = "camelCase")]
pub struct Panel {
    /// The news: it is the page's heading.
    pub title: Content,
    /// The reference.
    #[serde(flatten)]
    pub content: Content,
    /// 1 if it is not said.
    pub heading_level: Option<u8>,
    /// What can be done, on a panel that interrupts (`govuk-panel--interruption`).
    pub actions: PanelActions,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// What can be done on an interruption panel.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PanelActions {
    /// Buttons and links.
    pub items: Vec<Action>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// A button, or a link beside buttons.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Action {
    /// Its words.
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
    /// `button` makes a link look like a button; otherwise the button's type.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The name under which a form sends it.
    pub name: Option<String>,
    /// What is sent under that name.
    pub value: Option<String>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl Action {
    fn plain_link(&self) -> Option<&str> {
        let href = self.href.as_deref().filter(|href| !href.is_empty())?;
        (self.kind.as_deref() != Some("button")).then_some(href)
    }

    fn button(&self, own_class: &str) -> Button {
        Button {
            content: Content::from(self.text.as_str()),
            href: self.href.clone(),
            kind: Some(self.kind.clone().unwrap_or_else(|| "button".to_owned())),
            name: self.name.clone(),
            value: self.value.clone(),
            attributes: self.attributes.clone(),
            ..Button::default()
        }
        .classes(own_class)
        .classes(self.classes.as_str())
    }
}

impl Panel {
    /// News and, under it, a reference.
    #[must_use]
    pub fn new(title: impl Into<Content>, content: impl Into<Content>) -> Self {
        Self { title: title.into(), content: content.into(), ..Self::default() }
    }

    fn level(&self) -> u8 {
        self.heading_level.filter(|level| *level > 0).unwrap_or(1)
    }

    fn is_interruption(&self) -> bool {
        self.classes.contains("govuk-panel--interruption")
    }
}

/// A passage set apart from the text.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/inset_text.html")]
#[serde(default)]
pub struct InsetText {
    /// The passage.
    #[serde(flatten)]
    pub content: Content,
    /// Its id.
    pub id: Option<String>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl InsetText {
    /// A passage.
    #[must_use]
    pub fn new(content: impl Into<Content>) -> Self {
        Self { content: content.into(), ..Self::default() }
    }
}

/// A consequence that must not be missed. Make it with [`super::Page::warning`].
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/warning_text.html")]
#[serde(default, rename_all = "camelCase")]
pub struct WarningText {
    /// The consequence.
    #[serde(flatten)]
    pub content: Content,
    /// "Warning", for those who hear it.
    pub icon_fallback_text: String,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// A state in one or two words.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/tag.html")]
#[serde(default)]
pub struct Tag {
    /// The words.
    #[serde(flatten)]
    pub content: Content,
    /// Further classes (`govuk-tag--green`).
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl Tag {
    /// A state without colour.
    #[must_use]
    pub fn new(words: impl Into<Content>) -> Self {
        Self { content: words.into(), ..Self::default() }
    }

    /// A state in a colour: `green`, `yellow`, `red`, `grey`, `blue`, `orange`, `purple`, `teal`, `magenta`.
    #[must_use]
    pub fn coloured(words: impl Into<Content>, colour: &str) -> Self {
        let mut tag = Self::new(words);
        tag.classes.add(&format!("govuk-tag--{colour}"));
        tag
    }
}

/// The stage of the service. The layout shows the banner of a demonstration by itself.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/phase_banner.html")]
#[serde(default)]
pub struct PhaseBanner {
    /// The stage.
    pub tag: Tag,
    /// What it means.
    #[serde(flatten)]
    pub content: Content,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl PhaseBanner {
    fn own_tag(&self) -> Tag {
        let mut classes = Classes::from("govuk-phase-banner__content__tag");
        if !self.tag.classes.is_empty() {
            classes.add(self.tag.classes.as_str());
        }
        Tag { content: self.tag.content.clone(), classes, attributes: Attributes::default() }
    }
}

/// What the service keeps in the browser. We keep only what is needed, so no page of ours asks; a region that adds more must.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/cookie_banner.html")]
#[serde(default, rename_all = "camelCase")]
pub struct CookieBanner {
    /// The name of the landmark.
    pub aria_label: String,
    /// The question and the answers to its buttons.
    pub messages: Vec<CookieMessage>,
    /// Whether it is hidden at first.
    pub hidden: bool,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One message of a cookie banner.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CookieMessage {
    /// Its heading.
    pub heading: Content,
    /// What it says.
    #[serde(flatten)]
    pub content: Content,
    /// Buttons and links.
    pub actions: Vec<Action>,
    /// Its role (`alert` for an answer).
    pub role: Option<String>,
    /// Whether it is hidden at first.
    pub hidden: bool,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}
