//! Somebody takes back what she said about a fact, with its history: the right to erasure of what one told oneself. What
//! an officer saw or an authority issued is not hers to delete, and what an application sealed stays with its case.

use super::record_facts;
use crate::{
    model::{FactName, Source},
    store,
};
use platform::{
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Role},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::Refusal;

/// Deletes one's own words about a fact.
pub struct ForgetFact;

/// Which fact.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = people::WhichFact)]
pub struct WhichFact {
    /// Its name in the vocabulary: `birth_date`.
    pub name: String,
}

/// What was deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = people::Forgotten)]
pub struct Forgotten {
    /// How many statements; 0 if there were none.
    pub deleted: u64,
}

impl Act for ForgetFact {
    const NAME: &'static str = "people.forget_fact";
    const SUMMARY: &'static str =
        "Deletes what a person or visit said about a fact; official statements stay.";
    const WHO: &'static [Grant] = &[Grant::own(Role::Visitor)];
    const RECORDS: Records = &["fact", "deleted"];
    type Input = WhichFact;
    type Output = Forgotten;

    async fn run(cx: &mut Context<'_>, input: WhichFact) -> Outcome<Forgotten> {
        let (holder, _) = record_facts::holder(cx, None)?;
        cx.authorize(&holder.subject())?;
        let name = FactName::parse(&input.name, "name")?;

        let profile = store::profile(cx.db, holder).await?;
        let sources: Vec<Source> = profile.history_of(&name).map(|fact| fact.source).collect();
        if !sources.is_empty() && sources.iter().all(|source| source.is_official()) {
            return Err(Refusal::conflict("people.fact_is_official").at("name").into());
        }
        let deleted = store::delete_own_words(cx.db, holder, &name).await?;

        cx.about(holder);
        cx.record("fact", &name);
        cx.record("deleted", deleted);
        cx.emit("people.fact_forgotten", holder, &name)?;
        Ok(Forgotten { deleted })
    }
}
