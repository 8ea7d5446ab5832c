//! The difference between two versions over a whole population: how outcomes turn, measure by measure, under which
//! condition and article; and who gains and loses, by group.

use super::{
    effect::{Counting, Effect, GroupEffect, Turn, turn},
    paid::Bundles,
    side::{Side, Worths, worths},
    sums::{BulkError, Span, group_place},
};
use crate::{
    assess::{Bound, Outcome, Sum},
    columns::{Bitmap, MeasureColumn, Results},
};
use serde::Serialize;
use std::collections::BTreeMap;
use vocabulary::{Currency, Text};

/// One condition that decided on one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Because {
    /// Whether it is one of the version after, else of the one before.
    pub after: bool,
    /// The condition's id; `after_not_read` where it was not read whether the version still applies.
    pub condition: String,
    /// The article.
    pub article: Option<String>,
    /// For people.
    pub text: Option<Text>,
    /// Of how many it does not hold.
    pub no: u64,
    /// Of how many it is unknown.
    pub unknown: u64,
}

/// How the outcome of a measure turned, for how many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Transition {
    /// Before; absent where the measure was not there.
    pub before: Option<Outcome>,
    /// After; absent where the measure is not there.
    pub after: Option<Outcome>,
    /// How many.
    pub count: u64,
    /// What stood in the way before, and what does after.
    pub because: Vec<Because>,
    /// The first rows, from 0, if the outcome turned.
    pub examples: Vec<usize>,
}

/// One measure on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeasureDifference {
    /// Its id.
    pub id: String,
    /// Its family.
    pub family: String,
    /// For people: its title after, or before if it is gone.
    pub title: Text,
    /// Its article before.
    pub article_before: Option<String>,
    /// Its article after.
    pub article_after: Option<String>,
    /// Its version before; absent where it was not there.
    pub version_before: Option<String>,
    /// Its version after; absent where it is not there.
    pub version_after: Option<String>,
    /// Every turn that occurs, the most frequent first.
    pub transitions: Vec<Transition>,
    /// Of how many the measure holds on both sides with amounts that are known.
    pub both: u64,
    /// Of how many of those the amount certainly rose.
    pub raised: u64,
    /// Of how many of those it certainly fell.
    pub lowered: u64,
    /// What it came to before where it held, for all payments.
    pub before: Sum,
    /// What it comes to after.
    pub after: Sum,
    /// Where it holds and the amount is not known: before, after.
    pub amount_not_known: (u64, u64),
}

/// The difference over all rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DifferenceReport {
    /// How many rows.
    pub rows: u64,
    /// Who gains and who loses.
    pub effect: Effect,
    /// The same by group.
    pub groups: Vec<GroupEffect>,
    /// The first rows of those who gain, from 0.
    pub gain_examples: Vec<usize>,
    /// The first rows of those who lose.
    pub lose_examples: Vec<usize>,
    /// Every measure of either side: first those after, in their order, then those that are gone.
    pub measures: Vec<MeasureDifference>,
}

/// A difference that is being counted.
#[derive(Debug)]
pub struct Difference<'p> {
    before: Side<'p>,
    after: Side<'p>,
    pairs: Vec<Pair>,
    currencies: Vec<Currency>,
    examples: usize,
    rows: u64,
    effect: Counting,
    groups: Vec<Counting>,
    gain_examples: Vec<usize>,
    lose_examples: Vec<usize>,
}

/// A measure's places on both sides, and what was counted of it.
#[derive(Debug, Default)]
struct Pair {
    before: Option<usize>,
    after: Option<usize>,
    turns: BTreeMap<(Place, Place), Counted>,
    both: u64,
    raised: u64,
    lowered: u64,
    sums: [Span; 2],
    not_known: [u64; 2],
}

/// Where an outcome stands in a table of turns: 0 where the measure is not there.
type Place = u8;

