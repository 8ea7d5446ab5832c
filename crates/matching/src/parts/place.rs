//! Place: how near the post is to where the person would work, or, if that is unknown, to where the person lives.

use super::{PartName, Reasons, Share};
use crate::{facts::Facts, matches::Reason, prepared::PreparedPost, profile::ProfileField};
use vocabulary::PlaceCode;

/// The post lies in the area.
const INSIDE: i64 = 1000;
/// The post is for an area that holds the place.
const AROUND: i64 = 800;
/// The same prefecture (GB/T 2260).
const SAME_PREFECTURE: i64 = 500;
/// The same province, or the same country outside China.
const SAME_PROVINCE: i64 = 200;
/// How much the place where one lives counts when the places wanted are unknown, in per mille.
const LIVES_THERE: i64 = 700;

fn nearness(post: &PlaceCode, area: &PlaceCode) -> i64 {
    if post.is_within(area) {
        return INSIDE;
    }
    if area.is_within(post) {
        return AROUND;
    }
    let (one, other) = (post.as_str(), area.as_str());
    let shares = |length: usize| one.get(..length).is_some_and(|head| other.get(..length) == Some(head));
    let is_division = |code: &str| code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit());
    if is_division(one) && is_division(other) {
        return if shares(4) {
            SAME_PREFECTURE
        } else if shares(2) {
            SAME_PROVINCE
        } else {
            0
        };
    }
    if one.split('-').next() == other.split('-').next() { SAME_PROVINCE } else { 0 }
}

/// The nearest place, and whether it is wanted (or else the current one).
fn best<'a>(facts: &Facts<'a>, place: &PlaceCode) -> Option<(i64, &'a PlaceCode, bool)> {
    match facts.wanted() {
        Some(wanted) => wanted.map(|area| (nearness(place, area), area, true)).max_by_key(|(near, ..)| *near),
        None => facts.current_place.map(|area| (nearness(place, area) * LIVES_THERE / 1000, area, false)),
    }
}

fn is_known(facts: &Facts<'_>) -> bool {
    facts.wanted().is_some() || facts.current_place.is_some()
}

pub(super) fn share(facts: &Facts<'_>, post: &PreparedPost) -> Share {
    if !is_known(facts) {
        return Share::NONE;
    }
    match &post.post().place {
        None => Share::NOT_STATED,
        Some(place) => Share::per_mille(best(facts, place).map_or(0, |(near, ..)| near)),
    }
}

pub(super) fn reasons(facts: &Facts<'_>, post: &PreparedPost, reasons: &mut Reasons) {
    if !is_known(facts) {
        reasons.lacking.push(Reason::Unknown { field: ProfileField::Places });
        return;
    }
    let Some(place) = post.post().place.clone() else {
        reasons.lacking.push(Reason::PostDoesNotSay { part: PartName::Place });
        return;
    };
    match best(facts, &place) {
        Some((near, area, true)) if near >= AROUND => {
            reasons.speaking_for.push(Reason::PlaceWanted { place, wanted: area.clone() });
        }
        Some((near, area, is_wanted)) if near > 0 => {
            let near_to = area.clone();
            reasons.speaking_for.push(if is_wanted {
                Reason::PlaceNear { place, near_to }
            } else {
                Reason::PlaceNearHome { place, near_to }
            });
        }
        _ => reasons.lacking.push(Reason::OtherPlace { place }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearness_follows_the_levels_of_the_codes() {
        let near = |post: &str, area: &str| nearness(&post.parse().unwrap(), &area.parse().unwrap());
        assert_eq!(near("220104", "220100"), 1000);
        assert_eq!(near("220000", "220100"), 800);
        assert_eq!(near("220104", "220105"), 500);
        assert_eq!(near("220200", "220100"), 200);
        assert_eq!(near("110000", "220100"), 0);
        assert_eq!([near("CA-NS", "CA"), near("CA-NS", "CA-ON"), near("PT", "CA")], [1000, 200, 0]);
    }
}
