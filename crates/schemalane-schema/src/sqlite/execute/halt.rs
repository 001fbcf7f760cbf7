//! Why an execution failed.

use crate::sqlite::way_out;
use crate::{Error, Plan, Step};
use rusqlite::ErrorCode;

/// Why an execution failed.
pub(super) struct Halt(pub(super) Error);

impl Halt {
    /// What the steps did is not right.
    pub(super) fn at(number: usize, plan: &Plan, message: String, help: &'static str) -> Self {
        let step = number.checked_sub(1).and_then(|index| plan.steps.get(index));
        Self(Error::Step {
            number,
            summary: step.map(|step| step.summary.clone()).unwrap_or_default(),
            sql: String::new(),
            message,
            help: Some(help),
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
            message: error.to_string(),
            help: way_out(error),
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
            source: Box::new(error),
        }))
    }
}

/// What is no fault of a statement.
fn general(error: &rusqlite::Error) -> Option<Error> {
    match error.sqlite_error_code()? {
        ErrorCode::OperationInterrupted => Some(Error::Cancelled { committed: 0 }),
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Some(Error::busy(
            "another process writes to the database, and nothing was done",
            "stop it, or try again when it is ready",
        )),
        _ => None,
    }
}
