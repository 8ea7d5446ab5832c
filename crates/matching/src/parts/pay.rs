//! Pay: all if the least offered is what is wanted, falling within the range and then away from its top. Amounts of two
//! currencies are not compared.

use super::{PartName, Reasons, Share};
use crate::{facts::Facts, matches::Reason, prepared::PreparedPost, profile::ProfileField};
use vocabulary::Money;

/// What is left at the top of the range, in per mille: the most offered is not promised.
const AT_TOP: i128 = 700;

/// The ends of what is offered in the currency of what is wanted, in minor units.
enum Offered {
    Unknown,
    OtherCurrency,
    Ends { min: Option<i64>, max: Option<i64> },
}

fn offered(post: &PreparedPost, wanted: Money) -> Offered {
    let (min, max) = post.post().pay.as_ref().map_or((None, None), |pay| (pay.min, pay.max));
    match min.or(max) {
        None => Offered::Unknown,
        Some(some) if some.currency != wanted.currency => Offered::OtherCurrency,
        Some(_) => Offered::Ends { min: min.map(|m| m.minor), max: max.map(|m| m.minor) },
    }
}

pub(super) fn share(facts: &Facts<'_>, post: &PreparedPost) -> Share {
    let Some(wanted) = facts.pay_wanted else { return Share::NONE };
    match offered(post, wanted) {
        Offered::Unknown => Share::NOT_STATED,
        Offered::OtherCurrency => Share::NONE,
        Offered::Ends { min, max } => within(wanted.minor, min, max),
    }
}

/// Never lower for a lower amount wanted: all up to `min`, straight down to [`AT_TOP`] at `max`, straight down to
/// nothing at one and a half times the top.
fn within(wanted: i64, min: Option<i64>, max: Option<i64>) -> Share {
    if min.is_some_and(|min| wanted <= min) {
        return Share::ALL;
    }
    let wanted = i128::from(wanted);
    let (top, at_top) = match (min.map(i128::from), max.map(i128::from)) {
        (Some(min), Some(max)) if wanted <= max => {
            let width = max - min;
            return Share::of(1000 * width - (1000 - AT_TOP) * (wanted - min), 1000 * width);
        }
        (None, Some(max)) if wanted <= max => return Share::of(AT_TOP, 1000),
        (_, Some(max)) => (max, AT_TOP),
        (Some(min), None) => (min, 1000),
        (None, None) => return Share::NOT_STATED,
    };
    Share::of(at_top * (3 * top - 2 * wanted), 1000 * top)
}

pub(super) fn reasons(facts: &Facts<'_>, post: &PreparedPost, reasons: &mut Reasons) {
    let Some(wanted) = facts.pay_wanted else {
        reasons.lacking.push(Reason::Unknown { field: ProfileField::PayWanted });
        return;
    };
    let (min, max) = post.post().pay.as_ref().map_or((None, None), |pay| (pay.min, pay.max));
    match offered(post, wanted) {
        Offered::Unknown => reasons.lacking.push(Reason::PostDoesNotSay { part: PartName::Pay }),
        Offered::OtherCurrency => reasons.lacking.push(Reason::OtherCurrency { wanted, min, max }),
        Offered::Ends { min: least, .. } if least.is_some_and(|least| wanted.minor <= least) => {
            reasons.speaking_for.push(Reason::PayReached { wanted, min, max });
        }
        Offered::Ends { max: Some(most), .. } if wanted.minor <= most => {
            reasons.speaking_for.push(Reason::PayWithinRange { wanted, min, max });
        }
        Offered::Ends { .. } => reasons.lacking.push(Reason::PayBelow { wanted, min, max }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pay_falls_within_the_range_and_away_from_its_top() {
        let points = |wanted, min, max| within(wanted, min, max).points(1000);
        let range = |wanted| points(wanted, Some(100), Some(200));
        assert_eq!([0, 100, 150, 200, 250, 300, 400].map(range), [1000, 1000, 850, 700, 350, 0, 0]);
        let least = |wanted| points(wanted, Some(100), None);
        assert_eq!([100, 125, 150].map(least), [1000, 500, 0]);
        let most = |wanted| points(wanted, None, Some(200));
        assert_eq!([0, 200, 250, 300].map(most), [700, 700, 350, 0]);
        assert_eq!(points(1, Some(0), Some(0)), 0, "nothing is offered");
        assert_eq!(points(i64::MAX, Some(1), Some(i64::MAX)), 700, "no overflow");
    }
}
