//! Who keeps the statement under way waiting.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use crate::holder::Holder;

/// How many are named; behind them others may wait for each other.
const NAMED: usize = 5;

/// Between two tells of one wait: growing, so that a long one does not fill a log.
const FIRST_TELL: Duration = Duration::from_secs(5);
const LAST_TELL: Duration = Duration::from_secs(300);

/// Hears of who is in the way, and for how long the work has been under way.
pub(crate) type Listener = Arc<dyn Fn(&[Holder], Duration) + Send + Sync>;

/// Who was in the way when somebody last looked, and who wants to hear of it.
#[derive(Clone, Default)]
pub(crate) struct Blockade {
    seen: Arc<Mutex<Vec<Holder>>>,
    listener: Option<Listener>,
}

impl Blockade {
    pub(super) fn of(listener: Listener) -> Self {
        Self { seen: Arc::default(), listener: Some(listener) }
    }

    /// Forgets who was in the way of what came before.
    pub(super) fn forget(&self) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Who was in the way when somebody last looked.
    pub(super) fn seen(&self) -> Vec<Holder> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl fmt::Debug for Blockade {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Blockade").field(&self.seen()).finish()
    }
}

/// One wait, as it is watched.
#[derive(Debug)]
pub(super) struct Wait<'b> {
    blockade: &'b Blockade,
    tell_at: Duration,
}

impl<'b> Wait<'b> {
    pub(super) fn new(blockade: &'b Blockade) -> Self {
        Self { blockade, tell_at: FIRST_TELL }
    }

    /// Takes in who is in the way of work that has been under way for so long.
    pub(super) fn saw(&mut self, mut holders: Vec<Holder>, elapsed: Duration) {
        holders.dedup();
        holders.truncate(NAMED);
        if !holders.is_empty() && elapsed >= self.tell_at {
            tracing::info!(by = crate::holder::list(&holders), ?elapsed, "a statement waits");
            if let Some(listener) = &self.blockade.listener {
                listener(&holders, elapsed);
            }
            self.tell_at = elapsed + elapsed.min(LAST_TELL);
        }
        *self.blockade.seen.lock().unwrap_or_else(PoisonError::into_inner) = holders;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn a_long_wait_is_told_at_growing_intervals() {
        let told = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&told);
        let blockade = Blockade::of(Arc::new(move |_, _| {
            count.fetch_add(1, Ordering::Relaxed);
        }));
        let mut wait = Wait::new(&blockade);
        let holder = Holder::of([Some("7".to_owned())]);
        for second in (0..3600).step_by(5) {
            wait.saw(vec![holder.clone(), holder.clone()], Duration::from_secs(second));
        }
        assert_eq!(blockade.seen(), [holder]);
        assert!((8..22).contains(&told.load(Ordering::Relaxed)), "{told:?}");
        wait.saw(Vec::new(), Duration::from_secs(4000));
        assert_eq!(blockade.seen(), []);
    }
}
