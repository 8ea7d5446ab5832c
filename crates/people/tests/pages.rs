//! The pages as somebody without scripts walks them, in both languages.

#![allow(missing_docs, reason = "a test crate has no readers of its documentation")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, its helpers too"
)]

mod support;

use platform::{app::App, permissions::Role, testing};
use support::{app, app_that_asks, browser, follow, heading, hidden, leads_to, upload};
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
    let mut it = browser(&app, "zh");
    assert!(it.get("/check").await.body.contains("href=\"/check/next\""));
    let answer = it.get("/check/next").await;
    let (at, page) = follow(&mut it, &answer).await;
    assert_eq!((at.as_str(), heading(&page).as_str()), ("/check/birth_date", "您的出生日期是哪一天？"));
    assert!(page.body.contains("最多还有 7 个问题；答完这一题，平均最多还剩 3 个"), "{}", page.body);

    let born = [("value-year", "１９９２"), ("value-month", "5"), ("value-day", "1")];
    let answer = it.post("/check/birth_date", &born).await;
    assert_eq!(answer.status, 303);
    let (at, page) = follow(&mut it, &answer).await;
    assert_eq!(at, "/check/degree");
    assert!(page.body.contains("已回答 1 项") && page.body.contains("href=\"/check/birth_date\""));

    let steps = [
        // What nobody knows is not asked again.
        ("/check/degree", [("value", "unknown"), ("special", "")], "/check/work_place"),
        (
            "/check/work_place",
            [("value", "elsewhere"), ("value-code", "ca-ns")],
            "/check/years_of_experience",
        ),
        ("/check/years_of_experience", [("special", "unknown"), ("value", "")], "/check/skills"),
        ("/check/skills", [("value", "结构设计\n\n  电焊 "), ("special", "")], "/check/household"),
    ];
    for (path, fields, next) in steps {
        let answer = it.post(path, &fields).await;
        assert_eq!(follow(&mut it, &answer).await.0, next);
    }

    let child = [("role", "child"), ("settles", "yes"), ("school_entry", "none")];
    let answer = it.post("/check/household/add", &child).await;
    let (at, page) = follow(&mut it, &answer).await;
    assert_eq!(at, "/check/household");
    assert!(page.body.contains("子女（是否随您搬来定居：是；入学需要：没有）"), "{}", page.body);
    let answer = it.post("/check/household", &[]).await;
    let (at, page) = follow(&mut it, &answer).await;
    assert_eq!(at, "/check/contract_end");
    assert!(page.body.contains("这是最后一个可能改变结果的问题"));
    // Whoever comes back to one question is not told how many are left.
    assert!(!it.get("/check/contract_end?back=%2Fcheck%2Fanswers").await.body.contains("最后一个"));
    let answer = it.post("/check/contract_end", &[("special", "none")]).await;
    assert_eq!(leads_to(&answer), "/results");

    let page = it.get("/check/answers").await;
    for words in [
        "1992年5月1日",
        "不知道",
        "CA-NS",
        "结构设计",
        "电焊",
        "自述",
        "/check/degree?back=%2Fcheck%2Fanswers",
    ] {
        assert!(page.body.contains(words), "{words}");
    }
    let page = it.get("/check/degree?back=%2Fcheck%2Fanswers").await;
    let back = hidden(&page, "back");
    let answer = it.post("/check/degree", &[("value", "master"), ("back", &back)]).await;
    assert_eq!(leads_to(&answer), "/check/answers");
    let page = it.get("/check/birth_date").await;
    assert!(page.body.contains("value=\"1992\""), "the present answer stands in the fields");

    let page = it.get("/sign-up?back=/check/answers").await;
    let (back, key) = (hidden(&page, "back"), hidden(&page, "_key"));
    let with = |password| {
        [
            ("name", "测试一"),
            ("email", "lin@example.invalid"),
            ("password", password),
            ("back", back.as_str()),
            ("_key", key.as_str()),
        ]
    };
    let page = it.post("/sign-up", &with("short")).await;
    assert_eq!(page.status, 422);
    assert!(page.body.contains("value=\"测试一\"") && !page.body.contains("short"));
    let answer = it.post("/sign-up", &with(PASSWORD)).await;
    let (at, page) = follow(&mut it, &answer).await;
    assert_eq!(at, "/check/answers");
    assert!(page.body.contains("硕士") && page.body.contains("测试一"));

    let page = it.get("/account").await;
    assert!(page.body.contains("我的资料") && page.body.contains("硕士"));
    let number = |number| [("identity_number", number)];
    let page = it.post("/account/identity-number", &number("11010519491231002X")).await;
    assert_eq!(page.status, 422);
    assert!(page.body.contains("1949-12-31") && page.body.contains("1992-05-01"));
    assert!(!page.body.contains("11010519491231002X"), "a number is never shown again");
    let body = "11010519920501001";
    let check = people::model::IdentityNumber::check_character(body).unwrap();
    let answer = it.post("/account/identity-number", &number(&format!("{body}{check}"))).await;
    let (_, page) = follow(&mut it, &answer).await;
    assert!(page.body.contains("1101**********"), "{}", page.body);
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
        let mut it = browser(&app, lang);
        let page = it.post("/check/birth_date", &[]).await;
        assert_eq!(page.status, 422);
        assert_eq!(page.body.matches(missing).count(), 2, "{}", page.body);
        assert!(page.body.contains(title), "{}", page.body);
        let february = [("value-year", "2023"), ("value-month", "2"), ("value-day", "30")];
        let page = it.post("/check/birth_date", &february).await;
        assert_eq!(page.body.matches(impossible).count(), 2);
        assert!(page.body.contains("value=\"30\""), "what was typed is kept");
        assert_eq!(it.post("/check/birth_date", &[("value-year", "2023")]).await.status, 422);
        let page = it.post("/check/household/add", &[("settles", "yes")]).await;
        assert_eq!(page.status, 422);
        assert!(page.body.contains("href=\"#role\""), "{}", page.body);
        let page = it.post("/check/years_of_experience", &[("value", "71")]).await;
        assert_eq!(page.status, 422);
        assert!(page.body.contains("value=\"71\""));
    }
    app.database().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_question_and_page_is_shown_in_both_languages() {
    let (_database, app) = sqlite().await;
    let vocabulary = support::vocabulary();
    for (tag, lang) in [("zh", platform::Lang::Zh), ("en", platform::Lang::En)] {
        let mut it = browser(&app, tag);
        for fact in vocabulary.facts() {
            let page = it.get(&format!("/check/{}", fact.name)).await;
            assert_eq!(page.status, 200, "{}", fact.name);
            assert_eq!(heading(&page), fact.question.get(lang), "{}", fact.name);
            assert_eq!(page.body.matches("<h1").count(), 1);
        }
        for (path, status) in [
            ("/check", 200),
            ("/check/answers", 200),
            ("/check/upload", 200),
            ("/sign-up", 200),
            ("/check/household/add", 200),
            ("/check/languages/add", 200),
            ("/account", 401),
            ("/check/colour", 404),
            ("/check/household/1", 404),
            ("/check/degree/add", 404),
        ] {
            let page = it.get(path).await;
            assert_eq!(page.status, status, "{path}");
            assert!(!heading(&page).is_empty() && !page.body.contains(">people-"), "{path}: {}", page.body);
        }
    }
    app.database().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn members_are_changed_and_removed() {
    let (_database, app) = sqlite().await;
    let mut it = browser(&app, "en");
    for role in ["spouse", "child"] {
        assert_eq!(it.post("/check/household/add", &[("role", role)]).await.status, 303);
    }
    let page = it.post("/check/household/add", &[("role", "spouse")]).await;
    assert_eq!(page.status, 422);
    assert!(page.body.contains("Give only one spouse or partner."));
    let answer = it.post("/check/household/2", &[("role", "parent"), ("settles", "unknown")]).await;
    let (_, page) = follow(&mut it, &answer).await;
    assert!(page.body.contains("Parent") && !page.body.contains("Child"));
    let answer = it.post("/check/household/1/remove", &[]).await;
    let (_, page) = follow(&mut it, &answer).await;
    assert!(!page.body.contains("Spouse") && page.body.contains("Parent"));
    let answer = it.post("/check/languages/add", &[("language", "日语"), ("level", "working")]).await;
    let (_, page) = follow(&mut it, &answer).await;
    assert!(page.body.contains("Japanese (Level: Good enough for work)"), "{}", page.body);
    app.database().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_resume_is_read_shown_and_only_what_is_ticked_is_saved() {
    let (_database, app) = sqlite().await;
    let mut it = browser(&app, "zh");
    let page = upload(&mut it, b"PK\x03\x04").await;
    assert_eq!(page.status, 422);
    assert!(page.body.contains("href=\"#resume\""));
    assert_eq!(upload(&mut it, &vec![b' '; 2_000_001]).await.status, 413);

    let file = r#"{"facts": {"degree": {"value": "master", "source": "issued"}, "birth_date": "1992-05-01", "shoe_size": 42}}"#;
    let page = upload(&mut it, file.as_bytes()).await;
    assert_eq!(page.status, 200);
    for words in ["硕士", "1992年5月1日", "shoe_size", "按“本平台的 JSON”读取"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let degree = hidden(&page, "fact-degree");
    let ticked = [("form", "facts_file"), ("accept", "degree"), ("fact-degree", degree.as_str())];
    let answer = it.post("/check/upload/confirm", &ticked).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = it.get("/check/answers").await;
    assert!(
        page.body.contains("硕士") && page.body.contains("自述") && !page.body.contains("1992年"),
        "{}",
        page.body
    );
    app.database().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ones_data_can_be_taken_along_and_brought_back() {
    let (_database, app) = sqlite().await;
    let mut it = browser(&app, "zh");
    assert_eq!(it.get("/account/export.json").await.status, 401);
    it.post("/check/degree", &[("value", "bachelor")]).await;
    it.post("/check/degree", &[("value", "master")]).await;
    it.post("/check/contract_end", &[("special", "none")]).await;
    let file = it.get("/account/export.json").await;
    assert_eq!(file.json()["facts"]["degree"]["value"], "master");
    assert_eq!(file.json()["history"].as_array().unwrap().len(), 3);
    let page = upload(&mut it, file.body.as_bytes()).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("硕士") && page.body.contains("value=\"contract_end\""));
    app.database().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_from_elsewhere_and_a_way_out_are_refused() {
    let (_database, app) = sqlite().await;
    let mut it = browser(&app, "en");
    it.get("/check/degree").await;
    let token = std::mem::replace(&mut it.form_token, "x".repeat(171));
    assert_eq!(it.post("/check/degree", &[("value", "master")]).await.status, 403);
    it.form_token = token;
    let page = it.get("/check/degree?back=https://elsewhere.example").await;
    assert!(!page.body.contains("\"https://elsewhere"), "{}", page.body);
    let answer = it.post("/check/degree", &[("value", "master"), ("back", "//elsewhere.example")]).await;
    assert!(leads_to(&answer).starts_with("/check/"), "{}", leads_to(&answer));
    app.database().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn staff_have_an_account_page_without_a_profile() {
    let (_database, app) = sqlite().await;
    let officer = testing::actor(&app, Role::Officer, None, None).await;
    let mut it = browser(&app, "en");
    it.cookies.insert("wotu".to_owned(), testing::token(&app, &officer).await);
    let page = it.get("/account").await;
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("identity_number"));
    app.database().close().await;
}
