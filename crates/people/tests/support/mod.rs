//! An installation with people alone: the vocabulary of the three packs that ship, both databases.

#![allow(dead_code, missing_docs, reason = "each test crate uses its own part of this")]

use axum::{
    body::Body,
    http::{Request, header},
};
use people::{Ahead, FactVocabulary, NextQuestion};
use platform::{
    Lang,
    acts::{Outcome, Stop},
    app::{App, Parts},
    capability::Capability,
    permissions::Actor,
    testing::{self, Answer, Browser},
    texts::TextFile,
};
use rules::{Files, Pack, Vocabulary, load, pack::named_files};
use std::{fs, path::Path, sync::Arc};
use testkit::harness::TestDatabase;
use uuid::Uuid;
use vocabulary::{PersonId, Refusal, VisitId};

fn pack(name: &str) -> Pack {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies").join(name);
    let manifest = fs::read_to_string(folder.join("pack.yaml")).unwrap();
    let named = named_files(&manifest).unwrap();
    let files = named.iter().fold(Files::new().with("pack.yaml", manifest), |files, path| {
        files.with(path, fs::read_to_string(folder.join(path)).unwrap())
    });
    load(&files).unwrap()
}

/// The union of the packs' vocabularies, as the binary makes it.
pub fn vocabulary() -> Arc<Vocabulary> {
    let packs = ["jilin", "regressar", "canada"].map(pack);
    Arc::new(Vocabulary::merge(packs.iter().map(|pack| &pack.vocabulary)).unwrap())
}

/// The engine's words for what is wrong with a fact; in an installation the crate `policies` brings them.
fn rules_texts() -> Capability {
    const TEXTS: &[TextFile] = &[
        TextFile { name: "rules/text/zh.ftl", lang: Lang::Zh, text: rules::TEXT_ZH },
        TextFile { name: "rules/text/en.ftl", lang: Lang::En, text: rules::TEXT_EN },
    ];
    Capability {
        name: "rules",
        acts: vec![],
        queries: vec![],
        pages: axum::Router::new,
        navigation: &[],
        migrations: &[],
        texts: TEXTS,
        subscribers: &[],
    }
}

pub async fn app(database: &TestDatabase) -> App {
    with_parts(database, Parts::default()).await
}

/// An installation that asks these questions in this order, and no others.
pub async fn app_that_asks(database: &TestDatabase, names: &'static [&'static str]) -> App {
    let mut parts = Parts::default();
    parts.insert(NextQuestion::new(move |_, facts, _| {
        let mut open = names.iter().filter(|name| facts.given(name).is_none());
        let first = open.next()?;
        let left = open.count();
        Some(Ahead { fact: (*first).to_owned(), at_most: left + 1, then: Some(left / 2) })
    }));
    with_parts(database, parts).await
}

async fn with_parts(database: &TestDatabase, mut parts: Parts) -> App {
    let facts = vocabulary();
    parts.insert(FactVocabulary::new(move |_| Arc::clone(&facts)));
    testing::app(database.url(), vec![rules_texts(), people::capability()], parts).await.unwrap()
}

pub fn visitor(number: u128) -> Actor {
    Actor { visit: Some(VisitId::new(Uuid::from_u128(number))), ..Actor::nobody() }
}

pub fn person(number: u128) -> PersonId {
    PersonId::new(Uuid::from_u128(number))
}

pub fn refusal<T: std::fmt::Debug>(outcome: Outcome<T>) -> Refusal {
    match outcome.unwrap_err() {
        Stop::Refused(refusal) => *refusal,
        other => panic!("{other:?}"),
    }
}

/// Code and field of everything that was refused.
pub fn refused<T: std::fmt::Debug>(outcome: Outcome<T>) -> Vec<(&'static str, String)> {
    let refusal = refusal(outcome);
    refusal.each().map(|one| (one.code, one.field.clone().unwrap_or_default())).collect()
}

/// A browser that prefers a language.
pub fn browser(app: &App, lang: &str) -> Browser {
    let mut browser = Browser::new(app);
    browser.headers.push(("accept-language", lang.to_owned()));
    browser
}

/// Where an answer leads.
pub fn leads_to(answer: &Answer) -> &str {
    answer.header("location")
}

/// Follows redirects of these pages, a few; the results belong to another crate. Answers the last address and page.
pub async fn follow(it: &mut Browser, answer: &Answer) -> (String, Answer) {
    let (mut to, mut page) = (leads_to(answer).to_owned(), answer.clone());
    for _ in 0..5 {
        if to.is_empty() || to == "/results" {
            break;
        }
        page = it.get(&to).await;
        match leads_to(&page) {
            "" => break,
            next => to = next.to_owned(),
        }
    }
    assert!(!page.body.contains(">people-"), "a key shows: {}", page.body);
    (to, page)
}

/// The value of a hidden field of a page.
pub fn hidden(page: &Answer, name: &str) -> String {
    let (_, rest) = page.body.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split('"').next().unwrap().replace("&#34;", "\"")
}

/// The page's heading, without tags.
pub fn heading(page: &Answer) -> String {
    let (_, rest) = page.body.split_once("<h1").unwrap();
    let html = format!("<{}", rest.split("</h1>").next().unwrap());
    let text: String =
        html.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect();
    text.trim().replace("&#39;", "'").replace("&quot;", "\"")
}

/// Uploads a résumé file.
pub async fn upload(it: &mut Browser, bytes: &[u8]) -> Answer {
    it.get("/check/upload").await;
    let token = it.form_token.clone();
    let mut body = format!("--b\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n{token}\r\n--b\r\nContent-Disposition: form-data; name=\"resume\"; filename=\"resume\"\r\n\r\n").into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--b--\r\n");
    let request = Request::post("/check/upload")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(Body::from(body))
        .unwrap();
    it.send(request).await
}
