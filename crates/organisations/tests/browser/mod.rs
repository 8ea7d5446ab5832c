//! A browser without scripts, for tests of pages.
#![allow(dead_code, reason = "each test file uses a part of it")]

use axum::{
    body::{Body, to_bytes},
    http::{Request, header},
};
use platform::{Lang, app::App, testing};
use tower::ServiceExt as _;

/// What came back.
pub struct Answer {
    pub status: u16,
    pub body: String,
    pub location: Option<String>,
}

async fn send(
    app: &App,
    request: axum::http::request::Builder,
    token: Option<&str>,
    lang: Lang,
    body: Body,
) -> Answer {
    let mut request = request
        .header(header::ACCEPT_LANGUAGE, lang.html())
        .header(header::COOKIE, "wotu-form=a-seed-for-tests-that-is-forty-three-charac");
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    let response = testing::web(app).oneshot(request.body(body).unwrap()).await.unwrap();
    let status = response.status().as_u16();
    let location = response.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
    let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
    Answer { status, body: String::from_utf8(bytes.to_vec()).unwrap(), location }
}

/// Opens a page.
pub async fn get(app: &App, path: &str, token: Option<&str>, lang: Lang) -> Answer {
    send(app, Request::get(path), token, lang, Body::empty()).await
}

/// Opens a page and looks at it: it is one, in that language, with every text there, and without scripts or styles inside.
pub async fn page(app: &App, path: &str, token: Option<&str>, lang: Lang) -> String {
    let answer = get(app, path, token, lang).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    look(path, &answer.body, lang);
    answer.body
}

/// See [`page`].
pub fn look(path: &str, body: &str, lang: Lang) {
    assert!(body.contains(&format!("<html lang=\"{}\"", lang.html())), "{path}");
    for key in ["posts-", "organisations-", "matching-", "refusal-", "layout-", "error-s"] {
        // A text that is missing shows as its key.
        let shown = body.replace("wotu-posts-", "");
        assert!(
            !shown.contains(&format!(">{key}")) && !shown.contains(&format!("\"{key}")),
            "{path} shows {key}…"
        );
        assert!(!shown.contains(&format!(" {key}")), "{path} shows {key}…");
    }
    assert!(!body.contains("style=\"") && !body.contains(" onclick"), "{path}");
    let scripts = body.matches("<script").count();
    assert_eq!(scripts, body.matches("<script type=\"application/ld+json\"").count(), "{path}");
}

/// Fills in the form of a page and sends it.
pub async fn submit(
    app: &App,
    path: &str,
    token: Option<&str>,
    lang: Lang,
    fields: &[(&str, &str)],
) -> Answer {
    submit_from(app, path, path, token, lang, fields).await
}

/// The same, where the form stands on another page than it posts to.
pub async fn submit_from(
    app: &App,
    shown: &str,
    path: &str,
    token: Option<&str>,
    lang: Lang,
    fields: &[(&str, &str)],
) -> Answer {
    let page = get(app, shown, token, lang).await.body;
    let hidden = |name: &str| {
        let start =
            page.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("{shown}: no {name}"));
        let value = &page[start..][format!("name=\"{name}\" value=\"").len()..];
        value[..value.find('"').unwrap()].to_owned()
    };
    let mut all = vec![("_csrf".to_owned(), hidden("_csrf")), ("_key".to_owned(), hidden("_key"))];
    all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let body =
        all.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect::<Vec<_>>();
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    send(app, request, token, lang, Body::from(body.join("&"))).await
}

/// Sends a file by the form of a page.
pub async fn upload(
    app: &App,
    path: &str,
    token: Option<&str>,
    lang: Lang,
    name: &str,
    file: &[u8],
) -> Answer {
    let page = get(app, path, token, lang).await.body;
    let hidden = |name: &str| {
        let start = page.find(&format!("name=\"{name}\" value=\"")).unwrap();
        let value = &page[start..][format!("name=\"{name}\" value=\"").len()..];
        value[..value.find('"').unwrap()].to_owned()
    };
    let mut body = Vec::new();
    for field in ["_csrf", "_key"] {
        body.extend(
            format!(
                "--edge\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{}\r\n",
                hidden(field)
            )
            .into_bytes(),
        );
    }
    body.extend(
        format!("--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n")
            .into_bytes(),
    );
    body.extend(file);
    body.extend(b"\r\n--edge--\r\n");
    let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
    send(app, request, token, lang, Body::from(body)).await
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}
