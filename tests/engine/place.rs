//! A database that a test may do anything with: one suite runs on both kinds.

#[path = "../shared/place.rs"]
mod shared;

use schemalane::Dialect;
use schemalane_testkit::{Server, Sqlite};

pub(crate) use self::shared::{Place, connect};

impl Place {
    pub(crate) fn postgres() -> Self {
        Self::Postgres(Box::new(Server::shared().database()))
    }

    pub(crate) fn sqlite() -> Self {
        Self::Sqlite(Sqlite::new())
    }

    pub(crate) fn dialect(&self) -> Dialect {
        match self {
            Self::Postgres(_) => Dialect::Postgres,
            Self::Sqlite(_) => Dialect::Sqlite,
        }
    }

    /// Whether a table of this name can be read.
    pub(crate) async fn has(&self, table: &str) -> bool {
        let question = match self {
            Self::Postgres(_) => format!("SELECT count(*) FROM pg_class WHERE relname = '{table}'"),
            Self::Sqlite(_) => {
                format!("SELECT CAST(count(*) AS TEXT) FROM sqlite_schema WHERE name = '{table}'")
            }
        };
        self.sql(&question).await != "0"
    }

    /// Everything that the database holds, by name.
    pub(crate) async fn catalog(&self) -> String {
        self.sql(match self {
            Self::Postgres(_) => {
                "SELECT relname || ' ' || relkind::text FROM pg_class \
                 WHERE relnamespace NOT IN ('pg_catalog'::regnamespace, \
                     'information_schema'::regnamespace, 'pg_toast'::regnamespace) \
                 UNION ALL SELECT proname FROM pg_proc \
                 WHERE pronamespace NOT IN ('pg_catalog'::regnamespace, \
                     'information_schema'::regnamespace) \
                 ORDER BY 1"
            }
            Self::Sqlite(_) => "SELECT type || ' ' || name FROM sqlite_schema ORDER BY 1",
        })
        .await
    }
}
