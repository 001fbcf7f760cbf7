//! One migration and its history row.

mod fault;
mod rust;

use std::time::{Duration, Instant};

use schemalane_source::{Mode, SessionSettings, Timeouts};

use crate::{
    Config, Error,
    connection::{Cause, Left, Reached, Scope, Stop, Terms, TextRow},
    error::{driver, is_busy},
    failure::{Failure, Fate},
    history::{Elapsed, NewRow, Prepared, Progress, Proof},
    interrupt::Reason,
    manifest::{self, Body, Migration, Sql},
    report::Applied,
    session::{Session, Wording, Work},
    status::Planned,
};

/// Why a migration was not applied.
#[derive(Debug)]
pub(crate) enum Stopped {
    /// Another runner has taken the rank: read the history again.
    Conflict,
    /// Another runner is at work: wait, then read the history again.
    Waiting,
    /// The migration is at fault. Its row says so only once the failure is
    /// [recorded](Execution::record_failure).
    Failed(Box<Failure>),
    /// Something else is.
    Error(Error),
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// One migration under way on a locked session.
pub(crate) struct Execution<'r> {
    session: &'r mut Session,
    planned: &'r Planned,
    migration: &'r Migration,
    rank: i32,
    kind: &'static str,
    terms: Terms,
    /// How long a statement may wait for a lock inside of a transaction, where the terms do not say it.
    lock_timeout: Duration,
    began: Instant,
}

impl<'r> Execution<'r> {
    pub(crate) fn new(session: &'r mut Session, planned: &'r Planned, config: &Config) -> Self {
        Self {
            session,
            planned,
            migration: &planned.migration,
            rank: planned.installed_rank,
            kind: match planned.migration.body() {
                Body::Sql(_) => "SQL",
                Body::Rust(_) => config.word_for_rust(),
            },
            terms: match planned.migration.body() {
                Body::Sql(sql) => {
                    Terms { limits: sql.timeouts(), settings: sql.session().or(&config.session) }
                }
                Body::Rust(_) => Terms { limits: Timeouts::NONE, settings: config.session.clone() },
            },
            lock_timeout: config.lock_timeout,
            began: Instant::now(),
        }
    }

    /// The same, begun at another time.
    pub(crate) fn begun(self, began: Instant) -> Self {
        Self { began, ..self }
    }

    /// Applies the migration and writes its row, as its kind demands. Each kind
    /// is a large future, which has no place on the stack of a thread.
    pub(crate) async fn run(self) -> Result<Applied, Stopped> {
        let sql = match self.migration.body() {
            Body::Sql(sql) => Some(sql),
            Body::Rust(_) => None,
        };
        let ready = self.session.connection.make_ready(sql, self.session.history.table()).await;
        ready.map_err(Error::database("prepare the session"))?;
        match self.migration.body() {
            Body::Sql(sql) if sql.mode() == Mode::NonTransactional => {
                Box::pin(self.statements(sql)).await
            }
            Body::Sql(sql) => Box::pin(self.script(sql)).await,
            Body::Rust(manifest::Function::Connection(migrate)) => {
                Box::pin(self.on_connection(*migrate)).await
            }
            Body::Rust(manifest::Function::Transaction(migrate)) => {
                Box::pin(self.in_transaction(*migrate)).await
            }
        }
    }

    /// Settles a migration that was given up half-way: either it is applied
    /// after all, or its row says that it failed.
    pub(crate) async fn settle(self, reason: Reason) -> Result<Applied, Stopped> {
        self.session.connection.take_back().await.map_err(self.lost())?;
        self.session.connection.roll_back().await;
        let failure = Failure::of_interruption(self.migration, reason);
        self.judge(failure).await
    }

    /// What a session that lost its connection came to, from another one.
    pub(crate) async fn recall(self, source: &sqlx::Error) -> Result<Applied, Stopped> {
        let failure = Failure::of_loss(self.migration, source);
        self.judge(failure).await
    }

    /// Lets the row say whether a migration was applied that stopped like
    /// this: nothing is under way any more.
    async fn judge(mut self, failure: Failure) -> Result<Applied, Stopped> {
        let failure = match self.session.work {
            Work::Ahead => failure.ahead(),
            Work::Begun => failure,
        };
        match self.proof().await? {
            Proof::Applied(time) => Ok(self.applied(time)),
            Proof::Unfinished => failed(failure.kept()),
            Proof::Absent => failed(failure),
        }
    }

