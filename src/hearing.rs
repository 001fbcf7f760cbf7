//! What is heard of a migration while it runs: which statement is under way,
//! and what the server remarks.

mod ear;

use std::{
    collections::VecDeque,
    fmt,
    future::poll_fn,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use schemalane_source::Place;

use self::ear::Ear;
use crate::{
    event::{Event, Observer, Severity},
    manifest::{Body, Migration},
};

/// Hears what happens on a connection, for who runs a migration on it.
#[derive(Clone, Default)]
pub(crate) struct Hearing(Option<Arc<Mutex<State>>>);

#[derive(Default)]
struct State {
    position: Position,
    heard: VecDeque<Heard>,
    ear: Option<Ear>,
}

/// Where in a migration the connection is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Position {
    /// In none: what goes on is ours.
    #[default]
    Nowhere,
    /// In a message with statements of the file from this index on, behind
    /// others of ours; so many of them are done.
    Message { before: usize, first: usize, done: usize },
    /// In the hands of a Rust migration.
    Lent,
}

impl Position {
    /// The index of the statement that is under way.
    const fn statement(self) -> Option<usize> {
        match self {
            Self::Message { before, first, done } if done >= before => Some(first + done - before),
            Self::Message { .. } | Self::Nowhere | Self::Lent => None,
        }
    }
}

/// One thing that was heard.
#[derive(Debug, PartialEq, Eq)]
enum Heard {
    /// A statement that is sent alone begins.
    Statement(usize),
    /// The server remarks something, at this statement where it is known.
    Notice { severity: Severity, message: String, statement: Option<usize> },
}

impl Hearing {
    /// Hears where somebody listens.
    pub(crate) fn of(observer: &Observer) -> Self {
        Self(observer.is_watched().then(Arc::default))
    }

    fn state(&self) -> Option<MutexGuard<'_, State>> {
        self.0.as_ref().map(|state| state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn turn_to(&self, position: Position) {
        if let Some(mut state) = self.state() {
            state.position = position;
        }
    }

    /// The statement of this index is sent alone.
    pub(crate) fn alone(&self, index: usize) {
        if let Some(mut state) = self.state() {
            state.position = Position::Message { before: 0, first: index, done: 0 };
            state.heard.push_back(Heard::Statement(index));
        }
    }

    /// Statements from this index on are sent in one message, behind `before`
    /// others of ours.
    pub(crate) fn together(&self, before: usize, first: usize) {
        self.turn_to(Position::Message { before, first, done: 0 });
    }

    /// One more statement of the message is done.
    pub(crate) fn done(&self) {
        if let Some(mut state) = self.state()
            && let Position::Message { done, .. } = &mut state.position
        {
            *done += 1;
        }
    }

    /// A Rust migration has the connection.
    pub(crate) fn lent(&self) {
        self.turn_to(Position::Lent);
    }

    /// What follows is no migration's.
    pub(crate) fn over(&self) {
        self.turn_to(Position::Nowhere);
    }

    /// Takes in what the server remarks of a migration.
    fn notice(&self, severity: Severity, message: String) {
        if let Some(mut state) = self.state()
            && state.position != Position::Nowhere
        {
            let statement = state.position.statement();
            state.heard.push_back(Heard::Notice { severity, message, statement });
        }
    }

    /// Does the work, and tells meanwhile what is heard of it.
    pub(crate) async fn during<T>(
        &self,
        migration: &Migration,
        observer: &Observer,
        mut work: Pin<Box<impl Future<Output = T>>>,
    ) -> T {
        if self.0.is_none() {
            return work.await;
        }
        let ear = self.ear();
        poll_fn(|context| {
            let polled = match &ear {
                Some(ear) => ear.within(|| work.as_mut().poll(context)),
                None => work.as_mut().poll(context),
            };
            self.tell(migration, observer);
            polled
        })
        .await
    }

    /// What catches the server's remarks: one for all migrations of a session.
    fn ear(&self) -> Option<Ear> {
        let ear = self.state()?.ear.clone();
        ear.or_else(|| {
            // Making one asks every place that may log something, and so this one.
            let made = Ear::of(self);
            if let Some(mut state) = self.state() {
                state.ear.clone_from(&made);
            }
            made
        })
    }

    fn tell(&self, migration: &Migration, observer: &Observer) {
        while let Some(heard) = self.state().and_then(|mut state| state.heard.pop_front()) {
            match heard {
                Heard::Statement(index) => {
                    observer.tell(&Event::Statement { migration, number: index + 1 });
                }
                Heard::Notice { severity, message, statement } => {
                    let statement = statement.filter(|index| *index < statements(migration));
                    observer.tell(&Event::Notice {
                        script: migration.script(),
                        line: statement.and_then(|index| line(migration, index)),
                        statement: statement.map(|index| index + 1),
                        severity,
                        message: &message,
                    });
                }
            }
        }
    }
}

fn statements(migration: &Migration) -> usize {
    match migration.body() {
        Body::Sql(sql) => sql.statements().len(),
        Body::Rust(_) => 0,
    }
}

/// The line that a statement begins on.
fn line(migration: &Migration, index: usize) -> Option<usize> {
    let Body::Sql(sql) = migration.body() else { return None };
    let place = Place::of(sql.text(), sql.statements().get(index)?.start());
    usize::try_from(place.line).ok()
}

impl fmt::Debug for Hearing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.0.is_some() { "Hearing(..)" } else { "Hearing(none)" })
    }
}
