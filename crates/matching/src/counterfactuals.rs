//! What would change a match: every single step towards the post, each with the points it brings, found by scoring the
//! person as if it were taken. Nothing is estimated: [`What::apply`] and scoring anew give the same difference.

use crate::{
    conditions::{Answer, outcome},
    facts::{Facts, Level},
    levels::{Cefr, Degree, LanguageTag},
    matches::{Evidence, total},
    prepared::PreparedPost,
    profile::{LanguageSkill, ListField, Profile},
    skills::key,
    weights::Weights,
};
use jiff::civil::Date;
use serde::Serialize;
use vocabulary::{Money, PlaceCode};

/// One step a person could take, or one thing a person could say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "change")]
#[expect(missing_docs, reason = "the fields are what their names say; each variant is described")]
pub enum What {
    /// Have a skill.
    AddSkill { skill: String },
    /// Speak a language so well.
    SpeakLanguage { language: LanguageTag, level: Cefr },
    /// Have so many years of experience.
    HaveYears { years: u16 },
    /// Work in a place too.
    AcceptPlace { place: PlaceCode },
    /// Want so much pay.
    AcceptPay { pay: Money },
    /// Have a degree.
    HaveDegree { degree: Degree },
    /// Have a licence.
    HaveLicence { licence: String },
    /// Have a work permit.
    HaveWorkPermit,
    /// Be able to begin on a day.
    BeAvailable { from: Date },
}

impl What {
    /// The profile as it would be. A list that was unknown becomes one that is known only in part.
    #[must_use]
    pub fn apply(&self, profile: &Profile) -> Profile {
        let mut changed = profile.clone();
        let mut partly = |is_unknown: bool, field: ListField| {
            if is_unknown && !changed.incomplete.contains(&field) {
                changed.incomplete.push(field);
            }
        };
        match self {
            Self::AddSkill { skill } => {
                partly(profile.skills.is_none(), ListField::Skills);
                changed.skills.get_or_insert_default().push(skill.clone());
            }
            Self::SpeakLanguage { language, level } => {
                partly(profile.languages.is_none(), ListField::Languages);
                let spoken = LanguageSkill { language: language.clone(), level: Some(*level) };
                changed.languages.get_or_insert_default().push(spoken);
            }
            Self::HaveLicence { licence } => {
                partly(profile.licences.is_none(), ListField::Licences);
                changed.licences.get_or_insert_default().push(licence.clone());
            }
            Self::AcceptPlace { place } => changed.places_wanted.get_or_insert_default().push(place.clone()),
            Self::HaveYears { years } => changed.years_of_experience = Some(*years),
            Self::AcceptPay { pay } => changed.pay_wanted = Some(*pay),
            Self::HaveDegree { degree } => changed.degree = Some(*degree),
            Self::HaveWorkPermit => changed.work_permit = Some(true),
            Self::BeAvailable { from } => changed.available_from = Some(*from),
        }
        changed
    }

    /// The key of its words in the text files.
    #[must_use]
    pub const fn text_key(&self) -> &'static str {
        match self {
            Self::AddSkill { .. } => "matching-change-add_skill",
            Self::SpeakLanguage { .. } => "matching-change-speak_language",
            Self::HaveYears { .. } => "matching-change-have_years",
            Self::AcceptPlace { .. } => "matching-change-accept_place",
            Self::AcceptPay { .. } => "matching-change-accept_pay",
            Self::HaveDegree { .. } => "matching-change-have_degree",
            Self::HaveLicence { .. } => "matching-change-have_licence",
            Self::HaveWorkPermit => "matching-change-have_work_permit",
            Self::BeAvailable { .. } => "matching-change-be_available",
        }
    }
}

/// A step and what it would bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The step.
    pub what: What,
    /// The points it would add to the total, in thousandths.
    pub points_gained: i64,
    /// All hard conditions together, after it.
    pub outcome: Answer,
}

