//! An installation with people and policies, and the packs that ship on its shelf.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "each test file uses a part of it; a test"
)]

use platform::{
    accounts,
    acts::run,
    app::{App, Parts},
    permissions::Actor,
    testing,
};
use policies::Shelf;
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
};
use testkit::harness::TestDatabase;

/// The packs that ship, the region's own first.
pub fn wanted() -> Vec<String> {
    ["jilin", "regressar", "canada"].map(str::to_owned).to_vec()
}

/// Where they stand in the repository.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies")
}

/// The shelf from the copy in the binary.
pub fn shelf() -> Shelf {
    Shelf::compiled(&wanted()).expect("the packs that ship load")
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// Writes something else in the place of the first `from` in a file.
pub fn edit(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from} is not in {}", path.display());
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

/// An installation on this database.
pub async fn app(database: &TestDatabase) -> App {
    app_with(database, shelf()).await
}

/// An installation on this database with these packs.
pub async fn app_with(database: &TestDatabase, shelf: Shelf) -> App {
    let mut parts = Parts::default();
    parts.insert(policies::fact_vocabulary());
    parts.insert(shelf);
    let capabilities = vec![people::capability(), policies::capability()];
    testing::app(database.url(), capabilities, parts).await.expect("the installation starts")
}

/// A visitor who told these facts.
pub async fn visitor(app: &App, facts: Value) -> (String, Actor) {
    let (token, visit) = accounts::make_visit(app).await.unwrap();
    let actor = Actor { visit: Some(visit), ..Actor::nobody() };
    let Value::Object(facts) = facts else { panic!("facts are an object") };
    if !facts.is_empty() {
        let input = people::acts::NewFacts { person: None, facts };
        run::<people::acts::SaveFacts>(app, &actor, input, None).await.expect("the facts are kept");
    }
    (token, actor)
}

/// Class E, rated in 2023, a contract of exactly three years: `policies/jilin/tests/talent_3_0.yaml`, the first case.
pub fn lin_he() -> Value {
    serde_json::json!({
        "talent_class_3": "E", "talent_rated_on": "2023-03-14", "urgently_needed": true, "full_time": true,
        "work_place": "220102", "employer_kind": "enterprise", "contract_start": "2023-01-05",
        "contract_end": "2026-01-04", "first_pension_payment": "2023-02-10"
    })
}

/// Class D under 2.0, where allowance, apartment and rent exclude each other: `talent_1_0_and_2_0.yaml`.
pub fn ze_yi() -> Value {
    serde_json::json!({
        "talent_class_2": "D", "degree": "doctor", "contract_start": "2021-06-01", "contract_end": "2026-05-31",
        "work_place": "220100", "urgently_needed": true, "brought_by_large_enterprise_or_project": true,
        "owns_home_in_city": false, "household": [{"role": "spouse"}]
    })
}
