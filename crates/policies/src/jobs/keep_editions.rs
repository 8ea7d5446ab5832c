//! What was published from the workbench, put on the shelf of this program.

use crate::{
    Reloaded,
    queries::shelf_of,
    store::{self, PackFinding},
};
use platform::{
    acts::{Outcome, Stop},
    app::App,
    database::Connection,
};
use tokio::task::spawn_blocking;

/// What came of asking the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refreshed {
    /// Which packs are others now.
    pub reloaded: Reloaded,
    /// Whether anything was ever published.
    pub is_any: bool,
    /// Publications that no longer load or contradict another pack: they are not served, and what was before them is.
    pub problems: Vec<PackFinding>,
}

/// Puts what was published on the shelf, and serves what is to be served today.
///
/// # Errors
/// What the database says.
pub async fn refresh_editions(app: &App) -> Outcome<Refreshed> {
    let mut db = app.database().read().await?;
    refresh(app, &mut db).await
}

/// The same on a connection that is there already.
pub(crate) async fn refresh(app: &App, db: &mut Connection) -> Outcome<Refreshed> {
    let shelf = shelf_of(app)?;
    let there = store::published_ids(db).await?;
    let known = shelf.published();
    let mut fresh = Vec::new();
    for id in there.iter().filter(|id| !known.contains(id)) {
        fresh.extend(store::stored_edition(db, *id).await?);
    }
    let today = app.region().date_of(app.now());
    // Packs are parsed: that is not done where others wait.
    let inside = app.clone();
    let put = spawn_blocking(move || shelf_of(&inside).map(|shelf| shelf.put_editions(fresh, today))).await;
    let (reloaded, problems) = put.map_err(|error| Stop::Internal(error.to_string()))??;
    for problem in &problems {
        tracing::error!(%problem, "a publication cannot be served; what was served before it stays");
    }
    if !reloaded.changed.is_empty() {
        tracing::info!(changed = ?reloaded.changed, "what was published is served");
    }
    Ok(Refreshed { reloaded, is_any: !there.is_empty(), problems })
}
