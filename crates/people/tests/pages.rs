//! The pages as somebody without scripts walks them, in both languages.

#![allow(missing_docs, reason = "a test crate has no readers of its documentation")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, its helpers too"
)]

mod support;

use axum::http::StatusCode;
use platform::{app::App, permissions::Role, testing};
use support::{app, app_that_asks, browser::Browser};
use testkit::harness::TestDatabase;

const PASSWORD: &str = "a long enough password";

async fn sqlite() -> (TestDatabase, App) {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    (database, app)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visitor_walks_from_the_start_to_the_results_and_signs_up() {
    let database = TestDatabase::sqlite().unwrap();
    let asked =
        &["birth_date", "degree", "work_place", "years_of_experience", "skills", "household", "contract_end"];
    let app = app_that_asks(&database, asked).await;
    let mut it = Browser::new(&app, "zh");
    assert!(it.get("/check").await.contains("href=\"/check/next\""));
    it.get("/check/next").await;
    assert_eq!(it.follow().await, "/check/birth_date");
    assert_eq!(it.heading(), "您的出生日期是哪一天？");

    it.post("/check/birth_date", &[("value-year", "１９９２"), ("value-month", "5"), ("value-day", "1")])
        .await;
    assert_eq!(it.status, StatusCode::SEE_OTHER);
    assert_eq!(it.follow().await, "/check/degree");
    assert!(it.html.contains("已回答 1 项") && it.html.contains("href=\"/check/birth_date\""));

    it.post("/check/degree", &[("value", "unknown")]).await;
    assert_eq!(it.follow().await, "/check/work_place", "what nobody knows is not asked again");
    it.post("/check/work_place", &[("value", "elsewhere"), ("value-code", "ca-ns")]).await;
    assert_eq!(it.follow().await, "/check/years_of_experience");
    it.post("/check/years_of_experience", &[("special", "unknown"), ("value", "")]).await;
    assert_eq!(it.follow().await, "/check/skills");
    it.post("/check/skills", &[("value", "结构设计\n\n  电焊 ")]).await;
    assert_eq!(it.follow().await, "/check/household");

    it.get("/check/household/add").await;
    it.post("/check/household/add", &[("role", "child"), ("settles", "yes"), ("school_entry", "none")]).await;
    assert_eq!(it.follow().await, "/check/household");
    assert!(it.html.contains("子女（是否随您搬来定居：是；入学需要：没有）"), "{}", it.html);
    it.post("/check/household", &[]).await;
    assert_eq!(it.follow().await, "/check/contract_end");
    it.post("/check/contract_end", &[("special", "none")]).await;
    assert_eq!(it.location, "/results");

    it.get("/check/answers").await;
    for words in [
        "1992年5月1日",
        "不知道",
        "CA-NS",
        "结构设计",
        "电焊",
        "自述",
        "/check/degree?back=%2Fcheck%2Fanswers",
    ] {
        assert!(it.html.contains(words), "{words}");
    }
    it.get("/check/degree?back=%2Fcheck%2Fanswers").await;
    it.post("/check/degree", &[("value", "master")]).await;
    assert_eq!(it.location, "/check/answers");
    it.get("/check/birth_date").await;
    assert!(it.html.contains("value=\"1992\""), "the present answer stands in the fields");

    it.get("/sign-up?back=/check/answers").await;
    it.post("/sign-up", &[("name", "测试一"), ("email", "lin@example.invalid"), ("password", "short")]).await;
    assert_eq!(it.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(it.html.contains("value=\"测试一\"") && !it.html.contains("short"));
    it.post("/sign-up", &[("name", "测试一"), ("email", "lin@example.invalid"), ("password", PASSWORD)])
        .await;
    assert_eq!(it.follow().await, "/check/answers");
    assert!(it.html.contains("硕士") && it.html.contains("测试一"));

    it.get("/account").await;
    assert!(it.html.contains("我的资料") && it.html.contains("硕士"));
    let wrong = [("identity_number", "11010519491231002X")];
    it.post("/account/identity-number", &wrong).await;
    assert_eq!(it.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(it.html.contains("1949-12-31") && it.html.contains("1992-05-01"));
    assert!(!it.html.contains("11010519491231002X"), "a number is never shown again");
    it.post("/account/identity-number", &[("identity_number", "110105199205010012")]).await;
    if it.status != StatusCode::SEE_OTHER {
        let body = "11010519920501001";
        let check = people::model::IdentityNumber::check_character(body).unwrap();
        it.post("/account/identity-number", &[("identity_number", &format!("{body}{check}"))]).await;
    }
    it.follow().await;
    assert!(it.html.contains("1101**********"));
    app.database().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_stands_at_the_field_and_at_the_top_in_the_same_words() {
    let (_database, app) = sqlite().await;
    for (lang, missing, impossible, title) in [
        (
            "zh",
            "请作答；不清楚的，请选“不知道”。",
            "没有这一天。请核对年（四位数）、月、日。",
            "<title>错误：",
        ),
        (
            "en",
            "Give an answer, or say that you do not know.",
            "This date does not exist. Check year (four digits), month and day.",
            "<title>Error: ",
        ),
    ] {
        let mut it = Browser::new(&app, lang);
        it.get("/check/birth_date").await;
        it.post("/check/birth_date", &[]).await;
        assert_eq!(it.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(it.html.matches(missing).count(), 2, "{}", it.html);
        assert!(it.html.contains(title), "{}", it.html);
        it.post("/check/birth_date", &[("value-year", "2023"), ("value-month", "2"), ("value-day", "30")])
            .await;
        assert_eq!(it.html.matches(impossible).count(), 2);
        assert!(it.html.contains("value=\"30\""), "what was typed is kept");
        it.post("/check/birth_date", &[("value-year", "2023")]).await;
        assert_eq!(it.status, StatusCode::UNPROCESSABLE_ENTITY);
        it.get("/check/household/add").await;
        it.post("/check/household/add", &[("settles", "yes")]).await;
        assert_eq!(it.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(it.html.contains("href=\"#role\""), "{}", it.html);
        it.get("/check/years_of_experience").await;
        it.post("/check/years_of_experience", &[("value", "71")]).await;
        assert_eq!(it.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(it.html.contains("value=\"71\""));
    }
    app.database().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_question_and_page_is_shown_in_both_languages() {
    let (_database, app) = sqlite().await;
    let vocabulary = support::vocabulary();
    for lang in ["zh", "en"] {
        let mut it = Browser::new(&app, lang);
        for fact in vocabulary.facts() {
            it.get(&format!("/check/{}", fact.name)).await;
            assert_eq!(it.status, StatusCode::OK, "{}", fact.name);
            let question =
                fact.question.get(if lang == "zh" { platform::Lang::Zh } else { platform::Lang::En });
            let shown = it.heading().replace("&#39;", "'").replace("&quot;", "\"");
            assert_eq!(shown, question, "{}", fact.name);
            assert_eq!(it.html.matches("<h1").count(), 1);
        }
        for path in [
            "/check",
            "/check/answers",
            "/check/upload",
            "/sign-up",
            "/check/household/add",
            "/check/languages/add",
        ] {
            it.get(path).await;
            assert_eq!(it.status, StatusCode::OK, "{path}");
            assert!(!it.heading().is_empty());
        }
        for (path, status) in [
            ("/account", StatusCode::UNAUTHORIZED),
            ("/check/colour", StatusCode::NOT_FOUND),
            ("/check/household/1", StatusCode::NOT_FOUND),
            ("/check/degree/add", StatusCode::NOT_FOUND),
        ] {
            it.get(path).await;
            assert_eq!(it.status, status, "{path}");
        }
    }
    app.database().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn members_are_changed_and_removed() {
    let (_database, app) = sqlite().await;
    let mut it = Browser::new(&app, "en");
    it.get("/check/household/add").await;
    for role in ["spouse", "child"] {
        it.post("/check/household/add", &[("role", role)]).await;
        assert_eq!(it.status, StatusCode::SEE_OTHER);
        it.get("/check/household/add").await;
    }
    it.post("/check/household/add", &[("role", "spouse")]).await;
    assert_eq!(it.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(it.html.contains("Give only one spouse or partner."));
    it.get("/check/household/2").await;
    it.post("/check/household/2", &[("role", "parent"), ("settles", "unknown")]).await;
    it.follow().await;
    assert!(it.html.contains("Parent") && !it.html.contains("Child"));
    it.post("/check/household/1/remove", &[]).await;
    it.follow().await;
    assert!(!it.html.contains("Spouse") && it.html.contains("Parent"));
    it.get("/check/languages/add").await;
    it.post("/check/languages/add", &[("language", "日语"), ("level", "working")]).await;
    it.follow().await;
    assert!(it.html.contains("Japanese (Level: Good enough for work)"), "{}", it.html);
    app.database().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_resume_is_read_shown_and_only_what_is_ticked_is_saved() {
    let (_database, app) = sqlite().await;
    let mut it = Browser::new(&app, "zh");
    it.get("/check/upload").await;
    it.upload("/check/upload", b"PK\x03\x04").await;
    assert_eq!(it.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(it.html.contains("href=\"#resume\""));
    it.upload("/check/upload", &vec![b' '; 2_000_001]).await;
    assert_eq!(it.status, StatusCode::PAYLOAD_TOO_LARGE);

    let file = r#"{"facts": {"degree": {"value": "master", "source": "issued"}, "birth_date": "1992-05-01", "shoe_size": 42}}"#;
    it.upload("/check/upload", file.as_bytes()).await;
    assert_eq!(it.status, StatusCode::OK);
    assert!(it.html.contains("硕士") && it.html.contains("1992年5月1日") && it.html.contains("shoe_size"));
    let token = it.hidden("fact-degree").unwrap().replace("&#34;", "\"");
    it.post(
        "/check/upload/confirm",
        &[("form", "facts_file"), ("accept", "degree"), ("fact-degree", &token)],
    )
    .await;
    assert_eq!(it.status, StatusCode::SEE_OTHER, "{}", it.html);
    it.get("/check/answers").await;
    assert!(
        it.html.contains("硕士") && it.html.contains("自述") && !it.html.contains("1992年"),
        "{}",
        it.html
    );
    app.database().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ones_data_can_be_taken_along_and_brought_back() {
    let (_database, app) = sqlite().await;
    let mut it = Browser::new(&app, "zh");
    it.get("/account/export.json").await;
    assert_eq!(it.status, StatusCode::UNAUTHORIZED);
    it.get("/check/degree").await;
    it.post("/check/degree", &[("value", "bachelor")]).await;
    it.post("/check/degree", &[("value", "master")]).await;
    it.get("/check/contract_end").await;
    it.post("/check/contract_end", &[("special", "none")]).await;
    let file = it.get("/account/export.json").await.to_owned();
    let tree: serde_json::Value = serde_json::from_str(&file).unwrap();
    assert_eq!(tree["facts"]["degree"]["value"], "master");
    assert_eq!(tree["history"].as_array().unwrap().len(), 3);
    it.get("/check/upload").await;
    it.upload("/check/upload", file.as_bytes()).await;
    assert_eq!(it.status, StatusCode::OK);
    assert!(it.html.contains("硕士") && it.html.contains("value=\"contract_end\""));
    app.database().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_from_elsewhere_and_a_way_out_are_refused() {
    let (_database, app) = sqlite().await;
    let mut it = Browser::new(&app, "en");
    it.get("/check/degree").await;
    it.html = String::new();
    it.post("/check/degree", &[("value", "master")]).await;
    assert_eq!(it.status, StatusCode::FORBIDDEN);
    it.get("/check/degree?back=https://elsewhere.example").await;
    assert!(!it.html.contains("\"https://elsewhere"), "{}", it.html);
    it.html = it.html.replace("name=\"back\" value=\"\"", "name=\"back\" value=\"//elsewhere.example\"");
    it.post("/check/degree", &[("value", "master")]).await;
    assert!(it.location.starts_with("/check/"), "{}", it.location);
    app.database().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn staff_have_an_account_page_without_a_profile() {
    let (_database, app) = sqlite().await;
    let officer = testing::actor(&app, Role::Officer, None, None).await;
    let token = testing::token(&app, &officer).await;
    let mut it = Browser::new(&app, "en");
    it.keep("wotu", &token);
    it.get("/account").await;
    assert_eq!(it.status, StatusCode::OK);
    assert!(!it.html.contains("identity_number"));
    app.database().close().await;
}
