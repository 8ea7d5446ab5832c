//! What a later version does not restate, and what could not be known yet: assessed, said, and never taken for certain.

#![expect(clippy::panic, reason = "a test; a pack that does not load ends it")]

mod support;

use jiff::civil::{Date, date};
use rules::{CouldAddBecause, Facts, Failure, Files, Outcome, Pack, ReasonKind, assess, load, next_question};
use support::{FACTS, PACK, measure, mistakes, shown};

fn version(id: &str, from: &str, more: &str, measures: &[String]) -> String {
    format!(
        "version: {id}\nfamily: talent\ntitle: {{zh: 第{id}版, en: Version {id}}}\nshort: {{zh: {id}, en: {id}}}\n\
         source: [s1]\nin_force: {{from: {from}{more}\nmeasures:\n{}",
        measures.concat()
    )
}

fn versions(first: String, second: String, third: String) -> Pack {
    let manifest = PACK.replace("[v1.yaml]", "[v1.yaml, v2.yaml, v3.yaml]");
    let files = Files::new().with("pack.yaml", manifest).with("facts.yaml", FACTS);
    let files = files.with("v1.yaml", first).with("v2.yaml", second).with("v3.yaml", third);
    load(&files).unwrap_or_else(|findings| panic!("{}", shown(&findings)))
}

/// Three versions of one family. `old` is in the first only, `both` in the first two, `kept` in all; the third could be
/// known a month after it began.
fn three() -> Pack {
    let amount = "    amount: {expr: 'money(\"100\")', per: once}\n";
    let excludes = format!("{amount}    not_with: [{{measure: kept}}]\n");
    versions(
        version(
            "v1",
            "2018-01-01",
            ", after_not_read: 2020-01-01}",
            &[measure("kept", "p", amount), measure("both", "q", amount), measure("old", "p", amount)],
        ),
        version(
            "v2",
            "2020-01-01",
            ", after_not_read: 2022-01-01}",
            &[measure("kept", "p", amount), measure("both", "p", &excludes)],
        ),
        version("v3", "2022-01-01", "}\nknown_from: 2022-02-01", &[measure("kept", "p", amount)]),
    )
}

fn told() -> Facts {
    Facts::new().with("p", true).with("q", true)
}

const LATE: Date = date(2024, 1, 1);

#[test]
fn what_a_successor_does_not_restate_is_unknown_and_says_since_when() {
    let answer = assess(&three(), &told(), LATE, LATE).unwrap();
    let found: Vec<(&str, &str, Outcome)> =
        answer.measures.iter().map(|m| (m.id.as_str(), m.version.as_str(), m.outcome)).collect();
    // Of `both` the second version counts: what the first said of it was restated there.
    let expected =
        [("kept", "v3", Outcome::Yes), ("both", "v2", Outcome::Unknown), ("old", "v1", Outcome::Unknown)];
    assert_eq!(found, expected);
    let both = answer.measure("both").unwrap();
    let reason = both.reasons.last().unwrap();
    assert_eq!(reason.kind, ReasonKind::AfterNotRead);
    assert!(reason.text.en.contains("2022-01-01") && reason.text.zh.contains("2022-01-01"));
    assert!(answer.measure("old").unwrap().reasons.last().unwrap().text.en.contains("2020-01-01"));
    let used: Vec<(&str, bool)> = answer.versions.iter().map(|v| (v.version.as_str(), v.carried)).collect();
    assert_eq!(used, [("v3", false), ("v2", true), ("v1", true)]);
}

#[test]
fn what_goes_on_never_says_yes_and_a_no_stays_a_no() {
    let answer = assess(&three(), &Facts::new().with("p", false), LATE, LATE).unwrap();
    for id in ["kept", "both", "old"] {
        assert_eq!(answer.measure(id).unwrap().outcome, Outcome::No, "{id}");
    }
    let answer = assess(&three(), &Facts::new(), LATE, LATE).unwrap();
    assert!(answer.measures.iter().all(|measure| measure.outcome == Outcome::Unknown));
}

#[test]
fn what_goes_on_is_beside_the_bundle_and_its_exclusion_is_visible() {
    let answer = assess(&three(), &told(), LATE, LATE).unwrap();
    let chosen: Vec<&str> = answer.bundle.chosen.iter().map(|chosen| chosen.measure.as_str()).collect();
    assert_eq!((chosen, answer.bundle.total[0].to), (vec!["kept"], 10_000));
    assert!(answer.bundle.left_out.is_empty());
    let both = answer.bundle.could_add.iter().find(|add| add.measure == "both").unwrap();
    assert_eq!((both.version.as_str(), both.because), ("v2", CouldAddBecause::OutcomeUnknown));
    // The second version excluded `both` and `kept`; `kept` is in force as the third restates it.
    assert_eq!(both.instead_of, ["kept"]);
}

#[test]
fn a_version_is_in_force_as_long_as_nobody_could_know_its_successor() {
    let (pack, on) = (three(), date(2022, 1, 15));
    let before = assess(&pack, &told(), on, date(2022, 1, 31)).unwrap();
    let both = before.measure("both").unwrap();
    assert_eq!((both.version.as_str(), both.outcome), ("v2", Outcome::Yes));
    assert_eq!(before.versions[0].after_not_read, None);
    // What the first version leaves open was open already: its successor was known.
    assert_eq!(before.measure("old").unwrap().outcome, Outcome::Unknown);
    let after = assess(&pack, &told(), on, date(2022, 2, 1)).unwrap();
    assert_eq!(after.measure("both").unwrap().outcome, Outcome::Unknown);
    assert_eq!(after.measure("kept").unwrap().version, "v3");
}

