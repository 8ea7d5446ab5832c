//! JSON Resume, schema 1.0.0 (jsonresume.org; all keys optional, dates `YYYY`, `YYYY-MM` or `YYYY-MM-DD`), and the older
//! keys `company` and `website` of schema 0.0.

use super::{Draft, Form, Job, Study, draft::Drafting, json_tree::Json};
use jiff::civil::Date;
use vocabulary::Refusal;

/// The sections of the schema.
const SECTIONS: [&str; 13] = [
    "basics",
    "work",
    "volunteer",
    "education",
    "awards",
    "certificates",
    "publications",
    "skills",
    "languages",
    "interests",
    "references",
    "projects",
    "meta",
];

/// Whether a key at the top marks a JSON Resume.
pub(super) fn is_a_section(key: &str) -> bool {
    SECTIONS.contains(&key)
}

/// Reads the tree of a whole file.
pub(super) fn read(tree: &Json, today: Date) -> Result<Draft, Refusal> {
    let mut drafting = Drafting::new(Form::JsonResume, today);
    let mut label = None;
    if let Json::Object(sections) = tree {
        for (key, section) in sections {
            match key.as_str() {
                "basics" => label = basics(&mut drafting, section)?,
                "work" => each(key, section, |place, entry| work(&mut drafting, place, entry))?,
                "education" => each(key, section, |place, entry| education(&mut drafting, place, entry))?,
                "skills" => each(key, section, |place, entry| skills(&mut drafting, place, entry))?,
                "languages" => each(key, section, |place, entry| languages(&mut drafting, place, entry))?,
                "$schema" | "meta" => {}
                _ if is_empty(section) => {}
                _ => drafting.not_used(&key.chars().take(60).collect::<String>()),
            }
        }
    }
    drafting.finish(label.map(|words| ("basics.label", words)))
}

/// Reads `basics`; the answer is its label, the person's occupation in her own words.
fn basics(drafting: &mut Drafting, section: &Json) -> Result<Option<String>, Refusal> {
    object("basics", section)?;
    if let Some(words) = text("basics", section, "name")? {
        drafting.name("basics.name", words);
    }
    if let Some(words) = text("basics", section, "email")? {
        drafting.email("basics.email", words);
    }
    if let Some(words) = text("basics", section, "phone")? {
        drafting.phone("basics.phone", words);
    }
    for key in ["image", "url", "summary", "location", "profiles", "picture", "website"] {
        if section.get(key).is_some_and(|value| !is_empty(value)) {
            drafting.not_used(&format!("basics.{key}"));
        }
    }
    let label = text("basics", section, "label")?;
    Ok(drafting.line("basics.label", label))
}

fn work(drafting: &mut Drafting, place: &str, entry: &Json) -> Result<(), Refusal> {
    let employer = text(place, entry, "name")?.or(text(place, entry, "company")?);
    let mut summary: Vec<&str> = text(place, entry, "summary")?.into_iter().collect();
    summary.extend(texts(place, entry, "highlights")?);
    let job = Job {
        employer: drafting.line(place, employer),
        position: drafting.line(place, text(place, entry, "position")?),
        from: date(drafting, place, entry, "startDate")?,
        until: date(drafting, place, entry, "endDate")?,
        // The schema has no word for "goes on": a missing end may be either.
        is_current: None,
        summary: drafting.summary(place, Some(&summary.join("\n"))),
        where_from: place.to_owned(),
    };
    drafting.job(job);
    Ok(())
}

fn education(drafting: &mut Drafting, place: &str, entry: &Json) -> Result<(), Refusal> {
    let study = Study {
        institution: drafting.line(place, text(place, entry, "institution")?),
        programme: drafting.line(place, text(place, entry, "area")?),
        degree: drafting.degree(&format!("{place}.studyType"), text(place, entry, "studyType")?),
        eqf_level: None,
        from: date(drafting, place, entry, "startDate")?,
        until: date(drafting, place, entry, "endDate")?,
        is_finished: None,
        where_from: place.to_owned(),
    };
    drafting.study(study);
    Ok(())
}

fn skills(drafting: &mut Drafting, place: &str, entry: &Json) -> Result<(), Refusal> {
    let name = text(place, entry, "name")?;
    for words in name.into_iter().chain(texts(place, entry, "keywords")?) {
        if let Some(line) = drafting.line(place, Some(words)) {
            drafting.skill(&line);
        }
    }
    Ok(())
}

fn languages(drafting: &mut Drafting, place: &str, entry: &Json) -> Result<(), Refusal> {
    if let Some(words) = text(place, entry, "language")? {
        drafting.language(place, words, text(place, entry, "fluency")?);
    }
    Ok(())
}

fn date(
    drafting: &mut Drafting,
    place: &str,
    entry: &Json,
    key: &str,
) -> Result<Option<super::PartialDate>, Refusal> {
    let words = text(place, entry, key)?;
    Ok(drafting.date(&format!("{place}.{key}"), words))
}

/// Each entry of a list, with its place: `work[0]`.
fn each(
    key: &str,
    section: &Json,
    mut read: impl FnMut(&str, &Json) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let entries = match section {
        Json::List(entries) => entries.as_slice(),
        Json::Null => &[],
        _ => return Err(wrong_type(key, "list")),
    };
    entries.iter().enumerate().try_for_each(|(index, entry)| {
        let place = format!("{key}[{index}]");
        object(&place, entry)?;
        read(&place, entry)
    })
}

fn object(place: &str, value: &Json) -> Result<(), Refusal> {
    if matches!(value, Json::Object(_)) { Ok(()) } else { Err(wrong_type(place, "object")) }
}

/// The text under a key; missing, null and empty are the same.
fn text<'a>(place: &str, entry: &'a Json, key: &str) -> Result<Option<&'a str>, Refusal> {
    match entry.get(key) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::Text(words)) => Ok(Some(words.trim()).filter(|words| !words.is_empty())),
        Some(_) => Err(wrong_type(&format!("{place}.{key}"), "text")),
    }
}

fn texts<'a>(place: &str, entry: &'a Json, key: &str) -> Result<Vec<&'a str>, Refusal> {
    let wrong = || wrong_type(&format!("{place}.{key}"), "list");
    match entry.get(key) {
        None | Some(Json::Null) => Ok(Vec::new()),
        Some(Json::List(entries)) => {
            let word = |entry: &'a Json| match entry {
                Json::Text(words) => Ok(words.as_str()),
                _ => Err(wrong()),
            };
            entries.iter().map(word).collect()
        }
        Some(_) => Err(wrong()),
    }
}

fn wrong_type(place: &str, expected: &'static str) -> Refusal {
    Refusal::invalid("people.resume_wrong_type", place).with("place", place).with("expected", expected)
}

fn is_empty(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::Text(text) => text.trim().is_empty(),
        Json::List(entries) => entries.is_empty(),
        Json::Object(fields) => fields.is_empty(),
        Json::Bool(_) | Json::Int(_) | Json::Inexact => false,
    }
}
