//! The best posts for a person and the best people for a post, in one order that never varies: more points first, then
//! those whose conditions all hold, then by id.

use crate::{
    conditions::{Answer, outcome},
    facts::Facts,
    matches::{Evidence, Match, score, total},
    prepared::{PreparedPost, PreparedProfile},
    weights::Weights,
};
use std::cmp::Reverse;

/// The best `n` posts for a person. A post one of whose conditions is `no` is not offered. `evidence` is asked for each
/// post by its id.
#[must_use]
pub fn rank(
    profile: &PreparedProfile,
    posts: &[PreparedPost],
    weights: &Weights,
    evidence: impl Fn(&str) -> Evidence,
    n: usize,
) -> Vec<Match> {
    let facts = Facts::of(profile);
    let order = best(
        posts,
        n,
        |post| post.post().id.as_str(),
        |post, id| standing(&facts, post, weights, &evidence(id)),
    );
    order.into_iter().map(|post| score(profile, post, weights, &evidence(&post.post().id))).collect()
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
    let id = |profile: &PreparedProfile| profile.profile().id.clone();
    let order = best(
        profiles,
        n,
        |profile| profile.profile().id.as_str(),
        |profile, id| standing(&Facts::of(profile), post, weights, &evidence(id)),
    );
    order.into_iter().map(|profile| score(profile, post, weights, &evidence(&id(profile)))).collect()
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

/// What decides the place in a ranking, the best first, and who has it.
type Placed<'a, T> = (Reverse<(i64, Answer)>, &'a str, &'a T);

fn best<'a, T>(
    all: &'a [T],
    n: usize,
    id: impl Fn(&'a T) -> &'a str,
    standing: impl Fn(&'a T, &'a str) -> Option<(i64, Answer)>,
) -> Vec<&'a T> {
    let mut offered: Vec<Placed<'a, T>> = all
        .iter()
        .filter_map(|one| {
            let id = id(one);
            standing(one, id).map(|standing| (Reverse(standing), id, one))
        })
        .collect();
    let by_rank = |a: &Placed<'_, T>, b: &Placed<'_, T>| (a.0, a.1).cmp(&(b.0, b.1));
    if n < offered.len() {
        offered.select_nth_unstable_by(n, by_rank);
        offered.truncate(n);
    }
    offered.sort_by(by_rank);
    offered.into_iter().map(|(_, _, one)| one).collect()
}
