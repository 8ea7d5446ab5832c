//! Both back ends mean the same: random packs over random people, with unknown and absent facts, come to the same outcomes,
//! amounts and results of conditions in columns as case by case. By default over 10^5 pairs of a pack and a case; so many as
//! `WOTU_COLUMNS_PAIRS` says.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test; what is not as it should be ends it"
)]

mod random;

use jiff::civil::{Date, date};
use random::{Draft, Sequence, draft, person};
use rules::{
    Facts, Outcome, Pack, ReasonKind, assess,
    columns::{Plan, Population, Results},
    load,
};

const ON: Date = date(2023, 9, 5);
const OUTCOMES: [Outcome; 4] = [Outcome::Yes, Outcome::No, Outcome::Unknown, Outcome::Refer];
/// People under one pack.
const PEOPLE: usize = 100;

/// What differs in a row.
fn differences(pack: &Pack, facts: &Facts, results: &Results, row: usize) -> Vec<String> {
    let assessed = assess(pack, facts, ON, ON).unwrap();
    assert_eq!(assessed.measures.len(), results.measures.len());
    let mut found = Vec::new();
    for (one, column) in assessed.measures.iter().zip(&results.measures) {
        assert_eq!((&one.id, &one.version), (&column.id, &column.version));
        let single = (one.outcome, one.amount_state, one.amount);
        let many = (column.outcome[row], column.amount.state[row], column.amount.worth(row));
        if single != many {
            let failure = &one.amount_failure;
            found.push(format!("{}/{}: {single:?} ({failure:?}) became {many:?}", one.version, one.id));
        }
        let reasons = one.reasons.iter().filter(|reason| reason.kind == ReasonKind::Condition);
        for (reason, condition) in reasons.zip(&column.conditions) {
            if reason.result != condition.result(row) {
                let became = condition.result(row);
                let (result, failure) = (reason.result, &reason.failure);
                found.push(format!(
                    "{}/{}/{}: {result:?} ({failure:?}) became {became:?}",
                    one.version, one.id, reason.id
                ));
            }
        }
    }
    found
}

fn results(pack: &Pack, people: &[Facts]) -> Results {
    let population = Population::from_facts(&pack.vocabulary, people).unwrap();
    Plan::new(pack, ON, ON).unwrap().with_conditions().run(&population, 1)
}

/// What one person comes to differently under a draft, if it loads.
fn fails(draft: &Draft, facts: &Facts) -> Vec<String> {
    let Ok(pack) = load(&draft.files()) else { return Vec::new() };
    differences(&pack, facts, &results(&pack, std::slice::from_ref(facts)), 0)
}

/// The smallest draft and person that still differ, found by leaving out one piece after another.
fn smallest(mut draft: Draft, mut facts: Facts) -> (Draft, Facts) {
    loop {
        let mut smaller: Vec<(Draft, Facts)> = Vec::new();
        for place in 0..draft.derived.len() {
            let mut fewer = draft.clone();
            fewer.derived.remove(place);
            smaller.push((fewer, facts.clone()));
        }
        for place in 0..draft.measures.len() {
            let mut fewer = draft.clone();
            fewer.measures.remove(place);
            smaller.push((fewer, facts.clone()));
            for part in 1..draft.measures[place].len() {
                let mut fewer = draft.clone();
                fewer.measures[place].remove(part);
                smaller.push((fewer, facts.clone()));
            }
        }
        let mut alone = draft.clone();
        if alone.earlier.take().is_some() {
            smaller.push((alone, facts.clone()));
        }
        for (name, _) in facts.iter() {
            let mut fewer = facts.clone();
            fewer.remove(name);
            smaller.push((draft.clone(), fewer));
        }
        match smaller.into_iter().find(|(draft, facts)| !fails(draft, facts).is_empty()) {
            Some(found) => (draft, facts) = found,
            None => return (draft, facts),
        }
    }
}

#[test]
fn random_packs_over_random_people_come_to_the_same_by_column_as_by_case() {
    let pairs: usize =
        std::env::var("WOTU_COLUMNS_PAIRS").ok().and_then(|pairs| pairs.parse().ok()).unwrap_or(100_000);
    let seed =
        std::env::var("WOTU_COLUMNS_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_123);
    let mut sequence = Sequence(seed);
    let (mut done, mut packs, mut refused, mut by_case, mut values) = (0, 0, 0, 0, 0);
    let mut decided = [0_usize; 4];
    while done < pairs {
        let draft = draft(&mut sequence);
        let pack = match load(&draft.files()) {
            Ok(pack) => pack,
            Err(findings) => {
                refused += 1;
                let shown: Vec<String> = findings.iter().take(3).map(ToString::to_string).collect();
                assert!(
                    refused < 20 + packs / 4,
                    "most packs load: {}\n{}",
                    shown.join("\n"),
                    draft.version()
                );
                continue;
            }
        };
        packs += 1;
        let people: Vec<Facts> = (0..PEOPLE).map(|_| person(&mut sequence, &draft.facts)).collect();
        let results = results(&pack, &people);
        by_case += results.computed_by_case;
        values += results
            .measures
            .iter()
            .map(|measure| measure.outcome.len() * (2 + measure.conditions.len()))
            .sum::<usize>();
        for (row, facts) in people.iter().enumerate() {
            let found = differences(&pack, facts, &results, row);
            if !found.is_empty() {
                let (draft, facts) = smallest(draft, facts.clone());
                let found = if fails(&draft, &facts).is_empty() { found } else { fails(&draft, &facts) };
                let told: Vec<String> =
                    facts.iter().map(|(name, given)| format!("{name} = {:?}", given.value)).collect();
                panic!("after {done} pairs:\n{}\n{}\n{}", found.join("\n"), draft.version(), told.join("\n"));
            }
            for measure in &results.measures {
                decided[OUTCOMES.iter().position(|outcome| *outcome == measure.outcome[row]).unwrap()] += 1;
            }
            done += 1;
        }
    }
    println!(
        "{done} pairs, {packs} packs, {refused} did not load, {by_case} of {values} values by case, {decided:?}"
    );
    // The test means something: every outcome occurs, and most is computed by column.
    assert!(decided.iter().all(|count| *count > done / 100), "{decided:?}");
    assert!(by_case < values / 4, "{by_case} of {values}");
}
