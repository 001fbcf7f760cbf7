//! The history table: the only SQL text about it, and its rows.
//!
//! The table is Flyway's, as the specification writes it down (section 6.1).
//! A table that Flyway made is read as it is, and never altered.

mod glance;
mod planted;
mod prepared;
mod progress;
mod proof;
mod row;

use schemalane_source::Dialect;

pub(crate) use self::{
    glance::{Glance, glance},
    planted::is_planted,
    prepared::Prepared,
    progress::Progress,
    proof::Proof,
    row::{NewRow, RowKind, is_true, row},
};
pub use self::{planted::Planted, row::Row};
pub(crate) use crate::literal::{literal, quoted_literal};
use crate::{
    Config, Error, Identifier,
    connection::{Access, Connection},
    manifest::Migration,
    user,
};

/// The history table of one target.
#[derive(Clone, Debug)]
pub(crate) struct History {
    dialect: Dialect,
    schema: Identifier,
    table: Identifier,
    installed_by: Option<String>,
}

/// How a migration's time is found when its row is finished.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Elapsed {
    /// The database knows: since the transaction began.
    InTransaction,
    /// Measured here, in milliseconds.
    Milliseconds(i32),
}

impl History {
    pub(crate) fn new(dialect: Dialect, config: &Config) -> Self {
        let installed_by = config.installed_by.clone().or_else(|| match dialect {
            Dialect::Postgres => None,
            Dialect::Sqlite => Some(user::name()),
        });
        Self { dialect, schema: config.schema_for(dialect), table: config.table(), installed_by }
    }

    pub(crate) const fn dialect(&self) -> Dialect {
        self.dialect
    }

    pub(crate) const fn schema(&self) -> &Identifier {
        &self.schema
    }

    pub(crate) const fn table(&self) -> &Identifier {
        &self.table
    }

    /// The quoted name, `"schema"."table"`.
    pub(crate) fn qualified(&self) -> String {
        format!("{}.{}", self.schema.quoted(), self.table.quoted())
    }

    /// The statements that make the table where it is missing.
    pub(crate) fn create(&self) -> Vec<String> {
        self.creation("CREATE TABLE IF NOT EXISTS")
    }

    /// The statements that make the table, which fail where it is there.
    pub(crate) fn create_anew(&self) -> Vec<String> {
        self.creation("CREATE TABLE")
    }

    fn creation(&self, create: &str) -> Vec<String> {
        let (key, success, version) =
            (self.derived("_pk"), self.derived("_s_idx"), self.derived("_v_idx"));
        let (integer, installed_on) = match self.dialect {
            Dialect::Postgres => ("INTEGER", "TIMESTAMPTZ NOT NULL DEFAULT now()"),
            Dialect::Sqlite => {
                ("INT", "TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now'))")
            }
        };
        let table = format!(
            "{create} {} (\n\
             \x20   \"installed_rank\" {integer} NOT NULL,\n\
             \x20   \"version\" VARCHAR(50),\n\
             \x20   \"description\" VARCHAR(200) NOT NULL,\n\
             \x20   \"type\" VARCHAR(20) NOT NULL,\n\
             \x20   \"script\" VARCHAR(1000) NOT NULL,\n\
             \x20   \"checksum\" {integer},\n\
             \x20   \"installed_by\" VARCHAR(100) NOT NULL,\n\
             \x20   \"installed_on\" {installed_on},\n\
             \x20   \"execution_time\" {integer} NOT NULL,\n\
             \x20   \"success\" BOOLEAN NOT NULL,\n\
             \x20   CONSTRAINT {} PRIMARY KEY (\"installed_rank\")\n)",
            self.qualified(),
            key.quoted()
        );
        vec![table, self.create_index(&success, "success"), self.create_index(&version, "version")]
    }

    fn create_index(&self, index: &Identifier, column: &str) -> String {
        match self.dialect {
            Dialect::Postgres => format!(
                "CREATE INDEX IF NOT EXISTS {} ON {} (\"{column}\")",
                index.quoted(),
                self.qualified()
            ),
            // SQLite qualifies the index and finds the table beside it.
            Dialect::Sqlite => format!(
                "CREATE INDEX IF NOT EXISTS {}.{} ON {} (\"{column}\")",
                self.schema.quoted(),
                index.quoted(),
                self.table.quoted()
            ),
        }
    }

