//! When an amount is paid: how it is spread over calendar years, as far as that was read.

use crate::pack::{Amount, Instalments, Measure, Per, Split};
use jiff::civil::Date;
use serde::Serialize;

/// What was not read about when an amount is paid. It is named, and makes a range; nothing is guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Open {
    /// It is paid each year or month, and it was not read for how long.
    NoEndStated,
    /// How it is divided over the instalments was not read.
    SplitNotRead,
    /// There is an amount, and it was not read.
    AmountNotRead,
}

/// How often the whole amount is paid in each calendar year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// By year, from that of the day assessed: how often certainly.
    pub certain: Vec<i64>,
    /// By year: how often more at most.
    pub possible: Vec<i64>,
    /// How often certainly after the last of those years.
    pub later: i64,
    /// Of an amount in parts: the year of each part, from 0.
    pub parts: Vec<usize>,
    /// Whether the parts are equal; else they are not read, or each has its own expression.
    pub are_equal: bool,
    /// What was not read.
    pub open: Vec<Open>,
}

/// In how many months from the day each of the equal payments falls, if it is not one payment only.
fn year_of(on: Date, months: i64) -> usize {
    let month = i64::from(on.month()) - 1;
    usize::try_from((month + months) / 12).unwrap_or(usize::MAX)
}

impl Spread {
    /// Of a measure that begins to be paid on a day, over so many years.
    #[must_use]
    pub fn of(measure: &Measure, on: Date, years: usize) -> Self {
        let mut spread = Self {
            certain: vec![0; years],
            possible: vec![0; years],
            later: 0,
            parts: Vec::new(),
            are_equal: false,
            open: Vec::new(),
        };
        let per = match &measure.amount {
            Amount::Without => return spread,
            Amount::NotRead => {
                spread.open.push(Open::AmountNotRead);
                return spread;
            }
            Amount::Stated { per, .. } => *per,
        };
        let months = measure.duration.map(crate::pack::Period::in_months);
        match (per, months) {
            (Per::Once, _) => match &measure.instalments {
                Some(instalments) if instalments.count > 1 => spread.divide(instalments, on),
                _ => spread.pay(0, 1),
            },
            (Per::Year, Some(months)) => {
                (0..(months / 12).max(1)).for_each(|year| spread.pay(year_of(on, year * 12), 1))
            }
            (Per::Month, Some(months)) => {
                let first = 12 - (i64::from(on.month()) - 1);
                let mut rest = months.max(1);
                let mut year = 0;
                while rest > 0 {
                    let these = rest.min(if year == 0 { first } else { 12 });
                    spread.pay(year, these);
                    (rest, year) = (rest - these, year + 1);
                }
            }
            (Per::Year, None) => spread.go_on(0, 1),
            (Per::Month, None) => spread.go_on(12 - i64::from(on.month()), 12),
        }
        spread
    }

    fn pay(&mut self, year: usize, times: i64) {
        match self.certain.get_mut(year) {
            Some(certain) => *certain += times,
            None => self.later += times,
        }
    }

    /// Paid once for certain; how long it goes on was not read.
    fn go_on(&mut self, more_this_year: i64, each_year: i64) {
        self.pay(0, 1);
        for (year, possible) in self.possible.iter_mut().enumerate() {
            *possible = if year == 0 { more_this_year } else { each_year };
        }
        self.open.push(Open::NoEndStated);
    }

    fn divide(&mut self, instalments: &Instalments, on: Date) {
        let every = instalments.every.in_months();
        let years: Vec<usize> = (0..i64::from(instalments.count))
            .map(|number| year_of(on, every.saturating_mul(number)))
            .collect();
        // All in one year: it does not matter how it is divided.
        if let Some(first) = years.first().filter(|first| years.iter().all(|year| year == *first)) {
            return self.pay(*first, 1);
        }
        match instalments.split {
            Split::Equal => self.are_equal = true,
            Split::NotRead => self.open.push(Open::SplitNotRead),
            Split::Stated(_) => {}
        }
        self.parts = years;
    }

    /// The last year in which something is stated to be paid, from 0.
    #[must_use]
    pub fn last_year(measure: &Measure, on: Date) -> usize {
        const LONG: usize = 60;
        let spread = Self::of(measure, on, LONG);
        let whole = spread.certain.iter().rposition(|times| *times > 0).unwrap_or(0);
        spread.parts.iter().copied().max().unwrap_or(0).max(whole).min(LONG)
    }

    /// How often the whole amount is paid certainly, and at most, in all of the years.
    pub(super) fn times(&self) -> (i64, i64) {
        let certain: i64 = self.certain.iter().sum();
        (certain, certain + self.possible.iter().sum::<i64>())
    }
}
