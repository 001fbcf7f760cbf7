//! Runs statements in an order that works, whatever the order they are written in.

use super::confinement::{self, Concern, Confinement};
use super::{Scratch, foreign_key};
use crate::postgres::connection::{literal, run};
use crate::postgres::message::{sentence, way_out};
use crate::{Error, Origin};
use sqlx::postgres::{PgDatabaseError, PgErrorPosition};

/// A statement that still has to run.
pub(super) struct Pending {
    /// Its text.
    pub(super) text: String,
    /// Where it begins.
    pub(super) origin: Option<Origin>,
    /// The statement that says where names without a schema are searched.
    pub(super) search: String,
    /// Whether it does not matter when it fails.
    pub(super) optional: bool,
}

/// A statement that failed, and why.
pub(super) struct Failed {
    pub(super) pending: Pending,
    pub(super) error: sqlx::Error,
}

/// What is only missing: it may come in another round.
const MISSING: &[&str] = &["42P01", "42883", "42704", "3F000", "42703"];
/// Statements between two commits, so that the server's table of locks does not overflow.
const BATCH: usize = 256;
/// What follows a statement in one message, so that each takes one round trip. Nothing may stand before it: a text that
/// cannot be parsed fails as a whole.
const AFTER: &str = "\n;RELEASE SAVEPOINT schemalane; SAVEPOINT schemalane";

/// Runs them all, again and again until nothing more succeeds. What is left has failed.
pub(super) async fn all(
    scratch: &mut Scratch,
    mut pending: Vec<Pending>,
) -> Result<Vec<Failed>, Error> {
    run(&mut scratch.connection, "SET synchronous_commit = off").await?;
    loop {
        let (count, mut failed) = (pending.len(), round(scratch, pending).await?);
        if failed.is_empty() {
            return Ok(failed);
        }
        if failed.len() == count {
            // Two tables may refer to each other.
            let Some(position) = failed.iter().position(is_circular) else { return Ok(failed) };
            let Failed { pending, .. } = failed.remove(position);
            let parts = foreign_key::cut(&pending);
            pending_of(&mut failed, position, parts);
        }
        pending = failed.into_iter().map(|failed| failed.pending).collect();
    }
}

fn pending_of(failed: &mut Vec<Failed>, position: usize, parts: Vec<Pending>) {
    let parts =
        parts.into_iter().map(|pending| Failed { pending, error: sqlx::Error::RowNotFound });
    failed.splice(position..position, parts);
}

fn is_circular(failed: &Failed) -> bool {
    code(&failed.error).as_deref() == Some("42P01") && foreign_key::cut(&failed.pending).len() > 1
}

/// Tries each of them once.
async fn round(scratch: &mut Scratch, pending: Vec<Pending>) -> Result<Vec<Failed>, Error> {
    let Scratch { connection, confinement, .. } = scratch;
    let mut failed = Vec::new();
    let mut search = String::new();
    run(connection, "BEGIN; SAVEPOINT schemalane").await?;
    for (index, pending) in pending.into_iter().enumerate() {
        if index > 0 && index % BATCH == 0 {
            run(connection, "COMMIT; BEGIN; SAVEPOINT schemalane").await?;
        }
        if search != pending.search {
            // Outside of the savepoint, or a rollback would take it back.
            run(connection, "RELEASE SAVEPOINT schemalane").await?;
            run(connection, &pending.search).await?;
            run(connection, "SAVEPOINT schemalane").await?;
            search.clone_from(&pending.search);
        }
        let concern = confinement::concern(&pending.text);
        if *confinement == Confinement::Complete
            && let Some(called) = confinement::called_in_bounds(&pending.text)
        {
            return Err(unconfined(
                &pending,
                &format!("the bounds of the partition call {called}"),
            ));
        }
        if concern == Concern::Confinement {
            confinement.undo(connection).await?;
        }
        let text = format!("{}{AFTER}", pending.text);
        if let Err(error) = run(connection, &text).await {
            if error.as_database_error().is_none() {
                return Err(error.into());
            }
            run(connection, "ROLLBACK TO SAVEPOINT schemalane").await?;
            failed.push(Failed { pending, error });
        } else if let Some(danger) = confinement.danger(connection, concern).await? {
            return Err(unconfined(&pending, &danger));
        }
        if matches!(concern, Concern::Routine | Concern::Confinement) {
            confinement.confine(connection).await?;
            run(connection, "RELEASE SAVEPOINT schemalane; SAVEPOINT schemalane").await?;
        }
    }
    run(connection, "COMMIT").await?;
    Ok(failed)
}

/// A statement that a superuser does not execute to try it.
fn unconfined(pending: &Pending, reason: &str) -> Error {
    let reason = format!("{reason}, which would run with all rights of a superuser");
    let help = "write a value instead, or let a role that is none do it";
    let words = pending.text.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
    match &pending.origin {
        Some(origin) => Error::NotAllowed {
            origin: origin.clone(),
            statement: words,
            reason,
            help: help.to_owned(),
        },
        None => Error::server(format!("`{words}` of the database is not tried: {reason}"), help),
    }
}

fn code(error: &sqlx::Error) -> Option<String> {
    error.as_database_error()?.code().map(|code| code.into_owned())
}

/// The failure that explains the others: not one for something that is missing, if there is another.
pub(super) fn cause(failed: Vec<Failed>) -> Option<Failed> {
    let is_own =
        |failed: &Failed| !code(&failed.error).is_some_and(|code| MISSING.contains(&&*code));
    let position = failed.iter().position(is_own).unwrap_or(0);
    failed.into_iter().nth(position)
}

/// What the server said, and where.
pub(super) fn describe(failed: Failed) -> Error {
    let Failed { pending, error } = failed;
    let Some(mut origin) = pending.origin else {
        return Error::Database {
            doing: "copy the schema to try things on",
            source: Box::new(error),
        };
    };
    let Some(server) = error.as_database_error() else { return error.into() };
    let position = server.try_downcast_ref::<PgDatabaseError>().and_then(PgDatabaseError::position);
    if let Some(PgErrorPosition::Original(position)) = position {
        let ahead = pending.text.chars().take(position.saturating_sub(1));
        let lines = ahead.filter(|character| *character == '\n').count();
        origin.line += u32::try_from(lines).unwrap_or(0);
    }
    Error::Statement { origin, message: sentence(&error), help: way_out(&error) }
}

/// The statement that searches names without a schema in this one.
pub(super) fn search(schema: &str) -> String {
    format!("SELECT pg_catalog.set_config('search_path', {}, false)", literal(schema))
}