    /// The name of something that belongs to the table, cut so that its
    /// suffix survives the 63 bytes of an identifier.
    fn derived(&self, suffix: &str) -> Identifier {
        let table = self.table.as_str();
        let end = table.floor_char_boundary(63 - suffix.len());
        Identifier::fixed(&format!("{}{suffix}", &table[..end]))
    }

    /// Reads all rows. Everything is read as text: Flyway's `installed_on`
    /// has no time zone and the specification's has one.
    pub(crate) fn select(&self) -> String {
        let columns = [
            "installed_rank",
            "version",
            "description",
            "type",
            "script",
            "checksum",
            "installed_by",
            "installed_on",
            "execution_time",
            "success",
        ]
        .map(|column| self.text_of(column))
        .join(", ");
        // By the column, which is a number: its bare name would be that of the
        // text that is selected, and 10 would come before 2.
        format!("SELECT {columns} FROM {} AS h ORDER BY h.\"installed_rank\"", self.qualified())
    }

    /// A column as text. The first look comes before the session is ours, so
    /// that not even the type is looked for elsewhere.
    fn text_of(&self, column: &str) -> String {
        match self.dialect {
            Dialect::Postgres => format!("CAST(\"{column}\" AS pg_catalog.text)"),
            Dialect::Sqlite => format!("CAST(\"{column}\" AS TEXT)"),
        }
    }

    /// Takes back that a version was marked as deleted, by the rank of the mark.
    pub(crate) fn restore(&self, rank: i32) -> String {
        format!(
            "DELETE FROM {} WHERE \"installed_rank\" = {rank} AND \"type\" = 'DELETE'",
            self.qualified()
        )
    }

    /// Takes failed attempts out, by rank, before another attempt; and with
    /// each what other tools have left of the same version.
    pub(crate) fn forget(&self, ranks: &[i32]) -> Option<String> {
        if ranks.is_empty() {
            return None;
        }
        let ranks = ranks.iter().map(i32::to_string).collect::<Vec<_>>().join(", ");
        let table = self.qualified();
        Some(format!(
            "DELETE FROM {table} WHERE \"success\" = false AND (\"installed_rank\" IN ({ranks}) \
             OR \"version\" IN (SELECT \"version\" FROM {table} WHERE \"installed_rank\" IN ({ranks})))"
        ))
    }

