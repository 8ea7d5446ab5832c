//! What an application rests on, as it was when it was made: the facts used, the answer, which pack exactly, and a seal
//! over them. Re-opened with the same pack it gives the same answer.
//!
//! Only the facts that the measure read are kept: an officer sees what decides, not the whole life. Those are found by
//! leaving facts out for as long as the answer stays the same to the letter.

use super::Wish;
use jiff::civil::Date;
use rules::{
    Assessment, Determination, Facts, Pack,
    facts::{Given, Source, Value, parse_json},
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use vocabulary::{PostId, Refusal};

/// Facts, answer and pack, under a seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// A facts file (docs/packs.md) in one spelling: names in order, no spaces.
    pub facts: String,
    /// What the engine answered for this measure or post, as JSON.
    pub answer: String,
    /// The pack's fingerprint; empty for a post.
    pub fingerprint: String,
    /// The day that was asked for.
    pub on: Date,
    /// As known on.
    pub known_on: Date,
    /// SHA-256 over all of it and over what was applied for, in hexadecimal. The audit log keeps it too.
    pub seal: String,
}

impl Sealed {
    /// Seals facts and answer for `wish`.
    #[must_use]
    pub fn close(
        wish: &Wish,
        facts: String,
        answer: String,
        fingerprint: &str,
        on: Date,
        known_on: Date,
    ) -> Self {
        let mut sealed =
            Self { facts, answer, fingerprint: fingerprint.to_owned(), on, known_on, seal: String::new() };
        sealed.seal = sealed.digest(wish);
        sealed
    }

    /// Whether nothing was changed since.
    #[must_use]
    pub fn is_intact(&self, wish: &Wish) -> bool {
        self.seal == self.digest(wish)
    }

    fn digest(&self, wish: &Wish) -> String {
        let what = match wish {
            Wish::Measure { pack, version, measure } => format!("{pack}/{version}/{measure}"),
            Wish::Post { post } => post.to_string(),
        };
        let (on, known_on) = (self.on.to_string(), self.known_on.to_string());
        let mut hash = Sha256::new();
        // Each part after its length, so that no two contents can look alike.
        for part in [&what, &self.facts, &self.answer, &self.fingerprint, &on, &known_on] {
            hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(part.as_bytes());
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Why a sealed application does not give its answer again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotReopen {
    /// The pack is not the one it was sealed with.
    #[error("it was sealed with another pack")]
    OtherPack,
    /// It was changed after it was sealed.
    #[error("it was changed after it was sealed")]
    Broken,
}

/// The determination of one measure of an assessment.
#[must_use]
pub fn determination<'a>(
    assessment: &'a Assessment,
    version: &str,
    measure: &str,
) -> Option<&'a Determination> {
    assessment.measures.iter().find(|found| found.id == measure && found.version == version)
}

/// Seals a measure: assesses, keeps the facts that the answer needs, and writes down both.
///
/// # Errors
/// What the engine refuses, `cases.not_in_force` if the measure is not in force on the day.
pub fn seal_measure(
    pack: &Pack,
    (version, measure): (&str, &str),
    facts: &Facts,
    on: Date,
    known_on: Date,
) -> Result<(Determination, Sealed), Refusal> {
    let answer_for = |facts: &Facts| -> Result<Determination, Refusal> {
        let assessment = rules::assess(pack, facts, on, known_on)?;
        determination(&assessment, version, measure)
            .cloned()
            .ok_or_else(|| Refusal::conflict("cases.not_in_force").with("on", on))
    };
    let answer = answer_for(facts)?;
    let read: Vec<&str> =
        answer.reasons.iter().flat_map(|reason| &reason.facts).map(|fact| root(&fact.name)).collect();
    let mut used = Facts::new();
    for (name, given) in facts.iter().filter(|(name, _)| pack.vocabulary.fact(name).is_some()) {
        used.give(name, given.clone());
    }
    let others: Vec<String> =
        used.iter().map(|(name, _)| name.to_owned()).filter(|name| !read.contains(&name.as_str())).collect();
    let mut fewer = used.clone();
    for name in &others {
        fewer.remove(name);
    }
    if answer_for(&fewer)? == answer {
        used = fewer;
    } else {
        // An amount reads facts that no condition names: leave out one at a time.
        for name in &others {
            let mut without = used.clone();
            without.remove(name);
            if answer_for(&without)? == answer {
                used = without;
            }
        }
    }
    let wish =
        Wish::Measure { pack: pack.id.clone(), version: version.to_owned(), measure: measure.to_owned() };
    let sealed = Sealed::close(&wish, facts_file(&used), json(&answer), pack.fingerprint(), on, known_on);
    Ok((answer, sealed))
}

/// Seals what an employer is shown: the facts that the matching reads, and the score. `reads` gives what the matching makes
/// of facts; a fact that makes no difference to it is left out.
#[must_use]
pub fn seal_post<T: PartialEq>(
    post: PostId,
    facts: &Facts,
    reads: impl Fn(&Facts) -> T,
    score: &matching::Match,
    on: Date,
) -> Sealed {
    let whole = reads(facts);
    let mut used = facts.clone();
    for (name, _) in facts.iter() {
        let mut without = used.clone();
        without.remove(name);
        if reads(&without) == whole {
            used = without;
        }
    }
    Sealed::close(&Wish::Post { post }, facts_file(&used), json(score), "", on, on)
}

/// Gives the answer again from what was sealed.
///
/// # Errors
/// [`CannotReopen`].
pub fn reassess(sealed: &Sealed, wish: &Wish, pack: &Pack) -> Result<String, CannotReopen> {
    if !sealed.is_intact(wish) {
        return Err(CannotReopen::Broken);
    }
    if sealed.fingerprint != pack.fingerprint() {
        return Err(CannotReopen::OtherPack);
    }
    let Wish::Measure { version, measure, .. } = wish else { return Err(CannotReopen::OtherPack) };
    let facts = parse_json(&sealed.facts, &pack.vocabulary).map_err(|_| CannotReopen::Broken)?;
    let assessment =
        rules::assess(pack, &facts, sealed.on, sealed.known_on).map_err(|_| CannotReopen::Broken)?;
    determination(&assessment, version, measure).map(json).ok_or(CannotReopen::Broken)
}

/// Facts as a facts file in one spelling.
#[must_use]
pub fn facts_file(facts: &Facts) -> String {
    let facts = facts.iter().map(|(name, given)| (name, Written::of(given))).collect();
    json(&FactsFile { facts })
}

#[derive(Serialize)]
struct FactsFile<'a> {
    facts: BTreeMap<&'a str, Written<'a>>,
}

#[derive(Serialize)]
struct Written<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    none: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unknown: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Source>,
}

impl<'a> Written<'a> {
    fn of(given: &'a Given) -> Self {
        let mut written =
            Self { none: None, unknown: None, value: None, since: given.since, source: given.source };
        match &given.value {
            None => written.unknown = Some(true),
            Some(Value::None) => written.none = Some(true),
            Some(value) => written.value = Some(value),
        }
        written
    }
}

/// The fact of a path: `household[1].role` is of `household`.
fn root(path: &str) -> &str {
    path.split(['[', '.']).next().unwrap_or(path)
}

/// Our own types have text keys only, so that writing them into memory has no way to fail.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