    /// The row, read back.
    async fn proof(&mut self) -> Result<Proof, Error> {
        let proof = [self.session.history.prove(self.rank, self.migration)];
        let rows = self.session.connection.query(&proof).await.map_err(self.lost())?;
        Ok(Proof::of(&rows))
    }

    /// A transactional file: on PostgreSQL one message and one round trip.
    async fn script(self, sql: &Sql) -> Result<Applied, Stopped> {
        let wording = self.session.wording().await;
        let terms = self.transaction_terms();
        let rows = self.beginning_in(wording);
        let frame = self.session.frame(rows, self.planned, &terms, wording);
        match self.session.connection.transact(&frame, sql).await {
            Ok(rows) => {
                self.session.tell_orphans(self.migration);
                if wording != Wording::Whole && !Prepared::are_alone(&rows) {
                    self.session.connection.deallocate().await;
                }
                self.committed(&rows)
            }
            // Nothing is left of it.
            Err(stop) if wording != Wording::Whole && stop.is_for_want_of_statement() => {
                self.session.connection.roll_back().await;
                self.session.keep_no_rows();
                Box::pin(self.script(sql)).await
            }
            Err(stop) => self.stopped(stop).await,
        }
    }

    /// What a migration came to whose transaction was committed; `rows` is
    /// its row, read back.
    fn committed(self, rows: &[TextRow]) -> Result<Applied, Stopped> {
        match Proof::of(rows) {
            Proof::Applied(time) => Ok(self.applied(time)),
            Proof::Unfinished | Proof::Absent => failed(Failure::of_history(self.migration).kept()),
        }
    }

    /// A file that cannot run in a transaction: the row comes first, as
    /// failed, so that an interruption is visible.
    async fn statements(mut self, sql: &Sql) -> Result<Applied, Stopped> {
        let state = self.mark(Progress::Statement(1)).await?;
        match self.step_through(sql).await {
            Ok(()) => self.complete(&state).await,
            Err(stop) => self.stopped(stop).await,
        }
    }

    /// Statement by statement. The row says which one is under way.
    async fn step_through(&mut self, sql: &Sql) -> Result<(), Stop> {
        for (number, index) in (1..).zip(0..sql.statements().len()) {
            self.session.work = Work::Begun;
            if index > 0 {
                let note = self.session.history.note(self.rank, Progress::Statement(number));
                self.session.connection.note(note).await;
            }
            let outcome = self.session.connection.step(sql, index).await;
            let invalid = self.invalid_indexes(sql.statements()[index].text(sql.text())).await;
            match outcome {
                Ok(()) if invalid.is_empty() => {}
                Ok(()) => {
                    let reached = Reached::Statement { index, offset: None };
                    return Err(Stop::new(Cause::InvalidIndex, reached).leaving(invalid));
                }
                Err(stop) => return Err(stop.leaving(invalid)),
            }
        }
        Ok(())
    }

    /// The indexes of a concurrent build that are half-built, now or since an
    /// earlier attempt: `IF NOT EXISTS` passes over them.
    async fn invalid_indexes(&mut self, statement: &str) -> Vec<String> {
        if !statement.to_ascii_lowercase().contains("concurrently") {
            return Vec::new();
        }
        let found = self.session.connection.invalid_indexes().await.unwrap_or_else(|error| {
            tracing::debug!(%error, "whether an index is invalid is not known");
            Vec::new()
        });
        let is_ours = |index: &(String, String)| statement.contains(&index.0);
        found.into_iter().filter(is_ours).map(|(_, qualified)| qualified).collect()
    }

    /// The terms inside of a transaction, where waiting for locks has a limit.
    fn transaction_terms(&self) -> Terms {
        let own = self.terms.limits;
        let limits = Timeouts { lock: own.lock.or(Some(self.lock_timeout)), ..own };
        Terms { limits, settings: self.terms.settings.clone() }
    }

    /// The statements that write the row of an attempt in its own transaction:
    /// as a failure, whatever the migration does to that, until its end makes
    /// it a success.
    fn beginning(&self) -> Vec<String> {
        self.beginning_in(Wording::Whole)
    }

    fn beginning_in(&self, wording: Wording) -> Vec<String> {
        let (rank, history) = (self.rank, &self.session.history);
        let row = NewRow::of(self.migration, self.kind, Progress::Took(0));
        self.superseding(match wording {
            Wording::Whole => history.insert(rank, &row),
            Wording::Prepared(_) => history.prepared().insert(rank, &row),
        })
    }

