//! What is done to a draft as a whole. A refusal comes back to the draft's page, with what was typed.

use super::{
    draft::{Typed, render},
    draft_id, href, read, refused,
};
use crate::acts::{
    ApproveDraft, DiscardDraft, DraftNote, PublishDraft, PublishFrom, ReturnDraft, SubmitDraft, WhichDraft,
};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use platform::{
    acts::{Outcome, Stop, run},
    web::{Caller, Posted},
};
use vocabulary::DraftId;

pub(super) async fn submit(caller: Caller, Path(id): Path<String>, posted: Posted) -> Outcome<Response> {
    let id = draft_id(&caller, &id)?;
    let done = run::<SubmitDraft>(&caller.app, &caller.actor, WhichDraft { draft: id }, posted.key()?).await;
    answer(&caller, id, done, "submitted", Typed::default()).await
}

pub(super) async fn approve(caller: Caller, Path(id): Path<String>, posted: Posted) -> Outcome<Response> {
    let id = draft_id(&caller, &id)?;
    let done = run::<ApproveDraft>(&caller.app, &caller.actor, WhichDraft { draft: id }, posted.key()?).await;
    answer(&caller, id, done, "approved", Typed::default()).await
}

pub(super) async fn give_back(caller: Caller, Path(id): Path<String>, posted: Posted) -> Outcome<Response> {
    let id = draft_id(&caller, &id)?;
    let note = posted.get("note").unwrap_or_default().to_owned();
    let input = DraftNote { draft: id, note: note.clone() };
    let done = run::<ReturnDraft>(&caller.app, &caller.actor, input, posted.key()?).await;
    answer(&caller, id, done, "returned", Typed { note, ..Typed::default() }).await
}

pub(super) async fn publish(caller: Caller, Path(id): Path<String>, posted: Posted) -> Outcome<Response> {
    let id = draft_id(&caller, &id)?;
    let from = posted.get("from").unwrap_or_default().to_owned();
    let input = PublishFrom { draft: id, from: Some(from.clone()) };
    let done = run::<PublishDraft>(&caller.app, &caller.actor, input, posted.key()?).await;
    if done.is_ok() {
        // Whoever published looks at once; the outbox and the job come a little later.
        crate::refresh_editions(&caller.app).await?;
    }
    answer(&caller, id, done, "published", Typed { from: Some(from), ..Typed::default() }).await
}

pub(super) async fn discard(caller: Caller, Path(id): Path<String>, posted: Posted) -> Outcome<Response> {
    let id = draft_id(&caller, &id)?;
    let done = run::<DiscardDraft>(&caller.app, &caller.actor, WhichDraft { draft: id }, posted.key()?).await;
    answer(&caller, id, done, "discarded", Typed::default()).await
}

/// Leads back to the draft, which says what was done or why it was not.
pub(super) async fn answer<T>(
    caller: &Caller,
    id: DraftId,
    done: Outcome<T>,
    what: &str,
    typed: Typed,
) -> Outcome<Response> {
    match done {
        Ok(_) => Ok(Redirect::to(&format!("{}?done={what}", href(id))).into_response()),
        Err(Stop::Refused(refusal)) => {
            let draft = read(caller, id).await?;
            Ok(refused(&refusal, render(caller, caller.page(), &draft, &typed, Some(&refusal))?))
        }
        Err(failure) => Err(failure),
    }
}
