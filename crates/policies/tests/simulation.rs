//! Simulations on a registry: what is counted, what is hidden, and that they go on after a restart.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

#[path = "support/workbench.rs"]
mod support;

use platform::{acts::ask, app::App, permissions::Actor};
use policies::{
    acts::{SimulateDraft, SimulateOn},
    go_on_with_simulations,
    model::{Figure, Figures},
    queries::{DraftAsked, SimulationAnswer, SimulationQuery},
    reckon_simulation,
};
use support::{act, lower, office, office_later, officer, refused, register, save, start};
use testkit::harness::TestDatabases;
use vocabulary::{DraftId, SimulationId};

async fn simulation(app: &App, actor: &Actor, draft: DraftId) -> SimulationAnswer {
    ask::<SimulationQuery>(app, actor, DraftAsked { draft }).await.unwrap()
}

async fn asked(app: &App, actor: &Actor, draft: DraftId) -> SimulationId {
    act::<SimulateDraft>(app, actor, SimulateOn { draft, on: None }).await.unwrap().simulation
}

async fn figures(app: &App, actor: &Actor, draft: DraftId) -> Figures {
    assert!(reckon_simulation(app, asked(app, actor, draft).await).await.unwrap());
    let told = simulation(app, actor, draft).await;
    assert_eq!(told.state, "done");
    assert_eq!(told.done, told.total);
    told.figures.unwrap()
}

#[tokio::test]
async fn everybody_registered_is_counted_once_under_both_editions() {
    for database in &TestDatabases::both().unwrap() {
        let (app, _folder) = office(database).await;
        let one = officer(&app).await;
        // 1,240 persons in three pages: 310 of each of 1, 2, 3 years, and 310 who told nothing.
        register(&app, (0..1240).map(|n| [Some(1), Some(2), Some(3), None][n % 4])).await;
        let id = start(&app, &one).await;
        save(&app, &one, id, "v1.yaml", Some(0), &lower(2)).await.unwrap();
        let told = figures(&app, &one, id).await;
        assert_eq!(told.persons, Figure::Persons(1240));
        assert_eq!(
            (told.gain, told.lose, told.mixed),
            (Figure::Persons(310), Figure::Persons(0), Figure::Persons(0))
        );
        let measure = &told.measures[0];
        let (before, after) = (measure.before.as_ref().unwrap(), measure.after.as_ref().unwrap());
        let persons = Figure::Persons;
        assert_eq!((before.yes, before.no, before.unknown), (persons(310), persons(620), persons(310)));
        assert_eq!((after.yes, after.no, after.unknown), (persons(620), persons(310), persons(310)));
        assert_eq!(measure.granted, persons(310));
        let cost = |side: &policies::model::SideFigures| side.cost.as_ref().unwrap()[0].to_minor;
        assert_eq!((cost(before), cost(after)), (310 * 100_000, 620 * 100_000));
        assert_eq!(told.total_after.unwrap()[0].from_minor, 620 * 100_000);
        app.database().close().await;
    }
}

#[tokio::test]
async fn fewer_than_ten_persons_are_not_told_in_any_answer() {
    for database in &TestDatabases::both().unwrap() {
        let (app, _folder) = office(database).await;
        let one = officer(&app).await;
        register(
            &app,
            (0..40).map(|n| {
                Some(if n < 4 {
                    2
                } else if n < 20 {
                    3
                } else {
                    1
                })
            }),
        )
        .await;
        let id = start(&app, &one).await;
        save(&app, &one, id, "v1.yaml", Some(0), &lower(2)).await.unwrap();
        let told = figures(&app, &one, id).await;
        let measure = &told.measures[0];
        assert_eq!((measure.granted, told.gain), (Figure::FewerThanTen, Figure::FewerThanTen));
        assert_eq!(measure.before.as_ref().unwrap().yes, Figure::Persons(16));
        let after = measure.after.as_ref().unwrap();
        assert_eq!((after.yes, after.no, after.cost.clone()), (Figure::Withheld, Figure::Withheld, None));
        assert_eq!(told.total_after, None);
        let json = serde_json::to_string(&simulation(&app, &one, id).await).unwrap();
        assert!(!json.contains(":20") && !json.contains(":4,"), "{json}");
        app.database().close().await;
    }
}

