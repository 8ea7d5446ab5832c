//! Drafting, publishing, revising, closing, importing: each works, is refused, has its limit, is done once however often it
//! is asked for, and is not for the wrong person. On both databases.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

mod cast;

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use cast::{app, cast, draft, post, published, refused, verified};
use organisations::acts::close_organisation::{CloseOrganisation, Input as CloseOrganisationInput};
use platform::{
    acts::{IdempotencyKey, ask, run},
    app::App,
    permissions::{Actor, Role},
    testing,
};
use posts::{
    acts::{
        EnteredPost,
        check_import::{CheckImport, Input as Check},
        close_post::{ClosePost, Input as Close},
        draft_post::{DraftPost, Input as Draft},
        import_posts::{ImportPosts, Input as Import},
        publish_post::{Input as Publish, PublishPost},
        revise_post::{Input as Revise, RevisePost},
    },
    model::{ClosedWhy, State},
    queries::{
        import_report::{ImportReport, Input as Report},
        own::{Input as Own, OwnPosts},
        post::{Input as One, OnePost},
    },
};
use testkit::harness::TestDatabases;
use vocabulary::PostId;

fn key(text: &str) -> Option<IdempotencyKey> {
    Some(IdempotencyKey::parse(text).unwrap())
}

async fn state(app: &App, id: PostId) -> State {
    let mut db = app.database().read().await.unwrap();
    posts::load(&mut db, id).await.unwrap().unwrap().state
}

#[tokio::test]
async fn a_post_is_drafted_published_revised_and_closed() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (_, _, employer) = cast(&app).await;
        let full = EnteredPost {
            reference: "WY-1".into(),
            title_en: "Farm machinery engineer (invented)".into(),
            pay_from: "8000".into(),
            pay_to: "12000.50".into(),
            pay_currency: "CNY".into(),
            pay_per: "month".into(),
            degree: "bachelor".into(),
            experience_years: "1.5".into(),
            skills: "Rust; CAN 总线".into(),
            languages: "en:B2; ja".into(),
            licences: "焊工证".into(),
            employment_type: "full_time".into(),
            places_count: "3".into(),
            opens: "2026-11-25".into(),
            ..post("农机工程师（虚构）")
        };
        let id = draft(&app, &employer, full.clone()).await.unwrap();
        let found = ask::<OnePost>(&app, &employer, One { id }).await.unwrap();
        assert_eq!(
            EnteredPost::from(&found.post.listed.post.details),
            EnteredPost { experience_years: "18 months".into(), ..full }
        );
        assert_eq!(refused(ask::<OnePost>(&app, &Actor::nobody(), One { id }).await).code, "posts.not_found");

        run::<PublishPost>(&app, &employer, Publish { id }, None).await.unwrap();
        let revised = post("改了名的岗位（虚构）");
        run::<RevisePost>(&app, &employer, Revise { id, post: revised }, None).await.unwrap();
        let found = ask::<OnePost>(&app, &Actor::nobody(), One { id }).await.unwrap();
        assert_eq!(found.post.listed.title.zh.as_deref(), Some("改了名的岗位（虚构）"));
        assert!(!found.is_own);

        run::<ClosePost>(&app, &employer, Close { id }, None).await.unwrap();
        let gone = refused(ask::<OnePost>(&app, &Actor::nobody(), One { id }).await);
        assert_eq!((gone.code, gone.kind.status()), ("posts.closed", 410));
        assert!(ask::<OnePost>(&app, &employer, One { id }).await.is_ok(), "its own people still see it");
    }
}

