//! Waiting for the lock: each try, and the pause behind it.

use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    AdvisoryLock, FileLock,
    file::{self, LockError},
};
use crate::{
    Config, Error,
    connection::{Access, Connection},
    event::{Event, Holder, Observer},
    history::{Contents, History},
    patience::cut_by_chance,
};

/// Between two tries: growing, so that a short wait ends soon and a long one
/// costs little, and cut by chance, so that those who wait do not march in step.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// A wait that is not worth telling: the last holder may be saying goodbye.
const SHORT_WAIT: Duration = Duration::from_millis(200);
const BETWEEN_TELLS: Duration = Duration::from_secs(10);

/// One who waits for the lock of a lane.
pub(crate) struct Queue {
    lock: Lock,
    history: History,
    lock_wait: Duration,
    observer: Observer,
    began: Instant,
    pause: Duration,
    tell_after: Duration,
    tries: u32,
    has_warned: bool,
    /// Whether somebody has said which schema it is.
    is_schema_named: bool,
    /// Whether the history is going to be written.
    is_for_history: bool,
    /// Whether there was no history table when somebody has looked last: then
    /// nothing can hang on it, and to look for that takes the server long.
    is_absent: bool,
    /// Whether it was looked for what hangs on the table.
    has_looked: bool,
}

/// Whether the first question for the lock looks for what hangs on the history table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    ForPlanted,
    Away,
}

/// What came of a try.
#[derive(Debug)]
pub(crate) enum Attempt {
    /// The lock is held, on SQLite by this file.
    Held(Option<FileLock>),
    /// Another has it.
    Busy,
}

impl Queue {
    /// Begins to wait, and has told from here on who is in the way.
    pub(crate) fn join(
        connection: &mut Connection,
        config: &Config,
        observer: &Observer,
    ) -> Result<Self, Error> {
        let tell = observer.clone();
        let tell = move |by: &[Holder], waited| {
            tell.tell(&Event::Blocked { script: None, by, waited });
        };
        connection.listen(None, Arc::new(tell));
        let history = History::new(connection.dialect(), config);
        let queue = Self::new(connection, history, config.lock_wait, observer.clone())?;
        Ok(Self { is_schema_named: config.schema.is_some(), ..queue })
    }

    pub(super) fn new(
        connection: &mut Connection,
        history: History,
        lock_wait: Duration,
        observer: Observer,
    ) -> Result<Self, Error> {
        Ok(Self {
            lock: Lock::new(connection, &history)?,
            history,
            lock_wait,
            observer,
            began: Instant::now(),
            pause: FIRST_PAUSE,
            tell_after: SHORT_WAIT,
            tries: 0,
            has_warned: false,
            is_schema_named: true,
            is_for_history: true,
            is_absent: false,
            has_looked: false,
        })
    }

    /// Notes what somebody has just found.
    pub(crate) fn sees(&mut self, found: Option<&Contents>) {
        self.is_absent = found == Some(&Contents::Nothing);
    }

    /// The same, whatever is in the place of the history, and also where its
    /// schema is not there yet: it is not going to be looked at.
    pub(super) fn anywhere(self) -> Self {
        Self { lock: self.lock.anywhere(), is_for_history: false, ..self }
    }

    /// How often the lock was asked for.
    pub(crate) const fn tries(&self) -> u32 {
        self.tries
    }

    /// Asks for the lock until it is there, or the wait is over.
    pub(super) async fn wait(
        &mut self,
        connection: &mut Connection,
    ) -> Result<Option<FileLock>, Error> {
        loop {
            if let Attempt::Held(file) = self.attempt(connection).await? {
                return Ok(file);
            }
            self.pause(connection).await?;
        }
    }

