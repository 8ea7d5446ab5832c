//! The demonstration region holds what it promises: the same from the same seed, plainly invented, with right numbers,
//! within its bounds.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use testkit::{
    clock::TODAY,
    region::{DemoPerson, Region, Scale, credit_code_check, identity_number_check},
    seed,
};

fn region() -> Region {
    Region::new(seed::DEMO, TODAY, Scale::default()).unwrap()
}

/// A fingerprint of everything that `items` say.
fn fingerprint<T: serde::Serialize>(items: impl Iterator<Item = T>) -> String {
    let mut hash = Sha256::new();
    for item in items {
        hash.update(serde_json::to_vec(&item).unwrap());
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn share(people: &[DemoPerson], holds: impl Fn(&DemoPerson) -> bool) -> usize {
    people.iter().filter(|person| holds(person)).count() * 1_000 / people.len()
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_does_not() {
    let region = region();
    // A change of these means that every demonstration and benchmark changes: say so in the commit.
    let all =
        [fingerprint(region.people()), fingerprint(region.organisations()), fingerprint(region.posts())];
    assert_eq!(all, ["d102059011adc7a4", "8b2ef696d8361237", "5ede14a17b084e9b"]);
    let other = Region::new(7, TODAY, Scale::default()).unwrap();
    assert_ne!(fingerprint(region.people().take(20)), fingerprint(other.people().take(20)));
}

#[test]
fn a_person_depends_on_the_seed_and_the_index_alone() {
    let million = Region::new(seed::DEMO, TODAY, Scale::of_people(1_000_000)).unwrap();
    assert_eq!(million.scale(), Scale { people: 1_000_000, organisations: 150_000, posts: 750_000 });
    assert_eq!(million.person(1_234), region().people().nth(1_234).unwrap());
    assert_eq!(million.organisation(299), region().organisation(299));
    assert_eq!(million.person(999_999).index, 999_999);
}

#[test]
fn everybody_and_every_organisation_is_plainly_invented() {
    let region = region();
    let names = region.people().map(|person| person.name).chain(region.organisations().map(|one| one.name));
    for name in names {
        assert!(name.zh.ends_with("（虚构）"), "{name:?}");
        assert!(name.en.ends_with(" (invented)") && name.en.is_ascii(), "{name:?}");
    }
    for person in region.people() {
        assert!(person.email.ends_with("@example.invalid"));
    }
    for post in region.posts() {
        assert!(post.description.zh.contains("并不存在") && post.description.en.contains("does not exist"));
        assert!(!post.description.zh.contains('{') && !post.description.en.contains('{'), "{post:?}");
    }
}

#[test]
fn identity_numbers_check_agree_with_the_birthday_and_belong_to_one_person() {
    let region = region();
    let mut seen = BTreeSet::new();
    // Also people whose places in the day meet: a round of 100,000 apart.
    let far = (0..2_000).flat_map(|index| [index, index + 100_000, index + 200_000, index + 900_000]);
    for person in far.map(|index| region.person(index)) {
        let Some(number) = &person.identity_number else { continue };
        assert_eq!(number.len(), 18);
        assert!(number.starts_with("2299"), "{number}");
        assert_eq!(identity_number_check(&number[..17]), number.chars().last());
        if let Some(born) = person.fact("birth_date") {
            assert_eq!(number[6..14], born.as_str().unwrap().replace('-', ""));
        }
        assert!(seen.insert(number.clone()), "{number} twice");
    }
    assert!(seen.len() > 5_000, "{}", seen.len());
}

#[test]
fn organisations_differ_in_name_and_in_a_credit_code_that_checks() {
    let region =
        Region::new(seed::DEMO, TODAY, Scale { people: 0, organisations: 10_000, posts: 0 }).unwrap();
    let (mut names, mut codes) = (BTreeSet::new(), BTreeSet::new());
    for organisation in region.organisations() {
        let code = &organisation.credit_code;
        assert_eq!(code.len(), 18);
        assert_eq!(&code[2..8], "229900");
        assert_eq!(credit_code_check(&code[..17]), code.chars().last(), "{code}");
        assert!(names.insert(organisation.name.zh.clone()), "{}", organisation.name.zh);
        assert!(names.insert(organisation.name.en.clone()), "{}", organisation.name.en);
        assert!(codes.insert(code.clone()), "{code}");
    }
    let kinds: BTreeSet<_> = region.organisations().take(300).map(|organisation| organisation.kind).collect();
    assert_eq!(kinds.len(), 7);
}

#[test]
fn posts_belong_to_the_region_and_keep_their_order_of_days_and_pay() {
    let region = region();
    let places: BTreeSet<String> = region.places().iter().map(|place| place.code.to_string()).collect();
    let (mut closed, mut unpaid, mut kinds) = (0, 0, BTreeSet::new());
    for post in region.posts() {
        let organisation = region.organisation(post.organisation);
        assert!(post.organisation < 300);
        assert_eq!(post.places[0], organisation.place);
        assert!(post.places.iter().all(|place| places.contains(place.as_str())));
        assert!(post.opens < post.closes);
        assert!(post.skills.len() >= 3 && post.openings >= 1);
        if let Some(pay) = post.pay {
            assert!(0 < pay.low_fen && pay.low_fen < pay.high_fen && pay.low_fen % 50_000 == 0, "{pay:?}");
        }
        closed += usize::from(post.closes < TODAY);
        unpaid += usize::from(post.pay.is_none());
        kinds.insert(post.archetype);
    }
    assert!((90..300).contains(&closed), "{closed} closed");
    assert!((100..210).contains(&unpaid), "{unpaid} without pay");
    assert!(kinds.len() >= 40, "{} kinds", kinds.len());
}

#[test]
fn the_shares_of_the_demonstration_stay_within_bounds() {
    let people: Vec<DemoPerson> = region().people().collect();
    let changchun = share(&people, |person| person.place.as_str() == "220100");
    assert!((340..420).contains(&changchun), "{changchun}");
    let is_rated = |person: &DemoPerson| {
        (1..=3).any(|n| {
            person.fact(&format!("talent_class_{n}")).is_some_and(|fact| fact.get("value").is_some())
        })
    };
    let rated = share(&people, is_rated);
    assert!((65..=95).contains(&rated), "{rated} of a thousand rated");
    for version in 1..=3 {
        let name = format!("talent_class_{version}");
        let rated =
            share(&people, |person| person.fact(&name).is_some_and(|fact| fact.get("value").is_some()));
        assert!(rated >= 4, "{name}: {rated}");
        let unknown = share(&people, |person| person.fact(&name).is_none());
        assert!((100..350).contains(&unknown), "{name}: {unknown} unknown");
    }
    let without_contract = share(&people, |person| {
        person.fact("contract_start").is_some_and(|fact| fact == &serde_json::json!({ "none": true }))
    });
    assert!((60..180).contains(&without_contract), "{without_contract}");
}

#[test]
fn the_facts_of_a_life_agree() {
    let today = TODAY.to_string();
    let mut compared = BTreeMap::new();
    for person in region().people() {
        let text = |name: &str| {
            let fact = person.fact(name)?;
            fact.get("value").unwrap_or(fact).as_str().map(ToOwned::to_owned)
        };
        let mut in_order = |first: Option<String>, second: Option<String>, what: &'static str| {
            if let (Some(first), Some(second)) = (first, second) {
                assert!(first <= second, "{}: {what}: {first} {second}", person.index);
                *compared.entry(what).or_insert(0) += 1;
            }
        };
        in_order(text("contract_start"), text("contract_end"), "a contract ends after it begins");
        in_order(Some(today.clone()), text("contract_end"), "the contract runs today or later");
        in_order(text("talent_rated_on"), Some(today.clone()), "nobody was rated tomorrow");
        in_order(text("first_pension_payment"), Some(today.clone()), "no pension was paid tomorrow");
        for (scheme, since) in [
            ("talent_class_1", "2018-02-05"),
            ("talent_class_2", "2021-02-05"),
            ("talent_class_3", "2022-09-29"),
        ] {
            let rated = person.fact(scheme).and_then(|fact| fact.get("since")).and_then(|day| day.as_str());
            in_order(Some(since.into()), rated.map(ToOwned::to_owned), "a scheme rates from its first day");
            if rated.is_some() {
                in_order(text("talent_rated_on"), rated.map(ToOwned::to_owned), "the rating is the latest");
            }
        }
        if let (Some(born), Some(years)) = (text("birth_date"), person.fact("years_of_experience")) {
            let age = 2026 - born[..4].parse::<u64>().unwrap();
            assert!(age >= 17 + years.as_u64().unwrap(), "{}: {age} {years}", person.index);
            let least = match text("degree").as_deref() {
                Some("doctor") => 28,
                Some("master") => 25,
                Some("bachelor") => 22,
                _ => 17,
            };
            assert!(age >= least + years.as_u64().unwrap(), "{}: {age} {years} {least}", person.index);
        }
    }
    assert_eq!(compared.len(), 6, "{compared:?}");
    assert!(compared.values().all(|count| *count > 50), "{compared:?}");
}
