//! Specification, section 8: each code from a situation that really occurs.

use std::net::TcpListener;

use schemalane::exit;

use crate::{
    bench::{BROKEN, Bench, TWO, assert_says},
    on_both,
    place::Place,
};

fn code(code: u8) -> i32 {
    i32::from(code)
}

on_both!(
    success,
    wrong_migrations_are_2,
    out_of_order_is_2,
    drift_is_3,
    a_future_is_3_unless_allowed,
    a_failure_in_this_run_is_4,
    a_failure_of_an_earlier_run_is_4,
    pending_is_5_where_asked,
    fresh_unconfirmed_is_6,
    failed_before_drift_before_pending,
    validate_tells_of_a_failed_attempt,
);

fn success(place: Place) {
    let bench = Bench::two();
    for command in ["up --dry-run", "up", "up", "status", "validate", "fresh --yes"] {
        bench.migrate(command, &place.url()).expect(code(exit::SUCCESS));
    }
    assert_eq!(place.sql("SELECT count(*) = 1 FROM account").replace('t', "1"), "1");
}

fn wrong_migrations_are_2(place: Place) {
    let bench = Bench::two();
    bench.write("migrations/V3_oops.sql", "SELECT 1;");
    bench.write("migrations/V3.0__again.sql", "SELECT 1;");
    bench.write("migrations/V5__open.sql", "SELECT 'x;");
    for command in ["up", "status", "validate", "fresh --yes", "up --dry-run"] {
        let output = bench.migrate(command, &place.url()).expect(code(exit::INVALID));
        assert_says(
            &output.stderr,
            &[
                "migrations/V3_oops.sql: expected two underscores",
                "V3.0__again.sql",
                "migrations/V5__open.sql:1:8",
            ],
        );
    }
    assert!(!place.has("account") && !place.has("flyway_schema_history"));
}

fn out_of_order_is_2(place: Place) {
    let bench = Bench::two();
    bench.migrate("up", &place.url()).expect(0);
    bench.write("migrations/V2__late.sql", "CREATE TABLE late (id INTEGER);");
    for command in ["up", "validate", "up --dry-run"] {
        let output = bench.migrate(command, &place.url()).expect(code(exit::INVALID));
        assert_says(&output.stderr, &["V2__late.sql", "version 3", "--out-of-order"]);
    }
    assert!(!place.has("late"));
    let output = bench.migrate("status", &place.url()).expect(0);
    assert_says(&output.stdout, &["OutOfOrder", "migrate up --out-of-order"]);
    bench.migrate("validate --out-of-order", &place.url()).expect(0);
    bench.migrate("up --out-of-order", &place.url()).expect(0);
    assert!(place.has("late"));
}

fn drift_is_3(place: Place) {
    let bench = Bench::two();
    bench.migrate("up", &place.url()).expect(0);
    bench.write(TWO[1].0, "INSERT INTO account VALUES (7);");
    bench.remove(TWO[0].0);
    for command in ["up", "validate", "up --dry-run"] {
        let output = bench.migrate(command, &place.url()).expect(code(exit::DRIFT));
        assert_says(
            &output.stderr,
            &[
                "V1__create_account.sql was applied, but it is not among the migrations",
                "V3__fill_account.sql was changed after it was applied",
            ],
        );
        assert_eq!(output.stdout, "");
    }
    let output = bench.migrate("status", &place.url()).expect(code(exit::DRIFT));
    assert_says(&output.stdout, &["Missing", "ChecksumMismatch", "restore"]);
}

fn a_future_is_3_unless_allowed(place: Place) {
    let bench = Bench::two();
    bench.migrate("up", &place.url()).expect(0);
    bench.remove(TWO[1].0);
    for command in ["up", "validate", "status"] {
        let output = bench.migrate(command, &place.url()).expect(code(exit::DRIFT));
        assert_says(&(output.stdout + &output.stderr), &["--allow-future"]);
        bench.migrate(&format!("{command} --allow-future"), &place.url()).expect(0);
    }
}

