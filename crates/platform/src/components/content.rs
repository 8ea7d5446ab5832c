//! The three small values from which components write HTML: content, classes and attributes.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter, Write};

use askama::filters::HtmlSafe;
use serde::Deserialize;

/// What stands inside a component: plain text, which is escaped, or HTML that our own code wrote.
///
/// A string turns into text by itself, so user input can never become markup by accident.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "TextOrHtml")]
pub enum Content {
    /// Escaped when written.
    Text(String),
    /// Written as it stands: only for the output of templates and components.
    Html(String),
}

impl Content {
    /// Markup that a template or a component of ours has rendered. Never give it user input.
    #[must_use]
    pub fn html(html: impl Into<String>) -> Self {
        Self::Html(html.into())
    }

    /// Another component as content, by value or by reference.
    #[must_use]
    pub fn of(component: impl HtmlSafeDisplay) -> Self {
        Self::Html(component.to_string())
    }

    /// Whether nothing would be written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) | Self::Html(text) => text.is_empty(),
        }
    }

    /// Whether it is markup (some components wrap plain text in a paragraph).
    #[must_use]
    pub const fn is_html(&self) -> bool {
        matches!(self, Self::Html(_))
    }
}

/// A component: it displays itself as safe HTML.
pub trait HtmlSafeDisplay: HtmlSafe + Display {}
impl<T: HtmlSafe + Display> HtmlSafeDisplay for T {}

impl Default for Content {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Display for Content {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write_escaped(formatter, text),
            Self::Html(html) => formatter.write_str(html),
        }
    }
}

impl HtmlSafe for Content {}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Content {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&Self> for Content {
    fn from(content: &Self) -> Self {
        content.clone()
    }
}

/// The `text` and `html` options of the design system; `html` wins.
#[derive(Deserialize, Default)]
#[serde(default)]
struct TextOrHtml {
    text: Option<String>,
    html: Option<String>,
}

impl From<TextOrHtml> for Content {
    fn from(options: TextOrHtml) -> Self {
        match options.html.filter(|html| !html.is_empty()) {
            Some(html) => Self::Html(html),
            None => Self::Text(options.text.unwrap_or_default()),
        }
    }
}

/// Further classes, written after a component's own with a space before each.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(transparent)]
pub struct Classes(String);

impl Classes {
    /// Adds one or more classes, separated by spaces.
    pub fn add(&mut self, classes: &str) {
        if !self.0.is_empty() {
            self.0.push(' ');
        }
        self.0.push_str(classes);
    }

    /// Whether `part` occurs in the list.
    #[must_use]
    pub fn contains(&self, part: &str) -> bool {
        self.0.contains(part)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The list as it would stand in an attribute by itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<T: AsRef<str> + ?Sized> From<&T> for Classes {
    fn from(classes: &T) -> Self {
        Self(classes.as_ref().to_owned())
    }
}

impl Display for Classes {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return Ok(());
        }
        formatter.write_char(' ')?;
        write_escaped(formatter, &self.0)
    }
}

impl HtmlSafe for Classes {}

/// Further attributes, each written with a space before it. Never `style` or `on…`: the content security policy forbids them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(transparent)]
pub struct Attributes(BTreeMap<String, String>);

impl Attributes {
    /// Sets one attribute; the name is ours, the value may be anything.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// These attributes and one more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.set(name, value);
        self
    }
}

impl Display for Attributes {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.0 {
            formatter.write_char(' ')?;
            write_escaped(formatter, name)?;
            formatter.write_str("=\"")?;
            write_escaped(formatter, value)?;
            formatter.write_char('"')?;
        }
        Ok(())
    }
}

impl HtmlSafe for Attributes {}

/// Writes `text` so that it means itself in HTML, in content and in quoted attributes.
fn write_escaped(out: &mut impl Write, text: &str) -> fmt::Result {
    for character in text.chars() {
        match character {
            '&' => out.write_str("&amp;")?,
            '<' => out.write_str("&lt;")?,
            '>' => out.write_str("&gt;")?,
            '"' => out.write_str("&quot;")?,
            '\'' => out.write_str("&#39;")?,
            other => out.write_char(other)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_html_is_not() {
        assert_eq!(Content::from("<b>\"A & B\"</b>").to_string(), "&lt;b&gt;&quot;A &amp; B&quot;&lt;/b&gt;");
        assert_eq!(Content::html("<b>A</b>").to_string(), "<b>A</b>");
    }

    #[test]
    fn an_attribute_value_cannot_leave_its_quotes() {
        let attributes = Attributes::default().with("data-x", "\" onload=\"alert(1)");
        assert_eq!(attributes.to_string(), " data-x=\"&quot; onload=&quot;alert(1)\"");
    }
}
