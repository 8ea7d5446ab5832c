//! Queries and the act, on both databases: they answer, and refuse by the field that is wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use platform::{
    acts::{IdempotencyKey, Stop, ask, run},
    app::App,
    permissions::Actor,
};
use policies::{
    acts::{AssessFacts, GivenFacts},
    model::{AmountAnswer, AssessmentAnswer, Standing},
    queries::{
        Asked, Assess, Compare, Compared, MeasureQuery, NextQuestion, NoParameters, PackQuery, Packs,
        WhichMeasure, WhichPack,
    },
};
use serde_json::{Value, json};
use support::{app, lin_he, visitor, ze_yi};
use testkit::harness::TestDatabases;
use vocabulary::{Kind, Lang, Refusal};

fn refused<T: std::fmt::Debug>(outcome: Result<T, Stop>) -> Refusal {
    match outcome {
        Err(Stop::Refused(refusal)) => *refusal,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

fn on(day: &str) -> Asked {
    Asked { on: Some(day.to_owned()), ..Asked::default() }
}

fn given(facts: Value, day: &str) -> GivenFacts {
    let Value::Object(facts) = facts else { panic!("facts are an object") };
    GivenFacts { pack: None, on: Some(day.to_owned()), known_on: None, facts }
}

fn outcome<'a>(answer: &'a AssessmentAnswer, measure: &str) -> &'a str {
    &answer.measures.iter().find(|found| found.id == measure).expect(measure).outcome
}

#[tokio::test]
async fn anybody_reads_packs_measures_and_changes() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database).await;
        let nobody = Actor::nobody();
        let packs = ask::<Packs>(&app, &nobody, NoParameters {}).await.unwrap().packs;
        assert_eq!(
            packs.iter().map(|pack| pack.id.as_str()).collect::<Vec<_>>(),
            ["jilin", "regressar", "canada"]
        );
        let v3 = packs[0].versions.iter().find(|version| version.id == "v3").unwrap();
        assert_eq!(v3.standing, Standing::InForce);
        let v2 = packs[0].versions.iter().find(|version| version.id == "v2").unwrap();
        assert_eq!(v2.standing, Standing::Superseded);

        let pack = ask::<PackQuery>(&app, &nobody, WhichPack { pack: "jilin".to_owned() }).await.unwrap();
        assert!(!pack.sources.is_empty());
        assert!(pack.versions.iter().all(|version| !version.gaps.is_empty()));

        let which =
            WhichMeasure { pack: "jilin".into(), version: "v3".into(), measure: "settling_in".into() };
        let measure = ask::<MeasureQuery>(&app, &nobody, which).await.unwrap();
        let table = &measure.tables[0];
        assert_eq!(
            (table.name.as_str(), table.keys[0].as_str(), table.rows.len()),
            ("settling_in", "talent_class_3", 5)
        );
        assert_eq!(table.rows[4].value, json!({"minor": 15_000_000, "currency": "CNY"}));
        assert!(measure.sources.iter().any(|source| source.id == "notice-2023" && source.mark == "O"));
        assert!(measure.conditions.iter().all(|condition| !condition.expression.is_empty()));

        let compared = Compared { pack: "jilin".into(), from: "v2".into(), to: "v3".into() };
        let changes = ask::<Compare>(&app, &nobody, compared).await.unwrap();
        let kind = |id: &str| changes.measures.iter().find(|m| m.id == id).unwrap().change.kind.clone();
        assert_eq!((kind("settling_in").as_str(), kind("rent").as_str()), ("changed", "removed"));
        let settling = changes.measures.iter().find(|m| m.id == "settling_in").unwrap();
        let condition = settling.change.differences.iter().find(|d| d.what == "condition");
        assert!(condition.is_some_and(|difference| difference.id.is_some()));
    }
}

