//! Fixed chance: a stream of draws that depends only on a seed, a name and an index, whatever the machine and the
//! version of any library of distributions.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

/// The seed of the demonstration region and of tests.
pub const DEMO: u64 = 20_261_122;

/// Draws by ChaCha8. The same `(seed, kind, index)` gives the same draws for ever; different ones give independent
/// ones.
#[derive(Debug, Clone)]
pub struct Draw(ChaCha8Rng);

impl Draw {
    /// The draws for the thing `index` of `kind` under `seed`.
    #[must_use]
    pub fn new(seed: u64, kind: Kind, index: u64) -> Self {
        let mut key = [0_u8; 32];
        for (to, from) in key.iter_mut().zip(seed.to_le_bytes().into_iter().chain([kind.byte()])) {
            *to = from;
        }
        let mut stream = ChaCha8Rng::from_seed(key);
        stream.set_stream(index);
        Self(stream)
    }

    /// A number from 0 to `end`, without it; 0 if `end` is 0. The bias is below one in 2^32 for the small ranges used.
    pub fn below(&mut self, end: u32) -> u32 {
        let wide = u64::from(self.0.next_u32()) * u64::from(end);
        u32::try_from(wide >> 32).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included; `low` if they are the wrong way round.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        low.saturating_add(self.below(high.saturating_sub(low).saturating_add(1)))
    }

    /// True in `percent` of a hundred cases.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One of them, each as likely; none of none.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let end = u32::try_from(from.len()).unwrap_or(u32::MAX);
        from.get(usize::try_from(self.below(end)).unwrap_or(0))
    }

    /// One of them, each as likely as its weight; none of none.
    pub fn pick_by<'a, T>(&mut self, from: &'a [T], weight: impl Fn(&T) -> u32) -> Option<&'a T> {
        let total = from.iter().fold(0_u32, |sum, one| sum.saturating_add(weight(one)));
        let mut left = self.below(total);
        from.iter().find(|one| {
            let found = left < weight(one);
            left = left.saturating_sub(weight(one));
            found
        })
    }

    /// `count` different ones of them, in their order; all of them if there are fewer.
    pub fn some<'a, T>(&mut self, from: &'a [T], count: usize) -> Vec<&'a T> {
        let mut wanted = count.min(from.len());
        let mut left = from.len();
        let mut chosen = Vec::with_capacity(wanted);
        for one in from {
            let end = u32::try_from(left).unwrap_or(u32::MAX);
            if usize::try_from(self.below(end)).unwrap_or(usize::MAX) < wanted {
                chosen.push(one);
                wanted = wanted.saturating_sub(1);
            }
            left = left.saturating_sub(1);
        }
        chosen
    }
}

/// What is drawn for: each kind has its own draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A person's facts and name.
    Person,
    /// The birthday and number of a person, kept apart so that no two people share a number.
    Birthday,
    /// An organisation.
    Organisation,
    /// A post.
    Post,
    /// Whatever else a test or benchmark draws.
    Other,
}

impl Kind {
    const fn byte(self) -> u8 {
        match self {
            Self::Person => 1,
            Self::Birthday => 2,
            Self::Organisation => 3,
            Self::Post => 4,
            Self::Other => 5,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_index_draws_the_same_and_another_does_not() {
        let draws = |index| {
            let mut draw = Draw::new(DEMO, Kind::Person, index);
            [(); 8].map(|()| draw.below(1_000_000))
        };
        assert_eq!(draws(3), draws(3));
        assert_ne!(draws(3), draws(4));
        let mut other = Draw::new(DEMO, Kind::Post, 3);
        assert_ne!(draws(3), [(); 8].map(|()| other.below(1_000_000)));
    }

    #[test]
    fn a_range_is_reached_at_both_ends_and_never_left() {
        let mut draw = Draw::new(1, Kind::Other, 0);
        let drawn: Vec<u32> = (0..1_000).map(|_| draw.between(3, 7)).collect();
        assert_eq!((drawn.iter().min(), drawn.iter().max()), (Some(&3), Some(&7)));
        assert_eq!(draw.below(0), 0);
        assert_eq!(draw.pick::<u8>(&[]), None);
    }

    #[test]
    fn weights_are_kept_and_a_weight_of_zero_is_never_drawn() {
        let mut draw = Draw::new(1, Kind::Other, 1);
        let drawn: Vec<u32> = (0..4_000).filter_map(|_| draw.pick_by(&[0, 1, 3], |w| *w).copied()).collect();
        let threes = drawn.iter().filter(|w| **w == 3).count();
        assert_eq!(drawn.len(), 4_000);
        assert!(!drawn.contains(&0));
        assert!((2_850..3_150).contains(&threes), "{threes}");
    }

    #[test]
    fn some_are_different_and_as_many_as_asked() {
        let mut draw = Draw::new(1, Kind::Other, 2);
        for count in 0..=5 {
            let chosen = draw.some(&[1, 2, 3, 4], count);
            assert_eq!(chosen.len(), count.min(4));
            assert!(chosen.is_sorted_by(|a, b| a < b));
        }
    }
}
