//! Which undecided measures come first: those that lie nearest to whoever has told a few things.

use rules::{Assessment, Determination, Outcome, ReasonKind, Trilean};
use std::cmp::Reverse;

/// The undecided measures of an assessment, the nearest first:
///
/// 1. the fewer facts are missing, the nearer; what nothing that the person could tell would change comes last of all;
/// 2. among those, the more of its conditions are met already by what the person told, the nearer. A condition that
///    reads no fact holds for everybody, and does not count;
/// 3. among those, in the order of the assessment, which is the pack's: versions in force, then what goes on from
///    earlier ones.
#[must_use]
pub fn nearest_first(assessment: &Assessment) -> Vec<&Determination> {
    let mut open: Vec<&Determination> =
        assessment.measures.iter().filter(|measure| measure.outcome == Outcome::Unknown).collect();
    // A stable sort: ties stay in order.
    open.sort_by_key(|measure| {
        (measure.missing.is_empty(), measure.missing.len(), Reverse(met_by_what_was_told(measure)))
    });
    open
}

/// How many conditions hold because of something that was told.
fn met_by_what_was_told(measure: &Determination) -> usize {
    let met = measure.reasons.iter().filter(|reason| {
        reason.kind == ReasonKind::Condition
            && reason.result == Trilean::Yes
            && reason.facts.iter().any(|fact| fact.value.is_some())
    });
    met.count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::invented::{ON, measure, pack, two_versions};
    use rules::{Facts, assess};

    /// Measures by the conditions they set, in the pack's order.
    const MEASURES: [(&str, &[&str]); 6] = [
        ("three", &["p", "q", "r"]),
        ("two", &["p", "q"]),
        ("other_two", &["q", "r"]),
        ("free_and_one", &["true", "true", "r"]),
        ("one", &["p"]),
        ("no_fact", &["true"]),
    ];

    /// What was told of `p`, `q` and `r`.
    type Told<'a> = &'a [(&'a str, bool)];

    #[test]
    fn fewer_missing_facts_come_first_then_more_conditions_met_then_the_packs_order() {
        let measures: Vec<String> =
            MEASURES.iter().map(|(id, conditions)| measure(id, conditions, "")).collect();
        let pack = pack(&measures.concat());
        let told =
            |facts: Told| facts.iter().fold(Facts::new(), |facts, (name, value)| facts.with(*name, *value));
        let cases: [(Told, &[&str]); 5] = [
            // Nothing told: only the number of missing facts, then the pack's order. What needs no fact is decided.
            (&[], &["free_and_one", "one", "two", "other_two", "three"]),
            // `p` decides `one`. Of those that miss one fact, `two` has a condition met by what was told.
            (&[("p", true)], &["two", "free_and_one", "three", "other_two"]),
            // `three` has two conditions met, `other_two` one; conditions that hold for everybody do not count.
            (&[("p", true), ("q", true)], &["three", "other_two", "free_and_one"]),
            // A no is decided: what `p` excludes is not here.
            (&[("p", false)], &["free_and_one", "other_two"]),
            (&[("p", true), ("q", true), ("r", true)], &[]),
        ];
        for (facts, expected) in cases {
            let assessment = assess(&pack, &told(facts), ON, ON).unwrap();
            let found: Vec<&str> =
                nearest_first(&assessment).iter().map(|measure| measure.id.as_str()).collect();
            assert_eq!(found, expected, "{facts:?}");
        }
    }

    #[test]
    fn what_no_answer_can_decide_any_more_comes_after_what_still_misses_a_fact() {
        let pack = two_versions(&measure("goes_on", &["p"], ""), &measure("asks", &["q"], ""));
        let assessment = assess(&pack, &Facts::new().with("p", true), ON, ON).unwrap();
        let found: Vec<&str> = nearest_first(&assessment).iter().map(|measure| measure.id.as_str()).collect();
        assert_eq!(found, ["asks", "goes_on"]);
        // As long as the fact is missing there too, the version in force comes first.
        let assessment = assess(&pack, &Facts::new(), ON, ON).unwrap();
        let found: Vec<&str> = nearest_first(&assessment).iter().map(|measure| measure.id.as_str()).collect();
        assert_eq!(found, ["asks", "goes_on"]);
        // And where fewer are missing, that comes first, whichever version it is of.
        let pack = two_versions(&measure("goes_on", &["p"], ""), &measure("asks", &["q", "r"], ""));
        let assessment = assess(&pack, &Facts::new(), ON, ON).unwrap();
        let found: Vec<&str> = nearest_first(&assessment).iter().map(|measure| measure.id.as_str()).collect();
        assert_eq!(found, ["goes_on", "asks"]);
    }
}
