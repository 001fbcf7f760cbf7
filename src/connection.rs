//! One private connection to the database that is being migrated.
//!
//! It never comes from the caller's pool (but for in-memory SQLite, which
//! lives in that pool), so the caller's pool size does not matter, and the
//! lock and the work share one backend: they die together.
//!
//! All SQL goes through here as plain text without parameters: one message is
//! one round trip on PostgreSQL. What differs between the dialects lies in
//! one file for each.

mod postgres;
mod sqlite;

use std::time::Duration;

use schemalane_source::{Dialect, Isolation, SessionSettings, Timeouts};
use sea_orm::{DatabaseConnection, DatabaseConnectionType};

pub use self::sqlite::MemoryPool;
pub(crate) use self::{
    postgres::{Callers, Listener, Postgres, Tenancy, Unit, WHOSE, is_nowhere},
    sqlite::{Sqlite, is_in_memory},
};
use crate::{Error, Identifier, hearing::Hearing, holder::Holder, manifest::Sql};

/// A row of text cells, as both dialects can give it.
pub(crate) type TextRow = Vec<Option<String>>;

/// The connection, by dialect.
#[derive(Debug)]
pub(crate) enum Connection {
    Postgres(Postgres),
    Sqlite(Sqlite),
}

/// What the caller is going to do: looking never creates a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Read,
    Write,
}

/// How long a setting holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    Session,
    Transaction,
}

/// Under what a migration runs.
#[derive(Clone, Debug)]
pub(crate) struct Terms {
    pub(crate) limits: Timeouts,
    pub(crate) settings: SessionSettings,
}

/// SQL around a migration's own text.
#[derive(Debug)]
pub(crate) struct Frame {
    /// Statements before it, the first of which begins the transaction.
    pub(crate) before: Vec<String>,
    /// Behind these, what the session is set to for the migration.
    pub(crate) settings: Vec<String>,
    /// What guards the history; none on PostgreSQL, whose assertion sees by
    /// itself what became of it.
    pub(crate) guard: Option<Guard>,
    /// Statements after it: the end of the history row.
    pub(crate) complete: Vec<String>,
    /// What proves that row before the commit: on PostgreSQL it fails with a
    /// division by zero, on SQLite it gives nothing where the row is not
    /// what was written.
    pub(crate) assertion: String,
    /// `COMMIT`, what makes the session clean again, and the row read back.
    pub(crate) commit: Vec<String>,
}

/// What shows that a migration has touched no other row of the history.
#[derive(Debug)]
pub(crate) struct Guard {
    /// The name of the table.
    pub(crate) history: Identifier,
    /// What gives its state: the same behind the migration as before it.
    pub(crate) state: String,
}

/// What a migration left in its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Left {
    Nothing,
    /// A transaction that it began and did not end.
    Transaction,
}

/// Why a script stopped, and where.
#[derive(Debug)]
pub(crate) struct Stop {
    pub(crate) cause: Cause,
    pub(crate) reached: Reached,
    /// Indexes that it left invalid.
    pub(crate) invalid: Vec<String>,
}

impl Stop {
    pub(crate) const fn new(cause: Cause, reached: Reached) -> Self {
        Self { cause, reached, invalid: Vec::new() }
    }

    /// Whether a transaction that stopped so is rolled back: the database said
    /// so, or we have found something before the commit.
    pub(crate) fn is_proof_of_failure(&self) -> bool {
        let said = match &self.cause {
            Cause::Database(source) => source.as_database_error().is_some(),
            Cause::TimedOut(_) | Cause::InvalidIndex | Cause::ForeignKeys(_) | Cause::History => {
                true
            }
        };
        said && self.reached != Reached::Committed
    }

    /// Whether a statement of ours was not there any more that the server was
    /// to keep.
    pub(crate) fn is_for_want_of_statement(&self) -> bool {
        let Cause::Database(source) = &self.cause else { return false };
        let code = source.as_database_error().and_then(|error| error.code());
        code.as_deref() == Some("26000") && matches!(self.reached, Reached::Before | Reached::After)
    }

    /// The same, having left these indexes invalid.
    pub(crate) fn leaving(self, invalid: Vec<String>) -> Self {
        Self { invalid, ..self }
    }
}

/// Why a script stopped.
#[derive(Debug)]
pub(crate) enum Cause {
    Database(sqlx::Error),
    /// A statement had a limit, and took longer.
    TimedOut(Duration),
    /// A concurrent build left an index invalid, now or earlier.
    InvalidIndex,
    /// Rows that refer to nothing, each in words.
    ForeignKeys(Vec<String>),
    /// The history table is not what it was, but for the row of the migration.
    History,
}

