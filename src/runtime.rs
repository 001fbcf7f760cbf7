//! The asynchronous runtime that a command needs around it.

use std::time::{Duration, Instant};

use tokio::runtime::Handle;

use crate::Error;

/// Refuses where there is no runtime, or where its time stands still: each
/// limit on a wait for the database would be over at once.
pub(crate) fn check() -> Result<(), Error> {
    Handle::try_current().map_err(|_| Error::NoRuntime)?;
    if is_paused() { Err(Error::TimePaused) } else { Ok(()) }
}

/// Whether tokio's clock stands still while the system's goes on. Nothing
/// says so of it, and only a test can pause it.
fn is_paused() -> bool {
    stands_still(tokio::time::Instant::now)
}

/// Whether a clock shows the same before and after a moment that the system's
/// measures.
fn stands_still<T: PartialEq>(clock: impl Fn() -> T) -> bool {
    let (shown, began) = (clock(), Instant::now());
    while began.elapsed() < Duration::from_micros(2) {
        std::hint::spin_loop();
    }
    clock() == shown
}

#[cfg(test)]
mod tests {
    use super::*;

    /// tokio's feature `test-util`, which pauses the time, would build the whole tree a second time: a clock is given.
    #[test]
    fn a_clock_that_stands_still_is_found_out() {
        let paused = tokio::time::Instant::now();
        assert!(stands_still(|| paused));
        assert!(!stands_still(tokio::time::Instant::now));
    }

    #[tokio::test]
    async fn the_time_of_a_usual_runtime_is_not_paused() {
        assert!(check().is_ok());
    }
}