    /// The statements of a row, by the names under which PostgreSQL keeps them.
    pub(crate) const fn prepared(&self) -> Prepared<'_> {
        Prepared(self)
    }

    /// Writes a row.
    pub(crate) fn insert(&self, rank: i32, row: &NewRow<'_>) -> String {
        self.insert_values([
            &rank.to_string(),
            &row.version.map_or_else(|| "NULL".to_owned(), literal),
            &literal(&cut(row.description, 200)),
            &literal(row.kind),
            &literal(&cut(row.script, 1000)),
            &row.checksum.map_or_else(|| "NULL".to_owned(), |checksum| checksum.to_string()),
            &row.execution_time.to_string(),
            &row.success.to_string(),
        ])
    }

    /// Writes a row of these expressions.
    fn insert_values(&self, values: [&str; 8]) -> String {
        let [rank, version, description, kind, script, checksum, time, success] = values;
        let installed_by = match &self.installed_by {
            Some(name) => literal(&cut(name, 100)),
            None => "current_user".to_owned(),
        };
        format!(
            "INSERT INTO {} (\"installed_rank\", \"version\", \"description\", \"type\", \
             \"script\", \"checksum\", \"installed_by\", \"execution_time\", \"success\") \
             VALUES ({rank}, {version}, {description}, {kind}, {script}, {checksum}, \
             {installed_by}, {time}, {success})",
            self.qualified(),
        )
    }

    /// Makes a row say of its migration what the file says now.
    pub(crate) fn align(&self, rank: i32, description: &str, checksum: i32) -> String {
        format!(
            "UPDATE {} SET \"description\" = {}, \"checksum\" = {checksum} \
             WHERE \"installed_rank\" = {rank}",
            self.qualified(),
            literal(&cut(description, 200)),
        )
    }

    /// Gives a row the moment, in UTC, at which another tool has applied its migration.
    pub(crate) fn date(&self, rank: i32, moment: &str) -> String {
        let moment = match self.dialect {
            // The column of a table that Flyway made has no time zone; it
            // gets what `now()` would give it here.
            Dialect::Postgres => format!("CAST({} AS pg_catalog.timestamptz)", literal(moment)),
            Dialect::Sqlite => literal(moment),
        };
        format!(
            "UPDATE {} SET \"installed_on\" = {moment} WHERE \"installed_rank\" = {rank}",
            self.qualified()
        )
    }

    /// Completes the row of a migration that was applied, where it is still
    /// the row that was written.
    pub(crate) fn finish(&self, rank: i32, migration: &Migration, elapsed: Elapsed) -> String {
        self.finish_row(&self.is_row_of(rank, migration), elapsed)
    }

    fn finish_row(&self, is_row: &str, elapsed: Elapsed) -> String {
        let time = match (elapsed, self.dialect) {
            (Elapsed::Milliseconds(time), _) => time.to_string(),
            (Elapsed::InTransaction, Dialect::Postgres) => {
                "(EXTRACT(EPOCH FROM pg_catalog.clock_timestamp() - pg_catalog.now()) * 1000)\
                 ::pg_catalog.int4"
                    .to_owned()
            }
            (Elapsed::InTransaction, Dialect::Sqlite) => {
                "MAX(0, CAST((julianday('now') - julianday(\"installed_on\")) * 86400000 AS INT))"
                    .to_owned()
            }
        };
        format!(
            "UPDATE {} SET \"execution_time\" = {time}, \"success\" = true WHERE {is_row} AND NOT \"success\"",
            self.qualified(),
        )
    }

    /// The condition of the row that was written for this migration.
    fn is_row_of(&self, rank: i32, migration: &Migration) -> String {
        format!(
            "\"installed_rank\" = {rank} AND \"version\" = {} AND \"checksum\" = {}",
            literal(migration.version().as_str()),
            migration.checksum(),
        )
    }

    /// Gives a row where that of this migration says success.
    pub(crate) fn completed(&self, rank: i32, migration: &Migration) -> String {
        format!(
            "SELECT '1' FROM {} WHERE {} AND \"success\"",
            self.qualified(),
            self.is_row_of(rank, migration),
        )
    }

    /// Gives how many rows there are.
    pub(crate) fn count(&self) -> String {
        let text = match self.dialect {
            Dialect::Postgres => "pg_catalog.text",
            Dialect::Sqlite => "TEXT",
        };
        format!("SELECT CAST(COUNT(*) AS {text}) FROM {}", self.qualified())
    }

    /// PostgreSQL: fails, with a division by zero, unless the row of this
    /// migration says success and there are `others` beside it, all of which are
    /// older than this transaction, which has written none of them. It costs one
    /// look at each row, no question and no answer.
    ///
    /// The age of a row is counted back from the number of this transaction, so
    /// what it and its savepoints have written has none, and neither has what
    /// others have committed since.
    pub(crate) fn assertion(&self, rank: i32, migration: &Migration, others: usize) -> String {
        self.assertion_of(&self.is_row_of(rank, migration), &others.to_string())
    }

    fn assertion_of(&self, is_row: &str, others: &str) -> String {
        let table = self.qualified();
        format!(
            "SELECT 1 / CASE WHEN COUNT(*) = {others} + 1 \
             AND COUNT(*) FILTER (WHERE pg_catalog.age(h.xmin) > 0) = {others} \
             AND EXISTS (SELECT FROM {table} WHERE {is_row} AND \"success\") \
             THEN 1 ELSE 0 END FROM {table} AS h"
        )
    }

    /// Gives what must be the same before a migration and behind it: all that
    /// the other rows say, as one text, and whether its own row is there.
    pub(crate) fn state(&self, rank: i32, migration: &Migration) -> String {
        let columns =
            ["installed_rank", "version", "description", "type", "script", "checksum", "success"]
                .map(|column| format!("\"{column}\""));
        let table = self.qualified();
        let others = format!("FROM {table} WHERE \"installed_rank\" <> {rank}");
        let (others, text) = match self.dialect {
            Dialect::Postgres => (
                format!(
                    "SELECT pg_catalog.string_agg(ROW({})::pg_catalog.text, ',' \
                     ORDER BY \"installed_rank\") {others}",
                    columns.join(", ")
                ),
                "pg_catalog.text",
            ),
            Dialect::Sqlite => (
                format!(
                    "SELECT group_concat({}) \
                     FROM (SELECT * {others} ORDER BY \"installed_rank\")",
                    columns.map(|column| format!("quote({column})")).join(" || ',' || ")
                ),
                "TEXT",
            ),
        };
        format!(
            "SELECT ({others}), (SELECT CAST(COUNT(*) AS {text}) FROM {table} WHERE {})",
            self.is_row_of(rank, migration)
        )
    }

    /// Notes how far an attempt came that has not succeeded.
    pub(crate) fn note(&self, rank: i32, progress: Progress) -> String {
        format!(
            "UPDATE {} SET \"execution_time\" = {} WHERE \"installed_rank\" = {rank}",
            self.qualified(),
            progress.execution_time()
        )
    }

    /// Gives what a [`Proof`] is read from.
    pub(crate) fn prove(&self, rank: i32, migration: &Migration) -> String {
        let version = literal(migration.version().as_str());
        self.proof([&rank.to_string(), &version, &migration.checksum().to_string()], "")
    }

    /// The same by expressions, and `more` behind it.
    fn proof(&self, [rank, version, checksum]: [&str; 3], more: &str) -> String {
        format!(
            "SELECT {}, CASE WHEN \"success\" AND \"checksum\" = {checksum} \
             THEN 'applied' ELSE 'failed' END{more} \
             FROM {} WHERE \"installed_rank\" = {rank} AND \"version\" = {version}",
            self.text_of("execution_time"),
            self.qualified(),
        )
    }
}

