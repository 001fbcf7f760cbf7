//! Where a database is.

use schemalane_source::Dialect;
#[cfg(feature = "postgres")]
use sqlx::postgres::PgConnectOptions;
use std::fmt;
#[cfg(feature = "sqlite")]
use std::path::PathBuf;

/// Where a database is. It is not connected to before it is used.
#[derive(Clone)]
#[non_exhaustive]
pub enum Database {
    /// The file of a SQLite database. It is created by an execution only, never by looking.
    #[cfg(feature = "sqlite")]
    Sqlite(PathBuf),
    /// A database of a PostgreSQL server.
    #[cfg(feature = "postgres")]
    Postgres(Box<PgConnectOptions>),
}

impl Database {
    /// The file of a SQLite database.
    #[cfg(feature = "sqlite")]
    pub fn sqlite(path: impl Into<PathBuf>) -> Self {
        Self::Sqlite(path.into())
    }

    /// A database of a PostgreSQL server.
    #[cfg(feature = "postgres")]
    #[must_use]
    pub fn postgres(options: PgConnectOptions) -> Self {
        Self::Postgres(Box::new(options))
    }

    /// The database's kind.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(_) => Dialect::Sqlite,
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => Dialect::Postgres,
        }
    }
}

/// Without the password, which the driver's own `Debug` would show.
impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(path) => f.debug_tuple("Sqlite").field(path).finish(),
            #[cfg(feature = "postgres")]
            Self::Postgres(options) => f
                .debug_struct("Postgres")
                .field("host", &options.get_host())
                .field("port", &options.get_port())
                .field("database", &options.get_database())
                .finish_non_exhaustive(),
        }
    }
}
