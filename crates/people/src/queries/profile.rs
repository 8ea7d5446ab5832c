//! What stands about a person or a visit today: each fact with its source, since when it holds, and what differs.

use super::{StatementView, whole_profile};
use crate::{model::Standing, parts::vocabulary_of};
use platform::{
    acts::{Looking, Outcome, Query},
    permissions::{Grant, Role},
};
use rules::facts::FactDeclaration;
use serde::{Deserialize, Serialize};
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
    /// What was said, and by whom.
    #[serde(flatten)]
    pub statement: StatementView,
    /// Which group of questions it belongs to; empty if the vocabulary has it no more.
    pub group: String,
    /// A few words, in Chinese.
    pub title_zh: String,
    /// A few words, in English.
    pub title_en: String,
    /// What other sources say instead, the most trusted first.
    pub differing: Vec<StatementView>,
}

impl ProfileView {
    /// What stands about a fact.
    #[must_use]
    pub fn about(&self, name: &str) -> Option<&StatementView> {
        self.facts.iter().map(|fact| &fact.statement).find(|statement| statement.name == name)
    }
}

impl Query for ProfileQuery {
    const NAME: &'static str = "people.profile";
    const SUMMARY: &'static str =
        "What stands about a person or visit today, with source, date and differing statements.";
    const WHO: &'static [Grant] = &[Grant::own(Role::Visitor), Grant::any(Role::Officer)];
    type Input = OfWhom;
    type Output = ProfileView;

    async fn run(cx: &mut Looking<'_>, input: OfWhom) -> Outcome<ProfileView> {
        let (name, profile) = whole_profile(cx, input.person).await?;
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
    let statement = StatementView::of(standing.fact)?;
    let differing = standing.differing.iter().map(|other| StatementView::of(other));
    Ok(FactView {
        group: declared.map(|fact| fact.group.clone()).unwrap_or_default(),
        title_zh: declared.map_or_else(|| statement.name.clone(), |fact| fact.title.zh.clone()),
        title_en: declared.map_or_else(|| statement.name.clone(), |fact| fact.title.en.clone()),
        differing: differing.collect::<Outcome<_>>()?,
        statement,
    })
}
