//! The published posts in memory: made ready to be ranked, and in a full-text index. A cache: filled from the database at
//! the first need, kept up by the outbox, thrown away and rebuilt at any time. What it finds is read from the database
//! again before anybody sees it, so that a post that has just closed is never shown from here.

mod convert;
mod facts;

pub use facts::matching_profile;

use crate::{
    model::{Post, Visibility},
    store::{self, Conditions},
};
use convert::{indexed, more_words, to_match};
use jiff::civil::Date;
use matching::{
    Evidence, Filter, Match, Occupations, Page, PreparedPost, PreparedProfile, TextIndex, Weights, Words,
    rank,
};
use organisations::model::Wording;
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
use vocabulary::{Kind, OrganisationId, PostId, Refusal};

/// How many hits one search of the index yields.
const HITS: usize = 100;
/// How many hits are looked at in all.
const MOST_HITS: usize = 1_000;

/// The published posts in memory. Cheap to clone; the binary puts one among the installation's parts.
#[derive(Debug, Clone, Default)]
pub struct Board {
    inside: Arc<RwLock<Option<Inside>>>,
    /// Held while the board is filled or changed: a change is never lost to a filling that began before it.
    changing: Arc<Mutex<()>>,
}

#[derive(Debug)]
struct Inside {
    posts: Vec<PreparedPost>,
    /// Where each post stands in `posts`.
    places: HashMap<String, usize>,
    index: TextIndex,
}

impl Board {
    /// An empty board, to be filled at the first need.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The installation's board, filled.
    pub(crate) async fn of(app: &App, db: &mut Connection) -> Outcome<Self> {
        let board = app.part::<Self>().cloned();
        let board = board.ok_or_else(no_board)?;
        if board.count().is_none() {
            let _changing = board.changing.lock().await;
            // Somebody else may have filled it while this one waited.
            if board.count().is_none() {
                board.fill(app, db).await?;
            }
        }
        Ok(board)
    }

    /// How many posts it holds; `None` while it has not been filled.
    #[must_use]
    pub fn count(&self) -> Option<usize> {
        self.inside.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(|inside| inside.posts.len())
    }

    /// Fills it from the database, whatever it held. The caller holds `changing`.
    async fn fill(&self, app: &App, db: &mut Connection) -> Outcome<()> {
        let posts = store::all_published(db).await?;
        let mut owners: Vec<OrganisationId> = posts.iter().map(|post| post.organisation).collect();
        owners.sort_unstable();
        owners.dedup();
        let names = organisations::names_of(db, &owners).await?;
        let region = app.region().clone();
        let today = region.date_of(app.now());
        let inside = tokio::task::spawn_blocking(move || -> Result<Inside, Refusal> {
            let mut inside = Inside {
                posts: Vec::with_capacity(posts.len()),
                places: HashMap::new(),
                index: TextIndex::in_memory()?,
            };
            for post in posts.iter().filter(|post| post.visibility(today) == Visibility::Shown) {
                let name = names.get(&post.organisation);
                inside.put(post, name, &more_words(post, name, &region));
            }
            inside.index.commit()?;
            Ok(inside)
        });
        let inside = inside.await.map_err(|error| Stop::Internal(error.to_string()))??;
        *self.inside.write().unwrap_or_else(PoisonError::into_inner) = Some(inside);
        Ok(())
    }

    /// Reads one post again: it was published, revised or closed. A board that is not filled yet will read it anyway.
    pub(crate) async fn refresh(&self, app: &App, id: PostId) -> Outcome<()> {
        let _changing = self.changing.lock().await;
        if self.count().is_none() {
            return Ok(());
        }
        let mut db = app.database().read().await?;
        let post = store::load(&mut db, id).await?;
        let today = app.region().date_of(app.now());
        let shown = post.filter(|post| post.visibility(today) == Visibility::Shown);
        let names = match &shown {
            Some(post) => organisations::names_of(&mut db, &[post.organisation]).await?,
            None => HashMap::new(),
        };
        drop(db);
        let mut inside = self.inside.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(board) = inside.as_mut() {
            match &shown {
                Some(post) => {
                    let name = names.get(&post.organisation);
                    board.put(post, name, &more_words(post, name, app.region()));
                }
                None => board.remove(&id.to_string()),
            }
            if let Err(refusal) = board.index.commit() {
                // A cache that cannot be changed is thrown away; the next need fills it anew.
                *inside = None;
                return Err(refusal.into());
            }
        }
        Ok(())
    }

