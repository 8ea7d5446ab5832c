//! What a version costs a whole population: by year, measure and group, and when an appropriation runs out.

use super::{
    schedule::Spread,
    side::Side,
    spending_report::{RunsOut, SpendingReport},
    sums::{BulkError, Span, group_place},
};
use crate::{
    assess::{Bound, CannotAssess, Outcome},
    columns::{MeasureColumn, Plan, Population, Results},
    pack::{Amount, Measure, Pack, Per, Split},
};
use jiff::civil::Date;
use serde::Serialize;
use vocabulary::{Currency, Money};

/// The most years that are looked at.
const MOST_YEARS: usize = 50;

/// Money set aside for all of the years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Appropriation {
    /// How much, in the pack's currency.
    pub amount: Money,
}

/// Costs that are being summed up. Rows are paid in their order.
#[derive(Debug)]
pub struct Spending<'p> {
    pub(super) side: Side<'p>,
    /// The parts of stated instalments, as measures of their own.
    parts: Option<Plan>,
    pub(super) years: usize,
    pub(super) measures: Vec<Costs>,
    pub(super) appropriation: Option<Appropriation>,
    pub(super) rows: u64,
    pub(super) groups: Vec<Group>,
    pub(super) all: Group,
    pub(super) currencies: Vec<Currency>,
    spent: Span,
    pub(super) certainly_out: Option<RunsOut>,
    pub(super) possibly_out: Option<RunsOut>,
}

/// What was summed up of one measure.
#[derive(Debug, Clone)]
pub(super) struct Costs {
    pub(super) spread: Spread,
    pub(super) currency: Currency,
    pub(super) yes: u64,
    pub(super) no: u64,
    pub(super) unknown: u64,
    pub(super) refer: u64,
    pub(super) paid: u64,
    pub(super) left_out: u64,
    pub(super) not_known: u64,
    /// Single amounts.
    pub(super) sum: Span,
    /// Of equal parts: one part, and what is left over for the last.
    pub(super) part: Span,
    pub(super) rest: Span,
    /// Of parts with their own expressions: each.
    pub(super) stated: Vec<Span>,
    pub(super) stated_not_known: u64,
    pub(super) unknown_at_most: i128,
    pub(super) unknown_without_amount: u64,
    pub(super) in_years: Span,
}

/// What was summed up of a group, or of all.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    pub(super) people: u64,
    pub(super) paid: u64,
    pub(super) undecided: u64,
    /// By currency.
    pub(super) costs: Vec<Span>,
}

impl<'p> Spending<'p> {
    /// Begins to sum up what a pack costs from a day on. Without a number of years, all that are stated.
    ///
    /// # Errors
    /// If no version covers the day.
    pub fn new(
        pack: &'p Pack,
        on: Date,
        known_on: Date,
        years: Option<usize>,
        appropriation: Option<Appropriation>,
    ) -> Result<Self, CannotAssess> {
        let side = Side::new(pack, on, known_on)?;
        let stated = || {
            let last = side.measures.iter().filter_map(|listed| side.measure(&listed.version, &listed.id));
            last.map(|measure| Spread::last_year(measure, on)).max().unwrap_or(0) + 1
        };
        let years = years.unwrap_or_else(stated).clamp(1, MOST_YEARS);
        let mut currencies = vec![pack.currency];
        let mut measures = Vec::new();
        for (place, listed) in side.measures.iter().enumerate() {
            let currency = side.currency(place).unwrap_or(pack.currency);
            if !currencies.contains(&currency) {
                currencies.push(currency);
            }
            let measure = side.measure(&listed.version, &listed.id);
            let spread = measure.map(|measure| Spread::of(measure, on, years)).unwrap_or(Spread {
                certain: Vec::new(),
                possible: Vec::new(),
                later: 0,
                parts: Vec::new(),
                are_equal: false,
                open: Vec::new(),
            });
            measures.push(Costs::new(spread, currency));
        }
        let parts = parts_plan(&side, known_on);
        Ok(Self {
            side,
            parts,
            years,
            measures,
            appropriation,
            rows: 0,
            groups: Vec::new(),
            all: Group::default(),
            currencies,
            spent: Span::default(),
            certainly_out: None,
            possibly_out: None,
        })
    }

