//! The search for the nearest change, on numbers where it can be worked out.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use super::*;
use crate::{Files, load};
use jiff::civil::date;
use proptest::prelude::*;

fn pack(condition: &str) -> Pack {
    let version = format!(
        "version: v1\nfamily: f\ntitle: {{zh: 一, en: '1'}}\nshort: {{zh: 一, en: '1'}}\nin_force: {{from: 2018-02-05}}\nmeasures:\n  - {{id: m, title: {{zh: 措施, en: M}}, kind: money, conditions: [{{id: c, expr: '{condition}', text: {{zh: 条, en: C}}}}]}}\n"
    );
    let fact = |name: &str| {
        format!(
            "  - {{name: {name}, type: int, group: g, title: {{zh: 甲, en: a}}, question: {{zh: 甲, en: a}}}}\n"
        )
    };
    let facts = format!("facts:\n{}{}", fact("a"), fact("b"));
    let main = "pack: p\ntitle: {zh: 虚构, en: Invented}\nplace: '220000'\ncurrency: CNY\nfacts: [facts.yaml]\nversions: [v1.yaml]\n";
    load(&Files::new().with("pack.yaml", main).with("facts.yaml", facts).with("v1.yaml", version)).unwrap()
}

fn search(condition: &str, a: i64, b: i64) -> Vec<Nearest> {
    let (pack, on) = (pack(condition), date(2023, 1, 1));
    let facts = Facts::new().with("a", a).with("b", b);
    let assessment = assess(&pack, &facts, on, on).unwrap();
    nearest(&pack, &facts, assessment.measure("m").unwrap(), on, on)
}

#[test]
fn a_window_between_two_numbers_is_not_stepped_over() {
    let found = search("a >= 1000003 && a <= 1000004", 0, 0);
    assert_eq!(found.first().unwrap().changes.first().unwrap().to, Value::Int(1_000_003));
}

#[test]
fn where_nothing_grants_it_nothing_is_promised() {
    assert!(search("a > 5 && a < 5", 0, 0).is_empty());
    assert!(search("a >= 0", 1, 0).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn every_change_that_is_shown_grants_and_no_smaller_one_does(limit in -40_i64..40, a in -40_i64..40, b in -5_i64..5) {
        let condition = format!("a >= {limit} && b >= 0");
        for near in search(&condition, a, b) {
            prop_assert_eq!(near.outcome, Outcome::Yes);
            prop_assert_eq!(near.changes.len(), usize::from(a < limit) + usize::from(b < 0));
            for change in near.changes {
                let expected = if change.fact == "a" { limit } else { 0 };
                prop_assert_eq!(change.to, Value::Int(expected));
            }
        }
    }
}
