//! PostgreSQL: the lock is Flyway's, it is asked for and never waited for in
//! the server, and the wait is bounded and tells who holds it.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use schemalane::{Config, Error, Event, exit};
use schemalane_testkit::{Client, eventually};

use crate::{
    lane::{Lane, applied},
    place::Place,
};

/// Flyway's lock for "public"."flyway_schema_history".
const FLYWAY: &str = "SELECT pg_advisory_lock(77433833903597)";

/// How many advisory locks the sessions of this database hold or wait for.
pub(crate) const LOCKS: &str = "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database \
    WHERE l.locktype = 'advisory' AND d.datname = current_database()";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_holder_of_flyways_number_makes_up_wait() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let mut holder =
        Client::connect(&database.url_with(&[("application_name", "flyway 12")])).unwrap();
    holder.simple(FLYWAY).unwrap();
    let db = place.connect().await;
    let lane = Lane::of("V1__a.sql", "CREATE TABLE a (id INT);");
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ear = Arc::clone(&heard);
    let migrator = lane.migrator(&db, Config::new().lock_wait(Duration::from_millis(600))).observe(
        move |event| {
            if let Event::Waiting { holder, .. } = event {
                ear.lock().unwrap().push((*holder).clone());
            }
        },
    );
    let began = Instant::now();
    let error = migrator.up(&db).await.unwrap_err();
    let waited = began.elapsed();
    assert!(matches!(&error, Error::Locked { .. }), "{error:?}");
    assert_eq!(error.exit_code(), exit::ERROR);
    assert!((600..3000).contains(&waited.as_millis()), "{waited:?}");
    let process = holder.process().to_string();
    assert!(error.to_string().contains(&format!("process {process} of flyway 12")), "{error}");
    let heard = heard.lock().unwrap().clone();
    assert_eq!(heard.len(), 1);
    assert_eq!(heard[0].process, Some(process));
    assert_eq!(heard[0].application.as_deref(), Some("flyway 12"));
    assert!(heard[0].since.is_some());
    assert!(!place.has("flyway_schema_history").await, "nothing is written without the lock");

    let at_once = lane.migrator(&db, Config::new().lock_wait(Duration::ZERO));
    let began = Instant::now();
    assert!(matches!(at_once.up(&db).await, Err(Error::Locked { .. })));
    assert!(began.elapsed() < Duration::from_millis(500));
    assert_eq!(place.sql(LOCKS).await, "1");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_waiting_run_goes_on_when_the_lock_is_free() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let mut holder = database.client();
    holder.simple(FLYWAY).unwrap();
    let db = place.connect().await;
    let lane = Lane::of("V1__a.sql", "CREATE TABLE a (id INT);");
    let migrator = lane.migrator(&db, Config::new());
    let run = tokio::spawn(async move { migrator.up(&db).await });
    tokio::time::sleep(Duration::from_millis(200)).await;
    let waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
    assert_eq!(place.sql(waiting).await, "0", "the wait is not in the server");
    drop(holder);
    assert_eq!(applied(&run.await.unwrap().unwrap()), ["1"]);
    eventually("the lock is free", Duration::from_secs(2), || database.psql(LOCKS) == "0");
}

/// A failed run, drift and an obstacle all leave no connection behind.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_connection_outlives_its_command() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let db = place.connect().await;
    let lane = Lane::of("V1__a.sql", "SELECT nothing;");
    let count = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
                 AND pid <> pg_backend_pid()";
    let before = place.sql(count).await;
    let alone = || {
        eventually("no connection is left", Duration::from_secs(2), || {
            database.psql(count) == before && database.psql(LOCKS) == "0"
        });
    };
    assert!(lane.up(&db).await.is_err());
    alone();
    lane.write("V1__a.sql", "SELECT 1;");
    lane.up(&db).await.unwrap();
    alone();
    lane.write("V1__a.sql", "SELECT 2;");
    assert!(lane.up(&db).await.is_err());
    assert!(lane.migrator(&db, Config::new()).validate(&db).await.is_err());
    alone();
    assert!(lane.migrator(&db, Config::new()).fresh(&db).await.is_ok());
    alone();
}