    /// What it runs on.
    #[must_use]
    pub const fn side(&self) -> &Side<'p> {
        &self.side
    }

    /// The parts of stated instalments of a batch; nothing where a pack has none.
    #[must_use]
    pub fn run_parts(&self, population: &Population, threads: usize) -> Option<Results> {
        self.parts.as_ref().map(|plan| plan.run(population, threads))
    }

    /// The rows, from 0, at which the appropriation runs out, possibly and certainly, as far as is known.
    pub fn runs_out(&self) -> impl Iterator<Item = usize> {
        [self.possibly_out, self.certainly_out].into_iter().flatten().map(|out| out.row)
    }

    /// Adds a batch: what the side, and the parts, made of it. `groups` has a number for each row, or is empty.
    ///
    /// # Errors
    /// If a sum does not fit, or the results are not those of this side.
    pub fn add(
        &mut self,
        results: &Results,
        parts: Option<&Results>,
        groups: &[u32],
        first_row: usize,
    ) -> Result<(), BulkError> {
        let fits = results.measures.len() == self.measures.len()
            && (groups.is_empty() || groups.len() == results.rows)
            && parts.is_none_or(|parts| parts.rows == results.rows);
        if !fits {
            return Err(BulkError::Mismatch);
        }
        let paid = self.side.bundles.paid(results);
        let mut costs = vec![vec![Span::default(); results.rows]; self.currencies.len()];
        let mut is_paid = vec![false; results.rows];
        let mut next_part = 0;
        for (((column, in_bundle), left_out), measure) in
            results.measures.iter().zip(&paid.in_bundle).zip(&paid.left_out).zip(&mut self.measures)
        {
            measure.left_out += left_out;
            let own_parts = if measure.has_stated_parts() {
                let all = parts.map_or(&[][..], |parts| parts.measures.as_slice());
                let own = all.get(next_part..next_part + measure.spread.parts.len()).unwrap_or_default();
                next_part += measure.spread.parts.len();
                own
            } else {
                &[]
            };
            let currency = self.currencies.iter().position(|currency| *currency == measure.currency);
            let Some(of_currency) = currency.and_then(|place| costs.get_mut(place)) else { continue };
            measure.add(column, in_bundle, own_parts, of_currency, &mut is_paid)?;
        }
        for row in 0..results.rows {
            let is_paid = is_paid.get(row).copied().unwrap_or(false);
            let is_open = paid.is_open.get(row).copied().unwrap_or(false);
            self.all.add(is_paid, is_open, &costs, row)?;
            if let Some(group) = groups.get(row) {
                group_place(&mut self.groups, *group)?.add(is_paid, is_open, &costs, row)?;
            }
            let in_own = costs.first().and_then(|costs| costs.get(row));
            if let (Some(appropriation), Some(cost)) = (self.appropriation, in_own) {
                self.spent.add(cost.from, cost.to)?;
                let limit = i128::from(appropriation.amount.minor);
                let here = || RunsOut {
                    row: first_row.saturating_add(row),
                    paid_before: self.all.paid - u64::from(is_paid),
                };
                if self.spent.to > limit && self.possibly_out.is_none() {
                    self.possibly_out = Some(here());
                }
                if self.spent.from > limit && self.certainly_out.is_none() {
                    self.certainly_out = Some(here());
                }
            }
        }
        self.rows += u64::try_from(results.rows).map_err(|_| BulkError::Mismatch)?;
        Ok(())
    }

    /// What was summed up.
    ///
    /// # Errors
    /// If a sum does not fit.
    pub fn report(&self) -> Result<SpendingReport, BulkError> {
        SpendingReport::of(self)
    }
}

impl Group {
    /// Adds a row: what it costs stands in the columns of the currencies.
    fn add(
        &mut self,
        is_paid: bool,
        is_open: bool,
        costs: &[Vec<Span>],
        row: usize,
    ) -> Result<(), BulkError> {
        self.people += 1;
        self.paid += u64::from(is_paid);
        self.undecided += u64::from(is_open);
        if self.costs.len() < costs.len() {
            self.costs.resize(costs.len(), Span::default());
        }
        for (sum, costs) in self.costs.iter_mut().zip(costs) {
            let cost = costs.get(row).copied().unwrap_or_default();
            sum.add(cost.from, cost.to)?;
        }
        Ok(())
    }
}

impl Costs {
    fn new(spread: Spread, currency: Currency) -> Self {
        let stated = vec![Span::default(); if spread.are_equal { 0 } else { spread.parts.len() }];
        Self {
            spread,
            currency,
            yes: 0,
            no: 0,
            unknown: 0,
            refer: 0,
            paid: 0,
            left_out: 0,
            not_known: 0,
            sum: Span::default(),
            part: Span::default(),
            rest: Span::default(),
            stated,
            stated_not_known: 0,
            unknown_at_most: 0,
            unknown_without_amount: 0,
            in_years: Span::default(),
        }
    }

    pub(super) fn has_stated_parts(&self) -> bool {
        !self.spread.parts.is_empty() && !self.spread.are_equal && self.spread.open.is_empty()
    }

