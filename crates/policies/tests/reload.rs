//! Packs are edited while the installation runs: a good edit is seen by every page, question and answer at once, a bad one
//! by nobody but whoever asked for the reload.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what is wrong by failing"
)]

mod support;

use platform::{
    acts::{Stop, ask, run},
    app::App,
    permissions::{Actor, Role},
    testing::{self, Browser},
};
use policies::{
    Shelf,
    acts::{AssessFacts, GivenFacts, NoChoice, ReloadPacks, ReloadedPacks},
    queries::{PackQuery, WhichPack},
};
use serde_json::{Value, json};
use std::path::Path;
use support::{app, app_with, copy, edit, folder, lin_he, wanted};
use tempfile::TempDir;
use testkit::harness::{TestDatabase, TestDatabases};
use vocabulary::{Kind, Lang, Refusal};

/// An installation on a folder of its own, and that folder.
async fn app_on_a_folder(database: &TestDatabase) -> (App, TempDir) {
    let place = tempfile::tempdir().unwrap();
    copy(&folder(), place.path());
    let app = app_with(database, Shelf::read(place.path(), &wanted()).unwrap()).await;
    (app, place)
}

async fn reload(app: &App) -> Result<ReloadedPacks, Stop> {
    let administrator = testing::actor(app, Role::Administrator, None, None).await;
    run::<ReloadPacks>(app, &administrator, NoChoice {}, None).await
}

