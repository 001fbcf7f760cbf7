//! The databases that one code is for.

use schemalane_source::Dialect;

/// The databases that one code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Databases {
    Sqlite,
    Postgres,
    Both,
}

impl From<Dialect> for Databases {
    fn from(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Sqlite => Self::Sqlite,
            Dialect::Postgres => Self::Postgres,
        }
    }
}
