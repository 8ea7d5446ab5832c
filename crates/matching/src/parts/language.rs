//! Language: how far on the way to the levels sought the person is, each language counting the same.

use super::{PartName, Reasons, Share};
use crate::{
    facts::{Facts, Level},
    matches::Reason,
    prepared::PreparedPost,
    profile::ProfileField,
};

/// One language that is spoken as well as sought.
const WHOLE: i128 = 420;

pub(super) fn share(facts: &Facts<'_>, post: &PreparedPost) -> Share {
    let (mut reached, mut sought) = (0, 0);
    for need in post.languages() {
        sought += WHOLE;
        if let Level::At(level) = facts.language(&need.language) {
            // 420 divides by every step from 1 to 7, so that the share is exact.
            let steps = i128::from(level.step().min(need.level.step()));
            reached += WHOLE * steps / i128::from(need.level.step());
        }
    }
    if sought == 0 { Share::ALL } else { Share::of(reached, sought) }
}

pub(super) fn reasons(facts: &Facts<'_>, post: &PreparedPost, reasons: &mut Reasons) {
    if post.languages().is_empty() {
        reasons.speaking_for.push(Reason::NothingAsked { part: PartName::Language });
    } else if !facts.knows_languages() {
        reasons.lacking.push(Reason::Unknown { field: ProfileField::Languages });
    }
    for need in post.languages() {
        let (language, sought) = (need.language.clone(), need.level);
        match facts.language(&need.language) {
            Level::At(level) if level >= sought => {
                reasons.speaking_for.push(Reason::Speaks { language, level, sought });
            }
            Level::At(level) => reasons.lacking.push(Reason::SpeaksLess { language, level, sought }),
            Level::None => reasons.lacking.push(Reason::SpeaksNot { language, sought }),
            Level::Unknown => reasons.lacking.push(Reason::LevelUnknown { language, sought }),
        }
    }
}