    fn add(
        &mut self,
        column: &MeasureColumn,
        in_bundle: &[bool],
        parts: &[MeasureColumn],
        of_rows: &mut [Span],
        is_paid: &mut [bool],
    ) -> Result<(), BulkError> {
        let amount = &column.amount;
        let (certain, most) = self.spread.times();
        let rows = column
            .outcome
            .iter()
            .zip(in_bundle)
            .zip(amount.state.iter().zip(amount.from.iter().zip(&amount.to)));
        for (row, (((outcome, in_bundle), (state, (from, to))), (of_row, is_paid))) in
            rows.zip(of_rows.iter_mut().zip(is_paid)).enumerate()
        {
            match outcome {
                Outcome::Yes => self.yes += 1,
                Outcome::No => self.no += 1,
                Outcome::Refer => self.refer += 1,
                Outcome::Unknown => {
                    self.unknown += 1;
                    match state {
                        Bound::Known => {
                            let times = if self.spread.parts.is_empty() { most } else { 1 };
                            let most = i128::from(*to) * i128::from(times);
                            self.unknown_at_most =
                                self.unknown_at_most.checked_add(most).ok_or_else(too_large)?;
                        }
                        Bound::Without => {}
                        _ => self.unknown_without_amount += 1,
                    }
                }
            }
            if *outcome != Outcome::Yes || !in_bundle {
                continue;
            }
            self.paid += 1;
            match state {
                Bound::Without => continue,
                Bound::Known => {}
                _ => {
                    self.not_known += 1;
                    continue;
                }
            }
            *is_paid = true;
            self.sum.add(i128::from(*from), i128::from(*to))?;
            let cost = if self.spread.parts.is_empty() {
                Span { from: i128::from(*from) * i128::from(certain), to: i128::from(*to) * i128::from(most) }
            } else {
                self.in_parts(*from, *to, parts, row)?
            };
            of_row.add(cost.from, cost.to)?;
            self.in_years.add(cost.from, cost.to)?;
        }
        Ok(())
    }

    /// What of an amount in parts is paid within the years.
    fn in_parts(
        &mut self,
        from: i64,
        to: i64,
        parts: &[MeasureColumn],
        row: usize,
    ) -> Result<Span, BulkError> {
        let years = self.spread.certain.len();
        let within = self.spread.parts.iter().filter(|year| **year < years).count();
        let all_within = within == self.spread.parts.len();
        let whole = Span { from: from.into(), to: to.into() };
        if self.spread.are_equal {
            let count = i128::try_from(self.spread.parts.len()).map_err(|_| too_large())?;
            let within = i128::try_from(within).map_err(|_| too_large())?;
            let (part, rest) = (
                Span { from: whole.from / count, to: whole.to / count },
                Span { from: whole.from % count, to: whole.to % count },
            );
            self.part.add(part.from, part.to)?;
            self.rest.add(rest.from, rest.to)?;
            let last = |rest: i128| if all_within { rest } else { 0 };
            return Ok(Span {
                from: part.from * within + last(rest.from),
                to: part.to * within + last(rest.to),
            });
        }
        if parts.is_empty() {
            // How it is divided was not read: all of it once all instalments are paid, before that anything up to it.
            return Ok(Span { from: if all_within { whole.from } else { 0 }, to: whole.to });
        }
        let mut cost = Span::default();
        for ((part, year), sum) in parts.iter().zip(&self.spread.parts).zip(&mut self.stated) {
            let amount = &part.amount;
            let known = amount.state.get(row) == Some(&Bound::Known);
            match (known, amount.from.get(row), amount.to.get(row)) {
                (true, Some(from), Some(to)) => {
                    let (from, to) = (i128::from(*from), i128::from(*to));
                    sum.add(from, to)?;
                    if *year < years {
                        cost.add(from, to)?;
                    }
                }
                _ => self.stated_not_known += 1,
            }
        }
        Ok(cost)
    }
}

fn too_large() -> BulkError {
    BulkError::TooLarge("amount".to_owned())
}

/// A plan in which each stated part of an instalment is a measure of its own, in the order of the measures. Nothing if no
/// measure has such parts.
fn parts_plan(side: &Side<'_>, known_on: Date) -> Option<Plan> {
    let mut pack = side.pack.clone();
    let mut versions = Vec::new();
    let mut parts = 0;
    for listed in &side.measures {
        let version = side.pack.version(&listed.version)?;
        let measure = version.measure(&listed.id)?;
        let (Amount::Stated { per: Per::Once, .. }, Some(instalments)) =
            (&measure.amount, &measure.instalments)
        else {
            continue;
        };
        let Split::Stated(expressions) = &instalments.split else { continue };
        let mut only_parts = version.clone();
        // Alone in a family of its own, always in force: only its parts are asked for.
        only_parts.id = format!("{}/{}", version.id, measure.id);
        only_parts.family = only_parts.id.clone();
        only_parts.in_force = crate::pack::InForce { from: Date::MIN, until: None, after_not_read: None };
        only_parts.known_from = Date::MIN;
        only_parts.measures = expressions
            .iter()
            .zip(1_u32..)
            .map(|(expression, number)| Measure {
                id: format!("{}_{number}", measure.id),
                known_from: None,
                conditions: Vec::new(),
                refer: None,
                amount: Amount::Stated { expression: Box::new(expression.clone()), per: Per::Once },
                amount_at_most: false,
                caps: Vec::new(),
                instalments: None,
                not_with: Vec::new(),
                ..measure.clone()
            })
            .collect();
        parts += only_parts.measures.len();
        versions.push(only_parts);
    }
    pack.versions = versions;
    (parts > 0).then(|| Plan::new(&pack, side.on, known_on).ok()).flatten()
}
