//! A board while it is filled, a page of posts at a time: what was read of the database is not held any longer than its page.

use super::shown::{Posts, Shown, prepared};
use crate::model::Post;
use matching::TextIndex;
use organisations::model::Wording;
use platform::region::Region;
use vocabulary::Refusal;

/// What has been read so far.
pub(super) struct Filling {
    posts: Posts,
    index: TextIndex,
    read: usize,
}

impl Filling {
    pub(super) fn begin() -> Result<Self, Refusal> {
        Ok(Self { posts: Posts::default(), index: TextIndex::in_memory()?, read: 0 })
    }

    /// How many posts were read.
    pub(super) const fn count(&self) -> usize {
        self.read
    }

    pub(super) fn add(&mut self, post: &Post, organisation: Option<&Wording>, region: &Region) {
        self.read += 1;
        if let Some(ready) = prepared(&mut self.index, post, organisation, region) {
            self.posts.put(post.id, ready);
        }
    }

    /// What is shown, and the index for the changes to come.
    pub(super) fn finish(mut self) -> Result<(Shown, TextIndex), Refusal> {
        self.index.commit()?;
        Ok((Shown::new(self.posts, self.index.searching()), self.index))
    }
}
