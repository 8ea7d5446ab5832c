//! From a socket to the pages: connections are accepted until a signal, each with a limit on how long the head of a request
//! may take, so that whoever sends a letter a minute does not keep a place for ever. (How long a whole request may take is
//! `patience`'s.) HTTP/1.1 only: TLS and HTTP/2 are a proxy's task.

use super::router;
use crate::app::App;
use axum::{body::Body, extract::ConnectInfo};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use std::{convert::Infallible, future::Future, io, net::SocketAddr, time::Duration};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt as _;

/// How long a connection may take for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Until the head of a request has come whole: from the connection on, and again from the end of each answer, so that
    /// an idle connection ends after it too.
    pub head: Duration,
    /// For running requests to finish after the signal to stop.
    pub drain: Duration,
}

impl Default for Limits {
    /// Fifteen seconds for a head of a few hundred bytes is ample on the worst of phones; ten to drain.
    fn default() -> Self {
        Self { head: Duration::from_secs(15), drain: Duration::from_secs(10) }
    }
}

/// How long nothing is accepted when accepting fails for a reason of our own, such as too many open files.
const PAUSE: Duration = Duration::from_secs(1);

/// Serves every page and endpoint of an installation on a socket until `stop` is done; then lets running requests finish,
/// as long as `limits` give them.
pub async fn serve(app: &App, listener: TcpListener, limits: Limits, stop: impl Future<Output = ()>) {
    let pages = router(app);
    let connections = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, address) = tokio::select! {
            accepted = accept(&listener) => accepted,
            () = &mut stop => break,
        };
        let pages = pages.clone();
        let answer = service_fn(move |request: hyper::Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(address));
            let pages = pages.clone();
            async move { Ok::<_, Infallible>(pages.oneshot(request).await.unwrap_or_else(|never| match never {})) }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head)
            .serve_connection(TokioIo::new(stream), answer);
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                // The other side went away or was too slow: nobody is left to be told.
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(limits.drain, connections.shutdown()).await.is_err() {
        tracing::warn!(
            seconds = limits.drain.as_secs(),
            "requests were cut off: they took too long to finish"
        );
    }
}

/// The next connection. A failure of one that wanted to connect is no reason to wait; one of ours is.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) if is_theirs(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be accepted");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

fn is_theirs(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset
    )
}
