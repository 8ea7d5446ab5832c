//! Whole populations, held row by row against the engine for one case: what turns, who gains and loses, what it costs and
//! when.

#![allow(
    clippy::as_conversions,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what is wrong by failing"
)]

mod packs;

use jiff::civil::{Date, date};
use packs::load_folder;
use proptest::prelude::*;
use rules::{
    Assessment, Bound, Facts, Files, Outcome, Pack, Trilean, Value, Worth, assess,
    bulk::{Appropriation, Difference, Open, Side, Spending, only_version},
    columns::Population,
    load,
};
use std::{collections::BTreeMap, path::Path};
use vocabulary::{Currency, Money};

const FACTS: &str = r#"
facts:
  - {name: years, type: int, group: work, title: {zh: 年限, en: Years}, question: {zh: 几年？, en: How many years?}}
  - {name: local, type: bool, group: work, title: {zh: 本地, en: Local}, question: {zh: 在本地？, en: Here?}}
  - {name: rent, type: money, group: work, title: {zh: 租金, en: Rent}, question: {zh: 租金？, en: Rent?}}
"#;

fn measure(id: &str, condition: &str, more: &str) -> String {
    format!(
        "  - id: {id}\n    title: {{zh: {id}, en: {id}}}\n    kind: money\n    article: \"{id}\"\n    conditions:\n      - {{id: c_{id}, article: \"{id}.1\", expr: '{condition}', text: {{zh: 条件, en: Condition}}}}\n{more}\n"
    )
}

fn pack() -> Pack {
    let manifest = "pack: invented\ntitle: {zh: 虚构, en: Invented}\nplace: \"220000\"\ncurrency: CNY\nfacts: [facts.yaml]\nversions: [v1.yaml, v2.yaml]\n";
    let version = |id: &str, from: &str, measures: &[String]| {
        format!(
            "version: {id}\nfamily: talent\ntitle: {{zh: 版, en: Version}}\nshort: {{zh: 版, en: V}}\nin_force: {{from: {from}}}\ntables:\n  - {{name: about, title: {{zh: 表, en: Table}}, keys: [{{name: years, type: int}}], type: money, rows: [{{when: [1], value: {{from: \"100\", to: \"300\"}}}}, {{when: [2], value: \"250\"}}]}}\nmeasures:\n{}",
            measures.concat()
        )
    };
    let v1 = version(
        "v1",
        "2020-01-01",
        &[
            measure("settling", "years >= 2", "    amount: {expr: 'money(\"1000\")', per: once}"),
            measure("loan", "local", "    amount: {expr: 'rent', per: once}"),
        ],
    );
    let v2 = version(
        "v2",
        "2024-01-01",
        &[
            measure(
                "settling",
                "years >= 1",
                "    amount: {expr: 'round_half_up(percent(rent, \"150\"))', per: once}\n    instalments: {count: 3, every: {years: 1}, split: equal}\n    not_with: [{measure: monthly}]",
            ),
            measure(
                "monthly",
                "local && years >= 1",
                "    amount: {expr: 'money(\"33.33\")', per: month}\n    duration: {months: 20}",
            ),
            measure("yearly", "years >= 3", "    amount: {expr: 'rent', per: year}"),
            measure("ranged", "!local", "    amount: {expr: 'about[years]', per: once}"),
            measure(
                "staged",
                "years >= 2",
                "    amount: {expr: 'money(\"900\")', per: once}\n    instalments: {count: 2, every: {months: 8}, split: ['money(\"600\")', 'money(\"300\")']}",
            ),
            measure(
                "undivided",
                "years >= 0",
                "    amount: {expr: 'money(\"70\")', per: once}\n    instalments: {count: 5, every: {years: 1}, split: not_read}",
            ),
        ],
    );
    let files = Files::new().with("pack.yaml", manifest).with("facts.yaml", FACTS);
    load(&files.with("v1.yaml", v1).with("v2.yaml", v2)).unwrap_or_else(|findings| panic!("{findings:?}"))
}

