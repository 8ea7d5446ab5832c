//! Europass XML, schema 3 (`SkillsPassport`, namespace `http://europass.cedefop.europa.eu/Europass`), which the Europass
//! tools wrote from 2013 to 2020 and many programs still do. Dates are attributes: `year="2016" month="--03" day="---15"`.

use super::{
    Draft, Form, Job, PartialDate, Study, draft::Drafting, language_words::Level, xml_tree::Element,
};
use jiff::civil::Date;
use vocabulary::Refusal;

/// The five skills of a language that the file rates apart.
const LANGUAGE_SKILLS: [&str; 5] =
    ["Listening", "Reading", "SpokenInteraction", "SpokenProduction", "Writing"];

/// Reads the root element.
pub(super) fn read(root: &Element, today: Date) -> Result<Draft, Refusal> {
    let mut drafting = Drafting::new(Form::EuropassSkillsPassport, today);
    let Some(learner) = root.child("LearnerInfo") else {
        return Err(Refusal::invalid("people.resume_no_content", "resume").with("element", "LearnerInfo"));
    };
    if let Some(identification) = learner.child("Identification") {
        read_identification(&mut drafting, identification);
    }
    for (index, entry) in listed(learner, "WorkExperienceList", "WorkExperience").enumerate() {
        read_job(&mut drafting, &format!("WorkExperience[{index}]"), entry);
    }
    for (index, entry) in listed(learner, "EducationList", "Education").enumerate() {
        read_study(&mut drafting, &format!("Education[{index}]"), entry);
    }
    if let Some(skills) = learner.child("Skills") {
        read_skills(&mut drafting, skills);
    }
    for unused in learner
        .children
        .iter()
        .filter(|child| matches!(child.name.as_str(), "AchievementList" | "ReferenceTo"))
    {
        drafting.not_used(&unused.name);
    }
    // Only the headline "position" is the present occupation; the others are wishes and statements.
    let is_position = learner.text_at(&["Headline", "Type", "Code"]) == Some("position");
    let headline = learner.text_at(&["Headline", "Description", "Label"]).filter(|_| is_position);
    let occupation = drafting.line("Headline", headline);
    drafting.finish(occupation.map(|words| ("Headline", words)))
}

/// Entries in their list, or, as some programs write them, without it.
fn listed<'a>(parent: &'a Element, list: &'a str, entry: &'a str) -> impl Iterator<Item = &'a Element> {
    parent
        .children_named(list)
        .flat_map(move |list| list.children_named(entry))
        .chain(parent.children_named(entry))
}

fn read_identification(drafting: &mut Drafting, identification: &Element) {
    let first = identification.text_at(&["PersonName", "FirstName"]);
    let surname = identification.text_at(&["PersonName", "Surname"]);
    if let Some(name) = joined_name(first, surname) {
        drafting.name("PersonName", &name);
    }
    if let Some(contact) = identification.child("ContactInfo") {
        if let Some(email) = contact.text_at(&["Email", "Contact"]).or_else(|| contact.text_at(&["Email"])) {
            drafting.email("Email", email);
        }
        for phone in listed(contact, "TelephoneList", "Telephone") {
            if let Some(number) = phone.text_at(&["Contact"]) {
                drafting.phone("Telephone", number);
            }
        }
        for unused in ["Address", "WebsiteList", "InstantMessagingList"] {
            if contact.child(unused).is_some() {
                drafting.not_used(unused);
            }
        }
    }
    if let Some(demographics) = identification.child("Demographics") {
        if let Some(birth) =
            demographics.child("Birthdate").and_then(|element| date(drafting, "Birthdate", element))
        {
            drafting.birth_date("Birthdate", birth);
        }
        for unused in ["Gender", "NationalityList"] {
            if demographics.child(unused).is_some() {
                drafting.not_used(unused);
            }
        }
    }
    if identification.child("Photo").is_some() {
        drafting.not_used("Photo");
    }
}