/// How far a script came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reached {
    /// Not into the migration's own text.
    Before,
    /// To what the session was to be set to for it.
    Settings,
    /// Into the statement with this index; `offset` is the byte in the file
    /// that the database pointed at, if it did.
    Statement { index: usize, offset: Option<usize> },
    /// Behind the migration's last statement, up to the end of the commit.
    After,
    /// Behind the commit.
    Committed,
}

impl Connection {
    /// Which dialect a SeaORM connection speaks.
    pub(crate) fn dialect_of(db: &DatabaseConnection) -> Result<Dialect, Error> {
        match &db.inner {
            DatabaseConnectionType::SqlxPostgresPoolConnection(_) => Ok(Dialect::Postgres),
            DatabaseConnectionType::SqlxSqlitePoolConnection(_) => Ok(Dialect::Sqlite),
            _ => Err(Error::UnsupportedConnection),
        }
    }

    /// Opens a private connection with the caller's own connect options.
    /// Whether the database can be reached, and lets us in; a file is always
    /// within reach.
    pub(crate) async fn knock(db: &DatabaseConnection) -> Result<(), Error> {
        match Self::dialect_of(db)? {
            Dialect::Postgres => Postgres::knock(db.get_postgres_connection_pool()).await,
            Dialect::Sqlite => Ok(()),
        }
    }

    pub(crate) async fn open(db: &DatabaseConnection, access: Access) -> Result<Self, Error> {
        match Self::dialect_of(db)? {
            Dialect::Postgres => {
                Postgres::open(db.get_postgres_connection_pool()).await.map(Self::Postgres)
            }
            Dialect::Sqlite => {
                Sqlite::open(db.get_sqlite_connection_pool(), access).await.map(Self::Sqlite)
            }
        }
    }

    pub(crate) const fn dialect(&self) -> Dialect {
        match self {
            Self::Postgres(_) => Dialect::Postgres,
            Self::Sqlite(_) => Dialect::Sqlite,
        }
    }

    /// Whether there is no database yet: a file that is only looked for.
    pub(crate) const fn is_absent(&self) -> bool {
        matches!(self, Self::Sqlite(connection) if connection.is_absent())
    }

    /// Runs statements of our own in one message; gives the rows of the last one.
    pub(crate) async fn query(
        &mut self,
        statements: &[String],
    ) -> Result<Vec<TextRow>, sqlx::Error> {
        match self {
            Self::Postgres(connection) => connection.query(statements).await,
            Self::Sqlite(connection) => connection.query(statements).await,
        }
    }

    /// What makes statements that are affected by row level security fail,
    /// instead of hiding rows from them; for the message that it begins.
    pub(crate) fn see_all(&self) -> Option<String> {
        match self {
            Self::Postgres(_) => Some(postgres::SEE_ALL.to_owned()),
            Self::Sqlite(_) => None,
        }
    }

    /// Runs a whole file in its frame; gives the rows of the frame's last statement.
    pub(crate) async fn transact(
        &mut self,
        frame: &Frame,
        sql: &Sql,
    ) -> Result<Vec<TextRow>, Stop> {
        match self {
            Self::Postgres(connection) => connection.transact(frame, sql).await,
            Self::Sqlite(connection) => connection.transact(frame, sql).await,
        }
    }

    /// Runs one statement of a file in a message of its own.
    pub(crate) async fn step(&mut self, sql: &Sql, index: usize) -> Result<(), Stop> {
        match self {
            Self::Postgres(connection) => connection.step(sql, index).await,
            Self::Sqlite(connection) => connection.step(sql, index).await,
        }
    }

    /// Runs a statement of ours beside a migration that is under way, whose
    /// session may be set to anything. What cannot be noted is not worth
    /// stopping for.
    pub(crate) async fn note(&mut self, statement: String) {
        let noted = match self {
            Self::Postgres(connection) => connection.note(statement).await,
            Self::Sqlite(connection) => connection.query(&[statement]).await.map(drop),
        };
        if let Err(error) = noted {
            tracing::debug!(%error, "the progress of the migration could not be noted");
        }
    }

    /// The indexes that a concurrent build left invalid: their names, bare
    /// and as a statement needs them.
    pub(crate) async fn invalid_indexes(&mut self) -> Result<Vec<(String, String)>, sqlx::Error> {
        let Self::Postgres(connection) = self else { return Ok(Vec::new()) };
        let rows = connection.query(&[postgres::INVALID_INDEXES.to_owned()]).await?;
        let names = rows.into_iter().filter_map(|row| match row.as_slice() {
            [Some(bare), Some(qualified)] => Some((bare.clone(), qualified.clone())),
            _ => None,
        });
        Ok(names.collect())
    }

    /// What begins a transaction of ours.
    pub(crate) fn begin(&self) -> String {
        self.begin_as(None)
    }

