//! What a post asks for: degree, languages, kind of employment. Each is a closed list with the words by which files name
//! it; whatever is not one of the words is refused, never guessed.

use std::{fmt, str::FromStr};

/// The least degree asked for, in rising order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Degree {
    /// Senior secondary or vocational school (高中、中专、技校).
    Secondary,
    /// Junior college (大专、高职).
    JuniorCollege,
    /// Bachelor (本科).
    Bachelor,
    /// Master (硕士).
    Master,
    /// Doctor (博士).
    Doctor,
}

impl Degree {
    /// All, in rising order.
    pub const ALL: [Self; 5] =
        [Self::Secondary, Self::JuniorCollege, Self::Bachelor, Self::Master, Self::Doctor];

    /// The word in tables and files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Secondary => "secondary",
            Self::JuniorCollege => "junior_college",
            Self::Bachelor => "bachelor",
            Self::Master => "master",
            Self::Doctor => "doctor",
        }
    }

    /// Its place in rising order, from 1; what asks no degree is 0.
    #[must_use]
    pub const fn rank(self) -> i64 {
        match self {
            Self::Secondary => 1,
            Self::JuniorCollege => 2,
            Self::Bachelor => 3,
            Self::Master => 4,
            Self::Doctor => 5,
        }
    }

    /// The degree of a word in a table or file, in Chinese, English, or as Google's guide to JobPosting names it
    /// (`postgraduate degree` is read as a master's, the least of them).
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase();
        let word = word.strip_suffix("及以上").or_else(|| word.strip_suffix("以上")).unwrap_or(&word);
        match word {
            "secondary" | "high school" | "高中" | "中专" | "技校" | "高中/中专" => {
                Some(Self::Secondary)
            }
            "junior_college" | "junior college" | "associate degree" | "大专" | "专科" | "高职" => {
                Some(Self::JuniorCollege)
            }
            "bachelor" | "bachelor's" | "bachelor degree" | "本科" | "学士" | "大学本科" => {
                Some(Self::Bachelor)
            }
            "master" | "master's" | "master degree" | "postgraduate degree" | "硕士" | "硕士研究生" => {
                Some(Self::Master)
            }
            "doctor" | "doctorate" | "phd" | "doctoral degree" | "博士" | "博士研究生" => {
                Some(Self::Doctor)
            }
            _ => None,
        }
    }

    /// `credentialCategory` in the list of Google's guide to JobPosting.
    #[must_use]
    pub const fn schema_category(self) -> &'static str {
        match self {
            Self::Secondary => "high school",
            Self::JuniorCollege => "associate degree",
            Self::Bachelor => "bachelor degree",
            Self::Master | Self::Doctor => "postgraduate degree",
        }
    }

    /// The key of its name in the text files.
    #[must_use]
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Secondary => "posts-degree-secondary",
            Self::JuniorCollege => "posts-degree-junior-college",
            Self::Bachelor => "posts-degree-bachelor",
            Self::Master => "posts-degree-master",
            Self::Doctor => "posts-degree-doctor",
        }
    }
}

/// The kind of employment, by the values of schema.org and Google.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EmploymentType {
    /// Full time.
    FullTime,
    /// Part time.
    PartTime,
    /// For a contract of work or a project.
    Contractor,
    /// For a limited time.
    Temporary,
    /// An internship.
    Intern,
}

