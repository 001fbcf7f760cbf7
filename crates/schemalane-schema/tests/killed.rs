//! A process that is killed in the middle of a rebuild, or that finds the disk full, leaves the old state whole.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use rusqlite::Connection;
use schemalane_schema::{Database, Engine, Error, Event, Files, Options, Progress};
use schemalane_testkit::{FullDisk, effort};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Where the child finds the database.
const VARIABLE: &str = "SCHEMALANE_KILLED";

const WANTED: &str =
    "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL); CREATE INDEX i ON t (name);";

#[test]
fn a_killed_rebuild_leaves_the_old_state() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rows.db");
    let rows = if effort::is_full() { 1_000_000 } else { 200_000 };
    fill(&path, rows);
    let mut interrupted = 0;
    for milliseconds in [40, 120, 250] {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "child"])
            .env(VARIABLE, &path)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        child.kill().unwrap();
        child.wait().unwrap();
        if is_old(&path, rows) {
            interrupted += 1;
        } else {
            // It was faster than we were; begin again.
            std::fs::remove_file(&path).unwrap();
            fill(&path, rows);
        }
    }
    assert!(interrupted > 0, "no child was killed before it came to its end");
    rebuild(&path, &Progress::new()).unwrap();
    assert!(!is_old(&path, rows));
}

#[test]
#[ignore = "it is the process that the test above kills"]
fn child() {
    let path = std::env::var_os(VARIABLE).expect("the test above says where the database is");
    rebuild(Path::new(&path), &Progress::new()).unwrap();
}

#[test]
fn a_full_disk_leaves_the_old_state() {
    let disk = FullDisk::new(4 << 20);
    let path = disk.path().join("rows.db");
    fill(&path, 30_000);
    disk.fill();
    // It is seen beforehand; who approves it all the same gets nothing but an error.
    let error = rebuild(&path, &Progress::new()).unwrap_err();
    assert!(
        matches!(error, Error::Refused { .. }) && error.to_string().contains("0 bytes are free"),
        "{error}"
    );
    let options = Options::new().allow("rewrite-table:t".parse().unwrap());
    let error = rebuild_with(&path, options, &Progress::new()).unwrap_err();
    assert!(matches!(error, Error::Step { committed: 0, .. }), "{error:?}");
    assert!(
        error.to_string().contains("full") && error.to_string().contains("make room"),
        "{error}"
    );
    disk.free();
    assert!(is_old(&path, 30_000));
}

#[test]
fn who_stops_it_gets_the_old_state_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rows.db");
    fill(&path, 100_000);
    let cancellation = schemalane_schema::Cancellation::new();
    let stop = cancellation.clone();
    let progress = Progress::new().stop_when(cancellation).observe(move |event| {
        if matches!(event, Event::RowsCopied { rows, .. } if *rows >= 50_000) {
            stop.cancel();
        }
    });
    let error = rebuild(&path, &progress).unwrap_err();
    assert!(matches!(error, Error::Cancelled { .. }), "{error:?}");
    assert!(is_old(&path, 100_000));
}

fn fill(path: &Path, rows: u32) {
    Connection::open(path)
        .unwrap()
        .execute_batch(&format!(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT);
             CREATE INDEX i ON t (name);
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})
             INSERT INTO t SELECT i, 'row ' || i FROM n;"
        ))
        .unwrap();
}

fn rebuild(path: &Path, progress: &Progress) -> Result<(), Error> {
    rebuild_with(path, Options::new(), progress)
}

fn rebuild_with(path: &Path, options: Options, progress: &Progress) -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let engine = Engine::new(Database::sqlite(path), options);
    let files = Files::from_texts([("schema.sql", WANTED)]);
    runtime.block_on(async {
        let plan = engine.plan(&files).await?;
        engine.execute(&files, &plan, None, progress).await.map(|_| ())
    })
}

/// Whether the table is as it was, with all of its rows, and the file whole.
fn is_old(path: &Path, rows: u32) -> bool {
    let connection = Connection::open(path).unwrap();
    let one = |query: &str| {
        let query = format!("SELECT CAST(({query}) AS TEXT)");
        connection.query_row(&query, [], |row| row.get::<_, String>(0)).unwrap()
    };
    assert_eq!(one("SELECT integrity_check FROM pragma_integrity_check"), "ok");
    assert_eq!(one("SELECT count(*) FROM t"), rows.to_string());
    assert_eq!(one("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'schemalane%'"), "0");
    one("SELECT sql FROM sqlite_schema WHERE name = 't'")
        == "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)"
}
