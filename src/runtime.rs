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
    let (clock, began) = (tokio::time::Instant::now(), Instant::now());
    while began.elapsed() < Duration::from_micros(2) {
        std::hint::spin_loop();
    }
    clock.elapsed().is_zero()
}
