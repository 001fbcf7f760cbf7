//! Who may work on a database in memory that several connections share.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex as Lock, PoisonError, Weak},
};

use tokio::sync::{Mutex, OwnedMutexGuard};

/// The databases of this process that somebody works on, or waits for.
static SHARED: Lock<BTreeMap<String, Weak<Mutex<()>>>> = Lock::new(BTreeMap::new());

/// A turn to work on a shared database: there is no file to lock, and what
/// others look at meanwhile would keep the tables from being changed.
#[derive(Debug)]
pub(super) struct Turn(
    #[expect(dead_code, reason = "held until it is dropped")] OwnedMutexGuard<()>,
);

impl Turn {
    /// Waits for the turn at the database of this name.
    pub(super) async fn at(name: &str) -> Self {
        let turns = {
            let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
            shared.retain(|_, turns| turns.strong_count() > 0);
            let known = shared.get(name).and_then(Weak::upgrade);
            known.unwrap_or_else(|| {
                let turns = Arc::new(Mutex::new(()));
                shared.insert(name.to_owned(), Arc::downgrade(&turns));
                turns
            })
        };
        Self(turns.lock_owned().await)
    }
}
