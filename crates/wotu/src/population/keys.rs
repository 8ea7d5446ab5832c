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

    /// How many rows from one on have the key that a row of the other has. A number is the text of its digits.
    pub fn run(&self, from: usize, other: &Self, other_row: usize) -> usize {
        fn run<T: PartialEq>(keys: &[T], from: usize, wanted: Option<&T>) -> usize {
            let rest = keys.get(from..).unwrap_or_default();
            rest.iter().take_while(|key| Some(*key) == wanted).count()
        }
        match (self, other) {
            (Self::Whole(keys), Self::Whole(others)) => run(keys, from, others.get(other_row)),
            (Self::Text(keys), Self::Text(others)) => run(keys, from, others.get(other_row)),
            _ => {
                let wanted = other.shown(other_row);
                (from..self.len()).take_while(|row| self.shown(*row) == wanted).count()
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_text_of_its_digits() {
        let whole = Keys::Whole(vec![7, 7, 8]);
        let text = Keys::Text(vec!["7".to_owned(), "8".to_owned()]);
        assert_eq!((whole.run(0, &text, 0), whole.run(2, &text, 1), whole.run(0, &text, 1)), (2, 1, 0));
        assert_eq!(whole.run(0, &whole, 1), 2);
        assert_eq!(whole.run(9, &text, 5), 0);
    }
}
