//! The drafts of the office, and the form that begins one.

use super::{error_at, href, only_the_office, refused, state_tag};
use crate::{
    acts::{NewDraft, StartDraft},
    model::StateWord,
    pages::views::Speaker,
    queries::{DraftSummary, Drafts, WantedDrafts, shelf_of},
};
use askama::Template;
use axum::{
    extract::Query,
    response::{Html, IntoResponse as _, Redirect, Response},
};
use platform::{
    acts::{Outcome, Stop, ask, run},
    components::{Button, ErrorSummary, Input, Page, Pagination, Select, Tag},
    pages::{errors_of, show},
    texts,
    web::{Caller, Posted},
};
use serde::Deserialize;
use vocabulary::Refusal;

#[derive(Template)]
#[template(path = "policies/workbench/list.html")]
struct ListPage {
    page: Page,
    errors: Option<ErrorSummary>,
    /// Words, address, whether it is shown now.
    states: Vec<(String, String, bool)>,
    rows: Vec<Row>,
    pagination: Option<Pagination>,
    pack: Select,
    title: Input,
    key: String,
}

struct Row {
    title: String,
    href: String,
    pack: String,
    tag: Tag,
    changed: String,
}

/// Which drafts the page shows.
#[derive(Deserialize, Default)]
pub(super) struct Which {
    state: Option<String>,
    before: Option<String>,
}

pub(super) async fn show_list(caller: Caller, Query(which): Query<Which>) -> Outcome<Html<String>> {
    only_the_office(&caller)?;
    list(&caller, &which, ("", ""), None).await
}

pub(super) async fn start(caller: Caller, posted: Posted) -> Outcome<Response> {
    let own = |name: &str| posted.get(name).unwrap_or_default().to_owned();
    let (pack, title) = (own("pack"), own("title"));
    let input = NewDraft { pack: Some(pack.clone()).filter(|pack| !pack.is_empty()), title: title.clone() };
    match run::<StartDraft>(&caller.app, &caller.actor, input, posted.key()?).await {
        Ok(started) => Ok(Redirect::to(&href(started.draft)).into_response()),
        Err(Stop::Refused(refusal)) => {
            only_the_office(&caller)?;
            let page = list(&caller, &Which::default(), (&pack, &title), Some(&refusal)).await?;
            Ok(refused(&refusal, page))
        }
        Err(failure) => Err(failure),
    }
}

async fn list(
    caller: &Caller,
    which: &Which,
    (pack, title): (&str, &str),
    refusal: Option<&Refusal>,
) -> Outcome<Html<String>> {
    let state = which.state.as_deref().and_then(StateWord::from_word);
    let before = which.before.as_deref().and_then(|id| id.parse().ok());
    let wanted = WantedDrafts { state, pack: None, before };
    let found = ask::<Drafts>(&caller.app, &caller.actor, wanted).await?;
    let mut page = caller.page();
    let errors = refusal.map(|refusal| errors_of(caller, &mut page, refusal));
    let address = |state: Option<StateWord>| match state {
        Some(state) => format!("/workbench?state={}", state.word()),
        None => "/workbench".to_owned(),
    };
    let choice = |of: Option<StateWord>| {
        let words = match of {
            Some(of) => page.t(&format!("policies-draft-state-{}", of.word())),
            None => page.t("policies-workbench-all"),
        };
        (words, address(of), of == state)
    };
    let states = std::iter::once(None).chain(StateWord::ALL.map(Some)).map(choice).collect();
    let pagination = found.next.map(|next| {
        let mark = if state.is_some() { '&' } else { '?' };
        page.pagination_by_key(None, Some(format!("{}{mark}before={next}", address(state))))
    });
    let packs = shelf_of(&caller.app)?.packs();
    let options = packs.iter().map(|pack| {
        let speaker = Speaker::new(&caller.app, caller.lang, &pack.vocabulary);
        (pack.id.clone(), speaker.text(&pack.title))
    });
    let pack_title = |id: &str| {
        let pack = packs.iter().find(|pack| pack.id == id);
        pack.map_or_else(
            || id.to_owned(),
            |pack| Speaker::new(&caller.app, caller.lang, &pack.vocabulary).text(&pack.title),
        )
    };
    show(&ListPage {
        errors,
        states,
        rows: found.drafts.iter().map(|draft| row(caller, &page, draft, pack_title(&draft.pack))).collect(),
        pagination,
        pack: Select::new("pack", page.t("policies-workbench-pack"))
            .options(options)
            .value(pack)
            .error(error_at(caller, &page, refusal, "pack")),
        title: Input::new("title", page.t("policies-workbench-title-label"))
            .hint(page.t("policies-workbench-title-hint"))
            .value(title)
            .error(error_at(caller, &page, refusal, "title")),
        key: caller.form_key(),
        page,
    })
}

fn row(caller: &Caller, page: &Page, draft: &DraftSummary, pack: String) -> Row {
    let at = texts::moment(draft.changed_at, caller.app.region(), caller.lang);
    Row {
        title: draft.title.clone(),
        href: href(draft.id),
        pack,
        tag: state_tag(page, draft.state),
        changed: page.t2("policies-workbench-changed", "name", &draft.changed_by, "at", at),
    }
}
