//! Resident identity numbers of GB 11643-1999: eighteen characters whose last one guards the others, and a type that
//! shows itself to nobody by accident.

use jiff::{ToSpan, civil::Date};
use std::fmt;
use vocabulary::{PlaceCode, Refusal};

/// How many characters a resident identity number has.
const LENGTH: usize = 18;
/// Nobody older than this is believed; the oldest age ever proven is 122 years.
const OLDEST_YEARS: i32 = 130;
/// Weights of the first seventeen digits: 2^(18 - position) mod 11 (GB 11643-1999, ISO 7064 MOD 11-2).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// The check character by remainder of the weighted sum.
const CHECK_CHARACTERS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
/// The first two digits of GB/T 2260; 71 and 81 to 83 stand on residence permits of people from Taiwan, Hong Kong and
/// Macao.
const PROVINCES: [&str; 35] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42",
    "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
    "83",
];

/// A resident identity number whose form, birth date and check character were verified.
///
/// It has no serialisation, and `Debug` and `Display` show it masked, so that it cannot slip into a log, a URL or a
/// page. Whoever encrypts it asks by name: [`IdentityNumber::reveal`].
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IdentityNumber {
    characters: String,
    birth_date: Date,
    division: PlaceCode,
}

impl IdentityNumber {
    /// Reads a number as typed: spaces around it and a small `x` are forgiven, nothing else.
    ///
    /// # Errors
    /// One refusal, of the first thing that is wrong: `people.identity_number_length`, `…_characters`, `…_division`,
    /// `…_birth_date`, `…_check`. None of them repeats what was typed.
    pub fn parse(typed: &str, today: Date) -> Result<Self, Refusal> {
        let refuse = |code| Refusal::invalid(code, "identity_number");
        let characters = typed.trim().to_ascii_uppercase();
        let length = characters.chars().count();
        if length != LENGTH {
            return Err(refuse("people.identity_number_length").with("length", length));
        }
        let (Some(body), Some(last)) = (characters.get(..LENGTH - 1), characters.chars().last()) else {
            return Err(refuse("people.identity_number_characters"));
        };
        if !body.bytes().all(|b| b.is_ascii_digit()) || !(last.is_ascii_digit() || last == 'X') {
            return Err(refuse("people.identity_number_characters"));
        }
        let division = body
            .get(..6)
            .filter(|code| PROVINCES.iter().any(|province| code.starts_with(province)))
            .and_then(|code| code.parse().ok())
            .ok_or_else(|| refuse("people.identity_number_division"))?;
        let birth_date = body
            .get(6..14)
            .and_then(|digits| birth_date(digits, today))
            .ok_or_else(|| refuse("people.identity_number_birth_date"))?;
        if Self::check_character(body) != Some(last) {
            return Err(refuse("people.identity_number_check"));
        }
        Ok(Self { characters, birth_date, division })
    }

    /// The check character that belongs to seventeen digits; `None` if they are not seventeen digits. For tests and the
    /// generator of the demonstration region.
    #[must_use]
    pub fn check_character(first_seventeen: &str) -> Option<char> {
        if first_seventeen.len() != WEIGHTS.len() {
            return None;
        }
        let mut sum = 0;
        for (digit, weight) in first_seventeen.chars().zip(WEIGHTS) {
            sum += digit.to_digit(10)? * weight;
        }
        CHECK_CHARACTERS.get(usize::try_from(sum % 11).ok()?).copied()
    }

    /// The whole number: for encryption and the blind index, for nothing else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.characters
    }

    /// `2201**********123X`: enough to recognise one's own.
    #[must_use]
    pub fn masked(&self) -> String {
        let part = |range: std::ops::Range<usize>| self.characters.get(range).unwrap_or_default();
        format!("{}**********{}", part(0..4), part(14..LENGTH))
    }

    /// The birth date that stands in the number.
    #[must_use]
    pub const fn birth_date(&self) -> Date {
        self.birth_date
    }

    /// The division in which the number was given out: GB/T 2260 of that time, perhaps abolished since.
    #[must_use]
    pub const fn division(&self) -> &PlaceCode {
        &self.division
    }
}

