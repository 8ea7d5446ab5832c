//! Registering, verifying, closing: each works, is refused, has its limit, is done once however often it is asked for, and
//! is not for the wrong person. On both databases.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

use organisations::{
    acts::{
        close_organisation::{CloseOrganisation, Input as Close},
        register_organisation::RegisterOrganisation,
        verify_organisation::{Input as Verify, VerifyOrganisation},
    },
    model::{Entered, Standing},
    queries::{
        list::{Input as List, ListOrganisations},
        organisation::{Input as One, OneOrganisation},
    },
};
use platform::{
    acts::{IdempotencyKey, Outcome, Stop, ask, run},
    app::{App, Parts},
    permissions::{Actor, Role},
    testing,
};
use testkit::harness::TestDatabases;
use vocabulary::{OrganisationId, Refusal};

/// The worked example of GB 32100-2015.
const CODE: &str = "91350100M000100Y43";

async fn app(url: &str) -> App {
    testing::app(url, vec![organisations::capability()], Parts::default()).await.unwrap()
}

fn firm(name: &str, code: &str) -> Entered {
    Entered {
        kind: "employer".into(),
        name_zh: format!("{name}（虚构）"),
        credit_code: code.into(),
        place: "220100".into(),
        ..Entered::default()
    }
}

async fn register(app: &App, actor: &Actor, entered: Entered) -> Outcome<OrganisationId> {
    run::<RegisterOrganisation>(app, actor, entered, None).await.map(|made| made.id)
}

fn refused<T: std::fmt::Debug>(outcome: Outcome<T>) -> Refusal {
    match outcome {
        Err(Stop::Refused(refusal)) => *refusal,
        other => panic!("{other:?}"),
    }
}

fn key(text: &str) -> Option<IdempotencyKey> {
    Some(IdempotencyKey::parse(text).unwrap())
}

#[tokio::test]
async fn an_organisation_is_registered_verified_and_closed() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        let employer = testing::actor(&app, Role::Employer, None, None).await;
        let id = register(&app, &employer, firm("沃野农机", CODE)).await.unwrap();
        run::<VerifyOrganisation>(&app, &officer, Verify { id }, None).await.unwrap();
        let mut db = app.database().read().await.unwrap();
        let found = organisations::load(&mut db, id).await.unwrap().unwrap();
        assert!(matches!(found.standing, Standing::Verified { .. }));
        let account = platform::accounts::by_id(&mut db, employer.account.unwrap()).await.unwrap().unwrap();
        assert_eq!(account.organisation, Some(id), "the account acts for what it registered");
        drop(db);
        run::<CloseOrganisation>(&app, &account.actor(None), Close { id }, None).await.unwrap();
        let refusal = refused(run::<VerifyOrganisation>(&app, &officer, Verify { id }, None).await);
        assert_eq!(refusal.code, "organisations.closed");
    }
}

#[tokio::test]
async fn what_is_entered_wrong_is_refused_field_by_field_and_nothing_is_kept() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        let refusal =
            refused(register(&app, &officer, Entered { place: "x".into(), ..firm("a", "123") }).await);
        let fields: Vec<_> = refusal.each().map(|one| one.field.clone().unwrap()).collect();
        assert_eq!(fields, ["credit_code", "place"]);
        let longest = "长".repeat(120);
        let at_limit = Entered { name_zh: longest.clone(), ..firm("", CODE) };
        assert!(register(&app, &officer, at_limit).await.is_ok(), "120 characters are taken");
        let above = Entered { name_zh: format!("{longest}长"), ..firm("", "") };
        assert_eq!(refused(register(&app, &officer, above).await).code, "organisations.text_too_long");
        let found = ask::<ListOrganisations>(&app, &officer, List::default()).await.unwrap();
        assert_eq!(found.organisations.len(), 1);
    }
}

