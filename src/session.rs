//! A connection that holds the migration lock.
//!
//! Whatever writes takes a `&mut Session`, so that writing without the lock
//! does not compile.

mod advisory;
mod file;
mod hold;
mod queue;

pub use self::{file::UnsafeLock, hold::Hold};

use std::{sync::Arc, time::Duration};

use schemalane_source::{Dialect, Mode};

use crate::{
    Config, Error,
    connection::{Access, Connection, Frame, Guard, Postgres, Scope, Terms},
    event::{Event, Holder, Observer},
    hearing::Hearing,
    history::{self, Contents, Elapsed, History},
    manifest::{Body, Migration},
    status::Planned,
};

use self::advisory::AdvisoryLock;
pub(crate) use self::file::FileLock;
pub(crate) use self::queue::{Attempt, Queue};

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
    hearing: Hearing,
    file: Option<FileLock>,
    /// Whether a migration outside of a transaction has left anything to find.
    pub(crate) work: Work,
    /// Whether it pays to have the server keep the statements of a row.
    rows: Rows,
}

/// How many rows a run writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rows {
    Few,
    Many(Look),
}

/// What a migration of a run of many looks at before it is committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// At what its own transaction has written.
    Own,
    /// At all rows of the history: it is the last one.
    All,
}

/// How the statements of a migration's row are said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wording {
    /// As they are.
    Whole,
    /// By the names under which the server keeps them.
    Prepared(Look),
}

/// From how many rows on a run has the statements kept: the first ones are
/// planned anew each time.
const MANY: usize = 8;

/// Whether a migration that no transaction takes back has begun: its first
/// statement was sent, or its Rust function called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    Ahead,
    Begun,
}

impl Session {
    /// Takes the lock, waiting for another runner as long as `config` says.
    pub(crate) async fn lock(
        mut connection: Connection,
        config: &Config,
        observer: &Observer,
    ) -> Result<Self, Error> {
        let file = match Queue::join(&mut connection, config, observer) {
            Ok(mut queue) => queue.wait(&mut connection).await,
            Err(error) => Err(error),
        };
        match file {
            Ok(file) => Ok(Self::locked(connection, file, config, observer)),
            Err(error) => {
                connection.close().await;
                Err(error)
            }
        }
    }

    /// A connection that has the lock, by itself or by a file.
    pub(crate) fn locked(
        mut connection: Connection,
        file: Option<FileLock>,
        config: &Config,
        observer: &Observer,
    ) -> Self {
        let history = History::new(connection.dialect(), config);
        let hearing = Hearing::of(observer);
        connection.heard_by(hearing.clone());
        Self {
            guard: guard(&connection, &history),
            hearing,
            connection,
            history,
            lock_wait: config.lock_wait,
            observer: observer.clone(),
            file,
            work: Work::Ahead,
            rows: Rows::Few,
        }
    }

