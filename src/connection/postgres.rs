//! PostgreSQL: the simple protocol, one message a round trip.

mod blockade;
mod callers;
mod canceller;
mod connect;
mod message;
mod nowhere;
mod options;
mod ours;
mod payload;
mod portion;
mod settings;
mod watch;

use std::time::Duration;

use sea_orm::DatabaseConnection;
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection, PgPool,
    pool::PoolConnection,
    postgres::{PgDatabaseError, PgSeverity},
};

use self::payload::{Failed, Payload, data_line, is_cancelled, position};
use self::portion::{Portion, portions};
use self::settings::Prepared;
pub(super) use self::settings::{SEE_ALL, prepare};
pub(crate) use self::{
    blockade::{Blockade, Listener},
    callers::Callers,
    canceller::Canceller,
    nowhere::{WHOSE, is_nowhere},
    payload::Unit,
    watch::Watch,
};
use self::{
    connect::{connect, drain, refuses_settings},
    message::{converse, joined},
    options::Options,
};
use super::{Cause, Frame, Left, Reached, Stop, TextRow};
use crate::{Error, hearing::Hearing, holder::Holder, manifest::Sql};

/// How often a message is sent whose first statement takes a time limit away.
const TRIES_IN_A_HURRY: u32 = 20;

/// How long what goes beside the work may take: a note, a goodbye.
const ASIDE_WAIT: Duration = Duration::from_secs(2);

/// The private pool of exactly one connection, and that connection while it
/// is not lent out.
#[derive(Debug)]
pub(crate) struct Postgres {
    pool: PgPool,
    held: Option<PoolConnection<sqlx::Postgres>>,
    options: Options,
    tenancy: Tenancy,
    prepared: Prepared,
    /// Whether the server keeps the [statements](crate::history::Prepared) of a
    /// migration's row for this session.
    keeps_rows: bool,
    /// What the server counts the positions of its errors in.
    unit: Unit,
    /// Another connection, for what must not depend on the state of this one.
    witness: Option<PgConnection>,
    /// How long a message may take before anybody looks after it.
    first_look: Duration,
    blockade: Blockade,
    callers: Callers,
    /// What makes the session ours once more, once the server has said what it knows.
    again: Option<String>,
    hearing: Hearing,
}

/// Whose the server's session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tenancy {
    /// Not asked yet.
    Unknown,
    /// Ours, until we close the connection; `backend` serves it.
    Own {
        /// The process at the server.
        backend: i32,
    },
    /// A pooler's, which lends it for a transaction at a time. What outlives
    /// a transaction, a lock or a setting, would hit somebody else.
    Pooled,
}

impl Postgres {
    /// Whether the server is there, and lets us in.
    pub(super) async fn knock(pool: &PgPool) -> Result<(), Error> {
        connect::knock(&pool.connect_options()).await.map_err(Error::connect)
    }

    pub(super) async fn open(pool: &PgPool) -> Result<Self, Error> {
        // A pooler takes few settings at the start of a connection.
        let mut plain =
            (*pool.connect_options()).clone().disable_statement_logging().extra_float_digits(None);
        if plain.get_application_name().is_none() {
            plain = plain.application_name("schemalane");
        }
        let mut options = plain.clone().options(ours::at_start());
        let mut outcome = connect(pool.options(), &options).await;
        if outcome.as_ref().is_err_and(refuses_settings) {
            options = plain;
            outcome = connect(pool.options(), &options).await;
        }
        let (pool, held) = outcome.map_err(|source| match source {
            sqlx::Error::PoolClosed => Error::Hook,
            source => Error::connect(source),
        })?;
        let options = Options::new(options);
        // Lock and work share one backend. A pool that connected again after
        // a loss would go on without the lock, so from here on it cannot.
        pool.set_connect_options(nowhere::options());
        Ok(Self {
            pool,
            held: Some(held),
            options,
            tenancy: Tenancy::Unknown,
            prepared: Prepared::Nothing,
            keeps_rows: false,
            unit: Unit::Characters,
            witness: None,
            first_look: watch::FIRST_LOOK,
            blockade: Blockade::default(),
            callers: Callers::default(),
            again: None,
            hearing: Hearing::default(),
        })
    }

