//! Queries with what an engine says of them.

use schemalane_query::{Analysis, QueryFile};
use schemalane_source::Dialect;

/// The queries of a file with what an engine says of them.
#[derive(Clone, Copy, Debug)]
pub struct Described<'a> {
    /// The file.
    pub file: &'a QueryFile,
    /// What the engine says of each text of each query, in their order.
    pub analyses: &'a [Vec<Analysis>],
}

/// The files of queries that become code, for each database that there is code for.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Queries<'a> {
    /// As SQLite describes them.
    pub sqlite: &'a [Described<'a>],
    /// As PostgreSQL describes them.
    pub postgres: &'a [Described<'a>],
}

impl<'a> Queries<'a> {
    /// What each database says; one that there is no code for says nothing.
    #[must_use]
    pub const fn new(sqlite: &'a [Described<'a>], postgres: &'a [Described<'a>]) -> Self {
        Self { sqlite, postgres }
    }

    /// What a database says.
    pub(crate) const fn of(&self, dialect: Dialect) -> &'a [Described<'a>] {
        match dialect {
            Dialect::Sqlite => self.sqlite,
            Dialect::Postgres => self.postgres,
        }
    }
}
