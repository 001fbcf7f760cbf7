//! A connection that holds the migration lock.
//!
//! Whatever writes takes a `&mut Session`, so that writing without the lock
//! does not compile.

mod advisory;
mod file;
mod hold;

pub use self::{file::UnsafeLock, hold::Hold};

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use schemalane_source::{Dialect, Mode, Timeouts};

use crate::{
    Config, Error,
    connection::{Connection, Frame, Postgres, Scope},
    event::{Event, Holder, Observer},
    history::{self, Elapsed, Found, History},
    manifest::{Body, Migration},
};

use self::{
    advisory::AdvisoryLock,
    file::{FileLock, LockError},
};

/// The proof that the lock is held. On PostgreSQL it lives as long as the
/// connection, on SQLite as long as the file lock beside the database.
///
/// Where a pooler lends the session for a transaction at a time, a lock that
/// outlived one would be left with somebody else: there each transaction
/// takes the lock for itself, and finds out by the ranks what others did.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) connection: Connection,
    pub(crate) history: History,
    /// What each transaction begins with, where it takes the lock itself.
    guard: Vec<String>,
    lock_wait: Duration,
    observer: Observer,
    file: Option<FileLock>,
}

/// Between two attempts to lock: growing, so that a short wait ends soon and
/// a long one costs little.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// A wait that is not worth telling: the last holder may be saying goodbye.
const SHORT_WAIT: Duration = Duration::from_millis(200);
const BETWEEN_TELLS: Duration = Duration::from_secs(10);

impl Session {
    /// Takes the lock, waiting for another runner as long as `config` says.
    pub(crate) async fn lock(
        mut connection: Connection,
        config: &Config,
        observer: &Observer,
    ) -> Result<Self, Error> {
        let history = History::new(connection.dialect(), config);
        let tell = observer.clone();
        let tell = move |by: &[Holder], waited| {
            tell.tell(&Event::Blocked { script: None, by, waited });
        };
        connection.listen(None, Arc::new(tell));
        match locked(&mut connection, &history, config.lock_wait, observer).await {
            Ok(file) => Ok(Self {
                guard: guard(&connection, &history),
                connection,
                history,
                lock_wait: config.lock_wait,
                observer: observer.clone(),
                file,
            }),
            Err(error) => {
                connection.close().await;
                Err(error)
            }
        }
    }

    /// Has it told from here on who is in the way of a migration.
    pub(crate) fn follow(&mut self, migration: &Migration, lock_timeout: Duration) {
        let (observer, script) = (self.observer.clone(), migration.script().to_owned());
        let patience = match migration.body() {
            Body::Sql(sql) if sql.mode() == Mode::NonTransactional => sql.timeouts().lock,
            Body::Sql(sql) => sql.timeouts().lock.or(Some(lock_timeout)),
            Body::Rust(_) => Some(lock_timeout),
        };
        let tell = move |by: &[Holder], waited| {
            observer.tell(&Event::Blocked { script: Some(&script), by, waited });
        };
        self.connection.listen(patience, Arc::new(tell));
    }

    /// Whether a pooler lends the session for a transaction at a time.
    pub(crate) fn is_pooled(&self) -> bool {
        !self.guard.is_empty()
    }

    /// Whether an error says that another has the lock at the moment.
    pub(crate) fn is_held_elsewhere(&self, error: &sqlx::Error) -> bool {
        self.is_pooled() && AdvisoryLock::is_held(error)
    }

    /// Waits until nobody else has the lock.
    pub(crate) async fn wait(&mut self) -> Result<(), Error> {
        locked(&mut self.connection, &self.history, self.lock_wait, &self.observer).await.map(drop)
    }

    /// Reads the history, and makes the table first where it was not there.
    pub(crate) async fn read_or_create(&mut self, known: &Found) -> Result<Found, Error> {
        match known {
            Found::Nothing => self.create().await,
            Found::Rows(_) => self.read().await,
        }
    }

    /// Reads the history.
    pub(crate) async fn read(&mut self) -> Result<Found, Error> {
        let found = history::read(&mut self.connection, &self.history).await;
        found.map_err(Error::database("read the history table"))
    }

    /// Makes the history table, and reads what another runner has put there meanwhile.
    pub(crate) async fn create(&mut self) -> Result<Found, Error> {
        let mut statements = self.history.create();
        if self.is_pooled() {
            self.transact(statements, "create the history table").await?;
            return self.read().await;
        }
        statements.push(self.history.select());
        let rows = self.connection.query(&statements).await;
        let rows = rows.map_err(Error::database("create the history table"))?;
        let rows = rows.into_iter().map(history::row).collect::<Result<_, _>>();
        rows.map(Found::Rows).map_err(Error::database("read the history table"))
    }

