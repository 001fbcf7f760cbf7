//! What ends a run before its time: a signal, or a limit on how long it may take.

use std::{
    future::pending,
    sync::{Arc, OnceLock},
    time::Duration,
};

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::{exit, interrupt};

/// Listens for what is to stop a run, and remembers what it was.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shutdown {
    limit: Option<Duration>,
    reason: Arc<OnceLock<Reason>>,
    insisted: Arc<OnceLock<()>>,
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
        Self { limit, ..Self::default() }
    }

    /// Resolves when it is time to stop, and says why.
    pub(crate) fn signal(&self) -> impl Future<Output = interrupt::Reason> + Send + use<> {
        let Self { limit, reason, .. } = self.clone();
        async move {
            let mut signals = Signals::listen();
            let (stopped, why) = tokio::select! {
                signal = signals.next() => (signal, interrupt::Reason::Stopped),
                limit = after(limit) => (Reason::TimedOut, interrupt::Reason::Limit(limit)),
            };
            let _the_first_one_counts = reason.set(stopped);
            why
        }
    }

    /// Resolves at the second signal, or at the first one behind the limit:
    /// who repeats it does not want to wait.
    pub(crate) fn insisted(&self) -> impl Future<Output = ()> + Send + use<> {
        let (reason, insisted) = (Arc::clone(&self.reason), Arc::clone(&self.insisted));
        async move {
            let mut signals = Signals::listen();
            signals.next().await;
            if reason.get() != Some(&Reason::TimedOut) {
                signals.next().await;
            }
            let _the_first_one_counts = insisted.set(());
        }
    }

    /// Ends the process where somebody insisted on it: what is still at work
    /// would not let the runtime end.
    #[cfg(feature = "cli")]
    pub(crate) fn leave(&self, code: u8) -> u8 {
        let code = self.exit_code(code);
        if self.insisted.get().is_some() {
            std::process::exit(code.into());
        }
        code
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

/// The signals that ask a process to end, as they come.
#[cfg(unix)]
struct Signals {
    interrupt: Option<Signal>,
    terminate: Option<Signal>,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> Self {
        Self {
            interrupt: signal(SignalKind::interrupt()).ok(),
            terminate: signal(SignalKind::terminate()).ok(),
        }
    }

    async fn next(&mut self) -> Reason {
        tokio::select! {
            () = received(&mut self.interrupt) => Reason::Interrupted,
            () = received(&mut self.terminate) => Reason::Terminated,
        }
    }
}

#[cfg(unix)]
async fn received(signals: &mut Option<Signal>) {
    match signals {
        Some(signals) => {
            signals.recv().await;
        }
        None => pending().await,
    }
}

/// Elsewhere there is only Ctrl-C.
#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    const fn listen() -> Self {
        Self
    }

    async fn next(&mut self) -> Reason {
        if tokio::signal::ctrl_c().await.is_err() {
            pending::<()>().await;
        }
        Reason::Interrupted
    }
}

async fn after(limit: Option<Duration>) -> Duration {
    match limit {
        Some(limit) => {
            tokio::time::sleep(limit).await;
            limit
        }
        None => pending().await,
    }
}
