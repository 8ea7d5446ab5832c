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

type Done = oneshot::Sender<Result<(), DatabaseError>>;

enum Order {
    Write { job: Job, done: Done },
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

async fn transact(connection: &mut Connection, works: Vec<(Job, Done)>) {
    let (jobs, answers): (Vec<Job>, Vec<Done>) = works.into_iter().unzip();
    let outcome = together(connection, jobs).await;
    match outcome {
        Ok(each) => {
            for (done, answer) in answers.into_iter().zip(each) {
                // Whoever asked may have gone; the work stands all the same.
                let _ = done.send(answer);
            }
        }
        Err(error) => {
            tracing::error!(%error, "a write transaction was not kept; nothing of it was acknowledged");
            // Fails if SQLite has rolled back by itself, as it does when the disk is full.
            let _ = connection.rollback().await;
            for done in answers {
                let _ = done.send(Err(DatabaseError::NotKept(error.to_string())));
            }
        }
    }
}

/// Every job in its savepoint, then the commit. An `Err` means that nothing was kept of any: once a savepoint itself
/// fails, the transaction may be gone, and what came after would be kept without the others.
async fn together(
    connection: &mut Connection,
    jobs: Vec<Job>,
) -> Result<Vec<Result<(), DatabaseError>>, DatabaseError> {
    if connection.begin().await.is_err() {
        // A transaction that could not be rolled back earlier would refuse every `begin` from then on.
        let _ = connection.rollback().await;
        connection.begin().await?;
    }
    let mut answers = Vec::with_capacity(jobs.len());
    for job in jobs {
        connection.script("savepoint work").await?;
        let kept = AssertUnwindSafe(job(connection)).catch_unwind().await;
        if !matches!(kept, Ok(true)) {
            connection.script("rollback to work").await?;
        }
        connection.script("release work").await?;
        answers.push(kept.map(drop).map_err(|_| DatabaseError::Panic));
    }
    connection.commit().await?;
    Ok(answers)
}
