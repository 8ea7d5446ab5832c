//! How to reach a person: the name in one field, an e-mail address, a telephone number. Their `Debug` shows the first
//! character only: contact data does not belong in logs. An e-mail address is the platform's own type, because accounts
//! have one too.

pub use platform::accounts::Email;

use std::fmt;
use vocabulary::Refusal;

/// The longest name we keep, in characters; generous to names of many parts.
const NAME_CHARACTERS: usize = 120;

/// A person's name as the person writes it, in one field: names do not divide alike everywhere.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PersonName(String);

impl PersonName {
    /// Reads a name; runs of white space become one space.
    ///
    /// # Errors
    /// `people.name_missing`, `people.name_too_long`, `people.name_characters` (control characters, `<`, `>`, or no letter).
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let refuse = |code| Err(Refusal::invalid(code, "name"));
        let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return refuse("people.name_missing");
        }
        if name.chars().count() > NAME_CHARACTERS {
            return Err(Refusal::invalid("people.name_too_long", "name").with("limit", NAME_CHARACTERS));
        }
        if name.chars().any(|c| c.is_control() || c == '<' || c == '>')
            || !name.chars().any(char::is_alphabetic)
        {
            return refuse("people.name_characters");
        }
        Ok(Self(name))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A telephone number in the form of E.164: `+8613800000000`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

impl Phone {
    /// Reads a number. With `+` or `00` it is international; without, it is read as a Chinese mobile (eleven digits from
    /// 13 to 19) or a Chinese landline with its area code (from 0). Spaces, hyphens, dots and brackets are forgiven.
    ///
    /// # Errors
    /// `people.phone_form`.
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let refusal = || Refusal::invalid("people.phone_form", "phone");
        let compact: String = typed.trim().chars().filter(|c| !" -.()（）\u{a0}".contains(*c)).collect();
        let (plus, digits) = match compact.strip_prefix('+').or_else(|| compact.strip_prefix('＋')) {
            Some(rest) => (true, rest),
            None => (false, compact.as_str()),
        };
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(refusal());
        }
        let international = if plus {
            digits.to_owned()
        } else if let Some(rest) = digits.strip_prefix("00") {
            rest.to_owned()
        } else if digits.len() == 11 && digits.starts_with('1') {
            format!("86{digits}")
        } else if let Some(rest) = digits.strip_prefix('0').filter(|rest| (9..=11).contains(&rest.len())) {
            format!("86{rest}")
        } else {
            return Err(refusal());
        };
        let mobile_fits = match international.strip_prefix("861") {
            // A Chinese number of eleven digits from 1 is a mobile, and those begin with 13 to 19.
            Some(rest) if rest.len() == 10 => rest.starts_with(['3', '4', '5', '6', '7', '8', '9']),
            _ => true,
        };
        let fits = (7..=15).contains(&international.len()) && !international.starts_with('0') && mobile_fits;
        if fits { Ok(Self(format!("+{international}"))) } else { Err(refusal()) }
    }

    /// `+` and digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

macro_rules! shown_by_its_first_character {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let first: String = self.0.chars().take(1).collect();
                write!(f, concat!(stringify!($name), "({}…)"), first)
            }
        }
    )*};
}

shown_by_its_first_character!(PersonName, Phone);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_many_peoples_are_names() {
        for name in
            ["测试一", "Ana Clara dos Santos e Silva", "O’Neill", "阿依古丽·买买提", "J.", "Nguyễn Văn A"]
        {
            assert_eq!(PersonName::parse(&format!("  {name} ")).unwrap().as_str(), name);
        }
        assert_eq!(PersonName::parse(" \t ").unwrap_err().code, "people.name_missing");
        assert_eq!(PersonName::parse(&"长".repeat(121)).unwrap_err().code, "people.name_too_long");
        for name in ["123", "<script>alert</script>", "A\u{0}B", "--"] {
            assert_eq!(PersonName::parse(name).unwrap_err().code, "people.name_characters", "{name}");
        }
    }

    #[test]
    fn numbers_are_kept_internationally() {
        for (typed, expected) in [
            ("138 0000 0000", "+8613800000000"),
            ("0431-8000 0000", "+8643180000000"),
            ("010-80000000", "+861080000000"),
            ("+351 210 000 000", "+351210000000"),
            ("001 (902) 555-0100", "+19025550100"),
        ] {
            assert_eq!(Phone::parse(typed).unwrap().as_str(), expected, "{typed}");
        }
        for typed in
            ["", "+", "110", "12345678901", "8000 0000", "abc", "+0123456789", "+1234567890123456", "１３８"]
        {
            assert_eq!(Phone::parse(typed).unwrap_err().code, "people.phone_form", "{typed}");
        }
    }

    #[test]
    fn contact_data_does_not_reach_the_log() {
        let shown = format!(
            "{:?} {:?}",
            Email::parse("lin@example.org").unwrap(),
            PersonName::parse("林测试").unwrap()
        );
        assert_eq!(shown, "Email(l…) PersonName(林…)");
    }
}
