//! The figures of the home page: counted when they are asked for, from the database and the packs on the shelf. Each has
//! its definition on the page `/figures`.

use super::pack_of;
use crate::store;
use jiff::civil::Date;
use platform::{
    acts::{Outcome, ask},
    app::App,
    permissions::Actor,
};
use posts::queries::{ListedPost, list};
use rules::Pack;
use std::sync::Arc;

/// What is counted, and the newest posts that came with it.
pub(crate) struct Figures {
    /// Published posts that are not over.
    pub(crate) posts: i64,
    /// The newest of them.
    pub(crate) newest: Vec<ListedPost>,
    /// Organisations that an officer verified and that are not closed.
    pub(crate) organisations: i64,
    /// Measures of the versions of the region's own pack that are in force today.
    pub(crate) measures: usize,
    /// The sources that the pack cites.
    pub(crate) sources: usize,
    /// Applications received so far.
    pub(crate) applications: i64,
    /// The region's own pack.
    pub(crate) pack: Arc<Pack>,
    /// The day.
    pub(crate) on: Date,
}

/// Counts.
pub(crate) async fn figures(app: &App) -> Outcome<Figures> {
    let on = app.region().date_of(app.now());
    let listed = ask::<list::ListPosts>(app, &Actor::nobody(), list::Input::default()).await?;
    let pack = pack_of(app, None)?;
    let measures = pack.in_force(on, on).iter().map(|version| version.measures.len()).sum();
    let mut db = app.database().read().await?;
    Ok(Figures {
        posts: listed.total,
        newest: listed.posts,
        organisations: organisations::figures(&mut db).await?.verified,
        measures,
        sources: pack.sources.len(),
        applications: store::count_all(&mut db).await?,
        pack,
        on,
    })
}
