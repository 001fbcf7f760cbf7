//! Named targets: a folder, a history and a database each.

use schemalane_testkit::Sqlite;

use crate::{
    application::{Kind, application},
    bench::{Bench, after_the_first_line, assert_says, json},
    on_both,
    place::Place,
};

on_both!(each_has_its_own_history, fresh_is_for_the_whole_database);

fn bench() -> Bench {
    Bench::new(&[
        ("migrations/V1__create_account.sql", "CREATE TABLE account (id INTEGER);"),
        ("migrations/analytics/V1__create_event.sql", "CREATE TABLE event (id INTEGER);"),
        ("migrations/analytics/V2__create_visit.sql", "CREATE TABLE visit (id INTEGER);"),
        ("schemalane.toml", "[databases.analytics]\n"),
    ])
}

fn each_has_its_own_history(place: Place) {
    let bench = bench();
    bench.migrate("up --database analytics", &place.url()).expect(0);
    assert!(!place.has("account") && !place.has("flyway_schema_history"));
    let scripts = "SELECT script FROM flyway_schema_history__analytics ORDER BY installed_rank";
    assert_eq!(place.sql(scripts), "V1__create_event.sql\nV2__create_visit.sql");
    bench.migrate("up", &place.url()).expect(0);
    assert_eq!(place.sql("SELECT script FROM flyway_schema_history"), "V1__create_account.sql");
    let output = bench.migrate("status --database analytics --format json", &place.url()).expect(0);
    let status = json(&output);
    assert_eq!(status["target"], "analytics");
    assert_eq!(status["history_table"], "flyway_schema_history__analytics");
    assert_eq!(status["current_version"], "2");
    bench.migrate("up --database default", &place.url()).expect(0);
}

/// `fresh` empties the schema, and with it the history of a target that
/// shares it.
fn fresh_is_for_the_whole_database(place: Place) {
    let bench = bench();
    for target in ["default", "analytics"] {
        bench.migrate(&format!("up --database {target}"), &place.url()).expect(0);
    }
    bench.migrate("fresh --yes --database analytics", &place.url()).expect(0);
    assert!(place.has("event") && !place.has("account"));
}

#[test]
fn the_history_table_of_the_project_is_a_name_for_each() {
    let bench = bench();
    bench.write("schemalane.toml", "history_table = 'changes'\n[databases.analytics]\n");
    let sqlite = Place::sqlite();
    bench.migrate("up", &sqlite.url()).expect(0);
    bench.migrate("up --database analytics", &sqlite.url()).expect(0);
    assert!(sqlite.has("changes") && sqlite.has("changes__analytics"));
    bench
        .migrate("fresh --yes --database analytics --history-table exact", &sqlite.url())
        .expect(0);
    assert!(sqlite.has("exact"));
}

#[test]
fn all_go_in_order_to_their_own_databases() {
    let bench = bench();
    let analytics = Sqlite::new();
    bench.write(
        "schemalane.toml",
        &format!(
            "[databases.default]\nurl = 'sqlite://shop.db'\npool_size = 3\n\
             [databases.analytics]\nurl = '{}'\ndialect = 'sqlite'\n",
            analytics.url()
        ),
    );
    let output = bench.run("migrate up --all-databases").expect(0);
    let lines: Vec<_> = output.stdout.lines().collect();
    assert!(lines[0].starts_with("default: applied V1__create_account.sql"), "{lines:?}");
    assert!(lines[1].starts_with("analytics: applied 2 migrations"), "{lines:?}");
    assert_eq!(analytics.files(), ["test.db"]);
    assert_eq!(bench.names("."), ["migrations", "schemalane.toml", "shop.db"]);
    let output = bench.run("migrate status --all-databases").expect(0);
    assert_says(
        &output.stdout,
        &[
            "Everything is applied.\n\nanalytics: sqlite main.flyway_schema_history__analytics, version 2",
        ],
    );
}

#[test]
fn fresh_for_all_empties_a_shared_database_once() {
    let bench = bench();
    for _ in 0..2 {
        bench.run("migrate fresh --yes --all-databases").expect(0);
        bench.run("migrate status --all-databases --fail-on-pending").expect(0);
    }
}

#[test]
fn a_folder_of_named_targets_only_has_no_default_one() {
    let bench = bench();
    bench.remove("migrations/V1__create_account.sql");
    let output = bench.run("migrate status --all-databases --format json").expect(0);
    assert_eq!(json(&output).as_array().unwrap().len(), 1);
}

#[test]
fn an_unknown_target_names_the_known_ones() {
    let output = bench().run("migrate up --database analytic").expect(1);
    assert_says(&output.stderr, &["there is no target analytic: known are default, analytics"]);
}

#[test]
fn where_there_is_no_target_at_all_that_is_said() {
    let bench = Bench::new(&[("migrations/README.md", "none yet")]);
    let output = bench.run("migrate up --database a").expect(1);
    assert_says(&output.stderr, &["there is no target a: there are no migrations for any target"]);
}

#[test]
fn names_are_narrow() {
    let long = "a".repeat(33);
    for name in ["Analytics", "1st", "a-b", "../etc", "_a", "a b", "", &long] {
        let output = bench().command("migrate up --database").arg(name).run().expect(1);
        assert_says(&output.stderr, &["is not a target name: expected `[a-z][a-z0-9_]*`"]);
    }
    let bench = bench();
    let longest = "a".repeat(32);
    bench.write(&format!("migrations/{longest}/V1__x.sql"), "CREATE TABLE x (id INTEGER);");
    // A target that is asked for is one, whatever the file says; others are not.
    bench.run("migrate up").expect(2);
    bench.run(&format!("migrate up --database {longest}")).expect(0);
}

