//! A browser without a screen: it keeps cookies, sends the form token of the last page, and comes from an address.

use crate::{app::App, components::CSRF_FIELD, web};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Request, header},
};
use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
};
use tower::ServiceExt as _;

/// A browser.
#[derive(Debug, Clone)]
pub struct Browser {
    web: Router,
    address: IpAddr,
    /// What it has been given, by name.
    pub cookies: BTreeMap<String, String>,
    /// The token of the last form it saw.
    pub form_token: String,
    /// Sent with every request.
    pub headers: Vec<(&'static str, String)>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, as text.
    pub body: String,
}

impl Answer {
    /// A header's value; empty if there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body as JSON; null if it is none.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

impl Browser {
    /// A fresh one at 192.0.2.1.
    #[must_use]
    pub fn new(app: &App) -> Self {
        Self::at(app, IpAddr::from([192, 0, 2, 1]))
    }

    /// A fresh one at an address.
    #[must_use]
    pub fn at(app: &App, address: IpAddr) -> Self {
        Self {
            web: web::router(app),
            address,
            cookies: BTreeMap::new(),
            form_token: String::new(),
            headers: Vec::new(),
        }
    }

    /// Opens a page.
    ///
    /// # Panics
    /// If `path` is no address.
    #[expect(clippy::expect_used, reason = "for tests")]
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).expect("an address")).await
    }

    /// Sends a form, with the token of the last form it saw; opens `/sign-in` first if it saw none.
    ///
    /// # Panics
    /// If `path` is no address.
    #[expect(clippy::expect_used, reason = "for tests")]
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        if self.form_token.is_empty() {
            self.get("/sign-in").await;
        }
        let token = self.form_token.clone();
        let mut all = vec![(CSRF_FIELD, token.as_str())];
        all.extend_from_slice(fields);
        let body = serde_urlencoded::to_string(&all).expect("fields");
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("an address");
        self.send(request).await
    }

    /// Signs in at the page.
    pub async fn sign_in(&mut self, login: &str, password: &str) -> Answer {
        self.post("/sign-in", &[("login", login), ("password", password)]).await
    }

    /// Sends a request as it is, with cookies and address.
    ///
    /// # Panics
    /// If the answer's body cannot be read.
    #[expect(clippy::expect_used, reason = "for tests")]
    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let headers = request.headers_mut();
        if !cookies.is_empty() {
            headers.insert(header::COOKIE, cookies.join("; ").parse().expect("cookies"));
        }
        for (name, value) in &self.headers {
            headers.insert(*name, value.parse().expect("a header"));
        }
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((self.address, 4711))));
        let response = match self.web.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 50_000_000).await.expect("a body");
        let answer = Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        };
        self.keep(&answer);
        answer
    }

    fn keep(&mut self, answer: &Answer) {
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let Some((name, rest)) = cookie.to_str().ok().and_then(|text| text.split_once('=')) else {
                continue;
            };
            let value = rest.split(';').next().unwrap_or_default();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let field = format!("name=\"{CSRF_FIELD}\" value=\"");
        if let Some((_, rest)) = answer.body.split_once(&field) {
            self.form_token = rest.split('"').next().unwrap_or_default().to_owned();
        }
    }
}
