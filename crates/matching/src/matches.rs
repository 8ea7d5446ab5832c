//! A match: the score of one person for one post, part by part, with its conditions, reasons and what would change it.

use crate::{
    conditions::{Answer, Condition, judge, outcome},
    counterfactuals::{Change, changes},
    facts::Facts,
    levels::{Cefr, LanguageTag},
    parts::PartName,
    prepared::{PreparedPost, PreparedProfile},
    profile::{OccupationKind, ProfileField},
    weights::Weights,
};
use jiff::civil::Date;
use serde::Serialize;
use vocabulary::{Money, PlaceCode};

/// How much likeness of text alone can count for the occupation, in per mille: words that occur are weaker evidence than
/// a code or a title.
pub const TEXT_EVIDENCE_CAP: i64 = 600;

/// What comes from outside of profile and post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The day for which the match is made.
    pub on: Date,
    /// How like the texts are, 0 to 1000 ([`crate::Hit::per_mille`], say); counted up to [`TEXT_EVIDENCE_CAP`].
    pub text: Option<i64>,
    /// Conditions judged elsewhere, such as an age limit that the law allows, by the rules engine.
    pub conditions: Vec<Condition>,
}

impl Evidence {
    /// A day, and nothing else.
    #[must_use]
    pub const fn on(on: Date) -> Self {
        Self { on, text: None, conditions: Vec::new() }
    }
}

/// On what the likeness of an occupation rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OccupationBasis {
    /// The codes, given or found by title.
    Code,
    /// The words of the titles.
    Title,
    /// The words of the texts.
    Text,
}

/// Why a part has its points, or lacks them. The words stand in the text files under [`Reason::text_key`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
#[expect(missing_docs, reason = "the fields are what their names say; each variant is described")]
pub enum Reason {
    /// The person has not said.
    Unknown { field: ProfileField },
    /// The post does not say; the part counts half.
    PostDoesNotSay { part: PartName },
    /// The post asks nothing of the kind; the part counts whole.
    NothingAsked { part: PartName },
    /// An occupation of the person is like the post's; `likeness` in per mille.
    Occupation { kind: Option<OccupationKind>, basis: OccupationBasis, title: Option<String>, likeness: i64 },
    /// None is; `likeness` of the nearest in per mille.
    OtherOccupation { likeness: i64 },
    /// A wished skill that the person has.
    HasSkill { skill: String },
    /// A wished skill that the person does not have.
    LacksSkill { skill: String },
    /// A wished skill of which it is not known.
    SkillUnknown { skill: String },
    /// As many years as sought.
    EnoughYears { years: u16, sought: u16 },
    /// Fewer.
    FewerYears { years: u16, sought: u16 },
    /// The post is where the person would work.
    PlaceWanted { place: PlaceCode, wanted: PlaceCode },
    /// The post is near to where the person would work.
    PlaceNear { place: PlaceCode, near_to: PlaceCode },
    /// The post is near to where the person lives; where the person would work is not known.
    PlaceNearHome { place: PlaceCode, near_to: PlaceCode },
    /// The post is elsewhere.
    OtherPlace { place: PlaceCode },
    /// The least pay offered is what the person wants, or more.
    PayReached { wanted: Money, min: Option<Money>, max: Option<Money> },
    /// What the person wants lies within what is offered.
    PayWithinRange { wanted: Money, min: Option<Money>, max: Option<Money> },
    /// Less is offered than the person wants.
    PayBelow { wanted: Money, min: Option<Money>, max: Option<Money> },
    /// The amounts are of two currencies, which are not compared.
    OtherCurrency { wanted: Money, min: Option<Money>, max: Option<Money> },
    /// Speaks the language as well as sought.
    Speaks { language: LanguageTag, level: Cefr, sought: Cefr },
    /// Speaks it less well.
    SpeaksLess { language: LanguageTag, level: Cefr, sought: Cefr },
    /// Does not speak it.
    SpeaksNot { language: LanguageTag, sought: Cefr },
    /// It is not known whether, or how well.
    LevelUnknown { language: LanguageTag, sought: Cefr },
}