fn a_failure_in_this_run_is_4(place: Place) {
    let bench = Bench::two();
    bench.write(BROKEN.0, BROKEN.1);
    let output = bench.migrate("up", &place.url()).expect(code(exit::FAILED));
    assert_says(
        &output.stderr,
        &[
            "V4__break.sql:2:",
            "(statement 2 of 2",
            "INSERT INTO nowhere VALUES (1);",
            "it was rolled back",
            "applied before it, and kept: V1__create_account.sql, V3__fill_account.sql",
        ],
    );
    let output = bench.migrate("fresh --yes", &place.url()).expect(code(exit::FAILED));
    assert_says(&output.stderr, &["V4__break.sql:2:"]);
}

fn a_failure_of_an_earlier_run_is_4(place: Place) {
    let bench = Bench::two();
    bench.write(BROKEN.0, &format!("-- schemalane: transaction = false\n{}", BROKEN.1));
    bench.migrate("up", &place.url()).expect(code(exit::FAILED));
    for command in ["up", "validate", "up --dry-run", "status"] {
        let output = bench.migrate(command, &place.url()).expect(code(exit::FAILED));
        assert_says(&(output.stdout + &output.stderr), &["failed"]);
    }
    assert_eq!(place.sql("SELECT count(*) FROM account WHERE id = 2"), "1");
}

fn pending_is_5_where_asked(place: Place) {
    let bench = Bench::two();
    bench.migrate("status --fail-on-pending", &place.url()).expect(code(exit::PENDING));
    bench.migrate("status", &place.url()).expect(0);
    bench.migrate("up --target 1", &place.url()).expect(0);
    bench.migrate("status --fail-on-pending", &place.url()).expect(code(exit::PENDING));
    bench.migrate("up", &place.url()).expect(0);
    bench.migrate("status --fail-on-pending", &place.url()).expect(0);
}

fn fresh_unconfirmed_is_6(place: Place) {
    let bench = Bench::two();
    place.sql("CREATE TABLE precious (id INTEGER)");
    let output = bench.migrate("fresh", &place.url()).expect(code(exit::NOT_CONFIRMED));
    let schema = format!("in the schema {} of {}://", place.schema(), place.dialect());
    assert_says(&output.stderr, &["--yes", "nothing was changed", &schema]);
    assert!(place.has("precious") && !place.has("account"));
    bench.migrate("fresh --yes", &place.url()).expect(0);
    assert!(!place.has("precious") && place.has("account"));
}

fn failed_before_drift_before_pending(place: Place) {
    let bench = Bench::two();
    bench.write(BROKEN.0, BROKEN.1);
    bench.write("migrations/V5__more.sql", "CREATE TABLE more (id INTEGER);");
    bench.migrate("up", &place.url()).expect(4);
    bench.write(TWO[0].0, "CREATE TABLE account (id BIGINT PRIMARY KEY);");
    let status = "status --fail-on-pending";
    bench.migrate(status, &place.url()).expect(code(exit::FAILED));
    place.sql("DELETE FROM flyway_schema_history WHERE version = '4'");
    bench.migrate(status, &place.url()).expect(code(exit::DRIFT));
    bench.write(TWO[0].0, TWO[0].1);
    bench.migrate(status, &place.url()).expect(code(exit::PENDING));
}

#[test]
fn what_is_in_the_way_of_a_run_is_1() {
    let bench = Bench::two();
    let refused = "postgres://shop@127.0.0.1:1/shop";
    let output = bench.migrate("status", refused).expect(code(exit::ERROR));
    assert_says(
        &output.stderr,
        &["cannot connect to postgres://shop@127.0.0.1:1/shop (--database-url)"],
    );
    let output = bench.migrate("up", "sqlite:///no/such/folder/x.db").expect(code(exit::ERROR));
    assert_says(&output.stderr, &["/no/such/folder/x.db", "its folder must exist"]);
    let output =
        bench.migrate("up", "postgres://shop@localhost:port/shop").expect(code(exit::ERROR));
    assert_says(&output.stderr, &["--database-url", "the port is no number"]);
    let output = bench.run("migrate up --dir elsewhere").expect(code(exit::ERROR));
    assert_says(&output.stderr, &["elsewhere: there is no such folder"]);
    bench.write("schemalane.toml", "dialect = 'sqlite'\nnamign = 'flyway'\n");
    let output = bench.run("migrate up").expect(code(exit::ERROR));
    assert_says(&output.stderr, &["schemalane.toml:2", "namign"]);
}

