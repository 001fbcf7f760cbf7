//! Table locks that others hold.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use schemalane::{Config, Event};
use schemalane_testkit::{Server, assert_sound};

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
