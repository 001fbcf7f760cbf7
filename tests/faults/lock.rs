//! Table locks that others hold.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use schemalane::{Config, Event};
use schemalane_testkit::{Database, Server, assert_sound, eventually};

use crate::lane::{Lane, connect};

/// The whole transaction is tried again until the lock is free, and a query
/// behind it never waits longer than the lock timeout.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_locked_table_is_tried_again_and_never_blocks_others_for_long() {
    let database = Server::shared().database();
    let mut lane = Lane::probing(1);
    let db = connect(&database.url()).await;
    lane.migrator(Config::new()).up(&db).await.unwrap();
    lane.add("ALTER TABLE t1 ADD COLUMN name TEXT;");

    let mut reader = database.client();
    reader.simple("BEGIN; SELECT * FROM t1").unwrap();
    let retries = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&retries);
    let config = Config::new().lock_timeout(Duration::from_millis(300));
    let migrator = lane.migrator(config).observe(move |event| {
        if let Event::Retrying { .. } = event {
            counted.fetch_add(1, Ordering::SeqCst);
        }
    });
    let run = tokio::spawn({
        let url = database.url();
        async move { migrator.up(&connect(&url).await).await }
    });
    let mut longest = Duration::ZERO;
    let mut probe = database.client();
    while retries.load(Ordering::SeqCst) < 2 {
        let began = Instant::now();
        probe.simple("SELECT count(*) FROM t1").unwrap();
        longest = longest.max(began.elapsed());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(longest < Duration::from_millis(1500), "a query waited {longest:?}");
    reader.simple("COMMIT").unwrap();
    run.await.unwrap().unwrap();
    assert_sound(&database, &lane.expectations().applied(2));
}

/// A build that fails leaves an index that no query uses: it is named, and
/// is not taken for success by the next run.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invalid_index_is_named_and_never_passed_over() {
    let database = Server::shared().database();
    let mut lane = Lane::probing(1);
    lane.add("INSERT INTO t1 VALUES (1), (1);");
    let db = connect(&database.url()).await;
    lane.migrator(Config::new()).up(&db).await.unwrap();
    lane.add(
        "-- schemalane: transaction = false\n\
         CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS once ON t1 (id);",
    );
    for _ in 0..2 {
        let migrator = lane.migrator(Config::new());
        let error = migrator.up(&db).await.unwrap_err().to_string();
        assert!(error.contains("DROP INDEX CONCURRENTLY public.once"), "{error}");
        let error = migrator.up(&db).await.unwrap_err();
        assert_eq!(error.exit_code(), schemalane::exit::FAILED, "{error}");
        assert_eq!(migrator.repair(&db, &[]).await.unwrap().cleared.len(), 1);
        database.psql("DELETE FROM t1");
    }
    database.psql("DROP INDEX once");
    lane.migrator(Config::new()).up(&db).await.unwrap();
    assert_sound(&database, &lane.expectations().without_transaction(&["3"]).applied(3));
}

/// Runs the last migration of a lane while `rival` works on the same rows;
/// gives what was tried again, and why.
pub(crate) async fn against(
    lane: &Lane,
    database: &Database,
    rival: impl FnOnce(&Database) + Send + 'static,
) -> Vec<String> {
    let reasons = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&reasons);
    let migrator = lane.migrator(Config::new()).observe(move |event| {
        if let Event::Retrying { failure, .. } = event {
            told.lock().unwrap().push(failure.sqlstate.clone().unwrap_or_default());
        }
    });
    let url = database.url();
    let run = tokio::spawn(async move { migrator.up(&connect(&url).await).await });
    tokio::task::block_in_place(|| rival(database));
    run.await.unwrap().unwrap_or_else(|error| panic!("{error}"));
    reasons.lock().unwrap().clone()
}

/// Waits until a session of the engine's waits for a lock.
pub(crate) fn waits(database: &Database) {
    eventually("the migration waits for the rival", Duration::from_secs(10), || {
        database.sessions().iter().any(|session| {
            session.application.starts_with("schemalane") && session.waits_for.starts_with("Lock:")
        })
    });
}

/// Two lock two tables crosswise: the server gives one of them up, here the
/// migration, which waits first. All of it is tried again, and applied once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deadlock_is_tried_again_and_applied_once() {
    let database = Server::shared().database();
    let mut lane = Lane::probing(2);
    lane.migrator(Config::new()).up(&connect(&database.url()).await).await.unwrap();
    lane.add("LOCK TABLE t2; LOCK TABLE t1; CREATE TABLE both_locked ();");
    let mut rival = database.client();
    rival.simple("SET deadlock_timeout = '60s'; BEGIN; LOCK TABLE t1").unwrap();
    let reasons = against(&lane, &database, move |database| {
        waits(database);
        // Closes the circle; the engine's session is the first to look.
        rival.simple("LOCK TABLE t2").unwrap();
        rival.simple("COMMIT").unwrap();
    })
    .await;
    assert_eq!(reasons, ["40P01"]);
    assert_sound(&database, &lane.expectations().applied(3));
}

/// A row goes to another partition while the migration waits for it: that is
/// a serialisation failure even where transactions only read what is committed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_serialisation_failure_is_tried_again_and_applied_once() {
    let database = Server::shared().database();
    let mut lane = Lane::probing(1);
    lane.add(
        "CREATE TABLE p (k INT, v INT) PARTITION BY LIST (k);
         CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
         CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
         INSERT INTO p VALUES (1, 0);",
    );
    lane.migrator(Config::new()).up(&connect(&database.url()).await).await.unwrap();
    lane.add("UPDATE p SET v = v + 1 WHERE k = 1; UPDATE p SET v = v + 10 WHERE k = 2;");
    let mut rival = database.client();
    rival.simple("BEGIN; UPDATE p SET k = 2 WHERE k = 1").unwrap();
    let reasons = against(&lane, &database, move |database| {
        waits(database);
        rival.simple("COMMIT").unwrap();
    })
    .await;
    assert_eq!(reasons, ["40001"]);
    assert_eq!(database.psql("SELECT k, v FROM p"), "2\t10");
    assert_sound(&database, &lane.expectations().applied(3));
}
