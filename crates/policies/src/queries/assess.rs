//! `policies.assess`: what the caller is entitled to, by the facts of their own visit or person.

use super::{assess_facts_of, find_pack};
use crate::model::{AssessmentAnswer, day};
use jiff::civil::Date;
use people::Holder;
use platform::{
    acts::{Looking, Outcome, Query, Stop},
    app::App,
    database::Connection,
    permissions::{Grant, Role, Subject},
};
use rules::{Assessment, Facts, Pack};
use serde::Deserialize;
use utoipa::IntoParams;

/// Assesses the caller.
pub struct Assess;

/// Under which pack, on which day.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The pack's name; the region's own if it is not said.
    pub pack: Option<String>,
    /// The day; today if it is not said.
    #[param(format = Date)]
    pub on: Option<String>,
    /// Only what could be known by this day; today if it is not said.
    #[param(format = Date)]
    pub known_on: Option<String>,
}

impl Asked {
    /// The two days, read.
    ///
    /// # Errors
    /// `policies.not_a_day`.
    pub(super) fn days(&self, today: Date) -> Outcome<(Date, Date)> {
        let on = day(self.on.as_deref(), "on", today)?;
        Ok((on, day(self.known_on.as_deref(), "known_on", today)?))
    }
}

impl Query for Assess {
    const NAME: &'static str = "policies.assess";
    const SUMMARY: &'static str =
        "Assesses the caller under a pack, by the facts of their own visit or profile.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Visitor)];
    type Input = Asked;
    type Output = AssessmentAnswer;

    async fn run(cx: &mut Looking<'_>, input: Asked) -> Outcome<AssessmentAnswer> {
        cx.authorize(&Subject::default())?;
        let pack = find_pack(cx.app, input.pack.as_deref())?;
        let (on, known_on) = input.days(cx.today())?;
        let facts = facts_of_caller(cx).await?;
        let assessment = assess_facts_of(&pack, &facts, on, known_on)?;
        AssessmentAnswer::of(&assessment).map_err(|error| Stop::Internal(error.to_string()))
    }
}

/// What the caller told in their visit or profile; nothing if they have not begun.
pub(super) async fn facts_of_caller(cx: &mut Looking<'_>) -> Outcome<Facts> {
    match Holder::of(cx.actor) {
        Some(holder) => Ok(people::facts_of(cx.db, cx.app, holder).await?),
        None => Ok(Facts::new()),
    }
}

/// Assesses a person or a visit: for the crates above, which have made sure that the actor may.
///
/// # Errors
/// `rules.no_version_on`, a fact's own mistakes by its field, and what the database says.
pub async fn assess_for(
    app: &App,
    db: &mut Connection,
    holder: Holder,
    pack: &Pack,
    on: Date,
    known_on: Date,
) -> Outcome<Assessment> {
    let facts = people::facts_of(db, app, holder).await?;
    assess_facts_of(pack, &facts, on, known_on)
}
