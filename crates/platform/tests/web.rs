//! The web around the pages: form tokens, preferences, languages, headers, errors in both languages, limits, the log.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a test says what is wrong by failing"
)]

#[path = "fixtures/garden.rs"]
mod garden;

use axum::{
    body::{Body, Bytes},
    http::Request,
};
use futures_util::StreamExt as _;
use garden::garden;
use platform::{
    accounts,
    app::{App, Parts, Serving},
    permissions::Role,
    testing::{self, Answer, Browser},
};
use std::{
    convert::Infallible,
    io::Write,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};
use testkit::harness::TestDatabase;

async fn app(database: &TestDatabase) -> App {
    testing::app(database.url(), vec![garden()], Parts::default()).await.unwrap()
}

fn english(app: &App) -> Browser {
    let mut browser = Browser::new(app);
    browser.headers.push(("accept-language", "en".to_owned()));
    browser
}

#[tokio::test]
async fn a_form_is_taken_only_with_the_token_of_its_own_browser() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    let mut browser = Browser::new(&app);
    let first = browser.get("/sign-in").await;
    let token = browser.form_token.clone();
    browser.get("/sign-in").await;
    assert!(first.body.contains(&token) && token != browser.form_token, "masked anew on every page");
    assert_eq!(browser.post("/water", &[]).await.body, "watered");
    browser.form_token = token;
    assert_eq!(browser.post("/water", &[]).await.body, "watered", "an older page of the same browser");

    let mut other = Browser::new(&app);
    other.get("/sign-in").await;
    let mut missing = Request::post("/water").body(Body::empty()).unwrap();
    for (token, what) in [
        (browser.form_token.clone(), "another browser's"),
        ("x".repeat(171), "not one of ours"),
        ("short".to_owned(), "too short"),
        ("-".repeat(171), "of the right length"),
    ] {
        other.form_token = token;
        let answer = other.post("/water", &[]).await;
        assert_eq!(answer.status, 403, "{what}");
        assert!(
            answer.body.contains("此表单不是从本网站打开的") && answer.body.contains("<h1"),
            "{}",
            answer.body
        );
    }
    assert_eq!(other.send(std::mem::take(&mut missing)).await.status, 403);

    // A known seed planted as a cookie is not taken.
    let seed = "wotu-form".to_owned();
    let mut planted = Browser::new(&app);
    planted.cookies.insert(seed.clone(), "known".to_owned());
    planted.get("/sign-in").await;
    assert_ne!(planted.cookies[&seed], "known");
}

#[tokio::test]
async fn a_request_from_another_site_is_refused_in_our_words() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    for (header, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
    ] {
        let mut browser = english(&app);
        browser.get("/sign-in").await;
        browser.headers.push((header, value.to_owned()));
        let answer = browser.post("/water", &[]).await;
        assert_eq!(answer.status, 403, "{header}");
        assert!(answer.body.contains("This request came from another site"), "{}", answer.body);
        let request = Request::post("/api/acts/garden.treat_common_plot").body(Body::empty()).unwrap();
        let answer = browser.send(request).await;
        assert_eq!(answer.json()["code"], "platform.foreign_site");
        assert_eq!(browser.get("/sign-in").await.status, 200, "a link from there is no harm");
    }
}

#[tokio::test]
async fn a_preference_is_kept_and_leads_back_to_our_own_page() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    let mut browser = Browser::new(&app);
    let page = browser.get("/sign-in?back=%2Fprivacy%3Fa%3D1").await;
    assert!(page.body.contains("<html lang=\"zh"));
    let link = "/_prefer?lang=en&#38;back=/sign-in%3Fback%3D%252Fprivacy%253Fa%253D1";
    assert!(page.body.contains(link), "{}", page.body);
    let back = browser.get(&link.replace("&#38;", "&")).await;
    assert_eq!((back.status, back.header("location")), (303, "/sign-in?back=%2Fprivacy%3Fa%3D1"));
    let page = browser.get(back.header("location")).await;
    assert!(page.body.contains("<html lang=\"en") && page.body.contains("value=\"/privacy?a=1\""));
    for choice in ["large=1", "contrast=1"] {
        browser.get(&format!("/_prefer?{choice}&back=/privacy")).await;
    }
    let page = browser.get("/privacy").await;
    assert!(page.body.contains("class=\"govuk-template large contrast\"") && page.body.contains("lang=\"en"));
    browser.get("/_prefer?large=0").await;
    assert!(browser.get("/privacy").await.body.contains("class=\"govuk-template contrast\""));
    for evil in
        ["https://evil.example", "//evil.example", "/%5Cevil.example", "/%09/evil.example", "%0D%0Ax:y"]
    {
        let answer = browser.get(&format!("/_prefer?lang=zh&back={evil}")).await;
        assert_eq!((answer.status, answer.header("location")), (303, "/"), "{evil}");
    }
    browser.headers.push(("accept-language", "en".to_owned()));
    assert!(
        browser.get("/privacy").await.body.contains("<html lang=\"zh"),
        "a choice comes before the browser"
    );
}