#[derive(Debug, Default)]
struct Counted {
    count: u64,
    examples: Vec<usize>,
    /// By side (0 before, 1 after), by the place of the condition: of how many it does not hold, of how many it is unknown.
    because: [Vec<[u64; 2]>; 2],
    /// Of how many nothing but the version's own doubt decides, by side.
    not_read: [u64; 2],
}

const OUTCOMES: [Option<Outcome>; 5] =
    [None, Some(Outcome::Yes), Some(Outcome::No), Some(Outcome::Unknown), Some(Outcome::Refer)];

const fn place_of(outcome: Option<Outcome>) -> Place {
    match outcome {
        None => 0,
        Some(Outcome::Yes) => 1,
        Some(Outcome::No) => 2,
        Some(Outcome::Unknown) => 3,
        Some(Outcome::Refer) => 4,
    }
}

impl<'p> Difference<'p> {
    /// Begins to compare two sides. `examples` rows are kept of each turn.
    #[must_use]
    pub fn new(before: Side<'p>, after: Side<'p>, examples: usize) -> Self {
        let (before, after) = (before.with_conditions(), after.with_conditions());
        let mut pairs: Vec<Pair> = Vec::new();
        for (place, measure) in after.measures.iter().enumerate() {
            let same = |other: &crate::assess::Determination| {
                other.family == measure.family && other.id == measure.id
            };
            let earlier = before.measures.iter().position(same);
            pairs.push(Pair { before: earlier, after: Some(place), ..Pair::default() });
        }
        for place in 0..before.measures.len() {
            if !pairs.iter().any(|pair| pair.before == Some(place)) {
                pairs.push(Pair { before: Some(place), ..Pair::default() });
            }
        }
        Self {
            before,
            after,
            pairs,
            currencies: Vec::new(),
            examples,
            rows: 0,
            effect: Counting::default(),
            groups: Vec::new(),
            gain_examples: Vec::new(),
            lose_examples: Vec::new(),
        }
    }

    /// The sides: before, after.
    #[must_use]
    pub const fn sides(&self) -> (&Side<'p>, &Side<'p>) {
        (&self.before, &self.after)
    }

    /// Every row that is kept as an example so far, from 0.
    pub fn example_rows(&self) -> impl Iterator<Item = usize> {
        let turns = self.pairs.iter().flat_map(|pair| pair.turns.values());
        let of_turns = turns.flat_map(|counted| &counted.examples);
        of_turns.chain(&self.gain_examples).chain(&self.lose_examples).copied()
    }

