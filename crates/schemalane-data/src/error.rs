//! What can go wrong.

use crate::Dialect;

/// What can go wrong with a generated function.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// SeaORM says no, with what the driver has said.
    #[cfg(feature = "sea-orm")]
    #[error(transparent)]
    SeaOrm(#[from] ::sea_orm::DbErr),
    /// The driver says no.
    #[error(transparent)]
    Sqlx(#[from] ::sqlx::Error),
    /// What came is not what the code was generated for.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// The function was generated for another database.
    #[error("this was generated for another database than {found}")]
    WrongDatabase {
        /// The database of the connection.
        found: Dialect,
    },
    /// The connection is to a database of a kind that nothing is generated for.
    #[error("this connection is neither SQLite's nor PostgreSQL's")]
    UnknownDatabase,
    /// A statement that gives a row gave none: a query found nothing, or a trigger or a policy has brought it about.
    #[error("{table}: the statement gave back no row")]
    NoRow {
        /// The table or the query.
        table: &'static str,
    },
}

impl Error {
    /// What the database itself said, if it said something.
    #[must_use]
    pub fn database(&self) -> Option<&dyn ::sqlx::error::DatabaseError> {
        match self {
            #[cfg(feature = "sea-orm")]
            Self::SeaOrm(
                ::sea_orm::DbErr::Exec(::sea_orm::RuntimeErr::SqlxError(error))
                | ::sea_orm::DbErr::Query(::sea_orm::RuntimeErr::SqlxError(error))
                | ::sea_orm::DbErr::Conn(::sea_orm::RuntimeErr::SqlxError(error)),
            ) => error.as_database_error(),
            Self::Sqlx(error) => error.as_database_error(),
            _ => None,
        }
    }

    /// Whether there is such a key already.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        self.database().is_some_and(::sqlx::error::DatabaseError::is_unique_violation)
    }

    /// Whether a row that is referred to is not there, or a row that goes is still referred to.
    #[must_use]
    pub fn is_foreign_key_violation(&self) -> bool {
        self.database().is_some_and(::sqlx::error::DatabaseError::is_foreign_key_violation)
    }
}

/// What came is not what the code was generated for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// The row lacks a column.
    #[error("{table}.{column} is missing: expected {expected}, found {found} columns")]
    MissingField {
        /// The table, view or query.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The Rust type.
        expected: &'static str,
        /// How many columns there are.
        found: usize,
    },
    /// The row has other columns: a `*` in a query is what the table has by now.
    #[error(
        "{table}: expected {expected} columns, found {found}, and not in their places; the schema has changed since the code was generated"
    )]
    OtherColumns {
        /// The table, view or query.
        table: &'static str,
        /// How many columns the code was generated for.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// The value is not one that the Rust type has.
    #[error("{table}.{column}: expected {expected}, found {found}")]
    InvalidType {
        /// The table, view or query.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The Rust type.
        expected: &'static str,
        /// What is there: the type, and whether only the value does not fit.
        found: String,
    },
}
