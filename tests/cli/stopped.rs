//! A run that is stopped from outside: it cancels, rolls back, writes down
//! what happened, lets go of the lock, and leaves.

use std::time::{Duration, Instant};

use schemalane_testkit::{Running, eventually};

use crate::{
    application::{Kind, READY, application},
    bench::{Bench, assert_says, json},
    on_both,
    place::Place,
};

/// How long a run may take to leave.
const SOON: Duration = Duration::from_secs(2);

on_both!(
    a_time_limit,
    an_interrupt,
    a_termination,
    a_run_that_waits_for_another,
    outside_of_a_transaction,
);

/// A migration before one that does not come to an end by itself.
fn bench(place: &Place) -> Bench {
    Bench::new(&[
        ("migrations/V1__create_account.sql", "CREATE TABLE account (id INTEGER PRIMARY KEY);"),
        (
            "migrations/V2__endless.sql",
            &format!("CREATE TABLE b (id INTEGER);\n{}", place.endless()),
        ),
    ])
}

/// Waits until the endless migration has begun.
fn under_way(place: &Place) {
    eventually("the migration runs", Duration::from_secs(20), || place.is_at_work());
    if let Place::Sqlite(_) = place {
        std::thread::sleep(Duration::from_millis(300));
    }
}

/// The run left the database as it was, said so in the history, and the next
/// one does not have to wait.
fn assert_left_in_order(bench: &Bench, place: &Place) {
    if let Place::Postgres(database) = place {
        eventually("nobody is connected", SOON, || database.sessions().is_empty());
    }
    let failed = "SELECT version FROM flyway_schema_history WHERE NOT success";
    assert_eq!(place.sql(failed), "2");
    assert!(place.has("account") && !place.has("b"));
    bench.migrate("status", &place.url()).expect(4);
    bench.write("migrations/V2__endless.sql", "CREATE TABLE b (id INTEGER);");
    bench.migrate("up --lock-wait 0s", &place.url()).expect(0);
    assert_eq!(place.sql(failed), "");
}

fn a_time_limit(place: Place) {
    let bench = bench(&place);
    let limit = Duration::from_millis(1500);
    let began = Instant::now();
    let output = bench.migrate("up --timeout 1500ms --ledger l.db", &place.url()).expect(4);
    let took = began.elapsed();
    assert!((limit..limit + SOON).contains(&took), "{took:?}");
    assert_says(&output.stderr, &["applied V1__create_account.sql", "failed V2__endless.sql"]);
    assert_says(&output.stderr, &["error: V2__endless.sql", "the run's limit of 1.5s was over"]);
    assert_recorded(&bench, 4);
    assert_left_in_order(&bench, &place);
}

fn an_interrupt(place: Place) {
    a_signal(&place, "INT", 130);
}

fn a_termination(place: Place) {
    a_signal(&place, "TERM", 143);
}

fn a_signal(place: &Place, signal: &str, code: i32) {
    let bench = bench(place);
    let running = bench.on("up --ledger l.db", &place.url()).start();
    under_way(place);
    let stderr = stop(running, signal, code);
    assert_says(&stderr, &["applied V1__create_account.sql", "error: V2__endless.sql"]);
    assert_recorded(&bench, 4);
    assert_left_in_order(&bench, place);
}

/// Who has written nothing has nothing to put right.
fn a_run_that_waits_for_another(place: Place) {
    let bench = bench(&place);
    let first = bench.on("up", &place.url()).start();
    under_way(&place);
    let second = bench.on("up", &place.url()).start();
    eventually("the second one waits", Duration::from_secs(20), || {
        second.stderr().contains("waiting for the migration lock")
    });
    let stderr = stop(second, "TERM", 143);
    assert_says(&stderr, &["error: interrupted"]);
    stop(first, "INT", 130);
    assert_left_in_order(&bench, &place);
}

/// Sends the signal, and gives what the run had printed when it left in time.
#[track_caller]
fn stop(running: Running, signal: &str, code: i32) -> String {
    let began = Instant::now();
    running.signal(signal);
    let output = running.finish().expect(code);
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    assert!(!output.stdout.contains(READY), "{}", output.stdout);
    output.stderr
}

fn assert_recorded(bench: &Bench, code: i32) {
    let runs = json(&bench.run("log --ledger l.db --format json").expect(0));
    assert_eq!(runs.as_array().unwrap().len(), 1, "{runs}");
    assert_eq!((&runs[0]["outcome"], &runs[0]["exit_code"]), (&"failed".into(), &code.into()));
    assert_eq!(runs[0]["steps"][1]["script"], "V2__endless.sql");
    assert_eq!(runs[0]["steps"][1]["outcome"], "failed");
}

/// What is left behind there is for a person to look at.
fn outside_of_a_transaction(place: Place) {
    let bench = bench(&place);
    let text = format!(
        "-- schemalane: transaction = false\nCREATE TABLE b (id INTEGER);\n{}",
        place.endless()
    );
    bench.write("migrations/V2__endless.sql", &text);
    let running = bench.on("up", &place.url()).start();
    eventually("the second statement runs", Duration::from_secs(20), || {
        place.is_at_work() && place.has("b")
    });
    stop(running, "TERM", 143);
    bench.migrate("up", &place.url()).expect(4);
    let output = bench.migrate("status", &place.url()).expect(4);
    assert_says(&output.stdout, &["Failed", "migrate repair"]);
    bench.migrate("repair --yes", &place.url()).expect(0);
    bench.write("migrations/V2__endless.sql", "CREATE TABLE c (id INTEGER);");
    bench.migrate("up", &place.url()).expect(0);
}

#[test]
fn an_application_that_only_migrates() {
    for (signal, code) in [("TERM", 143), ("INT", 130)] {
        let place = Place::postgres();
        let url = place.url();
        let arguments = ["--migrate-only", "--database-url", &url];
        let running = application(Kind::Endless, &arguments).start();
        under_way(&place);
        let stderr = stop(running, signal, code);
        assert_says(&stderr, &["error: V1__sleep.sql", "rolled back"]);
        let Place::Postgres(database) = &place else { unreachable!() };
        eventually("nobody is connected", SOON, || database.sessions().is_empty());
        let failed = "SELECT script FROM flyway_schema_history WHERE NOT success";
        assert_eq!(place.sql(failed), "V1__sleep.sql");
    }
}

/// Who holds a lock on a table is waited for in short tries.
#[test]
fn a_table_that_is_locked() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let bench = Bench::new(&[("migrations/V1__a.sql", "CREATE TABLE a (id INTEGER);")]);
    bench.migrate("up", &place.url()).expect(0);
    bench.write("migrations/V2__b.sql", "ALTER TABLE a ADD COLUMN b TEXT;");
    let mut reader = database.client();
    reader.simple("BEGIN; SELECT * FROM a").unwrap();
    let running = bench.on("up --lock-timeout 100ms", &place.url()).start();
    eventually("it tries again", Duration::from_secs(20), || {
        running
            .stderr()
            .contains("V2__b.sql: canceling statement due to lock timeout; try 2 follows in ")
    });
    reader.simple("COMMIT").unwrap();
    let output = running.finish().expect(0);
    assert_says(&output.stderr, &["[1/1] applied V2__b.sql"]);
    assert_eq!(place.sql("SELECT count(b) FROM a"), "0");
    bench.migrate("validate", &place.url()).expect(0);
}
