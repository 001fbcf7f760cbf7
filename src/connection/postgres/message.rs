//! One message and its replies.

use futures_util::TryStreamExt as _;
use sqlx::{AssertSqlSafe, Either, PgConnection, Row as _, postgres::PgRow};

use super::payload::Failed;
use crate::connection::TextRow;

/// Sends one message and takes its replies in.
pub(super) async fn converse(
    connection: &mut PgConnection,
    message: String,
    limit: usize,
    mut tell_done: impl FnMut(),
) -> Result<Vec<TextRow>, Failed> {
    let mut results = sqlx::raw_sql(AssertSqlSafe(message)).fetch_many(connection);
    let (mut completed, mut current, mut last) = (0, Vec::new(), Vec::new());
    loop {
        match results.try_next().await {
            Ok(Some(Either::Left(_))) => {
                completed += 1;
                tell_done();
                last = std::mem::take(&mut current);
            }
            Ok(Some(Either::Right(row))) if current.len() < limit => current.push(row),
            Ok(Some(Either::Right(_))) => {}
            Ok(None) => break,
            Err(source) => return Err(Failed { source, completed }),
        }
    }
    // What a migration selects need not be text that we can read.
    last.iter().map(cells).collect::<Result<_, _>>().map_err(|source| Failed { source, completed })
}

/// The first byte behind the `\.` line that ends the data of a `COPY`.
pub(super) fn after_data(text: &str, end: usize) -> usize {
    text[end..].find('\n').map_or(text.len(), |line| end + line + 1)
}

pub(super) fn joined(statements: &[String]) -> String {
    statements.iter().fold(String::new(), |text, statement| text + statement + ";\n")
}

pub(super) fn cells(row: &PgRow) -> Result<TextRow, sqlx::Error> {
    (0..row.len()).map(|index| row.try_get_unchecked::<Option<String>, _>(index)).collect()
}
