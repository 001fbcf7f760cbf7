//! What SQLite promises that a server need not.

use std::{fs, time::Duration};

use schemalane::{Config, Dialect, Error, Folder, Migrator, TargetName};
use schemalane_testkit::{Expectations, Killer, Row, Sqlite, effort};
use sqlx::{Connection as _, Row as _, SqliteConnection};

use crate::lane::{Lane, connect, up};

/// What must hold of a file after anything; one that was never written to is sound.
pub(crate) async fn assert_sound_file(sqlite: &Sqlite, expectations: &Expectations) {
    let mut connection = SqliteConnection::connect(&sqlite.url_with("mode=rwc")).await.unwrap();
    let intact = sqlx::raw_sql("PRAGMA integrity_check").fetch_one(&mut connection).await.unwrap();
    assert_eq!(intact.get::<String, _>(0), "ok");
    let history = "SELECT installed_rank, version, success FROM flyway_schema_history \
                   ORDER BY installed_rank";
    let rows = sqlx::raw_sql(history).fetch_all(&mut connection).await.unwrap_or_default();
    let row = |row: &sqlx::sqlite::SqliteRow| {
        Row::new(row.get(0), row.get::<String, _>(1).as_str(), row.get(2))
    };
    let rows: Vec<_> = rows.iter().map(row).collect();
    let probe = sqlx::raw_sql("SELECT version FROM probe").fetch_all(&mut connection).await;
    let probe: Vec<String> = probe.unwrap_or_default().iter().map(|row| row.get(0)).collect();
    connection.close().await.unwrap();
    expectations.assert_rows(&rows, &probe);
}

fn migrator(sql: &str) -> (tempfile::TempDir, Migrator) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("V1__step.sql"), sql).unwrap();
    let manifest = Folder::new(folder.path()).manifest(&TargetName::DEFAULT, Dialect::Sqlite);
    (folder, Migrator::new(manifest.unwrap(), Config::new()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_that_takes_longer_than_its_header_says_is_stopped() {
    let sqlite = Sqlite::new();
    let db = connect(&sqlite.url_with("mode=rwc")).await;
    let (_folder, migrator) = migrator(
        "-- schemalane: statement_timeout = 200ms\n\
         CREATE TABLE t (n INT);\n\
         INSERT INTO t WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r LIMIT 500000000) \
         SELECT count(*) FROM r;",
    );
    let began = std::time::Instant::now();
    let error = migrator.up(&db).await.unwrap_err();
    assert!(began.elapsed() < Duration::from_secs(10));
    assert!(error.to_string().contains("longer than its limit of 200 ms"), "{error}");
    assert!(error.to_string().contains("statement 2 of 2"), "{error}");
    let status = migrator.status(&db).await.unwrap();
    assert_eq!((status.failed, status.pending), (1, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fresh_without_migrations_drops_nothing() {
    let sqlite = Sqlite::new();
    let db = connect(&sqlite.url_with("mode=rwc")).await;
    let (_folder, one) = migrator("CREATE TABLE precious (id INT);");
    one.up(&db).await.unwrap();
    let empty = tempfile::tempdir().unwrap();
    let manifest = Folder::new(empty.path()).manifest(&TargetName::DEFAULT, Dialect::Sqlite);
    let error = Migrator::new(manifest.unwrap(), Config::new()).fresh(&db).await.unwrap_err();
    assert!(matches!(error, Error::EmptyLane { .. }), "{error:?}");
    assert_eq!(one.status(&db).await.unwrap().pending, 0);
}

/// A process that is killed at any write leaves a file that the next one completes.
#[test]
fn a_killed_process_leaves_a_sound_file() {
    let lane = Lane::probing(3);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let file = std::cell::RefCell::new(Sqlite::new());
    let killed = Killer::at_files().sweep(
        effort::loops(5, 1),
        || {
            file.replace(Sqlite::new());
            up(&lane, &file.borrow().url())
        },
        |_, _| {
            let file = file.borrow();
            runtime.block_on(assert_sound_file(&file, &lane.expectations()));
            up(&lane, &file.url()).run().expect(0);
            runtime.block_on(assert_sound_file(&file, &lane.expectations().applied(3)));
        },
    );
    assert!(killed > 0, "the killer never struck");
}