fn refused(outcome: Result<ReloadedPacks, Stop>) -> Refusal {
    match outcome {
        Err(Stop::Refused(refusal)) => *refusal,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

async fn page(app: &App, path: &str) -> String {
    let answer = Browser::new(app).get(path).await;
    assert_eq!(answer.status, 200, "{path}");
    answer.body
}

/// What somebody of class E is paid under 3.0, in fen.
async fn allowance(app: &App) -> i64 {
    let Value::Object(facts) = lin_he() else { panic!("facts are an object") };
    let given = GivenFacts { pack: None, on: Some("2023-10-01".to_owned()), known_on: None, facts };
    let answer = run::<AssessFacts>(app, &Actor::nobody(), given, None).await.unwrap();
    let measure = answer.measures.iter().find(|measure| measure.id == "settling_in").unwrap();
    let amount = serde_json::to_value(&measure.amount).unwrap();
    amount["minor"].as_i64().unwrap()
}

/// Raises the allowance of class E, and words a question and a title anew.
fn improve(place: &Path) {
    edit(&place.join("jilin/v3.yaml"), "value: \"150000\"", "value: \"160000\"");
    edit(&place.join("jilin/v3.yaml"), "安家补贴标准", "安家补贴新标准");
    edit(&place.join("facts/person.yaml"), "您的出生日期是哪一天？", "您是哪一天出生的？");
}

#[tokio::test]
async fn good_packs_reach_pages_questions_and_answers_at_once_and_bad_ones_change_nothing() {
    for database in &TestDatabases::both().unwrap() {
        let (app, place) = app_on_a_folder(database).await;
        let (rule, question) = ("/policies/jilin/v3/settling_in", "/check/birth_date");
        assert!(page(&app, rule).await.contains("安家补贴标准"));
        assert!(page(&app, question).await.contains("您的出生日期是哪一天？"));
        assert_eq!(allowance(&app).await, 15_000_000);
        let pack = || async {
            let which = WhichPack { pack: "jilin".to_owned() };
            ask::<PackQuery>(&app, &Actor::nobody(), which).await.unwrap().fingerprint
        };
        let first = pack().await;

        improve(place.path());
        let done = reload(&app).await.unwrap();
        // The shared facts belong to every pack.
        assert_eq!(done.changed, ["jilin", "regressar", "canada"]);
        for _ in 0..2 {
            let (shown, asked) = (page(&app, rule).await, page(&app, question).await);
            assert!(shown.contains("安家补贴新标准") && shown.contains("160,000 元"));
            assert!(asked.contains("您是哪一天出生的？") && !asked.contains("您的出生日期是哪一天？"));
            assert_eq!(allowance(&app).await, 16_000_000);
            assert_ne!(pack().await, first);

            // What comes now is broken, in two packs: the second time round nothing is different.
            let is_whole = Shelf::read(place.path(), &wanted()).is_ok();
            if is_whole {
                edit(&place.path().join("jilin/v3.yaml"), "安家补贴新标准", "安家补贴坏标准");
                edit(&place.path().join("jilin/v3.yaml"), "expr: urgently_needed", "expr: urgently_neded");
                edit(&place.path().join("canada/pack.yaml"), "currency: CAD", "currency: DUBLOONS");
            }
            let refusal = refused(reload(&app).await);
            assert_eq!((refusal.code, refusal.kind), ("policies.pack_mistake", Kind::Invalid));
            assert!(refusal.each().count() >= 2, "every mistake of every pack: {refusal:?}");
        }

        edit(&place.path().join("jilin/v3.yaml"), "expr: urgently_neded", "expr: urgently_needed");
        edit(&place.path().join("jilin/v3.yaml"), "安家补贴坏标准", "安家补贴标准");
        edit(&place.path().join("canada/pack.yaml"), "currency: DUBLOONS", "currency: CAD");
        let done = reload(&app).await.unwrap();
        assert_eq!((done.changed, done.unchanged.len()), (vec!["jilin".to_owned()], 2));
        let shown = page(&app, rule).await;
        assert!(shown.contains("安家补贴标准") && !shown.contains("安家补贴新标准"));
        app.database().close().await;
    }
}

#[tokio::test]
async fn a_mistake_is_told_with_file_line_column_and_what_to_do_in_both_languages() {
    let database = TestDatabase::sqlite().unwrap();
    let (app, place) = app_on_a_folder(&database).await;
    let file = place.path().join("jilin/v3.yaml");
    edit(&file, "expr: urgently_needed", "expr: urgently_neded");
    let text = std::fs::read_to_string(&file).unwrap();
    let line = text.lines().position(|line| line.contains("urgently_neded")).unwrap() + 1;
    let column = text.lines().nth(line - 1).unwrap().find("urgently_neded").unwrap() + 1;

    let refusal = refused(reload(&app).await);
    let place = format!("jilin/v3.yaml:{line}:{column}");
    assert_eq!(refusal.field.as_deref(), Some(place.as_str()), "{refusal:?}");
    let words = |lang| app.texts().refusal(lang, &refusal);
    let (zh, en) = (words(Lang::Zh), words(Lang::En));
    assert!(en.starts_with(&place) && en.contains("Nothing is called urgently_neded"), "{en}");
    assert!(en.contains("urgently_needed"), "it names what was meant: {en}");
    assert!(zh.starts_with(&place) && zh.contains("urgently_neded") && !zh.contains("Nothing"), "{zh}");
    assert!(!en.contains("没有"), "{en}");
}

#[tokio::test]
async fn a_reload_stands_in_the_audit_log_and_one_that_was_refused_does_not() {
    for database in &TestDatabases::both().unwrap() {
        let (app, place) = app_on_a_folder(database).await;
        edit(&place.path().join("canada/pack.yaml"), "currency: CAD", "currency: DUBLOONS");
        refused(reload(&app).await);
        edit(&place.path().join("canada/pack.yaml"), "currency: DUBLOONS", "currency: CAD");
        edit(&place.path().join("jilin/v3.yaml"), "value: \"150000\"", "value: \"160000\"");
        reload(&app).await.unwrap();

        let mut db = app.database().read().await.unwrap();
        let sql = "select actor, records from audit_log where act = $1";
        let rows = db.fetch_all(sql, vec!["policies.reload_packs".into()]).await.unwrap();
        assert_eq!(rows.len(), 1);
        let kept: Value = serde_json::from_str(&rows[0].text("records").unwrap()).unwrap();
        assert_eq!(kept, json!({ "changed": "jilin", "unchanged": "2" }));
        assert!(rows[0].text("actor").unwrap().starts_with("acc_"));
        drop(db);
        app.database().close().await;
    }
}

#[tokio::test]
async fn only_an_administrator_reloads_and_packs_in_the_binary_are_not_reloaded() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    for role in [Role::Person, Role::Employer, Role::Officer] {
        let actor = testing::actor(&app, role, None, None).await;
        let refusal = refused(run::<ReloadPacks>(&app, &actor, NoChoice {}, None).await);
        assert_eq!(refusal.code, "platform.forbidden", "{role}");
    }
    let refusal = refused(reload(&app).await);
    assert_eq!((refusal.code, refusal.kind), ("policies.packs_compiled_in", Kind::Conflict));
    for lang in Lang::ALL {
        assert!(app.texts().refusal(lang, &refusal).contains("--packs"));
    }
}
