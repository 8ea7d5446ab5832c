//! What a draft would mean for those who are registered: everybody is assessed under the edition it was begun from and
//! under the draft, and only counted. A tally has no person in it; small numbers are hidden by [`super::figures`] before
//! anybody sees them.

use super::Words;
use jiff::civil::Date;
use rules::{Assessment, Bound, CannotAssess, Determination, Facts, Outcome, Pack, assess};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use vocabulary::Currency;

/// Sums by currency, the least and the most, in minor units.
pub type Sums = BTreeMap<Currency, (i128, i128)>;

/// How many come out how, on one side of the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Side {
    /// Whether there is such a measure on this side.
    pub is_there: bool,
    /// Entitled.
    pub yes: u64,
    /// Not entitled.
    pub no: u64,
    /// Facts are missing, or the text was not read.
    pub unknown: u64,
    /// Negotiated individually.
    pub refer: u64,
    /// Entitled, to an amount that is not known.
    pub without_amount: u64,
    /// What the entitled come to, where the amount is known.
    pub cost: Sums,
}

/// One measure on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureTally {
    /// The family of its version.
    pub family: String,
    /// Its id, the same on both sides.
    pub id: String,
    /// For people; as the draft has it, if it does.
    pub title: Words,
    /// `once`, `year` or `month`, if it is an amount.
    pub per: Option<String>,
    /// Under the edition that the draft was begun from.
    pub before: Side,
    /// Under the draft.
    pub after: Side,
    /// Who come out otherwise.
    pub moved: u64,
    /// Who become entitled.
    pub granted: u64,
    /// Who are entitled no more.
    pub withdrawn: u64,
    /// Who are entitled to more.
    pub more: u64,
    /// Who are entitled to less.
    pub less: u64,
}

/// Everybody counted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tallies {
    /// How many persons were counted.
    pub persons: u64,
    /// Who gain by one measure at least, and lose by none.
    pub gain: u64,
    /// Who lose by one measure at least, and gain by none.
    pub lose: u64,
    /// Who gain by some and lose by others.
    pub mixed: u64,
    /// Whose best combination comes to something, before.
    pub paid_before: u64,
    /// Whose best combination comes to something, after.
    pub paid_after: u64,
    /// Whose best combination comes to another sum.
    pub paid_otherwise: u64,
    /// What the best combinations of all come to, before.
    pub total_before: Sums,
    /// What they come to, after.
    pub total_after: Sums,
    /// The measures: those of the draft in its order, then those that are gone.
    pub measures: Vec<MeasureTally>,
}

/// A draft beside the edition it was begun from, on a day as far as can be known on it.
#[derive(Debug, Clone, Copy)]
pub struct Comparing<'p> {
    before: &'p Pack,
    after: &'p Pack,
    on: Date,
}

impl<'p> Comparing<'p> {
    /// On a day that versions of both packs cover.
    ///
    /// # Errors
    /// `rules.no_version_on`, before anybody is assessed.
    pub fn new(before: &'p Pack, after: &'p Pack, on: Date) -> Result<Self, CannotAssess> {
        assess(before, &Facts::new(), on, on)?;
        assess(after, &Facts::new(), on, on)?;
        Ok(Self { before, after, on })
    }

    /// Nobody counted yet, with a line for each measure.
    ///
    /// # Errors
    /// As [`Comparing::new`].
    pub fn begin(&self) -> Result<Tallies, CannotAssess> {
        let before = assess(self.before, &Facts::new(), self.on, self.on)?;
        let after = assess(self.after, &Facts::new(), self.on, self.on)?;
        let mut tallies = Tallies::default();
        for measure in after.measures.iter().chain(&before.measures) {
            tallies.line(measure);
        }
        Ok(tallies)
    }

    /// Counts some people more: each with the facts as the edition reads them, and as the draft does. The one function in
    /// which people are assessed.
    ///
    /// # Errors
    /// As [`Comparing::new`], or facts that do not fit the packs' vocabularies.
    pub fn count<'f>(
        &self,
        tallies: &mut Tallies,
        people: impl IntoIterator<Item = &'f (Facts, Facts)>,
    ) -> Result<(), CannotAssess> {
        for (old, new) in people {
            let before = assess(self.before, old, self.on, self.on)?;
            let after = assess(self.after, new, self.on, self.on)?;
            tallies.add(&before, &after);
        }
        Ok(())
    }
}

fn is_of(tally: &MeasureTally, measure: &Determination) -> bool {
    tally.id == measure.id && tally.family == measure.family
}

fn find<'a>(assessment: &'a Assessment, tally: &MeasureTally) -> Option<&'a Determination> {
    assessment.measures.iter().find(|measure| is_of(tally, measure))
}

