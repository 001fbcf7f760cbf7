//! Queries whose rows come as JSON, which gives each column its name.

use super::Scope;
use crate::Error;
use serde::de::DeserializeOwned;
use sqlx::{AssertSqlSafe, PgConnection};

/// The rows of a query of ours.
pub(super) async fn rows<T: DeserializeOwned>(
    connection: &mut PgConnection,
    scope: &Scope,
    sql: &'static str,
) -> Result<Vec<T>, Error> {
    let prefix = include_str!("prefix.sql");
    let text = format!("{prefix}\nSELECT pg_catalog.to_json(r)::text FROM (\n{sql}\n) AS r");
    let found: Vec<String> = sqlx::query_scalar(AssertSqlSafe(text))
        .bind(scope.schemas.clone())
        .fetch_all(connection)
        .await?;
    found
        .iter()
        .map(|row| {
            serde_json::from_str(row).map_err(|source| Error::Database {
                doing: "describe its schema",
                source: Box::new(source),
            })
        })
        .collect()
}