    /// Turns to a migration, and has it told from here on who is in its way.
    pub(crate) fn follow(&mut self, migration: &Migration, lock_timeout: Duration) {
        self.work = Work::Ahead;
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

    /// Notes which one of how many migrations comes next.
    pub(crate) fn expect(&mut self, position: usize, total: usize) {
        self.rows = match position {
            _ if total < MANY => Rows::Few,
            position if position < total => Rows::Many(Look::Own),
            _ => Rows::Many(Look::All),
        };
    }

    /// How the next row is written.
    pub(crate) async fn wording(&mut self) -> Wording {
        let Self { connection, history, .. } = self;
        match self.rows {
            Rows::Many(look) if connection.keep_rows(|| history.prepared().prepare()).await => {
                Wording::Prepared(look)
            }
            Rows::Many(_) | Rows::Few => Wording::Whole,
        }
    }

    /// Goes on with this one without statements that are kept: it takes them away.
    pub(crate) fn keep_no_rows(&mut self) {
        self.rows = Rows::Few;
    }

    /// What hears of what goes on in this session.
    pub(crate) fn hearing(&self) -> Hearing {
        self.hearing.clone()
    }

    /// Tells which rows referred to nothing before a migration, and still do.
    pub(crate) fn tell_orphans(&self, migration: &Migration) {
        let rows = self.connection.orphans();
        if !rows.is_empty() {
            let script = migration.script();
            tracing::warn!(script, ?rows, "foreign keys were violated before this migration");
            self.observer.tell(&Event::Orphans { script, rows: &rows });
        }
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
        let (history, observer) = (self.history.clone(), self.observer.clone());
        let mut queue = Queue::new(&mut self.connection, history, self.lock_wait, observer)?;
        queue.wait(&mut self.connection).await.map(drop)
    }

    /// Reads the history, and makes the table first where it was not there.
    pub(crate) async fn read_or_create(&mut self, known: &Contents) -> Result<Contents, Error> {
        match known {
            Contents::Nothing => self.create().await,
            Contents::Unread | Contents::Rows(_) => self.read().await,
        }
    }

    /// Reads the history.
    pub(crate) async fn read(&mut self) -> Result<Contents, Error> {
        history::read(&mut self.connection, &self.history).await
    }

    /// Makes the history table, or reads what another runner has put there meanwhile.
    /// On a table that is new nobody has hung anything.
    pub(crate) async fn create(&mut self) -> Result<Contents, Error> {
        if self.is_pooled() || self.connection.dialect() == Dialect::Sqlite {
            self.transact(self.history.create(), "create the history table").await?;
            self.history.refuse_planted(&mut self.connection, Access::Write).await?;
            return self.read().await;
        }
        match self.connection.query(&self.history.create_anew()).await {
            // What is new has no rows. Whoever writes one without the lock is found by the assertion.
            Ok(_) => Ok(Contents::Rows(Vec::new())),
            Err(source) if history::names_existing_table(&source) => {
                self.history.refuse_planted(&mut self.connection, Access::Write).await?;
                self.read().await
            }
            Err(source) => Err(Error::of_statement("create the history table", source)),
        }
    }

    /// What stands before a migration that shares a transaction with its row,
    /// and what stands behind it. The row comes first: where a pooler broke
    /// the lock, its primary key lets one runner through.
    pub(crate) fn frame(
        &self,
        rows: Vec<String>,
        planned: &Planned,
        terms: &Terms,
        wording: Wording,
    ) -> Frame {
        let (rank, migration, others) =
            (planned.installed_rank, &planned.migration, planned.others);
        let (history, kept) = (&self.history, self.history.prepared());
        let mut before = vec![self.connection.begin_as(terms.settings.isolation)];
        before.extend_from_slice(&self.guard);
        before.extend((wording == Wording::Prepared(Look::Own)).then(|| kept.count()));
        before.extend(rows);
        let settings = self.connection.prepare(Scope::Transaction, self.history.schema(), terms);
        let mut complete = self.connection.become_self();
        let mut commit = vec!["COMMIT".to_owned()];
        match wording {
            Wording::Whole => {
                complete.push(history.finish(rank, migration, Elapsed::InTransaction));
                commit.extend(self.connection.reset());
                commit.push(history.prove(rank, migration));
            }
            Wording::Prepared(_) => {
                complete.push(kept.finish(rank, migration));
                commit.extend(self.connection.reset_but_prepared());
                commit.push(kept.prove(rank, migration));
            }
        }
        Frame {
            before,
            settings,
            guard: match self.connection.dialect() {
                Dialect::Postgres => None,
                Dialect::Sqlite => Some(Guard {
                    history: history.table().clone(),
                    state: history.state(rank, migration),
                }),
            },
            complete,
            assertion: match (self.connection.dialect(), wording) {
                (Dialect::Postgres, Wording::Whole | Wording::Prepared(Look::All)) => {
                    history.assertion(rank, migration, others)
                }
                (Dialect::Postgres, Wording::Prepared(Look::Own)) => {
                    kept.assertion(rank, migration, others)
                }
                (Dialect::Sqlite, _) => history.completed(rank, migration),
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
        let begin = [Postgres::unhurried(), Postgres::settings()].into_iter();
        let guard = AdvisoryLock::new(history).guard();
        begin.chain(Postgres::as_connected()).chain([guard]).collect()
    } else {
        Vec::new()
    }
}
