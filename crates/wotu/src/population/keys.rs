//! The column that names a person, and by which members find theirs.

/// The keys of some rows.
#[derive(Debug, Clone)]
pub enum Keys {
    /// Whole numbers.
    Whole(Vec<i64>),
    /// Texts.
    Text(Vec<String>),
}

impl Keys {
    /// How many rows.
    pub const fn len(&self) -> usize {
        match self {
            Self::Whole(keys) => keys.len(),
            Self::Text(keys) => keys.len(),
        }
    }

    /// The key of a row, as it is shown.
    pub fn shown(&self, row: usize) -> Option<String> {
        match self {
            Self::Whole(keys) => keys.get(row).map(ToString::to_string),
            Self::Text(keys) => keys.get(row).cloned(),
        }
    }

    /// Whether a row of this one has the key that a row of the other has. A number is the text of its digits.
    pub fn same(&self, row: usize, other: &Self, other_row: usize) -> bool {
        match (self, other) {
            (Self::Whole(a), Self::Whole(b)) => {
                matches!((a.get(row), b.get(other_row)), (Some(a), Some(b)) if a == b)
            }
            (Self::Text(a), Self::Text(b)) => {
                matches!((a.get(row), b.get(other_row)), (Some(a), Some(b)) if a == b)
            }
            _ => self.shown(row).is_some() && self.shown(row) == other.shown(other_row),
        }
    }

    /// Takes the first `count` rows out.
    pub fn take_front(&mut self, count: usize) -> Self {
        match self {
            Self::Whole(keys) => Self::Whole(take_front(keys, count)),
            Self::Text(keys) => Self::Text(take_front(keys, count)),
        }
    }
}

/// Takes the first `count` values out.
pub fn take_front<T>(values: &mut Vec<T>, count: usize) -> Vec<T> {
    let rest = values.split_off(count.min(values.len()));
    std::mem::replace(values, rest)
}
