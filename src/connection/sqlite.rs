//! SQLite: statement by statement, since that costs no round trips and the
//! driver names no place in its errors.

mod home;
mod orphan;
mod reach;
mod state;
mod turn;

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use futures_util::TryStreamExt as _;
use schemalane_source::Mode;
use sea_orm::DatabaseConnection;
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, Either, Row as _, SqliteConnection,
    SqlitePool,
    pool::PoolConnection,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteRow},
};

pub(crate) use self::home::Home;
pub use self::home::MemoryPool;
use self::{orphan::Orphans, state::State, turn::Turn};
use super::{Access, CLOSE_WAIT, Cause, Frame, Guard, Left, Reached, Stop, TextRow};
use crate::{Error, Identifier, hearing::Hearing, manifest::Sql};

/// How long a Rust migration waits for the one connection it already holds.
const ACQUIRE_WAIT: Duration = Duration::from_secs(5);

/// How many steps of SQLite's virtual machine pass between two looks at
/// whether the run was cancelled.
const STEPS_BETWEEN_LOOKS: i32 = 1_000;

/// The connection while it is not lent out; none at all where a caller only
/// looks and there is no file yet.
#[derive(Debug)]
pub(crate) struct Sqlite {
    pool: SqlitePool,
    held: Option<PoolConnection<sqlx::Sqlite>>,
    cancelled: Arc<AtomicBool>,
    /// Whether the held connection heeds that: a look need not.
    is_heeding: bool,
    existence: Existence,
    condition: Condition,
    /// Held while this is open, where the database is in memory and shared.
    _turn: Option<Turn>,
    /// What the caller's connection was, where it is the caller's.
    state: State,
    /// Rows that the last migration found to refer to nothing, each in words.
    orphans: Vec<String>,
    hearing: Hearing,
}

/// What has been done on the connection since it was opened, or set back.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Condition {
    /// Nothing but statements of ours.
    Clean,
    /// Files that are [confined](reach), and nothing in this version of the
    /// database lets such a file reach more.
    Confined { version: Vec<TextRow> },
    /// Anything.
    Used,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Existence {
    /// No such file.
    Absent(PathBuf),
    /// A database of our caller's, which lives in the connections of its pool.
    Memory,
    File(PathBuf),
}

impl Sqlite {
    pub(super) async fn open(callers: &SqlitePool, access: Access) -> Result<Self, Error> {
        let options = callers.connect_options();
        let connections = callers.options().get_max_connections();
        let name = options.get_filename().to_owned();
        let in_memory = |reason| Error::InMemory { name: name.clone(), reason };
        let mut turn = None;
        let (existence, pool) = match Home::of(&options) {
            Home::Connection if connections > 1 => {
                return Err(in_memory(MemoryPool::Several { connections }));
            }
            Home::Connection => (Existence::Memory, callers.clone()),
            Home::Shared(name) => {
                let patience = callers.options().get_acquire_timeout();
                let waited = tokio::time::timeout(patience, Turn::at(&name)).await;
                turn = Some(waited.map_err(|_| in_memory(MemoryPool::Busy))?);
                (Existence::Memory, callers.clone())
            }
            Home::File(path) if path.is_dir() => return Err(Error::Folder { path }),
            Home::File(path) if access == Access::Read && !path.exists() => {
                (Existence::Absent(path), private_pool(callers, access))
            }
            Home::File(path) => (Existence::File(path), private_pool(callers, access)),
        };
        let mut connection = Self {
            pool,
            held: None,
            cancelled: Arc::new(AtomicBool::new(false)),
            is_heeding: false,
            existence,
            condition: Condition::Clean,
            _turn: turn,
            state: State::default(),
            orphans: Vec::new(),
            hearing: Hearing::default(),
        };
        let outcome = match &connection.existence {
            Existence::Absent(_) => Ok(()),
            _ => connection.begin().await,
        };
        match (outcome, &connection.existence) {
            (Ok(()), _) => Ok(connection),
            (Err(sqlx::Error::PoolTimedOut), Existence::Memory) => Err(in_memory(MemoryPool::Busy)),
            (Err(sqlx::Error::PoolClosed), Existence::Memory) => Err(in_memory(MemoryPool::Closed)),
            // A pool only says that it waited; one plain attempt says why.
            (Err(sqlx::Error::PoolTimedOut), _) => match options.connect().await {
                Ok(_) => Err(Error::Hook),
                Err(source) => Err(Error::of_file(&name, source)),
            },
            (Err(source), _) => Err(Error::of_file(&name, source)),
        }
    }

