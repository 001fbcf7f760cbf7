//! A run that nobody waits for any more, or whose connection is taken away,
//! stops soon, is recorded, and leaves the lock free.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use schemalane::{
    Config, Error, Function, RunReport,
    sea_orm::{ConnectionTrait as _, DatabaseConnection},
};
use schemalane_testkit::eventually;
use tokio::time::timeout;

use crate::{
    lane::{Lane, applied, failed},
    lock::LOCKS,
    place::Place,
};

/// Starts `up`, and gives up on it when it has begun to sleep.
async fn abandon(place: &Place, lane: &Lane) {
    let Place::Postgres(database) = place else { unreachable!() };
    let db = place.connect().await;
    let migrator = lane.migrator(&db, Config::new());
    assert!(timeout(Duration::from_millis(600), migrator.up(&db)).await.is_err());
    let busy = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
                AND state <> 'idle' AND pid <> pg_backend_pid()";
    eventually("no backend is at work", Duration::from_secs(2), || database.psql(busy) == "0");
    eventually("the lock is free", Duration::from_secs(2), || database.psql(LOCKS) == "0");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transaction_is_rolled_back_and_recorded() {
    let place = Place::postgres();
    let lane = Lane::new(&[
        ("V1__a.sql", "CREATE TABLE a (id INT);"),
        (
            "V2__slow.sql",
            "CREATE TABLE b (id INT);\nSELECT pg_sleep(30);\nCREATE TABLE c (id INT);",
        ),
    ]);
    abandon(&place, &lane).await;
    assert_eq!(place.history().await, ["1|1|SQL|V1__a.sql|applied", "2|2|SQL|V2__slow.sql|failed"]);
    assert!(!place.has("b").await && !place.has("c").await);
    lane.write("V2__slow.sql", "CREATE TABLE b (id INT);");
    let db = place.connect().await;
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["2"]);
    assert_eq!(place.history().await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn outside_of_a_transaction_the_row_says_failed() {
    let place = Place::postgres();
    let lane = Lane::of(
        "V1__slow.sql",
        "-- schemalane: transaction = false\nCREATE TABLE a (id INT);\nSELECT pg_sleep(30);\nCREATE TABLE b (id INT);",
    );
    abandon(&place, &lane).await;
    assert_eq!(place.history().await, ["1|1|SQL|V1__slow.sql|failed"]);
    assert!(place.has("a").await && !place.has("b").await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rust_migrations_are_interrupted_too() {
    let in_transaction = Function::Transaction(|txn| {
        Box::pin(async move {
            txn.execute_unprepared("CREATE TABLE a (id INT)").await?;
            txn.execute_unprepared("SELECT pg_sleep(30)").await?;
            Ok(())
        })
    });
    let on_connection = Function::Connection(|db| {
        Box::pin(async move {
            db.execute_unprepared("CREATE TABLE a (id INT)").await?;
            db.execute_unprepared("SELECT pg_sleep(30)").await?;
            Ok(())
        })
    });
    let asleep = Function::Transaction(|txn| {
        Box::pin(async move {
            txn.execute_unprepared("CREATE TABLE a (id INT)").await?;
            tokio::time::sleep(Duration::from_secs(30)).await;
            Ok(())
        })
    });
    for (step, left) in [(in_transaction, false), (on_connection, true), (asleep, false)] {
        let place = Place::postgres();
        let lane = Lane::new(&[]).rust("V1__slow.rs", step);
        abandon(&place, &lane).await;
        assert_eq!(place.history().await, ["1|1|RUST|V1__slow.rs|failed"]);
        assert_eq!(place.has("a").await, left);
    }
}

/// `fresh` waits for others who use the tables that it drops.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fresh_that_waits_ends_with_its_caller() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let db = place.connect().await;
    let lane = Lane::of("V1__a.sql", "CREATE TABLE a (id INT);");
    lane.up(&db).await.unwrap();
    let mut reader = database.client();
    reader.simple("BEGIN; SELECT * FROM a").unwrap();
    let migrator = lane.migrator(&db, Config::new());
    assert!(timeout(Duration::from_millis(500), migrator.fresh(&db)).await.is_err());
    eventually("the lock is free", Duration::from_secs(2), || database.psql(LOCKS) == "0");
    reader.simple("COMMIT").unwrap();
    assert_eq!(lane.states(&db).await, ["1 Success"]);
    assert!(place.has("a").await);
}

/// A role without a connection to spare cannot ask the server to cancel.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_that_cannot_be_cancelled_ends_with_its_connection() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let grants = "GRANT CREATE ON SCHEMA public TO {role}; ALTER ROLE {role} CONNECTION LIMIT 2";
    let db = crate::place::connect(&database.role("poor", grants)).await;
    let lane = Lane::of("V1__slow.sql", "CREATE TABLE a (id INT);\nSELECT pg_sleep(30);");
    let migrator = lane.migrator(&db, Config::new());
    assert!(timeout(Duration::from_millis(600), migrator.up(&db)).await.is_err());
    eventually("the lock is free", Duration::from_secs(3), || database.psql(LOCKS) == "0");
    assert!(!place.has("a").await);
    lane.write("V1__slow.sql", "CREATE TABLE a (id INT);");
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["1"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wait_for_the_lock_ends_with_its_caller() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let mut holder = database.client();
    holder.simple("SELECT pg_advisory_lock(77433833903597)").unwrap();
    let db = place.connect().await;
    let lane = Lane::of("V1__a.sql", "CREATE TABLE a (id INT);");
    let migrator = lane.migrator(&db, Config::new());
    assert!(timeout(Duration::from_millis(300), migrator.up(&db)).await.is_err());
    let others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
                  AND application_name = 'schemalane'";
    eventually("the waiting connection is gone", Duration::from_secs(2), || {
        database.psql(others) == "0"
    });
    drop(holder);
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["1"]);
}

/// The server takes the connection away in the middle of a migration.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_backend_is_an_error_and_frees_the_lock() {
    let slow = "CREATE TABLE a (id INT);\nSELECT pg_sleep(30);";
    let steps: [(&str, Option<Function>); 3] = [
        (slow, None),
        (
            "-- schemalane: transaction = false\nCREATE TABLE a (id INT);\nSELECT pg_sleep(30);",
            None,
        ),
        (
            "",
            Some(Function::Connection(|db| {
                Box::pin(async move {
                    db.execute_unprepared("CREATE TABLE a (id INT)").await?;
                    db.execute_unprepared("SELECT pg_sleep(30)").await?;
                    Ok(())
                })
            })),
        ),
    ];
    for (text, step) in steps {
        let place = Place::postgres();
        let Place::Postgres(database) = &place else { unreachable!() };
        let lane = match step {
            None => Lane::of("V1__slow.sql", text),
            Some(step) => Lane::new(&[]).rust("V1__slow.rs", step),
        };
        let db = place.connect().await;
        let migrator = lane.migrator(&db, Config::new());
        let run = tokio::spawn(async move { migrator.up(&db).await });
        let kill = "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity \
                    WHERE datname = current_database() AND wait_event = 'PgSleep'";
        eventually("the migration sleeps", Duration::from_secs(5), || {
            database.psql(kill) == "true"
        });
        let began = Instant::now();
        let error = run.await.unwrap().unwrap_err();
        assert!(began.elapsed() < Duration::from_secs(7), "{:?}", began.elapsed());
        assert!(error.to_string().contains("V1__slow"), "{error}");
        eventually("the lock is free", Duration::from_secs(2), || database.psql(LOCKS) == "0");
        place.sql("DROP TABLE IF EXISTS a; DELETE FROM flyway_schema_history").await;
        let mended = Lane::of("V1__slow.sql", "CREATE TABLE a (id INT);");
        assert_eq!(applied(&mended.up(&place.connect().await).await.unwrap()), ["1"]);
    }
}

/// The caller's process ends its runtime in the middle.
#[test]
fn a_runtime_that_ends_leaves_no_statement_behind() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.spawn({
        let url = place.url();
        async move {
            let db = crate::place::connect(&url).await;
            let lane = Lane::of("V1__slow.sql", "CREATE TABLE a (id INT);\nSELECT pg_sleep(30);");
            let _never_seen = lane.up(&db).await;
        }
    });
    let sleeping = "SELECT count(*) FROM pg_stat_activity \
                    WHERE datname = current_database() AND wait_event = 'PgSleep'";
    eventually("the migration sleeps", Duration::from_secs(5), || database.psql(sleeping) == "1");
    runtime.shutdown_timeout(Duration::from_millis(100));
    eventually("the server notices", Duration::from_secs(3), || {
        database.psql(sleeping) == "0" && database.psql(LOCKS) == "0"
    });
    assert_eq!(database.psql("SELECT count(*) FROM pg_class WHERE relname = 'a'"), "0");
}