/// One of every kind of answer.
async fn kinds(app: &App) -> Vec<(&'static str, Answer)> {
    let mut browser = Browser::new(app);
    let mut all = Vec::new();
    for path in [
        "/sign-in",
        "/privacy",
        "/accessibility",
        "/open-data",
        "/source",
        "/api",
        "/nowhere",
        "/panic",
        "/broken",
        "/invalid",
        "/assets/theme.css",
        "/assets/nothing.css",
        "/api/openapi.json",
        "/api/nothing",
        "/healthz",
        "/_prefer",
        "/link/none",
        "/api/queries/garden.secrets",
        "/api/queries/garden.plots",
    ] {
        all.push((path, browser.get(path).await));
    }
    all.push(("form", browser.post("/sign-in", &[]).await));
    all.push(("no token", browser.send(Request::post("/water").body(Body::empty()).unwrap()).await));
    all.push(("method", browser.send(Request::put("/sign-in").body(Body::empty()).unwrap()).await));
    all.push(("options", browser.send(Request::options("/sign-in").body(Body::empty()).unwrap()).await));
    all.push(("head", browser.send(Request::head("/sign-in").body(Body::empty()).unwrap()).await));
    let large = Request::post("/upload").header("content-length", "200000000").body(Body::empty()).unwrap();
    all.push(("too large", browser.send(large).await));
    all
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_a_number() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    for (what, answer) in kinds(&app).await {
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{what}: {policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("strict-transport-security", "max-age=31536000"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{what}: {name}");
        }
        assert_eq!(answer.header("x-request-id").len(), 32, "{what}");
        let is_kept = answer.header("cache-control") == "public, max-age=3600";
        assert!(is_kept == (what == "/assets/theme.css"), "{what}: {}", answer.header("cache-control"));
        if !what.starts_with("/assets") {
            assert_eq!(answer.header("cache-control"), "no-store", "{what}");
            let varies =
                answer.headers.get_all("vary").iter().any(|value| value == "cookie, accept-language");
            assert!(varies, "{what}: {:?}", answer.headers);
        }
    }
}

#[tokio::test]
async fn no_page_has_a_style_or_script_in_it() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    let mut pages = 0;
    for (what, answer) in kinds(&app).await {
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        pages += 1;
        let body = answer.body.to_lowercase();
        for bad in ["<style", " style=", "<script>", " onclick=", " onload=", " onsubmit=", "javascript:"] {
            assert!(!body.contains(bad), "{what} has {bad}");
        }
    }
    assert!(pages >= 15, "{pages}");
}

