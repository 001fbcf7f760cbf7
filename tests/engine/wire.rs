//! What goes over the wire to PostgreSQL, counted by a proxy.

use std::time::Duration;

use schemalane::{
    Config, Function,
    sea_orm::{ConnectionTrait as _, DatabaseConnection},
};
use schemalane_testkit::{Database, Proxy, Server, Traffic, eventually};

use crate::{
    lane::{Lane, applied},
    lock::LOCKS,
    place::{Place, connect},
};

/// A database, a proxy before it, and a pool through the proxy that has
/// opened its first connection already.
async fn watched() -> (Place, Proxy, DatabaseConnection) {
    let place = Place::postgres();
    let proxy = Proxy::before(Server::shared());
    let Place::Postgres(database) = &place else { unreachable!() };
    let db = connect(&proxy.url_for(database)).await;
    proxy.take();
    (place, proxy, db)
}

fn three() -> Lane {
    Lane::new(&[
        ("V1__a.sql", "CREATE TABLE a (id INT PRIMARY KEY);"),
        (
            "V2__b.sql",
            "CREATE TABLE b (id INT);\nINSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1);",
        ),
        ("V3__c.sql", "UPDATE b SET id = 2;"),
    ])
}

fn mentions(traffic: &Traffic, word: &str) -> bool {
    traffic.queries.iter().any(|query| query.to_lowercase().contains(word))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_pending_is_one_round_trip() {
    let (_place, proxy, db) = watched().await;
    let lane = three();
    lane.up(&db).await.unwrap();
    proxy.take();
    assert_eq!(applied(&lane.up(&db).await.unwrap()), Vec::<&str>::new());
    let traffic = proxy.take();
    assert_eq!((traffic.connections, traffic.round_trips), (1, 1), "{traffic:?}");
    assert_eq!(traffic.queries.len(), 1);
    let statements: Vec<_> = traffic.queries[0].split(";\n").collect();
    assert_eq!(
        statements[..2],
        ["SET LOCAL statement_timeout = 0", "SET LOCAL row_security = off"]
    );
    assert_eq!(statements.len(), 4, "{traffic:?}");
    assert!(statements[2..].iter().all(|text| text.starts_with("SELECT")), "{traffic:?}");
    assert!(!mentions(&traffic, "lock") && !mentions(&traffic, "create"), "{traffic:?}");
    assert!(!mentions(&traffic, "installed_by"), "it reads what decides, and no more: {traffic:?}");
    assert_eq!((traffic.notices.len(), traffic.errors.len()), (0, 0));
}

/// How often somebody has looked at each row of the history. A session says so before it is gone.
pub(crate) fn scans(database: &Database) -> u64 {
    let sessions = "SELECT count(*) FROM pg_stat_activity \
                    WHERE application_name = 'schemalane' AND datname = current_database()";
    eventually("the run is gone", Duration::from_secs(10), || database.psql(sessions) == "0");
    let count = "SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'flyway_schema_history'";
    database.psql(count).parse().unwrap()
}

/// However long the history is, a migration looks at it once. Rows without a version are those of
/// no migration; with so many of them a single row is found by its key.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_migration_looks_at_the_history_once() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let db = place.connect().await;
    let lane = three();
    lane.up(&db).await.unwrap();
    database.psql(
        "INSERT INTO flyway_schema_history (installed_rank, description, type, script, installed_by, \
             execution_time, success) \
         SELECT i, 'many', 'SQL', 'R__many.sql', 'me', 1, true FROM generate_series(10, 3000) i; \
         ANALYZE flyway_schema_history",
    );
    let mut counts = Vec::new();
    for files in [4..=4, 5..=9] {
        let before = scans(database);
        for number in files {
            lane.write(&format!("V{number}__more.sql"), "INSERT INTO b VALUES (4);");
        }
        lane.up(&db).await.unwrap();
        counts.push(scans(database) - before);
    }
    assert_eq!(counts[1] - counts[0], 4, "four migrations more: {counts:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_look_is_one_round_trip() {
    let (_place, proxy, db) = watched().await;
    let lane = three();
    lane.migrator(&db, Config::new().up_to("1".parse().unwrap())).up(&db).await.unwrap();
    proxy.take();
    let migrator = lane.migrator(&db, Config::new());
    migrator.status(&db).await.unwrap();
    let traffic = proxy.take();
    assert_eq!((traffic.connections, traffic.round_trips), (1, 1), "{traffic:?}");
    migrator.pending(&db).await.unwrap();
    migrator.plan(&db).await.unwrap();
    assert_eq!(proxy.take().round_trips, 2);
}

/// Where there is no history, the schema is looked at as well.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_first_look_is_two_round_trips() {
    let (_place, proxy, db) = watched().await;
    let migrator = three().migrator(&db, Config::new());
    migrator.status(&db).await.unwrap();
    assert_eq!(proxy.take().round_trips, 2);
    let nothing = Lane::new(&[]).migrator(&db, Config::new());
    nothing.up(&db).await.unwrap();
    assert_eq!(proxy.take().round_trips, 1);
}

