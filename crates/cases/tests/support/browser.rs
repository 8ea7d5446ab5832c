//! A browser without scripts: it keeps cookies, and posts a form with the hidden fields that the page had.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use platform::{app::App, testing};
use std::collections::BTreeMap;
use tower::ServiceExt as _;

pub struct Browser {
    web: Router,
    cookies: BTreeMap<String, String>,
    lang: &'static str,
    /// The last page that was shown.
    pub html: String,
    pub status: StatusCode,
    /// Where the last answer leads.
    pub location: String,
}

impl Browser {
    pub fn new(app: &App, lang: &'static str) -> Self {
        Self {
            web: testing::web(app),
            cookies: BTreeMap::new(),
            lang,
            html: String::new(),
            status: StatusCode::OK,
            location: String::new(),
        }
    }

    /// Keeps a cookie, such as a session's.
    pub fn keep(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    async fn send(&mut self, request: axum::http::request::Builder, body: Body) {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = request
            .header(header::COOKIE, cookies.join("; "))
            .header(header::ACCEPT_LANGUAGE, self.lang)
            .body(body)
            .unwrap();
        let response = self.web.clone().oneshot(request).await.unwrap();
        self.status = response.status();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let location = response.headers().get(header::LOCATION);
        self.location = location.map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
        let bytes = to_bytes(response.into_body(), 4_000_000).await.unwrap();
        if !self.status.is_redirection() {
            // A redirect shows nothing: the page before it stays, as with the back button.
            self.html = String::from_utf8(bytes.to_vec()).unwrap();
        }
        assert!(!self.html.contains(">cases-"), "a key shows: {}", self.html);
    }

    pub async fn get(&mut self, path: &str) -> &str {
        self.send(Request::get(path), Body::empty()).await;
        &self.html
    }

    /// Follows redirects of our own pages, a few.
    pub async fn follow(&mut self) -> String {
        for _ in 0..5 {
            if self.location.is_empty() || self.location == "/results" {
                break;
            }
            let to = self.location.clone();
            self.get(&to).await;
            if self.location.is_empty() {
                return to;
            }
        }
        self.location.clone()
    }

    /// The value of a hidden field of the last page.
    pub fn hidden(&self, name: &str) -> Option<String> {
        let (_, rest) = self.html.split_once(&format!("name=\"{name}\" value=\""))?;
        rest.split('"').next().map(str::to_owned)
    }

    /// Posts the form of the last page, with its token and key.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) {
        let mut all: Vec<(String, String)> = Vec::new();
        for name in ["_csrf", "_key", "back"] {
            if let Some(value) = self.hidden(name) {
                all.push((name.to_owned(), value));
            }
        }
        all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let body = serde_urlencoded::to_string(all).unwrap();
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(body)).await;
    }

    /// Uploads a file with the form of the last page.
    pub async fn upload(&mut self, path: &str, bytes: &[u8]) {
        let token = self.hidden("_csrf").unwrap();
        let mut body = format!("--b\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n{token}\r\n--b\r\nContent-Disposition: form-data; name=\"resume\"; filename=\"resume\"\r\n\r\n").into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--b--\r\n");
        let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
        self.send(request, Body::from(body)).await;
    }

    /// The page's heading, without tags.
    pub fn heading(&self) -> String {
        let start = self.html.find("<h1").unwrap();
        let end = start + self.html[start..].find("</h1>").unwrap();
        let mut text = String::new();
        let mut is_tag = false;
        for c in self.html[start..end].chars() {
            match c {
                '<' => is_tag = true,
                '>' => is_tag = false,
                c if !is_tag => text.push(c),
                _ => {}
            }
        }
        text.trim().to_owned()
    }
}
