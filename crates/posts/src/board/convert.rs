//! A post as the matching engine takes it. What it asks outright is a hard condition: the degree, the licences, the
//! languages, the years of experience. Skills are wishes.

use crate::model::{LanguageLevel, LanguageRequirement, Post, State};
use matching::{Cefr, Degree, HardConditions, LanguageNeed, PayRange};
use organisations::model::Wording;
use platform::region::Region;
use vocabulary::Lang;

/// The post for ranking.
fn to_match(post: &Post) -> matching::Post {
    let details = &post.details;
    matching::Post {
        id: post.id.to_string(),
        title: details.title.get(Lang::Zh).0.to_owned(),
        text: text(post),
        csco: details.csco.iter().filter_map(|code| code.as_str().parse().ok()).collect(),
        isco: details.isco.iter().filter_map(|code| code.as_str().parse().ok()).collect(),
        hard: HardConditions {
            min_degree: details.degree.map(degree),
            licences: details.licences.clone(),
            languages: languages(&details.languages),
            // Months become complete years: nobody is left out for half a year.
            min_years: details.experience_months.map(|months| months / 12).filter(|years| *years > 0),
            ..HardConditions::default()
        },
        wished_skills: details.skills.clone(),
        pay: details.pay.as_ref().map(|pay| {
            let [least, most] = pay.per_year();
            PayRange { min: Some(least), max: Some(most) }
        }),
        place: Some(details.place.clone()),
        openings: details.places_count.map(std::num::NonZeroU32::get),
        opens: details.opens,
        closes: Some(details.closes),
        ..matching::Post::default()
    }
}

/// The post for searching: it is there from the day of its publication on, though people may apply only later.
pub(super) fn indexed(post: &Post) -> matching::Post {
    let published = match post.state {
        State::Published { on } => Some(on),
        State::Draft { .. } | State::Closed { .. } => None,
    };
    matching::Post { opens: published, ..to_match(post) }
}

/// Further words by which it is found: the names of its organisation and of its place.
pub(super) fn more_words(post: &Post, organisation: Option<&Wording>, region: &Region) -> String {
    let names = organisation.into_iter().flat_map(|name| [name.zh(), name.en()]).flatten().map(str::to_owned);
    let places = Lang::ALL.into_iter().map(|lang| region.place_name(&post.details.place, lang));
    names.chain(places).collect::<Vec<_>>().join(" ")
}

fn text(post: &Post) -> String {
    let details = &post.details;
    [details.title.en(), details.description.zh(), details.description.en()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n")
}

const fn degree(degree: crate::model::Degree) -> Degree {
    match degree {
        crate::model::Degree::Secondary => Degree::UpperSecondary,
        crate::model::Degree::JuniorCollege => Degree::ShortCycle,
        crate::model::Degree::Bachelor => Degree::Bachelor,
        crate::model::Degree::Master => Degree::Master,
        crate::model::Degree::Doctor => Degree::Doctor,
    }
}

/// Each language once, at the highest level asked; one that is asked without a level is asked at the lowest.
fn languages(asked: &[LanguageRequirement]) -> Vec<LanguageNeed> {
    let mut needs: Vec<LanguageNeed> = Vec::new();
    for requirement in asked {
        let Ok(language) = requirement.language().parse() else { continue };
        let level = requirement.level().map_or(Cefr::A1, cefr);
        match needs.iter_mut().find(|need| need.language == language) {
            Some(need) => need.level = need.level.max(level),
            None => needs.push(LanguageNeed { language, level }),
        }
    }
    needs
}

const fn cefr(level: LanguageLevel) -> Cefr {
    match level {
        LanguageLevel::A1 => Cefr::A1,
        LanguageLevel::A2 => Cefr::A2,
        LanguageLevel::B1 => Cefr::B1,
        LanguageLevel::B2 => Cefr::B2,
        LanguageLevel::C1 => Cefr::C1,
        LanguageLevel::C2 => Cefr::C2,
    }
}