impl Tallies {
    fn line(&mut self, measure: &Determination) {
        if self.measures.iter().any(|tally| is_of(tally, measure)) {
            return;
        }
        self.measures.push(MeasureTally {
            family: measure.family.clone(),
            id: measure.id.clone(),
            title: (&measure.title).into(),
            per: measure.per.map(|per| per.as_str().to_owned()),
            before: Side::default(),
            after: Side::default(),
            moved: 0,
            granted: 0,
            withdrawn: 0,
            more: 0,
            less: 0,
        });
    }

    fn add(&mut self, before: &Assessment, after: &Assessment) {
        // A measure may be there for one person and not for another only by the day, which is the same for all; a line
        // that is missing all the same is made.
        for measure in after.measures.iter().chain(&before.measures) {
            self.line(measure);
        }
        let (mut gains, mut loses) = (false, false);
        for tally in &mut self.measures {
            let effect = tally.add(find(before, tally), find(after, tally));
            gains |= effect == Effect::Gains;
            loses |= effect == Effect::Loses;
        }
        self.persons += 1;
        match (gains, loses) {
            (true, false) => self.gain += 1,
            (false, true) => self.lose += 1,
            (true, true) => self.mixed += 1,
            (false, false) => {}
        }
        let (old, new) = (bundle(before), bundle(after));
        self.paid_before += u64::from(is_something(&old));
        self.paid_after += u64::from(is_something(&new));
        self.paid_otherwise += u64::from(old != new);
        add_sums(&mut self.total_before, &old);
        add_sums(&mut self.total_after, &new);
    }
}

/// What a measure's change is to one person.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effect {
    None,
    Gains,
    Loses,
}

impl MeasureTally {
    fn add(&mut self, before: Option<&Determination>, after: Option<&Determination>) -> Effect {
        self.before.add(before);
        self.after.add(after);
        let outcome = |measure: Option<&Determination>| measure.map(|measure| measure.outcome);
        let (old, new) = (outcome(before), outcome(after));
        self.moved += u64::from(old != new);
        let is_yes = |outcome| outcome == Some(Outcome::Yes);
        match (is_yes(old), is_yes(new)) {
            (false, true) => {
                self.granted += 1;
                Effect::Gains
            }
            (true, false) => {
                self.withdrawn += 1;
                Effect::Loses
            }
            (false, false) => Effect::None,
            (true, true) => self.compare_amounts(before.and_then(known), after.and_then(known)),
        }
    }

    fn compare_amounts(&mut self, before: Option<Known>, after: Option<Known>) -> Effect {
        let (Some((currency, old)), Some((other, new))) = (before, after) else { return Effect::None };
        if currency != other || old == new {
            return Effect::None;
        }
        if new.0 >= old.0 && new.1 >= old.1 {
            self.more += 1;
            Effect::Gains
        } else if new.0 <= old.0 && new.1 <= old.1 {
            self.less += 1;
            Effect::Loses
        } else {
            // A range within the other: neither more nor less.
            Effect::None
        }
    }
}

type Known = (Currency, (i64, i64));

/// The amount of somebody who is entitled, if it is known.
fn known(measure: &Determination) -> Option<Known> {
    let worth = measure.amount.filter(|_| measure.amount_state == Bound::Known)?;
    Some((worth.currency(), worth.range()))
}

impl Side {
    fn add(&mut self, measure: Option<&Determination>) {
        let Some(measure) = measure else { return };
        self.is_there = true;
        match measure.outcome {
            Outcome::Yes => self.yes += 1,
            Outcome::No => self.no += 1,
            Outcome::Unknown => self.unknown += 1,
            Outcome::Refer => self.refer += 1,
        }
        if measure.outcome == Outcome::Yes && measure.amount_state != Bound::Without {
            match known(measure) {
                Some((currency, (from, to))) => {
                    add_sums(&mut self.cost, &Sums::from([(currency, (from.into(), to.into()))]));
                }
                None => self.without_amount += 1,
            }
        }
    }
}

fn bundle(assessment: &Assessment) -> Sums {
    let sums = assessment.bundle.total.iter();
    sums.map(|sum| (sum.currency, (sum.from.into(), sum.to.into()))).collect()
}

fn is_something(sums: &Sums) -> bool {
    sums.values().any(|(from, to)| *from != 0 || *to != 0)
}

