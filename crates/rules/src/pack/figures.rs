//! Scales, lists of places and calendars of a version: figures that hold on a day.

use crate::{evaluate::Failure, ratio::Ratio};
use jiff::civil::Date;
use serde::Serialize;
use vocabulary::{Currency, Money, PlaceCode, Text};

/// Something that holds from one day on, until another.
#[derive(Debug, Clone)]
pub struct During<T> {
    /// The first day.
    pub from: Date,
    /// The day after the last; absent if the next one ends it.
    pub until: Option<Date>,
    /// From when on it could be known; the first day if not stated.
    pub known_from: Option<Date>,
    /// What holds.
    pub value: T,
}

/// What holds on a day as far as could be known by another. A day after the end of one and before the next was not read.
fn holds<T>(values: &[During<T>], on: Date, known_on: Date) -> Option<&T> {
    let known =
        |during: &&During<T>| during.from <= on && during.known_from.unwrap_or(during.from) <= known_on;
    let last = values.iter().filter(known).max_by_key(|during| during.from)?;
    last.until.is_none_or(|until| on < until).then_some(&last.value)
}

/// How a scale treats an amount that is exactly a threshold, and what its brackets mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Boundary {
    /// Each part of the amount at the rate of its bracket.
    MarginalRate,
    /// The amount of the highest threshold that is reached: at or above it.
    SingleAmount,
    /// The amounts of all thresholds that are passed: strictly above each.
    MarginalAmount,
}

/// One bracket of a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bracket {
    /// Where it begins.
    pub threshold: Money,
    /// Its rate as a fraction of one, of a scale of rates.
    pub rate: Option<Ratio>,
    /// Its amount, of a scale of amounts.
    pub amount: Option<Money>,
}

/// The brackets that hold together, by rising thresholds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brackets(pub Vec<Bracket>);

impl Brackets {
    /// What the brackets make of an amount in minor units; `None` if it does not fit.
    pub(crate) fn apply(&self, boundary: Boundary, amount: Ratio) -> Option<Ratio> {
        let mut total = Ratio::whole(0);
        for (place, bracket) in self.0.iter().enumerate() {
            let threshold = Ratio::whole(bracket.threshold.minor);
            let given = Ratio::whole(bracket.amount.map_or(0, |amount| amount.minor));
            match boundary {
                Boundary::SingleAmount if amount >= threshold => total = given,
                Boundary::MarginalAmount if amount > threshold => total = total.plus(given)?,
                Boundary::MarginalRate if amount > threshold => {
                    let end = self.0.get(place + 1).map(|next| Ratio::whole(next.threshold.minor));
                    let part = end.map_or(amount, |end| end.min(amount)).minus(threshold)?;
                    total = total.plus(part.times(bracket.rate?)?)?;
                }
                _ => {}
            }
        }
        Some(total)
    }
}

/// A scale: rates or amounts by thresholds, with a stated rule for the boundary.
#[derive(Debug, Clone)]
pub struct Scale {
    /// As `apply_scale` names it.
    pub name: String,
    /// For people.
    pub title: Text,
    /// The ids of its sources.
    pub sources: Vec<String>,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// The rule for the boundary.
    pub boundary: Boundary,
    /// Of its thresholds and amounts.
    pub currency: Currency,
    /// By their first day.
    pub values: Vec<During<Brackets>>,
}

impl Scale {
    pub(crate) fn on(&self, on: Date, known_on: Date) -> Option<&Brackets> {
        holds(&self.values, on, known_on)
    }
}

/// A list of places, dated: which communities, zones or regions a rule means.
#[derive(Debug, Clone)]
pub struct PlaceList {
    /// As `within_list` names it.
    pub name: String,
    /// For people.
    pub title: Text,
    /// The ids of its sources.
    pub sources: Vec<String>,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// By their first day; the codes of each sorted.
    pub values: Vec<During<Vec<PlaceCode>>>,
}