#[tokio::test]
async fn every_refusal_is_a_page_in_the_callers_language_and_a_problem_in_the_api() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    let (mut zh, mut en) = (Browser::new(&app), english(&app));
    let put = |path: &str| Request::put(path).body(Body::empty()).unwrap();
    let large =
        || Request::post("/upload").header("content-length", "200000000").body(Body::empty()).unwrap();
    for (status, request, chinese, english) in [
        (404, None::<Request<Body>>, "没有这个页面", "There is no such page"),
        (405, Some(put("/sign-in")), "不接受这种请求方式", "does not take this kind of request"),
        (413, Some(large()), "上限为 12,288 KB", "the limit is 12,288 KB"),
        (
            422,
            Some(Request::get("/invalid").body(Body::empty()).unwrap()),
            "表单没有完整送达",
            "did not arrive whole",
        ),
        (
            500,
            Some(Request::get("/broken").body(Body::empty()).unwrap()),
            "没有保存任何改动",
            "nothing was changed",
        ),
        (
            500,
            Some(Request::get("/panic").body(Body::empty()).unwrap()),
            "没有保存任何改动",
            "nothing was changed",
        ),
    ] {
        let request = request.unwrap_or_else(|| Request::get("/nowhere").body(Body::empty()).unwrap());
        let (path, method, length) = (
            request.uri().clone(),
            request.method().clone(),
            request.headers().get("content-length").cloned(),
        );
        let again = || {
            let mut copy = Request::builder().uri(path.clone()).method(method.clone());
            if let Some(length) = &length {
                copy = copy.header("content-length", length);
            }
            copy.body(Body::empty()).unwrap()
        };
        for (browser, words, lang) in [(&mut zh, chinese, "zh"), (&mut en, english, "en")] {
            let answer = browser.send(again()).await;
            assert_eq!(answer.status, status, "{path}");
            assert!(answer.body.contains(words), "{path} in {lang}: {}", answer.body);
            assert!(answer.body.contains(&format!("<html lang=\"{lang}")) && answer.body.contains("<h1"));
            assert!(!answer.body.contains("own words") && !answer.body.contains("pipe"), "no detail of ours");
            let shows_number = answer.body.contains(answer.header("x-request-id"));
            assert_eq!(shows_number, status == 500, "{path}: only a failure of ours shows its number");
        }
    }
    assert_eq!(zh.send(put("/sign-in")).await.header("allow"), "GET,HEAD,POST");
    for (request, status, code) in [
        (Request::get("/api/nothing").body(Body::empty()).unwrap(), 404, "platform.no_such_endpoint"),
        (put("/api/session"), 405, "platform.method"),
        (
            Request::get("/api/queries/garden.plots?x=1").body(Body::empty()).unwrap(),
            422,
            "platform.query_form",
        ),
        (
            Request::get("/api/queries/garden.secrets").body(Body::empty()).unwrap(),
            401,
            "platform.sign_in_first",
        ),
        (
            Request::post("/api/acts/garden.treat_common_plot")
                .header("content-length", "200000000")
                .body(Body::empty())
                .unwrap(),
            413,
            "platform.too_large",
        ),
        (post_act("water", vec![b' '; 5_000_000]), 413, "platform.too_large"),
        (post_act("panic", Vec::new()), 500, "platform.failed"),
        (post_act("refuse", Vec::new()), 409, "platform.forbidden"),
        (post_act("water", Vec::new()), 200, ""),
    ] {
        let what = request.uri().clone();
        let answer = zh.send(request).await;
        assert_eq!(answer.status, status, "{what}: {}", answer.body);
        if status != 200 {
            assert_eq!(answer.header("content-type"), "application/problem+json", "{what}");
            let problem = answer.json();
            assert_eq!((&problem["code"], &problem["status"]), (&code.into(), &status.into()));
            assert!(problem["title"].is_string() && problem["title_zh"].is_string());
            assert_eq!(problem["request_id"].is_string(), status == 500);
        }
    }
    app.database().close().await;
    let answer = en.get("/open-data").await;
    assert_eq!(answer.status, 200, "a page without data does not need the database");
    en.cookies.insert("wotu".to_owned(), "some".to_owned());
    let answer = en.get("/open-data").await;
    assert_eq!((answer.status, answer.header("retry-after")), (503, "5"));
    assert!(answer.body.contains("cannot be reached just now"), "{}", answer.body);
    assert_eq!(en.get("/api/queries/garden.plots").await.json()["code"], "platform.unavailable");
}