    /// What begins a transaction, at the isolation level that a migration asks for.
    pub(crate) fn begin_as(&self, isolation: Option<Isolation>) -> String {
        match self {
            // A setting of the role or of the database has no say in it, and
            // a session that a pooler lends cannot be set beforehand.
            Self::Postgres(_) => {
                let level = isolation.unwrap_or(Isolation::ReadCommitted).words();
                format!("BEGIN ISOLATION LEVEL {level}, READ WRITE")
            }
            // A deferred one would find out too late that another writes.
            Self::Sqlite(_) => "BEGIN IMMEDIATE".to_owned(),
        }
    }

    /// Makes the connection ready for a migration, a file's with its SQL: what
    /// may be left in it, and no [reset](Self::reset) reaches, is taken away.
    pub(crate) async fn make_ready(
        &mut self,
        sql: Option<&Sql>,
        history: &Identifier,
    ) -> Result<(), sqlx::Error> {
        match self {
            Self::Postgres(_) => Ok(()),
            Self::Sqlite(connection) => connection.make_ready(sql, history).await,
        }
    }

    /// Takes away whatever may be left in the connection and no
    /// [reset](Self::reset) reaches.
    pub(crate) async fn renew(&mut self) -> Result<(), sqlx::Error> {
        match self {
            Self::Postgres(_) => Ok(()),
            Self::Sqlite(connection) => connection.renew().await,
        }
    }

    /// The settings under which a migration runs.
    pub(crate) fn prepare(&self, scope: Scope, schema: &Identifier, terms: &Terms) -> Vec<String> {
        match self {
            Self::Postgres(_) => postgres::prepare(scope, schema, terms),
            Self::Sqlite(_) => Vec::new(),
        }
    }

    /// What ends the work of a migration inside of a transaction: what was
    /// deferred is done, so that nothing comes behind the history row, and the
    /// session's own user and names are back, so that the row can be written
    /// whatever the migration did.
    pub(crate) fn become_self(&self) -> Vec<String> {
        match self {
            Self::Postgres(connection) => connection.become_self(),
            Self::Sqlite(_) => Vec::new(),
        }
    }

    /// What makes the session as clean as it was when it was opened.
    pub(crate) fn reset(&self) -> Vec<String> {
        match self {
            Self::Postgres(connection) => connection.reset(),
            // What comes next is made ready for it.
            Self::Sqlite(_) => Vec::new(),
        }
    }

    /// The same, but for what the server keeps of a migration's row.
    pub(crate) fn reset_but_prepared(&self) -> Vec<String> {
        match self {
            Self::Postgres(connection) => connection.reset_but_prepared(),
            Self::Sqlite(_) => Vec::new(),
        }
    }

    /// Has the server keep the statements of a migration's row, which `prepare`
    /// says; whether it does.
    pub(crate) async fn keep_rows(&mut self, prepare: impl FnOnce() -> Vec<String>) -> bool {
        let Self::Postgres(connection) = self else { return false };
        if connection.keeps_rows() || !connection.can_keep_rows() {
            return connection.keeps_rows();
        }
        let kept = connection.keep_rows(&prepare()).await;
        if let Err(error) = &kept {
            tracing::debug!(%error, "the statements of a row could not be prepared");
        }
        kept.is_ok()
    }

    /// Takes away whatever is prepared in the session.
    pub(crate) async fn deallocate(&mut self) {
        let Self::Postgres(connection) = self else { return };
        if let Err(error) = connection.deallocate().await {
            tracing::debug!(%error, "what is prepared could not be taken away");
        }
    }

    /// Ends whatever transaction a failed script left open. An error here
    /// means that there was none.
    pub(crate) async fn roll_back(&mut self) {
        self.settle().await;
        let _none_was_open = match self {
            Self::Postgres(connection) => connection.roll_back().await,
            Self::Sqlite(connection) => connection.query(&["ROLLBACK".to_owned()]).await.map(drop),
        };
        let reset = match self {
            Self::Postgres(_) => self.query(&self.reset()).await.map(drop),
            Self::Sqlite(connection) => connection.renew().await,
        };
        if let Err(error) = reset {
            tracing::debug!(%error, "the session could not be reset");
        }
    }

    /// Makes the session clean after a migration that ran outside of a
    /// transaction of ours.
    pub(crate) async fn clean(&mut self) -> Result<Left, sqlx::Error> {
        match self {
            Self::Postgres(connection) => connection.clean().await,
            Self::Sqlite(connection) => connection.clean().await,
        }
    }

    /// Reads what the server still owes after a statement was abandoned.
    async fn settle(&mut self) {
        match self {
            Self::Postgres(connection) => connection.settle().await,
            Self::Sqlite(connection) => connection.settle().await,
        }
    }

