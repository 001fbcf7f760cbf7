//! Where the wanted schema and the lane meet: `gen --as-migration` and `check --lane`.

use std::{fs, time::Duration};

use crate::{
    bench::{assert_says, json},
    desk::{ACCOUNT, Desk, WITH_EMAIL},
    on_both,
    place::Place,
};

on_both!(a_plan_becomes_a_migration, a_refused_plan_becomes_none, a_lane_is_replayed_and_compared,);

fn up(desk: &Desk) {
    desk.bench.migrate("up --no-ledger", &desk.place.url()).expect(0);
}

fn a_plan_becomes_a_migration(desk: Desk) {
    let output = desk.command("gen --as-migration").arg("create account").run().expect(0);
    assert_eq!(output.stdout, "./migrations/V1__create_account.sql\n");
    let output = desk.command("gen --as-migration").arg("again").run().expect(1);
    assert_says(&output.stderr, &["error: --as-migration", "pending", "migrate up"]);
    up(&desk);
    desk.run("check").expect(0);
    desk.run("check --lane").expect(0);
    desk.place.sql("INSERT INTO account VALUES (1, 'Ada')");

    desk.want(WITH_EMAIL);
    desk.run("check --lane").expect(2);
    let output = desk.command("gen --format json --as-migration").arg("add email").run().expect(0);
    assert_eq!(json(&output)["written"][0], "./migrations/V2__add_email.sql");
    assert_eq!(json(&output)["database"]["origin"], "--database-url");
    up(&desk);
    assert_eq!(desk.place.sql("SELECT name FROM account"), "Ada");
    desk.run("check").expect(0);
    desk.run("check --lane").expect(0);
    let output = desk.command("gen --as-migration").arg("nothing").run().expect(0);
    assert_says(&output.stdout, &["default: nothing to do"]);
    assert_eq!(desk.bench.names("migrations").len(), 2);
}

fn a_refused_plan_becomes_none(desk: Desk) {
    desk.want(WITH_EMAIL);
    desk.command("gen --as-migration").arg("first").run().expect(0);
    up(&desk);
    desk.place.sql("INSERT INTO account VALUES (1, 'Ada', 'ada@example.com')");
    desk.want(ACCOUNT);
    let output = desk.command("gen --as-migration").arg("drop email").run().expect(6);
    assert_says(&output.stderr, &["--allow delete-data:account.email"]);
    assert_eq!(desk.bench.names("migrations"), ["V1__first.sql"]);
    let approved = "gen --allow delete-data:account.email --as-migration";
    desk.command(approved).arg("drop email").run().expect(0);
    up(&desk);
    desk.run("check --lane").expect(0);
}

fn a_lane_is_replayed_and_compared(desk: Desk) {
    let output = desk.run("check --lane").expect(1);
    assert_says(&output.stderr, &["there is no such folder of migrations"]);
    desk.bench.write("migrations/V1__account.sql", ACCOUNT);
    let output = desk.run("check --lane").expect(0);
    assert_says(&output.stdout, &["what the lane makes is as the files want it"]);
    assert!(!desk.place.has("account"), "the database itself is not touched");
    desk.bench.write("migrations/V2__more.sql", "CREATE TABLE more (id INTEGER);");
    let output = desk.run("check --lane").expect(2);
    assert_says(&output.stdout, &["Table more is not wanted.", "--as-migration"]);
    desk.bench.write("migrations/V3__broken.sql", "INSERT INTO nowhere VALUES (1);");
    let output = desk.run("check --lane").expect(1);
    assert_says(&output.stderr, &["V3__broken.sql:1:"]);
    if let Place::Postgres(database) = &desk.place {
        let left = "SELECT count(*) FROM pg_database WHERE datname LIKE 'schemalane_scratch_%'";
        // Other tests replay lanes on the same server, but none of them for long.
        let is_clean = || database.psql(left).trim() == "0";
        schemalane_testkit::eventually("no replay is left", Duration::from_secs(20), is_clean);
    }
}

/// A rebuild drops the table that others refer to: their rows stay.
#[test]
fn a_rebuild_in_the_lane_keeps_the_children() {
    let desk = Desk::new(Place::sqlite());
    let child = "CREATE TABLE entry (id INTEGER PRIMARY KEY, \
                 account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE);\n";
    desk.want(&format!("{ACCOUNT}{child}"));
    desk.command("gen --as-migration").arg("first").run().expect(0);
    up(&desk);
    desk.place.sql("INSERT INTO account VALUES (1, 'Ada')");
    desk.place.sql("INSERT INTO entry VALUES (1, 1), (2, 1)");
    let checked = ACCOUNT.replace("NOT NULL", "NOT NULL CHECK (name <> '')");
    desk.want(&format!("{checked}{child}"));
    desk.command("gen --as-migration").arg("check name").run().expect(0);
    let text = fs::read_to_string(desk.bench.join("migrations/V2__check_name.sql")).unwrap();
    assert_says(&text, &["PRAGMA foreign_keys = OFF;"]);
    up(&desk);
    assert_eq!(desk.place.sql("SELECT id, account FROM entry ORDER BY id"), "1|1\n2|1");
    desk.run("check").expect(0);
    desk.run("check --lane").expect(0);
}
