//! The missing facts are exactly those that can still matter, and no fact taken away turns unknown into yes, no or zero.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test; what is not as it should be ends it"
)]

mod interviews;
mod packs;
mod support;

use interviews::{Persons, Sequence};
use jiff::civil::date;
use proptest::prelude::*;
use rules::{Assessment, Facts, Outcome, Pack, Value, assess, decide};
use std::collections::BTreeSet;
use support::{determined, pack};

/// Parts of conditions over values that are few, or that turn at few places.
const LEAVES: [&str; 18] = [
    "p",
    "q",
    "r",
    "p == q",
    "p ? q : r",
    "grade >= \"B\"",
    "grade == \"A\"",
    "rated < \"B\"",
    "has(rated)",
    "rated in [\"A\", \"C\"]",
    "n >= 3",
    "n < 5",
    "n == 4",
    "3 < n",
    "born <= date(\"2005-09-05\")",
    "years_between(born, on) >= 18",
    "add_years(born, 18, \"roll\") <= on",
    "years_between(born, on) > 60",
];

/// For each fact the values on both sides of every turn above (`on` is 2023-09-05).
const DOMAINS: [(&str, &[&str]); 7] = [
    ("p", &["false", "true"]),
    ("q", &["false", "true"]),
    ("r", &["false", "true"]),
    ("grade", &["A", "B", "C"]),
    ("rated", &["A", "B", "C", "none"]),
    ("n", &["2", "3", "4", "5", "6"]),
    ("born", &["1962-09-05", "1962-09-06", "2005-09-05", "2005-09-06"]),
];

fn value(text: &str) -> Value {
    match text {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        "none" => Value::None,
        text => match (text.parse::<i64>(), text.parse()) {
            (Ok(number), _) => Value::Int(number),
            (_, Ok(day)) => Value::Date(day),
            _ => Value::text(text),
        },
    }
}

fn condition() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(LEAVES.to_vec()).prop_map(|leaf| format!("({leaf})"));
    leaf.prop_recursive(3, 10, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} && {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} || {b})")),
            inner.clone().prop_map(|a| format!("!{a}")),
            (inner.clone(), inner.clone(), inner).prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
        ]
    })
}

fn body(conditions: &[String], refer: Option<&String>) -> String {
    let mut body = String::from(
        "measures:\n  - id: m\n    title: {zh: 措施, en: Measure}\n    source: [s1]\n    kind: money\n    conditions:\n",
    );
    for (place, condition) in conditions.iter().enumerate() {
        body +=
            &format!("      - {{id: c{place}, expr: '{condition}', text: {{zh: 条件, en: Condition}}}}\n");
    }
    if let Some(refer) = refer {
        body += &format!("    refer: {{when: '{refer}', text: {{zh: 转, en: Refer}}}}\n");
    }
    body
}