    /// Hands the connection out as a SeaORM one, for a Rust migration.
    pub(crate) async fn lend(&mut self) -> DatabaseConnection {
        match self {
            Self::Postgres(connection) => connection.lend().await,
            Self::Sqlite(connection) => connection.lend().await,
        }
    }

    /// Takes a lent connection back. It fails where the connection was lost,
    /// and with it the lock.
    pub(crate) async fn take_back(&mut self) -> Result<(), sqlx::Error> {
        match self {
            Self::Postgres(connection) => connection.take_back().await,
            Self::Sqlite(connection) => connection.take_back().await,
        }
    }

    /// Whether an error is no word of the database, or its last one: what
    /// became of the statement is not known, and only the history will tell.
    pub(crate) fn is_lost(&self, source: &sqlx::Error) -> bool {
        match self {
            Self::Postgres(_) => postgres::is_lost(source),
            // A file is always within reach, and asked right away.
            Self::Sqlite(_) => false,
        }
    }

    /// What an error of the first question on it says.
    pub(crate) fn unread(&self, action: &'static str, source: sqlx::Error) -> Error {
        match self {
            Self::Postgres(_) => Error::of_statement(action, source),
            Self::Sqlite(connection) => connection.unread(action, source),
        }
    }

    /// Has the work on it heard from here on.
    pub(crate) fn heard_by(&mut self, hearing: Hearing) {
        match self {
            Self::Postgres(connection) => connection.heard_by(hearing),
            Self::Sqlite(connection) => connection.heard_by(hearing),
        }
    }

    /// Tells `listener` from here on who is in the way of what goes on for
    /// long. What gives up after `patience` is looked after before that.
    pub(crate) fn listen(&mut self, patience: Option<Duration>, listener: Listener) {
        if let Self::Postgres(connection) = self {
            connection.listen(patience, listener);
        }
    }

    /// Who was in the way of what went on last, as far as somebody has looked.
    pub(crate) fn blockers(&self) -> Vec<Holder> {
        match self {
            Self::Postgres(connection) => connection.blockers(),
            Self::Sqlite(_) => Vec::new(),
        }
    }

    /// The rows that the last file found to refer to nothing, and left so.
    pub(crate) fn orphans(&self) -> Vec<String> {
        match self {
            Self::Postgres(_) => Vec::new(),
            Self::Sqlite(connection) => connection.orphans(),
        }
    }

    /// Lets go of the connection: whatever is asked of it from here on fails.
    pub(crate) fn abandon(&mut self) {
        match self {
            Self::Postgres(connection) => connection.abandon(),
            Self::Sqlite(connection) => connection.abandon(),
        }
    }

    /// A handle that stops the running statement from elsewhere.
    pub(crate) async fn canceller(&mut self) -> Canceller {
        match self {
            Self::Postgres(connection) => connection.canceller(),
            Self::Sqlite(connection) => connection.canceller().await,
        }
    }

    /// What notices that the database of this connection is out of reach.
    pub(crate) fn watch(&self) -> Watch {
        match self {
            Self::Postgres(connection) => Watch::Server(connection.watch()),
            Self::Sqlite(_) => Watch::File,
        }
    }

    /// Says goodbye to the server; locks of the session go with it.
    pub(crate) async fn close(self) {
        match self {
            Self::Postgres(connection) => connection.close().await,
            Self::Sqlite(connection) => connection.close().await,
        }
    }
}

/// How long a pool is given to close: a connection that a Rust migration has
/// not given back keeps it open.
const CLOSE_WAIT: Duration = Duration::from_secs(1);

async fn close<D: sqlx::Database>(pool: sqlx::Pool<D>) {
    if tokio::time::timeout(CLOSE_WAIT, pool.close()).await.is_err() {
        tracing::warn!("the connection is still in use by a Rust migration");
    }
}

/// Watches over work on a connection that was handed out; what goes through
/// [`Connection`] itself is watched over already.
#[derive(Debug)]
pub(crate) enum Watch {
    Server(postgres::Watch),
    /// A file is always within reach.
    File,
}

impl Watch {
    /// Waits for `work`, unless its server falls silent.
    pub(crate) async fn over<T>(&self, work: impl Future<Output = T>) -> Result<T, sqlx::Error> {
        match self {
            Self::Server(watch) => watch.over(work).await,
            Self::File => Ok(work.await),
        }
    }
}

/// Stops the statement that runs on a connection.
#[derive(Debug)]
pub(crate) enum Canceller {
    Postgres(postgres::Canceller),
    Sqlite(sqlite::Canceller),
}

impl Canceller {
    /// Asks the database to abandon the statement; it answers the runner with an error.
    pub(crate) async fn cancel(&self) -> Result<(), sqlx::Error> {
        match self {
            Self::Postgres(canceller) => canceller.cancel().await,
            Self::Sqlite(canceller) => {
                canceller.cancel();
                Ok(())
            }
        }
    }
}
