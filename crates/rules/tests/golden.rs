//! Loads the packs of `policies/` and holds every golden case in `policies/*/tests/*.yaml` against the engine: outcomes,
//! versions, amounts, missing facts, bundles and refused days, each worked out by hand from the pack's SOURCES.md.
//! `wotu policy test` runs the same cases with the same runner.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test; what is not as it should be ends it with its place"
)]

mod packs;

use packs::{load_folder, pack_folders};
use rules::{
    CannotAssess, Facts, Pack,
    cases::{Case, Coverage, read, run},
};
use std::{fmt::Write as _, fs, path::Path};

/// Every case beside a pack.
fn cases(folder: &Path, pack: &Pack) -> Vec<Case> {
    let entries = fs::read_dir(folder.join("tests")).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|extension| extension == "yaml")).collect();
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let found = read(&name, &fs::read_to_string(&path).unwrap(), pack);
        cases.extend(found.unwrap_or_else(|mistakes| panic!("{}: {mistakes:#?}", path.display())));
    }
    cases
}

#[test]
fn every_golden_case_comes_out_as_worked_out_by_hand() {
    let (mut people, mut wrong, mut report) = (0, 0, String::new());
    for folder in pack_folders() {
        let pack = load_folder(&folder);
        for case in cases(&folder, &pack) {
            people += 1;
            let verdict = run(&pack, &case);
            wrong += usize::from(!verdict.differences.is_empty());
            for found in verdict.differences {
                let (file, line, what) = (&found.file, found.line, &found.what);
                let _ = writeln!(
                    report,
                    "{}/tests/{file}:{line}: {what}: expected {}, found {}",
                    pack.id, found.expected, found.found
                );
            }
        }
    }
    assert!(wrong == 0, "{wrong} of {people} cases differ:\n{report}");
    assert!(people >= 36, "only {people} cases were found");
}

#[test]
fn the_golden_cases_see_most_answers_of_every_pack() {
    for folder in pack_folders() {
        let pack = load_folder(&folder);
        let mut coverage = Coverage::new(&pack);
        for case in cases(&folder, &pack) {
            if let Some(assessment) = &run(&pack, &case).assessment {
                coverage.add(&pack, &case, assessment);
            }
        }
        let (seen, all) = coverage.answers();
        assert!(seen * 2 > all, "{}: {seen} of {all} answers", pack.id);
        let (used, figures) = coverage.figures();
        assert!(figures == 0 || used > 0, "{}: {used} of {figures} figures", pack.id);
    }
}

#[test]
fn every_pack_loads_without_a_mistake() {
    let ids: Vec<String> = pack_folders().iter().map(|folder| load_folder(folder).id).collect();
    for id in ["canada", "jilin", "regressar"] {
        assert!(ids.iter().any(|found| found == id), "{id} is not among {ids:?}");
    }
}

#[test]
fn the_only_warnings_are_rows_that_were_not_read() {
    let mut warned: Vec<String> = Vec::new();
    for folder in pack_folders() {
        let pack = load_folder(&folder);
        for warning in pack.warnings() {
            warned.push(format!("{}/{} {}", pack.id, warning.file, warning.code.as_str()));
        }
    }
    // 1.0: what the report broke off (class E by university) and what stands in a second table (class E); Canada: "other".
    let known =
        ["canada/sor_95_329.yaml rows_missing", "jilin/v1.yaml rows_missing", "jilin/v1.yaml rows_missing"];
    assert_eq!(warned, known);
}

#[test]
fn a_rule_is_shown_in_the_language_of_its_instrument_too() {
    for folder in pack_folders() {
        let pack = load_folder(&folder);
        let language = match pack.id.as_str() {
            "regressar" => "pt",
            "canada" => "fr",
            _ => continue,
        };
        for measure in pack.versions.iter().flat_map(|version| &version.measures) {
            let conditions = measure.conditions.iter().map(|condition| &condition.text);
            let texts =
                conditions.chain(&measure.summary).chain(&measure.interpretation).chain([&measure.title]);
            for text in texts {
                assert!(text.others.contains_key(language), "{}/{}: {}", pack.id, measure.id, text.en);
            }
        }
    }
}

#[test]
fn every_measure_cites_a_source_and_every_group_of_questions_has_a_title() {
    for folder in pack_folders() {
        let pack = load_folder(&folder);
        for version in &pack.versions {
            assert!(!version.sources.is_empty() && !version.gaps.is_empty(), "{}/{}", pack.id, version.id);
            for measure in &version.measures {
                assert!(!measure.sources.is_empty(), "{}/{}/{}", pack.id, version.id, measure.id);
                assert!(measure.summary.is_some(), "{}/{}/{}", pack.id, version.id, measure.id);
            }
        }
        for fact in pack.vocabulary.facts() {
            assert!(pack.vocabulary.group_title(&fact.group).is_some(), "{}: {}", fact.name, fact.group);
        }
    }
}

/// What matching with posts reads and no measure does.
const FOR_MATCHING: [&str; 5] =
    ["occupation", "years_of_experience", "skills", "languages", "desired_places"];

#[test]
fn no_fact_is_asked_that_nothing_reads() {
    let mut expressions = String::new();
    let mut asked: Vec<String> = Vec::new();
    for folder in pack_folders() {
        let pack = load_folder(&folder);
        // What was used of a limit comes from casework: nobody is asked.
        let matching = |name: &&str| !FOR_MATCHING.contains(name) && !name.starts_with("used.");
        for fact in pack.vocabulary.facts().iter().filter(|fact| matching(&fact.name.as_str())) {
            asked.push(fact.name.clone());
            asked.extend(fact.fields().iter().map(|field| field.name.clone()));
        }
        for version in &pack.versions {
            let mut read = |expression: &rules::pack::Expression| {
                expressions.push_str(expression.text());
                expressions.push(' ');
            };
            for measure in &version.measures {
                measure.conditions.iter().for_each(|condition| read(&condition.expression));
                measure.refer.iter().for_each(|refer| read(&refer.when));
                if let rules::pack::Amount::Stated { expression, .. } = &measure.amount {
                    read(expression);
                }
            }
            version.derived.iter().for_each(|derived| read(&derived.expression));
        }
    }
    let words: Vec<&str> = expressions.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
    let idle: Vec<&String> = asked.iter().filter(|name| !words.contains(&name.as_str())).collect();
    assert!(idle.is_empty(), "nothing reads {idle:?}");
}

#[test]
fn an_assessment_of_nothing_assumes_nothing() {
    for folder in pack_folders() {
        let pack = load_folder(&folder);
        for case in cases(&folder, &pack) {
            let assessment = match rules::assess(&pack, &Facts::new(), case.on, case.knowledge()) {
                Err(CannotAssess::NoVersion { .. }) => continue,
                answer => answer.unwrap(),
            };
            for measure in &assessment.measures {
                let decided = matches!(measure.outcome, rules::Outcome::Yes | rules::Outcome::No);
                assert!(!decided, "{}/{} is decided without a fact on {}", pack.id, measure.id, case.on);
            }
        }
    }
}
