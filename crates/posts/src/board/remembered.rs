//! The rankings that were asked for lately. Whoever looks at the results again, in the other language, or after an
//! application, is not ranked anew. They belong to one moment of the board and end with it, so that none is ever old.

use jiff::civil::Date;
use matching::{Match, Profile};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// How many are remembered, a few kilobytes each. When there are more, all are forgotten: a board seldom stands as long.
const MOST: usize = 500;

/// What was asked: everything that a ranking depends on beside the board.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Asked {
    /// A profile has lists and no order of its own; its JSON tells two apart.
    profile: String,
    today: Date,
    top: usize,
}

impl Asked {
    /// `None` for a profile that cannot be written down, which is then ranked each time.
    pub(crate) fn of(profile: &Profile, today: Date, top: usize) -> Option<Self> {
        Some(Self { profile: serde_json::to_string(profile).ok()?, today, top })
    }
}

/// Rankings by what was asked.
#[derive(Debug, Default)]
pub(super) struct Remembered(Mutex<HashMap<Asked, Arc<[Match]>>>);

impl Remembered {
    pub(super) fn get(&self, asked: &Asked) -> Option<Arc<[Match]>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(asked).cloned()
    }

    pub(super) fn put(&self, asked: Asked, ranking: Arc<[Match]>) {
        let mut rankings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if rankings.len() >= MOST {
            rankings.clear();
        }
        rankings.insert(asked, ranking);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn another_day_another_profile_and_another_length_are_other_questions() {
        let remembered = Remembered::default();
        let profile = Profile::default();
        let other = Profile { years_of_experience: Some(3), ..Profile::default() };
        let today = date(2026, 11, 22);
        let asked = Asked::of(&profile, today, 5).unwrap();
        remembered.put(asked.clone(), Arc::from([]));
        assert!(remembered.get(&asked).is_some());
        for unlike in [
            Asked::of(&profile, date(2026, 11, 23), 5),
            Asked::of(&profile, today, 6),
            Asked::of(&other, today, 5),
        ] {
            assert!(remembered.get(&unlike.unwrap()).is_none());
        }
    }

    #[test]
    fn no_more_are_kept_than_stated() {
        let remembered = Remembered::default();
        for top in 0..=MOST {
            let asked = Asked::of(&Profile::default(), date(2026, 11, 22), top).unwrap();
            remembered.put(asked, Arc::from([]));
        }
        assert_eq!(remembered.0.lock().unwrap().len(), 1);
    }
}