    /// The statements that make a session ours.
    pub(crate) fn settings() -> String {
        ours::settings()
    }

    /// An expression for the statements that make a session ours once more.
    pub(crate) fn again() -> String {
        ours::again()
    }

    /// Remembers these.
    pub(crate) fn is_ours_by(&mut self, again: Option<String>) {
        self.again = again;
    }

    /// What takes the time limit away that a role or a database may set, so
    /// short that nothing else would come to its end; for a transaction.
    pub(crate) fn unhurried() -> String {
        settings::UNHURRIED.to_owned()
    }

    /// What makes a session that is lent the user's who has connected: who had
    /// it before, or what a pool has done with another one, may have left it somebody else's.
    pub(crate) fn as_connected() -> [String; 2] {
        settings::AS_CONNECTED.map(str::to_owned)
    }

    /// An expression that says whether triggers and foreign keys do not work
    /// in this session, which a role that may not change it is set to.
    pub(crate) const fn is_replica() -> &'static str {
        settings::IS_REPLICA
    }

    /// An expression that says whether the server is configured to take reads only.
    pub(crate) const fn is_read_only() -> &'static str {
        callers::IS_READ_ONLY
    }

    /// An expression that says whether a pooler lends the session.
    pub(crate) const fn is_pooled() -> &'static str {
        settings::IS_POOLED
    }

    /// Whose the session is, as far as that is known.
    pub(crate) const fn tenancy(&self) -> Tenancy {
        self.tenancy
    }

    /// Remembers whose the session is.
    pub(crate) fn belongs_to(&mut self, tenancy: Tenancy) {
        self.tenancy = tenancy;
    }

    /// What notes how the caller's pool has left the session, and what is to
    /// be found out about the server, before the session is made ours.
    pub(crate) fn note_start() -> String {
        callers::note()
    }

    /// An expression for what was noted.
    pub(crate) const fn noted_callers() -> &'static str {
        callers::NOTED
    }

    /// Remembers how the caller's pool has left the session, where it is ours.
    pub(crate) fn is_left_by(&mut self, callers: Callers) {
        if self.tenancy != Tenancy::Pooled {
            self.callers = callers;
        }
    }

    /// What ends the work of a migration inside of a transaction.
    pub(super) fn become_self(&self) -> Vec<String> {
        let mut statements = settings::become_self();
        statements.extend(self.callers.identity(self.options.get_username()));
        statements
    }

    /// Remembers what the server counts the positions of its errors in.
    pub(crate) fn counts_in(&mut self, unit: Unit) {
        self.unit = unit;
    }

    fn connection(&mut self) -> Result<&mut PgConnection, sqlx::Error> {
        self.held.as_deref_mut().ok_or(sqlx::Error::PoolClosed)
    }

    pub(super) async fn query(
        &mut self,
        statements: &[String],
    ) -> Result<Vec<TextRow>, sqlx::Error> {
        if statements.is_empty() {
            return Ok(Vec::new());
        }
        let whole = statements.join(";\n");
        let sent = match self.tenancy {
            // The limit was taken away when the session was opened.
            Tenancy::Own { .. } => self.send(whole, usize::MAX).await,
            Tenancy::Unknown | Tenancy::Pooled => self.send_unhurried(&whole).await,
        };
        sent.map_err(|failed| failed.source)
    }

    /// Sends a message that begins by taking the time limit away, and sends it
    /// again where the limit was faster: then nothing of it was done.
    async fn send_unhurried(&mut self, whole: &str) -> Result<Vec<TextRow>, Failed> {
        let message = format!("{};\n{whole}", settings::UNHURRIED);
        for _ in 1..TRIES_IN_A_HURRY {
            match self.send(message.clone(), usize::MAX).await {
                Err(Failed { source, completed: 0 | 1 }) if is_cancelled(&source) => {}
                outcome => return outcome,
            }
        }
        self.send(message, usize::MAX).await
    }

    /// Ends a transaction, which may take nothing else any more.
    pub(super) async fn roll_back(&mut self) -> Result<(), sqlx::Error> {
        // What makes the session clean then takes them away.
        self.keeps_rows = false;
        let sent = self.send("ROLLBACK".to_owned(), 0).await;
        sent.map(drop).map_err(|failed| failed.source)
    }

    /// Sends one message and gives the rows of its last statement, at most
    /// `limit` of them: a migration may select more than fit into memory.
    async fn send(&mut self, message: String, limit: usize) -> Result<Vec<TextRow>, Failed> {
        let failed = |source| Failed { source, completed: 0 };
        let (watch, hearing) = (self.watch(), self.hearing.clone());
        let connection = self.connection().map_err(failed)?;
        let done = || hearing.done();
        let outcome = watch.over(converse(connection, message, limit, done)).await;
        hearing.over();
        let outcome = outcome.unwrap_or_else(|lost| Err(failed(lost)));
        if outcome.as_ref().is_err_and(|failed| is_lost(&failed.source)) {
            self.abandon();
        }
        outcome
    }

    /// One message for the whole file, or several where it is long or has
    /// `COPY ... FROM stdin` in it, all in the transaction that the frame begins.
    pub(super) async fn transact(
        &mut self,
        frame: &Frame,
        sql: &Sql,
    ) -> Result<Vec<TextRow>, Stop> {
        let portions = portions(sql);
        let last = portions.len() - 1;
        // To read a long message takes longer than the shortest of limits.
        let sent = if self.tenancy == Tenancy::Pooled { 1 } else { 0 };
        let (begin, before) = frame.before.split_at(sent);
        let begun = self.query(begin).await;
        begun.map_err(|source| Stop::new(Cause::Database(source), Reached::Before))?;
        let mut prefix = joined(before) + &joined(&frame.settings);
        let mut settings = frame.settings.len();
        let mut before = before.len() + settings;
        let mut rows = Vec::new();
        for (position, portion) in portions.into_iter().enumerate() {
            let (first, bytes) = match portion {
                Portion::Text { first, bytes } => (first, bytes),
                Portion::Copy { index } => {
                    self.copy(sql, index).await?;
                    continue;
                }
            };
            let payload = Payload {
                before,
                settings,
                first,
                bytes,
                prefix,
                complete: frame.complete.len(),
                unit: self.unit,
            };
            let mut message = format!("{}{}", payload.prefix, payload.text(sql));
            if !message.trim().is_empty() || position == last {
                message.push_str("\n;\n");
                message.push_str(&match position == last {
                    true => {
                        joined(&frame.complete)
                            + &frame.assertion
                            + ";\n"
                            + &frame.commit.join(";\n")
                    }
                    false => settings::READABLE.to_owned(),
                });
                self.blockade.forget();
                self.hearing.together(payload.before, payload.first);
                let sent = self.send(message, 1).await;
                rows = sent.map_err(|failed| payload.locate(failed, sql))?;
            }
            (before, settings, prefix) = (0, 0, String::new());
        }
        Ok(rows)
    }

    pub(super) async fn note(&mut self, statement: String) -> Result<(), sqlx::Error> {
        let mut witness = self.witness.take();
        let noted = async {
            let mut witness = match witness.take() {
                Some(witness) => witness,
                None => {
                    let mut witness = self.options.connect().await?;
                    sqlx::raw_sql(AssertSqlSafe(ours::settings())).execute(&mut witness).await?;
                    for statement in self.callers.identity(self.options.get_username()) {
                        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut witness).await?;
                    }
                    witness
                }
            };
            sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut witness).await?;
            Ok(witness)
        };
        self.witness = Some(aside(noted).await?);
        Ok(())
    }

    pub(super) async fn step(&mut self, sql: &Sql, index: usize) -> Result<(), Stop> {
        self.blockade.forget();
        let statement = &sql.statements()[index];
        if statement.data().is_some() {
            return self.copy(sql, index).await;
        }
        let payload = Payload {
            before: 0,
            settings: 0,
            first: index,
            bytes: statement.range(),
            prefix: String::new(),
            complete: 0,
            unit: self.unit,
        };
        self.hearing.alone(index);
        let sent = self.send(statement.text(sql.text()).to_owned(), 1).await;
        sent.map(drop).map_err(|failed| payload.locate(failed, sql))
    }

    /// Sends a `COPY ... FROM stdin` and its data.
    async fn copy(&mut self, sql: &Sql, index: usize) -> Result<(), Stop> {
        let statement = &sql.statements()[index];
        let (start, end) = statement.data().unwrap_or((statement.end(), statement.end()));
        let unit = self.unit;
        let stopped = |source: sqlx::Error| {
            let text = statement.text(sql.text());
            let offset = position(&source)
                .and_then(|position| unit.byte(text, position))
                .map(|byte| statement.start() + byte)
                .or_else(|| data_line(&source, &sql.text()[start..end]).map(|byte| start + byte));
            Stop::new(Cause::Database(source), Reached::Statement { index, offset })
        };
        let (watch, hearing) = (self.watch(), self.hearing.clone());
        hearing.alone(index);
        let connection = self.connection().map_err(stopped)?;
        let copied = async {
            let mut copy = connection.copy_in_raw(statement.text(sql.text())).await?;
            for data in sql.text().as_bytes()[start..end].chunks(portion::DATA) {
                copy.send(data).await?;
            }
            copy.finish().await.map(drop)
        };
        let outcome = watch.over(copied).await.unwrap_or_else(Err);
        hearing.over();
        if outcome.as_ref().is_err_and(is_lost) {
            self.abandon();
        }
        outcome.map_err(stopped)
    }

    pub(super) async fn settle(&mut self) {
        let watch = self.watch();
        let Ok(connection) = self.connection() else { return };
        if watch.over(drain(connection)).await.is_err() {
            // Whatever comes next says so.
            self.abandon();
        }
    }

    /// Has the work on it heard from here on.
    pub(super) fn heard_by(&mut self, hearing: Hearing) {
        self.hearing = hearing;
    }

    /// Tells `listener` from here on who is in the way of what goes on for
    /// long. What gives up after `patience` is looked after before that.
    pub(super) fn listen(&mut self, patience: Option<Duration>, listener: Listener) {
        let half = patience.filter(|patience| !patience.is_zero()).map(|patience| patience / 2);
        self.first_look = half.unwrap_or(watch::FIRST_LOOK).min(watch::FIRST_LOOK);
        self.blockade = Blockade::of(listener);
    }

    /// Who was in the way of the last message, as far as somebody has looked.
    pub(super) fn blockers(&self) -> Vec<Holder> {
        self.blockade.seen()
    }

    /// What notices that the server is out of reach.
    pub(super) fn watch(&self) -> Watch {
        Watch {
            options: self.options.clone(),
            tenancy: self.tenancy,
            first_look: self.first_look,
            blockade: self.blockade.clone(),
        }
    }

    /// Lets go of a connection that nothing is heard of any more, or nothing
    /// that can be understood: whatever is asked of it from here on fails at
    /// once, and the server ends what it was doing.
    pub(super) fn abandon(&mut self) {
        if let Some(held) = self.held.take() {
            drop(held.detach());
        }
    }

    /// What makes the session as clean as it was when it was opened.
    pub(super) fn reset(&self) -> Vec<String> {
        self.reset_and(settings::deallocate(self.tenancy, self.prepared))
    }

    /// The same, but for what is prepared.
    pub(super) fn reset_but_prepared(&self) -> Vec<String> {
        self.reset_and(None)
    }

    fn reset_and(&self, deallocate: Option<String>) -> Vec<String> {
        let mut statements = settings::reset(self.tenancy, &self.callers, self.again.as_deref());
        statements.extend(deallocate);
        statements.extend(self.callers.identity(self.options.get_username()));
        statements
    }

    /// Whether what a migration has prepared is told from what others have:
    /// the driver, or those to whom the session was lent.
    pub(super) fn can_keep_rows(&self) -> bool {
        matches!(self.tenancy, Tenancy::Own { .. }) && self.prepared == Prepared::Nothing
    }

    /// Whether the server keeps the statements of a migration's row.
    pub(super) const fn keeps_rows(&self) -> bool {
        self.keeps_rows
    }

    /// Has the server keep them, which `prepare` says.
    pub(super) async fn keep_rows(&mut self, prepare: &[String]) -> Result<(), sqlx::Error> {
        self.query(prepare).await?;
        self.keeps_rows = true;
        Ok(())
    }

    /// Takes away whatever is prepared.
    pub(super) async fn deallocate(&mut self) -> Result<(), sqlx::Error> {
        self.keeps_rows = false;
        let deallocate = settings::deallocate(self.tenancy, self.prepared);
        self.query(&Vec::from_iter(deallocate)).await.map(drop)
    }

    pub(super) async fn clean(&mut self) -> Result<Left, sqlx::Error> {
        self.keeps_rows = false;
        let mut statements = self.reset();
        // A message outside of a transaction begins its own.
        statements.push(
            "SELECT (pg_catalog.now() OPERATOR(pg_catalog.<>) \
             pg_catalog.statement_timestamp())::pg_catalog.text"
                .to_owned(),
        );
        match self.query(&statements).await {
            Ok(rows) if rows.iter().flatten().flatten().any(|cell| cell == "true") => {
                Ok(Left::Transaction)
            }
            Ok(_) => Ok(Left::Nothing),
            Err(error) if is_aborted(&error) => Ok(Left::Transaction),
            Err(error) => Err(error),
        }
    }

    pub(super) async fn lend(&mut self) -> DatabaseConnection {
        self.prepared = Prepared::Perhaps;
        self.keeps_rows = false;
        self.hearing.lent();
        if let Some(mut held) = self.held.take() {
            let watch = self.watch();
            // A connection that is lost here is missed by who uses it next.
            let _given_or_lost = watch.over(held.return_to_pool()).await;
        }
        self.pool.clone().into()
    }

    pub(super) async fn take_back(&mut self) -> Result<(), sqlx::Error> {
        self.hearing.over();
        if self.held.is_none() {
            self.held = Some(self.pool.acquire().await.map_err(nowhere::named)?);
        }
        Ok(())
    }

    pub(super) fn canceller(&self) -> super::Canceller {
        super::Canceller::Postgres(Canceller {
            options: self.options.clone(),
            tenancy: self.tenancy,
        })
    }

    pub(super) async fn close(mut self) {
        if let Some(witness) = self.witness.take() {
            let _gone_either_way = aside(witness.close()).await;
        }
        if let Some(held) = self.held.take() {
            let _gone_either_way = aside(held.close()).await;
        }
        super::close(self.pool.clone()).await;
    }
}