/// One person of the invented pack: each fact may be unknown.
fn person() -> impl Strategy<Value = Facts> {
    let years = proptest::option::weighted(0.85, 0_i64..5);
    let local = proptest::option::weighted(0.85, any::<bool>());
    let rent = proptest::option::weighted(0.85, 0_i64..100_000);
    (years, local, rent).prop_map(|(years, local, rent)| {
        let mut facts = Facts::new();
        if let Some(years) = years {
            facts.set("years", years);
        }
        if let Some(local) = local {
            facts.set("local", local);
        }
        if let Some(rent) = rent {
            facts.set("rent", Money::new(rent, Currency::CNY));
        }
        facts
    })
}

/// What a person's bundle is worth.
fn worth(assessment: &Assessment) -> (i64, i64) {
    let parts = assessment.bundle.chosen.iter().filter_map(|chosen| chosen.worth).map(|worth| worth.range());
    parts.fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1))
}

fn is_open(assessment: &Assessment) -> bool {
    assessment.measures.iter().any(|measure| match measure.outcome {
        Outcome::Unknown | Outcome::Refer => true,
        Outcome::Yes => !matches!(measure.amount_state, Bound::Known | Bound::Without),
        Outcome::No => false,
    })
}

fn hold_difference(before: (&Pack, Date), after: (&Pack, Date), people: &[Facts]) {
    let side = |(pack, on): (&'static Pack, Date)| Side::new(pack, on, on).unwrap();
    let leak = |pack: &Pack| -> &'static Pack { Box::leak(Box::new(pack.clone())) };
    let (before, after) = ((leak(before.0), before.1), (leak(after.0), after.1));
    let mut difference = Difference::new(side(before), side(after), 3);
    let groups: Vec<u32> = (0..people.len()).map(|row| u32::try_from(row % 3).unwrap()).collect();
    // Two batches, so that what is counted goes on.
    let half = people.len() / 2;
    for (start, part) in [(0, &people[..half]), (half, &people[half..])] {
        let population = Population::from_facts(&after.0.vocabulary, part).unwrap();
        let old = difference.sides().0.run(&population, 1);
        let new = difference.sides().1.run(&population, 2);
        difference.add(&old, &new, &groups[start..start + part.len()], start).unwrap();
    }
    let report = difference.report().unwrap();

    let mut turns: BTreeMap<String, u64> = BTreeMap::new();
    let mut because: BTreeMap<String, u64> = BTreeMap::new();
    let (mut gain, mut lose, mut same, mut open, mut undecided) = (vec![], vec![], 0, 0, 0);
    let (mut sum_before, mut sum_after) = ((0, 0), (0, 0));
    for (row, facts) in people.iter().enumerate() {
        let old = assess(before.0, facts, before.1, before.1).unwrap();
        let new = assess(after.0, facts, after.1, after.1).unwrap();
        let mut ids: Vec<(&str, &str)> =
            new.measures.iter().chain(&old.measures).map(|m| (m.family.as_str(), m.id.as_str())).collect();
        ids.sort_unstable();
        ids.dedup();
        for (family, id) in ids {
            let find = |assessment: &'_ Assessment| {
                assessment.measures.iter().find(|m| m.family == family && m.id == id).cloned()
            };
            let (old, new) = (find(&old), find(&new));
            let outcomes = (old.as_ref().map(|m| m.outcome), new.as_ref().map(|m| m.outcome));
            *turns.entry(format!("{family}/{id} {outcomes:?}")).or_default() += 1;
            if outcomes.0 == outcomes.1 {
                continue;
            }
            for (is_after, side) in [(false, &old), (true, &new)] {
                let Some(side) = side else { continue };
                for reason in &side.reasons {
                    let counts = match (side.outcome, reason.result) {
                        (Outcome::No, Trilean::No) => true,
                        (Outcome::Unknown, Trilean::Unknown | Trilean::No) => {
                            reason.kind == rules::ReasonKind::Condition
                        }
                        _ => false,
                    };
                    if counts {
                        *because
                            .entry(format!("{family}/{id} {outcomes:?} {is_after} {}", reason.id))
                            .or_default() += 1;
                    }
                }
            }
        }
        let (a, b) = (worth(&old), worth(&new));
        sum_before = (sum_before.0 + a.0, sum_before.1 + a.1);
        sum_after = (sum_after.0 + b.0, sum_after.1 + b.1);
        if a == b {
            same += 1;
        } else if b.0 >= a.1 {
            gain.push(row);
        } else if b.1 <= a.0 {
            lose.push(row);
        } else {
            open += 1;
        }
        undecided += u64::from(is_open(&old) || is_open(&new));
    }
    let mut found_turns: BTreeMap<String, u64> = BTreeMap::new();
    let mut found_because: BTreeMap<String, u64> = BTreeMap::new();
    for measure in &report.measures {
        for turn in &measure.transitions {
            let outcomes = (turn.before, turn.after);
            found_turns.insert(format!("{}/{} {outcomes:?}", measure.family, measure.id), turn.count);
            for reason in turn.because.iter().filter(|reason| reason.text.is_some()) {
                found_because.insert(
                    format!(
                        "{}/{} {outcomes:?} {} {}",
                        measure.family, measure.id, reason.after, reason.condition
                    ),
                    reason.no + reason.unknown,
                );
            }
            for row in &turn.examples {
                assert!(*row < people.len());
            }
        }
    }
    assert_eq!(found_turns, turns);
    assert_eq!(found_because, because);
    let effect = &report.effect;
    assert_eq!((effect.gain, effect.lose), (gain.len() as u64, lose.len() as u64));
    assert_eq!((effect.same, effect.open, effect.undecided), (same, open, undecided));
    let of = |sums: &[rules::Sum]| {
        sums.iter().find(|sum| sum.currency == after.0.currency).map_or((0, 0), |sum| (sum.from, sum.to))
    };
    assert_eq!((of(&effect.before), of(&effect.after)), (sum_before, sum_after));
    assert_eq!(report.gain_examples, gain.into_iter().take(3).collect::<Vec<_>>());
    assert_eq!(report.lose_examples, lose.into_iter().take(3).collect::<Vec<_>>());
    assert_eq!(report.groups.iter().map(|group| group.effect.people).sum::<u64>(), people.len() as u64);
    assert_eq!(report.groups.iter().map(|group| group.effect.gain).sum::<u64>(), effect.gain);
}

