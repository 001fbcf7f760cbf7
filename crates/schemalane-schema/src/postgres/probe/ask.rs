//! Questions in SQL, in terms of the names after the renames.

use super::super::connection::quote;
use super::super::plan::rename;
use crate::{Error, Match, ObjectId, Renames, Rule, Schema};
use sqlx::{AssertSqlSafe, PgConnection};

/// Who asks.
pub(super) struct Ask<'a> {
    pub(super) connection: &'a mut PgConnection,
    /// The actual schema after the renames.
    pub(super) schema: &'a Schema,
    pub(super) renames: &'a Renames,
}

/// Rows that are in the way.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) count: i64,
    /// The keys of the first few.
    pub(super) examples: Vec<String>,
}

impl Ask<'_> {
    /// The rows of a table under the names that its columns will have.
    pub(super) fn source(&self, table: &ObjectId) -> String {
        let real = super::real(self.renames, table);
        let renamed: String = rename::columns(self.renames, table)
            .iter()
            .map(|(from, to)| format!(", own.{} AS {}", quote(from), quote(to)))
            .collect();
        if renamed.is_empty() {
            return format!("{real} AS {}", quote(&table.name));
        }
        format!("(SELECT own.*{renamed} FROM {real} AS own) AS {}", quote(&table.name))
    }

    pub(super) async fn count(&mut self, sql: &str) -> Result<i64, Error> {
        self.try_count(sql).await.map_err(|source| Error::Database {
            doing: "look at its rows",
            source: Box::new(source),
        })
    }

    pub(super) async fn try_count(&mut self, sql: &str) -> Result<i64, sqlx::Error> {
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut *self.connection).await
    }

    async fn texts(&mut self, sql: &str) -> Result<Vec<String>, sqlx::Error> {
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut *self.connection).await
    }

    /// The rows that a filter finds, by their primary keys.
    pub(super) async fn rows(
        &mut self,
        table: &ObjectId,
        filter: &str,
    ) -> Result<Result<Found, String>, Error> {
        let source = self.source(table);
        let key = self.key(table);
        let from = format!("FROM {source} WHERE {filter}");
        let keys = key.map(|key| format!("SELECT {} {from} LIMIT 5", shown(&key)));
        self.found(&format!("SELECT count(*) {from}"), keys.as_deref()).await
    }

    /// The rows that share a key with another.
    pub(super) async fn duplicates(
        &mut self,
        table: &ObjectId,
        keys: &[String],
        predicate: Option<&str>,
        nulls_not_distinct: bool,
    ) -> Result<Result<Found, String>, Error> {
        let source = self.source(table);
        let mut filters: Vec<String> =
            predicate.map(|text| format!("({text})")).into_iter().collect();
        if !nulls_not_distinct {
            filters.extend(keys.iter().map(|key| format!("{key} IS NOT NULL")));
        }
        let filter = if filters.is_empty() { "true".to_owned() } else { filters.join(" AND ") };
        let grouped = format!(
            "SELECT {} AS shown, count(*) AS times FROM {source} WHERE {filter} GROUP BY {} HAVING count(*) > 1",
            shown(keys),
            keys.join(", ")
        );
        self.found(
            &format!("SELECT coalesce(sum(times), 0)::bigint FROM ({grouped}) AS twice"),
            Some(&format!("SELECT shown FROM ({grouped}) AS twice LIMIT 5")),
        )
        .await
    }

    /// The rows that refer to a row that is not there; where the whole key has to match, also those with half of one.
    pub(super) async fn orphans(
        &mut self,
        (table, columns): (&ObjectId, &[String]),
        (other, references): (&ObjectId, &[String]),
        matching: Match,
    ) -> Result<Result<Found, String>, Error> {
        let inner = |source: String, name: &str| format!("(SELECT * FROM {source}) AS {name}");
        let referring = inner(self.source(table), "referring");
        let referred = inner(self.source(other), "referred");
        let matches: Vec<String> = columns
            .iter()
            .zip(references)
            .map(|(column, other)| {
                format!("referring.{} = referred.{}", quote(column), quote(other))
            })
            .collect();
        let keys: Vec<String> =
            columns.iter().map(|column| format!("referring.{}", quote(column))).collect();
        let present: Vec<String> = keys.iter().map(|key| format!("{key} IS NOT NULL")).collect();
        let present = present.join(if matching == Match::Full { " OR " } else { " AND " });
        let from = format!(
            "FROM {referring} WHERE ({present}) AND NOT EXISTS (SELECT FROM {referred} WHERE {})",
            matches.join(" AND ")
        );
        self.found(
            &format!("SELECT count(*) {from}"),
            Some(&format!("SELECT {} {from} LIMIT 5", shown(&keys))),
        )
        .await
    }

    async fn found(
        &mut self,
        count: &str,
        keys: Option<&str>,
    ) -> Result<Result<Found, String>, Error> {
        let count = match self.try_count(count).await {
            Ok(count) => count,
            Err(error) => return said(error),
        };
        let examples = match keys {
            Some(keys) if count > 0 => match self.texts(keys).await {
                Ok(examples) => examples,
                Err(error) => return said(error),
            },
            _ => Vec::new(),
        };
        Ok(Ok(Found { count, examples }))
    }

    /// The primary key of a table.
    fn key(&self, table: &ObjectId) -> Option<Vec<String>> {
        let table = self.schema.get(table)?.as_table()?;
        table.constraints.iter().find_map(|constraint| match &constraint.rule {
            Rule::PrimaryKey { columns } => {
                Some(columns.iter().map(|part| quote(&part.column)).collect())
            }
            _ => None,
        })
    }
}

/// What the server said where it refuses the question; else the error.
fn said(error: sqlx::Error) -> Result<Result<Found, String>, Error> {
    match error.as_database_error() {
        Some(refusal) => Ok(Err(refusal.message().to_owned())),
        None => Err(Error::Database { doing: "look at its rows", source: Box::new(error) }),
    }
}

/// A key as one text.
fn shown(keys: &[String]) -> String {
    let texts: Vec<String> =
        keys.iter().map(|key| format!("coalesce({key}::text, 'NULL')")).collect();
    format!("concat_ws(', ', {})", texts.join(", "))
}
