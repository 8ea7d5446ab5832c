//! The public list against a plain reading of its conditions, and the board against the database.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

mod cast;

use cast::{app, cast, post, published, refused, verified};
use jiff::civil::{Date, date};
use platform::{
    acts::{ask, run},
    app::App,
    permissions::Actor,
};
use posts::{
    acts::{
        EnteredPost,
        close_post::{ClosePost, Input as Close},
        revise_post::{Input as Revise, RevisePost},
    },
    model::{Degree, Post, State},
    queries::{
        fitting::{FittingPosts, Input as Fitting},
        list::{Input, ListPosts},
    },
};
use rules::{Facts, Value};
use testkit::harness::TestDatabases;
use vocabulary::{Currency, OrganisationId, PostId};

const TODAY: Date = date(2026, 11, 22);
const PLACES: [&str; 5] = ["220100", "220184", "220200", "110105", "CA-NS"];
const CODES: [&str; 4] = ["2-02-10-03", "2-02-07-01", "4-02-06-01", ""];
const PAYS: [(&str, &str, &str); 4] =
    [("8000", "CNY", "month"), ("96000.01", "CNY", "year"), ("50000", "EUR", "year"), ("", "", "")];
const DEGREES: [&str; 4] = ["", "junior_college", "bachelor", "doctor"];

/// Every combination once, with states and last days in turn.
fn invented(owners: [OrganisationId; 2]) -> Vec<Post> {
    let mut posts = Vec::new();
    for place in PLACES {
        for csco in CODES {
            for (pay, currency, per) in PAYS {
                for degree in DEGREES {
                    let number = posts.len();
                    let closes = ["2026-11-21", "2026-11-22", "2027-01-01"][number % 3];
                    let entered = EnteredPost {
                        place: place.into(),
                        csco_code: csco.into(),
                        pay_from: pay.into(),
                        pay_to: pay.into(),
                        pay_currency: currency.into(),
                        pay_per: per.into(),
                        degree: degree.into(),
                        closes: closes.into(),
                        ..post(&format!("第{number}个（虚构）"))
                    };
                    let id = PostId::new(uuid::Uuid::from_u128(u128::try_from(number).unwrap() + 1));
                    let owner = owners[number % 2];
                    let mut made =
                        Post::draft(id, owner, entered.entered().parse().unwrap(), date(2026, 1, 1));
                    if number % 7 != 0 {
                        made.state =
                            State::Published { on: date(2026, 1, 1 + i8::try_from(number % 28).unwrap()) };
                    }
                    posts.push(made);
                }
            }
        }
    }
    posts
}

/// The conditions read plainly.
fn passes(post: &Post, input: &Input) -> bool {
    let details = &post.details;
    let place = input.place.is_empty() || details.place.is_within(&input.place.parse().unwrap());
    let csco = input.csco.is_empty()
        || details.csco.as_ref().is_some_and(|code| code.as_str().starts_with(input.csco.as_str()));
    let pay = input.min_pay.is_empty()
        || details.pay.as_ref().is_some_and(|pay| {
            let least: i64 = input.min_pay.parse::<i64>().unwrap() * 100;
            pay.currency() == Currency::CNY && pay.per_year()[1].minor >= least
        });
    let degree = input.degree.is_empty() || details.degree <= Degree::from_word(&input.degree);
    let owner = input.organisation.is_empty() || post.organisation.to_string() == input.organisation;
    post.require_shown(TODAY).is_ok() && place && csco && pay && degree && owner
}

async fn listed(app: &App, input: Input) -> Vec<PostId> {
    let mut ids = Vec::new();
    let mut page = 1;
    loop {
        let found = ask::<ListPosts>(app, &Actor::nobody(), Input { page: Some(page), ..input.clone() })
            .await
            .unwrap();
        assert!(found.posts.len() <= 20);
        ids.extend(found.posts.iter().map(|post| post.id));
        if page >= found.pages {
            assert_eq!(
                usize::try_from(found.total).unwrap(),
                ids.len(),
                "the count is that of what is shown"
            );
            return ids;
        }
        page += 1;
    }
}

#[tokio::test]
async fn the_list_shows_what_its_conditions_say_and_nothing_else() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (officer, first, _) = cast(&app).await;
        let owners = [first, verified(&app, &officer, "另一家（虚构）").await];
        let posts = invented(owners);
        let kept = posts.clone();
        app.database()
            .write(move |db| Box::pin(async move { posts::insert_many(db, &kept).await }))
            .await
            .unwrap()
            .unwrap();
        let owner = owners[1].to_string();
        for place in ["", "220000", "220100", "220184", "CA", "460000"] {
            for csco in ["", "2-02", "2-02-10-03"] {
                for (min_pay, degree, organisation) in [
                    ("", "", ""),
                    ("96000", "", ""),
                    ("96001", "bachelor", ""),
                    ("", "secondary", &*owner),
                    ("", "doctor", ""),
                ] {
                    let input = Input {
                        place: place.into(),
                        csco: csco.into(),
                        min_pay: min_pay.into(),
                        degree: degree.into(),
                        organisation: organisation.into(),
                        ..Input::default()
                    };
                    let mut expected: Vec<&Post> = posts.iter().filter(|post| passes(post, &input)).collect();
                    expected.sort_by_key(|post| {
                        let State::Published { on } = post.state else { panic!("{post:?}") };
                        std::cmp::Reverse((on, post.id))
                    });
                    let expected: Vec<PostId> = expected.iter().map(|post| post.id).collect();
                    assert_eq!(listed(&app, input.clone()).await, expected, "{input:?}");
                    // The same conditions with words that all of them have: the same posts, in another order.
                    let mut with_words = listed(&app, Input { q: "虚构".into(), ..input.clone() }).await;
                    let mut expected = expected;
                    expected.sort_unstable();
                    with_words.sort_unstable();
                    assert_eq!(with_words, expected, "{input:?} with words");
                }
            }
        }
        let wrong = Input {
            place: "长春".into(),
            csco: "x".into(),
            min_pay: "-1".into(),
            degree: "x".into(),
            ..Input::default()
        };
        let refusal = refused(ask::<ListPosts>(&app, &Actor::nobody(), wrong).await);
        let fields: Vec<_> = refusal.each().map(|one| one.field.clone().unwrap()).collect();
        assert_eq!(fields, ["place", "csco", "min_pay", "degree"]);
        for page in [0, 501] {
            let input = Input { page: Some(page), ..Input::default() };
            assert_eq!(refused(ask::<ListPosts>(&app, &Actor::nobody(), input).await).code, "posts.page");
        }
    }
}

