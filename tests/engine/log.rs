//! What the engine writes to the log of this thread.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex},
};

use tracing::{
    Dispatch, Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
    subscriber::DefaultGuard,
};

/// Counts events by what they say, and keeps the names of all their fields,
/// for a runtime of one thread.
pub(crate) struct Log {
    counts: Counts,
    _until_dropped: DefaultGuard,
    /// With one listener alone, an event that comes first to a thread without
    /// one would count as wanted by nobody.
    _second: Dispatch,
}

#[derive(Clone, Default)]
struct Counts(Arc<Mutex<HashMap<String, usize>>>, Arc<Mutex<Vec<Vec<&'static str>>>>);

impl Log {
    pub(crate) fn listen() -> Self {
        let counts = Counts::default();
        Self {
            _second: Dispatch::new(Counts::default()),
            counts: counts.clone(),
            _until_dropped: tracing::subscriber::set_default(counts),
        }
    }

    /// The names of the fields of each event and span.
    pub(crate) fn fields(&self) -> Vec<Vec<&'static str>> {
        self.counts.1.lock().unwrap().clone()
    }

    /// How many events said just this.
    pub(crate) fn count(&self, message: &str) -> usize {
        self.counts.0.lock().unwrap().get(message).copied().unwrap_or_default()
    }
}

impl Counts {
    fn keep(&self, metadata: &'static Metadata<'static>) {
        let names = metadata.fields().iter().map(|field| field.name()).collect();
        self.1.lock().unwrap().push(names);
    }
}

impl Subscriber for Counts {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("schemalane")
    }

    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        self.keep(attributes.metadata());
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        self.keep(event.metadata());
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
