//! `wotu serve`: an installation, until it is told to stop.

use crate::{
    installation::Where,
    signals,
    words::{remark, say},
};
use anyhow::{Context as _, bail};
use clap::Args;
use platform::{
    accounts,
    app::{App, Serving},
    clock::{Clock, Entropy},
    housekeeping, outbox,
    permissions::Role,
    web::{self, Limits},
};
use std::{net::SocketAddr, process::ExitCode};
use tokio::net::TcpListener;
use vocabulary::Lang;

/// Serves an installation. The signal HUP has it read its folder of packs again, without an interruption.
#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    place: Where,
    /// Where to listen. TLS is a proxy's task; without one, stay on loopback.
    #[arg(long, default_value = "127.0.0.1:8080", env = "WOTU_LISTEN")]
    listen: SocketAddr,
    /// How many proxies of yours stand before it and append to X-Forwarded-For.
    #[arg(long, default_value_t = 0)]
    trusted_hops: usize,
    /// Cookies without `Secure`: only for trying it on loopback without TLS.
    #[arg(long)]
    without_tls: bool,
}

impl Serve {
    /// Serves until a signal.
    pub async fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        log();
        if self.without_tls && !self.listen.ip().is_loopback() {
            bail!("--without-tls is for loopback only: cookies would cross the network in clear");
        }
        let serving = Serving {
            is_demo: false,
            has_secure_cookies: !self.without_tls,
            trusted_hops: self.trusted_hops,
        };
        let app = self.place.open(Clock::System, Entropy::System, serving).await?;
        let listener = TcpListener::bind(self.listen).await.with_context(|| self.listen.to_string())?;
        let address = format!("http://{}", listener.local_addr()?);
        offer_set_up(&app, &address).await?;
        say(format_args!("{address}"));
        serve(app, listener, lang).await;
        Ok(ExitCode::SUCCESS)
    }
}

/// At the first start there is no administrator: a one-time link makes one. There is no default account.
async fn offer_set_up(app: &App, address: &str) -> anyhow::Result<()> {
    let mut db = app.database().read().await?;
    let has_administrator = accounts::count_with_role(&mut db, Role::Administrator).await? > 0;
    drop(db);
    if !has_administrator {
        let token = super::admin::make(app, "administrator", "Administrator", Role::Administrator).await?;
        remark(format_args!(
            "No administrator yet. This link, good once and for 72 hours, sets the password of `administrator`:"
        ));
        remark(format_args!("{address}/link/{token}"));
    }
    Ok(())
}

/// Serves and delivers the outbox until a signal; then lets running requests finish.
pub async fn serve(app: App, listener: TcpListener, lang: Lang) {
    let deliverer = tokio::spawn(outbox::keep_delivering(app.clone()));
    let housekeeper = tokio::spawn(housekeeping::keep_house(app.clone()));
    let board = tokio::spawn(fill_board(app.clone()));
    let closer = tokio::spawn(posts::keep_closing_expired(app.clone()));
    let workbench = tokio::spawn(policies::keep_workbench(app.clone()));
    web::serve(&app, listener, Limits::default(), signals::wait_for_the_end(app.clone(), lang)).await;
    deliverer.abort();
    housekeeper.abort();
    board.abort();
    closer.abort();
    workbench.abort();
    app.database().close().await;
}

/// Puts the published posts into memory beside the first pages: whoever searches meanwhile waits for it, and nobody else. If
/// it fails, the first search tries again.
async fn fill_board(app: App) {
    if let Err(error) = posts::open_board(&app).await {
        tracing::error!(%error, "the board of posts could not be filled");
    }
}

/// Logs as JSON lines on standard error; `RUST_LOG` chooses; without it warnings, what became of a signal, and of
/// statements only failures: they are long.
pub fn log() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| {
        tracing_subscriber::EnvFilter::new("warn,wotu=info,sqlx=error,tower_http::csrf=off")
    });
    // A second call (tests) changes nothing.
    let _ = tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
