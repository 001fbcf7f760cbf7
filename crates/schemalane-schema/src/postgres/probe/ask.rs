//! Questions in SQL, in terms of the names after the renames.

use super::super::connection::quote;
use super::super::message::sentence;
use super::super::plan::rename;
use super::former::with_former_names;
use super::source::Reach;
use super::stranger::Strangers;
use crate::{Error, ExcludePart, Match, ObjectId, Renames, Rule, Schema};
use sqlx::{AssertSqlSafe, PgConnection};
use std::collections::BTreeMap;

/// Who asks.
pub(super) struct Ask<'a> {
    pub(super) connection: &'a mut PgConnection,
    /// The actual schema after the renames.
    pub(super) schema: &'a Schema,
    pub(super) wanted: &'a Schema,
    pub(super) renames: &'a Renames,
    /// The columns whose values are converted, with the expressions that do it.
    pub(super) conversions: BTreeMap<(ObjectId, String), String>,
    /// The bytes and rows of the tables that were measured.
    pub(super) sizes: BTreeMap<ObjectId, (i64, i64)>,
    /// Whose code no question may run.
    pub(super) strangers: Strangers,
}

/// Rows that are in the way.
#[derive(Debug)]
pub(super) struct Offenders {
    pub(super) count: i64,
    /// The keys of the first few.
    pub(super) examples: Vec<String>,
}

/// Why a question has no answer.
#[derive(Debug)]
pub(super) enum Silence {
    /// It fails on a row, as the step will.
    Fails(String),
    /// It cannot be asked.
    Unasked(String),
}

pub(super) type Answer<T> = Result<T, Silence>;

/// Without an equality each row is compared with each other one, which takes too long for more.
const MOST_COMPARED: i64 = 10_000;

