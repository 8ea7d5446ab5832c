//! What a résumé says, as a proposal: the person sees it, corrects it, confirms it; only then does it become facts.

use super::{Form, PartialDate, degree_words::Degree, language_words, prose};
use crate::model::{Email, FactName, FactValue, Member, PersonName, Phone, Said, Source};
use jiff::civil::Date;
use vocabulary::Refusal;

/// Jobs, studies, skills or languages beyond this are refused: no person's résumé has as many.
const MOST_ENTRIES: usize = 200;
/// The longest name of an employer, post, school or programme, in characters.
const LINE_CHARACTERS: usize = 200;
/// The longest description of a job, in characters.
const SUMMARY_CHARACTERS: usize = 4_000;

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// In which form it was written.
    pub form: Form,
    /// The name, if it is one.
    pub name: Option<PersonName>,
    /// The first e-mail address.
    pub email: Option<Email>,
    /// The first telephone number.
    pub phone: Option<Phone>,
    /// Facts in the vocabulary of the packs, for the person to confirm.
    pub facts: Vec<Proposal>,
    /// Skills, each once.
    pub skills: Vec<String>,
    /// Languages.
    pub languages: Vec<SpokenLanguage>,
    /// Jobs, as ordered in the file.
    pub work: Vec<Job>,
    /// Studies, as ordered in the file.
    pub education: Vec<Study>,
    /// What was meant for us and not understood, as it was written.
    pub not_understood: Vec<NotUnderstood>,
    /// Sections that hold something we have no use for: `awards`, `basics.image`.
    pub not_used: Vec<String>,
}

/// A fact that a résumé suggests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Which fact.
    pub name: FactName,
    /// What it says.
    pub said: Said,
    /// Since when it holds, if the file tells.
    pub holds_since: Option<Date>,
    /// What the file claims the source to be. A facts file may claim any; only an act of an officer makes a fact official.
    pub claimed_source: Option<Source>,
    /// Where in the file: `education[0].studyType`.
    pub where_from: String,
}

/// A job.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Job {
    /// The employer.
    pub employer: Option<String>,
    /// The post.
    pub position: Option<String>,
    /// When it began.
    pub from: Option<PartialDate>,
    /// When it ended.
    pub until: Option<PartialDate>,
    /// Whether it goes on; `None` where the file does not say.
    pub is_current: Option<bool>,
    /// What was done, without tags.
    pub summary: Option<String>,
    /// Where in the file.
    pub where_from: String,
}

/// A course of studies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Study {
    /// The school.
    pub institution: Option<String>,
    /// The subject, or the qualification in its own words.
    pub programme: Option<String>,
    /// The degree, if its words are understood.
    pub degree: Option<Degree>,
    /// The level of the European Qualifications Framework, 1 to 8, if the file tells. A level is not a degree.
    pub eqf_level: Option<u8>,
    /// When it began.
    pub from: Option<PartialDate>,
    /// When it ended.
    pub until: Option<PartialDate>,
    /// Whether it is finished; `None` where the file does not say.
    pub is_finished: Option<bool>,
    /// Where in the file.
    pub where_from: String,
}

/// A language and how well it is spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpokenLanguage {
    /// ISO 639-1: `zh`.
    pub code: &'static str,
    /// How well, if the words for it are understood.
    pub level: Option<language_words::Level>,
}

/// Words that were not understood, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotUnderstood {
    /// Where in the file.
    pub where_from: String,
    /// As written, shortened to 200 characters.
    pub words: String,
}

/// A draft in the making: what the readers of all forms share.
pub(super) struct Drafting {
    pub draft: Draft,
    today: Date,
}

impl Drafting {
    pub fn new(form: Form, today: Date) -> Self {
        let draft = Draft {
            form,
            name: None,
            email: None,
            phone: None,
            facts: Vec::new(),
            skills: Vec::new(),
            languages: Vec::new(),
            work: Vec::new(),
            education: Vec::new(),
            not_understood: Vec::new(),
            not_used: Vec::new(),
        };
        Self { draft, today }
    }

