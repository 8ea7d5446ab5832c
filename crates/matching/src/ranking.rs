//! The best posts for a person and the best people for a post, in one order that never varies: more points first, then
//! those whose conditions all hold, then by id.

use crate::{
    conditions::{Answer, outcome},
    facts::Facts,
    matches::{Evidence, Match, score, total},
    prepared::{PreparedPost, PreparedProfile},
    weights::Weights,
};
use std::{borrow::Borrow, cmp::Reverse, collections::BinaryHeap};

/// The best `n` posts for a person. A post one of whose conditions is `no` is not offered. `evidence` is asked for each
/// post by its id. The posts may be held in any way (`Arc<PreparedPost>`, say) that lends them.
#[must_use]
pub fn rank<P: Borrow<PreparedPost>>(
    profile: &PreparedProfile,
    posts: &[P],
    weights: &Weights,
    evidence: impl Fn(&str) -> Evidence,
    n: usize,
) -> Vec<Match> {
    rank_lent(profile, &mut posts.iter().map(Borrow::<PreparedPost>::borrow), weights, &evidence, n)
}

/// [`rank`], for all ways to hold posts in one.
fn rank_lent<'a>(
    profile: &PreparedProfile,
    posts: &mut dyn Iterator<Item = &'a PreparedPost>,
    weights: &Weights,
    evidence: &dyn Fn(&str) -> Evidence,
    n: usize,
) -> Vec<Match> {
    let facts = Facts::of(profile);
    let mut best = Best::of(n);
    for post in posts {
        let id = post.post().id.as_str();
        if let Some((total, answer)) = standing(&facts, post, weights, &evidence(id)) {
            best.offer(total, answer, id, post);
        }
    }
    let order = best.in_order().into_iter();
    order.map(|post| score(profile, post, weights, &evidence(&post.post().id))).collect()
}

/// The best `n` people for a post. Somebody one of whose conditions is `no` is not listed. `evidence` is asked for each
/// person by id.
#[must_use]
pub fn rank_people(
    post: &PreparedPost,
    profiles: &[PreparedProfile],
    weights: &Weights,
    evidence: impl Fn(&str) -> Evidence,
    n: usize,
) -> Vec<Match> {
    let mut best = Best::of(n);
    for profile in profiles {
        let id = profile.profile().id.as_str();
        if let Some((total, answer)) = standing(&Facts::of(profile), post, weights, &evidence(id)) {
            best.offer(total, answer, id, profile);
        }
    }
    let order = best.in_order().into_iter();
    order.map(|profile| score(profile, post, weights, &evidence(&profile.profile().id))).collect()
}

/// The harmonic mean of what the two sides would give each other, rounded down: high only if both are.
#[must_use]
pub fn mutual(persons_side: i64, employers_side: i64) -> i64 {
    let (one, other) = (i128::from(persons_side.max(0)), i128::from(employers_side.max(0)));
    (2 * one * other).checked_div(one + other).and_then(|mean| i64::try_from(mean).ok()).unwrap_or(0)
}

/// Points and outcome; `None` if it is not offered.
fn standing(
    facts: &Facts<'_>,
    post: &PreparedPost,
    weights: &Weights,
    evidence: &Evidence,
) -> Option<(i64, Answer)> {
    let answer = outcome(facts, post, evidence.on, &evidence.conditions);
    (answer != Answer::No).then(|| (total(facts, post, weights, evidence), answer))
}

/// Somebody or something offered, with what decides its place: the smallest first.
struct Placed<'a, T> {
    standing: Reverse<(i64, Answer)>,
    id: &'a str,
    one: &'a T,
}

impl<T> Placed<'_, T> {
    const fn place(&self) -> (&Reverse<(i64, Answer)>, &str) {
        (&self.standing, self.id)
    }
}

impl<T> PartialEq for Placed<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        self.place() == other.place()
    }
}

impl<T> Eq for Placed<'_, T> {}

impl<T> PartialOrd for Placed<'_, T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Placed<'_, T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.place().cmp(&other.place())
    }
}

/// The first `n` of all that are offered. No more than `n` are kept at any time, however many there are.
pub(crate) struct Best<'a, T> {
    kept: BinaryHeap<Placed<'a, T>>,
    n: usize,
}

impl<'a, T> Best<'a, T> {
    pub(crate) fn of(n: usize) -> Self {
        Self { kept: BinaryHeap::new(), n }
    }

    /// Whether nobody with so many points can be among the first `n` any more, whatever else speaks for them.
    pub(crate) fn is_beyond(&self, total: i64) -> bool {
        let is_full = self.kept.len() >= self.n;
        is_full && self.kept.peek().is_none_or(|last| total < last.standing.0.0)
    }

    /// Takes one if it is among the first `n` so far.
    pub(crate) fn offer(&mut self, total: i64, answer: Answer, id: &'a str, one: &'a T) {
        let placed = Placed { standing: Reverse((total, answer)), id, one };
        if self.kept.len() < self.n {
            self.kept.push(placed);
        } else if let Some(mut last) = self.kept.peek_mut()
            && placed < *last
        {
            *last = placed;
        }
    }

    /// The first first.
    pub(crate) fn in_order(self) -> Vec<&'a T> {
        self.kept.into_sorted_vec().into_iter().map(|placed| placed.one).collect()
    }
}
