//! A database that a test may do anything with, and what every suite asks of it.

#[path = "rows.rs"]
mod rows;

use schemalane::sea_orm::{ConnectOptions, Database as Orm, DatabaseConnection};
use schemalane_testkit::{Database, Sqlite};

/// An empty database.
pub(crate) enum Place {
    Postgres(Box<Database>),
    Sqlite(Sqlite),
}

/// Every history row, as `rank version type script success`.
const HISTORY: &str = "SELECT installed_rank, version, type, script, \
    CASE WHEN success THEN 'applied' ELSE 'failed' END \
    FROM flyway_schema_history ORDER BY installed_rank";

impl Place {
    pub(crate) fn url(&self) -> String {
        match self {
            Self::Postgres(database) => database.url(),
            Self::Sqlite(sqlite) => sqlite.url(),
        }
    }

    /// A pool of the application's own.
    pub(crate) async fn connect(&self) -> DatabaseConnection {
        connect(&self.url()).await
    }

    /// Runs SQL on a connection that has nothing to do with the engine, and gives the rows:
    /// columns divided by `|`, rows by line feeds, nothing for null.
    pub(crate) async fn sql(&self, sql: &str) -> String {
        match self {
            Self::Postgres(database) => {
                let mut client = database.client();
                let reply = client.simple(sql).unwrap_or_else(|failure| panic!("{failure}: {sql}"));
                rows::lines(reply.rows)
            }
            Self::Sqlite(sqlite) => rows::of(&sqlite.url(), sql).await,
        }
    }

    /// The rows of the default history table.
    pub(crate) async fn history(&self) -> Vec<String> {
        let text = self.sql(HISTORY).await;
        text.lines().map(str::to_owned).collect()
    }
}

/// A pool for this URL that says nothing in the log.
pub(crate) async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.sqlx_logging(false);
    Orm::connect(options).await.unwrap()
}
