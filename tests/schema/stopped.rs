//! An execution that is stopped from outside.

use std::{thread, time::Duration};

use schemalane_testkit::eventually;

use crate::{
    bench::assert_says,
    desk::{ACCOUNT, Desk},
    place::{Place, rows_of},
};

/// A rebuild of so many rows that a signal comes in time.
fn desk() -> Desk {
    let desk = Desk::new(Place::sqlite());
    desk.run("exec").expect(0);
    desk.place.sql(
        "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 2000000) \
         INSERT INTO account SELECT x, 'name ' || x FROM n",
    );
    desk.want(&ACCOUNT.replace("NOT NULL", "NOT NULL CHECK (name <> '')"));
    desk
}

fn a_signal(name: &str, code: i32) {
    let desk = desk();
    let before = desk.place.sql("SELECT sql FROM sqlite_schema WHERE name = 'account'");
    let running = desk.command("exec").start();
    let ledger = desk.bench.join("ledger.db");
    let begun = format!("sqlite://{}", ledger.display());
    eventually("the run has begun", Duration::from_secs(20), || {
        rows_of(&begun, "SELECT count(*) FROM run WHERE outcome = 'running'") == "1"
    });
    thread::sleep(Duration::from_millis(200));
    running.signal(name);
    let output = running.finish().expect(code);
    assert_says(&output.stderr, &["error: it was stopped, and what was under way was rolled back"]);
    let after = desk.place.sql("SELECT sql FROM sqlite_schema WHERE name = 'account'");
    assert_eq!(before, after);
    assert_eq!(desk.place.sql("SELECT count(*) FROM account"), "2000000");
    assert_eq!(desk.runs()[0]["outcome"], "failed");
    desk.run("exec").expect(0);
    desk.run("check").expect(0);
}

#[test]
fn an_interrupt() {
    a_signal("INT", 130);
}

#[test]
fn a_termination() {
    a_signal("TERM", 143);
}
