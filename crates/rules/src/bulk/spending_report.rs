//! What a simulation hands out: exact whole numbers of minor units, ranges where something was not read.

use super::{
    schedule::Open,
    spending::{Appropriation, Costs, Spending},
    sums::{BulkError, Span},
};
use crate::assess::Sum;
use serde::Serialize;
use vocabulary::{Currency, Text};

/// The cost of one calendar year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct YearCost {
    /// The year.
    pub year: i16,
    /// By currency.
    pub costs: Vec<Sum>,
}

/// Where an appropriation runs out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RunsOut {
    /// The first row, from 0, that it does not cover.
    pub row: usize,
    /// How many rows before it are paid something.
    pub paid_before: u64,
}

/// What an appropriation comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outlook {
    /// How much there is.
    pub appropriation: Appropriation,
    /// What is left after all rows and years; below zero where it does not suffice.
    pub left: Sum,
    /// The first row in the order of the file that it might not cover, if everything costs the most.
    pub possibly_out: Option<RunsOut>,
    /// The first row that it certainly does not cover, even if everything costs the least.
    pub certainly_out: Option<RunsOut>,
    /// The first year in which it might run out, if everybody is paid.
    pub possibly_out_in: Option<i16>,
    /// The first year in which it certainly runs out.
    pub certainly_out_in: Option<i16>,
}

/// The cost of one measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeasureCost {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// For people.
    pub title: Text,
    /// Its article.
    pub article: Option<String>,
    /// Of how many it holds.
    pub yes: u64,
    /// Of how many it does not.
    pub no: u64,
    /// Of how many it is unknown.
    pub unknown: u64,
    /// Of how many it is negotiated individually: not in the costs.
    pub refer: u64,
    /// Of how many it is in the best bundle.
    pub in_bundle: u64,
    /// Of how many it holds, and something else that excludes it is worth more.
    pub left_out: u64,
    /// Of how many it is in the bundle with an amount that is not known: not in the costs.
    pub amount_not_known: u64,
    /// What it costs in all of the years.
    pub cost: Sum,
    /// By year.
    pub years: Vec<Sum>,
    /// What is certainly due after those years.
    pub later: Sum,
    /// What was not read about when it is paid.
    pub open: Vec<Open>,
    /// What it would cost at most more, if all that are unknown were entitled.
    pub unknown_at_most: Sum,
    /// Of how many of those not even that is known.
    pub unknown_without_amount: u64,
}

/// The cost of one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupCost {
    /// Its number: 0 is everybody whose group is not known.
    pub group: usize,
    /// How many rows.
    pub people: u64,
    /// How many are paid something.
    pub paid: u64,
    /// How many have something undecided.
    pub undecided: u64,
    /// By currency, in all of the years.
    pub costs: Vec<Sum>,
}

/// What is not decided, and would matter at most so much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnknownCost {
    /// How many rows have something undecided.
    pub people: u64,
    /// What it would cost at most more, by currency, whatever excludes what.
    pub at_most: Vec<Sum>,
    /// How many outcomes are unknown whose amount is not known either.
    pub without_amount: u64,
}

/// What a version costs a population.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpendingReport {
    /// How many rows.
    pub rows: u64,
    /// How many are paid something.
    pub paid: u64,
    /// By currency, in all of the years.
    pub costs: Vec<Sum>,
    /// By year.
    pub years: Vec<YearCost>,
    /// What is certainly due after those years, by currency.
    pub later: Vec<Sum>,
    /// By measure.
    pub measures: Vec<MeasureCost>,
    /// By group.
    pub groups: Vec<GroupCost>,
    /// What is not decided.
    pub unknown: UnknownCost,
    /// The appropriation, if one was named.
    pub outlook: Option<Outlook>,
}

impl SpendingReport {
    pub(super) fn of(spending: &Spending<'_>) -> Result<Self, BulkError> {
        let currencies = &spending.currencies;
        let mut measures = Vec::new();
        let mut by_year = vec![vec![Span::default(); currencies.len()]; spending.years];
        let mut later = vec![Span::default(); currencies.len()];
        let mut unknown_at_most = vec![Span::default(); currencies.len()];
        for (listed, costs) in spending.side.measures.iter().zip(&spending.measures) {
            let years = costs.by_year()?;
            let of_later = costs.later()?;
            let place = currencies.iter().position(|currency| *currency == costs.currency).unwrap_or(0);
            for (sums, year) in by_year.iter_mut().zip(&years) {
                if let Some(sum) = sums.get_mut(place) {
                    sum.add(year.from, year.to)?;
                }
            }
            if let Some(sum) = later.get_mut(place) {
                sum.add(of_later.from, of_later.to)?;
            }
            if let Some(sum) = unknown_at_most.get_mut(place) {
                sum.add(0, costs.unknown_at_most)?;
            }
            let of = |span: Span| span.sum(costs.currency, &listed.id);
            measures.push(MeasureCost {
                id: listed.id.clone(),
                version: listed.version.clone(),
                title: listed.title.clone(),
                article: listed.article.clone(),
                yes: costs.yes,
                no: costs.no,
                unknown: costs.unknown,
                refer: costs.refer,
                in_bundle: costs.paid,
                left_out: costs.left_out,
                amount_not_known: costs.not_known,
                cost: of(costs.in_years)?,
                years: years.iter().map(|year| of(*year)).collect::<Result<_, _>>()?,
                later: of(of_later)?,
                open: costs.spread.open.clone(),
                unknown_at_most: of(Span { from: 0, to: costs.unknown_at_most })?,
                unknown_without_amount: costs.unknown_without_amount,
            });
        }
        let first_year = spending.side.on.year();
        let years = by_year
            .iter()
            .zip(first_year..)
            .map(|(spans, year)| Ok(YearCost { year, costs: sums(spans, currencies)? }));
        let mut groups = Vec::new();
        for (number, group) in spending.groups.iter().enumerate().filter(|(_, group)| group.people > 0) {
            groups.push(GroupCost {
                group: number,
                people: group.people,
                paid: group.paid,
                undecided: group.undecided,
                costs: sums(&group.costs, currencies)?,
            });
        }
        Ok(Self {
            rows: spending.rows,
            paid: spending.all.paid,
            costs: sums(&spending.all.costs, currencies)?,
            years: years.collect::<Result<_, BulkError>>()?,
            later: sums(&later, currencies)?,
            unknown: UnknownCost {
                people: spending.all.undecided,
                at_most: sums(&unknown_at_most, currencies)?,
                without_amount: spending.measures.iter().map(|costs| costs.unknown_without_amount).sum(),
            },
            outlook: outlook(spending, &by_year)?,
            measures,
            groups,
        })
    }
}

