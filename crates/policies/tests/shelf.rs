//! The shelf: what ships loads, the copy in the binary is the folder's, and a bad pack never replaces a good one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use policies::{CannotReload, PackFinding, Shelf};
use rules::Code;
use std::fs;
use support::{copy, edit, folder, shelf, wanted};

#[test]
fn the_copy_in_the_binary_is_the_folder_that_ships() {
    let compiled = shelf();
    let read = Shelf::read(&folder(), &wanted()).unwrap();
    let prints = |shelf: &Shelf| {
        shelf.packs().iter().map(|pack| (pack.id.clone(), pack.fingerprint().to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(prints(&compiled), prints(&read));
    assert_eq!(compiled.packs().len(), 3);
    assert_eq!(compiled.packs().first().unwrap().id, "jilin");
    assert!(compiled.pack("nowhere").is_none());
}

#[test]
fn the_vocabulary_is_the_union_of_all_packs() {
    let shelf = shelf();
    let vocabulary = shelf.vocabulary();
    for pack in shelf.packs() {
        for fact in pack.vocabulary.facts() {
            assert_eq!(vocabulary.fact(&fact.name), Some(fact), "{}", fact.name);
        }
    }
}

#[test]
fn a_pack_with_a_mistake_is_refused_with_its_place_and_the_running_version_stays() {
    let place = tempfile::tempdir().unwrap();
    copy(&folder(), place.path());
    let shelf = Shelf::read(place.path(), &wanted()).unwrap();
    let before = shelf.pack("jilin").unwrap();
    let vocabulary = shelf.vocabulary();

    edit(&place.path().join("jilin/v3.yaml"), "expr: urgently_needed", "expr: urgently_neded");
    edit(&place.path().join("canada/pack.yaml"), "pack: canada", "pack: kanada");
    let CannotReload::Mistakes(findings) = shelf.reload().unwrap_err() else { panic!("a folder was read") };
    let of = |pack: &str| findings.iter().filter(|found| found.pack == pack).collect::<Vec<&PackFinding>>();
    let jilin = of("jilin");
    assert!(
        jilin.iter().any(|found| found.finding.file == "v3.yaml" && found.finding.line > 1),
        "{findings:?}"
    );
    assert!(jilin.first().unwrap().to_string().starts_with("jilin/v3.yaml:"), "{findings:?}");
    assert_eq!(of("canada").first().unwrap().finding.code, Code::NotOneOf);
    assert!(of("regressar").is_empty());

    assert_eq!(shelf.pack("jilin").unwrap().fingerprint(), before.fingerprint());
    assert_eq!(shelf.packs().len(), 3);
    assert_eq!(shelf.vocabulary().facts(), vocabulary.facts());
}

#[test]
fn a_good_pack_replaces_the_running_one_and_whoever_holds_the_old_one_keeps_it() {
    let place = tempfile::tempdir().unwrap();
    copy(&folder(), place.path());
    let shelf = Shelf::read(place.path(), &wanted()).unwrap();
    let held = shelf.pack("jilin").unwrap();

    edit(&place.path().join("jilin/v3.yaml"), "value: \"150000\"", "value: \"160000\"");
    let done = shelf.reload().unwrap();
    assert_eq!(
        (done.changed, done.unchanged),
        (vec!["jilin".to_owned()], vec!["regressar".to_owned(), "canada".to_owned()])
    );
    let fresh = shelf.pack("jilin").unwrap();
    assert_ne!(fresh.fingerprint(), held.fingerprint());
    assert_eq!(shelf.packs().first().unwrap().id, "jilin");
}

#[test]
fn packs_that_came_with_the_binary_have_no_folder_to_be_read_again() {
    let shelf = shelf();
    assert_eq!(shelf.reload(), Err(CannotReload::CompiledIn));
    assert_eq!(shelf.packs().len(), 3);
}

#[test]
fn a_pack_that_is_not_there_or_lies_elsewhere_is_refused() {
    for name in ["atlantis", "../policies/jilin", "", "/etc"] {
        let findings = Shelf::read(&folder(), &[name.to_owned()]).unwrap_err();
        assert_eq!(findings.first().unwrap().finding.code, Code::FileMissing, "{name}");
        assert!(Shelf::compiled(&[name.to_owned()]).is_err(), "{name}");
    }
}

#[test]
fn two_packs_that_declare_a_fact_differently_do_not_stand_on_one_shelf() {
    let place = tempfile::tempdir().unwrap();
    copy(&folder(), place.path());
    // Regressar gets its own copy of the shared facts, with another question.
    let own = place.path().join("regressar/person.yaml");
    fs::copy(place.path().join("facts/person.yaml"), &own).unwrap();
    edit(&own, "What is your date of birth?", "When were you born?");
    edit(&place.path().join("regressar/pack.yaml"), "../facts/person.yaml", "person.yaml");
    let findings = Shelf::read(place.path(), &wanted()).unwrap_err();
    assert!(findings.iter().all(|found| found.pack == "regressar"), "{findings:?}");
    assert_eq!(findings.first().unwrap().finding.code, Code::FactConflict);
}