impl fmt::Debug for IdentityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdentityNumber({})", self.masked())
    }
}

impl fmt::Display for IdentityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// A day that exists, is not after `today`, and leaves the person at an age that people reach.
fn birth_date(digits: &str, today: Date) -> Option<Date> {
    let part = |range: std::ops::Range<usize>| digits.get(range);
    let date =
        Date::new(part(0..4)?.parse().ok()?, part(4..6)?.parse().ok()?, part(6..8)?.parse().ok()?).ok()?;
    let oldest = today.checked_sub(OLDEST_YEARS.years()).ok()?;
    (oldest..=today).contains(&date).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 22);

    /// The example that GB 11643-1999 itself gives.
    const EXAMPLE: &str = "11010519491231002X";

    fn code(typed: &str) -> &'static str {
        IdentityNumber::parse(typed, TODAY).unwrap_err().code
    }

    #[test]
    fn the_example_of_the_standard_is_read() {
        let number = IdentityNumber::parse(" 11010519491231002x ", TODAY).unwrap();
        assert_eq!(number.reveal(), EXAMPLE);
        assert_eq!(number.birth_date(), date(1949, 12, 31));
        assert_eq!(number.division().as_str(), "110105");
    }

    #[test]
    fn the_number_never_shows_itself() {
        let number = IdentityNumber::parse(EXAMPLE, TODAY).unwrap();
        assert_eq!(number.to_string(), "1101**********002X");
        assert_eq!(format!("{number:?}"), "IdentityNumber(1101**********002X)");
        let refusal = IdentityNumber::parse("110105194912310021", TODAY).unwrap_err();
        assert!(!format!("{refusal:?} {refusal}").contains("19491231"), "{refusal:?}");
    }

    #[test]
    fn each_mistake_has_its_own_code() {
        for (typed, expected) in [
            ("", "people.identity_number_length"),
            ("110105491231002", "people.identity_number_length"),
            ("11010519491231002X1", "people.identity_number_length"),
            ("1101051949123100XX", "people.identity_number_characters"),
            ("11010519491231002Y", "people.identity_number_characters"),
            ("１１０１０５１９４９１２３１００２X", "people.identity_number_characters"),
            ("11010519491231００2X", "people.identity_number_characters"),
            ("99010519491231002X", "people.identity_number_division"),
            ("11010519490231002X", "people.identity_number_birth_date"),
            ("11010520991231002X", "people.identity_number_birth_date"),
            ("11010517491231002X", "people.identity_number_birth_date"),
            ("110105194912310021", "people.identity_number_check"),
            ("11010519491231020X", "people.identity_number_check"),
        ] {
            assert_eq!(code(typed), expected, "{typed}");
        }
    }

    #[test]
    fn a_birth_today_is_believed_and_one_tomorrow_is_not() {
        for (birth, believed) in
            [("20261122", true), ("20261123", false), ("18961122", true), ("18961121", false)]
        {
            let body = format!("220102{birth}001");
            let typed = format!("{body}{}", IdentityNumber::check_character(&body).unwrap());
            assert_eq!(IdentityNumber::parse(&typed, TODAY).is_ok(), believed, "{birth}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_found(sequence in 0_u32..1000, at in 14_usize..17, other in 1_u32..10) {
            let body = format!("22010219920501{sequence:03}");
            let check = IdentityNumber::check_character(&body).unwrap();
            let mut wrong: Vec<char> = format!("{body}{check}").chars().collect();
            prop_assert!(IdentityNumber::parse(&wrong.iter().collect::<String>(), TODAY).is_ok());
            wrong[at] = char::from_digit((wrong[at].to_digit(10).unwrap() + other) % 10, 10).unwrap();
            prop_assert!(IdentityNumber::parse(&wrong.iter().collect::<String>(), TODAY).is_err());
        }

        #[test]
        fn no_text_makes_it_panic(typed in ".*") {
            let _ = IdentityNumber::parse(&typed, TODAY);
            let _ = IdentityNumber::check_character(&typed);
        }
    }
}
