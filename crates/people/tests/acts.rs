//! What can be done with people, on both databases: done, refused by field, at the limit, twice, by the wrong person.

#![allow(missing_docs, reason = "a test crate has no readers of its documentation")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, its helpers too"
)]

mod support;

use people::{
    Holder, NewPerson,
    acts::{
        ConfirmDraft, Confirmed, ForgetFact, GivenNumber, MOST_STATEMENTS, NewAccount, NewFacts, Recorded,
        SaveFacts, SetIdentityNumber, SignUp, SignedUp, TakeOverVisit, TakenOver, ThisVisit, WhichFact,
        settle,
    },
    facts_of, insert_many,
    model::{IdentityNumber, SaidBy},
    name_of, profile_of,
    queries::{History, Identity, OfWhom, ProfileQuery},
};
use platform::{
    accounts,
    acts::{IdempotencyKey, Outcome, Stop, ask, run},
    app::App,
    permissions::{Actor, Role},
    testing,
};
use rules::{Facts, Value};
use serde_json::json;
use support::{app, person, refusal, refused, visitor};
use testkit::harness::{DatabaseKind, TestDatabases};
use vocabulary::PersonId;

const PASSWORD: &str = "a long enough password";

fn facts(value: serde_json::Value) -> NewFacts {
    NewFacts { person: None, facts: value.as_object().unwrap().clone() }
}

async fn standing(app: &App, holder: Holder) -> Facts {
    facts_of(&mut app.database().read().await.unwrap(), app, holder).await.unwrap()
}

fn account(email: &str) -> NewAccount {
    NewAccount {
        name: "测试一（虚构）".to_owned(),
        email: email.to_owned(),
        password: PASSWORD.to_owned().into(),
    }
}

/// As pages and the API do it: the password is hashed before the act's transaction.
async fn make(
    app: &App,
    actor: &Actor,
    account: NewAccount,
    key: Option<IdempotencyKey>,
) -> Outcome<SignedUp> {
    accounts::sign_up::<SignUp>(app, actor, account, key, None).await
}