    /// Connects, and remembers what the caller's connection is set to.
    async fn begin(&mut self) -> Result<(), sqlx::Error> {
        self.acquire().await?;
        if self.existence == Existence::Memory {
            self.state = State::of(self).await?;
        }
        Ok(())
    }

    /// Whether there is no database file to read.
    pub(crate) const fn is_absent(&self) -> bool {
        matches!(self.existence, Existence::Absent(_))
    }

    /// The database file; none for a database in memory.
    pub(crate) fn file(&self) -> Option<PathBuf> {
        match &self.existence {
            Existence::Memory => None,
            Existence::Absent(path) | Existence::File(path) => Some(path.clone()),
        }
    }

    async fn acquire(&mut self) -> Result<(), sqlx::Error> {
        self.held = Some(self.pool.acquire().await?);
        self.is_heeding = false;
        Ok(())
    }

    /// Has the connection heed the [canceller](Self::canceller).
    async fn heed(&mut self) -> Result<(), sqlx::Error> {
        if !self.is_heeding {
            let cancelled = Arc::clone(&self.cancelled);
            self.connection()?
                .lock_handle()
                .await?
                .set_progress_handler(STEPS_BETWEEN_LOOKS, move || {
                    !cancelled.load(Ordering::Relaxed)
                });
            self.is_heeding = true;
        }
        Ok(())
    }

    /// What an error of the first question says: whether this is a database
    /// at all, SQLite finds out when it reads.
    pub(super) fn unread(&self, action: &'static str, source: sqlx::Error) -> Error {
        const CANNOT_OPEN: u32 = 14;
        const NO_DATABASE: u32 = 26;
        let code = source.as_database_error().and_then(|error| error.code()?.parse::<u32>().ok());
        // Its lowest byte is the code; the others say more about it.
        match (&self.existence, code.map(|code| code & 0xff)) {
            (Existence::File(path), Some(CANNOT_OPEN | NO_DATABASE)) => {
                Error::of_file(path, source)
            }
            _ => Error::of_statement(action, source),
        }
    }

    fn connection(&mut self) -> Result<&mut SqliteConnection, sqlx::Error> {
        self.held.as_deref_mut().ok_or(sqlx::Error::PoolClosed)
    }

    pub(super) async fn query(
        &mut self,
        statements: &[String],
    ) -> Result<Vec<TextRow>, sqlx::Error> {
        let mut rows = Vec::new();
        for statement in statements {
            rows = self.run(statement.clone()).await?;
        }
        Ok(rows)
    }

    async fn run(&mut self, statement: String) -> Result<Vec<TextRow>, sqlx::Error> {
        let connection = self.connection()?;
        let mut results = sqlx::raw_sql(AssertSqlSafe(statement)).fetch_many(connection);
        let mut rows = Vec::new();
        while let Some(result) = results.try_next().await? {
            if let Either::Right(row) = result {
                rows.push(cells(&row)?);
            }
        }
        Ok(rows)
    }