    /// Asks for the lock.
    pub(crate) async fn attempt(&mut self, connection: &mut Connection) -> Result<Attempt, Error> {
        self.tries += 1;
        let look = self.is_for_history && !self.is_absent && self.tries == 1;
        let look = if look { Look::ForPlanted } else { Look::Away };
        let attempt = self.lock.attempt(connection, &self.history, look).await?;
        self.has_looked |=
            look == Look::ForPlanted && matches!(connection, Connection::Postgres(_));
        if let (Some(theirs), false) = (self.lock.elsewhere(), self.is_schema_named) {
            let (theirs, ours) = (theirs.to_owned(), self.history.schema().to_string());
            return Err(Error::SearchPath { theirs, ours });
        }
        if !self.has_warned {
            self.has_warned = true;
            self.lock.warn(&self.observer);
        }
        if let Attempt::Held(_) = attempt {
            tracing::debug!(tries = self.tries, "the migration lock is held");
            // On PostgreSQL the first question for the lock asks that. Who makes
            // the table looks by himself.
            if self.is_for_history && !self.has_looked && !self.is_absent {
                self.history.refuse_planted(connection, Access::Write).await?;
                self.has_looked = true;
            }
        }
        Ok(attempt)
    }

    /// Waits before the next try, and says for whom; fails where the wait is over.
    pub(crate) async fn pause(&mut self, connection: &mut Connection) -> Result<(), Error> {
        let waited = self.began.elapsed();
        if waited >= self.lock_wait {
            let holder = self.lock.holder(connection).await;
            return Err(Error::Locked { holder: Box::new(holder), waited });
        }
        if waited >= self.tell_after {
            let holder = self.lock.holder(connection).await;
            tracing::info!(%holder, ?waited, "waiting for the migration lock");
            self.observer.tell(&Event::Waiting { holder: &holder, waited });
            self.tell_after = waited + BETWEEN_TELLS;
        }
        let pause = cut_by_chance(self.pause).min(self.lock_wait.saturating_sub(waited));
        tracing::trace!(tries = self.tries, ?pause, "another has the migration lock");
        tokio::time::sleep(pause).await;
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
        Ok(())
    }
}

/// The lock, by dialect.
enum Lock {
    Advisory(AdvisoryLock),
    File(PathBuf),
    /// An in-memory database: its one connection is the lock.
    Connection,
}

impl Lock {
    fn new(connection: &mut Connection, history: &History) -> Result<Self, Error> {
        match connection {
            Connection::Postgres(_) => Ok(Self::Advisory(AdvisoryLock::new(history))),
            Connection::Sqlite(_) if history.schema().as_str() != "main" => {
                Err(Error::NoSchemas { schema: history.schema().to_string() })
            }
            Connection::Sqlite(sqlite) => {
                Ok(sqlite.file().map_or(Self::Connection, |path| Self::File(file::beside(&path))))
            }
        }
    }

    /// The same lock, also where the schema of the history is not there yet.
    fn anywhere(self) -> Self {
        match self {
            Self::Advisory(lock) => Self::Advisory(lock.anywhere()),
            other => other,
        }
    }

    async fn attempt(
        &mut self,
        connection: &mut Connection,
        history: &History,
        look: Look,
    ) -> Result<Attempt, Error> {
        match self {
            Self::Advisory(lock) => Ok(if lock.attempt(connection, history, look).await? {
                Attempt::Held(None)
            } else {
                Attempt::Busy
            }),
            Self::File(path) => match FileLock::attempt(path) {
                Ok(Some(lock)) => Ok(Attempt::Held(Some(lock))),
                Ok(None) => Ok(Attempt::Busy),
                Err(LockError::System(source)) => {
                    Err(Error::LockFile { path: path.clone(), source })
                }
                Err(LockError::Unsafe(reason)) => {
                    Err(Error::UnsafeLock { path: path.clone(), reason })
                }
            },
            Self::Connection => Ok(Attempt::Held(None)),
        }
    }

    /// Tells what was noticed about the session.
    fn elsewhere(&self) -> Option<&str> {
        match self {
            Self::Advisory(lock) => lock.elsewhere(),
            Self::File(_) | Self::Connection => None,
        }
    }

    fn warn(&self, observer: &Observer) {
        let Self::Advisory(lock) = self else { return };
        if lock.is_exposed() {
            tracing::warn!("the connection crosses a network unencrypted");
            observer.tell(&Event::Unencrypted);
        }
        if lock.is_replica() {
            tracing::warn!("triggers and foreign keys do not work in this session");
            observer.tell(&Event::TriggersOff);
        }
    }

    async fn holder(&self, connection: &mut Connection) -> Holder {
        match self {
            Self::Advisory(lock) => lock.holder(connection).await,
            Self::File(path) => FileLock::holder(path),
            Self::Connection => Holder::default(),
        }
    }
}