async fn sign_up(app: &App, actor: &Actor, email: &str) -> (Actor, SignedUp) {
    let made = make(app, actor, account(email), None).await.unwrap();
    let mut db = app.database().read().await.unwrap();
    let signed = accounts::by_id(&mut db, made.account).await.unwrap().unwrap();
    (signed.actor(actor.visit), made)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visitors_answers_are_kept_typed_and_a_later_one_speaks() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database).await;
        let one = visitor(1);
        let told = json!({"birth_date": "1992-05-01", "full_time": true, "degree": {"unknown": true},
            "contract_end": {"none": true}, "talent_class_3": {"value": "E", "since": "2023-03-14", "source": "issued"}});
        let recorded = run::<SaveFacts>(&app, &one, facts(told.clone()), None).await.unwrap();
        assert_eq!(recorded, Recorded { saved: 5, unchanged: 0 });
        let again = run::<SaveFacts>(&app, &one, facts(told), None).await.unwrap();
        assert_eq!(again, Recorded { saved: 0, unchanged: 5 }, "the same words are not said twice");
        run::<SaveFacts>(&app, &one, facts(json!({"full_time": false})), None).await.unwrap();

        let holder = Holder::of(&one).unwrap();
        let known = standing(&app, holder).await;
        assert_eq!(known.get("birth_date"), Some(&Value::Date("1992-05-01".parse().unwrap())));
        assert_eq!(known.get("full_time"), Some(&Value::Bool(false)));
        assert_eq!(known.get("contract_end"), Some(&Value::None));
        assert_eq!(known.given("degree").unwrap().value, None, "asked, and not known");
        let class = known.given("talent_class_3").unwrap();
        assert_eq!(class.since, Some("2023-03-14".parse().unwrap()));
        assert_eq!(class.source, Some(rules::facts::Source::Declared), "a claimed source is no source");
        let profile = profile_of(&mut app.database().read().await.unwrap(), holder).await.unwrap();
        assert_eq!(profile.history().len(), 6);
        assert!(standing(&app, Holder::of(&visitor(2)).unwrap()).await.is_empty());
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_wrong_field_is_refused_at_once_and_nothing_is_kept() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database).await;
        let wrong = json!({"birth_date": "2027-01-01", "colour": "red", "contract_end": "2023-02-30", "degree": "king",
            "full_time": true, "household": [{"role": "spouse"}, {"role": "spouse"}, {"settles": true}],
            "years_of_experience": 71});
        assert_eq!(
            refused(run::<SaveFacts>(&app, &visitor(1), facts(wrong), None).await),
            [
                ("people.birth_date_in_future", "birth_date".to_owned()),
                ("rules.fact_unknown", "colour".to_owned()),
                ("rules.fact_impossible_date", "contract_end".to_owned()),
                ("rules.fact_class_unknown", "degree".to_owned()),
                ("people.household_role", "household[2].role".to_owned()),
                ("people.household_two_spouses", "household".to_owned()),
                ("rules.fact_too_large", "years_of_experience".to_owned()),
            ]
        );
        let old = json!({"birth_date": "1896-11-21"});
        assert_eq!(
            refused(run::<SaveFacts>(&app, &visitor(1), facts(old), None).await)[0].0,
            "people.birth_date_too_early"
        );
        assert_eq!(
            refused(run::<SaveFacts>(&app, &visitor(1), facts(json!({})), None).await)[0].0,
            "people.no_facts"
        );
        assert!(standing(&app, Holder::of(&visitor(1)).unwrap()).await.is_empty());
        let at_the_limit = json!({"birth_date": "1896-11-22", "years_of_experience": 70});
        run::<SaveFacts>(&app, &visitor(1), facts(at_the_limit), None).await.unwrap();
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_officer_vouches_for_others_and_nobody_speaks_for_a_stranger() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database).await;
        let (owner, made) = sign_up(&app, &visitor(1), "lin@example.invalid").await;
        let (stranger, _) = sign_up(&app, &visitor(2), "he@example.invalid").await;
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        let employer = testing::actor(&app, Role::Employer, None, None).await;
        let holder = Holder::Person(made.person);
        let class = |letter: &str, person| NewFacts { person, ..facts(json!({ "talent_class_3": letter })) };

        run::<SaveFacts>(&app, &owner, class("A", None), None).await.unwrap();
        run::<SaveFacts>(&app, &officer, class("E", Some(made.person)), None).await.unwrap();
        run::<SaveFacts>(&app, &owner, class("B", Some(made.person)), None).await.unwrap();
        assert_eq!(standing(&app, holder).await.get("talent_class_3"), Some(&Value::text("E")));

        for (actor, code) in [
            (&stranger, "platform.forbidden"),
            (&employer, "platform.forbidden"),
            (&visitor(1), "platform.sign_in_first"),
            (&Actor::nobody(), "platform.sign_in_first"),
        ] {
            let refused = refusal(run::<SaveFacts>(&app, actor, class("C", Some(made.person)), None).await);
            assert_eq!(refused.code, code);
            let whom = OfWhom { person: Some(made.person) };
            assert_eq!(refusal(ask::<ProfileQuery>(&app, actor, whom.clone()).await).code, code);
            assert_eq!(refusal(ask::<History>(&app, actor, whom.clone()).await).code, code);
            assert_eq!(refusal(ask::<Identity>(&app, actor, whom).await).code, code);
        }
        let nobody = NewFacts { person: Some(person(9)), ..class("E", None) };
        assert_eq!(
            refusal(run::<SaveFacts>(&app, &officer, nobody, None).await).code,
            "people.no_such_person"
        );

        let view = ask::<ProfileQuery>(&app, &officer, OfWhom { person: Some(made.person) }).await.unwrap();
        assert_eq!(view.name.as_deref(), Some("测试一（虚构）"));
        let fact = &view.facts[0];
        assert_eq!((fact.statement.value.clone(), fact.statement.source.as_str()), (json!("E"), "seen"));
        assert_eq!(fact.differing[0].value, json!("B"));
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_up_takes_over_the_visit_once() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database).await;
        let one = visitor(1);
        run::<SaveFacts>(&app, &one, facts(json!({"full_time": true, "degree": "master"})), None)
            .await
            .unwrap();
        let key = || Some(IdempotencyKey::parse("once").unwrap());
        let made = make(&app, &one, account("Lin@Example.invalid"), key()).await.unwrap();
        let again = make(&app, &one, account("Lin@Example.invalid"), key()).await.unwrap();
        assert_eq!((made.facts, &made), (2, &again));
        assert_eq!(standing(&app, Holder::Person(made.person)).await.len(), 2);
        assert!(standing(&app, Holder::of(&one).unwrap()).await.is_empty());
        let mut db = app.database().read().await.unwrap();
        assert_eq!(name_of(&mut db, made.person).await.unwrap().as_deref(), Some("测试一（虚构）"));
        assert_eq!(name_of(&mut db, person(9)).await.unwrap(), None);
        let kept = accounts::by_login(&mut db, "lin@example.invalid").await.unwrap().unwrap();
        assert!(accounts::verify(PASSWORD.to_owned(), kept.password_hash.clone()).await);
        drop(db);

        let two = visitor(2);
        let taken = make(&app, &two, account("lin@example.INVALID"), None).await;
        assert_eq!(refused(taken), [("platform.email_taken", "email".to_owned())]);
        let wrong =
            NewAccount { name: " ".to_owned(), email: "x".to_owned(), password: "short".to_owned().into() };
        let names = refused(make(&app, &two, wrong, None).await);
        assert_eq!(
            names,
            [
                ("people.name_missing", "name".to_owned()),
                ("platform.email_form", "email".to_owned()),
                ("platform.password_short", "password".to_owned())
            ]
        );
        let short = NewAccount { password: "short".to_owned().into(), ..account("b@example.invalid") };
        assert_eq!(refused(make(&app, &two, short, None).await)[0].0, "platform.password_short");
        // Whoever forgets to hash first is stopped, and nothing is kept.
        let unhashed = run::<SignUp>(&app, &two, account("b@example.invalid"), None).await;
        assert!(matches!(unhashed, Err(Stop::Internal(why)) if !why.contains(PASSWORD)));
        let mut db = app.database().read().await.unwrap();
        assert!(accounts::by_login(&mut db, "b@example.invalid").await.unwrap().is_none());
        drop(db);
        let signed_in = kept.actor(None);
        let twice = make(&app, &signed_in, account("c@example.invalid"), None).await;
        assert_eq!(refusal(twice).code, "platform.signed_in_already");
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_told_before_signing_in_becomes_the_persons_and_old_visits_are_forgotten() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database).await;
        let (owner, made) = sign_up(&app, &visitor(1), "lin@example.invalid").await;
        let other = visitor(2);
        run::<SaveFacts>(&app, &other, facts(json!({"full_time": true})), None).await.unwrap();
        assert_eq!(settle(&app, &owner).await.unwrap(), 0, "another visit's facts stay there");
        let back = Actor { visit: other.visit, ..owner.clone() };
        assert_eq!(settle(&app, &back).await.unwrap(), 1);
        assert_eq!(settle(&app, &back).await.unwrap(), 0);
        assert!(standing(&app, Holder::Person(made.person)).await.get("full_time").is_some());

        let third = visitor(3);
        run::<SaveFacts>(&app, &third, facts(json!({"full_time": true})), None).await.unwrap();
        let hours = |hours| app.now().checked_add(jiff::SignedDuration::from_hours(hours)).unwrap();
        for (later, deleted) in [(hours(24), 0), (hours(25), 1)] {
            let gone = app.database().write(move |db| Box::pin(people::forget_old_visits(db, later))).await;
            assert_eq!(gone.unwrap().unwrap(), deleted);
        }
        assert!(standing(&app, Holder::of(&third).unwrap()).await.is_empty());
        assert_eq!(standing(&app, Holder::Person(made.person)).await.len(), 1, "a person's facts stay");
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_identity_number_is_sealed_and_never_in_the_database_in_clear() {
    const NUMBER: &str = "11010519491231002X";
    for database in &TestDatabases::both().unwrap() {
        let app = app(database).await;
        let (owner, made) = sign_up(&app, &visitor(1), "lin@example.invalid").await;
        let (other, _) = sign_up(&app, &visitor(2), "he@example.invalid").await;
        let give = |number: &str| GivenNumber { number: number.to_owned() };
        let masked = || ask::<Identity>(&app, &owner, OfWhom::default());
        assert_eq!(masked().await.unwrap().masked, None);

        let wrong = run::<SetIdentityNumber>(&app, &owner, give("110105194912310021"), None).await;
        assert_eq!(refused(wrong), [("people.identity_number_check", "identity_number".to_owned())]);
        run::<SaveFacts>(&app, &owner, facts(json!({"birth_date": "1992-05-01"})), None).await.unwrap();
        let contradicts = refusal(run::<SetIdentityNumber>(&app, &owner, give(NUMBER), None).await);
        assert_eq!(contradicts.code, "people.identity_number_contradicts");
        let args = [("told", "1992-05-01".to_owned()), ("in_number", "1949-12-31".to_owned())];
        assert_eq!(contradicts.args, args);
        run::<SaveFacts>(&app, &owner, facts(json!({"birth_date": "1949-12-31"})), None).await.unwrap();

        let key = || Some(IdempotencyKey::parse("number").unwrap());
        for _ in 0..2 {
            let kept = run::<SetIdentityNumber>(&app, &owner, give(NUMBER), key()).await.unwrap();
            assert_eq!(kept.masked, "1101**********002X");
        }
        assert_eq!(masked().await.unwrap().masked.as_deref(), Some("1101**********002X"));
        let taken = run::<SetIdentityNumber>(&app, &other, give(NUMBER), None).await;
        assert_eq!(refused(taken), [("people.identity_number_taken", "identity_number".to_owned())]);
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        let seen = ask::<Identity>(&app, &officer, OfWhom { person: Some(made.person) }).await.unwrap();
        assert_eq!(seen.masked.as_deref(), Some("1101**********002X"));
        for actor in [&officer, &visitor(3), &Actor::nobody()] {
            refusal(run::<SetIdentityNumber>(&app, actor, give(NUMBER), None).await);
        }

        app.database().close().await;
        if database.kind() == DatabaseKind::Sqlite {
            let mut looked_at = 0;
            for entry in std::fs::read_dir(database.folder()).unwrap() {
                // Closing removes the write-ahead log; it may go between the listing and the reading.
                let bytes = match std::fs::read(entry.unwrap().path()) {
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                    read => read.unwrap(),
                };
                looked_at += bytes.len();
                for secret in [NUMBER, &NUMBER[..17], PASSWORD] {
                    let is_there = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
                    assert!(!is_there, "a secret stands in the database in clear");
                }
            }
            assert!(looked_at > 10_000, "the database's file was not looked at");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ones_own_words_can_be_taken_back_and_official_ones_cannot() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database).await;
        let (owner, made) = sign_up(&app, &visitor(1), "lin@example.invalid").await;
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        let name = |name: &str| WhichFact { name: name.to_owned() };
        for degree in ["bachelor", "master"] {
            run::<SaveFacts>(&app, &owner, facts(json!({ "degree": degree })), None).await.unwrap();
        }
        assert_eq!(run::<ForgetFact>(&app, &owner, name("degree"), None).await.unwrap().deleted, 2);
        assert_eq!(run::<ForgetFact>(&app, &owner, name("degree"), None).await.unwrap().deleted, 0);
        let seen = NewFacts { person: Some(made.person), ..facts(json!({"degree": "doctor"})) };
        run::<SaveFacts>(&app, &officer, seen, None).await.unwrap();
        let official = refusal(run::<ForgetFact>(&app, &owner, name("degree"), None).await);
        assert_eq!(official.code, "people.fact_is_official");
        assert_eq!(
            refused(run::<ForgetFact>(&app, &owner, name("De gree"), None).await)[0].0,
            "people.fact_name_form"
        );
        refusal(run::<ForgetFact>(&app, &Actor::nobody(), name("degree"), None).await);
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_confirmed_resume_is_the_persons_own_word() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database).await;
        let one = visitor(1);
        let confirmed = |form: &str, told: serde_json::Value| Confirmed {
            form: form.to_owned(),
            facts: told.as_object().unwrap().clone(),
        };
        let told = confirmed("json_resume", json!({"degree": "master", "skills": [{"name": "数据分析"}]}));
        let key = || Some(IdempotencyKey::parse("draft").unwrap());
        for _ in 0..2 {
            let saved = run::<ConfirmDraft>(&app, &one, told.clone(), key()).await.unwrap();
            assert_eq!(saved, Recorded { saved: 2, unchanged: 0 });
        }
        let view = ask::<ProfileQuery>(&app, &one, OfWhom::default()).await.unwrap();
        assert!(view.facts.iter().all(|fact| fact.statement.source == "declared"));
        assert_eq!(view.facts[0].statement.evidence.as_deref(), Some("resume:json_resume"));
        let form = run::<ConfirmDraft>(&app, &one, confirmed("pdf", json!({"degree": "master"})), None).await;
        assert_eq!(refused(form), [("people.draft_form", "form".to_owned())]);
        let wrong =
            run::<ConfirmDraft>(&app, &one, confirmed("facts_file", json!({"degree": "king"})), None).await;
        assert_eq!(refused(wrong)[0], ("rules.fact_class_unknown", "degree".to_owned()));
        refusal(run::<ConfirmDraft>(&app, &Actor::nobody(), confirmed("facts_file", json!({})), None).await);
        app.database().close().await;
    }
}

