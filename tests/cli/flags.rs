//! Every flag of specification, section 2, and those that the issue adds, by
//! its name.

use std::{thread, time::Duration};

use schemalane_testkit::eventually;

use crate::{
    bench::{Bench, TWO, after_the_first_line, assert_says, json},
    on_both,
    place::Place,
};

on_both!(dir, history_table, installed_by, target, dry_run_changes_nothing, lock_wait);

fn dir(place: Place) {
    let bench = Bench::new(&[("db/history of shop/V1__a.sql", "CREATE TABLE a (id INTEGER);")]);
    let up = bench.on("up", &place.url()).args(["--dir", "db/history of shop"]).run().expect(0);
    let progress = after_the_first_line(&up).trim();
    assert_eq!(progress.rsplit_once(" in ").unwrap().0, "[1/1] applied V1__a.sql");
    assert!(place.has("a"));
}

fn history_table(place: Place) {
    let bench = Bench::two();
    bench.migrate("up --history-table my_History", &place.url()).expect(0);
    assert_eq!(place.sql("SELECT count(*) FROM \"my_History\""), "2");
    assert!(!place.has("flyway_schema_history"));
    bench.migrate("status --history-table my_History --fail-on-pending", &place.url()).expect(0);
    bench.migrate("status --fail-on-pending", &place.url()).expect(5);
    bench.write("schemalane.toml", "history_table = 'my_History'");
    bench.migrate("status --fail-on-pending", &place.url()).expect(0);
}

fn installed_by(place: Place) {
    let bench = Bench::two();
    bench.on("up", &place.url()).args(["--installed-by", "O'Neill; --"]).run().expect(0);
    let by = place.sql("SELECT DISTINCT installed_by FROM flyway_schema_history");
    assert_eq!(by, "O'Neill; --");
    let other = match &place {
        Place::Postgres(_) => place.sql("SELECT current_user"),
        Place::Sqlite(_) => "night_shift".to_owned(),
    };
    bench.on("fresh --yes", &place.url()).env("USER", "night_shift").run().expect(0);
    assert_eq!(place.sql("SELECT DISTINCT installed_by FROM flyway_schema_history"), other);
}

fn target(place: Place) {
    let bench = Bench::two();
    let output = bench.migrate("up --target 2.9 --format json", &place.url()).expect(0);
    assert_eq!(json(&output)["applied"][0]["version"], "1");
    assert_eq!(place.sql("SELECT count(*) FROM account"), "0");
    bench.migrate("up --target 03_0", &place.url()).expect(0);
    assert_eq!(place.sql("SELECT count(*) FROM account"), "1");
}

fn dry_run_changes_nothing(place: Place) {
    let bench = Bench::two();
    let output = bench.migrate("up --dry-run", &place.url()).expect(0);
    assert_says(
        &output.stdout,
        &["default: 2 to apply; nothing was changed", "V3__fill_account.sql"],
    );
    assert_eq!(after_the_first_line(&output), "");
    match &place {
        Place::Postgres(_) => assert!(!place.has("flyway_schema_history")),
        Place::Sqlite(sqlite) => assert!(sqlite.files().is_empty()),
    }
    let output = bench.migrate("up --dry-run --target 1", &place.url()).expect(0);
    assert!(!output.stdout.contains("V3__fill_account.sql"));
}

fn lock_wait(place: Place) {
    let bench = Bench::new(&[("migrations/V1__sleep.sql", place.endless())]);
    let first = bench.on("up", &place.url()).start();
    eventually("the first runner is at work", Duration::from_secs(20), || {
        place.has("flyway_schema_history")
    });
    thread::sleep(Duration::from_millis(100));
    let second = bench.migrate("up --lock-wait 1s", &place.url()).expect(1);
    assert_says(&second.stderr, &["gave up after 1 s", "holds the migration lock", "--lock-wait"]);
    let third = bench.migrate("up --lock-wait 500ms", &place.url()).expect(1);
    assert_says(&third.stderr, &["gave up after 0.5 s", "holds the migration lock"]);
    first.signal("KILL");
}

