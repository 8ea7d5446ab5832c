//! What a value can be, without knowing it: intervals for numbers, amounts and days, sets for classes, flags for yes and
//! no. Always at least as wide as the truth, never narrower.

use crate::{
    evaluate::Val,
    facts::{FactDeclaration, FactType, Vocabulary},
    limits,
    ratio::Ratio,
};
use jiff::{Span, civil::Date};

/// The day from which days are counted.
const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// A date as a number of days.
pub(super) fn days(date: Date) -> Ratio {
    Ratio::whole((date - EPOCH).get_days().into())
}

/// The date of a number of days, if it is one of the years 1 to 9999.
pub(super) fn date_of(days: Ratio) -> Option<Date> {
    let count = i64::try_from(days.numerator()).ok().filter(|_| days.denominator() == 1)?;
    EPOCH.checked_add(Span::new().try_days(count).ok()?).ok().filter(|date| date.year() >= 1)
}

/// From `low` up to `high`, both included; an end that is not there is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) low: Option<Ratio>,
    pub(super) high: Option<Ratio>,
    /// Whole numbers only.
    pub(super) whole: bool,
}

impl Range {
    pub(super) const fn all(whole: bool) -> Self {
        Self { low: None, high: None, whole }
    }

    pub(super) const fn one(number: Ratio, whole: bool) -> Self {
        Self { low: Some(number), high: Some(number), whole }
    }

    pub(super) const fn new(low: Option<Ratio>, high: Option<Ratio>, whole: bool) -> Self {
        Self { low, high, whole }
    }

    pub(super) fn is_empty(&self) -> bool {
        matches!((self.low, self.high), (Some(low), Some(high)) if low > high)
    }

    pub(super) fn single(&self) -> Option<Ratio> {
        self.low.filter(|low| self.high == Some(*low))
    }

    pub(super) fn holds(&self, number: Ratio) -> bool {
        self.low.is_none_or(|low| low <= number) && self.high.is_none_or(|high| number <= high)
    }

    pub(super) fn meet(self, other: Self) -> Self {
        let low = match (self.low, other.low) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        };
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self { low, high, whole: self.whole || other.whole }
    }

    pub(super) fn join(self, other: Self) -> Self {
        Self {
            low: self.low.zip(other.low).map(|(a, b)| a.min(b)),
            high: self.high.zip(other.high).map(|(a, b)| a.max(b)),
            whole: self.whole && other.whole,
        }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            low: self.low.zip(other.low).and_then(|(a, b)| a.plus(b)),
            high: self.high.zip(other.high).and_then(|(a, b)| a.plus(b)),
            whole: self.whole && other.whole,
        }
    }

    pub(super) fn negated(self) -> Self {
        Self {
            low: self.high.and_then(Ratio::negated),
            high: self.low.and_then(Ratio::negated),
            whole: self.whole,
        }
    }

    pub(super) fn minus(self, other: Self) -> Self {
        self.plus(other.negated())
    }

    pub(super) fn times(self, other: Self) -> Self {
        let whole = self.whole && other.whole;
        let ends = match (self.low, self.high, other.low, other.high) {
            (Some(a), Some(b), Some(c), Some(d)) => {
                [a.times(c), a.times(d), b.times(c), b.times(d)].into_iter().collect::<Option<Vec<Ratio>>>()
            }
            _ => None,
        };
        if let Some(ends) = ends {
            return Self::new(ends.iter().min().copied(), ends.iter().max().copied(), whole);
        }
        let zero = Ratio::whole(0);
        match (self.low, other.low) {
            (Some(a), Some(b)) if a >= zero && b >= zero => Self::new(a.times(b), None, whole),
            _ => Self::all(whole),
        }
    }

    /// The quotient; whole numbers divide towards zero.
    pub(super) fn over(self, other: Self) -> Self {
        let whole = self.whole && other.whole;
        if other.holds(Ratio::whole(0)) {
            return Self::all(whole);
        }
        let one = Ratio::whole(1);
        let reciprocal = match (other.low, other.high) {
            (Some(low), Some(high)) => Self::new(one.over(high), one.over(low), false),
            _ => return Self::all(whole),
        };
        let exact = Self::new(self.low, self.high, false).times(reciprocal);
        if whole { Self { whole: true, ..exact.rounded() } } else { exact }
    }

    /// As wide as any rounding of it.
    pub(super) fn rounded(self) -> Self {
        use crate::ratio::Rounding::{Down, Up};
        Self {
            low: self.low.and_then(|low| low.rounded(Down)).map(Ratio::whole),
            high: self.high.and_then(|high| high.rounded(Up)).map(Ratio::whole),
            whole: true,
        }
    }

    /// Whether some number in it does not fit 64 bits.
    pub(super) fn may_overflow(&self) -> bool {
        self.low.is_none_or(|low| low < Ratio::whole(i64::MIN))
            || self.high.is_none_or(|high| high > Ratio::whole(i64::MAX))
    }
}