    /// What stands before a migration that shares a transaction with its row,
    /// and what stands behind it. The row comes first: where a pooler broke
    /// the lock, its primary key lets one runner through.
    pub(crate) fn frame(
        &self,
        rows: Vec<String>,
        rank: i32,
        migration: &Migration,
        limits: Timeouts,
    ) -> Frame {
        let mut before = vec![self.connection.begin()];
        before.extend_from_slice(&self.guard);
        before.extend(rows);
        before.extend(self.connection.prepare(Scope::Transaction, self.history.schema(), limits));
        let mut complete = self.connection.become_self();
        complete.push(self.history.finish(rank, migration, Elapsed::InTransaction));
        let mut commit = vec!["COMMIT".to_owned()];
        commit.extend(self.connection.reset());
        commit.push(self.history.prove(rank, migration));
        Frame {
            before,
            state: self.history.state(rank, migration),
            complete,
            assertion: match self.connection.dialect() {
                Dialect::Postgres => self.history.assertion(rank, migration),
                Dialect::Sqlite => self.history.completed(rank, migration),
            },
            commit,
        }
    }

    /// Runs statements of ours in one transaction, which `action` describes.
    pub(crate) async fn transact(
        &mut self,
        statements: Vec<String>,
        action: &'static str,
    ) -> Result<(), Error> {
        loop {
            match self.attempt(&statements).await {
                Ok(()) => return Ok(()),
                Err(source) if self.is_held_elsewhere(&source) => self.wait().await?,
                Err(source) => return Err(Error::of_statement(action, source)),
            }
        }
    }

    /// The same, tried once.
    pub(crate) async fn attempt(&mut self, statements: &[String]) -> Result<(), sqlx::Error> {
        let mut whole = vec![self.connection.begin()];
        whole.extend_from_slice(&self.guard);
        whole.extend_from_slice(statements);
        whole.push("COMMIT".to_owned());
        let outcome = self.connection.query(&whole).await;
        if outcome.is_err() {
            self.connection.roll_back().await;
        }
        outcome.map(drop)
    }

    /// Lets go of connection and lock at once, whatever is under way: the
    /// database rolls back what was not committed.
    pub(crate) fn abandon(&mut self) {
        self.connection.abandon();
        self.file = None;
    }

    /// Closes the connection and lets go of the lock.
    pub(crate) async fn close(self) {
        self.connection.close().await;
    }
}

/// What a transaction begins with, where it takes the lock itself.
fn guard(connection: &Connection, history: &History) -> Vec<String> {
    if advisory::is_pooled(connection) {
        vec![Postgres::settings(), AdvisoryLock::new(history).guard()]
    } else {
        Vec::new()
    }
}

/// Takes the lock of a lane.
async fn locked(
    connection: &mut Connection,
    history: &History,
    lock_wait: Duration,
    observer: &Observer,
) -> Result<Option<FileLock>, Error> {
    wait(Lock::new(connection, history)?, connection, history, lock_wait, observer).await
}

/// Asks for the lock until it is there, or the wait is over.
async fn wait(
    mut lock: Lock,
    connection: &mut Connection,
    history: &History,
    lock_wait: Duration,
    observer: &Observer,
) -> Result<Option<FileLock>, Error> {
    let began = Instant::now();
    let (mut pause, mut tell_after) = (FIRST_PAUSE, SHORT_WAIT);
    let mut warned = false;
    loop {
        let attempt = lock.attempt(connection, history).await?;
        if lock.is_exposed() && !warned {
            warned = true;
            tracing::warn!("the connection crosses a network unencrypted");
            observer.tell(&Event::Unencrypted);
        }
        if let Attempt::Held(file) = attempt {
            return Ok(file);
        }
        let waited = began.elapsed();
        if waited >= lock_wait {
            let holder = lock.holder(connection).await;
            return Err(Error::Locked { holder: Box::new(holder), waited });
        }
        if waited >= tell_after {
            let holder = lock.holder(connection).await;
            tracing::info!(%holder, ?waited, "waiting for the migration lock");
            observer.tell(&Event::Waiting { holder: &holder, waited });
            tell_after = waited + BETWEEN_TELLS;
        }
        tokio::time::sleep(pause.min(lock_wait.saturating_sub(waited))).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// The lock, by dialect.
enum Lock {
    Advisory(AdvisoryLock),
    File(std::path::PathBuf),
    /// An in-memory database: its one connection is the lock.
    Connection,
}

enum Attempt {
    Held(Option<FileLock>),
    Busy,
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
    ) -> Result<Attempt, Error> {
        match self {
            Self::Advisory(lock) => Ok(if lock.attempt(connection, history).await? {
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

    const fn is_exposed(&self) -> bool {
        matches!(self, Self::Advisory(lock) if lock.is_exposed())
    }

    async fn holder(&self, connection: &mut Connection) -> Holder {
        match self {
            Self::Advisory(lock) => lock.holder(connection).await,
            Self::File(path) => FileLock::holder(path),
            Self::Connection => Holder::default(),
        }
    }
}
