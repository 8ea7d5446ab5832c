//! The workbench as it is used: by its pages, without scripts, in both languages.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

#[path = "support/workbench.rs"]
mod support;

use axum::{
    body::Body,
    http::{Request, header},
};
use platform::{
    app::App,
    outbox,
    permissions::{Actor, Role},
    testing::{self, Answer, Browser},
};
use policies::go_on_with_simulations;
use support::{lower, office, officer, register};
use testkit::harness::{TestDatabase, TestDatabases};

/// A browser in which somebody is signed in.
async fn signed_in(app: &App, actor: &Actor, lang: &str) -> Browser {
    let mut browser = Browser::new(app);
    browser.cookies.insert("wotu".to_owned(), testing::token(app, actor).await);
    browser.headers.push(("accept-language", lang.to_owned()));
    browser
}

/// Sends the form of a file: a text area in a form of several parts.
async fn send_file(browser: &mut Browser, at: &str, fields: &[(&str, &str)]) -> Answer {
    let token = browser.form_token.clone();
    let part = |(name, value): &(&str, &str)| {
        format!("--part\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let mut body: String = std::iter::once(&("_csrf", token.as_str())).chain(fields).map(part).collect();
    body.push_str("--part--\r\n");
    let request = Request::post(at)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=part")
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}

fn has(answer: &Answer, words: &[&str]) {
    for word in words {
        assert!(answer.body.contains(word), "{word} is not in {}", answer.body);
    }
}

/// What every page of ours keeps to.
fn is_well_made(answer: &Answer, path: &str) {
    let body = &answer.body;
    for wrong in ["policies-", "{ $", "style=", "<script", "finding-", "refusal-"] {
        let at = body.find(wrong).map(|at| body.get(at.saturating_sub(80)..at + 80));
        assert_eq!(at, None, "{path}");
    }
    assert_eq!(body.matches("<h1").count(), 1, "{path}");
    for table in body.split("<table").skip(1) {
        assert!(
            table.contains("<caption") && table.contains("scope=\"col\""),
            "{path}: a table without a caption"
        );
    }
    for id in body.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert_eq!(body.matches(&format!(" id=\"{id}\"")).count(), 1, "{path}: the id {id} stands twice");
    }
    for region in body.split("role=\"region\"").skip(1) {
        let tag = region.split('>').next().unwrap();
        assert!(tag.contains("aria-label"), "{path}: a region without a name");
    }
}

async fn page(browser: &mut Browser, path: &str) -> Answer {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    is_well_made(&answer, path);
    answer
}

/// Where a form led.
fn led(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.header("location").to_owned()
}

#[tokio::test]
async fn a_policy_goes_through_the_workbench_by_its_pages_alone() {
    for database in &TestDatabases::both().unwrap() {
        let (app, _folder) = office(database).await;
        register(&app, (0..40).map(|n| Some(n % 4))).await;
        let (first, second) = (officer(&app).await, officer(&app).await);
        let mut author = signed_in(&app, &first, "zh").await;
        let mut other = signed_in(&app, &second, "en").await;

        has(&page(&mut author, "/workbench").await, &["政策工作台", "没有草案", "示例（虚构）"]);
        let empty = author.post("/workbench", &[("pack", "example"), ("title", " ")]).await;
        assert_eq!(empty.status, 422);
        has(&empty, &["govuk-error-summary", "title-error"]);
        let at = led(&author.post("/workbench", &[("pack", "example"), ("title", "降低年限（虚构）")]).await);
        has(&page(&mut author, &at).await, &["降低年限（虚构）", "修改中", "v1.yaml", "2 个通过"]);
        has(&page(&mut other, "/workbench").await, &["降低年限（虚构）", "Being edited"]);

        // A mistake is shown at its line, with what to do.
        let file = format!("{at}/file?path=v1.yaml");
        has(
            &page(&mut author, &file).await,
            &["years &#62;= 3", "id=\"L12\"", "name=\"revision\" value=\"0\""],
        );
        let broken = lower(2).replace("years >=", "yeers >=");
        let fields = [("path", "v1.yaml"), ("revision", "0"), ("text", broken.as_str())];
        let saved = led(&send_file(&mut author, &format!("{at}/file"), &fields).await);
        let shown = page(&mut author, &saved).await;
        has(&shown, &["有 1 处错误", "href=\"#L12\"", "第 5 条", "wotu-source__line--found", "yeers"]);
        let english = page(&mut other, &file).await;
        has(&english, &["Line 12, column", "Nothing is called yeers"]);
        has(&page(&mut author, &format!("{at}/tests")).await, &["还有 1 处错误"]);
        has(&page(&mut author, &format!("{at}/changes")).await, &["草案还有错误", "<del", "<ins"]);

        // Whoever read an older text gets the own one back, beside the colleague's.
        let mine = lower(1);
        let fields = [("path", "v1.yaml"), ("revision", "0"), ("text", mine.as_str())];
        let conflict = send_file(&mut other, &format!("{at}/file"), &fields).await;
        assert_eq!(conflict.status, 409);
        is_well_made(&conflict, "conflict");
        has(
            &conflict,
            &[
                "policy_officer saved v1.yaml",
                "years &#62;= 1",
                "yeers &gt;= 2",
                "name=\"revision\" value=\"1\"",
            ],
        );

        // Put right, with the line ends of a browser.
        let good = lower(2).replace('\n', "\r\n");
        let fields = [("path", "v1.yaml"), ("revision", "1"), ("text", good.as_str())];
        let saved = led(&send_file(&mut author, &format!("{at}/file"), &fields).await);
        has(&page(&mut author, &saved).await, &["已保存，这个文件没有错误"]);
        has(&page(&mut author, &format!("{at}/changes")).await, &["补贴", "有变化", "现行", "草案"]);
        has(&page(&mut other, &format!("{at}/changes")).await, &["In force", "Draft", "years &gt;= 2"]);
        has(&page(&mut author, &format!("{at}/tests")).await, &["2 个通过，0 个未通过", "甲（虚构）"]);

        // A made-up person.
        page(&mut author, &format!("{at}/try")).await;
        let tried =
            author.post(&format!("{at}/try"), &[("facts", "{\"facts\":{\"years\":2}}"), ("on", "")]).await;
        assert_eq!(tried.status, 200);
        is_well_made(&tried, "try");
        has(&tried, &["可享受", "1,000 元", "满年限", "第 5 条"]);
        let wrong =
            author.post(&format!("{at}/try"), &[("facts", "{\"yeers\":2}"), ("on", "2026-01-01")]).await;
        assert_eq!(wrong.status, 422);
        has(&wrong, &["govuk-error-summary", "facts-error", "yeers"]);
        assert_eq!(author.post(&format!("{at}/try"), &[("facts", "years"), ("on", "")]).await.status, 422);

        // Simulated: the page looks again by itself until it is done.
        let refused = author.post(&format!("{at}/submit"), &[]).await;
        assert_eq!(refused.status, 409);
        has(&refused, &["还没有在本地区的登记人员上测算"]);
        has(&page(&mut author, &format!("{at}/simulation")).await, &["开始测算"]);
        led(&author.post(&format!("{at}/simulation"), &[("on", "2026-12-01")]).await);
        let waiting = page(&mut author, &format!("{at}/simulation")).await;
        has(&waiting, &["http-equiv=\"refresh\"", "<progress", "已核定 0 人，共 40 人"]);
        assert_eq!(go_on_with_simulations(&app).await.unwrap(), 1);
        for (browser, words) in [
            (&mut author, ["可享受的人数：现行与草案", "10", "20", "补贴"]),
            (&mut other, ["Persons entitled: in force and draft", "10", "20", "Allowance"]),
        ] {
            let done = page(browser, &format!("{at}/simulation")).await;
            assert!(!done.body.contains("http-equiv"));
            has(&done, &["<figure", "<svg", "wotu-chart__bar--after"]);
            has(&done, &words[..3]);
        }

        // Submitted, returned, submitted, approved, published.
        let done = led(&author.post(&format!("{at}/submit"), &[]).await);
        has(&page(&mut author, &done).await, &["待批准", "不能自己批准"]);
        has(&page(&mut author, &file).await, &["这份草案现在不能修改"]);
        let own = author.post(&format!("{at}/approve"), &[]).await;
        assert_eq!(own.status, 403);
        has(&own, &["请一位同事来批准"]);
        let without = other.post(&format!("{at}/return"), &[("note", "")]).await;
        assert_eq!(without.status, 422);
        has(&without, &["note-error"]);
        led(&other.post(&format!("{at}/return"), &[("note", "Say why (invented)")]).await);
        has(&page(&mut author, &at).await, &["退回：Say why (invented)"]);
        led(&author.post(&format!("{at}/submit"), &[]).await);
        has(&page(&mut other, &at).await, &["Approve"]);
        led(&other.post(&format!("{at}/approve"), &[]).await);
        let past = other.post(&format!("{at}/publish"), &[("from", "2026-11-21")]).await;
        assert_eq!(past.status, 422);
        has(&past, &["from-error", "The earliest day is today"]);
        let published = led(&other.post(&format!("{at}/publish"), &[("from", "2026-11-22")]).await);
        has(&page(&mut other, &published).await, &["Published", "22 November 2026"]);
        assert_eq!(author.get("/policies/example/v1/allowance").await.status, 200);
        let pack = policies::shelf_of(&app).unwrap().pack("example").unwrap();
        assert_eq!(pack.versions[0].measures[0].conditions[0].expression.text(), "years >= 2");
        app.database().close().await;
    }
}

#[tokio::test]
async fn the_outbox_begins_a_simulation_that_was_asked_for() {
    let database = TestDatabase::sqlite().unwrap();
    let (app, _folder) = office(&database).await;
    register(&app, (0..12).map(|n| Some(n % 4))).await;
    let one = officer(&app).await;
    let mut browser = signed_in(&app, &one, "en").await;
    page(&mut browser, "/workbench").await;
    let at = led(&browser.post("/workbench", &[("pack", "example"), ("title", "An invented draft")]).await);
    led(&browser.post(&format!("{at}/simulation"), &[("on", "")]).await);
    outbox::deliver(&app).await.unwrap();
    for _ in 0..600 {
        let shown = page(&mut browser, &format!("{at}/simulation")).await;
        if shown.body.contains("<figure") {
            has(&shown, &["persons registered", "12"]);
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("nobody reckoned the simulation");
}

#[tokio::test]
async fn nobody_else_sees_the_workbench() {
    let database = TestDatabase::sqlite().unwrap();
    let (app, _folder) = office(&database).await;
    let one = officer(&app).await;
    let id = support::start(&app, &one).await;
    let paths = ["", "/file?path=v1.yaml", "/changes", "/tests", "/try", "/simulation"]
        .map(|rest| format!("/workbench/{id}{rest}"));
    let officer = testing::actor(&app, Role::Officer, None, None).await;
    let mut browser = signed_in(&app, &officer, "en").await;
    for path in paths.iter().chain([&"/workbench".to_owned()]) {
        assert_eq!(Browser::new(&app).get(path).await.status, 401, "{path}");
        assert_eq!(browser.get(path).await.status, 403, "{path}");
    }
    let mut own = signed_in(&app, &one, "en").await;
    assert_eq!(own.get("/workbench/dft_nonsense").await.status, 404);
    assert_eq!(own.get(&format!("/workbench/{id}/file?path=nowhere.yaml")).await.status, 404);
}