/// Given and family name in one, in the order of the language: a Chinese family name comes first, without a space.
pub(super) fn joined_name(given: Option<&str>, family: Option<&str>) -> Option<String> {
    let is_chinese = |name: &str| name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    match (given, family) {
        (Some(given), Some(family)) if is_chinese(given) && is_chinese(family) => {
            Some(format!("{family}{given}"))
        }
        (Some(given), Some(family)) => Some(format!("{given} {family}")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => None,
    }
}

fn read_job(drafting: &mut Drafting, place: &str, entry: &Element) {
    let position = entry.text_at(&["Position", "Label"]).or_else(|| entry.text_at(&["Position"]));
    let (from, until, goes_on) = period(drafting, place, entry);
    let job = Job {
        employer: drafting.line(place, entry.text_at(&["Employer", "Name"])),
        position: drafting.line(place, position),
        from,
        until,
        is_current: goes_on.then_some(true),
        summary: drafting.summary(place, entry.text_at(&["Activities"])),
        where_from: place.to_owned(),
    };
    drafting.job(job);
}

fn read_study(drafting: &mut Drafting, place: &str, entry: &Element) {
    let title = entry.text_at(&["Title"]);
    let (from, until, goes_on) = period(drafting, place, entry);
    let level = entry.text_at(&["Level", "Code"]).and_then(|code| code.parse().ok());
    let study = Study {
        institution: drafting.line(place, entry.text_at(&["Organisation", "Name"])),
        programme: drafting.line(place, title),
        degree: drafting.degree(&format!("{place}.Title"), title),
        eqf_level: level.filter(|level| (1..=8).contains(level)),
        from,
        until,
        is_finished: goes_on.then_some(false),
        where_from: place.to_owned(),
    };
    drafting.study(study);
}

/// From, to, and whether it is said to go on.
fn period(
    drafting: &mut Drafting,
    place: &str,
    entry: &Element,
) -> (Option<PartialDate>, Option<PartialDate>, bool) {
    let Some(period) = entry.child("Period") else { return (None, None, false) };
    let from = period.child("From").and_then(|element| date(drafting, place, element));
    let until = period.child("To").and_then(|element| date(drafting, place, element));
    (from, until, period.text_at(&["Current"]) == Some("true"))
}

/// A date in attributes (`xs:gYear`, `xs:gMonth`, `xs:gDay`), or, as some programs write it, as text.
fn date(drafting: &mut Drafting, place: &str, element: &Element) -> Option<PartialDate> {
    let Some(year) = element.attribute("year") else {
        return drafting.date(place, Some(&element.text));
    };
    let part = |name| {
        element.attribute(name).map(|value| value.trim_start_matches('-')).filter(|value| !value.is_empty())
    };
    let (month, day) = (part("month"), part("day"));
    let number = |part: Option<&str>| part.map(str::parse).transpose().ok();
    let read = || PartialDate::new(year.trim().parse().ok()?, number(month)?, number(day)?);
    let date = read();
    if date.is_none() {
        let written = [Some(year), month, day].into_iter().flatten().collect::<Vec<_>>().join("-");
        drafting.not_understood(place, &written);
    }
    date
}

fn read_skills(drafting: &mut Drafting, skills: &Element) {
    if let Some(linguistic) = skills.child("Linguistic") {
        for entry in listed(linguistic, "MotherTongueList", "MotherTongue") {
            if let Some(words) = language_words(entry) {
                drafting.language_at("MotherTongue", words, Some(Level::Native));
            }
        }
        for entry in listed(linguistic, "ForeignLanguageList", "ForeignLanguage") {
            if let Some(words) = language_words(entry) {
                let rated =
                    |skill: &&str| entry.text_at(&["ProficiencyLevel", skill]).and_then(Level::of_words);
                // The weakest of the five: nobody is said to manage what she does not.
                drafting.language_at(
                    "ForeignLanguage",
                    words,
                    LANGUAGE_SKILLS.iter().filter_map(rated).min(),
                );
            }
        }
    }
    for section in ["JobRelated", "Computer", "Communication", "Organisational", "Other"] {
        if let Some(words) = skills.text_at(&[section, "Description"]) {
            drafting.skills_in_text(section, words);
        }
    }
    if skills.child("Driving").is_some() {
        drafting.not_used("Driving");
    }
}

/// A language by its code, or else by its name.
fn language_words(entry: &Element) -> Option<&str> {
    entry.text_at(&["Description", "Code"]).or_else(|| entry.text_at(&["Description", "Label"]))
}