impl Ask<'_> {
    /// A number, unless the server refuses the question.
    pub(super) async fn count(&mut self, sql: &str) -> Result<Answer<i64>, Error> {
        let sql = with_former_names(sql, self.renames);
        if let Some(reason) = self.strangers.refusal(&sql) {
            return Ok(Err(Silence::Unasked(reason)));
        }
        let count = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut *self.connection).await;
        count.map_or_else(silence, |count| Ok(Ok(count)))
    }

    async fn texts(&mut self, sql: &str) -> Result<Answer<Vec<String>>, Error> {
        let sql = with_former_names(sql, self.renames);
        if let Some(reason) = self.strangers.refusal(&sql) {
            return Ok(Err(Silence::Unasked(reason)));
        }
        let texts = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut *self.connection).await;
        texts.map_or_else(silence, |texts| Ok(Ok(texts)))
    }

    /// What a column of a table is called in the real database.
    pub(super) fn place(&self, table: &ObjectId, column: &str) -> (ObjectId, String) {
        let before = rename::columns(self.renames, table).into_iter().find(|(_, to)| to == column);
        let column = before.map_or_else(|| column.to_owned(), |(from, _)| from);
        (rename::before(self.renames, table), column)
    }

    /// The rows of a source that a filter finds, by the primary key of their table.
    pub(super) async fn rows(
        &mut self,
        table: &ObjectId,
        source: &str,
        filter: &str,
    ) -> Result<Answer<Offenders>, Error> {
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
    ) -> Result<Answer<Offenders>, Error> {
        let source = self.filtered(table, predicate);
        let present: Vec<String> = match nulls_not_distinct {
            true => vec!["true".to_owned()],
            false => keys.iter().map(|key| format!("{key} IS NOT NULL")).collect(),
        };
        let grouped = format!(
            "SELECT {} AS shown, count(*) AS times FROM {source} WHERE {} GROUP BY {} HAVING count(*) > 1",
            shown(keys),
            present.join(" AND "),
            keys.join(", ")
        );
        self.found(
            &format!("SELECT coalesce(sum(times), 0)::bigint FROM ({grouped}) AS twice"),
            Some(&format!("SELECT shown FROM ({grouped}) AS twice LIMIT 5")),
        )
        .await
    }

    /// The rows that a partial index has. Nothing else is computed for the others, on which it may fail.
    fn filtered(&self, table: &ObjectId, predicate: Option<&str>) -> String {
        let source = self.future(table, Reach::Own);
        match predicate {
            Some(text) => {
                format!(
                    "(SELECT * FROM {source} WHERE ({text}) OFFSET 0) AS {}",
                    quote(&table.name)
                )
            }
            None => source,
        }
    }

    /// The rows that refer to a row that is not there; where the other table is new, to none.
    pub(super) async fn orphans(
        &mut self,
        (table, columns): (&ObjectId, &[String]),
        (other, references): (&ObjectId, &[String]),
        matching: Match,
    ) -> Result<Answer<Offenders>, Error> {
        let inner = |source: String, name: &str| format!("(SELECT * FROM {source}) AS {name}");
        let referring = inner(self.future(table, Reach::Own), "referring");
        let keys: Vec<String> =
            columns.iter().map(|column| format!("referring.{}", quote(column))).collect();
        let present: Vec<String> = keys.iter().map(|key| format!("{key} IS NOT NULL")).collect();
        let mut filter = present.join(" AND ");
        if self.schema.get(other).is_some() {
            let referred = inner(self.future(other, Reach::Own), "referred");
            let matches: Vec<String> = keys
                .iter()
                .zip(references)
                .map(|(key, other)| format!("{key} = referred.{}", quote(other)))
                .collect();
            filter.push_str(&format!(
                " AND NOT EXISTS (SELECT FROM {referred} WHERE {})",
                matches.join(" AND ")
            ));
        }
        if matching == Match::Full && keys.len() > 1 {
            // Some of the key alone is as wrong as a key that is nowhere.
            let nulls = format!("num_nulls({}) BETWEEN 1 AND {}", keys.join(", "), keys.len() - 1);
            filter = format!("({filter}) OR {nulls}");
        }
        let from = format!("FROM {referring} WHERE {filter}");
        self.found(
            &format!("SELECT count(*) {from}"),
            Some(&format!("SELECT {} {from} LIMIT 5", shown(&keys))),
        )
        .await
    }

    /// The pairs of rows that exclude each other.
    pub(super) async fn pairs(
        &mut self,
        table: &ObjectId,
        parts: &[ExcludePart],
        predicate: Option<&str>,
    ) -> Result<Answer<Offenders>, Error> {
        let source = self.filtered(table, predicate);
        if !parts.iter().any(|part| part.operator.ends_with(".=")) {
            match self.count(&format!("SELECT count(*) FROM {source}")).await? {
                Ok(rows) if rows > MOST_COMPARED => {
                    let reason = format!("{rows} rows are too many to compare each with each");
                    return Ok(Err(Silence::Unasked(reason)));
                }
                Ok(_) => {}
                Err(silence) => return Ok(Err(silence)),
            }
        }
        let named = |index: usize| format!("part_{index}");
        let values: Vec<String> = parts
            .iter()
            .enumerate()
            .map(|(index, part)| format!("({}) AS {}", part.expression, named(index)))
            .collect();
        let names: Vec<String> = (0..parts.len()).map(named).collect();
        let key = shown(&self.key(table).unwrap_or_else(|| names.clone()));
        let meets: Vec<String> = parts
            .iter()
            .zip(&names)
            .map(|(part, name)| format!("one.{name} OPERATOR({}) other.{name}", part.operator))
            .collect();
        let paired = format!(
            "WITH own AS MATERIALIZED (SELECT row_number() OVER () AS number, {key} AS shown, {names} \
             FROM (SELECT *, {values} FROM {source}) AS own) SELECT {{}} FROM own AS one JOIN own AS other \
             ON one.number < other.number AND {meets}",
            names = names.join(", "),
            values = values.join(", "),
            meets = meets.join(" AND "),
        );
        let shown = "one.shown || ' and ' || other.shown";
        self.found(
            &paired.replacen("{}", "count(*)", 1),
            Some(&format!("{} LIMIT 5", paired.replacen("{}", shown, 1))),
        )
        .await
    }

    pub(super) async fn found(
        &mut self,
        count: &str,
        keys: Option<&str>,
    ) -> Result<Answer<Offenders>, Error> {
        let count = match self.count(count).await? {
            Ok(count) => count,
            Err(silence) => return Ok(Err(silence)),
        };
        let examples = match keys {
            Some(keys) if count > 0 => match self.texts(keys).await? {
                Ok(examples) => examples,
                Err(silence) => return Ok(Err(silence)),
            },
            _ => Vec::new(),
        };
        Ok(Ok(Offenders { count, examples }))
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
fn silence<T>(error: sqlx::Error) -> Result<Answer<T>, Error> {
    let Some(refusal) = error.as_database_error() else {
        return Err(Error::Database { doing: "look at its rows", source: Box::new(error) });
    };
    let code = refusal.code().unwrap_or_default();
    // Values that are wrong, a broken constraint, or what a function raises.
    let is_of_a_row = ["22", "23", "P0"].iter().any(|class| code.starts_with(class));
    let said = sentence(&error);
    Ok(Err(if is_of_a_row { Silence::Fails(said) } else { Silence::Unasked(said) }))
}

/// A key as one text.
fn shown(keys: &[String]) -> String {
    let texts: Vec<String> =
        keys.iter().map(|key| format!("coalesce({key}::text, 'NULL')")).collect();
    format!("concat_ws(', ', {})", texts.join(", "))
}
