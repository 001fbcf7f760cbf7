//! An application that migrates itself at its start: it never starts on a
//! database that is not what it expects.

use schemalane_testkit::Output;

use crate::{
    application::{Kind, READY, application},
    bench::{Bench, after_the_first_line, assert_says},
    on_both,
    place::Place,
};

on_both!(
    it_migrates_and_starts,
    migrate_only_leaves,
    a_failed_migration_never_lets_it_start,
    drift_never_lets_it_start,
    a_limit_never_lets_it_start,
    a_database_that_is_ahead_lets_it_start_with_a_warning,
    the_library_prints_nothing,
    its_own_command_line,
);

fn start(place: &Place, more: &[&str]) -> Output {
    let url = place.url();
    application(Kind::Server, &[&["--database-url", &url], more].concat()).run()
}

#[track_caller]
fn assert_started(output: &Output) {
    assert_says(&output.stdout, &[READY]);
}

#[track_caller]
fn assert_left(output: Output, code: i32) -> String {
    let output = output.expect(code);
    assert!(!output.stdout.contains(READY), "{}", output.stdout);
    output.stderr
}

fn it_migrates_and_starts(place: Place) {
    let output = start(&place, &["--installed-by", "replica"]).expect(0);
    assert_started(&output);
    assert_says(
        &output.stderr,
        &["[1/3] applied V1__create_runs.sql", "[3/3] applied V3__split_urls.rs"],
    );
    assert_eq!(place.sql("SELECT DISTINCT installed_by FROM flyway_schema_history"), "replica");
    let output = start(&place, &[]).expect(0);
    assert_started(&output);
    assert_eq!(after_the_first_line(&output), "");
}

fn migrate_only_leaves(place: Place) {
    let stderr = assert_left(start(&place, &["--migrate-only"]), 0);
    assert_says(&stderr, &["default: applied 3 migrations in "]);
    let again = start(&place, &["--migrate-only"]);
    assert_eq!(after_the_first_line(&again), "default: nothing to apply, 3 applied already\n");
    assert_left(again, 0);
    assert_started(&start(&place, &[]).expect(0));
}

fn a_failed_migration_never_lets_it_start(place: Place) {
    place.sql("CREATE TABLE run (id INTEGER)");
    for more in [&[][..], &["--migrate-only"]] {
        let stderr = assert_left(start(&place, more), 3);
        assert_says(&stderr, &["run, but there is no history", "migrate baseline", "--adopt"]);
    }
    for more in [&["--adopt"][..], &["--adopt", "--migrate-only"]] {
        let stderr = assert_left(start(&place, more), 4);
        assert_says(&stderr, &["error: V1__create_runs.sql:2:", "already exists", "rolled back"]);
    }
    place.sql("DROP TABLE run");
    assert_started(&start(&place, &[]).expect(0));
}

/// An application that waits for another replica, with a limit.
fn a_limit_never_lets_it_start(place: Place) {
    let (mut client, mut file) = (None, None);
    match &place {
        Place::Postgres(database) => {
            let holder = client.insert(database.client());
            holder.simple("SELECT pg_advisory_lock(77433833903597)").unwrap();
        }
        Place::Sqlite(sqlite) => {
            let path = sqlite.path().with_file_name("test.db.schemalane-lock");
            file.insert(std::fs::File::create(path).unwrap()).lock().unwrap();
        }
    }
    for more in [&["--timeout", "300ms"][..], &["--timeout", "300ms", "--migrate-only"]] {
        let stderr = assert_left(start(&place, more), 1);
        assert_says(&stderr, &["error: interrupted: the run's limit of 300ms was over"]);
    }
    drop((client, file));
    assert_started(&start(&place, &["--timeout", "60s"]).expect(0));
}

fn drift_never_lets_it_start(place: Place) {
    start(&place, &["--migrate-only"]).expect(0);
    place.sql("UPDATE flyway_schema_history SET checksum = 7 WHERE version = '2'");
    let stderr = assert_left(start(&place, &[]), 3);
    assert_says(
        &stderr,
        &["error: the history does not agree", "V2__create_steps.sql was changed"],
    );
}

fn a_database_that_is_ahead_lets_it_start_with_a_warning(place: Place) {
    start(&place, &["--migrate-only"]).expect(0);
    place.sql(
        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, \
         checksum, installed_by, execution_time, success) \
         VALUES (4, '4', 'next', 'SQL', 'V4__next.sql', 1, 'newer release', 1, true)",
    );
    let output = start(&place, &[]).expect(0);
    assert_started(&output);
    assert_eq!(
        after_the_first_line(&output),
        "the database is ahead of this binary, which does not know V4__next.sql\n"
    );
}

fn the_library_prints_nothing(place: Place) {
    let url = place.url();
    let quiet = |more: &[&str]| {
        let arguments = [&["--database-url", &url], more].concat();
        application(Kind::Quiet, &arguments).run()
    };
    let output = quiet(&["--migrate-only"]).expect(0);
    assert_eq!((output.stdout.trim(), output.stderr.as_str()), ("running 1 test", ""));
    place.sql("UPDATE flyway_schema_history SET checksum = 7");
    let output = quiet(&[]).expect(3);
    assert_eq!((output.stdout.trim(), output.stderr.as_str()), ("running 1 test", ""));
}

