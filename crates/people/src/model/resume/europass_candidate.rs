//! Europass XML since 2020: a `Candidate` (namespace `http://www.europass.eu/1.0`, built on HR-XML 3 with extensions of
//! EURES), which europass.europa.eu writes and embeds in its PDF files. Its schema is not published at the address that
//! the files name; the element names here follow the public descriptions and exports of it.

use super::{
    Draft, Form, Job, PartialDate, Study, draft::Drafting, europass::joined_name, language_words::Level,
    xml_tree::Element,
};
use jiff::civil::Date;
use vocabulary::Refusal;

/// Sections of the profile that we have no use for.
const UNUSED: [&str; 12] = [
    "ExecutiveSummary",
    "Certifications",
    "Licenses",
    "EmploymentReferences",
    "PublicationHistory",
    "Projects",
    "HobbiesAndInterests",
    "NetworksAndMemberships",
    "ConferencesAndSeminars",
    "VoluntaryWorks",
    "Others",
    "Attachment",
];

/// Reads the root element.
pub(super) fn read(root: &Element, today: Date) -> Result<Draft, Refusal> {
    let mut drafting = Drafting::new(Form::EuropassCandidate, today);
    let (person, profile) = (root.child("CandidatePerson"), root.child("CandidateProfile"));
    if person.is_none() && profile.is_none() {
        return Err(Refusal::invalid("people.resume_no_content", "resume").with("element", "CandidatePerson"));
    }
    if let Some(person) = person {
        read_person(&mut drafting, person);
    }
    if let Some(profile) = profile {
        read_profile(&mut drafting, profile);
    }
    drafting.finish(None)
}

fn read_person(drafting: &mut Drafting, person: &Element) {
    let given = person.text_at(&["PersonName", "GivenName"]);
    let family = person.text_at(&["PersonName", "FamilyName"]);
    let formatted = person.text_at(&["PersonName", "FormattedName"]).map(str::to_owned);
    if let Some(name) = joined_name(given, family).or(formatted) {
        drafting.name("PersonName", &name);
    }
    for communication in person.children_named("Communication") {
        match communication.text_at(&["ChannelCode"]) {
            Some("Email") => {
                if let Some(address) = communication.text_at(&["URI"]) {
                    drafting.email("Communication.Email", address);
                }
            }
            Some("Telephone") => {
                if let Some(number) = phone(communication) {
                    drafting.phone("Communication.Telephone", &number);
                }
            }
            Some(_) => drafting.not_used("Communication"),
            None if communication.child("Address").is_some() => drafting.not_used("Address"),
            None => {}
        }
    }
    if let Some(birth) = person.text_at(&["BirthDate"])
        && let Some(date) = drafting.date("BirthDate", Some(birth))
    {
        drafting.birth_date("BirthDate", date);
    }
    for element in person.children_named("PrimaryLanguageCode") {
        let code = element.text.trim();
        if !code.is_empty() {
            drafting.language_at("PrimaryLanguageCode", code, Some(Level::Native));
        }
    }
    for unused in ["NationalityCode", "GenderCode"] {
        if person.child(unused).is_some() {
            drafting.not_used(unused);
        }
    }
}

fn phone(communication: &Element) -> Option<String> {
    let digits = communication.text_at(&["DialNumber"])?;
    let area = communication.text_at(&["AreaDialing"]).unwrap_or_default();
    Some(match communication.text_at(&["CountryDialing"]) {
        Some(country) => format!("+{}{area}{digits}", country.trim_start_matches(['+', '0'])),
        None => format!("{area}{digits}"),
    })
}

