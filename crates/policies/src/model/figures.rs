//! What may leave of a tally: figures of ten persons and more. A cell of one to nine persons is told as "fewer than ten",
//! and whatever would give it away by subtraction is withheld: another cell of its row, the figures after a change that
//! touches so few, and sums of money of so few.

use super::{MeasureTally, Side, Sums, Tallies, Words};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::Money;

/// Fewer persons than this are not told.
pub const LEAST: u64 = 10;

/// How many persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = policies::Figure)]
pub enum Figure {
    /// So many: none, or ten and more.
    Persons(u64),
    /// One to nine.
    FewerThanTen,
    /// Not told, because it would give away a figure of fewer than ten.
    Withheld,
}

impl Figure {
    fn of(persons: u64) -> Self {
        if is_small(persons) { Self::FewerThanTen } else { Self::Persons(persons) }
    }

    /// The number, if it is told.
    #[must_use]
    pub const fn told(self) -> Option<u64> {
        match self {
            Self::Persons(persons) => Some(persons),
            Self::FewerThanTen | Self::Withheld => None,
        }
    }
}

const fn is_small(persons: u64) -> bool {
    persons > 0 && persons < LEAST
}

/// A sum that some persons come to, from the least to the most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = policies::Cost)]
pub struct Cost {
    /// ISO 4217.
    pub currency: String,
    /// The least, in minor units.
    pub from_minor: i64,
    /// The most, in minor units.
    pub to_minor: i64,
    /// The same, for pages.
    #[serde(skip)]
    #[schema(ignore)]
    pub range: (Money, Money),
}

/// One side of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = policies::SideFigures)]
pub struct SideFigures {
    /// Entitled.
    pub yes: Figure,
    /// Not entitled.
    pub no: Figure,
    /// Undecided.
    pub unknown: Figure,
    /// Negotiated individually.
    pub refer: Figure,
    /// Entitled to an amount that is not known, and not in the cost.
    pub without_amount: Figure,
    /// What the entitled come to; nothing if it is withheld.
    pub cost: Option<Vec<Cost>>,
}

/// A measure on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = policies::MeasureFigures)]
pub struct MeasureFigures {
    /// The family of its version.
    pub family: String,
    /// Its id.
    pub id: String,
    /// For people.
    pub title: Words,
    /// `once`, `year` or `month`, if it is an amount: what the cost is of.
    pub per: Option<String>,
    /// Under the edition that the draft was begun from; nothing if it has no such measure.
    pub before: Option<SideFigures>,
    /// Under the draft; nothing if it has no such measure.
    pub after: Option<SideFigures>,
    /// Who become entitled.
    pub granted: Figure,
    /// Who are entitled no more.
    pub withdrawn: Figure,
    /// Who are entitled to more.
    pub more: Figure,
    /// Who are entitled to less.
    pub less: Figure,
}

/// What a simulation tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = policies::SimulationFigures)]
pub struct Figures {
    /// How many persons were counted.
    pub persons: Figure,
    /// Who only gain.
    pub gain: Figure,
    /// Who only lose.
    pub lose: Figure,
    /// Who gain by some measures and lose by others.
    pub mixed: Figure,
    /// What the best combinations of all persons come to, before; nothing if it is withheld.
    pub total_before: Option<Vec<Cost>>,
    /// What they come to, after.
    pub total_after: Option<Vec<Cost>>,
    /// By measure.
    pub measures: Vec<MeasureFigures>,
}

impl Figures {
    /// What may be told of a tally.
    #[must_use]
    pub fn of(tallies: &Tallies) -> Self {
        let before = !is_small(tallies.paid_before);
        // What changed for few is the difference of two sums.
        let after = before && !is_small(tallies.paid_after) && !is_small(tallies.paid_otherwise);
        Self {
            persons: Figure::of(tallies.persons),
            gain: Figure::of(tallies.gain),
            lose: Figure::of(tallies.lose),
            mixed: Figure::of(tallies.mixed),
            total_before: before.then(|| costs(&tallies.total_before)),
            total_after: after.then(|| costs(&tallies.total_after)),
            measures: tallies.measures.iter().map(MeasureFigures::of).collect(),
        }
    }
}

