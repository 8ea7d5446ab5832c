//! The unified social credit code (统一社会信用代码) of GB 32100-2015: 18 characters of a base of 31, the last of them
//! computed from the others. It identifies a firm to banks and tax offices: it is shown masked, and never logged.

use super::plain_text;
use std::fmt;
use vocabulary::{PlaceCode, Refusal};

/// Digits and capital letters without I, O, S, V, Z (GB 32100-2015, table of characters); the index is the value.
const CHARACTERS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Characters of a code.
const LENGTH: usize = 18;

/// A unified social credit code whose form and check character hold.
///
/// `Debug` is masked and there is no `Display`: whoever shows a code says which form, [`masked`](Self::masked) or
/// [`expose`](Self::expose).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditCode(String);

impl CreditCode {
    /// Reads a code as people write it: small letters, full-width characters, blanks and hyphens between are accepted.
    ///
    /// Which departments and kinds of body the first two characters may name changes by amendment; it is not checked.
    ///
    /// # Errors
    /// `organisations.credit_code_length`, `.credit_code_character`, `.credit_code_place`, `.credit_code_check`, at `field`.
    pub fn parse(text: &str, field: &str) -> Result<Self, Refusal> {
        let code = Self::form(text, LENGTH, field)?;
        let (stem, check) = code.split_at(LENGTH - 1);
        if check.starts_with(check_character(stem)) {
            Ok(Self(code))
        } else {
            Err(Refusal::invalid("organisations.credit_code_check", field))
        }
    }

    /// Completes 17 characters by their check character: for generators of invented organisations.
    ///
    /// # Errors
    /// Those of [`parse`](Self::parse), but the last.
    pub fn complete(stem: &str) -> Result<Self, Refusal> {
        let mut code = Self::form(stem, LENGTH - 1, "credit_code")?;
        code.push(check_character(&code));
        Ok(Self(code))
    }

    /// The whole code: for encryption, the blind index, and whoever may see it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The first two and the last two characters: `91**************43`.
    #[must_use]
    pub fn masked(&self) -> String {
        let is_shown = |position: usize| !(2..LENGTH - 2).contains(&position);
        self.0.chars().enumerate().map(|(i, c)| if is_shown(i) { c } else { '*' }).collect()
    }

    /// The division of the registering office (characters 3 to 8, GB/T 2260).
    #[must_use]
    pub fn place(&self) -> Option<PlaceCode> {
        self.0.get(2..8).and_then(|digits| digits.parse().ok())
    }

    /// The normal form of a text of `length` characters of the alphabet, with six digits at 3 to 8.
    fn form(text: &str, length: usize, field: &str) -> Result<String, Refusal> {
        let code: String = plain_text::half_width(text)
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let count = code.chars().count();
        if count != length {
            return Err(Refusal::invalid("organisations.credit_code_length", field)
                .with("count", count)
                .with("length", length));
        }
        for (position, c) in (1_usize..).zip(code.chars()) {
            if value(c).is_none() {
                return Err(Refusal::invalid("organisations.credit_code_character", field)
                    .with("position", position)
                    .with("character", c));
            }
            if (3..=8).contains(&position) && !c.is_ascii_digit() {
                return Err(
                    Refusal::invalid("organisations.credit_code_place", field).with("position", position)
                );
            }
        }
        Ok(code)
    }
}

impl fmt::Debug for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CreditCode({})", self.masked())
    }
}

fn value(c: char) -> Option<u32> {
    (0_u32..).zip(CHARACTERS).find(|(_, known)| char::from(**known) == c).map(|(value, _)| value)
}

/// C18 = 31 - (sum of Ci * Wi mod 31), where Wi = 3^(i-1) mod 31; a remainder of 0 gives 0 (GB 32100-2015, annex).
fn check_character(stem: &str) -> char {
    let mut weight = 1_u32;
    let mut sum = 0_u32;
    for c in stem.chars() {
        sum = (sum + value(c).unwrap_or(0) * weight) % 31;
        weight = weight * 3 % 31;
    }
    let check = (31 - sum) % 31;
    usize::try_from(check).ok().and_then(|index| CHARACTERS.get(index)).map_or('0', |byte| char::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code_of(text: &str) -> &'static str {
        CreditCode::parse(text, "credit_code").unwrap_err().code
    }

    #[test]
    fn the_standards_worked_example_has_check_character_3() {
        // GB 32100-2015, example of the computation: the sum is 1640, 1640 mod 31 is 28, 31 - 28 is 3.
        assert_eq!(CreditCode::complete("91350100M000100Y4").unwrap().expose(), "91350100M000100Y43");
        assert!(CreditCode::parse("91350100M000100Y43", "credit_code").is_ok());
        assert_eq!(code_of("91350100M000100Y4Q"), "organisations.credit_code_check");
    }

    #[test]
    fn each_way_of_being_wrong_has_its_own_refusal() {
        for (text, code) in [
            ("", "organisations.credit_code_length"),
            ("91350100M000100Y4", "organisations.credit_code_length"),
            ("91350100M000100Y430", "organisations.credit_code_length"),
            ("91350100M000100YZ3", "organisations.credit_code_character"),
            ("91350100M0001O0Y43", "organisations.credit_code_character"),
            ("九1350100M000100Y43", "organisations.credit_code_character"),
            ("913501A0M000100Y43", "organisations.credit_code_place"),
            ("91350100M000100Y44", "organisations.credit_code_check"),
        ] {
            assert_eq!(code_of(text), code, "{text}");
        }
    }

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let code = CreditCode::parse("91350100m000100y43", "credit_code").unwrap();
        assert_eq!(CreditCode::parse(" ９１350100-M000 100Y43　", "credit_code"), Ok(code.clone()));
        assert_eq!(code.place().unwrap().as_str(), "350100");
    }

    #[test]
    fn a_code_is_masked_wherever_it_is_not_asked_for() {
        let code = CreditCode::complete("91350100M000100Y4").unwrap();
        assert_eq!(code.masked(), "91**************43");
        assert_eq!(format!("{code:?}"), "CreditCode(91**************43)");
    }

    #[test]
    fn a_remainder_of_nothing_gives_0() {
        assert_eq!(check_character("00000000000000000"), '0');
    }

    proptest! {
        #[test]
        fn a_completed_stem_reads_back(stem in "[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{9}") {
            let code = CreditCode::complete(&stem).unwrap();
            prop_assert_eq!(CreditCode::parse(code.expose(), "credit_code"), Ok(code));
        }

        #[test]
        fn one_mistyped_character_is_always_found(
            stem in "[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{9}", position in 0_usize..18, value in 0_usize..31
        ) {
            let code = CreditCode::complete(&stem).unwrap();
            let mut bytes = code.expose().as_bytes().to_vec();
            prop_assume!(bytes[position] != CHARACTERS[value]);
            bytes[position] = CHARACTERS[value];
            prop_assert!(CreditCode::parse(std::str::from_utf8(&bytes).unwrap(), "credit_code").is_err());
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>()) {
            let _ = CreditCode::parse(&text, "credit_code");
        }
    }
}
