//! Statements that wait for other sessions: who is in the way is said.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use schemalane::{Config, Event, Holder};
use schemalane_testkit::{Server, assert_sound, eventually};

use crate::lane::{Lane, connect, up};

/// How long it takes at most until a wait is told.
const TOLD: Duration = Duration::from_secs(30);

/// As in a fleet that Flyway migrates, too: its session holds a snapshot while
/// it waits, and a concurrent build waits for that.
#[test]
fn a_concurrent_build_says_whose_snapshot_it_waits_for() {
    let database = Server::shared().database();
    let mut lane = Lane::probing(1);
    let url = database.url();
    up(&lane, &url).run().expect(0);
    let mut flyway = database.client();
    flyway.simple("SET application_name = 'Flyway by Redgate'").unwrap();
    flyway.simple("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1").unwrap();
    let process = database.sessions()[0].process;
    lane.add("-- schemalane: transaction = false\nCREATE INDEX CONCURRENTLY soon ON t1 (id);");
    let running = up(&lane, &url).start();
    let said = format!("process {process} of Flyway by Redgate from 127.0.0.1");
    eventually("it says who is in the way", TOLD, || {
        let text = running.stderr();
        text.contains("V2__step.sql: waiting for other sessions since ")
            && text.contains(&said)
            && text.contains("(idle in transaction since ")
    });
    flyway.simple("COMMIT").unwrap();
    running.finish().expect(0);
    assert_sound(&database, &lane.expectations().without_transaction(&["2"]).applied(2));
}

/// What is tried again because of a lock says who holds it, and so does the
/// failure of the last try, in text and in JSON.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lock_that_is_tried_for_again_says_who_holds_it() {
    let database = Server::shared().database();
    let mut lane = Lane::probing(1);
    let db = connect(&database.url()).await;
    lane.migrator(Config::new()).up(&db).await.unwrap();
    lane.add("ALTER TABLE t1 ADD COLUMN name TEXT;");
    let mut reader = database.client();
    reader.simple("SET application_name = 'a report'; BEGIN; SELECT * FROM t1").unwrap();
    let seen: Arc<Mutex<Vec<Vec<Holder>>>> = Arc::default();
    let told = Arc::clone(&seen);
    let migrator =
        lane.migrator(Config::new().lock_timeout(Duration::from_secs(2))).observe(move |event| {
            if let Event::Retrying { failure, .. } = event {
                told.lock().unwrap().push(failure.blocked_by.clone());
                assert!(failure.to_string().contains("\n  in the way: process "), "{failure}");
                let json = serde_json::to_value(failure).unwrap();
                assert_eq!(json["blocked_by"][0]["application"], "a report", "{json}");
            }
        });
    let url = database.url();
    let run = tokio::spawn(async move { migrator.up(&connect(&url).await).await });
    eventually("it is tried again", TOLD, || !seen.lock().unwrap().is_empty());
    reader.simple("COMMIT").unwrap();
    run.await.unwrap().unwrap();
    let seen = seen.lock().unwrap();
    let [holder] = seen[0].as_slice() else { panic!("{seen:?}") };
    assert_eq!(holder.application.as_deref(), Some("a report"));
    assert!(holder.state.as_ref().unwrap().starts_with("idle in transaction since 20"), "{holder}");
    assert_sound(&database, &lane.expectations().applied(2));
}

/// Nobody to ask any more holds the locks of a transaction that was prepared.
#[test]
fn a_prepared_transaction_is_named_as_one() {
    let database = Server::shared().database();
    let mut lane = Lane::probing(1);
    up(&lane, &database.url()).run().expect(0);
    database.psql("BEGIN; LOCK TABLE t1; PREPARE TRANSACTION 'left behind'");
    lane.add("-- schemalane: lock_timeout = 60s\nALTER TABLE t1 ADD COLUMN name TEXT;");
    let running = up(&lane, &database.url()).start();
    eventually("it says what is in the way", TOLD, || {
        running.stderr().contains(": a prepared transaction (see pg_prepared_xacts)")
    });
    database.psql("ROLLBACK PREPARED 'left behind'");
    running.finish().expect(0);
}

/// What takes long and waits for nobody is not told.
#[test]
fn a_long_statement_is_no_wait() {
    let database = Server::shared().database();
    let mut lane = Lane::probing(1);
    lane.add("SELECT pg_sleep(8);");
    let output = up(&lane, &database.url()).run().expect(0);
    assert!(!output.stderr.contains("waiting"), "{}", output.stderr);
}
