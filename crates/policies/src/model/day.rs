//! A day as it comes in: `2022-11-01`, or nothing for today.

use jiff::civil::Date;
use vocabulary::Refusal;

/// Reads a day of the calendar; an absent or empty one is `today`.
///
/// # Errors
/// `policies.not_a_day`, at `field`.
pub fn day(text: Option<&str>, field: &'static str, today: Date) -> Result<Date, Refusal> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(today) };
    let shown: String = text.chars().filter(|c| !c.is_control()).take(20).collect();
    let is_iso = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let date = is_iso.then(|| text.parse().ok()).flatten();
    date.ok_or_else(|| Refusal::invalid("policies.not_a_day", field).with("found", shown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_one_of_the_calendar() {
        let today = jiff::civil::date(2026, 11, 22);
        assert_eq!(day(None, "on", today), Ok(today));
        assert_eq!(day(Some(""), "on", today), Ok(today));
        assert_eq!(day(Some("2024-02-29"), "on", today), Ok(jiff::civil::date(2024, 2, 29)));
        for wrong in ["2023-02-29", "2023-2-9", "tomorrow", "2023-02-01T00:00:00Z", "20230201"] {
            let refusal = day(Some(wrong), "on", today).unwrap_err();
            assert_eq!(
                (refusal.code, refusal.field.as_deref()),
                ("policies.not_a_day", Some("on")),
                "{wrong}"
            );
        }
    }
}
