//! How a server's remarks are heard: the driver gives them to nobody, it logs
//! them, with the target `sqlx::postgres::notice`.
//!
//! So while a migration runs, a subscriber of ours stands before the one that
//! the application has, takes these in, and hands on everything, these too.

use std::sync::{Arc, Mutex, Weak};

use tracing::{
    Dispatch, Event, Level, Metadata, Subscriber, dispatcher,
    field::{Field, Visit},
    level_filters::LevelFilter,
    span,
    subscriber::{Interest, NoSubscriber},
};
use tracing_core::span::Current;

use super::{Hearing, State};
use crate::event::Severity;

const TARGET: &str = "sqlx::postgres::notice";

/// Hears what a server remarks.
#[derive(Clone)]
pub(super) struct Ear(Dispatch);

impl Ear {
    /// None where the application's logger would hear no more of `tracing`
    /// once a subscriber was there.
    pub(super) fn of(hearing: &Hearing) -> Option<Self> {
        let is_free = dispatcher::has_been_set() || log::max_level() == log::LevelFilter::Off;
        let state = hearing.0.as_ref().filter(|_| is_free)?;
        let inner = dispatcher::get_default(Dispatch::clone);
        Some(Self(Dispatch::new(Listening { inner, state: Arc::downgrade(state) })))
    }

    pub(super) fn within<T>(&self, work: impl FnOnce() -> T) -> T {
        dispatcher::with_default(&self.0, work)
    }
}

struct Listening {
    inner: Dispatch,
    /// Weak, since what is heard and who hears it would keep each other.
    state: Weak<Mutex<State>>,
}

impl Listening {
    fn is_ours(metadata: &Metadata<'_>) -> bool {
        metadata.target() == TARGET
    }
}

impl Subscriber for Listening {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        // The application's is asked for itself; whether it wants an event is
        // asked anew each time.
        match (Self::is_ours(metadata), self.inner.is::<NoSubscriber>()) {
            (true, _) => Interest::always(),
            (false, true) => Interest::never(),
            (false, false) => Interest::sometimes(),
        }
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        Self::is_ours(metadata) || self.inner.enabled(metadata)
    }

    /// `RAISE INFO` comes at the lowest level.
    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::TRACE)
    }

    fn event(&self, event: &Event<'_>) {
        let metadata = event.metadata();
        if Self::is_ours(metadata) {
            let mut message = Message::default();
            event.record(&mut message);
            if let Some(state) = self.state.upgrade() {
                Hearing(Some(state)).notice(severity(*metadata.level()), message.0);
            }
            if !self.inner.enabled(metadata) {
                return;
            }
        }
        self.inner.event(event);
    }

    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        self.inner.new_span(attributes)
    }

    fn record(&self, span: &span::Id, values: &span::Record<'_>) {
        self.inner.record(span, values);
    }

    fn record_follows_from(&self, span: &span::Id, follows: &span::Id) {
        self.inner.record_follows_from(span, follows);
    }

    fn enter(&self, span: &span::Id) {
        self.inner.enter(span);
    }

    fn exit(&self, span: &span::Id) {
        self.inner.exit(span);
    }

    fn clone_span(&self, span: &span::Id) -> span::Id {
        self.inner.clone_span(span)
    }

    fn try_close(&self, span: span::Id) -> bool {
        self.inner.try_close(span)
    }

    fn current_span(&self) -> Current {
        self.inner.current_span()
    }
}

/// The driver makes these levels of PostgreSQL's.
fn severity(level: Level) -> Severity {
    match level {
        Level::ERROR | Level::WARN => Severity::Warning,
        Level::INFO => Severity::Notice,
        Level::DEBUG => Severity::Debug,
        Level::TRACE => Severity::Info,
    }
}

/// The text of an event.
#[derive(Default)]
struct Message(String);

impl Visit for Message {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "message" {
            value.clone_into(&mut self.0);
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if field.name() == "message" {
            self.0 = format!("{value:?}");
        }
    }
}
