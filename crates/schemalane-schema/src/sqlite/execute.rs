//! Executes a plan: everything, or nothing.

mod foreign;
mod halt;
mod run;

use super::extent::wanted_digest;
use super::{connection, entry, log, reach, read, scratch, stranger};
use crate::log::metadata;
use crate::{
    Digest, Error, Files, HazardKind, Kind, Options, Outcome, Plan, Progress, Report, Schema, Step,
    diff,
};
use halt::Halt;
use rusqlite::Connection;
use schemalane_source::Dialect;
use std::cell::{Cell, OnceCell};
use std::path::Path;
use std::time::Instant;

/// Executes a plan in one transaction and writes the log.
///
/// # Errors
///
/// The database or the files have changed since the plan was made, another process holds the database, a step failed, or
/// it was cancelled. Then everything is as it was, but for a row in the log that says so.
pub(crate) fn execute(
    path: &Path,
    files: &Files,
    plan: &Plan,
    message: Option<&str>,
    options: &Options,
    progress: &Progress,
) -> Result<Report, Error> {
    let start = Instant::now();
    let statements = files.statements(Dialect::Sqlite)?;
    if wanted_digest(&statements) != plan.to {
        return Err(Error::server(
            "the files have changed since the plan was made, and nothing was done",
            "make the plan again",
        ));
    }
    let connection = connection::read_write(path)?;
    let options = &stranger::known(&connection, &statements, options)?;
    let wanted = scratch::of_statements(&statements, options)?;
    let execution = Execution {
        connection: &connection,
        plan,
        wanted: &wanted,
        message,
        options,
        progress,
        started_at: log::now(&connection)?,
        previous: OnceCell::new(),
        begun: Cell::new(0),
    };
    execution.prepare()?;
    match execution.transaction() {
        Ok((rows_copied, log_id)) => {
            execution.settle();
            Ok(Report {
                plan: plan.clone(),
                rows_copied,
                duration_ms: u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX),
                log_id: Some(log_id),
            })
        }
        Err(halt) => {
            let Halt(error) = halt;
            execution.undo(&error);
            Err(error)
        }
    }
}

/// An execution that is under way.
struct Execution<'e> {
    connection: &'e Connection,
    plan: &'e Plan,
    wanted: &'e Schema,
    message: Option<&'e str>,
    options: &'e Options,
    progress: &'e Progress,
    started_at: String,
    /// The digest of the schema that it began with.
    previous: OnceCell<Digest>,
    /// How many steps were begun.
    begun: Cell<usize>,
}

impl Execution<'_> {
    /// Sets what can only be set outside of a transaction, and believes it only when it is read back.
    fn prepare(&self) -> Result<(), Error> {
        if !self.connection.is_autocommit() {
            let reason = "a transaction is open already on this connection";
            return Err(Error::server(reason, "end it first"));
        }
        self.connection
            .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = OFF")?;
        let enforced: bool =
            self.connection.query_row("PRAGMA foreign_keys", [], |row| row.get(0))?;
        if enforced {
            return Err(Error::server(
                "SQLite still enforces foreign keys, and would delete rows on a rebuild: nothing was done",
                "please report this",
            ));
        }
        let cancellation = self.progress.cancellation().clone();
        let stop = move || cancellation.is_cancelled();
        self.connection.progress_handler(1000, Some(stop))?;
        Ok(())
    }

    /// Everything between `BEGIN` and `COMMIT`: the copied rows, and the number of the row in the log.
    fn transaction(&self) -> Result<(u64, i64), Halt> {
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        if entry::state(&entry::all(self.connection, self.options)?) != self.plan.from {
            return Err(Error::Stale.into());
        }
        let actual = read::schema(self.connection, self.options)?;
        let _ = self.previous.set(actual.digest());
        let touches_rows = self.plan.steps.iter().any(|step| step.object.kind == Kind::Table);
        let renames = self.plan.steps.iter().rposition(is_rename).map_or(0, |last| last + 1);
        let total = self.plan.steps.len();
        let mut rows_copied = 0;
        let mut before = None;
        for (index, step) in self.plan.steps.iter().enumerate() {
            // Only then tables have one name before and after.
            if index == renames && touches_rows {
                before = Some(foreign::violations(self.connection)?);
            }
            rows_copied += self.step(index + 1, total, step)?;
        }
        if let Some(before) = before {
            let after = foreign::violations(self.connection)?;
            if let Some(worse) = after.beyond(&before) {
                let number = worse.number(&self.plan.steps);
                return Err(Halt::at(number, self.plan, worse.reason, "correct the rows first"));
            }
        }
        let reached = read::schema(self.connection, self.options)?;
        let (wanted, _) = reach::goal(&reached, self.wanted.clone(), self.options)?;
        let left = diff(&reached, &wanted, self.options);
        if !left.is_empty() {
            let differences = left.iter().map(ToString::to_string).collect();
            return Err(Error::unverified(differences, self.plan.to_sql()).into());
        }
        let log_id = self.record(self.connection, Outcome::Success, total, rows_copied, None)?;
        self.connection.execute_batch("COMMIT")?;
        Ok((rows_copied, log_id))
    }

    /// Writes a row of the log about the first steps.
    fn record(
        &self,
        connection: &Connection,
        outcome: Outcome,
        steps: usize,
        rows_copied: u64,
        error: Option<&Error>,
    ) -> rusqlite::Result<i64> {
        let wanted = self.wanted.digest();
        let statements: Vec<String> =
            self.plan.steps.iter().take(steps).flat_map(|step| step.sql.clone()).collect();
        log::record(
            connection,
            &log::LogRow {
                started_at: &self.started_at,
                outcome,
                message: self.message,
                statements: &statements,
                previous_hash: self.previous.get().unwrap_or(&self.plan.from).as_str(),
                wanted_hash: wanted.as_str(),
                performed_by: self.options.performed_by.as_deref(),
                metadata: &metadata(self.plan, rows_copied, error),
            },
        )
    }

    /// What SQLite advises to do at the end. That it is not done hurts nobody.
    fn settle(&self) {
        let _ = self.connection.execute_batch("PRAGMA optimize");
    }

    /// Takes everything back, and says so in the log in a transaction of its own. The settings of the connection go
    /// with it.
    fn undo(&self, error: &Error) {
        // Nothing may stop this.
        let _ = self.connection.progress_handler(0, None::<fn() -> bool>);
        if !self.connection.is_autocommit() && self.connection.execute_batch("ROLLBACK").is_err() {
            return;
        }
        // Where the database has changed or is held by others, nothing was begun.
        if matches!(error, Error::Stale | Error::Busy { .. }) {
            return;
        }
        let record = || -> rusqlite::Result<()> {
            self.connection.execute_batch("BEGIN IMMEDIATE")?;
            let begun = self.begun.get();
            self.record(self.connection, Outcome::Failed, begun, 0, Some(error))?;
            self.connection.execute_batch("COMMIT")
        };
        if record().is_err() && !self.connection.is_autocommit() {
            // The first error is the one to be told; this one may well have the same cause, such as a full disk.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }
}

fn is_rename(step: &Step) -> bool {
    step.hazards.iter().any(|hazard| hazard.kind == HazardKind::Rename)
}
