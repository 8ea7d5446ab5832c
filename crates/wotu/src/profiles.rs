//! One profile in, whatever file it stands in: a facts file, a résumé as the pages take it (JSON Resume, Europass XML), or,
//! for matching, the engine's own profile.

use crate::{files, words::remark};
use jiff::civil::Date;
use matching::Profile;
use people::model::resume::{self, Draft};
use platform::texts::Texts;
use rules::{Facts, Vocabulary};
use serde_json::{Map, Value};
use vocabulary::{Lang, Refusal};

/// What reading needs beside the file.
pub struct Reading<'a> {
    /// For remarks.
    pub texts: &'a Texts,
    /// For remarks.
    pub lang: Lang,
    /// What a fact may be called, and what it may be.
    pub vocabulary: &'a Vocabulary,
    /// The day that tells studies that are finished from those that go on.
    pub today: Date,
}

impl Reading<'_> {
    /// Somebody's facts. What a résumé says and the vocabulary does not know is remarked and left out; in a facts file
    /// it is refused.
    ///
    /// # Errors
    /// If the file cannot be read at all. The inner error is everything that is wrong in it, each at its field.
    pub fn facts(&self, path: &str) -> anyhow::Result<Result<Facts, Vec<Refusal>>> {
        Ok(self.facts_of(&files::text(path)?))
    }

    /// Somebody as matching sees them.
    ///
    /// # Errors
    /// As for [`Reading::facts`].
    pub fn matching_profile(&self, path: &str) -> anyhow::Result<Result<Profile, Vec<Refusal>>> {
        let text = files::text(path)?;
        if let Ok(profile) = serde_json::from_str::<Profile>(&text) {
            return Ok(Ok(profile));
        }
        Ok(if looks_like_facts(&text) || looks_like_resume(&text) {
            self.facts_of(&text).map(|facts| posts::matching_profile(&facts))
        } else {
            files::json(path, &text).map_err(|refusal| vec![refusal])
        })
    }

    fn facts_of(&self, text: &str) -> Result<Facts, Vec<Refusal>> {
        if !looks_like_resume(text) {
            return rules::facts::parse_json(text, self.vocabulary)
                .map_err(|errors| errors.into_iter().map(Refusal::from).collect());
        }
        match resume::read(text.as_bytes(), self.today) {
            Ok(draft) => Ok(self.facts_of_draft(&draft)),
            Err(refusal) => Err(refusal.each().cloned().collect()),
        }
    }

    fn facts_of_draft(&self, draft: &Draft) -> Facts {
        let mut facts = Facts::new();
        for proposal in &draft.facts {
            let mut fact = Map::new();
            let said = proposal.said.to_json();
            fact.insert("value".to_owned(), serde_json::from_str(&said).unwrap_or_default());
            if let Some(since) = proposal.holds_since {
                fact.insert("since".to_owned(), Value::String(since.to_string()));
            }
            fact.insert("source".to_owned(), Value::String("uploaded".to_owned()));
            let name = proposal.name.as_str();
            let file = serde_json::json!({ "facts": { name: fact } }).to_string();
            match rules::facts::parse_json(&file, self.vocabulary) {
                // A second word about the same fact: the first stands, as on the page.
                Ok(one) if facts.given(name).is_none() => {
                    if let Some(given) = one.given(name) {
                        facts.give(name, given.clone());
                    }
                }
                Ok(_) => {}
                Err(errors) => {
                    for refusal in errors.into_iter().map(Refusal::from) {
                        let why = self.texts.refusal(self.lang, &refusal);
                        self.left_out(&proposal.where_from, &format!("{name} = {said}: {why}"));
                    }
                }
            }
        }
        for part in &draft.not_understood {
            self.left_out(&part.where_from, &part.words);
        }
        facts
    }

    fn left_out(&self, place: &str, words: &str) {
        let args = [("place", place.to_owned()), ("words", words.to_owned())];
        remark(self.texts.say(self.lang, "wotu-profile-left-out", &args));
    }
}

fn looks_like_facts(text: &str) -> bool {
    serde_json::from_str::<Map<String, Value>>(text).is_ok_and(|fields| fields.contains_key("facts"))
}

/// XML, or a JSON object with a section that only a JSON Resume has.
fn looks_like_resume(text: &str) -> bool {
    const SECTIONS: [&str; 4] = ["basics", "work", "education", "certificates"];
    text.trim_start_matches('\u{feff}').trim_start().starts_with('<')
        || serde_json::from_str::<Map<String, Value>>(text).is_ok_and(|fields| {
            !fields.contains_key("facts") && SECTIONS.iter().any(|section| fields.contains_key(*section))
        })
}