fn sums(spans: &[Span], currencies: &[Currency]) -> Result<Vec<Sum>, BulkError> {
    currencies.iter().zip(spans).map(|(currency, span)| span.sum(*currency, "cost")).collect()
}

fn outlook(spending: &Spending<'_>, by_year: &[Vec<Span>]) -> Result<Option<Outlook>, BulkError> {
    let Some(appropriation) = spending.appropriation else { return Ok(None) };
    let limit = i128::from(appropriation.amount.minor);
    let all = spending.all.costs.first().copied().unwrap_or_default();
    let left = Span { from: limit - all.to, to: limit - all.from };
    let mut outlook = Outlook {
        appropriation,
        left: left.sum(appropriation.amount.currency, "appropriation")?,
        possibly_out: spending.possibly_out,
        certainly_out: spending.certainly_out,
        possibly_out_in: None,
        certainly_out_in: None,
    };
    let mut spent = Span::default();
    for (year, costs) in (spending.side.on.year()..).zip(by_year) {
        let cost = costs.first().copied().unwrap_or_default();
        spent.add(cost.from, cost.to)?;
        // The parts of an amount whose division was not read count in full in each year that might have them; together they
        // are never more than the amount.
        let most = spent.to.min(all.to);
        if most > limit {
            outlook.possibly_out_in.get_or_insert(year);
        }
        if spent.from > limit {
            outlook.certainly_out_in.get_or_insert(year);
        }
    }
    // What is certain of the whole may be certain of no single year: then it is certain by the last.
    if all.from > limit {
        outlook.certainly_out_in.get_or_insert(last_year(spending));
    }
    Ok(Some(outlook))
}

fn last_year(spending: &Spending<'_>) -> i16 {
    let more = i16::try_from(spending.years.saturating_sub(1)).unwrap_or(i16::MAX);
    spending.side.on.year().saturating_add(more)
}

impl Costs {
    fn by_year(&self) -> Result<Vec<Span>, BulkError> {
        let spread = &self.spread;
        let mut years = Vec::new();
        for (year, (certain, possible)) in spread.certain.iter().zip(&spread.possible).enumerate() {
            let mut cost = Span::default();
            cost.add(times(self.sum.from, *certain)?, times(self.sum.to, certain + possible)?)?;
            let parts = self.parts_in(|of_part| of_part == year)?;
            cost.add(parts.from, parts.to)?;
            years.push(cost);
        }
        Ok(years)
    }

    fn later(&self) -> Result<Span, BulkError> {
        let years = self.spread.certain.len();
        let mut later = self.parts_in(|year| year >= years)?;
        later.add(times(self.sum.from, self.spread.later)?, times(self.sum.to, self.spread.later)?)?;
        Ok(later)
    }

    /// What the parts of some years come to.
    fn parts_in(&self, is_in: impl Fn(usize) -> bool) -> Result<Span, BulkError> {
        let parts = &self.spread.parts;
        let mut cost = Span::default();
        let count = parts.iter().filter(|year| is_in(**year)).count();
        if count == 0 {
            return Ok(cost);
        }
        if self.spread.are_equal {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            cost.add(times(self.part.from, count)?, times(self.part.to, count)?)?;
            if parts.last().is_some_and(|year| is_in(*year)) {
                cost.add(self.rest.from, self.rest.to)?;
            }
        } else if self.has_stated_parts() {
            for (_, sum) in parts.iter().zip(&self.stated).filter(|(year, _)| is_in(**year)) {
                cost.add(sum.from, sum.to)?;
            }
        } else if count == parts.len() {
            cost.add(self.sum.from, self.sum.to)?;
        } else {
            cost.add(0, self.sum.to)?;
        }
        Ok(cost)
    }
}

fn times(sum: i128, times: i64) -> Result<i128, BulkError> {
    sum.checked_mul(i128::from(times)).ok_or_else(|| BulkError::TooLarge("cost".to_owned()))
}
