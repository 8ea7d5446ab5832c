//! Industries by GB/T 4754-2017 (国民经济行业分类): a section A to T, and optionally the two to four digits of a division,
//! group or class.

use super::plain_text;
use std::fmt;
use vocabulary::Refusal;

/// A code such as `C`, `C36` or `I6513`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndustryCode(String);

impl IndustryCode {
    /// Reads a code; small and full-width letters are accepted.
    ///
    /// # Errors
    /// `organisations.industry_form`, at `field`.
    pub fn parse(text: &str, field: &str) -> Result<Self, Refusal> {
        let code = plain_text::half_width(text).to_ascii_uppercase();
        let mut characters = code.chars();
        let is_section = characters.next().is_some_and(|c| ('A'..='T').contains(&c));
        let digits = characters.as_str();
        let is_digits = matches!(digits.len(), 0 | 2..=4) && digits.bytes().all(|b| b.is_ascii_digit());
        if is_section && is_digits {
            Ok(Self(code))
        } else {
            Err(Refusal::invalid("organisations.industry_form", field))
        }
    }

    /// The code as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key of the section's name in the text files.
    #[must_use]
    pub fn text_key(&self) -> String {
        format!("organisations-industry-{}", self.0.chars().next().unwrap_or('T').to_ascii_lowercase())
    }
}

impl fmt::Display for IndustryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_stands_alone_or_with_two_to_four_digits() {
        for text in ["C", "c36", "I651", "Ｉ6513", "T"] {
            assert!(IndustryCode::parse(text, "industry").is_ok(), "{text}");
        }
        for text in ["", "U", "C3", "C36123", "36", "C3a", "制造业"] {
            assert!(IndustryCode::parse(text, "industry").is_err(), "{text}");
        }
    }
}
