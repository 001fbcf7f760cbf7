//! Why a query was not described.

use crate::Refusal;
use sqlx::postgres::{PgDatabaseError, PgErrorPosition};

/// Why a query was not described.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The server refuses the query.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The server cannot tell the type of a parameter: somebody has to say it.
    #[error("{message}")]
    #[non_exhaustive]
    Untyped {
        /// The number of the parameter, from 1.
        parameter: usize,
        /// The server's own words.
        message: String,
        /// The byte of the query that it is about, where the server says it.
        offset: Option<usize>,
    },
    /// The connection is lost, or the server refuses what is not the query's.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl Error {
    /// Why the server refuses a type that somebody has stated.
    pub(super) fn of_type(error: sqlx::Error, name: &str) -> Self {
        match Self::of_query(error, name) {
            Self::Refused(refusal) => Self::Refused(Refusal { offset: None, ..refusal }),
            other => other,
        }
    }

    /// Why the server refuses a query.
    pub(super) fn of_query(error: sqlx::Error, sql: &str) -> Self {
        let Some(said) = error
            .as_database_error()
            .and_then(|error| error.try_downcast_ref::<PgDatabaseError>())
            .filter(|said| is_of_query(said.code()))
        else {
            return Self::Database(error);
        };
        let message = said.message().to_owned();
        let offset = match said.position() {
            Some(PgErrorPosition::Original(position)) => Some(offset(sql, position)),
            Some(PgErrorPosition::Internal { .. }) | None => None,
        };
        match (said.code(), parameter(&message)) {
            (INDETERMINATE, Some(parameter)) => Self::Untyped { parameter, message, offset },
            _ => {
                let help = said.hint().map(str::to_owned);
                Self::Refused(Refusal { message, offset, help })
            }
        }
    }
}

/// The state of a type that cannot be told.
const INDETERMINATE: &str = "42P18";

/// Whether an error is about the query, and not about the server: no connection, no resources, an operator's stop.
fn is_of_query(code: &str) -> bool {
    !["08", "53", "57", "58", "F0", "XX"].iter().any(|class| code.starts_with(class))
}

/// The byte of a character, which are counted from 1.
fn offset(sql: &str, position: usize) -> usize {
    let character = sql.char_indices().nth(position.saturating_sub(1));
    character.map_or(sql.len(), |(offset, _)| offset)
}

/// The parameter that a message names.
fn parameter(message: &str) -> Option<usize> {
    let (_, rest) = message.split_once('$')?;
    let digits = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..digits)?.parse().ok()
}