/// What waits for nothing that a server could cancel is left, on either
/// kind of database, and its row says that it did not end.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rust_migration_that_sleeps_for_ever_ends_at_the_limit() {
    let in_transaction = || {
        Function::Transaction(|txn| {
            Box::pin(async move {
                txn.execute_unprepared("CREATE TABLE a (id INT)").await?;
                std::future::pending::<()>().await;
                Ok(())
            })
        })
    };
    let on_connection = || {
        Function::Connection(|db| {
            Box::pin(async move {
                db.execute_unprepared("CREATE TABLE a (id INT)").await?;
                std::future::pending::<()>().await;
                Ok(())
            })
        })
    };
    for place in [Place::postgres, Place::sqlite] {
        for (step, left) in [(in_transaction(), false), (on_connection(), true)] {
            let place = place();
            let db = place.connect().await;
            let lane = Lane::new(&[]).rust("V1__sleep.rs", step);
            let limit = || tokio::time::sleep(Duration::from_millis(300));
            let migrator = lane.migrator(&db, Config::new()).stop_when(limit);
            let began = Instant::now();
            let error = migrator.up(&db).await.unwrap_err();
            assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
            assert!(error.to_string().contains("interrupted"), "{error}");
            assert_eq!(place.history().await, ["1|1|RUST|V1__sleep.rs|failed"]);
            assert_eq!(place.has("a").await, left);
        }
    }
}