    /// Runs a statement of a migration, whose rows nobody wants.
    async fn discard(&mut self, statement: &str) -> Result<(), sqlx::Error> {
        let connection = self.connection()?;
        let mut results = sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).fetch_many(connection);
        while results.try_next().await?.is_some() {}
        Ok(())
    }

    pub(super) async fn transact(
        &mut self,
        frame: &Frame,
        sql: &Sql,
    ) -> Result<Vec<TextRow>, Stop> {
        // Inside a transaction SQLite ignores this pragma without a word, and
        // dropping a table would then delete the rows that refer to it.
        if sql.mode() == Mode::ForeignKeysOff {
            let off = ["PRAGMA foreign_keys = OFF".to_owned()];
            self.query(&off).await.map_err(|source| stopped(source, Reached::Before))?;
        }
        self.query(&frame.before).await.map_err(|source| stopped(source, Reached::Before))?;
        self.query(&frame.settings).await.map_err(|source| stopped(source, Reached::Settings))?;
        let watched = self.watch(frame.guard.as_ref(), sql).await;
        let watched = watched.map_err(|source| stopped(source, Reached::Before))?;
        self.orphans.clear();
        let before = match sql.mode() {
            Mode::ForeignKeysOff => Orphans::of(self).await,
            Mode::Transactional | Mode::NonTransactional => Ok(Orphans::default()),
        };
        let before = before.map_err(|source| stopped(source, Reached::Before))?;
        for index in 0..sql.statements().len() {
            self.step(sql, index).await?;
        }
        if sql.mode() == Mode::ForeignKeysOff {
            self.check_foreign_keys(&before).await?;
        }
        let after = |source| stopped(source, Reached::After);
        self.query(&frame.complete).await.map_err(after)?;
        let is_completed = !self.run(frame.assertion.clone()).await.map_err(after)?.is_empty();
        let is_kept = match watched {
            Some((state, rows)) => self.run(state).await.map_err(after)? == rows,
            None => true,
        };
        if !is_completed || !is_kept {
            return Err(Stop::new(Cause::History, Reached::After));
        }
        let (commit, rest) = frame.commit.split_at(1);
        self.query(commit).await.map_err(after)?;
        self.query(rest).await.map_err(|source| stopped(source, Reached::Committed))
    }

    /// What gives the state of the history, and that state, where a file could
    /// change it. From here on the connection counts as used by the file.
    async fn watch(
        &mut self,
        guard: Option<&Guard>,
        sql: &Sql,
    ) -> Result<Option<(String, Vec<TextRow>)>, sqlx::Error> {
        let Some(guard) = guard else { return Ok(None) };
        if reach::is_confined(sql, &guard.history) && self.confines(&guard.history).await? {
            return Ok(None);
        }
        self.condition = Condition::Used;
        Ok(Some((guard.state.clone(), self.run(guard.state.clone()).await?)))
    }

    /// Whether nothing in the connection and in the database lets a confined
    /// file reach more than the tables that it names. What other connections
    /// have committed since it was found so shows in the version.
    async fn confines(&mut self, history: &Identifier) -> Result<bool, sqlx::Error> {
        let version = self.run("PRAGMA main.data_version".to_owned()).await?;
        match &self.condition {
            Condition::Confined { version: known } if *known == version => return Ok(true),
            Condition::Used => return Ok(false),
            Condition::Clean | Condition::Confined { .. } => {}
        }
        if !self.run(reach::extensions(history)).await?.is_empty() {
            return Ok(false);
        }
        self.condition = match self.existence {
            // The version does not tell of others that share the memory.
            Existence::Memory => Condition::Clean,
            Existence::Absent(_) | Existence::File(_) => Condition::Confined { version },
        };
        Ok(true)
    }

    pub(super) fn heard_by(&mut self, hearing: Hearing) {
        self.hearing = hearing;
    }

    pub(super) async fn step(&mut self, sql: &Sql, index: usize) -> Result<(), Stop> {
        self.hearing.alone(index);
        if sql.mode() == Mode::NonTransactional {
            self.condition = Condition::Used;
        }
        let statement = sql.statements()[index].text(sql.text());
        let reached = Reached::Statement { index, offset: None };
        let located = |source| stopped(source, reached);
        let Some(limit) = sql.timeouts().statement.filter(|limit| !limit.is_zero()) else {
            return self.discard(statement).await.map_err(located);
        };
        match tokio::time::timeout(limit, self.discard(statement)).await {
            Ok(outcome) => outcome.map_err(located),
            Err(_) => {
                self.cancelled.store(true, Ordering::Relaxed);
                self.settle().await;
                Err(Stop::new(Cause::TimedOut(limit), reached))
            }
        }
    }

    /// Fails where rows refer to nothing that did not before the file; those
    /// that did are none of its doing, and are told.
    async fn check_foreign_keys(&mut self, before: &Orphans) -> Result<(), Stop> {
        let now = Orphans::of(self).await.map_err(|source| stopped(source, Reached::After))?;
        let new = now.since(before);
        if !new.is_empty() {
            return Err(Stop::new(Cause::ForeignKeys(new.in_words()), Reached::After));
        }
        self.orphans = now.in_words();
        Ok(())
    }

    /// The rows that the last migration found to refer to nothing, and left so.
    pub(super) fn orphans(&self) -> Vec<String> {
        self.orphans.clone()
    }

    /// Gives a file a connection as it was when it was opened. One that cannot
    /// tell the difference takes what others of its kind have left.
    pub(super) async fn make_ready(
        &mut self,
        sql: Option<&Sql>,
        history: &Identifier,
    ) -> Result<(), sqlx::Error> {
        let is_used = self.condition == Condition::Used;
        let is_confined = sql.is_some_and(|sql| reach::is_confined(sql, history));
        if is_used || !is_confined {
            self.renew().await?;
        }
        self.heed().await
    }

    /// Gives what comes next a connection as it was when it was opened,
    /// whatever a migration did to this one: another one, or, where it is the
    /// caller's and the database would go with it, the same one set back.
    pub(super) async fn renew(&mut self) -> Result<(), sqlx::Error> {
        if self.existence == Existence::Memory {
            let now = State::of(self).await?;
            self.query(&self.state.back_from(&now)).await?;
        } else {
            if let Some(held) = self.held.take() {
                let _gone_either_way = held.close().await;
            }
            self.acquire().await?;
        }
        self.condition = Condition::Clean;
        Ok(())
    }

    pub(super) async fn settle(&mut self) {
        if let Ok(connection) = self.connection() {
            let _answered_or_gone = connection.ping().await;
        }
        self.cancelled.store(false, Ordering::Relaxed);
    }

    pub(super) async fn clean(&mut self) -> Result<Left, sqlx::Error> {
        // SQLite refuses a transaction in another.
        if self.run("BEGIN".to_owned()).await.is_err() {
            return Ok(Left::Transaction);
        }
        self.run("COMMIT".to_owned()).await?;
        self.renew().await.map(|()| Left::Nothing)
    }

    pub(super) async fn lend(&mut self) -> DatabaseConnection {
        self.condition = Condition::Used;
        if let Some(mut held) = self.held.take() {
            held.return_to_pool().await;
        }
        self.pool.clone().into()
    }

    pub(super) async fn take_back(&mut self) -> Result<(), sqlx::Error> {
        if self.held.is_none() {
            self.acquire().await?;
        }
        self.heed().await
    }

    /// Lets go of the connection, and with it of the file. A database in
    /// memory would go with it.
    pub(super) fn abandon(&mut self) {
        if self.existence != Existence::Memory
            && let Some(held) = self.held.take()
        {
            drop(held.detach());
        }
    }

    pub(super) async fn canceller(&mut self) -> super::Canceller {
        if let Err(error) = self.heed().await {
            tracing::debug!(%error, "there is nothing to cancel on a connection that is gone");
        }
        super::Canceller::Sqlite(Canceller { cancelled: Arc::clone(&self.cancelled) })
    }

    pub(super) async fn close(mut self) {
        if self.existence == Existence::Memory {
            // The connection is the caller's, and so is the database in it.
            if self.held.is_some()
                && let Err(error) = self.renew().await
            {
                tracing::warn!(%error, "the caller's connection could not be set back");
            }
            if let Some(held) = self.held.as_deref_mut()
                && let Ok(mut handle) = held.lock_handle().await
            {
                handle.remove_progress_handler();
            }
            return;
        }
        if let Some(held) = self.held {
            let _gone_either_way = tokio::time::timeout(CLOSE_WAIT, held.close()).await;
        }
        super::close(self.pool).await;
    }
}