/// To pass over a database that the project names would be to take it for done.
#[test]
fn a_database_without_migrations_is_not_passed_over_in_silence() {
    let bench = bench();
    bench.write("migrations/empty/README.md", "none yet");
    bench.write(
        "schemalane.toml",
        "[databases.analytics]\ndialect = 'sqlite'\n[databases.empty]\n[databases.zz]\n",
    );
    for command in ["up", "status", "validate"] {
        let output = bench.run(&format!("migrate {command} --all-databases")).expect(0);
        let warnings: Vec<_> =
            output.stderr.lines().filter(|line| line.starts_with("warning: ")).collect();
        assert_eq!(
            warnings,
            ["warning: [databases.zz] in schemalane.toml has no migrations: there is no folder \
                 ./migrations/zz",]
        );
    }
    let output = bench.run("migrate status").expect(0);
    assert_eq!(after_the_first_line(&output), "");
    let arguments = ["migrate", "status", "--all-databases"];
    let output = application(Kind::KeptCli, &arguments)
        .folder(bench.path())
        .env("SCHEMALANE_CONFIG", "schemalane.toml")
        .env("DATABASE_URL", "sqlite://shop.db")
        .run()
        .expect(0);
    for target in ["analytics", "archive", "empty", "zz"] {
        assert_says(
            &output.stderr,
            &[&format!(
                "[databases.{target}] in schemalane.toml has no migrations: none are compiled"
            )],
        );
    }
}

/// A folder of a release that nobody reads would be a release that nobody gets.
#[test]
fn a_folder_that_nothing_reads_is_refused() {
    let bench = Bench::new(&[
        ("migrations/V1__a.sql", "CREATE TABLE a (id INTEGER);"),
        ("migrations/v2/V2__b.sql", "CREATE TABLE b (id INTEGER);"),
    ]);
    for command in ["up", "status", "validate", "up --all-databases"] {
        let output = bench.run(&format!("migrate {command}")).expect(2);
        assert_says(
            &output.stderr,
            &["migrations/v2: nothing reads this folder", "`[databases.v2]`", "`recursive = true`"],
        );
    }
    bench.write("schemalane.toml", "recursive = true");
    bench.run("migrate up").expect(0);
    bench.write("migrations/v3/V2__c.sql", "CREATE TABLE c (id INTEGER);");
    let output = bench.run("migrate up").expect(2);
    assert_says(
        &output.stderr,
        &["migrations/v3/V2__c.sql", "also that of migrations/v2/V2__b.sql"],
    );
}

/// What Flyway writes of folders: the path from the location on.
#[test]
fn several_folders_are_one_history() {
    let bench = Bench::new(&[
        (
            "schemalane.toml",
            "recursive = true\ndirs = ['db/migration', 'db/seed']\n\
                             [databases.reports]\ndir = 'db/reports'\n",
        ),
        ("db/migration/1.0/V1__a.sql", "CREATE TABLE a (id INTEGER);"),
        ("db/migration/V3__c.sql", "CREATE TABLE c (id INTEGER);"),
        ("db/seed/V2__b.sql", "INSERT INTO a VALUES (1);"),
        ("db/reports/V1__r.sql", "CREATE TABLE r (id INTEGER);"),
    ]);
    let sqlite = Place::sqlite();
    bench.migrate("up --all-databases", &sqlite.url()).expect(1);
    bench.migrate("up", &sqlite.url()).expect(0);
    assert_eq!(
        sqlite.sql("SELECT script FROM flyway_schema_history ORDER BY installed_rank"),
        "1.0/V1__a.sql\nV2__b.sql\nV3__c.sql"
    );
    bench.migrate("up --database reports", &sqlite.url()).expect(0);
    assert!(sqlite.has("r"));
    let new = |more: &str| bench.run(&format!("migrate new {more}")).expect(0).stdout;
    assert_eq!(new("more"), "./db/migration/V4__more.sql\n");
    assert_eq!(new("more --dir db/seed"), "db/seed/V5__more.sql\n");
    assert_eq!(new("more --database reports"), "./db/reports/V2__more.sql\n");
}

#[test]
fn a_folder_of_the_file_lies_below_it() {
    let bench = Bench::new(&[("migrations/V1__a.sql", "CREATE TABLE a (id INTEGER);")]);
    for (toml, says) in [
        (
            "dirs = ['../migrations']",
            "schemalane.toml:1: `dirs`: `../migrations` is no folder below",
        ),
        ("dirs = ['/etc']", "`/etc` is no folder below"),
        ("[databases.a]\ndir = '.'", "schemalane.toml:2: `dir`: `.` is no folder below"),
        ("[databases.default]\ndir = 'db'", "schemalane.toml:2: `dir`: the folders of the default"),
        ("dirs = ['none']", "none"),
    ] {
        bench.write("schemalane.toml", toml);
        let output = bench.run("migrate up");
        assert!(output.code == 1 || output.code == 2, "{toml}: {}", output.stderr);
        assert_says(&output.stderr, &[says]);
    }
}
