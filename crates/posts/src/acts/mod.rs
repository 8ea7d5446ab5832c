//! What can be done about posts, one act a file.

pub mod check_import;
pub mod close_post;
pub mod close_posts_of_organisation;
pub mod draft_post;
mod entered_post;
pub mod expire_post;
pub mod import_posts;
pub mod publish_post;
pub mod revise_post;

pub use entered_post::EnteredPost;

use crate::{model::Post, store};
use organisations::model::Organisation;
use platform::{
    acts::{Context, Outcome, Stop},
    database::Connection,
    permissions::{Grant, Role, Subject},
};
use vocabulary::{AccountId, OrganisationId, PostId, Refusal};

/// An employer its own organisation's, an officer any.
const EMPLOYER_OR_OFFICER: &[Grant] = &[Grant::own_organisation(Role::Employer), Grant::any(Role::Officer)];

/// The post to act on, if the actor may.
async fn authorized(cx: &mut Context<'_>, id: PostId) -> Outcome<Post> {
    match store::load(cx.db, id).await? {
        Some(post) => {
            cx.authorize(&Subject::of_organisation(post.organisation))?;
            Ok(post)
        }
        None => {
            // Whoever may act on no post at all is not told that there is none.
            cx.authorize(&Subject { organisation: cx.actor.organisation, ..Subject::default() })?;
            Err(Refusal::not_found("posts.not_found").into())
        }
    }
}

/// The organisation that was named, else the actor's own.
fn named_or_own(cx: &Context<'_>, named: Option<OrganisationId>) -> Result<OrganisationId, Refusal> {
    named
        .or(cx.actor.organisation)
        .ok_or_else(|| Refusal::invalid("posts.organisation_missing", "organisation"))
}

async fn organisation(db: &mut Connection, id: OrganisationId) -> Outcome<Organisation> {
    let found = organisations::load(db, id).await?;
    Ok(found.ok_or_else(|| Refusal::not_found("organisations.not_found").at("organisation"))?)
}

fn account(cx: &Context<'_>) -> Outcome<AccountId> {
    cx.actor.account.ok_or_else(|| Stop::Internal("an employer or officer without an account".to_owned()))
}

/// Saves a post that was loaded in this transaction. On PostgreSQL another one may have closed it since: then it stays closed.
async fn save(cx: &mut Context<'_>, post: &Post) -> Outcome<()> {
    if store::save(cx.db, post).await? {
        return Ok(());
    }
    let today = cx.today();
    if let Some(now) = store::load(cx.db, post.id).await? {
        now.require_shown(today)?;
    }
    Err(Refusal::conflict("posts.not_published").into())
}

fn reference_taken(post: &Post) -> Refusal {
    let reference = post.details.reference.clone().unwrap_or_default();
    Refusal::conflict("posts.reference_taken").at("reference").with("reference", reference)
}
