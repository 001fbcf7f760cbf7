//! What happens meanwhile, and how to stop it.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
#[cfg(feature = "postgres")]
use tokio::sync::Notify;

/// What happens while a plan is executed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// A step begins.
    StepStarted {
        /// Its number, from 1.
        number: usize,
        /// How many there are.
        total: usize,
        /// What it does.
        summary: String,
    },
    /// Rows were copied.
    RowsCopied {
        /// The table.
        table: String,
        /// How many so far.
        rows: u64,
        /// How many there are.
        total: u64,
    },
    /// A step came to its end.
    StepFinished {
        /// Its number, from 1.
        number: usize,
        /// How long it took, in milliseconds.
        milliseconds: u64,
    },
    /// A transaction could not have a lock in time and is tried again.
    Retry {
        /// How many tries there were.
        tries: u32,
        /// What the server said.
        reason: String,
    },
}

/// Who is told of events.
type Observer = dyn Fn(&Event) + Send + Sync;

/// Who watches an execution, and who may stop it.
#[derive(Clone, Default)]
pub struct Progress {
    observer: Option<Arc<Observer>>,
    cancellation: Cancellation,
}

impl Progress {
    /// Nobody watches, and nobody stops it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Calls `observer` at every event, on the thread that does the work: it should return soon.
    #[must_use]
    pub fn observe(self, observer: impl Fn(&Event) + Send + Sync + 'static) -> Self {
        Self { observer: Some(Arc::new(observer)), ..self }
    }

    /// Stops when `cancellation` is cancelled.
    #[must_use]
    pub fn stop_when(self, cancellation: Cancellation) -> Self {
        Self { cancellation, ..self }
    }

    pub(crate) fn tell(&self, event: &Event) {
        if let Some(observer) = &self.observer {
            observer(event);
        }
    }

    pub(crate) const fn cancellation(&self) -> &Cancellation {
        &self.cancellation
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Progress")
            .field("is_observed", &self.observer.is_some())
            .finish_non_exhaustive()
    }
}

/// Stops an execution from elsewhere. What was under way is rolled back.
#[derive(Clone, Debug, Default)]
pub struct Cancellation(Arc<State>);

#[derive(Debug, Default)]
struct State {
    is_cancelled: AtomicBool,
    #[cfg(feature = "postgres")]
    waiting: Notify,
}

impl Cancellation {
    /// One that nobody has cancelled.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Cancels, for good.
    pub fn cancel(&self) {
        self.0.is_cancelled.store(true, Ordering::SeqCst);
        #[cfg(feature = "postgres")]
        self.0.waiting.notify_waiters();
    }

    /// Whether it was cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.is_cancelled.load(Ordering::SeqCst)
    }

    /// Waits until it is cancelled, which may be never.
    #[cfg(feature = "postgres")]
    pub async fn cancelled(&self) {
        // Whoever is told from here on is told of what is not seen below.
        let told = self.0.waiting.notified();
        if !self.is_cancelled() {
            told.await;
        }
    }
}
