//! What tells a run to end before its time, and how long it may take over that.

use std::time::Duration;

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

/// Tells when nobody waits for the run any more, or when it is told to stop.
#[derive(Clone)]
pub(crate) struct Interrupt(Option<Shared<BoxFuture<'static, ()>>>);

impl Interrupt {
    pub(crate) fn new(
        caller_left: oneshot::Receiver<()>,
        stop: Option<BoxFuture<'static, ()>>,
    ) -> Self {
        let either = async move {
            let stop = stop.unwrap_or_else(|| std::future::pending().boxed());
            tokio::select! {
                _ = caller_left => {}
                () = stop => {}
            }
        };
        Self(Some(either.boxed().shared()))
    }

    /// Resolves when the run is to end, and at once from then on.
    pub(crate) async fn wait(&mut self) {
        if let Some(told) = &self.0 {
            told.clone().await;
            self.0 = None;
        }
    }

    pub(crate) fn has_come(&mut self) -> bool {
        self.wait().now_or_never().is_some()
    }

    /// Waits for `work`, which is dropped when the run is to end.
    pub(crate) async fn or<T>(
        &self,
        work: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        self.within(Duration::ZERO, work).await.unwrap_or_else(|| Err(Error::interrupted()))
    }

    /// Waits for `work`, and when the run is to end only this long from then on.
    pub(crate) async fn within<T>(
        &self,
        grace: Duration,
        work: impl Future<Output = T>,
    ) -> Option<T> {
        let mut told = self.clone();
        let over = async {
            told.wait().await;
            tokio::time::sleep(grace).await;
        };
        tokio::select! {
            biased;
            outcome = work => Some(outcome),
            () = over => None,
        }
    }
}
