//! `/employer`: an organisation's posts in every state, and what can be done.

use super::words;
use crate::queries::{
    ListedPost,
    own::{Input, OwnPosts},
};
use askama::Template;
use axum::{
    extract::RawQuery,
    response::{IntoResponse, Response},
};
use organisations::queries::organisation::{Input as OrganisationInput, OneOrganisation};
use platform::{
    acts::{Outcome, ask},
    components::{Button, Content, Notice, Page, Pagination, Tag},
    pages::show,
    texts,
    web::Caller,
};
use vocabulary::{Kind, OrganisationId, Refusal};

#[derive(Template)]
#[template(path = "posts/employer.html")]
struct Employer {
    page: Page,
    /// None if the account acts for no organisation yet.
    organisation: Option<Organisation>,
    rows: Vec<Row>,
    pagination: Option<Pagination>,
}

struct Organisation {
    name: Content,
    href: String,
    /// Until it is verified, nothing can be published.
    is_verified: bool,
    new_href: String,
}

struct Row {
    title: Content,
    href: String,
    tag: Tag,
    facts: String,
    place: String,
}

pub(super) async fn page(caller: Caller, RawQuery(query): RawQuery) -> Outcome<Response> {
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(&query.unwrap_or_default()).unwrap_or_default();
    let said = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let named = said("organisation").and_then(|id| id.parse::<OrganisationId>().ok());
    let mut page = caller.page();
    if let Some(count) = said("imported").and_then(|count| count.parse::<u32>().ok()) {
        page.notice = Some(Notice::Success(page.t1("posts-imported", "count", count).into()));
    }
    let Some(owner) = named.or(caller.actor.organisation) else {
        if !caller.actor.is(platform::permissions::Role::Employer) {
            // Nothing here for anybody else: they are told what they may.
            let kind = if caller.actor.is_signed_in() { Kind::Forbidden } else { Kind::SignInFirst };
            let code =
                if caller.actor.is_signed_in() { "platform.forbidden" } else { "platform.sign_in_first" };
            return Err(Refusal::new(kind, code).into());
        }
        return Ok(
            show(&Employer { page, organisation: None, rows: Vec::new(), pagination: None })?.into_response()
        );
    };
    let before = said("before").and_then(|id| id.parse().ok());
    let input = Input { organisation: Some(owner), before };
    let found = ask::<OwnPosts>(&caller.app, &caller.actor, input).await?;
    let organisation =
        ask::<OneOrganisation>(&caller.app, &caller.actor, OrganisationInput { id: owner }).await?;
    let rows = found.posts.iter().map(|post| row(&caller, &page, post)).collect();
    let of = named.map(|id| format!("organisation={id}")).unwrap_or_default();
    let pagination = found.next.map(|next| {
        let and = if of.is_empty() { "" } else { "&" };
        page.pagination_by_key(None, Some(format!("/employer?{of}{and}before={next}")))
    });
    let organisation = Organisation {
        name: words::in_lang(&organisation.name, page.lang),
        href: format!("/organisations/{owner}"),
        is_verified: organisation.standing == "verified",
        new_href: if of.is_empty() {
            "/employer/posts/new".to_owned()
        } else {
            format!("/employer/posts/new?{of}")
        },
    };
    Ok(show(&Employer { page, organisation: Some(organisation), rows, pagination })?.into_response())
}

fn row(caller: &Caller, page: &Page, listed: &ListedPost) -> Row {
    let state = &listed.post.state;
    let closes = texts::date(listed.post.details.closes, page.lang);
    let today = caller.app.region().date_of(caller.app.now());
    let is_over = listed.state == "published" && listed.post.require_shown(today).is_err();
    let (words, colour) = match listed.state {
        "draft" => (page.t(state.text_key()), "yellow"),
        "published" if is_over => (page.t("posts-state-closed"), "grey"),
        "published" => (page.t(state.text_key()), "green"),
        _ => (page.t(state.text_key()), "grey"),
    };
    Row {
        title: words::in_lang(&listed.title, page.lang),
        href: format!("/posts/{}", listed.id),
        tag: Tag::coloured(words, colour),
        facts: page.t1("posts-row-closes", "date", closes),
        place: caller.app.region().place_name(&listed.place, page.lang),
    }
}