#[test]
fn schema() {
    let place = Place::postgres();
    let bench = Bench::two();
    let output = bench.migrate("up --schema billing", &place.url()).expect(1);
    assert_says(&output.stderr, &["schema billing does not exist", "CREATE SCHEMA", "--schema"]);
    place.sql("CREATE SCHEMA billing");
    bench.migrate("up --schema billing", &place.url()).expect(0);
    assert_eq!(place.sql("SELECT count(*) FROM billing.flyway_schema_history"), "2");
    assert_eq!(place.sql("SELECT id FROM billing.account"), "1");
    let output = bench.migrate("status --schema billing", &place.url()).expect(0);
    assert_says(&output.stdout, &["postgres billing.flyway_schema_history, version 3"]);
    bench.migrate("status --fail-on-pending", &place.url()).expect(5);
    bench.write("schemalane.toml", "schema = 'billing'");
    bench.migrate("status --fail-on-pending", &place.url()).expect(0);

    let sqlite = Place::sqlite();
    let output = bench.migrate("up --schema other", &sqlite.url()).expect(1);
    assert_says(&output.stderr, &["schema other cannot be used", "leave --schema out"]);
    bench.migrate("up --schema main", &sqlite.url()).expect(0);
}

#[test]
fn the_naming_of_the_project_holds_for_a_folder() {
    let bench =
        Bench::new(&[("migrations/V1__Create-Account.sql", "CREATE TABLE a (id INTEGER);")]);
    let output = bench.run("migrate up").expect(2);
    assert_says(&output.stderr, &["V1__Create-Account.sql", "naming = \"flyway\""]);
    bench.write("schemalane.toml", "naming = 'flyway'");
    bench.run("migrate up").expect(0);
}

#[test]
fn init_takes_its_path_and_force() {
    let bench = Bench::new(&[]);
    let output = bench.run("migrate init").expect(0);
    assert_says(&output.stdout, &["migration/Cargo.toml\n", "migration/src/lib.rs\n"]);
    assert!(bench.join("migration/build.rs").is_file());
    let output = bench.run("migrate init").expect(1);
    assert_says(&output.stderr, &["nothing was written", "--force"]);
    bench.write("migration/build.rs", "");
    bench.run("migrate init --force").expect(0);
    assert!(std::fs::read_to_string(bench.join("migration/build.rs")).unwrap().contains("compile"));
    bench.run("migrate init --path other/place").expect(0);
    assert!(bench.join("other/place/build.rs").is_file());
    assert_eq!(bench.names("."), ["migration", "other"]);
}

#[test]
fn the_default_folder_is_migrations() {
    let bench = Bench::new(&[(TWO[0].0, TWO[0].1)]);
    let explicit = bench.run("migrate up --dry-run --dir ./migrations").expect(0);
    assert_eq!(bench.run("migrate up --dry-run").expect(0), explicit);
}

#[test]
fn a_time_needs_its_unit() {
    let bench = Bench::two();
    for flag in ["--lock-wait", "--lock-timeout", "--timeout"] {
        let output = bench.run(&format!("migrate up {flag} 3")).expect(1);
        assert_says(&output.stderr, &[flag, "expected a number with its unit, such as 3s,"]);
        let output = bench.run(&format!("migrate up {flag} soon")).expect(1);
        assert_says(&output.stderr, &[flag, "such as 3s, 500ms or 5min"]);
    }
    bench.run("migrate up --lock-timeout 0 --lock-wait 1m").expect(0);
}

#[test]
fn init_depends_on_a_checkout_of_schemalane_only() {
    let bench = Bench::new(&[
        ("other/Cargo.toml", "[package]\nname = 'other'\n"),
        ("my lane/Cargo.toml", "[workspace]\n\n[package]\nname = \"schemalane\"\n"),
    ]);
    for (path, word) in
        [("/nope", "/nope/Cargo.toml"), ("other", "other/Cargo.toml"), (".", "Cargo.toml")]
    {
        let output = bench.run(&format!("migrate init --schemalane-path {path}")).expect(1);
        assert_says(&output.stderr, &["error: cannot depend on ", word]);
        assert_eq!(output.stdout, "");
    }
    let output = bench.run("migrate init --schemalane-path other").expect(1);
    assert_says(&output.stderr, &["expected the package `schemalane`", "nothing was written"]);
    assert_eq!(bench.names("."), ["my lane", "other"]);

    let init = bench.command("migrate init").args(["--schemalane-path", "my lane"]);
    let output = init.args(["--path", "the shop's own"]).run().expect(0);
    assert_says(&output.stderr, &[r"cd 'the shop'\''s own' && cargo run -- migrate up"]);
    let manifest = std::fs::read_to_string(bench.join("the shop's own/Cargo.toml")).unwrap();
    assert_says(&manifest, &["/my lane\", default-features = false, features = [\"cli\"] }"]);
}
