//! How long the engine takes on large schemas: `cargo bench -p schemalane-schema --bench engine`, or one part of it:
//! `-- sqlite`, `-- rebuild`, `-- postgres`. PostgreSQL is a throwaway server.
//!
//! It prints the best of three runs of each figure and asserts nothing but that the plans are what they should be: time
//! is no test.

use rusqlite::Connection;
use schemalane_schema::{Database, Engine, Files, Options, Plan, Progress};
use schemalane_source::Dialect;
use schemalane_testkit::Server;
use std::fmt::Write as _;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runtime = Runtime::new()?;
    let named: Vec<String> =
        std::env::args().skip(1).filter(|name| !name.starts_with('-')).collect();
    type Part = fn(&Runtime) -> Result<(), Box<dyn std::error::Error>>;
    let parts: [(&str, Part); 3] =
        [("sqlite", sqlite), ("rebuild", rebuild), ("postgres", postgres)];
    for (_, part) in
        parts.iter().filter(|(name, _)| named.is_empty() || named.iter().any(|one| one == name))
    {
        part(&runtime)?;
    }
    Ok(())
}

fn sqlite(runtime: &Runtime) -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    for tables in [1_000, 5_000] {
        let path = folder.path().join(format!("{tables}.db"));
        Connection::open(&path)?
            .execute_batch(&format!("BEGIN; {} COMMIT;", schema(tables, 0, Dialect::Sqlite)))?;
        for changed in [0, 100] {
            let files = files(tables, changed, Dialect::Sqlite);
            let database = Database::sqlite(&path);
            let (time, plan) = best_of_three(|| plan(runtime, &database, &files))?;
            assert_eq!(plan.is_empty(), changed == 0);
            print(&format!("SQLite: plan, {tables} tables, {changed} changed"), time);
        }
        let hint = "c1 TEXT,\n-- @renamed from=c2\nrenamed TEXT";
        let text = schema(tables, 0, Dialect::Sqlite);
        let text = text.replacen("c1 TEXT DEFAULT 'x', c2 TEXT", hint, 1);
        let renamed = Files::from_texts([(
            "schema.sql",
            text.replacen("(c2, c3)", "(renamed, c3)", 1).replacen("SET c2", "SET renamed", 1),
        )]);
        let database = Database::sqlite(&path);
        let (time, plan) = best_of_three(|| plan(runtime, &database, &renamed))?;
        assert!(plan.steps.iter().any(|step| step.summary.starts_with("rename column")));
        print(&format!("SQLite: plan, {tables} tables, 1 column renamed"), time);
    }
    Ok(())
}

fn rebuild(runtime: &Runtime) -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
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
    print("SQLite: rebuild of 1,000,000 rows with 2 indexes", start.elapsed());
    Ok(())
}

fn postgres(runtime: &Runtime) -> Result<(), Box<dyn std::error::Error>> {
    for tables in [1_000, 5_000] {
        let made = Server::shared().database();
        let database = Database::postgres(made.url().parse()?);
        let files = |changed| files(tables, changed, Dialect::Postgres);
        if tables == 1_000 {
            let start = Instant::now();
            execute(runtime, &database, &files(0))?;
            print(&format!("PostgreSQL: {tables} tables from nothing"), start.elapsed());
        } else {
            // No server with the usual settings has room for so many locks in one transaction.
            for part in schema(tables, 0, Dialect::Postgres)
                .split_inclusive(";\n")
                .collect::<Vec<_>>()
                .chunks(500)
            {
                made.psql(&part.concat());
            }
            execute(runtime, &database, &files(0))?;
        }
        let (time, first) = best_of_three(|| plan(runtime, &database, &files(0)))?;
        assert!(first.is_empty());
        print(&format!("PostgreSQL: plan, {tables} tables, 0 changed, known"), time);
        // Another text, which nobody has looked at yet.
        let text = format!("{}-- unknown", schema(tables, 0, Dialect::Postgres));
        let unknown = Files::from_texts([("schema.sql", text)]);
        let (time, first) = best_of_three(|| plan(runtime, &database, &unknown))?;
        assert!(first.is_empty());
        print(&format!("PostgreSQL: plan, {tables} tables, 0 changed"), time);
        let (time, second) = best_of_three(|| plan(runtime, &database, &files(100)))?;
        assert_eq!(second.steps.len(), 100);
        print(&format!("PostgreSQL: plan, {tables} tables, 100 changed"), time);
    }
    Ok(())
}

fn execute(
    runtime: &Runtime,
    database: &Database,
    files: &Files,
) -> Result<(), schemalane_schema::Error> {
    let engine = Engine::new(database.clone(), Options::new());
    runtime.block_on(async {
        let plan = engine.plan(files).await?;
        engine.execute(files, &plan, Some("what is there"), &Progress::new()).await.map(drop)
    })
}

fn files(tables: usize, changed: usize, dialect: Dialect) -> Files {
    Files::from_texts([("schema.sql", schema(tables, changed, dialect))])
}

fn plan(
    runtime: &Runtime,
    database: &Database,
    files: &Files,
) -> Result<Plan, schemalane_schema::Error> {
    runtime.block_on(Engine::new(database.clone(), Options::new()).plan(files))
}

fn best_of_three<T, E>(work: impl Fn() -> Result<T, E>) -> Result<(Duration, T), E> {
    let once = || {
        let start = Instant::now();
        work().map(|result| (start.elapsed(), result))
    };
    let runs = [once()?, once()?, once()?];
    Ok(runs.into_iter().min_by_key(|(time, _)| *time).expect("three runs have a best one"))
}

/// Tables of ten columns with two indexes each, and a view for every fifth, on SQLite with a trigger; the first `changed`
/// tables have one column more.
fn schema(tables: usize, changed: usize, dialect: Dialect) -> String {
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
            let _ = writeln!(text, "CREATE VIEW v{table} AS SELECT id, c1 FROM t{table};");
        }
        if table % 5 == 0 && dialect == Dialect::Sqlite {
            let _ = writeln!(
                text,
                "CREATE TRIGGER r{table} AFTER INSERT ON t{table} BEGIN UPDATE t{table} SET c2 = 'y' WHERE id = new.id; END;",
            );
        }
    }
    text
}

#[allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]
fn print(what: &str, time: Duration) {
    println!("{what}: {:.1} ms", time.as_secs_f64() * 1000.0);
}
