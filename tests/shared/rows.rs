//! Rows as text.

use sqlx::{AssertSqlSafe, Connection as _, Row as _, SqliteConnection};

/// Runs SQL on a SQLite file, and gives its rows.
pub(super) async fn of(url: &str, sql: &str) -> String {
    let mut connection = SqliteConnection::connect(url).await.unwrap();
    let rows = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).fetch_all(&mut connection).await;
    let rows = rows.unwrap_or_else(|error| panic!("{error}: {sql}"));
    let cells = |row: sqlx::sqlite::SqliteRow| {
        let cell = |index| row.try_get_unchecked::<Option<String>, _>(index).unwrap();
        (0..row.len()).map(cell).collect()
    };
    let rows = rows.into_iter().map(cells).collect();
    connection.close().await.unwrap();
    lines(rows)
}

/// Columns divided by `|`, rows by line feeds, nothing for null.
pub(super) fn lines(rows: Vec<Vec<Option<String>>>) -> String {
    let row = |row: Vec<Option<String>>| {
        row.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>().join("|")
    };
    rows.into_iter().map(row).collect::<Vec<_>>().join("\n")
}
