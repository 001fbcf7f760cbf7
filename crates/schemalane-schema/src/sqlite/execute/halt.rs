//! Why an execution failed.

use crate::{Error, Plan, Step};
use rusqlite::ErrorCode;

/// Why an execution failed.
pub(super) struct Halt(pub(super) Error);

impl Halt {
    /// What the steps did is not right.
    pub(super) fn at(number: usize, plan: &Plan, message: String) -> Self {
        let step = number.checked_sub(1).and_then(|index| plan.steps.get(index));
        Self(Error::Step {
            number,
            summary: step.map(|step| step.summary.clone()).unwrap_or_default(),
            sql: String::new(),
            message,
            sqlstate: None,
            committed: 0,
        })
    }

    /// A statement of a step failed.
    pub(super) fn of(number: usize, step: &Step, sql: &str, error: &rusqlite::Error) -> Self {
        Self(general(error).unwrap_or_else(|| Error::Step {
            number,
            summary: step.summary.clone(),
            sql: sql.to_owned(),
            message: message(error),
            sqlstate: None,
            committed: 0,
        }))
    }
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self(match error {
            Error::Database { doing, source } => match source.downcast::<rusqlite::Error>() {
                Ok(source) => general(&source).unwrap_or(Error::Database { doing, source }),
                Err(source) => Error::Database { doing, source },
            },
            other => other,
        })
    }
}

impl From<rusqlite::Error> for Halt {
    fn from(error: rusqlite::Error) -> Self {
        Self(general(&error).unwrap_or_else(|| Error::Database {
            doing: "execute the plan",
            source: message(&error).into(),
        }))
    }
}

/// What is no fault of a statement.
fn general(error: &rusqlite::Error) -> Option<Error> {
    match error.sqlite_error_code()? {
        ErrorCode::OperationInterrupted => Some(Error::Cancelled { committed: 0 }),
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Some(Error::Busy {
            reason: "another process writes to the database, and nothing was done: stop it, or try again when it is ready"
                .to_owned(),
        }),
        _ => None,
    }
}

/// What SQLite said, and what to do.
fn message(error: &rusqlite::Error) -> String {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => format!(
            "{error}: a table that is rebuilt needs about twice its room for a while; make room and run it again"
        ),
        Some(ErrorCode::ReadOnly) => {
            format!("{error}: change the permissions of the file and its folder, and run it again")
        }
        _ => error.to_string(),
    }
}