impl Reason {
    /// The key of its words in the text files.
    #[must_use]
    pub const fn text_key(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "matching-reason-unknown",
            Self::PostDoesNotSay { .. } => "matching-reason-post_does_not_say",
            Self::NothingAsked { .. } => "matching-reason-nothing_asked",
            Self::Occupation { basis: OccupationBasis::Code, .. } => "matching-reason-occupation_code",
            Self::Occupation { basis: OccupationBasis::Title, .. } => "matching-reason-occupation_title",
            Self::Occupation { basis: OccupationBasis::Text, .. } => "matching-reason-occupation_text",
            Self::OtherOccupation { .. } => "matching-reason-other_occupation",
            Self::HasSkill { .. } => "matching-reason-has_skill",
            Self::LacksSkill { .. } => "matching-reason-lacks_skill",
            Self::SkillUnknown { .. } => "matching-reason-skill_unknown",
            Self::EnoughYears { .. } => "matching-reason-enough_years",
            Self::FewerYears { .. } => "matching-reason-fewer_years",
            Self::PlaceWanted { .. } => "matching-reason-place_wanted",
            Self::PlaceNear { .. } => "matching-reason-place_near",
            Self::PlaceNearHome { .. } => "matching-reason-place_near_home",
            Self::OtherPlace { .. } => "matching-reason-other_place",
            Self::PayReached { .. } => "matching-reason-pay_reached",
            Self::PayWithinRange { .. } => "matching-reason-pay_within_range",
            Self::PayBelow { .. } => "matching-reason-pay_below",
            Self::OtherCurrency { .. } => "matching-reason-other_currency",
            Self::Speaks { .. } => "matching-reason-speaks",
            Self::SpeaksLess { .. } => "matching-reason-speaks_less",
            Self::SpeaksNot { .. } => "matching-reason-speaks_not",
            Self::LevelUnknown { .. } => "matching-reason-level_unknown",
        }
    }
}

/// One part of a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScorePart {
    /// Which.
    pub name: PartName,
    /// Its points, in thousandths.
    pub points: i64,
    /// The most it could have, in thousandths: its weight.
    pub max: i64,
    /// What speaks for it.
    #[serde(rename = "for")]
    pub speaking_for: Vec<Reason>,
    /// What is lacking.
    pub lacking: Vec<Reason>,
}

/// One person and one post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Match {
    /// The post's id.
    pub post: String,
    /// The person's id; may be empty.
    pub person: String,
    /// All hard conditions together: `no` is not offered, `unknown` asks the person.
    pub outcome: Answer,
    /// The sum of the parts, 0 to [`crate::TOTAL_POINTS`] thousandths of a point.
    pub total: i64,
    /// The parts, in the order of [`PartName::ALL`].
    pub parts: Vec<ScorePart>,
    /// The hard conditions, each judged.
    pub hard: Vec<Condition>,
    /// What is lacking in any part.
    pub lacking: Vec<Reason>,
    /// What would change the score or the outcome, the most points first; each recomputed.
    pub counterfactuals: Vec<Change>,
}

/// Scores one person for one post: conditions, parts with reasons, and what would change them.
#[must_use]
pub fn score(
    profile: &PreparedProfile,
    post: &PreparedPost,
    weights: &Weights,
    evidence: &Evidence,
) -> Match {
    let facts = Facts::of(profile);
    let part = |name: PartName| {
        let max = weights.max_of(name);
        let reasons = name.reasons(&facts, post, evidence);
        let points = name.share(&facts, post, evidence).points(max);
        ScorePart { name, points, max, speaking_for: reasons.speaking_for, lacking: reasons.lacking }
    };
    let parts: Vec<ScorePart> = PartName::ALL.into_iter().map(part).collect();
    Match {
        post: post.post().id.clone(),
        person: profile.profile().id.clone(),
        outcome: outcome(&facts, post, evidence.on, &evidence.conditions),
        total: parts.iter().map(|part| part.points).sum(),
        lacking: parts.iter().flat_map(|part| part.lacking.iter().cloned()).collect(),
        hard: judge(&facts, post, evidence.on, &evidence.conditions),
        counterfactuals: changes(&facts, post, weights, evidence),
        parts,
    }
}

/// The sum alone, without reasons.
pub(crate) fn total(facts: &Facts<'_>, post: &PreparedPost, weights: &Weights, evidence: &Evidence) -> i64 {
    PartName::ALL.into_iter().map(|name| name.share(facts, post, evidence).points(weights.max_of(name))).sum()
}
