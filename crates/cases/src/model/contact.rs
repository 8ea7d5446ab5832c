//! How an employer can reach whoever applied: a telephone number or an e-mail address, as the person wrote it.

use vocabulary::Refusal;

const MOST: usize = 200;

/// A telephone number or e-mail address. Kept encrypted, shown to the person and the post's employer alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact(String);

impl Contact {
    /// Reads it: with a digit or an `@`, on one line, at most 200 characters.
    ///
    /// # Errors
    /// `cases.contact_form`, at `contact`.
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let typed = typed.trim();
        let fits = typed.chars().nth(MOST).is_none()
            && !typed.chars().any(char::is_control)
            && (typed.contains('@') || typed.chars().filter(char::is_ascii_digit).count() >= 5);
        if fits {
            Ok(Self(typed.to_owned()))
        } else {
            Err(Refusal::invalid("cases.contact_form", "contact").with("max", MOST))
        }
    }

    /// As it was written.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Contact {
    /// It stays out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Contact(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_can_be_used_to_reach_somebody() {
        for typed in ["lin.he@example.invalid", "  0431 1234 5678 ", "+86 431 1234567（微信同号）"] {
            assert_eq!(Contact::parse(typed).unwrap().expose(), typed.trim());
        }
        for typed in ["", "call me", "1234", "a@b\nc", &"1".repeat(201)] {
            assert_eq!(Contact::parse(typed).unwrap_err().code, "cases.contact_form", "{typed}");
        }
    }
}