#[tokio::test]
async fn a_search_finds_what_was_published_since_and_not_what_was_closed() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (_, _, employer) = cast(&app).await;
        let search = |words: &str| listed(&app, Input { q: words.into(), ..Input::default() });
        let first = published(&app, &employer, post("水稻育种研究员（虚构）")).await;
        assert_eq!(search("水稻 育种").await, [first], "the board is filled at the first need");
        let second = published(&app, &employer, post("农机软件工程师（虚构）")).await;
        while platform::outbox::deliver(&app).await.unwrap() > 0 {}
        assert_eq!(search("软件").await, [second]);
        assert_eq!(search("沃野").await.len(), 2, "an organisation's name finds its posts");
        let revised = Revise { id: second, post: post("土木工程师（虚构）") };
        run::<RevisePost>(&app, &employer, revised, None).await.unwrap();
        while platform::outbox::deliver(&app).await.unwrap() > 0 {}
        assert!(search("软件").await.is_empty());
        assert_eq!(search("土木").await, [second]);
        // Closed, and the outbox has not been delivered yet: the board is behind, the answer is not.
        run::<ClosePost>(&app, &employer, Close { id: second }, None).await.unwrap();
        assert!(search("土木").await.is_empty());
        while platform::outbox::deliver(&app).await.unwrap() > 0 {}
        assert!(search("土木").await.is_empty());
        assert_eq!(app.part::<posts::Board>().unwrap().count(), Some(1));
        // What was stored past the acts is there after the board is opened anew.
        let mut beyond = Post::draft(
            PostId::new(uuid::Uuid::from_u128(5)),
            employer.organisation.unwrap(),
            post("气象观测员（虚构）").entered().parse().unwrap(),
            TODAY,
        );
        beyond.state = State::Published { on: TODAY };
        let id = beyond.id;
        app.database()
            .write(move |db| Box::pin(async move { posts::insert_many(db, &[beyond]).await }))
            .await
            .unwrap()
            .unwrap();
        assert!(search("气象").await.is_empty());
        posts::open_board(&app).await.unwrap();
        assert_eq!(search("气象").await, [id]);
        let long = Input { q: "长".repeat(201), ..Input::default() };
        let refusal = refused(ask::<ListPosts>(&app, &Actor::nobody(), long).await);
        assert_eq!(refusal.field.as_deref(), Some("q"));
    }
}

#[tokio::test]
async fn the_posts_that_fit_come_with_points_that_add_up_and_never_against_a_condition() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (_, _, employer) = cast(&app).await;
        let skilled = EnteredPost {
            skills: "Rust; CAN".into(),
            degree: "bachelor".into(),
            ..post("农机工程师（虚构）")
        };
        let best = published(&app, &employer, skilled.clone()).await;
        let doctors = published(&app, &employer, EnteredPost { degree: "doctor".into(), ..skilled }).await;
        let other = EnteredPost {
            csco_code: "4-02-06-01".into(),
            isco_code: "4321".into(),
            ..post("仓库管理员（虚构）")
        };
        let worst = published(&app, &employer, other).await;
        let skill = [("name".to_owned(), Value::text("Rust"))].into_iter().collect();
        let facts = Facts::new()
            .with("occupation", "农机工程师")
            .with("degree", "master")
            .with("skills", Value::List(vec![skill]));
        let mut db = app.database().read().await.unwrap();
        let fits = posts::fitting(&mut db, &app, &facts, 10).await.unwrap();
        assert_eq!(fits.iter().map(|fit| fit.post.id).collect::<Vec<_>>(), [best, worst]);
        for fit in &fits {
            assert_eq!(fit.score.total, fit.score.parts.iter().map(|part| part.points).sum::<i64>());
        }
        assert_eq!(posts::fitting(&mut db, &app, &facts, 1).await.unwrap().len(), 1);
        let against = posts::fit_of(&mut db, &app, &facts, doctors).await.unwrap().unwrap();
        assert_eq!(
            against.outcome,
            matching::Answer::No,
            "one post can be looked at though it is not offered"
        );
        drop(db);
        let nobody = ask::<FittingPosts>(&app, &Actor::nobody(), Fitting::default()).await;
        assert_eq!(refused(nobody).code, "platform.sign_in_first");
        let visit =
            Actor { visit: Some(vocabulary::VisitId::new(uuid::Uuid::from_u128(1))), ..Actor::nobody() };
        let found = ask::<FittingPosts>(&app, &visit, Fitting::default()).await.unwrap();
        assert!(!found.is_known && found.posts.is_empty(), "of somebody unknown nothing is guessed");
        let refusal = refused(ask::<FittingPosts>(&app, &visit, Fitting { top: Some(51) }).await);
        assert_eq!(refusal.code, "posts.top");
    }
}