fn read_profile(drafting: &mut Drafting, profile: &Element) {
    let employers =
        profile.children_named("EmploymentHistory").flat_map(|all| all.children_named("EmployerHistory"));
    for (index, employer) in employers.enumerate() {
        for (at, position) in employer.children_named("PositionHistory").enumerate() {
            let place = format!("EmployerHistory[{index}].PositionHistory[{at}]");
            read_job(drafting, &place, employer, position);
        }
    }
    let schools = profile
        .children_named("EducationHistory")
        .flat_map(|all| all.children_named("EducationOrganizationAttendance"));
    for (index, school) in schools.enumerate() {
        read_study(drafting, &format!("EducationOrganizationAttendance[{index}]"), school);
    }
    for qualifications in profile.children_named("PersonQualifications") {
        for competency in qualifications.children_named("PersonCompetency") {
            read_competency(drafting, competency);
        }
    }
    for group in
        profile.children_named("DigitalSkills").flat_map(|all| all.children_named("DigitalSkillsGroup"))
    {
        for skill in group.children_named("DigitalSkill") {
            let words = skill.text_at(&["Name"]).unwrap_or(skill.text.trim());
            drafting.skills_in_text("DigitalSkill", words);
        }
    }
    for unused in UNUSED {
        if profile
            .child(unused)
            .is_some_and(|element| !element.children.is_empty() || !element.text.trim().is_empty())
        {
            drafting.not_used(unused);
        }
    }
}

fn read_job(drafting: &mut Drafting, place: &str, employer: &Element, position: &Element) {
    let period = position.child("EmploymentPeriod").or_else(|| employer.child("EmploymentPeriod"));
    let indicator = period.and_then(|period| period.text_at(&["CurrentIndicator"]));
    let indicator = indicator.or_else(|| position.text_at(&["CurrentIndicator"]));
    let (from, until) = dates(drafting, place, period);
    let job = Job {
        employer: drafting.line(place, employer.text_at(&["OrganizationName"])),
        position: drafting.line(place, position.text_at(&["PositionTitle"])),
        from,
        until,
        is_current: (indicator == Some("true")).then_some(true),
        summary: drafting.summary(place, position.text_at(&["Description"])),
        where_from: place.to_owned(),
    };
    drafting.job(job);
}

fn read_study(drafting: &mut Drafting, place: &str, school: &Element) {
    let period = school.child("AttendancePeriod");
    let (from, until) = dates(drafting, place, period);
    let goes_on = period.and_then(|period| period.text_at(&["Ongoing"])) == Some("true");
    let degree_name = school.text_at(&["EducationDegree", "DegreeName"]);
    let programme = school.text_at(&["ProgramName"]);
    let study = Study {
        institution: drafting.line(place, school.text_at(&["OrganizationName"])),
        programme: drafting.line(place, programme.or(degree_name)),
        degree: drafting.degree(&format!("{place}.DegreeName"), degree_name.or(programme)),
        eqf_level: school
            .text_at(&["EducationLevelCode"])
            .and_then(|code| code.parse().ok())
            .filter(|l| (1..=8).contains(l)),
        from,
        until,
        is_finished: goes_on.then_some(false),
        where_from: place.to_owned(),
    };
    drafting.study(study);
}

fn dates(
    drafting: &mut Drafting,
    place: &str,
    period: Option<&Element>,
) -> (Option<PartialDate>, Option<PartialDate>) {
    let mut date = |name| {
        let words = period.and_then(|period| period.text_at(&[name, "FormattedDateTime"]));
        drafting.date(place, words)
    };
    (date("StartDate"), date("EndDate"))
}

fn read_competency(drafting: &mut Drafting, competency: &Element) {
    let taxonomy = competency.text_at(&["TaxonomyID"]).unwrap_or_default();
    if taxonomy.eq_ignore_ascii_case("language") {
        let words = competency.text_at(&["CompetencyID"]).or_else(|| competency.text_at(&["CompetencyName"]));
        let scores = competency.children_named("CompetencyDimension");
        let levels = scores
            .filter_map(|dimension| dimension.text_at(&["Score", "ScoreText"]))
            .filter_map(Level::of_words);
        // The weakest of those rated: nobody is said to manage what she does not.
        let level = levels.min();
        if let Some(words) = words {
            drafting.language_at("PersonCompetency", words, level);
        }
    } else if let Some(words) = competency.text_at(&["CompetencyName"]) {
        drafting.skills_in_text("PersonCompetency", words);
    }
}