/// The values something can have, absence aside.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Set {
    /// None.
    Nothing,
    Bool {
        yes: bool,
        no: bool,
    },
    /// Numbers, minor units of an amount, or days.
    Range(Range),
    /// Which classes of a scheme.
    Classes {
        scheme: usize,
        open: Vec<bool>,
    },
    /// How many members, and what each can be.
    List {
        least: usize,
        most: usize,
        each: Box<Value>,
    },
    /// A member of a list of facts.
    Member(usize),
    /// Anything.
    Any,
}

/// The values something can have, and whether it can be known to be absent.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Value {
    pub(super) set: Set,
    pub(super) none: bool,
}

impl Value {
    pub(super) const fn of(set: Set) -> Self {
        Self { set, none: false }
    }

    pub(super) const fn any() -> Self {
        Self { set: Set::Any, none: true }
    }

    pub(super) const fn absent() -> Self {
        Self { set: Set::Nothing, none: true }
    }

    pub(super) const fn truth(yes: bool, no: bool) -> Self {
        Self::of(if yes || no { Set::Bool { yes, no } } else { Set::Nothing })
    }

    pub(super) fn range(range: Range) -> Self {
        Self::of(if range.is_empty() { Set::Nothing } else { Set::Range(range) })
    }

    pub(super) fn is_impossible(&self) -> bool {
        self.set == Set::Nothing && !self.none
    }

    /// The same without absence.
    pub(super) fn present(self) -> Self {
        Self { none: false, ..self }
    }

    pub(super) const fn as_range(&self) -> Option<Range> {
        if let Set::Range(range) = &self.set { Some(*range) } else { None }
    }

    pub(super) fn constant(value: &Val, vocabulary: &Vocabulary) -> Self {
        let range = |number, whole| Self::range(Range::one(number, whole));
        match value {
            Val::Bool(value) => Self::truth(*value, !*value),
            Val::Int(value) => range(Ratio::whole(*value), true),
            Val::Decimal(value) => range(*value, false),
            Val::Money(money) => range(Ratio::whole(money.minor), true),
            Val::Fraction(minor, _) => range(*minor, false),
            Val::Estimate(estimate) => {
                let low = estimate.from.unwrap_or(0).min(estimate.to);
                Self::range(Range::new(Some(Ratio::whole(low)), Some(Ratio::whole(estimate.to)), true))
            }
            Val::Date(date) => range(days(*date), true),
            Val::Class { scheme, index } => {
                let count = vocabulary.schemes().get(*scheme).map_or(0, |scheme| scheme.values.len());
                let open = (0..count).map(|place| place == *index).collect();
                Self::of(Set::Classes { scheme: *scheme, open })
            }
            Val::None => Self::absent(),
            _ => Self { set: Set::Any, none: false },
        }
    }

    /// Every value that a fact may be given.
    pub(super) fn of_fact(fact: &FactDeclaration, index: usize, vocabulary: &Vocabulary) -> Self {
        let whole = |min: Option<i64>, max: Option<i64>| {
            let (low, high) = (min.unwrap_or(i64::MIN), max.unwrap_or(i64::MAX));
            let range = Range::new(Some(Ratio::whole(low)), Some(Ratio::whole(high)), true);
            if range.is_empty() { Set::Nothing } else { Set::Range(range) }
        };
        let set = match &fact.kind {
            FactType::Bool => Set::Bool { yes: true, no: true },
            FactType::Int { min, max } | FactType::Money { min, max, .. } => whole(*min, *max),
            FactType::Decimal { min, max } => {
                let range = Range::new(*min, *max, false);
                if range.is_empty() { Set::Nothing } else { Set::Range(range) }
            }
            FactType::Date => {
                let (first, last) = (jiff::civil::date(1, 1, 1), jiff::civil::date(9999, 12, 31));
                Set::Range(Range::new(Some(days(first)), Some(days(last)), true))
            }
            FactType::Enum { scheme } => match vocabulary.scheme_index(scheme) {
                Some(scheme) => {
                    let count = vocabulary.schemes().get(scheme).map_or(0, |found| found.values.len());
                    Set::Classes { scheme, open: vec![true; count] }
                }
                None => Set::Any,
            },
            FactType::List { .. } => Set::List {
                least: 0,
                most: limits::LIST_MEMBERS,
                each: Box::new(Self::of(Set::Member(index))),
            },
            _ => Set::Any,
        };
        Self { set, none: fact.may_be_none }
    }

