//! Tables of other tools in a database of PostgreSQL.

use crate::{Error, Options, Wanted, stranger};
use schemalane_source::Dialect;
use sqlx::PgConnection;

const TABLES: &str = "SELECT n.nspname::text, c.relname::text, ARRAY(
        SELECT a.attname::text FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    )
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      AND (pg_catalog.lower(c.relname) = ANY ($1) OR EXISTS (
          SELECT FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = c.oid AND a.attname = $2))
    ORDER BY 1, 2";

/// The options, with the tables of other tools that the database has and the files do not.
pub(super) async fn known(
    connection: &mut PgConnection,
    statements: &[Wanted],
    options: &Options,
) -> Result<Options, Error> {
    let tables: Vec<(String, String, Vec<String>)> = sqlx::query_as(TABLES)
        .bind(stranger::names())
        .bind(stranger::MARK)
        .fetch_all(connection)
        .await?;
    let recognise = |(schema, table, columns): (String, String, Vec<String>)| {
        stranger::recognise(&schema, &table, &columns, statements, Dialect::Postgres)
    };
    Ok(options.beside(tables.into_iter().filter_map(recognise).collect()))
}
