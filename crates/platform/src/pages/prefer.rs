//! Keeps a visitor's language, type size and contrast in a cookie, and goes back to where they were.

use crate::{
    app::App,
    web::{PREFERENCES, make},
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Choice {
    lang: Option<String>,
    large: Option<String>,
    contrast: Option<String>,
    back: Option<String>,
}

pub(super) async fn keep(State(app): State<App>, jar: CookieJar, Query(choice): Query<Choice>) -> Response {
    let kept = jar.get(PREFERENCES).map(|cookie| cookie.value().to_owned()).unwrap_or_default();
    let has = |word: &str| kept.split('.').any(|kept| kept == word);
    let lang = match choice.lang.as_deref() {
        Some("zh") => "zh",
        Some("en") => "en",
        _ if has("zh") => "zh",
        _ if has("en") => "en",
        _ => "",
    };
    let wants = |given: Option<String>, word: &'static str| match given.as_deref() {
        Some("1") => word,
        Some(_) => "",
        None if has(word) => word,
        None => "",
    };
    let words = [lang, wants(choice.large, "large"), wants(choice.contrast, "contrast")];
    let value = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(".");
    let mut cookie = make(&app, PREFERENCES, value);
    cookie.make_permanent();
    (jar.add(cookie), Redirect::to(&local(choice.back.as_deref()))).into_response()
}

/// Only our own pages: `//elsewhere` and `https://elsewhere` would lead a visitor away under our name. What a header
/// cannot carry is percent-encoded.
#[must_use]
pub(super) fn local(back: Option<&str>) -> String {
    let back = back.filter(|back| {
        back.starts_with('/')
            && !back.starts_with("//")
            && !back.contains('\\')
            && !back.bytes().any(|byte| byte.is_ascii_control())
    });
    back.unwrap_or("/").bytes().fold(String::new(), |mut address, byte| {
        if byte.is_ascii_graphic() {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
        address
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_are_gone_back_to() {
        assert_eq!(local(Some("/posts?q=a%26b")), "/posts?q=a%26b");
        assert_eq!(local(Some("/posts?q=农 业")), "/posts?q=%E5%86%9C%20%E4%B8%9A");
        for back in ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\r\nb", "posts"] {
            assert_eq!(local(Some(back)), "/", "{back}");
        }
    }
}
