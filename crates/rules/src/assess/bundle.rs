//! The combination of measures worth most to the person: what is certain is combined, what is not is named beside it.

use super::{
    answer::{
        Bound, Bundle, Chosen, CouldAdd, CouldAddBecause, Determination, LeftOut, LeftOutBecause, Outcome,
        Sum, Worth,
    },
    combine::{Candidate, Refused, best},
    groups::Grouped,
};
use crate::{
    evaluate::Estimate,
    limits,
    pack::{GroupRule, Per, Version},
};
use jiff::civil::Date;
use vocabulary::{Currency, Money};

/// Finds the best bundle among the measures determined under `versions`, as far as these could be known.
pub(crate) fn best_bundle(
    versions: &[&Version],
    known_on: Date,
    measures: &[Determination],
    groups: &[Grouped<'_>],
) -> Bundle {
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
    let behind = behind_others(groups, &certain);
    left_out.extend(&behind);
    let certain: Vec<usize> = certain.into_iter().filter(|index| !behind.contains(index)).collect();
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
    for group in connected(&weighed, &excludes, groups) {
        match choose(&group, measures, &excludes, groups) {
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
        let because = if behind.contains(&index) {
            LeftOutBecause::Priority
        } else if worth.is_none() {
            LeftOutBecause::NoAmount
        } else {
            LeftOutBecause::WorthLess
        };
        let of_group = |group: &&Grouped<'_>| {
            group.excludes()
                && group.members.contains(&index)
                && group.members.iter().any(|other| chosen.contains(other))
        };
        bundle.left_out.push(LeftOut {
            measure: measure.id.clone(),
            version: measure.version.clone(),
            because,
            instead_of: instead_of(index),
            worth,
            text: groups.iter().find(of_group).map(Grouped::text),
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
    cap_sums(&mut bundle, &chosen, measures, groups);
    bundle
}

/// Those that are certain and stand behind another that is certain too in an order of preference.
fn behind_others(groups: &[Grouped<'_>], certain: &[usize]) -> Vec<usize> {
    let mut behind: Vec<usize> = Vec::new();
    for group in groups.iter().filter(|group| matches!(group.group.rule, GroupRule::Priority(_))) {
        let granted = group.members.iter().filter(|index| certain.contains(index) && !behind.contains(index));
        let later: Vec<usize> = granted.skip(1).copied().collect();
        behind.extend(later);
    }
    behind
}

/// Applies the caps on sums to the total, those of fewer measures first: what one took off, another does not take off again.
fn cap_sums(bundle: &mut Bundle, chosen: &[usize], measures: &[Determination], groups: &[Grouped<'_>]) {
    let mut caps: Vec<(&Grouped<'_>, Worth)> =
        groups.iter().filter(|group| group.is_cap()).filter_map(|group| Some((group, group.cap?))).collect();
    caps.sort_by_key(|(group, _)| group.members.len());
    let mut cuts: Vec<(&[usize], i64, i64)> = Vec::new();
    for (group, limit) in caps {
        let members: Vec<usize> =
            group.members.iter().filter(|index| chosen.contains(index)).copied().collect();
        let worths = members.iter().filter_map(|index| measures.get(*index)).filter_map(|m| total_worth(m).0);
        let (mut from, mut to) = (0_i64, 0_i64);
        for worth in worths.filter(|worth| worth.currency() == limit.currency()) {
            let (least, most) = worth.range();
            (from, to) = (from.saturating_add(least), to.saturating_add(most));
        }
        let inside = cuts.iter().filter(|(inner, ..)| inner.iter().all(|m| group.members.contains(m)));
        for (_, cut_from, cut_to) in inside {
            (from, to) = (from.saturating_sub(*cut_from), to.saturating_sub(*cut_to));
        }
        let (limit_from, limit_to) = limit.range();
        let cut = (from.saturating_sub(limit_from).max(0), to.saturating_sub(limit_to).max(0));
        if let Some(sum) = bundle.total.iter_mut().find(|sum| sum.currency == limit.currency()) {
            (sum.from, sum.to) = (sum.from.saturating_sub(cut.0), sum.to.saturating_sub(cut.1));
        }
        cuts.push((&group.members, cut.0, cut.1));
        let ids: Vec<String> =
            members.iter().filter_map(|index| measures.get(*index)).map(|m| m.id.clone()).collect();
        if !ids.is_empty() {
            bundle.caps.push(group.applied(limit, cut, &ids));
        }
    }
}

/// For each measure the numbers of those it excludes: stated by either, it holds for both. Where one of the two goes on from
/// an earlier version and the other was restated since, the exclusion is shown against the restated one: whether it still
/// holds was not read either.
pub(crate) fn exclusions(
    versions: &[&Version],
    known_on: Date,
    measures: &[Determination],
) -> Vec<Vec<usize>> {
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
    for version in versions {
        for group in version.arrangements.groups.iter().filter(|group| group.excludes()) {
            let members: Vec<usize> =
                group.measures.iter().filter_map(|id| number(&version.id, id)).collect();
            for own in &members {
                let Some(others) = excludes.get_mut(*own) else { continue };
                for other in members.iter().filter(|other| *other != own) {
                    if !others.contains(other) {
                        others.push(*other);
                    }
                }
            }
        }
    }
    excludes
}

/// The groups of measures that exclude each other, directly or by a chain.
fn connected(among: &[usize], excludes: &[Vec<usize>], caps: &[Grouped<'_>]) -> Vec<Vec<usize>> {
    let mut groups = Vec::new();
    let mut seen: Vec<usize> = Vec::new();
    for start in among {
        if seen.contains(start) {
            continue;
        }
        let mut group = vec![*start];
        let mut next = 0;
        while let Some(index) = group.get(next).copied() {
            let under = caps.iter().filter(|group| group.is_cap() && group.members.contains(&index));
            let others =
                excludes.get(index).into_iter().flatten().chain(under.flat_map(|group| &group.members));
            let mut fresh: Vec<usize> =
                others.filter(|other| among.contains(other) && !group.contains(other)).copied().collect();
            fresh.sort_unstable();
            fresh.dedup();
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
    groups: &[Grouped<'_>],
) -> Result<Vec<usize>, CouldAddBecause> {
    let capped = |cap: &&Grouped<'_>| cap.is_cap() && cap.members.iter().any(|index| group.contains(index));
    // Under a cap that is not known no sum is.
    if groups.iter().filter(capped).any(|cap| cap.cap.is_none()) {
        return Err(CouldAddBecause::AmountUnknown);
    }
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
    let mut caps = Vec::new();
    for (cap, of) in groups.iter().filter(capped).filter_map(|cap| cap.cap_among(group)) {
        if *currency.get_or_insert(of) != of {
            return Err(CouldAddBecause::Currencies);
        }
        caps.push(cap);
    }
    let best = best(&candidates, &caps).map_err(|refused| match refused {
        Refused::TooMany | Refused::Crossing => CouldAddBecause::TooMany,
    })?;
    Ok(best.into_iter().filter_map(|place| group.get(place).copied()).collect())
}

/// What a measure counts for, and how many payments that is.
pub(crate) fn total_worth(measure: &Determination) -> (Option<Worth>, i64) {
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
