//! Somebody at a browser without scripts, who looks at every page that opens.
#![allow(dead_code, reason = "each test file uses a part of it")]

use axum::{
    body::Body,
    http::{Request, header},
};
use platform::{
    Lang,
    app::App,
    testing::{Answer, Browser},
};

/// Somebody who reads one language, signed in or not.
pub struct Visitor {
    browser: Browser,
    lang: Lang,
}

impl Visitor {
    /// Anybody.
    pub fn new(app: &App, lang: Lang) -> Self {
        let mut browser = Browser::new(app);
        browser.headers.push(("accept-language", lang.html().to_owned()));
        Self { browser, lang }
    }

    /// Somebody signed in: by the token of a session.
    pub fn with(app: &App, token: &str, lang: Lang) -> Self {
        let mut visitor = Self::new(app, lang);
        visitor.browser.headers.push(("authorization", format!("Bearer {token}")));
        visitor
    }

    /// Opens a page, whatever it answers.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.browser.get(path).await
    }

    /// Opens a page that is there, and looks at it.
    pub async fn page(&mut self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        look(path, &answer.body, self.lang);
        answer.body
    }

    /// Fills in the form of a page and sends it.
    pub async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let key = self.form_key(path).await;
        let mut all = vec![("_key", key.as_str())];
        all.extend_from_slice(fields);
        self.browser.post(path, &all).await
    }

    /// Sends a file by the form of a page.
    pub async fn upload(&mut self, path: &str, name: &str, file: &[u8]) -> Answer {
        let key = self.form_key(path).await;
        let mut body = Vec::new();
        for (field, value) in [("_csrf", &self.browser.form_token), ("_key", &key)] {
            let head =
                format!("--edge\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend(head.into_bytes());
        }
        let head =
            format!("--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        body.extend(head.into_bytes());
        body.extend(file);
        body.extend(b"\r\n--edge--\r\n");
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .body(Body::from(body));
        self.browser.send(request.unwrap()).await
    }

    /// Opens a page with a form; the key by which pressing twice does it once.
    async fn form_key(&mut self, path: &str) -> String {
        let page = self.get(path).await.body;
        let (_, rest) =
            page.split_once("name=\"_key\" value=\"").unwrap_or_else(|| panic!("{path} has no form: {page}"));
        rest.split('"').next().unwrap().to_owned()
    }
}

/// Looks at a page: it is one, in that language, with every text there, and without scripts or styles inside.
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
