//! Ranks of a scheme in which several classes stand beside each other: a partial order, with what two of one rank are to
//! each other stated.

use super::Scheme;
use serde::Serialize;

/// What two classes of one rank are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Alike {
    /// Equally high: each is at least the other.
    Equal,
    /// Not to be compared: neither is at least the other.
    Apart,
    /// Not to be compared, and asking is a mistake of the pack.
    Mistake,
}

impl Alike {
    /// Every one, by the name a pack writes.
    pub(crate) const ALL: &'static [(&'static str, Self)] =
        &[("equal", Self::Equal), ("apart", Self::Apart), ("mistake", Self::Mistake)];
}

/// The ranks of a scheme's classes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ranks {
    /// For each class its rank, the highest being 0.
    pub rank_of_class: Vec<u16>,
    /// What two classes of one rank are to each other.
    pub alike: Alike,
}

impl Ranks {
    /// The classes of the same rank, itself included; none if it stands alone.
    pub(crate) fn beside<'s>(&self, class: usize, scheme: &'s Scheme) -> Vec<&'s str> {
        let rank = self.rank_of_class.get(class);
        let same = scheme.values.iter().zip(&self.rank_of_class).filter(|(_, other)| Some(*other) == rank);
        let same: Vec<&str> = same.map(|(class, _)| class.id.as_str()).collect();
        if same.len() > 1 { same } else { Vec::new() }
    }

    /// The classes of the first rank that several share.
    pub(crate) fn any_shared<'s>(&self, scheme: &'s Scheme) -> Vec<&'s str> {
        let shared = (0..self.rank_of_class.len()).map(|class| self.beside(class, scheme));
        shared.into_iter().find(|classes| !classes.is_empty()).unwrap_or_default()
    }
}
