//! The reference number of an application, such as `JL-26-7K4M9Q2D-X`: region, year, eight random characters, one check
//! character. Whoever holds it may ask for the state, so it cannot be guessed: 40 bits of randomness behind a rate limit.
//!
//! The eight characters are Crockford's base 32 (no I, L, O, U). The check character is that of ISO/IEC 7064, MOD 37,36,
//! over everything before it: it finds every single wrong character and nearly every swap of two neighbours, and is one
//! of the digits and capital letters, so that it can be said on the telephone.

use std::{fmt, str::FromStr};
use vocabulary::Refusal;

const BODY: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECK: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const BODY_LENGTH: usize = 8;
/// More than any way of writing a reference needs.
const MOST_TYPED: usize = 64;

/// A reference number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    region: String,
    year: u8,
    body: String,
}

impl Reference {
    /// A new one of a region (two to four capital letters), a year and 40 random bits.
    #[must_use]
    pub fn new(region: &str, year: i16, random: [u8; 5]) -> Self {
        let bits = random.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        let character = |place: usize| {
            let index = usize::try_from(bits >> (5 * place) & 31).unwrap_or(0);
            char::from(*BODY.get(index).unwrap_or(&b'0'))
        };
        let body = (0..BODY_LENGTH).rev().map(character).collect();
        Self { region: region.to_owned(), year: u8::try_from(year.rem_euclid(100)).unwrap_or(0), body }
    }

    /// Reads what somebody typed: small or capital, wide or narrow letters, with or without hyphens and spaces; but for
    /// the check character `O` for zero and `I` or `L` for one.
    ///
    /// # Errors
    /// `cases.reference_form` if it cannot be one, `cases.reference_check` if a character is wrong; both at `reference`.
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let form = || Refusal::invalid("cases.reference_form", "reference");
        if typed.chars().nth(MOST_TYPED).is_some() {
            return Err(form());
        }
        let plain: Vec<char> = typed.chars().map(narrow).filter(|c| !is_separator(*c)).collect();
        let letters = plain.iter().take_while(|c| c.is_ascii_uppercase()).count();
        // Region, two digits, eight characters, one check character. The year's first digit may be typed as a letter.
        let region_length = plain.len().checked_sub(2 + BODY_LENGTH + 1).filter(|n| (2..=4).contains(n));
        let region_length = region_length.filter(|n| *n <= letters).ok_or_else(form)?;
        let mut rest = plain.into_iter();
        let region: String = rest.by_ref().take(region_length).collect();
        let year: String = rest.by_ref().take(2).map(unconfused).collect();
        let body: String = rest.by_ref().take(BODY_LENGTH).map(unconfused).collect();
        let check = rest.next().ok_or_else(form)?;
        let is_body = body.bytes().all(|byte| BODY.contains(&byte));
        let year = year.bytes().all(|byte| byte.is_ascii_digit()).then(|| year.parse().ok()).flatten();
        let (Some(year), true) = (year, is_body) else { return Err(form()) };
        let reference = Self { region, year, body };
        // The check character itself may be I, L or O: mistaking it for 1 or 0 is an error like any other.
        if reference.check() == check {
            Ok(reference)
        } else {
            Err(Refusal::invalid("cases.reference_check", "reference"))
        }
    }

    /// ISO/IEC 7064, MOD 37,36.
    fn check(&self) -> char {
        let text = format!("{}{:02}{}", self.region, self.year, self.body);
        let mut sum = 36;
        for byte in text.bytes() {
            let value = CHECK.iter().position(|other| *other == byte).unwrap_or(0);
            sum = (sum + value) % 36;
            if sum == 0 {
                sum = 36;
            }
            sum = sum * 2 % 37;
        }
        char::from(*CHECK.get((37 - sum) % 36).unwrap_or(&b'0'))
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}-{}-{}", self.region, self.year, self.body, self.check())
    }
}

impl FromStr for Reference {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        Self::parse(text)
    }
}

/// Capital and narrow: Chinese keyboards type `ＪＬ－２６`.
fn narrow(c: char) -> char {
    let narrow = match u32::from(c) {
        wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    narrow.to_ascii_uppercase()
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || c.is_control() || "-‐‑‒–—―−_.·/".contains(c)
}

fn unconfused(c: char) -> char {
    match c {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_check_character_is_that_of_the_standard() {
        // ISO/IEC 7064's own example for MOD 37,36 is `A12425GABC1234002M` (the Global Release Identifier), whose last
        // character is the check; ours is the same arithmetic over another text.
        let reference = Reference { region: "A12425GABC".to_owned(), year: 12, body: "34002".to_owned() };
        assert_eq!(reference.check(), 'M');
    }

    #[test]
    fn a_reference_is_read_however_it_is_typed() {
        let reference = Reference::new("JL", 2026, [0x3a, 0x28, 0x54, 0x95, 0x4d]);
        let written = reference.to_string();
        for typed in [
            written.clone(),
            written.to_lowercase(),
            written.replace('-', ""),
            written.replace('-', " "),
            format!("  {}\n", written.replace('-', "－")),
            written.replace("7K4M", "7k4m").replace("-26-", "/26/"),
            written.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect(),
        ] {
            assert_eq!(Reference::parse(&typed), Ok(reference.clone()), "{typed}");
        }
    }

    #[test]
    fn letters_that_look_like_digits_are_read_as_digits() {
        let reference = Reference::new("JL", 2010, [0, 0, 0, 0, 1]);
        let check = reference.check();
        assert_eq!(reference.to_string(), format!("JL-10-00000001-{check}"));
        assert_eq!(Reference::parse(&format!("JL-IO-ooooOOOl-{check}")), Ok(reference));
    }

    #[test]
    fn what_is_no_reference_is_refused() {
        let long = "J".repeat(2000);
        for typed in
            ["", "JL", "JL-26", "J-26-7K4M9Q2D-X", "JL-2X-7K4M9Q2D-X", "JL-26-7K4M9Q2U-X", "受理编号", &long]
        {
            assert_eq!(Reference::parse(typed).unwrap_err().code, "cases.reference_form", "{typed}");
        }
    }

    proptest! {
        #[test]
        fn a_reference_reads_back_what_it_writes(random: [u8; 5], year in 0_i16..100, region in "[A-Z]{2,4}") {
            let reference = Reference::new(&region, 2000 + year, random);
            prop_assert_eq!(Reference::parse(&reference.to_string()), Ok(reference));
        }

        #[test]
        fn the_check_character_finds_any_single_wrong_character(random: [u8; 5], place in 0_usize..8, other in 0_usize..32) {
            let right = Reference::new("JL", 2026, random).to_string();
            let mut wrong: Vec<char> = right.chars().collect();
            let place = place + 6;
            let put = char::from(BODY[other]);
            prop_assume!(wrong[place] != put);
            wrong[place] = put;
            let wrong: String = wrong.into_iter().collect();
            prop_assert_eq!(Reference::parse(&wrong).unwrap_err().code, "cases.reference_check");
        }
    }
}
