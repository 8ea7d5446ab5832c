//! Levels that are compared: degrees and languages, each an ordered enum, and the tag that names a language.

use serde::{Deserialize, Deserializer, Serialize};
use std::{fmt, str::FromStr};

/// The highest degree or schooling completed, lowest first (ISCED 2011 levels in brackets).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Degree {
    /// 初中及以下 (0 to 2).
    LowerSecondary,
    /// 高中、中专、技校 (3, 4).
    UpperSecondary,
    /// 大专 (5).
    ShortCycle,
    /// 本科 (6).
    Bachelor,
    /// 硕士 (7).
    Master,
    /// 博士 (8).
    Doctor,
}

impl Degree {
    /// Every degree, lowest first.
    pub const ALL: [Self; 6] = [
        Self::LowerSecondary,
        Self::UpperSecondary,
        Self::ShortCycle,
        Self::Bachelor,
        Self::Master,
        Self::Doctor,
    ];

    /// The key of its name in the text files.
    #[must_use]
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::LowerSecondary => "matching-degree-lower_secondary",
            Self::UpperSecondary => "matching-degree-upper_secondary",
            Self::ShortCycle => "matching-degree-short_cycle",
            Self::Bachelor => "matching-degree-bachelor",
            Self::Master => "matching-degree-master",
            Self::Doctor => "matching-degree-doctor",
        }
    }
}

/// How well a language is spoken: the Common European Framework of Reference, and above it the mother tongue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Cefr {
    /// Breakthrough.
    A1,
    /// Waystage.
    A2,
    /// Threshold.
    B1,
    /// Vantage.
    B2,
    /// Effective operational proficiency.
    C1,
    /// Mastery.
    C2,
    /// The mother tongue.
    #[serde(rename = "native")]
    Native,
}

impl Cefr {
    /// Every level, lowest first.
    pub const ALL: [Self; 7] = [Self::A1, Self::A2, Self::B1, Self::B2, Self::C1, Self::C2, Self::Native];

    /// One for A1 up to seven for the mother tongue: how many steps of the way to a wished level are gone.
    #[must_use]
    pub const fn step(self) -> i64 {
        match self {
            Self::A1 => 1,
            Self::A2 => 2,
            Self::B1 => 3,
            Self::B2 => 4,
            Self::C1 => 5,
            Self::C2 => 6,
            Self::Native => 7,
        }
    }

    /// As written: `B2`, `native`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::A1 => "A1",
            Self::A2 => "A2",
            Self::B1 => "B1",
            Self::B2 => "B2",
            Self::C1 => "C1",
            Self::C2 => "C2",
            Self::Native => "native",
        }
    }
}

/// Why a text is not a language tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageError;

impl fmt::Display for LanguageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a language is two or three small letters of ISO 639: zh, en, kor")
    }
}

impl std::error::Error for LanguageError {}

/// A language by its ISO 639 letters: `zh`, `en`, `ko`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct LanguageTag(String);

impl LanguageTag {
    /// The letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for LanguageTag {
    type Err = LanguageError;
    fn from_str(text: &str) -> Result<Self, LanguageError> {
        let fits = (2..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase());
        if fits { Ok(Self(text.to_owned())) } else { Err(LanguageError) }
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for LanguageTag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_ordered_lowest_first() {
        assert!(Degree::ALL.is_sorted() && Cefr::ALL.is_sorted());
        assert!(Cefr::ALL.iter().map(|level| level.step()).eq(1..=7));
    }

    #[test]
    fn a_language_is_two_or_three_small_letters() {
        assert!("zh".parse::<LanguageTag>().is_ok() && "kor".parse::<LanguageTag>().is_ok());
        for text in ["", "z", "EN", "en-GB", "英语", "engl"] {
            assert_eq!(text.parse::<LanguageTag>(), Err(LanguageError), "{text}");
        }
    }

    #[test]
    fn a_level_is_written_as_people_write_it() {
        assert_eq!(serde_json::to_string(&Cefr::B2).unwrap(), "\"B2\"");
        assert_eq!(serde_json::from_str::<Cefr>("\"native\"").unwrap(), Cefr::Native);
        assert_eq!(serde_json::from_str::<Degree>("\"short_cycle\"").unwrap(), Degree::ShortCycle);
        assert!(serde_json::from_str::<Cefr>("\"B3\"").is_err());
    }
}
