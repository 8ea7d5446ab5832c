//! Skills: how many of those the post wishes the person has.

use super::{PartName, Reasons, Share};
use crate::{
    conditions::Answer, facts::Facts, matches::Reason, prepared::PreparedPost, profile::ProfileField,
};

pub(super) fn share(facts: &Facts<'_>, post: &PreparedPost) -> Share {
    if !facts.knows_skills() {
        return Share::NONE;
    }
    let (mut held, mut wished) = (0, 0);
    for (key, _) in post.skills() {
        wished += 1;
        held += i128::from(facts.skill(key) == Answer::Yes);
    }
    if wished == 0 { Share::NOT_STATED } else { Share::of(held, wished) }
}

pub(super) fn reasons(facts: &Facts<'_>, post: &PreparedPost, reasons: &mut Reasons) {
    if !facts.knows_skills() {
        reasons.lacking.push(Reason::Unknown { field: ProfileField::Skills });
    } else if post.skills().is_empty() {
        reasons.lacking.push(Reason::PostDoesNotSay { part: PartName::Skills });
    }
    for (key, name) in post.skills() {
        let skill = name.clone();
        match facts.skill(key) {
            Answer::Yes => reasons.speaking_for.push(Reason::HasSkill { skill }),
            Answer::No => reasons.lacking.push(Reason::LacksSkill { skill }),
            Answer::Unknown => reasons.lacking.push(Reason::SkillUnknown { skill }),
        }
    }
}
