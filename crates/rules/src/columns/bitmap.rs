//! Bits by row, in words of 64.

/// One bit per row. Bits after the last row are zero.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bitmap {
    words: Vec<u64>,
    len: usize,
}

/// How many words hold so many bits.
pub(super) const fn words_for(len: usize) -> usize {
    len.div_ceil(64)
}

/// The bits of the last word that belong to rows.
pub(super) const fn last_mask(len: usize) -> u64 {
    match len % 64 {
        0 => u64::MAX,
        rest => (1 << rest) - 1,
    }
}

impl Bitmap {
    /// No bit is set.
    #[must_use]
    pub fn empty(len: usize) -> Self {
        Self { words: vec![0; words_for(len)], len }
    }

    /// Every bit is set.
    #[must_use]
    pub fn full(len: usize) -> Self {
        Self::from_words(vec![u64::MAX; words_for(len)], len)
    }

    /// The bits that a function says, row by row.
    #[must_use]
    pub fn from_fn(len: usize, mut bit: impl FnMut(usize) -> bool) -> Self {
        let mut words = Vec::with_capacity(words_for(len));
        for start in (0..len).step_by(64) {
            let of_word = start..len.min(start + 64);
            words.push(of_word.rev().fold(0, |word, row| (word << 1) | u64::from(bit(row))));
        }
        Self { words, len }
    }

    /// Words as they are; bits after the last row are dropped.
    #[must_use]
    pub fn from_words(mut words: Vec<u64>, len: usize) -> Self {
        words.resize(words_for(len), 0);
        if let Some(last) = words.last_mut() {
            *last &= last_mask(len);
        }
        Self { words, len }
    }

    /// How many rows.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no row.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The bit of a row; `false` after the last.
    #[must_use]
    pub fn get(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// Sets the bit of a row; nothing after the last.
    pub fn set(&mut self, row: usize, bit: bool) {
        if row >= self.len {
            return;
        }
        if let Some(word) = self.words.get_mut(row / 64) {
            *word = *word & !(1 << (row % 64)) | u64::from(bit) << (row % 64);
        }
    }

    /// How many bits are set.
    #[must_use]
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| usize::try_from(word.count_ones()).unwrap_or(0)).sum()
    }

    /// The words; row 0 is the lowest bit of the first.
    #[must_use]
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// Copies the bits of some rows into words of their own.
    pub(super) fn copy_into(&self, start: usize, len: usize, into: &mut Vec<u64>) {
        into.clear();
        let rest = self.words.get(start / 64..).unwrap_or_default();
        let shift = start % 64;
        if shift == 0 {
            into.extend(rest.iter().take(words_for(len)));
        } else {
            let next = rest.iter().skip(1).chain(std::iter::once(&0));
            let shifted = rest.iter().zip(next).map(|(low, high)| low >> shift | high << (64 - shift));
            into.extend(shifted.take(words_for(len)));
        }
        into.resize(words_for(len), 0);
        if let Some(last) = into.last_mut() {
            *last &= last_mask(len);
        }
    }

    /// Adds rows behind the last.
    pub(super) fn append(&mut self, words: &[u64], len: usize) {
        let shift = self.len % 64;
        self.len += len;
        let count = words_for(len);
        for (place, word) in words.iter().take(count).enumerate() {
            let word = if place + 1 == count { word & last_mask(len) } else { *word };
            if shift == 0 {
                self.words.push(word);
            } else {
                if let Some(last) = self.words.last_mut() {
                    *last |= word << shift;
                }
                self.words.push(word >> (64 - shift));
            }
        }
        self.words.truncate(words_for(self.len));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_part_copied_and_appended_holds_the_same_bits(bits in proptest::collection::vec(any::<bool>(), 0..300), at in 0_usize..300) {
            let at = at.min(bits.len());
            let whole = Bitmap::from_fn(bits.len(), |row| bits[row]);
            let mut joined = Bitmap::empty(0);
            let mut words = Vec::new();
            for (start, len) in [(0, at), (at, bits.len() - at)] {
                whole.copy_into(start, len, &mut words);
                joined.append(&words, len);
            }
            prop_assert_eq!(&joined, &whole);
            prop_assert_eq!(whole.count(), bits.iter().filter(|bit| **bit).count());
            prop_assert!((0..bits.len()).all(|row| whole.get(row) == bits[row]));
        }
    }

    #[test]
    fn a_bit_is_set_and_cleared_and_none_is_behind_the_last_row() {
        let mut bits = Bitmap::full(65);
        bits.set(64, false);
        bits.set(65, true);
        assert_eq!((bits.count(), bits.get(63), bits.get(64), bits.get(65)), (64, true, false, false));
    }
}