#[tokio::test]
async fn what_cannot_stand_is_refused_and_nothing_is_kept() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (officer, _, employer) = cast(&app).await;
        let refusal = refused(
            draft(&app, &employer, EnteredPost { closes: "soon".into(), ..EnteredPost::default() }).await,
        );
        assert_eq!(
            refusal.each().map(|one| one.code).collect::<Vec<_>>(),
            ["posts.title_missing", "posts.description_missing", "posts.place_missing", "posts.date_form"]
        );
        let refusal = refused(draft(&app, &officer, post("谁的")).await);
        assert_eq!(refusal.code, "posts.organisation_missing");

        let id = draft(&app, &employer, EnteredPost { csco_code: String::new(), ..post("没有编码") })
            .await
            .unwrap();
        let refusal = refused(run::<PublishPost>(&app, &employer, Publish { id }, None).await);
        assert_eq!(refusal.code, "posts.csco_missing");
        assert!(matches!(state(&app, id).await, State::Draft { .. }));

        let first = EnteredPost { reference: "A-1".into(), ..post("第一个") };
        draft(&app, &employer, first.clone()).await.unwrap();
        let refusal = refused(draft(&app, &employer, first.clone()).await);
        assert_eq!((refusal.code, refusal.field.as_deref()), ("posts.reference_taken", Some("reference")));
        let refusal =
            refused(run::<RevisePost>(&app, &employer, Revise { id, post: first.clone() }, None).await);
        assert_eq!(refusal.code, "posts.reference_taken");
        // Another organisation may use the same reference.
        let other = verified(&app, &officer, "另一家（虚构）").await;
        let input = Draft { organisation: Some(other), post: first };
        assert!(run::<DraftPost>(&app, &officer, input, None).await.is_ok());
    }
}

#[tokio::test]
async fn a_title_at_the_limit_is_taken_and_one_above_is_not() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (_, _, employer) = cast(&app).await;
        assert!(draft(&app, &employer, post(&"岗".repeat(120))).await.is_ok());
        let refusal = refused(draft(&app, &employer, post(&"岗".repeat(121))).await);
        assert_eq!(refusal.field.as_deref(), Some("title_zh"));
        let last_day = EnteredPost { closes: "2026-11-22".into(), ..post("今天截止") };
        let id = published(&app, &employer, last_day).await;
        assert!(ask::<OnePost>(&app, &Actor::nobody(), One { id }).await.is_ok(), "the last day counts");
        let id = draft(&app, &employer, EnteredPost { closes: "2026-11-21".into(), ..post("昨天截止") })
            .await
            .unwrap();
        let refusal = refused(run::<PublishPost>(&app, &employer, Publish { id }, None).await);
        assert_eq!(refusal.code, "posts.closes_passed");
    }
}

#[tokio::test]
async fn pressing_twice_does_it_once() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (_, organisation, employer) = cast(&app).await;
        let mut ids = Vec::new();
        for _ in 0..2 {
            let input = Draft { organisation: None, post: post("只有一个") };
            ids.push(run::<DraftPost>(&app, &employer, input, key("draft")).await.unwrap().id);
        }
        assert_eq!(ids[0], ids[1]);
        let id = ids[0];
        for _ in 0..2 {
            run::<PublishPost>(&app, &employer, Publish { id }, key("publish")).await.unwrap();
        }
        for _ in 0..2 {
            run::<RevisePost>(&app, &employer, Revise { id, post: post("改") }, key("revise")).await.unwrap();
        }
        for _ in 0..2 {
            run::<ClosePost>(&app, &employer, Close { id }, key("close")).await.unwrap();
        }
        assert_eq!(
            refused(run::<ClosePost>(&app, &employer, Close { id }, key("more")).await).code,
            "posts.closed"
        );
        let own = Own { organisation: Some(organisation), before: None };
        assert_eq!(ask::<OwnPosts>(&app, &employer, own).await.unwrap().posts.len(), 1);
    }
}

