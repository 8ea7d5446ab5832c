//! A text as an organisation gives it: in Chinese, in English, or in both. Whoever reads the other language sees the one
//! that there is, marked as such; nothing is translated unasked.

use super::plain_text;
use vocabulary::{Lang, Refusal};

/// A text in Chinese, in English, or both; never empty, in normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    zh: Option<String>,
    en: Option<String>,
}

/// How a wording may look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordingLimit {
    /// One line of at most so many characters.
    Line(usize),
    /// Paragraphs of at most so many characters together.
    Paragraphs(usize),
}

impl Wording {
    /// The wording of what was entered; `None` if both are blank. `fields` names the two fields, Chinese first.
    ///
    /// # Errors
    /// `organisations.text_too_long`, for each language that is longer than `limit`.
    pub fn parse(
        zh: &str,
        en: &str,
        fields: [&str; 2],
        limit: WordingLimit,
    ) -> Result<Option<Self>, Refusal> {
        let (zh, en) = (limit.normal(zh), limit.normal(en));
        let [zh_field, en_field] = fields;
        let too_long = [(&zh, zh_field), (&en, en_field)].into_iter().filter_map(|(text, field)| {
            let count = text.chars().count();
            (count > limit.count()).then(|| {
                Refusal::invalid("organisations.text_too_long", field)
                    .with("count", count)
                    .with("limit", limit.count())
            })
        });
        Refusal::all(too_long.collect())?;
        Ok(Self::from_parts(Some(zh), Some(en)))
    }

    /// The wording of two texts that are stored or known; `None` if neither says anything.
    #[must_use]
    pub fn from_parts(zh: Option<String>, en: Option<String>) -> Option<Self> {
        let said = |text: Option<String>| text.filter(|t| !t.trim().is_empty());
        let wording = Self { zh: said(zh), en: said(en) };
        (wording.zh.is_some() || wording.en.is_some()).then_some(wording)
    }

    /// The text in `lang` if there is one, else the other, with the language it is in (for HTML's `lang`).
    #[must_use]
    pub fn get(&self, lang: Lang) -> (&str, Lang) {
        let zh = self.zh.as_deref().map(|text| (text, Lang::Zh));
        let en = self.en.as_deref().map(|text| (text, Lang::En));
        match lang {
            Lang::Zh => zh.or(en),
            Lang::En => en.or(zh),
        }
        .unwrap_or(("", lang))
    }

    /// The Chinese text, if there is one.
    #[must_use]
    pub fn zh(&self) -> Option<&str> {
        self.zh.as_deref()
    }

    /// The English text, if there is one.
    #[must_use]
    pub fn en(&self) -> Option<&str> {
        self.en.as_deref()
    }
}

impl WordingLimit {
    fn normal(self, text: &str) -> String {
        match self {
            Self::Line(_) => plain_text::line(text),
            Self::Paragraphs(_) => plain_text::paragraphs(text),
        }
    }

    const fn count(self) -> usize {
        match self {
            Self::Line(count) | Self::Paragraphs(count) => count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_language_stands_in_and_says_so() {
        let wording =
            Wording::parse(" 沃土  研究院 ", "", ["zh", "en"], WordingLimit::Line(10)).unwrap().unwrap();
        assert_eq!(wording.get(Lang::En), ("沃土 研究院", Lang::Zh));
        assert_eq!(wording.en(), None);
    }

    #[test]
    fn blank_in_both_languages_is_nothing() {
        assert_eq!(Wording::parse(" ", "\u{3000}", ["zh", "en"], WordingLimit::Line(10)), Ok(None));
        assert_eq!(Wording::from_parts(Some(String::new()), None), None);
    }

    #[test]
    fn characters_are_counted_and_not_bytes() {
        let limit = WordingLimit::Line(3);
        assert!(Wording::parse("吉林省", "", ["zh", "en"], limit).is_ok());
        let refusal = Wording::parse("吉林省人", "abcd", ["zh", "en"], limit).unwrap_err();
        assert_eq!(refusal.each().map(|r| r.field.as_deref()).collect::<Vec<_>>(), [Some("zh"), Some("en")]);
    }
}
