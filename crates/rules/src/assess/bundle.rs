//! The combination of measures worth most to the person: what is certain is combined, what is not is named beside it.

use super::{
    answer::{
        Bound, Bundle, Chosen, CouldAdd, CouldAddBecause, Determination, LeftOut, LeftOutBecause, Outcome,
        Sum, Worth,
    },
    combine::{Candidate, Refused, best},
};
use crate::{
    evaluate::Estimate,
    limits,
    pack::{Per, Version},
};
use jiff::civil::Date;
use vocabulary::{Currency, Money};

/// Finds the best bundle among the measures determined under `versions`, as far as these could be known.
pub(super) fn best_bundle(versions: &[&Version], known_on: Date, measures: &[Determination]) -> Bundle {
    let excludes = exclusions(versions, known_on, measures);
    let excluded_by = |index: usize| excludes.get(index).map(Vec::as_slice).unwrap_or_default();
    let mut bundle = Bundle::default();
    let mut chosen: Vec<usize> = Vec::new();
    let mut undecided: Vec<(usize, CouldAddBecause)> = Vec::new();
    let mut left_out: Vec<usize> = Vec::new();
    let certain: Vec<usize> = measures
        .iter()
        .enumerate()
        .filter(|(_, m)| m.outcome == Outcome::Yes)
        .map(|(index, _)| index)
        .collect();
    for (index, measure) in measures.iter().enumerate() {
        match measure.outcome {
            Outcome::Unknown => undecided.push((index, CouldAddBecause::OutcomeUnknown)),
            Outcome::Refer => undecided.push((index, CouldAddBecause::Refer)),
            Outcome::Yes | Outcome::No => {}
        }
    }
    // One whose amount is not known cannot be weighed against those that it excludes.
    let weighable = |index: &usize| {
        let unknown =
            measures.get(*index).is_some_and(|m| !matches!(m.amount_state, Bound::Known | Bound::Without));
        !unknown || !excluded_by(*index).iter().any(|other| certain.contains(other))
    };
    let (weighed, unweighed): (Vec<usize>, Vec<usize>) = certain.iter().partition(|index| weighable(index));
    undecided.extend(unweighed.into_iter().map(|index| (index, CouldAddBecause::AmountUnknown)));
    for group in connected(&weighed, &excludes) {
        match choose(&group, measures, &excludes) {
            Ok(best) => {
                left_out.extend(group.iter().filter(|index| !best.contains(index)));
                chosen.extend(best);
            }
            Err(because) => undecided.extend(group.into_iter().map(|index| (index, because))),
        }
    }
    chosen.sort_unstable();
    left_out.sort_unstable();
    undecided.sort_unstable_by_key(|(index, _)| *index);
    let instead_of = |index: usize| {
        let others = excluded_by(index).iter().filter(|other| chosen.contains(other));
        others.filter_map(|other| measures.get(*other)).map(|measure| measure.id.clone()).collect::<Vec<_>>()
    };
    for index in &chosen {
        let Some(measure) = measures.get(*index) else { continue };
        let (worth, payments) = total_worth(measure);
        bundle.chosen.push(Chosen {
            measure: measure.id.clone(),
            version: measure.version.clone(),
            worth,
            payments,
        });
    }
    for index in left_out {
        let Some(measure) = measures.get(index) else { continue };
        let (worth, _) = total_worth(measure);
        let because = if worth.is_none() { LeftOutBecause::NoAmount } else { LeftOutBecause::WorthLess };
        bundle.left_out.push(LeftOut {
            measure: measure.id.clone(),
            version: measure.version.clone(),
            because,
            instead_of: instead_of(index),
            worth,
        });
    }
    for (index, because) in undecided {
        let Some(measure) = measures.get(index) else { continue };
        bundle.could_add.push(CouldAdd {
            measure: measure.id.clone(),
            version: measure.version.clone(),
            because,
            instead_of: instead_of(index),
        });
    }
    bundle.total = totals(&bundle.chosen);
    bundle
}

