//! The posts that fit somebody: the score with its parts, the conditions, what is lacking, and what would change it.

use super::ListedPost;
use crate::{
    board::{Board, matching_profile},
    store,
};
use matching::{Match, Occupations, PreparedProfile, Profile};
use people::Holder;
use platform::{
    acts::{Looking, Outcome, Query, Stop},
    app::App,
    database::Connection,
    permissions::{Grant, Role, Subject},
};
use rules::Facts;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{OrganisationId, PostId, Refusal};

/// The most posts of one answer.
pub const MOST: usize = 50;

/// How many are given if it is not said.
const USUAL: usize = 10;

/// The query.
pub struct FittingPosts;

/// How many.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
pub struct Input {
    /// At most so many posts: 1 to 50, 10 if it is not said.
    #[param(minimum = 1, maximum = 50)]
    pub top: Option<usize>,
}

/// The posts that fit.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FittingPosts)]
pub struct Output {
    /// The best first. A post one of whose hard conditions does not hold is not here.
    pub posts: Vec<Fit>,
    /// Whether anything has been told that matching reads; if not, there are no posts here.
    pub is_known: bool,
}

impl Query for FittingPosts {
    const NAME: &'static str = "posts.fitting";
    const SUMMARY: &'static str = "The posts that fit the actor, by the facts told so far, with the reasons.";
    const WHO: &'static [Grant] = &[Grant::own(Role::Visitor)];
    type Input = Input;
    type Output = Output;

    async fn run(cx: &mut Looking<'_>, input: Input) -> Outcome<Output> {
        let (person, visit) = (cx.actor.person, cx.actor.visit);
        cx.authorize(&Subject { person, visit, organisation: None })?;
        let top = input.top.unwrap_or(USUAL);
        if !(1..=MOST).contains(&top) {
            return Err(Refusal::invalid("posts.top", "top").with("most", MOST).into());
        }
        match facts_of_actor(cx).await? {
            Some(facts) => Ok(Output { posts: fitting(cx.db, cx.app, &facts, top).await?, is_known: true }),
            None => Ok(Output { posts: Vec::new(), is_known: false }),
        }
    }
}

/// The actor's facts, if any of them says something about work.
pub(super) async fn facts_of_actor(cx: &mut Looking<'_>) -> Outcome<Option<Facts>> {
    let Some(holder) = Holder::of(cx.actor) else { return Ok(None) };
    let facts = people::facts_of(cx.db, cx.app, holder).await?;
    let says_nothing = matching_profile(&facts) == Profile::default();
    Ok((!says_nothing).then_some(facts))
}

/// A post and how it fits.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = FittingPost)]
pub struct Fit {
    /// The post.
    pub post: ListedPost,
    /// Its score: `total` of 100,000, `parts` that add up to it, `hard` conditions, `lacking`, `counterfactuals`
    /// (README of crate `matching`).
    #[schema(value_type = Object)]
    pub score: Match,
}

/// The best `top` posts for somebody with these facts, [`MOST`] at most. What was not told is unknown; with no facts at all
/// the order says little.
///
/// # Errors
/// What the database says.
pub async fn fitting(db: &mut Connection, app: &App, facts: &Facts, top: usize) -> Outcome<Vec<Fit>> {
    let shown = Board::of(app, db).await?;
    let today = app.region().date_of(app.now());
    let profile = matching_profile(facts);
    let top = top.min(MOST);
    let ranked = match shown.remembered(&profile, today, top) {
        Some(ranked) => ranked,
        None => tokio::task::spawn_blocking(move || shown.rank(profile, today, top))
            .await
            .map_err(|error| Stop::Internal(error.to_string()))??,
    };
    let ids: Vec<PostId> = ranked.iter().filter_map(|found| found.post.parse().ok()).collect();
    let posts = store::shown_by_ids(db, &ids, today).await?;
    let owners: Vec<OrganisationId> = posts.iter().map(|post| post.organisation).collect();
    let names = organisations::names_of(db, &owners).await?;
    let mut scores: std::collections::HashMap<String, Match> =
        ranked.iter().map(|found| (found.post.clone(), found.clone())).collect();
    let listed = ListedPost::all(posts, &names);
    Ok(listed
        .into_iter()
        .filter_map(|post| Some(Fit { score: scores.remove(&post.id.to_string())?, post }))
        .collect())
}

/// How one post fits somebody with these facts; `None` if it is not published.
///
/// # Errors
/// What the database says.
pub async fn fit_of(db: &mut Connection, app: &App, facts: &Facts, id: PostId) -> Outcome<Option<Match>> {
    let shown = Board::of(app, db).await?;
    let profile = PreparedProfile::new(matching_profile(facts), Occupations::bundled())?;
    Ok(shown.score(&profile, app.region().date_of(app.now()), id))
}
