//! Cases on SQLite.

use super::rows::Rows;
use super::{Case, Spelling};
use crate::judge;
use rusqlite::{Connection, types::ValueRef};
use schemalane_schema::Database;
use std::path::Path;

pub(crate) fn run(case: &Case) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.db");
    let script = case.current();
    open(&path).execute_batch(&script).map_err(|error| format!("current.sql: {error}"))?;
    let (before, rows_before) = (judge::sqlite::dump(&open(&path)), rows(&open(&path)));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let engine = super::engine(case, Database::sqlite(&path));
    let is_executed = runtime.block_on(case.execute(&engine, Spelling::Exact))?;
    let connection = open(&path);
    if !is_executed {
        let after = judge::sqlite::dump(&connection);
        return if after == before {
            Ok(())
        } else {
            Err("a refused plan changed the database".to_owned())
        };
    }
    let problems = judge::sqlite::differences(&connection, &wanted(case)?, case.orders_columns());
    if !problems.is_empty() {
        return Err(format!("the judge finds differences:\n  {}", problems.join("\n  ")));
    }
    let integrity: String =
        connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    if integrity != "ok" {
        return Err(format!("integrity_check: {integrity}"));
    }
    super::rows::compare(case, &rows_before, &rows(&connection))?;
    answers(case, &connection)
}

/// Whether the judge takes the current schema for the wanted one.
pub(crate) fn judge_agrees(case: &Case) -> bool {
    let current = Connection::open_in_memory().unwrap();
    current.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    current.execute_batch(&case.current()).unwrap();
    judge::sqlite::differences(&current, &wanted(case).unwrap(), case.orders_columns()).is_empty()
}

fn open(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    connection
}

/// A database that is what must come of it, built in the order in which it can be.
fn wanted(case: &Case) -> Result<Connection, String> {
    let connection = Connection::open_in_memory().unwrap();
    let mut files: Vec<String> = case.built();
    // Files are in any order: one that needs another comes again later.
    while !files.is_empty() {
        let before = files.len();
        let mut reason = String::new();
        files.retain(|text| {
            match connection.execute_batch(&format!("SAVEPOINT s; {text}; RELEASE s")) {
                Ok(()) => false,
                Err(error) => {
                    reason = error.to_string();
                    let _ = connection.execute_batch("ROLLBACK TO s; RELEASE s");
                    true
                }
            }
        });
        if files.len() == before {
            return Err(format!("the wanted schema: {reason}"));
        }
    }
    Ok(connection)
}

/// The rows of every table as text, each a map of its columns.
fn rows(connection: &Connection) -> Rows {
    let mut names = connection
        .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '_schema_migration'")
        .unwrap();
    let names: Vec<String> =
        names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    names
        .into_iter()
        .map(|table| {
            let mut columns = connection
                .prepare("SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0")
                .unwrap();
            let columns: Vec<String> = columns
                .query_map([&table], |row| row.get::<_, String>(0))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            let list: Vec<String> = columns
                .iter()
                .map(|column| format!("\"{}\"", column.replace('"', "\"\"")))
                .collect();
            let query =
                format!("SELECT {} FROM \"{}\"", list.join(", "), table.replace('"', "\"\""));
            let mut statement = connection.prepare(&query).unwrap();
            let rows = statement
                .query_map([], |row| {
                    Ok(columns
                        .iter()
                        .enumerate()
                        .map(|(index, column)| {
                            (column.to_lowercase(), text(row.get_ref(index).unwrap()))
                        })
                        .collect())
                })
                .unwrap()
                .map(Result::unwrap)
                .collect();
            let columns = columns.iter().map(|column| column.to_lowercase()).collect();
            (table.to_lowercase(), (columns, rows))
        })
        .collect()
}

fn text(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "NULL".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => format!("{bytes:?}"),
    }
}

fn answers(case: &Case, connection: &Connection) -> Result<(), String> {
    let Some((queries, expected)) = case.after() else { return Ok(()) };
    let mut answers = Vec::new();
    for query in queries {
        let mut statement =
            connection.prepare(&query).map_err(|error| format!("{query}: {error}"))?;
        let width = statement.column_count();
        let rows = statement
            .query_map([], |row| {
                let values: Vec<String> =
                    (0..width).map(|index| text(row.get_ref(index).unwrap())).collect();
                Ok(values.join(" | "))
            })
            .map_err(|error| format!("{query}: {error}"))?;
        let lines: Result<Vec<String>, _> = rows.collect();
        answers.push(lines.map_err(|error| format!("{query}: {error}"))?.join("\n"));
    }
    super::rows::compare_answers(&answers, &expected)
}