/// Every payment of a person's bundle: the year, the least, the most. Written from the documents, not from the code.
fn payments(pack: &Pack, assessment: &Assessment, on: Date, years: i64) -> Vec<(i64, i64, i64)> {
    let mut payments = Vec::new();
    for chosen in &assessment.bundle.chosen {
        let listed = assessment.measure(&chosen.measure).unwrap();
        let measure = pack.version(&chosen.version).unwrap().measure(&chosen.measure).unwrap();
        let Some((from, to)) = listed.amount.map(|amount| amount.range()) else { continue };
        let year_after = |months: i64| {
            let months = i64::from(on.month()) - 1 + months;
            months / 12
        };
        match (listed.per.unwrap(), measure.duration) {
            (rules::pack::Per::Once, _) if !listed.instalments.is_empty() => {
                for instalment in &listed.instalments {
                    let year =
                        year_after(i64::from(instalment.due.years) * 12 + i64::from(instalment.due.months));
                    match instalment.amount {
                        Some(amount) => payments.push((year, amount.minor, amount.minor)),
                        None => payments.push((year, 0, to)),
                    }
                }
            }
            (rules::pack::Per::Once, _) => payments.push((0, from, to)),
            (rules::pack::Per::Month, Some(duration)) => {
                (0..duration.in_months()).for_each(|month| payments.push((year_after(month), from, to)));
            }
            (rules::pack::Per::Year, Some(duration)) => {
                (0..duration.in_months() / 12).for_each(|year| payments.push((year, from, to)));
            }
            (rules::pack::Per::Year, None) => {
                payments.push((0, from, to));
                (1..years).for_each(|year| payments.push((year, 0, to)));
            }
            (rules::pack::Per::Month, None) => unreachable!("the invented pack has none"),
        }
    }
    payments
}

