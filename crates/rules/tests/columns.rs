//! The columnar back end comes to what the engine for one case comes to, row by row: for the people of the golden cases
//! of every pack in `policies/`, and any row opens as a case of its own.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test; what is not as it should be ends it"
)]

mod packs;
mod support;

use packs::{cases, facts_of, load_folder, pack_folders};
use rules::{
    Facts, Value, assess,
    columns::{Bitmap, Column, Data, Plan, Population},
};
use support::ON;

/// What differs between a plan's results and the assessment of each row.
fn differences(
    pack: &rules::Pack,
    people: &[Facts],
    on: jiff::civil::Date,
    known_on: jiff::civil::Date,
) -> Vec<String> {
    let population = Population::from_facts(&pack.vocabulary, people).unwrap();
    let plan = Plan::new(pack, on, known_on).unwrap().with_conditions();
    let results = plan.run(&population, 2);
    let mut found = Vec::new();
    for (row, facts) in people.iter().enumerate() {
        let assessed = assess(pack, facts, on, known_on).unwrap();
        // The row itself says the same as the case that it was made of.
        assert_eq!(
            assess(pack, &population.facts(row), on, known_on).unwrap().measures.len(),
            results.measures.len()
        );
        for (one, column) in assessed.measures.iter().zip(&results.measures) {
            assert_eq!((&one.id, &one.version), (&column.id, &column.version));
            let many = (column.outcome[row], column.amount.state[row], column.amount.worth(row));
            if (one.outcome, one.amount_state, one.amount) != many {
                let single = (one.outcome, one.amount_state, one.amount);
                found.push(format!("{}/{} row {row}: {single:?} became {many:?}", one.version, one.id));
            }
            let reasons = one.reasons.iter().filter(|reason| reason.kind == rules::ReasonKind::Condition);
            for (reason, condition) in reasons.zip(&column.conditions) {
                if (reason.result, &reason.id) != (condition.result(row), &condition.id) {
                    found.push(format!(
                        "{}/{}/{} row {row}: {:?}",
                        one.version, one.id, reason.id, reason.result
                    ));
                }
            }
        }
    }
    found
}

#[test]
fn the_people_of_the_golden_cases_come_to_the_same() {
    let mut rows = 0;
    for folder in pack_folders() {
        let pack = load_folder(&folder);
        let cases = cases(&folder);
        let people: Vec<Facts> = cases.iter().filter_map(|case| facts_of(case, &pack).ok()).collect();
        for case in cases.iter().filter(|case| case.json.get("refused").is_none()) {
            let found = differences(&pack, &people, case.on(), case.known_on());
            assert!(found.is_empty(), "{}: {}", case.place, found.join("\n"));
            rows += people.len();
        }
    }
    assert!(rows > 1_000, "{rows}");
}

#[test]
fn any_row_opens_as_the_case_that_it_was_made_of() {
    for folder in pack_folders() {
        let pack = load_folder(&folder);
        let people: Vec<Facts> =
            cases(&folder).iter().filter_map(|case| facts_of(case, &pack).ok()).collect();
        let population = Population::from_facts(&pack.vocabulary, &people).unwrap();
        for (row, facts) in people.iter().enumerate() {
            let told = |facts: &Facts| -> Vec<(String, Value)> {
                let told =
                    facts.iter().filter_map(|(name, given)| Some((name.to_owned(), given.value.clone()?)));
                told.collect()
            };
            assert_eq!(told(&population.facts(row)), told(facts), "{} row {row}", folder.display());
        }
    }
}