#[test]
fn a_version_that_was_ended_leaves_nothing_behind() {
    let pack = versions(
        version("v1", "2018-01-01", ", after_not_read: 2020-01-01}", &[measure("gone", "p", "")]),
        version("v2", "2020-01-01", ", until: 2022-01-01}", &[measure("gone", "p", "")]),
        version("v3", "2022-01-01", "}", &[measure("kept", "p", "")]),
    );
    let answer = assess(&pack, &told(), LATE, LATE).unwrap();
    // The second version restated it and ended: the first one's doubt is settled.
    assert!(answer.measure("gone").is_none());
    assert!(pack.carried(LATE, LATE).is_empty());
}

#[test]
fn a_question_that_can_only_lead_to_no_comes_after_those_that_can_lead_to_yes() {
    let pack = versions(
        version(
            "v1",
            "2018-01-01",
            ", after_not_read: 2020-01-01}",
            &[measure("a", "p", ""), measure("b", "p", "")],
        ),
        version("v2", "2020-01-01", ", until: 2021-01-01}", &[measure("d", "r", "")]),
        version("v3", "2022-01-01", "}", &[measure("c", "r", "")]),
    );
    let ask = |facts: &Facts| next_question(&pack, facts, LATE, LATE).unwrap();
    assert_eq!(ask(&Facts::new()), Some("r".to_owned()));
    assert_eq!(ask(&Facts::new().with("r", true)), Some("p".to_owned()));
}

#[test]
fn a_measure_that_could_not_be_known_yet_is_not_there() {
    let later = measure("later", "p", "    known_from: 2023-01-01\n");
    let pack = support::pack(&format!("measures:\n{}{later}", measure("m", "p", "")));
    let ids = |known_on| {
        let answer = assess(&pack, &told(), LATE, known_on).unwrap();
        answer.measures.iter().map(|measure| measure.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(date(2022, 12, 31)), ["m"]);
    assert_eq!(ids(date(2023, 1, 1)), ["m", "later"]);
}

#[test]
fn a_condition_that_could_not_be_known_yet_leaves_it_open_and_does_not_give_itself_away() {
    let body = measure("m", "p", "")
        + "      - {id: late, expr: 'q', known_from: 2023-01-01, text: {zh: 秘, en: Secret}}\n";
    let pack = support::pack(&format!("measures:\n{body}"));
    let before = assess(&pack, &told(), LATE, date(2022, 12, 31)).unwrap();
    let m = before.measure("m").unwrap();
    assert_eq!((m.outcome, m.missing.len()), (Outcome::Unknown, 0));
    let late = &m.reasons[1];
    assert_eq!(late.failure, Some(Failure::NotYetKnown { known_from: date(2023, 1, 1) }));
    assert!(late.text.en.contains("2023-01-01") && !late.text.en.contains("Secret") && late.facts.is_empty());
    // Another condition that fails decides all the same.
    let no = assess(&pack, &Facts::new().with("p", false), LATE, date(2022, 12, 31)).unwrap();
    assert_eq!(no.measure("m").unwrap().outcome, Outcome::No);
    let after = assess(&pack, &told(), LATE, date(2023, 1, 1)).unwrap();
    assert_eq!(after.measure("m").unwrap().outcome, Outcome::Yes);
}

#[test]
fn up_to_an_amount_is_the_most_and_the_least_stays_open() {
    let amount =
        "    amount: {expr: 'income * 2', per: once, at_most: true}\n    caps: [{expr: 'money(\"300\")'}]\n";
    let pack = support::pack(&format!("measures:\n{}", measure("m", "true", amount)));
    let facts = Facts::new()
        .with("income", rules::Value::Money(vocabulary::Money::new(20_000, vocabulary::Currency::CNY)));
    let found = support::determined(&pack, &facts);
    let json = serde_json::to_value(found.amount).unwrap();
    let expected =
        serde_json::json!({"from": null, "to": 30_000, "currency": "CNY", "about": false, "at_most": true});
    assert_eq!(json, expected);
    assert_eq!(support::determined(&pack, &Facts::new()).amount, None);
}

#[test]
fn a_group_of_questions_has_the_title_that_a_facts_file_gives_it() {
    let groups = "groups:\n  - {id: work, title: {zh: 工作, en: Work}}\n";
    let files = support::files("measures: []\n").with("facts.yaml", format!("{groups}{FACTS}"));
    let vocabulary = load(&files).unwrap_or_else(|findings| panic!("{}", shown(&findings))).vocabulary;
    assert_eq!(vocabulary.group_title("work").map(|title| title.en.as_str()), Some("Work"));
    assert_eq!(vocabulary.group_title("rating"), None);
    let union = rules::Vocabulary::merge([&vocabulary, &vocabulary]).unwrap();
    assert_eq!(union.group_title("work"), vocabulary.group_title("work"));
    let twice = format!("groups:\n  - {{id: work, title: {{zh: 一, en: One}}}}\n{}", &groups[8..]);
    let files = support::files("measures: []\n").with("facts.yaml", format!("{twice}{FACTS}"));
    assert_eq!(load(&files).unwrap_err()[0].code.as_str(), "id_twice");
}

#[test]
fn a_day_of_knowledge_that_is_no_date_is_a_mistake() {
    let found = mistakes(&format!("measures:\n{}", measure("m", "p", "    known_from: soon\n")));
    assert_eq!(found.iter().map(|(code, ..)| code.as_str()).collect::<Vec<_>>(), ["not_a_date"]);
}