    /// Adds a batch, by what the two sides made of it. `groups` has a number for each row, or is empty; `first_row` is the
    /// number of the batch's first row.
    ///
    /// # Errors
    /// If a sum does not fit, there are too many groups, or the results are not those of these sides.
    pub fn add(
        &mut self,
        before: &Results,
        after: &Results,
        groups: &[u32],
        first_row: usize,
    ) -> Result<(), BulkError> {
        let rows = before.rows;
        let fits = after.rows == rows
            && (groups.is_empty() || groups.len() == rows)
            && before.measures.len() == self.before.measures.len()
            && after.measures.len() == self.after.measures.len();
        if !fits {
            return Err(BulkError::Mismatch);
        }
        for measure in before.measures.iter().chain(&after.measures) {
            if !self.currencies.contains(&measure.amount.currency) {
                self.currencies.push(measure.amount.currency);
            }
        }
        self.add_pairs(before, after, first_row)?;
        let (bundles_before, bundles_after) = (&mut self.before.bundles, &mut self.after.bundles);
        let currencies = self.currencies.as_slice();
        let worth = |results: &Results, bundles: &mut Bundles<'_>| {
            let paid = bundles.paid(results);
            let worths: Option<Vec<Worths>> =
                currencies.iter().map(|currency| worths(results, &paid, bundles, *currency)).collect();
            (paid, worths)
        };
        // One side beside the other: each has patterns of its own to remember.
        let (of_before, of_after) = std::thread::scope(|scope| {
            let other = scope.spawn(|| worth(before, bundles_before));
            let own = worth(after, bundles_after);
            (other.join(), own)
        });
        let Ok((paid_before, worths_before)) = of_before else { return Err(BulkError::Mismatch) };
        let (paid_after, worths_after) = of_after;
        let both: Option<Vec<(Worths, Worths)>> =
            worths_before.zip(worths_after).map(|(old, new)| old.into_iter().zip(new).collect());
        let both = both.ok_or_else(|| BulkError::TooLarge("bundle".to_owned()))?;
        let open = paid_before.is_open.iter().zip(&paid_after.is_open);
        for (row, (open_before, open_after)) in open.enumerate() {
            let (turn, undecided) = (turn(&both, row), *open_before || *open_after);
            self.effect.add(turn, undecided, &both, row)?;
            if let Some(group) = groups.get(row) {
                group_place(&mut self.groups, *group)?.add(turn, undecided, &both, row)?;
            }
            let examples = match turn {
                Turn::Gain => &mut self.gain_examples,
                Turn::Lose => &mut self.lose_examples,
                Turn::Same | Turn::Open => continue,
            };
            if examples.len() < self.examples {
                examples.push(first_row.saturating_add(row));
            }
        }
        self.rows += u64::try_from(rows).map_err(|_| BulkError::Mismatch)?;
        Ok(())
    }

    /// Adds a batch to every measure, half of them on a thread of its own.
    fn add_pairs(&mut self, before: &Results, after: &Results, first_row: usize) -> Result<(), BulkError> {
        let (side_before, side_after, examples) = (&self.before.bundles, &self.after.bundles, self.examples);
        let add = |pairs: &mut [Pair]| -> Result<(), BulkError> {
            for pair in pairs {
                let old = pair.before.and_then(|place| before.measures.get(place));
                let new = pair.after.and_then(|place| after.measures.get(place));
                let payments = [
                    pair.before.map_or(1, |place| side_before.payments(place)),
                    pair.after.map_or(1, |place| side_after.payments(place)),
                ];
                pair.add(old, new, before.rows, payments, first_row, examples)?;
            }
            Ok(())
        };
        let half = self.pairs.len() / 2;
        let (one, other) = self.pairs.split_at_mut(half);
        std::thread::scope(|scope| {
            let one = scope.spawn(|| add(one));
            let other = add(other);
            one.join().map_err(|_| BulkError::Mismatch)?.and(other)
        })
    }

    /// What was counted.
    ///
    /// # Errors
    /// If a sum does not fit.
    pub fn report(&self) -> Result<DifferenceReport, BulkError> {
        let mut groups = Vec::new();
        for (group, counting) in self.groups.iter().enumerate() {
            if counting.counts.iter().any(|count| *count > 0) {
                groups.push(GroupEffect { group, effect: counting.effect(&self.currencies)? });
            }
        }
        let measures = self.pairs.iter().map(|pair| self.measure(pair));
        Ok(DifferenceReport {
            rows: self.rows,
            effect: self.effect.effect(&self.currencies)?,
            groups,
            gain_examples: self.gain_examples.clone(),
            lose_examples: self.lose_examples.clone(),
            measures: measures.collect::<Result<_, _>>()?,
        })
    }

    fn measure(&self, pair: &Pair) -> Result<MeasureDifference, BulkError> {
        let old = pair.before.and_then(|place| self.before.measures.get(place));
        let new = pair.after.and_then(|place| self.after.measures.get(place));
        let shown = new.or(old).ok_or(BulkError::Mismatch)?;
        let currency = |side: &Side<'p>, place: Option<usize>| {
            let measure = place.and_then(|place| side.currency(place));
            measure.unwrap_or(side.pack.currency)
        };
        let mut transitions: Vec<Transition> = Vec::new();
        for ((from, to), counted) in &pair.turns {
            let outcome = |place: &Place| OUTCOMES.get(usize::from(*place)).copied().flatten();
            let because =
                [(false, &self.before, old), (true, &self.after, new)].into_iter().zip(&counted.because);
            let mut reasons: Vec<Because> = because
                .flat_map(|((after, side, measure), conditions)| {
                    conditions.iter().enumerate().filter_map(move |(place, [no, unknown])| {
                        if no + unknown == 0 {
                            return None;
                        }
                        let measure = measure?;
                        let reason = side.condition(&measure.version, &measure.id, place)?;
                        Some(Because {
                            after,
                            condition: reason.id.clone(),
                            article: reason.article.clone().or_else(|| measure.article.clone()),
                            text: Some(reason.text.clone()),
                            no: *no,
                            unknown: *unknown,
                        })
                    })
                })
                .collect();
            for (after, count) in [(false, counted.not_read.first()), (true, counted.not_read.last())] {
                if let Some(count) = count.filter(|count| **count > 0) {
                    reasons.push(Because {
                        after,
                        condition: "after_not_read".to_owned(),
                        article: None,
                        text: None,
                        no: 0,
                        unknown: *count,
                    });
                }
            }
            reasons.sort_by_key(|because| (std::cmp::Reverse(because.no + because.unknown), because.after));
            transitions.push(Transition {
                before: outcome(from),
                after: outcome(to),
                count: counted.count,
                because: reasons,
                examples: counted.examples.clone(),
            });
        }
        transitions.sort_by_key(|transition| std::cmp::Reverse(transition.count));
        let [before, after] = pair.sums;
        let [not_known_before, not_known_after] = pair.not_known;
        Ok(MeasureDifference {
            id: shown.id.clone(),
            family: shown.family.clone(),
            title: shown.title.clone(),
            article_before: old.and_then(|measure| measure.article.clone()),
            article_after: new.and_then(|measure| measure.article.clone()),
            version_before: old.map(|measure| measure.version.clone()),
            version_after: new.map(|measure| measure.version.clone()),
            transitions,
            both: pair.both,
            raised: pair.raised,
            lowered: pair.lowered,
            before: before.sum(currency(&self.before, pair.before), &shown.id)?,
            after: after.sum(currency(&self.after, pair.after), &shown.id)?,
            amount_not_known: (not_known_before, not_known_after),
        })
    }
}

