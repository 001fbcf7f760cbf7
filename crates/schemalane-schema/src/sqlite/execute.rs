//! Executes a plan: all of it or nothing.

mod frame;
mod watch;

use super::connection::{busy, read_write};
use super::{log, read, scratch};
use crate::{Error, Event, Files, Options, Outcome, Plan, Progress, Report, Schema, diff};
use frame::Frame;
use rusqlite::{Connection, ErrorCode};
use std::path::Path;
use std::time::Instant;
use watch::Watch;

/// Executes a plan in one transaction, with the row of the log in it, and looks at the end whether the schema is the
/// wanted one.
pub(crate) fn execute(
    path: &Path,
    files: &Files,
    plan: &Plan,
    message: Option<&str>,
    options: &Options,
    progress: &Progress,
) -> Result<Report, Error> {
    let start = Instant::now();
    let report = |rows_copied, log_id| Report {
        plan: plan.clone(),
        rows_copied,
        duration_ms: milliseconds(start),
        log_id,
    };
    if plan.is_empty() && message.is_none() {
        return Ok(report(0, None));
    }
    let wanted = scratch::of_files(scratch::statements(files)?, options)?.schema;
    let connection = read_write(path)?;
    let started_at = log::now(&connection)?;
    let frame = Frame::open(&connection)?;
    let watch = Watch::new(&connection, progress)?;
    let run =
        Run { connection: &connection, plan, wanted: &wanted, options, progress, watch: &watch };
    let row = |outcome, statements, metadata| log::LogRow {
        started_at: started_at.clone(),
        outcome,
        message,
        statements,
        previous_hash: plan.from.as_str(),
        wanted_hash: plan.to.as_str(),
        performed_by: options.performed_by.as_deref(),
        metadata,
    };
    let result = run.transaction(|| {
        let metadata = crate::log::metadata(plan, watch.copied(), None);
        log::record(&connection, &row(Outcome::Success, run.statements(plan.steps.len()), metadata))
    });
    watch.end(&connection)?;
    let result = match result {
        Ok(log_id) => Ok(report(watch.copied(), Some(log_id))),
        Err(Error::Stale) => Err(Error::Stale),
        Err(error @ Error::Busy { .. }) => Err(error),
        Err(error) => {
            let reached = match &error {
                Error::Step { number, .. } => *number,
                _ => plan.steps.len(),
            };
            let metadata = crate::log::metadata(plan, 0, Some(&error));
            // What kept the plan from being executed may keep the row from being written; the error is told anyway.
            let _ =
                log::record(&connection, &row(Outcome::Failed, run.statements(reached), metadata));
            Err(error)
        }
    };
    frame.close(&connection)?;
    result
}

fn milliseconds(start: Instant) -> u64 {
    u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// What a run knows.
struct Run<'r> {
    connection: &'r Connection,
    plan: &'r Plan,
    wanted: &'r Schema,
    options: &'r Options,
    progress: &'r Progress,
    watch: &'r Watch,
}

impl<'r> Run<'r> {
    /// The statements of the first steps.
    fn statements(&self, steps: usize) -> Vec<&'r str> {
        self.plan.steps.iter().take(steps).flat_map(|step| &step.sql).map(String::as_str).collect()
    }

    /// Everything, and the row of the log, or nothing.
    fn transaction(&self, record: impl FnOnce() -> rusqlite::Result<i64>) -> Result<i64, Error> {
        self.connection
            .execute_batch("BEGIN IMMEDIATE")
            .map_err(|error| self.failure(&error, 0, ""))?;
        let done =
            self.steps().and_then(|()| record().map_err(|error| self.failure(&error, 0, "")));
        let done = done.and_then(|log_id| {
            self.connection.execute_batch("COMMIT").map_err(|error| self.failure(&error, 0, ""))?;
            Ok(log_id)
        });
        // A full disk may have ended the transaction already.
        if done.is_err() && !self.connection.is_autocommit() {
            self.connection.execute_batch("ROLLBACK")?;
        }
        done
    }

    fn steps(&self) -> Result<(), Error> {
        if read::schema(self.connection, self.options)?.digest() != self.plan.from {
            return Err(Error::Stale);
        }
        let before = frame::violations(self.connection)?;
        let total = self.plan.steps.len();
        for (index, step) in self.plan.steps.iter().enumerate() {
            let number = index + 1;
            self.progress.tell(&Event::StepStarted {
                number,
                total,
                summary: step.summary.clone(),
            });
            let start = Instant::now();
            self.watch.begin(step);
            for sql in &step.sql {
                self.connection
                    .execute_batch(sql)
                    .map_err(|error| self.failure(&error, number, sql))?;
                self.keeps_rows(number, sql)?;
            }
            self.watch.finish(step);
            self.progress.tell(&Event::StepFinished { number, milliseconds: milliseconds(start) });
        }
        self.verify(&before)
    }

    /// Counts the rows before the old table goes.
    fn keeps_rows(&self, number: usize, sql: &str) -> Result<(), Error> {
        let Some(step) = self.plan.steps.get(number - 1) else { return Ok(()) };
        let (Some(expected), true) =
            (step.rows, sql.starts_with("INSERT INTO") && sql.contains(" SELECT "))
        else {
            return Ok(());
        };
        if sql.contains("sqlite_sequence") {
            return Ok(());
        }
        let copied = self.connection.changes();
        // Rows may have come since the plan was made; what counts is what is there now.
        let there =
            sql.rsplit_once(" FROM ").map(|(_, table)| format!("SELECT count(*) FROM {table}"));
        let there = match there {
            Some(query) => super::probe::count(self.connection, &query)?,
            None => expected,
        };
        if copied == there {
            return Ok(());
        }
        Err(Error::Step {
            number,
            summary: step.summary.clone(),
            sql: sql.to_owned(),
            message: format!("{copied} of {there} rows were copied"),
            sqlstate: None,
            committed: 0,
        })
    }

    /// What came of it must be what was wanted, and no reference may be broken that was whole.
    fn verify(&self, before: &frame::Violations) -> Result<(), Error> {
        let left = diff(&read::schema(self.connection, self.options)?, self.wanted, self.options);
        if !left.is_empty() {
            return Err(Error::Unverified {
                differences: left.iter().map(ToString::to_string).collect(),
                plan: self.plan.to_sql(),
            });
        }
        let broken: Vec<String> =
            frame::violations(self.connection)?.difference(before).take(5).cloned().collect();
        if broken.is_empty() {
            return Ok(());
        }
        let number = self.plan.steps.len();
        Err(Error::Step {
            number,
            summary: "check the foreign keys".to_owned(),
            sql: "PRAGMA foreign_key_check".to_owned(),
            message: format!("rows would refer to nothing: {}", broken.join("; ")),
            sqlstate: None,
            committed: 0,
        })
    }

    fn failure(&self, error: &rusqlite::Error, number: usize, sql: &str) -> Error {
        if let Some(busy) = busy(error) {
            return busy;
        }
        if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) {
            return Error::Cancelled;
        }
        let summary = match number.checked_sub(1).and_then(|index| self.plan.steps.get(index)) {
            Some(step) => step.summary.clone(),
            None => "begin and commit".to_owned(),
        };
        let way_out = match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => ": make room; a rebuild needs the table's size twice",
            Some(ErrorCode::ReadOnly) => ": the file or its folder cannot be written",
            _ => "",
        };
        Error::Step {
            number,
            summary,
            sql: sql.to_owned(),
            message: format!("{error}{way_out}"),
            sqlstate: None,
            committed: 0,
        }
    }
}
