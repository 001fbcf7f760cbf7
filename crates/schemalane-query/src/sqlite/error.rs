//! Why there is no database to ask.

use schemalane_schema::Cycle;

/// Why a schema did not become a database.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Objects of the schema need each other in a circle.
    #[error(transparent)]
    Cycle(#[from] Cycle),
    /// A statement of the schema failed.
    #[error("SQLite refuses a statement of the schema: {source}\n{statement}")]
    Statement {
        /// The statement.
        statement: String,
        /// SQLite's words.
        source: rusqlite::Error,
    },
    /// SQLite did not tell what is in the schema.
    #[error("SQLite does not tell its schema: {0}")]
    Engine(#[from] rusqlite::Error),
}
