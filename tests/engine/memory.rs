//! A database in memory, by whatever name: its own pool is migrated, or the
//! run is refused.

use std::{path::Path, time::Duration};

use schemalane::{
    Config, Error, Function, MemoryPool,
    sea_orm::{ConnectionTrait as _, DatabaseConnection},
};
use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};

use crate::lane::{Lane, applied};

/// How a test names a database in memory.
fn names() -> Vec<(&'static str, SqliteConnectOptions)> {
    let url = |url: &'static str| (url, url.parse::<SqliteConnectOptions>().unwrap());
    let file = |name: &'static str| (name, SqliteConnectOptions::new().filename(name));
    vec![
        url("sqlite::memory:"),
        url("sqlite://:memory:"),
        url("sqlite:"),
        url("sqlite://?mode=memory"),
        url("sqlite://named?mode=memory"),
        url("sqlite://named?mode=memory&cache=shared"),
        url("sqlite://named?mode=memory&cache=private"),
        url("sqlite:file:one?mode=memory&cache=shared"),
        url("sqlite:file:two?mode=memory&cache=private"),
        url("sqlite:file::memory:?cache=private"),
        file(":memory:"),
        file(""),
        file("file:"),
        file("file::memory:"),
        file("file:%3amemory%3A?cache=private"),
        file("file:three?mode=memory"),
        file("file:four?mode=memory&cache=shared"),
        file("file:///five?cache=shared&mode=memory#six"),
        file("file:/seven?vfs=memdb"),
        file("file:eight?vfs=memdb"),
        (":memory:, shared", SqliteConnectOptions::new().filename(":memory:").shared_cache(true)),
        ("vfs, shared", SqliteConnectOptions::new().filename("/nine").vfs("memdb")),
        ("vfs, not shared", SqliteConnectOptions::new().filename("ten").vfs("memdb")),
        ("immutable", SqliteConnectOptions::new().filename(":memory:").immutable(true)),
    ]
}

async fn pool(options: &SqliteConnectOptions, connections: u32) -> SqlitePool {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_millis(300))
        .connect_with(options.clone())
        .await
        .unwrap()
}

/// Whether what one connection makes is there for another: SQLite's own word.
async fn is_shared(options: &SqliteConnectOptions) -> bool {
    let pool = pool(options, 2).await;
    let (mut one, mut other) = (pool.acquire().await.unwrap(), pool.acquire().await.unwrap());
    sqlx::raw_sql("CREATE TABLE probe (id INT)").execute(&mut *one).await.unwrap();
    let shared = sqlx::raw_sql("SELECT * FROM probe").execute(&mut *other).await.is_ok();
    sqlx::raw_sql("DROP TABLE probe").execute(&mut *one).await.unwrap();
    shared
}

fn lane() -> Lane {
    Lane::new(&[
        ("V1__a.sql", "CREATE TABLE parent (id INTEGER PRIMARY KEY);"),
        ("V2__b.sql", "PRAGMA foreign_keys = OFF;\nCREATE TABLE child (id INTEGER);"),
        ("V3__c.sql", "VACUUM;"),
    ])
    .rust(
        "V4__d.rs",
        Function::Connection(|db| {
            Box::pin(async move {
                db.execute_unprepared("INSERT INTO child VALUES (1)").await?;
                Ok(())
            })
        }),
    )
    .rust(
        "V5__e.rs",
        Function::Transaction(|txn| {
            Box::pin(async move {
                txn.execute_unprepared("INSERT INTO child VALUES (2)").await?;
                Ok(())
            })
        }),
    )
}

