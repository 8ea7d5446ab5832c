//! What stands about a person or a visit today: each fact with its source, since when it holds, and what differs.

use super::{holder, name};
use crate::{
    model::{Fact, Said, Standing},
    parts::vocabulary_of,
    store,
};
use platform::{
    acts::{Looking, Outcome, Query, Stop},
    permissions::{Grant, Role},
};
use rules::facts::FactDeclaration;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use vocabulary::PersonId;

/// A profile.
pub struct ProfileQuery;

/// Whose.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct OfWhom {
    /// The person; the caller's own person or visit if it is not said.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub person: Option<PersonId>,
}

/// What stands today.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = people::Profile)]
pub struct ProfileView {
    /// The person's name; absent for a visit.
    pub name: Option<String>,
    /// Facts in the vocabulary's order, then those that it has no more.
    pub facts: Vec<FactView>,
}

/// A fact that stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = people::Fact)]
pub struct FactView {
    /// In the vocabulary.
    pub name: String,
    /// Which group of questions it belongs to; empty if the vocabulary has it no more.
    pub group: String,
    /// A few words, in Chinese.
    pub title_zh: String,
    /// A few words, in English.
    pub title_en: String,
    /// As in a facts file; `{"unknown": true}` if the answer was "I do not know".
    #[schema(value_type = serde_json::Value)]
    pub value: Value,
    /// `declared`, `uploaded`, `seen` or `issued`.
    pub source: String,
    /// From which day it holds, if that was said.
    #[schema(value_type = Option<String>, format = Date)]
    pub since: Option<jiff::civil::Date>,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: jiff::Timestamp,
    /// The paper or file that it was taken from.
    pub evidence: Option<String>,
    /// What other sources say instead, the most trusted first.
    pub differing: Vec<DifferingView>,
}

/// Another word about the same fact.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = people::DifferingFact)]
pub struct DifferingView {
    /// As in a facts file.
    #[schema(value_type = serde_json::Value)]
    pub value: Value,
    /// `declared`, `uploaded`, `seen` or `issued`.
    pub source: String,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: jiff::Timestamp,
}

impl Query for ProfileQuery {
    const NAME: &'static str = "people.profile";
    const SUMMARY: &'static str =
        "What stands about a person or visit today, with source, date and differing statements.";
    const WHO: &'static [Grant] = &[Grant::own(Role::Visitor), Grant::any(Role::Officer)];
    type Input = OfWhom;
    type Output = ProfileView;

    async fn run(cx: &mut Looking<'_>, input: OfWhom) -> Outcome<ProfileView> {
        let holder = holder(cx, input.person)?;
        let name = name(cx, holder).await?;
        let profile = store::profile(cx.db, holder).await?;
        let (vocabulary, today) = (vocabulary_of(cx.app), cx.today());
        let on = profile.as_of(today);
        let mut facts = Vec::new();
        for standing in on.iter() {
            let declared = vocabulary.fact(standing.fact.name.as_str());
            let place = vocabulary.facts().iter().position(|fact| Some(fact) == declared);
            facts.push((place.unwrap_or(usize::MAX), view(standing, declared)?));
        }
        facts.sort_by_key(|(place, _)| *place);
        Ok(ProfileView { name, facts: facts.into_iter().map(|(_, fact)| fact).collect() })
    }
}

fn view(standing: &Standing<'_>, declared: Option<&FactDeclaration>) -> Outcome<FactView> {
    let fact: &Fact = standing.fact;
    let name = fact.name.as_str().to_owned();
    let differing = standing.differing.iter().map(|other| {
        Ok(DifferingView {
            value: json(&other.said)?,
            source: other.source.word().to_owned(),
            recorded_at: other.recorded_at,
        })
    });
    Ok(FactView {
        group: declared.map(|fact| fact.group.clone()).unwrap_or_default(),
        title_zh: declared.map_or_else(|| name.clone(), |fact| fact.title.zh.clone()),
        title_en: declared.map_or_else(|| name.clone(), |fact| fact.title.en.clone()),
        value: json(&fact.said)?,
        source: fact.source.word().to_owned(),
        since: fact.holds_since,
        recorded_at: fact.recorded_at,
        evidence: fact.evidence.clone(),
        differing: differing.collect::<Outcome<_>>()?,
        name,
    })
}

pub(super) fn json(said: &Said) -> Outcome<Value> {
    serde_json::to_value(said).map_err(|error| Stop::Internal(error.to_string()))
}