impl EmploymentType {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] =
        [Self::FullTime, Self::PartTime, Self::Contractor, Self::Temporary, Self::Intern];

    /// The word in tables and files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::FullTime => "full_time",
            Self::PartTime => "part_time",
            Self::Contractor => "contractor",
            Self::Temporary => "temporary",
            Self::Intern => "intern",
        }
    }

    /// The kind of a word in a table or file: `full_time`, `FULL_TIME`, `Full-time`, `全职`.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word.trim().to_ascii_lowercase().replace(['-', ' '], "_").as_str() {
            "full_time" | "fulltime" | "全职" => Some(Self::FullTime),
            "part_time" | "parttime" | "兼职" | "非全日制" => Some(Self::PartTime),
            "contractor" | "contract" | "项目合作" | "劳务" => Some(Self::Contractor),
            "temporary" | "短期" | "临时" => Some(Self::Temporary),
            "intern" | "internship" | "实习" => Some(Self::Intern),
            _ => None,
        }
    }

    /// `employmentType` of schema.org, in Google's list.
    #[must_use]
    pub const fn schema_value(self) -> &'static str {
        match self {
            Self::FullTime => "FULL_TIME",
            Self::PartTime => "PART_TIME",
            Self::Contractor => "CONTRACTOR",
            Self::Temporary => "TEMPORARY",
            Self::Intern => "INTERN",
        }
    }

    /// The key of its name in the text files.
    #[must_use]
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::FullTime => "posts-employment-full-time",
            Self::PartTime => "posts-employment-part-time",
            Self::Contractor => "posts-employment-contractor",
            Self::Temporary => "posts-employment-temporary",
            Self::Intern => "posts-employment-intern",
        }
    }
}

/// How well a language is asked for: the six levels of the Common European Framework.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the levels' names are all there is to say")]
pub enum LanguageLevel {
    A1,
    A2,
    B1,
    B2,
    C1,
    C2,
}

impl LanguageLevel {
    /// All, in rising order.
    pub const ALL: [Self; 6] = [Self::A1, Self::A2, Self::B1, Self::B2, Self::C1, Self::C2];

    /// `A1` to `C2`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::A1 => "A1",
            Self::A2 => "A2",
            Self::B1 => "B1",
            Self::B2 => "B2",
            Self::C1 => "C1",
            Self::C2 => "C2",
        }
    }
}

/// A language that a post asks for, written `en:B2`, or `en` where no level is asked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageRequirement {
    language: String,
    level: Option<LanguageLevel>,
}

impl LanguageRequirement {
    /// The language: two or three small letters of ISO 639.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The least level, if one is asked.
    #[must_use]
    pub const fn level(&self) -> Option<LanguageLevel> {
        self.level
    }
}

/// A text is not a language with an optional level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LanguageForm;

impl FromStr for LanguageRequirement {
    type Err = LanguageForm;
    fn from_str(text: &str) -> Result<Self, LanguageForm> {
        let text = text.replace('：', ":");
        let (language, level) = text.split_once(':').map_or((text.as_str(), None), |(a, b)| (a, Some(b)));
        let language = language.trim().to_ascii_lowercase();
        let is_tag = matches!(language.len(), 2 | 3) && language.bytes().all(|b| b.is_ascii_lowercase());
        let known =
            |level: &str| LanguageLevel::ALL.into_iter().find(|l| l.id().eq_ignore_ascii_case(level.trim()));
        let level = level.map(|level| known(level).ok_or(LanguageForm)).transpose()?;
        if is_tag { Ok(Self { language, level }) } else { Err(LanguageForm) }
    }
}

impl fmt::Display for LanguageRequirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.level {
            Some(level) => write!(f, "{}:{}", self.language, level.id()),
            None => f.write_str(&self.language),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_that_is_written_is_read() {
        for degree in Degree::ALL {
            assert_eq!(Degree::from_word(degree.id()), Some(degree));
        }
        for kind in EmploymentType::ALL {
            assert_eq!(EmploymentType::from_word(kind.id()), Some(kind));
            assert_eq!(EmploymentType::from_word(kind.schema_value()), Some(kind));
        }
        assert_eq!(Degree::from_word("本科及以上"), Some(Degree::Bachelor));
        assert_eq!(EmploymentType::from_word("Full-time"), Some(EmploymentType::FullTime));
    }

    #[test]
    fn what_is_no_word_is_nothing() {
        assert_eq!(Degree::from_word("good"), None);
        assert_eq!(EmploymentType::from_word("VOLUNTEER"), None);
    }

    #[test]
    fn a_language_stands_with_or_without_a_level() {
        for (text, written) in [("EN : b2", "en:B2"), ("ja", "ja"), ("yue：C1", "yue:C1")] {
            assert_eq!(text.parse::<LanguageRequirement>().unwrap().to_string(), written);
        }
        for text in ["", "english", "en:", "en:B3", "en:B2:C1", "日语"] {
            assert!(text.parse::<LanguageRequirement>().is_err(), "{text}");
        }
    }
}
