//! An e-mail address, as somebody types it. Its `Debug` shows the first character only: contact data does not belong in
//! logs.

use std::fmt;
use vocabulary::Refusal;

/// RFC 5321, 4.5.3.1: octets before the @, and of the whole path.
const LOCAL_OCTETS: usize = 64;
const ADDRESS_OCTETS: usize = 254;

/// An e-mail address of a form that can be delivered to; whether it exists, only a letter to it can tell.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

impl Email {
    /// Reads an address; the part after the @ is put in small letters. Letters of any script are allowed (RFC 6531).
    ///
    /// # Errors
    /// `platform.email_form`, at field `email`.
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let address = typed.trim();
        let refusal = || Refusal::invalid("platform.email_form", "email");
        let (local, domain) = address.split_once('@').ok_or_else(refusal)?;
        let in_local = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
        let in_label = |c: char| c.is_alphanumeric() || c == '-';
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.chars().all(in_label)
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        let dots_fit = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
        let last_label = domain.rsplit('.').next().unwrap_or_default();
        let fits = (1..=LOCAL_OCTETS).contains(&local.len())
            && address.len() <= ADDRESS_OCTETS
            && local.chars().all(in_local)
            && dots_fit
            && domain.contains('.')
            && domain.split('.').all(is_label)
            && !last_label.chars().all(|c| c.is_ascii_digit());
        if fits { Ok(Self(format!("{local}@{}", domain.to_lowercase()))) } else { Err(refusal()) }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As accounts know it: all in small letters, so that nobody has two that differ in case.
    #[must_use]
    pub fn login(&self) -> String {
        self.0.to_lowercase()
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first: String = self.0.chars().take(1).collect();
        write!(f, "Email({first}…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deliverable_addresses_are_read_and_others_refused() {
        for (typed, expected) in [
            (" Lin.Test+a@Example.ORG ", "Lin.Test+a@example.org"),
            ("测试@例子.中国", "测试@例子.中国"),
            ("o'hara@mail.example.com", "o'hara@mail.example.com"),
        ] {
            assert_eq!(Email::parse(typed).unwrap().as_str(), expected);
        }
        let too_long = format!("{}@example.org", "a".repeat(65));
        for typed in [
            "",
            "a",
            "@",
            "a@",
            "@b.org",
            "a@b",
            "a@@b.org",
            "a b@c.org",
            "a@b..org",
            ".a@b.org",
            "a.@b.org",
            "a@-b.org",
            "a@b.org\r\nBcc: c@d.org",
            "<a@b.org>",
            "a@127.0.0.1",
            too_long.as_str(),
        ] {
            assert_eq!(Email::parse(typed).unwrap_err().code, "platform.email_form", "{typed}");
        }
    }

    #[test]
    fn an_address_does_not_reach_the_log_and_signs_in_in_small_letters() {
        let email = Email::parse("Lin@Example.org").unwrap();
        assert_eq!(format!("{email:?}"), "Email(L…)");
        assert_eq!(email.login(), "lin@example.org");
    }
}