fn post_act(how: &str, before: Vec<u8>) -> Request<Body> {
    let mut body = before;
    write!(body, r#"{{"plot":"a","how":"{how}"}}"#).unwrap();
    Request::post("/api/acts/garden.treat_common_plot")
        .header("content-type", "application/json")
        .header("idempotency-key", format!("k-{how}-{}", body.len()))
        .body(Body::from(body))
        .unwrap()
}

/// Two hundred megabytes, a piece at a time; counts what was asked for.
fn flood(read: &Arc<AtomicUsize>, head: String) -> Body {
    let read = Arc::clone(read);
    let pieces = futures_util::stream::iter(0..3200).map(move |_| {
        read.fetch_add(65_536, Ordering::SeqCst);
        Ok::<_, Infallible>(Bytes::from(vec![b'x'; 65_536]))
    });
    Body::from_stream(futures_util::stream::iter([Ok::<_, Infallible>(Bytes::from(head))]).chain(pieces))
}

#[tokio::test]
async fn a_huge_upload_is_refused_without_reading_it_all() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    let mut browser = Browser::new(&app);
    browser.get("/sign-in").await;
    let head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n";
    for (path, kind, says_length, most) in [
        ("/upload", "multipart/form-data; boundary=b", true, 0),
        ("/upload", "multipart/form-data; boundary=b", false, 12_700_000),
        ("/water", "application/x-www-form-urlencoded", false, 400_000),
        ("/api/acts/garden.treat_common_plot", "application/json", false, 4_400_000),
    ] {
        let read = Arc::new(AtomicUsize::new(0));
        let mut request = Request::post(path).header("content-type", kind).header("idempotency-key", "k");
        if says_length {
            request = request.header("content-length", "209715200");
        }
        let answer = browser.send(request.body(flood(&read, head.to_owned())).unwrap()).await;
        assert_eq!(answer.status, 413, "{path}: {}", answer.body);
        let read = read.load(Ordering::SeqCst);
        assert!(read <= most, "{path}: {read} bytes were read");
    }
    let token = browser.form_token.clone();
    let file = "a".repeat(1_000_000);
    let body = format!(
        "{head}{file}\r\n--b\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n{token}\r\n--b--\r\n"
    );
    let upload = |body: String| {
        let request = Request::post("/upload").header("content-type", "multipart/form-data; boundary=b");
        request.body(Body::from(body)).unwrap()
    };
    assert_eq!(browser.send(upload(body.clone())).await.body, "1000000");
    assert_eq!(browser.send(upload(body.replace(&token, "x"))).await.status, 403);
    assert_eq!(browser.send(upload(body[..900_000].to_owned())).await.status, 400, "cut off");
}

#[tokio::test]
async fn what_the_footer_links_to_is_there_in_both_languages() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    let page = Browser::new(&app).get("/sign-in").await.body;
    let footer = page.split_once("<footer").unwrap().1;
    let links: Vec<&str> =
        footer.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(links.len(), 5);
    for link in links {
        let (zh, en) = (Browser::new(&app).get(link).await, english(&app).get(link).await);
        assert_eq!((zh.status, en.status), (200, 200), "{link}");
        assert_ne!(zh.body, en.body);
        for body in [&zh.body, &en.body] {
            assert!(!body.contains("about-") && !body.contains("layout-footer"), "{link}: a text is missing");
        }
    }
    let data = english(&app).get("/open-data").await.body;
    assert!(data.contains("href=\"/api/queries/garden.plots\"") && data.contains("not set by this region"));
    assert!(!data.contains("garden.secrets"));
    assert!(english(&app).get("/source").await.body.contains("Apache License 2.0"));
}

#[tokio::test]
async fn cookies_are_locked_to_the_host_where_there_is_tls() {
    let database = TestDatabase::sqlite().unwrap();
    let mut setup = testing::setup(database.url(), vec![garden()], Parts::default(), 0);
    setup.serving = Serving { has_secure_cookies: true, ..setup.serving };
    let app = App::start(setup).await.unwrap();
    let page = Browser::new(&app).get("/sign-in").await;
    let cookie = page.header("set-cookie");
    assert!(cookie.starts_with("__Host-wotu-form="), "{cookie}");
    for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"));
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_token_and_no_password_stands_in_the_log() {
    let log = Log::default();
    let writer = log.clone();
    // Below DEBUG, libraries write down whatever passes through them; nobody runs an installation so.
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::DEBUG).with_writer(move || writer.clone());
    let guard = tracing::subscriber::set_default(subscriber.finish());
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database).await;
    let officer = testing::actor(&app, Role::Officer, None, None).await;
    let link = accounts::make_link(&app, officer.account.unwrap()).await.unwrap();
    let mut browser = Browser::new(&app);
    browser.get(&format!("/link/{link}")).await;
    browser.get(&format!("/_prefer?lang=en&back=/link/{link}")).await;
    browser.post(&format!("/link/{link}"), &[("password", "a long secret password")]).await;
    browser.sign_in("somebody@example.invalid", "another secret password").await;
    browser.get("/broken").await;
    let number = browser.get("/panic").await.header("x-request-id").to_owned();
    drop(guard);
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(text.contains("/link/…") && text.contains("a pipe") && text.contains(&number), "{text}");
    for secret in [
        &link,
        &browser.cookies["wotu"],
        "secret password",
        "somebody@example",
        &browser.cookies["wotu-form"],
    ] {
        assert!(!text.contains(secret), "{secret} in the log");
    }
}
