//! What ends a run before its time: a signal, or a limit on how long it may take.

use std::{
    future::pending,
    sync::{Arc, OnceLock},
    time::Duration,
};

use crate::exit;

/// Listens for what is to stop a run, and remembers what it was.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shutdown {
    limit: Option<Duration>,
    reason: Arc<OnceLock<Reason>>,
}

/// What stopped a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    /// `SIGINT`, Ctrl-C.
    Interrupted,
    /// `SIGTERM`.
    Terminated,
    /// It took too long.
    TimedOut,
}

impl Shutdown {
    /// Stops at a signal, and after `limit` if there is one.
    pub(crate) fn after(limit: Option<Duration>) -> Self {
        Self { limit, reason: Arc::default() }
    }

    /// Resolves when it is time to stop.
    pub(crate) fn signal(&self) -> impl Future<Output = ()> + Send + use<> {
        let Self { limit, reason } = self.clone();
        async move {
            let stopped = tokio::select! {
                () = interrupted() => Reason::Interrupted,
                () = terminated() => Reason::Terminated,
                () = after(limit) => Reason::TimedOut,
            };
            let _the_first_one_counts = reason.set(stopped);
        }
    }

    /// The exit code of a run that ended with `code`: a signal has one of its own.
    pub(crate) fn exit_code(&self, code: u8) -> u8 {
        match self.reason.get() {
            Some(Reason::Interrupted) if code != exit::SUCCESS => exit::INTERRUPTED,
            Some(Reason::Terminated) if code != exit::SUCCESS => exit::TERMINATED,
            _ => code,
        }
    }
}

async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        pending::<()>().await;
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            terminate.recv().await;
        }
        Err(_) => pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    pending().await
}

async fn after(limit: Option<Duration>) {
    match limit {
        Some(limit) => tokio::time::sleep(limit).await,
        None => pending().await,
    }
}
