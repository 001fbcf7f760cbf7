//! Pairs on SQLite.

use super::bench::{Bench, Defect};
use super::flow;
use super::pair::Pair;
use super::rows::{ColumnOfRows, ROWID, Rows, TableRows};
use super::tally::{Outcome, Tally};
use crate::judge;
use rusqlite::Connection;
use schemalane_schema::{Database, Engine, Options};
use std::path::{Path, PathBuf};

struct Sqlite {
    folder: tempfile::TempDir,
    wanted: Connection,
    is_ordered: bool,
}

/// What is printed of a pair, and what is tried: the current schema with those rows that it takes.
pub(crate) fn current(pair: &Pair) -> Result<String, String> {
    let connection = Connection::open_in_memory().expect("there is memory");
    script(&connection, pair)
}

/// Makes the current schema, and gives what made it.
fn script(connection: &Connection, pair: &Pair) -> Result<String, String> {
    let mut script = pair.current.script();
    connection.execute_batch("PRAGMA foreign_keys = ON").expect("it is a setting");
    connection.execute_batch(&script).map_err(|error| error.to_string())?;
    for insert in pair.inserts() {
        if connection.execute_batch(&insert).is_ok() {
            script += &format!("{insert};\n");
        }
    }
    Ok(script)
}

pub(crate) fn run(pair: &Pair, tally: &Tally, defect: Option<Defect>) -> Result<(), String> {
    let folder = temporary();
    let connection = open(&folder.path().join("current.db"));
    connection.execute_batch("PRAGMA journal_mode = OFF").expect("it is a setting");
    let wanted = Connection::open_in_memory().expect("there is memory");
    let script = pair.wanted().script();
    let is_made = self::script(&connection, pair)
        .and_then(|_| wanted.execute_batch(&script).map_err(|error| error.to_string()));
    if let Err(reason) = is_made {
        tally.count(Outcome::Invalid(reason));
        return Ok(());
    }
    drop(connection);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let bench = Sqlite { folder, wanted, is_ordered: pair.is_ordered };
    runtime.block_on(flow::check(&bench, &script, tally, defect))
}

/// A folder in memory where there is one, since nothing here has to survive.
fn temporary() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .expect("there is room for a folder")
}

fn open(path: &Path) -> Connection {
    let connection = Connection::open(path).expect("there is room for a database");
    connection.execute_batch("PRAGMA foreign_keys = OFF").expect("it is a setting");
    connection
}

impl Sqlite {
    fn path(&self) -> PathBuf {
        self.folder.path().join("current.db")
    }

    fn open(&self) -> Connection {
        open(&self.path())
    }
}

impl Bench for Sqlite {
    fn engine(&self, options: Options) -> Engine {
        let options = if self.is_ordered { options.column_order() } else { options };
        Engine::new(Database::sqlite(self.path()), options)
    }

    fn is_one_transaction(&self) -> bool {
        true
    }

    fn dump(&self) -> String {
        format!("{:?}", judge::sqlite::dump(&self.open()))
    }

    fn differences(&self) -> Vec<String> {
        judge::sqlite::differences(&self.open(), &self.wanted, self.is_ordered)
    }

    fn rows(&self) -> Rows {
        let connection = self.open();
        let names = texts(
            &connection,
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '_schema_migration'",
        );
        let rows =
            names.into_iter().map(|row| (row[0].to_lowercase(), table(&connection, &row[0])));
        rows.collect()
    }

    fn soundness(&self) -> Result<(), String> {
        let connection = self.open();
        let found = texts(&connection, "SELECT integrity_check FROM pragma_integrity_check");
        if found != [["ok"]] {
            return Err(format!("integrity_check: {found:?}"));
        }
        let left =
            texts(&connection, "SELECT name FROM sqlite_schema WHERE name LIKE 'schemalane%'");
        if !left.is_empty() {
            return Err(format!("left behind: {left:?}"));
        }
        Ok(())
    }

    fn by_hand(&self, plan: &str) -> Result<(), String> {
        let copy = self.folder.path().join("copy.db");
        std::fs::copy(self.path(), &copy).map_err(|error| error.to_string())?;
        let connection = Connection::open(&copy).map_err(|error| error.to_string())?;
        connection.execute_batch(plan).map_err(|error| error.to_string())?;
        let found = judge::sqlite::differences(&connection, &self.wanted, self.is_ordered);
        if found.is_empty() { Ok(()) } else { Err(format!("the judge finds {found:?}")) }
    }

    fn spoil(&self, defect: Defect) {
        let connection = self.open();
        let tables = self.rows();
        let filled = tables.iter().find(|(_, table)| !table.rows.is_empty());
        let sql = match (defect, filled, tables.keys().next()) {
            (Defect::Row, Some((table, _)), _) => format!("DELETE FROM \"{table}\""),
            (Defect::Column, _, Some(table)) => {
                format!("ALTER TABLE \"{table}\" ADD COLUMN spoilt")
            }
            _ => return,
        };
        connection.execute_batch(&sql).expect("the table is there");
    }
}

fn table(connection: &Connection, name: &str) -> TableRows {
    let quoted = name.replace('\'', "''");
    let list = texts(
        connection,
        &format!("SELECT lower(name), upper(type), hidden > 1 FROM pragma_table_xinfo('{quoted}')"),
    );
    let mut columns: Vec<ColumnOfRows> = list
        .into_iter()
        .map(|row| ColumnOfRows {
            name: row[0].clone(),
            data_type: row[1].clone(),
            is_generated: row[2] == "1",
        })
        .collect();
    let mut values: Vec<String> =
        columns.iter().map(|column| format!("quote(\"{}\")", column.name)).collect();
    let has_rowid = texts(
        connection,
        &format!(
            "SELECT 1 FROM pragma_table_list('{quoted}') WHERE NOT wr AND NOT EXISTS (SELECT 1 FROM pragma_table_info('{quoted}') WHERE pk AND upper(type) = 'INTEGER')"
        ),
    );
    if !has_rowid.is_empty() {
        let data_type = String::new();
        columns.push(ColumnOfRows { name: ROWID.to_owned(), data_type, is_generated: false });
        values.push("rowid".to_owned());
    }
    let rows = texts(connection, &format!("SELECT {} FROM \"{name}\"", values.join(", ")));
    TableRows { columns, rows, parent: None }
}

fn texts(connection: &Connection, sql: &str) -> Vec<Vec<String>> {
    let mut statement = connection.prepare(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    let width = statement.column_count();
    let text = |row: &rusqlite::Row<'_>| {
        (0..width)
            .map(|place| {
                Ok(match row.get_ref(place)? {
                    rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                    other => String::from_utf8_lossy(other.as_bytes()?).into_owned(),
                })
            })
            .collect::<rusqlite::Result<Vec<String>>>()
    };
    let rows = statement.query_map([], text).unwrap_or_else(|error| panic!("{sql}: {error}"));
    rows.map(Result::unwrap).collect()
}