/// What the database said when it was asked for the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Contents {
    /// There is no history table, or no database file.
    Nothing,
    /// There is a table, and its rows are still to be read.
    Unread,
    /// The rows in the order of their ranks.
    Rows(Vec<Row>),
}

impl Contents {
    pub(crate) fn rows(self) -> Vec<Row> {
        match self {
            Self::Nothing | Self::Unread => Vec::new(),
            Self::Rows(rows) => rows,
        }
    }
}

/// Reads the history: one message, one round trip, nothing written. Where
/// anything would run code of somebody else's, it is not read; and rows that
/// row level security would hide are an error, since without them all would
/// be pending.
pub(crate) async fn read(
    connection: &mut Connection,
    history: &History,
) -> Result<Contents, Error> {
    let mut statements = Vec::from_iter(connection.see_all());
    match connection {
        _ if connection.is_absent() => return Ok(Contents::Nothing),
        Connection::Sqlite(_) => history.refuse_planted(connection, Access::Read).await?,
        Connection::Postgres(_) => statements.push(history.unless_planted(Access::Read)),
    }
    statements.push(history.select());
    let failed = Error::database("read the history table");
    match connection.query(&statements).await {
        Ok(rows) => {
            rows.into_iter().map(row).collect::<Result<_, _>>().map(Contents::Rows).map_err(failed)
        }
        Err(error) if names_missing_table(&error) => Ok(Contents::Nothing),
        Err(error) if is_planted(&error) => {
            history.refuse_planted(connection, Access::Read).await?;
            Err(failed(error))
        }
        Err(error) => Err(failed(error)),
    }
}

/// Whether an error of PostgreSQL's says that a table is there already.
pub(crate) fn names_existing_table(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|error| error.code()).as_deref() == Some("42P07")
}

/// Whether an error says that a table, or its schema, is not there.
pub(crate) fn names_missing_table(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|error| {
        matches!(error.code().as_deref(), Some("42P01" | "3F000"))
            || error.message().starts_with("no such table")
            || error.message().starts_with("unknown database")
    })
}

/// Whether a row has this description, as far as its column keeps it.
pub(crate) fn is_described(row: &Row, description: &str) -> bool {
    row.description == cut(description, 200)
}

/// Cuts a text to what a column keeps, as Flyway does: the last three
/// characters that fit become dots.
fn cut(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    text.chars().take(longest - 3).chain("...".chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_as_flyway_cuts_them() {
        assert_eq!(cut(&"a".repeat(200), 200), "a".repeat(200));
        assert_eq!(cut(&"é".repeat(201), 200), "é".repeat(197) + "...");
    }

    #[test]
    fn quotes_in_literals_are_doubled() {
        assert_eq!(literal(r"it's \n"), r"'it''s \n'");
    }

    #[test]
    fn names_derived_from_a_long_table_stay_apart() {
        let table = Identifier::new("t".repeat(63)).unwrap();
        let history = History::new(Dialect::Postgres, &Config::new().history_table(table));
        assert_ne!(history.derived("_s_idx"), history.derived("_v_idx"));
        assert_eq!(history.derived("_s_idx").as_str().len(), 63);
    }
}