/// Every way to tell what is open.
fn completions(facts: &Facts, open: &[(&str, &[&str])]) -> Vec<(Vec<usize>, Facts)> {
    let mut all = vec![(Vec::new(), facts.clone())];
    for (name, values) in open {
        let mut next = Vec::with_capacity(all.len() * values.len());
        for (places, facts) in &all {
            for (place, text) in values.iter().enumerate() {
                next.push(([places.clone(), vec![place]].concat(), facts.clone().with(*name, value(text))));
            }
        }
        all = next;
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn what_is_missing_is_what_some_completion_shows_to_matter(
        conditions in proptest::collection::vec(condition(), 1..4),
        refer in proptest::option::of(condition()),
        given in proptest::collection::vec(any::<bool>(), DOMAINS.len()),
        pick in 0_usize..10_000,
    ) {
        let pack = pack(&body(&conditions, refer.as_ref()));
        let mut facts = Facts::new();
        let mut open = Vec::new();
        let text = conditions.join(" ") + refer.as_deref().unwrap_or("");
        for (index, (name, values)) in DOMAINS.iter().enumerate() {
            if given[index] {
                facts.set(*name, value(values[(pick / (index + 1)) % values.len()]));
            } else if text.contains(name) {
                open.push((*name, *values));
            }
        }
        let found = determined(&pack, &facts);
        let all = completions(&facts, &open);
        let results: Vec<Vec<Outcome>> = all
            .iter()
            .map(|(_, facts)| {
                // What the measure comes to, and each condition by itself.
                let found = determined(&pack, facts);
                let mut results = vec![found.outcome];
                results.extend(found.reasons.iter().map(|reason| if reason.result == rules::Trilean::Yes { Outcome::Yes } else { Outcome::No }));
                results
            })
            .collect();
        prop_assert!(results.iter().all(|of_case| of_case[0] != Outcome::Unknown));
        if found.outcome != Outcome::Unknown {
            prop_assert!(results.iter().all(|of_case| of_case[0] == found.outcome));
            prop_assert!(found.missing.is_empty());
            return Ok(());
        }
        let mut matter: BTreeSet<&str> = BTreeSet::new();
        let mut stride = 1;
        for (place, (name, values)) in open.iter().enumerate().rev() {
            for (number, (places, _)) in all.iter().enumerate() {
                if places[place] > 0 && results[number][0] != results[number - places[place] * stride][0] {
                    matter.insert(name);
                }
            }
            stride *= values.len();
        }
        let missing: BTreeSet<&str> = found.missing.iter().map(String::as_str).collect();
        prop_assert!(!missing.is_empty(), "unknown, and nothing to ask");
        prop_assert!(matter.is_subset(&missing), "{matter:?} matter, {missing:?} are named");
        if matter.is_empty() {
            return Ok(());
        }
        // More is named only where it stands in nothing but conditions that every completion leaves as they are: those are
        // still asked, for nothing is assumed. Words are whole names, and none of these is part of another.
        let words = |text: &str, name: &str| text.split(|c: char| !c.is_alphanumeric()).any(|word| word == name);
        for extra in missing.difference(&matter) {
            for (place, condition) in conditions.iter().enumerate() {
                let constant = results.iter().all(|of_case| of_case[place + 1] == results[0][place + 1]);
                prop_assert!(!words(condition, extra) || constant, "{extra} changes nothing; {matter:?} do");
            }
        }
        prop_assert!(found.missing_exact);
    }
}

/// With the facts of `fewer` an outcome or amount was decided; with those of `more` it is another.
fn overturned(fewer: &Assessment, pack: &Pack, more: &Facts) -> Vec<String> {
    let after = decide(pack, more, fewer.on, fewer.known_on).unwrap();
    let mut found = Vec::new();
    for (before, after) in fewer.measures.iter().zip(&after) {
        assert_eq!((before.id.as_str(), before.version.as_str()), (after.measure, after.version));
        let place = format!("{}/{}/{}", fewer.pack, before.version, before.id);
        if before.outcome != Outcome::Unknown && before.outcome != after.outcome {
            found.push(format!("{place}: {:?} was {:?}", before.outcome, after.outcome));
        }
        if before.outcome == Outcome::Unknown
            && before.missing.is_empty()
            && after.outcome != Outcome::Unknown
        {
            found.push(format!("{place}: nothing was missing, and it was {:?}", after.outcome));
        }
        let both = before.amount.is_some() && matches!(after.outcome, Outcome::Yes | Outcome::Unknown);
        if both && before.amount != after.amount {
            found.push(format!("{place}: {:?} was {:?}", before.amount, after.amount));
        }
    }
    found
}

#[test]
fn no_input_that_is_taken_away_turns_unknown_into_yes_no_or_zero() {
    let mut sequence = Sequence(3);
    let (mut rules, mut removals, mut completions, mut wrong) = (0, 0, 0, Vec::new());
    for folder in packs::pack_folders() {
        let pack = packs::load_folder(&folder);
        for version in &pack.versions {
            rules += version.derived.len();
            for measure in &version.measures {
                rules += measure.conditions.len() + measure.caps.len() + usize::from(measure.refer.is_some());
                rules += usize::from(matches!(measure.amount, rules::pack::Amount::Stated { .. }));
            }
        }
        // A golden person of each version and of what lies between, everything else filled in.
        for (seed, case) in (0_u64..).zip(packs::cases(&folder)) {
            if case.json.get("refused").is_some() || seed % 3 != 0 {
                continue;
            }
            let mut person = Persons::Ordinary.person(&pack, seed);
            for (name, given) in packs::facts_of(&case, &pack).unwrap().iter() {
                if let Some(value) = given.value.clone() {
                    person.set(name, value);
                }
            }
            let read = pack.facts_read(case.on(), case.known_on()).unwrap();
            let names: Vec<&String> = read.iter().filter(|name| !name.contains('.')).collect();
            // One by one, and then some subsets.
            let mut taken: Vec<Vec<&str>> = names.iter().map(|name| vec![name.as_str()]).collect();
            for _ in 0..8 {
                let some = names.iter().filter(|_| sequence.below(3) == 0);
                taken.push(some.map(|name| name.as_str()).collect());
            }
            for names in taken {
                let mut fewer = person.clone();
                names.iter().for_each(|name| drop(fewer.remove(name)));
                let before = assess(&pack, &fewer, case.on(), case.known_on()).unwrap();
                removals += 1;
                for other in 0..3 {
                    let mut more = person.clone();
                    if other > 0 {
                        let another = [Persons::Even, Persons::Ordinary][other % 2]
                            .person(&pack, sequence.next() % 1_000_000);
                        for name in &names {
                            more.set(*name, another.get(name).unwrap().clone());
                        }
                    }
                    completions += 1;
                    wrong.extend(overturned(&before, &pack, &more));
                }
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        rules >= 200 && removals >= 1_000,
        "{rules} rules, {removals} removals, {completions} completions"
    );
}

#[test]
fn outcomes_alone_are_those_of_the_assessment() {
    for folder in packs::pack_folders() {
        let pack = packs::load_folder(&folder);
        for seed in 0..20 {
            let mut person = Persons::Even.person(&pack, seed);
            let mut sequence = Sequence(seed);
            let names: Vec<String> = person.iter().map(|(name, _)| name.to_owned()).collect();
            for name in names.iter().filter(|_| sequence.below(2) == 0) {
                person.remove(name);
            }
            for on in [date(2019, 6, 1), date(2023, 10, 1), date(2026, 2, 1)] {
                let Ok(found) = assess(&pack, &person, on, date(2026, 11, 22)) else { continue };
                let alone = decide(&pack, &person, on, date(2026, 11, 22)).unwrap();
                assert_eq!(found.measures.len(), alone.len());
                for (measure, decision) in found.measures.iter().zip(&alone) {
                    assert_eq!(
                        (measure.id.as_str(), measure.outcome, measure.amount_state, measure.amount),
                        (decision.measure, decision.outcome, decision.amount_state, decision.amount)
                    );
                }
            }
        }
    }
}