/// A pool would keep what is dropped, in the middle of whatever it does, and
/// with it the lock.
impl Drop for Postgres {
    fn drop(&mut self) {
        self.abandon();
    }
}

/// Waits for what goes beside the work, which must not hold the work up.
async fn aside<T>(work: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, sqlx::Error> {
    tokio::time::timeout(ASIDE_WAIT, work).await.unwrap_or(Err(sqlx::Error::PoolTimedOut))
}

/// Whether an error is no word of the server, or the last one before it ends
/// the connection: then nobody knows what became of what it was asked.
pub(super) fn is_lost(error: &sqlx::Error) -> bool {
    let said = error.as_database_error().and_then(|error| error.try_downcast_ref());
    said.is_none_or(|error: &PgDatabaseError| {
        matches!(error.severity(), PgSeverity::Fatal | PgSeverity::Panic)
    })
}

/// Whether an error says that an earlier one has ended the transaction.
fn is_aborted(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|error| error.code()).as_deref() == Some("25P02")
}

/// Indexes that are there and not used.
pub(super) const INVALID_INDEXES: &str = "SELECT c.relname, \
        pg_catalog.format('%I.%I', n.nspname, c.relname) \
    FROM pg_catalog.pg_index i \
    JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid \
    JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace \
    WHERE NOT i.indisvalid AND c.relkind OPERATOR(pg_catalog.=) 'i' ORDER BY 2";