#[test]
fn a_server_that_is_silent_is_given_up() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("postgres://shop@{}/shop", silent.local_addr().unwrap());
    let output = Bench::two().migrate("status", &url).expect(code(exit::ERROR));
    assert_says(&output.stderr, &[&url, "it does not answer"]);
}

#[test]
fn a_slip_of_the_fingers_is_1() {
    let bench = Bench::two();
    for slip in [
        "migrate upp",
        "migrate up --dri-run",
        "migrate up --target one",
        "migrate up --format yaml",
        "migrate up --lock-wait soon",
        "migrate up --database Analytics",
        "migrate up --database default --all-databases",
        "migrate up --all-databases --database-url sqlite://x.db",
        "migrate up --all-databases --history-table x",
        "migrate up --ledger x.db --no-ledger",
        "migrate new",
        "migrate",
        "--migrate-only migrate up",
    ] {
        let output = bench.run(slip).expect(code(exit::ERROR));
        assert_eq!(output.stdout, "", "{slip}");
        assert!(!output.stderr.is_empty(), "{slip}");
    }
    assert_eq!(bench.names("."), ["migrations"]);
}

#[test]
fn a_database_of_another_kind_is_2() {
    let bench = Bench::two();
    let output = bench.migrate("up", "mysql://shop@localhost/shop").expect(code(exit::INVALID));
    assert_says(&output.stderr, &["its scheme is mysql://", "expected postgres://", "sqlite://"]);
}

#[test]
fn a_rust_migration_that_is_not_compiled_in_is_2() {
    let bench = Bench::two();
    bench.write(
        "migrations/V4__backfill.rs",
        "pub async fn migrate(db: &DatabaseConnection) -> Result<(), DbErr> { Ok(()) }",
    );
    for command in ["up", "status", "validate", "up --dry-run"] {
        let output = bench.run(&format!("migrate {command}")).expect(code(exit::INVALID));
        assert_says(
            &output.stderr,
            &[
                "migrations/V4__backfill.rs is a Rust migration that is not compiled into this binary",
                "cargo run -- migrate up",
            ],
        );
    }
    assert_eq!(bench.names("."), ["migrations"]);
}

#[test]
fn all_targets_together_give_the_worst_code() {
    let bench = Bench::new(&[
        ("migrations/a/V1__a.sql", "CREATE TABLE a (id INTEGER);"),
        ("migrations/b/V1__b.sql", "CREATE TABLE b (id INTEGER);"),
        ("schemalane.toml", "[databases.a]\n[databases.b]\n"),
    ]);
    bench.run("migrate up --database a").expect(0);
    bench.run("migrate status --all-databases --fail-on-pending").expect(code(exit::PENDING));
    bench.write("migrations/a/V1__a.sql", "CREATE TABLE a (id BIGINT);");
    bench.run("migrate status --all-databases --fail-on-pending").expect(code(exit::DRIFT));
}

/// A failed attempt in a transaction keeps nobody from trying again, but it
/// is no agreement either.
fn validate_tells_of_a_failed_attempt(place: Place) {
    let bench = Bench::two();
    bench.write(BROKEN.0, BROKEN.1);
    bench.migrate("up", &place.url()).expect(code(exit::FAILED));
    let output = bench.migrate("validate", &place.url()).expect(code(exit::SUCCESS));
    let pending = output.stdout.trim_end();
    assert_eq!(pending, "default: 1 failed attempt will be tried again, 0 pending");
    bench.write(BROKEN.0, "INSERT INTO account VALUES (2);");
    bench.migrate("up", &place.url()).expect(code(exit::SUCCESS));
    let output = bench.migrate("validate", &place.url()).expect(code(exit::SUCCESS));
    let pending = output.stdout.trim_end();
    assert_eq!(pending, "default: the history agrees with the migrations, 0 pending");
}
