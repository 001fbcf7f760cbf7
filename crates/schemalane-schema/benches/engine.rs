//! How long the engine takes on large SQLite schemas: `cargo bench -p schemalane-schema`.
//!
//! It prints the best of three runs of each figure and asserts nothing but that the plans are what they should be: time
//! is no test.

use rusqlite::Connection;
use schemalane_schema::{Database, Engine, Files, Options, Plan, Progress};
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runtime = Runtime::new()?;
    let folder = tempfile::tempdir()?;
    for tables in [1_000, 5_000] {
        let path = folder.path().join(format!("{tables}.db"));
        Connection::open(&path)?.execute_batch(&format!("BEGIN; {} COMMIT;", schema(tables, 0)))?;
        for changed in [0, 100] {
            let files = Files::from_texts([("schema.sql", schema(tables, changed))]);
            let (time, plan) = best_of_three(|| plan(&runtime, &path, &files))?;
            assert_eq!(plan.is_empty(), changed == 0);
            print(&format!("plan, {tables} tables, {changed} changed"), time);
        }
    }
    let path = folder.path().join("rows.db");
    Connection::open(&path)?.execute_batch(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, value INTEGER);
         CREATE INDEX by_name ON t (name);
         CREATE INDEX by_value ON t (value);
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
         INSERT INTO t SELECT i, printf('a name of some length, number %d', i), i % 977 FROM n;",
    )?;
    let wanted = "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL, value INTEGER CHECK (value >= 0));
                  CREATE INDEX by_name ON t (name);
                  CREATE INDEX by_value ON t (value);";
    let files = Files::from_texts([("schema.sql", wanted)]);
    let engine = Engine::new(Database::sqlite(&path), Options::new());
    let plan = runtime.block_on(engine.plan(&files))?;
    let start = Instant::now();
    runtime.block_on(engine.execute(&files, &plan, None, &Progress::new()))?;
    print("rebuild of 1,000,000 rows with 2 indexes", start.elapsed());
    Ok(())
}

fn plan(runtime: &Runtime, path: &Path, files: &Files) -> Result<Plan, schemalane_schema::Error> {
    runtime.block_on(Engine::new(Database::sqlite(path), Options::new()).plan(files))
}

fn best_of_three<T, E>(work: impl Fn() -> Result<T, E>) -> Result<(Duration, T), E> {
    let once = || {
        let start = Instant::now();
        work().map(|result| (start.elapsed(), result))
    };
    let runs = [once()?, once()?, once()?];
    Ok(runs.into_iter().min_by_key(|(time, _)| *time).expect("three runs have a best one"))
}

/// Tables of ten columns with two indexes each, and a view and a trigger for every fifth; the first `changed` tables
/// have one column more.
fn schema(tables: usize, changed: usize) -> String {
    let mut text = String::new();
    for table in 0..tables {
        let extra = if table < changed { ", extra TEXT" } else { "" };
        let columns: Vec<String> =
            (1..10).map(|column| format!("c{column} TEXT DEFAULT 'x'")).collect();
        let _ = writeln!(
            text,
            "CREATE TABLE t{table} (id INTEGER PRIMARY KEY, {}{extra});\n\
             CREATE INDEX a{table} ON t{table} (c1);\nCREATE UNIQUE INDEX b{table} ON t{table} (c2, c3);",
            columns.join(", "),
        );
        if table % 5 == 0 {
            let _ = writeln!(
                text,
                "CREATE VIEW v{table} AS SELECT id, c1 FROM t{table};\n\
                 CREATE TRIGGER r{table} AFTER INSERT ON t{table} BEGIN UPDATE t{table} SET c2 = 'y' WHERE id = new.id; END;",
            );
        }
    }
    text
}

#[allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]
fn print(what: &str, time: Duration) {
    println!("{what}: {:.1} ms", time.as_secs_f64() * 1000.0);
}
