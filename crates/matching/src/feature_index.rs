//! Which labels hold a feature of titles, and so how rare each feature is. Close to a million entries: they stand in one flat
//! list, feature by feature, and each feature is counted once.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// By the hash of a feature, which is not hashed a second time.
type ByHash<T> = HashMap<u64, T, BuildHasherDefault<AsItIs>>;

/// Takes a hash for what it is.
#[derive(Debug, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn write(&mut self, bytes: &[u8]) {
        // Keys are 64-bit numbers; this is for completeness.
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }
}

/// The labels that hold each feature.
#[derive(Debug, Default)]
pub(crate) struct FeatureIndex {
    /// Where the holders of each feature begin and end, by the feature's hash.
    places: ByHash<(u32, u32)>,
    /// Places of labels: ascending within a feature.
    holders: Box<[u32]>,
    /// How many labels there are.
    labels: u32,
}

impl FeatureIndex {
    /// The places of the labels that hold a feature.
    pub(crate) fn holders(&self, feature: u64) -> &[u32] {
        let range = self.places.get(&feature).map(|(from, to)| index(*from)..index(*to));
        range.and_then(|range| self.holders.get(range)).unwrap_or_default()
    }

    /// How much a feature says: one more than the binary logarithm of labels per holder, rounded down; as rare as can be if
    /// no label has it.
    pub(crate) fn weight(&self, feature: u64) -> u32 {
        let holders = u32::try_from(self.holders(feature).len()).unwrap_or(u32::MAX);
        weight(self.labels, holders)
    }
}

fn weight(labels: u32, holders: u32) -> u32 {
    1 + (labels / holders.max(1)).max(1).ilog2()
}

/// Labels with their features, one after the other, until all are known.
#[derive(Debug, Default)]
pub(crate) struct Gathering {
    /// The number of each feature, by its hash, in the order in which they were first met.
    numbers: ByHash<u32>,
    /// How many labels hold each, by its number.
    counts: Vec<u32>,
    /// The features of all labels, by number; where those of each label end.
    features: Vec<u32>,
    ends: Vec<u32>,
}

impl Gathering {
    /// The next label's features, none of them twice.
    pub(crate) fn add(&mut self, features: &[u64]) {
        for feature in features {
            let next = length(&self.counts);
            let number = *self.numbers.entry(*feature).or_insert(next);
            match self.counts.get_mut(index(number)) {
                Some(count) => *count += 1,
                None => self.counts.push(1),
            }
            self.features.push(number);
        }
        self.ends.push(length(&self.features));
    }

    /// The index, and the weight of each label: the sum of those of its features.
    pub(crate) fn finish(self) -> (FeatureIndex, Vec<u32>) {
        let Self { numbers, counts, features, ends } = self;
        let labels = length(&ends);
        let mut next = Vec::with_capacity(counts.len());
        let mut sum = 0_u32;
        for count in &counts {
            next.push(sum);
            sum += count;
        }
        let mut holders = vec![0_u32; features.len()];
        let mut weights = Vec::with_capacity(ends.len());
        let mut start = 0;
        for (label, end) in (0_u32..).zip(&ends) {
            let end = index(*end);
            let mut all = 0_u32;
            for number in features.get(start..end).unwrap_or_default() {
                let number = index(*number);
                all += weight(labels, counts.get(number).copied().unwrap_or(1));
                if let Some(place) = next.get_mut(number) {
                    if let Some(holder) = holders.get_mut(index(*place)) {
                        *holder = label;
                    }
                    *place += 1;
                }
            }
            weights.push(all);
            start = end;
        }
        // Each `next` now stands behind the last holder of its feature.
        let places = numbers
            .into_iter()
            .filter_map(|(feature, number)| {
                let to = *next.get(index(number))?;
                Some((feature, (to - counts.get(index(number))?, to)))
            })
            .collect();
        (FeatureIndex { places, holders: holders.into_boxed_slice(), labels }, weights)
    }
}

/// The tables are compiled in: their features are counted in millions, never in billions.
fn length<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

fn index(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_names_its_labels_and_weighs_by_its_rarity() {
        let mut gathering = Gathering::default();
        for features in [&[7, 8][..], &[7], &[], &[9, 7], &[7, 8]] {
            gathering.add(features);
        }
        let (found, weights) = gathering.finish();
        assert_eq!(found.holders(7), [0, 1, 3, 4]);
        assert_eq!(found.holders(8), [0, 4]);
        assert_eq!(found.holders(9), [3]);
        assert!(found.holders(1).is_empty());
        assert_eq!([7, 8, 9, 1].map(|feature| found.weight(feature)), [1, 2, 3, 3]);
        assert_eq!(weights, [3, 1, 0, 4, 3]);
    }

    #[test]
    fn without_labels_everything_is_as_rare_as_can_be() {
        let (found, weights) = Gathering::default().finish();
        assert_eq!((found.weight(7), weights.len(), found.holders(7).len()), (1, 0, 0));
    }
}