#[tokio::test]
async fn a_simulation_whose_program_stopped_is_gone_on_with_where_it_stopped() {
    for database in &TestDatabases::both().unwrap() {
        let (app, folder) = office(database).await;
        let one = officer(&app).await;
        register(&app, (0..500).map(|n| Some(n % 5))).await;
        let id = start(&app, &one).await;
        save(&app, &one, id, "v1.yaml", Some(0), &lower(2)).await.unwrap();
        figures(&app, &one, id).await;
        let waiting = act::<SimulateDraft>(&app, &one, SimulateOn { draft: id, on: None }).await.unwrap();
        let again = act::<SimulateDraft>(&app, &one, SimulateOn { draft: id, on: None }).await;
        assert_eq!(refused(again).code, "policies.simulation_running");
        assert!(reckon_simulation(&app, waiting.simulation).await.unwrap());

        // As a program leaves it that counted one page of two, and stopped: 200 persons are still to come.
        let later = office_later(database, folder.path(), 600).await;
        register(&later, (0..200).map(|n| Some(n % 5))).await;
        let stopped = later
            .database()
            .write(move |db| {
                let id = waiting.simulation;
                Box::pin(async move {
                    let sql =
                        "update policy_simulations set state = 'running', ended_at = null where id = $1";
                    db.execute(sql, vec![id.into()]).await
                })
            })
            .await
            .unwrap();
        assert_eq!(stopped.unwrap(), 1);
        assert_eq!(go_on_with_simulations(&app).await.unwrap(), 0, "a sign of life was given just now");
        let told = simulation(&app, &one, id).await;
        assert_eq!((told.state.as_str(), told.done, told.figures), ("running", 500, None));

        assert_eq!(go_on_with_simulations(&later).await.unwrap(), 1);
        let told = simulation(&later, &one, id).await;
        assert_eq!((told.state.as_str(), told.done), ("done", 700));
        assert!(!reckon_simulation(&later, waiting.simulation).await.unwrap(), "it is over");
        let gone_on = told.figures.unwrap();
        assert_eq!(gone_on, figures(&later, &one, id).await, "as if nobody had stopped");
        later.database().close().await;
        app.database().close().await;
    }
}

#[tokio::test]
async fn a_simulation_of_a_draft_that_changed_says_that_it_was_interrupted() {
    for database in &TestDatabases::both().unwrap() {
        let (app, _folder) = office(database).await;
        let one = officer(&app).await;
        let id = start(&app, &one).await;
        save(&app, &one, id, "v1.yaml", Some(0), &lower(2)).await.unwrap();
        let first = asked(&app, &one, id).await;
        save(&app, &one, id, "v1.yaml", Some(1), &lower(1)).await.unwrap();
        assert!(!reckon_simulation(&app, first).await.unwrap());
        let told = simulation(&app, &one, id).await;
        assert_eq!((told.state.as_str(), told.is_out_of_date), ("interrupted", true));
        // One that waits gives way to one of the draft as it is now.
        let waiting = asked(&app, &one, id).await;
        save(&app, &one, id, "v1.yaml", Some(2), &lower(2)).await.unwrap();
        let newest = asked(&app, &one, id).await;
        assert!(!reckon_simulation(&app, waiting).await.unwrap());
        assert!(reckon_simulation(&app, newest).await.unwrap());
        assert_eq!(simulation(&app, &one, id).await.state, "done");
        app.database().close().await;
    }
}

#[tokio::test]
async fn a_day_that_no_version_covers_is_refused_before_anybody_waits() {
    for database in &TestDatabases::both().unwrap() {
        let (app, _folder) = office(database).await;
        let one = officer(&app).await;
        let id = start(&app, &one).await;
        let on = SimulateOn { draft: id, on: Some("2000-01-01".to_owned()) };
        assert_eq!(refused(act::<SimulateDraft>(&app, &one, on).await).code, "rules.no_version_on");
        let none = ask::<SimulationQuery>(&app, &one, DraftAsked { draft: id }).await;
        assert_eq!(refused(none).code, "policies.no_simulation");
        app.database().close().await;
    }
}