    /// The statements that take the rows of earlier attempts out, and insert this one.
    fn superseding(&self, insert: String) -> Vec<String> {
        let superseded: Vec<_> = self.planned.supersedes.into_iter().collect();
        self.session.history.forget(&superseded).into_iter().chain([insert]).collect()
    }

    /// Writes the row of a migration that no transaction protects, before it
    /// begins, and makes the session ready for it. Gives the state of the
    /// history, which is to be the same at its end.
    async fn mark(&mut self, progress: Progress) -> Result<Vec<TextRow>, Stopped> {
        let prepare = |scope, session: &Session, terms: &Terms| {
            session.connection.prepare(scope, session.history.schema(), terms)
        };
        // What the server refuses is better found out before the row says
        // that the migration has begun.
        if self.terms.settings != SessionSettings::NONE {
            let trial = prepare(Scope::Transaction, self.session, &self.terms);
            let tried = self.session.attempt(&trial).await;
            tried.map_err(|source| self.unset(source))?;
        }
        self.record(progress).await.map_err(refused)?;
        let mut prepare = prepare(Scope::Session, self.session, &self.terms);
        prepare.push(self.session.history.state(self.rank, self.migration));
        let state = self.session.connection.query(&prepare).await;
        let state = state.map_err(Error::database("prepare the session"))?;
        if is_written(&state) {
            Ok(state)
        } else {
            Err(Error::RowNotKept { script: self.migration.script().to_owned() }.into())
        }
    }

    /// Writes this attempt's row as failed, in a transaction of its own.
    async fn record(&mut self, progress: Progress) -> Result<(), sqlx::Error> {
        let row = NewRow::of(self.migration, self.kind, progress);
        let rows = self.superseding(self.session.history.insert(self.rank, &row));
        self.session.attempt(&rows).await
    }

    /// Turns the row of an unprotected migration to success, unless it left a
    /// transaction open, of which nothing is kept, or changed the history.
    async fn complete(self, state: &[TextRow]) -> Result<Applied, Stopped> {
        let left = self.session.connection.clean().await.map_err(self.lost())?;
        if left == Left::Transaction {
            self.session.connection.roll_back().await;
            return failed(Failure::of_open_transaction(self.migration));
        }
        let (connection, history) = (&mut self.session.connection, &self.session.history);
        let elapsed = Elapsed::Milliseconds(milliseconds(self.began));
        // What the end of the row sets off counts as the migration's work.
        let finish = [
            connection.begin(),
            history.finish(self.rank, self.migration, elapsed),
            history.state(self.rank, self.migration),
        ];
        let commit = ["COMMIT".to_owned(), history.prove(self.rank, self.migration)];
        let outcome = match connection.query(&finish).await {
            Ok(now) if now == state => connection.query(&commit).await,
            Ok(_) => {
                connection.roll_back().await;
                return failed(Failure::of_history(self.migration));
            }
            Err(source) => Err(source),
        };
        match outcome {
            Ok(rows) => self.committed(&rows),
            // The row may say success already: the history will tell.
            Err(source) if self.session.connection.is_lost(&source) => {
                Err(self.lost()(source).into())
            }
            Err(source) => {
                self.session.connection.roll_back().await;
                Err(Error::database("complete the history row")(source).into())
            }
        }
    }

    /// An SQL migration stopped: the row, where the migration is to blame.
    async fn stopped(mut self, stop: Stop) -> Result<Applied, Stopped> {
        let stop = match stop {
            Stop { cause: Cause::Database(source), .. }
                if self.session.connection.is_lost(&source) =>
            {
                return Err(self.lost()(source).into());
            }
            stop => stop,
        };
        self.session.connection.roll_back().await;
        match stop {
            Stop { reached: Reached::Before, cause: Cause::Database(source), .. } => {
                if self.session.is_held_elsewhere(&source) {
                    return Err(Stopped::Waiting);
                }
                Err(refused(source))
            }
            Stop { reached: Reached::Settings, cause: Cause::Database(source), .. } => {
                Err(self.unset(source).into())
            }
            // Nothing is wrong with the migration, and nothing is left of it.
            Stop { reached: Reached::After, cause: Cause::Database(source), .. }
                if is_busy(&source) =>
            {
                Err(Error::of_statement("commit the migration", source).into())
            }
            // Nothing is left of it, and others have changed the history.
            Stop { cause: Cause::History, .. } if self.is_outdated().await => {
                Err(Stopped::Conflict)
            }
            stop if stop.is_proof_of_failure() => failed(Failure::of_sql(self.migration, &stop)),
            stop => {
                let failure = Failure::of_sql(self.migration, &stop);
                self.judge(failure).await
            }
        }
    }

