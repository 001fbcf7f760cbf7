//! What can go wrong in and around a Rust migration.

use std::{any::Any, panic::AssertUnwindSafe, sync::Arc};

use futures_util::FutureExt as _;
use sea_orm::{DbErr, RuntimeErr};

use super::{Stopped, refused};
use crate::{
    Error,
    error::is_busy,
    failure::{Failure, database_error},
    manifest::{BoxError, Migration},
};

/// What can go wrong around a Rust migration.
pub(super) enum Fault {
    /// Its row could not be written, or not be kept.
    Row(DbErr),
    /// The session could not be set to what it runs under.
    Setting(DbErr),
    /// It returned an error, or the transaction around it did.
    Returned(BoxError),
    /// It panicked with this message.
    Panicked(String),
    /// It ignored an error that had broken its transaction.
    Broken,
    /// The history is not what it was, but for its own row.
    History,
}

/// What went wrong, and what is left of it.
pub(super) struct Stray {
    pub(super) fault: Fault,
    /// Whether the transaction in which it happened was still ours, so that
    /// all of it could be rolled back.
    pub(super) is_ours: bool,
}

impl Fault {
    /// The server refuses everything in a transaction that an error broke,
    /// however well the migration hid that error.
    pub(super) fn after_work(error: DbErr) -> Self {
        match &error {
            DbErr::Exec(RuntimeErr::SqlxError(source))
            | DbErr::Query(RuntimeErr::SqlxError(source))
                if source.as_database_error().and_then(|error| error.code()).as_deref()
                    == Some("25P02") =>
            {
                Self::Broken
            }
            _ => Self::Returned(error.into()),
        }
    }

    /// Nothing is wrong with a migration that another connection keeps from
    /// being committed.
    pub(super) fn of_commit(error: DbErr) -> Self {
        if database_error(&error).is_some_and(is_busy) {
            Self::Row(error)
        } else {
            Self::Returned(error.into())
        }
    }

    /// What is told of it; something else where the migration is not to blame.
    pub(super) fn failure(self, migration: &Migration) -> Result<Failure, Stopped> {
        match self {
            Self::Row(error) => Err(unwritten(error)),
            Self::Setting(error) => Err(unset(migration.script(), error)),
            Self::Returned(error) => Ok(Failure::of_function(migration, &error)),
            Self::Panicked(message) => Ok(Failure::of_panic(migration, &message)),
            Self::Broken => Ok(Failure::of_commit(migration)),
            Self::History => Ok(Failure::of_history(migration)),
        }
    }
}

impl From<DbErr> for Fault {
    fn from(error: DbErr) -> Self {
        Self::Returned(error.into())
    }
}

/// Runs a migration so that a panic is a failure like any other.
pub(super) async fn guarded(work: impl Future<Output = Result<(), BoxError>>) -> Result<(), Fault> {
    match AssertUnwindSafe(work).catch_unwind().await {
        Ok(outcome) => outcome.map_err(Fault::Returned),
        Err(payload) => Err(Fault::Panicked(panic_message(payload.as_ref()))),
    }
}

fn panic_message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "without a message".to_owned())
}

/// The row could not be written, or the transaction for it not be begun.
fn unwritten(error: DbErr) -> Stopped {
    match driver_error(error) {
        Ok(source) => refused(source),
        Err(source) => Error::SeaOrm { action: "write the history row", source }.into(),
    }
}

/// The session could not be set to what the configuration says.
fn unset(script: &str, error: DbErr) -> Stopped {
    let unset = match driver_error(error) {
        Ok(source) => Error::setting(script, source),
        Err(source) => Error::SeaOrm { action: "prepare the session", source },
    };
    unset.into()
}

/// The driver's own error, where there is one and nobody else holds it.
fn driver_error(error: DbErr) -> Result<sqlx::Error, DbErr> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(source))
        | DbErr::Exec(RuntimeErr::SqlxError(source))
        | DbErr::Query(RuntimeErr::SqlxError(source)) => {
            Arc::try_unwrap(source).map_err(|source| DbErr::Exec(RuntimeErr::SqlxError(source)))
        }
        other => Err(other),
    }
}