fn many(count: usize) -> Vec<NewPerson> {
    let mut ids = 1_000_000_u128;
    let mut fresh = || {
        ids += 1;
        uuid::Uuid::from_u128(ids)
    };
    let today = "2026-11-22".parse().unwrap();
    let told = json!({"birth_date": "1992-05-01", "degree": {"value": "master", "since": "2016-07-01", "source": "issued"},
        "contract_end": {"none": true}, "skills": [{"name": "电焊"}]});
    (0..count)
        .map(|n| {
            let told = told.as_object().unwrap().iter().map(|(name, value)| (name.as_str(), value));
            let id = PersonId::new(uuid::Uuid::from_u128(u128::try_from(n).unwrap() + 1));
            NewPerson::read(id, format!("测试{n}（虚构）"), told, today, &mut fresh).unwrap()
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_people_come_in_by_few_statements() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database).await;
        let mut people = many(501);
        let number = IdentityNumber::parse("11010519491231002X", "2026-11-22".parse().unwrap()).unwrap();
        let first = people.remove(0).with_identity_number(&number, app.vault(), app.entropy()).unwrap();
        people.insert(0, first);
        let now = app.now();
        let by = SaidBy::Visit(visitor(7).visit.unwrap());
        app.database()
            .write(move |db| Box::pin(async move { insert_many(db, &people, by, now).await }))
            .await
            .unwrap()
            .unwrap();
        let last = standing(&app, Holder::Person(person(501))).await;
        assert_eq!(last.len(), 4);
        assert_eq!(last.given("degree").unwrap().source, Some(rules::facts::Source::Issued));
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        let seen = ask::<Identity>(&app, &officer, OfWhom { person: Some(person(1)) }).await.unwrap();
        assert_eq!(seen.masked.as_deref(), Some("1101**********002X"));
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_history_has_an_end() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database).await;
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        let people = many(1);
        let (now, by) = (app.now(), SaidBy::Account(officer.account.unwrap()));
        app.database()
            .write(move |db| Box::pin(async move { insert_many(db, &people, by, now).await }))
            .await
            .unwrap()
            .unwrap();
        repeat(&app, person(1), MOST_STATEMENTS - 1).await;
        let say = |full_time: bool| NewFacts {
            person: Some(person(1)),
            ..facts(json!({ "full_time": full_time }))
        };
        run::<SaveFacts>(&app, &officer, say(true), None).await.unwrap();
        let over = refusal(run::<SaveFacts>(&app, &officer, say(false), None).await);
        assert_eq!((over.code, over.kind.status()), ("people.too_many_statements", 429));
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visit_is_taken_over_once_by_its_own_person_and_only_where_there_is_room() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database).await;
        let (owner, made) = sign_up(&app, &visitor(1), "lin@example.invalid").await;
        let told = visitor(2);
        run::<SaveFacts>(&app, &told, facts(json!({"full_time": true, "degree": "master"})), None)
            .await
            .unwrap();
        let employer = testing::actor(&app, Role::Employer, None, None).await;
        for (actor, code) in [
            (Actor { visit: told.visit, ..employer }, "platform.forbidden"),
            (told.clone(), "platform.sign_in_first"),
            (Actor::nobody(), "platform.sign_in_first"),
        ] {
            let taken = run::<TakeOverVisit>(&app, &actor, ThisVisit {}, None).await;
            assert_eq!(refusal(taken).code, code);
        }
        let here = Actor { visit: told.visit, ..owner.clone() };
        let key = || Some(IdempotencyKey::parse("take").unwrap());
        for _ in 0..2 {
            let taken = run::<TakeOverVisit>(&app, &here, ThisVisit {}, key()).await.unwrap();
            assert_eq!(taken, TakenOver { moved: 2 });
        }
        let again = run::<TakeOverVisit>(&app, &here, ThisVisit {}, None).await.unwrap();
        assert_eq!(again, TakenOver { moved: 0 });

        // With one statement of the next visit the person has as many as anybody may have; with two, more.
        repeat(&app, made.person, MOST_STATEMENTS - 1).await;
        let next = visitor(3);
        run::<SaveFacts>(&app, &next, facts(json!({"full_time": false, "degree": "doctor"})), None)
            .await
            .unwrap();
        let here = Actor { visit: next.visit, ..owner.clone() };
        let full = refusal(run::<TakeOverVisit>(&app, &here, ThisVisit {}, None).await);
        assert_eq!((full.code, full.kind.status()), ("people.too_many_statements", 429));
        assert_eq!(settle(&app, &here).await.unwrap(), 0, "a page is shown all the same");
        run::<ForgetFact>(&app, &next, WhichFact { name: "degree".to_owned() }, None).await.unwrap();
        assert_eq!(settle(&app, &here).await.unwrap(), 1);
        app.database().close().await;
    }
}

/// Says one of a person's facts again until so many statements stand, as only an attack would.
async fn repeat(app: &App, person: PersonId, until: i64) {
    app.database()
        .write(move |db| {
            Box::pin(async move {
                let sql = "select count(*) as n from facts where person_id = $1";
                let there = db.fetch_one(sql, vec![person.into()]).await?.int("n")?;
                for n in there..until {
                    let sql = "insert into facts (id, person_id, name, said, source, said_by, recorded_at) select $1, person_id, name, said, source, said_by, recorded_at from facts where person_id = $2 limit 1";
                    db.execute(sql, vec![format!("fct_{n:032x}").into(), person.into()]).await?;
                }
                Ok::<_, platform::database::DatabaseError>(())
            })
        })
        .await
        .unwrap()
        .unwrap();
}