#[tokio::test]
async fn nobody_acts_on_another_organisations_posts() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (officer, organisation, employer) = cast(&app).await;
        let other = verified(&app, &officer, "另一家（虚构）").await;
        let rival = testing::actor(&app, Role::Employer, None, Some(other)).await;
        let person = testing::actor(&app, Role::Person, None, None).await;
        let id = draft(&app, &employer, post("我们的")).await.unwrap();
        for actor in [&rival, &person] {
            let codes = [
                refused(run::<PublishPost>(&app, actor, Publish { id }, None).await).code,
                refused(run::<RevisePost>(&app, actor, Revise { id, post: post("x") }, None).await).code,
                refused(run::<ClosePost>(&app, actor, Close { id }, None).await).code,
                refused(
                    run::<DraftPost>(
                        &app,
                        actor,
                        Draft { organisation: Some(organisation), post: post("x") },
                        None,
                    )
                    .await,
                )
                .code,
                refused(
                    ask::<OwnPosts>(&app, actor, Own { organisation: Some(organisation), before: None })
                        .await,
                )
                .code,
            ];
            assert_eq!(codes, ["platform.forbidden"; 5]);
            assert_eq!(refused(ask::<OnePost>(&app, actor, One { id }).await).code, "posts.not_found");
        }
        let refusal = refused(run::<PublishPost>(&app, &Actor::nobody(), Publish { id }, None).await);
        assert_eq!(refusal.code, "platform.sign_in_first");
        assert!(run::<PublishPost>(&app, &officer, Publish { id }, None).await.is_ok(), "an officer may");
        let nothing = PostId::new(uuid::Uuid::from_u128(9));
        assert_eq!(
            refused(run::<ClosePost>(&app, &rival, Close { id: nothing }, None).await).code,
            "posts.not_found"
        );
    }
}

#[tokio::test]
async fn an_organisations_posts_close_with_it() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (officer, organisation, employer) = cast(&app).await;
        let id = published(&app, &employer, post("会随单位关闭")).await;
        let unpublished = draft(&app, &employer, post("草稿")).await.unwrap();
        let input = CloseOrganisationInput { id: organisation };
        run::<CloseOrganisation>(&app, &officer, input, None).await.unwrap();
        while platform::outbox::deliver(&app).await.unwrap() > 0 {}
        assert!(matches!(state(&app, id).await, State::Closed { why: ClosedWhy::OrganisationClosed, .. }));
        let refusal = refused(run::<PublishPost>(&app, &employer, Publish { id: unpublished }, None).await);
        assert_eq!(refusal.code, "organisations.closed");
        assert_eq!(refused(draft(&app, &employer, post("新")).await).code, "organisations.closed");
    }
}

async fn check(app: &App, actor: &Actor, file: &[u8]) -> String {
    let input = Check { organisation: None, file_name: "a.csv".into(), content: BASE64.encode(file) };
    run::<CheckImport>(app, actor, input, None).await.unwrap().import
}

#[tokio::test]
async fn the_good_lines_of_a_file_become_drafts_and_the_bad_ones_are_told() {
    const FILE: &[u8] = include_bytes!("fixtures/posts_zh.csv");
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (_, _, employer) = cast(&app).await;
        let import = check(&app, &employer, FILE).await;
        let own = || Own::default();
        assert!(
            ask::<OwnPosts>(&app, &employer, own()).await.unwrap().posts.is_empty(),
            "a dry run keeps no post"
        );
        let report = ask::<ImportReport>(&app, &employer, Report { import: import.clone() }).await.unwrap();
        let good: Vec<u64> =
            report.lines.iter().filter(|l| l.problems.is_empty()).map(|l| l.number).collect();
        assert!(good.len() >= 2 && good.len() < report.lines.len(), "{report:?}");
        assert!(
            report.lines.iter().flat_map(|line| &line.problems).all(|p| !p.zh.is_empty() && p.zh != p.en)
        );

        // One line that cannot be imported holds up all of the chosen ones.
        let bad = report.lines.iter().find(|line| !line.problems.is_empty()).unwrap().number;
        let both = Import { import: import.clone(), lines: Some(vec![good[0], bad]) };
        assert_eq!(refused(run::<ImportPosts>(&app, &employer, both, None).await).code, "posts.import_line");
        let twice = Import { import: import.clone(), lines: Some(vec![good[0], good[0]]) };
        assert_eq!(refused(run::<ImportPosts>(&app, &employer, twice, None).await).code, "posts.import_line");
        assert!(ask::<OwnPosts>(&app, &employer, own()).await.unwrap().posts.is_empty(), "nothing half done");

        for _ in 0..2 {
            let all = Import { import: import.clone(), lines: None };
            let done = run::<ImportPosts>(&app, &employer, all, key("import")).await.unwrap();
            assert_eq!(done.imported, good.len());
        }
        let posts = ask::<OwnPosts>(&app, &employer, own()).await.unwrap().posts;
        assert_eq!(posts.len(), good.len());
        assert!(posts.iter().all(|post| post.state == "draft"));
        let again = Import { import: import.clone(), lines: None };
        assert_eq!(refused(run::<ImportPosts>(&app, &employer, again, None).await).code, "posts.import_done");

        // The same file once more: its references are known now.
        let import = check(&app, &employer, FILE).await;
        let report = ask::<ImportReport>(&app, &employer, Report { import }).await.unwrap();
        let known = report
            .lines
            .iter()
            .flat_map(|line| &line.problems)
            .filter(|p| p.code == "posts.csv_reference_known");
        assert!(known.count() >= good.len());
    }
}

