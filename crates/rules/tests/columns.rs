//! The columnar back end comes to what the engine for one case comes to, row by row: for the people of the golden cases
//! of every pack in `policies/`, and any row opens as a case of its own.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test; what is not as it should be ends it"
)]

mod packs;
mod support;

use jiff::civil::Date;
use packs::{cases, facts_of, load_folder, pack_folders};
use rules::{
    Facts, Value, assess,
    columns::{Bitmap, Column, Data, Plan, Population},
};
use std::collections::BTreeSet;
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

/// Every day on which a pack's golden cases assess, each once.
fn days(cases: &[packs::Case]) -> BTreeSet<(Date, Date)> {
    let assessed = cases.iter().filter(|case| case.json.get("refused").is_none());
    assessed.map(|case| (case.on(), case.known_on())).collect()
}

#[test]
fn the_people_of_the_golden_cases_come_to_the_same() {
    let mut rows = 0;
    for folder in pack_folders() {
        let pack = load_folder(&folder);
        let cases = cases(&folder);
        let people: Vec<Facts> = cases.iter().filter_map(|case| facts_of(case, &pack).ok()).collect();
        for (on, known_on) in days(&cases) {
            let found = differences(&pack, &people, on, known_on);
            assert!(found.is_empty(), "{} on {on}: {}", folder.display(), found.join("\n"));
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

#[test]
fn the_packs_of_the_policies_are_computed_by_column_and_little_of_them_by_case() {
    for folder in pack_folders() {
        let pack = load_folder(&folder);
        let cases = cases(&folder);
        let people: Vec<Facts> = cases.iter().filter_map(|case| facts_of(case, &pack).ok()).collect();
        let population = Population::from_facts(&pack.vocabulary, &people).unwrap();
        for (on, known_on) in days(&cases) {
            let results = Plan::new(&pack, on, known_on).unwrap().run(&population, 1);
            // Where a figure was not read on the day, some of what would need it is left to the engine for one case.
            assert!(
                results.computed_by_case <= 8 * people.len(),
                "{} on {on}: {}",
                folder.display(),
                results.computed_by_case
            );
            if pack.id == "jilin" {
                assert_eq!(results.computed_by_case, 0, "{on}");
            }
        }
    }
}

/// What one measure's only condition and a derived value come to over some numbers, and how much of it by case.
fn over_numbers(condition: &str, numbers: &[i64]) -> (Vec<rules::Outcome>, usize) {
    let pack = support::one(condition);
    let mut population = Population::new(&pack.vocabulary, numbers.len());
    population.set("n", Column::known(Data::Int(numbers.to_vec()))).unwrap();
    let results = Plan::new(&pack, ON, ON).unwrap().run(&population, 1);
    let found = results.measures[0].outcome.clone();
    for (row, outcome) in found.iter().enumerate() {
        assert_eq!(assess(&pack, &population.facts(row), ON, ON).unwrap().measures[0].outcome, *outcome);
    }
    (found, results.computed_by_case)
}

#[test]
fn a_division_that_is_guarded_fails_nobody_and_one_that_is_not_fails_alone() {
    use rules::Outcome::{No, Unknown, Yes};
    assert_eq!(over_numbers("n != 0 && 10 / n > 1", &[0, 5, 100]), (vec![No, Yes, No], 0));
    assert_eq!(over_numbers("10 / n > 1 || n == 0", &[0, 5, 100]), (vec![Yes, Yes, No], 0));
    assert_eq!(over_numbers("10 / n > 1", &[0, 5, 100]), (vec![Unknown, Yes, No], 0));
}

#[test]
fn what_does_not_fit_a_column_is_computed_by_case_and_no_other_row_is() {
    let pack = support::amount("round_half_up(times(debt, \"0.333333333\"))", "", "");
    let mut population = Population::new(&pack.vocabulary, 3);
    population.set("debt", Column::known(Data::Money(vec![1_000, i64::MAX, 300]))).unwrap();
    let results = Plan::new(&pack, ON, ON).unwrap().run(&population, 1);
    for row in 0..3 {
        let one = assess(&pack, &population.facts(row), ON, ON).unwrap();
        assert_eq!(one.measures[0].amount, results.measures[0].amount.worth(row));
    }
    assert_eq!(results.computed_by_case, 1);
}

#[test]
fn a_row_that_could_take_too_many_steps_is_computed_by_case() {
    let nested =
        "household.all(a, household.all(b, household.exists(c, a.born <= b.born || b.born <= c.born)))";
    let pack = support::one(nested);
    let member = || -> rules::facts::Member {
        [("born".to_owned(), Value::Date(jiff::civil::date(2000, 1, 1)))].into()
    };
    let of =
        |count: usize| Facts::new().with("household", Value::List((0..count).map(|_| member()).collect()));
    let people = [of(2), of(100)];
    let found = differences(&pack, &people, ON, ON);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn threads_and_chunks_change_nothing_and_progress_ends_with_every_row() {
    let pack = support::pack(&format!(
        "measures:\n{}",
        support::measure(
            "m",
            "household.exists(m, m.income > money(\"5\")) && n % 3 != 1",
            "    amount: {expr: 'sum(household.map(m, m.income)) + income', per: once}\n"
        )
    ));
    let rows = 10_000;
    let mut population = Population::new(&pack.vocabulary, rows);
    let mut offsets: Vec<u32> = vec![0];
    for row in 0..u32::try_from(rows).unwrap() {
        // Here and there a long list, so that chunks differ in length.
        let members = if row % 500 == 7 { 100 } else { row % 4 };
        offsets.push(offsets[offsets.len() - 1] + members);
    }
    let members = usize::try_from(offsets[rows]).unwrap();
    let number = |row: usize| i64::try_from(row).unwrap();
    let incomes = Column {
        data: Data::Money((0..members).map(|member| number(member) % 1_000).collect()),
        known: Bitmap::from_fn(members, |member| member % 11 != 0),
        absent: None,
    };
    population.set_list("household", offsets, vec![("income".to_owned(), incomes)]).unwrap();
    population.set("n", Column::known(Data::Int((0..rows).map(number).collect()))).unwrap();
    population.set("income", Column::known(Data::Money((0..rows).map(number).collect()))).unwrap();
    let plan = Plan::new(&pack, ON, ON).unwrap().with_conditions();
    let done = std::sync::atomic::AtomicUsize::new(0);
    let progress = |rows: usize| {
        done.fetch_max(rows, std::sync::atomic::Ordering::Relaxed);
    };
    let (one, four) = (plan.run(&population, 1), plan.run_with_progress(&population, 4, &progress));
    assert_eq!(done.into_inner(), rows);
    let (one, four) = (&one.measures[0], &four.measures[0]);
    assert_eq!(
        (&one.outcome, &one.amount.to, &one.amount.state),
        (&four.outcome, &four.amount.to, &four.amount.state)
    );
    assert_eq!(one.conditions[0].yes, four.conditions[0].yes);
    for row in (0..rows).step_by(97) {
        let assessed = assess(&pack, &population.facts(row), ON, ON).unwrap();
        let measure = &assessed.measures[0];
        let many = (one.outcome[row], one.amount.state[row], one.amount.worth(row));
        assert_eq!((measure.outcome, measure.amount_state, measure.amount), many, "row {row}");
    }
}
