//! What a measure brings: the amount, its caps, its instalments.

use super::{
    answer::{Bound, CapApplied, Determination, Instalment, Worth},
    show,
};
use crate::{
    evaluate::{Estimate, Eval, Failure, Machine, Paths, State, Val, merge},
    pack::{Amount, Instalments, Measure, Pack, Period, Split},
};
use vocabulary::Money;

/// Computes the amount into the determination.
pub(super) fn compute(pack: &Pack, measure: &Measure, machine: &mut Machine<'_>, into: &mut Determination) {
    match &measure.amount {
        Amount::Without => {}
        Amount::NotRead => into.amount_state = Bound::NotRead,
        Amount::Stated { expression, per } => {
            into.per = Some(*per);
            let amount = machine.judge(expression);
            let read = show::facts_read(&pack.vocabulary, machine.bound, &amount.read, machine.on);
            into.assumed = read.into_iter().filter(|fact| fact.default).map(|fact| fact.name).collect();
            let caps: Vec<Eval> = measure.caps.iter().map(|cap| machine.judge(&cap.expression)).collect();
            match capped(&amount, &caps, measure) {
                Ok((amount, caps)) => {
                    into.amount = Some(if measure.amount_at_most { at_most(amount) } else { amount });
                    into.amount_state = Bound::Known;
                    into.caps = caps;
                }
                Err(Open::Unknown) => {
                    into.amount_state = Bound::Unknown;
                    let mut missing = Paths::NONE;
                    for eval in std::iter::once(&amount).chain(&caps) {
                        merge(&mut missing, &eval.missing);
                    }
                    let mut missing = show::names(&pack.vocabulary, machine.bound, &missing);
                    missing.sort();
                    into.amount_missing = missing;
                }
                Err(Open::Failed(failure)) => {
                    into.amount_state = Bound::Failed;
                    into.amount_failure = Some(failure);
                }
            }
        }
    }
    if let Some(instalments) = &measure.instalments {
        into.instalments = divide(instalments, into.amount, machine);
    }
}

/// The amount alone, and whether it is known.
pub(super) fn decide(measure: &Measure, machine: &mut Machine<'_>) -> (Bound, Option<Worth>) {
    match &measure.amount {
        Amount::Without => (Bound::Without, None),
        Amount::NotRead => (Bound::NotRead, None),
        Amount::Stated { expression, .. } => {
            let amount = machine.judge(expression);
            let caps: Vec<Eval> = measure.caps.iter().map(|cap| machine.judge(&cap.expression)).collect();
            match capped(&amount, &caps, measure) {
                Ok((amount, _)) if measure.amount_at_most => (Bound::Known, Some(at_most(amount))),
                Ok((amount, _)) => (Bound::Known, Some(amount)),
                Err(Open::Unknown) => (Bound::Unknown, None),
                Err(Open::Failed(_)) => (Bound::Failed, None),
            }
        }
    }
}

/// The facts that the amount waits for, if it does.
pub(super) fn waits_for(measure: &Measure, machine: &mut Machine<'_>) -> Paths {
    let mut missing = Paths::NONE;
    if let Amount::Stated { expression, .. } = &measure.amount {
        let parts =
            std::iter::once(expression.as_ref()).chain(measure.caps.iter().map(|cap| &cap.expression));
        for part in parts {
            merge(&mut missing, &machine.judge(part).missing);
        }
    }
    missing
}

/// "Up to" this: the least is open, unless the text states one.
pub(crate) fn at_most(amount: Worth) -> Worth {
    Worth::Estimate(match amount {
        Worth::Exact(money) => {
            Estimate { from: None, to: money.minor, currency: money.currency, about: false, at_most: true }
        }
        Worth::Estimate(estimate) => Estimate { at_most: true, ..estimate },
    })
}

enum Open {
    Unknown,
    Failed(Failure),
}

