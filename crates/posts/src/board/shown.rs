//! What the board shows at one moment: the posts made ready, and the reading end of the index. It never changes; a change
//! makes another that shares all but what changed.

use super::{
    convert::{indexed, more_words},
    remembered::{Asked, Remembered},
};
use crate::{model::Post, store::Conditions};
use jiff::civil::Date;
use matching::{
    Evidence, Filter, Match, Occupations, PreparedPost, PreparedPosts, PreparedProfile, Profile, TextIndex,
    TextSearch, Weights, Words,
};
use organisations::model::Wording;
use platform::region::Region;
use std::{collections::HashMap, sync::Arc};
use vocabulary::{PostId, Refusal};

/// How many hits of one search are looked at.
const MOST_HITS: usize = 1_000;

/// The posts of one moment. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    posts: Arc<Posts>,
    words: TextSearch,
    remembered: Arc<Remembered>,
}

/// The posts made ready: to be looked up, and to be ranked.
#[derive(Debug, Clone, Default)]
pub(super) struct Posts {
    by_id: HashMap<PostId, Arc<PreparedPost>>,
    together: PreparedPosts,
}

impl Posts {
    /// Adds a post or replaces it.
    pub(super) fn put(&mut self, id: PostId, post: PreparedPost) {
        self.remove(id);
        let post = self.together.put(post);
        self.by_id.insert(id, post);
    }

    fn remove(&mut self, id: PostId) {
        if let Some(held) = self.by_id.remove(&id) {
            self.together.remove(&held);
        }
    }
}

impl Shown {
    pub(super) fn new(posts: Posts, words: TextSearch) -> Self {
        Self { posts: Arc::new(posts), words, remembered: Arc::default() }
    }

    pub(super) fn count(&self) -> usize {
        self.posts.by_id.len()
    }

    /// The most relevant posts with these words, a thousand at most, and how the words were taken.
    pub(crate) fn search(
        &self,
        words: &str,
        conditions: &Conditions,
    ) -> Result<(Vec<PostId>, &'static str), Refusal> {
        let filter = Filter {
            place: conditions.place.clone(),
            min_pay: conditions.min_pay,
            csco: conditions.csco.as_ref().and_then(|code| code.as_str().parse().ok()),
            isco: None,
            open_on: Some(conditions.today),
        };
        let found = self.words.first(words, &filter, MOST_HITS).map_err(|refusal| refusal.at("q"))?;
        let taken = match found.words {
            Words::NoneGiven => "none",
            Words::All => "all",
            Words::Any => "any",
        };
        Ok((found.hits.iter().filter_map(|hit| hit.id.parse().ok()).collect(), taken))
    }

    /// The ranking of somebody who asked the same before, since the board was as it is.
    pub(crate) fn remembered(&self, profile: &Profile, today: Date, top: usize) -> Option<Arc<[Match]>> {
        self.remembered.get(&Asked::of(profile, today, top)?)
    }

    /// The best `top` posts for a profile on a day. It may look at many: call it where blocking is allowed.
    pub(crate) fn rank(&self, profile: Profile, today: Date, top: usize) -> Result<Arc<[Match]>, Refusal> {
        let asked = Asked::of(&profile, today, top);
        let profile = PreparedProfile::new(profile, Occupations::bundled())?;
        let ranking: Arc<[Match]> =
            self.posts.together.rank(&profile, &Weights::default(), today, top).into();
        if let Some(asked) = asked {
            self.remembered.put(asked, Arc::clone(&ranking));
        }
        Ok(ranking)
    }

    /// One post for a profile, whether its conditions hold or not; `None` if it is not on the board.
    pub(crate) fn score(&self, profile: &PreparedProfile, today: Date, id: PostId) -> Option<Match> {
        let post = self.posts.by_id.get(&id)?;
        Some(matching::score(profile, post, &Weights::default(), &Evidence::on(today)))
    }

    /// The same with a post added or replaced, and written to the index.
    pub(super) fn with(
        mut self,
        index: &mut TextIndex,
        post: &Post,
        organisation: Option<&Wording>,
        region: &Region,
    ) -> Self {
        self.remembered = Arc::default();
        let posts = Arc::make_mut(&mut self.posts);
        match prepared(index, post, organisation, region) {
            Some(ready) => posts.put(post.id, ready),
            None => posts.remove(post.id),
        }
        self
    }

    /// The same without a post, removed from the index too.
    pub(super) fn without(mut self, index: &mut TextIndex, id: PostId) -> Self {
        index.remove(&id.to_string());
        self.remembered = Arc::default();
        Arc::make_mut(&mut self.posts).remove(id);
        self
    }
}

/// Writes a post to the index and makes it ready. What the engine refuses is left out and logged: it is still listed.
pub(super) fn prepared(
    index: &mut TextIndex,
    post: &Post,
    organisation: Option<&Wording>,
    region: &Region,
) -> Option<PreparedPost> {
    let mut matched = indexed(post);
    if let Err(refusal) = index.put(&matched, &more_words(post, organisation, region)) {
        tracing::warn!(post = %post.id, %refusal, "a post cannot be searched");
    }
    matched.opens = post.details.opens;
    // The words are in the index; a score reads none of them, and they are most of what a post weighs.
    matched.text = String::new();
    PreparedPost::new(matched, Occupations::bundled())
        .inspect_err(|refusal| tracing::warn!(post = %post.id, %refusal, "a post cannot be matched"))
        .ok()
}
