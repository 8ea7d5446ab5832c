//! Sets of facts as bits: what was read and what is missing is merged at every operation, so that must cost next to nothing.

/// A set of facts by the numbers that [`super::Bound`] gives them, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Paths {
    /// The first 128: nearly every case has no more.
    low: [u64; 2],
    /// The others, 64 to a word; never ends with a word of no bits. Boxed, so that what hardly ever is takes little room.
    #[expect(clippy::box_collection, reason = "a vector would make every value a third larger")]
    high: Option<Box<Vec<u64>>>,
}

const LOW: u32 = 128;

impl Paths {
    pub(crate) const NONE: Self = Self { low: [0; 2], high: None };

    pub(crate) fn one(number: u32) -> Self {
        let mut paths = Self::NONE;
        paths.insert(number);
        paths
    }

    pub(crate) fn insert(&mut self, number: u32) {
        let [first, second] = &mut self.low;
        match number {
            0..64 => *first |= 1 << number,
            64..LOW => *second |= 1 << (number - 64),
            _ => {
                let above = number - LOW;
                let Ok(word) = usize::try_from(above / 64) else { return };
                let high = self.high.get_or_insert_default();
                if high.len() <= word {
                    high.resize(word + 1, 0);
                }
                if let Some(bits) = high.get_mut(word) {
                    *bits |= 1 << (above % 64);
                }
            }
        }
    }

    fn words(&self) -> impl Iterator<Item = u64> + '_ {
        self.low.iter().chain(self.high.iter().flat_map(|high| high.iter())).copied()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.low == [0; 2] && self.high.is_none()
    }

    pub(crate) fn contains(&self, number: u32) -> bool {
        let word = usize::try_from(number / 64).ok().and_then(|word| self.words().nth(word));
        word.is_some_and(|bits| bits & (1 << (number % 64)) != 0)
    }

    /// How many facts are in it.
    pub(crate) fn len(&self) -> u32 {
        self.words().map(u64::count_ones).sum()
    }

    /// Whether the two share a fact.
    pub(crate) fn touches(&self, other: &Self) -> bool {
        self.words().zip(other.words()).any(|(a, b)| a & b != 0)
    }

    /// In order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words().zip(0_u32..).flat_map(|(bits, word)| Bits(bits).map(move |bit| word * 64 + bit))
    }
}

/// Adds what is not there yet.
pub(crate) fn merge(into: &mut Paths, more: &Paths) {
    for (bits, others) in into.low.iter_mut().zip(&more.low) {
        *bits |= others;
    }
    if let Some(more) = &more.high {
        let high = into.high.get_or_insert_default();
        if high.len() < more.len() {
            high.resize(more.len(), 0);
        }
        for (bits, others) in high.iter_mut().zip(more.iter()) {
            *bits |= others;
        }
    }
}

/// The numbers of the bits that are set.
struct Bits(u64);

impl Iterator for Bits {
    type Item = u32;
    fn next(&mut self) -> Option<u32> {
        let bit = self.0.trailing_zeros();
        self.0 &= self.0.wrapping_sub(1);
        (bit < 64).then_some(bit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn set(of: &BTreeSet<u32>) -> Paths {
        of.iter().fold(Paths::NONE, |mut paths, number| {
            paths.insert(*number);
            paths
        })
    }

    proptest! {
        #[test]
        fn sets_of_bits_are_sets(
            a in proptest::collection::btree_set(0_u32..600, 0..20),
            b in proptest::collection::btree_set(0_u32..600, 0..20),
        ) {
            let (x, y) = (set(&a), set(&b));
            let mut both = x.clone();
            merge(&mut both, &y);
            prop_assert_eq!(both.iter().collect::<Vec<_>>(), a.union(&b).copied().collect::<Vec<_>>());
            prop_assert_eq!(usize::try_from(both.len()).unwrap(), a.union(&b).count());
            prop_assert_eq!(x.touches(&y), a.intersection(&b).next().is_some());
            prop_assert_eq!(x.is_empty(), a.is_empty());
            prop_assert!((0..600).all(|number| x.contains(number) == a.contains(&number)));
        }
    }
}