#[tokio::test]
async fn an_import_is_its_organisations_alone() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (officer, _, employer) = cast(&app).await;
        let import = check(&app, &employer, include_bytes!("fixtures/posts_zh.csv")).await;
        let other = verified(&app, &officer, "另一家（虚构）").await;
        let rival = testing::actor(&app, Role::Employer, None, Some(other)).await;
        let person = testing::actor(&app, Role::Person, None, None).await;
        for actor in [&rival, &person] {
            let input = Import { import: import.clone(), lines: None };
            assert_eq!(
                refused(run::<ImportPosts>(&app, actor, input, None).await).code,
                "platform.forbidden"
            );
            let input = Report { import: import.clone() };
            assert_eq!(refused(ask::<ImportReport>(&app, actor, input).await).code, "platform.forbidden");
        }
        let input = Report { import: "imp_none".into() };
        assert_eq!(refused(ask::<ImportReport>(&app, &employer, input).await).code, "posts.import_not_found");
        let whole = |content: String| Check { organisation: None, file_name: "x".into(), content };
        for (file, code) in [
            (BASE64.encode([0xFF, 0xFE, 0x41, 0x00]), "posts.csv_utf16"),
            (BASE64.encode("[1]"), "posts.json_no_posting"),
            (BASE64.encode(""), "posts.import_no_file"),
            ("***".to_owned(), "posts.import_base64"),
            (BASE64.encode(vec![b'a'; 5_000_001]), "posts.csv_too_large"),
        ] {
            assert_eq!(refused(run::<CheckImport>(&app, &employer, whole(file), None).await).code, code);
        }
    }
}

#[tokio::test]
async fn an_officer_imports_for_several_organisations_by_name() {
    const HEAD: &str = "用人单位,岗位名称,岗位描述,工作地点代码,截止日期\n";
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (officer, organisation, _) = cast(&app).await;
        let other = verified(&app, &officer, "另一家（虚构）").await;
        let file = format!(
            "{HEAD}沃野农机（虚构）,甲岗,描述,220100,2026-12-31\n另一家（虚构）,乙岗,描述,220200,2026-12-31\n没有这家,丙岗,描述,220100,2026-12-31\n"
        );
        let import = check(&app, &officer, file.as_bytes()).await;
        let done = run::<ImportPosts>(&app, &officer, Import { import, lines: None }, None).await.unwrap();
        assert_eq!(done.imported, 2);
        for owner in [organisation, other] {
            let own = Own { organisation: Some(owner), before: None };
            assert_eq!(ask::<OwnPosts>(&app, &officer, own).await.unwrap().posts.len(), 1);
        }
    }
}

#[tokio::test]
async fn a_job_posting_is_imported_by_the_region_s_own_names() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (_, _, employer) = cast(&app).await;
        let file = r#"{"@context": "https://schema.org", "@type": "JobPosting", "title": "测试岗（虚构）", "description": "<p>描述</p>",
            "validThrough": "2026-12-31", "jobLocation": {"@type": "Place", "address": {"addressLocality": "四平"}}}"#;
        let import = check(&app, &employer, file.as_bytes()).await;
        let done =
            run::<ImportPosts>(&app, &employer, Import { import, lines: Some(vec![1]) }, None).await.unwrap();
        assert_eq!(done.imported, 1);
        let posts = ask::<OwnPosts>(&app, &employer, Own::default()).await.unwrap().posts;
        assert_eq!(posts[0].place.as_str(), "220300");
    }
}
