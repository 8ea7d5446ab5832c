//! The fixed time of tests: whatever needs "now" gets one of these, so that a test says the same tomorrow.

use jiff::{Timestamp, civil::Date};

/// The day of tests: 22 November 2026, a Sunday.
pub const TODAY: Date = jiff::civil::date(2026, 11, 22);

/// 2026-11-22T04:00:00Z, which is noon of [`TODAY`] in the region (China keeps UTC+8 all year).
pub const NOON: Timestamp = Timestamp::constant(1_795_320_000, 0);

/// One second before [`TODAY`] begins in the region.
pub const LAST_SECOND_OF_YESTERDAY: Timestamp = Timestamp::constant(1_795_276_799, 0);

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::{Offset, TimeZone};

    #[test]
    fn the_fixed_instants_lie_where_their_names_say() {
        let region = TimeZone::fixed(Offset::constant(8));
        assert_eq!(NOON.to_zoned(region.clone()).datetime(), TODAY.at(12, 0, 0, 0));
        let before = LAST_SECOND_OF_YESTERDAY.to_zoned(region).datetime();
        assert_eq!(before, TODAY.yesterday().unwrap().at(23, 59, 59, 0));
    }
}