/// Wherever a stop meets a Rust migration, lent connection or not, it is told
/// as one, and not as a connection that was lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_at_any_moment_is_a_stop() {
    let in_transaction = || {
        Function::Transaction(|txn| {
            Box::pin(async move {
                txn.execute_unprepared("SELECT pg_sleep(10)").await?;
                Ok(())
            })
        })
    };
    let on_connection = || {
        Function::Connection(|db| {
            Box::pin(async move {
                db.execute_unprepared("SELECT pg_sleep(10)").await?;
                Ok(())
            })
        })
    };
    let place = Place::postgres();
    let full = std::env::var_os("SCHEMALANE_TEST_FULL").is_some();
    let rounds = if full { 250 } else { 24 };
    for round in 0..rounds {
        for step in [in_transaction(), on_connection()] {
            place.sql("DROP TABLE IF EXISTS flyway_schema_history").await;
            let db = place.connect().await;
            let lane = Lane::new(&[]).rust("V1__slow.rs", step);
            let delay = Duration::from_micros(8000 * round / rounds);
            let error = stopped_after(&lane, &db, delay).await.unwrap_err();
            assert_eq!(error.exit_code(), schemalane::exit::FAILED, "{delay:?}: {error}");
            assert!(error.to_string().contains("interrupted: the run was given up"), "{error}");
            assert_eq!(place.history().await, ["1|1|RUST|V1__slow.rs|failed"], "{delay:?}");
        }
    }
}

/// A migration that no transaction takes back, stopped before any of it ran:
/// nothing is said to stay, and it is applied by the next run as it is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_before_the_work_leaves_nothing_and_says_so() {
    static CALLED: AtomicBool = AtomicBool::new(false);
    let rust = || {
        Function::Connection(|db| {
            Box::pin(async move {
                CALLED.store(true, Ordering::SeqCst);
                db.execute_unprepared("CREATE TABLE a (id INT)").await?;
                Ok(())
            })
        })
    };
    let text = "-- schemalane: transaction = false\nCREATE TABLE a (id INT);";
    for place in [Place::postgres(), Place::sqlite()] {
        for delay in (0..8).map(|step| Duration::from_micros(500 * step)) {
            for lane in [Lane::of("V1__free.sql", text), Lane::new(&[]).rust("V1__free.rs", rust())]
            {
                place.sql("DROP TABLE IF EXISTS flyway_schema_history").await;
                place.sql("DROP TABLE IF EXISTS a").await;
                CALLED.store(false, Ordering::SeqCst);
                let db = place.connect().await;
                let Err(error) = stopped_after(&lane, &db, delay).await else { continue };
                let (said, has) = (error.to_string(), place.has("a").await);
                let is_ahead =
                    said.contains("it had not begun, so nothing of it is there\nhelp: run again");
                assert_ne!(is_ahead, said.contains("what came before the error stays"), "{said}");
                assert_eq!(is_ahead, failed(Err(error)).failed.unwrap().rolled_back);
                assert!(!is_ahead || !has && !CALLED.load(Ordering::SeqCst), "{delay:?}: {said}");
                assert!(is_ahead || !delay.is_zero(), "a stop at once is before the work: {said}");
                if is_ahead {
                    assert_eq!(lane.states(&db).await, ["1 Failed"]);
                    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["1"], "{said}");
                    assert!(place.has("a").await);
                }
            }
        }
    }
}

/// The same where the row of the migration waits for somebody, and is never written.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_while_the_row_waits_leaves_nothing_and_says_so() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let db = place.connect().await;
    let lane = Lane::of("V1__a.sql", "CREATE TABLE a (id INT);");
    lane.up(&db).await.unwrap();
    lane.write("V2__free.sql", "-- schemalane: transaction = false\nCREATE TABLE b (id INT);");
    let mut holder = database.client();
    holder.simple("BEGIN; LOCK TABLE flyway_schema_history IN SHARE MODE").unwrap();
    let error = stopped_after(&lane, &db, Duration::from_millis(300)).await.unwrap_err();
    assert!(error.to_string().contains("it had not begun"), "{error}");
    holder.simple("ROLLBACK").unwrap();
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["2"]);
}

/// `up`, stopped this long after it turned to its first migration.
async fn stopped_after(
    lane: &Lane,
    db: &DatabaseConnection,
    delay: Duration,
) -> Result<RunReport, Error> {
    let (begun, begins) = tokio::sync::watch::channel(false);
    let migrator = lane.migrator(db, Config::new()).observe(move |event| {
        if matches!(event, schemalane::Event::Started { .. }) {
            begun.send_replace(true);
        }
    });
    let migrator = migrator.stop_when(move || {
        let mut begins = begins.clone();
        async move {
            drop(begins.wait_for(|begun| *begun).await);
            if !delay.is_zero() {
                tokio::time::sleep(delay).await;
            }
        }
    });
    migrator.up(db).await
}