/// For each measure the numbers of those it excludes: stated by either, it holds for both. Where one of the two goes on from
/// an earlier version and the other was restated since, the exclusion is shown against the restated one: whether it still
/// holds was not read either.
fn exclusions(versions: &[&Version], known_on: Date, measures: &[Determination]) -> Vec<Vec<usize>> {
    let number = |version: &str, id: &str| measures.iter().position(|m| m.version == version && m.id == id);
    let mut excludes = vec![Vec::new(); measures.len()];
    for version in versions {
        let restated =
            |id: &str| measures.iter().position(|other| other.family == version.family && other.id == id);
        for measure in version.known_measures(known_on) {
            for exclusion in &measure.not_with {
                let own = exclusion.version == version.id;
                let pair = (number(&version.id, &measure.id), number(&exclusion.version, &exclusion.measure));
                let (a, b) = match pair {
                    (Some(a), Some(b)) => (Some(a), Some(b)),
                    (Some(a), None) if own => (Some(a), restated(&exclusion.measure)),
                    (None, Some(b)) if own => (restated(&measure.id), Some(b)),
                    _ => continue,
                };
                let (Some(a), Some(b)) = (a, b) else { continue };
                for (from, to) in [(a, b), (b, a)] {
                    if let Some(others) = excludes.get_mut(from)
                        && !others.contains(&to)
                    {
                        others.push(to);
                    }
                }
            }
        }
    }
    excludes
}

/// The groups of measures that exclude each other, directly or by a chain.
fn connected(among: &[usize], excludes: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut groups = Vec::new();
    let mut seen: Vec<usize> = Vec::new();
    for start in among {
        if seen.contains(start) {
            continue;
        }
        let mut group = vec![*start];
        let mut next = 0;
        while let Some(index) = group.get(next).copied() {
            let others = excludes.get(index).into_iter().flatten();
            let fresh: Vec<usize> =
                others.filter(|other| among.contains(other) && !group.contains(other)).copied().collect();
            group.extend(fresh);
            next += 1;
        }
        seen.extend(&group);
        group.sort_unstable();
        groups.push(group);
    }
    groups
}

fn choose(
    group: &[usize],
    measures: &[Determination],
    excludes: &[Vec<usize>],
) -> Result<Vec<usize>, CouldAddBecause> {
    if let [only] = group {
        return Ok(vec![*only]);
    }
    if group.len() > limits::EXCLUSIVE_GROUP {
        return Err(CouldAddBecause::TooMany);
    }
    let mut currency: Option<Currency> = None;
    let mut candidates = Vec::new();
    for index in group {
        let worth = measures.get(*index).and_then(|measure| total_worth(measure).0);
        if let Some(worth) = worth
            && *currency.get_or_insert(worth.currency()) != worth.currency()
        {
            return Err(CouldAddBecause::Currencies);
        }
        let others = excludes.get(*index).into_iter().flatten();
        let places = others.filter_map(|other| group.iter().position(|member| member == other));
        let (from, to) = worth.map_or((0, 0), |worth| worth.range());
        candidates.push(Candidate { from: from.into(), to: to.into(), excludes: places.collect() });
    }
    let best = best(&candidates, &[]).map_err(|refused| match refused {
        Refused::TooMany | Refused::Crossing => CouldAddBecause::TooMany,
    })?;
    Ok(best.into_iter().filter_map(|place| group.get(place).copied()).collect())
}

/// What a measure counts for, and how many payments that is.
fn total_worth(measure: &Determination) -> (Option<Worth>, i64) {
    let months = measure.duration.map(|duration| duration.in_months());
    let payments = match (measure.per, months) {
        (Some(Per::Year), Some(months)) => (months / 12).max(1),
        (Some(Per::Month), Some(months)) => months.max(1),
        _ => 1,
    };
    let worth = measure.amount.and_then(|amount| match amount {
        Worth::Exact(money) => {
            Some(Worth::Exact(Money::new(money.minor.checked_mul(payments)?, money.currency)))
        }
        Worth::Estimate(estimate) => Some(Worth::Estimate(Estimate {
            from: match estimate.from {
                Some(from) => Some(from.checked_mul(payments)?),
                None => None,
            },
            to: estimate.to.checked_mul(payments)?,
            ..estimate
        })),
    });
    (worth, payments)
}

/// The sums of what is chosen, each currency by itself. A sum that does not fit is left out: never a wrong one.
fn totals(chosen: &[Chosen]) -> Vec<Sum> {
    let mut currencies: Vec<Currency> = Vec::new();
    for worth in chosen.iter().filter_map(|chosen| chosen.worth) {
        if !currencies.contains(&worth.currency()) {
            currencies.push(worth.currency());
        }
    }
    let sum = |currency: Currency| {
        let parts =
            chosen.iter().filter_map(|chosen| chosen.worth).filter(|worth| worth.currency() == currency);
        let (mut from, mut to) = (0_i64, 0_i64);
        for (least, most) in parts.map(|worth| worth.range()) {
            from = from.checked_add(least)?;
            to = to.checked_add(most)?;
        }
        Some(Sum { currency, from, to })
    };
    currencies.into_iter().filter_map(sum).collect()
}
