//! One migration and its history row.

mod fault;
mod rust;

use std::time::{Duration, Instant};

use schemalane_source::{Mode, Timeouts};

use crate::{
    Config, Error,
    connection::{Cause, Left, Reached, Scope, Stop, TextRow},
    error::is_busy,
    failure::Failure,
    history::{self, Elapsed, NewRow},
    manifest::{self, Body, Migration, Sql},
    report::Applied,
    session::Session,
    status::Step,
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
    migration: &'r Migration,
    rank: i32,
    supersedes: Option<i32>,
    kind: &'static str,
    lock_timeout: Duration,
    began: Instant,
}

impl<'r> Execution<'r> {
    pub(crate) fn new(session: &'r mut Session, step: &'r Step, config: &Config) -> Self {
        Self {
            session,
            migration: &step.migration,
            rank: step.installed_rank,
            supersedes: step.supersedes,
            kind: match step.migration.body() {
                Body::Sql(_) => "SQL",
                Body::Rust(_) => config.word_for_rust(),
            },
            lock_timeout: config.lock_timeout,
            began: Instant::now(),
        }
    }

    /// The same, begun at another time.
    pub(crate) const fn begun(self, began: Instant) -> Self {
        Self { began, ..self }
    }

    /// Applies the migration and writes its row, as its kind demands.
    pub(crate) async fn run(self) -> Result<Applied, Stopped> {
        self.session.connection.tidy().await.map_err(Error::database("prepare the session"))?;
        match self.migration.body() {
            Body::Sql(sql) if sql.mode() == Mode::NonTransactional => self.statements(sql).await,
            Body::Sql(sql) => self.script(sql).await,
            Body::Rust(manifest::Step::Connection(migrate)) => self.on_connection(*migrate).await,
            Body::Rust(manifest::Step::Transaction(migrate)) => self.in_transaction(*migrate).await,
        }
    }

    /// Settles a migration that was given up half-way: either it is applied
    /// after all, or its row says that it failed.
    pub(crate) async fn settle(self) -> Result<Applied, Stopped> {
        self.session.connection.take_back().await.map_err(self.lost())?;
        self.session.connection.roll_back().await;
        let proof = [self.session.history.prove(self.rank, self.migration)];
        let rows = self.session.connection.query(&proof).await.map_err(self.lost())?;
        if rows.is_empty() {
            return failed(Failure::of_interruption(self.migration));
        }
        self.applied(rows)
    }

    /// What a session that lost its connection came to, from another one.
    pub(crate) async fn recall(self, source: &sqlx::Error) -> Result<Applied, Stopped> {
        let proof = [self.session.history.prove(self.rank, self.migration)];
        let rows = self.session.connection.query(&proof).await.map_err(self.lost())?;
        if rows.is_empty() {
            return failed(Failure::of_loss(self.migration, source));
        }
        self.applied(rows)
    }

    /// A transactional file: on PostgreSQL one message and one round trip.
    async fn script(self, sql: &Sql) -> Result<Applied, Stopped> {
        let frame =
            self.session.frame(self.rows(), self.rank, self.migration, self.limits(sql.timeouts()));
        match self.session.connection.transact(&frame, sql).await {
            Ok(proof) => self.applied(proof),
            Err(stop) => self.stopped(stop).await,
        }
    }

    /// A file that cannot run in a transaction: the row comes first, as
    /// failed, so that an interruption is visible.
    async fn statements(mut self, sql: &Sql) -> Result<Applied, Stopped> {
        self.mark(sql.timeouts()).await?;
        match self.step_through(sql).await {
            Ok(()) => self.complete().await,
            Err(stop) => self.stopped(stop).await,
        }
    }

