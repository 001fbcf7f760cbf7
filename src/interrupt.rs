//! What tells a run to end before its time, and how long it may take over that.

use std::{future::pending, time::Duration};

use futures_util::{
    FutureExt as _,
    future::{BoxFuture, Shared},
};
use tokio::sync::oneshot;

use crate::Error;

/// How long a statement that was cancelled may take to be over.
pub(crate) const SETTLING: Duration = Duration::from_secs(2);

/// How long it may take altogether to end what is under way, and to find out
/// what became of it.
pub(crate) const ENDING: Duration = Duration::from_millis(3500);

/// How long it may take to write down what happened.
pub(crate) const RECORDING: Duration = Duration::from_secs(1);

/// How long a caller waits for a run that was told to end. It is longer than
/// the run should need, for the sake of what does not let go of its thread.
pub(crate) const LAST_RESORT: Duration = Duration::from_millis(4700);

/// Why a run is to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// It was told to stop, or nobody waits for it any more.
    Stopped,
    /// It has taken this long, which is as long as it may.
    Limit(Duration),
}

/// Tells when nobody waits for the run any more, when it is told to stop, or
/// when it has taken too long.
#[derive(Clone)]
pub(crate) struct Interrupt(Shared<BoxFuture<'static, Reason>>);

impl Interrupt {
    pub(crate) fn new(
        caller_left: oneshot::Receiver<()>,
        stop: Option<BoxFuture<'static, Reason>>,
        limit: Option<Duration>,
    ) -> Self {
        let stop = stop.unwrap_or_else(|| pending().boxed());
        let over = limit.map_or_else(
            || pending().boxed(),
            |limit| tokio::time::sleep(limit).map(move |()| Reason::Limit(limit)).boxed(),
        );
        let first = async move {
            tokio::select! {
                _ = caller_left => Reason::Stopped,
                reason = stop => reason,
                reason = over => reason,
            }
        };
        Self(first.boxed().shared())
    }

    /// Resolves when the run is to end, and at once from then on.
    pub(crate) async fn wait(&self) -> Reason {
        self.0.clone().await
    }

    pub(crate) fn has_come(&self) -> Option<Reason> {
        self.wait().now_or_never()
    }

    /// Waits for `work`, which is dropped when the run is to end.
    pub(crate) async fn or<T>(
        &self,
        work: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        match self.within(Duration::ZERO, work).await {
            Some(outcome) => outcome,
            None => Err(Error::interrupted(self.wait().await)),
        }
    }

    /// Waits for `work`, and when the run is to end only this long from then on.
    pub(crate) async fn within<T>(
        &self,
        grace: Duration,
        work: impl Future<Output = T>,
    ) -> Option<T> {
        let over = async {
            self.wait().await;
            tokio::time::sleep(grace).await;
        };
        tokio::select! {
            biased;
            outcome = work => Some(outcome),
            () = over => None,
        }
    }
}