impl Pair {
    fn add(
        &mut self,
        before: Option<&MeasureColumn>,
        after: Option<&MeasureColumn>,
        rows: usize,
        payments: [i64; 2],
        first_row: usize,
        examples: usize,
    ) -> Result<(), BulkError> {
        for (rows, counted) in turned(before, after, rows) {
            let own = self.turns.entry(counted).or_default();
            own.count += u64::try_from(rows.count()).map_err(|_| BulkError::Mismatch)?;
            let (from, to) = counted;
            if from == to {
                continue;
            }
            let missing = examples.saturating_sub(own.examples.len());
            own.examples.extend(set_rows(&rows).take(missing).map(|row| first_row.saturating_add(row)));
            let [because_before, because_after] = &mut own.because;
            let [not_read_before, not_read_after] = &mut own.not_read;
            stood_in_the_way(before, from, &rows, because_before, not_read_before);
            stood_in_the_way(after, to, &rows, because_after, not_read_after);
        }
        let sides = [before, after].into_iter().zip(payments);
        for (((column, times), sum), not_known) in sides.zip(&mut self.sums).zip(&mut self.not_known) {
            let Some(column) = column else { continue };
            let (mut single, mut lacking) = (Span::default(), 0);
            let amounts = &column.amount;
            let states = column.outcome.iter().zip(&amounts.state);
            for ((outcome, state), (from, to)) in states.zip(amounts.from.iter().zip(&amounts.to)) {
                match (outcome, state) {
                    (Outcome::Yes, Bound::Known) => single.add(i128::from(*from), i128::from(*to))?,
                    (Outcome::Yes, Bound::Unknown | Bound::NotRead | Bound::Failed) => lacking += 1,
                    _ => {}
                }
            }
            let times = |part: i128| {
                let all = part.checked_mul(i128::from(times));
                all.ok_or_else(|| BulkError::TooLarge(column.id.clone()))
            };
            sum.add(times(single.from)?, times(single.to)?)?;
            *not_known += lacking;
        }
        if let (Some(before), Some(after)) = (before, after) {
            for row in 0..rows {
                if let (Some((old_from, old_to)), Some((new_from, new_to))) =
                    (amount(before, row), amount(after, row))
                {
                    self.both += 1;
                    self.raised += u64::from(new_from >= old_to && new_to > old_from);
                    self.lowered += u64::from(new_to <= old_from && new_from < old_to);
                }
            }
        }
        Ok(())
    }
}

