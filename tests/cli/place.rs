//! A database that a test may do anything with: one suite runs on both kinds.

#[path = "../shared/rows.rs"]
mod rows;

use schemalane_testkit::{Database, Server, Sqlite};

/// An empty database.
pub(crate) enum Place {
    Postgres(Box<Database>),
    Sqlite(Sqlite),
}

impl Place {
    pub(crate) fn postgres() -> Self {
        Self::Postgres(Box::new(Server::shared().database()))
    }

    pub(crate) fn sqlite() -> Self {
        Self::Sqlite(Sqlite::new())
    }

    pub(crate) fn url(&self) -> String {
        match self {
            Self::Postgres(database) => database.url(),
            Self::Sqlite(sqlite) => sqlite.url(),
        }
    }

    /// `postgres` or `sqlite`.
    pub(crate) fn dialect(&self) -> &'static str {
        match self {
            Self::Postgres(_) => "postgres",
            Self::Sqlite(_) => "sqlite",
        }
    }

    /// The schema where nothing else is said.
    pub(crate) fn schema(&self) -> &'static str {
        match self {
            Self::Postgres(_) => "public",
            Self::Sqlite(_) => "main",
        }
    }

    /// A statement that takes longer than any test.
    pub(crate) fn endless(&self) -> &'static str {
        match self {
            Self::Postgres(_) => "SELECT pg_sleep(600);",
            Self::Sqlite(_) => {
                "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n;"
            }
        }
    }

    /// Whether an [endless](Self::endless) migration runs, or is about to.
    pub(crate) fn is_at_work(&self) -> bool {
        match self {
            Self::Postgres(database) => {
                database.sessions().iter().any(|session| session.waits_for == "Timeout:PgSleep")
            }
            Self::Sqlite(_) => self.has("flyway_schema_history"),
        }
    }

    /// Runs SQL and gives the rows: columns divided by `|`, rows by line feeds, nothing for null.
    pub(crate) fn sql(&self, sql: &str) -> String {
        match self {
            Self::Postgres(database) => {
                let mut client = database.client();
                let reply = client.simple(sql).unwrap_or_else(|failure| panic!("{failure}: {sql}"));
                rows::lines(reply.rows)
            }
            Self::Sqlite(sqlite) => rows_of(&sqlite.url(), sql),
        }
    }

    /// Whether a table of this name is there.
    pub(crate) fn has(&self, table: &str) -> bool {
        let catalog = match self {
            Self::Postgres(_) => format!("SELECT relname FROM pg_class WHERE relname = '{table}'"),
            Self::Sqlite(_) => format!("SELECT name FROM sqlite_schema WHERE name = '{table}'"),
        };
        !self.sql(&catalog).is_empty()
    }
}

/// Runs SQL on a SQLite file.
pub(crate) fn rows_of(url: &str, sql: &str) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(rows::of(url, sql))
}