fn hold_spending(pack: &'static Pack, on: Date, people: &[Facts], budget: i64, years: usize) {
    let appropriation = Appropriation { amount: Money::new(budget, pack.currency) };
    let mut spending = Spending::new(pack, on, on, Some(years), Some(appropriation)).unwrap();
    let half = people.len() / 2;
    for (start, part) in [(0, &people[..half]), (half, &people[half..])] {
        let population = Population::from_facts(&pack.vocabulary, part).unwrap();
        let results = spending.side().run(&population, 1);
        let parts = spending.run_parts(&population, 1);
        let groups: Vec<u32> = (0..part.len()).map(|_| 1).collect();
        spending.add(&results, parts.as_ref(), &groups, start).unwrap();
    }
    let report = spending.report().unwrap();
    let horizon = i64::try_from(years).unwrap();
    let mut by_year = vec![(0, 0); years];
    let (mut whole, mut certainly, mut possibly) = ((0, 0), None, None);
    let (mut open, mut at_most) = (0, 0);
    for (row, facts) in people.iter().enumerate() {
        let assessment = assess(pack, facts, on, on).unwrap();
        open += u64::from(is_open(&assessment));
        for (year, from, to) in payments(pack, &assessment, on, horizon) {
            if let Some(sum) = usize::try_from(year).ok().and_then(|year| by_year.get_mut(year)) {
                *sum = (sum.0 + from, sum.1 + to);
            }
        }
        for chosen in &assessment.bundle.chosen {
            let one = Assessment {
                bundle: rules::Bundle { chosen: vec![chosen.clone()], ..Default::default() },
                ..assessment.clone()
            };
            let all = payments(pack, &one, on, horizon);
            let within: Vec<_> = all.iter().filter(|(year, ..)| *year < horizon).collect();
            let of_measure = assessment.measure(&chosen.measure).unwrap().amount.map(|amount| amount.range());
            // An amount whose division was not read is whole once all of it is due, and up to itself before.
            let unread =
                all.len() > 1 && all.iter().all(|(_, from, _)| *from == 0) && chosen.measure == "undivided";
            let cost = match (unread, of_measure) {
                (true, Some((from, to))) if within.len() == all.len() => (from, to),
                (true, Some((_, to))) => (0, to),
                _ => within.iter().fold((0, 0), |sum, (_, from, to)| (sum.0 + from, sum.1 + to)),
            };
            whole = (whole.0 + cost.0, whole.1 + cost.1);
        }
        for measure in assessment.measures.iter().filter(|measure| measure.outcome == Outcome::Unknown) {
            let Some(amount) = measure.amount.as_ref().map(Worth::range) else { continue };
            at_most += match measure.id.as_str() {
                "monthly" => {
                    let first = 13 - i64::from(on.month());
                    amount.1
                        * (0..horizon).map(|year| if year == 0 { first } else { 12 }).sum::<i64>().min(20)
                }
                "yearly" => amount.1 * horizon,
                _ => amount.1,
            };
        }
        if whole.1 > budget && possibly.is_none() {
            possibly = Some(row);
        }
        if whole.0 > budget && certainly.is_none() {
            certainly = Some(row);
        }
    }
    let pair = |sum: &rules::Sum| (sum.from, sum.to);
    assert_eq!(report.years.iter().map(|year| pair(&year.costs[0])).collect::<Vec<_>>(), by_year);
    assert_eq!(pair(&report.costs[0]), whole);
    let outlook = report.outlook.unwrap();
    assert_eq!(outlook.possibly_out.map(|out| out.row), possibly);
    assert_eq!(outlook.certainly_out.map(|out| out.row), certainly);
    assert_eq!(pair(&outlook.left), (budget - whole.1, budget - whole.0));
    assert_eq!(report.unknown.people, open);
    assert_eq!(report.unknown.at_most[0].to, at_most);
    assert_eq!(report.groups.len(), 1);
    assert_eq!(report.groups[0].costs, report.costs);
    for measure in &report.measures {
        assert_eq!(measure.yes + measure.no + measure.unknown + measure.refer, people.len() as u64);
        assert_eq!(measure.yes, measure.in_bundle + measure.left_out, "{}", measure.id);
    }
}

