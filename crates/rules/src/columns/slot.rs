//! A register's column within one chunk: values, and for each row whether it is known, unknown, failed, or (none of the
//! three) known to be absent.

use super::bitmap::{last_mask, words_for};

/// One column of a chunk. Bits behind the last row are zero.
#[derive(Debug, Clone, Default)]
pub(super) struct Slot {
    /// Numbers, days, places in a scheme, numbers of texts, numerators.
    pub(super) lanes: Vec<i64>,
    /// Truth values.
    pub(super) bits: Vec<u64>,
    /// Where there is a value.
    pub(super) valid: Vec<u64>,
    pub(super) unknown: Vec<u64>,
    pub(super) failed: Vec<u64>,
}

/// A column, or one value for all rows.
#[derive(Clone, Copy)]
pub(super) enum Side<'s> {
    Column(&'s Slot),
    One(i64),
}

/// Every row of a level: as many bits as there are rows.
pub(super) fn live(len: usize) -> Vec<u64> {
    let mut words = vec![u64::MAX; words_for(len)];
    if let Some(last) = words.last_mut() {
        *last = last_mask(len);
    }
    words
}

/// The places of the bits that are set.
pub(super) fn ones(words: &[u64]) -> impl Iterator<Item = usize> {
    words.iter().enumerate().flat_map(|(number, word)| {
        let mut rest = *word;
        std::iter::from_fn(move || {
            if rest == 0 {
                return None;
            }
            let bit = usize::try_from(rest.trailing_zeros()).unwrap_or(0);
            rest &= rest - 1;
            Some(number * 64 + bit)
        })
    })
}

pub(super) fn is_set(words: &[u64], place: usize) -> bool {
    words.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
}

pub(super) fn set(words: &mut [u64], place: usize) {
    if let Some(word) = words.get_mut(place / 64) {
        *word |= 1 << (place % 64);
    }
}

pub(super) fn clear(words: &mut [u64], place: usize) {
    if let Some(word) = words.get_mut(place / 64) {
        *word &= !(1 << (place % 64));
    }
}

impl Slot {
    /// Makes room for numbers of so many rows.
    pub(super) fn for_lanes(&mut self, len: usize) {
        self.lanes.resize(len, 0);
        self.for_states(len);
    }

    /// Makes room for truth values of so many rows.
    pub(super) fn for_bits(&mut self, len: usize) {
        self.bits.resize(words_for(len), 0);
        self.for_states(len);
    }

    fn for_states(&mut self, len: usize) {
        let words = words_for(len);
        self.valid.resize(words, 0);
        self.unknown.resize(words, 0);
        self.failed.resize(words, 0);
    }

    /// Every row has the same state.
    pub(super) fn all(&mut self, live: &[u64], state: State) {
        let fill = |words: &mut Vec<u64>, is: bool| {
            for (word, live) in words.iter_mut().zip(live) {
                *word = if is { *live } else { 0 };
            }
        };
        fill(&mut self.valid, state == State::Valid);
        fill(&mut self.unknown, state == State::Unknown);
        fill(&mut self.failed, state == State::Failed);
    }

    /// The states of a result that needs all of some columns: a failure is final, then what is unknown counts, and what is
    /// absent fails.
    pub(super) fn strict(&mut self, live: &[u64], sides: &[Side<'_>]) {
        self.all(live, State::Valid);
        let mut columns = sides.iter().filter_map(|side| match side {
            Side::Column(slot) => Some(*slot),
            Side::One(_) => None,
        });
        let Some(first) = columns.next() else { return };
        self.valid.copy_from_slice(&first.valid);
        self.unknown.copy_from_slice(&first.unknown);
        self.failed.copy_from_slice(&first.failed);
        for other in columns {
            for (word, more) in self.valid.iter_mut().zip(&other.valid) {
                *word &= more;
            }
            for (word, more) in self.unknown.iter_mut().zip(&other.unknown) {
                *word |= more;
            }
            for (word, more) in self.failed.iter_mut().zip(&other.failed) {
                *word |= more;
            }
        }
        let states = self.valid.iter().zip(&mut self.unknown).zip(&mut self.failed);
        for (((valid, unknown), failed), live) in states.zip(live) {
            *unknown &= !*failed;
            *failed = live & !(valid | *unknown);
        }
    }

    /// The same states as another column.
    pub(super) fn states_of(&mut self, other: &Self) {
        self.valid.copy_from_slice(&other.valid);
        self.unknown.copy_from_slice(&other.unknown);
        self.failed.copy_from_slice(&other.failed);
    }

    /// A row that had a value has failed.
    pub(super) fn fail(&mut self, place: usize) {
        clear(&mut self.valid, place);
        set(&mut self.failed, place);
        if let Some(lane) = self.lanes.get_mut(place) {
            *lane = 0;
        }
    }
}

/// What a row of a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Valid,
    Unknown,
    Failed,
}
