//! What is known of a person for matching. Every field may be unknown, and unknown is neither no nor nothing. Gender,
//! age, ethnicity and the like have no place here: what cannot be said cannot be scored.

use crate::{
    codes::{CscoCode, IscoCode},
    levels::{Cefr, Degree, LanguageTag},
    titles::clean,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::{Money, PlaceCode, Refusal};

/// The longest title, skill or licence, in characters.
pub(crate) const MAX_NAME_CHARS: usize = 200;
/// The most entries of one list.
pub(crate) const MAX_ENTRIES: usize = 200;
/// The most years of experience anybody can have: a slip of the pen above it.
const MAX_YEARS: u16 = 80;

/// Whether a person wants an occupation or has held it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OccupationKind {
    /// Looks for it.
    Wanted,
    /// Has done it.
    Held,
}

/// An occupation of a person, by title, by code, or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Occupation {
    /// Wanted or held.
    pub kind: OccupationKind,
    /// In the person's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// By CSCO 2022.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub csco: Option<CscoCode>,
    /// By ISCO-08.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub isco: Option<IscoCode>,
}

/// A language a person speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageSkill {
    /// ISO 639.
    pub language: LanguageTag,
    /// How well; unknown if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Cefr>,
}

/// A list of a profile that may be known only in part (a résumé that was read, say).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListField {
    /// What is not listed is not known to be lacking.
    Skills,
    /// The same, of languages.
    Languages,
    /// The same, of licences.
    Licences,
}

/// A field of a profile, for saying that it is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProfileField {
    /// Occupations wanted or held.
    Occupations,
    /// Skills.
    Skills,
    /// Years of experience.
    YearsOfExperience,
    /// Places wanted and the current place.
    Places,
    /// Pay wanted.
    PayWanted,
    /// Languages.
    Languages,
}

/// A person, as far as matching goes. A field that is absent or null is unknown; an empty list is known to be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// Whatever tells this person from others where people are ranked; may be empty otherwise.
    pub id: String,
    /// Occupations wanted or held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occupations: Option<Vec<Occupation>>,
    /// Names of skills.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skills: Option<Vec<String>>,
    /// The highest degree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degree: Option<Degree>,
    /// Languages with their levels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub languages: Option<Vec<LanguageSkill>>,
    /// Complete years of work in the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years_of_experience: Option<u16>,
    /// Where the person would work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places_wanted: Option<Vec<PlaceCode>>,
    /// Where the person lives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_place: Option<PlaceCode>,
    /// The least pay wanted, gross, per year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_wanted: Option<Money>,
    /// Whether the person may work where the posts are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_permit: Option<bool>,
    /// Licences and certificates that a profession asks by law.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licences: Option<Vec<String>>,
    /// The first day on which the person could begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available_from: Option<Date>,
    /// Lists above that are known only in part: what they lack is unknown, not absent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub incomplete: Vec<ListField>,
}

impl Profile {
    /// Whether the profile can be used.
    ///
    /// # Errors
    /// `matching.name_length`, `matching.too_many_entries`, `matching.pay_negative`, `matching.years_impossible`,
    /// `matching.occupation_empty`, at the field; the first of all that was found.
    pub fn check(&self) -> Result<(), Refusal> {
        let mut refusals = Vec::new();
        let occupations = self.occupations.as_deref().unwrap_or_default();
        entries(&mut refusals, "occupations", occupations.len());
        for (place, occupation) in occupations.iter().enumerate() {
            let field = format!("occupations[{place}]");
            match &occupation.title {
                Some(title) => name(&mut refusals, &format!("{field}.title"), title),
                None if occupation.csco.is_none() && occupation.isco.is_none() => {
                    refusals.push(Refusal::invalid("matching.occupation_empty", field));
                }
                None => {}
            }
        }
        names(&mut refusals, "skills", self.skills.as_deref().unwrap_or_default());
        names(&mut refusals, "licences", self.licences.as_deref().unwrap_or_default());
        entries(&mut refusals, "languages", self.languages.as_deref().unwrap_or_default().len());
        entries(&mut refusals, "places_wanted", self.places_wanted.as_deref().unwrap_or_default().len());
        if self.pay_wanted.is_some_and(|pay| pay.minor < 0) {
            refusals.push(Refusal::invalid("matching.pay_negative", "pay_wanted"));
        }
        if let Some(years) = self.years_of_experience.filter(|years| *years > MAX_YEARS) {
            refusals.push(
                Refusal::invalid("matching.years_impossible", "years_of_experience")
                    .with("years", years)
                    .with("most", MAX_YEARS),
            );
        }
        Refusal::all(refusals)
    }
}

