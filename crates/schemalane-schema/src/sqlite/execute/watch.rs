//! Counts copied rows, and stops when somebody says so.

use crate::{Error, Event, Progress, Step};
use rusqlite::Connection;
use rusqlite::hooks::Action;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many rows are told together.
const ROWS: u64 = 10_000;

/// How many instructions of SQLite's machine run before anybody looks whether to stop.
const INSTRUCTIONS: i32 = 10_000;

/// Watches a connection.
pub(super) struct Watch {
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    /// The table that is copied and how many rows it has.
    table: Mutex<Option<(String, u64)>>,
    /// Of this table.
    rows: AtomicU64,
    /// Of all tables.
    all: AtomicU64,
}

impl Watch {
    pub(super) fn new(connection: &Connection, progress: &Progress) -> Result<Self, Error> {
        let state = Arc::new(State::default());
        let cancellation = progress.cancellation().clone();
        connection.progress_handler(INSTRUCTIONS, Some(move || cancellation.is_cancelled()))?;
        let (watched, progress) = (Arc::clone(&state), progress.clone());
        connection.update_hook(Some(move |action: Action, _: &str, _: &str, _: i64| {
            if action == Action::SQLITE_INSERT {
                watched.count(&progress);
            }
        }))?;
        Ok(Self { state })
    }

    pub(super) fn begin(&self, step: &Step) {
        let table = step.rows.map(|rows| (step.object.short(), rows));
        *self.state.table.lock().unwrap_or_else(PoisonError::into_inner) = table;
        self.state.rows.store(0, Ordering::Relaxed);
    }

    pub(super) fn finish(&self, step: &Step) {
        if step.rows.is_some() {
            self.state.all.fetch_add(self.state.rows.load(Ordering::Relaxed), Ordering::Relaxed);
        }
        *self.state.table.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub(super) fn copied(&self) -> u64 {
        self.state.all.load(Ordering::Relaxed)
    }

    pub(super) fn end(&self, connection: &Connection) -> Result<(), Error> {
        connection.progress_handler(0, None::<fn() -> bool>)?;
        connection.update_hook(None::<fn(Action, &str, &str, i64)>)?;
        Ok(())
    }
}

impl State {
    fn count(&self, progress: &Progress) {
        let rows = self.rows.fetch_add(1, Ordering::Relaxed) + 1;
        if !rows.is_multiple_of(ROWS) {
            return;
        }
        if let Some((table, total)) = &*self.table.lock().unwrap_or_else(PoisonError::into_inner) {
            progress.tell(&Event::RowsCopied { table: table.clone(), rows, total: *total });
        }
    }
}
