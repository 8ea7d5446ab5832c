//! The socket: a client that sends a request letter by letter loses its place, one that is only slow to read does not, and
//! a running request is finished after the signal to stop.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what is wrong by failing"
)]

use axum::{Router, routing::get};
use platform::{
    app::{App, Parts},
    capability::Capability,
    testing,
    web::{self, Limits},
};
use std::{net::SocketAddr, time::Duration};
use testkit::harness::TestDatabase;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::{Notify, oneshot},
    task::JoinHandle,
    time::timeout,
};

/// Short enough that no test sleeps long, and long enough for a whole request on a busy machine.
const LIMITS: Limits = Limits { head: Duration::from_millis(400), drain: Duration::from_secs(20) };
/// If it takes longer, it never comes.
const FOREVER: Duration = Duration::from_secs(20);

static STARTED: Notify = Notify::const_new();
static FINISH: Notify = Notify::const_new();

fn pages() -> Router<App> {
    Router::new().route(
        "/slow",
        get(|| async {
            STARTED.notify_one();
            FINISH.notified().await;
            "done"
        }),
    )
}

struct Server {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    running: JoinHandle<()>,
    // Holds the file as long as the server runs.
    _database: TestDatabase,
}

impl Server {
    async fn start() -> Self {
        let database = TestDatabase::sqlite().unwrap();
        let slow = Capability {
            name: "slow",
            acts: vec![],
            queries: vec![],
            pages,
            navigation: &[],
            migrations: &[],
            texts: &[],
            subscribers: &[],
        };
        let app = testing::app(database.url(), vec![slow], Parts::default()).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let running = tokio::spawn(async move {
            web::serve(&app, listener, LIMITS, async { drop(stopped.await) }).await;
            app.database().close().await;
        });
        Self { address, stop, running, _database: database }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    async fn stop(self) {
        self.stop.send(()).unwrap();
        timeout(FOREVER, self.running).await.expect("it stops").unwrap();
    }
}

/// All that comes until the other side closes.
async fn rest(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    // A reset is an end too.
    let _ = timeout(FOREVER, stream.read_to_end(&mut all)).await.expect("the connection is closed");
    String::from_utf8_lossy(&all).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_does_not_send_the_head_of_a_request_loses_the_connection() {
    let server = Server::start().await;
    let mut silent = server.connect().await;
    let mut halfway = server.connect().await;
    halfway.write_all(b"GET /healthz HTTP/1.1\r\nhost: a\r\nx-slow: ").await.unwrap();
    for stream in [&mut silent, &mut halfway] {
        let said = rest(stream).await;
        assert!(!said.contains("200 OK"), "{said}");
    }

    // Letter by letter is no better: the limit is for the whole head, and sending does not renew it.
    let mut trickle = server.connect().await;
    trickle.write_all(b"GET /healthz HTTP/1.1\r\nhost: a\r\nx-slow: ").await.unwrap();
    let trickled = timeout(FOREVER, async {
        while trickle.write_all(b"a").await.is_ok() {
            tokio::time::sleep(LIMITS.head / 8).await;
        }
    });
    trickled.await.expect("the server hangs up on a trickle");

    // Idle after an answer is as long as before the first request.
    let mut idle = server.connect().await;
    idle.write_all(b"GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
    let said = rest(&mut idle).await;
    assert!(said.starts_with("HTTP/1.1 200 OK") && said.ends_with("ok"), "{said}");
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_prompt_client_is_served_request_after_request_and_knows_its_own_address() {
    let server = Server::start().await;
    let mut stream = server.connect().await;
    for _ in 0..3 {
        stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
        let mut answer = vec![0; 4096];
        let read = timeout(FOREVER, stream.read(&mut answer)).await.unwrap().unwrap();
        let answer = String::from_utf8_lossy(answer.get(..read).unwrap()).into_owned();
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_running_request_is_finished_after_the_signal_to_stop_and_no_new_one_is_taken() {
    let server = Server::start().await;
    let address = server.address;
    let mut running = server.connect().await;
    running.write_all(b"GET /slow HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
    timeout(FOREVER, STARTED.notified()).await.expect("the request has begun");
    let stopping = tokio::spawn(server.stop());
    timeout(FOREVER, async {
        while TcpStream::connect(address).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await
    .expect("nobody else is let in");
    assert!(!stopping.is_finished(), "it waits for the running request");
    FINISH.notify_one();
    let said = rest(&mut running).await;
    assert!(said.starts_with("HTTP/1.1 200 OK") && said.ends_with("done"), "{said}");
    timeout(FOREVER, stopping).await.expect("and then it stops").unwrap();
}
