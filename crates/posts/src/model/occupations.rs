//! Occupations by code: the national 职业分类大典 (2022 edition) and ISCO-08. The codes' form is checked here; their
//! names, and which of them exist, are data of the matching engine.

use organisations::model::plain_text::half_width;
use std::fmt;
use vocabulary::Refusal;

/// A code of the 职业分类大典 (2022): `2-02-10-03`; one ending in `-00` names a group.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CscoCode(String);

impl CscoCode {
    /// Reads a code; full-width characters and other dashes are accepted.
    ///
    /// # Errors
    /// `posts.csco_form`, at `field`.
    pub fn parse(text: &str, field: &str) -> Result<Self, Refusal> {
        let code = half_width(text).replace(['‐', '–', '—', '−'], "-");
        if Self::is_form(&code) { Ok(Self(code)) } else { Err(refusal("posts.csco_form", field, &code)) }
    }

    /// Whether a text has the form: a digit 1 to 8 (the eight classes), then three pairs of digits.
    #[must_use]
    pub fn is_form(text: &str) -> bool {
        let mut parts = text.split('-');
        let is_class = parts.next().is_some_and(|p| matches!(p.as_bytes(), [b'1'..=b'8']));
        let mut count = 0;
        let is_pairs = parts.all(|part| {
            count += 1;
            part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())
        });
        is_class && is_pairs && count == 3
    }

    /// The code as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CscoCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A unit group of ISCO-08: four digits, such as `2512`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IscoCode(String);

impl IscoCode {
    /// Reads a code; full-width digits are accepted.
    ///
    /// # Errors
    /// `posts.isco_form`, at `field`.
    pub fn parse(text: &str, field: &str) -> Result<Self, Refusal> {
        let code = half_width(text);
        if Self::is_form(&code) { Ok(Self(code)) } else { Err(refusal("posts.isco_form", field, &code)) }
    }

    /// Whether a text has the form of a unit group.
    #[must_use]
    pub fn is_form(text: &str) -> bool {
        text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
    }

    /// The code as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IscoCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn refusal(code: &'static str, field: &str, text: &str) -> Refusal {
    Refusal::invalid(code, field).with("value", text.chars().take(40).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_national_code_has_a_class_and_three_pairs() {
        for text in ["2-02-10-03", "2-00-00-00", "２－０２－１０－０３", "8-01-01-99"] {
            assert!(CscoCode::parse(text, "csco_code").is_ok(), "{text}");
        }
        for text in
            ["", "2-02-10", "2-02-10-03-01", "0-02-10-03", "9-01-01-01", "2-2-10-03", "2021003", "2-02-10-0x"]
        {
            assert_eq!(CscoCode::parse(text, "csco_code").unwrap_err().code, "posts.csco_form", "{text}");
        }
    }

    #[test]
    fn an_international_code_has_four_digits() {
        assert_eq!(IscoCode::parse(" 2512 ", "isco_code").unwrap().as_str(), "2512");
        for text in ["251", "25120", "15-1252", "二五一二"] {
            assert!(IscoCode::parse(text, "isco_code").is_err(), "{text}");
        }
    }
}