#[tokio::test]
async fn what_is_not_there_is_refused_by_its_field() {
    let database = testkit::harness::TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    let nobody = Actor::nobody();
    let pack = refused(ask::<PackQuery>(&app, &nobody, WhichPack { pack: "atlantis".into() }).await);
    assert_eq!(
        (pack.code, pack.kind, pack.field.as_deref()),
        ("policies.pack_unknown", Kind::NotFound, Some("pack"))
    );
    let compared = Compared { pack: "jilin".into(), from: "v2".into(), to: "v9".into() };
    let version = refused(ask::<Compare>(&app, &nobody, compared).await);
    assert_eq!((version.code, version.field.as_deref()), ("policies.version_unknown", Some("to")));
    let which = WhichMeasure { pack: "jilin".into(), version: "v3".into(), measure: "palace".into() };
    let measure = refused(ask::<MeasureQuery>(&app, &nobody, which).await);
    assert_eq!(measure.code, "policies.measure_unknown");
    for refusal in [pack, version, measure] {
        for lang in Lang::ALL {
            let words = app.texts().refusal(lang, &refusal);
            assert!(!words.starts_with("refusal-") && !words.contains('{'), "{words}");
        }
    }
}

#[tokio::test]
async fn a_visitor_is_assessed_by_their_own_facts() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database).await;
        let (_, lin_he) = visitor(&app, lin_he()).await;
        let answer = ask::<Assess>(&app, &lin_he, on("2023-10-01")).await.unwrap();
        let settling = answer.measures.iter().find(|measure| measure.id == "settling_in").unwrap();
        assert_eq!(settling.outcome, "yes");
        let Some(AmountAnswer::Exact(amount)) = &settling.amount else { panic!("an exact amount") };
        assert_eq!((amount.minor, amount.currency.as_str()), (15_000_000, "CNY"));
        assert_eq!(settling.instalments.len(), 5);
        assert_eq!(
            (answer.pack.as_str(), answer.on.as_str(), answer.known_on.as_str()),
            ("jilin", "2023-10-01", "2026-11-22")
        );

        // Another visitor's facts are not read, nor are there any of somebody without a visit.
        let (_, other) = visitor(&app, json!({})).await;
        for actor in [other, Actor::nobody()] {
            let answer = ask::<Assess>(&app, &actor, on("2023-10-01")).await.unwrap();
            assert_eq!(outcome(&answer, "settling_in"), "unknown");
        }
    }
}

#[tokio::test]
async fn a_version_that_was_not_yet_known_is_not_applied() {
    let database = testkit::harness::TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    let versions = async |known_on: &str| {
        let asked =
            Asked { on: Some("2022-10-15".into()), known_on: Some(known_on.into()), ..Asked::default() };
        let answer = ask::<Assess>(&app, &Actor::nobody(), asked).await.unwrap();
        answer.versions.iter().map(|used| used.version.clone()).collect::<Vec<_>>()
    };
    // 3.0 applies from 2022-09-29 and was published on 2022-10-31.
    assert!(!versions("2022-10-30").await.contains(&"v3".to_owned()));
    assert!(versions("2022-10-31").await.contains(&"v3".to_owned()));
}

#[tokio::test]
async fn a_day_that_no_version_covers_and_one_that_is_none_are_refused() {
    let database = testkit::harness::TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    let early = refused(ask::<Assess>(&app, &Actor::nobody(), on("1999-01-01")).await);
    assert_eq!((early.code, early.field.as_deref()), ("rules.no_version_on", Some("on")));
    let impossible = refused(ask::<Assess>(&app, &Actor::nobody(), on("2023-02-29")).await);
    assert_eq!((impossible.code, impossible.field.as_deref()), ("policies.not_a_day", Some("on")));
    let known = Asked { known_on: Some("soon".into()), ..Asked::default() };
    assert_eq!(
        refused(ask::<Assess>(&app, &Actor::nobody(), known).await).field.as_deref(),
        Some("known_on")
    );
    for lang in Lang::ALL {
        assert!(app.texts().refusal(lang, &early).contains("1999-01-01"));
    }
}

