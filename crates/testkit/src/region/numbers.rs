//! Check digits of resident identity numbers (GB 11643-1999) and unified social credit codes (GB 32100-2015), and
//! numbers for invented people and organisations that nobody bears.
//!
//! Written apart from the platform's own check of the same standards on purpose: each is tested against the other's
//! numbers, so a mistake in one is found.

/// The digits of the codes of GB 32100: no I, O, S, V, Z.
const CREDIT_DIGITS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The check digit of 17 digits by GB 11643-1999 (ISO 7064 MOD 11-2); none if they are not 17 digits.
#[must_use]
pub fn identity_number_check(digits: &str) -> Option<char> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let values: Vec<u32> = digits.chars().map(|digit| digit.to_digit(10)).collect::<Option<_>>()?;
    if values.len() != WEIGHTS.len() {
        return None;
    }
    let sum: u32 = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    "10X98765432".chars().nth(usize::try_from(sum % 11).ok()?)
}

/// The check digit of 17 characters by GB 32100-2015; none if they are not 17 of its digits.
#[must_use]
pub fn credit_code_check(code: &str) -> Option<char> {
    let values: Vec<usize> = code.chars().map(|digit| CREDIT_DIGITS.find(digit)).collect::<Option<_>>()?;
    if values.len() != 17 {
        return None;
    }
    let weights = std::iter::successors(Some(1_usize), |weight| Some(weight * 3 % 31));
    let sum: usize = values.iter().zip(weights).map(|(value, weight)| value * weight).sum();
    CREDIT_DIGITS.chars().nth((31 - sum % 31) % 31)
}

/// The check digit of the 8 digits of an organisation's code by GB 11714-1997, which a credit code contains.
fn organisation_code_check(digits: &str) -> Option<char> {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let values: Vec<u32> = digits.chars().map(|digit| digit.to_digit(10)).collect::<Option<_>>()?;
    let sum: u32 = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    match 11 - sum % 11 {
        11 => Some('0'),
        10 => Some('X'),
        check => char::from_digit(check, 10),
    }
}

/// A number of an invented person born on that day: area 2299xx and a sequence number from `place_in_day`, below 100,000.
pub(super) fn identity_number(born: jiff::civil::Date, place_in_day: u64) -> Option<String> {
    let (area, sequence) = (place_in_day / 1_000 % 100, place_in_day % 1_000);
    let digits = format!("2299{area:02}{}{sequence:03}", born.strftime("%Y%m%d"));
    identity_number_check(&digits).map(|check| format!("{digits}{check}"))
}

/// A code of an invented organisation: registered as `registered_as` (91 a firm, 12 a public institution, 93 a
/// cooperative), area 229900; no two indices below 100,000,000 share one.
pub(super) fn credit_code(registered_as: &str, index: u64) -> Option<String> {
    // 48,271 is prime and no factor of a power of ten, so that neighbours differ in all digits and none meet.
    let digits = format!("{:08}", index.wrapping_mul(48_271).wrapping_add(7_000_003) % 100_000_000);
    let organisation = organisation_code_check(&digits)?;
    let code = format!("{registered_as}229900{digits}{organisation}");
    credit_code_check(&code).map(|check| format!("{code}{check}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standards_own_examples_check() {
        // GB 11643-1999, 4.2: 11010519491231002X and 440524188001010014.
        assert_eq!(identity_number_check("11010519491231002"), Some('X'));
        assert_eq!(identity_number_check("44052418800101001"), Some('4'));
        assert_eq!(identity_number_check("4405241880010100"), None);
        assert_eq!(identity_number_check("4405241880010100A"), None);
    }

    #[test]
    fn a_published_credit_code_checks_and_a_changed_one_does_not() {
        // The code that GB 32100's commentary uses throughout: 91350100M000100Y43.
        assert_eq!(credit_code_check("91350100M000100Y4"), Some('3'));
        assert_ne!(credit_code_check("91350100M000100Y5"), Some('3'));
        assert_eq!(credit_code_check("91350100I000100Y4"), None);
    }

    #[test]
    fn an_organisations_code_checks_by_its_own_standard() {
        // By hand: 2 x 1 = 2, 11 - 2 = 9; 2 x 6 = 12, 11 - 1 = 10, written X; nothing at all leaves 11, written 0.
        assert_eq!(organisation_code_check("00000000"), Some('0'));
        assert_eq!(organisation_code_check("00000001"), Some('9'));
        assert_eq!(organisation_code_check("00000006"), Some('X'));
    }
}
