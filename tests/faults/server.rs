//! Servers that cannot or will not.

use std::time::Duration;

use schemalane::{Config, Error};
use schemalane_testkit::{Server, Standby, assert_sound, effort};

use crate::lane::{Lane, connect};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_standby_is_refused_before_anything_is_written() {
    let primary = Server::start(&[]);
    let database = primary.database();
    let standby = Standby::of(&primary);
    standby.catch_up();
    let lane = Lane::probing(2);
    let db = connect(&standby.url_for(&database)).await;
    let error = lane.migrator(Config::new()).up(&db).await.unwrap_err();
    assert!(matches!(error, Error::ReadOnly), "{error:?}");
    assert!(error.to_string().contains("the URL of the primary"), "{error}");

    standby.promote();
    let db = connect(&standby.url_for(&database)).await;
    lane.migrator(Config::new()).up(&db).await.unwrap();
}

/// Whatever backend is taken away whenever: all or nothing, and the next
/// runs end in the same database.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn terminated_backends_leave_all_or_nothing() {
    for _ in 0..effort::loops(3, 20) {
        let database = Server::shared().database();
        let mut lane = Lane::probing(6);
        lane.add("SELECT pg_sleep(0.05);");
        let db = connect(&database.url()).await;
        let harassment = database.terminate_loop("schemalane");
        for _ in 0..5 {
            let _cut_or_not =
                lane.migrator(Config::new().lock_wait(Duration::from_secs(5))).up(&db).await;
        }
        drop(harassment);
        lane.migrator(Config::new()).up(&db).await.unwrap_or_else(|error| panic!("{error}"));
        assert_sound(&database, &lane.expectations().applied(7));
    }
}

/// A migration that takes its own connection away is a failed attempt.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_attempt_that_loses_its_backend_is_recorded() {
    let database = Server::shared().database();
    let mut lane = Lane::probing(1);
    lane.add("SELECT pg_terminate_backend(pg_backend_pid());");
    let db = connect(&database.url()).await;
    let error = lane.migrator(Config::new()).up(&db).await.unwrap_err();
    assert_eq!(error.exit_code(), schemalane::exit::FAILED, "{error}");
    assert!(error.to_string().contains("the connection was lost"), "{error}");
    let history = "SELECT version, success FROM flyway_schema_history ORDER BY installed_rank";
    assert_eq!(database.psql(history), "1\tt\n2\tf");
}

/// An immediate stop is a crash: what was committed is there, the rest is not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_of_the_server_leaves_all_or_nothing() {
    let server = Server::start(&[]);
    let database = server.database();
    let mut lane = Lane::probing(2);
    lane.add("SELECT pg_sleep(30);");
    let (url, migrator) = (database.url(), lane.migrator(Config::new()));
    let run = tokio::spawn(async move { migrator.up(&connect(&url).await).await });
    tokio::time::sleep(Duration::from_millis(700)).await;
    server.crash();
    server.revive();
    assert!(run.await.unwrap().is_err());
    assert_sound(&database, &lane.expectations().applied(2));
}

/// A cancelled statement is a failure, never an application.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cancelled_statements_leave_all_or_nothing() {
    for _ in 0..effort::loops(2, 20) {
        let database = Server::shared().database();
        let mut lane = Lane::probing(4);
        lane.add("SELECT pg_sleep(0.05);");
        let db = connect(&database.url()).await;
        let harassment = database.cancel_loop("schemalane");
        for _ in 0..5 {
            let _cancelled_or_not = lane.migrator(Config::new()).up(&db).await;
        }
        drop(harassment);
        lane.migrator(Config::new()).up(&db).await.unwrap_or_else(|error| panic!("{error}"));
        assert_sound(&database, &lane.expectations().applied(5));
    }
}