fn its_own_command_line(place: Place) {
    let url = place.url();
    let bench = Bench::two();
    let cli = |arguments: &[&str]| application(Kind::Cli, arguments).folder(bench.path()).run();
    let on =
        |arguments: &[&str]| cli(&[&["migrate"], arguments, &["--database-url", &url]].concat());

    let output = on(&["status", "--fail-on-pending"]).expect(5);
    assert_says(
        &output.stdout,
        &["3        split urls    RUST  Pending", "3 pending: apply with `migrate up`."],
    );
    on(&["up", "--target", "2"]).expect(0);
    let output = on(&["up", "--format", "json"]).expect(0);
    assert_says(&output.stdout, &["\"script\": \"V3__split_urls.rs\""]);
    on(&["validate"]).expect(0);
    on(&["fresh"]).expect(6);
    on(&["fresh", "--yes"]).expect(0);
    let output = on(&["status", "--all-databases"]);
    assert_says(&output.expect(1).stderr, &["--all-databases"]);
    let output = on(&["status", "--database", "billing"]).expect(1);
    assert_says(&output.stderr, &["there is no target billing: known are default"]);
    // A folder may still be named, and `new` writes into one.
    on(&["status", "--dir", "migrations"]).expect(3);
    let output = cli(&["migrate", "new", "more"]).expect(0);
    assert_says(&output.stdout, &["./migrations/V4__more.sql"]);
    assert_left(cli(&["--migrate-only", "--database-url", &url]), 0);
    // No ledger is written by an application.
    assert_eq!(bench.names("."), ["migrations"]);
}

#[test]
fn flags_before_a_command_are_not_passed_over() {
    let url = "sqlite://right.db";
    let bench = Bench::new(&[]);
    let arguments = ["--database-url", url, "migrate", "fresh", "--yes"];
    let output = application(Kind::Cli, &arguments).folder(bench.path()).run().expect(1);
    assert_says(&output.stderr, &["--database-url", "migrate"]);
    assert!(bench.names(".").is_empty());
}

#[test]
fn a_command_line_without_a_command_shows_help() {
    let output = application(Kind::Cli, &[]).run().expect(1);
    assert_says(&output.stderr, &["Usage: application", "--migrate-only", "migrate"]);
    let output = application(Kind::Cli, &["--help"]).run().expect(0);
    assert_says(&output.stdout, &["--migrate-only", "--lock-wait", "[default: 60s]"]);
}

#[test]
fn an_unreachable_database_never_lets_it_start() {
    let url = "postgres://shop@127.0.0.1:1/shop";
    let output = application(Kind::Server, &["--database-url", url]).run();
    assert_says(
        &assert_left(output, 1),
        &["error: cannot connect to postgres://shop@127.0.0.1:1/shop"],
    );
}

#[test]
fn a_database_of_another_kind_never_lets_it_start() {
    let place = Place::sqlite();
    let output = application(Kind::Postgres, &["--database-url", &place.url()]).run();
    assert_says(
        &assert_left(output, 2),
        &["the migrations of target default are written for postgres, but the database is sqlite"],
    );
    let bench = Bench::new(&[]);
    let output = application(Kind::Postgres, &[]).folder(bench.path()).run();
    assert_says(&assert_left(output, 1), &["no database is named for target default"]);
    assert!(bench.names(".").is_empty());
    let place = Place::postgres();
    let output = application(Kind::Postgres, &[]).env("DATABASE_URL", place.url()).run().expect(0);
    assert_started(&output);
}

#[test]
fn the_database_comes_from_the_environment_and_the_project_too() {
    let bench = Bench::new(&[(
        "schemalane.toml",
        "[databases.default]\nurl = 'sqlite://a.db'\npool_size = 2\n",
    )]);
    let server = || {
        application(Kind::Server, &[])
            .folder(bench.path())
            .env("SCHEMALANE_CONFIG", "schemalane.toml")
    };
    assert_started(&server().run().expect(0));
    assert_eq!(bench.names("."), ["a.db", "schemalane.toml"]);
    assert_started(&server().env("DATABASE_URL", "sqlite://b.db").run().expect(0));
    assert_eq!(bench.names("."), ["a.db", "b.db", "schemalane.toml"]);
    let output = server().env("DATABASE_URL", "mysql://b").run();
    assert_says(&assert_left(output, 2), &["the database URL of DATABASE_URL cannot be used"]);
}

#[test]
fn its_flags_are_those_of_the_command_line() {
    let place = Place::postgres();
    place.sql("CREATE SCHEMA app");
    let more =
        ["--schema", "app", "--history-table", "h", "--database", "default", "--lock-wait", "5s"];
    assert_started(&start(&place, &more).expect(0));
    assert_eq!(place.sql("SELECT count(*) FROM app.h"), "3");
    assert_says(&assert_left(start(&place, &["--database", "other"]), 1), &["no target other"]);
}
