//! What every page hands to `wotu/layout.html`: language, navigation, who is signed in, and the words.

use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;

use vocabulary::Lang;

use super::Content;

/// The words of one language. The platform implements it over Fluent; a test may bring its own.
pub trait Say {
    /// The text under `key`, without arguments.
    fn say(&self, key: &str) -> String;
    /// The text under `key`, with its named arguments.
    fn say_with(&self, key: &str, args: &[(&str, String)]) -> String;
}

/// The name of the hidden field that carries the form token.
pub const CSRF_FIELD: &str = "_csrf";
/// The route that keeps a visitor's language, type size and contrast; it answers with a redirect to `back`.
pub const PREFER_PATH: &str = "/_prefer";

/// One page's frame. Built by the platform for each request; templates take it as `page`.
#[derive(Clone)]
pub struct Page {
    /// The language in which the page speaks.
    pub lang: Lang,
    /// The page's own path with its query, so that switches come back to it.
    pub path: String,
    /// What follows the page's title in the window: the service's name.
    pub title_suffix: String,
    /// The region's name beside the mark ("吉林省人才服务").
    pub region_name: String,
    /// The main navigation.
    pub nav: Vec<NavItem>,
    /// Who is signed in, if anybody is.
    pub account: Option<AccountBadge>,
    /// Larger type was asked for.
    pub is_large: bool,
    /// Higher contrast was asked for.
    pub has_contrast: bool,
    /// The form on this page came back with errors: the title says so first.
    pub has_errors: bool,
    /// The form token of this session.
    pub csrf: String,
    /// What the last act has to say, shown once at the top.
    pub notice: Option<Notice>,
    /// A demonstration region: every page says that people and firms are invented.
    pub is_demo: bool,
    /// The words.
    pub texts: Arc<dyn Say + Send + Sync>,
}

/// A line of the main navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavItem {
    /// Where it leads.
    pub href: String,
    /// Its words, already in the page's language.
    pub text: String,
    /// Whether the page belongs to it.
    pub is_current: bool,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountBadge {
    /// The name to show.
    pub name: String,
    /// Their own page.
    pub href: String,
    /// Where the sign-out form posts.
    pub sign_out_href: String,
}

/// A message about what has just happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// It was done.
    Success(Content),
    /// Worth knowing.
    Information(Content),
}

/// A switch of the header: a link in the words of what it turns on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Switch {
    /// The route that keeps the choice and comes back.
    pub href: String,
    /// Its words.
    pub text: String,
    /// The tag for `lang` and `hreflang`.
    pub tag: &'static str,
}

impl Page {
    /// A page in `lang` at `path` with nothing signed in; set the fields that differ.
    #[must_use]
    pub fn new(lang: Lang, path: impl Into<String>, texts: Arc<dyn Say + Send + Sync>) -> Self {
        Self {
            lang,
            path: path.into(),
            title_suffix: texts.say("layout-service-name"),
            region_name: String::new(),
            nav: Vec::new(),
            account: None,
            is_large: false,
            has_contrast: false,
            has_errors: false,
            csrf: String::new(),
            notice: None,
            is_demo: false,
            texts,
        }
    }

    /// The words under `key`.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.texts.say(key)
    }

    /// The words under `key` with named arguments.
    #[must_use]
    pub fn t_with(&self, key: &str, args: &[(&str, String)]) -> String {
        self.texts.say_with(key, args)
    }

    /// The words under `key` with one argument: the form that is handy inside a template.
    #[must_use]
    pub fn t1(&self, key: &str, name: &str, value: impl ToString) -> String {
        self.texts.say_with(key, &[(name, value.to_string())])
    }

    /// The words under `key` with two arguments.
    #[must_use]
    pub fn t2(&self, key: &str, name: &str, value: impl ToString, other: &str, its: impl ToString) -> String {
        self.texts.say_with(key, &[(name, value.to_string()), (other, its.to_string())])
    }

    /// The other languages, each named in itself, with a link that keeps the page.
    #[must_use]
    pub fn other_langs(&self) -> Vec<Switch> {
        let others = Lang::ALL.into_iter().filter(|lang| *lang != self.lang);
        others
            .map(|lang| Switch {
                href: self.prefer("lang", lang.code()),
                text: self.t(match lang {
                    Lang::Zh => "layout-language-zh",
                    Lang::En => "layout-language-en",
                }),
                tag: lang.html(),
            })
            .collect()
    }

    /// Turns larger type on or off.
    #[must_use]
    pub fn large_href(&self) -> String {
        self.prefer("large", if self.is_large { "0" } else { "1" })
    }

    /// Turns higher contrast on or off.
    #[must_use]
    pub fn contrast_href(&self) -> String {
        self.prefer("contrast", if self.has_contrast { "0" } else { "1" })
    }

    /// Where to sign in and then come back to this page.
    #[must_use]
    pub fn sign_in_href(&self) -> String {
        format!("/sign-in?back={}", query_value(&self.path))
    }

    /// The classes of `<html>` that the style sheet knows.
    #[must_use]
    pub fn html_classes(&self) -> &'static str {
        match (self.is_large, self.has_contrast) {
            (false, false) => "govuk-template",
            (true, false) => "govuk-template large",
            (false, true) => "govuk-template contrast",
            (true, true) => "govuk-template large contrast",
        }
    }

    /// The hidden field with the form token, to stand in every form that posts.
    #[must_use]
    pub fn csrf_field(&self) -> Content {
        let token = Content::from(self.csrf.as_str());
        Content::html(format!("<input type=\"hidden\" name=\"{CSRF_FIELD}\" value=\"{token}\">"))
    }

    fn prefer(&self, what: &str, value: &str) -> String {
        format!("{PREFER_PATH}?{what}={value}&back={}", query_value(&self.path))
    }
}

impl Debug for Page {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        // The form token stays out of logs.
        formatter
            .debug_struct("Page")
            .field("lang", &self.lang)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// `text` as the value of a query parameter (RFC 3986: only unreserved characters and `/` stand as they are).
fn query_value(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_with_a_query_survives_the_switch() {
        assert_eq!(query_value("/posts?q=农业&n=2"), "/posts%3Fq%3D%E5%86%9C%E4%B8%9A%26n%3D2");
    }
}
