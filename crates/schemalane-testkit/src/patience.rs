//! Waiting for what happens soon, but not at once.

use std::thread;
use std::time::{Duration, Instant};

const PAUSE: Duration = Duration::from_millis(20);

/// Waits until `condition` holds. Panics with `what` when it does not hold `within` that time.
///
/// ```
/// # use std::time::{Duration, Instant};
/// let start = Instant::now();
/// schemalane_testkit::eventually("a moment has passed", Duration::from_secs(5), || {
///     start.elapsed() > Duration::from_millis(30)
/// });
/// ```
pub fn eventually(what: &str, within: Duration, mut condition: impl FnMut() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < within, "did not happen within {within:?}: {what}");
        thread::sleep(PAUSE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "did not happen within 50ms: pigs fly")]
    fn ends_with_what_was_waited_for() {
        eventually("pigs fly", Duration::from_millis(50), || false);
    }
}
