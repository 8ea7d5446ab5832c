//! The pages of people: the questionnaire, one thing a page; what was answered; a résumé file; signing up; one's own
//! account. A page saves by an act and shows what a query gave.

mod account;
mod answers;
mod controls;
mod entered;
mod members;
mod question;
mod sign_up;
mod start;
mod summary;
mod upload;
mod words;

use crate::{
    Holder,
    acts::settle,
    parts::{Ahead, next_question},
    queries::{OfWhom, ProfileQuery, ProfileView},
    standing::facts_of,
    visits::forget_old_visits,
};
use axum::{
    Router,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use axum_extra::extract::cookie::CookieJar;
use platform::{
    accounts,
    acts::{Outcome, ask},
    app::App,
    permissions::Actor,
    web::{Caller, keep_session},
};
use serde::Deserialize;

pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/check", get(start::show_start))
        .route("/check/next", get(start::go_on))
        .route("/check/answers", get(answers::show_answers))
        .route("/check/upload", get(upload::form).post(upload::read))
        .route("/check/upload/confirm", post(upload::confirm))
        .route("/check/{fact}", get(question::form).post(question::save))
        .route("/check/{fact}/{member}", get(members::form).post(members::save))
        .route("/check/{fact}/{member}/remove", post(members::remove))
        .route("/sign-up", get(sign_up::form).post(sign_up::send))
        .route("/account", get(account::show_account))
        .route("/account/identity-number", post(account::set_identity_number))
        .route("/account/export.json", get(account::export))
}

/// Where a page came from, to go back to after one answer.
#[derive(Debug, Default, Deserialize)]
pub(in crate::pages) struct Back {
    back: Option<String>,
}

impl Back {
    /// Only our own pages: `//elsewhere` and `https://elsewhere` would lead somebody away under our name.
    fn local(back: Option<&str>) -> Option<String> {
        let is_local = |back: &&str| {
            back.starts_with('/')
                && !back.starts_with("//")
                && !back.contains('\\')
                && !back.bytes().any(|byte| byte.is_ascii_control())
        };
        back.filter(is_local).map(str::to_owned)
    }

    fn path(&self) -> Option<String> {
        Self::local(self.back.as_deref())
    }
}

/// `?back=…` for an address, or nothing.
fn with_back(path: &str, back: Option<&str>) -> String {
    match back {
        None => path.to_owned(),
        Some(back) => {
            let query = serde_urlencoded::to_string([("back", back)]).unwrap_or_default();
            format!("{path}?{query}")
        }
    }
}

/// What stands about whoever calls; `None` for somebody who has not begun. Facts told before signing in are taken over
/// first.
async fn own_profile(caller: &Caller) -> Outcome<Option<ProfileView>> {
    if Holder::of(&caller.actor).is_none() {
        return Ok(None);
    }
    settle(&caller.app, &caller.actor).await?;
    ask::<ProfileQuery>(&caller.app, &caller.actor, OfWhom::default()).await.map(Some)
}

/// Whoever answers has a visit at least; the first answer begins one.
async fn begin(caller: &Caller, jar: CookieJar) -> Outcome<(Actor, CookieJar)> {
    if Holder::of(&caller.actor).is_some() {
        return Ok((caller.actor.clone(), jar));
    }
    let (token, visit) = accounts::make_visit(&caller.app).await?;
    let now = caller.app.now();
    caller.app.database().write(move |db| Box::pin(forget_old_visits(db, now))).await??;
    let actor = Actor { visit: Some(visit), ..caller.actor.clone() };
    Ok((actor, keep_session(&caller.app, jar, token)))
}

/// Back to where somebody came from, else on to the next question, else to the results.
async fn go_on_from(app: &App, actor: &Actor, back: Option<String>) -> Outcome<Response> {
    if let Some(back) = back {
        return Ok(Redirect::to(&back).into_response());
    }
    let next = ahead_of(app, actor).await?;
    let next = next.map_or_else(|| "/results".to_owned(), |next| format!("/check/{}", next.fact));
    Ok(Redirect::to(&next).into_response())
}

/// What is to be asked of whoever calls, if any answer could still change something.
async fn ahead_of(app: &App, actor: &Actor) -> Outcome<Option<Ahead>> {
    let facts = match Holder::of(actor) {
        Some(holder) => facts_of(&mut app.database().read().await?, app, holder).await?,
        None => rules::Facts::new(),
    };
    Ok(next_question(app, &facts))
}
