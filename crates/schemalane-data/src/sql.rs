//! The text of a statement.

use std::fmt;

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// A text for each database that a function was generated for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sql {
    /// For SQLite alone.
    Sqlite(&'static str),
    /// For PostgreSQL alone.
    Postgres(&'static str),
    /// For both.
    Both {
        /// SQLite's.
        sqlite: &'static str,
        /// PostgreSQL's.
        postgres: &'static str,
    },
}

impl Sql {
    /// The text for a database, if there is one.
    #[must_use]
    pub const fn text(self, dialect: Dialect) -> Option<&'static str> {
        match (self, dialect) {
            (Self::Sqlite(text) | Self::Both { sqlite: text, .. }, Dialect::Sqlite)
            | (Self::Postgres(text) | Self::Both { postgres: text, .. }, Dialect::Postgres) => {
                Some(text)
            }
            (Self::Sqlite(_), Dialect::Postgres) | (Self::Postgres(_), Dialect::Sqlite) => None,
        }
    }
}
