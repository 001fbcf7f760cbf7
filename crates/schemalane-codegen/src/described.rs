//! Queries with what their engines say of them.

use schemalane_query::Described;
use schemalane_source::Dialect;

/// The queries of a file, as an engine describes them, with nothing wrong with any of them.
#[derive(Clone, Copy, Debug)]
pub struct QueryModule<'a> {
    /// The file, for messages.
    pub file: &'a str,
    /// The Rust module.
    pub module: &'a str,
    /// The queries, in order.
    pub queries: &'a [Described],
}

/// The files of queries that become code, for each database that there is code for.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Queries<'a> {
    /// As SQLite describes them.
    pub sqlite: &'a [QueryModule<'a>],
    /// As PostgreSQL describes them.
    pub postgres: &'a [QueryModule<'a>],
}

impl<'a> Queries<'a> {
    /// What each database says; one that there is no code for says nothing.
    #[must_use]
    pub const fn new(sqlite: &'a [QueryModule<'a>], postgres: &'a [QueryModule<'a>]) -> Self {
        Self { sqlite, postgres }
    }

    /// What a database says.
    pub(crate) const fn of(&self, dialect: Dialect) -> &'a [QueryModule<'a>] {
        match dialect {
            Dialect::Sqlite => self.sqlite,
            Dialect::Postgres => self.postgres,
        }
    }
}