fn invented() -> &'static Pack {
    static PACK: std::sync::OnceLock<Pack> = std::sync::OnceLock::new();
    PACK.get_or_init(pack)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_difference_is_that_of_every_row(people in proptest::collection::vec(person(), 2..60)) {
        hold_difference((invented(), date(2023, 6, 1)), (invented(), date(2024, 6, 1)), &people);
    }

    #[test]
    fn a_simulation_costs_what_every_row_costs(
        people in proptest::collection::vec(person(), 2..60),
        budget in 0_i64..5_000_000,
        years in 1_usize..6,
        month in 1_i8..=12,
    ) {
        hold_spending(invented(), date(2024, month, 1), &people, budget, years);
    }
}

fn value_of(kind: &rules::facts::FactType, pack: &Pack, place: u32) -> Option<Value> {
    use rules::facts::FactType;
    let number = i64::from(place % 7);
    Some(match kind {
        FactType::Bool => Value::Bool(place.is_multiple_of(2)),
        FactType::Int { min, .. } => Value::Int(min.unwrap_or(0) + number),
        FactType::Date => Value::Date(date(2019 + i16::try_from(number).unwrap(), 3, 1)),
        FactType::Money { currency, .. } => Value::Money(Money::new(number * 12_345, *currency)),
        FactType::Enum { scheme } => {
            let classes = &pack.vocabulary.scheme(scheme)?.values;
            Value::text(&classes[place as usize % classes.len()].id)
        }
        FactType::Text => Value::text("220102"),
        _ => return None,
    })
}

#[test]
fn jilin_2_and_3_differ_as_every_row_says() {
    let pack = load_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/jilin"));
    let mut state = 7_u32;
    let mut draw = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 8
    };
    let people: Vec<Facts> = (0..150)
        .map(|_| {
            let mut facts = Facts::new();
            for fact in pack.vocabulary.facts() {
                let drawn = draw();
                if drawn.is_multiple_of(10) {
                    continue;
                }
                if fact.may_be_none && drawn.is_multiple_of(3) {
                    facts.set(fact.name.as_str(), Value::None);
                } else if let Some(value) = value_of(&fact.kind, &pack, draw()) {
                    facts.set(fact.name.as_str(), value);
                }
            }
            facts
        })
        .collect();
    hold_difference((&pack, date(2022, 6, 1)), (&pack, date(2023, 9, 5)), &people);
    let (v2, v3) = (only_version(&pack, "v2").unwrap(), only_version(&pack, "v3").unwrap());
    hold_difference((&v2, date(2023, 9, 5)), (&v3, date(2023, 9, 5)), &people);
    assert!(only_version(&pack, "nowhere").is_none());
}

#[test]
fn what_was_not_read_about_a_payment_is_named() {
    let people =
        [Facts::new().with("years", 4).with("rent", Money::new(100, Currency::CNY)).with("local", true)];
    let population = Population::from_facts(&invented().vocabulary, &people).unwrap();
    let mut spending = Spending::new(invented(), date(2024, 6, 1), date(2024, 6, 1), None, None).unwrap();
    let (results, parts) = (spending.side().run(&population, 1), spending.run_parts(&population, 1));
    spending.add(&results, parts.as_ref(), &[], 0).unwrap();
    let report = spending.report().unwrap();
    let open = |id: &str| report.measures.iter().find(|measure| measure.id == id).unwrap().open.clone();
    assert_eq!(open("yearly"), [Open::NoEndStated]);
    assert_eq!(open("undivided"), [Open::SplitNotRead]);
    assert_eq!(open("settling"), []);
    // Five instalments a year apart: five years, unless somebody asks for others.
    assert_eq!(report.years.len(), 5);
}
