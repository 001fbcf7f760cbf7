//! SQLite files whose owner turned them against whoever looks at them.

#![allow(clippy::unwrap_used, reason = "the helpers of a test fail as a test does")]

use rusqlite::Connection;
use schemalane_schema::{Database, Engine, Error, Files, Options};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A database that a hostile one reaches for, beside it.
struct Surroundings {
    folder: TempDir,
}

impl Surroundings {
    fn new() -> Self {
        let surroundings = Self { folder: tempfile::tempdir().unwrap() };
        let victim = Connection::open(surroundings.victim()).unwrap();
        victim.execute_batch("CREATE TABLE users (a); INSERT INTO users VALUES (1)").unwrap();
        surroundings
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("hostile.db")
    }

    fn victim(&self) -> PathBuf {
        self.folder.path().join("victim.db")
    }

    /// A file with these objects, of whose rows some were written over.
    fn hostile(&self, objects: &str, rows: &str) {
        let _none = std::fs::remove_file(self.path());
        let file = Connection::open(self.path()).unwrap();
        file.execute_batch(objects).unwrap();
        let rows = rows.replace("{victim}", &self.victim().display().to_string());
        file.execute_batch(&format!("PRAGMA writable_schema = ON; {rows}")).unwrap();
    }

    /// What every way of looking says.
    fn looks(&self, wanted: &str) -> Vec<String> {
        let engine = Engine::new(Database::sqlite(self.path()), Options::new());
        let files = Files::from_texts([("a.sql", wanted)]);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let said = vec![
            runtime.block_on(engine.actual()).map(|_| ()),
            runtime.block_on(engine.plan(&files)).map(|_| ()),
        ];
        said.into_iter().filter_map(|said| said.err().map(|error| error.to_string())).collect()
    }

    fn assert_untouched(&self) {
        let victim = Connection::open(self.victim()).unwrap();
        let rows = victim.query_row("SELECT count(*) FROM users", [], |row| row.get(0));
        assert_eq!(rows, Ok(1));
        let mut there: Vec<_> = names(self.folder.path());
        there.sort();
        assert_eq!(there, ["hostile.db", "victim.db"]);
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

const OBJECTS: &str =
    "CREATE TABLE t (a, b); CREATE INDEX i ON t (a); CREATE UNIQUE INDEX u ON t (b);
CREATE VIEW v AS SELECT a FROM t; CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END;
CREATE VIRTUAL TABLE f USING fts5 (a);";

#[test]
fn what_stands_behind_a_statement_is_refused_and_never_executed() {
    let surroundings = Surroundings::new();
    for object in ["t", "i", "u", "v", "r", "f"] {
        for tail in [
            "; ATTACH '{victim}' AS v; DROP TABLE v.users",
            ";;/**/ATTACH '{victim}' AS v; DROP TABLE v.users; --",
            "; VACUUM INTO '{victim}2'",
            "; PRAGMA writable_schema = ON",
        ] {
            let rows = format!(
                "UPDATE sqlite_schema SET sql = sql || '{}' WHERE name = '{object}'",
                tail.replace('\'', "''")
            );
            surroundings.hostile(OBJECTS, &rows);
            for wanted in ["CREATE TABLE w (a)", "CREATE TABLE t (a, b, c)"] {
                let said = surroundings.looks(wanted);
                assert_eq!(said.len(), 2, "{object} {tail}: {said:?}");
                for said in said {
                    assert!(said.contains(&format!("{object:?}")), "{said}");
                    assert!(said.contains("another statement stands behind its own"), "{said}");
                }
            }
            surroundings.assert_untouched();
        }
    }
}

#[test]
fn rows_that_sqlite_never_writes_are_refused() {
    let surroundings = Surroundings::new();
    for (row, words) in [
        ("sql = CAST(zeroblob(5) AS BLOB)", "its statement is no text"),
        ("type = 'procedure'", "its type is none of SQLite's"),
        ("name = x'00'", "its name is no text"),
        ("sql = sql || '/*' || hex(zeroblob(3000000)) || '*/'", "are the most that is read"),
        ("sql = 'ATTACH ''{victim}'' AS v'", "its statement makes something else"),
        ("sql = 'CREATE TABLE t AS SELECT 1 AS a, 2 AS b'", "its statement is a query"),
        ("sql = 'CREATE TEMP TABLE t (a, b)'", "its statement makes something else"),
        ("sql = 'CREATE TABLE other.t (a, b)'", "its statement makes something else"),
        ("sql = 'CREATE TABLE t (a, b' || char(0) || ')'", "NUL byte"),
    ] {
        surroundings.hostile("CREATE TABLE t (a, b)", &format!("UPDATE sqlite_schema SET {row}"));
        let said = surroundings.looks("CREATE TABLE w (a)");
        assert_eq!(said.len(), 2, "{row}: {said:?}");
        for said in &said {
            // SQLite itself refuses some of them before anybody can look.
            assert!(said.contains(words) || said.contains("malformed"), "{row}: {said}");
        }
        surroundings.assert_untouched();
    }
}

#[test]
fn files_cannot_reach_out_of_the_scratch_database() {
    let surroundings = Surroundings::new();
    for (sql, line) in [
        ("CREATE TABLE t (a);\nATTACH '{victim}' AS v;", 2),
        ("CREATE TABLE t (a);\n\nVACUUM INTO '{victim}2';", 3),
        ("PRAGMA writable_schema = ON;", 1),
        ("CREATE TABLE t (a);\nSELECT load_extension('x');", 2),
    ] {
        let text = sql.replace("{victim}", &surroundings.victim().display().to_string());
        let engine = Engine::new(Database::sqlite(surroundings.path()), Options::new());
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let refused = runtime.block_on(engine.plan(&Files::from_texts([("a.sql", text)])));
        match refused {
            Err(Error::NotAllowed { origin, .. }) => assert_eq!(origin.line, line),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(names(surroundings.folder.path()), ["victim.db"]);
}