/// The rows of each turn that occurs.
fn turned(
    before: Option<&MeasureColumn>,
    after: Option<&MeasureColumn>,
    rows: usize,
) -> Vec<(Bitmap, (Place, Place))> {
    let mut words: [[Option<Vec<u64>>; 5]; 5] = Default::default();
    let place = |column: Option<&MeasureColumn>, row: usize| {
        column.map_or(0, |column| place_of(column.outcome.get(row).copied()))
    };
    for row in 0..rows {
        let (from, to) = (place(before, row), place(after, row));
        let of_turn = words.get_mut(usize::from(from)).and_then(|turns| turns.get_mut(usize::from(to)));
        let of_turn = of_turn.map(|words| words.get_or_insert_with(|| vec![0; rows.div_ceil(64)]));
        if let Some(word) = of_turn.and_then(|words| words.get_mut(row / 64)) {
            *word |= 1 << (row % 64);
        }
    }
    let places = (0_u8..5).flat_map(|from| (0_u8..5).map(move |to| (from, to)));
    let turns = words.into_iter().flatten().zip(places);
    turns.filter_map(|(words, turn)| Some((Bitmap::from_words(words?, rows), turn))).collect()
}

/// The rows whose bit is set, in order.
fn set_rows(rows: &Bitmap) -> impl Iterator<Item = usize> {
    let words = rows.words().iter().enumerate().filter(|(_, word)| **word != 0);
    words.flat_map(|(place, word)| {
        (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| place * 64 + bit)
    })
}

/// The amount of a measure that holds, if it is known.
fn amount(column: &MeasureColumn, row: usize) -> Option<(i64, i64)> {
    let amount = &column.amount;
    if column.outcome.get(row) != Some(&Outcome::Yes) || amount.state.get(row) != Some(&Bound::Known) {
        return None;
    }
    Some((*amount.from.get(row)?, *amount.to.get(row)?))
}

/// Notes the conditions that kept a measure from holding in some rows of one outcome: those that failed where the outcome is
/// no, those that are not fulfilled where it is unknown.
fn stood_in_the_way(
    column: Option<&MeasureColumn>,
    outcome: Place,
    rows: &Bitmap,
    because: &mut Vec<[u64; 2]>,
    not_read: &mut u64,
) {
    let (no, unknown) = (place_of(Some(Outcome::No)), place_of(Some(Outcome::Unknown)));
    let Some(column) = column.filter(|_| outcome == no || outcome == unknown) else { return };
    because.resize(column.conditions.len(), [0; 2]);
    let ones = |word: u64| u64::from(word.count_ones());
    let mut explained = vec![0_u64; rows.words().len()];
    for (condition, [failed, undecided]) in column.conditions.iter().zip(because) {
        let results = condition.yes.words().iter().zip(condition.no.words());
        for ((rows, (yes, no)), explained) in rows.words().iter().zip(results).zip(&mut explained) {
            let fails = rows & no;
            let is_open = if outcome == unknown { rows & !yes & !no } else { 0 };
            *failed += ones(fails);
            *undecided += ones(is_open);
            *explained |= fails | is_open;
        }
    }
    *not_read +=
        rows.words().iter().zip(&explained).map(|(rows, explained)| ones(rows & !explained)).sum::<u64>();
}