/// Every step that would add points without spoiling the outcome, or better the outcome, the most points first.
pub(crate) fn changes(
    facts: &Facts<'_>,
    post: &PreparedPost,
    weights: &Weights,
    evidence: &Evidence,
) -> Vec<Change> {
    let now = total(facts, post, weights, evidence);
    let judge = |facts: &Facts<'_>| outcome(facts, post, evidence.on, &evidence.conditions);
    let outcome_now = judge(facts);
    let mut found: Vec<Change> = Vec::new();
    for what in steps(facts, post) {
        let skill_key = match &what {
            What::AddSkill { skill } => key(skill),
            What::HaveLicence { licence } => key(licence),
            _ => String::new(),
        };
        let supposed = suppose(facts, &what, &skill_key);
        let points_gained = total(&supposed, post, weights, evidence) - now;
        let outcome = judge(&supposed);
        if outcome > outcome_now || (points_gained > 0 && outcome == outcome_now) {
            found.push(Change { what, points_gained, outcome });
        }
    }
    found.sort_by_key(|change| -change.points_gained);
    found
}

/// The facts with one step laid over them; `key` is the key of the skill or licence it names.
fn suppose<'a>(facts: &Facts<'a>, what: &'a What, key: &'a str) -> Facts<'a> {
    let mut supposed = *facts;
    match what {
        What::AddSkill { .. } => supposed.more_skill = Some(key),
        What::HaveLicence { .. } => supposed.more_licence = Some(key),
        What::SpeakLanguage { language, level } => supposed.more_language = Some((language, *level)),
        What::AcceptPlace { place } => supposed.more_place = Some(place),
        What::HaveYears { years } => supposed.years = Some(*years),
        What::AcceptPay { pay } => supposed.pay_wanted = Some(*pay),
        What::HaveDegree { degree } => supposed.degree = Some(*degree),
        What::HaveWorkPermit => supposed.work_permit = Some(true),
        What::BeAvailable { from } => supposed.available_from = Some(*from),
    }
    supposed
}

/// The steps that lead towards the post from where the person stands.
fn steps(facts: &Facts<'_>, post: &PreparedPost) -> Vec<What> {
    let (asked, hard) = (post.post(), &post.post().hard);
    let mut steps = Vec::new();
    let lacking = |names: &[(String, String)], has: &dyn Fn(&str) -> Answer| -> Vec<String> {
        names.iter().filter(|(key, _)| has(key) != Answer::Yes).map(|(_, name)| name.clone()).collect()
    };
    let skills = lacking(post.skills(), &|key| facts.skill(key));
    steps.extend(skills.into_iter().map(|skill| What::AddSkill { skill }));
    let licences = lacking(post.licences(), &|key| facts.licence(key));
    steps.extend(licences.into_iter().map(|licence| What::HaveLicence { licence }));
    for need in hard.languages.iter().chain(post.languages()) {
        let step = What::SpeakLanguage { language: need.language.clone(), level: need.level };
        let is_reached = matches!(facts.language(&need.language), Level::At(level) if level >= need.level);
        if !is_reached && !steps.contains(&step) {
            steps.push(step);
        }
    }
    for years in [hard.min_years, asked.wished_years].into_iter().flatten() {
        let step = What::HaveYears { years };
        if facts.years.is_none_or(|has| has < years) && !steps.contains(&step) {
            steps.push(step);
        }
    }
    let wants =
        |place: &PlaceCode| facts.wanted().is_some_and(|mut wanted| wanted.any(|area| place.is_within(area)));
    for place in asked.place.iter().chain(hard.places.first()) {
        let step = What::AcceptPlace { place: place.clone() };
        if !wants(place) && !steps.contains(&step) {
            steps.push(step);
        }
    }
    for pay in asked.pay.iter().flat_map(|pay| [pay.max, pay.min]).flatten() {
        let is_lower =
            facts.pay_wanted.is_none_or(|wanted| wanted.currency != pay.currency || wanted.minor > pay.minor);
        let step = What::AcceptPay { pay };
        if is_lower && !steps.contains(&step) {
            steps.push(step);
        }
    }
    if let Some(degree) = hard.min_degree.filter(|least| facts.degree.is_none_or(|degree| degree < *least)) {
        steps.push(What::HaveDegree { degree });
    }
    if hard.work_permit && facts.work_permit != Some(true) {
        steps.push(What::HaveWorkPermit);
    }
    if let Some(from) = asked.starts.filter(|day| facts.available_from.is_none_or(|from| from > *day)) {
        steps.push(What::BeAvailable { from });
    }
    steps
}
