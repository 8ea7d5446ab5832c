//! What this capability hears of: its own posts, for the board; organisations that close, for their posts.

use crate::{
    acts::close_posts_of_organisation::{ClosePostsOfOrganisation, Input},
    board::Board,
    jobs::system,
};
use futures_util::future::BoxFuture;
use platform::{
    acts::{Stop, run},
    app::App,
    outbox::{Event, Subscriber},
};

pub(crate) const SUBSCRIBERS: &[Subscriber] = &[
    Subscriber { topic: "posts.published", name: "posts.refresh_board", hear: refresh_board },
    Subscriber { topic: "posts.revised", name: "posts.refresh_board", hear: refresh_board },
    Subscriber { topic: "posts.closed", name: "posts.refresh_board", hear: refresh_board },
    Subscriber { topic: "organisations.closed", name: "posts.close_posts", hear: close_posts },
];

fn refresh_board(app: App, event: Event) -> BoxFuture<'static, Result<(), String>> {
    Box::pin(async move {
        let id = event.subject.parse().map_err(|_| "the subject is not a post's id".to_owned())?;
        // Without a board (a program that only runs acts) there is nothing to keep up.
        let Some(board) = app.part::<Board>() else { return Ok(()) };
        board.refresh(&app, id).await.map_err(|stop| stop.to_string())
    })
}

fn close_posts(app: App, event: Event) -> BoxFuture<'static, Result<(), String>> {
    Box::pin(async move {
        let organisation =
            event.subject.parse().map_err(|_| "the subject is not an organisation's id".to_owned())?;
        match run::<ClosePostsOfOrganisation>(&app, &system(), Input { organisation }, None).await {
            Ok(_) | Err(Stop::Refused(_)) => Ok(()),
            Err(stop) => Err(stop.to_string()),
        }
    })
}