impl PlaceList {
    /// Whether a place is one of the list or lies within one; nothing if no list was read for the day.
    pub(crate) fn has(&self, place: &PlaceCode, on: Date, known_on: Date) -> Option<bool> {
        let codes = holds(&self.values, on, known_on)?;
        let listed = |code: &str| codes.binary_search_by(|other| other.as_str().cmp(code)).is_ok();
        let code = place.as_str();
        let division = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
        let above = match (division, code.get(..4), code.get(..2)) {
            (true, Some(prefecture), Some(province)) => {
                listed(&format!("{prefecture}00")) || listed(&format!("{province}0000"))
            }
            _ => code.match_indices('-').any(|(at, _)| code.get(..at).is_some_and(listed)),
        };
        Some(above || listed(code))
    }
}

/// A calendar of working days, for the years that were read.
#[derive(Debug, Clone)]
pub struct WorkCalendar {
    /// As `add_working_days` names it.
    pub name: String,
    /// For people.
    pub title: Text,
    /// The ids of its sources.
    pub sources: Vec<String>,
    /// The first day it covers.
    pub from: Date,
    /// The day after the last.
    pub until: Date,
    /// Every working day between the two, in order.
    pub(crate) working: Vec<Date>,
}

impl WorkCalendar {
    fn not_read(&self) -> Failure {
        Failure::CalendarNotRead { calendar: self.name.clone() }
    }

    /// How many working days there are up to and including a day.
    fn passed(&self, date: Date) -> Result<usize, Failure> {
        if date < self.from || date >= self.until {
            return Err(self.not_read());
        }
        Ok(self.working.partition_point(|day| *day <= date))
    }

    /// The date `count` working days later; before it, if negative. No working day later is the day itself.
    pub(crate) fn add(&self, date: Date, count: i64) -> Result<Date, Failure> {
        if count == 0 {
            return self.passed(date).map(|_| date);
        }
        let passed = self.passed(date)?;
        // Counting back begins before the day itself.
        let before = if count < 0 { self.working.partition_point(|day| *day < date) } else { passed };
        let before = i64::try_from(before).map_err(|_| Failure::Overflow)?;
        let place = before.checked_add(if count > 0 { count - 1 } else { count }).ok_or(Failure::Overflow)?;
        let found = usize::try_from(place).ok().and_then(|place| self.working.get(place));
        found.copied().ok_or_else(|| self.not_read())
    }

    /// The working days after `from` up to and including `until`; negative if `until` comes first.
    pub(crate) fn between(&self, from: Date, until: Date) -> Result<i64, Failure> {
        let (from, until) = (self.passed(from)?, self.passed(until)?);
        let count = |count: usize| i64::try_from(count).map_err(|_| Failure::Overflow);
        Ok(count(until)? - count(from)?)
    }
}

/// The scales, lists of places and calendars of a version.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Scales.
    pub scales: Vec<Scale>,
    /// Dated lists of places.
    pub places: Vec<PlaceList>,
    /// Calendars of working days.
    pub calendars: Vec<WorkCalendar>,
}

/// A scale as expressions see it.
#[derive(Debug, Clone)]
pub(crate) struct ScaleName {
    pub(crate) name: String,
    pub(crate) currency: Currency,
    pub(crate) is_rate: bool,
    pub(crate) first: Option<Date>,
}

/// The names of a version's figures, each with the first day it holds.
#[derive(Debug, Clone, Default)]
pub(crate) struct FigureNames {
    pub(crate) scales: Vec<ScaleName>,
    pub(crate) places: Vec<(String, Option<Date>)>,
    pub(crate) calendars: Vec<String>,
}

impl Figures {
    pub(crate) fn names(&self) -> FigureNames {
        let scale = |scale: &Scale| ScaleName {
            name: scale.name.clone(),
            currency: scale.currency,
            is_rate: scale.boundary == Boundary::MarginalRate,
            first: scale.values.first().map(|during| during.from),
        };
        let place = |list: &PlaceList| (list.name.clone(), list.values.first().map(|during| during.from));
        FigureNames {
            scales: self.scales.iter().map(scale).collect(),
            places: self.places.iter().map(place).collect(),
            calendars: self.calendars.iter().map(|calendar| calendar.name.clone()).collect(),
        }
    }
}
