//! Who calls, in which language, with which session: worked out once per request, before any handler.

use super::{address, cookies};
use crate::{
    accounts,
    app::App,
    components::{
        CSRF_FIELD,
        AccountBadge, NavItem, Page, Say,
    },
    permissions::{Actor, Role},
    texts::Texts,
};
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::CookieJar;
use std::{convert::Infallible, net::IpAddr, sync::Arc};
use vocabulary::{Kind, Lang, Refusal};

/// Who calls. A handler takes it as an argument.
#[derive(Clone)]
pub struct Caller {
    /// The installation.
    pub app: App,
    /// Who acts.
    pub actor: Actor,
    /// In which language.
    pub lang: Lang,
    /// From where; for limits only.
    pub address: IpAddr,
    /// The session's token, if there is a session.
    pub token: Option<String>,
    display_name: Option<String>,
    path: String,
    is_large: bool,
    has_contrast: bool,
    seed: String,
}

impl Caller {
    /// The frame of a page.
    #[must_use]
    pub fn page(&self) -> Page {
        let texts = Arc::new(Spoken { texts: self.app.texts().clone(), lang: self.lang });
        let mut page = Page::new(self.lang, self.path.clone(), texts);
        page.region_name = self.app.region().service().get(self.lang).to_owned();
        page.nav = self.navigation();
        page.account = self.display_name.clone().map(|name| AccountBadge {
            name,
            href: "/account".to_owned(),
            sign_out_href: "/sign-out".to_owned(),
        });
        page.is_large = self.is_large;
        page.has_contrast = self.has_contrast;
        page.csrf = self.form_token();
        page.is_demo = self.app.serving().is_demo;
        page
    }

    /// The words under `key`.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.app.texts().say(self.lang, key, &[])
    }

    /// The path and query of this request.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// A fresh idempotency key for a form: pressing its button twice has one effect.
    #[must_use]
    pub fn form_key(&self) -> String {
        self.app.entropy().secret()
    }

    fn navigation(&self) -> Vec<NavItem> {
        self.app
            .navigation()
            .iter()
            .filter(|entry| match entry.role {
                // Staff have their own lines; the public ones would push theirs off a phone's screen.
                Role::Visitor => true,
                role => self.actor.is(role),
            })
            .map(|entry| NavItem {
                href: entry.href.to_owned(),
                text: self.t(entry.text_key),
                is_current: is_under(&self.path, entry.href),
            })
            .collect()
    }

    fn form_token(&self) -> String {
        self.app.vault().mac(&["form", &self.seed])
    }

    /// Whether a posted form carries our token.
    ///
    /// # Errors
    /// `platform.form_token` if not: the form is from elsewhere, or from before the cookie was lost.
    pub(super) fn check_form(&self, fields: &[(String, String)]) -> Result<(), Refusal> {
        use subtle::ConstantTimeEq as _;
        let expected = self.form_token();
        let fits = fields
            .iter()
            .find(|(name, _)| name == CSRF_FIELD)
            .is_some_and(|(_, token)| bool::from(token.as_bytes().ct_eq(expected.as_bytes())));
        if fits { Ok(()) } else { Err(Refusal::new(Kind::Forbidden, "platform.form_token")) }
    }
}

fn is_under(path: &str, href: &str) -> bool {
    let path = path.split('?').next().unwrap_or(path);
    if href == "/" { path == "/" } else { path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) }
}

struct Spoken {
    texts: Texts,
    lang: Lang,
}

impl Say for Spoken {
    fn say(&self, key: &str) -> String {
        self.texts.say(self.lang, key, &[])
    }

    fn say_with(&self, key: &str, args: &[(&str, String)]) -> String {
        self.texts.say(self.lang, key, args)
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(match parts.extensions.get::<Self>() {
            Some(caller) => caller.clone(),
            // Only routes outside `identify` come here; they are nobody's.
            None => Self::nobody(app.clone()),
        })
    }
}

impl Caller {
    fn nobody(app: App) -> Self {
        Self {
            actor: Actor::nobody(),
            lang: Lang::default(),
            address: IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED),
            token: None,
            display_name: None,
            path: "/".to_owned(),
            is_large: false,
            has_contrast: false,
            seed: String::new(),
            app,
        }
    }
}

pub(super) async fn identify(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let jar = CookieJar::from_headers(request.headers());
    let mut caller = Caller::nobody(app.clone());
    caller.address = address::of(&request, app.serving().trusted_hops);
    caller.path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let preferences = jar.get(cookies::PREFERENCES).map(|cookie| cookie.value().to_owned()).unwrap_or_default();
    caller.lang = preferred_lang(&preferences, accepted);
    caller.is_large = preferences.split('.').any(|word| word == "large");
    caller.has_contrast = preferences.split('.').any(|word| word == "contrast");
    let bearer = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .map(str::to_owned);
    let token = bearer.or_else(|| jar.get(cookies::session_name(&app)).map(|cookie| cookie.value().to_owned()));
    if let Some(token) = token {
        match accounts::find(&app, &token).await {
            Ok(Some(session)) => {
                caller.display_name = session.account.as_ref().map(|account| account.display_name.clone());
                caller.actor = match &session.account {
                    Some(account) => account.actor(Some(session.visit)),
                    None => Actor { visit: Some(session.visit), ..Actor::nobody() },
                };
                caller.token = Some(token);
            }
            Ok(None) => {}
            Err(error) => return crate::acts::Stop::from(error).into_response(),
        }
    }
    let (seed, is_new) = match jar.get(cookies::seed_name(&app)) {
        Some(cookie) => (cookie.value().to_owned(), false),
        None => (app.entropy().secret(), true),
    };
    caller.seed.clone_from(&seed);
    request.extensions_mut().insert(caller);
    let response = next.run(request).await;
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_new && is_page {
        let jar = CookieJar::new().add(cookies::make(&app, cookies::seed_name(&app), seed));
        return (jar, response).into_response();
    }
    response
}

/// What was chosen; else the first language of the browser that we speak; else Chinese.
fn preferred_lang(preferences: &str, accepted: Option<&str>) -> Lang {
    let chosen = preferences.split('.').find_map(|word| match word {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    });
    let first = || accepted?.split(',').find_map(|tag| Lang::from_tag(tag.split(';').next()?.trim()));
    chosen.or_else(first).unwrap_or_default()
}
