//! What a change does to people: who gains, who loses, how much, by what is certain.

use super::{
    side::Worths,
    sums::{BulkError, Span},
};
use crate::assess::Sum;
use serde::Serialize;
use vocabulary::Currency;

/// How many people gain and lose, and what that comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Effect {
    /// How many rows.
    pub people: u64,
    /// Whose bundle is certainly worth more.
    pub gain: u64,
    /// Whose bundle is certainly worth less.
    pub lose: u64,
    /// Whose bundle is worth the same.
    pub same: u64,
    /// Where ranges overlap, or one currency rises as another falls.
    pub open: u64,
    /// How many of all of these have something undecided on either side, which could still change it.
    pub undecided: u64,
    /// What the bundles were worth before.
    pub before: Vec<Sum>,
    /// What they are worth after.
    pub after: Vec<Sum>,
    /// What those who gain, gain.
    pub gained: Vec<Sum>,
    /// What those who lose, lose.
    pub lost: Vec<Sum>,
}

/// The effect on one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupEffect {
    /// Its number: 0 is everybody whose group is not known.
    pub group: usize,
    /// The effect.
    #[serde(flatten)]
    pub effect: Effect,
}

/// An effect that is being counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Counting {
    pub(super) counts: [u64; 5],
    /// By currency: before, after, gained, lost.
    sums: Vec<[Span; 4]>,
}

/// What became of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Gain,
    Lose,
    Same,
    Open,
}

/// What became of a row, by its worth in each currency before and after.
pub(super) fn turn(worths: &[(Worths, Worths)], row: usize) -> Turn {
    let mut found: Option<Turn> = None;
    for (before, after) in worths {
        let at = |values: &[i64]| values.get(row).copied().unwrap_or(0);
        let (old, new) = ((at(&before.from), at(&before.to)), (at(&after.from), at(&after.to)));
        let turn = if old == new {
            Turn::Same
        } else if new.0 >= old.1 && new.1 > old.0 {
            Turn::Gain
        } else if new.1 <= old.0 && new.0 < old.1 {
            Turn::Lose
        } else {
            Turn::Open
        };
        found = Some(match (found, turn) {
            (None | Some(Turn::Same), turn) => turn,
            (Some(found), Turn::Same) => found,
            (Some(found), turn) if found == turn => turn,
            _ => Turn::Open,
        });
    }
    found.unwrap_or(Turn::Same)
}

impl Counting {
    pub(super) fn add(
        &mut self,
        turn: Turn,
        undecided: bool,
        worths: &[(Worths, Worths)],
        row: usize,
    ) -> Result<(), BulkError> {
        let [gain, lose, same, open, all_undecided] = &mut self.counts;
        *match turn {
            Turn::Gain => gain,
            Turn::Lose => lose,
            Turn::Same => same,
            Turn::Open => open,
        } += 1;
        *all_undecided += u64::from(undecided);
        if self.sums.len() < worths.len() {
            self.sums.resize(worths.len(), [Span::default(); 4]);
        }
        for ((before, after), sums) in worths.iter().zip(&mut self.sums) {
            let at = |values: &[i64]| values.get(row).copied().map_or(0, i128::from);
            let (old, new) = ((at(&before.from), at(&before.to)), (at(&after.from), at(&after.to)));
            let [sum_before, sum_after, gained, lost] = sums;
            sum_before.add(old.0, old.1)?;
            sum_after.add(new.0, new.1)?;
            match turn {
                Turn::Gain => gained.add(new.0 - old.1, new.1 - old.0)?,
                Turn::Lose => lost.add(old.0 - new.1, old.1 - new.0)?,
                Turn::Same | Turn::Open => {}
            }
        }
        Ok(())
    }

    pub(super) fn effect(&self, currencies: &[Currency]) -> Result<Effect, BulkError> {
        let [gain, lose, same, open, undecided] = self.counts;
        let sums = |which: usize| {
            let each = |(place, currency): (usize, &Currency)| {
                let span = self.sums.get(place).and_then(|sums| sums.get(which)).copied().unwrap_or_default();
                span.sum(*currency, "effect")
            };
            currencies.iter().enumerate().map(each).collect::<Result<Vec<Sum>, BulkError>>()
        };
        Ok(Effect {
            people: gain + lose + same + open,
            gain,
            lose,
            same,
            open,
            undecided,
            before: sums(0)?,
            after: sums(1)?,
            gained: sums(2)?,
            lost: sums(3)?,
        })
    }
}
