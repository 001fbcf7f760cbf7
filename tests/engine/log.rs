//! What the engine writes to the log of this thread.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex},
};

use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
    subscriber::DefaultGuard,
};

/// Counts events by what they say, for a runtime of one thread.
pub(crate) struct Log {
    counts: Counts,
    _until_dropped: DefaultGuard,
}

#[derive(Clone, Default)]
struct Counts(Arc<Mutex<HashMap<String, usize>>>);

impl Log {
    pub(crate) fn listen() -> Self {
        let counts = Counts::default();
        Self { counts: counts.clone(), _until_dropped: tracing::subscriber::set_default(counts) }
    }

    /// How many events said just this.
    pub(crate) fn count(&self, message: &str) -> usize {
        self.counts.0.lock().unwrap().get(message).copied().unwrap_or_default()
    }
}

impl Subscriber for Counts {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("schemalane")
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut said = Said(String::new());
        event.record(&mut said);
        *self.0.lock().unwrap().entry(said.0).or_default() += 1;
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

/// The words of an event.
struct Said(String);

impl Visit for Said {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            self.0 = format!("{value:?}");
        }
    }
}
