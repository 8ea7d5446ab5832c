//! The one writer of SQLite. Waiting works share a transaction, each in a savepoint of its own; all are answered after
//! the common commit. So every answer is durable (`synchronous=FULL`), and a burst costs one `fsync`, not one each.

use super::{Connection, DatabaseError};
use futures_util::{FutureExt, future::BoxFuture};
use std::{
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::{mpsc, oneshot};

/// How many works share a transaction at most: beyond that the first ones would wait too long for their answer.
const BATCH: usize = 64;
/// How many works may wait.
const QUEUE: usize = 1024;

type Job = Box<dyn for<'a> FnOnce(&'a mut Connection) -> BoxFuture<'a, bool> + Send>;

enum Order {
    Write { job: Job, done: oneshot::Sender<Result<(), DatabaseError>> },
    Stop { done: oneshot::Sender<()> },
}

#[derive(Clone, Debug)]
pub(super) struct Writer {
    orders: mpsc::Sender<Order>,
}

impl Writer {
    pub(super) fn start(connection: Connection) -> Self {
        let (orders, inbox) = mpsc::channel(QUEUE);
        tokio::spawn(serve(connection, inbox));
        Self { orders }
    }

    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<Result<T, E>, DatabaseError>
    where
        T: Send + 'static,
        E: Send + 'static,
        F: for<'a> FnOnce(&'a mut Connection) -> BoxFuture<'a, Result<T, E>> + Send + 'static,
    {
        let slot = Arc::new(Mutex::new(None));
        let filled = Arc::clone(&slot);
        let job: Job = Box::new(move |connection| {
            Box::pin(async move {
                let answer = work(connection).await;
                let keep = answer.is_ok();
                *filled.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
                keep
            })
        });
        let (done, finished) = oneshot::channel();
        self.orders.send(Order::Write { job, done }).await.map_err(|_| DatabaseError::Closed)?;
        finished.await.map_err(|_| DatabaseError::Closed)??;
        let answer = slot.lock().unwrap_or_else(PoisonError::into_inner).take();
        answer.ok_or(DatabaseError::Panic)
    }

    pub(super) async fn stop(&self) {
        let (done, finished) = oneshot::channel();
        if self.orders.send(Order::Stop { done }).await.is_ok() {
            // An error here means that the writer has gone already, which is what we want.
            let _ = finished.await;
        }
    }
}

async fn serve(mut connection: Connection, mut inbox: mpsc::Receiver<Order>) {
    let mut batch = Vec::with_capacity(BATCH);
    while inbox.recv_many(&mut batch, BATCH).await > 0 {
        let mut works = Vec::with_capacity(batch.len());
        let mut stop = None;
        for order in batch.drain(..) {
            match order {
                Order::Write { job, done } => works.push((job, done)),
                Order::Stop { done } => stop = Some(done),
            }
        }
        if !works.is_empty() {
            transact(&mut connection, works).await;
        }
        if let Some(done) = stop {
            drop(connection);
            let _ = done.send(());
            return;
        }
    }
}

async fn transact(connection: &mut Connection, works: Vec<(Job, oneshot::Sender<Result<(), DatabaseError>>)>) {
    if let Err(error) = connection.begin().await {
        tracing::error!(%error, "the write transaction could not begin");
        // Dropping the senders answers every waiting work that the database is closed.
        return;
    }
    let mut answers = Vec::with_capacity(works.len());
    for (job, done) in works {
        match one(connection, job).await {
            Ok(()) => answers.push((done, Ok(()))),
            Err(error) => answers.push((done, Err(error))),
        }
    }
    match connection.commit().await {
        Ok(()) => {
            for (done, answer) in answers {
                // Whoever asked may have gone; the work stands all the same.
                let _ = done.send(answer);
            }
        }
        Err(error) => {
            tracing::error!(%error, "a write transaction could not be committed; nothing of it was acknowledged");
            if let Err(error) = connection.rollback().await {
                tracing::error!(%error, "and it could not be rolled back");
            }
        }
    }
}

async fn one(connection: &mut Connection, job: Job) -> Result<(), DatabaseError> {
    connection.script("savepoint work").await?;
    let kept = AssertUnwindSafe(job(connection)).catch_unwind().await;
    if !matches!(kept, Ok(true)) {
        connection.script("rollback to work").await?;
    }
    connection.script("release work").await?;
    kept.map(drop).map_err(|_| DatabaseError::Panic)
}
