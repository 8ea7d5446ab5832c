//! Profiles and posts made ready: checked once, names folded to keys, titles to features, codes found where none was
//! given. Scoring reads these and tokenises nothing.

use crate::{
    codes::{CscoCode, IscoCode},
    occupations::Occupations,
    post::{LanguageNeed, Post},
    profile::{OccupationKind, Profile},
    skills::{key, keys},
    titles::Title,
};
use std::sync::Arc;
use vocabulary::Refusal;

/// How sure a code must be, in per mille, to be used when none was given.
const LEAST_CONFIDENCE: i64 = 500;
/// How much a code that was found by title counts beside one that was given, in per mille.
const FOUND_BY_TITLE: i64 = 800;
/// How many codes found by title are used.
const MOST_FOUND: usize = 3;

/// Occupation codes, each with its confidence in per mille.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Codes {
    pub(crate) csco: Vec<(CscoCode, i64)>,
    pub(crate) isco: Vec<(IscoCode, i64)>,
}

impl Codes {
    /// The codes that were given; where a scheme has none, those that the title stands for, and for ISCO-08 those that
    /// correspond to the CSCO codes.
    fn find(title: Option<&str>, csco: &[CscoCode], isco: &[IscoCode], table: &Occupations) -> Self {
        let mut codes = Self {
            csco: csco.iter().map(|code| (*code, 1000)).collect(),
            isco: isco.iter().map(|code| (*code, 1000)).collect(),
        };
        if let Some(title) = title.filter(|_| csco.is_empty() || isco.is_empty()) {
            let coded = table.code_of_title(title);
            for coded in coded.iter().filter(|coded| coded.confidence >= LEAST_CONFIDENCE).take(MOST_FOUND) {
                let confidence = coded.confidence * FOUND_BY_TITLE / 1000;
                codes.csco.extend(coded.csco.filter(|_| csco.is_empty()).map(|code| (code, confidence)));
                codes.isco.extend(coded.isco.filter(|_| isco.is_empty()).map(|code| (code, confidence)));
            }
        }
        if isco.is_empty() {
            for (code, confidence) in &codes.csco {
                let related = table.isco_of(*code).iter();
                codes.isco.extend(related.map(|(isco, related)| (*isco, confidence * related / 1000)));
            }
        }
        codes
    }
}

/// One occupation of a person, made ready.
#[derive(Debug, Clone)]
pub(crate) struct PreparedOccupation {
    pub(crate) kind: OccupationKind,
    pub(crate) title: Option<Title>,
    pub(crate) codes: Codes,
}

/// A profile made ready to be scored many times.
#[derive(Debug, Clone)]
pub struct PreparedProfile {
    profile: Profile,
    occupations: Option<Vec<PreparedOccupation>>,
    skills: Option<Vec<String>>,
    licences: Option<Vec<String>>,
}

impl PreparedProfile {
    /// Checks and prepares.
    ///
    /// # Errors
    /// Whatever [`Profile::check`] refuses.
    pub fn new(profile: Profile, table: &Occupations) -> Result<Self, Refusal> {
        profile.check()?;
        let prepare = |occupation: &crate::Occupation| PreparedOccupation {
            kind: occupation.kind,
            title: occupation.title.as_deref().map(|title| table.title(title)),
            codes: Codes::find(
                occupation.title.as_deref(),
                occupation.csco.as_slice(),
                occupation.isco.as_slice(),
                table,
            ),
        };
        Ok(Self {
            occupations: profile.occupations.as_ref().map(|list| list.iter().map(prepare).collect()),
            skills: profile.skills.as_deref().map(keys),
            licences: profile.licences.as_deref().map(keys),
            profile,
        })
    }

    /// The profile as it came.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    pub(crate) fn occupations(&self) -> Option<&[PreparedOccupation]> {
        self.occupations.as_deref()
    }

    pub(crate) fn skills(&self) -> Option<&[String]> {
        self.skills.as_deref()
    }

    pub(crate) fn licences(&self) -> Option<&[String]> {
        self.licences.as_deref()
    }
}

/// What the occupation of a post is compared by. Many posts have the same, and share it
/// ([`PreparedPosts::put`](crate::PreparedPosts::put)).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct PostOccupation {
    title: Title,
    codes: Codes,
}

/// A post made ready to be scored many times.
#[derive(Debug, Clone)]
pub struct PreparedPost {
    post: Post,
    pub(crate) occupation: Arc<PostOccupation>,
    skills: Vec<(String, String)>,
    licences: Vec<(String, String)>,
    languages: Vec<LanguageNeed>,
}

impl PreparedPost {
    /// Checks and prepares.
    ///
    /// # Errors
    /// Whatever [`Post::check`] refuses.
    pub fn new(post: Post, table: &Occupations) -> Result<Self, Refusal> {
        post.check()?;
        let mut languages: Vec<LanguageNeed> = Vec::new();
        for need in post.hard.languages.iter().chain(&post.wished_languages) {
            match languages.iter_mut().find(|held| held.language == need.language) {
                Some(held) => held.level = held.level.max(need.level),
                None => languages.push(need.clone()),
            }
        }
        Ok(Self {
            occupation: Arc::new(PostOccupation {
                title: table.title(&post.title),
                codes: Codes::find(Some(&post.title), &post.csco, &post.isco, table),
            }),
            skills: keyed(&post.wished_skills),
            licences: keyed(&post.hard.licences),
            languages,
            post,
        })
    }

    /// The post as it came.
    #[must_use]
    pub const fn post(&self) -> &Post {
        &self.post
    }

    pub(crate) fn title(&self) -> &Title {
        &self.occupation.title
    }

    pub(crate) fn codes(&self) -> &Codes {
        &self.occupation.codes
    }

    /// Wished skills: key and name.
    pub(crate) fn skills(&self) -> &[(String, String)] {
        &self.skills
    }

    /// Licences asked: key and name.
    pub(crate) fn licences(&self) -> &[(String, String)] {
        &self.licences
    }

    /// Languages asked or wished, each once, at the higher level.
    pub(crate) fn languages(&self) -> &[LanguageNeed] {
        &self.languages
    }

    /// The years of experience sought: wished, or else asked; none sought if zero.
    pub(crate) fn years_sought(&self) -> Option<u16> {
        self.post.wished_years.or(self.post.hard.min_years).filter(|years| *years > 0)
    }
}

/// Keys with the names as written, in their order, none twice.
fn keyed(names: &[String]) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for name in names {
        let key = key(name);
        if !key.is_empty() && found.iter().all(|(held, _)| *held != key) {
            found.push((key, name.clone()));
        }
    }
    found
}