/// Notes a name that is empty, or longer than [`MAX_NAME_CHARS`].
pub(crate) fn name(refusals: &mut Vec<Refusal>, field: &str, text: &str) {
    if clean(text.get(..text.len().min(4 * MAX_NAME_CHARS)).unwrap_or(text)).is_empty()
        || text.chars().nth(MAX_NAME_CHARS).is_some()
    {
        refusals.push(Refusal::invalid("matching.name_length", field).with("most", MAX_NAME_CHARS));
    }
}

/// Notes names that are empty or too long, or too many of them.
pub(crate) fn names(refusals: &mut Vec<Refusal>, field: &str, names: &[String]) {
    entries(refusals, field, names.len());
    for (place, text) in names.iter().enumerate().take(MAX_ENTRIES) {
        name(refusals, &format!("{field}[{place}]"), text);
    }
}

/// Notes a list longer than [`MAX_ENTRIES`].
pub(crate) fn entries(refusals: &mut Vec<Refusal>, field: &str, count: usize) {
    if count > MAX_ENTRIES {
        refusals.push(
            Refusal::invalid("matching.too_many_entries", field)
                .with("count", count)
                .with("most", MAX_ENTRIES),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::Currency;

    #[test]
    fn a_profile_of_which_nothing_is_known_is_a_profile() {
        let profile: Profile = serde_json::from_str("{}").unwrap();
        assert_eq!(profile, Profile::default());
        assert_eq!(profile.check(), Ok(()));
    }

    #[test]
    fn protected_attributes_cannot_be_said() {
        for field in ["gender", "sex", "age", "birth_date", "ethnicity", "religion", "photo", "married"] {
            let text = format!("{{\"{field}\": 1}}");
            assert!(
                serde_json::from_str::<Profile>(&text).unwrap_err().to_string().contains(field),
                "{field}"
            );
        }
    }

    #[test]
    fn an_empty_list_is_not_an_unknown_one() {
        let profile: Profile = serde_json::from_str(r#"{"licences": [], "skills": null}"#).unwrap();
        assert_eq!((profile.licences, profile.skills), (Some(Vec::new()), None));
    }

    #[test]
    fn an_impossible_profile_is_refused_by_its_field() {
        let field = |profile: &Profile| profile.check().unwrap_err().field.unwrap();
        let occupation = Occupation { kind: OccupationKind::Wanted, title: None, csco: None, isco: None };
        let pay = Some(Money::new(-1, Currency::CNY));
        assert_eq!(field(&Profile { pay_wanted: pay, ..Profile::default() }), "pay_wanted");
        let years = Some(81);
        assert_eq!(
            field(&Profile { years_of_experience: years, ..Profile::default() }),
            "years_of_experience"
        );
        let occupations = Some(vec![occupation.clone()]);
        assert_eq!(field(&Profile { occupations, ..Profile::default() }), "occupations[0]");
        let long = Occupation { title: Some("长".repeat(400_000)), ..occupation };
        let occupations = Some(vec![long]);
        assert_eq!(field(&Profile { occupations, ..Profile::default() }), "occupations[0].title");
        let skills = Some(vec!["x".to_owned(); 201]);
        assert_eq!(field(&Profile { skills, ..Profile::default() }), "skills");
        let skills = Some(vec!["\u{202e} ".to_owned()]);
        assert_eq!(field(&Profile { skills, ..Profile::default() }), "skills[0]");
    }
}
