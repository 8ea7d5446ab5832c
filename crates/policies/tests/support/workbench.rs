//! An installation whose only pack is a small invented one, and people of the policy office in it.

#![allow(dead_code, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

use platform::{
    acts::{Act, Stop, run},
    app::{App, Parts},
    permissions::{Actor, Role},
    testing,
};
use policies::{
    Shelf,
    acts::{DraftFileText, NewDraft, SaveDraftFile, SavedDraftFile, StartDraft},
};
use serde_json::json;
use std::{fs, path::Path};
use tempfile::TempDir;
use testkit::harness::TestDatabase;
use vocabulary::{AccountId, DraftId, PersonId, Refusal};

const PACK: &str = "pack: example\ntitle: {zh: 示例（虚构）, en: Example (invented)}\nplace: \"220000\"\ncurrency: CNY\nfacts: [facts.yaml]\nversions: [v1.yaml]\n";
const FACTS: &str = "facts:\n  - {name: years, type: int, group: work, title: {zh: 年限, en: Years}, question: {zh: 几年？, en: How many years?}}\n";
pub const V1: &str = "version: v1\nfamily: talent\ntitle: {zh: 第一版（虚构）, en: First version (invented)}\nshort: {zh: 一, en: \"1\"}\nin_force: {from: 2022-09-29}\nmeasures:\n  - id: allowance\n    title: {zh: 补贴, en: Allowance}\n    article: \"5\"\n    kind: money\n    conditions:\n      - {id: three_years, expr: years >= 3, article: \"5\", text: {zh: 满年限, en: Long enough}}\n    amount: {expr: 'money(\"1000\")', per: once}\n";
const CASES: &str = "cases:\n  - name: {zh: 甲（虚构）, en: A (invented)}\n    on: 2026-01-01\n    facts: {years: 5}\n    expect:\n      allowance: {outcome: \"yes\", because: \"article 5\"}\n  - name: {zh: 乙（虚构）, en: B (invented)}\n    on: 2026-01-01\n    facts: {years: 1}\n    expect:\n      allowance: {outcome: \"no\", because: \"article 5\"}\n";

/// The version with a lower bar: what the drafts of the tests want.
pub fn lower(bar: u32) -> String {
    V1.replace("years >= 3", &format!("years >= {bar}"))
}

/// Writes the pack into a folder.
pub fn write_pack(folder: &Path) {
    fs::create_dir_all(folder.join("example/tests")).unwrap();
    for (path, text) in
        [("pack.yaml", PACK), ("facts.yaml", FACTS), ("v1.yaml", V1), ("tests/people.yaml", CASES)]
    {
        fs::write(folder.join("example").join(path), text).unwrap();
    }
}

/// A shelf with the pack alone.
pub fn shelf(folder: &Path) -> Shelf {
    Shelf::read(folder, &["example".to_owned()]).unwrap()
}

fn parts(folder: &Path) -> Parts {
    let mut parts = Parts::default();
    parts.insert(policies::fact_vocabulary());
    parts.insert(shelf(folder));
    parts
}

/// An installation, and the folder of its pack.
pub async fn office(database: &TestDatabase) -> (App, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    write_pack(folder.path());
    let capabilities = vec![people::capability(), policies::capability()];
    let app = testing::app(database.url(), capabilities, parts(folder.path())).await.unwrap();
    (app, folder)
}

/// A second program on the same database, so many seconds later.
pub async fn office_later(database: &TestDatabase, folder: &Path, seconds: u32) -> App {
    let capabilities = vec![people::capability(), policies::capability()];
    testing::app_later(database.url(), capabilities, parts(folder), seconds).await.unwrap()
}

/// Somebody of the policy office.
pub async fn officer(app: &App) -> Actor {
    testing::actor(app, Role::PolicyOfficer, None, None).await
}

/// What a refused act says.
pub fn refused<T: std::fmt::Debug>(outcome: Result<T, Stop>) -> Refusal {
    match outcome {
        Err(Stop::Refused(refusal)) => *refusal,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

/// Runs an act without a key.
pub async fn act<A: Act>(app: &App, actor: &Actor, input: A::Input) -> Result<A::Output, Stop> {
    run::<A>(app, actor, input, None).await
}

/// Begins a draft.
pub async fn start(app: &App, actor: &Actor) -> DraftId {
    let input = NewDraft { pack: None, title: "降低年限（虚构）".to_owned() };
    act::<StartDraft>(app, actor, input).await.unwrap().draft
}

/// Saves a file that was read at a revision.
pub async fn save(
    app: &App,
    actor: &Actor,
    draft: DraftId,
    path: &str,
    revision: Option<i64>,
    text: &str,
) -> Result<SavedDraftFile, Stop> {
    let input = DraftFileText { draft, path: path.to_owned(), revision, text: text.to_owned() };
    act::<SaveDraftFile>(app, actor, input).await
}

/// Registers people, each with so many years; `None` told nothing.
pub async fn register(app: &App, years: impl IntoIterator<Item = Option<i64>>) {
    let now = app.now();
    let fresh = || app.entropy().uuid(now);
    let today = app.region().date_of(now);
    let people: Vec<people::NewPerson> = years
        .into_iter()
        .map(|years| {
            let told = years.map(|years| json!(years));
            let facts = told.iter().map(|value| ("years", value));
            people::NewPerson::read(PersonId::new(fresh()), "某人（虚构）", facts, today, fresh).unwrap()
        })
        .collect();
    let said_by = people::model::SaidBy::Account(AccountId::new(fresh()));
    app.database()
        .write(move |db| Box::pin(async move { people::insert_many(db, &people, said_by, now).await }))
        .await
        .unwrap()
        .unwrap();
}