    /// The most relevant posts with these words, a thousand at most, and how the words were taken.
    pub(crate) fn search(
        &self,
        words: &str,
        conditions: &Conditions,
    ) -> Result<(Vec<PostId>, &'static str), Refusal> {
        let inside = self.inside.read().unwrap_or_else(PoisonError::into_inner);
        let board = inside.as_ref().ok_or_else(|| Refusal::new(Kind::Unavailable, "posts.board_empty"))?;
        let filter = Filter {
            place: conditions.place.clone(),
            min_pay: conditions.min_pay,
            csco: conditions.csco.as_ref().and_then(|code| code.as_str().parse().ok()),
            isco: None,
            open_on: Some(conditions.today),
        };
        let mut ids = Vec::new();
        let mut taken = "all";
        for offset in (0..MOST_HITS).step_by(HITS) {
            let found = board.index.search(words, &filter, Page { offset, limit: HITS });
            let found = found.map_err(|refusal| refusal.at("q"))?;
            taken = match found.words {
                Words::NoneGiven => "none",
                Words::All => "all",
                Words::Any => "any",
            };
            ids.extend(found.hits.iter().filter_map(|hit| hit.id.parse::<PostId>().ok()));
            if found.total <= offset + HITS {
                break;
            }
        }
        Ok((ids, taken))
    }

    /// The best `top` posts for a profile on a day. Ranks every post: call it where blocking is allowed.
    pub(crate) fn rank(&self, profile: &PreparedProfile, today: Date, top: usize) -> Vec<Match> {
        let inside = self.inside.read().unwrap_or_else(PoisonError::into_inner);
        let posts = inside.as_ref().map(|board| board.posts.as_slice()).unwrap_or_default();
        rank(profile, posts, &Weights::default(), |_| Evidence::on(today), top)
    }

    /// One post for a profile, whether its conditions hold or not; `None` if it is not on the board.
    pub(crate) fn score(&self, profile: &PreparedProfile, today: Date, id: PostId) -> Option<Match> {
        let inside = self.inside.read().unwrap_or_else(PoisonError::into_inner);
        let board = inside.as_ref()?;
        let post = board.posts.get(*board.places.get(&id.to_string())?)?;
        Some(matching::score(profile, post, &Weights::default(), &Evidence::on(today)))
    }
}

impl Inside {
    /// Adds a post or replaces it. One that the engine refuses is left out and logged: it is still listed.
    fn put(&mut self, post: &Post, organisation: Option<&Wording>, more_words: &str) {
        let id = post.id.to_string();
        let matched = to_match(post);
        if let Err(refusal) = self.index.put(&indexed(post, &matched), more_words) {
            tracing::warn!(post = %id, %refusal, "a post cannot be searched");
        }
        match PreparedPost::new(matched, Occupations::bundled()) {
            Ok(prepared) => match self.places.get(&id).and_then(|place| self.posts.get_mut(*place)) {
                Some(held) => *held = prepared,
                None => {
                    self.places.insert(id, self.posts.len());
                    self.posts.push(prepared);
                }
            },
            Err(refusal) => {
                tracing::warn!(post = %id, %refusal, employer = organisation.is_some(), "a post cannot be matched");
                self.forget(&id);
            }
        }
    }

    fn remove(&mut self, id: &str) {
        self.index.remove(id);
        self.forget(id);
    }

    fn forget(&mut self, id: &str) {
        let Some(place) = self.places.remove(id) else { return };
        self.posts.swap_remove(place);
        if let Some(moved) = self.posts.get(place) {
            self.places.insert(moved.post().id.clone(), place);
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
    let _changing = board.changing.lock().await;
    board.fill(app, &mut db).await
}

fn no_board() -> Stop {
    Stop::Internal("there is no posts::Board among the parts".to_owned())
}
