//! The process is killed, at every message it sends.

use std::time::Duration;

use schemalane_testkit::{
    Command, Killer, Server, assert_released, assert_sound, effort, eventually,
};

use crate::lane::{Lane, up};

#[test]
fn a_killed_process_leaves_all_or_nothing() {
    let lane = Lane::probing(3);
    let database = std::cell::RefCell::new(None);
    let killed = Killer::at_messages().sweep(
        effort::loops(7, 1),
        || {
            let fresh = Server::shared().database();
            let command = up(&lane, &fresh.url());
            database.replace(Some(fresh));
            command
        },
        |_, _| {
            let database = database.borrow();
            let database = database.as_ref().unwrap();
            assert_sound(database, &lane.expectations());
            up(&lane, &database.url()).run().expect(0);
            assert_sound(database, &lane.expectations().applied(3));
        },
    );
    assert!(killed > 0, "the killer never struck");
}

/// The server notices within seconds that its client has died, and the next
/// runner need not wait for the statement to end.
#[test]
fn a_statement_does_not_outlive_its_client() {
    let database = Server::shared().database();
    let mut lane = Lane::probing(1);
    lane.add("SELECT pg_sleep(60);");
    let running = up(&lane, &database.url()).start();
    eventually("the migration runs", Duration::from_secs(10), || {
        database.sessions().iter().any(|session| session.statement.contains("pg_sleep(60)"))
    });
    running.signal("KILL");
    let _killed = running.finish();
    assert_released(&database, "schemalane", Duration::from_secs(15));
    assert_sound(&database, &lane.expectations().applied(1));
}

/// What was cut short outside of a transaction says where, stops the next
/// run, and has a way out.
#[test]
fn an_interrupted_file_says_where_it_was_stopped() {
    let database = Server::shared().database();
    let mut lane = Lane::probing(1);
    lane.add("CREATE TABLE whole (id INT);");
    database.psql("CREATE TABLE gate (id INT)");
    let mut holder = database.client();
    lane.add("-- schemalane: transaction = false\nCREATE TABLE a (id INT);\nSELECT * FROM gate;");
    holder.simple("BEGIN; LOCK TABLE gate").unwrap();
    let running = up(&lane, &database.url()).args(["--adopt"]).start();
    eventually("the migration waits", Duration::from_secs(10), || {
        database.sessions().iter().any(|session| {
            session.statement.contains("FROM gate") && session.application.starts_with("schemalane")
        })
    });
    running.signal("KILL");
    let _killed = running.finish();
    holder.simple("ROLLBACK").unwrap();
    assert_released(&database, "schemalane", Duration::from_secs(15));

    let again = up(&lane, &database.url()).run().expect(4);
    assert!(again.stderr.contains("V3__step.sql was stopped at statement 2"), "{}", again.stderr);
    assert!(again.stderr.contains("migrate repair --yes"), "{}", again.stderr);
    let folder = lane.folder().display().to_string();
    let status = Command::new(env!("CARGO_BIN_EXE_schemalane"))
        .args(["migrate", "status", "--format", "json", "--dir", &folder])
        .args(["--database-url", &database.url()])
        .run()
        .expect(4);
    assert!(status.stdout.contains("\"stopped_at\": 2"), "{}", status.stdout);
}