    /// Statement by statement. The row says which one is under way.
    async fn step_through(&mut self, sql: &Sql) -> Result<(), Stop> {
        for index in 0..sql.statements().len() {
            if index > 0 {
                let reach = self.session.history.reach(self.rank, index + 1);
                self.session.connection.note(reach).await;
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

    /// What a migration may wait for inside of a transaction: what its file
    /// says, else what the configuration says.
    fn limits(&self, own: Timeouts) -> Timeouts {
        Timeouts { lock: own.lock.or(Some(self.lock_timeout)), ..own }
    }

    /// The statements that write this attempt's row: as a failure, whatever
    /// the migration does to its transaction, until its end makes it a success.
    fn rows(&self) -> Vec<String> {
        let time = match self.migration.body() {
            Body::Sql(sql) if sql.mode() == Mode::NonTransactional => history::under_way(1),
            _ => milliseconds(self.began),
        };
        let row = NewRow::of(self.migration, self.kind, time);
        let history = &self.session.history;
        let superseded: Vec<_> = self.supersedes.into_iter().collect();
        let insert = history.insert(self.rank, &row);
        history.forget(&superseded).into_iter().chain([insert]).collect()
    }

    /// Writes the row of a migration that no transaction protects, before it
    /// begins, and makes the session ready for it.
    async fn mark(&mut self, limits: Timeouts) -> Result<(), Stopped> {
        self.record().await.map_err(refused)?;
        let (connection, history) = (&mut self.session.connection, &self.session.history);
        let prepare = connection.prepare(Scope::Session, history.schema(), limits);
        connection.query(&prepare).await.map_err(Error::database("prepare the session"))?;
        Ok(())
    }

    /// Writes this attempt's row as failed, in a transaction of its own.
    async fn record(&mut self) -> Result<(), sqlx::Error> {
        let rows = self.rows();
        self.session.attempt(&rows).await
    }

    /// Turns the row of an unprotected migration to success, unless it left a
    /// transaction open: nothing in that is kept, not even such a row.
    async fn complete(self) -> Result<Applied, Stopped> {
        let left = self.session.connection.clean().await.map_err(self.lost())?;
        if left == Left::Transaction {
            self.session.connection.roll_back().await;
            return failed(Failure::of_open_transaction(self.migration));
        }
        let (connection, history) = (&mut self.session.connection, &self.session.history);
        let statements = [
            history.finish(self.rank, Elapsed::Milliseconds(milliseconds(self.began))),
            history.prove(self.rank, self.migration),
        ];
        match connection.query(&statements).await {
            Ok(proof) => self.applied(proof),
            // The row may say success already: the history will tell.
            Err(source) if is_lost(&source) => Err(self.lost()(source).into()),
            Err(source) => Err(Error::database("complete the history row")(source).into()),
        }
    }

    /// An SQL migration stopped: the row, where the migration is to blame.
    async fn stopped(self, stop: Stop) -> Result<Applied, Stopped> {
        let stop = match stop {
            Stop { cause: Cause::Database(source), .. } if is_lost(&source) => {
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
            // Nothing is wrong with the migration, and nothing is left of it.
            Stop { reached: Reached::After, cause: Cause::Database(source), .. }
                if is_busy(&source) =>
            {
                Err(Error::of_statement("commit the migration", source).into())
            }
            stop => failed(Failure::of_sql(self.migration, &stop)),
        }
    }

    /// Records the failure of the last try. One that cannot be recorded is
    /// told all the same.
    pub(crate) async fn record_failure(mut self, failure: &Failure) {
        // The row of such a file says already how far it came.
        if matches!(self.migration.body(), Body::Sql(sql) if sql.mode() == Mode::NonTransactional) {
            return;
        }
        let recorded = if self.migration.is_atomic() {
            self.record().await
        } else {
            let fail = [self.session.history.fail(self.rank, milliseconds(self.began))];
            self.session.connection.query(&fail).await.map(|_| ())
        };
        if let Err(error) = recorded {
            tracing::warn!(%error, script = failure.script, "the failure could not be recorded");
        }
    }

    /// What was applied; `proof` is the row read back after the commit.
    fn applied(self, proof: Vec<TextRow>) -> Result<Applied, Stopped> {
        let Some(row) = proof.into_iter().next() else {
            return failed(Failure::of_commit(self.migration));
        };
        let time = row.into_iter().next().flatten().and_then(|text| text.parse().ok());
        Ok(Applied {
            version: self.migration.version().to_string(),
            description: self.migration.description().to_owned(),
            script: self.migration.script().to_owned(),
            installed_rank: self.rank,
            execution_time: time.unwrap_or_default(),
        })
    }

    fn lost(&self) -> impl Fn(sqlx::Error) -> Error + use<> {
        let script = self.migration.script().to_owned();
        move |source| Error::ConnectionLost { script: script.clone(), applied: Vec::new(), source }
    }
}

fn failed(failure: Failure) -> Result<Applied, Stopped> {
    Err(Stopped::Failed(Box::new(failure)))
}

/// The network or the server ended the connection.
fn is_lost(source: &sqlx::Error) -> bool {
    match source.as_database_error() {
        None => matches!(source, sqlx::Error::Io(_)),
        Some(error) => error
            .code()
            .is_some_and(|code| code.starts_with("08") || matches!(&*code, "57P01" | "57P02")),
    }
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