#[tokio::test]
async fn a_credit_code_belongs_to_one_organisation_and_stands_nowhere_in_the_clear() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        let id = register(&app, &officer, firm("甲", CODE)).await.unwrap();
        let refusal = refused(register(&app, &officer, firm("乙", &CODE.to_lowercase())).await);
        assert_eq!(
            (refusal.code, refusal.field.as_deref()),
            ("organisations.credit_code_taken", Some("credit_code"))
        );
        run::<VerifyOrganisation>(&app, &officer, Verify { id }, None).await.unwrap();
        let mut db = app.database().read().await.unwrap();
        for sql in [
            "select credit_code_sealed || coalesce(credit_code_index, '') as everything from organisations where id is not null",
            "select records || subject as everything from audit_log where number > 0",
            "select payload as everything from outbox where id is not null",
        ] {
            for row in db.fetch_all(sql, vec![]).await.unwrap() {
                assert!(!row.text("everything").unwrap().contains(CODE), "{sql}");
            }
        }
        assert_eq!(organisations::load(&mut db, id).await.unwrap().unwrap().details.credit_code, None);
        let found = organisations::finder(&mut db, app.vault()).await.unwrap();
        for written in [CODE, "甲（虚构）", &id.to_string()] {
            assert_eq!(found.find(written), Some(id), "{written}");
        }
        drop(db);
        for actor in [Actor::nobody(), officer.clone()] {
            let shown = ask::<OneOrganisation>(&app, &actor, One { id }).await.unwrap();
            let json = serde_json::to_string(&shown).unwrap();
            assert!(!json.contains(CODE) && !json.contains("credit"), "{json}");
        }
        let listed = ask::<ListOrganisations>(&app, &officer, List::default()).await.unwrap();
        let json = serde_json::to_string(&listed).unwrap();
        assert!(!json.contains(CODE) && json.contains("91**************43"), "{json}");
    }
}

#[tokio::test]
async fn pressing_twice_registers_once() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        let mut ids = Vec::new();
        for _ in 0..2 {
            let made =
                run::<RegisterOrganisation>(&app, &officer, firm("甲", CODE), key("press")).await.unwrap();
            ids.push(made.id);
        }
        assert_eq!(ids[0], ids[1]);
        for _ in 0..2 {
            run::<VerifyOrganisation>(&app, &officer, Verify { id: ids[0] }, key("verify")).await.unwrap();
            run::<CloseOrganisation>(&app, &officer, Close { id: ids[0] }, key("close")).await.unwrap();
        }
        let again =
            refused(run::<CloseOrganisation>(&app, &officer, Close { id: ids[0] }, key("other")).await);
        assert_eq!(again.code, "organisations.closed");
    }
}

#[tokio::test]
async fn nobody_acts_on_what_is_not_theirs() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        let person = testing::actor(&app, Role::Person, None, None).await;
        let own = register(&app, &officer, firm("甲", CODE)).await.unwrap();
        let other = register(&app, &officer, firm("乙", "")).await.unwrap();
        let employer = testing::actor(&app, Role::Employer, None, Some(own)).await;
        let code = |outcome: Outcome<_>| -> &'static str { refused::<OrganisationId>(outcome).code };
        assert_eq!(code(register(&app, &Actor::nobody(), firm("丙", "")).await), "platform.sign_in_first");
        assert_eq!(code(register(&app, &person, firm("丙", "")).await), "platform.forbidden");
        assert_eq!(code(register(&app, &employer, firm("丙", "")).await), "organisations.has_one");
        for actor in [&employer, &person] {
            let outcome = run::<VerifyOrganisation>(&app, actor, Verify { id: own }, None).await;
            assert_eq!(refused(outcome).code, "platform.forbidden");
            let outcome = run::<CloseOrganisation>(&app, actor, Close { id: other }, None).await;
            assert_eq!(refused(outcome).code, "platform.forbidden");
        }
        let outcome = ask::<ListOrganisations>(&app, &person, List::default()).await;
        assert_eq!(refused(outcome).code, "platform.forbidden");
        let listed = ask::<ListOrganisations>(&app, &employer, List::default()).await.unwrap();
        assert_eq!(listed.organisations.iter().map(|item| item.shown.id).collect::<Vec<_>>(), [own]);
        // Before it is verified, strangers do not even learn that it is there.
        let hidden = ask::<OneOrganisation>(&app, &employer, One { id: other }).await;
        assert_eq!(refused(hidden).code, "organisations.not_found");
        assert!(ask::<OneOrganisation>(&app, &employer, One { id: own }).await.is_ok());
    }
}

#[tokio::test]
async fn the_list_is_paged_by_key_without_gap_or_repetition() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        let many: Vec<_> = (0..120_u128)
            .map(|number| {
                let id = OrganisationId::new(uuid::Uuid::from_u128(number + 1));
                let details = firm(&format!("第{number}家"), "").parse().unwrap();
                organisations::model::Organisation::register(id, details, jiff::civil::date(2026, 1, 1))
            })
            .collect();
        let (vault, entropy) = (app.vault().clone(), app.entropy().clone());
        app.database()
            .write(move |db| {
                Box::pin(async move { organisations::insert_many(db, &many, &vault, &entropy).await })
            })
            .await
            .unwrap()
            .unwrap();
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page =
                ask::<ListOrganisations>(&app, &officer, List { after, standing: None }).await.unwrap();
            assert!(page.organisations.len() <= 50);
            seen.extend(page.organisations.iter().map(|item| item.shown.id));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 120);
        assert!(seen.is_sorted() && seen.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