    pub fn not_understood(&mut self, where_from: &str, words: &str) {
        let words =
            words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LINE_CHARACTERS).collect();
        self.draft.not_understood.push(NotUnderstood { where_from: where_from.to_owned(), words });
    }

    pub fn not_used(&mut self, section: &str) {
        if !self.draft.not_used.iter().any(|known| known == section) {
            self.draft.not_used.push(section.to_owned());
        }
    }

    pub fn name(&mut self, where_from: &str, words: &str) {
        match PersonName::parse(words) {
            Ok(name) => self.draft.name = Some(name),
            Err(_) => self.not_understood(where_from, words),
        }
    }

    pub fn email(&mut self, where_from: &str, words: &str) {
        match Email::parse(words) {
            Ok(email) if self.draft.email.is_none() => self.draft.email = Some(email),
            Ok(_) => self.not_used(where_from),
            Err(_) => self.not_understood(where_from, words),
        }
    }

    pub fn phone(&mut self, where_from: &str, words: &str) {
        match Phone::parse(words) {
            Ok(phone) if self.draft.phone.is_none() => self.draft.phone = Some(phone),
            Ok(_) => self.not_used(where_from),
            Err(_) => self.not_understood(where_from, words),
        }
    }

    /// One line of text; one that is too long is not understood.
    pub fn line(&mut self, where_from: &str, words: Option<&str>) -> Option<String> {
        let line = prose::plain(words?).replace('\n', " ");
        if line.chars().count() > LINE_CHARACTERS {
            self.not_understood(where_from, &line);
            return None;
        }
        (!line.is_empty()).then_some(line)
    }

    /// A description of several lines; what is beyond the limit is said to be unused.
    pub fn summary(&mut self, where_from: &str, words: Option<&str>) -> Option<String> {
        let text = prose::plain(words?);
        if text.chars().count() > SUMMARY_CHARACTERS {
            self.not_used(where_from);
        }
        let text: String = text.chars().take(SUMMARY_CHARACTERS).collect();
        (!text.is_empty()).then_some(text)
    }

    pub fn date(&mut self, where_from: &str, words: Option<&str>) -> Option<PartialDate> {
        let words = words.map(str::trim).filter(|words| !words.is_empty())?;
        let date = PartialDate::parse(words);
        if date.is_none() {
            self.not_understood(where_from, words);
        }
        date
    }

    pub fn birth_date(&mut self, where_from: &str, date: PartialDate) {
        match date.exact().filter(|day| *day <= self.today) {
            Some(day) => self.propose("birth_date", Said::text(day.to_string()), where_from),
            None => self.not_understood(where_from, &date.to_string()),
        }
    }

    /// A degree in words; unknown words are kept as not understood, and no degree is assumed.
    pub fn degree(&mut self, where_from: &str, words: Option<&str>) -> Option<Degree> {
        let words = words.map(str::trim).filter(|words| !words.is_empty())?;
        let degree = Degree::of_words(words);
        if degree.is_none() {
            self.not_understood(where_from, words);
        }
        degree
    }

    pub fn skill(&mut self, words: &str) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty()
            && !self.draft.skills.iter().any(|known| known.to_lowercase() == words.to_lowercase())
        {
            self.draft.skills.push(words);
        }
    }

    /// Skills in free text: taken if they are a list, kept as not understood if they are prose.
    pub fn skills_in_text(&mut self, where_from: &str, words: &str) {
        let text = prose::plain(words);
        match prose::listed(&text) {
            Some(items) => items.iter().for_each(|item| self.skill(item)),
            None => self.not_understood(where_from, &text),
        }
    }

    /// A language by its name or code, and a level by its words.
    pub fn language(&mut self, where_from: &str, words: &str, level_words: Option<&str>) {
        let level_words = level_words.map(str::trim).filter(|words| !words.is_empty());
        let level = level_words.and_then(language_words::Level::of_words);
        if let (None, Some(words)) = (level, level_words) {
            self.not_understood(where_from, words);
        }
        self.language_at(where_from, words, level);
    }

    /// A language by its name or code, at a level that is known.
    pub fn language_at(&mut self, where_from: &str, words: &str, level: Option<language_words::Level>) {
        match language_words::code_of(words) {
            Some(code) if self.draft.languages.iter().any(|known| known.code == code) => {}
            Some(code) => self.draft.languages.push(SpokenLanguage { code, level }),
            None => self.not_understood(where_from, words),
        }
    }

    pub fn job(&mut self, job: Job) {
        if job.employer.is_some() || job.position.is_some() {
            let ended = job.until.is_some_and(|until| until.last_day() <= self.today);
            let is_current = job.is_current.or(ended.then_some(false));
            self.draft.work.push(Job { is_current, ..job });
        }
    }

    pub fn study(&mut self, study: Study) {
        if study.institution.is_some() || study.programme.is_some() || study.degree.is_some() {
            let is_finished = study.is_finished.or(study.until.map(|until| until.last_day() <= self.today));
            self.draft.education.push(Study { is_finished, ..study });
        }
    }

    pub fn propose(&mut self, name: &'static str, said: Said, where_from: &str) {
        self.draft.facts.push(Proposal {
            name: FactName::known(name),
            said,
            holds_since: None,
            claimed_source: None,
            where_from: where_from.to_owned(),
        });
    }

    /// The draft, with the facts that follow from its parts. `occupation` is what the file calls the person's occupation.
    ///
    /// A degree is proposed only of studies that are finished, since only an awarded degree counts; the occupation and
    /// the start of the present job only where one job is said to go on.
    pub fn finish(mut self, occupation: Option<(&str, String)>) -> Result<Draft, Refusal> {
        let counts = [
            self.draft.work.len(),
            self.draft.education.len(),
            self.draft.skills.len(),
            self.draft.languages.len(),
            self.draft.not_understood.len(),
        ];
        if counts.iter().any(|count| *count > MOST_ENTRIES) {
            return Err(
                Refusal::invalid("people.resume_too_many_entries", "resume").with("limit", MOST_ENTRIES)
            );
        }
        let finished = self.draft.education.iter().filter(|study| study.is_finished == Some(true));
        let highest = finished
            .filter_map(|study| Some((study.degree?, study.where_from.clone())))
            .max_by_key(|(degree, _)| *degree);
        if let Some((degree, where_from)) = highest {
            self.propose("degree", Said::text(degree.id()), &where_from);
        }
        let mut current = self.draft.work.iter().filter(|job| job.is_current == Some(true));
        let current = current.next().filter(|_| current.next().is_none()).cloned();
        let position = current.as_ref().and_then(|job| Some((job.where_from.clone(), job.position.clone()?)));
        let occupation = occupation.map(|(place, words)| (place.to_owned(), words)).or(position);
        if let Some((where_from, words)) = occupation {
            self.propose("occupation", Said::text(words), &where_from);
        }
        if let Some((job, day)) = current.and_then(|job| Some((job.where_from, job.from?.exact()?))) {
            self.propose("contract_start", Said::text(day.to_string()), &job);
        }
        self.propose_lists();
        Ok(self.draft)
    }

    fn propose_lists(&mut self) {
        let text = |name, words: &str| (FactName::known(name), Said::text(words));
        let skills: Vec<Member> =
            self.draft.skills.iter().map(|skill| Member::from([text("name", skill)])).collect();
        let languages: Vec<Member> = self
            .draft
            .languages
            .iter()
            .map(|spoken| {
                let level = spoken.level.map(|level| text("level", level.id()));
                std::iter::once(text("language", spoken.code)).chain(level).collect()
            })
            .collect();
        for (name, members) in [("skills", skills), ("languages", languages)] {
            if !members.is_empty() {
                self.propose(name, Said::Value(FactValue::List(members)), name);
            }
        }
    }
}
