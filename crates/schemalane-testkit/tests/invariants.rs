//! The invariants hold where they should, and each breach is named.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use schemalane_testkit::{
    Client, Database, Expectations, Row, Server, Snapshot, assert_released, assert_sound,
};

type History<'a> = &'a [(i64, &'a str, bool)];
type Probe<'a> = &'a [&'a str];

fn panic_of(action: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(action)).expect_err("a panic");
    panic.downcast_ref::<String>().expect("a panic with a text").clone()
}

fn lane() -> Expectations {
    Expectations::of(&["1", "2", "3"]).without_transaction(&["3"]).bound(Duration::from_millis(100))
}

fn judged(lane: &Expectations, rows: History<'_>, probe: Probe<'_>) -> Result<(), String> {
    let rows: Vec<_> =
        rows.iter().map(|&(rank, version, success)| Row::new(rank, version, success)).collect();
    let probe: Vec<_> = probe.iter().map(ToString::to_string).collect();
    let panic = catch_unwind(AssertUnwindSafe(|| lane.assert_rows(&rows, &probe))).err();
    panic.map_or(Ok(()), |panic| Err(*panic.downcast().expect("a panic with a text")))
}

#[test]
fn every_sound_state_is_sound() {
    let sound: [(History<'_>, Probe<'_>); 6] = [
        (&[], &[]),
        (&[(1, "1", true)], &["1"]),
        (&[(2, "2", false), (1, "1", true)], &["1"]),
        (&[(1, "1", true), (2, "2", true), (3, "3", false)], &["2", "1"]),
        (&[(1, "1", true), (2, "2", true), (3, "3", false)], &["3", "2", "1"]),
        (&[(0, "", true), (1, "1", true)], &["1"]),
    ];
    for (rows, probe) in sound {
        judged(&lane(), rows, probe).unwrap();
    }
    judged(&lane().silent(&["1"]).applied(1), &[(1, "1", true)], &[]).unwrap();
}

#[test]
fn every_breach_is_named() {
    let breaches: [(History<'_>, Probe<'_>, &str); 11] = [
        (&[(1, "1", true), (2, "1", true)], &["1"], "version 1 is 2 times in the history"),
        (&[(1, "1", true)], &["1", "1"], "version 1 is applied, and its work was done 2 times"),
        (&[(1, "1", true)], &[], "version 1 is applied, and its work was done 0 times"),
        (&[], &["1"], "version 1 is not in the history, and its work was done 1 times"),
        (
            &[(1, "1", true), (2, "2", false)],
            &["1", "2"],
            "version 2 is failed, and its work was done 1 times",
        ),
        (&[(1, "1", true), (2, "1", false)], &["1"], "version 1 is 2 times in the history"),
        (&[(1, "1", true), (3, "2", true)], &["1", "2"], "the ranks have a hole: [1, 3]"),
        (&[(2, "1", true)], &["1"], "the ranks have a hole: [2]"),
        (&[(1, "1", true), (1, "2", true)], &["1", "2"], "rank 1 is there 2 times"),
        (&[(1, "2", true)], &["2"], "applied is [\"2\"], which leaves one out"),
        (&[(1, "9", true)], &["9"], "version 9 is not of this lane"),
    ];
    for (rows, probe, expected) in breaches {
        let said = judged(&lane(), rows, probe).unwrap_err();
        assert!(said.contains(expected), "{said}");
    }
    let said = judged(&lane().applied(2), &[(1, "1", true)], &["1"]).unwrap_err();
    assert!(said.contains("1 versions are applied, expected 2"), "{said}");
}

fn migrated() -> Database {
    let database = Server::shared().database();
    database.psql(
        "create schema shop; create table shop.\"my history\" (installed_rank int, version text, success bool); \
         create table shop.probe (version text); \
         insert into shop.\"my history\" values (1, '1', true), (2, '2', true); insert into shop.probe values ('1'), ('2')",
    );
    database
}

#[test]
fn a_database_is_read_where_it_was_told() {
    let database = migrated();
    let lane = lane().schema("shop").history("my history");
    assert_sound(&database, &lane.clone().applied(2));
    database.psql("insert into shop.probe values ('2')");
    let said = panic_of(|| assert_sound(&database, &lane));
    assert!(said.contains("version 2 is applied, and its work was done 2 times"), "{said}");
    assert_sound(&Server::shared().database(), &lane.applied(0));
}

#[test]
fn what_is_left_over_is_waited_for_and_then_named() {
    let database = migrated();
    let lane = lane().schema("shop").history("my history");
    let mut client =
        Client::connect(&database.url_with(&[("application_name", "schemalane shop")])).unwrap();
    client.simple("select pg_advisory_lock(7)").unwrap();
    let said = panic_of(|| assert_sound(&database, &lane));
    assert!(
        said.contains(&format!("process {} has the advisory lock 0 7", client.process())),
        "{said}"
    );
    client.simple("select pg_advisory_unlock(7); begin").unwrap();
    let said = panic_of(|| assert_sound(&database, &lane));
    assert!(said.contains("(schemalane shop) is idle in transaction"), "{said}");
    let busy =
        std::thread::spawn(move || client.simple("select pg_sleep(0.3); commit").map(|_| client));
    assert_released(&database, "schemalane", Duration::from_secs(30));
    let _idle_sessions_are_nobodys_business = busy.join().unwrap().unwrap();
    assert_sound(&database, &lane);
}

#[test]
fn a_snapshot_notices_what_happens_elsewhere() {
    let database = migrated();
    database.psql("create table canary (id int primary key, note text); insert into canary values (1, 'sings')");
    let before = Snapshot::of(&database);
    database.psql(
        "create table shop.account (id int primary key, canary int references canary); insert into shop.probe values ('3'); \
         create index on shop.account (canary); drop table shop.\"my history\"; analyze",
    );
    database.psql("vacuum");
    before.assert_unchanged_outside("shop");
    for (change, back, expected) in [
        ("create table stray ()", "drop table stray", "public: relation stray has come"),
        (
            "update canary set note = 'is silent'",
            "update canary set note = 'sings'",
            "public: rows of canary is not what",
        ),
        (
            "alter table canary add more int",
            "alter table canary drop more",
            "public: relation canary is not what it was",
        ),
        (
            "create function now() returns int language sql as 'select 1'",
            "drop function public.now()",
            "public: function public.now() has come",
        ),
        ("create schema other", "drop schema other", "the database: schema other has come"),
        ("create type mood as enum ('good')", "drop type mood", "public: type mood has come"),
        (
            "alter table canary add constraint c check (id > 0)",
            "alter table canary drop constraint c",
            "public: constraint c of canary has come",
        ),
        (
            "select lo_create(7)",
            "select lo_unlink(7)",
            "the database: large objects is not what it was",
        ),
    ] {
        database.psql(change);
        let said = panic_of(|| before.assert_unchanged_outside("shop"));
        assert!(said.contains(expected), "{said}");
        database.psql(back);
        before.assert_unchanged_outside("shop");
    }
    let fresh = Server::shared().database();
    let before = Snapshot::of(&fresh);
    fresh.psql("create schema lane; create table lane.t ()");
    before.assert_unchanged_outside("lane");
}
