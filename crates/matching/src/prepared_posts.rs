//! Many posts, ranked again and again: kept by what their occupation is and where they are. What a person gets for these two
//! is then found once for all posts that have them in common, and a ranking ends where the other parts, even if they were
//! all full, would not lift a post among the best any more. The order is that of [`rank`](crate::rank), to the point.

use crate::{
    conditions::{Answer, outcome},
    facts::Facts,
    matches::{Evidence, Match, score},
    parts::PartName,
    prepared::{PostOccupation, PreparedPost, PreparedProfile},
    ranking::Best,
    weights::Weights,
};
use jiff::civil::Date;
use std::{cmp::Reverse, collections::HashMap, sync::Arc};
use vocabulary::PlaceCode;

/// The parts that differ from post to post within a group.
const SINGLY: [PartName; 4] = [PartName::Skills, PartName::Experience, PartName::Pay, PartName::Language];

type ByPlace = HashMap<Option<PlaceCode>, Vec<Arc<PreparedPost>>>;

/// Posts made ready to be ranked together.
#[derive(Debug, Clone, Default)]
pub struct PreparedPosts {
    occupations: HashMap<Arc<PostOccupation>, ByPlace>,
}

impl PreparedPosts {
    /// Adds a post, which then shares with others of its occupation what they have in common. One of the same id that is held
    /// already is to be removed before.
    pub fn put(&mut self, mut post: PreparedPost) -> Arc<PreparedPost> {
        if let Some((shared, _)) = self.occupations.get_key_value(&post.occupation) {
            post.occupation = Arc::clone(shared);
        }
        let by_place = self.occupations.entry(Arc::clone(&post.occupation)).or_default();
        let post = Arc::new(post);
        by_place.entry(post.post().place.clone()).or_default().push(Arc::clone(&post));
        post
    }

    /// Removes a post, if it is held.
    pub fn remove(&mut self, post: &PreparedPost) {
        let Some(by_place) = self.occupations.get_mut(&post.occupation) else { return };
        let Some(posts) = by_place.get_mut(&post.post().place) else { return };
        posts.retain(|held| held.post().id != post.post().id);
        if posts.is_empty() {
            by_place.remove(&post.post().place);
        }
        if by_place.is_empty() {
            self.occupations.remove(&post.occupation);
        }
    }

    /// The best `n` posts for a person on a day. A post one of whose conditions is `no` is not offered.
    #[must_use]
    pub fn rank(&self, profile: &PreparedProfile, weights: &Weights, on: Date, n: usize) -> Vec<Match> {
        let facts = Facts::of(profile);
        let evidence = Evidence::on(on);
        let points = |part: PartName, post: &PreparedPost| {
            part.share(&facts, post, &evidence).points(weights.max_of(part))
        };
        let groups = self.groups(points);
        let most: i64 =
            SINGLY.iter().filter(|part| part.can_count(&facts)).map(|part| weights.max_of(*part)).sum();
        let mut best = Best::of(n);
        for (shared, posts) in groups {
            // The groups after this one have fewer points in common.
            if best.is_beyond(shared + most) {
                break;
            }
            for post in posts {
                let total = shared + SINGLY.iter().map(|part| points(*part, post)).sum::<i64>();
                if best.is_beyond(total) {
                    continue;
                }
                let answer = outcome(&facts, post, on, &[]);
                if answer != Answer::No {
                    best.offer(total, answer, &post.post().id, post.as_ref());
                }
            }
        }
        best.in_order().into_iter().map(|post| score(profile, post, weights, &evidence)).collect()
    }

    /// Each group with the points that all of its posts have in common, those with the most first.
    fn groups(&self, points: impl Fn(PartName, &PreparedPost) -> i64) -> Vec<(i64, &[Arc<PreparedPost>])> {
        let mut groups = Vec::new();
        for by_place in self.occupations.values() {
            let Some(any) = by_place.values().flatten().next() else { continue };
            let occupation = points(PartName::Occupation, any);
            for posts in by_place.values() {
                if let Some(any) = posts.first() {
                    groups.push((occupation + points(PartName::Place, any), posts.as_slice()));
                }
            }
        }
        groups.sort_unstable_by_key(|(shared, _)| Reverse(*shared));
        groups
    }
}
