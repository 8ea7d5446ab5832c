//! The published posts in memory: made ready to be ranked, and in a full-text index. A cache: filled from the database at
//! the first need, kept up by the outbox, thrown away and rebuilt at any time. What it finds is read from the database
//! again before anybody sees it, so that a post that has just closed is never shown from here.
//!
//! Readers take what is there ([`Shown`], cheap to clone) and work on it without a lock: neither a long ranking nor a change
//! makes anybody wait.

mod convert;
mod facts;
mod filling;
mod remembered;
mod shown;

pub use facts::matching_profile;
pub(crate) use shown::Shown;

use crate::{model::Visibility, store};
use filling::Filling;
use matching::TextIndex;
use platform::{
    acts::{Outcome, Stop},
    app::App,
    database::Connection,
};
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};
use tokio::sync::Mutex;
use vocabulary::PostId;

/// The published posts in memory. Cheap to clone; the binary puts one among the installation's parts.
#[derive(Debug, Clone, Default)]
pub struct Board {
    shown: Arc<RwLock<Option<Shown>>>,
    /// The writing end of the index. Held while the board is filled or changed: a change is never lost to a filling that
    /// began before it. None while the board is not filled, and after a change that did not come to its end.
    changing: Arc<Mutex<Option<TextIndex>>>,
}

impl Board {
    /// An empty board, to be filled at the first need.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What the installation's board shows, filled if need be.
    pub(crate) async fn of(app: &App, db: &mut Connection) -> Outcome<Shown> {
        let board = app.part::<Self>().ok_or_else(no_board)?;
        if let Some(shown) = board.shown() {
            return Ok(shown);
        }
        let mut changing = board.changing.lock().await;
        // Somebody else may have filled it while this one waited.
        match board.shown() {
            Some(shown) => Ok(shown),
            None => board.fill(app, db, &mut changing).await,
        }
    }

    /// How many posts it holds; `None` while it has not been filled.
    #[must_use]
    pub fn count(&self) -> Option<usize> {
        self.shown().map(|shown| shown.count())
    }

    fn shown(&self) -> Option<Shown> {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn show(&self, shown: Option<Shown>) {
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = shown;
    }

    /// Fills it from the database, whatever it held, a page at a time. The caller holds `changing`.
    async fn fill(&self, app: &App, db: &mut Connection, changing: &mut Option<TextIndex>) -> Outcome<Shown> {
        let region = app.region();
        let today = region.date_of(app.now());
        let (mut filling, mut before) = (Filling::begin()?, None);
        while let Some((posts, ended)) = store::shown_before(db, today, before, filling.count()).await? {
            before = Some(ended);
            let mut owners: Vec<_> = posts.iter().map(|post| post.organisation).collect();
            owners.sort_unstable();
            owners.dedup();
            let names = organisations::names_of(db, &owners).await?;
            let region = region.clone();
            filling = blocking(move || {
                posts.iter().for_each(|post| filling.add(post, names.get(&post.organisation), &region));
                filling
            })
            .await?;
        }
        let (shown, index) = blocking(move || filling.finish()).await??;
        *changing = Some(index);
        self.show(Some(shown.clone()));
        Ok(shown)
    }

    /// Reads one post again: it was published, revised or closed. A board that is not filled yet will read it anyway.
    pub(crate) async fn refresh(&self, app: &App, id: PostId) -> Outcome<()> {
        let mut changing = self.changing.lock().await;
        let Some(shown) = self.shown() else { return Ok(()) };
        let mut db = app.database().read().await?;
        // Taken, and put back at the end: whatever stops in between, the next change or need fills the board anew.
        let Some(mut index) = changing.take() else {
            self.fill(app, &mut db, &mut changing).await?;
            return Ok(());
        };
        let today = app.region().date_of(app.now());
        let post = store::load(&mut db, id).await?.filter(|post| post.visibility(today) == Visibility::Shown);
        let names = match &post {
            Some(post) => organisations::names_of(&mut db, &[post.organisation]).await?,
            None => HashMap::new(),
        };
        drop(db);
        let region = app.region().clone();
        let changed = blocking(move || {
            let shown = match &post {
                Some(post) => shown.with(&mut index, post, names.get(&post.organisation), &region),
                None => shown.without(&mut index, id),
            };
            index.commit().map(|()| (shown, index))
        });
        match changed.await? {
            Ok((shown, index)) => {
                *changing = Some(index);
                self.show(Some(shown));
                Ok(())
            }
            Err(refusal) => {
                // A cache that cannot be changed is thrown away; the next need fills it anew.
                self.show(None);
                Err(refusal.into())
            }
        }
    }
}

/// Fills the installation's board anew: at start, so that the first search does not wait for it, and after posts were
/// stored past the acts (an import of thousands).
///
/// # Errors
/// What the database says, or that there is no board among the parts.
pub async fn open_board(app: &App) -> Outcome<()> {
    let board = app.part::<Board>().ok_or_else(no_board)?;
    let mut db = app.database().read().await?;
    let mut changing = board.changing.lock().await;
    board.fill(app, &mut db, &mut changing).await?;
    Ok(())
}

/// Runs what takes long without waiting where others are served.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Outcome<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Stop::Internal(error.to_string()))
}

fn no_board() -> Stop {
    Stop::Internal("there is no posts::Board among the parts".to_owned())
}