fn add_sums(into: &mut Sums, more: &Sums) {
    for (currency, (from, to)) in more {
        let sum = into.entry(*currency).or_default();
        // 64-bit amounts of so many people that they overflow 128 bits there are not on earth.
        sum.0 = sum.0.saturating_add(*from);
        sum.1 = sum.1.saturating_add(*to);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use jiff::civil::date;
    use rules::{Files, load};

    const ON: Date = date(2026, 11, 22);

    /// A pack with one allowance per expression: conditions and amounts.
    pub(in crate::model) fn pack(measures: &[(&str, &str, &str)]) -> Pack {
        let measures: String = measures
            .iter()
            .map(|(id, condition, amount)| {
                format!(
                    "  - id: {id}\n    title: {{zh: 补贴, en: {id}}}\n    kind: money\n    conditions:\n      - {{id: c, expr: '{condition}', text: {{zh: 条件, en: Condition}}}}\n    amount: {{expr: 'money(\"{amount}\")', per: once}}\n"
                )
            })
            .collect();
        let files = Files::new()
            .with("pack.yaml", "pack: example\ntitle: {zh: 示例（虚构）, en: Example (invented)}\nplace: \"220000\"\ncurrency: CNY\nfacts: [facts.yaml]\nversions: [v1.yaml]\n")
            .with("facts.yaml", "facts:\n  - {name: years, type: int, group: work, title: {zh: 年限, en: Years}, question: {zh: 几年？, en: How many years?}}\n")
            .with("v1.yaml", format!("version: v1\nfamily: talent\ntitle: {{zh: 第一版, en: First version}}\nshort: {{zh: 一, en: \"1\"}}\nin_force: {{from: 2022-09-29}}\nmeasures:\n{measures}"));
        load(&files).unwrap_or_else(|findings| panic!("{findings:?}"))
    }

    fn years(years: Option<i64>) -> (Facts, Facts) {
        let facts = years.map_or_else(Facts::new, |years| Facts::new().with("years", years));
        (facts.clone(), facts)
    }

    fn tally(before: &Pack, after: &Pack, people: &[(Facts, Facts)]) -> Tallies {
        let comparing = Comparing::new(before, after, ON).unwrap();
        let mut tallies = comparing.begin().unwrap();
        comparing.count(&mut tallies, people).unwrap();
        tallies
    }

    #[test]
    fn who_gains_and_who_loses_is_counted_and_the_unknown_stay_unknown() {
        let before = pack(&[("a", "years >= 3", "1000")]);
        let after = pack(&[("a", "years >= 2 && years < 10", "1500")]);
        let people = [years(Some(1)), years(Some(2)), years(Some(3)), years(Some(10)), years(None)];
        let tallies = tally(&before, &after, &people);
        let a = &tallies.measures[0];
        assert_eq!((a.before.yes, a.before.no, a.before.unknown), (2, 2, 1));
        assert_eq!((a.after.yes, a.after.no, a.after.unknown), (2, 2, 1));
        assert_eq!((a.granted, a.withdrawn, a.more, a.less, a.moved), (1, 1, 1, 0, 2));
        assert_eq!((tallies.persons, tallies.gain, tallies.lose, tallies.mixed), (5, 2, 1, 0));
        assert_eq!(a.before.cost[&Currency::CNY], (200_000, 200_000));
        assert_eq!(a.after.cost[&Currency::CNY], (300_000, 300_000));
        assert_eq!(tallies.total_after[&Currency::CNY], (300_000, 300_000));
        assert_eq!((tallies.paid_before, tallies.paid_after, tallies.paid_otherwise), (2, 2, 3));
    }

    #[test]
    fn a_measure_that_is_new_or_gone_stands_with_nobody_on_the_other_side() {
        let before = pack(&[("gone", "years >= 0", "1"), ("stays", "years >= 0", "1")]);
        let after = pack(&[("stays", "years >= 0", "1"), ("new", "years >= 0", "2")]);
        let tallies = tally(&before, &after, &[years(Some(1))]);
        let ids: Vec<&str> = tallies.measures.iter().map(|measure| measure.id.as_str()).collect();
        assert_eq!(ids, ["stays", "new", "gone"]);
        let there: Vec<(bool, bool)> =
            tallies.measures.iter().map(|m| (m.before.is_there, m.after.is_there)).collect();
        assert_eq!(there, [(true, true), (false, true), (true, false)]);
        assert_eq!((tallies.gain, tallies.lose, tallies.mixed), (0, 0, 1));
    }

    #[test]
    fn in_pages_or_at_once_and_through_json_the_count_is_the_same() {
        let before = pack(&[("a", "years >= 3", "1000")]);
        let after = pack(&[("a", "years >= 5", "900")]);
        let people: Vec<(Facts, Facts)> = (0..40).map(|n| years((n % 7 != 0).then_some(n % 11))).collect();
        let whole = tally(&before, &after, &people);
        let comparing = Comparing::new(&before, &after, ON).unwrap();
        let mut pages = comparing.begin().unwrap();
        for page in people.chunks(7) {
            comparing.count(&mut pages, page).unwrap();
            pages = serde_json::from_str(&serde_json::to_string(&pages).unwrap()).unwrap();
        }
        assert_eq!(pages, whole);
        assert!(whole.lose > 0 && whole.measures[0].less > 0);
    }

    #[test]
    fn a_day_without_a_version_is_refused_before_anybody_is_assessed() {
        let pack = pack(&[("a", "years >= 3", "1000")]);
        assert!(Comparing::new(&pack, &pack, date(2000, 1, 1)).is_err());
    }
}
