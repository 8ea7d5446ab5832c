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
        sign_up_employer::{NewEmployer, SignUpEmployer, SignedUpEmployer},
        verify_organisation::{Input as Verify, VerifyOrganisation},
    },
    model::{Entered, Standing},
    queries::{
        list::{Input as List, ListOrganisations},
        organisation::{Input as One, OneOrganisation},
    },
};
use platform::{
    accounts,
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

const PASSWORD: &str = "a long enough password";

fn employer(email: &str, organisation: Entered) -> NewEmployer {
    NewEmployer { email: email.to_owned(), password: PASSWORD.to_owned().into(), organisation }
}

async fn sign_up(
    app: &App,
    actor: &Actor,
    input: NewEmployer,
    key: Option<IdempotencyKey>,
) -> Outcome<SignedUpEmployer> {
    accounts::sign_up::<SignUpEmployer>(app, actor, input, key, None).await
}

/// How many accounts and organisations there are, and what the outbox tells.
async fn counted(app: &App) -> (i64, i64, i64) {
    let mut db = app.database().read().await.unwrap();
    let mut counts = Vec::new();
    for table in ["accounts", "organisations", "outbox"] {
        let row = db.fetch_one(format!("select count(*) as n from {table}"), vec![]).await.unwrap();
        counts.push(row.int("n").unwrap());
    }
    (counts[0], counts[1], counts[2])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_employer_signs_up_with_its_organisation_once() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let nobody = Actor::nobody();
        let input = || employer("Hr@Example.invalid", firm("沃野农机", CODE));
        let made = sign_up(&app, &nobody, input(), key("once")).await.unwrap();
        let again = sign_up(&app, &nobody, input(), key("once")).await.unwrap();
        assert_eq!(made, again);
        assert_eq!(counted(&app).await, (1, 1, 1));

        let mut db = app.database().read().await.unwrap();
        let account = accounts::by_login(&mut db, "hr@example.invalid").await.unwrap().unwrap();
        assert_eq!((account.id, account.organisation), (made.account, Some(made.organisation)));
        assert_eq!((account.roles.as_slice(), account.person), ([Role::Employer].as_slice(), None));
        assert_eq!(account.display_name, "沃野农机（虚构）");
        assert!(accounts::verify(PASSWORD.to_owned(), account.password_hash.clone()).await);
        let found = organisations::load(&mut db, made.organisation).await.unwrap().unwrap();
        assert!(found.standing.require_verified().is_err(), "an officer has yet to see it");
        let sql = "select subject, records from audit_log where act = 'organisations.sign_up_employer'";
        let entry = db.fetch_one(sql, vec![]).await.unwrap();
        assert_eq!(entry.text("subject").unwrap(), made.organisation.to_string());
        let records = entry.text("records").unwrap();
        assert!(records.contains(&made.account.to_string()) && !records.contains("example"), "{records}");
        drop(db);

        let employer = account.actor(None);
        let another = register(&app, &employer, firm("另一家", "")).await;
        assert_eq!(refused(another).code, "organisations.has_one");
        let twice = sign_up(&app, &employer, self::employer("b@example.invalid", firm("乙", "")), None).await;
        assert_eq!(refused(twice).code, "platform.signed_in_already");
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_up_that_is_refused_leaves_nothing_half_done() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let nobody = Actor::nobody();
        sign_up(&app, &nobody, employer("hr@example.invalid", firm("甲", CODE)), None).await.unwrap();
        let before = counted(&app).await;

        let wrong = NewEmployer {
            email: "x".to_owned(),
            password: "short".to_owned().into(),
            organisation: Entered { kind: "shop".into(), ..Entered::default() },
        };
        let refusal = refused(sign_up(&app, &nobody, wrong, None).await);
        let fields: Vec<_> = refusal.each().map(|one| one.field.as_deref().unwrap()).collect();
        assert_eq!(fields, ["email", "password", "kind", "name_zh", "place"]);
        for (input, code, field) in [
            (employer("HR@example.invalid", firm("乙", "")), "platform.email_taken", "email"),
            (
                employer("b@example.invalid", firm("乙", &CODE.to_lowercase())),
                "organisations.credit_code_taken",
                "credit_code",
            ),
            (
                NewEmployer {
                    password: "b@example.invalid".to_owned().into(),
                    ..employer("B@example.invalid", firm("乙", ""))
                },
                "platform.password_is_login",
                "password",
            ),
        ] {
            let refusal = refused(sign_up(&app, &nobody, input, None).await);
            assert_eq!((refusal.code, refusal.field.as_deref()), (code, Some(field)));
        }
        let unhashed =
            run::<SignUpEmployer>(&app, &nobody, employer("b@example.invalid", firm("乙", "")), None);
        assert!(matches!(unhashed.await, Err(Stop::Internal(why)) if !why.contains(PASSWORD)));
        assert_eq!(counted(&app).await, before);

        for _ in 0..accounts::SIGN_UPS_OF_UNKNOWN {
            if accounts::count_sign_up(&app, None).await.is_err() {
                break;
            }
        }
        let full = refused(sign_up(&app, &nobody, employer("b@example.invalid", firm("乙", "")), None).await);
        assert_eq!((full.code, full.kind.status()), ("platform.sign_up_too_many", 429));
        assert_eq!(counted(&app).await, before);
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_sign_up_with_one_code_at_the_same_moment_one_is_refused() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let tries: Vec<_> = ["a@example.invalid", "b@example.invalid", "c@example.invalid"]
            .into_iter()
            .map(|email| {
                let app = app.clone();
                let input = employer(email, firm(email, CODE));
                tokio::spawn(async move { sign_up(&app, &Actor::nobody(), input, None).await })
            })
            .collect();
        let mut made = 0;
        for one in tries {
            match one.await.unwrap() {
                Ok(_) => made += 1,
                Err(Stop::Refused(refusal)) => assert_eq!(refusal.code, "organisations.credit_code_taken"),
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(made, 1);
        assert_eq!(counted(&app).await, (1, 1, 1));
        app.database().close().await;
    }
}

/// Anybody may sign up under any code; an officer who cannot verify it closes it, and the code is free again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_is_freed_when_a_claim_to_it_that_nobody_verified_is_closed() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        let claimed = sign_up(&app, &Actor::nobody(), employer("a@example.invalid", firm("甲", CODE)), None)
            .await
            .unwrap();
        let mut own = testing::actor(&app, Role::Employer, None, None).await;
        assert_eq!(
            refused(register(&app, &own, firm("乙", CODE)).await).code,
            "organisations.credit_code_taken"
        );
        run::<CloseOrganisation>(&app, &officer, Close { id: claimed.organisation }, None).await.unwrap();
        let id = register(&app, &own, firm("乙", CODE)).await.unwrap();
        own.organisation = Some(id);
        run::<VerifyOrganisation>(&app, &officer, Verify { id }, None).await.unwrap();
        run::<CloseOrganisation>(&app, &own, Close { id }, None).await.unwrap();
        assert_eq!(
            refused(register(&app, &officer, firm("丙", CODE)).await).code,
            "organisations.credit_code_taken",
            "a verified one keeps its code"
        );
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_figures_count_those_that_are_verified_and_take_part() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        let mut expected = Vec::new();
        let counted = async || {
            organisations::figures(&mut app.database().read().await.unwrap()).await.unwrap().verified
        };
        expected.push(counted().await);
        let mut ids = Vec::new();
        for name in ["甲", "乙", "丙"] {
            ids.push(register(&app, &officer, firm(name, "")).await.unwrap());
        }
        expected.push(counted().await);
        for id in &ids[..2] {
            run::<VerifyOrganisation>(&app, &officer, Verify { id: *id }, None).await.unwrap();
        }
        expected.push(counted().await);
        run::<CloseOrganisation>(&app, &officer, Close { id: ids[0] }, None).await.unwrap();
        expected.push(counted().await);
        assert_eq!(expected, [0, 0, 2, 1]);
        app.database().close().await;
    }
}
