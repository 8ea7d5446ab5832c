//! `cases.results`: the combined answer for whoever asks, signed in or not: what one is entitled to, and the posts that
//! fit.

use crate::store;
use jiff::civil::Date;
use people::Holder;
use platform::{
    acts::{Looking, Outcome, Query, Stop},
    app::App,
    database::Connection,
    permissions::{Actor, Grant, Role, Subject},
};
use policies::model::AssessmentAnswer;
use posts::Fit;
use rules::{Assessment, Facts, Pack};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, sync::Arc};
use utoipa::{IntoParams, ToSchema};
use vocabulary::Refusal;

/// How many posts stand in the answer.
pub const POSTS: usize = 5;

/// The query.
pub struct ResultsQuery;

/// Under which pack, on which day.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
pub struct Asked {
    /// The pack; the region's own if it is not said.
    pub pack: Option<String>,
    /// The day; today if it is not said.
    #[param(format = Date)]
    pub on: Option<String>,
}

/// The combined answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = cases::Results)]
pub struct ResultsAnswer {
    /// How many facts were told.
    pub facts: usize,
    /// What one is entitled to.
    pub assessment: AssessmentAnswer,
    /// The posts that fit best, five at most; without a fact about work the order says little.
    pub posts: Vec<Fit>,
}

/// The combined answer as the engines gave it.
pub(crate) struct Results {
    pub(crate) pack: Arc<Pack>,
    pub(crate) facts: Facts,
    pub(crate) assessment: Assessment,
    pub(crate) posts: Vec<Fit>,
    /// The asker's open applications for measures: the reference of each by `Wish::key`.
    pub(crate) applied: HashMap<String, String>,
}

impl Query for ResultsQuery {
    const NAME: &'static str = "cases.results";
    const SUMMARY: &'static str =
        "The combined answer for the caller: entitlements under a pack, and the posts that fit.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Visitor)];
    type Input = Asked;
    type Output = ResultsAnswer;

    async fn run(cx: &mut Looking<'_>, input: Asked) -> Outcome<ResultsAnswer> {
        cx.authorize(&Subject::default())?;
        let results = results_of(cx.db, cx.app, cx.actor, &input).await?;
        Ok(ResultsAnswer {
            facts: results.facts.len(),
            assessment: AssessmentAnswer::of(&results.assessment)
                .map_err(|error| Stop::Internal(error.to_string()))?,
            posts: results.posts,
        })
    }
}

/// The pack of this name; the region's own without one.
pub(crate) fn pack_of(app: &App, name: Option<&str>) -> Outcome<Arc<Pack>> {
    let shelf = policies::shelf_of(app)?;
    let found = match name.filter(|name| !name.is_empty()) {
        Some(name) => shelf.pack(name),
        None => shelf.packs().into_iter().next(),
    };
    Ok(found.ok_or_else(|| Refusal::not_found("cases.pack_unknown").at("pack"))?)
}

/// For the facts of an actor's own person or visit, and nobody else's.
pub(crate) async fn results_of(
    db: &mut Connection,
    app: &App,
    actor: &Actor,
    asked: &Asked,
) -> Outcome<Results> {
    let pack = pack_of(app, asked.pack.as_deref())?;
    let today: Date = app.region().date_of(app.now());
    let on = policies::model::day(asked.on.as_deref(), "on", today)?;
    let facts = match Holder::of(actor) {
        Some(holder) => people::facts_of(db, app, holder).await?,
        None => Facts::new(),
    };
    let assessment = rules::assess(&pack, &facts, on, today).map_err(Refusal::from)?;
    let posts = if facts.is_empty() { Vec::new() } else { posts::fitting(db, app, &facts, POSTS).await? };
    let applied = match actor.person {
        Some(person) => store::open_measures(db, person).await?,
        None => HashMap::new(),
    };
    Ok(Results { pack, facts, assessment, posts, applied })
}