/// Read, lock, look at the schema, create and read again, and one for each migration.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_migrations_from_nothing_are_seven_round_trips() {
    let (place, proxy, db) = watched().await;
    let lane = three();
    lane.up(&db).await.unwrap();
    let traffic = proxy.take();
    assert_eq!((traffic.connections, traffic.round_trips), (1, 7), "{traffic:?}");
    assert_eq!(traffic.queries.iter().filter(|query| query.contains("COMMIT")).count(), 3);

    // The server may still be busy saying goodbye to the first run.
    let Place::Postgres(database) = &place else { unreachable!() };
    eventually("the lock is free", Duration::from_secs(2), || database.psql(LOCKS) == "0");
    lane.write("V4__d.sql", "INSERT INTO b VALUES (3);");
    lane.up(&db).await.unwrap();
    assert_eq!(proxy.take().round_trips, 4, "read, lock, read again, migrate");
}

/// What a session was opened with is given back by one statement.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_is_made_clean_by_few_statements() {
    let (_place, proxy, db) = watched().await;
    three().up(&db).await.unwrap();
    let traffic = proxy.take();
    let migrations = traffic.queries.iter().filter(|query| query.contains("COMMIT"));
    for query in migrations {
        let sets = |line: &&str| line.starts_with("SET ") || line.starts_with("RESET ");
        let count = query.lines().filter(sets).count();
        assert!((10..=17).contains(&count), "{count}: {query}");
    }
    let asked = traffic.queries.iter().map(|query| query.matches("pg_catalog.pg_settings").count());
    assert_eq!(asked.sum::<usize>(), 1, "all settings are looked at once: {traffic:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_opens_one_connection_of_its_own() {
    let (_place, proxy, db) = watched().await;
    let lane = three()
        .rust(
            "V4__d.rs",
            Function::Connection(|db| {
                Box::pin(async move {
                    db.execute_unprepared("INSERT INTO b VALUES (4)").await?;
                    Ok(())
                })
            }),
        )
        .rust(
            "V5__e.rs",
            Function::Transaction(|txn| {
                Box::pin(async move {
                    txn.execute_unprepared("INSERT INTO b VALUES (5)").await?;
                    Ok(())
                })
            }),
        );
    lane.write("V6__f.sql", "CREATE INDEX CONCURRENTLY i ON b (id);");
    assert_eq!(lane.up(&db).await.unwrap().applied.len(), 6);
    assert_eq!(proxy.take().connections, 1);
}

/// The reply to the commit is lost, but the migration was applied: the run
/// asks again, finds it so, and goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_reply_is_no_second_attempt() {
    let (place, proxy, db) = watched().await;
    let lane = three();
    proxy.drop_reply_to("insert into b values (1)");
    let report = lane.up(&db).await.unwrap();
    assert!(proxy.struck());
    assert_eq!(applied(&report), ["1", "2", "3"]);
    assert_eq!(place.sql("SELECT id FROM b").await, "2");
    assert_eq!(place.history().await.len(), 3);
}

/// Wherever the wire breaks, the next run ends in the same database.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cut_anywhere_is_mended_by_the_next_run() {
    let (place, proxy, db) = watched().await;
    for n in 1..=10 {
        for fault in [Proxy::cut_before, Proxy::cut_inside, Proxy::cut_after] {
            place.sql("DROP TABLE IF EXISTS a, b, flyway_schema_history").await;
            let lane = three();
            fault(&proxy, n);
            let first = lane.up(&db).await;
            // A run with fewer messages is not hit.
            assert!(proxy.struck() || first.is_ok(), "{first:?}");
            proxy.drop_reply_to("what nobody says");
            let second = lane.up(&db).await.unwrap();
            assert!(
                first.is_ok() || second.already_applied + second.applied.len() == 3,
                "{first:?}"
            );
            assert_eq!(place.sql("SELECT id FROM b").await, "2", "message {n}: {first:?}");
            assert_eq!(place.sql("SELECT count(*) FROM a").await, "1");
            assert_eq!(
                place.history().await,
                [
                    "1|1|SQL|V1__a.sql|applied",
                    "2|2|SQL|V2__b.sql|applied",
                    "3|3|SQL|V3__c.sql|applied"
                ]
            );
        }
    }
}
