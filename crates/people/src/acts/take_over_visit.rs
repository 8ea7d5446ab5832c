//! A person who answered questions before signing in signs in: the visit's answers become hers. Later words speak before
//! earlier ones, as always, and nothing is lost.

use super::record_facts::MOST_STATEMENTS;
use crate::{Holder, store};
use platform::{
    acts::{Act, Context, Outcome, Records, Stop, run},
    app::App,
    permissions::{Actor, Grant, Role},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{Kind, PersonId, Refusal, VisitId};

/// Moves the facts of one's own visit to one's own profile.
pub struct TakeOverVisit;

/// The caller's own visit.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = people::ThisVisit)]
pub struct ThisVisit {}

/// What was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = people::TakenOver)]
pub struct TakenOver {
    /// How many facts.
    pub moved: u64,
}

impl Act for TakeOverVisit {
    const NAME: &'static str = "people.take_over_visit";
    const SUMMARY: &'static str = "Moves the facts told before signing in to the person's profile.";
    const WHO: &'static [Grant] = &[Grant::own(Role::Person)];
    const RECORDS: Records = &["moved"];
    type Input = ThisVisit;
    type Output = TakenOver;

    async fn run(cx: &mut Context<'_>, _: ThisVisit) -> Outcome<TakenOver> {
        let Some(person) = cx.actor.person else {
            return Err(Refusal::new(Kind::Forbidden, "platform.forbidden").into());
        };
        cx.authorize(&Holder::Person(person).subject())?;
        let moved = match cx.actor.visit {
            Some(visit) => {
                must_have_room(cx, person, visit).await?;
                store::move_to_person(cx.db, visit, person).await?
            }
            None => 0,
        };
        cx.about(person);
        cx.record("moved", moved);
        Ok(TakenOver { moved })
    }
}

/// Visit after visit would outgrow what a reading of the profile holds.
async fn must_have_room(cx: &mut Context<'_>, person: PersonId, visit: VisitId) -> Outcome<()> {
    let there = store::count(cx.db, Holder::Person(person)).await?;
    let come = store::count(cx.db, Holder::Visit(visit)).await?;
    if there.saturating_add(come) > MOST_STATEMENTS {
        let refusal = Refusal::new(Kind::TooMany, "people.too_many_statements");
        return Err(refusal.with("limit", MOST_STATEMENTS).into());
    }
    Ok(())
}

/// Takes over the visit's facts if there are any: a page that shows a person's facts calls it first. It reads before it
/// writes, so that looking at a page costs no write; answers how many facts were moved. Where there is no room for them they
/// stay with the visit, and end with it.
///
/// # Errors
/// Our own failures only.
pub async fn settle(app: &App, actor: &Actor) -> Outcome<u64> {
    let (Some(_), Some(visit)) = (actor.person, actor.visit) else { return Ok(0) };
    let waits = store::has_visit_facts(&mut app.database().read().await?, visit).await?;
    if !waits || !actor.is(Role::Person) {
        return Ok(0);
    }
    match run::<TakeOverVisit>(app, actor, ThisVisit {}, None).await {
        Ok(taken) => Ok(taken.moved),
        Err(Stop::Refused(refusal)) if refusal.kind == Kind::TooMany => Ok(0),
        Err(other) => Err(other),
    }
}