#[tokio::test]
async fn the_next_question_is_one_that_is_missing_and_is_not_asked_twice() {
    let database = testkit::harness::TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    let asked = || Asked { pack: Some("jilin".into()), ..on("2023-10-01") };
    let first = ask::<NextQuestion>(&app, &Actor::nobody(), asked()).await.unwrap().fact.expect("a question");
    let (_, in_vain) = visitor(&app, json!({ first.clone(): {"unknown": true} })).await;
    let second = ask::<NextQuestion>(&app, &in_vain, asked()).await.unwrap().fact;
    assert!(second.is_some() && second.as_ref() != Some(&first), "{first} {second:?}");
}

#[tokio::test]
async fn facts_that_are_sent_are_assessed_and_the_audit_log_keeps_counts_only() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database).await;
        let key = || Some(IdempotencyKey::parse("policies-test-1").unwrap());
        let nobody = Actor::nobody();
        let answer = run::<AssessFacts>(&app, &nobody, given(ze_yi(), "2022-03-01"), key()).await.unwrap();
        assert_eq!(outcome(&answer, "settling_in"), "yes");
        assert_eq!(answer.bundle.total[0].from, 35_000_000);
        assert!(
            answer
                .bundle
                .left_out
                .iter()
                .any(|out| out.measure == "rent" && out.instead_of == ["settling_in"])
        );
        // The same key again answers the same, and acts once.
        let again = run::<AssessFacts>(&app, &nobody, given(ze_yi(), "2022-03-01"), key()).await.unwrap();
        assert_eq!(again, answer);

        let mut db = app.database().read().await.unwrap();
        let sql = "select records from audit_log where act = $1";
        let rows = db.fetch_all(sql, vec!["policies.assess_facts".into()]).await.unwrap();
        assert_eq!(rows.len(), 1);
        let kept = rows[0].text("records").unwrap();
        assert!(kept.contains("facts") && kept.contains("9"), "{kept}");
        assert!(!kept.contains("2021-06-01") && !kept.contains("doctor"), "{kept}");
    }
}

#[tokio::test]
async fn facts_with_mistakes_are_refused_each_by_its_place() {
    let database = testkit::harness::TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    let facts = json!({
        "shoe_size": 43, "full_time": "yes", "contract_start": "2023-02-29", "talent_class_3": "Z",
        "household": [{"role": "spouse"}, {"rolle": "child"}]
    });
    let refusal = refused(run::<AssessFacts>(&app, &Actor::nobody(), given(facts, "2023-10-01"), None).await);
    let mut found: Vec<(&str, &str)> =
        refusal.each().map(|one| (one.field.as_deref().unwrap_or_default(), one.code)).collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("facts.contract_start", "rules.fact_impossible_date"),
            ("facts.full_time", "rules.fact_wrong_type"),
            ("facts.household[1].rolle", "rules.fact_unknown"),
            ("facts.shoe_size", "rules.fact_unknown"),
            ("facts.talent_class_3", "rules.fact_class_unknown"),
        ]
    );
    for one in refusal.each() {
        for lang in Lang::ALL {
            let words = app.texts().refusal(lang, one);
            assert!(!words.starts_with("refusal-") && !words.contains("{ $"), "{words}");
        }
    }
}

/// The registry's names are the API's paths.
fn names(app: &App) -> Vec<&'static str> {
    app.queries().iter().map(|query| query.name).filter(|name| name.starts_with("policies.")).collect()
}

#[tokio::test]
async fn every_query_stands_in_the_api_document_with_its_schemas() {
    let database = testkit::harness::TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    let document = serde_json::to_value(platform::web::document(&app)).unwrap();
    for name in names(&app) {
        assert!(document["paths"].get(format!("/api/queries/{name}")).is_some(), "{name}");
    }
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let text = document.to_string();
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name} is named and not described");
    }
}