impl MeasureFigures {
    fn of(tally: &MeasureTally) -> Self {
        let MeasureTally { before, after, moved, granted, withdrawn, more, less, .. } = tally;
        let is_yes_given_away = is_small(*granted) || is_small(*withdrawn);
        let is_all_given_away = is_small(*moved);
        let hidden =
            [is_yes_given_away || is_all_given_away, is_all_given_away, is_all_given_away, is_all_given_away];
        let is_cost_given_away = is_small(*more) || is_small(*less);
        let both = before.is_there && after.is_there;
        Self {
            family: tally.family.clone(),
            id: tally.id.clone(),
            title: tally.title.clone(),
            per: tally.per.clone(),
            before: before.is_there.then(|| SideFigures::of(before, [false; 4], false)),
            // Without a side before, what is after is no difference to anything that is told.
            after: after.is_there.then(|| {
                if both {
                    SideFigures::of(after, hidden, is_cost_given_away)
                } else {
                    SideFigures::of(after, [false; 4], false)
                }
            }),
            granted: Figure::of(*granted),
            withdrawn: Figure::of(*withdrawn),
            more: Figure::of(*more),
            less: Figure::of(*less),
        }
    }
}

impl SideFigures {
    /// Of one side; `given_away` says which cells another figure would give away.
    fn of(side: &Side, given_away: [bool; 4], is_cost_given_away: bool) -> Self {
        let persons = [side.yes, side.no, side.unknown, side.refer];
        let mut cells: Vec<Figure> = persons
            .into_iter()
            .zip(given_away)
            .map(|(persons, hidden)| if hidden { Figure::Withheld } else { Figure::of(persons) })
            .collect();
        // The row's sum is told, and so is what the hidden cells come to: it may be neither of one cell nor of few.
        loop {
            let hidden = || cells.iter().zip(persons).filter(|(cell, _)| cell.told().is_none());
            let (count, sum) = (hidden().count(), hidden().map(|(_, persons)| persons).sum());
            if count == 0 || (count > 1 && !is_small(sum)) {
                break;
            }
            let told = cells.iter_mut().filter(|cell| cell.told().is_some_and(|persons| persons > 0));
            let Some(least) = told.min_by_key(|cell| cell.told()) else { break };
            *least = Figure::Withheld;
        }
        let mut cells = cells.into_iter();
        let mut next = || cells.next().unwrap_or(Figure::Withheld);
        let (yes, no, unknown, refer) = (next(), next(), next(), next());
        let with_amount = side.yes.saturating_sub(side.without_amount);
        let is_cost_told = yes.told().is_some()
            && !is_cost_given_away
            && !is_small(with_amount)
            && !is_small(side.without_amount);
        let without_amount =
            if yes.told().is_some() { Figure::of(side.without_amount) } else { Figure::Withheld };
        Self { yes, no, unknown, refer, without_amount, cost: is_cost_told.then(|| costs(&side.cost)) }
    }
}