    /// Whether the history, where nothing of this migration is left, has another
    /// number of rows than the plan was made for.
    async fn is_outdated(&mut self) -> bool {
        let count = [self.session.history.count()];
        let rows = self.session.connection.query(&count).await.unwrap_or_default();
        let now = rows.first().and_then(|row| row.first()?.as_deref()?.parse().ok());
        now.is_some_and(|now: usize| now != self.planned.others + self.planned.superseded)
    }

    /// Records the failure of the last try. One that cannot be recorded is
    /// told all the same.
    pub(crate) async fn record_failure(mut self, failure: &Failure) {
        let recorded = match failure.fate {
            Fate::RolledBack => self.record(Progress::RolledBack(milliseconds(self.began))).await,
            Fate::Ahead => self.record_nothing().await,
            Fate::Outside | Fate::Kept => self.record_remains().await,
        };
        if let Err(error) = recorded {
            let error = driver(&error);
            tracing::warn!(error, script = failure.script, "the failure could not be recorded");
        }
    }

    /// Has the row of a migration say that nothing is left, where it was written
    /// before its work and the work did not begin.
    async fn record_nothing(&mut self) -> Result<(), sqlx::Error> {
        let nothing = Progress::RolledBack(milliseconds(self.began));
        let (connection, history) = (&mut self.session.connection, &self.session.history);
        let rows = connection.query(&[history.prove(self.rank, self.migration)]).await?;
        match Proof::of(&rows) {
            Proof::Absent => self.record(nothing).await,
            Proof::Unfinished => {
                connection.query(&[history.note(self.rank, nothing)]).await.map(drop)
            }
            Proof::Applied(_) => Ok(()),
        }
    }

    /// Sees to it that there is a failed row of a migration that may have left
    /// something behind. A file's own says already how far it came.
    async fn record_remains(&mut self) -> Result<(), sqlx::Error> {
        let took = Progress::Took(milliseconds(self.began));
        let (connection, history) = (&mut self.session.connection, &self.session.history);
        let rows = connection.query(&[history.prove(self.rank, self.migration)]).await?;
        match (Proof::of(&rows), self.migration.body()) {
            (Proof::Absent, _) => self.record(took).await,
            (Proof::Unfinished, Body::Rust(_)) => {
                connection.query(&[history.note(self.rank, took)]).await.map(drop)
            }
            (Proof::Unfinished | Proof::Applied(_), _) => Ok(()),
        }
    }

    /// What was applied, in these milliseconds.
    fn applied(self, execution_time: i32) -> Applied {
        Applied {
            version: self.migration.version().to_string(),
            description: self.migration.description().to_owned(),
            script: self.migration.script().to_owned(),
            installed_rank: self.rank,
            execution_time,
        }
    }

    /// The session could not be set to what the migration asks for.
    fn unset(&self, source: sqlx::Error) -> Error {
        if self.session.connection.is_lost(&source) {
            self.lost()(source)
        } else {
            Error::setting(self.migration.script(), source)
        }
    }

    fn lost(&self) -> impl Fn(sqlx::Error) -> Error + use<> {
        let script = self.migration.script().to_owned();
        move |source| Error::ConnectionLost { script: script.clone(), applied: Vec::new(), source }
    }
}

fn failed(failure: Failure) -> Result<Applied, Stopped> {
    Err(Stopped::Failed(Box::new(failure)))
}

/// Whether a [state](crate::history::History::state) has the row of the migration in it.
fn is_written(state: &[TextRow]) -> bool {
    matches!(state, [row] if matches!(row.as_slice(), [_, Some(count)] if count == "1"))
}

/// The history row was refused before the migration did anything.
fn refused(source: sqlx::Error) -> Stopped {
    if is_conflict(&source) {
        Stopped::Conflict
    } else {
        Error::of_statement("write the history row", source).into()
    }
}

/// Another runner wrote a row of the same rank.
fn is_conflict(source: &sqlx::Error) -> bool {
    source.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation)
}

fn milliseconds(began: Instant) -> i32 {
    i32::try_from(began.elapsed().as_millis()).unwrap_or(i32::MAX)
}
