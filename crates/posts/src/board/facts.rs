//! A person's facts as the matching engine takes them. A fact that was not given is unknown; nothing is assumed. The names
//! are those of `policies/facts/person.yaml`.

use matching::{Cefr, Degree, LanguageSkill, ListField, Occupation, OccupationKind, Profile};
use rules::{Facts, Value};
use std::collections::BTreeMap;

/// The longest name of a skill that the engine takes, in characters.
const NAME_LIMIT: usize = 200;

/// One member of a list of facts.
type Member = BTreeMap<String, Value>;

/// The profile of somebody's facts. Facts that say nothing about work (birth dates, households) are not read at all.
#[must_use]
pub fn matching_profile(facts: &Facts) -> Profile {
    let mut profile = Profile {
        occupations: text(facts, "occupation").map(|title| {
            vec![Occupation { kind: OccupationKind::Held, title: Some(title), csco: None, isco: None }]
        }),
        degree: facts.get("degree").and_then(degree),
        years_of_experience: match facts.get("years_of_experience") {
            Some(Value::Int(years)) => u16::try_from(*years).ok(),
            _ => None,
        },
        ..Profile::default()
    };
    if let Some(members) = members(facts, "skills") {
        let given = members.len();
        let skills: Vec<String> = members.into_iter().filter_map(|member| name(member, "name")).collect();
        if skills.len() < given {
            profile.incomplete.push(ListField::Skills);
        }
        profile.skills = Some(skills);
    }
    if let Some(members) = members(facts, "languages") {
        let given = members.len();
        let languages: Vec<LanguageSkill> = members.into_iter().filter_map(language).collect();
        if languages.len() < given {
            profile.incomplete.push(ListField::Languages);
        }
        profile.languages = Some(languages);
    }
    profile.places_wanted = members(facts, "desired_places").map(|members| {
        members.into_iter().filter_map(|member| name(member, "place")?.parse().ok()).collect()
    });
    profile
}

fn members<'a>(facts: &'a Facts, name: &str) -> Option<Vec<&'a Member>> {
    match facts.get(name) {
        Some(Value::List(members)) => Some(members.iter().collect()),
        _ => None,
    }
}

fn text(facts: &Facts, name: &str) -> Option<String> {
    match facts.get(name) {
        Some(Value::Text(text)) => usable(text),
        _ => None,
    }
}

fn name(member: &Member, field: &str) -> Option<String> {
    match member.get(field) {
        Some(Value::Text(text)) => usable(text),
        _ => None,
    }
}

/// A name that the engine takes: with a letter or digit in it, and not too long.
fn usable(text: &str) -> Option<String> {
    let text = text.trim();
    let fits = text.chars().any(char::is_alphanumeric) && text.chars().nth(NAME_LIMIT).is_none();
    fits.then(|| text.to_owned())
}

/// The scheme `degree`. "None of these" is said outright, and is below all of them.
fn degree(value: &Value) -> Option<Degree> {
    match value {
        Value::None => Some(Degree::LowerSecondary),
        Value::Text(id) => match id.as_str() {
            "doctor" => Some(Degree::Doctor),
            "master" => Some(Degree::Master),
            "bachelor" => Some(Degree::Bachelor),
            "junior_college" => Some(Degree::ShortCycle),
            "secondary_vocational" | "upper_secondary" => Some(Degree::UpperSecondary),
            _ => None,
        },
        _ => None,
    }
}

fn language(member: &Member) -> Option<LanguageSkill> {
    let language = name(member, "language")?.to_ascii_lowercase().parse().ok()?;
    let level = match member.get("level") {
        Some(Value::Text(id)) => level(id),
        _ => None,
    };
    Some(LanguageSkill { language, level })
}

/// The scheme `language_level` in the steps of the European framework, each at its lowest: our own reading of its words
/// ("everyday conversation" A2, "good enough for work" B2, "fluent" C1).
fn level(id: &str) -> Option<Cefr> {
    match id {
        "native" => Some(Cefr::Native),
        "fluent" => Some(Cefr::C1),
        "working" => Some(Cefr::B2),
        "basic" => Some(Cefr::A2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use matching::{Occupations, PreparedProfile};

    fn list(field: &str, names: &[&str]) -> Value {
        let member = |name: &&str| [(field.to_owned(), Value::text(*name))].into_iter().collect();
        Value::List(names.iter().map(member).collect())
    }

    #[test]
    fn a_fact_that_was_not_given_is_unknown() {
        assert_eq!(matching_profile(&Facts::new()), Profile::default());
        let mut facts = Facts::new();
        facts.unknown("degree");
        assert_eq!(matching_profile(&facts).degree, None);
    }

    #[test]
    fn what_was_given_is_read() {
        let facts = Facts::new()
            .with("occupation", "农机工程师")
            .with("degree", "master")
            .with("years_of_experience", 3_i64)
            .with("skills", list("name", &["Rust", "焊接"]))
            .with("desired_places", list("place", &["220100", "nowhere"]));
        let profile = matching_profile(&facts);
        assert_eq!(profile.degree, Some(Degree::Master));
        assert_eq!(profile.years_of_experience, Some(3));
        assert_eq!(profile.skills.as_deref().unwrap(), ["Rust", "焊接"]);
        assert_eq!(profile.places_wanted.unwrap().len(), 1);
    }

    #[test]
    fn no_degree_at_all_is_known_and_below_all_others() {
        let mut facts = Facts::new();
        facts.set("degree", Value::None);
        assert_eq!(matching_profile(&facts).degree, Some(Degree::LowerSecondary));
    }

    #[test]
    fn a_list_of_which_something_was_not_understood_is_known_only_in_part() {
        let mut member: Member = [("language".to_owned(), Value::text("English"))].into_iter().collect();
        let facts = Facts::new().with("languages", Value::List(vec![member.clone()]));
        assert_eq!(matching_profile(&facts).incomplete, [ListField::Languages]);
        member.insert("language".to_owned(), Value::text("en"));
        let profile = matching_profile(&Facts::new().with("languages", Value::List(vec![member])));
        assert!(profile.incomplete.is_empty());
        assert_eq!(profile.languages.unwrap()[0].level, None, "a level that was not given is unknown");
    }

    #[test]
    fn whatever_people_wrote_can_be_matched() {
        let long = "长".repeat(500);
        let facts = Facts::new()
            .with("occupation", "…")
            .with("skills", list("name", &["", "  ", &long, "焊接"]))
            .with("years_of_experience", 70_i64);
        assert!(PreparedProfile::new(matching_profile(&facts), Occupations::bundled()).is_ok());
    }

    #[test]
    fn birth_dates_and_households_never_come_near_a_score() {
        let facts = Facts::new()
            .with("birth_date", jiff::civil::date(1990, 1, 1))
            .with("household", list("role", &["child"]));
        assert_eq!(matching_profile(&facts), Profile::default());
    }
}