fn worth(eval: &Eval) -> Result<Worth, Open> {
    match &eval.state {
        State::Known(Val::Money(money)) => Ok(Worth::Exact(*money)),
        State::Known(Val::Estimate(estimate)) => Ok(Worth::Estimate(*estimate)),
        State::Known(_) => Err(Open::Failed(Failure::AbsentValue)),
        State::Unknown => Err(Open::Unknown),
        State::Failed(failure) => Err(Open::Failed(failure.clone())),
    }
}

/// The amount after its caps. A cap that is not known leaves the amount unknown: it might lower it.
fn capped(amount: &Eval, caps: &[Eval], measure: &Measure) -> Result<(Worth, Vec<CapApplied>), Open> {
    let mut amount = worth(amount)?;
    let mut applied = Vec::new();
    for (cap, eval) in measure.caps.iter().zip(caps) {
        let limit = worth(eval)?;
        let lower = lower(amount, limit).map_err(Open::Failed)?;
        let lowered = lower != amount;
        amount = lower;
        applied.push(CapApplied { limit, lowered, text: cap.text.clone(), article: cap.article.clone() });
    }
    Ok((amount, applied))
}

/// The lower of an amount and what it is at most.
pub(crate) fn lower(amount: Worth, limit: Worth) -> Result<Worth, Failure> {
    if amount.currency() != limit.currency() {
        return Err(Failure::Currencies);
    }
    match (amount, limit) {
        (Worth::Exact(a), Worth::Exact(b)) => Ok(Worth::Exact(if b.minor < a.minor { b } else { a })),
        (Worth::Estimate(a), Worth::Exact(b)) if a.to <= b.minor => Ok(Worth::Estimate(a)),
        (Worth::Exact(a), Worth::Estimate(b)) if b.from.is_some_and(|from| a.minor <= from) && !b.about => {
            Ok(Worth::Exact(a))
        }
        _ => {
            let ((from_a, to_a), (from_b, to_b)) = (amount.range(), limit.range());
            let flags = |worth: Worth| match worth {
                Worth::Exact(_) => (false, false),
                Worth::Estimate(estimate) => (estimate.about, estimate.at_most),
            };
            let (a, b) = (flags(amount), flags(limit));
            Ok(Worth::Estimate(Estimate {
                from: Some(from_a.min(from_b)),
                to: to_a.min(to_b),
                currency: amount.currency(),
                about: a.0 || b.0,
                at_most: a.1 || b.1,
            }))
        }
    }
}

fn divide(instalments: &Instalments, amount: Option<Worth>, machine: &mut Machine<'_>) -> Vec<Instalment> {
    let parts: Vec<Option<Money>> = match (&instalments.split, amount) {
        (Split::Equal, Some(Worth::Exact(money))) => equal_parts(money, instalments.count),
        (Split::Stated(parts), _) => {
            let part = |expression| match worth(&machine.value(expression)) {
                Ok(Worth::Exact(money)) => Some(money),
                _ => None,
            };
            parts.iter().map(part).collect()
        }
        _ => Vec::new(),
    };
    (0..instalments.count)
        .zip(parts.into_iter().map(Some).chain(std::iter::repeat(None)))
        .map(|(place, amount)| Instalment {
            number: place + 1,
            due: Period {
                years: instalments.every.years.saturating_mul(place),
                months: instalments.every.months.saturating_mul(place),
            },
            amount: amount.flatten(),
        })
        .collect()
}

/// Equal parts of whole minor units; what is left over is in the last.
pub(super) fn equal_parts(money: Money, count: u32) -> Vec<Option<Money>> {
    let Some(part) = money.minor.checked_div(i64::from(count)) else { return Vec::new() };
    let rest = money.minor.checked_rem(i64::from(count)).unwrap_or(0);
    let minor = |number: u32| if number == count { part + rest } else { part };
    (1..=count).map(|number| Some(Money::new(minor(number), money.currency))).collect()
}