/// Every connection of the pool sees what was migrated.
async fn assert_migrated(name: &str, pool: &SqlitePool) {
    let mut held = Vec::new();
    for _ in 0..pool.options().get_max_connections() {
        let mut connection = pool.acquire().await.unwrap();
        let rows = sqlx::query("SELECT * FROM child").fetch_all(&mut *connection).await;
        assert_eq!(rows.unwrap_or_else(|error| panic!("{name}: {error}")).len(), 2, "{name}");
        held.push(connection);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_callers_database_is_the_one_that_is_migrated() {
    for (name, options) in names() {
        let shared = is_shared(&options).await;
        for connections in [1, 3] {
            let pool = pool(&options, connections).await;
            let db = DatabaseConnection::from(pool.clone());
            let migrator = lane().migrator(&db, Config::new());
            let outcome = migrator.up(&db).await;
            if shared || connections == 1 {
                let report = outcome.unwrap_or_else(|error| panic!("{name}: {error}"));
                assert_eq!(applied(&report), ["1", "2", "3", "4", "5"], "{name}");
                assert_eq!(migrator.status(&db).await.unwrap().pending, 0, "{name}");
                assert_eq!(migrator.up(&db).await.unwrap().already_applied, 5, "{name}");
                assert_migrated(name, &pool).await;
            } else {
                let error = outcome.unwrap_err();
                let several = MemoryPool::Several { connections };
                assert!(
                    matches!(&error, Error::InMemory { reason, .. } if *reason == several),
                    "{name}: {error}"
                );
                assert!(error.to_string().contains("max_connections(1)"), "{error}");
                assert!(migrator.status(&db).await.is_err(), "{name}");
            }
            pool.close().await;
        }
        for stray in ["named", "one", "two", "three", "eight", "ten", ":memory:", "file:"] {
            assert!(!Path::new(stray).exists(), "{name} made {stray}");
        }
    }
}

/// What is a file stays one, whatever its name looks like.
#[tokio::test]
async fn a_file_is_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().display();
    for (options, file) in [
        (format!("file:{path}/a.db?mode=rwc&cache=shared"), "a.db"),
        (format!("file://localhost{path}/%62.db"), "b.db"),
        (format!("{path}/mode=memory"), "mode=memory"),
        (format!("{path}/:memory:"), ":memory:"),
    ] {
        let options = SqliteConnectOptions::new().filename(&options).create_if_missing(true);
        let pool = pool(&options, 4).await;
        let db = DatabaseConnection::from(pool.clone());
        assert_eq!(lane().up(&db).await.unwrap_or_else(|error| panic!("{error}")).applied.len(), 5);
        assert_migrated(file, &pool).await;
        assert!(folder.path().join(file).is_file(), "{file}");
        pool.close().await;
    }
}

#[tokio::test]
async fn a_busy_or_a_closed_pool_is_said_to_be_one() {
    let options: SqliteConnectOptions = "sqlite::memory:".parse().unwrap();
    let pool = pool(&options, 1).await;
    let db = DatabaseConnection::from(pool.clone());
    let migrator = lane().migrator(&db, Config::new());
    let held = pool.acquire().await.unwrap();
    for outcome in [migrator.up(&db).await.err(), migrator.status(&db).await.err()] {
        let error = outcome.unwrap();
        let reason = MemoryPool::Busy;
        assert!(matches!(&error, Error::InMemory { reason: r, .. } if *r == reason), "{error}");
        assert!(error.to_string().contains("all in use"), "{error}");
    }
    drop(held);
    assert_eq!(migrator.up(&db).await.unwrap().applied.len(), 5);
    pool.close().await;
    let error = migrator.up(&db).await.unwrap_err();
    assert!(error.to_string().contains("went when the pool was closed"), "{error}");
}

/// Several runners in one database that a pool's connections share.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn runners_share_a_database_in_memory() {
    let options: SqliteConnectOptions = "sqlite::memory:".parse().unwrap();
    let pool = pool(&options, 8).await;
    let mut runs = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let db = DatabaseConnection::from(pool.clone());
        let lane = Lane::new(&[
            ("V1__a.sql", "CREATE TABLE a (id INT);"),
            ("V2__b.sql", "INSERT INTO a VALUES (1);"),
        ]);
        let migrator = lane.migrator(&db, Config::new());
        runs.spawn(async move { migrator.up(&db).await });
    }
    for outcome in runs.join_all().await {
        let report = outcome.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(report.already_applied + report.applied.len(), 2);
    }
    let rows = sqlx::query("SELECT * FROM a").fetch_all(&pool).await.unwrap();
    assert_eq!(rows.len(), 1);
}
