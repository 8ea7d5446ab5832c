//! What the system tells a running server: to end (`SIGTERM`, Ctrl-C), or to read the packs again (`SIGHUP`; Unix only).
//!
//! A terminal that is closed sends `SIGHUP` too. Whoever started the server in one means it to end with it.

use platform::{
    acts::{Stop, run},
    app::App,
    permissions::{Actor, Role},
};
use policies::acts::{NoChoice, ReloadPacks};
use tokio::signal;
use vocabulary::{Lang, Refusal};

/// Waits until the server is to end; meanwhile reads the packs again as often as it is told to, and logs in `lang` what came
/// of it.
pub async fn wait_for_the_end(app: App, lang: Lang) {
    let interrupt = signal::ctrl_c();
    #[cfg(unix)]
    {
        use signal::unix::{SignalKind, signal};
        let hang_ups = signal(SignalKind::hangup());
        if let (Ok(mut terminate), Ok(hang_ups)) = (signal(SignalKind::terminate()), hang_ups) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
                () = until_the_terminal_is_gone(hang_ups, app, lang) => {}
            }
            return;
        }
    }
    // Without a handler for signals there is nothing to wait for but the other one.
    let _ = interrupt.await;
}

#[cfg(unix)]
async fn until_the_terminal_is_gone(mut hang_ups: signal::unix::Signal, app: App, lang: Lang) {
    use std::io::{IsTerminal as _, stderr};
    let has_terminal = stderr().is_terminal();
    while hang_ups.recv().await.is_some() {
        // One that was closed is no terminal any more.
        if has_terminal && !stderr().is_terminal() {
            return;
        }
        reload(&app, lang).await;
    }
}

/// Reads the packs again by the same act as an administrator would. Whoever can signal the process runs the machine; the
/// audit log says "nobody", as for all that the system does by itself.
async fn reload(app: &App, lang: Lang) {
    let system = Actor { roles: vec![Role::Administrator], ..Actor::nobody() };
    match run::<ReloadPacks>(app, &system, NoChoice {}, None).await {
        Ok(done) => {
            tracing::info!(changed = ?done.changed, unchanged = ?done.unchanged, "the packs were read again")
        }
        Err(Stop::Refused(refusal)) => tell(app, lang, &refusal),
        Err(failure) => {
            tracing::error!(error = %failure, "the packs could not be read again; those that ran still run")
        }
    }
}

/// One line for each mistake: place, what is wrong, what to do.
fn tell(app: &App, lang: Lang, refusal: &Refusal) {
    for one in refusal.each() {
        let said = app.texts().refusal(lang, one);
        tracing::error!(code = one.code, place = one.field, "{said}");
    }
    tracing::error!("the packs were not read again; those that ran still run");
}