/// Whether a database lives in no file, and so in its own pool alone.
pub(crate) fn is_in_memory(options: &SqliteConnectOptions) -> bool {
    !matches!(Home::of(options), Home::File(_))
}

/// A pool of one connection, which begins as each of the caller's does: a
/// collation or a function of its own may be what its tables need.
fn private_pool(callers: &SqlitePool, access: Access) -> SqlitePool {
    let mut options = (*callers.connect_options()).clone().disable_statement_logging();
    if access == Access::Read {
        options = options.create_if_missing(false);
    }
    let callers: &SqlitePoolOptions = callers.options();
    callers
        .clone()
        .max_connections(1)
        .min_connections(0)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(ACQUIRE_WAIT)
        .before_acquire(|_, _| Box::pin(async { Ok(true) }))
        .after_release(|_, _| Box::pin(async { Ok(true) }))
        .connect_lazy_with(options)
}

fn stopped(source: sqlx::Error, reached: Reached) -> Stop {
    Stop::new(Cause::Database(source), reached)
}

fn cells(row: &SqliteRow) -> Result<TextRow, sqlx::Error> {
    (0..row.len()).map(|index| row.try_get_unchecked::<Option<String>, _>(index)).collect()
}

/// Makes the running statement end with an error at SQLite's next look.
#[derive(Debug)]
pub(crate) struct Canceller {
    cancelled: Arc<AtomicBool>,
}

impl Canceller {
    pub(super) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}
