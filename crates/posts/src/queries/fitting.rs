//! The posts that fit somebody: the score with its parts, the conditions, what is lacking, and what would change it.

use super::ListedPost;
use crate::{
    board::{Board, matching_profile},
    store,
};
use matching::{Match, Occupations, PreparedProfile};
use platform::{
    acts::{Outcome, Stop},
    app::App,
    database::Connection,
};
use rules::Facts;
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{OrganisationId, PostId};

/// The most posts of one answer.
pub const MOST: usize = 50;

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
    let board = Board::of(app, db).await?;
    let today = app.region().date_of(app.now());
    let profile = PreparedProfile::new(matching_profile(facts), Occupations::bundled())?;
    let top = top.min(MOST);
    let ranked = tokio::task::spawn_blocking(move || board.rank(&profile, today, top))
        .await
        .map_err(|error| Stop::Internal(error.to_string()))?;
    let ids: Vec<PostId> = ranked.iter().filter_map(|found| found.post.parse().ok()).collect();
    let posts = store::shown_by_ids(db, &ids, today).await?;
    let owners: Vec<OrganisationId> = posts.iter().map(|post| post.organisation).collect();
    let names = organisations::names_of(db, &owners).await?;
    let mut scores: std::collections::HashMap<String, Match> =
        ranked.into_iter().map(|found| (found.post.clone(), found)).collect();
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
    let board = Board::of(app, db).await?;
    let profile = PreparedProfile::new(matching_profile(facts), Occupations::bundled())?;
    Ok(board.score(&profile, app.region().date_of(app.now()), id))
}
