//! One cell of text as a typed value: what a fact of each type may look like in a file.

use jiff::civil::Date;

/// Days from 1970-01-01 to a date: what Parquet and our columns keep.
pub fn days_of(date: Date) -> i32 {
    days_from_civil(i32::from(date.year()), i32::from(date.month()), i32::from(date.day()))
}

/// The proleptic Gregorian calendar in whole numbers: years begin in March, so that a leap day is the last.
const fn days_from_civil(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// `2026-11-22`, a date of the calendar, as days from 1970-01-01.
pub fn date(text: &str) -> Option<i32> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
    let number = |digits: &[&u8]| {
        digits.iter().try_fold(0_i16, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + i16::from(**digit - b'0'))
        })
    };
    let (year, month, day) = (number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?);
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(days_of(date))
}

/// `true`, `false`, and what else files use for them.
pub fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" | "yes" | "1" | "是" => Some(true),
        "false" | "False" | "FALSE" | "no" | "0" | "否" => Some(false),
        _ => None,
    }
}

/// `-12.50` as the whole number -1250 and how many of its digits stand after the point. Exact, at most 18 places.
pub fn decimal(text: &str) -> Option<(i64, u32)> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = match digits.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (digits, ""),
    };
    if whole.is_empty() || part.len() > 18 {
        return None;
    }
    let mut number = 0_i64;
    for digit in whole.bytes().chain(part.bytes()) {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number.checked_mul(10)?.checked_add(i64::from(digit - b'0'))?;
    }
    Some((if negative { -number } else { number }, u32::try_from(part.len()).ok()?))
}

/// A number at another count of decimal places; nothing if that would lose a digit, or does not fit.
pub fn rescale(number: i64, from: u32, to: u32) -> Option<i64> {
    if from <= to {
        return number.checked_mul(10_i64.checked_pow(to - from)?);
    }
    let divisor = 10_i64.checked_pow(from - to)?;
    (number % divisor == 0).then(|| number / divisor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970_and_impossible_dates_are_none() {
        assert_eq!(date("1970-01-01"), Some(0));
        assert_eq!(date("2000-03-01"), Some(11_017));
        assert_eq!(date("1969-12-31"), Some(-1));
        assert_eq!(date("2026-11-22"), Some(20_779));
        for wrong in ["2023-02-29", "2023-2-1", "20230201", "2023-02-01T", "", "2023-13-01"] {
            assert_eq!(date(wrong), None, "{wrong}");
        }
        // Every day of four centuries follows the one before.
        let mut day = jiff::civil::date(1700, 1, 1);
        let mut before = days_of(day);
        while day < jiff::civil::date(2100, 1, 1) {
            day = day.tomorrow().unwrap();
            assert_eq!(days_of(day), before + 1, "{day}");
            before += 1;
        }
    }

    #[test]
    fn decimals_are_exact() {
        assert_eq!(decimal("-12.50"), Some((-1250, 2)));
        assert_eq!(decimal("7"), Some((7, 0)));
        for wrong in ["", "1.", ".5", "1e3", "1,000", "99999999999999999999", "-"] {
            assert_eq!(decimal(wrong), None, "{wrong}");
        }
        assert_eq!(rescale(1250, 3, 2), Some(125));
        assert_eq!(rescale(1255, 3, 2), None);
        assert_eq!(rescale(5, 0, 2), Some(500));
        assert_eq!(rescale(i64::MAX, 0, 2), None);
    }
}