#[test]
fn a_column_that_its_fact_cannot_have_is_refused_by_name() {
    let pack = support::one("p");
    let mut population = Population::new(&pack.vocabulary, 2);
    let mut refused = |fact: &str, column: Column| {
        let error = population.set(fact, column).unwrap_err();
        (error.field, error.row, error.code)
    };
    let known = Column::known;
    let named = |field: &str, row, code| (field.to_owned(), row, code);
    let ints = |values: [i64; 2]| known(Data::Int(values.to_vec()));
    assert_eq!(refused("nobody", ints([1, 2])), named("nobody", None, "rules.column_unknown"));
    assert_eq!(refused("p", ints([1, 2])), named("p", None, "rules.column_type"));
    assert_eq!(refused("n", known(Data::Int(vec![1]))), named("n", None, "rules.column_length"));
    assert_eq!(refused("n", ints([1, -5_000])), named("n", Some(1), "rules.column_range"));
    let money = known(Data::Money(vec![-1, 1]));
    assert_eq!(refused("income", money), named("income", Some(0), "rules.column_range"));
    assert_eq!(
        refused("grade", known(Data::Class(vec![0, 3]))),
        named("grade", Some(1), "rules.column_range")
    );
    let zero = known(Data::Decimal { numerators: vec![1, 1], denominator: 0 });
    assert_eq!(refused("rate", zero), named("rate", None, "rules.column_denominator"));
    let absent = Column { absent: Some(Bitmap::full(2)), ..ints([1, 2]) };
    assert_eq!(refused("n", absent), named("n", Some(0), "rules.column_never_absent"));
    let fields = vec![("age".to_owned(), known(Data::Int(vec![1])))];
    let error = population.set_list("household", vec![0, 1, 1], fields).unwrap_err();
    assert_eq!((error.field.as_str(), error.code), ("household.age", "rules.column_unknown"));
    let error = population.set_list("household", vec![0, 2, 1], Vec::new()).unwrap_err();
    assert_eq!((error.row, error.code), (Some(1), "rules.column_offsets"));
}

#[test]
fn what_a_column_does_not_know_is_unknown_and_not_what_happens_to_stand_there() {
    let pack = support::one("n > 5");
    let mut population = Population::new(&pack.vocabulary, 3);
    let known = Bitmap::from_fn(3, |row| row != 1);
    population.set("n", Column { data: Data::Int(vec![6, 7, 5]), known, absent: None }).unwrap();
    let results = Plan::new(&pack, ON, ON).unwrap().run(&population, 1);
    use rules::Outcome::{No, Unknown, Yes};
    assert_eq!(results.measures[0].outcome, [Yes, Unknown, No]);
    assert_eq!(population.facts(1), Facts::new());
}

#[test]
fn derived_values_come_out_by_case_and_by_member() {
    let body = r#"
derived:
  - {name: tax, type: money, of: household, title: {zh: 税, en: Tax}, expr: 'round_half_up(percent(member.income, "15"))'}
  - {name: taxes, type: money, title: {zh: 合计, en: Total}, expr: 'sum(household.map(m, m.tax))'}
  - {name: old, type: bool, title: {zh: 老, en: Old}, expr: 'years_between(born, on) >= 60'}
"#;
    let pack = support::pack(&format!("{body}measures:\n{}", support::measure("m", "old", "")));
    let mut population = Population::new(&pack.vocabulary, 3);
    let incomes = Column {
        data: Data::Money(vec![1_000, 10, 30]),
        known: Bitmap::from_fn(3, |row| row != 2),
        absent: None,
    };
    population.set_list("household", vec![0, 2, 2, 3], vec![("income".to_owned(), incomes)]).unwrap();
    let plan = Plan::new(&pack, ON, ON).unwrap().with_derived(&["tax", "taxes", "old"]).unwrap();
    let results = plan.run(&population, 1);
    let [tax, taxes, old] = results.derived.as_slice() else { unreachable!() };
    assert_eq!(tax.column.data, Data::Money(vec![150, 2, 0]));
    assert_eq!(tax.column.known, Bitmap::from_fn(3, |row| row != 2));
    assert_eq!(tax.of.as_ref().map(|(list, offsets)| (list.as_str(), offsets.len())), Some(("household", 4)));
    assert_eq!(taxes.column.data, Data::Money(vec![152, 0, 0]));
    assert_eq!(taxes.column.known, Bitmap::from_fn(3, |row| row != 2));
    assert_eq!((old.column.known.count(), old.failed.count()), (0, 0));
    let error = Plan::new(&pack, ON, ON).unwrap().with_derived(&["nothing"]).unwrap_err();
    assert_eq!(error, rules::CannotAssess::DerivedUnknown { name: "nothing".to_owned() });
}
