//! A database that a test may do anything with, and what every suite asks of it.

use schemalane::sea_orm::{ConnectOptions, Database as Orm, DatabaseConnection};
use schemalane_testkit::{Database, Sqlite};
use sqlx::{AssertSqlSafe, Connection as _, Row as _, SqliteConnection};

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
                lines(reply.rows)
            }
            Self::Sqlite(sqlite) => {
                let mut connection = SqliteConnection::connect(&sqlite.url()).await.unwrap();
                let rows = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
                    .fetch_all(&mut connection)
                    .await
                    .unwrap_or_else(|error| panic!("{error}: {sql}"));
                let cells = |row: sqlx::sqlite::SqliteRow| {
                    let cell = |index| row.try_get_unchecked::<Option<String>, _>(index).unwrap();
                    (0..row.len()).map(cell).collect()
                };
                let rows = rows.into_iter().map(cells).collect();
                connection.close().await.unwrap();
                lines(rows)
            }
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

fn lines(rows: Vec<Vec<Option<String>>>) -> String {
    let row = |row: Vec<Option<String>>| {
        row.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>().join("|")
    };
    rows.into_iter().map(row).collect::<Vec<_>>().join("\n")
}