fn costs(sums: &Sums) -> Vec<Cost> {
    let minor = |sum: i128| i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX });
    let cost = |(currency, (from, to)): (&vocabulary::Currency, &(i128, i128))| {
        let (from, to) = (minor(*from), minor(*to));
        let money = |minor| Money { minor, currency: *currency };
        Cost {
            currency: currency.to_string(),
            from_minor: from,
            to_minor: to,
            range: (money(from), money(to)),
        }
    };
    sums.iter().map(cost).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use vocabulary::Currency;

    fn side(yes: u64, no: u64, unknown: u64, refer: u64) -> Side {
        let cost = Sums::from([(Currency::CNY, (i128::from(yes) * 100_000, i128::from(yes) * 100_000))]);
        Side { is_there: true, yes, no, unknown, refer, without_amount: 0, cost }
    }

    fn tally(before: Side, after: Side, granted: u64, withdrawn: u64, moved: u64) -> MeasureTally {
        let words = Words { zh: "补贴".to_owned(), en: "Allowance".to_owned(), others: Default::default() };
        MeasureTally {
            family: "talent".to_owned(),
            id: "a".to_owned(),
            title: words,
            per: Some("once".to_owned()),
            before,
            after,
            moved,
            granted,
            withdrawn,
            more: 0,
            less: 0,
        }
    }

    fn cells(side: &SideFigures) -> [Figure; 4] {
        [side.yes, side.no, side.unknown, side.refer]
    }

    #[test]
    fn one_to_nine_are_fewer_than_ten_and_none_is_none() {
        let word = |n| Figure::of(n);
        assert_eq!(word(0), Figure::Persons(0));
        assert!((1..10).all(|n| word(n) == Figure::FewerThanTen));
        assert_eq!(word(10), Figure::Persons(10));
    }

    #[test]
    fn a_single_small_cell_takes_another_with_it_and_its_cost_is_not_told() {
        let told = MeasureFigures::of(&tally(side(3, 50, 40, 0), side(3, 50, 40, 0), 0, 0, 0));
        let before = told.before.unwrap();
        let expected = [Figure::FewerThanTen, Figure::Persons(50), Figure::Withheld, Figure::Persons(0)];
        assert_eq!(cells(&before), expected);
        assert_eq!(before.cost, None);
    }

    #[test]
    fn hidden_cells_that_come_to_few_together_take_one_more_with_them() {
        let told = MeasureFigures::of(&tally(side(1, 12, 10, 0), side(0, 3, 10, 10), 0, 1, 10));
        let after = [Figure::Withheld, Figure::FewerThanTen, Figure::Withheld, Figure::Persons(10)];
        assert_eq!(cells(&told.after.unwrap()), after);
    }

    #[test]
    fn a_change_of_few_hides_what_is_after_it() {
        let told = MeasureFigures::of(&tally(side(12, 80, 0, 0), side(15, 77, 0, 0), 3, 0, 3));
        assert_eq!(told.before.as_ref().unwrap().yes, Figure::Persons(12));
        assert_eq!(told.granted, Figure::FewerThanTen);
        let after = told.after.unwrap();
        assert_eq!((after.yes, after.no, after.cost), (Figure::Withheld, Figure::Withheld, None));
    }

    #[test]
    fn a_change_of_many_is_told() {
        let told = MeasureFigures::of(&tally(side(12, 80, 0, 0), side(40, 52, 0, 0), 28, 0, 28));
        let after = told.after.unwrap();
        assert_eq!((after.yes, told.granted), (Figure::Persons(40), Figure::Persons(28)));
        assert_eq!(after.cost.unwrap()[0].to_minor, 4_000_000);
    }

    proptest! {
        /// Whoever knows how many there are in all cannot reckon a cell of one to nine from the told ones of its row, nor
        /// from the told ones before and after.
        #[test]
        fn no_small_number_follows_from_what_is_told(
            before in prop::array::uniform4(0_u64..40),
            moves in prop::array::uniform4(0_u64..15),
            to in prop::array::uniform4(0_usize..4),
        ) {
            // Some of each cell move to another one.
            let mut after = before;
            let (mut granted, mut withdrawn, mut moved) = (0, 0, 0);
            for (from, (count, to)) in moves.into_iter().zip(to).enumerate() {
                let count = count.min(before[from]);
                if from == to { continue }
                after[from] -= count;
                after[to] += count;
                moved += count;
                granted += if to == 0 { count } else { 0 };
                withdrawn += if from == 0 { count } else { 0 };
            }
            let of = |cells: [u64; 4]| side(cells[0], cells[1], cells[2], cells[3]);
            let told = MeasureFigures::of(&tally(of(before), of(after), granted, withdrawn, moved));
            for (figures, cells) in [(told.before.as_ref(), before), (told.after.as_ref(), after)] {
                let figures = self::cells(figures.unwrap());
                for (figure, persons) in figures.iter().zip(cells) {
                    prop_assert!(figure.told().is_none_or(|told| told == persons && !is_small(told)));
                }
                let hidden: u64 = figures.iter().zip(cells).filter(|(f, _)| f.told().is_none()).map(|(_, n)| n).sum();
                let others = figures.iter().zip(cells).filter(|(f, n)| f.told().is_none() && *n > 0).count();
                // What is hidden together is at least two cells, or all that there is.
                prop_assert!(hidden == 0 || others != 1 || !is_small(hidden) || cells.iter().sum::<u64>() == hidden);
            }
            if let (Some(old), Some(new)) = (told.before.unwrap().yes.told(), told.after.unwrap().yes.told()) {
                prop_assert_eq!(i128::from(new) - i128::from(old), i128::from(granted) - i128::from(withdrawn));
                prop_assert!(!is_small(granted) && !is_small(withdrawn));
            }
        }
    }
}
