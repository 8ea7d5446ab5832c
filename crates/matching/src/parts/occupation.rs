//! Occupation: the nearest of what the person wants or has done to the post, by code, by title, or by text evidence.

use super::{Reasons, Share};
use crate::{
    facts::Facts,
    matches::{Evidence, OccupationBasis, Reason, TEXT_EVIDENCE_CAP},
    prepared::{PreparedOccupation, PreparedPost},
    profile::{OccupationKind, ProfileField},
};

/// How much an occupation that was held, but is not asked for, counts beside a wanted one, in per mille.
const HELD: i64 = 850;
/// How much titles count that are alike but not the same, in per mille: the same ending may hide another trade.
const ALIKE_TITLES: i64 = 900;
/// Titles that share less, in per mille, are not alike.
const LEAST_OVERLAP: i64 = 250;
/// Below this likeness, in per mille, the occupation is named as lacking.
const LIKE: i64 = 500;

/// The best likeness found, and where it comes from.
struct Best<'a> {
    likeness: i64,
    from: Option<Source<'a>>,
}

enum Source<'a> {
    Code(&'a PreparedOccupation),
    Title(&'a PreparedOccupation),
    Text,
}

fn best<'a>(facts: &Facts<'a>, post: &PreparedPost, evidence: &Evidence) -> Best<'a> {
    let mut best = Best { likeness: 0, from: None };
    let mut consider = |likeness: i64, from: Source<'a>| {
        if likeness > best.likeness {
            best = Best { likeness, from: Some(from) };
        }
    };
    for occupation in facts.occupations.unwrap_or_default() {
        let counts = match occupation.kind {
            OccupationKind::Wanted => 1000,
            OccupationKind::Held => HELD,
        };
        consider(by_code(occupation, post) * counts / 1000, Source::Code(occupation));
        if let Some(title) = &occupation.title {
            let likeness = match title.overlap(post.title()) {
                1000 => 1000,
                overlap if overlap < LEAST_OVERLAP => 0,
                overlap => overlap * ALIKE_TITLES / 1000,
            };
            consider(likeness * counts / 1000, Source::Title(occupation));
        }
    }
    if let Some(text) = evidence.text {
        consider(text.clamp(0, TEXT_EVIDENCE_CAP), Source::Text);
    }
    best
}

fn by_code(occupation: &PreparedOccupation, post: &PreparedPost) -> i64 {
    let (ours, theirs) = (&occupation.codes, post.codes());
    let mut nearest = 0;
    for (one, sure) in &ours.csco {
        for (other, also) in &theirs.csco {
            nearest = nearest.max(one.nearness(*other) * sure * also / 1_000_000);
        }
    }
    for (one, sure) in &ours.isco {
        for (other, also) in &theirs.isco {
            nearest = nearest.max(one.nearness(*other) * sure * also / 1_000_000);
        }
    }
    nearest
}

pub(super) fn share(facts: &Facts<'_>, post: &PreparedPost, evidence: &Evidence) -> Share {
    Share::per_mille(best(facts, post, evidence).likeness)
}

pub(super) fn reasons(facts: &Facts<'_>, post: &PreparedPost, evidence: &Evidence, reasons: &mut Reasons) {
    let best = best(facts, post, evidence);
    if facts.occupations.is_none() {
        reasons.lacking.push(Reason::Unknown { field: ProfileField::Occupations });
    } else if best.likeness < LIKE {
        reasons.lacking.push(Reason::OtherOccupation { likeness: best.likeness });
    }
    let Some(from) = best.from else { return };
    let (kind, basis) = match from {
        Source::Code(occupation) => (Some(occupation.kind), OccupationBasis::Code),
        Source::Title(occupation) => (Some(occupation.kind), OccupationBasis::Title),
        Source::Text => (None, OccupationBasis::Text),
    };
    let title = match from {
        Source::Code(occupation) | Source::Title(occupation) => occupation.title.as_ref(),
        Source::Text => None,
    };
    reasons.speaking_for.push(Reason::Occupation {
        kind,
        basis,
        title: title.map(|title| title.normal().to_owned()),
        likeness: best.likeness,
    });
}
