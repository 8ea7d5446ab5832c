//! The named parts of a score. A new part (the policy support a hire would bring, say) is one more variant here and one
//! more function beside the others: weights, sums and texts follow from this list.

mod experience;
mod language;
mod occupation;
mod pay;
mod place;
mod skills;

use crate::{
    facts::Facts,
    matches::{Evidence, Reason},
    prepared::PreparedPost,
};
use serde::Serialize;

/// What a score counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PartName {
    /// How near what the person wants or has done is to the post.
    Occupation,
    /// How many of the wished skills the person has.
    Skills,
    /// How much of the experience sought the person has.
    Experience,
    /// How near the post is to where the person would work.
    Place,
    /// Whether the post pays what the person wants.
    Pay,
    /// How much of the languages sought the person speaks.
    Language,
}

impl PartName {
    /// Every part, in the order in which they are shown.
    pub const ALL: [Self; 6] =
        [Self::Occupation, Self::Skills, Self::Experience, Self::Place, Self::Pay, Self::Language];

    /// Its name in files of weights and in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Occupation => "occupation",
            Self::Skills => "skills",
            Self::Experience => "experience",
            Self::Place => "place",
            Self::Pay => "pay",
            Self::Language => "language",
        }
    }

    /// The key of its name in the text files.
    #[must_use]
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Occupation => "matching-part-occupation",
            Self::Skills => "matching-part-skills",
            Self::Experience => "matching-part-experience",
            Self::Place => "matching-part-place",
            Self::Pay => "matching-part-pay",
            Self::Language => "matching-part-language",
        }
    }

    /// How much of this part a person reaches: without reasons, for ranking and recomputing.
    pub(crate) fn share(self, facts: &Facts<'_>, post: &PreparedPost, evidence: &Evidence) -> Share {
        match self {
            Self::Occupation => occupation::share(facts, post, evidence),
            Self::Skills => skills::share(facts, post),
            Self::Experience => experience::share(facts, post),
            Self::Place => place::share(facts, post),
            Self::Pay => pay::share(facts, post),
            Self::Language => language::share(facts, post),
        }
    }

    /// Whether a person with these facts can reach anything of this part, whatever the post. `true` is always right; `false`
    /// spares a ranking the posts that can no longer come among the best.
    pub(crate) const fn can_count(self, facts: &Facts<'_>) -> bool {
        match self {
            Self::Skills => facts.knows_skills(),
            Self::Pay => facts.pay_wanted.is_some(),
            // What a post does not ask counts whole, for whomever.
            Self::Occupation | Self::Experience | Self::Place | Self::Language => true,
        }
    }

    /// Why: what speaks for it, and what is lacking.
    pub(crate) fn reasons(self, facts: &Facts<'_>, post: &PreparedPost, evidence: &Evidence) -> Reasons {
        let mut reasons = Reasons::default();
        match self {
            Self::Occupation => occupation::reasons(facts, post, evidence, &mut reasons),
            Self::Skills => skills::reasons(facts, post, &mut reasons),
            Self::Experience => experience::reasons(facts, post, &mut reasons),
            Self::Place => place::reasons(facts, post, &mut reasons),
            Self::Pay => pay::reasons(facts, post, &mut reasons),
            Self::Language => language::reasons(facts, post, &mut reasons),
        }
        reasons
    }
}

/// What speaks for a part, and what is lacking.
#[derive(Debug, Default)]
pub(crate) struct Reasons {
    pub(crate) speaking_for: Vec<Reason>,
    pub(crate) lacking: Vec<Reason>,
}

/// A share of a part as an exact fraction between nothing and all. Wide integers, so that no amount of pay overflows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Share {
    part: i128,
    whole: i128,
}

impl Share {
    pub(crate) const NONE: Self = Self { part: 0, whole: 1 };
    pub(crate) const ALL: Self = Self { part: 1, whole: 1 };
    /// What a part counts when the post does not say: neither for nor against it.
    pub(crate) const NOT_STATED: Self = Self { part: 1, whole: 2 };

    /// `part` of `whole`, held between nothing and all; of nothing, nothing.
    pub(crate) fn of(part: i128, whole: i128) -> Self {
        if whole <= 0 { Self::NONE } else { Self { part: part.clamp(0, whole), whole } }
    }

    pub(crate) fn per_mille(part: i64) -> Self {
        Self::of(i128::from(part), 1000)
    }

    /// The points of this share of `max`, rounded down: they never fall when the share grows.
    pub(crate) fn points(self, max: i64) -> i64 {
        let points = (self.part * i128::from(max)).checked_div(self.whole).unwrap_or(0);
        i64::try_from(points).unwrap_or(0)
    }
}
