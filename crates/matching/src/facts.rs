//! What the parts and conditions read of a person: borrowed from the prepared profile, with at most one supposed change
//! laid over it, so that a counterfactual is recomputed by the very same code without copying the profile.

use crate::{
    conditions::Answer,
    levels::{Cefr, Degree, LanguageTag},
    prepared::{PreparedOccupation, PreparedProfile},
    profile::{LanguageSkill, ListField},
    skills::holds,
};
use jiff::civil::Date;
use vocabulary::{Money, PlaceCode};

/// How well somebody speaks a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// Not known whether at all, or not known how well.
    Unknown,
    /// Known not to speak it.
    None,
    /// So well.
    At(Cefr),
}

/// The facts of one person.
#[derive(Clone, Copy)]
pub(crate) struct Facts<'a> {
    pub(crate) occupations: Option<&'a [PreparedOccupation]>,
    pub(crate) degree: Option<Degree>,
    pub(crate) years: Option<u16>,
    pub(crate) pay_wanted: Option<Money>,
    pub(crate) work_permit: Option<bool>,
    pub(crate) available_from: Option<Date>,
    pub(crate) current_place: Option<&'a PlaceCode>,
    skills: Option<&'a [String]>,
    licences: Option<&'a [String]>,
    languages: Option<&'a [LanguageSkill]>,
    places_wanted: Option<&'a [PlaceCode]>,
    incomplete: &'a [ListField],
    /// A skill, by key, supposed beside the others.
    pub(crate) more_skill: Option<&'a str>,
    /// A licence, by key, supposed beside the others.
    pub(crate) more_licence: Option<&'a str>,
    /// A language supposed beside the others.
    pub(crate) more_language: Option<(&'a LanguageTag, Cefr)>,
    /// A wanted place supposed beside the others.
    pub(crate) more_place: Option<&'a PlaceCode>,
}

impl<'a> Facts<'a> {
    pub(crate) fn of(prepared: &'a PreparedProfile) -> Self {
        let profile = prepared.profile();
        Self {
            occupations: prepared.occupations(),
            degree: profile.degree,
            years: profile.years_of_experience,
            pay_wanted: profile.pay_wanted,
            work_permit: profile.work_permit,
            available_from: profile.available_from,
            current_place: profile.current_place.as_ref(),
            skills: prepared.skills(),
            licences: prepared.licences(),
            languages: profile.languages.as_deref(),
            places_wanted: profile.places_wanted.as_deref(),
            incomplete: &profile.incomplete,
            more_skill: None,
            more_licence: None,
            more_language: None,
            more_place: None,
        }
    }

    pub(crate) const fn knows_skills(&self) -> bool {
        self.skills.is_some() || self.more_skill.is_some()
    }

    pub(crate) const fn knows_languages(&self) -> bool {
        self.languages.is_some() || self.more_language.is_some()
    }

    /// Whether a skill, by key, is held.
    pub(crate) fn skill(&self, key: &str) -> Answer {
        self.listed(self.skills, self.more_skill, key, ListField::Skills)
    }

    /// Whether a licence, by key, is held.
    pub(crate) fn licence(&self, key: &str) -> Answer {
        self.listed(self.licences, self.more_licence, key, ListField::Licences)
    }

    fn listed(&self, list: Option<&[String]>, more: Option<&str>, key: &str, field: ListField) -> Answer {
        if more == Some(key) || list.is_some_and(|list| holds(list, key)) {
            Answer::Yes
        } else if list.is_none() || self.incomplete.contains(&field) {
            Answer::Unknown
        } else {
            Answer::No
        }
    }

    /// How well a language is spoken: the best of all entries.
    pub(crate) fn language(&self, language: &LanguageTag) -> Level {
        let entries =
            || self.languages.unwrap_or_default().iter().filter(|skill| skill.language == *language);
        let more = self.more_language.filter(|(tag, _)| *tag == language).map(|(_, level)| level);
        let best = entries().filter_map(|skill| skill.level).chain(more).max();
        match best {
            Some(level) => Level::At(level),
            None if entries().next().is_some() => Level::Unknown,
            None if self.languages.is_none() || self.incomplete.contains(&ListField::Languages) => {
                Level::Unknown
            }
            None => Level::None,
        }
    }

    /// The places wanted; `None` if unknown.
    pub(crate) fn wanted(&self) -> Option<impl Iterator<Item = &'a PlaceCode> + use<'a>> {
        if self.places_wanted.is_none() && self.more_place.is_none() {
            return None;
        }
        Some(self.places_wanted.unwrap_or_default().iter().chain(self.more_place))
    }
}
