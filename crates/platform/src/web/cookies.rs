//! Our three cookies: the session, the preferences, and the form token's seed.

use crate::app::App;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

/// Language, type size, contrast.
pub(crate) const PREFERENCES: &str = "wotu_prefs";

pub(super) fn session_name(app: &App) -> &'static str {
    if app.serving().has_secure_cookies { "__Host-wotu" } else { "wotu" }
}

pub(super) fn seed_name(app: &App) -> &'static str {
    if app.serving().has_secure_cookies { "__Host-wotu-form" } else { "wotu-form" }
}

/// The browser keeps a session's token until it closes.
pub fn keep_session(app: &App, jar: CookieJar, token: String) -> CookieJar {
    jar.add(make(app, session_name(app), token))
}

/// The browser forgets the session's token.
pub fn clear_session(app: &App, jar: CookieJar) -> CookieJar {
    jar.remove(make(app, session_name(app), String::new()))
}

pub(crate) fn make(app: &App, name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.serving().has_secure_cookies)
        .build()
}
