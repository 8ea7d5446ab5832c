//! The pages as somebody without scripts walks them, in both languages. With `WOTU_SAMPLE_PAGES` set to a folder, what was
//! shown is written there, to be looked at.

#![allow(missing_docs, reason = "a test crate has no readers of its documentation")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use axum::http::StatusCode;
use platform::{
    acts::run,
    app::App,
    permissions::{Actor, Role},
    testing,
};
use support::{app, browser::Browser, employer, lin_he, never_rated, person, post};
use testkit::harness::TestDatabase;

async fn as_actor(app: &App, actor: &Actor, lang: &'static str) -> Browser {
    let mut browser = Browser::new(app, lang);
    browser.keep("wotu", &testing::token(app, actor).await);
    browser
}

fn keep(browser: &Browser, name: &str, lang: &str) {
    if let Ok(folder) = std::env::var("WOTU_SAMPLE_PAGES") {
        std::fs::write(format!("{folder}/cases-{name}-{lang}.html"), &browser.html).unwrap();
    }
}

fn shows(browser: &Browser, words: &[&str]) {
    for word in words {
        assert!(browser.html.contains(word), "{word} is missing in: {}", browser.html);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_home_page_counts_what_there_is_and_says_how() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(database.url()).await;
    let (_, firm) = employer(&app, "沃野农机（虚构）").await;
    for number in 1..=4 {
        post(&app, &firm, &format!("农机工程师 {number}（虚构）"), "bachelor").await;
    }
    for (lang, words, definition) in [
        ("zh", ["回来，或留下，", "开始查询", "沃野农机（虚构）"], "截止日期还没有过"),
        (
            "en",
            ["Come back, or stay:", "Start now", "Farm machinery engineer (invented)"],
            "last day for applying",
        ),
    ] {
        let mut it = Browser::new(&app, lang);
        it.get("/").await;
        shows(&it, &words);
        shows(&it, &[">4</dd>", "href=\"/check\"", "href=\"/status\"", "/figures#posts"]);
        keep(&it, "home", lang);
        it.get("/figures").await;
        shows(&it, &[definition, "id=\"measures\""]);
        keep(&it, "figures", lang);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_results_say_what_why_and_what_is_missing() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(database.url()).await;
    let (_, firm) = employer(&app, "沃野农机（虚构）").await;
    post(&app, &firm, "农机工程师（虚构）", "bachelor").await;
    let lin = person(&app, "林禾（虚构）", lin_he()).await;
    for (lang, words) in [
        ("zh", ["林禾（虚构）", "150,000 元", "可享受（", "适合您的岗位", "不符合条件的"]),
        ("en", ["2023", "CNY 150,000", "Entitled (", "Posts that fit you", "Not entitled to"]),
    ] {
        let mut it = as_actor(&app, &lin, lang).await;
        it.get("/results?on=2023-10-01").await;
        assert_eq!(it.status, StatusCode::OK);
        shows(&it, &words);
        shows(
            &it,
            &[
                "/apply/measure/jilin/settling_in?version=v3",
                "wotu-score__bar",
                "href=\"/policies/jilin/v3/settling_in\"",
            ],
        );
        keep(&it, "results", lang);
        it.get("/results").await;
        keep(&it, "results-today", lang);
        it.get("/results?pack=regressar").await;
        keep(&it, "results-regressar", lang);
        it.get("/results?on=1950-01-01").await;
        assert_eq!(it.status, StatusCode::UNPROCESSABLE_ENTITY);
        shows(&it, &["govuk-error-summary", "value=\"1950-01-01\""]);
        it.get("/results?pack=nowhere").await;
        assert_eq!(it.status, StatusCode::NOT_FOUND);

        let mut nobody = Browser::new(&app, lang);
        nobody.get("/results").await;
        shows(&nobody, &["href=\"/check\""]);
        assert!(!nobody.html.contains("wotu-sum"), "nothing is summed for nobody");
        keep(&nobody, "results-nothing", lang);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_applies_follows_and_withdraws() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(database.url()).await;
    for (lang, received, accepted) in
        [("zh", "申请已收到", "容缺受理"), ("en", "Application received", "Accepted, papers missing")]
    {
        let lin = person(&app, "林禾（虚构）", lin_he()).await;
        let mut it = as_actor(&app, &lin, lang).await;
        let path = "/apply/measure/jilin/settling_in?on=2023-10-01";
        it.get(path).await;
        shows(
            &it,
            &[
                "150,000",
                "name=\"despite\"",
                "/check/talent_class_3?back=/apply/measure/jilin/settling_in%3Fon%3D2023-10-01",
            ],
        );
        keep(&it, "apply", lang);
        it.post(path, &[]).await;
        assert_eq!(it.status, StatusCode::UNPROCESSABLE_ENTITY);
        shows(&it, &["govuk-error-summary", "href=\"#despite\""]);
        it.post(path, &[("despite", "1")]).await;
        assert_eq!(it.status, StatusCode::SEE_OTHER);
        let page = it.location.clone();
        let reference = page.split('/').next_back().unwrap().split('?').next().unwrap().to_owned();
        it.get(&page).await;
        shows(&it, &[received, &reference, "govuk-panel--confirmation"]);
        keep(&it, "application-new", lang);
        it.get(path).await;
        shows(&it, &[&format!("/applications/{reference}")]);
        assert!(!it.html.contains("name=\"despite\""), "nobody applies twice");
        it.get("/my/applications").await;
        shows(&it, &[&reference]);
        keep(&it, "mine", lang);

        let desk = testing::actor(&app, Role::Officer, None, None).await;
        let mut desk = as_actor(&app, &desk, lang).await;
        desk.get("/officer/applications?state=received").await;
        shows(&desk, &[&reference, "林禾（虚构）"]);
        keep(&desk, "worklist", lang);
        desk.get(&format!("/applications/{reference}")).await;
        assert_eq!(desk.status, StatusCode::SEE_OTHER);
        let case = desk.location.clone();
        assert!(case.starts_with("/officer/applications/app_"));
        desk.get(&case).await;
        shows(&desk, &["wotu-timeline", "name=\"missing\"", "2023"]);
        keep(&desk, "case", lang);
        desk.post(&format!("{case}/accept"), &[("missing", "contract")]).await;
        assert_eq!(desk.status, StatusCode::SEE_OTHER);
        desk.get(&case).await;
        shows(&desk, &[accepted]);

        let mut nobody = Browser::new(&app, lang);
        nobody.get(&format!("/status?reference={}", reference.to_lowercase())).await;
        shows(&nobody, &[&reference, accepted]);
        assert!(!nobody.html.contains("林禾"), "no name by reference");
        keep(&nobody, "status", lang);
        nobody.get("/status?reference=JL-26-00000000-0").await;
        assert_ne!(nobody.status, StatusCode::OK);
        nobody.get(&format!("/applications/{reference}")).await;
        assert_eq!(nobody.location, format!("/status?reference={reference}"));

        it.get(&format!("/applications/{reference}")).await;
        shows(&it, &[accepted]);
        keep(&it, "application", lang);
        it.get(&format!("/applications/{reference}/withdraw")).await;
        keep(&it, "withdraw", lang);
        it.post(&format!("/applications/{reference}/withdraw"), &[]).await;
        let page = it.location.clone();
        it.get(&page).await;
        assert!(!it.html.contains("/withdraw\""), "it cannot be withdrawn twice");
        keep(&it, "application-withdrawn", lang);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_without_an_account_sees_everything_and_signs_up_to_send() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(database.url()).await;
    let (_, firm) = employer(&app, "沃野农机（虚构）").await;
    let open = post(&app, &firm, "农机工程师（虚构）", "bachelor").await;
    for lang in ["zh", "en"] {
        let mut it = Browser::new(&app, lang);
        it.get("/apply/measure/jilin/residence").await;
        shows(
            &it,
            &["/sign-up?back=/apply/measure/jilin/residence", "/sign-in?back=/apply/measure/jilin/residence"],
        );
        keep(&it, "apply-nobody", lang);
        it.post("/apply/measure/jilin/residence", &[]).await;
        assert_eq!(it.status, StatusCode::FORBIDDEN, "the page has no form for nobody");
        it.get(&format!("/apply/post/{open}")).await;
        shows(&it, &["/sign-up?back=/apply/post/"]);
        it.get("/apply/post/nothing").await;
        assert_eq!(it.status, StatusCode::NOT_FOUND);
        for path in ["/my/applications", "/officer/applications", "/employer/applications"] {
            it.get(path).await;
            assert_eq!(it.status, StatusCode::UNAUTHORIZED, "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_applies_for_a_post_and_its_employer_marks_it_seen() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(database.url()).await;
    let (_, firm) = employer(&app, "沃野农机（虚构）").await;
    let open = post(&app, &firm, "农机工程师（虚构）", "bachelor").await;
    let hard = post(&app, &firm, "博士后（虚构）", "doctor").await;
    for (lang, seen) in [("zh", "单位已查看"), ("en", "Seen by the employer")] {
        let lin = person(&app, "林禾（虚构）", lin_he()).await;
        let mut it = as_actor(&app, &lin, lang).await;
        let path = format!("/apply/post/{open}");
        it.get(&path).await;
        shows(&it, &["name=\"contact\"", "name=\"consents\"", "林禾（虚构）"]);
        keep(&it, "apply-post", lang);
        it.post(&path, &[("contact", "")]).await;
        assert_eq!(it.status, StatusCode::UNPROCESSABLE_ENTITY);
        shows(&it, &["href=\"#contact\"", "href=\"#consents\""]);
        it.post(&path, &[("contact", "lin.he@example.invalid"), ("consents", "1")]).await;
        assert_eq!(it.status, StatusCode::SEE_OTHER, "{}", it.html);
        let page = it.location.clone();
        it.get(&page).await;
        keep(&it, "application-post", lang);

        let mut desk = as_actor(&app, &firm, lang).await;
        desk.get("/employer/applications").await;
        shows(&desk, &["林禾（虚构）"]);
        keep(&desk, "applicants", lang);
        desk.get(page.split('?').next().unwrap()).await;
        let case = desk.location.clone();
        desk.get(&case).await;
        shows(&desk, &["lin.he@example.invalid", "林禾（虚构）"]);
        assert!(!desk.html.contains("1992"), "no date of birth");
        keep(&desk, "candidate", lang);
        desk.post(&format!("{case}/accept"), &[]).await;
        desk.get(&case).await;
        shows(&desk, &[seen]);

        it.get(&format!("/apply/post/{hard}")).await;
        assert!(!it.html.contains("name=\"consents\""), "a condition that is not met is said before");
        it.get("/officer/applications").await;
        assert_eq!(it.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_unrated_is_told_yes() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(database.url()).await;
    let wei = person(&app, "未评（虚构）", never_rated()).await;
    let mut it = as_actor(&app, &wei, "zh").await;
    it.get("/apply/measure/jilin/settling_in?on=2023-10-01").await;
    shows(&it, &["按规则不符合条件", "name=\"despite\""]);
    keep(&it, "apply-no", "zh");
    let input = cases::acts::MeasureWish {
        pack: "jilin".to_owned(),
        measure: "settling_in".to_owned(),
        version: None,
        on: Some("2023-10-01".to_owned()),
        despite: true,
    };
    run::<cases::acts::ApplyForMeasure>(&app, &wei, input, None).await.unwrap();
    it.get("/my/applications").await;
    shows(&it, &["安家补贴"]);
}
