//! Experience: how many of the years sought the person has.

use super::{PartName, Reasons, Share};
use crate::{facts::Facts, matches::Reason, prepared::PreparedPost, profile::ProfileField};

pub(super) fn share(facts: &Facts<'_>, post: &PreparedPost) -> Share {
    match (post.years_sought(), facts.years) {
        (None, _) => Share::ALL,
        (Some(_), None) => Share::NONE,
        (Some(sought), Some(years)) => Share::of(i128::from(years), i128::from(sought)),
    }
}

pub(super) fn reasons(facts: &Facts<'_>, post: &PreparedPost, reasons: &mut Reasons) {
    match (post.years_sought(), facts.years) {
        (None, _) => reasons.speaking_for.push(Reason::NothingAsked { part: PartName::Experience }),
        (Some(_), None) => reasons.lacking.push(Reason::Unknown { field: ProfileField::YearsOfExperience }),
        (Some(sought), Some(years)) if years >= sought => {
            reasons.speaking_for.push(Reason::EnoughYears { years, sought });
        }
        (Some(sought), Some(years)) => reasons.lacking.push(Reason::FewerYears { years, sought }),
    }
}
