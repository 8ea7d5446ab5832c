//! What the desks of officers and employers have in common: who may sit there, the worklist, accepting.

use super::lists::{List, Which, list};
use crate::{
    acts::{AcceptApplication, Acceptances},
    queries::{OneApplication, ShownApplication, WhichOne},
};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use platform::{
    acts::{IdempotencyKey, Outcome, ask, run},
    components::{Button, Notice, Page},
    pages::show,
    permissions::Role,
    texts,
    web::Caller,
};
use vocabulary::{Kind, Refusal};

/// A desk.
pub(super) struct Desk {
    /// Who sits there.
    pub(super) role: Role,
    /// The key of the worklist's heading.
    pub(super) title: &'static str,
    /// The key of what an empty worklist says.
    pub(super) empty: &'static str,
    /// What was done, as the next page says it.
    pub(super) done: &'static str,
    /// Which applications lie there; its `path` is the desk's own.
    pub(super) which: Which,
}

#[derive(Template)]
#[template(path = "cases/desk_list.html")]
struct Worklist {
    page: Page,
    title: String,
    empty: String,
    list: List,
}

impl Desk {
    /// Lets nobody else sit down.
    pub(super) fn require(&self, caller: &Caller) -> Result<(), Refusal> {
        match (caller.actor.is_signed_in(), caller.actor.is(self.role)) {
            (_, true) => Ok(()),
            (true, false) => Err(Refusal::new(Kind::Forbidden, "platform.forbidden")),
            (false, false) => Err(Refusal::new(Kind::SignInFirst, "platform.sign_in_first")),
        }
    }

    /// The worklist.
    pub(super) async fn show_list(&self, caller: &Caller, query: Option<&str>) -> Outcome<Response> {
        self.require(caller)?;
        let page = caller.page();
        let list = list(caller, &page, &self.which, query).await?;
        let (title, empty) = (page.t(self.title), page.t(self.empty));
        Ok(show(&Worklist { page, title, empty, list })?.into_response())
    }

    /// An application that lies there.
    pub(super) async fn application(&self, caller: &Caller, which: String) -> Outcome<ShownApplication> {
        self.require(caller)?;
        ask::<OneApplication>(&caller.app, &caller.actor, WhichOne { which }).await
    }

    /// Accepts it, and leads back to its page.
    pub(super) async fn accept(
        &self,
        caller: &Caller,
        shown: &ShownApplication,
        missing: Vec<String>,
        key: Option<IdempotencyKey>,
    ) -> Outcome<Response> {
        let input = Acceptances { id: shown.id, missing };
        run::<AcceptApplication>(&caller.app, &caller.actor, input, key).await?;
        Ok(Redirect::to(&format!("{}?accepted=1", self.href(shown))).into_response())
    }

    /// Where an application stands on this desk.
    pub(super) fn href(&self, shown: &ShownApplication) -> String {
        format!("{}/{}", self.which.path, shown.id)
    }

    /// The page of an application; after accepting it says that this was done.
    pub(super) fn case_page(&self, caller: &Caller, is_done: bool) -> Page {
        let mut page = caller.page();
        if is_done {
            page.notice = Some(Notice::Success(page.t(self.done).into()));
        }
        page
    }
}

/// When an application came into the state it is in: the state itself stands beside it as a tag.
pub(super) fn since(caller: &Caller, shown: &ShownApplication) -> String {
    let at = shown.withdrawn_at.or(shown.accepted_at).unwrap_or(shown.received_at);
    texts::moment(at, caller.app.region(), caller.lang)
}