    /// What both allow.
    pub(super) fn meet(&self, other: &Self) -> Self {
        let none = self.none && other.none;
        let set = match (&self.set, &other.set) {
            (Set::Any, set) | (set, Set::Any) => set.clone(),
            (Set::Range(a), Set::Range(b)) => {
                let met = a.meet(*b);
                if met.is_empty() { Set::Nothing } else { Set::Range(met) }
            }
            (Set::Bool { yes: a, no: b }, Set::Bool { yes: c, no: d }) => {
                if *a && *c || *b && *d {
                    Set::Bool { yes: *a && *c, no: *b && *d }
                } else {
                    Set::Nothing
                }
            }
            (Set::Classes { scheme, open: a }, Set::Classes { scheme: other, open: b })
                if scheme == other =>
            {
                let open: Vec<bool> = a.iter().zip(b).map(|(a, b)| *a && *b).collect();
                if open.contains(&true) { Set::Classes { scheme: *scheme, open } } else { Set::Nothing }
            }
            (Set::List { least: a, most: b, each }, Set::List { least: c, most: d, .. }) => {
                let (least, most) = (*a.max(c), *b.min(d));
                if least > most { Set::Nothing } else { Set::List { least, most, each: each.clone() } }
            }
            (Set::Nothing, _) | (_, Set::Nothing) => Set::Nothing,
            (set, _) => set.clone(),
        };
        Self { set, none }
    }

    /// What either allows.
    pub(super) fn join(&self, other: &Self) -> Self {
        let none = self.none || other.none;
        let set = match (&self.set, &other.set) {
            (Set::Nothing, set) | (set, Set::Nothing) => set.clone(),
            (Set::Range(a), Set::Range(b)) => Set::Range(a.join(*b)),
            (Set::Bool { yes: a, no: b }, Set::Bool { yes: c, no: d }) => {
                Set::Bool { yes: *a || *c, no: *b || *d }
            }
            (Set::Classes { scheme, open: a }, Set::Classes { scheme: other, open: b })
                if scheme == other =>
            {
                Set::Classes { scheme: *scheme, open: a.iter().zip(b).map(|(a, b)| *a || *b).collect() }
            }
            (Set::List { least: a, most: b, each: x }, Set::List { least: c, most: d, each: y }) => {
                Set::List { least: *a.min(c), most: *b.max(d), each: Box::new(x.join(y)) }
            }
            (Set::Member(a), Set::Member(b)) if a == b => Set::Member(*a),
            _ => Set::Any,
        };
        Self { set, none }
    }

    /// Whether it may be this value.
    pub(super) fn admits(&self, value: &Val, vocabulary: &Vocabulary) -> bool {
        if *value == Val::None {
            return self.none;
        }
        !self.meet(&Self::constant(value, vocabulary)).is_impossible()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn range(low: i64, high: i64) -> Range {
        Range::new(Some(Ratio::whole(low)), Some(Ratio::whole(high)), true)
    }

    proptest! {
        #[test]
        fn what_two_numbers_of_two_ranges_come_to_lies_within_what_the_ranges_come_to(
            a in -20_i64..20, more_a in 0_i64..20, b in -20_i64..20, more_b in 0_i64..20, x in 0_i64..20, y in 0_i64..20,
        ) {
            let (left, right) = (range(a, a + more_a), range(b, b + more_b));
            let (m, n) = (a + x.min(more_a), b + y.min(more_b));
            prop_assert!(left.plus(right).holds(Ratio::whole(m + n)));
            prop_assert!(left.minus(right).holds(Ratio::whole(m - n)));
            prop_assert!(left.times(right).holds(Ratio::whole(m * n)));
            if n != 0 {
                prop_assert!(left.over(right).holds(Ratio::whole(m / n)));
            }
            prop_assert!(left.join(right).holds(Ratio::whole(m)) && left.join(right).holds(Ratio::whole(n)));
        }
    }

    #[test]
    fn a_date_is_a_number_of_days_and_back() {
        let date = jiff::civil::date(2022, 9, 29);
        assert_eq!(date_of(days(date)), Some(date));
        assert_eq!(date_of(Ratio::whole(i64::MAX)), None);
    }
}
