//! Who calls, in which language, with which session: worked out once per request, before any handler.

use super::{address, cookies, errors, language, requests::RequestNumber};
use crate::{
    accounts,
    acts::Stop,
    app::App,
    components::{AccountBadge, CSRF_FIELD, NavItem, Page, Say},
    database::DatabaseError,
    permissions::{Actor, Role},
    texts::Texts,
};
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use std::{convert::Infallible, net::IpAddr, sync::Arc};
use vocabulary::{Kind, Lang, Refusal};

/// How long a seed of ours is: 256 bits in Base64.
const SEED_LENGTH: usize = 43;

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
        let entries = self.app.navigation().iter().filter(|entry| match entry.role {
            // Staff have their own lines; the public ones would push theirs off a phone's screen.
            Role::Visitor => true,
            role => self.actor.is(role),
        });
        // Of several lines that lead towards the page the nearest alone is current: `/employer/applications` stands under
        // `/employer` too.
        let leads_here = |href: &str| is_under(&self.path, href);
        let nearest = entries
            .clone()
            .map(|entry| entry.href)
            .filter(|href| leads_here(href))
            .max_by_key(|href| href.len());
        entries
            .map(|entry| NavItem {
                href: entry.href.to_owned(),
                text: self.t(entry.text_key),
                is_current: nearest == Some(entry.href),
            })
            .collect()
    }

    /// The form token's true value: a digest of the seed that only this browser has.
    fn form_secret(&self) -> String {
        self.app.vault().mac(&["form", &self.seed])
    }

    /// The form token as a page shows it: under a mask that is new each time, so that a compressed page of the same
    /// words never has the same token in it (BREACH).
    fn form_token(&self) -> String {
        let mask: [u8; 64] = self.app.entropy().bytes();
        let masked = self.form_secret().into_bytes().into_iter().zip(mask).map(|(byte, mask)| byte ^ mask);
        URL_SAFE_NO_PAD.encode(mask.into_iter().chain(masked).collect::<Vec<u8>>())
    }

    /// Whether a posted form carries our token.
    ///
    /// # Errors
    /// `platform.form_token` if not: the form is from elsewhere, or from before the cookie was lost.
    pub(super) fn check_form(&self, fields: &[(String, String)]) -> Result<(), Refusal> {
        use subtle::ConstantTimeEq as _;
        let expected = self.form_secret();
        let fits = fields
            .iter()
            .find(|(name, _)| name == CSRF_FIELD)
            .and_then(|(_, token)| unmasked(token))
            .is_some_and(|token| bool::from(token.ct_eq(expected.as_bytes())));
        if fits { Ok(()) } else { Err(Refusal::new(Kind::Forbidden, "platform.form_token")) }
    }
}

/// What stands under the mask of a form token.
fn unmasked(token: &str) -> Option<Vec<u8>> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (mask, masked) = bytes.split_at_checked(64)?;
    (masked.len() == mask.len()).then(|| masked.iter().zip(mask).map(|(byte, mask)| byte ^ mask).collect())
}

fn is_under(path: &str, href: &str) -> bool {
    let path = path.split('?').next().unwrap_or(path);
    if href == "/" {
        path == "/"
    } else {
        path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
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
    let preferences =
        jar.get(cookies::PREFERENCES).map(|cookie| cookie.value().to_owned()).unwrap_or_default();
    caller.lang = language::preferred(&preferences, accepted);
    caller.is_large = preferences.split('.').any(|word| word == "large");
    caller.has_contrast = preferences.split('.').any(|word| word == "contrast");
    // Only what can be a seed of ours: a known one planted in the cookie would make known tokens.
    let kept = jar.get(cookies::seed_name(&app)).map(Cookie::value).filter(|seed| seed.len() == SEED_LENGTH);
    let (seed, is_new) = match kept {
        Some(seed) => (seed.to_owned(), false),
        None => (app.entropy().secret(), true),
    };
    caller.seed.clone_from(&seed);
    let path = request.uri().path();
    let needs_session = !path.starts_with("/assets/") && path != "/healthz";
    let found = if needs_session { caller.join_session(request.headers(), &jar).await } else { Ok(()) };
    let response = match found {
        Ok(()) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(stop) => {
            let number = request.extensions().get::<RequestNumber>().map(|number| number.0.clone());
            let is_api = request.uri().path().starts_with("/api/");
            let stop = Stop::from(stop);
            let bare = StatusCode::SERVICE_UNAVAILABLE.into_response();
            errors::dressed(&app, &caller, number, is_api, &stop, bare)
        }
    };
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

impl Caller {
    /// Finds the session whose token came with the request. A bearer token that is no good is not replaced by a cookie's.
    async fn join_session(&mut self, headers: &HeaderMap, jar: &CookieJar) -> Result<(), DatabaseError> {
        let bearer = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .map(str::to_owned);
        let cookie = || jar.get(cookies::session_name(&self.app)).map(|cookie| cookie.value().to_owned());
        let Some(token) = bearer.or_else(cookie) else { return Ok(()) };
        let Some(session) = accounts::find(&self.app, &token).await? else { return Ok(()) };
        self.display_name = session.account.as_ref().map(|account| account.display_name.clone());
        self.actor = match &session.account {
            Some(account) => account.actor(Some(session.visit)),
            None => Actor { visit: Some(session.visit), ..Actor::nobody() },
        };
        self.token = Some(token);
        Ok(())
    }
}
